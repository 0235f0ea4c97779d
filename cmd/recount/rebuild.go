package main

import "fmt"

type rebuildCmd struct {
	Mend bool `help:"Replace the record by what was computed."`
}

// Help says what is compared.
func (rebuildCmd) Help() string {
	return `Computes every incident and toll afresh from the claims and the decisions, and
compares them with the record. Ends with code 3 if anything differs.`
}

// Run computes the record afresh.
func (r rebuildCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	diffs, err := d.Rebuild(w.ctx, r.Mend)
	if err != nil {
		return err
	}
	for _, diff := range diffs {
		fmt.Fprintf(w.stdout, "%s %s\n", diff.Incident, diff.What)
	}
	n, err := d.DB.Counts(w.ctx)
	if err != nil {
		return err
	}
	switch {
	case len(diffs) > 0 && r.Mend:
		fmt.Fprintf(w.stdout, "%d mended; %d incidents\n", len(diffs), n.Incidents)
	case len(diffs) > 0:
		return finding{fmt.Sprintf("%d incidents differ; mend them with: recount rebuild --mend", len(diffs))}
	default:
		fmt.Fprintf(w.stdout, "no difference: %d incidents\n", n.Incidents)
	}
	return nil
}
