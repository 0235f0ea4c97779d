package tally

import (
	"cmp"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// A group is what one origin says in one report about one node.
type group struct {
	root   recount.SourceID
	report recount.ReportID
	node   string
}

// statements turns the claims about one harm into statements.
func statements(t tree, what recount.What, p Policy, end time.Time) []statement {
	groups := map[group][]*recount.Claim{}
	var order []group
	var out, denials []statement
	missing := map[group]int{} // of those feared dead, by index in out
	own := t.ownFloors(what)
	for i := range t.claims {
		c := &t.claims[i]
		if t.voices.copied(c) {
			continue // its original says it
		}
		g := group{t.voices.root(c), c.Report, t.node[c.ID]}
		if what == recount.Killed && c.What == recount.Missing && fearedDead(c) && !c.Denied && t.wholeOf(c) == nil && c.Repeats == "" {
			s := t.statement(c, p, end, everybody)
			s.kind = feared
			if k, had := missing[g]; had {
				s = out[k].plus(s)
				s.kind = feared
				out[k] = s
			} else {
				missing[g] = len(out)
				out = append(out, s)
			}
		}
		if c.What != what {
			continue
		}
		if c.Denied {
			denials = append(denials, t.statement(c, p, end, categoryOf(c.Who)))
			continue
		}
		if own[group{"", c.Report, g.node}] > c.Count.High && len(c.Says) > 1 {
			s := t.statement(c, p, end, categoryOf(c.Who))
			s.kind = outweighed
			out = append(out, s)
			continue
		}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], c)
	}
	slices.SortFunc(order, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.root, b.root), cmp.Compare(a.report, b.report), cmp.Compare(a.node, b.node))
	})
	for _, g := range order {
		out = append(out, t.said(groups[g], p, end)...)
	}
	for _, d := range denials {
		out = append(out, denied(d, out)...)
	}
	return out
}

// denied says what a denial comes to. A voice that denies what it said before
// takes it back, with every category of it if it denies everybody; any other
// denial contests what others say, also of everybody.
func denied(d statement, said []statement) (out []statement) {
	for _, s := range said {
		if s.root == d.root && s.node == d.node && s.hours < d.hours && (s.kind == state || s.kind == increment) && (d.category == s.category || d.category == everybody) {
			back := d
			back.kind, back.category = retract, s.category
			if !slices.ContainsFunc(out, func(o statement) bool { return o.category == back.category }) {
				out = append(out, back)
			}
		}
	}
	if out != nil {
		return out
	}
	d.kind = deny
	out = append(out, d)
	if d.category != everybody {
		d.category = everybody
		out = append(out, d)
	}
	return out
}

// ownFloors returns the least that each report says in its own words of
// everybody in a node: a report that says "at least 14 were killed" and relays
// a voice that had said five does not leave five open.
func (t tree) ownFloors(what recount.What) map[group]int {
	out := map[group]int{}
	for i := range t.claims {
		c := &t.claims[i]
		if c.What != what || c.Denied || t.voices.copied(c) || len(c.Says) > 1 || t.wholeOf(c) != nil || c.Repeats != "" || c.Count.Qualifier == recount.Vague || c.Count.Low < 2 {
			continue
		}
		if cat := categoryOf(c.Who); cat == everybody || cat == "civilians" {
			g := group{report: c.Report, node: t.node[c.ID]}
			out[g] = max(out[g], c.Count.Low)
		}
	}
	return out
}

// wholeOf returns the claim of the same node that c is a part of, nil if there
// is none.
func (t tree) wholeOf(c *recount.Claim) *recount.Claim {
	if w := t.byID[c.PartOf]; w != nil && t.node[w.ID] == t.node[c.ID] {
		return w
	}
	return nil
}

func fearedDead(c *recount.Claim) bool {
	return slices.ContainsFunc(c.Hedges, func(h recount.Hedge) bool { return h.Class == "feared" })
}

// said turns what one origin says in one report about one node into
// statements: about everybody, by adding up what speaks of different people,
// and about each category.
func (t tree) said(cs []*recount.Claim, p Policy, end time.Time) []statement {
	var out []statement
	var total *statement
	only, adds := true, true
	for _, c := range cs {
		if t.wholeOf(c) != nil || c.Repeats != "" {
			continue
		}
		only = only && restricted(c.Who)
		adds = adds && c.Adds
		s := t.statement(c, p, end, everybody)
		if total == nil {
			total = &s
		} else {
			sum := total.plus(s)
			sum.documented = total.documented && s.documented
			total = &sum
		}
	}
	if total != nil && !only {
		if adds {
			total.kind = increment
		}
		out = append(out, *total)
	}
	byCategory := map[string]*statement{}
	var names []string
	for _, c := range cs {
		cat := categoryOf(c.Who)
		if cat == everybody || c.Repeats != "" {
			continue
		}
		if w := t.wholeOf(c); w != nil && categoryOf(w.Who) == cat || t.covered(c, cat, cs) {
			continue
		}
		s := t.statement(c, p, end, cat)
		if had := byCategory[cat]; had != nil {
			sum := had.plus(s)
			sum.documented = had.documented && s.documented
			byCategory[cat] = &sum
		} else {
			byCategory[cat] = &s
			names = append(names, cat)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		out = append(out, *byCategory[n])
	}
	return out
}

// covered reports whether another of the same voice's claims counts c's people
// already: a part of a whole that c's own whole is only a part of.
func (t tree) covered(c *recount.Claim, cat string, cs []*recount.Claim) bool {
	for w, steps := t.wholeOf(c), 0; w != nil && w.PartOf != "" && steps < 8; w, steps = t.wholeOf(w), steps+1 {
		for _, o := range cs {
			if o != c && o.ID != w.ID && o.PartOf == w.PartOf && categoryOf(o.Who) == cat {
				return true
			}
		}
	}
	return false
}

func (t tree) statement(c *recount.Claim, p Policy, end time.Time, category string) statement {
	root := t.voices.root(c)
	s := statement{root: root, kin: t.voices.kinOf(root), low: c.Count.Low, high: c.Count.High, point: c.Count.Point, node: t.node[c.ID], category: category, grade: p.grade(c),
		vague: c.Count.Qualifier == recount.Vague, upper: c.Count.Qualifier == recount.AtMost, word: c.Count.Row, claims: append([]recount.ClaimID{c.ID}, t.voices.copies[c.ID]...), partOf: c.PartOf}
	s.documented = s.grade != Interested && p.documents(c)
	if n, ok := p.Words[s.word]; ok && s.vague {
		s.low, s.point = n, n
		s.high = max(s.high, n)
	}
	if !end.IsZero() && !c.Said.From.IsZero() {
		s.hours = c.Said.From.Sub(end).Hours()
	}
	return s
}
