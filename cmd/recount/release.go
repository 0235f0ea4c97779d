package main

import (
	"fmt"

	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// release enters that something went out, if it has a name, and says so.
func (w *world) release(c *cli, d *desk.Desk, f store.ReleaseFact) error {
	if f.Name == "" {
		return nil
	}
	entry, err := d.Release(w.ctx, w.actor(c), f)
	if err == nil {
		fmt.Fprintf(w.stderr, "released as ledger entry %d\n", entry.Seq)
	}
	return err
}
