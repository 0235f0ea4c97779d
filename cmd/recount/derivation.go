package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

// incident explains the tolls of an incident.
func (a explainCmd) incident(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	if a.Harm != "" && !slices.Contains(tally.Harms(), a.Harm) {
		return fmt.Errorf("--harm %q; there are %v: %w", a.Harm, tally.Harms(), recount.ErrInvalid)
	}
	if groups := append([]string{"all"}, tally.Groups()...); a.Who != "" && !slices.Contains(groups, a.Who) {
		return fmt.Errorf("--who %q; there are %v: %w", a.Who, groups, recount.ErrInvalid)
	}
	name, err := policy(d, a.Policy)
	if err != nil {
		return err
	}
	all, err := d.Explain(w.ctx, recount.IncidentID(a.Claim), name)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(x desk.Derivation) bool {
		return a.Harm != "" && x.Toll.What != a.Harm || a.Who != "" && tally.GroupOf(x.Toll.Who) != a.Who
	})
	if a.JSON {
		out := json.NewEncoder(w.stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(all)
	}
	if len(all) == 0 {
		fmt.Fprintln(w.stdout, "no toll of that: nobody says how many")
		return nil
	}
	for i, x := range all {
		if i > 0 {
			fmt.Fprintln(w.stdout)
		}
		printDerivation(w, x)
	}
	return nil
}

func printDerivation(w *world, a desk.Derivation) {
	p := func(format string, args ...any) { fmt.Fprintf(w.stdout, format, args...) }
	t := a.Toll
	p("%s, %s: %s  (%s, %s, policy %s, ledger %d)\n", t.What, whose(t.Who), t, t.Status, count(t.Roots, "independent voice"), t.Policy, t.AsOf)
	for _, b := range a.Bounds {
		value := "none"
		if b.Value != nil {
			value = fmt.Sprint(*b.Value)
		}
		p("  %-4s %s <- %s\n", b.Bound, value, ruled(b.Rule, b.Says))
		for _, x := range b.By {
			printWord(w, x)
		}
	}
	if len(a.Aside) > 0 {
		p("  set aside\n")
	}
	for _, x := range a.Aside {
		printWord(w, x)
	}
	for _, n := range t.Notes {
		p("  note: %s\n", n)
	}
	if a.Stored != nil {
		p("  THE RECORD SAYS SOMETHING ELSE: %s (%s, ledger %d); see recount rebuild\n", a.Stored, a.Stored.Status, a.Stored.AsOf)
	}
}

func ruled(rule int, says string) string {
	if rule == 0 {
		return says
	}
	return fmt.Sprintf("rule %d: %s", rule, says)
}

func printWord(w *world, x desk.Word) {
	p := func(format string, args ...any) { fmt.Fprintf(w.stdout, format, args...) }
	why := x.Why
	if len(x.Sets) == 0 && len(x.Rules) > 0 {
		why = fmt.Sprintf("rule %d: %s", x.Rules[0], why)
	}
	grade := ""
	if x.Grade != "" {
		grade = ", grade " + x.Grade
	}
	p("       <- %s says %s%s: %s\n", x.Origin, x.Count, grade, why)
	for _, s := range x.Said {
		p("          <- %s %s “%s”\n", s.Claim, s.Count, s.Sentence)
		at := ""
		if !s.At.IsZero() {
			at = ", said " + s.At.UTC().Format("2006-01-02 15:04") + " UTC"
		}
		p("             %s, in %s %s%s\n", strings.Join(s.Voices, " < "), s.Report, s.URL, at)
	}
}
