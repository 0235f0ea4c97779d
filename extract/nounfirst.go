package extract

import (
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// Languages whose adjectives stand after their noun, as a pack says: "douze
// soldats ukrainiens", "doce soldados ucranianos". The first noun of a phrase is
// its head, and only few words stand before it.

// beforeNoun reports whether the word at token k may stand before the noun that
// is the head: one of the few adjectives that do, a determiner, a number, a name's
// initial capitals, or the particle of an adverb.
func (s *sentence) beforeNoun(k int) bool {
	e := s.entry(k)
	if s.isMark(k) || e.Has(lexicon.Determiner|lexicon.Other|lexicon.More|lexicon.NumberWord|lexicon.Ordinal|lexicon.Adverb|lexicon.Title) {
		return true
	}
	return s.known(k) && e.Is(lexicon.Adjective) && !e.Has(lexicon.Thing)
}

// adjectives takes the words from token k on that describe the noun at u.head into
// u, and returns the token after them.
func (s *sentence) adjectives(u *unit, k int) int {
	if s.has(u.head, lexicon.Other) && s.has(k, lexicon.Person) && u.event == nil { // "douze autres personnes"
		u.head = k
		k++
	}
	for n := 0; n < 4 && s.describing(k); n++ {
		k++
	}
	return k
}

// describing reports whether the word at token k describes the noun before it.
func (s *sentence) describing(k int) bool {
	if k >= s.b || s.d.Tokens[k].Kind != text.Word || s.capital(k) {
		return false
	}
	e := s.entry(k)
	if len(e.Frames) > 0 || e.Has(lexicon.Other|lexicon.Preposition|lexicon.Of|lexicon.And|lexicon.Or|lexicon.Be|lexicon.Have|lexicon.Verb|lexicon.Includes|lexicon.Weekday|lexicon.Month|lexicon.Aged) {
		return false
	}
	return e.Has(lexicon.Person) || s.ends(k, lexicon.Adjective)
}

// besideWhole reports whether a share that begins at token i tells who those just
// counted were, with its noun at token j: "trente personnes, la plupart des civils".
func (s *sentence) besideWhole(i, j int) bool {
	return s.p.NounFirst && s.mark(i-1, ',') && s.has(j, lexicon.Person)
}

// forPeople reports whether the counted noun at token k, for what happened, is a word for
// those to whom it happened: "douze blessés", "deux millions de déplacés".
func (s *sentence) forPeople(k int) bool {
	return s.p.NounFirst && (s.has(k, lexicon.Person) || s.frame(k, "verb-ed", "adjective", "adjective-dead") != nil)
}

// boundedAfter reads the wording that bounds a number after its noun, "douze morts
// au moins", where it does not belong to a number of its own.
func (s *sentence) boundedAfter(u *unit) {
	if u.e >= s.b || !u.count.plain {
		return
	}
	ph := s.p.Quantifiers.At(s.entry(u.e), s.lex[:s.b], u.e)
	if ph == nil || ph.Kind != "either" {
		return
	}
	if _, ok := s.quantity(u.e + len(ph.Words)); ok {
		return
	}
	u.count.q = s.p.Bounds[ph.Class].Of(u.count.q.Stated)
	u.e += len(ph.Words)
}

// another reports whether unit j says by its own noun that something else happened
// to its people: "douze morts et vingt blessés".
func (x finding) another(j int) bool {
	return j >= 0 && j < len(x.u) && x.u[j].suffer && x.u[j].event.What != x.what
}

// afterTime returns the token after the words of time that stand between a verb of
// saying and who speaks: "…, a annoncé samedi soir le ministère".
func (s *sentence) afterTime(k int) int {
	for s.has(k, lexicon.Weekday|lexicon.Adverb) || s.page.time(s, k) != nil && !s.has(k, lexicon.Determiner) {
		if ph := s.page.time(s, k); ph != nil {
			k += len(ph.Words)
		} else {
			k++
		}
	}
	return k
}

// marker reports whether unit k stands before people who are an object: "mató a 12
// personas".
func (s *sentence) marker(k int) bool {
	return k >= 0 && k < len(s.u) && s.u[k].kind == other && s.is(s.u[k].s, lexicon.Marker) && (s.isPhrase(k+1) || s.umark(k+1, '"') && s.isPhrase(k+2))
}

// inverted admits the phrase after the verb of unit i as its subject, "murieron 12
// personas", "où ont péri 12 civils", unless a phrase that nothing governs stands
// just before the verb.
func (x finding) inverted(i int, g group, path string) bool {
	if !x.p.NounFirst {
		return false
	}
	k := x.overTime(i + 1)
	for x.uhas(k, lexicon.Adverb) {
		k++
	}
	if x.uhas(k, lexicon.Preposition) { // "murieron en el acto 12 personas"
		m := k + 1
		for m < k+4 && (x.uhas(m, lexicon.Determiner) || x.nounWord(m)) && !x.isTrigger(m) {
			m++
		}
		if m > k+1 && x.isPhrase(m) && x.u[m].kind == people && x.u[m].hasQ {
			k = m
		}
	}
	if !x.isPhrase(k) || !x.u[k].hasQ && !(x.u[k].one && x.u[k].kind == people) {
		return false
	}
	if m := g.start - 1; x.isPhrase(m) && !x.uhas(x.governor(m), lexicon.Preposition|lexicon.Of) {
		return false
	}
	return x.from(k, path+".inverted")
}

// counting returns the frame by which the word at token k is a noun for what
// happened, counted by the number before it; nil if it is none.
func (s *sentence) counting(k int) *lexicon.Frame {
	fs := s.entry(k).Frames
	for i := range fs {
		if f := &fs[i]; (f.Production == "count-noun" || f.Production == "bodies") && s.allowed(f, k) {
			return f
		}
	}
	return nil
}

// ofThose returns the number behind "of them" at unit j, "de los cuales 12 eran
// niños", "de ellos tres niños"; 0 if there is none.
func (x finding) ofThose(j int) int {
	if !x.p.NounFirst || !x.uhas(j, lexicon.Of) {
		return 0
	}
	for j++; x.uhas(j, lexicon.Determiner); j++ {
	}
	if k := j + 1; x.uhas(j, lexicon.Them) && x.isPhrase(k) && x.u[k].hasQ && !x.another(k) {
		return k
	}
	return 0
}

// overTime returns the unit after the words of time from unit k on that part a verb
// from those it governs, "a tué mardi soir 12 personnes", or k if none do.
func (x finding) overTime(k int) int {
	m := k
	for x.p.NounFirst && m < len(x.u) && x.u[m].kind == other {
		ph := x.page.time(x.sentence, x.u[m].s)
		switch {
		case x.uhas(m, lexicon.Weekday):
			m++
		case x.uhas(m, lexicon.Determiner) && x.uhas(m+1, lexicon.Weekday):
			m += 2
		case ph != nil && (ph.Class == "day" || ph.Class == "part"):
			for end := x.u[m].s + len(ph.Words); m < len(x.u) && x.u[m].s < end; m++ {
			}
		default:
			if m > k && (x.isPhrase(m) || x.marker(m)) {
				return m
			}
			return k
		}
	}
	if m > k && x.isPhrase(m) {
		return m
	}
	return k
}
