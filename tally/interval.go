package tally

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/recountlab/recount"
)

// An Interval is where 95 of 100 draws of a sum fall, under stated assumptions.
// It speaks of reported deaths: nobody's silence is in it.
type Interval struct {
	Low   int     `json:"low"`
	High  int     `json:"high"`
	Rho   float64 `json:"rho"`   // how far the errors of one root go together, over 0 and up to 1
	Draws int     `json:"draws"` // how often it was drawn
	Seed  uint64  `json:"seed"`  // with which it can be drawn again
}

// Seed is the seed with which intervals are drawn.
const Seed = 20160923

const draws = 2000

// Interval draws the sum again and again. Each incident's figure falls in the
// triangle over its low, best and high; the figures that rest on one root err
// together, correlated by rho (a one-factor Gaussian copula); an incident that
// may be another told of again, or lies only partly within, is there as often as
// its chance says. People whose group nobody states are in no draw. Draws outside low to high of the sum are set on them. Rho must
// be over 0: errors that know nothing of each other would all but cancel out, and
// the interval would be far narrower than what anybody knows.
func (s Sum) Interval(rho float64) Interval {
	r := rand.New(rand.NewPCG(Seed, uint64(len(s.terms))))
	shared, own := math.Sqrt(rho), math.Sqrt(1-rho)
	roots := map[recount.SourceID]int{}
	var fixed float64
	var loose []term
	var rootAt []int
	for _, t := range s.terms {
		if t.low == t.high && t.doubt == 0 && t.share == 1 {
			fixed += t.best
			continue
		}
		if _, ok := roots[t.root]; !ok {
			roots[t.root] = len(roots)
		}
		loose, rootAt = append(loose, t), append(rootAt, roots[t.root])
	}
	sums := make([]float64, draws)
	z := make([]float64, len(roots))
	for i := range sums {
		for k := range z {
			z[k] = r.NormFloat64()
		}
		sum := fixed
		for k, t := range loose {
			u := normal(shared*z[rootAt[k]] + own*r.NormFloat64())
			if there := (1 - t.doubt) * t.share; there < 1 && r.Float64() >= there {
				continue
			}
			sum += triangle(t.low, t.best, t.high, u)
		}
		sums[i] = sum
	}
	slices.Sort(sums)
	at := func(q float64) int {
		return min(max(int(math.Round(sums[int(q*float64(draws-1))])), s.Low), s.High)
	}
	return Interval{Low: at(.025), High: at(.975), Rho: rho, Draws: draws, Seed: Seed}
}

// triangle is the quantile of the triangular distribution.
func triangle(low, best, high, u float64) float64 {
	if high <= low {
		return best
	}
	if u < (best-low)/(high-low) {
		return low + math.Sqrt(u*(high-low)*(best-low))
	}
	return high - math.Sqrt((1-u)*(high-low)*(high-best))
}

// normal is the distribution function of the standard normal.
func normal(z float64) float64 { return .5 * math.Erfc(-z/math.Sqrt2) }
