package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// saysFirst reads a verb of saying of a language that puts the speaker behind
// it: "said the ministry that …", "reported the agency from medics that …",
// and, where nobody stands there, before it or in what was said before.
func (s *sentence) saysFirst(y *saying) bool {
	if s.p.Ours(s.d.Word(y.cueEnd - 1)) { // "we counted": the report itself
		return false
	}
	for k := y.cue - 1; k >= s.a && k >= y.cue-2; k-- {
		y.mute = y.mute || s.has(k, lexicon.Not) && !s.onlySo(y.cueEnd)
	}
	if s.has(y.cue, lexicon.Aged) && (s.digits(y.cueEnd) || s.has(y.cueEnd, lexicon.NumberWord)) { // "who is 23 years old"
		return false
	}
	if o := s.spoke; o != nil && o.src[0] >= s.a && !y.relay && (s.inManner(y.cue) || s.ofThem(y.cue-1) && !s.speaks(y.cueEnd, s.b)) { // "saying", "said that it recorded"
		return s.continues(y)
	}
	if s.spoke == nil && (s.inManner(y.cue) || s.has(y.cue, lexicon.In)) && s.doerSpeaks(y) { // "answered by saying that"
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	i, to := s.speakerStart(y.cueEnd)
	e := s.speakerEnd(i)
	if to != nil && e > i && s.source(y, i, e) { // "told Reuters a nurse that"
		y.outer = to
		y.from, y.to = s.contentStart(e), s.clauseEnd(e)
		return true
	}
	if e > i && !s.speaks(i, e) { // "the army denied any …": who stands before speaks rather
		if l := s.beforeVerb(y.cue); s.speaks(s.speakerBefore(l), l) && s.source(y, s.speakerBefore(l), l) {
			y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
			return true
		}
	}
	if st := s.subjectBefore(y.cue); e > i && st < y.cue && s.opensThat(e) && s.source(y, st, y.cue) { // "the mayor informed the reporters that"
		y.from, y.to = s.contentStart(e), s.clauseEnd(e)
		return true
	}
	if e == i+1 && s.p.Ours(s.d.Word(i)) && s.p.Voices[s.entry(i).Form] != recount.Outlet { // "our forces recorded no more than"
		return false
	}
	if m := s.apposition(i, e); m > e {
		y.head, e = e, m
	}
	if e > i && s.source(y, i, e) {
		y.from, y.to = e, s.clauseEnd(e)
		if y.class == "deny" {
			y.to = s.deniedEnd(e)
		}
		s.heardFrom(y, e)
		y.mute = y.mute || y.class == "deny" && s.is(e, lexicon.Guilt) // denied responsibility for it, not that it happened
		y.from = s.contentStart(y.from)
		s.colonOpens(y, e)
		if s.afterwards(y.cue) && !s.opensThat(e) || !s.happens(y.from, y.to) && y.cue > s.a+3 && s.happens(s.a, y.cue) && !s.has(y.cue-1, lexicon.Conjunction|lexicon.But) && !(s.has(y.cue-1, lexicon.And) && s.mark(y.cue-2, ',')) { // "…, as announced the ministry"
			y.from, y.to = s.clauseStart(y.cue), y.cue
		}
		return true
	}
	if s.afterwards(y.cue) && (y.cueEnd >= s.b || s.isMark(y.cueEnd)) { // "…, as he added"
		start := s.clauseStart(y.cue)
		if !s.continues(y) {
			return false
		}
		y.from, y.to = start, y.cue
		return true
	}
	if k := s.topic(y.cue); k < y.cue && s.source(y, k, y.cue-1) { // "as for the agency, it said"
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	if s.has(y.cue-1, lexicon.And) && (y.cue-2 < s.a || s.isMark(y.cue-2)) { // "and added that": who spoke before
		return s.continues(y)
	}
	if s.spoke != nil && (s.has(y.cue-1, lexicon.Relative) || s.nounOfSaying(y.cue-1) && s.spoke.statement) && s.spoke.src[0] >= s.a && s.spoke.cue < y.cue { // "…, as announced the minister N., who pointed out that"
		return s.continues(y)
	}
	if k, e := s.clauseSpeaker(y.cue); k < e && s.source(y, k, e) {
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	if l := s.beforeVerb(y.cue); s.spoke != nil && text.Accusative(s.d.Word(l-1)) && !s.voiceWord(l-1) { // "it spread pictures that it said were of"
		return s.continues(y)
	} else if !s.has(y.cue-1, lexicon.Conjunction) && s.sourceLeft(y, l) {
		y.within = s.spoke != nil && s.has(y.src[0]-1, lexicon.That)
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	if y.cue <= s.a+1 || s.spoke != nil && s.has(y.cueEnd, lexicon.That) || s.has(y.cue-1, lexicon.But|lexicon.Conjunction) {
		return s.continues(y)
	}
	return false
}

// onlySo reports whether "but" stands soon behind the verb that ends before token i, as in
// "admitted no more than", "did not admit but": what was not said then stands before it.
func (s *sentence) onlySo(i int) bool {
	for k := i; k < s.b && k < i+10 && !s.isMark(k); k++ {
		if s.is(k, lexicon.Except) {
			return true
		}
	}
	return false
}

// inManner reports whether the verb at token i is one that says in what manner who spoke
// before did what stands there, "saying", "pointing out": its speaker never stands behind it.
func (s *sentence) inManner(i int) bool {
	w := s.d.Word(i)
	return text.Accusative(w) || strings.HasSuffix(w, "ا") && !strings.HasSuffix(w, "وا") || strings.HasSuffix(w, "ة")
}

// contentStart returns where what is said begins behind a speaker who ends before
// token i: after when and where it was said, "on Thursday in a statement that".
func (s *sentence) contentStart(i int) int {
	for k := i; k < s.b && k < i+14; k++ {
		if s.has(k, lexicon.That) {
			return k
		}
		if len(s.entry(k).Frames) > 0 || len(s.entry(k).Acts) > 0 {
			break
		}
	}
	k := i
	for k < s.b && (s.mark(k, ',') || s.has(k, lexicon.Weekday|lexicon.Month) || s.page.time(s, k) != nil) {
		k++
	}
	return k
}

// afterwards reports whether the verb at token i is of a clause that only says who
// said what stands before it: "as announced", "by what reported".
func (s *sentence) afterwards(i int) bool {
	return i > s.a+3 && s.is(i-1, lexicon.What)
}

// opensThat reports whether "that" stands at token i, perhaps behind a preposition.
func (s *sentence) opensThat(i int) bool {
	return s.has(i, lexicon.That) || s.has(i, lexicon.In) && s.has(i+1, lexicon.That)
}

// continues gives a verb without a speaker the one who spoke before.
func (s *sentence) continues(y *saying) bool {
	if o := s.spoke; o != nil {
		y.voice, y.party, y.src, y.again = o.voice, o.party, o.src, true
		y.voice.Verb = y.class
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	if y.cue > s.a+3 && s.doerSpeaks(y) { // "the network issued its report, and it came in it that"
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	y.src = [2]int{y.cue, y.cueEnd}
	v := recount.Voice{Words: s.span(y.cue, y.cueEnd).In(s.d.Raw), Span: s.span(y.cue, y.cueEnd), Verb: y.class}
	if !s.spokenBefore(y, v) {
		return false
	}
	y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
	return true
}

// accordingTo reads the source behind "according to", which may be told as the
// source of a toll or a statement: "by a toll of medical sources".
func (s *sentence) accordingTo(y *saying) bool {
	i := y.cueEnd
	if s.is(i, lexicon.What) {
		return false
	}
	if s.has(i, lexicon.To) && s.has(i-1, lexicon.To) { // the article of whom, written as its own token
		i++
	}
	for k := i; k < s.b && k < i+4 && !s.voiceNoun(k) && !s.isMark(k); k++ {
		if s.has(k, lexicon.To) && s.voiceNoun(k+1) {
			i = k + 1
			break
		}
		if k > i && s.definite(k) && s.cueIn(k, k+1) && s.speaks(k+1, s.speakerEnd(k+1)) { // "by a toll announced the army"
			i = k + 1
			break
		}
	}
	e := s.speakerEnd(i)
	for k := i + 1; e <= i && k < s.b && k < i+4 && !s.isMark(k); k++ { // "by the latest counts of the ministry"
		if s.voiceNoun(k) {
			i, e = k, s.speakerEnd(k)
		}
	}
	return e > i && s.source(y, i, e)
}

// heardFrom reads on behind a speaker that ends before token e: whom it cites
// ("from medics", "citing medics") and to whom it spoke ("to Reuters").
func (s *sentence) heardFrom(y *saying, e int) {
	for n := 0; n < 2 && e < s.b; n++ {
		for s.has(e, lexicon.Adverb) && (s.has(e+1, lexicon.Adverb) || s.is(e+1, lexicon.Citing)) {
			e++
		}
		var o saying
		o.class = y.class
		ph := s.p.Cues.At(s.entry(e), s.lex[:s.b], e)
		end := 0
		switch {
		case ph != nil && ph.Kind == "citing" && !s.is(e, lexicon.Citing):
			return // a saying of its own
		case s.is(e, lexicon.Citing), y.relay && s.has(e, lexicon.Of):
			if end = s.speakerEnd(e + 1); !y.relay && !s.speaks(e+1, end) { // "disclosed the killing of"
				return
			}
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
	if i := y.cueEnd; k < 0 && s.voiceNoun(i) && i+1 < e { // "accused activists groups of"
		k = i + 1
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
