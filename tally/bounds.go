package tally

import (
	"slices"

	"github.com/recountlab/recount"
)

// A bound is a figure of a toll with what set it.
type bound struct {
	value int
	rule  int
	by    []statement    // the statements that set it
	of    []recount.Toll // parts or categories that add up to it
}

type bounds struct {
	low, best, high bound
	open            bool
}

// sum is the bound to which parts or categories add up.
func sum(rule int, ts []recount.Toll, value func(recount.Toll) int) bound {
	b := bound{rule: rule, of: ts}
	for _, t := range ts {
		b.value += value(t)
	}
	return b
}

func lowOf(t recount.Toll) int  { return t.Low }
func highOf(t recount.Toll) int { return t.High }
func bestOf(t recount.Toll) int { return pointOr(t.Best, t.Low) }

// raised returns the greater of two bounds, b if they are equal.
func (b bound) raised(to bound) bound {
	if to.value > b.value {
		return to
	}
	return b
}

// bounds computes low, best and high from statements, parts and categories.
func (q problem) bounds(p Policy, used []statement, parts []part, categories []recount.Toll) (b bounds) {
	ts := tolls(parts)
	b.low = q.least(used, parts)
	for _, s := range used {
		if s.documented && !s.upper {
			b.low = b.low.raised(bound{value: s.low, rule: floors, by: []statement{s}})
		}
	}
	b.low = b.low.raised(sum(floors, ts, lowOf)).raised(sum(narrower, categories, lowOf))

	b.high = bound{rule: most}
	reach := func(to bound, open bool) {
		switch {
		case to.value > b.high.value:
			b.high, b.open = to, open
		case to.value == b.high.value:
			b.high.by = append(b.high.by, to.by...)
			b.open = b.open || open
		}
	}
	for _, s := range used {
		reach(bound{q.upper(s, parts), most, []statement{s}, nil}, s.open())
	}
	if len(parts) > 0 {
		reach(sum(most, ts, highOf), len(used) == 0 && slices.ContainsFunc(ts, func(t recount.Toll) bool { return t.Open }))
	}
	if full := complete(q.category, categories); len(categories) > 0 && (len(used) == 0 || full) {
		reach(sum(most, categories, bestOf), !full)
	}
	for _, t := range categories { // some are no more than all
		b.high = b.high.raised(sum(most, []recount.Toll{t}, bestOf))
	}
	b.high = b.high.raised(b.low)

	b.best = median(p, q.pool(used)).raised(b.low).raised(sum(middle, ts, bestOf)).raised(sum(middle, categories, bestOf))
	if b.best.value > b.high.value {
		b.best = b.high
	}
	return b
}

// least is the least that the statements which can set low allow.
func (q problem) least(used []statement, parts []part) bound {
	set := q.lowSet(used)
	if len(set) == 0 { // only upper limits: what they assert at least
		set = used
	}
	out := bound{value: -1, rule: least}
	for _, s := range set {
		switch low := q.lower(s, parts); {
		case out.value < 0 || low < out.value:
			out.value, out.by = max(low, 0), []statement{s}
		case low == out.value:
			out.by = append(out.by, s)
		}
	}
	return out.raised(bound{rule: floors})
}

// lower is the least that s allows: a disputed part disputes the whole that
// holds it.
func (q problem) lower(s statement, parts []part) int {
	low := s.low
	for _, k := range parts {
		if own := q.own(s, k.node); own >= 0 {
			low -= max(0, own-k.toll.Low)
		}
	}
	return low
}

// upper is the most that s allows, with what others say of its parts.
func (q problem) upper(s statement, parts []part) int {
	high := s.top()
	for _, k := range parts {
		if own := q.own(s, k.node); own >= 0 {
			high += max(0, k.toll.High-own)
		}
	}
	return high
}

// median is the weighted lower median of points, -1 if there is none.
func median(p Policy, pool []statement) bound {
	out := bound{value: recount.Blank, rule: middle}
	var xs []weighted
	for _, s := range pool {
		if !echoed(p, pool, s) {
			xs = append(xs, weighted{s.point, p.Weights[s.grade]})
		}
	}
	if len(xs) > 0 {
		out.value = lowerMedian(xs)
	}
	for _, s := range pool {
		if s.point == out.value {
			out.by = append(out.by, s)
		}
	}
	return out
}

// echoed reports whether somebody that s does not count independently of gives
// its figure with more weight, or with as much and a lesser name: one figure
// weighs once, however many pass it on.
func echoed(p Policy, pool []statement, s statement) bool {
	return slices.ContainsFunc(pool, func(o statement) bool {
		more := p.Weights[o.grade] - p.Weights[s.grade]
		return o.root != s.root && o.kin == s.kin && s.kin != "" && o.point == s.point && (more > 0 || more == 0 && o.root < s.root)
	})
}
