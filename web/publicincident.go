package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/url"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

type publicIncident struct {
	incidentRow
	File    string
	Tolls   []tollView
	Map     template.HTML
	Moves   []moveView
	Changed []changed // since it first went out
	Reports []publicReport
	Whole   string // file of the incident that it is a part of, if it is published
	Root    string
	Size    int64
}

type publicReport struct {
	recount.Report
	Link string // to the public page, "" if there is none
}

// incidents writes a page for each incident that is chosen.
func (p *publisher) incidents(ctx context.Context, told func()) error {
	f := p.Filter
	for {
		items, next, err := p.r.Incidents(ctx, f)
		if err != nil {
			return err
		}
		for _, it := range items {
			if it.Incident.Status == recount.Retracted {
				continue
			}
			if err := p.incident(ctx, it); err != nil {
				return fmt.Errorf("incident %s: %w", it.Incident.ID, err)
			}
			told()
		}
		if next == "" {
			return nil
		}
		f.After = next
	}
}

func (p *publisher) incident(ctx context.Context, it store.IncidentItem) error {
	claims, err := p.r.ClaimsOfIncident(ctx, it.Incident.ID)
	if err != nil {
		return err
	}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range claims {
		by[c.ID] = c
	}
	if err := p.basis(ctx, it.Tolls, by); err != nil {
		return err
	}
	var reports []store.ReportItem
	x := &texts{r: p.r, have: map[recount.ReportID]*recount.Report{}}
	for _, id := range it.Incident.Reports {
		rep, err := p.r.Report(ctx, id)
		if err != nil {
			return err
		}
		reports = append(reports, *rep)
		x.have[id] = &rep.Report
	}
	slices.SortFunc(reports, func(a, b store.ReportItem) int {
		return cmp.Or(a.Report.Published.From.Compare(b.Report.Published.From), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	var moves []moveView
	if _, out := p.before[it.Incident.ID]; out || len(claims) <= mostMoved { // each move is reckoned afresh
		if moves, err = p.moves(ctx, it.Incident.ID, reports); err != nil {
			return err
		}
	}
	it.Incident.Where = p.coarsened(it.Incident.Where)
	page := publicIncident{incidentRow: rowOf(it), File: fileOf(it.Incident.ID), Root: p.root, Size: p.size}
	for _, m := range moves {
		if !p.Reasons {
			m.By = nil
		}
		page.Moves = append(page.Moves, m)
	}
	page.Changed = p.since(it.Incident, page.Moves)
	p.changes = append(p.changes, page.Changed...)
	for _, rep := range reports {
		r := publicReport{Report: rep.Report}
		if u, err := url.Parse(r.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
			r.Link = r.URL
		}
		page.Reports = append(page.Reports, r)
	}
	if it.Incident.Whole != "" {
		page.Whole = fileOf(it.Incident.Whole)
	}
	for i, l := range p.tongues {
		x.l = l
		page.Tolls = nil
		for _, t := range it.Tolls {
			v, err := p.toll(ctx, x, t, by)
			if err != nil {
				return err
			}
			v.Leads = len(page.Tolls) == 0
			for j := range v.Basis {
				p.keepPrivate(&v.Basis[j])
			}
			page.Tolls = append(page.Tolls, v)
		}
		page.Map, _ = l.outline([]spotted{{Where: it.Incident.Where, Title: l.title(it.Incident), Href: page.File}}, 320)
		if err := p.page(i, "incident", page.File, "incidents", l.title(it.Incident), page); err != nil {
			return err
		}
	}
	row := page.incidentRow
	for i := range row.Tolls {
		row.Tolls[i].Basis = slices.Clone(row.Tolls[i].Basis)
		for j := range row.Tolls[i].Basis {
			row.Tolls[i].Basis[j].Claims = nil
		}
	}
	p.rows = append(p.rows, row)
	return nil
}
