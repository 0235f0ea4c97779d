package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

type tollCmd struct {
	Area   string             `placeholder:"AREA" help:"A country (SY), a province (SY/Aleppo), a box (south,west,north,east), or words of a place."`
	From   string             `placeholder:"DAY" help:"Incidents that may have happened on this day or later."`
	To     string             `placeholder:"DAY" help:"Incidents that may have happened on this day or earlier."`
	AsOf   string             `placeholder:"DAY" help:"As the casebook stood at the end of this day."`
	Policy recount.PolicyName `placeholder:"NAME" help:"Under this policy instead of the casebook's."`
	JSON   bool               `help:"As JSON."`
}

// Help shows by example.
func (tollCmd) Help() string {
	return `Adds up the tolls of incidents, harm by harm: the lows, the bests and the highs.
Claims that are themselves totals are never added.

  recount toll --area SY/Aleppo --from 2016-09-22 --to 2016-09-23
  recount toll --area SY --as-of 2016-09-30
  recount toll --policy ucdp-like/1`
}

// Run adds up.
func (t tollCmd) Run(w *world, c *cli) error {
	f, err := filter{Area: t.Area, From: t.From, To: t.To}.store()
	if err != nil {
		return err
	}
	q := desk.Question{From: f.From, Until: f.Until, Box: f.Box, Country: f.Country, Admin1: f.Admin1, Text: f.Text, Policy: t.Policy}
	if q.AsOf, err = day("--as-of", t.AsOf, true); err != nil {
		return err
	}
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	total, err := d.Total(w.ctx, q)
	if err != nil {
		return err
	}
	if t.JSON {
		return json.NewEncoder(w.stdout).Encode(total)
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "HARM\tLOW\tBEST\tHIGH\tINCIDENTS")
	for _, l := range total.Lines {
		open := ""
		if l.Open {
			open = "+"
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d%s\t%d\n", l.What, l.Low, l.Best, l.High, open, l.Incidents)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%d incidents counted, %d without a toll of people or retracted; policy %s; ledger of %d entries\n", total.Incidents, total.Left, total.Policy, total.AsOf)
	for _, l := range total.Lines {
		if l.Blank > 0 {
			fmt.Fprintf(w.stdout, "%s: %d incidents have no best figure; their low stands in for it\n", l.What, l.Blank)
		}
	}
	return nil
}
