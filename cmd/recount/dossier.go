package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type dossierCmd struct {
	ID      string `arg:"" help:"An incident (i:...) or a report (r:...)."`
	Output  string `short:"o" type:"path" required:"" placeholder:"FILE" help:"The ZIP to write."`
	Release string `placeholder:"NAME" help:"Enter in the ledger that this file went out, under this name."`
}

// Help shows by example.
func (dossierCmd) Help() string {
	return `One ZIP with all that one incident or report rests on, for somebody who has
neither the casebook nor a reason to believe you: the bytes as they came and as a
web archive, the claims, the decisions with their reasons, the ledger entries
with proofs, a page to read and print (dossier.html), and the commands to check
it all (CHECK.txt). They are sha256sum, and recount verify FILE.zip.

A dossier holds the whole of what was captured, with every name in it, and who
decided. Nothing is left out or blacked out: read it before you give it away.

  recount dossier i:4x2v6qj7w3mzk5ta -o incident.zip
  recount dossier r:abcdefghijklmnop -o report.zip --release 2016-0923-a`
}

// Run writes a dossier.
func (x dossierCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	size, err := d.DB.Size(w.ctx)
	if err != nil {
		return err
	}
	made := newOutgoing(x.Release != "")
	err = replace(x.Output, func(out io.Writer) error {
		return d.Dossier(w.ctx, made.to(out), x.ID, desk.Software())
	})
	if err != nil {
		return err
	}
	f := store.ReleaseFact{Name: x.Release, Format: "dossier", Digest: made.digest(), Rows: 1, AsOf: size}
	if strings.HasPrefix(x.ID, "i:") {
		f.Incidents = []recount.IncidentID{recount.IncidentID(x.ID)}
	}
	if err := w.release(c, d, f, made.kept()); err != nil {
		return err
	}
	fmt.Fprintf(w.stderr, "%s, SHA-256 %s\nkey to give along, by another way: %s\n", x.Output, made.digest(), strings.TrimSpace(d.PublicKey()))
	return nil
}
