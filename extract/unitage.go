package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// bracketedAge reports whether a number is the age of the one it follows: "his
// wife (30)".
func (s *sentence) bracketedAge(c count) bool {
	if n := len(s.u); n >= 2 && s.mark(c.s-1, '(') && s.mark(c.e, ')') && c.plain && c.q.Low < 110 {
		u := &s.u[n-2]
		return u.kind == people && u.one && !u.hasQ || u.kind == name && !s.listed(n-2)
	}
	return s.namedAge(c) || s.theirAges(c)
}

// theirAges reports whether a number is one of the ages of the people counted
// just before, one for each: "two brothers, 17 and 19,".
func (s *sentence) theirAges(c count) bool {
	if !c.plain || !s.digits(c.s) || c.q.Low >= 110 {
		return false
	}
	n, k := 1, len(s.u)-1
	for ; k >= 0 && !s.isPhrase(k); k-- {
		switch {
		case s.digits(s.u[k].s) && s.u[k].kind == other:
			n++
		case !s.umark(k, ',') && !s.uhas(k, lexicon.And):
			return false
		}
	}
	if k < 0 || s.u[k].kind != people || !s.u[k].hasQ || s.u[k].count.q.Low < 2 || !s.umark(k+1, ',') {
		return false
	}
	e := c.e
	for ; e < s.b && (s.mark(e, ',') && s.digits(e+1) || s.has(e, lexicon.And) && s.digits(e+1)); e += 2 {
		n++
	}
	return n == s.u[k].count.q.Low && !s.has(e, lexicon.Person|lexicon.Other) && len(s.entryAt(e).Frames) == 0
}

// namedAge reports whether a number is the age of those just named: "A. B., 26,
// and C. D. Jr. 26, were hurt", "A. B. and C. D., both 16, were".
func (s *sentence) namedAge(c count) bool {
	k := len(s.u) - 1
	if !c.plain || !s.digits(c.e-1) || c.q.Low >= 110 || c.e < s.b && !s.mark(c.e, ',') {
		return false
	}
	for s.uhas(k, lexicon.Both) {
		k--
	}
	if s.umark(k, '.') {
		k--
	}
	if s.umark(k, ',') {
		k--
	}
	return k > 0 && s.u[k].kind == name && !s.listed(k) && !s.uhas(k-1, lexicon.Preposition|lexicon.Of)
}

// aged reads an age that stands for the one who has it, "17-year-old", "17 year
// old": the token after it and the years, 0 years for a child of months.
func (s *sentence) aged(i int) (end, years int) {
	if s.d.Tokens[i].Kind != text.Number && !s.has(i, lexicon.NumberWord) {
		return 0, 0
	}
	v, bound, _, k, ok := s.number(i)
	if !ok || bound != nil || v > 120 {
		return 0, 0
	}
	if s.mark(k, '-') {
		k++
	}
	if !s.has(k, lexicon.Year) {
		return 0, 0
	}
	years = int(v)
	if u := s.page.time(s, k); u != nil && s.p.Times.Fact(u).Days < 365 {
		years = 0
	}
	if k++; s.mark(k, '-') {
		k++
	}
	if !s.has(k, lexicon.Aged) {
		return 0, 0
	}
	return k + 1, years
}

// ofAge reads one person told by an age: "a 3-year-old", "24-year-old A. B.",
// "the 17 year old male resident".
func (s *sentence) ofAge(i int) (unit, bool) {
	k, def := i, false
	if s.has(i, lexicon.Determiner) && !s.has(i, lexicon.More|lexicon.Other) && i+1 < s.b {
		k, def = i+1, !s.indefiniteArticle(i)
	}
	e, years := s.aged(k)
	if e == 0 || s.mark(e, '-') {
		return unit{}, false
	}
	u := unit{kind: people, s: i, e: e, head: e - 1, one: true, def: def, age: years,
		count: count{q: recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}, s: i, e: k + 1, num: k}}
	for n := e; n < s.b && n < e+4; n++ {
		if s.has(n, lexicon.Person) && !s.has(n, lexicon.Thing) {
			u.head = n
			u.e = n + 1
			continue
		}
		if s.capital(n) && !s.known(n) && n == u.e { // a name, or where the person is from
			o := s.properName(n)
			if u.head = o.head; !s.has(o.e, lexicon.Person) {
				u.e = o.e
				break
			}
			n, u.e = o.e-1, o.e
			continue
		}
		if s.barrier(n) || s.capital(n) {
			break
		}
	}
	if s.has(u.head, lexicon.Plural) {
		return unit{}, false
	}
	if s.has(u.head, lexicon.Person) {
		s.describe(&u, i)
	}
	if u.who.Age == "" && years < 18 {
		u.who.Age = "child"
	}
	return u, true
}

// ages reports whether the number at token i is one of several ages: "between
// the ages of 11 and 15", "aged 4 to 9".
func (s *sentence) ages(i int) bool {
	for k := i - 1; k >= s.a && k >= i-5; k-- {
		if s.has(k, lexicon.Aged) {
			return !s.has(k, lexicon.Includes) && k < i-1
		}
		if s.d.Tokens[k].Kind != text.Number && !s.has(k, lexicon.And|lexicon.Of|lexicon.To|lexicon.NumberWord) && !s.mark(k, '-') && !s.mark(k, ',') {
			return false
		}
	}
	return false
}
