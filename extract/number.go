package extract

import (
	"math"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// number reads a number without its qualifiers at token i. bound is set for a
// vague word, which has bounds of its own; scaled numbers of dozens say so.
func (s *sentence) number(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	t := s.d.Tokens
	if i >= s.b {
		return
	}
	e := s.entry(i)
	switch {
	case s.bracketed(i), s.bracketed(i - 1):
		for s.isMark(i) {
			i++
		}
		if v, bound, times, next, ok = s.figure(i); ok {
			next++
		}
		return
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

// bracketed reports whether brackets at token i only set off the figure of those who are
// named behind it, "(5) civilians", as statements in Arabic write it.
func (s *sentence) bracketed(i int) bool {
	return s.mark(i, '(') && s.p.VerbFirst && s.digits(i+1) && s.mark(i+2, ')') && (s.has(i+3, lexicon.Person|lexicon.Other) || s.frame(i+3, "person-noun") != nil) && !s.has(i-1, lexicon.Person|lexicon.NumberWord)
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
