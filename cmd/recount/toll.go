package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

type tollCmd struct {
	Incident    recount.IncidentID `arg:"" optional:"" help:"The toll of one incident (i:...) instead."`
	Area        string             `placeholder:"AREA" help:"A country (SY), a province (SY/Aleppo), a box (south,west,north,east), a GeoJSON file of polygons, or words of a place."`
	From        string             `placeholder:"DAY" help:"Incidents that may have happened on this day or later."`
	To          string             `placeholder:"DAY" help:"Incidents that may have happened on this day or earlier."`
	Harm        recount.What       `placeholder:"HARM" help:"Only this harm: killed, injured, missing, displaced, ..."`
	Who         string             `placeholder:"GROUP" help:"Only this group: civilians, combatants, children, women, men, elderly, perpetrators."`
	Per         desk.Division      `enum:",day,month,province,actor" default:"" placeholder:"PART" help:"In parts: each day, month, province, or actor blamed."`
	Policy      recount.PolicyName `placeholder:"NAME" help:"Under this policy instead of the casebook's: a name, or a JSON file."`
	AsOf        string             `placeholder:"DAY" help:"As known at the end of this day, or with the ledger at this size."`
	Interval    bool               `help:"With the interval that holds 95 of 100 draws."`
	Rho         float64            `default:"0.3" help:"How far errors of one root go together in the interval: over 0, up to 1."`
	Consistency bool               `help:"Hold the incidents against each total that somebody gives."`
	Compare     bool               `help:"The same claims under every policy, side by side."`
	JSON        bool               `help:"As JSON."`
}

// Help shows by example.
func (tollCmd) Help() string {
	return `Adds up the tolls of incidents, harm by harm: the lows, the bests and the highs.
An incident that may be a larger one told of again, or lies only partly in the
area or the period, is in high in full, in best by its chance or share, and not
in low. Each victim is counted once: a whole or its parts. What others say in
total is never added; it bounds the sum, on a line of its own.

  recount toll --area SY/Aleppo --from 2016-09-22 --to 2016-09-23
  recount toll --area SY --per month --harm killed --who children
  recount toll --per actor --interval
  recount toll --area besieged.geojson --policy ucdp-like/1
  recount toll --area SY --compare                # under every policy
  recount toll --area SY --as-of 2016-09-30       # or a ledger size: --as-of 1200
  recount toll --area SY --consistency            # against published totals
  recount toll i:4x2v6qj7w3mzk5ta --as-of 2016-09-24`
}

// Run adds up.
func (t tollCmd) Run(w *world, c *cli) error {
	q, err := t.question()
	if err != nil {
		return err
	}
	if !t.JSON {
		w.people(c)
	}
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	if q.Policy, err = policy(d, q.Policy); err != nil {
		return err
	}
	if t.Compare {
		return t.compare(w, d, q)
	}
	if t.Incident != "" {
		return t.one(w, d, q)
	}
	total, err := d.Total(w.ctx, q)
	if err != nil {
		return err
	}
	if t.JSON {
		e := json.NewEncoder(w.stdout)
		if t.Consistency {
			return e.Encode(consistency(total))
		}
		return e.Encode(total)
	}
	if t.Consistency {
		return printConsistency(w.stdout, total)
	}
	return printTotal(w.stdout, total)
}

func (t tollCmd) question() (q desk.Question, err error) {
	if t.Harm != "" && t.Harm.Family() != recount.Harm {
		return q, fmt.Errorf("--harm %q; there are %v: %w", t.Harm, tally.Harms(), recount.ErrInvalid)
	}
	if t.Rho <= 0 || t.Rho > 1 {
		return q, fmt.Errorf("--rho %v: want over 0 and up to 1; errors that know nothing of each other would make the interval far too narrow: %w", t.Rho, recount.ErrInvalid)
	}
	q = desk.Question{What: t.Harm, Who: t.Who, Per: t.Per, Policy: t.Policy}
	if t.Interval {
		q.Rho = t.Rho
	}
	if q.From, err = day("--from", t.From, false); err != nil {
		return q, err
	}
	if q.Until, err = day("--to", t.To, true); err != nil {
		return q, err
	}
	if q.AsOf, q.Size, err = desk.ParseAsOf(t.AsOf); err != nil {
		return q, fmt.Errorf("--as-of: %w", err)
	}
	if err := in(&q, t.Area); err != nil {
		return q, fmt.Errorf("--area: %w", err)
	}
	return q, nil
}

// in narrows a question to an area: polygons of a file, or what words say.
func in(q *desk.Question, s string) error {
	if !strings.HasSuffix(strings.ToLower(s), "json") {
		return q.In(s)
	}
	b, err := os.ReadFile(s)
	if err != nil {
		return err
	}
	if q.Area.Rings, err = tally.ParseRings(b); err != nil {
		return fmt.Errorf("%s: %w", s, err)
	}
	return nil
}

// one writes the tolls of one incident.
func (t tollCmd) one(w *world, d *desk.Desk, q desk.Question) error {
	size, err := d.SizeThen(w.ctx, q.AsOf, q.Size)
	if err != nil {
		return err
	}
	p, err := d.Then(w.ctx, t.Incident, size)
	if err != nil {
		return err
	}
	if q.Policy != "" {
		if p.Tolls, err = d.Under(w.ctx, t.Incident, size, q.Policy); err != nil {
			return err
		}
	}
	if q.Policy != "" {
		all, err := d.Compare(w.ctx, t.Incident, size)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(x desk.Compared) bool { return x.Policy == q.Policy })
		if i < 0 {
			return fmt.Errorf("policy %q; there are %v: %w", q.Policy, d.PolicyNames(), recount.ErrInvalid)
		}
		p.Tolls = all[i].Tolls
	}
	tolls := slices.DeleteFunc(p.Tolls, func(x recount.Toll) bool { return t.Harm != "" && x.What != t.Harm })
	if t.JSON {
		return json.NewEncoder(w.stdout).Encode(tolls)
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "HARM\tGROUP\tLOW / BEST / HIGH\tROOTS\tSTATUS")
	for _, x := range tolls {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%d\t%s\n", x.What, whose(x.Who), x, x.Roots, x.Status)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w.stdout, "%s, %s; ledger of %d entries\n", cmp.Or(p.Incident.Title, string(p.Incident.ID)), when(p.Incident.When), size)
	return err
}

func figures(b tally.Bounds, open bool) string {
	plus := ""
	if open {
		plus = "+"
	}
	return fmt.Sprintf("%d\t%d\t%d%s", b.Low, b.Best, b.High, plus)
}

func printTotal(out io.Writer, t desk.Total) error {
	tw := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	group := ""
	for _, l := range t.Lines {
		group = cmp.Or(l.Who, group)
	}
	if group != "" {
		fmt.Fprintf(out, "of %s\n", group)
	}
	part := t.Per != desk.Whole
	if part {
		fmt.Fprintf(tw, "%s\t", strings.ToUpper(string(t.Per)))
	}
	fmt.Fprintln(tw, "HARM\tLOW\tBEST\tHIGH\tINCIDENTS\tIN DOUBT\tPARTLY\tLEFT OUT")
	line := func(key string, l tally.Sum) {
		if part {
			fmt.Fprintf(tw, "%s\t", key)
		}
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%d\t%d\n", l.What, figures(l.Bounds, l.Open), l.Incidents, l.Doubted, l.Partly, l.Left.All())
	}
	for _, p := range t.Parts {
		for _, l := range p.Lines {
			line(p.Key, l)
		}
	}
	for _, l := range t.Lines {
		line("all", l.Sum)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, l := range t.Lines {
		for _, note := range notes(l) {
			fmt.Fprintf(out, "%s: %s\n", l.What, note)
		}
	}
	fmt.Fprintf(out, "%s may lie in the area and the period; reported only; policy %s; ledger of %d entries\n", count(t.Incidents, "incident"), t.Policy, t.AsOf)
	return nil
}

// notes says of a line what its figures do not.
func notes(l desk.TotalLine) (out []string) {
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if in := l.Interval; in != nil {
		say("95 of 100 draws lie in %d to %d (errors of one root go together by %v; %d draws, seed %d; low to high is the worst case)", in.Low, in.High, in.Rho, in.Draws, in.Seed)
	}
	if b := l.Bounded; b != nil {
		say("with what others say in total: %d / %d / %d, of which %d are in no incident (see --consistency)", b.Low, b.Best, b.High, l.Unlisted)
	} else if len(l.Periods) > 0 {
		say("%s held against it, none of which moves it (see --consistency)", count(len(l.Periods), "total"))
	}
	if l.Blank > 0 {
		say("%s no best figure; the low stands in for it", has(l.Blank))
	}
	if l.Doubted > 0 {
		say("%s a chance of 0.1 or more of being another one told of again: not in low", has(l.Doubted))
	}
	if l.Partly > 0 {
		say("%s only partly within: not in low, by share in best, in full in high", is(l.Partly))
	}
	if l.Unstated > 0 {
		say("of the people in %s nobody says whether they were %s: in high only", count(l.Unstated, "incident"), l.Who)
	}
	if l.Left.All() > 0 {
		say("left out: %s", l.Left)
	}
	return out
}

func has(n int) string {
	if n == 1 {
		return "1 incident has"
	}
	return fmt.Sprintf("%d incidents have", n)
}

func is(n int) string {
	if n == 1 {
		return "1 incident is"
	}
	return fmt.Sprintf("%d incidents are", n)
}
