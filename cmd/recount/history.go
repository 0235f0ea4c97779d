package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

type historyCmd struct {
	Incident recount.IncidentID `arg:"" help:"An incident (i:...)."`
	JSON     bool               `help:"As JSON."`
}

// Help shows by example.
func (historyCmd) Help() string {
	return `A line for each time that its tolls became others: when, with which size of the
ledger, what they were from then on, and which reports or decisions moved them.

  recount history i:4x2v6qj7w3mzk5ta
  recount history i:4x2v6qj7w3mzk5ta --json | jq '.[].tolls'`
}

// Run tells.
func (h historyCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	moves, err := d.History(w.ctx, h.Incident)
	if err != nil {
		return err
	}
	if h.JSON {
		return json.NewEncoder(w.stdout).Encode(moves)
	}
	w.people(c)
	given, err := d.DB.Given(w.ctx, reportsOf(moves)...)
	if err != nil {
		return err
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "KNOWN SINCE\tLEDGER\tLOW / BEST / HIGH\tBY")
	for _, m := range moves {
		var tolls, by []string
		for _, t := range m.Tolls {
			if t.Who.Everybody() {
				tolls = append(tolls, fmt.Sprintf("%s %s", t.What, t))
			}
		}
		for _, r := range m.Reports {
			by = append(by, "report "+named(given, r))
		}
		for _, r := range m.Left {
			by = append(by, "without report "+named(given, r))
		}
		by = append(by, m.Reasons()...)
		if len(by) == 0 {
			by = []string{"another reading of its reports"}
		}
		fmt.Fprintf(tw, "%s\t%d\t%s\t%s\n", m.At.Format("2006-01-02 15:04"), m.Size, strings.Join(tolls, ", "), strings.Join(by, "; "))
	}
	return tw.Flush()
}

func reportsOf(moves []desk.Move) (out []recount.ReportID) {
	for _, m := range moves {
		out = append(append(out, m.Reports...), m.Left...)
	}
	return out
}

// named is the name its collector gave a report, or its ID.
func named(given map[recount.ReportID]string, id recount.ReportID) string {
	if name := given[id]; name != "" {
		return name
	}
	return string(id)
}
