package desk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// A Thread is a process with its claims and the incidents read against it.
type Thread struct {
	recount.Process
	Words  []recount.Claim    `json:"words"`            // its claims, as people have judged them
	Called Read               `json:"called"`           // that somebody calls a breach
	Within Read               `json:"within"`           // within its time and area; nobody calls them so
	Edge   Read               `json:"edge"`             // perhaps within: told of no nearer than the day it began or ended
	After  Read               `json:"after"`            // in the week after its end, in its area
	By     []recount.Decision `json:"by,omitempty"`     // what people decided of it
	Size   int64              `json:"as_of"`            // size of the ledger it was computed from
	Denied []recount.ClaimID  `json:"denied,omitempty"` // claims that deny a breach

	present bool // it was asked for as it is now
}

// A Read is incidents that lie in one way to a process, and what they add up
// to, each victim once.
type Read struct {
	Incidents []ReadIncident `json:"incidents"`
	Sums      []tally.Sum    `json:"sums"`
}

// A ReadIncident is an incident read against a process.
type ReadIncident struct {
	store.IncidentItem
	Calling []recount.ClaimID `json:"calling,omitempty"` // the claims that call it a breach
}

// Present, in place of a size of the ledger, asks for what is known now.
const Present int64 = -1

// Processes returns the truces and talks that were known when the ledger had
// size entries, or [Present], by time. They are folded when they are asked for; there is no
// second copy of them that could differ: docs/decisions/0018.
func (d *Desk) Processes(ctx context.Context, size int64) ([]recount.Process, error) {
	f, _, err := d.folded(ctx, size)
	if err != nil {
		return nil, fmt.Errorf("processes: %w", err)
	}
	return slices.Clone(f.processes), nil
}

// A folded is the processes of a casebook with the claims and decisions that
// they were folded from. Nothing may change it.
type folded struct {
	size      int64
	processes []recount.Process
	claims    []recount.Claim // of every report that tells of a process
	decisions []recount.Decision
	at        time.Time       // of the last entry
	reports   map[string]bool // that tell of a process
	claimed   map[string]bool // IDs of the claims
}

// folded returns what was folded last, if that was at this size or if nothing that
// processes rest on was entered since, on that day.
func (d *Desk) folded(ctx context.Context, size int64) (*folded, int64, error) {
	now := size == Present
	if now {
		var err error
		if size, err = d.DB.Size(ctx); err != nil {
			return nil, 0, err
		}
	}
	held := func() (*folded, error) {
		f := d.fold.Load()
		if f == nil || now && size < f.size { // somebody asked since
			return f, nil
		}
		same, err := f.holds(ctx, &d.DB.Reader, size)
		if !same {
			return nil, err
		}
		return f, nil
	}
	if f, err := held(); f != nil || err != nil {
		return f, size, err
	}
	d.folding.Lock() // whoever else wants it waits, and finds it
	defer d.folding.Unlock()
	if f, err := held(); f != nil || err != nil {
		return f, size, err
	}
	f, err := fold(ctx, &d.DB.Reader, d.rules.Source, size)
	if old := d.fold.Load(); err == nil && (old == nil || old.size < size) {
		d.fold.Store(f)
	}
	return f, size, err
}

// mostBetween is how many claims and decisions are looked through to see whether
// processes are still what they were.
const mostBetween = 2000

// holds reports whether processes are the same with a ledger of size entries: the
// claims of the reports that tell of them, what people decided, whose texts those
// reports print, and the day by which truces run out.
func (f *folded) holds(ctx context.Context, r *store.Reader, size int64) (bool, error) {
	if f.size == size {
		return true, nil
	}
	if size < f.size || f.size == 0 {
		return false, nil
	}
	es, err := r.Entries(ctx, size-1, 1)
	if err != nil || len(es) == 0 || es[0].At.Truncate(24*time.Hour) != f.at.Truncate(24*time.Hour) {
		return false, err
	}
	for _, p := range f.processes { // ran out meanwhile
		if end := p.Force.Until; end.After(f.at) && !end.After(es[0].At) {
			return false, nil
		}
	}
	c, err := r.Between(ctx, f.size, size, mostBetween)
	if err != nil || c.Cut {
		return false, err
	}
	for _, what := range link.ProcessSteps() {
		if c.Whats[what] {
			return false, nil
		}
	}
	for id := range c.Reports {
		if f.reports[string(id)] {
			return false, nil
		}
	}
	for _, dec := range c.Decisions {
		switch {
		case dec.Act == recount.Correct, // it may tell of a truce now
			f.reports[dec.Subject], f.reports[dec.Object], f.claimed[dec.Subject], f.claimed[dec.Object],
			strings.HasPrefix(dec.Object, "p:"), strings.HasPrefix(dec.Subject, "p:"):
			return false, nil
		}
	}
	return true, nil
}

// Processes returns what [Desk.Processes] does, of the casebook that r reads,
// with what source knows of who says things.
func Processes(ctx context.Context, r *store.Reader, source func(recount.SourceID) recount.Source, size int64) ([]recount.Process, error) {
	f, err := fold(ctx, r, source, size)
	if err != nil {
		return nil, fmt.Errorf("processes: %w", err)
	}
	return f.processes, nil
}

func fold(ctx context.Context, r *store.Reader, source func(recount.SourceID) recount.Source, size int64) (*folded, error) {
	f, past := &folded{size: size, reports: map[string]bool{}, claimed: map[string]bool{}}, r.At(size)
	claims, err := past.Telling(ctx, link.ProcessSteps()...)
	if err != nil || size == 0 {
		return f, err
	}
	es, err := r.Entries(ctx, size-1, 1)
	if err != nil {
		return nil, err
	}
	if f.at = es[0].At; len(claims) == 0 {
		return f, nil
	}
	about := make([]string, len(claims))
	for i, c := range claims {
		about[i] = string(c.ID)
		f.reports[string(c.Report)], f.claimed[string(c.ID)] = true, true
	}
	judged, err := past.Decisions(ctx, about...)
	if err != nil {
		return nil, err
	}
	f.claims = asJudged(claims, standing(judged))
	if f.decisions, err = past.Named(ctx, "p:"); err != nil {
		return nil, err
	}
	told := only(f.claims, func(c recount.Claim) bool { return c.What.Family() == recount.Truce })
	copies, err := copyings(ctx, past, told)
	if err != nil {
		return nil, err
	}
	quotes := texts{ctx: ctx, r: r, have: map[recount.ReportID]string{}}
	f.processes = link.Processes(f.claims, f.decisions, link.Texts{Family: link.FamiliesOf(copies).Of, Sentence: quotes.sentence, Source: source}, f.at)
	return f, quotes.err
}

// Process returns the process that goes by a name, with the incidents read
// against it, as known when the ledger had size entries, or [Present].
func (d *Desk) Process(ctx context.Context, id recount.ProcessID, size int64) (*Thread, error) {
	t, err := d.process(ctx, id, size)
	if err != nil {
		return nil, fmt.Errorf("process %s: %w", id, err)
	}
	return t, nil
}

func (d *Desk) process(ctx context.Context, id recount.ProcessID, size int64) (*Thread, error) {
	present := size == Present
	f, size, err := d.folded(ctx, size)
	if err != nil {
		return nil, err
	}
	p := named(f.processes, id)
	if p == nil {
		return nil, recount.ErrNotFound
	}
	t := &Thread{Process: *p, Size: size, present: present}
	t.Words = only(f.claims, func(c recount.Claim) bool { return slices.Contains(p.Claims, c.ID) })
	t.By = only(f.decisions, func(dec recount.Decision) bool {
		return goesBy(p, recount.ProcessID(dec.Object)) || goesBy(p, recount.ProcessID(dec.Subject))
	})
	for _, c := range t.Words {
		if c.What == recount.TruceBroken && c.Denied {
			t.Denied = append(t.Denied, c.ID)
		}
	}
	return t, d.against(ctx, t, f.processes)
}

func goesBy(p *recount.Process, id recount.ProcessID) bool {
	return p.ID == id || slices.Contains(p.Aliases, id)
}

func named(ps []recount.Process, id recount.ProcessID) *recount.Process {
	for i := range ps {
		if goesBy(&ps[i], id) {
			return &ps[i]
		}
	}
	return nil
}

// against reads incidents against a truce.
func (d *Desk) against(ctx context.Context, t *Thread, ps []recount.Process) error {
	near, err := d.surrounding(ctx, t)
	if err != nil {
		return err
	}
	broken := only(t.Words, func(c recount.Claim) bool { return c.What == recount.TruceBroken && !c.Denied })
	lists := map[*Read][]*tally.Item{}
	for _, it := range near {
		var calling []recount.ClaimID
		if len(broken) > 0 {
			members, err := d.DB.Claims(ctx, it.Incident.Claims...)
			if err != nil {
				return err
			}
			calling = link.Called(it.Incident, members, broken)
		}
		var to *Read
		switch b := link.BearingOf(it.Incident, t.Process); {
		case len(calling) > 0:
			to = &t.Called
		case it.Incident.Status == recount.Retracted:
		case b == link.Within:
			to = &t.Within
		case b == link.AtEdge:
			to = &t.Edge
		case b == link.After:
			to = &t.After
		}
		if to == nil {
			continue
		}
		it.Incident.During = link.During(it.Incident, ps)
		to.Incidents = append(to.Incidents, ReadIncident{it, calling})
		lists[to] = append(lists[to], &tally.Item{Incident: it.Incident, Tolls: it.Tolls})
	}
	for to, items := range lists {
		all := tally.Select(items, tally.Area{})
		for _, what := range tally.Harms() {
			if s := all.Sum(recount.When{}, what, ""); s.Incidents > 0 {
				to.Sums = append(to.Sums, s)
			}
		}
	}
	return nil
}

// surrounding returns the incidents that may lie in or after a truce, by time.
func (d *Desk) surrounding(ctx context.Context, t *Thread) ([]store.IncidentItem, error) {
	if t.Kind != recount.ATruce {
		return nil, nil
	}
	w := t.Force
	if w.From.IsZero() {
		w = recount.When{From: t.Steps[0].When.From, Until: t.Steps[len(t.Steps)-1].When.Until}
	}
	f := store.IncidentFilter{From: w.From.Add(-24 * time.Hour)} // filters go by clocks at the place
	if !w.Until.IsZero() {
		f.Until = w.Until.Add(link.Aftermath + 48*time.Hour)
	}
	var countries []string
	for _, a := range t.Area {
		countries = append(countries, a.Country)
	}
	if len(countries) == 0 {
		return nil, nil
	}
	slices.Sort(countries)
	var out []store.IncidentItem
	for _, f.Country = range slices.Compact(countries) {
		its, err := d.fitting(ctx, f, t)
		if err != nil {
			return nil, err
		}
		out = append(out, its...)
	}
	slices.SortStableFunc(out, func(a, b store.IncidentItem) int { return a.Incident.When.From.Compare(b.Incident.When.From) })
	return out, nil
}

// fitting returns the incidents that a filter chooses as a thread is told. Those of now
// are found in the sheet, if it was filled.
func (d *Desk) fitting(ctx context.Context, f store.IncidentFilter, t *Thread) ([]store.IncidentItem, error) {
	if !t.present || !d.sheet.filled() {
		return d.incidents(ctx, f, d.rules.Policy, t.Size, t.present)
	}
	f.Limit = math.MaxInt
	ids, _, err := d.sheet.Page(ctx, f)
	if err != nil {
		return nil, err
	}
	return d.DB.Items(ctx, ids...)
}

// A Setting is a truce that an incident is read against.
type Setting struct {
	recount.Process
	Bearing link.Bearing      // how the incident lies to it
	Calling []recount.ClaimID // the claims that call the incident a breach of it
}

// Against returns the truces that an incident lies in, or after, or is called a
// breach of, as known when the ledger had size entries, or [Present].
func (d *Desk) Against(ctx context.Context, in recount.Incident, size int64) (out []Setting, err error) {
	f, _, err := d.folded(ctx, size)
	if err != nil {
		return nil, fmt.Errorf("truces of %s: %w", in.ID, err)
	}
	broken := only(f.claims, func(c recount.Claim) bool { return c.What == recount.TruceBroken && !c.Denied })
	var members []recount.Claim
	if len(broken) > 0 {
		if members, err = d.DB.Claims(ctx, in.Claims...); err != nil {
			return nil, err
		}
	}
	calling := link.Called(in, members, broken)
	for _, p := range f.processes {
		s := Setting{Process: p, Bearing: link.BearingOf(in, p)}
		s.Calling = only(calling, func(c recount.ClaimID) bool { return slices.Contains(p.Claims, c) })
		if s.Bearing != link.Beside || len(s.Calling) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}
