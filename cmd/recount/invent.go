package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/made"
	"github.com/recountlab/recount/store"
)

type inventCmd struct {
	Reports int  `arg:"" default:"10000" help:"How many reports."`
	Print   bool `help:"Print them as JSON Lines and touch no casebook."`
}

// Help shows by example.
func (inventCmd) Help() string {
	return `Makes up reports of incidents that never were and puts them into a new casebook, as
if they had come in over six years: to measure by, and to try things on. The same
number makes the same reports. They come in as all reports do: read, linked,
reckoned and entered in the ledger, with some of them judged by a made-up person.

  recount -C /tmp/large invent 100000
  recount invent 1000 --print > reports.jsonl`
}

// Run makes them up.
func (a inventCmd) Run(w *world, c *cli) error {
	if a.Reports < 1 {
		return fmt.Errorf("invent: how many reports, 1 or more, not %d: %w", a.Reports, recount.ErrInvalid)
	}
	g, err := gazetteer.Open()
	if err != nil {
		return err
	}
	reports := slices.Collect(made.Reports(g, a.Reports))
	if a.Print {
		return printLines(w.stdout, reports)
	}
	if desk.Exists(c.Casebook) {
		return fmt.Errorf("invent: %s is a casebook already; what is made up is not mixed with what is not: %w", c.Casebook, recount.ErrInvalid)
	}
	x, err := w.reader()
	if err != nil {
		return err
	}
	v := &inventor{bar: w.progress("making up", false)}
	if v.Desk, err = desk.Open(w.ctx, c.Casebook, desk.Standard(x), v.clock); err != nil {
		return err
	}
	defer v.Close()
	if err := v.all(w.ctx, reports); err != nil {
		return err
	}
	v.bar.clear()
	n, err := v.DB.Counts(w.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s: %d reports, %d claims, %d incidents, all made up\n", c.Casebook, n.Reports, n.Claims, n.Incidents)
	return nil
}

// An inventor puts reports into a casebook at the time at which they say that
// they were published.
type inventor struct {
	*desk.Desk
	bar progress
	mu  sync.Mutex
	at  time.Time
}

// clock goes on by a microsecond each time it is looked at.
func (v *inventor) clock() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at = v.at.Add(time.Microsecond)
	return v.at
}

func (v *inventor) set(at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at = at
}

// What comes in at once, and how much before what was linked is looked at again
// and some of it judged.
const inventBatch, inventLook = 64, 2048

func (v *inventor) all(ctx context.Context, reports []made.Report) error {
	v.set(made.First)
	for _, addr := range []string{"https://levant-wire.example/feed", "https://river-news.example/feed", "https://plain-paper.example/sitemap.xml"} {
		if _, err := v.Watch(ctx, store.Watch{Address: addr}); err != nil {
			return err
		}
	}
	for i := 0; i < len(reports); i += inventBatch {
		batch := reports[i:min(i+inventBatch, len(reports))]
		at, err := time.Parse(time.RFC3339, batch[len(batch)-1].Published)
		if err != nil {
			return err
		}
		v.set(at)
		var lines bytes.Buffer
		if err := printLines(&lines, batch); err != nil {
			return err
		}
		added, err := v.Receive(ctx, inventedBy, "", archive.Capture{URL: "made.jsonl", At: at, Body: lines.Bytes()})
		if err != nil {
			return err
		}
		for _, a := range added {
			if a.Err != nil {
				return a.Err
			}
			v.bar.step()
		}
		if end := i + len(batch); end%inventLook == 0 || end == len(reports) {
			if _, err := v.Refine(ctx, false, nil); err != nil {
				return err
			}
			if err := v.judge(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// inventedBy is the person who is made up.
var inventedBy = recount.Actor{Kind: recount.Person, Name: "nobody"}

// judge enters what a person might decide in a morning: of the claims least
// surely read and of the incidents with most dead lately.
func (v *inventor) judge(ctx context.Context) error {
	decide := func(act recount.Act, subject, value, why string) error {
		size, err := v.DB.Size(ctx)
		if err == nil {
			_, err = v.Decide(ctx, recount.Decision{By: inventedBy, Act: act, Subject: subject, Value: value, Why: why}, size)
		}
		return err
	}
	claims, err := v.DB.Unchecked(ctx, store.UncheckedFilter{Below: 1, Limit: 12})
	if err != nil {
		return err
	}
	for i, c := range claims {
		act, why := recount.Accept, "read as it is written"
		if i%4 == 3 {
			act, why = recount.Reject, "it says something else"
		}
		if err := decide(act, string(c.ID), "", why); err != nil {
			return err
		}
	}
	items, _, err := v.DB.Incidents(ctx, store.IncidentFilter{From: v.at.AddDate(0, -2, 0), Sort: store.Deadly, Limit: 10})
	if err != nil {
		return err
	}
	for _, it := range items {
		if err := decide(recount.Grade, string(it.Incident.ID), "fair", "several sources, none of them at the place"); err != nil {
			return err
		}
	}
	return nil
}

// printLines writes reports as JSON Lines.
func printLines(to io.Writer, reports []made.Report) error {
	out := json.NewEncoder(to)
	out.SetEscapeHTML(false)
	for _, r := range reports {
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
