package tally

import (
	"fmt"
	"slices"

	"github.com/recountlab/recount"
)

// basis says what each root contributes: the statements used, in the order in
// which they were weighed, then those about parts or categories, then those
// set aside.
func (b bounds) basis(q problem, used, aside []statement) []recount.Basis {
	var rows []recount.Basis
	row := func(o recount.Basis) *recount.Basis {
		i := slices.IndexFunc(rows, func(r recount.Basis) bool { return r.Origin == o.Origin && slices.Equal(r.Claims, o.Claims) })
		if i < 0 {
			i = len(rows)
			rows = append(rows, o)
		}
		return &rows[i]
	}
	late := len(q.settled(used)) > 0
	for _, s := range used {
		r := basisOf(s)
		r.Why, r.Rules = "its current word; another voice sets the bounds", []int{latest}
		if late && s.hours < q.hours {
			r.Why, r.Rules = "said before the figures had settled; later ones count first", []int{settling}
		}
		rows = append(rows, r)
	}
	for _, set := range []struct {
		name recount.Bound
		bound
	}{{recount.SetsLow, b.low}, {recount.SetsBest, b.best}, {recount.SetsHigh, b.high}} {
		if set.value <= 0 && len(set.by) == 0 {
			continue
		}
		for _, s := range set.by {
			o := basisOf(s)
			switch {
			case s.kind == feared:
				o.Why = "missing and feared dead: in high only"
			case s.category != q.category:
				o.Why = "counts people whose status it does not state: they may belong here"
			}
			sets(row(o), set.name, set.rule)
		}
		for _, t := range set.of {
			for _, part := range t.Basis {
				if len(part.Sets) > 0 && (slices.Contains(part.Sets, set.name) || set.name == recount.SetsHigh) {
					part.Sets, part.Rules = nil, nil
					part.Why = "counts some of them: what is counted in parts is a floor for the whole"
					sets(row(part), set.name, set.rule)
				}
			}
		}
	}
	for i := range rows[:len(used)] {
		if r := &rows[i]; len(r.Sets) > 0 {
			r.Why = setsWhy(r, len(used))
		}
	}
	return append(rows, asideBasis(aside)...)
}

func sets(r *recount.Basis, b recount.Bound, rule int) {
	if len(r.Sets) == 0 {
		r.Rules = nil
	}
	if !slices.Contains(r.Sets, b) {
		r.Sets, r.Rules = append(r.Sets, b), append(r.Rules, rule)
	}
}

func basisOf(s statement) recount.Basis {
	b := recount.Basis{Origin: s.root, Claims: s.claims, Count: s.quantity(), Grade: string(s.grade), Why: s.why}
	if s.rule > 0 {
		b.Rules = []int{s.rule}
	}
	return b
}

func asideBasis(ss []statement) []recount.Basis {
	out := make([]recount.Basis, 0, len(ss))
	for _, s := range ss {
		out = append(out, basisOf(s))
	}
	return out
}

// setsWhy says in a sentence why a statement sets what it sets.
func setsWhy(r *recount.Basis, voices int) string {
	if voices == 1 {
		return "the only voice that counts them"
	}
	has := func(b recount.Bound) bool { return slices.Contains(r.Sets, b) }
	why := "the most that a credible voice says"
	switch {
	case slices.Contains(r.Rules, floors):
		why = "names or bodies were listed or counted: nobody need go below"
	case len(r.Sets) == 3:
		why = "the voices agree with it on all three figures"
	case has(recount.SetsLow) && has(recount.SetsBest):
		why = "the least that a credible voice says, and the middle of what they say by weight"
	case has(recount.SetsBest) && has(recount.SetsHigh):
		why = "the middle of what credible voices say by weight, and the most"
	case has(recount.SetsLow) && has(recount.SetsHigh):
		why = "its own bounds are the least and the most that is said"
	case has(recount.SetsLow):
		why = "the least that a credible voice says"
	case has(recount.SetsBest):
		why = "the middle of what credible voices say by weight"
	}
	return fmt.Sprintf("%s (grade %s)", why, r.Grade)
}
