package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
)

type trainCmd struct {
	Link trainLinkCmd `cmd:"" help:"Learn from the casebook which agreements tell that two reports speak of one incident."`
}

type trainLinkCmd struct {
	Write bool   `help:"Use what was learned in this casebook from now on."`
	Reset bool   `help:"Go back to the weights that come with the program."`
	Seed  uint64 `default:"1" help:"Which pairs are drawn; the same seed draws the same."`
}

// Help shows by example.
func (trainLinkCmd) Help() string {
	return `Compares pairs of reports that might speak of one incident and learns, without
anybody telling which do, how much each agreement and disagreement weighs:
expectation maximisation, as in record linkage. Needs some thousands of reports
to be of use. What is linked already stays as it is.

  recount train link                 what would be learned, beside what is used
  recount train link --write
  recount train link --reset`
}

// Run learns.
func (a trainLinkCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	file := desk.LinkModel(c.Casebook)
	if a.Reset {
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("train link: %w", err)
		}
		fmt.Fprintf(w.stdout, "The casebook links by %s again.\n", link.Default().Version)
		return nil
	}
	m, t, err := d.TrainLink(w.ctx, a.Seed)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%d accounts, %d pairs; %.1f%% of them speak of one incident, says %s (%d rounds, seed %d)\n\n", t.Accounts, t.Pairs, 100*t.Matching, m.Version, t.Rounds, t.Seed)
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "FIELD\tLEVEL\tUSED\tLEARNED\tPAIRS\t")
	for _, r := range t.Rows {
		fmt.Fprintf(tw, "%s\t%s\t%+.1f\t%+.1f\t%d\t\n", r.Field, r.Level, r.Used, r.Learned, r.Pairs)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	if !a.Write {
		fmt.Fprintln(w.stdout, "\nNothing was changed. Use it with: recount train link --write")
		return nil
	}
	b, err := m.JSON()
	if err == nil {
		err = os.WriteFile(file, b, 0o600)
	}
	if err != nil {
		return fmt.Errorf("train link: %w", err)
	}
	fmt.Fprintf(w.stdout, "\nWritten to %s. Reports added from now on are linked by it.\n", file)
	return nil
}
