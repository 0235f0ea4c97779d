package extract

import (
	"github.com/recountlab/recount/lexicon"
)

// newVoice reports whether b begins a statement beside a's, not within it:
// "rebels say 40 died; the army says six", "…, while the army says".
func (s *sentence) newVoice(a, b *saying) bool {
	if s.p.VerbFirst && b.src[0] > b.cue && !b.again { // ", and did not admit the army but"
		for i := b.cue - 1; i > a.cueEnd && i > b.cue-4; i-- {
			if s.mark(i, ',') && s.has(i+1, lexicon.And) {
				return true
			}
		}
	}
	for i := a.cueEnd; i < b.src[0]; i++ {
		if s.mark(i, ';') || s.has(i, lexicon.But) || s.mark(i, ',') && s.has(i+1, lexicon.Conjunction) && i+2 == b.src[0] {
			return true
		}
	}
	return false
}

// contentAfter reports whether something is said after the cue that ends at i;
// before: something may be said before who speaks.
func (s *sentence) contentAfter(i int, before bool) bool {
	for n := 0; n < 4 && s.has(i, lexicon.Adverb|lexicon.Weekday|lexicon.In) && !s.has(i, lexicon.Determiner); n++ {
		i++
	}
	if i >= s.b-1 || s.mark(i, '.') {
		return false
	}
	if s.has(i, lexicon.That|lexicon.NumberWord|lexicon.VagueWord) || s.digits(i) || len(s.entry(i).Frames) > 0 {
		return true
	}
	if s.mark(i, ',') { // "said," ends what was said before, unless the cue opened the sentence
		return false
	}
	if before && s.has(i-1, lexicon.In) || before && s.has(i, lexicon.Preposition) { // "…, X said in a statement on its site"
		for k := i; k < s.b; k++ {
			if s.has(k, lexicon.That|lexicon.Be|lexicon.Have) {
				return true
			}
		}
		return false
	}
	// a told cue: what follows may be only the listener
	rest := 0
	for k := i; k < s.b; k++ {
		if s.word(k) || s.digits(k) {
			rest++
		}
	}
	return rest > 3
}

// clauseEnd returns where what is said from i on ends.
func (s *sentence) clauseEnd(i int) int {
	for k := i; k < s.b; k++ {
		if s.mark(k, ';') {
			return k
		}
	}
	return s.b
}

// deniedEnd returns where what is denied from token i on ends: before a clause that only
// tells when or where it is said to have been, "denied that it bombed the hall where 140 died".
func (s *sentence) deniedEnd(i int) int {
	e := s.clauseEnd(i)
	for k := i + 1; s.p.VerbFirst && k < e; k++ {
		if s.has(k, lexicon.Conjunction) && !s.has(k, lexicon.As) && !s.is(k, lexicon.What) {
			return k
		}
		if s.has(k, lexicon.And) && k+1 < e { // "denied it and said that"
			if ph := s.p.Cues.At(s.entry(k+1), s.lex[:e], k+1); ph != nil && ph.Kind == "verb" && ph.Class != "deny" {
				return k
			}
		}
	}
	return e
}

// wider reports whether a is farther from what happened than b: what it says
// reaches farther, and it is not the one that is cited.
func wider(a, b *saying) bool {
	if a.inner != b.inner {
		return b.inner
	}
	return a.to-a.from > b.to-b.from
}

// inName reports whether token i lies within a name that the registry knows:
// "the United States".
func (s *sentence) inName(i int) bool {
	for k := max(s.a, i-2); k < i; k++ {
		for _, names := range []*lexicon.Phrases{s.p.Sources.Names, s.p.Sources.Parties} {
			if ph := names.At(s.entry(k), s.lex[:s.b], k); ph != nil && k+len(ph.Words) > i {
				return true
			}
		}
	}
	return false
}

// nounOfSaying reports whether token i is a noun of saying: "a claim".
func (s *sentence) nounOfSaying(i int) bool {
	if !s.word(i) || s.capital(i) {
		return false
	}
	for _, w := range s.p.Speech.Of(s.entry(i).Form) {
		if w.Part == lexicon.SpeechNoun {
			return true
		}
	}
	return false
}

// role reports whether token i plays one of the roles of speech.tsv.
func (s *sentence) role(i int, r lexicon.SpeechRole) bool {
	return s.word(i) && s.known(i) && s.p.Speech.Plays(s.entry(i).Form, r)
}

// named reports whether a word that is a cue stands as a noun: "the report".
func (s *sentence) named(i int) bool {
	if s.has(i-1, lexicon.Determiner) && s.is(i-1, lexicon.Article) || s.mark(i-1, 's') {
		return true
	}
	return s.nounOfSaying(i) && s.has(i-1, lexicon.Determiner|lexicon.Preposition|lexicon.Of|lexicon.Not|lexicon.None)
}

// around sets what is said: what follows token i, or else what stands before who
// speaks, and what follows too if nothing happens before: "Two people, X said,
// were hurt".
func (s *sentence) around(y *saying, i int) {
	before := s.mark(y.src[0]-1, ',') || s.mark(y.src[0]-1, '"')
	if s.contentAfter(i, before) {
		y.from, y.to = i, s.clauseEnd(i)
		if s.has(y.src[0]-1, lexicon.Relative) { // ", which the army denies, "
			for k := i; k < y.to; k++ {
				if s.mark(k, ',') {
					y.to = k
				}
			}
		}
		return
	}
	y.from, y.to = s.clauseStart(y.src[0]), y.src[0]
	if s.mark(i, ',') && !s.happens(y.from, y.to) {
		y.to = s.clauseEnd(i)
	}
}

// clauseStart returns where the clause that ends before token i begins.
func (s *sentence) clauseStart(i int) int {
	for k := i - 1; k > s.a; k-- {
		if s.mark(k, ';') || s.has(k, lexicon.But) && s.mark(k-1, ',') && s.cueIn(s.a, k) {
			return k + 1
		}
	}
	return s.a
}

// cueIn reports whether a cue stands in [i,k).
func (s *sentence) cueIn(i, k int) bool {
	for ; i < k; i++ {
		if s.p.Cues.At(s.entry(i), s.lex[:k], i) != nil && !s.inName(i) {
			return true
		}
	}
	return false
}

// happens reports whether a verb stands in [i,k).
func (s *sentence) happens(i, k int) bool {
	for ; i < k; i++ {
		if s.has(i, lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal) || len(s.entry(i).Frames) > 0 {
			return true
		}
	}
	return false
}
