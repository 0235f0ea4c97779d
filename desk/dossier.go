package desk

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/custody"
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
