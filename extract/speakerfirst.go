package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// Who speaks, behind a verb or before it, in a language that puts the verb first: where the
// words for them begin and end.

// speakerStart returns where the speaker behind a verb that ends before token i
// begins: after when it was said, and to whom, who is returned if an outlet.
func (s *sentence) speakerStart(i int) (int, *recount.Voice) {
	k := i
	if s.has(k, lexicon.In) && s.has(k+1, lexicon.Determiner) && s.voiceNoun(k+2) { // "stated so the mayor"
		k += 2
	}
	for k < s.b && k < i+8 && (s.has(k, lexicon.Adverb|lexicon.Weekday) || s.page.time(s, k) != nil || s.mark(k, ',') && k > i) {
		k++
	}
	if s.has(k, lexicon.To) && !s.has(k, lexicon.That) {
		var o saying
		if e := s.speakerEnd(k + 1); e > k+1 {
			for m := k + 1; m < e; m++ { // the name of the outlet ends where it is known to end
				if ph := s.p.Sources.Names.At(s.entry(m), s.lex[:e], m); ph != nil {
					e = m + len(ph.Words)
					break
				}
			}
			for s.mark(e, '"') {
				e++
			}
			if s.source(&o, k+1, e) && o.voice.Source != "" {
				return e, &o.voice
			}
		}
		return i, nil
	}
	if s.mark(k-1, ',') || k < s.b && s.word(k) && !s.has(k, lexicon.That) {
		return k, nil
	}
	return i, nil
}

// speakerBefore is phraseBefore without what "and" only puts a clause behind: "(it was 20)
// and the rescuers announce".
func (s *sentence) speakerBefore(end int) int {
	k := s.phraseBefore(end)
	for m := end - 1; m > k; m-- {
		if s.has(m, lexicon.And) && !s.voiceWord(m-1) {
			return m + 1
		}
	}
	return k
}

// subjectBefore returns where the speaker begins who opens the clause and stands right
// before the verb at token i; i if none does.
func (s *sentence) subjectBefore(i int) int {
	k := i
	for k > s.a && k > i-8 && !s.isMark(k-1) {
		k--
	}
	if k > s.a && !s.isMark(k-1) || !s.speaks(k, i) || s.happens(k, i) || s.has(k, lexicon.Preposition|lexicon.And|lexicon.Conjunction) {
		return i
	}
	return k
}

// clauseSpeaker returns who opens the clause of which the verb at token i is a further one,
// "but the army made light of the attack and spoke of two wounded"; nothing if nobody does.
func (s *sentence) clauseSpeaker(i int) (from, to int) {
	if !s.has(i-1, lexicon.And) || s.isMark(i-2) {
		return 0, 0
	}
	k := i - 2
	for k > s.a && !s.isMark(k-1) && !s.has(k-1, lexicon.That|lexicon.But) {
		k--
	}
	if e := s.speakerEnd(k); e < i-1 && s.voiceNoun(k) {
		return k, e
	}
	return 0, 0
}

// apposition returns where the words end that say between two commas who the person is
// whose name ends before token e, "so-and-so, the spokesman of the ministry in Gaza,"; e
// if none do, or if the name's own words say so.
func (s *sentence) apposition(i, e int) int {
	if !s.mark(e, ',') || !s.speaks(e+1, s.b) {
		return e
	}
	for k := i; k < e; k++ {
		if s.voiceWord(k) {
			return e
		}
	}
	for m := e + 1; m < s.b && m < e+14; m++ {
		if s.mark(m, ',') {
			return m
		}
		if s.isMark(m) && !s.mark(m, '"') || s.has(m, lexicon.That|lexicon.Verb) && !s.voiceWord(m) || len(s.entry(m).Frames) > 0 && !s.voiceWord(m) {
			break
		}
	}
	return e
}

// topic returns where the words begin for whom a clause is about, "as for the agency, it
// said", whose verb is the one at token i; i if nobody stands so.
func (s *sentence) topic(i int) int {
	if !s.has(i-1, lexicon.And) {
		return i
	}
	for k := i - 2; k >= s.a && k > i-14; k-- {
		if s.has(k, lexicon.But) {
			if s.speaks(k+1, i-1) && !s.cueIn(k+1, i-1) {
				return k + 1
			}
			break
		}
	}
	return i
}

// beforeVerb steps back over the words that may stand between who speaks and the
// verb before token i.
func (s *sentence) beforeVerb(i int) int {
	for s.has(i-1, lexicon.Adverb|lexicon.And|lexicon.Modal|lexicon.Relative) {
		i--
	}
	return i
}

// speakerEnd returns where the noun phrase of a speaker that begins at token i
// ends: before "that", what happened, a number, a preposition that no name
// holds, or a mark.
func (s *sentence) speakerEnd(i int) int {
	k, named := i, false
	if k+1 < s.b && (s.digits(k) || s.has(k, lexicon.NumberWord)) && s.voiceNoun(k+1) { // "three witnesses and a medic"
		k++
	}
	for k < s.b && k < i+14 {
		e := s.entry(k)
		if ph := s.p.Sources.Names.At(e, s.lex[:s.b], k); ph != nil {
			k, named = k+len(ph.Words), true
			continue
		}
		if ph := s.p.Sources.Parties.At(e, s.lex[:s.b], k); ph != nil {
			k, named = k+len(ph.Words), true
			continue
		}
		if k > i && s.has(k, lexicon.To) && s.nounOfSaying(k-1) { // "a statement of the ministry", whose article may be a token of its own
			m := k + 1
			if s.has(m, lexicon.To) {
				m++
			}
			if s.speaks(m, s.b) {
				k = m
				continue
			}
		}
		if k == i && s.is(k, lexicon.What) || k > i && (text.Accusative(s.d.Word(k)) || s.nounOfSaying(k) && !s.definite(k)) || (named || k > i && s.definite(k-1) && s.voiceNoun(k-1)) && e.Has(lexicon.Thing) && s.definite(k) && !s.voiceWord(k) {
			break // "denied what …", "told the council another figure", "claimed the group the bombing"
		}
		if s.isMark(k) && !s.mark(k, '"') || s.mark(k, '"') && k > i+6 || s.digits(k) ||
			e.Has(lexicon.TakeLife|lexicon.That|lexicon.Of|lexicon.Verb|lexicon.Be|lexicon.Modal|lexicon.Not|lexicon.Without|lexicon.NumberWord|lexicon.VagueWord|lexicon.Condition|lexicon.Relative|lexicon.Adverb) && !s.voiceWord(k) && !s.body(k) ||
			e.Has(lexicon.Preposition) && !e.Has(lexicon.And) ||
			len(e.Frames) > 0 && !(k > i && s.definite(k) && s.p.Voices[s.entry(k-1).Form] == recount.Witness) && (!s.voiceWord(k) || e.Frames[0].Right != nil && s.allowed(&e.Frames[0], k)) || len(e.Acts) > 0 && k > i && !s.definite(k) && !s.voiceWord(k) || s.page.time(s, k) != nil && k > i ||
			s.p.Quantifiers.At(e, s.lex[:s.b], k) != nil || k > i && s.p.Cues.At(e, s.lex[:s.b], k) != nil && !s.voiceWord(k) && !s.definite(k) {
			break
		}
		k++
	}
	for k > i && s.has(k-1, lexicon.And) {
		k--
	}
	return k
}

// speaks reports whether [i,k) begins as a speaker's phrase does: with a name
// that the registry knows or a noun for those who speak.
func (s *sentence) speaks(i, k int) bool {
	if i >= k {
		return false
	}
	return s.voiceNoun(i) || i+1 < k && s.voiceNoun(i+1) && !s.has(i, lexicon.Verb|lexicon.Preposition|lexicon.TakeLife) || s.p.Sources.Names.At(s.entry(i), s.lex[:k], i) != nil || s.p.Sources.Parties.At(s.entry(i), s.lex[:k], i) != nil
}

// body reports whether a noun for a body at token i is one that is known, "the group", "the
// group of the detained", and counts nobody.
func (s *sentence) body(i int) bool {
	return s.is(i, lexicon.Body) && (s.definite(i) || s.definite(i+1) && s.word(i+1))
}

// voiceNoun reports whether token i is a noun for a kind of voice.
func (s *sentence) voiceNoun(i int) bool {
	if !s.word(i) {
		return false
	}
	_, ok := s.p.Voices[s.entry(i).Form]
	return ok
}

// voiceWordBefore reports whether a word for somebody stands in [first,i).
func (s *sentence) voiceWordBefore(i, first int) bool {
	for k := first; k < i; k++ {
		if s.voiceWord(k) {
			return true
		}
	}
	return false
}
