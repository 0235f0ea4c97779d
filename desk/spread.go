package desk

import (
	"math"
	"slices"
	"time"
)

// A Spread counts comparisons by how far they lie from what they are compared
// with. The bin in the middle holds those that do not differ.
type Spread struct {
	Bins                 []int
	Below, Middle, Above int
	Own                  int     // of those in the middle: the best is the source's own word
	Median               float64 // hours, or a ratio; of two in the middle their mean
}

// All is how many were compared.
func (s Spread) All() int { return s.Below + s.Middle + s.Above }

// The bounds between bins, outwards from the middle: hours apart, and the larger
// figure as a multiple of the smaller.
var (
	DelayBounds = []float64{1, 6, 24, 72}
	RatioBounds = []float64{1, 1.25, 2}
)

// Delays spreads out how much later than others a source spoke first: at about
// the same time, up to an hour apart, is the middle.
func Delays(as []Against) Spread {
	s := Spread{Bins: make([]int, 2*len(DelayBounds)+1)}
	var hours []float64
	for _, a := range as {
		if a.Timed {
			h := a.Delay.Hours()
			hours = append(hours, h)
			s.count(math.Abs(h), h < 0, DelayBounds)
		}
	}
	s.Median = median(hours)
	return s
}

// Ratios spreads out how much higher than the best of an incident a source's
// figure is. The middle holds those whose words allow the best.
func Ratios(as []Against) Spread {
	s := Spread{Bins: make([]int, 2*len(RatioBounds)+1)}
	var ratios []float64
	for _, a := range as {
		ratios = append(ratios, a.Ratio)
		s.count(max(a.Ratio, 1/a.Ratio), a.Ratio < 1, RatioBounds)
		if a.Own && a.Ratio == 1 {
			s.Own++
		}
	}
	s.Median = median(ratios)
	return s
}

func (s *Spread) count(apart float64, below bool, bounds []float64) {
	n, _ := slices.BinarySearch(bounds, apart) // a bound belongs to the bin nearer the middle
	at := len(bounds)
	switch {
	case n == 0:
		s.Middle++
	case below:
		s.Below++
		at -= n
	default:
		s.Above++
		at += n
	}
	s.Bins[at]++
}

func median(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	slices.Sort(xs)
	return (xs[(len(xs)-1)/2] + xs[len(xs)/2]) / 2
}

// Later is the median of a spread of delays.
func (s Spread) Later() time.Duration { return time.Duration(s.Median * float64(time.Hour)) }
