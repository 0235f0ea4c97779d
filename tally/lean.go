package tally

import (
	"math"
	"slices"
	"time"
)

// A Leaning is an estimate of one harm to one side with the leaning of each
// source that counts it, by the method [LeanMethod].
type Leaning struct {
	Harm    string  `json:"harm"`
	Side    string  `json:"side"`
	Sources []Lean  `json:"sources"`
	Months  []Month `json:"months"`
}

// A Lean is by which factor a source's figures differ from the estimate: 2 is
// twice as many as there were, 0.5 half.
type Lean struct {
	Source  string  `json:"source"`
	Months  int     `json:"months"` // in which it gave a figure
	Factor  float64 `json:"factor"`
	Least   float64 `json:"least"` // 95 of 100, if the model were right
	Most    float64 `json:"most"`
	Neutral bool    `json:"neutral,omitempty"`
}

// A Month is the estimate up to its end.
type Month struct {
	Month  string `json:"month"`
	Bounds        // 95 of 100 would lie from low to high, if the model were right
}

func (l Leaning) at(month string) (Bounds, bool) {
	for _, m := range l.Months {
		if m.Month == month {
			return m.Bounds, true
		}
	}
	return Bounds{}, false
}

// LeanMethod names the method of [Leanings].
const LeanMethod = "log-ratio/1"

// What the method takes for granted, as standard deviations of logarithms.
var (
	spreadOfWord    = math.Log(1.35) // a figure about its source's own leaning, from month to month
	spreadOfParty   = math.Log(4)    // a party's leaning: off by a factor of 4 is common
	spreadOfNeutral = math.Log(1.5)  // a neutral source's
	spreadOfBend    = math.Log(1.5)  // how sharply growth changes from month to month
)

// Leanings estimates what running totals would be without the leaning of their
// sources. The logarithm of what a source says in a month is taken to be that of
// the true total, plus the source's leaning towards that side, plus chance;
// leanings are around 1, widely for parties and narrowly for neutral sources.
// The total is a line through the months in the logarithm of time, bent as
// little as the figures allow. It is a Gaussian model, solved by penalised least
// squares; each source counts once a month, by the median. Two parties alone, or
// none that is neutral, leave the level to the middle of what they say. The
// idea, to model the reporting bias of each pair of source and side, is that of
// Radford et al. (PNAS 120(34), 2023), whose model also ties kinds of loss to one
// another; this one does not.
func Leanings(all []Series, k Stakes) []Leaning {
	var out []Leaning
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].Harm == all[i].Harm && all[j].Side == all[i].Side {
			j++
		}
		if l, ok := lean(all[i:j], k); ok {
			out = append(out, l)
		}
		i = j
	}
	return out
}

// A word is what a source says in a month.
type word struct {
	month, source int
	log           float64
}

// lean fits the series of one harm and one side.
func lean(ss []Series, k Stakes) (Leaning, bool) {
	var first, last time.Time
	for _, s := range ss {
		for _, p := range s.Points {
			if first.IsZero() || p.Day.Before(first) {
				first = p.Day
			}
			if p.Day.After(last) {
				last = p.Day
			}
		}
	}
	if first.IsZero() {
		return Leaning{}, false
	}
	index := func(t time.Time) int { return 12*(t.Year()-first.Year()) + int(t.Month()) - int(first.Month()) }
	months := index(last) + 1
	var words []word
	out := Leaning{Harm: ss[0].Harm, Side: ss[0].Side}
	for _, s := range ss {
		by := make([][]float64, months)
		said := map[int]bool{}
		for _, p := range s.Points {
			if p.Best > 0 && !p.oneEnd && !said[p.Best] {
				said[p.Best] = true
				by[index(p.Day)] = append(by[index(p.Day)], math.Log(float64(p.Best)))
			}
		}
		l := Lean{Source: s.Source, Neutral: k.Neutral[s.Source]}
		for m, logs := range by {
			if len(logs) > 0 {
				slices.Sort(logs)
				words = append(words, word{m, len(out.Sources), (logs[(len(logs)-1)/2] + logs[len(logs)/2]) / 2})
				l.Months++
			}
		}
		if l.Months > 0 {
			out.Sources = append(out.Sources, l)
		}
	}
	if len(words) == 0 {
		return Leaning{}, false
	}
	// unknowns: the logarithm of the total in each month, then the leaning of each source
	n := months + len(out.Sources)
	a := newSystem(n)
	for _, w := range words {
		a.add(w.log, spreadOfWord, coefficient{w.month, 1}, coefficient{months + w.source, 1})
	}
	for i, l := range out.Sources {
		sd := spreadOfParty
		if l.Neutral {
			sd = spreadOfNeutral
		}
		a.add(0, sd, coefficient{months + i, 1})
	}
	for m := 1; m+1 < months; m++ { // a straight line over log time has no bend
		before, after := math.Log(float64(m+1)/float64(m)), math.Log(float64(m+2)/float64(m+1))
		a.add(0, spreadOfBend, coefficient{m - 1, 1 / before}, coefficient{m, -1/before - 1/after}, coefficient{m + 1, 1 / after})
	}
	if months > 1 { // growth is of the order of time itself, where nothing else says so
		a.add(math.Log(float64(months)), 2*math.Log(float64(months))+1, coefficient{months - 1, 1}, coefficient{0, -1})
	}
	x, sd := a.solve()
	rising(x[:months])
	for m := range months {
		at := time.Date(first.Year(), first.Month()+time.Month(m), 1, 0, 0, 0, 0, time.UTC)
		out.Months = append(out.Months, Month{at.Format("2006-01"), Bounds{round(x[m] - 1.96*sd[m]), round(x[m]), round(x[m] + 1.96*sd[m])}})
	}
	for i := range out.Sources {
		b, s := x[months+i], sd[months+i]
		l := &out.Sources[i]
		l.Factor, l.Least, l.Most = math.Exp(b), math.Exp(b-1.96*s), math.Exp(b+1.96*s)
	}
	return out, true
}

func round(log float64) int { return int(math.Round(math.Exp(log))) }

// rising makes a sequence one that never falls, by pooling neighbours that do
// (isotonic regression).
func rising(x []float64) {
	type pool struct {
		mean float64
		n    int
	}
	var ps []pool
	for _, v := range x {
		ps = append(ps, pool{v, 1})
		for n := len(ps); n > 1 && ps[n-2].mean > ps[n-1].mean; n = len(ps) {
			a, b := ps[n-2], ps[n-1]
			ps = append(ps[:n-2], pool{(a.mean*float64(a.n) + b.mean*float64(b.n)) / float64(a.n+b.n), a.n + b.n})
		}
	}
	i := 0
	for _, p := range ps {
		for range p.n {
			x[i] = p.mean
			i++
		}
	}
}

// A system is the normal equations of weighted least squares.
type system struct {
	a [][]float64
	b []float64
}

type coefficient struct {
	i int
	x float64
}

func newSystem(n int) *system {
	s := &system{a: make([][]float64, n), b: make([]float64, n)}
	for i := range s.a {
		s.a[i] = make([]float64, n)
	}
	return s
}

// add says that a sum of parts is about value, give or take sd.
func (s *system) add(value, sd float64, parts ...coefficient) {
	w := 1 / (sd * sd)
	for _, p := range parts {
		s.b[p.i] += w * p.x * value
		for _, q := range parts {
			s.a[p.i][q.i] += w * p.x * q.x
		}
	}
}

// solve returns the solution and the standard deviation of each unknown, by
// Gauss and Jordan's elimination: the matrix is positive definite and small.
func (s *system) solve() (x, sd []float64) {
	n := len(s.b)
	m := make([][]float64, n) // the matrix, the right side, the identity
	for i := range m {
		m[i] = append(append(slices.Clone(s.a[i]), s.b[i]), make([]float64, n)...)
		m[i][n+1+i] = 1
	}
	for i := range m {
		pivot := m[i][i]
		for j := range m[i] {
			m[i][j] /= pivot
		}
		for k := range m {
			if f := m[k][i]; k != i && f != 0 {
				for j := range m[k] {
					m[k][j] -= f * m[i][j]
				}
			}
		}
	}
	x, sd = make([]float64, n), make([]float64, n)
	for i := range m {
		x[i], sd[i] = m[i][n], math.Sqrt(m[i][n+1+i])
	}
	return x, sd
}
