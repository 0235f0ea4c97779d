package tally

import (
	"slices"

	"github.com/recountlab/recount"
)

// The mechanical part of other projects' rules, from their published
// descriptions as summarised in docs/decisions/0004-r1.md. Their coders also
// use judgement, so each bears -like in its name.

// like is what those rules start from.
type like struct {
	credible, interested []statement
	toll                 recount.Toll
}

func begin(p Policy, q problem) (like, bool) {
	now, before := q.current()
	l := like{toll: recount.Toll{Best: recount.Blank, Policy: p.Name, Who: whoOf(q.category)}}
	for _, s := range now {
		if s.grade == Interested {
			s.why = "an interested party: printed beside, never counted"
			l.interested = append(l.interested, s)
		} else {
			l.credible = append(l.credible, s)
		}
	}
	l.toll.Roots = len(l.credible)
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
	t.Low, t.Best, t.High = low, best, max(high, low, best)
	sets := map[recount.Bound]int{recount.SetsLow: t.Low, recount.SetsBest: t.Best, recount.SetsHigh: t.High}
	all := append(slices.Clone(l.credible), l.interested...)
	for _, s := range all {
		b := basisOf(s)
		if b.Why == "" {
			b.Why = "its current word"
		}
		for _, set := range []recount.Bound{recount.SetsLow, recount.SetsBest, recount.SetsHigh} {
			v, ok := sets[set]
			if ok && (s.low == v || s.point == v || s.top() == v) {
				b.Sets = append(b.Sets, set)
				delete(sets, set)
			}
		}
		t.Basis = append(t.Basis, b)
	}
	for set := range sets { // set by a table of the recorder's own
		t.Basis[0].Sets = append(t.Basis[0].Sets, set)
	}
	slices.Sort(t.Basis[0].Sets)
	return t
}

func figure(s statement) int {
	if s.point != recount.Blank {
		return s.point
	}
	return s.top()
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
	return l.finish(verified, verified, verified)
}

// acledWords is ACLED's table for words without a number.
var acledWords = map[string]int{"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "several": 3, "few": 3, "couple": 2, "handful": 3,
	"many": 3, "unknown": 3, "dozen": 12}

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
		n := s.low
		if w, ok := acledWords[s.word]; ok {
			n = w
		}
		if best < 0 || n < best {
			best = n
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
