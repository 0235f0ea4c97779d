package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"iter"
	"slices"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// A changed is a change of what had gone out.
type changed struct {
	Incident recount.Incident
	File     string // "" if it is published no more
	At       time.Time
	Was      recount.Toll
	Move     moveView
	Gone     string // why it is published no more
}

// since are the moves of an incident's leading toll after it first went out.
func (p *publisher) since(in recount.Incident, moves []moveView) (out []changed) {
	first, ok := p.before[in.ID]
	if !ok {
		return nil
	}
	for i, m := range moves {
		if i > 0 && m.Size > first {
			out = append(out, changed{Incident: in, File: fileOf(in.ID), At: m.At, Was: moves[i-1].Toll, Move: m})
		}
	}
	return out
}

// gone tells of what went out once and is published no more, and writes the
// page of all changes.
func (p *publisher) gone(ctx context.Context) error {
	published := map[recount.IncidentID]bool{}
	for _, r := range p.rows {
		published[r.Incident.ID] = true
	}
	for id := range p.before {
		if published[id] {
			continue
		}
		it, err := p.r.Incident(ctx, id)
		if err != nil {
			continue // nothing is left of it that could be told
		}
		c := changed{Incident: it.Incident, At: p.asOf, Gone: "it is not among what is published now"}
		switch {
		case it.Incident.ID != id && published[it.Incident.ID]:
			c.Gone, c.File = "it is counted in another incident now", fileOf(it.Incident.ID)
		case it.Incident.Status == recount.Retracted:
			c.Gone = "it was withdrawn"
		}
		p.changes = append(p.changes, c)
	}
	slices.SortFunc(p.changes, func(a, b changed) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Incident.ID, b.Incident.ID)) })
	for i, l := range p.tongues {
		if err := p.page(i, "corrections", "corrections.html", "corrections", l.say("Corrections"), p.changes); err != nil {
			return err
		}
	}
	return nil
}

type publicList struct {
	Rows   []incidentRow
	Most   int
	Month  string // as 2016-09, "" on the first page
	Months []publicMonth
	Map    template.HTML
	Drawn  int
}

type publicMonth struct {
	Month     string
	Incidents int
}

// latestShown is how many incidents the first page lists.
const latestShown = 25

// monthOf is the month of an incident, "unknown" if nobody says when.
func monthOf(in recount.Incident) string {
	if in.When.IsZero() {
		return "unknown"
	}
	return in.When.Local().From.Format("2006-01")
}

// lists writes the first page, a page for each month, and the map.
func (p *publisher) lists(context.Context) error {
	var months []publicMonth
	by := map[string][]incidentRow{}
	for _, r := range p.rows {
		m := monthOf(r.Incident)
		if by[m] == nil {
			months = append(months, publicMonth{Month: m})
		}
		by[m] = append(by[m], r)
	}
	for i := range months {
		months[i].Incidents = len(by[months[i].Month])
	}
	slices.SortFunc(months, func(a, b publicMonth) int { return cmp.Compare(b.Month, a.Month) })
	list := func(rows []incidentRow) publicList {
		v := publicList{Rows: rows, Months: months}
		for _, r := range rows {
			v.Most = max(v.Most, r.Toll.High)
		}
		return v
	}
	for i, l := range p.tongues {
		if err := p.page(i, "index", "index.html", "index", "", list(p.rows[:min(latestShown, len(p.rows))])); err != nil {
			return err
		}
		for _, m := range months {
			v := list(by[m.Month])
			v.Month = m.Month
			if err := p.page(i, "month", m.Month+".html", "incidents", l.monthName(m.Month), v); err != nil {
				return err
			}
		}
		v := list(slices.Clone(p.rows))
		slices.SortStableFunc(v.Rows, func(a, b incidentRow) int { // what is at one place stands together
			return cmp.Or(cmp.Compare(l.where(a.Incident.Where), l.where(b.Incident.Where)), cmp.Compare(b.Incident.Where.Radius, a.Incident.Where.Radius))
		})
		var spots []spotted
		for _, r := range v.Rows {
			spots = append(spots, spotted{Where: r.Incident.Where, Title: l.title(r.Incident), Href: "#at-" + string(r.Incident.ID)})
		}
		v.Map, v.Drawn = l.outline(spots, 960)
		if err := p.page(i, "map", "map.html", "map", l.say("Map"), v); err != nil {
			return err
		}
	}
	return nil
}

// monthName writes a month of a list.
func (l *tongue) monthName(m string) string {
	t, err := time.Parse("2006-01", m)
	if err != nil {
		return l.say("no time stated")
	}
	return fmt.Sprintf("%s %d", l.month(t), t.Year())
}

type publicRules struct {
	Policy tally.Policy
	Kinds  []kindGrade
	Others []tally.Policy
	Eyes   int
	Signed bool
	Coarse float64
	Quotes Quotes
	Root   string
}

type kindGrade struct {
	Kind  recount.SourceKind
	Grade tally.Grade
}

// rules writes how it is counted, from the policy in force.
func (p *publisher) rules(context.Context) error {
	all := p.desk.Policies()
	v := publicRules{Policy: all[0], Others: all[1:], Eyes: p.desk.Eyes(), Signed: p.Filter.Signed, Coarse: p.Coarse, Quotes: p.Quotes, Root: p.root}
	for _, k := range recount.SourceKinds() {
		if g, ok := v.Policy.Kinds[k]; ok {
			v.Kinds = append(v.Kinds, kindGrade{k, g})
		}
	}
	for i, l := range p.tongues {
		if err := p.page(i, "method", "method.html", "method", l.say("How it is counted"), v); err != nil {
			return err
		}
	}
	return nil
}

// assets writes what the pages load, and the first page of the whole, which
// leads on to that of the first language.
func (p *publisher) assets(context.Context) error {
	names, err := fs.Glob(assetFiles, "assets/fonts/*")
	if err != nil {
		return err
	}
	for _, name := range append(names, "assets/recount.css", "assets/mark.svg") {
		b, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		if err := p.put(name, b); err != nil {
			return err
		}
	}
	to := p.tongues[0].Lang
	return p.put("index.html", []byte(`<!doctype html><html lang="`+to+`"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=`+to+`/index.html"><title>`+
		template.HTMLEscapeString(p.Title)+`</title><p><a href="`+to+`/index.html">`+template.HTMLEscapeString(p.Title)+`</a></p></html>`+"\n"))
}

// table yields the rows of the tables to download.
func (p *publisher) table(n *int) iter.Seq2[publish.Row, error] {
	return counting(tolls(func(yield func(store.IncidentItem, error) bool) {
		for _, r := range p.rows {
			if !yield(r.IncidentItem, nil) {
				return
			}
		}
	}), n)
}
