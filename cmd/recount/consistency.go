package main

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

// A checked is one published total held against the incidents, as JSON.
type checked struct {
	tally.Comparison
	Difference *int `json:"difference,omitempty"` // what it counts beyond the best of the incidents
}

// consistency lists what others say in total, with what the incidents add up to.
func consistency(t desk.Total) []checked {
	out := []checked{}
	for _, l := range t.Lines {
		for _, c := range l.Periods {
			x := checked{Comparison: c}
			if c.Blocked == "" && c.Count.Point != recount.Blank {
				n := c.Difference()
				x.Difference = &n
			}
			out = append(out, x)
		}
	}
	return out
}

func printConsistency(out io.Writer, t desk.Total) error {
	all := consistency(t)
	if len(all) == 0 {
		_, err := fmt.Fprintf(out, "Nobody gives a total for this area and period; ledger of %d entries.\n", t.AsOf)
		return err
	}
	tw := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "PERIOD\tLEVEL\tWHERE\tSAID BY\tHARM\tTOTAL\tINCIDENTS ADD UP TO\tCOVERAGE\tMORE\tWHAT IT MAY MEAN")
	for _, c := range all {
		said := string(c.Origin)
		if c.From != "" {
			said += ", since its total before"
		}
		if c.Again > 0 {
			said += fmt.Sprintf(" (and %d again)", c.Again)
		}
		figure := fmt.Sprint(c.Count)
		if c.From != "" && c.Count.Point != recount.Blank {
			figure = fmt.Sprintf("%+d", c.Count.Point)
		}
		listed, kappa, more, why := "–", "–", "–", "not compared: "+c.Blocked
		if c.Blocked == "" {
			listed, why = fmt.Sprintf("%d / %d / %d in %d", c.Listed.Low, c.Listed.Best, c.Listed.High, c.Incidents), c.Reading
			if c.Count.Point > 0 {
				kappa = fmt.Sprintf("%.2f", c.Kappa)
			}
			if c.Difference != nil {
				more = fmt.Sprintf("%+d", *c.Difference)
			}
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s%s\t%s\t%s\t%s\t%s\t%s\n", span(c.Span), c.Level, where(c.Where), said, c.What, group(c.Who), figure, listed, kappa, more, why)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "coverage is the best of the incidents for one that the total counts; policy %s; ledger of %d entries\n", t.Policy, t.AsOf)
	return err
}

// span writes a stretch of days; an end that was not stated is a question mark.
func span(w recount.When) string {
	end := func(t time.Time) string {
		if t.IsZero() {
			return "?"
		}
		return t.Format(time.DateOnly)
	}
	last := w.Until
	if !last.IsZero() {
		last = last.Add(-1)
	}
	a, z := end(w.From), end(last)
	if a == z {
		return a
	}
	return cmp.Or(a, "?") + ".." + z
}
