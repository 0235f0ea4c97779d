package extract

import (
	"cmp"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

func (s *sentence) entryAt(i int) *lexicon.Entry {
	if i < s.a || i >= s.b {
		return &s.p.Entries[0]
	}
	return s.entry(i)
}

// headOf looks for the head noun of a counted phrase from token k on.
func (s *sentence) headOf(u *unit, k int) (bool, int) {
	begin := k
	for limit := k + 7; k < s.b && k < limit; {
		if s.capital(k) && limit < begin+16 {
			limit++
		}
		if s.mark(k, '(') && k > begin {
			m := k
			for m < s.b && m < k+6 && !s.mark(m, ')') {
				m++
			}
			if s.mark(m, ')') && !s.digits(k+1) {
				limit += m - k + 1
				k = m + 1
				continue
			}
		}
		e := s.entry(k)
		if next, head, ok := s.stated(u, k); ok {
			if k = next; head {
				return true, k
			}
			continue
		}
		if len(e.Frames) > 0 {
			if !e.Has(lexicon.Person) || s.p.NounFirst {
				if f := s.counting(k); f != nil {
					u.kind, u.event, u.head, u.suffer = happened, f, k, s.forPeople(k)
					if s.p.NounFirst {
						k = s.adjectives(u, k+1)
						s.describe(u, begin)
						return true, k
					}
					return true, k + 1
				}
				if f := s.frame(k, "lives"); f != nil {
					u.kind, u.event, u.head = happened, f, k
					return true, k + 1
				}
			}
			if f := s.frame(k, "verb-ed", "adjective-dead", "adjective"); f != nil && f.Right == nil && k+1 < s.b &&
				(s.has(k+1, lexicon.Person) || s.frame(k+1, "bodies") != nil) && !s.has(k+1, lexicon.Them) {
				u.state = f
				k++
				continue
			}
		}
		if e.Has(lexicon.Other) && k+2 < s.b && (s.participle(k+1) || !s.barrier(k+1) && s.has(k+2, lexicon.Person) && !s.has(k+1, lexicon.Person)) {
			k++ // "several other suspected insurgents"
			continue
		}
		if e.Has(lexicon.Person) && !e.Has(lexicon.Thing) {
			return true, s.personHead(u, begin, k)
		}
		if s.barrier(k) && !s.participle(k) || e.Has(lexicon.Determiner) && !e.Has(lexicon.Other) && k > begin || s.p.NounFirst && !s.beforeNoun(k) {
			return false, k
		}
		k++
	}
	return false, k
}

// pastVerb reports whether the word at k is a verb in -ed that says no harm.
func (s *sentence) pastVerb(k int) bool {
	return s.has(k, lexicon.Verb) && s.is(k, lexicon.PastEnding) && len(s.entry(k).Frames) == 0
}

// participle reports whether the verb at k only describes the people who
// follow: "twelve identified civilians".
func (s *sentence) participle(k int) bool {
	return s.has(k, lexicon.Verb) && s.is(k, lexicon.PastEnding) && s.has(k+1, lexicon.Person) && !s.has(k+1, lexicon.Them)
}

// personHead makes u a phrase for people whose first noun is at k, taking in
// the nouns that follow it: "Syrian soldiers", "police officers".
func (s *sentence) personHead(u *unit, begin, k int) int {
	u.kind, u.head = people, k
	k = s.past(k)
	if s.p.NounFirst {
		k = s.adjectives(u, k)
		s.describe(u, begin)
		return k
	}
	for k < s.b && s.compounds(u.head) && (s.has(k, lexicon.Person) && !(s.has(k, lexicon.Other) && !s.has(k-1, lexicon.Demonym)) ||
		s.has(u.head, lexicon.Demonym) && !s.known(k) && s.d.Tokens[k].Kind == text.Word && s.d.Tokens[k].Flags&text.Capital == 0) {
		u.head = k
		k++
	}
	if m := s.furtherHead(u.head, k); m > 0 {
		u.head, k = m, m+1
	}
	if s.hyphen(k) && k+1 < s.b { // "soldier-guide"
		k += 2
	}
	if !s.p.FreeOrder && s.has(k, lexicon.Thing) && len(s.entry(k).Frames) == 0 && s.d.Tokens[k].Flags&text.Capital == 0 {
		u.thing, u.head = true, k
		k++
	}
	if f := s.frame(k, "count-noun", "bodies"); f != nil && !u.thing && s.allowed(f, k) {
		u.kind, u.event, u.head = happened, f, k
		k++
	}
	s.describe(u, begin)
	return k
}

// describe fills in who the people of u are, from its head and the words before.
func (s *sentence) describe(u *unit, begin int) {
	e := s.entry(u.head)
	if u.event == nil {
		u.who, u.family = e.Who, e.Family
		if e.Label {
			u.who.Label = s.d.Word(u.head)
		}
	}
	for i := max(begin, s.a); i < u.head; i++ {
		if s.has(i, lexicon.Him) {
			continue // "her child"
		}
		s.describedBy(u, i)
	}
	for i := u.head + 1; s.p.NounFirst && i < u.head+5 && s.describing(i); i++ {
		s.describedBy(u, i)
	}
}

// describedBy adds to who the people of u are what the word at token i says of them.
func (s *sentence) describedBy(u *unit, i int) {
	e, w := s.entry(u.head), s.entry(i).Who
	u.addTo(w)
	if e.Who.Status == "" || w.Status == e.Who.Status {
		u.who.Role = cmp.Or(u.who.Role, w.Role)
	}
}

// addTo adds to who the people of u are the status, the age and the sex of w, where
// they are not said yet.
func (u *unit) addTo(w recount.Victims) {
	u.who.Status, u.who.Age, u.who.Sex = cmp.Or(u.who.Status, w.Status), cmp.Or(u.who.Age, w.Age), cmp.Or(u.who.Sex, w.Sex)
}

// unknownHead closes a counted phrase in which no noun for people was found.
func (s *sentence) unknownHead(u *unit, begin int, c count) int {
	// a number after a capitalised unknown word is a name's: "Brigade 104"
	if u.s == c.s && s.digits(c.e-1) && c.plain && s.capital(u.s-1) && !s.known(u.s-1) && (c.e >= s.b || s.barrier(c.e)) {
		u.thing = true
	}
	k := begin
	for k < s.b && k < begin+7 && !s.barrier(k) && !s.has(k, lexicon.Adverb) && !(k > begin && s.has(k, lexicon.Determiner) && !s.has(k, lexicon.Other)) {
		k++
	}
	if k == begin {
		u.kind = bare
		return max(begin, c.e)
	}
	u.kind, u.head = thing, k-1
	u.thing = strings.ContainsAny(s.d.Word(u.head), "0123456789") // "AK-47s"
	for m := begin; m < k; m++ {
		if s.has(m, lexicon.Thing) {
			u.thing = true
		}
	}
	if !u.thing && !s.known(u.head) && s.ends(u.head, lexicon.PersonEnding) {
		u.kind = people
	}
	return k
}

// without gives u the bounds that words without a number allow.
func (s *sentence) without(u *unit) {
	single := s.has(u.head, lexicon.Person) && !s.has(u.head, lexicon.Plural) || !s.known(u.head) && !s.ends(u.head, lexicon.PluralEnding)
	if s.indefiniteArticle(u.s) {
		single = true
	}
	if single {
		u.one = true
		u.count = count{q: recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}, s: u.s, e: u.s + 1, num: u.s}
		if u.family {
			s.familyOf(u)
		}
		return
	}
	u.plural = true
	u.count = count{q: s.p.Bounds["bare"].Of(0), s: u.s, e: u.s + 1, num: u.s}
}

// familyOf reads "a family of seven" and "a five-member family" as people.
func (s *sentence) familyOf(u *unit) {
	if s.has(u.e, lexicon.Of) {
		v, bound, _, k, ok := s.number(u.e + 1)
		if ok && s.has(k, lexicon.Person|lexicon.Plural) && !s.has(k, lexicon.Thing) && s.entry(k).Who == (recount.Victims{}) { // "a family of six members"
			k++
		}
		if ok && bound == nil && (k >= s.b || !s.has(k, lexicon.Person|lexicon.Thing)) {
			u.family, u.hasQ, u.one = false, true, false
			u.count = count{q: s.p.Bounds["exact"].Of(int(v)), s: u.s, e: k, num: u.e + 1}
			u.count.q.Row = "family-of"
			u.e = k
			return
		}
	}
	for i := u.s; i < u.head; i++ {
		if v, bound, _, k, ok := s.number(i); ok && bound == nil && s.mark(k, '-') {
			u.family, u.hasQ, u.one = false, true, false
			u.count = count{q: s.p.Bounds["exact"].Of(int(v)), s: u.s, e: k, num: i}
			u.count.q.Row = "family-of"
			return
		}
	}
}
