package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
)

type exportCmd struct {
	filter
	Format  publish.Format `short:"f" enum:"csv,geojson,wacz" default:"csv" help:"csv, geojson, or wacz: what the reports were made from, as a web archive."`
	Output  string         `short:"o" type:"path" placeholder:"FILE" help:"Write to a file instead of standard output."`
	Signed  bool           `help:"Only incidents that people signed off as they stand."`
	Release string         `placeholder:"NAME" help:"Enter in the ledger that this file went out, under this name."`
}

// Help shows by example.
func (exportCmd) Help() string {
	return `Each row is one toll of one incident, with its policy and the size of the
ledger it rests on. A web archive holds the whole of what was captured, with how
it came; with a filter, of the reports of the incidents that it chooses.

  recount export -o incidents.csv
  recount export --format geojson --area SY/Aleppo -o aleppo.geojson
  recount export --format wacz -o casebook.wacz
  recount export --signed -o public.csv --release 2016-v1
  recount export -o 2016.csv --from 2016-01-01 --to 2016-12-31 --release 2016-v1`
}

// Run writes the record.
func (e exportCmd) Run(w *world, c *cli) error {
	f, err := e.store()
	if err != nil {
		return err
	}
	f.Signed = e.Signed
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	size, err := d.DB.Size(w.ctx)
	if err != nil {
		return err
	}
	made := newOutgoing(e.Release != "" && e.Format != wacz)
	n := 0
	var in []recount.IncidentID
	write := func(out io.Writer) (err error) {
		if e.Format == wacz {
			n, err = e.wacz(w, d, made.to(out), f)
			return err
		}
		return publish.Write(made.to(out), e.Format, counted(rows(noted(incidents(w, &d.DB.Reader, f, 0), &in)), &n))
	}
	if e.Output == "" {
		err = write(w.stdout)
	} else {
		err = replace(e.Output, write)
	}
	if err != nil {
		return err
	}
	if err := w.release(c, d, store.ReleaseFact{Name: e.Release, Format: string(e.Format), Digest: made.digest(), Rows: n, AsOf: size, Incidents: in}, made.kept()); err != nil {
		return err
	}
	if e.Output != "" {
		of := "rows"
		if e.Format == wacz {
			of = "captures"
		}
		fmt.Fprintf(w.stderr, "%d %s in %s, SHA-256 %s\n", n, of, e.Output, made.digest())
	}
	return nil
}

const wacz publish.Format = "wacz"

// wacz writes what reports were made from: of all, or of those in the incidents
// that the filter chooses.
func (e exportCmd) wacz(w *world, d *desk.Desk, out io.Writer, f store.IncidentFilter) (int, error) {
	var only map[recount.ReportID]bool
	if e.filter != (filter{}) || e.Signed {
		only = map[recount.ReportID]bool{}
		for it, err := range incidents(w, &d.DB.Reader, f, 0) {
			if err != nil {
				return 0, err
			}
			for _, r := range it.Incident.Reports {
				only[r] = true
			}
		}
	}
	return d.WriteWACZ(w.ctx, out, only, desk.Software())
}

// noted keeps the IDs of what it passes on.
func noted(items iter.Seq2[store.IncidentItem, error], ids *[]recount.IncidentID) iter.Seq2[store.IncidentItem, error] {
	return func(yield func(store.IncidentItem, error) bool) {
		for it, err := range items {
			*ids = append(*ids, it.Incident.ID)
			if !yield(it, err) {
				return
			}
		}
	}
}

func counted(rs iter.Seq2[publish.Row, error], n *int) iter.Seq2[publish.Row, error] {
	return func(yield func(publish.Row, error) bool) {
		for r, err := range rs {
			*n++
			if !yield(r, err) {
				return
			}
		}
	}
}

// replace writes a file that appears whole or not at all.
func replace(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".export-*")
	if err != nil {
		return err
	}
	err = write(f)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
