package main

import (
	"fmt"
	"os"

	"github.com/recountlab/recount/eval"
)

type calibrateCmd struct {
	Gold   []string `arg:"" help:"Files of labelled reports (.gold), or folders of them."`
	Write  string   `placeholder:"FILE" help:"Write the weights: a pack's table sure.tsv."`
	Folds  int      `default:"5" help:"Into how many parts the reports are put, to judge each by the others."`
	Places []string `placeholder:"CSV" help:"Lists of places of your own, laid over the bundled ones."`
}

// Help shows by example.
func (calibrateCmd) Help() string {
	return `Fits how sure the reader says it is of each claim to labelled reports: only to
those for tuning. Weights are not written if the chances of claims left out of
the fit cannot be relied on.

  recount calibrate gold/
  recount calibrate gold/ --write packs/en/sure.tsv`
}

// Run fits the weights of sure.tsv.
func (a calibrateCmd) Run(w *world) error {
	gold, err := golds(a.Gold)
	if err != nil {
		return err
	}
	x, err := w.reader(a.Places...)
	if err != nil {
		return err
	}
	c, err := eval.Calibrate(x, gold, a.Folds)
	if err != nil {
		return err
	}
	if _, err := c.WriteTo(w.stdout); err != nil {
		return err
	}
	if err := c.Refuse(); err != nil {
		return fmt.Errorf("not written: %w", err)
	}
	if a.Write == "" {
		return nil
	}
	if err := os.WriteFile(a.Write, []byte(c.Table(x.Name(gold[0].Lang))), 0o644); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	fmt.Fprintf(w.stdout, "\n%d weights written to %s.\n", len(c.Weights.Signs)+1, a.Write)
	return nil
}
