package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type addCmd struct {
	Paths []string `arg:"" name:"path" help:"Files (text, HTML, JSON Lines, ZIP), folders of files, or web addresses."`
	Quiet bool     `short:"q" help:"Say nothing but errors."`
	fetchFlags
	readingFlags
}

// Help shows by example.
func (addCmd) Help() string {
	return `Every report is on the disk, with all that follows from it, before it is
counted as added. What cannot be read is named and the rest goes on; run the
same command again and only what is new is added.

  recount add article.html
  recount add reports/ wires.jsonl
  recount add https://example.org/news/1234
  recount --casebook syria add exports/*.jsonl`
}

// Run adds reports.
func (a addCmd) Run(w *world, c *cli) error {
	fetcher, err := w.fetcher(a.fetchFlags)
	if err != nil {
		return err
	}
	d, end, err := w.enter(c, a.readingFlags)
	if err != nil {
		return err
	}
	defer end()
	bar := w.progress("adding", a.Quiet)
	var s sums
	done := func(ad desk.Added) {
		bar.step()
		if ad.Err != nil {
			bar.clear()
			fmt.Fprintln(w.stderr, "recount:", ad.Err)
		}
		s.add(ad)
	}
	var files []string
	for _, p := range a.Paths {
		if !strings.HasPrefix(p, "http://") && !strings.HasPrefix(p, "https://") {
			files = append(files, p)
			continue
		}
		capture, err := fetcher.Fetch(w.ctx, p)
		if err != nil {
			done(desk.Added{From: p, Err: err})
			continue
		}
		if err := receive(w, c, d, capture, done); err != nil {
			return err
		}
	}
	if len(files) > 0 {
		if err := d.AddAll(w.ctx, w.actor(c), files, done); err != nil {
			bar.clear()
			return err
		}
	}
	if _, err := d.Work(w.ctx, "add"); err != nil { // what a crash left behind
		return err
	}
	bar.clear()
	if s.fresh > 0 {
		if _, err := w.refined(d, false, a.Quiet); err != nil {
			return err
		}
	}
	if !a.Quiet {
		fmt.Fprintln(w.stdout, s)
	}
	if s.refused > 0 {
		return fmt.Errorf("%d of %d could not be added", s.refused, s.all)
	}
	return nil
}

// enter opens the casebook, or begins one, to put reports into it. The caller
// ends it.
func (w *world) enter(c *cli, flags readingFlags) (d *desk.Desk, end func(), err error) {
	x, err := w.reader(desk.Places(c.Casebook))
	if err != nil {
		return nil, nil, err
	}
	backend, asker, err := w.backend(flags, x, filepath.Join(c.Casebook, "model"))
	if err != nil {
		return nil, nil, err
	}
	if asker != nil { // said now, and not of each report
		if err := asker.Ping(w.ctx); err != nil {
			return nil, nil, err
		}
	}
	if d, err = desk.Open(w.ctx, c.Casebook, desk.Standard(backend), w.now); err != nil {
		return nil, nil, err
	}
	return d, func() {
		d.Close()
		if asker != nil {
			w.asked(asker)
		}
	}, nil
}

func receive(w *world, c *cli, d *desk.Desk, capture archive.Capture, done func(desk.Added)) error {
	as, err := d.Receive(w.ctx, w.actor(c), "", capture)
	for _, a := range as {
		done(a)
	}
	return err
}

// sums counts what became of reports.
type sums struct{ all, fresh, old, refused, claims, unread, failed int }

func (s *sums) add(a desk.Added) {
	s.all++
	switch {
	case a.Err != nil:
		s.refused++
		return
	case !a.New:
		s.old++
		return
	}
	s.fresh++
	s.claims += a.Claims
	switch a.State {
	case store.Unread:
		s.unread++
	case store.FailedAt:
		s.failed++
	}
}

func (s sums) String() string {
	out := fmt.Sprintf("%d added, %d claims", s.fresh, s.claims)
	for _, part := range []struct {
		n    int
		what string
	}{{s.old, "there already"}, {s.unread, "kept unread for want of a language pack"}, {s.failed, "kept but not readable"}, {s.refused, "refused"}} {
		if part.n > 0 {
			out += fmt.Sprintf("; %d %s", part.n, part.what)
		}
	}
	return out
}
