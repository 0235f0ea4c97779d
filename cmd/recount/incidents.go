package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
)

type incidentsCmd struct {
	filter
	Format string     `enum:"table,jsonl,csv" default:"table" help:"table, jsonl or csv."`
	Sort   store.Sort `enum:"latest,deadly,sourced" default:"latest" help:"latest, deadly or sourced first."`
	AsOf   string     `placeholder:"DAY" help:"As known at the end of this day, or with the ledger at this size."`
	Limit  int        `short:"n" default:"0" help:"At most so many; 0 is all."`
}

// Help shows by example.
func (incidentsCmd) Help() string {
	return `  recount incidents --area SY/Aleppo --from 2016-09-19 --to 2016-09-25
  recount incidents --sort deadly --limit 20
  recount incidents --as-of 2016-09-24            # or a ledger size: --as-of 1200
  recount incidents --format jsonl | jq 'select(.status == "candidate")'`
}

// incidentLine is the form of an incident in JSON Lines. Its reports go by the
// names they were given, where they were given any.
type incidentLine struct {
	recount.Incident
	Reports []string       `json:"reports"`
	Tolls   []recount.Toll `json:"tolls"`
}

// Run lists incidents.
func (i incidentsCmd) Run(w *world, c *cli) error {
	f, err := i.store()
	if err != nil {
		return err
	}
	f.Sort = i.Sort
	if i.Format == "table" {
		w.people(c)
	}
	r, items, closed, err := i.items(w, c, f)
	if err != nil {
		return err
	}
	defer closed()
	switch i.Format {
	case "jsonl":
		out := json.NewEncoder(w.stdout)
		ps, err := truces(w, r, i.AsOf)
		if err != nil {
			return err
		}
		for it, err := range items {
			if err != nil {
				return err
			}
			given, err := r.Given(w.ctx, it.Incident.Reports...)
			if err != nil {
				return err
			}
			it.Incident.During = link.During(it.Incident, ps)
			l := incidentLine{Incident: it.Incident, Reports: []string{}, Tolls: it.Tolls}
			for _, id := range it.Incident.Reports {
				name := given[id]
				if name == "" {
					name = string(id)
				}
				l.Reports = append(l.Reports, name)
			}
			if err := out.Encode(l); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		return publish.Write(w.stdout, publish.CSV, rows(items))
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "WHEN\tWHERE\tWHAT\tKILLED\tINJURED\tSOURCES\tREPORTS\tSTATUS\tID")
	for it, err := range items {
		if err != nil {
			return err
		}
		in := it.Incident
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", when(in.When), where(in.Where), in.What, tollOf(it.Tolls, recount.Killed), tollOf(it.Tolls, recount.Injured),
			sourcing(it.Tolls), len(in.Reports), in.Status, in.ID)
	}
	return tw.Flush()
}

// truces returns the processes that incidents are read against, as they are
// known or as they were.
func truces(w *world, r *store.Reader, asOf string) ([]recount.Process, error) {
	at, size, err := desk.ParseAsOf(asOf)
	if err == nil && size == 0 {
		if size, err = r.Size(w.ctx); err == nil && !at.IsZero() {
			size, err = r.SizeAt(w.ctx, at)
		}
	}
	if err != nil {
		return nil, err
	}
	return desk.Processes(w.ctx, r, desk.Known, size)
}

// items yields what is to be listed, as it is known or as it was.
func (i incidentsCmd) items(w *world, c *cli, f store.IncidentFilter) (r *store.Reader, items iter.Seq2[store.IncidentItem, error], closed func() error, err error) {
	if i.AsOf == "" {
		if r, err = w.look(c); err != nil {
			return nil, nil, nil, err
		}
		return r, incidents(w, r, f, i.Limit), r.Close, nil
	}
	at, size, err := desk.ParseAsOf(i.AsOf)
	if err != nil {
		return nil, nil, nil, err
	}
	d, err := w.open(c)
	if err != nil {
		return nil, nil, nil, err
	}
	if size, err = d.SizeThen(w.ctx, at, size); err != nil {
		return nil, nil, nil, errors.Join(err, d.Close())
	}
	all, err := d.Incidents(w.ctx, f, "", size)
	if err != nil {
		return nil, nil, nil, errors.Join(err, d.Close())
	}
	if i.Limit > 0 {
		all = all[:min(i.Limit, len(all))]
	}
	return &d.DB.Reader, func(yield func(store.IncidentItem, error) bool) {
		for _, it := range all {
			if !yield(it, nil) {
				return
			}
		}
	}, d.Close, nil
}

// incidents yields every incident that f chooses, up to limit if it is not 0.
func incidents(w *world, r *store.Reader, f store.IncidentFilter, limit int) iter.Seq2[store.IncidentItem, error] {
	return func(yield func(store.IncidentItem, error) bool) {
		f.Limit = 500
		for n := 0; ; {
			page, next, err := r.Incidents(w.ctx, f)
			if err != nil {
				yield(store.IncidentItem{}, err)
				return
			}
			for _, it := range page {
				if n++; limit > 0 && n > limit || !yield(it, nil) {
					return
				}
			}
			if f.After = next; next == "" {
				return
			}
		}
	}
}

// rows yields a row for each toll of each incident.
func rows(items iter.Seq2[store.IncidentItem, error]) iter.Seq2[publish.Row, error] {
	return func(yield func(publish.Row, error) bool) {
		for it, err := range items {
			if err != nil {
				yield(publish.Row{}, err)
				return
			}
			for _, t := range it.Tolls {
				if !yield(publish.Of(it.Incident, t), nil) {
					return
				}
			}
		}
	}
}
