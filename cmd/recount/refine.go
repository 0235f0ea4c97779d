package main

import (
	"fmt"

	"github.com/recountlab/recount/desk"
)

type refineCmd struct {
	All   bool `help:"Look again at all incidents, not only at those that changed."`
	Quiet bool `short:"q" help:"Say nothing but errors."`
}

// Help shows by example.
func (refineCmd) Help() string {
	return `Looks again at the incidents that changed since it last did, against those near
them in place, time and words: two that are likelier one than not are merged, a
report that its own incident contradicts is moved to the one that it fits, and
it is written down how likely an incident is to be a larger one told of again.
Adding reports does this by itself at the end. What people decided stands, and
any of it can be undone: recount decide split, same, apart.

  recount refine
  recount refine --all               once a casebook has grown, it knows better which words are rare
  recount --casebook syria refine`
}

// Run looks again.
func (a refineCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := w.refined(d, a.All, a.Quiet)
	if err != nil {
		return err
	}
	if !a.Quiet {
		fmt.Fprintln(w.stdout, r)
	}
	return nil
}

// refined looks again and shows how far it has come.
func (w *world) refined(d *desk.Desk, all, quiet bool) (desk.Refined, error) {
	bar := w.progress("linking again", quiet)
	defer bar.clear()
	return d.Refine(w.ctx, all, func(desk.Refined) { bar.step() })
}
