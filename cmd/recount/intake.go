package main

import (
	"fmt"
	"path/filepath"

	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// An intake is the casebook while reports are put into it, and what is told of
// them.
type intake struct {
	*desk.Desk
	w     *world
	c     *cli
	quiet bool
	bar   progress
	sums  sums
	end   func() // to be called when all is done
}

// intake opens the casebook, or begins one, to put reports into it.
func (w *world) intake(c *cli, flags readingFlags, doing string, quiet bool) (*intake, error) {
	x, err := w.reader(desk.Places(c.Casebook))
	if err != nil {
		return nil, err
	}
	backend, asker, err := w.backend(flags, x, filepath.Join(c.Casebook, "model"))
	if err != nil {
		return nil, err
	}
	if asker != nil { // said now, and not of each report
		if err := asker.Ping(w.ctx); err != nil {
			return nil, err
		}
	}
	d, err := desk.Open(w.ctx, c.Casebook, desk.Standard(backend), w.now)
	if err != nil {
		return nil, err
	}
	in := &intake{Desk: d, w: w, c: c, quiet: quiet, bar: w.progress(doing, quiet)}
	in.end = func() {
		in.bar.clear()
		d.Close()
		if asker != nil {
			w.asked(asker)
		}
	}
	return in, nil
}

// done counts what became of one report, and names what was refused.
func (in *intake) done(a desk.Added) {
	in.bar.step()
	if a.Err != nil {
		in.bar.clear()
		fmt.Fprintln(in.w.stderr, "recount:", a.Err)
	}
	in.sums.add(a)
}

// fetch adds what is at an address, with what it shows if requisites is set. What cannot be fetched is done with; the
// error is of the casebook, or says that the work was stopped.
func (in *intake) fetch(f *collect.Fetcher, addr string, requisites bool) error {
	capture, err := f.Fetch(in.w.ctx, addr)
	if stopped := in.w.ctx.Err(); stopped != nil {
		return stopped
	}
	if err != nil {
		in.done(desk.Added{From: addr, Err: err})
		return nil
	}
	added, err := in.Receive(in.w.ctx, in.w.actor(in.c), "", capture)
	for _, a := range added {
		in.done(a)
		if !requisites || a.Err != nil {
			continue
		}
		q, err := in.Complete(in.w.ctx, in.w.actor(in.c), a.Report, f.Fetch)
		if err != nil {
			return err
		}
		in.sums.kept, in.sums.missed = in.sums.kept+len(q.Kept), in.sums.missed+len(q.Missed)
	}
	return err
}

// finish looks again at what was linked and says what became of all.
func (in *intake) finish(verb string) error {
	in.bar.clear()
	if in.sums.fresh > 0 {
		if _, err := in.w.refined(in.Desk, false, in.quiet); err != nil {
			return err
		}
	}
	if !in.quiet {
		fmt.Fprintln(in.w.stdout, in.sums)
	}
	if in.sums.refused > 0 {
		return fmt.Errorf("%d of %d could not be %s", in.sums.refused, in.sums.all, verb)
	}
	return nil
}

// sums counts what became of reports.
type sums struct{ all, fresh, old, refused, claims, unread, failed, kept, missed int }

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
	}{{s.old, "there already"}, {s.unread, "kept unread for want of a language pack"}, {s.failed, "kept but not readable"}, {s.refused, "refused"},
		{s.kept, "images and style sheets kept"}, {s.missed, "images and style sheets not to be had"}} {
		if part.n > 0 {
			out += fmt.Sprintf("; %d %s", part.n, part.what)
		}
	}
	return out
}
