package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

type showCmd struct {
	ID   string `arg:"" help:"An incident (i:...), report (r:...), claim (c:...), or process (p:...)."`
	AsOf string `placeholder:"DAY" help:"An incident or process as known at the end of this day, or with the ledger at this size."`
	JSON bool   `help:"As JSON."`
}

// Help shows by example.
func (showCmd) Help() string {
	return `Shows the tolls with who set each bound, the claims with the words they were
read in and the voices they came through, and the decisions.

  recount show i:4x2v6qj7w3mzk5ta
  recount show i:4x2v6qj7w3mzk5ta --as-of 2016-09-24
  recount show p:4x2v6qj7w3mzk5ta
  recount show r:abcdefghijklmnop --json`
}

// shown is all there is to show of one thing.
type shown struct {
	Incident  *store.IncidentItem `json:"incident,omitempty"`
	Report    *store.ReportItem   `json:"report,omitempty"`
	Claims    []recount.Claim     `json:"claims,omitempty"`
	Decisions []recount.Decision  `json:"decisions,omitempty"`
	AsOf      int64               `json:"as_of,omitempty"` // size of the ledger, if it was asked for
	Releases  []store.Release     `json:"releases,omitempty"`
	texts     map[recount.ReportID]*store.ReportItem
	kin       map[recount.IncidentID]*store.IncidentItem // its whole and its parts
	truces    []recount.Process                          // that incidents are read against
}

// Run shows one thing.
func (s showCmd) Run(w *world, c *cli) error {
	if strings.HasPrefix(s.ID, "p:") {
		return processesCmd{ID: recount.ProcessID(s.ID), AsOf: s.AsOf, JSON: s.JSON}.Run(w, c)
	}
	out, err := s.look(w, c)
	if err != nil {
		return err
	}
	if s.JSON {
		e := json.NewEncoder(w.stdout)
		e.SetIndent("", "  ")
		return e.Encode(out)
	}
	out.print(w)
	return nil
}

func (s showCmd) look(w *world, c *cli) (out shown, err error) {
	if s.AsOf == "" {
		r, err := w.look(c)
		if err != nil {
			return out, err
		}
		defer r.Close()
		return gather(w, r, s.ID)
	}
	at, size, err := desk.ParseAsOf(s.AsOf)
	if err != nil {
		return out, err
	}
	if !strings.HasPrefix(s.ID, "i:") {
		return out, fmt.Errorf("show %q --as-of: only incidents and processes become others; reports and claims never change: %w", s.ID, recount.ErrInvalid)
	}
	d, err := w.open(c)
	if err != nil {
		return out, err
	}
	defer d.Close()
	if size, err = d.SizeThen(w.ctx, at, size); err != nil {
		return out, err
	}
	p, err := d.Then(w.ctx, recount.IncidentID(s.ID), size)
	if err != nil {
		return out, err
	}
	out = shown{Incident: &p.IncidentItem, Claims: p.Claims, Decisions: p.Decisions, AsOf: size}
	if out.truces, err = d.Processes(w.ctx, size); err != nil {
		return out, err
	}
	p.Incident.During = link.During(p.Incident, out.truces)
	out.texts, err = texts(w, &d.DB.Reader, p.Claims)
	return out, err
}

// texts returns the reports that claims were read from.
func texts(w *world, r *store.Reader, claims []recount.Claim) (map[recount.ReportID]*store.ReportItem, error) {
	out := map[recount.ReportID]*store.ReportItem{}
	for _, c := range claims {
		if out[c.Report] == nil {
			it, err := r.Report(w.ctx, c.Report)
			if err != nil {
				return nil, err
			}
			out[c.Report] = it
		}
	}
	return out, nil
}

func gather(w *world, r *store.Reader, id string) (out shown, err error) {
	about := []string{id}
	switch {
	case strings.HasPrefix(id, "i:"):
		if out.Incident, err = r.Incident(w.ctx, recount.IncidentID(id)); err != nil {
			return out, err
		}
		if out.truces, err = truces(w, r, ""); err != nil {
			return out, err
		}
		out.Incident.Incident.During = link.During(out.Incident.Incident, out.truces)
		in := out.Incident.Incident
		about = append(about, string(in.ID))
		if out.Releases, err = r.ReleasesOf(w.ctx, append(in.Aliases, in.ID)...); err != nil {
			return out, err
		}
		out.kin = map[recount.IncidentID]*store.IncidentItem{}
		for _, k := range append(in.Parts, in.Whole) {
			if k == "" {
				continue
			}
			if out.kin[k], err = r.Incident(w.ctx, k); err != nil {
				return out, err
			}
		}
		out.Claims, err = r.ClaimsOfIncident(w.ctx, recount.IncidentID(id))
	case strings.HasPrefix(id, "r:"):
		if out.Report, err = r.Report(w.ctx, recount.ReportID(id)); err != nil {
			return out, err
		}
		out.Claims, err = r.ClaimsOf(w.ctx, recount.ReportID(id))
	case strings.HasPrefix(id, "c:"):
		out.Claims, err = r.Claims(w.ctx, recount.ClaimID(id))
	default:
		return out, fmt.Errorf("show %q: want an ID that begins with i:, r:, c: or p:: %w", id, recount.ErrInvalid)
	}
	if err != nil {
		return out, err
	}
	if out.texts, err = texts(w, r, out.Claims); err != nil {
		return out, err
	}
	for _, c := range out.Claims {
		about = append(about, string(c.ID))
	}
	out.Decisions, err = r.Decisions(w.ctx, about...)
	return out, err
}

// named is an incident by its ID, title and first toll.
func (s shown) named(id recount.IncidentID) string {
	it := s.kin[id]
	out := string(id) + "  " + it.Incident.Title
	if len(it.Tolls) > 0 {
		out += fmt.Sprintf("  %s %s", it.Tolls[0].What, it.Tolls[0])
	}
	return out
}

func (s shown) print(w *world) {
	p := func(format string, args ...any) { fmt.Fprintf(w.stdout, format, args...) }
	if s.AsOf > 0 {
		p("As known when the ledger had %d entries; it may be known otherwise now.\n\n", s.AsOf)
	}
	if it := s.Incident; it != nil {
		in := it.Incident
		p("%s\n%s\n  when    %s\n  where   %s (%s)\n  what    %s\n  status  %s\n", in.Title, in.ID, when(in.When), where(in.Where), in.Where.Precision, in.What, in.Status)
		if in.Grade != "" {
			p("  grade   %s (%s)\n", in.Grade, in.Graded)
		}
		if d, ok := link.LastDoubt(in, s.Decisions); ok {
			p("  doubt   %.2f that it is %s told of again (%s)\n", d.Score, d.Object, d.Why)
		}
		if in.Whole != "" {
			p("  part of %s\n", s.named(in.Whole))
		}
		for _, id := range in.Parts {
			p("  part    %s\n", s.named(id))
		}
		for _, x := range s.truces {
			switch link.BearingOf(in, x) {
			case link.Within:
				p("  within  %s  %s, %s\n", x.ID, x.Name, x.Status)
			case link.AtEdge:
				p("  perhaps within %s  %s, %s\n", x.ID, x.Name, x.Status)
			case link.After:
				p("  after   %s  %s, %s\n", x.ID, x.Name, x.Status)
			}
		}
		if said := signedBy(in.Signed); in.Signed.Off {
			p("  signed  off%s\n", said)
		} else if said != "" {
			p("  signed  not off yet%s\n", said)
		}
		for _, x := range s.Releases {
			p("  went out  in %s on %s, as the ledger of %d entries had it%s\n", x.Name, x.At.Format("2006-01-02"), x.AsOf, changedSince(in, x))
		}
		for _, t := range it.Tolls {
			p("\n%s%s  %s — %s  (%s, policy %s, ledger %d)\n", t.What, group(t.Who), t, t.Sourcing(), t.Status, t.Policy, t.AsOf)
			for _, b := range t.Basis {
				sets := "sets nothing"
				if len(b.Sets) > 0 {
					sets = "sets " + strings.Trim(fmt.Sprint(b.Sets), "[]")
				}
				p("  %-24s %-10s %s; %s%s\n", b.Origin, b.Count, sets, b.Why, carried(b))
			}
			for _, n := range t.Notes {
				p("  note: %s\n", n)
			}
		}
	}
	if it := s.Report; it != nil {
		p("%s\n%s\n  source     %s\n  address    %s\n  language   %s\n  published  %s\n  archived   %s\n  reading    %s", it.Report.Title, it.Report.ID, it.Report.Source,
			it.Report.URL, it.Report.Lang, when(it.Report.Published), it.Report.Raw, it.Reading)
		if it.Note != "" {
			p(" (%s)", it.Note)
		}
		p("\n")
		if it.Report.Forwarded != "" {
			p("  passed on  from %s\n", it.Report.Forwarded)
		}
		for _, m := range it.Report.Media {
			p("  with       %s  %s\n", m.Name, cmp.Or(m.Missing, strings.TrimSpace(m.Type+" sha256:"+m.Digest.String())))
		}
	}
	if len(s.Claims) > 0 {
		p("\n%d claims\n", len(s.Claims))
	}
	for _, c := range s.Claims {
		p("  %s  %s %s%s", c.ID, c.What, c.Count, group(c.Who))
		for _, mark := range []struct {
			on   bool
			what string
		}{{c.Denied, "denied"}, {c.Background, "background"}, {c.Scope.Total, "running total"}, {c.Scope.Many, "several incidents"}, {c.Reality != "", string(c.Reality)}} {
			if mark.on {
				p(", %s", mark.what)
			}
		}
		p("\n")
		var chain []string
		for _, v := range c.Says {
			name := string(v.Source)
			if name == "" {
				name = v.Words
			}
			chain = append(chain, name)
		}
		if len(chain) > 0 {
			p("    said by %s\n", strings.Join(chain, " < "))
		}
		if it := s.texts[c.Report]; it != nil {
			if e := c.Evidence.Whole; e.Len() > 0 && e.End <= len(it.Report.Text) {
				p("    “%s”\n", strings.Join(strings.Fields(e.In(it.Report.Text)), " "))
			}
			p("    in %s %s\n", c.Report, it.Report.URL)
		}
	}
	if len(s.Decisions) > 0 {
		p("\n%d decisions\n", len(s.Decisions))
	}
	for _, d := range s.Decisions {
		p("  %s  %s %s  %s %s %s %s: %s\n", d.At.Format("2006-01-02 15:04:05"), d.By.Kind, d.By.Name, d.Act, d.Subject, d.Object, valueLine(d), d.Why)
	}
}

// changedSince says whether an incident became another after it went out.
func changedSince(in recount.Incident, x store.Release) string {
	if in.AsOf > x.AsOf {
		return "; it changed since"
	}
	return ""
}

func group(v recount.Victims) string {
	if v.Everybody() {
		return ""
	}
	var parts []string
	for _, s := range []string{v.Status, v.Age, v.Sex, v.Role, string(v.Side)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// carried says how many outlets carried a voice's word, if more than one did.
func carried(b recount.Basis) string {
	if b.Outlets < 2 {
		return ""
	}
	return fmt.Sprintf("; carried by %d outlets", b.Outlets)
}
