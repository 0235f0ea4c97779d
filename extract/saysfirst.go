package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// saysFirst reads a verb of saying of a language that puts the speaker behind
// it: "said the ministry that …", "reported the agency from medics that …",
// and, where nobody stands there, before it or in what was said before.
func (s *sentence) saysFirst(y *saying) bool {
	for k := y.cue - 1; k >= s.a && k >= y.cue-2; k-- {
		y.mute = y.mute || s.has(k, lexicon.Not)
	}
	if e := s.speakerEnd(y.cueEnd); e > y.cueEnd && s.source(y, y.cueEnd, e) {
		y.from, y.to = e, s.clauseEnd(e)
		s.heardFrom(y, e)
		return true
	}
	if s.has(y.cue-1, lexicon.And) && (y.cue-2 < s.a || s.isMark(y.cue-2)) { // "and added that": who spoke before
		return s.continues(y)
	}
	if s.sourceLeft(y, s.beforeVerb(y.cue)) {
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	if y.cue <= s.a+1 {
		return s.continues(y)
	}
	return false
}

// beforeVerb steps back over the words that may stand between who speaks and the
// verb before token i.
func (s *sentence) beforeVerb(i int) int {
	for s.has(i-1, lexicon.Adverb|lexicon.And|lexicon.Modal|lexicon.Relative) {
		i--
	}
	return i
}

// continues gives a verb without a speaker the one who spoke before.
func (s *sentence) continues(y *saying) bool {
	y.src = [2]int{y.cue, y.cueEnd}
	v := recount.Voice{Words: s.span(y.cue, y.cueEnd).In(s.d.Raw), Span: s.span(y.cue, y.cueEnd), Verb: y.class}
	if !s.spokenBefore(y, v) {
		return false
	}
	y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
	return true
}

// speakerEnd returns where the noun phrase of a speaker that begins at token i
// ends: before "that", what happened, a number, a preposition that no name
// holds, or a mark.
func (s *sentence) speakerEnd(i int) int {
	k := i
	for k < s.b && k < i+14 {
		e := s.entry(k)
		if ph := s.p.Sources.Names.At(e, s.lex[:s.b], k); ph != nil {
			k += len(ph.Words)
			continue
		}
		if ph := s.p.Sources.Parties.At(e, s.lex[:s.b], k); ph != nil {
			k += len(ph.Words)
			continue
		}
		if s.isMark(k) && !s.mark(k, '"') || s.mark(k, '"') && k > i+6 || s.digits(k) ||
			e.Has(lexicon.That|lexicon.Of|lexicon.Verb|lexicon.Be|lexicon.Modal|lexicon.Not|lexicon.Without|lexicon.NumberWord|lexicon.VagueWord|lexicon.Condition|lexicon.Relative|lexicon.Adverb) && !s.voiceWord(k) ||
			e.Has(lexicon.Preposition) && !e.Has(lexicon.And) ||
			len(e.Frames) > 0 && !s.voiceWord(k) || len(e.Acts) > 0 && k > i && !s.definite(k) && !s.voiceWord(k) || s.page.time(s, k) != nil && k > i ||
			s.p.Quantifiers.At(e, s.lex[:s.b], k) != nil || k > i && s.p.Cues.At(e, s.lex[:s.b], k) != nil && !s.voiceWord(k) {
			break
		}
		k++
	}
	for k > i && s.has(k-1, lexicon.And) {
		k--
	}
	return k
}

// heardFrom reads on behind a speaker that ends before token e: whom it cites
// ("from medics", "citing medics") and to whom it spoke ("to Reuters").
func (s *sentence) heardFrom(y *saying, e int) {
	for n := 0; n < 2 && e < s.b; n++ {
		var o saying
		o.class = y.class
		ph := s.p.Cues.At(s.entry(e), s.lex[:s.b], e)
		end := 0
		switch {
		case ph != nil && ph.Kind == "citing":
			return // a saying of its own
		case s.is(e, lexicon.Citing):
			end = s.speakerEnd(e + 1)
		case s.has(e, lexicon.To):
			end = s.speakerEnd(e + 1)
		default:
			return
		}
		if end <= e+1 || !s.source(&o, e+1, end) {
			return
		}
		if s.has(e, lexicon.To) {
			if o.voice.Source == "" || o.voice.Kind != recount.Wire && o.voice.Kind != recount.Outlet && o.voice.Kind != recount.State {
				return
			}
			v := o.voice
			y.outer = &v
		} else {
			v := y.voice
			y.outer, y.voice, y.src, y.party, y.inner = &v, o.voice, o.src, o.party, true
		}
		y.from, y.to = end, s.clauseEnd(end)
		e = end
	}
}

// accusedFirst reads "accused X Y of …", where both stand behind the verb: who is
// accused begins with the last noun for somebody before the preposition.
func (s *sentence) accusedFirst(y *saying) bool {
	e := y.cueEnd
	for e < s.b && e < y.cueEnd+14 && !s.isMark(e) && !(s.has(e, lexicon.In|lexicon.With) && s.d.Tokens[e].End-s.d.Tokens[e].Start <= 2) && !s.has(e, lexicon.That) {
		e++
	}
	k := -1
	for i := y.cueEnd + 1; i < e; i++ {
		ph := s.p.Sources.Parties.At(s.entry(i), s.lex[:e], i)
		if ph != nil || s.voiceWord(i) && !s.has(i-1, lexicon.Of|lexicon.Preposition) && s.voiceWordBefore(i, y.cueEnd) {
			k = i
			break
		}
	}
	if k < 0 { // "X accused Y of"
		if !s.sourceLeft(y, s.beforeVerb(y.cue)) {
			return false
		}
		k = y.cueEnd
	} else if !s.source(y, y.cueEnd, k) {
		return false
	}
	y.accused = [2]int{k, e}
	y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
	return true
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
