package extract

import (
	"github.com/recountlab/recount/lexicon"
)

// age reports whether unit k is a number that chunking took for an age.
func (x finding) age(k int) bool {
	return k >= 0 && k < len(x.u) && x.u[k].kind == other && x.digits(x.u[k].s)
}

// list gives the claims drafted since from a common list.
func (x finding) list(from int) {
	for i := from; i < len(x.out); i++ {
		if !x.out[i].part {
			x.out[i].list = from + 1
		}
	}
}

// governor returns the unit before phrase k that could govern it, passing over
// determiners, adverbs, brackets and, for a phrase without a number, the words
// of its own noun phrase.
func (x finding) governor(k int) int {
	u := &x.u[k]
	pk := k - 1
	pass := func() {
		for pk >= 0 {
			p := &x.u[pk]
			if p.kind == other && x.uhas(pk, lexicon.Determiner|lexicon.Adverb) && !x.uhas(pk, lexicon.Preposition) {
				pk--
				continue
			}
			if !u.hasQ && (p.kind == people && !p.hasQ || p.kind == name || p.kind == thing || x.nounWord(pk)) {
				pk--
				continue
			}
			if !u.hasQ && p.kind == other && x.hyphen(p.s) {
				pk--
				continue
			}
			if !u.hasQ && x.uhas(pk, lexicon.And) && pk > 0 && x.u[pk-1].kind == name && !x.umark(pk-1, ',') {
				pk-- // "members of the A and B families"
				continue
			}
			return
		}
	}
	pass()
	if x.umark(pk, ')') {
		for pk > 0 && !x.umark(pk, '(') {
			pk--
		}
		pk--
		for pk >= 0 && (x.u[pk].kind == name || x.unknownWord(pk)) {
			pk--
		}
		pass()
	}
	return pk
}

// nounWord reports whether unit k is a word that may stand inside a noun phrase.
func (x finding) nounWord(k int) bool {
	return k >= 0 && k < len(x.u) && x.u[k].kind == other && !x.isMark(x.u[k].s) && !x.barrier(x.u[k].s)
}

// overParenthesis steps over ", … ," before the verb group.
// It admits the parts that ", including …," names, and says whether it did.
func (x finding) overParenthesis(k int, path string) (int, bool) {
	if !x.umark(k, ',') && !x.umark(k, '-') && !x.umark(k, ')') {
		return k, false
	}
	for m := k - 1; m > 0 && m > k-22; m-- {
		if x.umark(m, ',') && x.uhas(m+1, lexicon.Relative) && !x.isPhrase(m-1) { // "the driver of the car, who …, was killed"
			return m - 1, false
		}
		included := x.umark(m, ',') && x.uhas(m+1, lexicon.Includes)
		if !x.umark(m, ',') && !x.umark(m, '-') && !x.umark(m, '(') || !x.isPhrase(m-1) && !included || x.uhas(m+1, lexicon.And) {
			continue
		}
		if x.uhas(m+1, lexicon.Includes) || !x.umark(m, ',') && x.isPhrase(m+1) && x.u[m+1].hasQ || x.isPhrase(m+1) && x.u[m+1].ofThem {
			for q := m + 1; q < k; q++ {
				if x.isPhrase(q) && (x.u[q].hasQ || x.u[q].one) && !x.uhas(q-1, lexicon.In|lexicon.From) && !x.themAlone(q) {
					x.admit(path+".including", q, true)
				}
			}
			if included {
				return x.overRelative(m), true
			}
			return m - 1, true
		}
		if !x.umark(m, ',') {
			return k, false
		}
		joined := false
		for q := m + 1; q < k; q++ {
			joined = joined || x.uhas(q, lexicon.And)
		}
		inside := x.uhas(m+1, lexicon.Preposition|lexicon.Relative|lexicon.Verb|lexicon.Includes|lexicon.Along) || x.isTrigger(m+1)
		if inside || !joined {
			return m - 1, false
		}
	}
	return k, false
}

// overRelative steps over a relative clause that ends before the comma at unit
// m: "soldiers, who were on leave, including two". It returns the unit before m
// where there is none.
func (x finding) overRelative(m int) int {
	for k := m - 1; k > 0 && k > m-14 && !x.umark(k, ';') && !x.umark(k, '.'); k-- {
		if !x.umark(k, ',') {
			continue
		}
		for q := k + 1; q < k+4; q++ {
			if x.uhas(q, lexicon.Relative) && x.isPhrase(k-1) {
				return k - 1
			}
		}
		break
	}
	return m - 1
}

// clauseSubject returns the first phrase of the clause that ends at unit k.
func (x finding) clauseSubject(k int) int {
	best := -1
	for m := k - 1; m >= 0 && !x.umark(m, ';') && !x.umark(m, '.') && !x.uhas(m, lexicon.That); m-- {
		if best >= 0 && x.u[m].kind == other && x.isCue(m) {
			break // "police say a man …"
		}
		if !x.isPhrase(m) {
			continue
		}
		pk := m - 1
		for x.uhas(pk, lexicon.Determiner|lexicon.Adverb) && !x.uhas(pk, lexicon.Preposition|lexicon.That) {
			pk--
		}
		if !x.uhas(pk, lexicon.Preposition|lexicon.Of|lexicon.Verb) && !x.isTrigger(pk) || pk >= 0 && x.u[pk].kind == other && x.isCue(pk) {
			best = m
		}
	}
	for best >= 0 && x.u[best].kind == name && x.isPhrase(best+1) && x.u[best+1].kind == people { // "a Boone County man"
		best++
	}
	return best
}

// listLeft admits the phrases that "A, B and" puts before phrase k.
func (x finding) listLeft(k int, path string) bool {
	found, joined := false, x.d.Sentences[x.n].Head && (x.u[k].hasQ || x.u[k].one && x.u[k].kind == people) // headlines leave "and" out
	for j := k - 1; j >= 0; {
		switch {
		case x.uhas(j, lexicon.And|lexicon.Or):
			joined = true
			j--
			if x.umark(j, ',') {
				j--
			}
		case x.umark(j, ',') && joined:
			j--
		default:
			return found
		}
		if x.umark(j, ',') {
			j--
		}
		if x.age(j) && x.umark(j-1, ',') { // "A. B., 26, and C. D."
			j -= 2
		}
		if x.umark(j, ')') { // "his wife (30)"
			m := j
			for m > 0 && m > j-5 && !x.umark(m, '(') {
				m--
			}
			if x.umark(m, '(') {
				j = m - 1
			}
		}
		j = x.named(j)
		if !x.isPhrase(j) {
			if j = x.headOfList(j); j < 0 {
				return found
			}
		}
		if x.claimed(j) || !x.isPhrase(j) || x.another(j) || x.u[j].kind == name && (!x.uhas(j+1, lexicon.And) || !x.u[k].one) ||
			x.u[j].kind == bare && x.umark(j-1, ',') && !x.uhas(j+1, lexicon.And) || x.u[j].plural {
			return found
		}
		if x.uhas(j-1, lexicon.Preposition|lexicon.Of|lexicon.Verb) && !x.isCue(j-1) || x.isTrigger(j-1) {
			return found
		}
		if x.admit(path+".list", j, false) >= 0 {
			found = true
		}
		j--
	}
	return found
}

// isCue reports whether unit k says that somebody speaks.
func (x finding) isCue(k int) bool {
	t := x.u[k].s
	return x.p.Cues.At(x.entry(t), x.lex[:x.b], t) != nil
}

// named steps from the name of somebody to the phrase it names: "an executive
// of the mill, J. Doe, and three bodyguards".
func (x finding) named(j int) int {
	if j < 2 || x.u[j].kind != name || !x.umark(j-1, ',') {
		return j
	}
	m := j - 2
	if !x.isPhrase(m) {
		return j
	}
	if x.uhas(m-1, lexicon.Of|lexicon.Preposition) && x.isPhrase(m-2) {
		m -= 2
	}
	if x.u[m].one {
		return m
	}
	return j
}

// headOfList steps over one prepositional phrase: "the driver of a passing car
// and two pedestrians". It returns -1 if there is none.
func (x finding) headOfList(j int) int {
	for m := j; m > 0 && m > j-4; m-- {
		if x.uhas(m, lexicon.Of|lexicon.Preposition) {
			if x.isPhrase(m - 1) {
				return m - 1
			}
			return -1
		}
	}
	return -1
}
