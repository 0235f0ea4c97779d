package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

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
		done := x.figured(k, prior)
		if done {
			x.alongToll(k)
		}
		return done
	}
	return false
}

// alongToll admits the figure of those who came to another harm, which "and" puts beside the
// one of a toll at unit k: "the number of the dead reached 12 and the wounded 30".
func (x finding) alongToll(k int) {
	if x.umark(k+1, ',') {
		k++
	}
	if n, f := x.figureBeside(k + 1); n > 0 && f.What != x.what && !x.claimed(n) {
		x.what, x.f = f.What, f
		x.figured(n, 0)
	}
}

// figureBeside returns the unit of a figure that only a noun for who came to harm stands before,
// behind "and" at unit k, and the noun's frame; 0 if there is none.
func (x finding) figureBeside(k int) (int, *lexicon.Frame) {
	if !x.p.VerbFirst || !x.uhas(k, lexicon.And) || k+2 >= len(x.u) {
		return 0, nil
	}
	noun, n := &x.u[k+1], k+2
	f := x.frame(noun.s, "person-noun")
	if f == nil || noun.hasQ || !x.definite(noun.s) || !x.u[n].hasQ || x.u[n].kind != bare {
		return 0, nil
	}
	return n, f
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
