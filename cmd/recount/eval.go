package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/eval"
)

type evalCmd struct {
	Gold    []string `arg:"" help:"Files of labelled reports (.gold), or folders of them."`
	Compare string   `placeholder:"FILE" help:"Hold the result against one saved before, and list the claims that changed."`
	Save    string   `placeholder:"FILE" help:"Save the result, to be compared with later."`
	Errors  bool     `help:"List what was read wrongly in the reports for tuning."`
	Figures string   `placeholder:"FILE" help:"Write the figures of each language to a table, as recount languages shows them."`
	JSON    bool     `help:"Write the figures as JSON."`
	Places  []string `placeholder:"CSV" help:"Lists of places of your own, laid over the bundled ones."`
}

// Help shows by example.
func (evalCmd) Help() string {
	return `How accurately reports are read, held against what people say they claim. The
form of labelled reports is in docs/eval.md; begin one with: recount annotate.

  recount eval my.gold
  recount eval gold/ --save before.json
  recount eval gold/ --compare before.json
  recount eval gold/ --errors
  recount eval gold/ --figures figures.tsv`
}

// Run judges the reader against labelled reports.
func (a evalCmd) Run(w *world) error {
	gold, err := golds(a.Gold)
	if err != nil {
		return err
	}
	var base *eval.Base
	if a.Compare != "" {
		b, err := os.ReadFile(a.Compare)
		if err != nil {
			return fmt.Errorf("compare: %w", err)
		}
		if base, err = eval.ReadBase(b); err != nil {
			return fmt.Errorf("%s: %w", a.Compare, err)
		}
	}
	x, err := w.reader(a.Places...)
	if err != nil {
		return err
	}
	if a.Figures != "" {
		return writeFigures(a.Figures, x, gold)
	}
	r, err := eval.Run(x, gold)
	if err != nil {
		return err
	}
	if a.Save != "" {
		b, err := json.MarshalIndent(r.Base(), "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(a.Save, append(b, '\n'), 0o644); err != nil {
			return fmt.Errorf("save: %w", err)
		}
	}
	if a.JSON {
		return json.NewEncoder(w.stdout).Encode(r.Summary())
	}
	if _, err := r.Summary().WriteTo(w.stdout); err != nil {
		return err
	}
	if a.Errors {
		if err := r.WriteErrors(w.stdout); err != nil {
			return err
		}
	}
	if base != nil {
		_, err = r.Compare(base).WriteTo(w.stdout)
	}
	return err
}

// golds reads files of labelled reports, and those in folders, in the order of
// their names.
func golds(paths []string) ([]eval.Gold, error) {
	var out []eval.Gold
	var bad []error
	for _, p := range paths {
		var files []string
		err := filepath.WalkDir(p, func(f string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (f == p || strings.HasSuffix(f, ".gold")) {
				files = append(files, f)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("gold: %w", err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				return nil, fmt.Errorf("gold: %w", err)
			}
			g, err := eval.Parse(f, b)
			if err != nil {
				bad = append(bad, err)
			}
			out = append(out, g...)
		}
	}
	if len(bad) > 0 {
		return nil, errors.Join(bad...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no labelled reports; the form is in docs/eval.md, and recount annotate begins one: %w", strings.Join(paths, ", "), recount.ErrInvalid)
	}
	return out, nil
}

type annotateCmd struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Files (text, HTML) or web addresses; - or nothing reads standard input."`
	ID        string   `placeholder:"NAME" default:"report" help:"Name of the report in the gold; several are numbered."`
	Kind      string   `placeholder:"KIND" default:"report" help:"Kind of report, by which figures are told apart: wire, monitor, hospital."`
	Published string   `placeholder:"DAY" help:"The day of publication, if the report does not say it: 2016-09-23."`
	Lang      string   `placeholder:"LANG" help:"The language, if the report does not say it: en."`
}

// Help shows by example.
func (annotateCmd) Help() string {
	return `Writes labelled reports to be corrected by a person: what was read, in the form
of docs/eval.md, without how sure the reader was.

  recount annotate article.html --id tigray-01 --kind wire > tigray.gold
  recount annotate --published 2016-09-23 notes.txt >> notes.gold`
}

// Run writes what was read in the form of a gold.
func (a annotateCmd) Run(w *world) error {
	given := readCmd{Paths: a.Paths, Published: a.Published, Lang: a.Lang}
	x, err := w.reader()
	if err != nil {
		return err
	}
	var reports []recount.Report
	for c, err := range given.captures(w) {
		if err != nil {
			return err
		}
		found, err := collect.Parse(c)
		if err != nil {
			return err
		}
		for i := range found {
			reports = append(reports, found[i].Report)
		}
	}
	for i := range reports {
		r := &reports[i]
		if err := given.given(r); err != nil {
			return err
		}
		read, err := x.Read(r)
		if err != nil {
			return err
		}
		r.ID = recount.ReportID(a.ID)
		if len(reports) > 1 {
			r.ID += recount.ReportID(fmt.Sprintf("-%d", i+1))
		}
		fmt.Fprintf(w.stdout, "%s\n", eval.Annotate(r, a.Kind, read))
	}
	return nil
}
