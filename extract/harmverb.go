package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// verbEd: passive ("were killed"), active ("killed nine"), reduced ("12 people
// killed", "left 14 injured").
func (x finding) verbEd(i int) bool {
	if k := i - 3; x.uhas(i-1, lexicon.Determiner) && x.uhas(i-2, lexicon.Of) && k >= 0 && x.u[k].kind == bare && x.u[k].hasQ && !x.uhas(k-1, lexicon.In) && x.uhas(i+1, lexicon.Be) {
		who := i + 2
		for n := 0; n < 2 && !x.isPhrase(who) && x.nounWord(who); n++ { // "high school pupils"
			who++
		}
		return x.isPhrase(who) && x.those(k, who, "of-those") // "seven of those killed were students"
	}
	if i == 2 && x.uhas(0, lexicon.Of) && x.uhas(1, lexicon.Determiner) && x.umark(3, ',') && x.isPhrase(4) && x.u[4].hasQ { // "of those killed, two were children"
		from := len(x.out)
		x.from(4, "of-those")
		for k := 6; (x.uhas(k-1, lexicon.And) || x.umark(k-1, ',')) && x.isPhrase(k) && x.u[k].hasQ; k += 2 {
			x.admit("of-those", k, true)
		}
		x.parts(from, -1)
		return true
	}
	both := x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) && x.frame(x.u[i+2].s, "verb-ed") != nil
	if x.uhas(i-1, lexicon.Or) && x.isTrigger(i-2) && x.frame(x.u[i-2].s, "verb-ed") != nil {
		return true // told with the verb before: "killed or wounded"
	}
	if both {
		x.what = recount.Casualties
	}
	g := x.verbGroup(i)
	if (x.uhas(g.start-1, lexicon.And|lexicon.Or) || x.umark(g.start-1, ',')) && !g.aux && x.isTrigger(g.start-2) {
		g2 := x.verbGroup(g.start - 2) // "were shot and killed": one subject
		g.start, g.passive, g.aux, g.unreal, g.not = g2.start, g2.passive, g2.aux, g.unreal || g2.unreal, g.not || g2.not
	} else if k := g.start - 2; x.uhas(g.start-1, lexicon.And) && !g.aux && x.participle(k) && !x.isPhrase(i+1) {
		g2 := x.verbGroup(k) // "was engaged and killed"
		g.start, g.passive, g.aux, g.unreal, g.not = g2.start, g2.passive, g2.aux, g2.unreal, g2.not
	}
	if x.next(x.u[i].s+1, x.b, x.f.Aim) && !x.struck(i, g) {
		return false
	}
	from := len(x.out)
	found := x.verbEdPhrases(i, g)
	x.mood(g, from)
	return found
}

func (x finding) verbEdPhrases(i int, g group) bool {
	from := len(x.out)
	if x.uhas(i+1, lexicon.Himself) { // "killed himself and six others"
		found := x.subject(g, "himself")
		x.right(i+1, "himself", x.firstOf(from))
		return found
	}
	if k := i + 2; x.umark(i+1, ':') && k < len(x.u) && x.u[k].hasQ && (x.u[k].kind == bare || x.u[k].kind == people) {
		return x.admit("colon", k, false) >= 0 // "Killed: 17"
	}
	if g.passive {
		if x.inverted(i, g, "passive") {
			return true
		}
		x.subject(g, "passive")
		x.after(i, x.firstOf(from))
		return true
	}
	i = x.overTime(x.particle(i)+1) - 1
	if x.uhas(i+1, lexicon.Dead) && x.isPhrase(i+2) || x.uhas(i+1, lexicon.To) && x.uhas(i+2, lexicon.Death) && x.isPhrase(i+3) {
		if x.object(i, "active") {
			return true
		}
	}
	if x.uhas(i+1, lexicon.Him) {
		return x.he(i+1, "active")
	}
	if k := i + 1; x.isPhrase(k) || (x.uhas(k, lexicon.Adverb) || x.umark(k, '"')) && x.isPhrase(k+1) || x.marker(k) {
		if !x.isPhrase(k) {
			k++
		}
		headline := x.u[k].kind == name && !g.aux && x.isPhrase(i-1) && x.u[i-1].hasQ
		if !headline && x.object(i, "active") {
			return true
		}
	}
	if x.uhas(i+1, lexicon.Or) && x.isPhrase(i+3) && x.object(i+2, "active") {
		return true
	}
	if k := i + 2; !g.aux && x.uhas(i+1, lexicon.And) {
		for x.uhas(k, lexicon.Adverb) {
			k++
		}
		if x.isTrigger(k) && x.frame(x.u[k].s, "verb-ed") != nil && x.isPhrase(k+1) && !x.verbFollows(k+1) && x.object(k, "active") {
			return true // "a man shot and killed his brother"
		}
	}
	return x.reduced(i, g, from)
}

// particle returns the unit of the one word that goes with the verb of unit i,
// "gunned down two men", or i if none does.
func (x finding) particle(i int) int {
	for _, w := range x.f.Right {
		if len(w) == 1 && i+1 < len(x.u) && x.u[i+1].kind == other && x.next(x.u[i+1].s, x.b, [][]int32{w}) {
			return i + 1
		}
	}
	return i
}

// participle reports whether unit k is another verb in -ed of a passive.
func (x finding) participle(k int) bool {
	if k < 1 || x.u[k].kind != other || !x.uhas(k, lexicon.Verb) && !x.unknownWord(k) {
		return false
	}
	return x.ends(x.u[k].s, lexicon.PastEnding) && x.verbGroup(k).passive
}

// struck reports whether the words after the verb of unit i, which may only aim
// ("shot at a patrol"), tell where or when somebody was hit: "was shot at a
// club", "man shot at park", "shot at 5 p.m.".
func (x finding) struck(i int, g group) bool {
	if g.passive {
		return !x.uhas(i+2, lexicon.By)
	}
	if x.digits(x.u[i].s + 2) {
		return true
	}
	return x.d.Sentences[x.n].Head && !x.isPhrase(i+2) && !x.uhas(i+2, lexicon.Determiner|lexicon.Pronoun) && x.isPhrase(g.start-1) && !x.uhas(i+2, lexicon.Him)
}

// verbSelf: "turned the gun on himself": the first phrase of the clause, or
// the one spoken of before.
func (x finding) verbSelf(i int) bool {
	g := x.verbGroup(i)
	from := len(x.out)
	for k := g.start - 1; k >= 0 && !x.umark(k, ';') && !x.umark(k, '.'); k-- {
		if x.uhas(k, lexicon.He) {
			return x.he(k, "self")
		}
	}
	if k := x.clauseSubject(g.start); k >= 0 && !x.u[k].plural {
		x.admit("self", k, false)
	}
	x.mood(g, from)
	return len(x.out) > from
}

// firstOf returns the first draft since from, or -1.
func (x finding) firstOf(from int) int {
	if from < len(x.out) {
		return from
	}
	return -1
}

// reduced: the phrase stands just before the verb: "20 people killed in raid".
func (x finding) reduced(i int, g group, from int) bool {
	k := g.start - 1
	if x.umark(k, ',') {
		k--
	}
	if x.age(k) && x.umark(k-1, ',') {
		k -= 2
	}
	if k >= 2 && x.u[k].kind == bare && x.umark(k-1, ',') && (x.u[k-2].kind == name || x.u[k-2].one && x.u[k-2].kind != thing) && x.u[k].count.q.Low < 110 {
		k -= 2 // "A. B., 27, shot dead"
	}
	if i+1 < len(x.u) && (x.u[i+1].poss || x.u[i+1].kind == people || x.u[i+1].kind == name && x.what != recount.Killed) || !x.isPhrase(k) {
		return false
	}
	u := &x.u[k]
	if !(u.hasQ || u.one && u.kind != name || u.kind == name && x.what != recount.Injured && x.f.Production == "verb-ed") {
		return false
	}
	if !u.hasQ && !(x.uhas(i+1, lexicon.Dead|lexicon.Preposition|lexicon.Verb|lexicon.Be|lexicon.And|lexicon.Or) || i+1 >= len(x.u) || x.umark(i+1, '.') || x.umark(i+1, ',')) {
		return false
	}
	whole := x.admit("reduced", k, false)
	if x.listLeft(k, "reduced") && whole >= 0 {
		x.list(from)
	}
	x.after(i, whole)
	return true
}

// verbIng: "killing at least 18", "the killing of seven".
func (x finding) verbIng(i int) bool {
	if x.uhas(i+1, lexicon.Of) {
		return x.ofPhrase(i+2, "ing-of")
	}
	if x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) {
		x.what = recount.Casualties
	} else if x.uhas(i-1, lexicon.Or) && x.isTrigger(i-2) {
		return true
	}
	from := len(x.out)
	if x.uhas(i+1, lexicon.Himself) || x.uhas(i+1, lexicon.Adverb) && x.uhas(i+2, lexicon.Himself) { // "killing only himself"
		return x.himself(i)
	}
	found := x.object(i, "active-ing")
	if !found && x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) {
		found = x.object(i+2, "active-ing")
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		t := x.u[k].s
		if x.u[k].kind == other && x.has(t, lexicon.Irrealis) && !x.has(t, lexicon.Preposition) {
			x.out = x.out[:from]
			return true
		}
		if x.uhas(k, lexicon.Without) {
			x.out = x.out[:from]
			return true
		}
	}
	return found
}

// himself: "before killing himself": the first phrase of the clause.
func (x finding) himself(i int) bool {
	k := x.clauseSubject(i)
	label := k >= 0 && x.umark(k+1, ':')  // "police: man kills himself"
	if k >= 0 && (!x.u[k].one || label) { // "police asked what drove a gunman to kill four before killing himself"
		m := k + 1
		for m < i && !(x.isPhrase(m) && x.u[m].one) {
			m++
		}
		if m < i {
			k = m
		}
	}
	return k >= 0 && x.admit("himself", k, false) >= 0
}

// verb: the plain or present form: "kills 5", "to kill 50", "did not kill".
func (x finding) verb(i int) bool {
	if x.uhas(i+1, lexicon.Of) {
		return x.ofPhrase(i+2, "verb-of")
	}
	g := x.verbGroup(i)
	if x.uhas(i+1, lexicon.Himself) {
		from := len(x.out)
		found := x.himself(i)
		x.mood(g, from)
		return found
	}
	if x.next(x.u[i].s+1, x.b, x.f.Aim) {
		return false
	}
	if x.capital(x.u[i].s) && i > 0 && !x.umark(i-1, '"') && !x.d.Sentences[x.n].Head {
		return false // of a name: "Arrest Logs"
	}
	from := len(x.out)
	found := x.object(i, "active")
	if !found && x.uhas(i+1, lexicon.Or) && x.isTrigger(i+2) {
		x.what = recount.Casualties
		found = x.object(i+2, "active")
	}
	x.mood(g, from)
	return found
}

// verbIntr: "died", "succumbed to".
func (x finding) verbIntr(i int) bool {
	g := x.verbGroup(i)
	from := len(x.out)
	if !x.inverted(i, g, "intransitive") {
		x.subject(g, "intransitive")
		x.after(i, x.firstOf(from))
	}
	x.mood(g, from)
	return true
}
