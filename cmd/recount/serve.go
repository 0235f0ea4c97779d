package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/web"
)

type serveCmd struct {
	Addr    string `default:"127.0.0.1:8417" help:"Where to serve; only this machine sees the default."`
	Correct bool   `help:"Let whoever reaches the pages correct places and say what is watched, in your name (--by)."`
	Team    bool   `help:"For people who sign in, each in their own name: see recount people."`
	At      string `placeholder:"URL" help:"With --team: the address by which people reach the pages, as https://recount.example.org."`
	Cert    string `name:"tls-cert" type:"existingfile" placeholder:"FILE" help:"Serve by https, with this certificate."`
	Key     string `name:"tls-key" type:"existingfile" placeholder:"FILE" help:"The certificate's key."`
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
With --team people sign in and decide in their own names, as recount people says.
--watch fetches what is due meanwhile: see recount watch.

  recount serve
  recount serve --correct --by mira
  recount serve --watch --correct --proxy socks5h://127.0.0.1:9050
  recount serve --team --at https://recount.example.org     (behind a server that speaks TLS)
  recount serve --team --addr :8443 --tls-cert cert.pem --tls-key key.pem
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
	reader, err := readerOf(packs, places, desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	with := web.With{Desk: d, Places: places, Reader: reader, Packs: slices.Collect(maps.Values(packs)), Now: w.now, Watching: a.Watch}
	with.Local = loopback(a.Addr) && a.At == ""
	people, err := a.team(w, c, &with)
	if err != nil {
		return err
	}
	defer people.Close()
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
	fmt.Fprintf(w.stdout, "Serving %s at %s (stop with Ctrl-C)\n", c.Casebook, a.address(l.Addr()))
	done := make(chan error, 1)
	go func() {
		if a.Cert != "" {
			done <- s.ServeTLS(l, a.Cert, a.Key)
			return
		}
		done <- s.Serve(l)
	}()
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

// loopback reports whether only this machine reaches an address.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err == nil && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// team says who works through the pages: one person, or people who sign in.
func (a serveCmd) team(w *world, c *cli, with *web.With) (io.Closer, error) {
	switch {
	case (a.Cert == "") != (a.Key == ""):
		return nil, fmt.Errorf("--tls-cert and --tls-key go together: %w", recount.ErrInvalid)
	case a.Team && a.Correct:
		return nil, fmt.Errorf("--correct lets everybody work in one name; with --team each works in their own: %w", recount.ErrInvalid)
	case !a.Team:
		if a.Correct {
			with.By = w.actor(c)
		}
		return io.NopCloser(nil), nil
	}
	at, err := url.Parse(a.At)
	if err != nil || a.At != "" && (at.Host == "" || at.Scheme != "https" && at.Scheme != "http") {
		return nil, fmt.Errorf("--at %q: want an address, as https://recount.example.org: %w", a.At, recount.ErrInvalid)
	}
	with.Secure = a.Cert != "" || at.Scheme == "https"
	if !with.Secure && !loopback(a.Addr) {
		fmt.Fprintln(w.stderr, "recount: passwords can be read on the way to these pages: serve them by https (--tls-cert), or behind a server that does (--at https://...)")
	}
	people, err := desk.OpenPeople(w.ctx, c.Casebook, w.now)
	if err != nil {
		return nil, err
	}
	all, err := people.All(w.ctx)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("nobody may sign in yet; begin with: recount people add NAME --role owner: %w", recount.ErrDenied)
	}
	if err != nil {
		return nil, errors.Join(err, people.Close())
	}
	with.People = people
	return people, nil
}

// address is where the pages are.
func (a serveCmd) address(l net.Addr) string {
	switch {
	case a.At != "":
		return a.At
	case a.Cert != "":
		return "https://" + l.String() + "/"
	}
	return "http://" + l.String() + "/"
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
