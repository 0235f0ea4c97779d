package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

//go:embed sample/*.txt sample/places.csv sample/decisions.json
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
	d, err := w.openSample(c)
	if err != nil {
		return err
	}
	defer d.Close()
	captures, err := w.sampleReports()
	if err != nil {
		return err
	}
	sum, err := w.receiveSample(c, d, captures)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s: %s\n", c.Casebook, sum)
	return nil
}

// openSample opens the casebook with the sample's places in it.
func (w *world) openSample(c *cli) (*desk.Desk, error) {
	places := desk.Places(c.Casebook)
	if err := os.MkdirAll(places, 0o700); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	csv, err := sample.ReadFile("sample/places.csv")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(places, "sample.csv"), csv, 0o600); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	x, err := w.reader(places)
	if err != nil {
		return nil, err
	}
	return desk.Open(w.ctx, c.Casebook, desk.Standard(x), w.now)
}

// sampleReports are the sample's reports, as they would come in now.
func (w *world) sampleReports() ([]archive.Capture, error) {
	names, err := fs.Glob(sample, "sample/*.txt")
	if err != nil {
		return nil, err
	}
	var captures []archive.Capture
	for _, n := range names {
		b, err := sample.ReadFile(n)
		if err != nil {
			return nil, err
		}
		captures = append(captures, archive.Capture{URL: filepath.Base(n), At: w.now().UTC(), Body: b})
	}
	return captures, nil
}

// receiveSample adds reports of the sample and, if any is new, looks again at
// what was linked, since that is in the order they came, and enters the
// decisions on it.
func (w *world) receiveSample(c *cli, d *desk.Desk, captures []archive.Capture) (s sums, err error) {
	added, err := d.Receive(w.ctx, w.actor(c), "", captures...)
	if err != nil {
		return s, err
	}
	reports := map[string]recount.ReportID{}
	for _, ad := range added {
		if ad.Err != nil {
			return s, ad.Err
		}
		s.add(ad)
		reports[strings.TrimSuffix(ad.From, ".txt")] = ad.Report
	}
	if s.fresh == 0 {
		return s, nil
	}
	if _, err := d.Refine(w.ctx, true, func(desk.Refined) {}); err != nil {
		return s, err
	}
	return s, w.judgeSample(d, reports)
}
