package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

type sourcesCmd struct {
	Words   []string           `arg:"" optional:"" name:"words" help:"Words of the name, in English or Arabic, the id, or the host of its pages."`
	Parties bool               `help:"List parties to conflicts instead of those who say something."`
	Kind    recount.SourceKind `placeholder:"KIND" help:"Only of this kind: wire, state, outlet, monitor, un, rescue, medical, official, party, witness."`
	Country string             `placeholder:"CC" help:"Only of this country, by its two letters: SY."`
	Format  string             `enum:"table,jsonl" default:"table" help:"table or jsonl."`
}

// Help shows by example.
func (sourcesCmd) Help() string {
	return `Who can be told apart in a report by name: outlets, agencies, monitors, rescue
services, ministries, UN bodies; and, with --parties, states' forces and armed
groups. The list is part of the program; every row names a public page.

  recount sources                      # all
  recount sources observatory
  recount sources www.reuters.com
  recount sources --kind state         # those that speak for a government
  recount sources --parties --country SD
  recount sources --format jsonl | jq .page`
}

// Run lists sources or parties.
func (a sourcesCmd) Run(w *world) error {
	packs, err := w.packs()
	if err != nil {
		return err
	}
	var known *lexicon.Registry
	for _, p := range packs {
		if known == nil || p.Lang == "en" {
			known = p.Sources
		}
	}
	if a.Parties {
		return a.parties(w, known)
	}
	return a.sources(w, known)
}

func (a sourcesCmd) sources(w *world, r *lexicon.Registry) error {
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	out := json.NewEncoder(w.stdout)
	if a.Format == "table" {
		fmt.Fprintln(tw, "ID\tKIND\tIN\tFOR\tNAME\tHOSTS\tPAGE")
	}
	host, _ := r.ByHost(strings.Join(a.Words, ""))
	n := 0
	for _, s := range r.Sources() {
		if a.Kind != "" && s.Kind != a.Kind || a.Country != "" && !strings.EqualFold(s.Country, a.Country) ||
			s.ID != host && !a.matches(string(s.ID), s.Names, s.Arabic, s.Hosts) {
			continue
		}
		n++
		if a.Format == "jsonl" {
			if err := out.Encode(struct {
				recount.Source
				Names  []string `json:"names"`
				Arabic []string `json:"arabic,omitempty"`
				Hosts  []string `json:"hosts,omitempty"`
				State  bool     `json:"state_run,omitempty"`
				Page   string   `json:"page"`
				From   int      `json:"from,omitempty"`
				Until  int      `json:"until,omitempty"`
			}{s.Source, s.Names, s.Arabic, s.Hosts, s.StateRun, s.Page, s.From, s.Until}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s%s\t%s\t%s\n", s.ID, s.Kind, s.Country, s.Party, s.Name, years(s.From, s.Until), strings.Join(s.Hosts, " "), s.Page)
	}
	return a.done(tw, n, "source")
}

func (a sourcesCmd) parties(w *world, r *lexicon.Registry) error {
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	out := json.NewEncoder(w.stdout)
	if a.Format == "table" {
		fmt.Fprintln(tw, "ID\tKIND\tIN\tOF\tNAME\tPAGE")
	}
	n := 0
	for _, p := range r.KnownParties() {
		if a.Country != "" && !strings.EqualFold(p.Country, a.Country) || !a.matches(string(p.ID), p.Names, p.Arabic, nil) {
			continue
		}
		n++
		if a.Format == "jsonl" {
			if err := out.Encode(struct {
				ID      recount.PartyID `json:"id"`
				Kind    string          `json:"kind"`
				Country string          `json:"country,omitempty"`
				Names   []string        `json:"names"`
				Arabic  []string        `json:"arabic,omitempty"`
				Parent  recount.PartyID `json:"parent,omitempty"`
				Page    string          `json:"page"`
				From    int             `json:"from,omitempty"`
				Until   int             `json:"until,omitempty"`
			}{p.ID, p.Kind, p.Country, p.Names, p.Arabic, p.Parent, p.Page, p.From, p.Until}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s%s\t%s\n", p.ID, p.Kind, p.Country, p.Parent, p.Names[0], years(p.From, p.Until), p.Page)
	}
	return a.done(tw, n, "party")
}

// done ends a list; nothing found is an error, so that scripts see it.
func (a sourcesCmd) done(tw *tabwriter.Writer, n int, what string) error {
	if n == 0 {
		return fmt.Errorf("no %s is called %q: %w", what, strings.Join(a.Words, " "), recount.ErrNotFound)
	}
	return tw.Flush()
}

// matches reports whether all the words asked for stand in the id or one of the names.
func (a sourcesCmd) matches(id string, lists ...[]string) bool {
	all := strings.ToLower(id)
	for _, l := range lists {
		all += " " + strings.ToLower(strings.Join(l, " "))
	}
	for _, word := range a.Words {
		if !strings.Contains(all, strings.ToLower(word)) {
			return false
		}
	}
	return true
}

// years writes the years of activity where they are known: " (2013–2023)".
func years(from, until int) string {
	switch {
	case from == 0:
		return ""
	case until == 0:
		return fmt.Sprintf(" (%d–)", from)
	}
	return fmt.Sprintf(" (%d–%d)", from, until)
}
