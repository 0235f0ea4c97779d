package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// farthestPhrase is how many units may stand between a verb and those to whom it
// happened.
const farthestPhrase = 24

// verbAny: a verb that stands before those to whom it happened, perhaps with
// its doer between, or after them: "killed the shelling twelve civilians".
func (x finding) verbAny(i int) bool {
	last, told := x.coupled(i)
	if told || x.numbered(i) {
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
	if x.is(x.u[i].s, lexicon.PluralForm|lexicon.Dual) && !x.is(x.u[i].s, lexicon.Imperfect) && (x.f.Passive || x.uhas(i+1, lexicon.Preposition) || i+1 < len(x.u) && x.stops(i+1)) { // a verb before those of whom it speaks is singular
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
	return i > 0 && x.u[i-1].kind == other && x.word(t) && !x.definite(t) && (x.has(t, lexicon.Thing) || len(x.entry(t).Acts) > 0 || x.p.Weapons.At(x.entry(t), x.lex[:x.b], t) != nil)
}

// reaching reports whether the verb has those to whom it happened behind a preposition,
// which its row names: "finished off" people.
func (x finding) reaching() bool {
	l := x.f.Later
	return len(l) == 1 && len(l[0]) == 1 && x.p.Entries[l[0][0]].Has(lexicon.Preposition)
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
	if k > i+2 && !u.hasQ && x.uhas(k-2, lexicon.Preposition) && !x.definite(x.u[k-1].s) && (x.uhas(k-1, lexicon.Thing) || x.p.Weapons.At(x.entry(x.u[k-1].s), x.lex[:x.b], x.u[k-1].s) != nil) {
		return true // "by the fire of a gunman"
	}
	if k > i+2 && !u.hasQ && x.has(u.head, lexicon.Demonym) && x.uhas(k-1, lexicon.Thing) && !x.definite(u.s) { // "of a missile Iranian"
		return true
	}
	if k > i+3 && !u.hasQ && x.isPhrase(k-1) && !x.u[k-1].hasQ && x.owns(k-1, i) { // "of a gunman unknown"
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

// actAny: a noun for what happened with those to whom it did just after it:
// "the killing twelve civilians".
func (x finding) actAny(i int) bool {
	if x.definite(x.u[i].s) && x.f.Right == nil { // "their death": of those spoken of before
		if k := x.subjectBefore(i - 1); k >= 0 && x.u[k].hasQ && x.p.VerbFirst && x.uhas(i-1, lexicon.Have) { // "52 civilians, their killing was done"
			x.take("before-verb", k, -1)
			return true
		}
		return false
	}
	last, told := x.coupled(i)
	if told {
		return true
	}
	if last > i {
		x.what = recount.Casualties
	}
	g, from := x.moodLeft(i), len(x.out)
	last = x.particle(last)
	first := x.overAside(last + 1)
	for k := first; k < len(x.u) && k <= first+3; k++ {
		switch {
		case x.counts(k):
			x.genitive(k)
			x.take("act", k, -1)
			x.mood(g, from)
			return len(x.out) > from
		case x.umark(k, '"') || x.uhas(k, lexicon.Adverb), x.p.FreeOrder && x.isTrigger(k) && x.frame(x.u[k].s, "person-noun") != nil && x.isPhrase(k+1): // "тело похищенного фермера"
		case x.u[k].kind != other || x.isMark(x.u[k].s) || x.barrier(x.u[k].s):
			return false
		}
	}
	return false
}

// personNoun: a noun without a number for people of whom it says what befell
// them: "dead and wounded fell", "no dead", "among the dead two women".
func (x finding) personNoun(i int) bool {
	t := x.u[i].s
	if done, found := x.fallenFree(i); done {
		return found
	}
	if k := x.overBrackets(i + 1); x.uhas(i-1, lexicon.Includes|lexicon.Between) && x.counts(k) {
		from := len(x.out)
		x.take("dead-included", k, -1)
		x.parts(from, -1)
		return len(x.out) > from
	}
	if k := i + 2; x.definite(t) && x.uhas(i+1, lexicon.To|lexicon.In) && x.uhas(i-1, lexicon.And) && x.counts(k) && x.u[k].hasQ && x.start < len(x.out) { // "the toll rose to 12, and the wounded to 30"
		return x.figured(k, 0)
	}
	if x.definite(t) && x.uhas(i+1, lexicon.Pronoun) && x.counts(i+2) && x.u[i+2].hasQ { // "the dead are five children and three women"
		x.take("dead-included", i+2, -1)
		return true
	}
	if k := i + 2; x.umark(i+1, ':') && k < len(x.u) && x.u[k].kind == bare && x.u[k].hasQ {
		x.take("colon", i+2, -1)
		return true
	}
	if k := x.described(i); k >= 0 && !x.definite(t) { // "19 of them wounded"
		x.take("predicate", k, -1)
		return true
	}
	g := x.moodLeft(i)
	if g.not && !x.p.FreeOrder {
		return !g.unheard && !x.definite(t) && !x.uhas(i-1, lexicon.To) && x.none(i)
	}
	if x.estimated(i) {
		return true
	}
	if x.definite(t) || !x.fallen(i) || x.p.FreeOrder && i == 0 {
		return false
	}
	from := len(x.out)
	u := unit{kind: bare, s: t, e: t + 1, head: t, plural: true, count: count{q: x.p.Bounds["bare"].Of(0), s: t, e: t}}
	x.describeTail(&u, t, x.tailEnd(t))
	x.admitUnit("unnumbered", u, false)
	x.mood(g, from)
	return true
}

// estimated reads the figure at which somebody puts the people of unit i: "estimated the
// dead at about three thousand".
func (x finding) estimated(i int) bool {
	t := x.u[i].s
	if !x.p.VerbFirst || !x.definite(t) {
		return false
	}
	told := false
	for n := t - 1; n >= x.a && n >= t-6 && !x.isMark(n); n-- {
		ph := x.p.Cues.At(x.entry(n), x.lex[:x.b], n)
		told = told || ph != nil && ph.Class == "estimate"
	}
	for k := i + 1; told && k < len(x.u)-1 && k < i+9 && !x.stops(k) && !x.isTrigger(k); k++ {
		if x.uhas(k, lexicon.In) && x.u[k+1].kind == bare && x.u[k+1].hasQ {
			return x.figured(k+1, 0)
		}
	}
	return false
}

// overBrackets returns the unit behind what two commas part from the rest, "among the dead,
// by the same source, a nurse", or k if none opens there.
func (x finding) overBrackets(k int) int {
	if !x.p.VerbFirst || !x.umark(k, ',') {
		return k
	}
	for m := k + 1; m < len(x.u) && m < k+8 && !x.isTrigger(m); m++ {
		if x.umark(m, ',') {
			return m + 1
		}
	}
	return k
}

// described returns the phrase of which the noun of unit i says what befell it, -1 if
// there is none: the one just before it, or with its unit's name between, behind a word
// such as "fell": "fell six of the battalion 128 as martyrs".
func (x finding) described(i int) int {
	k := i - 1
	if x.p.FreeOrder {
		return -1
	}
	for n := 0; x.p.VerbFirst && n < 3 && k > 0 && x.u[k].kind == other && !x.isMark(x.u[k].s) && !x.isTrigger(k) && !x.uhas(k, lexicon.Preposition|lexicon.And|lexicon.Verb|lexicon.Includes); n++ {
		k--
	}
	if !x.counts(k) || !x.u[k].hasQ || x.claimed(k) || k < i-1 && !x.uhas(k-1, lexicon.TakeLife) {
		return -1
	}
	return k
}

// unheard reports whether what the word at token by makes none is news of it: "there
// were no reports of casualties" does not say that there were none.
func (x finding) unheard(by, t int) bool {
	for k := by + 1; k < t; k++ {
		if h := x.p.Hedges.At(x.entry(k), x.lex[:t], k); h != nil && h.Class == "reportedly" {
			return true
		}
	}
	return false
}

// tailEnd is where the words that describe the noun at token t end.
func (x finding) tailEnd(t int) int {
	u := unit{head: t}
	return x.tail(&u, t+1)
}

// fallen reports whether the clause says that the people of unit i came to harm,
// not only that there are such people: a word such as "fell" or "left" before
// it, a counted one beside it, or the head of a line.
func (x finding) fallen(i int) bool {
	if i == 0 || x.u[i-1].kind == other && x.isMark(x.u[i-1].s) && !x.umark(i-1, '"') || x.uhas(i-1, lexicon.That) {
		return true
	}
	if k := i - 2; x.uhas(i-1, lexicon.And) && x.isTrigger(k) && x.frame(x.u[k].s, "person-noun") != nil && !x.definite(x.u[k].s) { // "dead and wounded"
		return x.fallen(k)
	}
	if n := x.u[i-1].s; x.u[i-1].kind == other && x.voiceNoun(n) && !x.definite(n) { // "the hospital of the martyrs"
		return false
	}
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if x.counts(k) && x.u[k].hasQ && x.u[k].kind != happened {
			return false
		}
		if x.uhas(k, lexicon.TakeLife) {
			return true
		}
		if x.u[k].kind == happened && x.u[k].hasQ && x.uhas(k+1, lexicon.And) {
			return true
		}
		if x.u[k].kind == other && x.isMark(x.u[k].s) {
			return false
		}
	}
	return false
}

// tollAny: "the toll of the dead rose from 12 to 15", "the number of wounded".
// What the toll is of stands just after the word for it.
func (x finding) tollAny(i int) bool {
	of, behind := x.tollOf(i)
	if of == "" {
		return false
	}
	x.what = of
	if k := i - 1; x.p.VerbFirst && x.counts(k) && x.u[k].hasQ && x.uhas(k-1, lexicon.To) { // "rose to 45 the number of the dead"
		from, done := len(x.out), x.figured(k, 0)
		if done {
			x.partsRight(behind-1, from, "toll")
		}
		return done
	}
	return x.tollBehind(i, behind) || x.p.FreeOrder && x.tollBefore(i)
}

// tollOf returns what the toll of unit i counts, and the unit behind the word for it.
func (x finding) tollOf(i int) (of recount.What, k int) {
	for k = i + 1; k < len(x.u) && k <= i+4 && of == ""; k++ {
		u := &x.u[k]
		f := u.event
		if f == nil && u.kind == trigger {
			f = x.frame(u.s, "person-noun")
		}
		if f == nil && x.isTrigger(k+1) && (x.uhas(k, lexicon.Relative) || x.who(u.s)) { // "the number of those who were killed"
			f = x.frame(x.u[k+1].s, "verb-any")
			k++
		}
		if f != nil {
			of = f.What
		}
		if u.kind == other && x.isMark(u.s) || u.hasQ {
			break
		}
	}
	return of, k
}

// tollBehind admits the figure that stands at unit k or behind it as the toll of unit i.
func (x finding) tollBehind(i, k int) bool {
	prior := 0
	for ; k < len(x.u) && k < i+20; k++ {
		switch {
		case x.umark(k, '.') || x.umark(k, ';') || x.umark(k, ',') && x.u[k].s > x.u[i].s+14:
			return false
		case x.harms(k) && k > i+6:
			return false
		case !x.counts(k) || !x.u[k].hasQ, x.p.FreeOrder && x.uhas(k-1, lexicon.Preposition) && !x.uhas(k-1, lexicon.From|lexicon.To):
			continue
		case x.uhas(k-1, lexicon.From) && (x.toBehind(k) || x.p.FreeOrder):
			prior = x.u[k].count.q.Low
			continue
		case x.p.VerbFirst && x.u[k].kind == happened && x.u[k].event.What != x.what:
			if x.what != recount.Casualties { // "the number of dead may rise, as 30 wounded …"
				return false
			}
			x.what = x.u[k].event.What
		}
		if prior > 0 {
			x.reached(k)
		}
		return x.figured(k, prior)
	}
	return false
}

// figured admits phrase k as the figure that a toll has reached.
func (x finding) figured(k, prior int) bool {
	g, from := x.moodLeft(x.trig), len(x.out)
	x.take("toll", k, -1)
	if len(x.out) == from {
		return false
	}
	if row := x.parted(k); row != "" && x.out[from].q.Row == "exact" {
		x.out[from].q = x.p.Bounds[row].Of(x.out[from].q.Low)
	}
	x.out[from].total, x.out[from].prior = true, prior
	x.mood(g, from)
	return true
}

// parted returns the row of the words that bound the figure of unit k though the toll
// stands between: "exceeded the number of wounded the thousand", "is no less the toll than".
func (x finding) parted(k int) string {
	t := x.u[x.trig].s
	for n := 2; n > 0 && x.p.VerbFirst; n-- {
		if t-n < x.a {
			continue
		}
		w := append(append(make([]int32, 0, 3), x.lex[t-n:t]...), x.lex[x.u[k].s-1])
		if ph := x.p.Quantifiers.At(x.entry(t-n), w, 0); ph != nil && ph.Kind == "before" && len(ph.Words) >= n {
			return ph.Class
		}
	}
	return ""
}

// numbered reports whether the verb of unit i only says whom a number is of: "the
// number of civilians who were killed".
func (x finding) numbered(i int) bool {
	if !x.p.VerbFirst || !x.uhas(i-1, lexicon.Relative) {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-4; k-- {
		if x.isTrigger(k) && x.frame(x.u[k].s, "toll-any") != nil {
			return true
		}
	}
	return false
}

// toBehind reports whether "to" stands within a few units behind unit k.
func (x finding) toBehind(k int) bool {
	for m := k + 1; m < len(x.u) && m <= k+4; m++ {
		if x.uhas(m, lexicon.To) {
			return true
		}
	}
	return false
}

// take admits phrase k, what stands in a list with it, and its parts.
func (x finding) take(path string, k, doer int) {
	from := len(x.out)
	whole := x.admit(path, k, false)
	if whole < 0 {
		return
	}
	if doer >= 0 {
		x.out[whole].blamed = append(x.out[whole].blamed, x.party(x.u[doer].s, x.u[doer].e))
	} else if m := x.partyAfter(path); m.Party != "" {
		x.out[whole].blamed = append(x.out[whole].blamed, m)
	}
	j := x.listRight(k, path)
	if len(x.out) > from {
		x.list(from)
	}
	if path == "before-verb" && !x.p.FreeOrder {
		for m := k - 1; x.p.VerbFirst && x.uhas(m, lexicon.And) && x.isPhrase(m-1) && x.u[m-1].kind == people && (x.u[m-1].hasQ || x.u[m-1].one) && !x.claimed(m-1) && !x.governed(m-1); m -= 2 {
			x.admit(path+".list", m-1, false)
		}
		x.partsRight(j, whole, path)
		j = max(j, x.trig)
	}
	x.partsRight(j, whole, path)
}

// former reports whether the figure of unit i is one that a toll had before:
// "after it was 87 dead and 175 wounded".
func (x finding) former(i int) bool {
	if x.uhas(i-1, lexicon.And) {
		return i >= 2 && x.u[i-2].hasQ && x.former(i-2)
	}
	return x.uhas(i-1, lexicon.Be) && x.uhas(i-2, lexicon.That|lexicon.Conjunction|lexicon.Preposition)
}

// partyAfter is the party that stands just after the verb as its doer.
func (x finding) partyAfter(path string) (none recount.Mention) {
	t := x.u[x.trig].e
	if path != "verb" || x.f.Passive || t >= x.b {
		return none
	}
	if ph := x.p.Sources.Parties.At(x.entry(t), x.lex[:x.b], t); ph != nil {
		return x.party(t, t+len(ph.Words))
	}
	return none
}

// listRight admits the phrases that "and" puts beside phrase k: "three women and
// a girl". It returns the last unit of the list.
func (x finding) listRight(k int, path string) int {
	for {
		j := x.complementEnd(k + 1)
		if x.p.VerbFirst && x.umark(j, '(') { // "the girl A. (5 years) and a woman"
			for m := j + 1; m < len(x.u) && m < j+6; m++ {
				if x.umark(m, ')') {
					j = m + 1
					break
				}
			}
		}
		if x.p.VerbFirst && x.umark(j, ',') && x.uhas(j+1, lexicon.And) && x.is(x.u[j+1].s, lexicon.Joined) { // ", in addition to"
			j++
		}
		if !x.uhas(j, lexicon.And) && !(x.umark(j, ',') && x.inList(j+1)) {
			return k
		}
		n := j + 1
		if j > k+1 && !(x.isPhrase(n) && (x.u[n].hasQ || x.u[k].one && x.u[n].one && x.definite(x.u[n].s))) { // "the journalist A. and her husband"
			return k
		}
		if x.uhas(n, lexicon.And) {
			n++
		}
		if !x.isPhrase(n) || x.u[n].plural && !x.u[n].others || x.ownVerb(n) && path != "before-verb" {
			return k
		}
		if path == "before-verb" && x.p.VerbFirst && x.u[n].one && !x.u[n].hasQ && text.Accusative(x.d.Word(x.u[n].head)) { // "63 (of) journalist and worker": of one number
			return n
		}
		if x.ownVerb(n) {
			return k
		}
		x.admit(path+".list", n, false)
		k = n
	}
}

// complementEnd steps over what a preposition or "of" adds to the phrase before
// unit k, up to "and": "six residents of one family and three fighters".
func (x finding) complementEnd(k int) int {
	if !x.uhas(k, lexicon.Of|lexicon.In|lexicon.From) && !x.unknownWord(k) && !(x.definite(x.uAt(k)) && x.uhas(k, lexicon.Year)) { // "the consul the general"
		return k
	}
	for m := k + 1; m < len(x.u) && m < k+6; m++ {
		if x.uhas(m, lexicon.And) {
			return m
		}
		if x.stops(m) || x.isTrigger(m) || x.uhas(m, lexicon.Verb|lexicon.Relative|lexicon.That|lexicon.Includes) {
			break
		}
	}
	return k
}

// uAt is the token at which unit k begins, -1 if there is none.
func (x finding) uAt(k int) int {
	if k < 0 || k >= len(x.u) {
		return -1
	}
	return x.u[k].s
}

// inList reports whether phrase k, behind a comma, is followed by "and" and
// another: "a man, a woman and a child".
func (x finding) inList(k int) bool {
	return x.isPhrase(k) && x.uhas(k+1, lexicon.And) && x.isPhrase(k+2)
}

// ownVerb reports whether phrase k has a verb of its own behind it: "and three
// others were wounded".
func (x finding) ownVerb(k int) bool {
	m := k + 1
	if x.p.VerbFirst && x.uhas(m, lexicon.Preposition) && x.definite(x.uAt(m)) { // "22 prisoners with us were killed"
		m++
	}
	for x.p.FreeOrder && x.uhas(m, lexicon.Be|lexicon.Have|lexicon.Adverb|lexicon.Verb) && !x.isTrigger(m) {
		m++
	}
	return x.isTrigger(m) && x.frame(x.u[m].s, "verb-any") != nil || x.uhas(k+1, lexicon.Relative)
}

// partsRight admits the parts of a claim that follow in its clause: "among them
// six children", "most of them civilians".
func (x finding) partsRight(k, whole int, path string) {
	shared := false
	for j := k + 1; j < len(x.u) && j < k+farthestPhrase; j++ {
		u := &x.u[j]
		switch {
		case x.p.VerbFirst && (x.umark(j, ';') || x.umark(j, ':')) && whole >= 0 && x.counts(j+1) && x.u[j+1].hasQ && x.u[j+1].kind != happened && !x.ownVerb(j+1):
			x.brokenDown(j+1, whole, path)
			return
		case x.umark(j, '.') || x.umark(j, ';') || x.harms(j),
			x.p.FreeOrder && x.umark(j-1, ',') && x.isPhrase(j) && !u.ofThem && !u.count.share: // another clause begins
			return
		case x.uhas(j, lexicon.Includes) && x.uhas(j-1, lexicon.Verb): // "of whom came back"
			return
		case x.uhas(j, lexicon.Includes), x.uhas(j, lexicon.Pronoun) && (x.umark(j-1, ',') && x.counts(j+1) && x.u[j+1].hasQ || x.umark(j+1, ':')):
			from := len(x.out)
			n := j + 1
			for x.uhas(n, lexicon.Adverb|lexicon.Them) || x.umark(n, ':') || x.p.FreeOrder && (x.umark(n, '-') || x.describesNext(n)) {
				n++
			}
			if !x.isPhrase(n) || !x.u[n].hasQ && !x.u[n].one && !x.u[n].plural {
				return
			}
			x.admit(path+".including", n, true)
			j = x.listRight(n, path+".including")
			x.parts(from, whole)
		case x.uhas(j, lexicon.And) && x.umark(j-1, ',') && x.isPhrase(j+1) && x.u[j+1].hasQ && !x.ownVerb(j+1) && x.uhas(j+2, lexicon.Preposition):
			x.admit("ellipsis", j+1, false) // "three were hit by bullets, and dozens by gas"
			j++
		case u.hasQ && (u.ofThem || u.count.share) && x.p.VerbFirst && x.is(x.uAt(j-1), lexicon.Citing), // "released most of them"
			x.p.VerbFirst && u.count.share && u.kind == bare && u.count.q.Qualifier == recount.Exact: // "all of them under fifteen"
			return
		case u.hasQ && (u.ofThem || u.count.share) && !(x.p.FreeOrder && x.ownVerb(j)):
			from := len(x.out)
			x.admit(path+".of-them", j, true)
			x.parts(from, whole)
			if shared = x.p.VerbFirst; !shared {
				return
			}
		case shared && x.uhas(j, lexicon.And) && x.isPhrase(j+1) && x.u[j+1].kind == bare && x.u[j+1].hasQ && x.uhas(j+2, lexicon.Preposition):
			from := len(x.out)
			x.admit(path+".of-them", j+1, true) // "40 of them by … and 12 by …"
			x.parts(from, whole)
			j++
		case u.kind == happened && u.hasQ:
			return
		}
	}
}

// brokenDown admits the parts of a claim that are told one by one behind a colon or a
// semicolon: "111 dead: forty in A, 25 in B and one in C".
func (x finding) brokenDown(k, whole int, path string) {
	from, left := len(x.out), x.out[whole].q.Low
	for ; k < len(x.u) && !x.umark(k, '.') && !x.umark(k, ';') && !x.isTrigger(k) && !x.uhas(k, lexicon.Verb|lexicon.That); k++ {
		if !x.counts(k) || !x.u[k].hasQ || x.u[k].kind == happened {
			continue
		}
		if left -= x.u[k].count.q.Low; left < 0 {
			break
		}
		x.admit(path+".including", k, true)
	}
	x.parts(from, whole)
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
		case e.Has(lexicon.Not|lexicon.Without) && (x.has(k+1, lexicon.Transparent) || x.inQuantifier(k) || x.p.Scopes.At(e, x.lex[:x.b], k) != nil):
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
