package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// uncounted puts the words of a number that counts nothing, and of a compound
// hyphenated to it, as words by themselves.
func (s *sentence) uncounted(c count) int {
	i := c.s
	for i < c.e {
		e := s.past(i)
		s.push(unit{s: i, e: e, head: i})
		i = e
	}
	for i+1 < s.b && s.mark(i, '-') && s.d.Tokens[i].Flags&text.Glued != 0 {
		s.push(unit{s: i, e: i + 2, head: i + 1})
		i += 2
	}
	return i
}

// idle reports whether a number counts nothing.
func (s *sentence) idle(c count) bool { return s.usedAs(c) != "" }

// usedAs says what a number that counts nothing stands for: a year, a day of the
// month, an age, a sum of money, a share, a clock time, a section; "" if it counts.
func (s *sentence) usedAs(c count) string {
	t := s.d.Tokens
	j, last := c.e, c.e-1
	if s.mark(j, '-') && t[j].Flags&text.Glued != 0 { // 10-year-old
		return "a part of a compound word"
	}
	if c.plain && s.has(c.s-1, lexicon.Of) && c.q.Low < 110 && s.has(c.s-2, lexicon.Person) && !s.has(c.s-2, lexicon.Plural) && !s.has(j, lexicon.Person) && !s.entry(c.s-2).Family && s.entry(c.s-2).Who.Role == "" {
		return "an age" // "a boy of 15"
	}
	if c.plain && s.has(j, lexicon.And|lexicon.Or) && (s.digits(j+1) || s.has(j+1, lexicon.NumberWord)) && s.has(j+2, lexicon.Year) {
		return "an age" // "17 and 23 years old"
	}
	if c.plain && s.digits(last) && s.has(j, lexicon.Determiner) && !s.has(j, lexicon.Other) && s.capital(c.s-1) {
		return "a name" // "told Channel 11 its carrier was killed"
	}
	if c.plain && s.digits(last) && s.is(c.s-1, lexicon.Numbered) && (s.d.Tokens[c.s-1].Flags&text.Capital != 0 || s.p.VerbFirst && (s.definite(c.s-1) || !s.has(j, lexicon.Person))) {
		return "a name" // "Brigade 104 fighters"
	}
	if s.digits(last) && c.plain {
		v := t[last].Value
		if v >= 1900 && v <= 2035 && s.width(last) == 4 {
			if s.has(last-1, lexicon.Preposition|lexicon.Month) || s.mark(last-1, ',') || j >= s.b || s.barrier(j) {
				return "a year"
			}
		}
		if s.mark(last-1, '$') || s.mark(last-1, ':') && t[last].Flags&text.Glued != 0 && t[last-1].Flags&text.Glued != 0 || s.mark(last-1, '/') || s.mark(last-1, '#') {
			return "a sum, a time or a number of something"
		}
	}
	if s.isMark(last-1) && strings.ContainsAny(s.d.Word(last-1), "£€") {
		return "a sum of money"
	}
	if s.ages(c.s) {
		return "an age"
	}
	if c.plain && s.mark(last-1, '.') && s.has(last-2, lexicon.Month) && !s.has(j, lexicon.Person) {
		return "a day of the month" // "Jan. 19"
	}
	if c.plain && (s.has(last-1, lexicon.Month) || s.has(last-1, lexicon.Aged)) && !s.has(j, lexicon.Person) && !(s.p.VerbFirst && s.harmed(j) != nil) {
		return "a day of the month or an age"
	}
	if s.has(c.s-1, lexicon.Aged) && !s.has(c.s-1, lexicon.Includes) {
		return "an age"
	}
	switch {
	case j >= s.b:
	case s.has(j, lexicon.Month) && !s.has(j, lexicon.Modal):
		return "a day of the month"
	case s.mark(j, ':') && j+1 < s.b && t[j+1].Flags&text.Glued != 0:
		return "a time of day"
	case s.mark(j, '%'), s.mark(j, '/'):
		return "a share"
	case s.has(j, lexicon.Year) && !s.besideTime(c):
		return "a stretch of time or an age"
	}
	return ""
}

// besideTime reports whether a time stands behind number c that it does not count, in a
// language that puts nouns behind their number: "were killed five the year past".
func (s *sentence) besideTime(c count) bool {
	return s.p.VerbFirst && (s.definite(c.e) || s.namedUnit(c.e+1)) && !s.has(c.s-1, lexicon.Preposition|lexicon.In|lexicon.Year)
}

// counted puts the unit that number c begins, and returns the token after it;
// i itself if the number counts nothing.
func (s *sentence) counted(i int, c count) int {
	if s.idle(c) {
		return i
	}
	u := unit{s: i, count: c, hasQ: true, head: -1, def: s.has(i, lexicon.Determiner) && c.num > i}
	k := s.partitive(&u, c)
	begin := k
	found, k := s.headOf(&u, k)
	if !found {
		k = s.unknownHead(&u, begin, c)
		s.whoTheyWere(&u, begin)
	}
	if c.zero && u.kind != people && u.kind != happened && !s.nobody(c) { // "no names", "no word"
		return i
	}
	if u.kind == thing && s.is(c.num, lexicon.Article) && c.e == c.num+1 && c.num == i { // "un accord" counts no more than "an agreement"
		return i
	}
	u.e = max(k, c.e)
	if u.family = u.family && u.kind == people; u.family && s.is(c.num, lexicon.Article) { // "une famille de sept"
		s.familyOf(&u)
	}
	s.boundedAfter(&u)
	u.others = s.has(u.e-1, lexicon.Other) || u.head >= 0 && s.has(u.head, lexicon.Other)
	for i := c.e; i < u.head; i++ { // "three additional suspects", "eight other people"
		if s.has(i, lexicon.More|lexicon.Other) {
			u.count.adds = true
		}
		u.others = u.others || s.has(i, lexicon.Other)
	}
	if u.kind == people && (s.has(u.e, lexicon.And) || c.zero && s.has(u.e, lexicon.Or)) && s.has(u.e+1, lexicon.Plural) && len(s.entryAt(u.e+2).Frames) == 0 && u.event == nil && !u.thing {
		s.mix(&u) // "24 children and women"
	}
	if u.kind == people && c.q.Low == 1 && c.q.High == 1 {
		u.one = true
		if u.count.plain && s.is(c.num, lexicon.Article) { // "un soldat" is a soldier, "one" being the same word
			u.hasQ, u.count.q.Row, u.def = false, "one", false
		}
	}
	s.push(u)
	return u.e
}

// whoTheyWere reads who the people of a count are from the clause that says it:
// "most of whom were children". The word for them stands at token i.
func (s *sentence) whoTheyWere(u *unit, i int) {
	if !u.ofThem || u.kind != bare || !s.has(i, lexicon.Them) || !s.has(i+1, lexicon.Be) {
		return
	}
	m := i + 2
	if m < s.b && !s.barrier(m) && !s.has(m, lexicon.Person) {
		m++
	}
	if s.has(m, lexicon.Person) && !s.has(m, lexicon.Thing) {
		u.kind, u.who = people, s.entry(m).Who
	}
}

// mix takes "and women" into a counted phrase: what the two kinds of people do
// not share is not stated of all.
func (s *sentence) mix(u *unit) {
	o := s.entry(u.e + 1).Who
	u.head, u.e = u.e+1, u.e+2
	same := func(a *string, b string) {
		if *a != b {
			*a = ""
		}
	}
	same(&u.who.Status, o.Status)
	same(&u.who.Age, o.Age)
	same(&u.who.Sex, o.Sex)
	same(&u.who.Role, o.Role)
}

// nobody reports whether a zero stands for people by itself: "no one", "none".
func (s *sentence) nobody(c count) bool {
	return c.e-c.num > 1 || !s.is(c.num, lexicon.NeedsNoun)
}

// partitive passes over "of the" in "two of the soldiers" and notes "of them".
func (s *sentence) partitive(u *unit, c count) int {
	k := c.e
	of := k
	if !s.has(k, lexicon.Of) {
		if !s.has(k-1, lexicon.Of) {
			return k
		}
		of = k - 1
	}
	n := of + 1
	for s.has(n, lexicon.Determiner) {
		n++
	}
	switch {
	case s.has(n, lexicon.Them):
		u.ofThem = true
		if s.p.FreeOrder { // "двое из них дети"
			return n + 1
		}
		return n
	case s.has(n, lexicon.Person) || len(s.entryAt(n).Frames) > 0 && s.has(n+1, lexicon.Person), s.frame(n, "count-noun", "bodies") != nil:
		return n
	case n+1 < s.b && !s.barrier(n) && s.has(n+1, lexicon.Person), n+2 < s.b && !s.barrier(n) && !s.barrier(n+1) && s.has(n+2, lexicon.Person):
		return n // "one of the targeted commanders"
	case n+1 < s.b && !s.barrier(n) && (c.q.Qualifier == recount.Vague || s.has(c.e-1, lexicon.Scale)):
		return n
	}
	return k
}
