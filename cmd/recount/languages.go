package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/eval"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

type languagesCmd struct {
	JSON bool `help:"As JSON Lines."`
}

// Help shows by example.
func (languagesCmd) Help() string {
	return `A language is read if there is a pack for it. Reports in others are kept, with
their bytes and their place in the ledger, found by search, and read once there is
a pack: begin one with recount pack new. The figures are those of claims, strict,
on the held half of the labelled reports, as they were last measured; an earlier
version of the pack is marked with *.

  recount languages
  recount languages --json | jq .measured`
}

// A language is one as the list has it.
type language struct {
	Lang     recount.Lang    `json:"lang"`
	Name     string          `json:"name"`
	Pack     string          `json:"pack,omitempty"` // "" if it is kept and not read
	Words    int             `json:"words,omitempty"`
	Rules    int             `json:"rules,omitempty"`
	Examples int             `json:"examples,omitempty"` // with the proofs of rules
	Places   int             `json:"place_words,omitempty"`
	Measured []eval.Measured `json:"measured,omitempty"`
	Stale    bool            `json:"stale,omitempty"` // measured with another version of the pack
}

// Run lists languages.
func (l languagesCmd) Run(w *world) error {
	packs, err := w.packs()
	if err != nil {
		return err
	}
	measured, err := eval.LastMeasured()
	if err != nil {
		return err
	}
	known := text.Languages()
	for lang := range packs {
		known = append(known, lang)
	}
	slices.Sort(known)
	var read, kept []language
	for _, lang := range slices.Compact(known) {
		x := language{Lang: lang, Name: text.NameOf(lang)}
		for _, m := range measured {
			if m.Lang == lang {
				x.Measured = append(x.Measured, m)
			}
		}
		p := packs[lang]
		if p == nil {
			kept = append(kept, x)
			continue
		}
		x.count(p)
		read = append(read, x)
	}
	if l.JSON {
		out := json.NewEncoder(w.stdout)
		for _, x := range slices.Concat(read, kept) {
			if err := out.Encode(x); err != nil {
				return err
			}
		}
		return nil
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "LANGUAGE\tPACK\tWORDS\tRULES\tEXAMPLES\tLABELLED\tPRECISION\tRECALL\tF1")
	for _, x := range read {
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%d\t%s\n", x.Name, x.Pack, x.Words, x.Rules, x.Examples, x.figures())
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w.stdout, "\nKept, and not read for want of a pack:")
	for _, x := range kept {
		line := fmt.Sprintf("  %s (%s)", x.Name, x.Lang)
		if n := x.labelled(); n > 0 {
			line += fmt.Sprintf(", %d labelled reports", n)
		}
		fmt.Fprintln(w.stdout, line)
	}
	return nil
}

// count counts what a pack knows.
func (x *language) count(p *lexicon.Pack) {
	x.Pack = fmt.Sprintf("%s/%d:%s", p.Lang, p.Version, p.Hash)
	for _, e := range p.Entries[1:] {
		if !e.Name { // a word of the registry's names only is none of the pack's
			x.Words++
		}
	}
	x.Rules, x.Examples = len(p.Rules()), len(p.Examples)+len(p.Proofs)
	for _, words := range p.Places {
		x.Places += len(words)
	}
	for _, m := range x.Measured {
		x.Stale = x.Stale || m.Reader != extract.NameOf(p)
	}
}

func (x *language) labelled() (n int) {
	for _, m := range x.Measured {
		n += m.Reports
	}
	return n
}

// figures are the columns of what was measured.
func (x *language) figures() string {
	for _, m := range x.Measured {
		if m.Half != "held" {
			continue
		}
		stale := ""
		if x.Stale {
			stale = "*"
		}
		if m.Reader == "" {
			return fmt.Sprintf("%d\tnot measured\t\t", x.labelled())
		}
		return fmt.Sprintf("%d\t%.3f\t%.3f\t%.3f%s", x.labelled(), m.Precision, m.Recall, m.F1, stale)
	}
	return "0\tnot measured\t\t"
}

// writeFigures measures each language's labelled reports and writes the table.
func writeFigures(file string, x *extract.Reader, gold []eval.Gold) error {
	ms, err := eval.MeasureEach(x, gold)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := eval.WriteFigures(&b, ms); err != nil {
		return err
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("figures: %w", err)
	}
	return nil
}
