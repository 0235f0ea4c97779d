package tally

import (
	"fmt"
	"slices"

	"github.com/recountlab/recount"
)

// basis says what each root contributes to t: the statements used, in the
// order of what they set, then those set aside.
func (q problem) basis(t *recount.Toll, p Policy, used []statement, parts, categories []recount.Toll, aside []statement) {
	low := lowSet(p, used)
	kids := q.nodesOf(p)
	var lowBy, bestBy, highBy int = -1, -1, -1
	for i := range used {
		s := &used[i]
		l, h := s.low, s.top()
		for k, kid := range kids {
			if own := q.own(*s, k); own >= 0 {
				l -= max(0, own-kid.Low)
				h += max(0, kid.High-own)
			}
		}
		inLow := len(low) == 0 || slices.ContainsFunc(low, func(o statement) bool { return o.root == s.root })
		if lowBy < 0 && (inLow && l == t.Low || s.documented && s.low == t.Low) {
			lowBy = i
		}
		if bestBy < 0 && s.point == t.Best && t.Best != recount.Blank {
			bestBy = i
		}
		if highBy < 0 && h == t.High {
			highBy = i
		}
	}
	rows := make([]recount.Basis, 0, len(used)+len(aside))
	for i, s := range used {
		b := basisOf(s)
		b.Why = "its current word; another voice sets the bounds"
		var sets []recount.Bound
		for _, by := range []struct {
			i   int
			set recount.Bound
		}{{lowBy, recount.SetsLow}, {bestBy, recount.SetsBest}, {highBy, recount.SetsHigh}} {
			if by.i == i {
				sets = append(sets, by.set)
			}
		}
		if len(sets) > 0 {
			b.Sets, b.Why = sets, setsWhy(s, sets, len(used))
		}
		rows = append(rows, b)
	}
	t.Basis = rows
	from := slices.Concat(parts, categories)
	for _, need := range []struct {
		set   recount.Bound
		value int
		found bool
	}{{recount.SetsLow, t.Low, lowBy >= 0}, {recount.SetsBest, t.Best, bestBy >= 0}, {recount.SetsHigh, t.High, highBy >= 0}} {
		if need.value > 0 && !need.found {
			q.borrow(t, used, from, need.set)
		}
	}
	t.Basis = append(t.Basis, asideBasis(aside)...)
}

// borrow gives a bound that no statement about q itself sets to those about
// its parts or categories, which add up to it, or to a statement that it
// widens.
func (q problem) borrow(t *recount.Toll, used []statement, from []recount.Toll, set recount.Bound) {
	for _, f := range from {
		for _, b := range f.Basis {
			if len(b.Sets) == 0 {
				continue
			}
			i := slices.IndexFunc(t.Basis, func(o recount.Basis) bool { return o.Origin == b.Origin && slices.Equal(o.Claims, b.Claims) })
			if i < 0 {
				b.Sets = nil
				b.Why = "counts some of them: what is counted in parts is a floor for the whole"
				t.Basis = append(t.Basis, b)
				i = len(t.Basis) - 1
			}
			if !slices.Contains(t.Basis[i].Sets, set) {
				t.Basis[i].Sets = append(t.Basis[i].Sets, set)
			}
		}
	}
	if slices.ContainsFunc(t.Basis, func(b recount.Basis) bool { return slices.Contains(b.Sets, set) }) {
		return
	}
	// widened by people whose status is not stated, or by the missing
	now, _ := q.in(q.node, parentOf(q.category)).current()
	for _, s := range now {
		if s.top() == t.High && s.grade != Interested {
			b := basisOf(s)
			b.Sets, b.Why = []recount.Bound{set}, "counts people whose status it does not state: they may belong here"
			t.Basis = append(t.Basis, b)
			return
		}
	}
	for _, s := range q.all {
		if s.kind == feared && s.node == q.node {
			b := basisOf(s)
			b.Sets, b.Why = []recount.Bound{set}, "missing and feared dead: in high only"
			t.Basis = append(t.Basis, b)
			return
		}
	}
	if len(t.Basis) > 0 { // clamped between the other bounds
		t.Basis[0].Sets = append(t.Basis[0].Sets, set)
	}
}

func basisOf(s statement) recount.Basis {
	return recount.Basis{Origin: s.root, Claims: s.claims, Count: s.quantity(), Grade: string(s.grade), Why: s.why}
}

func asideBasis(ss []statement) []recount.Basis {
	out := make([]recount.Basis, 0, len(ss))
	for _, s := range ss {
		out = append(out, basisOf(s))
	}
	return out
}

// setsWhy says in a sentence why a statement sets what it sets.
func setsWhy(s statement, sets []recount.Bound, voices int) string {
	if voices == 1 {
		return "the only voice that counts them"
	}
	has := func(b recount.Bound) bool { return slices.Contains(sets, b) }
	switch {
	case len(sets) == 3:
		return fmt.Sprintf("the voices agree with it on all three figures (grade %s)", s.grade)
	case has(recount.SetsLow) && has(recount.SetsBest):
		return fmt.Sprintf("the least that a credible voice says, and the middle of what they say by weight (grade %s)", s.grade)
	case has(recount.SetsBest) && has(recount.SetsHigh):
		return fmt.Sprintf("the middle of what credible voices say by weight, and the most (grade %s)", s.grade)
	case has(recount.SetsLow) && has(recount.SetsHigh):
		return fmt.Sprintf("its own bounds are the least and the most that is said (grade %s)", s.grade)
	case has(recount.SetsLow):
		return fmt.Sprintf("the least that a credible voice says (grade %s)", s.grade)
	case has(recount.SetsBest):
		return fmt.Sprintf("the middle of what credible voices say by weight (grade %s)", s.grade)
	}
	return fmt.Sprintf("the most that a credible voice says (grade %s)", s.grade)
}
