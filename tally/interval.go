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

// manyTerms is of how many loose figures a sum is drawn root by root.
const manyTerms = 400

// Interval draws the sum again and again. Each incident's figure falls in the
// triangle over its low, best and high; the figures that rest on one root err
// together, correlated by rho (a one-factor Gaussian copula); an incident that
// may be another told of again, or lies only partly within, is there as often as
// its chance says. People whose group nobody states are in no draw. Draws outside low to high of the sum are set on them. Rho must
// be over 0: errors that know nothing of each other would all but cancel out, and
// the interval would be far narrower than what anybody knows.
//
// Of a sum of many figures those of one root are drawn at once: given how the root
// errs they know nothing of each other, so that their sum is all but normal
// (docs/decisions/0026-large-casebooks.md).
func (s Sum) Interval(rho float64) Interval {
	r := rand.New(rand.NewPCG(Seed, uint64(len(s.terms))))
	at := map[recount.SourceID]int{}
	var fixed float64
	var loose []term
	var rootAt []int
	for _, t := range s.terms {
		if t.low == t.high && t.doubt == 0 && t.share == 1 {
			fixed += t.best
			continue
		}
		root := rootOfBest(t.toll)
		if _, ok := at[root]; !ok {
			at[root] = len(at)
		}
		loose, rootAt = append(loose, t), append(rootAt, at[root])
	}
	draw := drawEach(r, rho, loose, rootAt, len(at))
	if len(loose) > manyTerms {
		draw = drawRoots(r, rho, loose, rootAt, len(at))
	}
	sums := make([]float64, draws)
	for i := range sums {
		sums[i] = fixed + draw()
	}
	slices.Sort(sums)
	quantile := func(q float64) int {
		return min(max(int(math.Round(sums[int(q*float64(draws-1))])), s.Low), s.High)
	}
	return Interval{Low: quantile(.025), High: quantile(.975), Rho: rho, Draws: draws, Seed: Seed}
}

// drawEach draws every figure by itself.
func drawEach(r *rand.Rand, rho float64, loose []term, rootAt []int, roots int) func() float64 {
	shared, own := math.Sqrt(rho), math.Sqrt(1-rho)
	z := make([]float64, roots)
	return func() (sum float64) {
		for k := range z {
			z[k] = r.NormFloat64()
		}
		for k, t := range loose {
			u := normal(shared*z[rootAt[k]] + own*r.NormFloat64())
			if there := (1 - t.doubt) * t.share; there < 1 && r.Float64() >= there {
				continue
			}
			sum += triangle(t.low, t.best, t.high, u)
		}
		return sum
	}
}

// How finely what is drawn root by root is tabled: by how the root errs, in
// standard deviations from -spread to spread, by where the best lies between low
// and high, and by how a figure errs by itself.
const (
	spread   = 5.0
	zSteps   = 50
	bestAts  = 20
	ownSteps = 40
)

// drawRoots draws the sum of the figures of each root from a normal distribution
// with the mean and the variance that they have given how the root errs.
func drawRoots(r *rand.Rand, rho float64, loose []term, rootAt []int, roots int) func() float64 {
	once, twice := moments(rho)
	mean, variance := make([][zSteps + 1]float64, roots), make([][zSteps + 1]float64, roots)
	for k, t := range loose {
		there, wide, at := (1-t.doubt)*t.share, t.high-t.low, 0.0
		if wide > 0 {
			at = (t.best - t.low) / wide * bestAts
		}
		i := min(int(at), bestAts-1)
		part := at - float64(i)
		m, v := &mean[rootAt[k]], &variance[rootAt[k]]
		for j := range m {
			x := once[i][j] + part*(once[i+1][j]-once[i][j])
			xx := twice[i][j] + part*(twice[i+1][j]-twice[i][j])
			ex := t.low + wide*x
			exx := t.low*t.low + 2*t.low*wide*x + wide*wide*xx
			m[j] += there * ex
			v[j] += there*exx - there*there*ex*ex
		}
	}
	return func() (sum float64) {
		for k := range roots {
			at := (min(max(r.NormFloat64(), -spread), spread) + spread) / (2 * spread) * zSteps
			j := min(int(at), zSteps-1)
			part := at - float64(j)
			m := mean[k][j] + part*(mean[k][j+1]-mean[k][j])
			v := variance[k][j] + part*(variance[k][j+1]-variance[k][j])
			sum += m + math.Sqrt(max(0, v))*r.NormFloat64()
		}
		return sum
	}
}

// moments tables the mean, and the mean of the square, of a figure from 0 to 1
// whose root errs by z, by where its best lies.
func moments(rho float64) (once, twice *[bestAts + 1][zSteps + 1]float64) {
	once, twice = new([bestAts + 1][zSteps + 1]float64), new([bestAts + 1][zSteps + 1]float64)
	shared, own := math.Sqrt(rho), math.Sqrt(1-rho)
	var errs, weights [ownSteps + 1]float64
	all := 0.0
	for e := range errs {
		errs[e] = -spread + 2*spread*float64(e)/ownSteps
		weights[e] = math.Exp(-errs[e] * errs[e] / 2)
		all += weights[e]
	}
	for j := range zSteps + 1 {
		z := -spread + 2*spread*float64(j)/zSteps
		for e := range errs {
			u, w := normal(shared*z+own*errs[e]), weights[e]/all
			for i := range bestAts + 1 {
				x := triangle(0, float64(i)/bestAts, 1, u)
				once[i][j] += w * x
				twice[i][j] += w * x * x
			}
		}
	}
	return once, twice
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
