package lexicon

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// A Bound is a row of the table of bounds: what a wording allows of a number.
type Bound struct {
	Row              string
	Low, High, Point formula
	Qualifier        recount.Qualifier
}

// A formula is n, n±1, n±h, n±2h, n±n/12, a plain number, open, or none.
type formula struct {
	kind  formulaKind
	value int
}

type formulaKind uint8

const (
	constant formulaKind = iota
	offset               // n + value
	halves               // n + value·h
	twelfth              // n + value·n/12
	open
	blank
)

func parseFormula(s string) (formula, error) {
	switch s {
	case "open":
		return formula{kind: open}, nil
	case "-":
		return formula{kind: blank}, nil
	case "n":
		return formula{kind: offset}, nil
	}
	if n, err := strconv.Atoi(s); err == nil {
		return formula{constant, n}, nil
	}
	if rest, ok := strings.CutPrefix(s, "n"); ok {
		sign := 1
		if rest[0] == '-' {
			sign = -1
		}
		switch body := rest[1:]; body {
		case "h":
			return formula{halves, sign}, nil
		case "2h":
			return formula{halves, 2 * sign}, nil
		case "n/12":
			return formula{twelfth, sign}, nil
		default:
			if v, err := strconv.Atoi(body); err == nil {
				return formula{offset, sign * v}, nil
			}
		}
	}
	return formula{}, fmt.Errorf("formula %q: %w", s, recount.ErrInvalid)
}

func (f formula) of(n int) int {
	switch f.kind {
	case offset:
		return n + f.value
	case halves:
		return n + f.value*HalfUnit(n)
	case twelfth:
		return n + f.value*max(1, n/12)
	case open:
		return recount.Open
	case blank:
		return recount.Blank
	}
	return f.value
}

// HalfUnit returns half the rounding unit of n, at most a tenth of n, at least
// 1: how far "about n" may be off.
func HalfUnit(n int) int {
	unit := 1
	for n >= unit*10 && n%(unit*10) == 0 {
		unit *= 10
	}
	return max(1, min(unit/2, n/10))
}

// Of returns the quantity that the wording allows of n.
func (b *Bound) Of(n int) recount.Quantity {
	q := recount.Quantity{Low: max(0, b.Low.of(n)), High: b.High.of(n), Point: b.Point.of(n), Stated: n, Qualifier: b.Qualifier, Row: b.Row}
	if q.High < q.Low {
		q.High = q.Low
	}
	if q.Point != recount.Blank && !q.Allows(q.Point) {
		q.Point = q.Low
	}
	if q.Qualifier == recount.Exact && q.Low != q.High {
		q.Qualifier = recount.About
	}
	return q
}
