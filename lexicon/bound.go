package lexicon

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// A Bound is a row of the table of bounds: what a wording allows of a number.
type Bound struct {
	Row              string
	Low, High, Point formula
	Qualifier        recount.Qualifier
	Many             bool // of a word that behind a wording is half as many: "сотни", "более сотни"
}

// A formula is n, n±1, n±h, n±2h, n±n/12, a share such as 2n/3 or n/2+1, a plain
// number, open, or none.
type formula struct {
	kind    formulaKind
	value   int
	of, add int // of a share
}

type formulaKind uint8

const (
	constant formulaKind = iota
	offset               // n + value
	halves               // n + value·h
	twelfth              // n + value·n/12
	share                // value·n/of + add
	open
	blank
)

var shares = regexp.MustCompile(`^([1-9]?)n/([2-9])([+-][0-9])?$`)

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
		return formula{kind: constant, value: n}, nil
	}
	if m := shares.FindStringSubmatch(s); m != nil {
		f := formula{kind: share, value: 1}
		if m[1] != "" {
			f.value, _ = strconv.Atoi(m[1])
		}
		f.of, _ = strconv.Atoi(m[2])
		f.add, _ = strconv.Atoi(m[3])
		return f, nil
	}
	if rest, ok := strings.CutPrefix(s, "n"); ok {
		sign := 1
		if rest[0] == '-' {
			sign = -1
		}
		switch body := rest[1:]; body {
		case "h":
			return formula{kind: halves, value: sign}, nil
		case "2h":
			return formula{kind: halves, value: 2 * sign}, nil
		case "n/12":
			return formula{kind: twelfth, value: sign}, nil
		default:
			if v, err := strconv.Atoi(body); err == nil {
				return formula{kind: offset, value: sign * v}, nil
			}
		}
	}
	return formula{}, fmt.Errorf("formula %q: %w", s, recount.ErrInvalid)
}

// at returns what the formula makes of n; of a share, the whole people in it.
func (f formula) at(n int) int {
	switch f.kind {
	case offset:
		return n + f.value
	case halves:
		return n + f.value*HalfUnit(n)
	case twelfth:
		return n + f.value*max(1, n/12)
	case share:
		return n*f.value/f.of + f.add
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
	q := recount.Quantity{Low: max(0, b.Low.at(n)), High: b.High.at(n), Point: b.Point.at(n), Stated: n, Qualifier: b.Qualifier, Row: b.Row}
	if b.High.kind == share && n*b.High.value%b.High.of > 0 {
		q.High++ // half of seven is three or four
	}
	if q.High < q.Low {
		q.High = q.Low
	}
	if q.Point != recount.Blank && !q.Allows(q.Point) {
		q.Point = q.Low
	}
	if b.Low.kind == share {
		q.Stated = q.Point
	}
	if q.Qualifier == recount.Exact && q.Low != q.High {
		q.Qualifier = recount.About
	}
	return q
}
