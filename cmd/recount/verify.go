package main

import (
	"fmt"
	"os"

	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/ledger"
)

type verifyCmd struct {
	File string   `arg:"" optional:"" type:"existingfile" help:"A dossier; without one the casebook is checked."`
	Key  string   `placeholder:"KEY" help:"The public key of the casebook that the dossier is said to come from."`
	CA   []string `name:"ca" type:"existingfile" placeholder:"FILE" help:"Root certificates (PEM) of the authorities whose stamps are to count."`
}

// Help says what is checked.
func (verifyCmd) Help() string {
	return `Checks the archived bytes of every report, every row of evidence and judgement,
every ledger entry, every signed checkpoint and every stamp. Ends with code 3 if anything was
changed, and names it.

Of a dossier it checks every file, the web archive, the proofs, the signatures
and the stamps, without a casebook and without a network. Give the key as you have it
from the people whose casebook it is: the one in the file proves only that all of
it was signed by one hand.

  recount verify
  recount verify --key 'casebook+3a1f...' incident.zip
  recount verify --key 'casebook+3a1f...' --ca freetsa-cacert.pem incident.zip`
}

// Run checks that nothing was changed.
func (v verifyCmd) Run(w *world, c *cli) error {
	if v.File != "" {
		return v.dossier(w)
	}
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
	stamps, err := d.DB.Stamps(w.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "ok: %d reports, %d claims, %d decisions, %d ledger entries\n", n.Reports, n.Claims, n.Decisions, n.Entries)
	if len(stamps) > 0 {
		last := stamps[len(stamps)-1]
		fmt.Fprintf(w.stdout, "stamped %s: the first %d entries, by %s\n", moment(last.At), last.Size, last.Authority)
	}
	if cp, err := d.DB.Checkpoint(w.ctx); err == nil {
		fmt.Fprintf(w.stdout, "checkpoint of %d entries, root %s\npublic key %s\n", cp.Size, cp.Root, d.PublicKey())
	}
	return nil
}

func (v verifyCmd) dossier(w *world) error {
	f, err := os.Open(v.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	known := custody.Known{Key: v.Key}
	if len(v.CA) > 0 {
		t, err := trusted(v.CA)
		if err != nil {
			return err
		}
		known.Trust = &t
	}
	got, err := custody.Check(f, info.Size(), known)
	if err != nil {
		return fmt.Errorf("%s: %w", v.File, err)
	}
	for _, p := range got.Problems {
		fmt.Fprintln(w.stdout, p)
	}
	if len(got.Problems) > 0 {
		return finding{fmt.Sprintf("%s: %d things are not as they were signed", v.File, len(got.Problems))}
	}
	fmt.Fprintf(w.stdout, "ok: %d reports, %d claims, %d decisions, %d captures\n", got.Rows[ledger.Received], got.Rows[ledger.Read], got.Rows[ledger.Decided], got.Captures)
	fmt.Fprintf(w.stdout, "checkpoint of %d entries, root %s\npublic key %s\n", got.Checkpoint.Size, got.Checkpoint.Root, got.Key)
	for _, s := range got.Stamps {
		fmt.Fprintf(w.stdout, "stamped %s: the first %d entries, by %s, under the root certificate with SHA-256 %s\n", moment(s.At), s.Size, s.Signer, s.Root)
	}
	if got.Unstamped > 0 {
		fmt.Fprintf(w.stdout, "no authority stamped %d of its ledger entries: when they were made rests on the casebook's own clock\n", got.Unstamped)
	}
	if len(got.Stamps) > 0 && known.Trust == nil {
		fmt.Fprintln(w.stdout, "the root certificates came with the file: compare them with the authority's own, or check with --ca")
	}
	if v.Key == "" {
		fmt.Fprintln(w.stdout, "the key came with the file: compare it with the one that the casebook's people give, or check with --key")
	}
	return nil
}
