package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

// batchSize is how many captures, or how many bytes of them, share one
// transaction: enough to share the cost of writing to the disk, few enough to
// be acknowledged soon and to be held in memory.
const (
	batchSize  = 64
	batchBytes = 16 << 20
)

// An Added says what became of one report that was to be added. It is handed
// out when the report is on the disk with everything that follows from it, or
// when it has been refused.
type Added struct {
	From   string           // file or address, with the line
	Report recount.ReportID // "" if there was none in it
	New    bool             // not in the casebook before
	State  store.Reading
	Claims int
	Err    error // why it was refused
}

// AddAll adds files, folders of files and JSON Lines, and tells done what
// became of each report. Bad input is told to done and the rest goes on; the
// error returned is of the casebook itself.
func (d *Desk) AddAll(ctx context.Context, by recount.Actor, paths []string, done func(Added)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan []prepared, 1)
	var g errgroup.Group
	g.Go(func() error {
		defer close(batches)
		var raw []incoming
		held := 0 // bytes in raw
		flush := func() error {
			if len(raw) == 0 {
				return nil
			}
			batch, err := d.prepare(ctx, raw)
			if err != nil {
				return err
			}
			raw, held = raw[:0], 0
			select {
			case batches <- batch:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		for _, path := range paths {
			for in := range d.files(path) {
				held += len(in.capture.Body)
				if raw = append(raw, in); len(raw) == batchSize || held > batchBytes {
					if err := flush(); err != nil {
						return err
					}
				}
			}
		}
		return flush()
	})
	var err error
	for batch := range batches {
		if err != nil {
			continue // let the other side end
		}
		if err = d.enter(ctx, by, batch, done); err != nil {
			cancel()
		}
	}
	return errors.Join(err, notOurs(g.Wait(), err))
}

// notOurs leaves out the cancellation that followed from another error.
func notOurs(err, first error) error {
	if first != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Receive adds what is in captures: see AddAll. An error is of the casebook
// or says why nothing could be made of the bytes.
func (d *Desk) Receive(ctx context.Context, by recount.Actor, source recount.SourceID, cs ...archive.Capture) ([]Added, error) {
	var raw []incoming
	for _, c := range cs {
		for in, err := range collect.Captures(c, d.Columns) {
			raw = append(raw, incoming{capture: in, from: c.URL, source: source, err: err})
		}
	}
	batch, err := d.prepare(ctx, raw)
	if err != nil {
		return nil, err
	}
	var out []Added
	err = d.enter(ctx, by, batch, func(a Added) { out = append(out, a) })
	return out, err
}

// prepared is a capture whose bytes are in the archive, with the reports found
// in it and what was read in them.
type prepared struct {
	from    string
	err     error
	reports []readReport
}

type readReport struct {
	collect.Found
	old     bool
	reading store.ReadingFact
	prints  link.Prints
}

// prepare does what needs no transaction, on every core: parse, put away, read.
func (d *Desk) prepare(ctx context.Context, raw []incoming) ([]prepared, error) {
	out := make([]prepared, len(raw))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, in := range raw {
		g.Go(func() error {
			out[i].from = in.from
			if out[i].err = in.err; in.err != nil {
				return nil
			}
			had, err := d.had(ctx, in.capture)
			if err != nil {
				return err
			}
			if out[i].reports = had; len(had) > 0 {
				_, err := d.Archive.PutCapture(in.capture) // again, if the bytes were lost
				return err
			}
			found, err := collect.Parse(in.capture)
			if err != nil {
				out[i].err = err
				return nil
			}
			if _, err := d.Archive.PutCapture(in.capture); err != nil {
				return err
			}
			for _, f := range found {
				if in.source != "" {
					f.Report.Source = in.source
				}
				r := readReport{Found: f}
				it, err := d.DB.There(ctx, &f.Report)
				switch {
				case err == nil:
					r = there(it)
				case errors.Is(err, recount.ErrNotFound):
					r.reading, r.prints = d.read(&f.Report), printsOf(&f.Report)
				default:
					return err
				}
				out[i].reports = append(out[i].reports, r)
			}
			return nil
		})
	}
	return out, g.Wait()
}

// printsOf are the prints by which a report is held against others. A row of a
// dataset has none: its notes copy nobody that counts, and nobody copies them.
func printsOf(r *recount.Report) link.Prints {
	if extract.IsRow(r) {
		return nil
	}
	return link.PrintsOf(r.Text)
}

// there is a report that is in the casebook already.
func there(it *store.ReportItem) (r readReport) {
	r.Report.ID, r.old = it.Report.ID, true
	r.reading = store.ReadingFact{Report: it.Report.ID, Outcome: it.Reading}
	return r
}

// had returns the reports that were made of a capture before, by the same
// parser: all of them, since they came in together. Nothing is parsed to find
// that out, so that an archive that was interrupted goes on where it was.
func (d *Desk) had(ctx context.Context, c archive.Capture) (out []readReport, err error) {
	its, err := d.DB.MadeOf(ctx, recount.Sum(c.Body))
	if err != nil {
		return nil, err
	}
	for i := range its {
		r := &its[i].Report
		if page, _, _ := strings.Cut(r.URL, "#"); (r.URL == c.URL || page == c.URL) && r.Parser == collect.Parser {
			out = append(out, there(&its[i]))
		}
	}
	return out, nil
}

// read reads one report. What cannot be read is kept and marked so.
func (d *Desk) read(r *recount.Report) (f store.ReadingFact) {
	f = store.ReadingFact{Report: r.ID, Reader: d.rules.ReaderName(r.Lang), Outcome: store.IsRead}
	if f.Reader == "" {
		f.Outcome, f.Note = store.Unread, fmt.Sprintf("there is no pack for language %q", r.Lang)
		return f
	}
	reading, err := d.safely(r)
	if err != nil {
		f.Outcome, f.Note = store.FailedAt, err.Error()
		return f
	}
	f.Claims = slices.Clone(reading.Claims)
	if err := usable(r, f.Claims); err != nil {
		f.Outcome, f.Note, f.Claims = store.FailedAt, err.Error(), nil
	}
	return f
}

// usable makes claims r's own, and refuses a reading that could not be kept:
// whatever reads, one report must not stop the others.
func usable(r *recount.Report, claims []recount.Claim) error {
	seen := map[recount.ClaimID]bool{}
	for i := range claims {
		c := &claims[i]
		c.Report = r.ID
		if w := c.Evidence.Whole; c.ID == "" || seen[c.ID] || !c.What.Known() || w.Start < 0 || w.End < w.Start || w.End > len(r.Text) {
			return fmt.Errorf("the reader made claim %d (%s) twice, of nothing, or outside the text: %w", i, c.ID, recount.ErrInvalid)
		}
		seen[c.ID] = true
	}
	return nil
}

// safely keeps a report that brings the reader down from stopping the batch.
func (d *Desk) safely(r *recount.Report) (reading *extract.Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the reader broke off: %v", p)
		}
	}()
	return read(d.rules.Read, r)
}

// read reads a row of a dataset by its columns, whoever reads the rest.
func read(with func(*recount.Report) (*extract.Reading, error), r *recount.Report) (*extract.Reading, error) {
	if extract.IsRow(r) {
		return extract.Row(r), nil
	}
	return with(r)
}

// enter puts a batch into the casebook in one transaction, and then says so.
func (d *Desk) enter(ctx context.Context, by recount.Actor, batch []prepared, done func(Added)) error {
	var out []Added
	err := d.write(ctx, func(tx *store.Tx) error {
		out = out[:0]
		touched := map[recount.IncidentID]bool{}
		for _, p := range batch {
			if p.err != nil {
				out = append(out, Added{From: p.from, Err: p.err})
				continue
			}
			for _, r := range p.reports {
				a, ids, err := d.enterOne(ctx, tx, by, r)
				if err != nil {
					return fmt.Errorf("add %s: %w", p.from, err)
				}
				for _, id := range ids {
					touched[id] = true
				}
				a.From = p.from
				out = append(out, a)
			}
		}
		return d.settle(ctx, tx, slices.Sorted(maps.Keys(touched))...)
	})
	if err != nil {
		return err
	}
	for _, a := range out {
		done(a)
	}
	return nil
}

// enterOne returns the incidents that are to be settled with the batch.
func (d *Desk) enterOne(ctx context.Context, tx *store.Tx, by recount.Actor, r readReport) (a Added, touched []recount.IncidentID, err error) {
	id := r.Report.ID
	a = Added{Report: id, State: r.reading.Outcome, Claims: len(r.reading.Claims)}
	if r.old {
		return a, nil, nil
	}
	es, err := tx.Append(ctx, by, d.time(), store.ReportFact{Report: r.Report, Given: r.Given})
	if err != nil || len(es) == 0 {
		return a, nil, err // the same report twice in one batch
	}
	a.New = true
	touched, err = d.enterCompared(ctx, tx, r.reading, r.prints)
	return a, touched, err
}

// enterCompared enters whose text a report prints and what was read in it, and
// returns the incidents that are to be settled.
func (d *Desk) enterCompared(ctx context.Context, tx *store.Tx, f store.ReadingFact, prints link.Prints) ([]recount.IncidentID, error) {
	touched, err := d.copies(ctx, tx, f.Report, prints)
	if err != nil {
		return nil, err
	}
	read, err := d.enterReading(ctx, tx, f)
	return append(touched, read...), err
}

// enterReading enters what was read in a report, and places what follows from
// it. It returns the incidents that are to be settled.
func (d *Desk) enterReading(ctx context.Context, tx *store.Tx, f store.ReadingFact) ([]recount.IncidentID, error) {
	before, err := tx.IncidentsOf(ctx, f.Report)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Append(ctx, machine(f.Reader), d.time(), f); err != nil || f.Outcome != store.IsRead {
		return nil, err
	}
	placed, err := d.place(ctx, tx, f.Report)
	return append(before, placed...), err
}
