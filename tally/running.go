package tally

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"
)

// A Figure is one row of somebody's table of loss claims: how many of one side
// one source says suffered one harm, up to a day or on it.
type Figure struct {
	Line   int // of the table, for errors and flags
	Day    time.Time
	Value  int
	Harm   string
	Side   string // whose people they are
	Source string
	Daily  bool  // of the day alone; else up to it
	Limit  Limit // whether the figure is an end of a range
}

// A Limit says which end of a range a figure is.
type Limit int8

const (
	Least Limit = iota - 1
	Stated
	Most
)

// A Series is what one source says, day by day, of one harm to one side.
type Series struct {
	Harm   string  `json:"harm"`
	Side   string  `json:"side"`
	Source string  `json:"source"`
	Points []Point `json:"points"`
	Daily  int     `json:"daily,omitempty"` // figures of single days: beside the totals, never added to them
}

// A Point is a running total as it stood on a day, and what it adds to the one
// before. Of several figures of one day it is the lower median; ends of a range
// are its low and high, and its point the middle of them, as a ratio.
type Point struct {
	Day    time.Time `json:"day"`
	Low    int       `json:"low"`
	Best   int       `json:"best"`
	High   int       `json:"high"`
	Adds   int       `json:"adds"`           // to the point before, over the time since; never below 0
	Mark   Mark      `json:"mark,omitempty"` // if it is less than the point before
	Line   int       `json:"line"`           // of the first figure it was made from
	oneEnd bool      // only one end of a range was stated: a limit is no figure
}

// A Mark says that a running total went down.
type Mark string

const (
	Revised Mark = "revised" // by less than half
	Reset   Mark = "reset"   // by half or more: it counts something else, or begins anew
)

// RunningTotals orders figures into series, by harm, side and source.
func RunningTotals(figures []Figure) []Series {
	type key struct{ harm, side, source string }
	by := map[key][]Figure{}
	for _, f := range figures {
		k := key{f.Harm, f.Side, f.Source}
		by[k] = append(by[k], f)
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.harm, b.harm), cmp.Compare(a.side, b.side), cmp.Compare(a.source, b.source))
	})
	var out []Series
	for _, k := range keys {
		fs := by[k]
		slices.SortFunc(fs, func(a, b Figure) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Line, b.Line)) })
		s := Series{Harm: k.harm, Side: k.side, Source: k.source}
		var of []Figure
		for i, f := range fs {
			if f.Daily {
				s.Daily++
			} else {
				of = append(of, f)
			}
			if (i+1 == len(fs) || !fs[i+1].Day.Equal(f.Day)) && len(of) > 0 {
				s.add(of)
				of = nil
			}
		}
		out = append(out, s)
	}
	return out
}

// add makes a point of the figures of one day.
func (s *Series) add(of []Figure) {
	p := Point{Day: of[0].Day, Line: of[0].Line, Low: of[0].Value, High: of[0].Value}
	least, most := -1, -1
	var stated []weighted
	for _, f := range of {
		p.Low, p.High = min(p.Low, f.Value), max(p.High, f.Value)
		switch f.Limit {
		case Least:
			least = max(least, f.Value)
		case Most:
			most = max(most, f.Value)
		default:
			stated = append(stated, weighted{f.Value, 1})
		}
	}
	switch {
	case len(stated) > 0:
		p.Best = lowerMedian(stated)
	case least > 0 && most >= least:
		p.Best = int(math.Round(math.Sqrt(float64(least) * float64(most))))
	default:
		p.Best, p.oneEnd = of[0].Value, true
	}
	if n := len(s.Points); n > 0 {
		before := s.Points[n-1].Best
		p.Adds = max(0, p.Best-before)
		switch {
		case 2*p.Best <= before && before > 0:
			p.Mark = Reset
		case p.Best < before:
			p.Mark = Revised
		}
	}
	s.Points = append(s.Points, p)
}

// A Monthly is what sources said up to its end.
type Monthly struct {
	Month      string  `json:"month"` // 2022-03
	Harm       string  `json:"harm"`
	Side       string  `json:"side"`
	Said       Bounds  `json:"said"`                 // up to its end, by those with no stake in a high figure
	Sources    int     `json:"sources"`              // how many of them spoke in it
	Interested *Bounds `json:"interested,omitempty"` // what its enemies said
	Estimate   *Bounds `json:"estimate,omitempty"`   // up to its end, with the leaning of each source taken off
	In         int     `json:"in,omitempty"`         // what the estimate adds in the month
}

// Stakes say who of the sources is whom: the side of a party's own sources, and
// which sources are neutral.
type Stakes struct {
	Side    map[string]string // by source
	Neutral map[string]bool
}

// enemy reports whether a source speaks of people of a side that it fights.
func (k Stakes) enemy(source, side string) bool {
	return k.Side[source] != "" && k.Side[source] != side
}

// Monthlies returns, for each month in which anybody spoke, the bounds of what
// sources said up to its end, each at its last word of the month. A party's word
// of its enemy stands beside; a neutral source weighs 2 in the lower median,
// others 1. Estimates are those of leans.
func Monthlies(all []Series, k Stakes, leans []Leaning) []Monthly {
	type key struct{ harm, side, month string }
	by := map[key]*Monthly{}
	words := map[key][]weighted{}
	for _, s := range all {
		for i, p := range s.Points {
			m := key{s.Harm, s.Side, p.Day.Format("2006-01")}
			if i+1 < len(s.Points) && s.Points[i+1].Day.Format("2006-01") == m.month {
				continue
			}
			if by[m] == nil {
				by[m] = &Monthly{Month: m.month, Harm: m.harm, Side: m.side}
			}
			into := &by[m].Said
			if k.enemy(s.Source, s.Side) {
				if by[m].Interested == nil {
					by[m].Interested = &Bounds{Low: p.Low, Best: p.Best, High: p.High}
				}
				into = by[m].Interested
			} else {
				if by[m].Sources++; by[m].Sources == 1 {
					*into = Bounds{Low: p.Low, High: p.High}
				}
				w := 1
				if k.Neutral[s.Source] {
					w = 2
				}
				words[m] = append(words[m], weighted{p.Best, w})
			}
			into.Low, into.High = min(into.Low, p.Low), max(into.High, p.High)
		}
	}
	for m, ws := range words {
		by[m].Said.Best = lowerMedian(ws)
	}
	out := make([]Monthly, 0, len(by))
	for _, m := range by {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b Monthly) int {
		return cmp.Or(cmp.Compare(a.Harm, b.Harm), cmp.Compare(a.Side, b.Side), cmp.Compare(a.Month, b.Month))
	})
	before := 0
	for i := range out {
		m := &out[i]
		if i == 0 || out[i-1].Harm != m.Harm || out[i-1].Side != m.Side {
			before = 0
		}
		for _, l := range leans {
			if l.Harm == m.Harm && l.Side == m.Side {
				if at, ok := l.at(m.Month); ok {
					m.Estimate, m.In = &at, at.Best-before
					before = at.Best
				}
			}
		}
	}
	return out
}
