package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
)

// reader returns what reads reports: the packs and places that come with the
// program, and lists of places of the user's own laid over them. A place list
// is a CSV file, or a folder of such and of layers, which need not be there; the
// focus in such a folder is what the reports are about.
func (w *world) reader(lists ...string) (*extract.Reader, error) {
	packs, err := w.packs()
	if err != nil {
		return nil, err
	}
	g, err := w.places(lists...)
	if err != nil {
		return nil, err
	}
	return readerOf(packs, g, lists...)
}

// readerOf is a reader with packs and places that are open already.
func readerOf(packs map[recount.Lang]*lexicon.Pack, g *gazetteer.Gazetteer, lists ...string) (*extract.Reader, error) {
	x, err := extract.New(packs, g)
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		if info, err := os.Stat(list); err != nil || !info.IsDir() {
			continue
		}
		focus, err := desk.FocusIn(list)
		if err != nil {
			return nil, err
		}
		if len(focus.Countries) > 0 {
			x.About(focus.Countries, focus.Divisions)
		}
	}
	return x, nil
}

// packs are those that come with the program, with the pack of --pack in the
// place of the one for its language.
func (w *world) packs() (map[recount.Lang]*lexicon.Pack, error) {
	packs, err := lexicon.Builtin()
	if err != nil || w.pack == "" {
		return packs, err
	}
	own, err := lexicon.LoadDir(w.pack)
	if err != nil {
		return nil, err
	}
	maps.Copy(packs, own)
	return packs, nil
}

// ownLang is the language of the pack in the folder of --pack, "" if none or several
// are there.
func (w *world) ownLang() (recount.Lang, error) {
	if w.pack == "" {
		return "", nil
	}
	own, err := lexicon.LoadDir(w.pack)
	if err != nil || len(own) != 1 {
		return "", err
	}
	return slices.Collect(maps.Keys(own))[0], nil
}

// places are those that come with the program, and lists laid over them.
func (w *world) places(lists ...string) (*gazetteer.Gazetteer, error) {
	g, err := gazetteer.Open()
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		files := []string{list}
		if info, err := os.Stat(list); errors.Is(err, fs.ErrNotExist) && filepath.Ext(list) == "" {
			continue
		} else if err == nil && info.IsDir() {
			layers, err := desk.Layers(list)
			if err != nil {
				return nil, err
			}
			for _, o := range layers {
				g = g.With(o)
			}
			if files, err = filepath.Glob(filepath.Join(list, "*.csv")); err != nil {
				return nil, err
			}
		}
		for _, f := range files {
			if g, err = w.lay(g, f); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}

// lay lays one list of places over a gazetteer, and says which rows it passed over.
func (w *world) lay(g *gazetteer.Gazetteer, file string) (*gazetteer.Gazetteer, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	defer f.Close()
	o, skipped, err := gazetteer.ReadCSV(filepath.Base(file), f)
	if err != nil {
		return nil, fmt.Errorf("places %s: %w", file, err)
	}
	for _, s := range skipped {
		fmt.Fprintf(w.stderr, "recount: %s:%d: passed over: %s\n", file, s.Line, s.Why)
	}
	return g.With(o), nil
}
