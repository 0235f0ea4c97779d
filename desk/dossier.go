package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
)

// Dossier writes what a stranger needs to check one report or incident, as one
// ZIP: see package custody. A report comes with the other versions of its
// address. A casebook in one state makes the same bytes each time.
func (d *Desk) Dossier(ctx context.Context, w io.Writer, id, software string) error {
	x, err := d.dossier(ctx, id)
	if err != nil {
		return fmt.Errorf("dossier of %s: %w", id, err)
	}
	x.Software = software
	return custody.Write(w, x)
}

func (d *Desk) dossier(ctx context.Context, id string) (*custody.Dossier, error) {
	at, err := d.DB.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	x := &assembly{d: d, ctx: ctx, past: d.DB.At(at.Size), about: []string{id},
		Dossier: &custody.Dossier{Subject: id, Key: d.key, Checkpoint: at, Captures: d.came}}
	if x.Made, err = d.madeAt(ctx, at.Size); err != nil {
		return nil, err
	}
	switch {
	case strings.HasPrefix(id, "i:"):
		err = x.incident(recount.IncidentID(id))
	case strings.HasPrefix(id, "r:"):
		err = x.report(recount.ReportID(id))
	default:
		err = fmt.Errorf("%q is neither an incident (i:...) nor a report (r:...): %w", id, recount.ErrInvalid)
	}
	if err == nil {
		err = x.commit()
	}
	return x.Dossier, err
}

// came returns the bytes with a digest once for each way they came.
func (d *Desk) came(raw recount.Digest) ([]archive.Capture, error) {
	cs, err := d.Archive.Captures(raw)
	if err == nil && len(cs) == 0 {
		err = fmt.Errorf("how %s came is not in the archive: %w", raw, recount.ErrNotFound)
	}
	return cs, err
}

// An assembly is a dossier in the making.
type assembly struct {
	*custody.Dossier
	d     *Desk
	ctx   context.Context
	past  store.Past
	about []string // what decisions are about that belong in it
	made  []string // decisions that belong in it
}

// incident adds an incident with all that its tolls rest on.
func (x *assembly) incident(id recount.IncidentID) error {
	c, err := x.reckon(id)
	if err != nil {
		return err
	}
	x.Title = c.in.Title
	ids := slices.Concat(c.in.Claims, c.claims)
	for _, t := range c.tolls {
		for _, b := range t.Basis {
			ids = append(ids, b.Claims...)
		}
	}
	slices.Sort(ids)
	claims, err := x.d.DB.Claims(x.ctx, slices.Compact(ids)...)
	if err != nil {
		return err
	}
	by := map[recount.ReportID][]recount.Claim{}
	for _, cl := range claims {
		by[cl.Report] = append(by[cl.Report], cl)
	}
	for _, dec := range c.decisions {
		x.made = append(x.made, string(dec))
	}
	var reports []*store.ReportItem
	for r := range by {
		it, err := x.d.DB.Report(x.ctx, r)
		if err != nil {
			return err
		}
		reports = append(reports, it)
	}
	slices.SortFunc(reports, func(a, b *store.ReportItem) int { return int(a.Seq - b.Seq) })
	for _, it := range reports {
		if err := x.add(it, by[it.Report.ID]); err != nil {
			return err
		}
	}
	return nil
}

// reckon adds an incident as it stood, with its tolls.
func (x *assembly) reckon(id recount.IncidentID) (*computed, error) {
	c, err := x.d.reckoned(x.ctx, x.past, id)
	if err == nil {
		err = c.asOf(x.ctx, &x.d.DB.Reader)
	}
	if err != nil {
		return nil, err
	}
	in := custody.Incident{Incident: c.in}
	for _, t := range c.tolls {
		in.Tolls = append(in.Tolls, custody.Toll{Toll: t, Of: publish.Who(t.Who)})
	}
	x.Incidents = append(x.Incidents, in)
	x.about = append(x.about, string(c.in.ID))
	for _, a := range c.in.Aliases {
		x.about = append(x.about, string(a))
	}
	return c, nil
}

// report adds a report, the other versions of its address, and the incidents
// that its claims belong to.
func (x *assembly) report(id recount.ReportID) error {
	it, err := x.d.DB.Report(x.ctx, id)
	if err != nil {
		return err
	}
	x.Title = it.Report.Title
	versions := []store.ReportItem{*it}
	if it.Report.URL != "" {
		if versions, err = x.d.DB.Versions(x.ctx, it.Report.URL); err != nil {
			return err
		}
	}
	for _, v := range versions {
		whole, err := x.d.DB.Report(x.ctx, v.Report.ID)
		if err != nil {
			return err
		}
		claims, err := x.d.DB.ClaimsOf(x.ctx, v.Report.ID)
		if err != nil {
			return err
		}
		if err := x.add(whole, claims); err != nil {
			return err
		}
	}
	if err := x.changes(it.Report.URL); err != nil {
		return err
	}
	ids, err := x.d.DB.IncidentsOf(x.ctx, id)
	if err != nil {
		return err
	}
	for _, in := range ids {
		if _, err := x.reckon(in); err != nil {
			return err
		}
	}
	return nil
}

// add adds a report with the claims of it that belong here.
func (x *assembly) add(it *store.ReportItem, claims []recount.Claim) error {
	r := custody.Report{Report: it.Report, Seq: it.Seq}
	cs, err := x.Captures(it.Report.Raw)
	if err != nil {
		return err
	}
	for _, c := range cs {
		c.Body = nil // written later, one at a time
		r.Came = append(r.Came, c)
	}
	if r.Shows, err = x.d.DB.Requisites(x.ctx, it.Report.Raw); err != nil {
		return err
	}
	x.about = append(x.about, string(it.Report.ID))
	for _, c := range claims {
		r.Claims = append(r.Claims, custody.Claim{Claim: c, Of: publish.Who(c.Who)})
		x.about = append(x.about, string(c.ID))
	}
	slices.SortStableFunc(r.Claims, func(a, b custody.Claim) int { return a.Evidence.Whole.Start - b.Evidence.Whole.Start })
	x.Reports = append(x.Reports, r)
	return nil
}

// changes says of the reports added how each differs from the version before.
func (x *assembly) changes(url string) error {
	if len(x.Reports) < 2 {
		return nil
	}
	vs, err := Versions(x.ctx, &x.d.DB.Reader, url)
	if err != nil {
		return err
	}
	for _, v := range vs {
		for i, r := range x.Reports {
			if r.ID == v.Report.Report.ID {
				x.Reports[i].Versions = append(r.Versions, custody.Version{Report: r.ID, Earlier: v.Earlier, Collected: r.Collected, SameBytes: v.SameBytes, Text: v.Text})
			}
		}
	}
	return nil
}

// commit adds the decisions, every document as it was entered, and the ledger
// entries that commit to them with their proofs.
func (x *assembly) commit() error {
	ds, err := x.past.Decisions(x.ctx, x.about...)
	if err != nil {
		return err
	}
	for _, dec := range ds {
		x.made = append(x.made, string(dec.ID))
	}
	slices.Sort(x.made)
	var reports, claims, shown []string
	for _, r := range x.Reports {
		reports = append(reports, string(r.ID))
		for _, q := range r.Shows {
			shown = append(shown, q.ID)
		}
		for _, c := range r.Claims {
			claims = append(claims, string(c.ID))
		}
	}
	slices.Sort(shown)
	seqs := map[int64]bool{}
	enter := func(kind ledger.Kind, ids []string) error {
		rows, err := x.d.DB.Rows(x.ctx, kind, ids...)
		x.Rows = append(x.Rows, rows...)
		for _, r := range rows {
			seqs[r.Seq] = true
		}
		return err
	}
	if err := errors.Join(enter(ledger.Received, reports), enter(ledger.Read, claims), enter(ledger.Decided, slices.Compact(x.made)),
		enter(ledger.Completed, slices.Compact(shown)), x.decided()); err != nil {
		return err
	}
	for _, r := range reports { // also readings that found nothing new
		es, err := x.d.DB.EntriesAbout(x.ctx, r)
		if err != nil {
			return err
		}
		for _, e := range es {
			seqs[e.Seq] = true
		}
	}
	stamps, err := x.stamp(seqs)
	if err == nil {
		err = enter(ledger.Stamped, stamps)
	}
	if err != nil {
		return err
	}
	return x.prove(seqs)
}

// stamp adds the first stamp of each authority that is of each of the entries.
func (x *assembly) stamp(seqs map[int64]bool) (ids []string, err error) {
	all, err := x.d.DB.Stamps(x.ctx)
	if err != nil {
		return nil, err
	}
	size := map[string]int64{} // stamped by each authority so far
	for i, s := range all {
		if slices.ContainsFunc(all[i+1:], func(o store.StampItem) bool { return o.Authority == s.Authority && o.Size == s.Size }) {
			continue // a calendar has gone on since
		}
		first := func(seq int64) bool { return seq >= size[s.Authority] && seq < s.Size }
		if s.Seq >= x.Checkpoint.Size || !slices.ContainsFunc(slices.Collect(maps.Keys(seqs)), first) {
			continue
		}
		size[s.Authority] = s.Size
		y := custody.Stamp{Stamp: s.Stamp, Seq: s.Seq}
		if y.Of, err = x.d.DB.CheckpointAt(x.ctx, s.Size); err != nil {
			return nil, err
		}
		if y.Answer, err = x.d.Archive.Get(s.Token); err != nil {
			return nil, err
		}
		if !s.ByCalendar() {
			if y.Chain, err = x.d.Archive.Get(s.Chain); err != nil {
				return nil, err
			}
		}
		if y.Growth, err = ledger.ProveGrowth(s.Size, x.Checkpoint.Size, x.d.DB.Hashes(x.ctx)); err != nil {
			return nil, err
		}
		x.Stamps, ids = append(x.Stamps, y), append(ids, s.ID)
	}
	return ids, nil
}

// decided adds the decisions among the rows.
func (x *assembly) decided() error {
	for _, r := range x.Rows {
		if r.Kind != ledger.Decided {
			continue
		}
		dec := custody.Decision{Seq: r.Seq}
		if err := json.Unmarshal(r.Doc, &dec.Decision); err != nil {
			return fmt.Errorf("decision %s: %v: %w", r.ID, err, recount.ErrTampered)
		}
		x.Decisions = append(x.Decisions, dec)
	}
	return nil
}

// prove adds ledger entries with their proofs. What came after the checkpoint
// cannot be proven.
func (x *assembly) prove(seqs map[int64]bool) error {
	os, err := x.d.DB.Openings(x.ctx, slices.Sorted(maps.Keys(seqs))...)
	if err != nil {
		return err
	}
	for _, o := range os {
		if o.Seq >= x.Checkpoint.Size {
			return fmt.Errorf("the casebook was added to meanwhile; do it again: %w", recount.ErrConflict)
		}
		p, err := ledger.ProveEntry(x.Checkpoint.Size, o.Seq, x.d.DB.Hashes(x.ctx))
		if err != nil {
			return err
		}
		x.Entries = append(x.Entries, custody.Entry{Opening: o, Proof: p})
	}
	return nil
}
