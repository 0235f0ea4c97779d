package main

import (
	"encoding/json"
	"fmt"
)

type queueCmd struct {
	Limit int  `default:"50" help:"At most so many."`
	JSON  bool `help:"As JSON."`
}

// Help shows by example.
func (queueCmd) Help() string {
	return `What the linker left for a person: incidents that may be others told of again,
likeliest first, with what speaks for it. Merge what is one and split what is
two, each with its reason; what is decided leaves the list.

  recount queue
  recount decide merge i:one i:other --why "one strike, two names of the market"
  recount decide split i:one i:other --why "two strikes, an hour apart"`
}

// Run lists what waits.
func (a queueCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	q, err := d.Queue(w.ctx, a.Limit)
	if err != nil {
		return err
	}
	if a.JSON {
		return json.NewEncoder(w.stdout).Encode(q)
	}
	if len(q) == 0 {
		fmt.Fprintln(w.stdout, "Nothing waits: no incident is likely to be another told of again.")
		return nil
	}
	for _, x := range q {
		fmt.Fprintf(w.stdout, "%.2f  %s  %s\n", x.P, x.Incident.ID, x.Incident.Title)
		fmt.Fprintf(w.stdout, "      %s  %s\n", x.Other.ID, x.Other.Title)
		fmt.Fprintf(w.stdout, "      %s: %s\n", x.By.Name, x.Why)
	}
	return nil
}
