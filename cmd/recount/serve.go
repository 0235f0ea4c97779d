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
	Correct bool   `help:"Let whoever reaches the pages correct places, in your name (--by)."`
}

// Help shows by example.
func (serveCmd) Help() string {
	return `Pages for people: incidents, reports, a map, the ledger. Nothing is fetched from
elsewhere. Nothing can be changed through them, unless --correct lets places be
corrected: each correction is a decision in your name, with its reason, and is
undone by deciding again.

  recount serve
  recount serve --correct --by mira
  recount --casebook syria serve --addr 127.0.0.1:9000`
}

// Run serves the casebook until it is told to stop.
func (a serveCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
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
	with := web.With{Desk: d, Places: places, Packs: slices.Collect(maps.Values(packs))}
	if a.Correct {
		with.By = w.actor(c)
	}
	l, err := net.Listen("tcp", a.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
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
