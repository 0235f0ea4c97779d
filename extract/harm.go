package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// productions are the closed set of ways in which a word that says what
// happened finds to whom. The pack names them; lexicon.Productions lists them.
var productions = map[string]func(finding, int) bool{
	"verb-ed": finding.verbEd, "adjective": finding.adjective, "verb-ing": finding.verbIng, "verb": finding.verb, "verb-intr": finding.verbIntr,
	"adjective-dead": finding.adjectiveDead, "count-noun": finding.countNoun, "act-noun": finding.actNoun, "toll": finding.toll,
	"lives": finding.lives, "bodies": finding.bodies, "wound-noun": finding.suffered, "verb-self": finding.verbSelf,
	"verb-any": finding.verbAny, "act-any": finding.actAny, "person-noun": finding.personNoun, "toll-any": finding.tollAny,
}

// harm drafts the claims of harm that the sentence makes.
func (s *sentence) harm() {
	for i := range s.u {
		u := &s.u[i]
		if u.state != nil && u.state.What != recount.Displaced && u.kind == people && (u.hasQ || u.one) && !u.count.zero {
			x := finding{sentence: s, what: u.state.What, f: u.state, trig: i}
			if d := x.admit("before-noun", i, false); d >= 0 && u.def && u.state.Production == "adjective-dead" {
				s.out[d].reality, s.out[d].why.mood, s.out[d].why.moodAt = recount.Presupposed, moodPresumed, u.s
			}
		}
		if u.kind == happened && u.hasQ && s.before(u.s, u.event.NotLeft) { // "died a thousand deaths"
			continue
		}
		if u.kind == happened && u.hasQ {
			if !u.suffer {
				s.countedNoun(i)
			}
			continue
		}
		if u.kind != trigger {
			if f := s.frame(u.s, "lives"); f != nil && u.kind == other {
				finding{sentence: s, what: f.What, f: f, trig: i}.lives(i)
			}
			continue
		}
		for fs, n := s.entry(u.s).Frames, 0; n < len(fs); n++ {
			f := &fs[n]
			if (finding{sentence: s, what: s.harmOf(f, u.s), f: f, trig: i}).implied(i) {
				break
			}
			if !s.allowed(f, u.s) {
				continue
			}
			if productions[f.Production]((finding{sentence: s, what: s.harmOf(f, u.s), f: f, trig: i}), i) {
				break
			}
		}
	}
	for i := range s.u { // what no other word says happened to them, their own does
		if u := &s.u[i]; u.suffer && !s.before(u.s, u.event.NotLeft) && !s.claimed(i) {
			s.countedNoun(i)
		}
	}
	s.gapped()
}

// gapped drafts the number of a clause that leaves its verb out: "rebels say 40
// died; the army says six".
func (s *sentence) gapped() {
	if s.start == len(s.out) {
		return
	}
	said := s.out[s.start]
	for _, d := range s.out[s.start:] {
		if d.what != said.what {
			return // which of them it is, nobody says
		}
	}
	fs := s.entry(said.trigger).Frames
	n := slices.IndexFunc(fs, func(f lexicon.Frame) bool { return f.Rule == said.rule })
	if n < 0 {
		return
	}
	for k := range s.u {
		u := &s.u[k]
		ends := k+1 == len(s.u) || s.umark(k+1, '.') || s.umark(k+1, ';') || s.umark(k+1, ',')
		if u.s > said.trigger && u.kind == bare && u.hasQ && ends && s.cueBefore(u.s) && !s.claimed(k) {
			s.admit(said.what, &fs[n], "gapped", k, said.trigger, false)
		}
	}
}

// cueBefore reports whether words by which somebody speaks end before token t.
func (s *sentence) cueBefore(t int) bool {
	for k := max(s.a, t-5); k < t; k++ {
		if ph := s.p.Cues.At(s.entry(k), s.lex[:t], k); ph != nil && k+len(ph.Words) == t {
			return true
		}
	}
	return false
}

// implied: a noun that says how many by itself, "a triple murder", or that
// somebody died, "a fatal shooting".
func (x finding) implied(i int) bool {
	t := x.u[i].s
	if p := x.f.Production; p != "act-noun" && p != "verb-ing" || t == x.a || x.uhas(i+1, lexicon.Of) {
		return false
	}
	u := unit{kind: bare, s: t - 1, e: t + 1, head: t, count: count{s: t - 1, e: t, num: t - 1}}
	switch e := x.entry(t - 1); {
	case e.Is(lexicon.Fold):
		u.hasQ, u.count.q = true, x.p.Bounds["exact"].Of(int(e.Value))
	case x.f.Then == recount.Killed && x.before(t, x.f.IfLeft) && !x.isPhrase(i+1):
		u.count.q = x.noFigure()
	default:
		return false
	}
	x.admitUnit("implied", u, false)
	return true
}

// allowed reports whether the words beside token t let frame f apply.
func (s *sentence) allowed(f *lexicon.Frame, t int) bool {
	if f.Right != nil && !s.next(t+1, s.b, f.Right) || s.next(t+1, s.b, f.NotRight) {
		return false
	}
	if f.Later != nil && !s.later(t+1, f.Later) {
		return false
	}
	if f.Left != nil && !s.before(t, f.Left) || s.elsewhere(f.Unless) {
		return false
	}
	return f.NotLeft == nil || !s.before(t, f.NotLeft)
}

// later reports whether one of the runs of words stands in the clause from token t on.
func (s *sentence) later(t int, runs [][]int32) bool {
	for k := t; k < s.b && k < t+16 && !s.mark(k, ';'); k++ {
		if s.next(k, s.b, runs) {
			return true
		}
	}
	return false
}

// harmOf returns the harm that f says at token t, which words beside it may change.
func (s *sentence) harmOf(f *lexicon.Frame, t int) recount.What {
	if f.Then != "" && (s.next(t+1, s.b, f.IfRight) || s.before(t, f.IfLeft)) {
		return f.Then
	}
	return f.What
}

// countedNoun drafts a counted noun: "17 deaths", "19 bodies", "claimed 22 lives".
func (s *sentence) countedNoun(i int) {
	u := &s.u[i]
	x := finding{sentence: s, what: u.event.What, f: u.event, trig: i}
	switch u.event.Production {
	case "person-noun":
		x.counted(i)
	case "lives":
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if s.uhas(k, lexicon.TakeLife|lexicon.Lose) || k == i-1 && s.uhas(k, lexicon.Of) {
				x.admit("lives", i, false)
				return
			}
		}
	default:
		if d := x.admit("counted-noun", i, false); d >= 0 {
			if s.uhas(i+1, lexicon.Of) && u.event.Production == "bodies" {
				return
			}
			x.right(i, "counted-noun", d)
		}
	}
}

// mood says of the drafts since from whether they are asserted.
func (x finding) mood(g group, from int) {
	by := g.by
	if by < 0 {
		by = x.u[x.trig].s
	}
	if g.unreal {
		for k := from; k < len(x.out); k++ {
			d := &x.out[k]
			d.reality, d.why.mood, d.why.moodAt = recount.NotActual, moodUnreal, by
		}
	}
	if g.unheard { // "no reports of casualties" does not say that there were none
		x.out = x.out[:from]
		return
	}
	if g.not { // "did not kill the 12 captives": nobody, of those
		for k := from; k < len(x.out); k++ {
			d := &x.out[k]
			d.zero, d.q = true, recount.Quantity{Qualifier: recount.Exact, Row: "none"}
			d.why.mood, d.why.moodAt = moodNone, by
		}
	}
}
