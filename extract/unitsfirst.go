package extract

import (
	"math"

	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// unitsFirst adds up a number in a language that says the units before the tens
// and joins the parts by "and": "five and twenty", "three hundred", "a million
// and 200 thousand". It returns the value and the token after it; ok is false
// where no number begins at token i.
func (s *sentence) unitsFirst(i int) (v float64, next int, ok bool) {
	total, current, place := 0.0, 0.0, math.MaxFloat64 // place: what is added must be less
	digits := false
	k := i
	for k < s.b {
		at, and := k, false
		if ok && s.has(k, lexicon.And) {
			at, and = k+1, true
		}
		w, scale, figure := s.numeral(at)
		if w == 0 && !ok && s.isZero(at) {
			return 0, at + 1, true
		}
		if w == 0 {
			if and && s.has(at, lexicon.Half) && total > 0 && current == 0 { // "a million and a half"
				total, k = total+s.entry(k-1).Value/2, at+1
			}
			break
		}
		switch {
		case !ok:
			current, digits = w, figure
			if scale && w >= 1000 {
				total, current, place = w, 0, w
			}
		case scale && !and && w < 1000 && current > 0 && (current < 10 || digits):
			current, digits = current*w, false
		case scale && w >= 1000 && w < place && (!and || current == 0):
			total, current, place, digits = total+max(current, 1)*w, 0, w, false
		case scale && and && w == 100 && current == 0:
			current = 100
		case w == 1 && current >= 100 && math.Mod(current, 100) == 0 && s.has(at+1, lexicon.NumberWord) && s.entry(at+1).Value == 10: // "a hundred and eleven", written as "a hundred one ten"
			current, at = current+11, at+1
		case !and && w == 10 && !figure && !digits && math.Mod(current, 100) >= 1 && math.Mod(current, 100) <= 12: // "three ten": thirteen
			if math.Mod(current, 100) != 12 {
				current += 10
			}
		case and && !scale && joinable(current, w, total, digits, figure):
			current, digits = current+w, figure
		default:
			return sum(total, current), k, true
		}
		ok, k = true, at+1
	}
	return sum(total, current), k, ok
}

// joinable reports whether w may follow what is counted so far behind "and".
func joinable(current, w, total float64, digits, figure bool) bool {
	switch {
	case digits && current > 0:
		return false // "12 and 15" are two numbers
	case current == 0:
		return total > 0 && w < total
	case figure:
		return current >= 100 && math.Mod(current, 100) == 0 && w < 100
	case current >= 1 && current < 10 || math.Mod(current, 100) >= 1 && math.Mod(current, 100) < 10:
		return w >= 20 && w < 100 && math.Mod(w, 10) == 0
	}
	return current >= 100 && w < 100 && math.Mod(current, 100) == 0 || current >= 1000 && w < 1000 && math.Mod(current, 1000) == 0
}

// sum is what a number comes to, or most if that is more.
func sum(total, current float64) float64 { return min(total+current, most) }

// isZero reports whether nought stands at token i.
func (s *sentence) isZero(i int) bool {
	return s.digits(i) && s.d.Tokens[i].Value == 0 || s.has(i, lexicon.NumberWord) && s.entry(i).Value == 0
}

// numeral returns the value of the number word or figure at token i, 0 if there
// is none, and whether it is a scale.
func (s *sentence) numeral(i int) (v float64, scale, figure bool) {
	if i >= s.b {
		return
	}
	if t := s.d.Tokens[i]; t.Kind == text.Number {
		if t.Flags&text.Ordinal != 0 {
			return 0, false, false
		}
		return t.Value, false, true
	}
	e := s.entry(i)
	switch {
	case e.Has(lexicon.Scale):
		return e.Value, true, false
	case e.Has(lexicon.NumberWord):
		return e.Value, false, false
	case e.Has(lexicon.VagueWord) && !e.Has(lexicon.Group) && e.Value >= 2000 && i > s.a && !s.definite(i): // "three thousands"
		if _, _, before := s.numeral(i - 1); before || s.has(i-1, lexicon.NumberWord|lexicon.Scale) {
			return e.Value / 2, true, false
		}
	}
	return 0, false, false
}

// countUnits reads a number in a language that says the units first, or a vague
// word, at token i.
func (s *sentence) countUnits(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	e := s.entry(i)
	switch {
	case e.Has(lexicon.VagueWord):
		return s.vagueUnits(i)
	case e.Has(lexicon.Half) && s.has(i+1, lexicon.Scale): // "half a dozen"
		return s.entry(i+1).Value / 2, nil, 1, i + 2, true
	case e.Has(lexicon.NumberWord) && e.Value == 1 && s.has(i-1, lexicon.Determiner): // "which one"
		return 0, nil, 0, i, false
	}
	if v, next, ok = s.unitsFirst(i); !ok || v != math.Trunc(v) {
		return 0, nil, 0, i, false
	}
	return v, nil, 1, next, true
}

// who reports whether "of" at token i is rather "those who", as Arabic writes both: "the
// number of those who were killed".
func (s *sentence) who(i int) bool {
	return s.has(i, lexicon.Of) && !s.has(i+1, lexicon.Person) && s.frame(i+1, "verb-any") != nil && s.frame(i+1, "person-noun", "act-any") == nil
}

// vagueUnits reads "dozens", "hundreds of thousands", "a (large) number of".
func (s *sentence) vagueUnits(i int) (v float64, bound *lexicon.Bound, times float64, next int, ok bool) {
	e := s.entry(i)
	next = s.past(i)
	if e.Has(lexicon.Group) {
		if !s.has(next, lexicon.Of) && s.word(next) && !s.barrier(next) && !s.definite(next) {
			next++
		}
		if !s.has(next, lexicon.Of) || s.who(next) {
			return 0, nil, 0, i, false
		}
		return e.Value, e.Bound, 1, next + 1, true
	}
	times = 1
	if s.has(next, lexicon.VagueWord) && !s.has(next, lexicon.Group) && s.entry(next).Value >= 2000 && e.Value >= 3 {
		times, next = s.entry(next).Value/2, next+1
	} else if s.has(next, lexicon.Scale) && s.entry(next).Value >= 100 {
		times, next = s.entry(next).Value, next+1
	}
	return e.Value, e.Bound, times, next, true
}
