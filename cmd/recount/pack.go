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
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/lexicon"
)

// packCmd are the commands for those who extend a language by data.
type packCmd struct {
	Check packCheckCmd `cmd:"" help:"Load a pack, compile it, and read every example and proof in it."`
	Try   packTryCmd   `cmd:"" help:"Show how a text is cut and read: words, phrases, rules, claims."`
	Diff  packDiffCmd  `cmd:"" help:"List the claims that appear or vanish between two packs."`
	New   packNewCmd   `cmd:"" help:"Write the pack that comes with the program into a folder, to begin from."`
}

// Help says where to begin.
func (packCmd) Help() string {
	return `A pack is a folder of tables: one language's words and rules, as data. What each
table holds is in docs/packs.md.

  recount pack new my-english
  recount pack try --pack my-english "Raiders garrotted two shepherds."
  recount pack check my-english
  recount --pack my-english read report.txt`
}

type packCheckCmd struct {
	Dir string `arg:"" optional:"" help:"Folder of the pack; without it, that of --pack, or the one that comes with the program."`
}

// Help shows by example.
func (packCheckCmd) Help() string {
	return `Names every fault with its file and line and what to do, and ends with code 1 if
there is any: tables that cannot be loaded, rows that nothing can reach, rules
that are not proven to fire and to hold back, examples that are read otherwise.

  recount pack check my-english
  recount pack check            # the pack that comes with the program`
}

// Run checks one pack.
func (a packCheckCmd) Run(w *world) error {
	dir := a.Dir
	if dir == "" {
		dir = w.pack
	}
	packs, err := lexicon.Builtin()
	if dir != "" {
		packs, err = lexicon.LoadDir(dir)
	}
	faults := lexicon.Faults(err)
	if err != nil && len(faults) == 0 {
		return err
	}
	var sums []string
	if err == nil {
		if faults, sums, err = w.prove(packs); err != nil {
			return err
		}
	}
	for _, f := range faults {
		fmt.Fprintln(w.stdout, f)
	}
	for _, s := range sums {
		fmt.Fprintln(w.stdout, s)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s in the pack: %w", count(len(faults), "fault"), recount.ErrInvalid)
	}
	return nil
}

// prove reads every sentence of the packs.
func (w *world) prove(packs map[recount.Lang]*lexicon.Pack) (faults []lexicon.Fault, sums []string, err error) {
	g, err := w.places()
	if err != nil {
		return nil, nil, err
	}
	x, err := extract.New(packs, g)
	if err != nil {
		return nil, nil, err
	}
	for _, lang := range slices.Sorted(maps.Keys(packs)) {
		p, err := x.Prove(lang)
		if err != nil {
			return nil, nil, err
		}
		faults = append(faults, p.Faults...)
		known, end := "", "all hold"
		if p.Known > 0 {
			known = fmt.Sprintf(" (%d of them known to fail, each with its reason)", p.Known)
		}
		if len(p.Faults) > 0 {
			end = count(len(p.Faults), "fault")
		}
		sums = append(sums, fmt.Sprintf("%s: %d rules, %d proofs, %d examples%s; %s", x.Name(lang), p.Rules, p.Proofs, p.Examples, known, end))
	}
	return faults, sums, nil
}

type packNewCmd struct {
	Dir      string       `arg:"" help:"Folder to make."`
	Lang     recount.Lang `default:"en" placeholder:"LANG" help:"Which of the packs that come with the program."`
	Registry bool         `help:"The registry of sources and parties too, to extend or replace it."`
}

// Help shows by example.
func (packNewCmd) Help() string {
	return `Never writes over anything: the folder must not be there, or be empty.

  recount pack new my-english
  recount pack check my-english`
}

// Run writes the pack.
func (a packNewCmd) Run(w *world) error {
	from, err := fs.Sub(lexicon.Embedded(), string(a.Lang))
	if err == nil {
		_, err = fs.Stat(from, ".")
	}
	if err != nil {
		return fmt.Errorf("no pack for language %q comes with the program: %w", a.Lang, recount.ErrNotFound)
	}
	if in, err := os.ReadDir(a.Dir); err == nil && len(in) > 0 {
		return fmt.Errorf("%s is there already and not empty: name another folder: %w", a.Dir, recount.ErrInvalid)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(a.Dir, 0o755); err != nil {
		return err
	}
	n := 0
	err = fs.WalkDir(from, ".", func(p string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			n++
		}
		return err
	})
	if err == nil {
		err = os.CopyFS(a.Dir, from)
	}
	if err != nil {
		return err
	}
	if a.Registry {
		shared, err := lexicon.Registered()
		if err == nil {
			err = os.CopyFS(filepath.Join(a.Dir, "registry"), shared)
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(w.stdout, "%s: %d tables; read with them by --pack %s\n", a.Dir, n, a.Dir)
	return nil
}
