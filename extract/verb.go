package extract

import (
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// has for units: whether unit i is a word by itself that plays one of the parts.
func (s *sentence) uhas(i int, c lexicon.Class) bool {
	return i >= 0 && i < len(s.u) && s.u[i].kind <= trigger && (s.u[i].kind == other || s.u[i].kind == trigger) && s.has(s.u[i].s, c)
}

func (s *sentence) umark(i int, m byte) bool {
	return i >= 0 && i < len(s.u) && s.u[i].kind == other && s.mark(s.u[i].s, m)
}

// isPhrase reports whether unit i may name those to whom something happened.
func (s *sentence) isPhrase(i int) bool {
	if i < 0 || i >= len(s.u) {
		return false
	}
	switch u := &s.u[i]; u.kind {
	case people, bare, name:
		return true
	case thing:
		return !u.thing
	case happened:
		return u.suffer
	}
	return false
}

func (s *sentence) isTrigger(i int) bool {
	return i >= 0 && i < len(s.u) && s.u[i].kind == trigger
}

// group is the verb group that ends in a trigger.
type group struct {
	start   int // its first unit
	passive bool
	aux     bool // has an auxiliary
	not     bool
	unheard bool // with not: of news of it, so that nothing is said
	unreal  bool // threatened, planned, possible
	by      int  // token of the word that makes it unreal, or negates it
}

// verbGroup walks left from trigger unit i over auxiliaries, adverbs and the
// verbs that govern it.
func (s *sentence) verbGroup(i int) group {
	g := group{start: i, by: -1}
	for k := i - 1; k >= 0; k-- {
		u := &s.u[k]
		if u.kind != other {
			return g
		}
		t := u.s
		if s.isMark(t) && !s.mark(t, '-') {
			return g
		}
		switch {
		case s.has(t, lexicon.Be):
			g.passive, g.aux = true, true
		case s.has(t, lexicon.Have):
			g.aux = true
		case s.has(t, lexicon.Modal):
			g.unreal, g.aux, g.by = true, true, t
		case s.has(t, lexicon.Not|lexicon.Without):
			g.not, g.by = true, t
		case s.has(t, lexicon.To):
			if !g.passive && g.aux { // "to have killed"
				g.start = k
				return g
			}
			if s.frame(s.u[i].s, "verb") != nil {
				g.unreal, g.by = true, t
			}
		case s.has(t, lexicon.Transparent) && s.auxiliaryBefore(k):
			g.aux = true
		case s.has(t, lexicon.Irrealis) && !s.has(t, lexicon.Preposition):
			g.unreal, g.by, g.start = true, t, k
			return g
		case s.has(t, lexicon.Adverb):
		case k == i-1 && s.has(t, lexicon.Of|lexicon.With) && s.uhas(k-1, lexicon.Irrealis): // "menacé de tuer", "amenazó con matar"
		default:
			return g
		}
		g.start = k
	}
	return g
}

// auxiliaryBefore reports whether "be" stands before unit k but for adverbs.
func (s *sentence) auxiliaryBefore(k int) bool {
	for m := k - 1; m >= 0 && m >= k-3; m-- {
		if s.uhas(m, lexicon.Be) {
			return true
		}
		if !s.uhas(m, lexicon.Adverb|lexicon.To|lexicon.Have) {
			return false
		}
	}
	return false
}

// ing reports whether unit k is a verb in -ing, which governs what follows it.
func (s *sentence) ing(k int) bool {
	return s.uhas(k, lexicon.Verb) && s.is(s.u[k].s, lexicon.GerundEnding)
}

// unknownWord reports whether unit k is a word the pack does not know.
func (s *sentence) unknownWord(k int) bool {
	return k >= 0 && k < len(s.u) && s.u[k].kind == other && !s.known(s.u[k].s) && s.d.Tokens[s.u[k].s].Kind == text.Word
}
