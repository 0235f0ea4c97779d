package tally

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// r1 settles a problem by method R1: docs/decisions/0004-r1.md.
func r1(p Policy, q problem) recount.Toll {
	now, before := q.current()
	t := recount.Toll{Best: recount.Blank, Policy: p.Name, Who: whoOf(q.category)}
	credible, interested := stakes(now)
	used, vague := pruneVague(credible)
	parts, categories := q.children(p)
	if len(categories) > 0 && q.overlap(p, used) {
		categories = nil
	}
	deniers := q.deniers()
	if len(deniers) > 0 {
		t.Notes = append(t.Notes, "contested by "+strings.Join(deniers, ", "))
	}
	if len(used) == 0 && len(parts) == 0 && len(categories) == 0 {
		return q.unconfirmed(t, interested, before)
	}
	b := q.bounds(p, used, parts, categories)
	if n := q.unlocated(b.best.value, parts); n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d unlocated: in the whole and in none of its parts", n))
	}
	if missing := q.fearedDead(); len(missing) > 0 {
		n := missing[0].top()
		t.Notes = append(t.Notes, fmt.Sprintf("%d missing, feared dead: in high only", n))
		b.high.value += n
		b.high.by = append(b.high.by, missing...)
	}
	t.Roots = roots(credible)
	for _, c := range slices.Concat(tolls(parts), categories) {
		if len(credible) == 0 {
			t.Roots = max(t.Roots, c.Roots)
		}
	}
	if q.category == "civilians" || q.category == "combatants" {
		q.widen(&t, &b)
	}
	t.Low, t.Best, t.High, t.Open = b.low.value, b.best.value, b.high.value, b.open
	t.Status = q.status(used, t.Roots, len(deniers) > 0)
	for _, s := range interested {
		t.Notes = append(t.Notes, fmt.Sprintf("%s, an interested party, says %s", s.root, s.quantity()))
	}
	t.Basis = b.basis(q, used, slices.Concat(vague, interested, before))
	return t
}

// stakes tells those who speak for themselves from those with a stake.
func stakes(now []statement) (credible, interested []statement) {
	for _, s := range now {
		if s.grade == Interested {
			s.why, s.rule = "an interested party: printed beside, never counted", interests
			interested = append(interested, s)
		} else {
			credible = append(credible, s)
		}
	}
	return
}

// pruneVague sets aside vague statements that merely hold a precise figure:
// they neither lower nor raise anything.
func pruneVague(ss []statement) (used, aside []statement) {
	for _, s := range ss {
		holds := s.vague && slices.ContainsFunc(ss, func(o statement) bool {
			return !o.vague && !o.upper && o.point != recount.Blank && s.low <= o.point && o.point <= s.high
		})
		if holds {
			s.why, s.rule = "vague, and holds a figure another voice gives", precise
			aside = append(aside, s)
		} else {
			used = append(used, s)
		}
	}
	return
}

// A part is a node below another, with its toll.
type part struct {
	node string
	toll recount.Toll
}

func tolls(parts []part) []recount.Toll {
	out := make([]recount.Toll, len(parts))
	for i, p := range parts {
		out[i] = p.toll
	}
	return out
}

// children settles the parts of the node and the subcategories of the category.
func (q problem) children(p Policy) (parts []part, categories []recount.Toll) {
	for _, k := range q.parts[q.node] {
		if t := r1(p, q.in(k, q.category)); t.Roots > 0 {
			parts = append(parts, part{k, t})
		}
	}
	for _, c := range subcategories[q.category] {
		if t := r1(p, q.in(q.node, c)); t.Roots > 0 {
			categories = append(categories, t)
		}
	}
	return
}

func (q problem) deniers() []string {
	var out []string
	for _, s := range q.all {
		if s.kind == deny && s.node == q.node && s.category == q.category && !slices.Contains(out, string(s.root)) {
			out = append(out, string(s.root))
		}
	}
	slices.Sort(out)
	return out
}

// fearedDead are the greatest of the latest counts of people missing and
// feared dead: several voices speak of the same people.
func (q problem) fearedDead() (out []statement) {
	if q.category != everybody {
		return nil
	}
	last := map[recount.SourceID]statement{}
	for _, s := range q.all {
		if o, had := last[s.root]; s.kind == feared && s.node == q.node && (!had || s.hours > o.hours || s.hours == o.hours && compareClaims(s, o) > 0) {
			last[s.root] = s
		}
	}
	for _, root := range slices.Sorted(maps.Keys(last)) {
		s := last[root]
		if len(out) > 0 && s.top() > out[0].top() {
			out = nil
		}
		if len(out) == 0 || s.top() == out[0].top() {
			out = append(out, s)
		}
	}
	return out
}

// unlocated is how many of the whole are in none of its parts.
func (q problem) unlocated(best int, parts []part) int {
	if len(parts) == 0 {
		return 0
	}
	for _, k := range parts {
		best -= pointOr(k.toll.Best, k.toll.Low)
	}
	return best
}

func (q problem) unconfirmed(t recount.Toll, interested, before []statement) recount.Toll {
	t.Status = recount.NoClaim
	t.Basis = asideBasis(append(interested, before...))
	if len(interested) == 0 {
		return t
	}
	t.Status = recount.Unconfirmed
	t.Notes = append(t.Notes, "only interested parties")
	for _, s := range interested {
		t.High = max(t.High, s.top())
	}
	for i, s := range interested {
		if s.top() == t.High {
			t.Open = t.Open || s.open()
			t.Basis[i].Sets, t.Basis[i].Rules = []recount.Bound{recount.SetsHigh}, []int{interests}
		}
	}
	return t
}

// settled returns the statements made late enough to count first.
func (q problem) settled(ss []statement) []statement {
	var out []statement
	for _, s := range ss {
		if s.hours >= q.hours && !s.upper {
			out = append(out, s)
		}
	}
	return out
}

// roots counts those who speak independently of each other.
func roots(ss []statement) int {
	m := map[recount.SourceID]bool{}
	for _, s := range ss {
		m[cmp.Or(s.kin, s.root)] = true
	}
	return len(m)
}

// lowSet are the statements that can set low: the settled ones if two roots
// have settled, else all that have a lower end.
func (q problem) lowSet(used []statement) []statement {
	if late := q.settled(used); roots(late) >= 2 {
		return late
	}
	var out []statement
	for _, s := range used {
		if !s.upper {
			out = append(out, s)
		}
	}
	return out
}

// own returns what the statement s, broken down, says of part k itself, or -1.
func (q problem) own(s statement, k string) int {
	for _, o := range q.all {
		if o.node == k && o.category == q.category && o.root == s.root && slices.Contains(s.claims, o.partOf) {
			return o.low
		}
	}
	return -1
}

// pool are the statements whose points best is the middle of: those that give
// a number, if any does, before vague words; of these the settled ones, if any
// has a point.
func (q problem) pool(used []statement) []statement {
	late := q.settled(used)
	for _, ss := range [][]statement{counting(late), counting(used), late, used} {
		if ss = slices.DeleteFunc(slices.Clone(ss), func(s statement) bool { return s.point == recount.Blank }); len(ss) > 0 {
			return ss
		}
	}
	return nil
}

// counting are the statements that give a number.
func counting(ss []statement) []statement {
	return slices.DeleteFunc(slices.Clone(ss), func(s statement) bool { return s.vague })
}

// status says how the roots stand to each other.
func (q problem) status(used []statement, roots int, denied bool) recount.TollStatus {
	if denied {
		return recount.Contested
	}
	if roots <= 1 {
		return recount.SingleSource
	}
	ss := q.settled(used)
	if len(ss) == 0 {
		ss = used
	}
	low, high := 0, recount.Open
	for _, s := range ss {
		if s.point == recount.Blank {
			continue
		}
		low = max(low, s.low)
		if !s.open() {
			high = min(high, s.top())
		}
	}
	if float64(low) > 1.5*float64(high) {
		return recount.Conflicting
	}
	return recount.Corroborated
}
