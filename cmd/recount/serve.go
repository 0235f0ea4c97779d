package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/web"
)

type serveCmd struct {
	Addr    string `default:"127.0.0.1:8417" help:"Where to serve; only this machine sees the default."`
	Correct bool   `help:"Let whoever reaches the pages correct places and say what is watched, in your name (--by)."`
	Watch   bool   `help:"Look at what is watched while the pages are served, and add what it names."`
	requisitesFlag
	fetchFlags
	readingFlags
}

// Help shows by example.
func (serveCmd) Help() string {
	return `Pages for people: incidents, reports, a map, the ledger. Nothing is fetched from
elsewhere for them. Nothing can be changed through them, unless --correct lets
places be corrected: each correction is a decision in your name, with its reason,
and is undone by deciding again; pages can then be added and feeds watched too.
--watch fetches what is due meanwhile: see recount watch.

  recount serve
  recount serve --correct --by mira
  recount serve --watch --correct --proxy socks5h://127.0.0.1:9050
  recount --casebook syria serve --addr 127.0.0.1:9000`
}

// Run serves the casebook until it is told to stop.
func (a serveCmd) Run(w *world, c *cli) error {
	d, end, err := a.desk(w, c)
	if err != nil {
		return err
	}
	defer end()
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	packs, err := w.packs()
	if err != nil {
		return err
	}
	places, err := w.places(desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	with := web.With{Desk: d, Places: places, Packs: slices.Collect(maps.Values(packs)), Now: w.now, Watching: a.Watch}
	if a.Correct {
		with.By = w.actor(c)
	}
	l, err := net.Listen("tcp", a.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	if a.Watch {
		done, err := a.watch(w, c, d)
		if err != nil {
			return errors.Join(err, l.Close())
		}
		defer done()
	}
	log := slog.New(slog.NewTextHandler(w.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	s := &http.Server{Handler: web.Handler(r, log, with),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16}
	fmt.Fprintf(w.stdout, "Serving %s at http://%s/ (stop with Ctrl-C)\n", c.Casebook, l.Addr())
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-w.ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), 5*time.Second)
	defer cancel()
	if err := s.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// desk opens the casebook, to be read as the flags say if reports will come in.
func (a serveCmd) desk(w *world, c *cli) (*desk.Desk, func(), error) {
	d, err := w.open(c)
	if err != nil || !a.Watch {
		return d, func() { d.Close() }, err
	}
	d.Close()
	in, err := w.intake(c, a.readingFlags, "watching", true)
	if err != nil {
		return nil, nil, err
	}
	return in.Desk, in.end, nil
}

// watch looks at what is watched until the program is told to stop. done waits
// for what was begun.
func (a serveCmd) watch(w *world, c *cli, d *desk.Desk) (done func(), err error) {
	fetcher, err := w.fetcher(a.fetchFlags)
	if err != nil {
		return nil, err
	}
	watcher := desk.Watcher{Desk: d, By: w.actor(c), Fetch: fetcher, Whole: a.Requisites, Done: func(x desk.Watched) {
		if x.Err != nil {
			fmt.Fprintf(w.stderr, "recount: %s: %v\n", x.Address, x.Err)
		}
	}}
	ctx, stop := context.WithCancel(w.ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		if err := watcher.Run(ctx); err != nil {
			fmt.Fprintln(w.stderr, "recount: watching ended:", err)
		}
	}()
	return func() { stop(); <-over }, nil
}
