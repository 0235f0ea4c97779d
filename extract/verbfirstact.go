package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// actAny: a noun for what happened with those to whom it did just after it:
// "the killing twelve civilians".
func (x finding) actAny(i int) bool {
	if x.definite(x.u[i].s) && x.f.Right == nil { // "their death": of those spoken of before
		if k := x.subjectBefore(i - 1); k >= 0 && x.u[k].hasQ && x.p.VerbFirst && x.uhas(i-1, lexicon.Have) { // "52 civilians, their killing was done"
			x.take("before-verb", k, -1)
			return true
		}
		return x.befell(i)
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

// befell drafts the harm that unit i says befell those whose it was.
func (x finding) befell(i int) bool {
	k := x.whoseBefore(i)
	return k >= 0 && x.admit("before-verb", k, false) >= 0
}

// farthestOwner is how many units may stand between people and a noun that says "their".
const farthestOwner = 14

// whoseBefore returns the phrase for those whose harm unit i says with the letters of "his",
// "her" or "their", behind a verb of what led to it: "fired at a girl, which led to her death"; -1 if
// none before it agrees. Who is told of already, or is only whose bullets they were, is not.
func (x finding) whoseBefore(i int) int {
	whose := x.p.Whose(x.d.Word(x.u[i].s))
	if whose == "" || !x.uhas(i-1, lexicon.Preposition) || !x.uhas(i-2, lexicon.TakeLife) {
		return -1
	}
	for k := i - 2; k >= 0 && k >= i-farthestOwner; k-- {
		u := &x.u[k]
		switch {
		case x.umark(k, ';') || x.umark(k, '.'):
			return -1
		case u.kind != people || !u.one && !u.hasQ || !ownedBy(u, whose):
		case x.claimed(k) || x.shots(k-1) && x.uhas(k-2, lexicon.Preposition):
			return -1
		default:
			return k
		}
	}
	return -1
}

// ownedBy reports whether the letters for an owner, as a pack tells of whom they speak, may
// stand for the people of u.
func ownedBy(u *unit, whose string) bool {
	switch n := u.count.q.Low; whose {
	case "male":
		return u.one && u.who.Sex != "female"
	case "female":
		return u.one && u.who.Sex == "female"
	case "two":
		return u.hasQ && n == 2
	default:
		return u.hasQ && n > 2
	}
}

// shots reports whether unit k is a noun for what did harm: behind "by", whose it was follows.
func (x finding) shots(k int) bool {
	t := x.uAt(k)
	return t >= 0 && x.p.Weapons.At(x.entry(t), x.lex[:x.b], t).Names()
}
