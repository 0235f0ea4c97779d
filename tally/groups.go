package tally

import (
	"fmt"
	"slices"

	"github.com/recountlab/recount"
)

// overlap reports whether one voice's groups add up to more than it says of
// all of them: then somebody is in two of them, or told of twice, and their sum
// is no floor.
func (q problem) overlap(p Policy, used []statement) bool {
	leaves := q.leaves(p, q.category)
	sum := 0
	var voice recount.SourceID
	for _, t := range leaves {
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
	return len(leaves) > 1 && slices.ContainsFunc(used, func(s statement) bool { return s.root == voice && !s.vague && s.top() < sum })
}

// leaves are the groups below a category that somebody counts as such.
func (q problem) leaves(p Policy, category string) (out []recount.Toll) {
	for _, c := range subcategories[category] {
		if now, _ := q.in(q.node, c).current(); len(now) == 0 {
			out = append(out, q.leaves(p, c)...)
		} else if t := r1(p, q.in(q.node, c)); t.Roots > 0 {
			out = append(out, t)
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

// widen lets those whose status nobody stated count into high: they may belong
// to this category, unless another category of the same people is stated too.
func (q problem) widen(t *recount.Toll, b *bounds) {
	parent := parentOf(q.category)
	now, _ := q.in(q.node, parent).current()
	credible, _ := stakes(now)
	credible, _ = pruneVague(credible)
	top, open := 0, false
	for _, s := range credible {
		if h := s.top(); h > top {
			top, open = h, s.open()
		} else if h == top {
			open = open || s.open()
		}
	}
	sibling := slices.ContainsFunc(q.all, func(s statement) bool {
		return s.node == q.node && s.category != q.category && slices.Contains(subcategories[parent], s.category) && s.kind == state && s.grade != Interested
	})
	if top <= b.high.value || sibling {
		return
	}
	t.Notes = append(t.Notes, fmt.Sprintf("the status of up to %d others is not stated", top-b.best.value))
	b.high = bound{value: top, rule: unstated}
	b.open = b.open || open
	for _, s := range credible {
		if s.top() == top {
			b.high.by = append(b.high.by, s)
		}
	}
}
