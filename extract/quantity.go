package extract

import (
	"math"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// A count is a quantity found in the text, and what was said with it.
type count struct {
	q     recount.Quantity
	s, e  int  // tokens [s,e), qualifiers included
	num   int  // token at which the number itself begins
	zero  bool // "no", "none"
	adds  bool // "another", "more", "others"
	share bool // "most of": a part of the whole that is told
	plain bool // an exact number, nothing around it
}

const most = math.MaxInt32 / 4 // no count of people is larger

// quantity reads a number with its qualifiers at token i.
func (s *sentence) quantity(i int) (count, bool) {
	c := count{s: i, e: i}
	if i >= s.b {
		return c, false
	}
	first := s.entry(i)
	if s.d.Tokens[i].Kind != text.Number && first.Starts == 0 &&
		!first.Has(lexicon.NumberWord|lexicon.Scale|lexicon.VagueWord|lexicon.Determiner|lexicon.None|lexicon.Half|lexicon.Both|lexicon.Another|lexicon.Other) {
		return c, false
	}
	row := ""
	j, between := i, false
	for j < s.b {
		e := s.entry(j)
		if e.Has(lexicon.Another) || e.Has(lexicon.Other) {
			c.adds = true
		}
		ph := s.p.Quantifiers.At(e, s.lex[:s.b], j)
		if ph == nil || ph.Kind == "after" {
			break
		}
		if ph.Kind == "share" {
			if s.ofTime(j, j+len(ph.Words)) {
				return c, false
			}
			c.share = true
		}
		for _, w := range ph.Words {
			between = between || s.p.Entries[w].Has(lexicon.Between)
		}
		if ph.Class != "exact" {
			row = ph.Class
		} else if len(ph.Words) > 1 && s.has(j+len(ph.Words)-1, lexicon.More|lexicon.Other) || s.has(j+1, lexicon.More) {
			c.adds = true
		}
		j += len(ph.Words)
	}
	if j >= s.b {
		return c, false
	}
	e := s.entry(j)
	if e.Has(lexicon.None) && row == "" {
		return s.nothing(c, j)
	}
	if e.Has(lexicon.Both) {
		if s.has(j+1, lexicon.Plural) {
			c.q, c.num, c.e = recount.Quantity{Low: 2, High: 2, Point: 2, Stated: 2, Qualifier: recount.Exact, Row: "both"}, j, j+1
			return c, true
		}
		return c, false
	}
	v, bound, times, k, ok := s.number(j)
	if !ok {
		return s.shareOf(c, row, j)
	}
	c.num = j
	if s.has(j, lexicon.NumberWord) && s.has(k, lexicon.Another) { // "one another"
		return c, false
	}
	if j == i && row == "" && k == j+1 {
		c.plain = true
	}
	dozen := bound == nil && s.has(k-1, lexicon.Scale) && s.entry(k-1).Value == 12
	high := 0.0
	if bound == nil && !(i > s.a && s.has(i-1, lexicon.From)) {
		v2, k2 := s.rangeEnd(v, j, k, between)
		if v2 > 0 {
			high, k = v2, k2
			c.plain = false
		}
	}
	if s.mark(k, ',') && s.has(k+1, lexicon.Not) { // "three, not five, villagers"
		if _, _, _, n, ok := s.number(k + 2); ok && s.mark(n, ',') {
			k = n + 1
		}
	}
	// qualifiers that follow
	if k < s.b {
		if ph := s.p.Quantifiers.At(s.entry(k), s.lex[:s.b], k); ph != nil && ph.Follows() {
			row = ph.Class
			k += len(ph.Words)
		} else if s.mark(k, '+') && s.d.Tokens[k].Flags&text.Glued != 0 {
			row = "at-least"
			k++
		}
	}
	c.q = s.bounds(v, high, times, bound, row, dozen)
	if s.mark(k, '(') && s.digits(k+1) && s.mark(k+2, ')') && s.d.Tokens[k+1].Value == v { // "twenty-one (21)"
		k += 3
	}
	if s.has(k, lexicon.More|lexicon.Other) && s.p.Quantifiers.At(s.entry(k), s.lex[:s.b], k) == nil {
		c.adds = true
		k++
	}
	c.e = k
	return c, true
}

// shareOf reads a share of the people counted before, "most of them", "as many".
// Its words end before token j.
func (s *sentence) shareOf(c count, row string, j int) (count, bool) {
	whole := len(s.u) - 1
	for whole >= 0 && !(s.u[whole].hasQ && (s.u[whole].kind == people || s.u[whole].kind == happened && s.p.VerbFirst)) {
		whole--
	}
	if !c.share || whole < 0 {
		return c, false
	}
	owned := s.d.Tokens[j-1].Flags&text.Definite != 0   // "most-of-them"
	ofThem := s.p.FreeOrder && s.has(j-1, lexicon.Them) // "треть из них дети"
	if !owned && !ofThem && (s.u[whole].count.zero || s.has(j-1, lexicon.Of) && !s.has(j, lexicon.Them) && !s.besideWhole(c.s, j) || !s.has(j-1, lexicon.Of) && !s.has(j, lexicon.Person)) {
		return c, false
	}
	if s.has(j-1, lexicon.Of) && !s.p.VerbFirst && s.has(j, lexicon.Them) { // "most of whom lived nearby" says nobody's kind
		k := j + 1
		if s.has(k, lexicon.Be) || s.p.NounFirst && s.has(k, lexicon.Of) { // "la moitié d'entre elles des enfants"
			k++
		}
		if !s.has(k, lexicon.Person) && !(k+1 < s.b && !s.barrier(k) && s.has(k+1, lexicon.Person)) {
			return c, false
		}
	}
	b, of := s.p.Bounds[row], s.u[whole].count.q
	c.q = b.Of(of.Low)
	if of.High == recount.Open || of.High == recount.Blank {
		c.q.High = of.High
	} else {
		c.q.High = b.Of(of.High).High
	}
	if c.q.Qualifier == recount.Exact && c.q.Low != c.q.High { // "dozens, all of them children"
		c.q.Qualifier = of.Qualifier
	}
	c.num, c.e = c.s, j
	return c, true
}

// nothing reads "no", "none of the 30", "no one", "nobody".
func (s *sentence) nothing(c count, j int) (count, bool) {
	c.zero = true
	c.q = recount.Quantity{Qualifier: recount.Exact, Row: "none"}
	c.num, c.e = j, s.past(j)
	j = c.e - 1
	if s.has(j+1, lexicon.NumberWord) && s.entry(j+1).Value == 1 { // "no one"
		c.e++
		return c, true
	}
	if s.has(j+1, lexicon.Other) {
		c.e++
		return c, s.has(j+2, lexicon.Person)
	}
	if s.has(j+1, lexicon.Of) {
		c.e++
		if s.has(c.e, lexicon.Determiner) {
			c.e++
		}
		if _, _, _, k, ok := s.number(c.e); ok {
			c.e = k
		}
	}
	return c, true
}

// rangeEnd reads the second number of "10 to 15", "10-15", "10 or 15" and
// "between 10 and 15", given the first at [j,k); 0 if there is none.
func (s *sentence) rangeEnd(v float64, j, k int, between bool) (float64, int) {
	if k+1 >= s.b {
		return 0, k
	}
	or := s.has(k, lexicon.Or)
	if !(s.mark(k, '-') || s.has(k, lexicon.To) || or || between && s.has(k, lexicon.And)) {
		return 0, k
	}
	v2, bound, _, k2, ok := s.number(k + 1)
	if !ok || bound != nil || v2 <= v || v2 > v*10+10 || !between && (s.d.Tokens[k+1].Kind == text.Number) != (s.d.Tokens[j].Kind == text.Number) {
		return 0, k
	}
	if s.hyphen(k2) && !s.has(k2+1, lexicon.NumberWord) { // "10-15-year-old"
		return 0, k
	}
	return v2, k2
}

// bounds turns a number and its wording into a quantity by the pack's table.
func (s *sentence) bounds(v, high, times float64, bound *lexicon.Bound, row string, dozen bool) recount.Quantity {
	if bound != nil && row != "" && bound.Many { // "более сотни"
		return s.p.Bounds[row].Of(int(v*times) / 2)
	}
	if bound != nil && bound.Qualifier == recount.About && row != "" { // "plus d'une centaine"
		return s.p.Bounds[row].Of(int(min(v*times, most)))
	}
	if bound != nil {
		q := bound.Of(int(v))
		q.Stated = 0
		switch bound.Qualifier {
		case recount.Exact:
			q.Stated = q.Low
		case recount.About:
			q.Stated = int(v)
		}
		scale := func(n int) int {
			if n == recount.Open || n == recount.Blank {
				return n
			}
			return int(min(float64(n)*times, most))
		}
		q.Low, q.High, q.Point = scale(q.Low), scale(q.High), scale(q.Point)
		if times > 1 && q.High != recount.Open {
			q.High += int(times) - 1
		}
		switch row {
		case "at-least", "more-than":
			q.High = recount.Open
		case "up-to", "fewer-than":
			q.Low, q.Point = 1, recount.Blank
		}
		return q
	}
	n := int(v)
	if high > 0 {
		m := int(high)
		q := recount.Quantity{Low: n, High: m, Point: (n + m) / 2, Stated: n, Qualifier: recount.Between, Row: "range"}
		if row == "up-to" {
			q.Low = 1
		}
		return q
	}
	if row == "" {
		row = "exact"
		if dozen {
			row = "dozen"
		}
	}
	return s.p.Bounds[row].Of(n)
}
