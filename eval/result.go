package eval

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Result is what was found of a set of reports.
type Result struct {
	Reader   string     // what read them: "extract/1 en/1"
	Verdicts []*Verdict // in the order of the gold
}

// Draws is how often reports are drawn anew for an interval.
const Draws = 1000

// seed makes intervals the same each time.
const seed = 20160923

// Of returns the part of r whose verdicts keep says to keep.
func (r *Result) Of(keep func(*Verdict) bool) *Result {
	out := &Result{Reader: r.Reader}
	for _, v := range r.Verdicts {
		if keep(v) {
			out.Verdicts = append(out.Verdicts, v)
		}
	}
	return out
}

// Half returns the part of r that is of one half.
func (r *Result) Half(h string) *Result { return r.Of(func(v *Verdict) bool { return v.Half == h }) }

// Kinds returns the kinds of report there are, sorted.
func (r *Result) Kinds() []string {
	var out []string
	for _, v := range r.Verdicts {
		out = append(out, v.Kind)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Mark adds one measure up over the reports.
func (r *Result) Mark(m Measure) Mark {
	var out Mark
	for _, v := range r.Verdicts {
		out = out.plus(v.Marks[m])
	}
	return out
}

func (m Mark) plus(o Mark) Mark { return Mark{m.Hit + o.Hit, m.Got + o.Got, m.Want + o.Want} }

// Sure returns how sure the reader was of each claim that was judged.
func (r *Result) Sure() []Surety {
	var out []Surety
	for _, v := range r.Verdicts {
		out = append(out, v.Sure...)
	}
	return out
}

// An Interval holds 95 of 100 figures found when reports are drawn anew.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Interval gives the 95 % interval of a measure's F1, by drawing whole reports
// with replacement (Efron's bootstrap), as the claims of one report are not
// independent. It is the same each time.
func (r *Result) Interval(m Measure) Interval {
	rng := rand.New(rand.NewPCG(seed, uint64(m)))
	figures := make([]float64, Draws)
	for i := range figures {
		var sum Mark
		for range r.Verdicts {
			sum = sum.plus(r.Verdicts[rng.IntN(len(r.Verdicts))].Marks[m])
		}
		figures[i] = sum.F1()
	}
	return interval(figures)
}

func interval(figures []float64) Interval {
	slices.Sort(figures)
	n := len(figures)
	if n == 0 {
		return Interval{}
	}
	return Interval{figures[int(math.Floor(.025*float64(n-1)))], figures[int(math.Ceil(.975*float64(n-1)))]}
}
