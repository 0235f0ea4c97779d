package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/web"
)

type publishCmd struct {
	Site siteCmd `cmd:"" help:"Write a site of incidents for everybody, that needs no server."`
}

type siteCmd struct {
	filter
	Folder   string     `arg:"" type:"path" help:"The folder to write. One that holds anything but such a site is left alone."`
	All      bool       `help:"Also incidents that people did not sign off."`
	Title    string     `default:"Reported violence" help:"What the site is called."`
	About    string     `help:"Who publishes it and why, in a sentence or two."`
	Language []string   `default:"en,ar,fr" help:"Languages of the pages, the leading one first."`
	Quotes   web.Quotes `enum:"all,sources,none" default:"sources" help:"Whose words are quoted: all, none, or those of sources that speak in public, so that witnesses and private accounts are neither quoted nor named."`
	Coarsen  float64    `placeholder:"KM" help:"Show positions no finer than this many kilometres."`
	Reasons  bool       `help:"Show the reasons that people gave for what they decided, with their pseudonyms."`
	Release  string     `placeholder:"NAME" help:"Enter in the ledger that this went out, under this name. From then on the site tells what changed."`
}

// Help shows by example.
func (siteCmd) Help() string {
	return `The site holds a page for each incident, lists by month, a map, the rules by which
it is counted, what has changed since it was first published, and tables to
download. Any host can serve the folder, and it works opened from a disk. It runs
no script and loads nothing from elsewhere.

Names in quoted sentences are not blacked out: read what goes out, or publish with
--quotes none.

  recount publish site public --title "Strikes on hospitals"
  recount publish site public --release 2016-v1
  recount publish site public --area SY --language ar,en --coarsen 5
  recount publish site preview --all --quotes none`
}

// digests is the file that holds the digests of all others, by which a folder is
// known as a site.
const digests = "SHA256SUMS"

// Run writes the site beside the folder, and puts it in its place when it is whole.
func (s siteCmd) Run(w *world, c *cli) error {
	f, err := s.store()
	if err != nil {
		return err
	}
	f.Signed = !s.All
	if s.Coarsen < 0 || s.Coarsen > 500 {
		return fmt.Errorf("--coarsen %g: want kilometres, up to 500: %w", s.Coarsen, recount.ErrInvalid)
	}
	if err := replaceable(s.Folder); err != nil {
		return err
	}
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	places, err := w.places(desk.Places(c.Casebook))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.Folder), 0o755); err != nil {
		return err
	}
	made, err := os.MkdirTemp(filepath.Dir(s.Folder), ".site-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(made) // nothing of it if it was put in place
	var lines []string
	put := func(name string, b []byte) error {
		lines = append(lines, fmt.Sprintf("%s  %s\n", recount.Sum(b), name))
		path := filepath.Join(made, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, b, 0o644)
	}
	bar := w.counting("writing pages", "incidents", false)
	out, err := web.Publish(w.ctx, d, web.With{Places: places}, web.Public{Title: s.Title, About: s.About, Languages: s.Language, Filter: f, Quotes: s.Quotes, Coarse: s.Coarsen, Reasons: s.Reasons}, put, bar.step)
	bar.clear()
	if err != nil {
		return err
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	all := []byte(strings.Join(lines, ""))
	if err := errors.Join(os.WriteFile(filepath.Join(made, digests), all, 0o644), os.Chmod(made, 0o755), swap(made, s.Folder)); err != nil {
		return err
	}
	digest := recount.Sum(all)
	if err := w.release(c, d, store.ReleaseFact{Name: s.Release, Format: "site", Digest: digest, Rows: out.Rows, AsOf: out.AsOf, Incidents: out.Incidents}, all); err != nil {
		return err
	}
	if len(out.Incidents) == 0 {
		fmt.Fprintln(w.stderr, "no incident fits: sign some off first, or publish with --all")
	}
	fmt.Fprintf(w.stderr, "%d incidents in %s, SHA-256 of %s %s\n", len(out.Incidents), s.Folder, digests, digest)
	return nil
}

// replaceable reports an error if a folder holds anything but a site.
func replaceable(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(folder, digests)); err != nil {
		return fmt.Errorf("%s holds other files, and a site takes the whole of its folder: %w", folder, recount.ErrInvalid)
	}
	return nil
}

// swap puts a folder in the place of another.
func swap(made, folder string) error {
	old := made + ".old"
	err := os.Rename(folder, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	had := err == nil
	if err := os.Rename(made, folder); err != nil {
		if had {
			err = errors.Join(err, os.Rename(old, folder))
		}
		return err
	}
	return os.RemoveAll(old)
}
