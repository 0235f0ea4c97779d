package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

//go:embed sample/*.txt sample/places.csv
var sample embed.FS

type demoCmd struct {
	Addr string `default:"127.0.0.1:8417" help:"Where to serve."`
	Load bool   `help:"Load the sample and do not serve it."`
}

// Help shows by example.
func (demoCmd) Help() string {
	return `Loads reports written for Recount about eastern Aleppo in September 2016 into a
casebook, once, and serves it.

  recount demo
  recount --casebook /tmp/demo demo --addr 127.0.0.1:9000`
}

// Run loads the sample casebook and serves it.
func (a demoCmd) Run(w *world, c *cli) error {
	if c.Casebook == "casebook" { // never mixed with one's own
		c.Casebook = "demo.casebook"
	}
	if err := w.loadSample(c); err != nil {
		return err
	}
	if a.Load {
		return nil
	}
	return serveCmd{Addr: a.Addr, Correct: true}.Run(w, c)
}

// loadSample puts the sample's places and reports into the casebook. What is
// there already stays.
func (w *world) loadSample(c *cli) error {
	places := desk.Places(c.Casebook)
	if err := os.MkdirAll(places, 0o700); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	csv, err := sample.ReadFile("sample/places.csv")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(places, "sample.csv"), csv, 0o600); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	x, err := w.reader(places)
	if err != nil {
		return err
	}
	d, err := desk.Open(w.ctx, c.Casebook, desk.Standard(x), w.now)
	if err != nil {
		return err
	}
	defer d.Close()
	names, err := fs.Glob(sample, "sample/*.txt")
	if err != nil {
		return err
	}
	var captures []archive.Capture
	for _, n := range names {
		b, err := sample.ReadFile(n)
		if err != nil {
			return err
		}
		captures = append(captures, archive.Capture{URL: filepath.Base(n), At: w.now().UTC(), Body: b})
	}
	added, err := d.Receive(w.ctx, w.actor(c), "", captures...)
	if err != nil {
		return err
	}
	var s sums
	for _, ad := range added {
		if ad.Err != nil {
			return ad.Err
		}
		s.add(ad)
	}
	fmt.Fprintf(w.stdout, "%s: %s\n", c.Casebook, s)
	return nil
}
