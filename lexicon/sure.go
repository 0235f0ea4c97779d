package lexicon

import (
	"math"
	"strconv"
)

// A Sign is something about how a claim was read that makes it more or less
// sure: the kind of sign, and its value. The kinds and their values are listed
// in extract, which sees them.
type Sign struct{ Kind, Value string }

// Sure turns signs into the chance that a claim was read rightly: a log-linear
// model whose weights are the rows of the table sure.tsv. Nil knows nothing.
type Sure struct {
	base  float64
	kinds map[string][]weighed
}

type weighed struct {
	value  string
	weight float64
}

// Base is the Kind of the row that holds for every claim.
const Base = "base"

// sign adds a row: kind, value, weight.
func (l *loading) sign(r row) error {
	w, err := strconv.ParseFloat(r.cell(2), 64)
	switch {
	case err != nil || math.IsNaN(w) || math.Abs(w) > 20:
		return bad("weight %q: want a number from -20 to 20", r.cell(2))
	case r.cell(0) == "":
		return bad("no kind of sign")
	}
	if l.Sure == nil {
		l.Sure = &Sure{kinds: map[string][]weighed{}}
	}
	if r.cell(0) == Base {
		l.Sure.base = w
		return nil
	}
	for _, k := range l.Sure.kinds[r.cell(0)] {
		if k.value == r.cell(1) {
			return bad("%s %q is given twice: take one of them out", r.cell(0), r.cell(1))
		}
	}
	l.Sure.kinds[r.cell(0)] = append(l.Sure.kinds[r.cell(0)], weighed{r.cell(1), w})
	return nil
}

// Chance returns the chance that signs give, or 0 if s is nil.
func (s *Sure) Chance(signs []Sign) float64 {
	if s == nil {
		return 0
	}
	z := s.base
	for i := range signs {
		z += s.Weight(signs[i])
	}
	return Logistic(z)
}

// Weight returns what one sign adds, in logits; 0 if it has no row.
func (s *Sure) Weight(x Sign) float64 {
	for _, k := range s.kinds[x.Kind] { // few, so that looking at all costs little
		if k.value == x.Value {
			return k.weight
		}
	}
	return 0
}

// Logistic turns logits into a chance.
func Logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
