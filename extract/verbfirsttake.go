package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

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
		if x.stops(m) || x.harms(m) || !x.p.VerbFirst && x.isTrigger(m) || x.uhas(m, lexicon.Relative|lexicon.That|lexicon.Includes) || x.uhas(m, lexicon.Verb) && !(x.p.VerbFirst && x.uhas(m-1, lexicon.Preposition|lexicon.In)) { // "in (a) bombing": no verb
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
		if n, _ := x.figureBeside(j); n > 0 {
			return
		}
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
