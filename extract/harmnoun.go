package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// adjective: "are missing", "remain trapped", "12 missing".
func (x finding) adjective(i int) bool {
	start, verb := i, false
	if x.uhas(i-1, lexicon.Determiner) && x.uhas(i-2, lexicon.In) {
		start--
	}
	if x.uhas(start-1, lexicon.In) { // "in critical condition", "in a stable condition"
		start--
		if start > 0 && x.isPhrase(start-1) && x.u[start-1].hasQ {
			return x.admit("adjective", start-1, false) >= 0
		}
	}
	for start > 0 && x.uhas(start-1, lexicon.Be|lexicon.Have|lexicon.Adverb|lexicon.Transparent|lexicon.Verb) {
		start--
		verb = verb || x.uhas(start, lexicon.Be|lexicon.Verb)
	}
	from := len(x.out)
	if verb && x.inverted(i, group{start: start}, "adjective") {
		return true
	}
	if verb && start > 0 {
		found := x.subject(group{start: start, passive: true, aux: true}, "adjective")
		x.after(i, x.firstOf(from))
		return found
	}
	return x.isPhrase(i-1) && x.u[i-1].hasQ && x.admit("adjective", i-1, false) >= 0
}

// adjectiveDead: "left 14 dead", "12 dead", "found dead", "among the dead were".
func (x finding) adjectiveDead(i int) bool {
	if x.isTrigger(i+1) && x.frame(x.u[i+1].s, "bodies") != nil {
		return false
	}
	from := len(x.out)
	if x.uhas(i-1, lexicon.Determiner|lexicon.Includes) && (x.uhas(i+1, lexicon.Includes|lexicon.Be) || x.p.NounFirst && x.uhas(i+1, lexicon.Have) && x.uhas(i-2, lexicon.Between)) { // "entre los muertos hay dos niños"
		if k := i - 2; x.uhas(i+1, lexicon.Be) && x.isPhrase(i+2) {
			if x.uhas(k, lexicon.Of) && x.isPhrase(k-1) && x.u[k-1].hasQ && !x.uhas(k-2, lexicon.In) { // "five of the dead were children"
				return x.those(k-1, i+2, "of-the-dead")
			}
			if x.uhas(k-1, lexicon.In) { // "one in five of the dead"
				return false
			}
			if x.isPhrase(k) && x.u[k].hasQ && x.u[k].kind == bare {
				return x.those(k, i+2, "of-the-dead")
			}
		}
		if !x.isPhrase(i+2) || x.uhas(i+1, lexicon.Be) && !x.u[i+2].hasQ && !x.u[i+2].one && !x.uhas(i-2, lexicon.Of) {
			return false // "the dead were members of …" says who they were
		}
		x.from(i+2, "dead-included")
		x.parts(from, -1)
		return true
	}
	if x.isPhrase(i-1) && (x.u[i-1].hasQ || x.u[i-1].one && (x.u[i-1].kind == people || x.uhas(i-2, lexicon.Found|lexicon.Verb))) {
		whole := x.admit("dead", i-1, false)
		if x.u[i-1].def && x.u[i-1].hasQ && whole >= 0 && !x.uhas(i-2, lexicon.Verb) {
			x.out[whole].reality, x.out[whole].why.mood, x.out[whole].why.moodAt = recount.Presupposed, moodPresumed, x.u[i-1].s
		}
		if x.listLeft(i-1, "dead") {
			x.list(from)
		}
		x.after(i, whole)
		return true
	}
	if x.uhas(i-1, lexicon.Be|lexicon.Transparent|lexicon.Found|lexicon.Verb) || i > 0 && x.u[i-1].kind == other && x.pronounced(i-1) {
		start := i - 1
		for start > 0 && x.uhas(start-1, lexicon.Be|lexicon.Have|lexicon.Adverb|lexicon.Transparent) {
			start--
		}
		if x.inverted(i, group{start: start}, "found-dead") {
			return true
		}
		x.subject(group{start: start, passive: true, aux: true}, "found-dead")
		x.after(i, x.firstOf(from))
		return true
	}
	return false
}

// those admits the count of unit k as a part of those spoken of, who were what
// unit who says: "five of the dead were children".
func (x finding) those(k, who int, path string) bool {
	u := x.u[k]
	u.kind, u.who, u.thing, u.poss = people, x.u[who].who, false, false
	return x.admitUnit(path, u, true) >= 0
}

// pronounced reports whether unit k is an unknown verb in -ed after "be".
func (x finding) pronounced(k int) bool {
	if !x.ends(x.u[k].s, lexicon.PastEnding) {
		return false
	}
	for k--; x.uhas(k, lexicon.Adverb); k-- {
	}
	return x.uhas(k, lexicon.Be)
}

// countNoun: "the deaths of", "sustained injuries", "without casualties",
// "deaths at 12", "Casualties: 6 killed".
func (x finding) countNoun(i int) bool {
	if k := x.ofWhom(i); k > 0 && !(x.forPeople(x.u[i].s) && x.uhas(i, lexicon.Person)) {
		g := x.verbGroup(i)
		from := len(x.out)
		found := x.ofPhrase(k, "noun-of")
		x.mood(g, from)
		return found
	}
	if x.uhas(i+1, lexicon.And) && x.isTrigger(i+2) && x.frame(x.u[i+2].s, "count-noun") != nil && x.uhas(i+3, lexicon.Of) {
		return x.ofPhrase(i+4, "noun-of") // "the deaths and injuries of several people"
	}
	if x.what == recount.Injured && x.suffered(i) {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if x.uhas(k, lexicon.Without) {
			return x.none(i)
		}
	}
	if k := i - 2; x.umark(i-1, 's') && k >= 0 && (x.u[k].one || x.u[k].hasQ) && x.u[k].kind != thing && x.isPhrase(k) && x.what == recount.Killed {
		return x.owner(k)
	}
	if x.byPlace(i) || x.figure(i, "noun-number") {
		return true
	}
	return x.unnumbered(i)
}

// byPlace: "the deaths were in A (21), B (8) and C (5)".
func (x finding) byPlace(i int) bool {
	j := i + 1
	for x.uhas(j, lexicon.Be) {
		j++
	}
	if !x.uhas(j, lexicon.In) {
		return false
	}
	from := len(x.out)
	for j++; j < len(x.u) && (x.u[j].kind == name || x.nounWord(j) || x.umark(j, ',') || x.uhas(j, lexicon.And)); j++ {
		if k := j + 2; x.umark(j+1, '(') && x.umark(k+1, ')') && k < len(x.u) && x.u[k].kind == bare && x.u[k].hasQ {
			x.admit("by-place", k, false)
			j = k + 1
		}
	}
	return len(x.out) > from
}

// suffered: "sustained minor injuries", "suffered a gunshot wound".
func (x finding) suffered(i int) bool {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		if x.uhas(k, lexicon.Suffer) {
			g := x.verbGroup(k)
			from := len(x.out)
			x.subject(g, "suffered")
			x.mood(g, from)
			return true
		}
		if x.uhas(k, lexicon.With) { // "found a boy with gunshot wounds", "arrived with a wound"
			if x.isPhrase(k-1) && !x.claimed(k-1) && (x.u[k-1].kind == people || x.u[k-1].kind == name) && (x.u[k-1].one || x.u[k-1].hasQ) && (x.u[k-1].state == nil || x.u[k-1].state.What != recount.Killed) && !(x.u[k-1].kind == name && x.uhas(k-2, lexicon.In)) { // "treated at Mercy with minor wounds"
				return x.admit("with-wound", k-1, false) >= 0
			}
			if m := x.clauseSubject(k); m >= 0 && !x.claimed(m) && x.u[m].kind == people && (x.u[m].one || x.u[m].hasQ) {
				return x.admit("with-wound", m, false) >= 0
			}
			return false
		}
	}
	return false
}

// unnumbered: "civilian deaths", "the number of casualties is unknown": some,
// but nobody says how many.
func (x finding) unnumbered(i int) bool {
	k := i - 1
	person := k >= 0 && x.u[k].kind <= people && x.has(x.u[k].head, lexicon.Person)
	untold := x.uhas(i+1, lexicon.Be) && i+2 < len(x.u) && x.uhas(i+2, lexicon.VagueWord)
	if !person && !untold || x.isPhrase(k) && x.u[k].hasQ || person && !untold && x.uhas(k-1, lexicon.Of) {
		return false // "allegations of civilian casualties" tell of none
	}
	u := unit{kind: bare, s: x.u[i].s, e: x.u[i].e, head: x.u[i].s, count: count{q: x.noFigure(), s: x.u[i].s, e: x.u[i].s}}
	if person {
		u.s, u.who = x.u[k].s, x.entry(x.u[k].head).Who
	}
	x.admitUnit("unnumbered", u, false)
	return true
}

// none drafts a count of nobody: "without causing any injuries".
func (x finding) none(i int) bool {
	u := unit{kind: bare, s: x.u[i].s, e: x.u[i].e, head: x.u[i].s, hasQ: true,
		count: count{q: recount.Quantity{Qualifier: recount.Exact, Row: "none"}, zero: true, s: x.u[i].s, e: x.u[i].e, num: x.u[i].s}}
	x.admitUnit("without", u, false)
	return true
}

// owner drafts the possessor: "the commander's death".
func (x finding) owner(k int) bool {
	u := x.u[k]
	u.poss = false
	return x.admitUnit("possessive", u, false) >= 0
}

// actNoun: "the murder of six", "the massacre of 300 villagers".
func (x finding) actNoun(i int) bool {
	if k := x.ofWhom(i); k > 0 {
		return x.ofPhrase(k, "act-of")
	}
	m := i - 1 // "A. B.'s murder", "the mayor's brutal killing"
	if !x.umark(m, 's') {
		m--
	}
	if k := m - 1; x.umark(m, 's') && x.isPhrase(k) && x.u[k].kind != thing && !x.office(i, k) && (x.u[k].one || x.u[k].hasQ) && x.what == recount.Killed {
		return x.owner(k)
	}
	return false
}

// office reports whether phrase k owns what act noun i only describes: "the
// sheriff's homicide detectives".
func (x finding) office(i, k int) bool {
	if !x.isPhrase(i+1) && !x.nounWord(i+1) {
		return false
	}
	_, speaks := x.p.Voices[x.entry(x.u[k].head).Form]
	return speaks
}

// ofWhom returns the unit after the "of" that follows unit i, which may be one word
// with the article of a phrase, "la mort des 12 soldats"; 0 if none follows.
func (x finding) ofWhom(i int) int {
	switch k := i + 1; {
	case x.uhas(k, lexicon.Of) || x.marker(k): // "dio muerte a dos rebeldes"
		return k + 1
	case x.isPhrase(k) && x.has(x.u[k].s, lexicon.Of):
		return k
	}
	return 0
}

// ofPhrase admits the phrase at unit k, which "of" governs.
func (x finding) ofPhrase(k int, path string) bool {
	for x.uhas(k, lexicon.Determiner|lexicon.Adverb) && !x.isPhrase(k) {
		k++
	}
	for n := 0; n < 2 && !x.isPhrase(k) && x.nounWord(k); n++ { // "of liberal leader A. B."
		if x.isPhrase(k+1) && x.u[k+1].kind == people && x.u[k+1].one || n == 0 && x.nounWord(k+1) {
			k++
		}
	}
	x.of = true
	return x.from(k, path)
}

// toll: "the death toll rose from 12 to 15".
func (x finding) toll(i int) bool { return x.figure(i, "toll") }

// figure admits the number that a toll or a counted noun is said to have reached.
func (x finding) figure(i int, path string) bool {
	prior := 0
	for j := i + 1; j < len(x.u) && j < i+24; j++ {
		u := &x.u[j]
		if x.umark(j, ';') || x.umark(j, '.') || u.kind == trigger && (path != "toll" || x.frame(u.s, "toll") == nil && j > i+3) {
			return false
		}
		counted := u.kind == bare || u.kind == people && u.hasQ || u.kind == thing && u.hasQ && !u.thing
		if u.kind == happened && u.hasQ && path == "toll" && u.event.What == x.what { // "the toll stands at 15 dead"
			counted = true
		}
		if !counted {
			continue
		}
		if x.uhas(j-1, lexicon.From) {
			prior = u.count.q.Low
			continue
		}
		if path == "noun-number" && !(x.uhas(j-1, lexicon.To|lexicon.In|lexicon.Be) || x.umark(j-1, ':')) {
			continue
		}
		if u.count.zero || x.umark(j-1, ':') && x.isTrigger(j+1) {
			return false
		}
		d := x.admit(path, j, false)
		if d < 0 {
			return false
		}
		x.out[d].total, x.out[d].prior = true, prior
		return true
	}
	return false
}

// lives: "claimed the lives of 22 people", "lost their lives".
func (x finding) lives(i int) bool {
	if x.uhas(i+1, lexicon.Of|lexicon.To) {
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if x.uhas(k, lexicon.TakeLife) {
				return x.ofPhrase(i+2, "lives-of")
			}
		}
		return false
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if x.uhas(k, lexicon.Lose) {
			g := x.verbGroup(k)
			from := len(x.out)
			x.subject(g, "lost-lives")
			x.after(i, x.firstOf(from))
			x.mood(g, from)
			return true
		}
	}
	return false
}

// bodies: "the bodies of 12 men".
func (x finding) bodies(i int) bool {
	k := x.ofWhom(i)
	return k > 0 && x.ofPhrase(k, "bodies-of")
}
