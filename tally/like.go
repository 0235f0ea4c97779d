package tally

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// The mechanical part of other projects' rules, from their published
// descriptions as summarised in docs/decisions/0004-r1.md. Their coders also
// use judgement, so each bears -like in its name.

// like is what those rules start from.
type like struct {
	credible, interested, before []statement
	toll                         recount.Toll
}

func begin(p Policy, q problem) (like, bool) {
	now, before := q.current()
	l := like{toll: recount.Toll{Best: recount.Blank, Policy: p.Name, Who: whoOf(q.category)}, before: before}
	l.credible, l.interested = stakes(now)
	l.toll.Roots = roots(l.credible)
	if len(l.credible) == 0 {
		l.toll = q.unconfirmed(l.toll, l.interested, before)
		return l, false
	}
	l.toll.Status = recount.Corroborated
	if l.toll.Roots == 1 {
		l.toll.Status = recount.SingleSource
	}
	if len(q.deniers()) > 0 {
		l.toll.Status = recount.Contested
	}
	return l, true
}

// finish puts the figures in and says who set them.
func (l like) finish(low, best, high int) recount.Toll {
	t := l.toll
	if best != recount.Blank {
		best = max(best, low)
	}
	t.Low, t.Best, t.High = low, best, max(high, low, best)
	figures := map[recount.Bound]int{recount.SetsLow: t.Low, recount.SetsBest: t.Best, recount.SetsHigh: t.High}
	all := slices.Concat(l.credible, l.interested)
	for _, s := range all {
		b := basisOf(s)
		b.Why = cmp.Or(b.Why, "its current word")
		for _, set := range []recount.Bound{recount.SetsLow, recount.SetsBest, recount.SetsHigh} {
			if v, ok := figures[set]; ok && (s.low == v || s.point == v || s.top() == v) {
				b.Sets, b.Rules = append(b.Sets, set), nil
				delete(figures, set)
			}
		}
		t.Basis = append(t.Basis, b)
	}
	for _, set := range []recount.Bound{recount.SetsLow, recount.SetsBest, recount.SetsHigh} {
		if figures[set] > 0 { // raised to another bound
			t.Basis[0].Sets = append(t.Basis[0].Sets, set)
		}
	}
	t.Basis = append(t.Basis, asideBasis(l.before)...)
	return t
}

func (l like) span() (low, high int) {
	low = -1
	for _, s := range l.credible {
		if !s.upper && (low < 0 || s.low < low) {
			low = s.low
		}
		high = max(high, s.top())
	}
	return max(low, 0), high
}

// ucdpLike: best from the most reliable voice, the lower when equal; low and
// high the span of reliable figures, a belligerent's tending to the high.
func ucdpLike(p Policy, q problem) recount.Toll {
	l, ok := begin(p, q)
	if !ok {
		return l.toll
	}
	low, high := l.span()
	grade, best := 0, recount.Blank
	for _, s := range l.credible {
		if w := p.Weights[s.grade]; s.point != recount.Blank && (w > grade || w == grade && s.point < best) {
			grade, best = w, s.point
		}
	}
	for _, s := range l.interested {
		high = max(high, figure(s))
	}
	return l.finish(low, best, high)
}

// ibcLike: the span of credible reports, without a best figure.
func ibcLike(p Policy, q problem) recount.Toll {
	l, ok := begin(p, q)
	if !ok {
		return l.toll
	}
	low, high := l.span()
	if l.toll.Roots == 1 {
		l.toll.Notes = append(l.toll.Notes, "provisional: one credible voice")
	}
	return l.finish(low, recount.Blank, high)
}

// airwarsLike: a range per incident, graded by how many credible voices speak.
func airwarsLike(p Policy, q problem) recount.Toll {
	l, ok := begin(p, q)
	if !ok {
		return l.toll
	}
	low, high := l.span()
	grade := "weak"
	switch {
	case l.toll.Roots >= 2 && l.toll.Status == recount.Contested:
		grade = "contested"
	case l.toll.Roots >= 2:
		grade = "fair"
	}
	l.toll.Notes = append(l.toll.Notes, "graded "+grade)
	return l.finish(low, recount.Blank, high)
}

// ohchrLike: only what one voice documents or two independent ones attest.
func ohchrLike(p Policy, q problem) recount.Toll {
	l, ok := begin(p, q)
	if !ok {
		return l.toll
	}
	verified := 0
	var lows []int
	for _, s := range l.credible {
		if s.documented {
			verified = max(verified, s.low)
		}
		if !s.upper && p.Weights[s.grade] >= 2 {
			lows = append(lows, s.low)
		}
	}
	slices.Sort(lows)
	if n := len(lows); n >= 2 {
		verified = max(verified, lows[n-2])
	}
	l.toll.Open = true
	if verified == 0 {
		l.toll.Notes = append(l.toll.Notes, "pending: neither documented nor attested by two independent voices")
		return l.finish(0, recount.Blank, 0)
	}
	l.toll.Notes = append(l.toll.Notes, "verified: documented, or attested by two independent voices")
	return l.finish(verified, verified, verified)
}

// acledLike: one figure, the most conservative, words by a table.
func acledLike(p Policy, q problem) recount.Toll {
	l, ok := begin(p, q)
	if !ok {
		return l.toll
	}
	best := -1
	for _, s := range l.credible {
		if s.upper {
			continue
		}
		if best < 0 || s.low < best {
			best = s.low
		}
	}
	best = max(best, 0)
	return l.finish(best, best, best)
}

// gtdLike: the most recent credible figure; of several about as recent the
// majority, else the lowest.
func gtdLike(p Policy, q problem) recount.Toll {
	l, ok := begin(p, q)
	if !ok {
		return l.toll
	}
	latest := l.credible[0].hours
	for _, s := range l.credible {
		latest = max(latest, s.hours)
	}
	votes := map[int]int{}
	recent, best, lowest := 0, -1, -1
	for _, s := range l.credible {
		if s.hours >= latest-24 {
			n := figure(s)
			votes[n]++
			recent++
			if lowest < 0 || n < lowest {
				lowest = n
			}
		}
	}
	for n, v := range votes {
		if v*2 > recent {
			best = n
		}
	}
	if best < 0 {
		best = lowest
	}
	return l.finish(best, best, best)
}

// addedUp is what the parts of a node add up to, or else its subcategories,
// where nobody counts the whole: R1 does so itself, the others' rules do not
// say.
func (p Policy) addedUp(q problem, none recount.Toll) recount.Toll {
	var ts []recount.Toll
	keep := func(t recount.Toll) {
		if t.Status != recount.NoClaim && t.Status != recount.Unconfirmed {
			ts = append(ts, t)
		}
	}
	for _, k := range q.parts[q.node] {
		keep(p.settle(q.in(k, q.category)))
	}
	if len(ts) == 0 {
		for _, c := range subcategories[q.category] {
			keep(p.settle(q.in(q.node, c)))
		}
	}
	if len(ts) == 0 {
		return none
	}
	b := bounds{low: sum(floors, ts, lowOf), best: sum(floors, ts, bestOf), high: sum(floors, ts, highOf)}
	t := none
	t.Low, t.Best, t.High, t.Status = b.low.value, b.best.value, b.high.value, ts[0].Status
	for _, k := range ts {
		t.Roots, t.Open = max(t.Roots, k.Roots), t.Open || k.Open
		if k.Status == recount.Contested {
			t.Status = recount.Contested
		}
	}
	t.Notes = append(t.Notes, "nobody counts the whole: what is counted of it is added up")
	t.Basis = append(b.basis(q, nil, nil), t.Basis...)
	return t
}

func figure(s statement) int {
	if s.point != recount.Blank {
		return s.point
	}
	return s.top()
}
