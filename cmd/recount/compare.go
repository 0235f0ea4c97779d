package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

type compareCmd struct {
	Dataset string `arg:"" optional:"" help:"One dataset, such as ucdp-ged or acled; all by default."`
}

// Help shows by example.
func (compareCmd) Help() string {
	return `What a dataset of events counts, beside the toll of the incident of this casebook
that is nearest in time and place. Rows that no incident is like are the events
that only the dataset has. Nothing is changed.

  recount add GEDEvent_v25_1.csv
  recount compare ucdp-ged`
}

// Run compares.
func (a compareCmd) Run(w *world, c *cli) error {
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	rows, agree, differ := 0, 0, 0
	err = desk.CompareRows(w.ctx, r, recount.SourceID(a.Dataset), func(got desk.RowMatch) error {
		if rows++; rows == 1 {
			fmt.Fprintln(tw, "ROW\tWHEN\tWHERE\tWHAT\tTHEIRS\tOURS\t\tINCIDENT")
		}
		ours, how, id := "", "none like it", recount.IncidentID("")
		switch {
		case got.Agrees():
			agree++
			ours, how, id = got.Toll.String(), "agrees", got.Incident.ID
		case got.Incident != nil && got.Toll.Status != "":
			differ++
			ours, how, id = got.Toll.String(), "differs", got.Incident.ID
		case got.Incident != nil:
			differ++
			how, id = "no toll", got.Incident.ID
		}
		what := string(got.Claim.What)
		if s := got.Claim.Who.Status; s != "" {
			what = s + " " + what
		}
		_, err := fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", got.Row.Title, when(got.Claim.When), where(got.Claim.Where), what, bounds(got.Claim.Count), ours, how, id)
		return err
	})
	if err != nil {
		return err
	}
	if rows == 0 {
		fmt.Fprintln(w.stdout, "no rows of a dataset are in this casebook; add one, such as UCDP GED or ACLED, with: recount add FILE.csv")
		return nil
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%d counts: %d agree with an incident, %d differ, %d are like none here\n", rows, agree, differ, rows-agree-differ)
	return nil
}

// bounds writes a count as tolls are written: low / best / high.
func bounds(q recount.Quantity) string {
	t := recount.Toll{Low: q.Low, Best: q.Point, High: q.High, Open: q.High == recount.Open}
	if t.Open {
		t.High = q.Low
	}
	return t.String()
}
