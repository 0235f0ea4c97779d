package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// finding is the search for those to whom a trigger's harm happened.
type finding struct {
	*sentence
	what recount.What
	f    *lexicon.Frame
	trig int  // unit of the trigger
	of   bool // those sought stand after "of", so that a verb after them is none of theirs
}

func (x finding) admit(path string, k int, part bool) int {
	return x.sentence.admit(x.what, x.f, path, k, x.u[x.trig].s, part)
}

// admitUnit admits a phrase that is none of the sentence's units as it stands: one
// whose number or people are told by other words than its own.
func (x finding) admitUnit(path string, u unit, part bool) int {
	x.u = append(x.u, u)
	defer func() { x.u = x.u[:len(x.u)-1] }()
	return x.admit(path, len(x.u)-1, part)
}

// parts marks the phrases admitted since mark as parts of the claim whole.
func (x finding) parts(from, whole int) {
	for i := from; i < len(x.out); i++ {
		if i != whole {
			x.out[i].part = true
			if x.out[i].parent < 0 && whole >= 0 {
				x.out[i].parent = whole
			}
		}
	}
}

// subject searches left of the verb group for its subject.
func (x finding) subject(g group, path string) bool {
	k := g.start - 1
	if x.uhas(k, lexicon.Relative|lexicon.That) { // "the 12 people who were killed"
		k--
		if x.umark(k, ',') {
			k--
			if x.age(k) && x.umark(k-1, ',') {
				k -= 2
			}
			if k >= 2 && x.u[k].kind == bare && x.umark(k-1, ',') && (x.u[k-2].kind == name || x.u[k-2].one) && x.u[k].count.q.Low < 110 {
				k -= 2 // "A. B., 27, who was found dead"
			}
		}
		return x.isPhrase(k) && x.admit(path+".relative", k, false) >= 0
	}
	if x.spelledOut(g, path) {
		return true
	}
	from := len(x.out)
	k, including := x.overParenthesis(k, path)
	if (g.aux || path == "intransitive") && x.uhas(k, lexicon.And|lexicon.But) {
		if m := x.clauseSubject(k); m >= 0 {
			return x.admit(path+".coordinate", m, false) >= 0
		}
	}
	if including {
		defer func() { x.adopt(from) }()
	}
	depth, fallback := 0, -1
	for steps := 0; k >= 0 && steps < 26; steps++ {
		u := &x.u[k]
		switch {
		case x.umark(k, ';') || x.umark(k, ':') || x.umark(k, '.'):
			return x.fall(path, fallback)
		case x.umark(k, ')'):
			depth++
		case x.umark(k, '('):
			depth--
		case u.kind == trigger && k < g.start && x.frame(u.s, "verb-ed", "verb-intr", "verb-ing", "verb") != nil:
			if x.uhas(k-1, lexicon.Determiner) && !x.isPhrase(k+1) && x.frame(u.s, "verb-ing") != nil {
				k-- // "hurt in a shooting on Monday has died"
				continue
			}
			if h := x.verbGroup(k); (g.aux || path == "intransitive") && fallback < 0 && !h.aux && x.isPhrase(h.start-1) && x.frame(u.s, "verb-ed") != nil && !x.uhas(k+1, lexicon.Himself) {
				k = h.start - 1 // "three people shot on Friday have died": the verb only describes them
				continue
			}
			if h := x.verbGroup(k); (g.aux || path == "intransitive") && fallback < 0 && x.uhas(h.start-1, lexicon.Relative) && x.isPhrase(h.start-2) {
				k = h.start - 2 // "the girl who was shot has died"
				continue
			}
			return x.fall(path, fallback)
		case x.uhas(k, lexicon.Be|lexicon.Modal|lexicon.Have):
			return x.fall(path, fallback)
		case x.uhas(k, lexicon.He):
			return x.he(k, path)
		case x.uhas(k, lexicon.Pronoun):
			return false
		case x.uhas(k, lexicon.Verb) && k < g.start-1 && !x.ing(k):
			return x.fall(path, fallback)
		case x.isPhrase(k) && depth == 0:
			done, found, next, fb := x.candidate(k, g, path, fallback)
			if done {
				return found
			}
			k, fallback = next, fb
			continue
		}
		k--
	}
	return x.fall(path, fallback)
}

// spelledOut admits the first phrase of a clause that says at once who its
// people were: "nine people, A, his wife B and seven others, were killed".
func (x finding) spelledOut(g group, path string) bool {
	if !g.passive && path != "intransitive" || !x.umark(g.start-1, ',') && !x.umark(g.start-1, ')') && x.commas(g.start) < 3 {
		return false
	}
	m := x.clauseSubject(g.start)
	if m < 0 || !x.u[m].hasQ || x.u[m].kind != people || x.u[m].count.q.Low < 2 || !x.umark(m+1, ',') || x.u[m].ofThem {
		return false
	}
	for k := m + 1; k < g.start; k++ {
		if x.isTrigger(k) || x.uhas(k, lexicon.Be|lexicon.Modal|lexicon.Relative|lexicon.But) || x.uhas(k, lexicon.Verb) && !x.ing(k) && !x.uhas(k, lexicon.Includes) {
			return false
		}
		if x.isPhrase(k) && x.u[k].hasQ && x.u[k].count.q.Low > x.u[m].count.q.High {
			return false
		}
	}
	whole := x.admit(path+".spelled", m, false)
	if whole < 0 {
		return false
	}
	from := len(x.out)
	for k := m + 2; k < g.start; k++ {
		begins := x.umark(k-1, ',') || x.uhas(k-1, lexicon.And|lexicon.Includes) || k >= 2 && x.themAlone(k-1) && x.uhas(k-2, lexicon.Includes)
		if x.isPhrase(k) && begins && (x.u[k].hasQ && (x.u[k].kind != bare || !x.umark(k+1, ',')) || x.u[k].kind == people && x.u[k].one) && !x.themAlone(k) {
			x.admit(path+".spelled", k, true)
		}
	}
	x.parts(from, whole)
	return true
}

// commas counts the commas of the clause that ends at unit k.
func (x finding) commas(k int) int {
	n := 0
	for m := k - 1; m >= 0 && !x.umark(m, ';') && !x.umark(m, '.'); m-- {
		if x.umark(m, ',') {
			n++
		}
	}
	return n
}

// he admits "he" or "she": one person, spoken of before.
func (x finding) he(k int, path string) bool {
	u := x.u[k]
	q := recount.Quantity{Low: 1, High: 1, Point: 1, Qualifier: recount.Exact, Row: "one"}
	u.kind, u.one, u.def, u.count = people, true, true, count{q: q, s: u.s, e: u.e, num: u.s}
	u.sex = x.entry(u.s).Who.Sex
	return x.admitUnit(path+".he", u, false) >= 0
}

// adopt gives the parts drafted since from the first whole drafted since.
func (x finding) adopt(from int) {
	for w := from; w < len(x.out); w++ {
		if !x.out[w].part {
			for i := from; i < len(x.out); i++ {
				if x.out[i].part && x.out[i].parent < 0 {
					x.out[i].parent = w
				}
			}
			return
		}
	}
}

func (x finding) fall(path string, k int) bool {
	return k >= 0 && !x.themThings(k) && x.admit(path+".fallback", k, false) >= 0
}

// themThings reports whether unit k is the word "them" alone and the sentence
// has so far named things and no people: "half of the cells died, and half of them …".
func (x finding) themThings(k int) bool {
	if !x.themAlone(k) {
		return false
	}
	things := false
	for t := x.u[k].s - 1; t >= x.a; t-- {
		switch e := x.entry(t); {
		case e.Has(lexicon.Person) || x.known(t) && len(e.Frames) > 0:
			return false
		case e.Has(lexicon.Thing):
			things = true
		}
	}
	return things
}

// candidate judges phrase k as a subject. It says whether the search is done,
// and otherwise where to go on and what to fall back on.
func (x finding) candidate(k int, g group, path string, fallback int) (done, found bool, next, fb int) {
	u := &x.u[k]
	pk := x.governor(k)
	if u.kind == bare && x.umark(k-1, ',') && x.umark(k+1, ',') && k >= 2 && (x.u[k-2].kind == name || x.u[k-2].one) && u.count.q.Low > 4 && u.count.q.Low < 110 {
		return false, false, k - 1, fallback // an age
	}
	if u.kind == bare && u.count.plain && k == g.start-1 && k >= 2 && x.umark(k-1, ',') && x.u[k-2].kind == name && u.count.q.Low < 110 && !x.located(k-2) {
		return false, false, k - 2, fallback // "A. B., 21 was killed"
	}
	if x.uhas(pk, lexicon.Includes) {
		x.admit(path+".including", k, true)
		return false, false, k - 1, fallback
	}
	if x.uhas(pk, lexicon.Conjunction|lexicon.Relative) && (g.aux || path == "intransitive") && (u.hasQ || u.one || u.plural) {
		from := len(x.out)
		whole := x.admit(path, k, false)
		if x.listLeft(k, path) {
			x.list(from)
		}
		return true, whole >= 0, k, fallback
	}
	if k == g.start-1 && (u.hasQ || u.one || u.plural) && x.uhas(g.start, lexicon.Be) && x.ends(x.u[g.start].s, lexicon.GerundEnding) {
		return true, x.admit(path+".being", k, false) >= 0, k, fallback // "an image of people being killed"
	}
	if x.uhas(pk, lexicon.Preposition|lexicon.Of|lexicon.By) || x.ing(pk) {
		if u.hasQ && u.ofThem {
			x.admit(path+".of-them", k, true)
		}
		if fallback < 0 && (u.kind == people || u.kind == bare && u.hasQ) && !x.uhas(pk, lexicon.By) {
			fallback = k
		}
		return false, false, k - 1, fallback
	}
	if u.kind == name && x.umark(k-1, ',') && x.umark(k+1, ',') && k < g.start-1 && k >= 2 && x.isPhrase(k-2) {
		return false, false, k - 1, fallback // a name beside the phrase it names
	}
	if u.kind == name && fallback >= 0 && x.u[fallback].hasQ {
		return false, false, k - 1, fallback
	}
	from := len(x.out)
	whole := x.admit(path, k, false)
	list := x.listLeft(k, path)
	if whole >= 0 && list {
		x.list(from)
	}
	return true, whole >= 0 || list, k, fallback
}

// located reports whether name k stands where places stand: "in A, 21 were
// killed", "at A, B, 21 were killed".
func (x finding) located(k int) bool {
	for ; k >= 2 && x.umark(k-1, ',') && x.u[k-2].kind == name; k -= 2 {
	}
	return k == 0 || x.uhas(k-1, lexicon.Preposition|lexicon.Of)
}
