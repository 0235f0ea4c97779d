package tally

import (
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// r1 settles a problem by method R1.
func r1(p Policy, q problem) recount.Toll {
	now, before := q.current()
	t := recount.Toll{Best: recount.Blank, Policy: p.Name, Who: whoOf(q.category)}
	var credible, interested []statement
	for _, s := range now {
		if s.grade == Interested {
			s.why = "an interested party: printed beside, never counted"
			interested = append(interested, s)
		} else {
			credible = append(credible, s)
		}
	}
	used, vague := pruneVague(credible)
	parts, categories := q.children(p)
	if overlap(used, categories) {
		categories = nil
	}
	deniers := q.deniers()
	if len(deniers) > 0 {
		t.Notes = append(t.Notes, "contested by "+strings.Join(deniers, ", "))
	}
	if len(used) == 0 && len(parts) == 0 && len(categories) == 0 {
		return q.unconfirmed(t, interested, before)
	}
	low, best, high, open := q.bounds(p, used, parts, categories)
	if n := q.fearedDead(); n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d missing, feared dead: in high only", n))
		high += n
	}
	t.Roots = len(credible)
	for _, c := range append(parts, categories...) {
		if len(credible) == 0 {
			t.Roots = max(t.Roots, c.Roots)
		}
	}
	if q.category == "civilians" || q.category == "combatants" {
		high, open = q.widen(&t, best, high, open)
	}
	t.Low, t.Best, t.High, t.Open = low, best, high, open
	t.Status = q.status(p, used, t.Roots, len(deniers) > 0)
	for _, s := range interested {
		t.Notes = append(t.Notes, fmt.Sprintf("%s, an interested party, says %s", s.root, s.quantity()))
	}
	q.basis(&t, p, used, parts, categories, slices.Concat(vague, interested, before))
	return t
}

// pruneVague sets aside vague statements that merely hold a precise figure:
// they neither lower nor raise anything.
func pruneVague(ss []statement) (used, aside []statement) {
	for _, s := range ss {
		holds := s.vague && slices.ContainsFunc(ss, func(o statement) bool {
			return !o.vague && !o.upper && o.point != recount.Blank && s.low <= o.point && o.point <= s.high
		})
		if holds {
			s.why = "vague, and holds a figure another voice gives"
			aside = append(aside, s)
		} else {
			used = append(used, s)
		}
	}
	return
}

// children settles the parts of the node and the subcategories of the category.
func (q problem) children(p Policy) (parts, categories []recount.Toll) {
	for _, k := range q.parts[q.node] {
		if t := r1(p, q.in(k, q.category)); t.Roots > 0 {
			parts = append(parts, t)
		}
	}
	for _, c := range subcategories[q.category] {
		if t := r1(p, q.in(q.node, c)); t.Roots > 0 {
			categories = append(categories, t)
		}
	}
	return
}

// overlap reports whether one voice's categories add up to more than it says of
// all of them: then somebody is in two of them, and their sum is no floor.
func overlap(used []statement, categories []recount.Toll) bool {
	sum := 0
	var voice recount.SourceID
	for _, t := range categories {
		sum += t.Low
		for _, b := range t.Basis {
			if len(b.Sets) > 0 && voice != "" && b.Origin != voice {
				return false
			}
			if len(b.Sets) > 0 {
				voice = b.Origin
			}
		}
	}
	return len(categories) > 1 && slices.ContainsFunc(used, func(s statement) bool { return s.root == voice && !s.vague && s.top() < sum })
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

func (q problem) fearedDead() int {
	n := 0
	if q.category == everybody {
		for _, s := range q.all {
			if s.kind == feared && s.node == q.node {
				n += s.top()
			}
		}
	}
	return n
}

func (q problem) unconfirmed(t recount.Toll, interested, before []statement) recount.Toll {
	t.Status = recount.NoClaim
	if len(interested) > 0 {
		t.Status = recount.Unconfirmed
		t.Notes = append(t.Notes, "only interested parties")
		top := 0
		for i := range interested {
			if s := &interested[i]; s.top() >= interested[top].top() {
				top = i
			}
			t.High = max(t.High, interested[i].top())
			t.Open = t.Open || interested[i].open()
		}
		t.Basis = asideBasis(append(interested, before...))
		t.Basis[top].Sets = []recount.Bound{recount.SetsHigh}
		return t
	}
	t.Basis = asideBasis(before)
	return t
}

// settled returns the statements made late enough to count first.
func settled(p Policy, ss []statement) []statement {
	var out []statement
	for _, s := range ss {
		if s.hours >= p.Settled && !s.upper {
			out = append(out, s)
		}
	}
	return out
}

func roots(ss []statement) int {
	m := map[recount.SourceID]bool{}
	for _, s := range ss {
		m[s.root] = true
	}
	return len(m)
}

// lowSet are the statements that can set low: the settled ones if two roots
// have settled, else all that have a lower end.
func lowSet(p Policy, used []statement) []statement {
	if late := settled(p, used); roots(late) >= 2 {
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

func (q problem) floor(used []statement, parts, categories []recount.Toll) int {
	floor, p, c := 0, 0, 0
	for _, s := range used {
		if s.documented && !s.upper {
			floor = max(floor, s.low)
		}
	}
	for _, t := range parts {
		p += t.Low
	}
	for _, t := range categories {
		c += t.Low
	}
	return max(floor, p, c)
}

// own returns what the statement s says of part k itself, or -1.
func (q problem) own(s statement, k string) int {
	if s.partOf == "" {
		return -1
	}
	for _, o := range q.all {
		if o.node == k && o.category == q.category && o.root == s.root && o.partOf == s.partOf {
			return o.low
		}
	}
	return -1
}

// bounds computes low, best and high.
func (q problem) bounds(p Policy, used []statement, parts, categories []recount.Toll) (low, best, high int, open bool) {
	kids := q.nodesOf(p)
	lower := func(s statement) int { // a disputed part disputes the whole that holds it
		low := s.low
		for k, t := range kids {
			if own := q.own(s, k); own >= 0 {
				low -= max(0, own-t.Low)
			}
		}
		return low
	}
	upper := func(s statement) int {
		high := s.top()
		for k, t := range kids {
			if own := q.own(s, k); own >= 0 {
				high += max(0, t.High-own)
			}
		}
		return high
	}
	low = -1
	for _, s := range lowSet(p, used) {
		if l := lower(s); low < 0 || l < low {
			low = l
		}
	}
	if low < 0 && len(used) > 0 && !slices.ContainsFunc(used, func(s statement) bool { return !s.upper }) {
		low = used[0].low // only upper limits: what they assert at least
	}
	low = max(low, q.floor(used, parts, categories), 0)

	full := complete(q.category, categories)
	partHigh, partBest, catBest := 0, 0, 0
	partOpen := false
	for _, t := range parts {
		partHigh += t.High
		partBest += pointOr(t.Best, t.Low)
		partOpen = partOpen || t.Open
	}
	for _, t := range categories {
		catBest += pointOr(t.Best, t.Low)
	}
	reach := func(h int, o bool) {
		if h > high || h == high && o {
			if h > high {
				open = false
			}
			high, open = h, open || o
		}
	}
	for _, s := range used {
		reach(upper(s), s.open())
	}
	if len(parts) > 0 {
		reach(partHigh, partOpen && len(used) == 0)
	}
	if len(categories) > 0 && (len(used) == 0 || full) {
		reach(catBest, !full)
	}
	high = max(high, low)

	best = median(p, used)
	if best == recount.Blank {
		best = max(low, partBest, catBest)
	}
	best = min(max(best, low, partBest, catBest), high)
	return low, best, high, open
}

// nodesOf settles the parts of the node by name.
func (q problem) nodesOf(p Policy) map[string]recount.Toll {
	out := map[string]recount.Toll{}
	for _, k := range q.parts[q.node] {
		if t := r1(p, q.in(k, q.category)); t.Roots > 0 {
			out[k] = t
		}
	}
	return out
}

// complete reports whether the subcategories with a toll leave nobody out.
func complete(category string, tolls []recount.Toll) bool {
	want := exhaustive[category]
	if len(want) == 0 {
		return false
	}
	for _, w := range want {
		if !slices.ContainsFunc(tolls, func(t recount.Toll) bool { return categoryOf(t.Who) == w }) {
			return false
		}
	}
	return true
}

// median is the weighted lower median of the points, settled ones first.
func median(p Policy, used []statement) int {
	for _, ss := range [][]statement{settled(p, used), used} {
		var xs []weighted
		for _, s := range ss {
			if s.point != recount.Blank {
				xs = append(xs, weighted{s.point, p.Weights[s.grade]})
			}
		}
		if len(xs) > 0 {
			return lowerMedian(xs)
		}
	}
	return recount.Blank
}

// widen lets those whose status nobody stated count into high: they may belong
// to this category, unless another category of the same people is stated too.
func (q problem) widen(t *recount.Toll, best, high int, open bool) (int, bool) {
	parent := parentOf(q.category)
	now, _ := q.in(q.node, parent).current()
	var credible []statement
	for _, s := range now {
		if s.grade != Interested {
			credible = append(credible, s)
		}
	}
	credible, _ = pruneVague(credible)
	top, topOpen := 0, false
	for _, s := range credible {
		if h := s.top(); h > top {
			top, topOpen = h, s.open()
		} else if h == top {
			topOpen = topOpen || s.open()
		}
	}
	sibling := slices.ContainsFunc(q.all, func(s statement) bool {
		return s.node == q.node && s.category != q.category && slices.Contains(subcategories[parent], s.category) && s.kind == state && s.grade != Interested
	})
	if top <= high || sibling {
		return high, open
	}
	t.Notes = append(t.Notes, fmt.Sprintf("the status of up to %d others is not stated", top-pointOr(best, 0)))
	return top, open || topOpen
}

// status says how the roots stand to each other.
func (q problem) status(p Policy, used []statement, roots int, denied bool) recount.TollStatus {
	if denied {
		return recount.Contested
	}
	if roots <= 1 {
		return recount.SingleSource
	}
	ss := settled(p, used)
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
