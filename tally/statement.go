package tally

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// A statement is what one root says at one moment about one category of people
// in one node of the incident: the whole, or a part of it by place.
type statement struct {
	root       recount.SourceID
	kin        recount.SourceID // names those that root does not count independently of
	kind       kind
	low, high  int  // high may be recount.Open
	point      int  // or recount.Blank
	vague      bool // worded without a number
	upper      bool // an upper limit alone: "up to 50"
	hours      float64
	node       string
	category   string
	grade      Grade
	documented bool            // bodies or names listed or counted by somebody not in the conflict
	partOf     recount.ClaimID // the claim of the whole whose breakdown gave it
	word       string          // the row of bounds, for policies with a table of their own
	claims     []recount.ClaimID
	why        string // why it is set aside, if it is
	rule       int    // and by which rule
}

type kind uint8

const (
	state     kind = iota
	increment      // added to what the root said before
	retract        // the root takes back what it said
	deny
	feared     // missing, feared dead
	outweighed // below what the report that relays it says in its own words
)

func (s *statement) open() bool { return s.high == recount.Open }

// top is the high that s stands for: an open high is its point.
func (s *statement) top() int {
	if s.high != recount.Open {
		return s.high
	}
	if s.point != recount.Blank {
		return s.point
	}
	return s.low
}

func (s *statement) quantity() recount.Quantity {
	q := recount.Quantity{Low: s.low, High: s.high, Point: s.point, Row: s.word}
	switch {
	case s.vague:
		q.Qualifier = recount.Vague
	case s.open():
		q.Qualifier = recount.AtLeast
	case s.upper:
		q.Qualifier = recount.AtMost
	case s.low == s.high:
		q.Qualifier = recount.Exact
	default:
		q.Qualifier = recount.Between
	}
	return q
}

// problem is what is to be settled: the statements about one harm, of which
// node and category, in a tree of nodes.
type problem struct {
	all      []statement
	node     string
	category string
	parts    map[string][]string // disjoint child nodes
	hours    float64             // after the event, from which a figure counts as settled
}

func (p problem) in(node, category string) problem {
	p.node, p.category = node, category
	return p
}

// The tree of categories. Everybody is civilians, combatants and people whose
// status nobody stated; civilians are men, women, children and others.
const everybody = "all"

var subcategories = map[string][]string{
	everybody:   {"civilians", "combatants", "unknown"},
	"civilians": {"men", "women", "children"},
}

// exhaustive are the subcategories that leave nobody out.
var exhaustive = map[string][]string{
	everybody:   {"civilians", "combatants"},
	"civilians": {"men", "women", "children"},
}

func parentOf(category string) string {
	for p, cs := range subcategories {
		if slices.Contains(cs, category) {
			return p
		}
	}
	return everybody
}

// current returns one statement per root: later replaces earlier, an increment
// adds, a retraction removes, and a later vaguer word that holds the earlier
// figure does not replace it. What was replaced is returned apart.
func (p problem) current() (now, before []statement) {
	var of []statement
	for _, s := range p.all {
		if s.kind == outweighed && s.node == p.node && s.category == p.category {
			s.why, s.rule = "less than the report that relays it says in its own words", latest
			before = append(before, s)
		}
		if s.node == p.node && s.category == p.category && (s.kind == state || s.kind == increment || s.kind == retract) {
			of = append(of, s)
		}
	}
	slices.SortStableFunc(of, func(a, b statement) int {
		return cmp.Or(cmp.Compare(a.hours, b.hours), cmp.Compare(a.kind, b.kind), compareClaims(a, b))
	})
	at := map[recount.SourceID]int{}
	var added []statement
	aside := func(s statement, why string) {
		s.why, s.rule = why, latest
		before = append(before, s)
	}
	for _, s := range of {
		i, had := at[s.root]
		switch {
		case s.kind == retract:
			if had {
				aside(now[i], "taken back by the same voice")
				now = slices.Delete(now, i, i+1)
				delete(at, s.root)
				for r, k := range at {
					if k > i {
						at[r] = k - 1
					}
				}
			}
		case s.kind == increment && slices.ContainsFunc(added, func(o statement) bool { return s.again(o) }):
			aside(s, "adds what the same voice had added already")
		case s.kind == increment && had:
			now[i] = now[i].plus(s)
			added = append(added, s)
		case s.kind == increment && slices.ContainsFunc(of, func(o statement) bool { return o.root != s.root && o.kind == state && o.low >= s.low }):
			aside(s, "adds to a count that this voice did not give")
		case !had:
			if s.kind == increment {
				added = append(added, s)
			}
			at[s.root] = len(now)
			s.kind = state
			now = append(now, s)
		case s.vague && !now[i].vague && now[i].point != recount.Blank && s.low <= now[i].point && now[i].point <= s.high:
			aside(s, "vaguer than the figure the same voice gave before")
		default:
			aside(now[i], "replaced by the same voice's later word")
			now[i] = s
		}
	}
	return now, before
}

// again reports whether s adds what the same voice added within a day before:
// one announcement, told twice.
func (s statement) again(o statement) bool {
	return s.root == o.root && s.low == o.low && s.high == o.high && s.hours-o.hours < 24
}

func compareClaims(a, b statement) int { return slices.Compare(a.claims, b.claims) }

// plus returns s with d added to it.
func (s statement) plus(d statement) statement {
	s.low += d.low
	if s.open() || d.open() {
		s.high = recount.Open
	} else {
		s.high += d.high
	}
	s.point = pointOr(s.point, s.low-d.low) + pointOr(d.point, d.low)
	s.vague = s.vague && d.vague
	s.claims = append(slices.Clip(s.claims), d.claims...)
	return s
}

func pointOr(p, low int) int {
	if p == recount.Blank {
		return low
	}
	return p
}

// lowerMedian returns the weighted lower median.
func lowerMedian(xs []weighted) int {
	slices.SortFunc(xs, func(a, b weighted) int { return cmp.Compare(a.value, b.value) })
	total, sum := 0, 0
	for _, x := range xs {
		total += x.weight
	}
	for _, x := range xs {
		if sum += x.weight; 2*sum >= total {
			return x.value
		}
	}
	return recount.Blank
}

type weighted struct{ value, weight int }
