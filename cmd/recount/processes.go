package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type processesCmd struct {
	ID   recount.ProcessID `arg:"" optional:"" help:"One process (p:...), with its steps and the incidents read against it."`
	AsOf string            `placeholder:"DAY" help:"As known at the end of this day, or with the ledger at this size."`
	JSON bool              `help:"As JSON; of a list, one process a line."`
}

// Help shows by example.
func (processesCmd) Help() string {
	return `A process is a truce or a round of talks: what voices say of it, step by step,
and the incidents within its time and area. Who broke it is never our finding:
"broken" is always somebody's word, with who denies it.

  recount processes
  recount processes p:4x2v6qj7w3mzk5ta
  recount processes p:4x2v6qj7w3mzk5ta --as-of 2016-09-19
  recount processes --json | jq 'select(.status == "disputed")'`
}

// Run lists processes, or shows one.
func (p processesCmd) Run(w *world, c *cli) error {
	at, size, err := desk.ParseAsOf(p.AsOf)
	if err != nil {
		return err
	}
	d, err := w.open(c)
	if err != nil {
		return err
	}
	defer d.Close()
	if p.AsOf == "" {
		size = desk.Present
	} else if size, err = d.SizeThen(w.ctx, at, size); err != nil {
		return err
	}
	if p.ID != "" {
		return showProcess(w, d, p.ID, size, p.JSON)
	}
	ps, err := d.Processes(w.ctx, size)
	if err != nil {
		return err
	}
	if p.JSON {
		out := json.NewEncoder(w.stdout)
		for _, x := range ps {
			if err := out.Encode(x); err != nil {
				return err
			}
		}
		return nil
	}
	if len(ps) == 0 {
		_, err := fmt.Fprintln(w.stdout, "No claim tells of a truce or of talks.")
		return err
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "KIND\tNAME\tIN FORCE\tSTATUS\tSTEPS\tVOICES\tID")
	for _, x := range ps {
		voices := map[recount.SourceID]bool{}
		for _, s := range x.Steps {
			for _, v := range s.Voices {
				voices[v.Root] = true
			}
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%d\t%d\t%s\n", x.Kind, x.Name, inForce(x), x.Status, len(x.Steps), len(voices), x.ID)
	}
	return tw.Flush()
}

// inForce is when a process was in force, as days at the place.
func inForce(p recount.Process) string {
	f := p.Force.Local()
	switch {
	case p.Kind == recount.Talks || f.From.IsZero():
		return ""
	case f.Until.IsZero():
		return f.From.Format("2006-01-02") + " on"
	}
	return f.From.Format("2006-01-02") + ".." + f.Until.Add(-1).Format("2006-01-02")
}

func showProcess(w *world, d *desk.Desk, id recount.ProcessID, size int64, asJSON bool) error {
	t, err := d.Process(w.ctx, id, size)
	if err != nil {
		return err
	}
	if asJSON {
		e := json.NewEncoder(w.stdout)
		e.SetIndent("", "  ")
		return e.Encode(t)
	}
	reports, err := texts(w, &d.DB.Reader, t.Words)
	if err != nil {
		return err
	}
	printProcess(w.stdout, t, reports)
	return nil
}

func printProcess(out io.Writer, t *desk.Thread, reports map[recount.ReportID]*store.ReportItem) {
	p := func(format string, args ...any) { fmt.Fprintf(out, format, args...) }
	p("%s\n%s\n  status   %s\n", t.Name, t.ID, t.Status)
	if f := inForce(t.Process); f != "" {
		p("  in force %s\n", f)
	}
	if len(t.Area) > 0 {
		var names []string
		for _, a := range t.Area {
			names = append(names, where(a))
		}
		what := "area    "
		if t.Kind == recount.Talks {
			what = "about   "
		}
		p("  %s %s\n", what, strings.Join(names, "; "))
	}
	if t.Venue.Precision != recount.NoPlace {
		p("  held in  %s\n", where(t.Venue))
	}
	for _, n := range t.Notes {
		p("  note     %s\n", n)
	}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range t.Words {
		by[c.ID] = c
	}
	for _, s := range t.Steps {
		p("\n%s  %s", when(s.When), s.What)
		if s.Told {
			p(" (first told then)")
		}
		if s.Hours > 0 {
			p(", for %d hours", s.Hours)
		}
		if s.Where.Precision != recount.NoPlace {
			p(", %s", where(s.Where))
		}
		p("  — %s\n", count(s.Independent, "independent voice"))
		for _, v := range s.Voices {
			says := "said so"
			if v.Denies {
				says = "denied it"
			}
			p("  %s %s (%s)\n", cmp.Or(v.Words, string(v.Root)), says, v.Kind)
			for _, id := range v.Claims {
				c := by[id]
				p("    %s", id)
				if it := reports[c.Report]; it != nil {
					if e := c.Evidence.Whole; e.Len() > 0 && e.End <= len(it.Report.Text) {
						p("  “%s”", strings.Join(strings.Fields(e.In(it.Report.Text)), " "))
					}
					p("  %s", it.Report.Source)
				}
				p("\n")
			}
		}
	}
	if t.Kind != recount.ATruce {
		return
	}
	for _, g := range []struct {
		head string
		desk.Read
	}{{"Called a breach by somebody", t.Called}, {"Within its time and area; nobody calls them a breach", t.Within},
		{"Perhaps within: told of no nearer than the day it began or ended", t.Edge}, {"In its area in the week after its end", t.After}} {
		if len(g.Incidents) == 0 {
			continue
		}
		p("\n%s: %s\n", g.head, count(len(g.Incidents), "incident"))
		for _, s := range g.Sums {
			plus := ""
			if s.Open {
				plus = "+"
			}
			p("  together %s %d / %d / %d%s\n", s.What, s.Low, s.Best, s.High, plus)
		}
		for _, it := range g.Incidents {
			p("  %s  %s  %s", when(it.Incident.When), it.Incident.ID, it.Incident.Title)
			if k := tollOf(it.Tolls, recount.Killed); k != "" {
				p("  killed %s", k)
			}
			for _, id := range it.Calling {
				v := by[id].Says
				if n := len(v); n > 0 {
					p("; called a breach by %s (%s)", cmp.Or(v[n-1].Words, string(v[n-1].Source)), id)
				}
			}
			p("\n")
		}
	}
	if len(t.Denied) > 0 {
		p("\nDenied: %v\n", t.Denied)
	}
	if len(t.By) > 0 {
		p("\n%s\n", count(len(t.By), "decision"))
		for _, d := range t.By {
			p("  %s  %s  %s %s %s: %s\n", d.At.Format("2006-01-02 15:04:05"), d.By.Name, d.Act, d.Subject, d.Object, d.Why)
		}
	}
}
