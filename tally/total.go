package tally

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// An Item is an incident with its tolls, as totals add it up.
type Item struct {
	recount.Incident
	Tolls []recount.Toll
}

// Certain is the chance below which doubt whether an incident is another one
// told of again does not keep its toll out of low.
const Certain = 0.1

// Bounds are the three figures of a total.
type Bounds struct {
	Low  int `json:"low"`
	Best int `json:"best"`
	High int `json:"high"`
}

// A Sum is what incidents add up to for one harm and one group of people.
//
// An incident that may be a larger one told of again with chance p adds its low
// if p < [Certain], 1−p of its best, and all of its high. One that lies only
// partly within the area or the period adds nothing to low, its share to best,
// and all of its high. Best is rounded once, at the end, half away from zero,
// and kept between low and high. An incident without a best adds its low.
type Sum struct {
	What recount.What `json:"what"`
	Who  string       `json:"who,omitempty"` // the group; "": everybody
	Bounds
	Open      bool `json:"open,omitempty"`     // an incident's high was itself open
	Incidents int  `json:"incidents"`          // how many were counted
	Blank     int  `json:"blank,omitempty"`    // without a best: counted by their low
	Doubted   int  `json:"doubted,omitempty"`  // with a doubt of Certain or more: not in low
	Partly    int  `json:"partly,omitempty"`   // only partly within: not in low
	Unstated  int  `json:"unstated,omitempty"` // nobody says whether the people were of the group: in high only
	Left      Left `json:"left,omitzero"`
	terms     []term
	exact     struct{ low, best, high float64 } // before rounding
}

// Left says how many incidents were left out, and why.
type Left struct {
	Retracted int `json:"retracted,omitempty"`
	Uncounted int `json:"uncounted,omitempty"`  // no toll of this harm
	Wide      int `json:"wide,omitempty"`       // a figure for a period, held against the incidents and not added: see [Wide]
	NotStated int `json:"not_stated,omitempty"` // a toll of the harm, but not of this group
	InWhole   int `json:"in_whole,omitempty"`   // part of a larger incident that is counted
	InParts   int `json:"in_parts,omitempty"`   // a larger incident whose parts are counted in its place
}

// All is how many were left out.
func (l Left) All() int {
	return l.Retracted + l.Uncounted + l.Wide + l.NotStated + l.InWhole + l.InParts
}

// String says it in words: "1 retracted, 2 counted by parts".
func (l Left) String() string {
	var out []string
	for _, x := range []struct {
		n   int
		why string
	}{{l.Uncounted, "without a count of it"}, {l.NotStated, "without a count of the group"}, {l.Retracted, "retracted"}, {l.InWhole, "part of a larger one that is counted"},
		{l.InParts, "counted by parts"}, {l.Wide, "a figure for a long time and a wide area, held against the others"}} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.why))
		}
	}
	return strings.Join(out, ", ")
}

// A term is what one incident adds.
type term struct {
	id              recount.IncidentID
	low, best, high float64
	doubt, share    float64
	toll            *recount.Toll
}

// A Selection is the incidents that may lie in an area, each with its share.
type Selection struct {
	rows  []selected // by ID
	dated []int      // of those with a short stretch of time, by when that begins
	rest  []int      // of the others
}

// A selected incident with its time by clocks at the place.
type selected struct {
	*Item
	share float64
	when  recount.When
}

// short is the longest stretch of those that are looked up by when they begin.
const short = 40 * 24 * time.Hour

// Select chooses the items that may lie in an area. They are not to be changed
// while the selection is used.
func Select(items []*Item, a Area) Selection {
	byID := func(a, b *Item) int { return cmp.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(items, byID) {
		items = slices.SortedFunc(slices.Values(items), byID)
	}
	bounds := a.bounds()
	rows := make([]selected, 0, len(items))
	for _, it := range items {
		if share, may := a.share(it.Where, bounds); may {
			rows = append(rows, selected{it, share, it.When.Local()})
		}
	}
	return selection(rows)
}

func selection(rows []selected) Selection {
	s := Selection{rows: rows}
	for i, r := range rows {
		if w := r.when; !w.From.IsZero() && !w.Until.IsZero() && w.Span() <= short {
			s.dated = append(s.dated, i)
		} else {
			s.rest = append(s.rest, i)
		}
	}
	slices.SortFunc(s.dated, func(i, j int) int { return cmp.Or(rows[i].when.From.Compare(rows[j].when.From), cmp.Compare(i, j)) })
	return s
}

// during returns those of the selection that may have happened in a period, by ID.
func (s Selection) during(period recount.When) []int {
	if period.IsZero() {
		all := make([]int, len(s.rows))
		for i := range all {
			all[i] = i
		}
		return all
	}
	first, last := 0, len(s.dated)
	from := func(i int, t time.Time) int { return s.rows[i].when.From.Compare(t) }
	if !period.From.IsZero() {
		first, _ = slices.BinarySearchFunc(s.dated, period.From.Add(-short), from)
	}
	if !period.Until.IsZero() {
		last, _ = slices.BinarySearchFunc(s.dated, period.Until, from)
	}
	out := slices.Clone(s.rest)
	if first < last {
		out = append(out, s.dated[first:last]...)
	}
	slices.Sort(out)
	return out
}

// Items returns what was selected, by ID.
func (s Selection) Items() []*Item {
	out := make([]*Item, len(s.rows))
	for i, r := range s.rows {
		out[i] = r.Item
	}
	return out
}

// Sum adds up one harm to one group of people over a period, by clocks at the
// place; a zero period is all time. The group is one of [Groups], "" everybody.
func (s Selection) Sum(period recount.When, what recount.What, who string) Sum {
	sums := s.SumBy(period, what, who, func(*Item) string { return "" })
	if sums[""] == nil {
		return Sum{What: what, Who: who}
	}
	return *sums[""]
}

// SumBy divides [Selection.Sum] by something that each incident has once. The
// parts add up to the whole, but for rounding.
func (s Selection) SumBy(period recount.When, what recount.What, who string, key func(*Item) string) map[string]*Sum {
	sums := map[string]*Sum{}
	of := func(it *Item) *Sum {
		k := key(it)
		if sums[k] == nil {
			sums[k] = &Sum{What: what, Who: who}
		}
		return sums[k]
	}
	var rows []row
	for _, i := range s.during(period) {
		it := s.rows[i].Item
		share, may := shareOf(s.rows[i].when, period)
		if !may {
			continue
		}
		toll, stated, ok := tollFor(it.Tolls, what, who)
		switch left := &of(it).Left; {
		case it.Status == recount.Retracted:
			left.Retracted++
		case Wide(it.When, it.Where):
			left.Wide++
		case !ok && toll == nil:
			left.Uncounted++
		case !ok:
			left.NotStated++
		default:
			rows = append(rows, row{it: it, toll: toll, share: share * s.rows[i].share, stated: stated})
		}
	}
	for _, r := range cut(rows, func(r row) *Left { return &of(r.it).Left }) {
		of(r.it).add(r)
	}
	for _, sum := range sums {
		sum.Low, sum.High = int(sum.exact.low), int(sum.exact.high)
		sum.Best = min(max(int(math.Round(sum.exact.best)), sum.Low), sum.High)
	}
	return sums
}

func (s *Sum) add(r row) {
	t := r.term()
	s.Incidents++
	if r.toll.Best == recount.Blank && r.stated {
		s.Blank++
	}
	if r.stated {
		s.terms = append(s.terms, t)
	} else {
		s.Unstated++
	}
	switch {
	case t.share < 1:
		s.Partly++
	case t.doubt >= Certain:
		s.Doubted++
	default:
		s.exact.low += t.low
	}
	s.exact.best += (1 - t.doubt) * t.share * t.best
	s.exact.high += t.high
	s.Open = s.Open || r.toll.Open
}

// A row is an incident in a sum.
type row struct {
	it     *Item
	toll   *recount.Toll
	share  float64
	stated bool
	more   int // what a whole that its parts stand for says beyond them
}

func (r row) term() term {
	t := term{id: r.it.ID, high: float64(r.toll.High + r.more), doubt: r.it.Doubt, share: r.share, toll: r.toll}
	if r.stated {
		t.low, t.best = float64(r.toll.Low), float64(pointOr(r.toll.Best, r.toll.Low))
	}
	return t
}

// tollFor finds the toll of one harm to one group. Where nobody says whether
// the people were civilians or combatants it is that of everybody, not stated.
// If there is none it returns the toll of the harm to everybody, nil without one.
func tollFor(ts []recount.Toll, what recount.What, who string) (t *recount.Toll, stated, ok bool) {
	other := false
	for i := range ts {
		x := &ts[i]
		if x.What != what {
			continue
		}
		if in := categoryOf(x.Who); in == cmp.Or(who, everybody) {
			return x, true, true
		} else if in == everybody {
			t = x
		} else if in == "civilians" || in == "combatants" {
			other = true
		}
	}
	return t, false, t != nil && !other && (who == "civilians" || who == "combatants")
}

// rootOfBest names the root whose word sets best, or low where none does.
func rootOfBest(t *recount.Toll) recount.SourceID {
	for _, bound := range []recount.Bound{recount.SetsBest, recount.SetsLow, recount.SetsHigh} {
		for _, b := range t.Basis {
			if slices.Contains(b.Sets, bound) {
				return b.Origin
			}
		}
	}
	return ""
}

// Groups are the groups of people that a total can be asked for, besides
// everybody.
func Groups() []string {
	return []string{"civilians", "combatants", "children", "women", "men", "elderly", "perpetrators"}
}

// Harms are the harms that can be added up, in the order they are shown.
func Harms() []recount.What {
	return slices.DeleteFunc(slices.Clone(harmOrder), func(w recount.What) bool { return w.Family() != recount.Harm })
}
