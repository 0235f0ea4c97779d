package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
)

type reparseCmd struct {
	DryRun bool `short:"n" help:"Say what would differ, and change nothing."`
	Quiet  bool `short:"q" help:"Say nothing but errors."`
	readingFlags
}

// Help says what is done.
func (reparseCmd) Help() string {
	return `The bytes are the evidence; what is read of them is only as good as the parser was.
Makes reports again of all archived bytes that another version of the parser made
them of. Where the outcome differs it is added as a report of its own, beside the
old one, which stays; the claims of the old one are retired, and the ledger says
so. A report on which somebody has decided something is named and left alone: look
at it, and decide.

  recount reparse --dry-run
  recount reparse`
}

// Run parses the archive again.
func (x reparseCmd) Run(w *world, c *cli) error {
	d, err := w.open(c) // there is nothing to begin
	if err != nil {
		return err
	}
	d.Close()
	in, err := w.intake(c, x.readingFlags, "parsing", x.Quiet)
	if err != nil {
		return err
	}
	defer in.end()
	differ, added := 0, 0
	err = in.Reparse(w.ctx, w.actor(c), x.DryRun, func(r desk.Reparsed) {
		differ++
		if r.New != "" {
			added++
		}
		if x.Quiet {
			return
		}
		in.bar.clear()
		what := strings.Join(r.Differs, ", ")
		if r.Left != "" {
			what = cmp.Or(what, "no report") + "; left alone: " + r.Left
		}
		fmt.Fprintf(w.stdout, "%s → %s  %s  %s\n", cmp.Or(string(r.Old), "nothing"), cmp.Or(string(r.New), "–"), r.URL, what)
	})
	if err != nil {
		return err
	}
	if x.Quiet {
		return nil
	}
	in.bar.clear()
	if differ == 0 {
		fmt.Fprintf(w.stdout, "no difference: every report is as %s makes it\n", collect.Parser)
		return nil
	}
	fmt.Fprintf(w.stdout, "%d differ; %d added\n", differ, added)
	if added == 0 {
		return nil
	}
	_, err = w.refined(in.Desk, false, x.Quiet)
	return err
}
