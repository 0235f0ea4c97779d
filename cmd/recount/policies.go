package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

type policiesCmd struct {
	Show  policiesShowCmd  `cmd:"" default:"withargs" help:"List policies, or print one."`
	Check policiesCheckCmd `cmd:"" help:"Say what is wrong with a policy of your own."`
	Use   policiesUseCmd   `cmd:"" help:"Make the casebook follow a policy, and settle all of it afresh."`
	Eyes  policiesEyesCmd  `cmd:"" help:"Say how many persons must sign an incident off."`
}

// Help shows by example.
func (policiesCmd) Help() string {
	return `A policy says how claims that disagree are settled. It is a file: what each field
means is in docs/policies.md. Those in the casebook's folder policies/ are known
beside those of the program.

  recount policies                          # what each does, and how it differs from R1/1
  recount policies acled-like/1 > mine.json
  recount policies check mine.json
  recount policies use mine/1               # the casebook follows it from now on
  recount policies eyes 1                   # for who works alone: one signature is enough
  recount toll i:4x2v6qj7w3mzk5ta --compare # the same claims under each`
}

// policies are the policies known, the one followed first.
func (w *world) policies(c *cli) ([]tally.Policy, error) {
	if desk.Exists(c.Casebook) {
		d, err := w.open(c)
		if err != nil {
			return nil, err
		}
		defer d.Close()
		return d.Policies(), nil
	}
	return desk.Standard(nil).All(), nil
}

type policiesShowCmd struct {
	Name recount.PolicyName `arg:"" optional:"" help:"The policy to print."`
	JSON bool               `help:"As JSON Lines."`
}

// Run lists policies, or prints one.
func (a policiesShowCmd) Run(w *world, c *cli) error {
	all, err := w.policies(c)
	if err != nil {
		return err
	}
	out := json.NewEncoder(w.stdout)
	out.SetEscapeHTML(false)
	if a.Name != "" {
		var names []recount.PolicyName
		for _, p := range all {
			if p.Name == a.Name {
				out.SetIndent("", "  ")
				return out.Encode(p)
			}
			names = append(names, p.Name)
		}
		return fmt.Errorf("policy %q; there are %v: %w", a.Name, names, recount.ErrInvalid)
	}
	for i, p := range all {
		if a.JSON {
			if err := out.Encode(p); err != nil {
				return err
			}
			continue
		}
		follows := ""
		if i == 0 {
			follows = "  (followed)"
		}
		fmt.Fprintf(w.stdout, "%s  %s%s\n    %s\n", p.Name, p.Title, follows, p.About)
		for _, d := range p.Differences(tally.R1()) {
			fmt.Fprintf(w.stdout, "    unlike %s: %s\n", tally.R1().Name, d)
		}
	}
	return nil
}

type policiesCheckCmd struct {
	File string `arg:"" help:"A policy of your own: a JSON file."`
}

// Run checks a policy.
func (a policiesCheckCmd) Run(w *world, c *cli) error {
	all, err := w.policies(c)
	if err != nil {
		return err
	}
	known := map[recount.PolicyName]tally.Policy{}
	for _, p := range all {
		known[p.Name] = p
	}
	b, err := os.ReadFile(a.File)
	if err != nil {
		return fmt.Errorf("policies: %w", err)
	}
	p, err := tally.Parse(b, known)
	if err != nil {
		return fmt.Errorf("%s: %w", a.File, err)
	}
	fmt.Fprintf(w.stdout, "ok: %s, %s\n", p.Name, p.Title)
	return nil
}

type policiesUseCmd struct {
	Name recount.PolicyName `arg:"" help:"The policy to follow."`
}

// Run makes the casebook follow a policy.
func (a policiesUseCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	n, err := d.Use(w.ctx, a.Name)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "the casebook follows %s; %s settled afresh\n", a.Name, count(n, "incident"))
	return nil
}

type policiesEyesCmd struct {
	N int `arg:"" optional:"" help:"1 or 2; without it, what holds now."`
}

// Run says how many must sign.
func (a policiesEyesCmd) Run(w *world, c *cli) error {
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	if a.N == 0 {
		fmt.Fprintf(w.stdout, "%s must sign an incident off\n", count(d.Eyes(), "person"))
		return nil
	}
	n, err := d.SetEyes(w.ctx, a.N)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s must sign an incident off; of %s that is worked out afresh\n", count(a.N, "person"), count(n, "incident"))
	return nil
}

// policy is the name of a policy given by its name or its file.
func policy(d *desk.Desk, given recount.PolicyName) (recount.PolicyName, error) {
	file := string(given)
	if !strings.HasSuffix(file, ".json") {
		return given, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("--policy: %w", err)
	}
	p, err := d.Know(b)
	if err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	return p.Name, nil
}

// bundledOr is a policy of the program given by its name, or one of a file.
func bundledOr(given string) (tally.Policy, error) {
	all := tally.Policies()
	if !strings.HasSuffix(given, ".json") {
		p, ok := all[recount.PolicyName(given)]
		if !ok {
			return p, fmt.Errorf("--policy %q; there are %v: %w", given, slices.Sorted(maps.Keys(all)), recount.ErrInvalid)
		}
		return p, nil
	}
	b, err := os.ReadFile(given)
	if err != nil {
		return tally.Policy{}, fmt.Errorf("--policy: %w", err)
	}
	p, err := tally.Parse(b, all)
	if err != nil {
		return p, fmt.Errorf("%s: %w", given, err)
	}
	return p, nil
}

// compare writes what every policy makes of one incident, or of all that is
// asked about.
func (t tollCmd) compare(w *world, d *desk.Desk, q desk.Question) error {
	size, err := d.SizeThen(w.ctx, q.AsOf, q.Size)
	if err != nil {
		return err
	}
	var rows []desk.Compared
	if t.Incident != "" {
		if rows, err = d.Compare(w.ctx, t.Incident, size); err != nil {
			return err
		}
	}
	var totals []desk.Total
	if t.Incident == "" {
		for _, p := range d.Policies() {
			q.Policy = p.Name
			total, err := d.Total(w.ctx, q)
			if err != nil {
				return err
			}
			totals = append(totals, total)
		}
	}
	if t.JSON {
		if t.Incident == "" {
			return json.NewEncoder(w.stdout).Encode(totals)
		}
		return json.NewEncoder(w.stdout).Encode(rows)
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	if t.Incident == "" {
		fmt.Fprintln(tw, "HARM\tPOLICY\tLOW\tBEST\tHIGH\tINCIDENTS")
		for _, harm := range tally.Harms() {
			for _, total := range totals {
				for _, l := range total.Lines {
					if l.What == harm {
						fmt.Fprintf(tw, "%s\t%s\t%s\t%d\n", harm, total.Policy, figures(l.Bounds, l.Open), l.Incidents)
					}
				}
			}
		}
		return tw.Flush()
	}
	type toll struct {
		what recount.What
		who  recount.Victims
	}
	var order []toll
	seen := map[toll]bool{}
	for _, r := range rows {
		for _, x := range r.Tolls {
			if k := (toll{x.What, x.Who.Group()}); !seen[k] && (t.Harm == "" || x.What == t.Harm) {
				seen[k] = true
				order = append(order, k)
			}
		}
	}
	fmt.Fprintln(tw, "HARM\tGROUP\tPOLICY\tLOW / BEST / HIGH\tROOTS\tSTATUS\tNOTES")
	for _, k := range order {
		for _, r := range rows {
			for _, x := range r.Tolls {
				if k == (toll{x.What, x.Who.Group()}) {
					fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", x.What, whose(x.Who), r.Policy, x, x.Roots, x.Status, strings.Join(x.Notes, "; "))
				}
			}
		}
	}
	return tw.Flush()
}
