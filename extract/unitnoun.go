package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// noun reads a phrase for people without a number, or a proper name, at token i.
func (s *sentence) noun(i int) (unit, bool) {
	e, t := s.entry(i), s.d.Tokens[i]
	switch {
	case s.capital(i) && t.End-t.Start == 1 && s.mark(i+1, '.') && s.capital(i+2) && s.d.Tokens[i+1].Flags&text.Glued != 0:
		return s.properName(i), true // "A. B. Saleh"
	case e.Has(lexicon.Another) && (i+1 >= s.b || s.has(i+1, lexicon.Be|lexicon.Adverb|lexicon.In) || len(s.entryAt(i+1).Frames) > 0 || s.isMark(i+1)):
		q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
		return unit{kind: bare, s: i, e: i + 1, head: i, hasQ: true, one: true, count: count{q: q, s: i, e: i + 1, num: i, adds: true}}, true
	case s.indefiniteArticle(i) && s.has(i+1, lexicon.Ordinal) && (s.has(i+2, lexicon.Be|lexicon.Have|lexicon.Preposition|lexicon.Conjunction) || len(s.entryAt(i+2).Frames) > 0): // "a third died"
		q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
		return unit{kind: bare, s: i, e: i + 2, head: i + 1, hasQ: true, one: true, count: count{q: q, s: i, e: i + 2, num: i, adds: true}}, true
	case e.Has(lexicon.Determiner):
		if u, ok := s.determined(i); ok {
			return u, true
		}
	}
	if e.Has(lexicon.Person) && !e.Has(lexicon.Be|lexicon.Have) && !(e.Has(lexicon.Title) && s.capital(i+1) && !s.known(i+1)) && len(e.Frames) == 0 {
		if u, ok := s.plain(i); ok {
			return u, true
		}
	}
	if s.capital(i) && (!s.known(i) || e.Has(lexicon.Title)) {
		return s.properName(i), true
	}
	if k := s.shouted(i); k >= i+2 {
		return named(i, k), true
	}
	return unit{}, false
}

// shouted returns the end of the run of words from i on that a text in capitals
// alone writes and the pack does not know: two such words are taken for a name.
func (s *sentence) shouted(i int) int {
	if !s.d.Shout {
		return i
	}
	k := i
	for k < s.b && s.d.Tokens[k].Kind == text.Word {
		single := s.d.Tokens[k].End-s.d.Tokens[k].Start == 1
		if s.known(k) && !(k > i && (s.has(k, lexicon.NameInside) || single)) {
			break
		}
		if !single && k > i && s.ordinary(k) {
			break
		}
		k++
		if single && s.mark(k, '.') {
			k++
		}
	}
	for k > i && (s.known(k-1) || s.mark(k-1, '.')) {
		k--
	}
	if s.ordinary(i) {
		return i
	}
	return k
}

// ordinary reports whether an unknown word ends as words do that are no names.
func (s *sentence) ordinary(k int) bool {
	return s.ends(k, lexicon.CommonEnding)
}

// determined reads "the three wounded soldiers' commander", "a 10-year-old boy".
func (s *sentence) determined(i int) (unit, bool) {
	u := unit{s: i, kind: people, head: -1, def: !s.indefiniteArticle(i)}
	k := i + 1
	for k < s.b && k < i+12 {
		e := s.entry(k)
		if f := s.frame(k, "verb-ed", "adjective-dead"); f != nil && f.Right == nil && (s.has(k+1, lexicon.Person) || k+2 < s.b && !s.barrier(k+1) && s.has(k+2, lexicon.Person)) {
			u.state = f
			k++
			continue
		}
		if s.p.NounFirst && !e.Has(lexicon.Person) && !s.beforeNoun(k) {
			return u, false
		}
		if e.Has(lexicon.Person) && !e.Has(lexicon.Thing) {
			u.head = k
			k = s.past(k)
			if s.p.NounFirst {
				k = s.adjectives(&u, k)
				break
			}
			for s.compounds(u.head) && s.has(k, lexicon.Person) || s.has(u.head, lexicon.Demonym) && k < s.b && !s.known(k) && s.d.Tokens[k].Kind == text.Word && s.d.Tokens[k].Flags&text.Capital == 0 {
				u.head = k
				k++
			}
			if m := s.furtherHead(u.head, k); m > 0 {
				u.head, k = m, m+1
			}
			break
		}
		if s.mark(k, '(') && s.mark(k+2, ')') && s.word(k+1) && k > i+1 { // "a Free Syrian Army (FSA) fighter"
			k += 3
			continue
		}
		if (s.digits(k) || e.Has(lexicon.NumberWord)) && s.mark(k+1, '-') { // a 10-year-old boy, a five-member family
			k += 2
			continue
		}
		if s.has(k, lexicon.Of) && s.capital(k-1) && s.capital(k+1) || k == i+1 && s.pastVerb(k) && k+1 < s.b && !s.barrier(k+1) && !s.has(k+1, lexicon.Determiner) {
			k++ // "an Islamic Front of X fighter", "the targeted leader"
			continue
		}
		if e.Has(lexicon.Determiner) && !e.Has(lexicon.Other) || s.barrier(k) || s.d.Tokens[k].Kind == text.Number || e.Has(lexicon.NumberWord|lexicon.VagueWord|lexicon.Scale) {
			break
		}
		k++
	}
	if u.head < 0 {
		return u, false
	}
	u.e = k
	if !s.p.FreeOrder && s.has(k, lexicon.Thing) && len(s.entry(k).Frames) == 0 {
		u.kind, u.thing, u.e = thing, true, k+1
	}
	if s.frame(k, "toll", "count-noun") != nil {
		return u, false
	}
	s.describe(&u, i)
	s.without(&u)
	if u.one && u.kind == people && !u.thing {
		for s.capital(u.e) && !s.known(u.e) { // "his brother A. B."
			u.e = s.properName(u.e).e
		}
	}
	u.count.adds = s.has(i, lexicon.Another)
	for n := i + 1; n < u.head; n++ { // "an additional suspect"
		u.count.adds = u.count.adds || s.has(n, lexicon.More)
	}
	return u, true
}

// furtherHead returns the noun for people that a people's name only describes,
// "a Taliban improvised explosive device facilitator", or 0 if the name is all.
func (s *sentence) furtherHead(head, k int) int {
	if !s.capital(head) && !s.has(head, lexicon.Demonym) && s.known(head) {
		return 0
	}
	for m := k; m < s.b && m < k+6; m++ {
		if s.mark(m, '(') && s.mark(m+2, ')') && s.word(m+1) { // "Free Syrian Army (FSA) fighters"
			m += 3
		}
		if s.has(m, lexicon.Person) && !s.has(m, lexicon.Thing) {
			for s.has(m+1, lexicon.Person) {
				m++
			}
			return m
		}
		if s.barrier(m) && !s.participle(m) || s.has(m, lexicon.Adverb|lexicon.Determiner) || s.capital(m) && s.has(m, lexicon.Month|lexicon.Weekday) {
			return 0
		}
	}
	return 0
}

func (s *sentence) indefiniteArticle(i int) bool {
	return s.is(i, lexicon.Article)
}

// plain reads people without a determiner: "civilians", "President X".
func (s *sentence) plain(i int) (unit, bool) {
	u := unit{s: i, kind: people, head: i}
	k := s.past(i)
	for !s.p.NounFirst && s.compounds(u.head) && s.has(k, lexicon.Person) {
		u.head = k
		k++
	}
	if s.p.NounFirst {
		k = s.adjectives(&u, k)
	}
	u.e = k
	if !s.p.FreeOrder && s.has(k, lexicon.Thing) && len(s.entry(k).Frames) == 0 {
		u.kind, u.thing, u.e = thing, true, k+1
	}
	if s.frame(k, "toll", "count-noun") != nil && !s.has(k, lexicon.Person) {
		return u, false
	}
	s.describe(&u, i)
	s.without(&u)
	if u.one {
		for s.capital(k) && !s.known(k) {
			k++
			u.e = k
		}
		if m := s.shouted(k); m > k {
			u.e = m
		}
	}
	return u, true
}

// properName reads a run of capitalised words: one person, if a person.
func (s *sentence) properName(i int) unit {
	t := s.d.Tokens
	k := i + 1
	for k < s.b {
		single := t[k].Kind == text.Word && t[k].End-t[k].Start == 1
		switch {
		case s.capital(k) && (!s.known(k) || s.has(k, lexicon.Title) || single):
			k++
			continue
		case s.mark(k, '.') && s.capital(k+1) && (s.has(k-1, lexicon.Title) || t[k-1].End-t[k-1].Start == 1):
			k++
			continue
		case s.hyphen(k) && s.word(k+1):
			k += 2
			continue
		case s.capital(k) && s.mark(k+1, ',') && s.digits(k+2) && (s.mark(k+3, ',') || s.mark(k+3, '.')) && len(s.entry(k).Frames) == 0 && !s.has(k, lexicon.Month|lexicon.Weekday):
			k++ // "Omar Young, 17, was"
			continue
		case s.has(k, lexicon.NameInside) && (s.capital(k+1) || (s.hyphen(k+1) || s.has(k+1, lexicon.NameInside)) && s.capital(k+2)):
			k++ // "Pedro de la Cruz", "Amina al-Haddad"
			continue
		}
		break
	}
	return named(i, k)
}

// named is the phrase [i,k) that names one person.
func named(i, k int) unit {
	q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "named"}
	return unit{kind: name, s: i, e: k, head: k - 1, one: true, count: count{q: q, s: i, e: k, num: i}}
}
