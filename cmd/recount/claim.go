package main

import (
	"cmp"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
)

type claimCmd struct {
	Add      claimAddCmd      `cmd:"" help:"Enter a claim that you see in a report and no machine read."`
	TakeBack claimTakeBackCmd `cmd:"" help:"Take back a claim that you entered."`
}

type claimAddCmd struct {
	Report recount.ReportID `arg:"" help:"The report (r:...)."`
	What   recount.What     `arg:"" help:"What happened: killed, injured, air-strike, ..."`
	Count  string           `placeholder:"WORDS" help:"The words that say to how many."`
	Who    string           `placeholder:"WORDS" help:"The words that say who they were."`
	Where  string           `placeholder:"WORDS" help:"The words that say where."`
	When   string           `placeholder:"WORDS" help:"The words that say when."`
	Weapon string           `placeholder:"WORDS" help:"The words that say with what."`
	Says   string           `placeholder:"WORDS" help:"The words that name who says so; without them, the outlet."`

	Denied     bool `help:"The voice denies it."`
	Background bool `help:"It speaks of an earlier incident."`
	Total      bool `help:"It is a running total over a period."`
	Many       bool `help:"It counts several incidents together."`

	At  int                `placeholder:"BYTE" help:"Where in the text the words stand, if they stand there more than once."`
	Of  recount.IncidentID `placeholder:"INCIDENT" help:"The incident that it speaks of; else it is looked for."`
	Why string             `placeholder:"REASON" help:"Why it is of that incident."`
	Dry bool               `name:"dry-run" help:"Only say how the words are read."`
}

// Help shows by example.
func (claimAddCmd) Help() string {
	return `The words must stand in the report as they are written here. They are read there as
reading the report reads them: "Wednesday" by the day of publication, "dozens" by
its bounds. The claim joins what others say and counts at once. Reading the report
again, by whatever reader, leaves it; claim take-back takes it back.

  recount claim add r:abcdefghijklmnop killed --count "twelve women" --who women --where Homs --when Sunday --dry-run
  recount --by mira claim add r:abcdefghijklmnop killed --count twelve --where Homs --says "the nurse"
  recount --by mira claim add r:abcdefghijklmnop killed --count "200 people" --says "the ministry" --total
  recount --by mira claim add r:abcdefghijklmnop injured --count dozens --of i:4x2v6qj7w3mzk5ta --why "the same strike"`
}

// Run enters a claim.
func (a claimAddCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	it, err := d.DB.Report(w.ctx, a.Report)
	if err != nil {
		return err
	}
	seen, err := d.DB.Size(w.ctx)
	if err != nil {
		return err
	}
	x, err := w.reader(desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	in, err := extract.Choose(it.Report.Text, a.What, map[string]string{"count": a.Count, "who": a.Who, "where": a.Where, "when": a.When, "weapon": a.Weapon, "says": a.Says},
		map[string]int{extract.Choosable[0]: a.At})
	if err != nil {
		return fmt.Errorf("%s: %w", a.Report, err)
	}
	in.How = extract.How{Denied: a.Denied, Background: a.Background, Total: a.Total, Many: a.Many}
	claim, err := x.Entered(&it.Report, w.actor(c).Name, in)
	if err != nil {
		return err
	}
	if !a.Dry {
		if claim, err = d.Enter(w.ctx, claim, a.Of, cmp.Or(a.Why, "as the words say"), seen); err != nil {
			return err
		}
		fmt.Fprint(w.stdout, claim.ID, "  ")
	}
	says := "its outlet"
	if n := len(claim.Says); n > 0 && claim.Says[n-1].Words != "" {
		says = claim.Says[n-1].Words
	}
	for _, x := range []struct {
		is  bool
		how string
	}{{claim.Denied, ", who denies it"}, {claim.Scope.Total, ", a running total"}, {claim.Scope.Many, ", of several incidents"}, {claim.Background, ", of an earlier incident"}} {
		if x.is {
			says += x.how
		}
	}
	fmt.Fprintf(w.stdout, "%s %s%s  %s  %s  says %s\n", claim.What, claim.Count, group(claim.Who), where(claim.Where), when(claim.When), says)
	return nil
}

type claimTakeBackCmd struct {
	ID  recount.ClaimID `arg:"" name:"claim" help:"The claim (c:...)."`
	Why string          `required:"" placeholder:"REASON" help:"The reason. It stays as a note on the report."`
}

// Run takes back a claim.
func (t claimTakeBackCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.TakeBack(w.ctx, w.actor(c), t.ID, t.Why); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s taken back\n", t.ID)
	return nil
}
