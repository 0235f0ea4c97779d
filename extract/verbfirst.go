package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// farthestPhrase is how many units may stand between a verb and those to whom it
// happened.
const farthestPhrase = 24

// verbAny: a verb that stands before those to whom it happened, perhaps with
// its doer between, or after them: "killed the shelling twelve civilians".
func (x finding) verbAny(i int) bool {
	last, told := x.coupled(i)
	if told || x.numbered(i) || x.befell(i) { // the noun may be written as the verb is: "his injury", "hit him"
		return true
	}
	if last > i {
		x.what = recount.Casualties
	}
	if x.p.FreeOrder {
		return x.verbFree(i, last)
	}
	g, from := x.moodLeft(i), len(x.out)
	k, doer := -1, -1
	if x.is(x.u[i].s, lexicon.PluralForm|lexicon.Dual) && !x.is(x.u[i].s, lexicon.Imperfect) && (x.f.Passive || x.uhas(i+1, lexicon.Preposition) || i+1 < len(x.u) && (x.stops(i+1) || x.u[i+1].count.share)) { // a verb before those of whom it speaks is singular
		if m := x.subjectBefore(i); m >= 0 {
			x.take("before-verb", m, -1)
			x.mood(g, from)
			return len(x.out) > from
		}
	}
	k, doer = x.whom(last)
	if k < 0 && x.definite(x.u[i].s) { // "killed them": those spoken of before
		return false
	}
	if k >= 0 {
		x.take("verb", k, doer)
	} else if k = x.subjectBefore(i); k >= 0 {
		x.take("before-verb", k, -1)
	}
	x.mood(g, from)
	return len(x.out) > from
}

// coupled reports whether trigger i shares its people with another harm beside
// it, "killed and wounded twelve": the last of the two, or that the one before
// has told it.
func (x finding) coupled(i int) (last int, told bool) {
	other := func(k int) bool {
		f := (*lexicon.Frame)(nil)
		if x.isTrigger(k) {
			f = x.frame(x.u[k].s, "verb-any", "act-any")
		}
		return f != nil && f.What.Family() == recount.Harm && f.What != x.what && !x.definite(x.u[k].s)
	}
	if x.what.Family() != recount.Harm {
		return i, false
	}
	// a verb that has its people before it shares none: "two were killed and six wounded"
	shares := func(k int) bool {
		t := x.u[k].s
		return x.p.FreeOrder || x.frame(t, "verb-any") == nil || !x.is(t, lexicon.PluralForm|lexicon.Dual) && x.subjectBefore(k) < 0
	}
	and := lexicon.And | lexicon.Or
	if x.uhas(i-1, and) && other(i-2) && shares(i-2) {
		return i, true
	}
	if x.uhas(i+1, and) && other(i+2) && shares(i) {
		return i + 2, false
	}
	return i, false
}

// whom returns the phrase after unit i for those to whom its verb happened, or
// -1, and the phrase for who did it, or -1. A phrase without a number gives way to
// one with a number or a noun behind it, if the verb may have a doer.
func (x finding) whom(i int) (k, doer int) {
	first := -1
	if k := i + 1; (x.f.Passive || x.describesThing(i)) && x.what == recount.Injured && k < len(x.u) && x.u[k].kind == other && x.has(x.u[k].s, lexicon.Thing) && !x.definite(x.u[i].s) { // "was hit a building": nobody
		return -1, -1
	}
	if k := i + 1; x.uhas(k, lexicon.Includes) && x.uhas(k, lexicon.Them) { // "died of them (of thirst) three"
		if k++; k < len(x.u) && x.u[k].kind == other && x.nounWord(k) && !x.isTrigger(k) {
			k++
		}
		if k < len(x.u) && x.u[k].hasQ {
			return k, -1
		}
	}
	for k := i + 1; k < len(x.u) && k <= i+farthestPhrase; k++ {
		if k = x.overAside(k); k == len(x.u) {
			break
		}
		u := &x.u[k]
		switch {
		case x.stops(k), x.uhas(k, lexicon.That|lexicon.Condition|lexicon.Includes), x.uhas(k, lexicon.Relative) && first >= 0,
			k == i+1 && x.uhas(k, lexicon.And):
			return first, -1
		case x.p.VerbFirst && x.inToll(k):
		case x.harms(k):
			return first, -1
		case x.reaching() && x.counts(k):
			if k > 0 && x.next(x.u[k-1].s, x.b, x.f.Later) {
				return k, -1
			}
		case first >= 0 && (x.uhas(k, lexicon.And|lexicon.Verb) || k > first+16):
			return first, -1
		case x.counts(k) && !x.governed(k) && !x.owns(k, i):
			switch {
			case first >= 0 && !u.hasQ && (u.kind == thing || x.definite(u.s) && x.nounWord(k-1)): // "a mine of the rebels"
			case first >= 0:
				return k, first
			case u.hasQ && (u.count.q.Row != "dual" || strings.HasSuffix(x.d.Word(u.head), "ين")) || x.f.Passive:
				return k, -1
			default:
				first = k
			}
		}
	}
	return first, -1
}

// overAside returns the unit behind words of time that commas part from the rest, "killed,
// yesterday evening, twelve", or k if none open there.
func (x finding) overAside(k int) int {
	if !x.umark(k, ',') || k+1 >= len(x.u) || !x.uhas(k+1, lexicon.Weekday) && x.page.time(x.sentence, x.u[k+1].s) == nil {
		return k
	}
	for m := k + 2; m < len(x.u) && m < k+8; m++ {
		if x.umark(m, ',') {
			return m + 1
		}
	}
	return k
}

// describesThing reports whether the verb of unit i is of a clause that says what a thing
// did, "a raid that hit a bus": what stands behind it was hit.
func (x finding) describesThing(i int) bool {
	t := x.u[i].s - 1
	return i > 0 && x.u[i-1].kind == other && x.word(t) && !x.definite(t) && (x.has(t, lexicon.Thing) || len(x.entry(t).Acts) > 0 || x.p.Weapons.At(x.entry(t), x.lex[:x.b], t).Names())
}

// reaching reports whether the verb has those to whom it happened behind a preposition,
// which its row names: "finished off" people.
func (x finding) reaching() bool {
	l := x.f.Later
	return len(l) == 1 && len(l[0]) == 1 && x.p.Entries[l[0][0]].Has(lexicon.Preposition)
}

// inToll reports whether unit k only says what kind of toll the verb's is: "were killed, in a
// first toll, twelve".
func (x finding) inToll(k int) bool {
	t := x.uAt(k)
	return x.uhas(k-1, lexicon.In) && x.isTrigger(k) && x.frame(t, "toll-any") != nil && x.frame(t, "verb-any") == nil && !x.definite(t)
}

// harms reports whether unit k is a word that says what happened to people, as it
// stands here.
func (x finding) harms(k int) bool {
	if !x.isTrigger(k) {
		return false
	}
	for n, fs := 0, x.entry(x.u[k].s).Frames; n < len(fs); n++ {
		if p := fs[n].Production; (p == "verb-any" || p == "act-any" || p == "toll-any") && x.allowed(&fs[n], x.u[k].s) {
			return true
		}
	}
	return false
}

// stops reports whether unit k is a mark that ends a clause or part of one.
func (x finding) stops(k int) bool {
	if u := &x.u[k]; u.kind != other || !x.isMark(u.s) {
		return false
	}
	switch x.d.Tokens[x.u[k].s].Mark {
	case '"', '\'', '/', '-', '#', '_', '*', 0:
		return false
	}
	return true
}

// owns reports whether phrase k, behind trigger i, only says whose the noun just
// before it is: "the character of the candidate".
func (x finding) owns(k, i int) bool {
	u := &x.u[k]
	if k > i+2 && !u.hasQ && x.uhas(k-2, lexicon.Preposition) && !x.definite(x.u[k-1].s) && (x.uhas(k-1, lexicon.Thing) || x.shots(k-1)) {
		return true // "by the fire of a gunman"
	}
	if k > i+2 && !u.hasQ && x.has(u.head, lexicon.Demonym) && x.uhas(k-1, lexicon.Thing) && !x.definite(u.s) { // "of a missile Iranian"
		return true
	}
	if k > i+3 && !u.hasQ && x.isPhrase(k-1) && !x.u[k-1].hasQ && x.owns(k-1, i) { // "of a gunman unknown"
		return true
	}
	if k > i+2 && u.plural && !u.hasQ && x.definite(u.s) && x.uhas(k-2, lexicon.In) && x.nounWord(k-1) && !x.definite(x.u[k-1].s) { // "in the ranks of the forces"
		return true
	}
	if k <= i+1 || u.hasQ || !x.definite(u.s) || !x.nounWord(k-1) || x.definite(x.u[k-1].s) {
		return false
	}
	return !x.known(x.u[k-1].s)
}

// counts reports whether unit k may name those to whom something happened, or
// counts those of whom it says so itself.
func (x finding) counts(k int) bool {
	return x.isPhrase(k) || k >= 0 && k < len(x.u) && x.u[k].kind == happened && x.u[k].hasQ
}

// governed reports whether a preposition other than the partitive one stands
// before unit k.
func (x finding) governed(k int) bool {
	m := k - 1
	for x.uhas(m, lexicon.Adverb|lexicon.Determiner) || x.umark(m, '"') {
		if x.p.VerbFirst && x.is(x.u[m].s, lexicon.Pointing) && !x.definite(x.u[k].s) { // "were hurt by that nine"
			return false
		}
		m--
	}
	return x.uhas(m, lexicon.Preposition|lexicon.Of|lexicon.By) && !x.definite(x.u[m].s) // "in it" governs nothing
}

// subjectBefore returns the phrase before the verb of unit i, or -1.
func (x finding) subjectBefore(i int) int {
	k := i - 1
	if x.uhas(k, lexicon.Between) && x.allSorts(x.u[i].s) {
		k--
	}
	if x.umark(k, ',') { // "34 refugees, among them women, were killed"
		for m := k - 1; m > 0 && m > k-12; m-- {
			if x.umark(m, ',') && x.uhas(m+1, lexicon.Includes|lexicon.Of|lexicon.Preposition) {
				k = m - 1
				break
			}
		}
	}
	for ; k >= 0 && k >= i-farthestPhrase; k-- {
		u := &x.u[k]
		switch {
		case x.stops(k), x.uhas(k, lexicon.That) && k < i-1:
			return -1
		case x.harms(k):
			return -1
		case x.counts(k) && !x.governed(k) && !x.claimed(k):
			if m := x.amongBefore(k); m > 0 { // "13 civilians among them two women were killed"
				k = m
				continue
			}
			if m := k - 2; x.p.VerbFirst && u.one && !u.hasQ && x.uhas(k-1, lexicon.And) && x.counts(m) && x.u[m].hasQ && x.u[m].count.q.Low > 10 { // "63 (of) journalist and media worker were killed"
				return m
			}
			if u.hasQ || u.one && k >= i-4 || u.one && x.f.Passive && k >= i-12 || x.f.Passive && x.is(x.u[i].s, lexicon.PluralForm) {
				return k
			}
			return -1
		case x.uhas(k, lexicon.Verb):
			return -1
		}
	}
	return -1
}

// amongBefore returns the unit of the word by which phrase k, or the list that it ends,
// is told as a part: "among them a woman and two girls"; 0 if none does.
func (x finding) amongBefore(k int) int {
	for m := k - 1; x.p.VerbFirst && m > 0 && m >= k-6; m-- {
		switch {
		case x.uhas(m, lexicon.Includes):
			return m
		case !x.counts(m) && !x.uhas(m, lexicon.And):
			return 0
		}
	}
	return 0
}

// counted drafts a counted noun for people of whom it says what befell them.
func (x finding) counted(i int) {
	g, from := x.moodLeft(i), len(x.out)
	if c := &x.u[i].count; x.what != recount.Killed && (x.claimed(i) || x.ownVerb(i)) || x.what == recount.Displaced && c.e == c.s { // "12 displaced people were killed"
		return
	}
	if x.former(i) {
		for k := x.start; k < len(x.out); k++ {
			if x.out[k].total && x.out[k].what == x.what {
				x.out[k].prior = x.u[i].count.q.Low
			}
		}
		return
	}
	if x.uhas(i-1, lexicon.Includes) { // "12 people, among them two dead"
		x.admit("counted-noun", i, false)
		return
	}
	g.not = g.not && x.u[i].count.q.Low == 1
	g.unheard = g.unheard && g.not
	x.take("counted-noun", i, -1)
	x.mood(g, from)
}

// moodLeft looks in the clause before trigger i for words that make what it says
// none or not actual: "did not", "without", "may", "threatened to", "if".
func (x finding) moodLeft(i int) group {
	g := group{start: i, by: -1}
	t := x.u[i].s
	for k := t - 1; k >= x.a && k >= t-12; k-- {
		e := x.entry(k)
		switch {
		case e.Has(lexicon.That) && x.has(k-1, lexicon.Without): // "without it having led to"
			g.not, g.by = true, k-1
			return g
		case x.isMark(k) && !x.mark(k, '"') && !x.mark(k, '-'), e.Has(lexicon.That) && k < t-1, e.Has(lexicon.Relative):
			return g
		case e.Has(lexicon.Not|lexicon.Without) && (x.inName(k) || x.has(k+1, lexicon.Transparent) || x.inQuantifier(k) || x.p.Scopes.At(e, x.lex[:x.b], k) != nil):
		case e.Has(lexicon.Not|lexicon.Without) && k >= t-8:
			if g.unheard = x.unheard(k, t); g.unheard || k >= t-6 {
				g.not, g.by = true, k
			}
			return g
		case e.Has(lexicon.Modal) && x.imperfect(k+1) && !x.hadBeen(k):
			g.unreal, g.by = true, k
			return g
		case e.Has(lexicon.Condition), e.Has(lexicon.Irrealis) && !e.Has(lexicon.Modal) && k >= t-8:
			g.unreal, g.by = true, k
			return g
		case k < t-1 && !x.has(k+1, lexicon.And):
			if f := x.frame(k, "verb-any", "act-any"); f != nil && (f.Left == nil || x.before(k, f.Left)) {
				return g
			}
		}
	}
	return g
}

// inQuantifier reports whether token k stands in the wording of a number: the "no"
// of "no less than".
func (x finding) inQuantifier(k int) bool {
	for n := max(x.a, k-1); n <= k; n++ {
		if ph := x.p.Quantifiers.At(x.entry(n), x.lex[:x.b], n); ph != nil && n+len(ph.Words) > k {
			return true
		}
	}
	return false
}

// hadBeen reports whether "was" stands before the particle at token k in its clause, so
// that what follows it was so: "the source had spoken of six".
func (x finding) hadBeen(k int) bool {
	for n := k - 1; n >= x.a && n >= k-6 && !x.isMark(n); n-- {
		if x.has(n, lexicon.Be) {
			return !x.imperfect(n) && !x.p.Begins(x.d.Word(n), lexicon.Imperfect)
		}
	}
	return false
}

// imperfect reports whether the word at token i is a verb for what is not over.
func (x finding) imperfect(i int) bool {
	return x.is(i, lexicon.Imperfect) || x.word(i) && !x.known(i) && x.p.Begins(x.d.Word(i), lexicon.Imperfect)
}
