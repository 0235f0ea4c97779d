package extract

import (
	"math"
	"strings"

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

// number reads a number without its qualifiers at token i. bound is set for a
// vague word, which has bounds of its own; scaled numbers of dozens say so.
func (s *sentence) number(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	t := s.d.Tokens
	if i >= s.b {
		return
	}
	e := s.entry(i)
	switch {
	case s.p.UnitsFirst:
		return s.countUnits(i)
	case t[i].Kind == text.Number:
		return s.figure(i)
	case e.Has(lexicon.NumberWord):
		if e.Is(lexicon.Article) { // "une dizaine"
			if v, bound, times, next, ok = s.indefinite(i); ok {
				return
			}
		}
		if s.theOne(i) {
			return
		}
		v, next = s.numberWords(i, e.Value, s.past(i))
		return v, nil, 1, next, true
	case e.Has(lexicon.Scale) && e.Value >= 12:
		if i > s.a && s.has(i-1, lexicon.NumberWord|lexicon.Scale) {
			return
		}
		v, next = s.numberWords(i, 1, i)
		return v, nil, 1, next, true
	case e.Has(lexicon.Half) && i+1 < s.b:
		j := i + 1
		if s.has(j, lexicon.Determiner) {
			j++
		}
		if s.has(j, lexicon.Scale) {
			return s.entry(j).Value / 2, nil, 1, j + 1, true
		}
		return
	case e.Is(lexicon.Article):
		return s.indefinite(i)
	case e.Has(lexicon.VagueWord) && !e.Has(lexicon.Group):
		return s.vague(i)
	}
	return
}

// figure reads a number in digits, with a scale after it or glued to it.
func (s *sentence) figure(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	t := s.d.Tokens[i]
	v = t.Value
	if t.Flags&text.Ordinal != 0 {
		w := s.d.Word(i)
		suffix := strings.TrimLeft(w, "0123456789.,")
		e := &s.p.Entries[s.p.Find(suffix)]
		if suffix == "" || !e.Has(lexicon.Scale) || e.Value < 1000 {
			return 0, nil, 0, i, false
		}
		return v * e.Value, nil, 1, i + 1, true
	}
	next = i + 1
	if s.has(next, lexicon.Scale) && s.entry(next).Value >= 12 {
		v, next = s.numberWords(i, v, next)
	} else if s.dozens(next) {
		v, next = v*s.entry(next).Value/2, next+1
	}
	if v > most || v != math.Trunc(v) {
		return 0, nil, 0, i, false
	}
	return v, nil, 1, next, true
}

// theOne reports whether "one" at token i stands for something named before:
// "the one", "which one".
func (s *sentence) theOne(i int) bool {
	return s.entry(i).Value == 1 && i > s.a && s.has(i-1, lexicon.Determiner) && !s.has(i+1, lexicon.Person|lexicon.Other|lexicon.Scale|lexicon.Of) && !s.hyphen(i+1)
}

// dozens reports whether token i multiplies the number before it, though it is
// vague alone: "three dozens".
func (s *sentence) dozens(i int) bool {
	return s.has(i, lexicon.VagueWord) && !s.has(i, lexicon.Group) && s.entry(i).Value >= 24
}

// numberWords adds up "three hundred and twenty-one", "4 thousand 3 hundred and
// 21": what token i begins, read as current up to token j.
func (s *sentence) numberWords(i int, current float64, j int) (float64, int) {
	total := 0.0
	digits := func(k int) bool {
		return k < s.b && s.d.Tokens[k].Kind == text.Number && s.d.Tokens[k].Flags&text.Ordinal == 0 && s.d.Tokens[k].Value == math.Trunc(s.d.Tokens[k].Value)
	}
	for j < s.b {
		e := s.entry(j)
		switch {
		case s.hyphen(j) && s.has(j+1, lexicon.NumberWord) && current >= 20 && math.Mod(current, 10) == 0 && s.entry(j+1).Value < 10:
			current += s.entry(j + 1).Value
			j += 2
			continue
		case e.Has(lexicon.NumberWord) && (current >= 20 && math.Mod(current, 10) == 0 && e.Value < 10 ||
			current >= 100 && math.Mod(current, 100) == 0 && e.Value < 100 || current >= 1000 && math.Mod(current, 1000) == 0 && e.Value < 1000 || current == 0 && total > 0 && e.Value < 1000): // "mil doscientos veinte"
			current += e.Value
			j = s.past(j)
			continue
		case s.is(j, lexicon.Tens) && s.has(j+1, lexicon.NumberWord) && current >= 20 && math.Mod(current, 10) == 0 && math.Mod(current, 100) > 0 && s.entry(j+1).Value < 10: // "treinta y dos"
			current += s.entry(j + 1).Value
			j += 2
			continue
		case e.Has(lexicon.Scale) && e.Value >= 12:
			if e.Value >= 1000 {
				total += current * e.Value
				current = 0
			} else {
				current *= e.Value
			}
			if j++; s.mark(j, '.') && s.p.Cutter.Abbreviations[e.Form] { // "30 тыс. человек"
				j++
			}
			continue
		case e.Has(lexicon.And) && s.has(j+1, lexicon.NumberWord) && s.has(j-1, lexicon.Scale) && s.entry(j-1).Value >= 100:
			current += s.entry(j + 1).Value
			j += 2
			continue
		case e.Has(lexicon.And) && digits(j+1) && s.has(j-1, lexicon.Scale) && s.entry(j-1).Value >= 100 && s.d.Tokens[j+1].Value > 0 && s.d.Tokens[j+1].Value < s.entry(j-1).Value && !s.has(j+2, lexicon.Scale) && s.d.Tokens[i].Kind == text.Number:
			current += s.d.Tokens[j+1].Value
			j += 2
			continue
		case current == 0 && digits(j) && s.has(j+1, lexicon.Scale) && s.entry(j+1).Value >= 100 && s.entry(j+1).Value < s.entry(j-1).Value && s.d.Tokens[i].Kind == text.Number: // "4 thousand 3 hundred"
			current = s.d.Tokens[j].Value
			j++
			continue
		case s.dozens(j):
			current *= e.Value / 2
			j++
			continue
		}
		break
	}
	return min(total+current, most), j
}

// indefinite reads "a dozen", "a couple of", "a few", "a number of", "an
// unknown number of".
func (s *sentence) indefinite(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	j := i + 1
	if j >= s.b {
		return
	}
	e := s.entry(j)
	switch {
	case e.Has(lexicon.Scale) && e.Value >= 12:
		return e.Value, nil, 1, j + 1, true
	case e.Has(lexicon.VagueWord) && e.Has(lexicon.Group):
		k := s.past(j)
		if s.has(k, lexicon.VagueWord) && s.has(k, lexicon.Group) { // unknown number
			if s.p.NounFirst { // "un número indeterminado"
				e = s.entry(k)
			}
			k++
		}
		if s.has(k, lexicon.Of) {
			return e.Value, e.Bound, 1, k + 1, true
		}
		if e.Bound.Qualifier == recount.Exact { // "a couple"
			return e.Value, e.Bound, 1, k, true
		}
	case e.Has(lexicon.VagueWord):
		v, bound, times, next, ok = s.vague(j)
		if ok && s.has(next, lexicon.Of) && s.has(next+1, lexicon.Person) {
			next++
		}
		return
	}
	return 0, nil, 0, i, false
}

// vague reads "several", "dozens", "tens of thousands", "several hundred".
func (s *sentence) vague(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	e := s.entry(i)
	v, bound, times, next = e.Value, e.Bound, 1, s.past(i)
	if s.has(next, lexicon.Of) && s.has(next+1, lexicon.VagueWord) && !s.has(next+1, lexicon.Group) && e.Value >= 10 && s.entry(next+1).Value >= 2000 {
		return v, bound, s.entry(next+1).Value / 2, next + 2, true
	}
	if s.has(next, lexicon.Scale) && s.entry(next).Value >= 12 {
		return v, bound, s.entry(next).Value, next + 1, true
	}
	if e.Value < 10 && s.has(next, lexicon.VagueWord) && !s.has(next, lexicon.Group) && s.entry(next).Value >= 20 { // "plusieurs dizaines"
		return s.entry(next).Value, s.entry(next).Bound, 1, next + 1, true
	}
	return v, bound, times, next, true
}

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
