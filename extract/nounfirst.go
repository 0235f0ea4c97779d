package extract

import (
	"strings"

	"github.com/recountlab/recount"
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

// afterDay is afterTime behind an article too: "precisó el martes el gobernador".
func (s *sentence) afterDay(k int) int {
	if s.has(k, lexicon.Determiner) && s.has(k+1, lexicon.Weekday) {
		k++
	}
	return s.afterTime(k)
}

// asSaidBy reads who speaks behind a verb of saying that the words of the cue lead to: "según
// informó el Ejército", "comme l'a annoncé la police". It says what stands before, or what
// the sentence before told where nothing does.
func (s *sentence) asSaidBy(y *saying) bool {
	k := y.cueEnd
	for k < s.b && k < y.cueEnd+5 && s.word(k) && s.has(k, lexicon.Have|lexicon.Adverb|lexicon.That|lexicon.Determiner|lexicon.Pronoun|lexicon.Not) {
		k++
	}
	if k >= s.b {
		return false
	}
	ph := s.p.Cues.At(s.entry(k), s.lex[:s.b], k)
	if ph == nil || ph.Kind != "verb" && ph.Kind != "that" {
		return false
	}
	o := *y
	o.cueEnd, o.class = k+len(ph.Words), ph.Class
	if !s.sourceAfter(&o) {
		return false
	}
	*y = o
	y.from, y.to = s.a, y.cue
	if y.cue <= s.a+1 && s.mark(y.src[1], ',') {
		y.from, y.to = y.src[1], s.clauseEnd(y.src[1])
	} else if y.cue <= s.a+1 {
		y.retells = true
	}
	return true
}

// afterAccount returns where those begin whose account is cited at token i, "según un informe
// de la Defensoría", "selon les chiffres compilés par la mission"; i if it is nobody's.
func (s *sentence) afterAccount(i int) int {
	for m := i + 1; m < s.b && m < i+7 && s.word(m); m++ {
		if s.has(m, lexicon.Of|lexicon.By) && s.account(i, m) && (s.speaks(m+1, s.b) || s.speaks(m+2, s.b) && s.has(m+1, lexicon.Determiner)) {
			return m + 1
		}
	}
	return i
}

// account reports whether [i,k) has a noun for what is told, and nobody who tells.
func (s *sentence) account(i, k int) bool {
	told := false
	for ; i < k; i++ {
		for _, w := range s.p.Speech.Of(strings.ToLower(s.d.Word(i))) {
			told = told || w.Part == lexicon.SpeechNoun
		}
		if v, ok := s.p.Voices[s.entry(i).Form]; ok && v != recount.Unnamed {
			return false
		}
	}
	return told
}

// nounVoiced reports whether [i,k) opens with a noun for those who speak and goes on with
// what it is of: "le maire de la commune", "portavoz del Ejército".
func (s *sentence) nounVoiced(i, k int) bool {
	return s.p.NounFirst && s.speaks(i, k) && !s.happens(i, k) && s.cueless(i, k)
}

// cueless reports whether nobody speaks in [i,k) by a cue.
func (s *sentence) cueless(i, k int) bool {
	for ; i < k; i++ {
		if s.cueIn(i, i+1) || s.digits(i) {
			return false
		}
	}
	return true
}

// inBrackets reads who says so in brackets at the end: "Cinco muertos en Tumaco (Policía)".
func (s *sentence) inBrackets(y *saying) bool {
	e := s.b
	for e > s.a && s.isMark(e-1) && !s.mark(e-1, ')') {
		e--
	}
	o := e - 2
	for o > s.a && o > e-12 && !s.mark(o, '(') {
		o--
	}
	if !s.mark(e-1, ')') || !s.mark(o, '(') || o <= s.a+2 || !s.speaks(o+1, e-1) || s.happens(o+1, e-1) || !s.cueless(o+1, e-1) || !s.source(y, o+1, e-1) {
		return false
	}
	y.cue, y.cueEnd, y.class, y.rule = o, o+1, "say", s.labelRule
	y.from, y.to = s.a, o
	return true
}

// speaksOn gives a draft without a voice the only one of the report so far, where that spoke in
// the sentence before: "Once soldados murieron, informó el Ejército. Otros cinco resultaron
// heridos." Who fled since, and what a sentence sums up or dates for itself, anybody may tell.
func (pg *page) speaksOn(d *draft) {
	if d.sent == 0 || d.what == recount.Displaced || d.many || d.since || pg.d.Sentences[d.sent].Paragraph != pg.d.Sentences[d.sent-1].Paragraph || len(pg.saidIn(d.sent)) > 0 {
		return
	}
	only := pg.alone(d.sent)
	if only == nil || only.again || only.cue < int(pg.d.Sentences[d.sent-1].First) && !pg.wentOn(d.sent-1) {
		return
	}
	x := pg.d.Sentences[d.sent]
	if e := &pg.p.Entries[pg.lex[x.First]]; e.Has(lexicon.But|lexicon.From) || x.Head {
		return
	}
	y := *only
	y.from, y.to = d.trigger, d.trigger+1
	pg.attribute(d, &y)
}

// wentOn reports whether a claim of sentence n has a voice, its own or one that goes on.
func (pg *page) wentOn(n int) bool {
	for i := range pg.out {
		if d := &pg.out[i]; d.sent == n && len(d.sources) > 0 {
			return true
		}
	}
	return false
}
