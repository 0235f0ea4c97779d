package main

import "fmt"

type verifyCmd struct{}

// Help says what is checked.
func (verifyCmd) Help() string {
	return `Checks the archived bytes of every report, every row of evidence and judgement,
every ledger entry and every signed checkpoint. Ends with code 3 if anything was
changed, and names it.`
}

// Run checks that nothing was changed.
func (verifyCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	problems, err := d.Verify(w.ctx)
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(w.stdout, p)
	}
	if len(problems) > 0 {
		return finding{fmt.Sprintf("%d things do not match what the ledger committed to", len(problems))}
	}
	n, err := d.DB.Counts(w.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "ok: %d reports, %d claims, %d decisions, %d ledger entries\n", n.Reports, n.Claims, n.Decisions, n.Entries)
	if cp, err := d.DB.Checkpoint(w.ctx); err == nil {
		fmt.Fprintf(w.stdout, "checkpoint of %d entries, root %s\npublic key %s\n", cp.Size, cp.Root, d.PublicKey())
	}
	return nil
}
