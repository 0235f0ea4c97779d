package tally

import (
	"fmt"
	"math"
	"slices"
	"strings"

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

func (l Left) and(o Left) Left {
	return Left{l.Retracted + o.Retracted, l.Uncounted + o.Uncounted, l.Wide + o.Wide, l.NotStated + o.NotStated, l.InWhole + o.InWhole, l.InParts + o.InParts}
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

// Forget lets go of what an interval is drawn from: all incidents that were added.
func (s *Sum) Forget() { s.terms = nil }

// round sets the bounds once all is added.
func (s *Sum) round() {
	s.Low, s.High = int(s.exact.low), int(s.exact.high)
	s.Best = min(max(int(math.Round(s.exact.best)), s.Low), s.High)
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
