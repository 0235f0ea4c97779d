package tally

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// An Item is an incident with its tolls, as totals add it up.
type Item struct {
	recount.Incident
	Tolls  []recount.Toll
	Blamed string // whom it is blamed on, without dispute; Contested, or Unknown
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
	root            recount.SourceID // whose word sets its best
}

// A Selection is the incidents that may lie in an area, each with its share.
type Selection struct {
	items  []Item // by ID
	shares []float64
}

// Select chooses the items that may lie in an area.
func Select(items []Item, a Area) Selection {
	var s Selection
	items = slices.SortedFunc(slices.Values(items), func(a, b Item) int { return cmp.Compare(a.ID, b.ID) })
	for _, it := range items {
		if share, may := a.Share(it.Where); may {
			s.items, s.shares = append(s.items, it), append(s.shares, share)
		}
	}
	return s
}

// Items returns what was selected, by ID.
func (s Selection) Items() []Item { return s.items }

// Sum adds up one harm to one group of people over a period, by clocks at the
// place; a zero period is all time. The group is one of [Groups], "" everybody.
func (s Selection) Sum(period recount.When, what recount.What, who string) Sum {
	return s.SumOf(period, what, who, func(Item) bool { return true })
}

// SumOf is the part of [Selection.Sum] that the incidents for which keep holds
// make up. The parts of a sum by something that each incident has once add up
// to it, but for rounding.
func (s Selection) SumOf(period recount.When, what recount.What, who string, keep func(Item) bool) Sum {
	out := Sum{What: what, Who: who}
	var rows []row
	for i, it := range s.items {
		share, may := shareOf(it.When.Local(), period)
		if !may {
			continue
		}
		r := row{it: &s.items[i], share: share * s.shares[i], kept: keep(it)}
		var ok bool
		var left *int
		switch r.toll, r.stated, ok = tollFor(it.Tolls, what, who); {
		case it.Status == recount.Retracted:
			left = &out.Left.Retracted
		case Wide(it.When, it.Where):
			left = &out.Left.Wide
		case !ok && r.toll.What == "":
			left = &out.Left.Uncounted
		case !ok:
			left = &out.Left.NotStated
		}
		if left == nil {
			rows = append(rows, r)
		} else if r.kept {
			*left++
		}
	}
	var low, best, high float64
	for _, r := range cut(rows, &out.Left) {
		if !r.kept {
			continue
		}
		t := r.term()
		out.Incidents++
		if r.toll.Best == recount.Blank && r.stated {
			out.Blank++
		}
		if r.stated {
			out.terms = append(out.terms, t)
		} else {
			out.Unstated++
		}
		switch {
		case t.share < 1:
			out.Partly++
		case t.doubt >= Certain:
			out.Doubted++
		default:
			low += t.low
		}
		best += (1 - t.doubt) * t.share * t.best
		high += t.high
		out.Open = out.Open || r.toll.Open
	}
	out.Low, out.High = int(low), int(high)
	out.Best = min(max(int(math.Round(best)), out.Low), out.High)
	return out
}

// A row is an incident in a sum.
type row struct {
	it     *Item
	toll   recount.Toll
	share  float64
	stated bool
	kept   bool // it belongs to the part of the sum that is asked for
	more   int  // what a whole that its parts stand for says beyond them
}

func (r row) term() term {
	t := term{id: r.it.ID, high: float64(r.toll.High + r.more), doubt: r.it.Doubt, share: r.share, root: rootOfBest(r.toll)}
	if r.stated {
		t.low, t.best = float64(r.toll.Low), float64(pointOr(r.toll.Best, r.toll.Low))
	}
	return t
}

// tollFor finds the toll of one harm to one group. Where nobody says whether
// the people were civilians or combatants it is that of everybody, not stated.
// If there is none it returns a toll of the harm to others, if there is one.
func tollFor(ts []recount.Toll, what recount.What, who string) (t recount.Toll, stated, ok bool) {
	var everyone recount.Toll
	other := false
	for _, x := range ts {
		if x.What != what {
			continue
		}
		if in := categoryOf(x.Who); in == cmp.Or(who, everybody) {
			return x, true, true
		} else if in == everybody {
			everyone = x
		} else if in == "civilians" || in == "combatants" {
			other = true
		}
	}
	if everyone.What != "" && !other && (who == "civilians" || who == "combatants") {
		return everyone, false, true
	}
	return everyone, false, false
}

// rootOfBest names the root whose word sets best, or low where none does.
func rootOfBest(t recount.Toll) recount.SourceID {
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
