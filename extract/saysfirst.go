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

// colonOpens notes that what is said begins with a colon soon behind the speaker, who ends
// before token e: "said the ministry in a statement: …". A quotation ends where it ends.
func (s *sentence) colonOpens(y *saying, e int) {
	for k := e; k < s.b && k < e+7 && len(s.entry(k).Frames) == 0; k++ {
		if s.mark(k, ':') && !s.mark(k+1, '"') {
			y.opens, y.from = true, k+1
			if y.to = max(y.to, y.from); k+1 == s.b {
				y.to = y.from
			}
			return
		}
		if s.isMark(k) && !s.mark(k, ',') {
			return
		}
	}
}

// afterwards reports whether the verb at token i is of a clause that only says who
// said what stands before it: "as announced", "by what reported".
func (s *sentence) afterwards(i int) bool {
	return i > s.a+3 && s.is(i-1, lexicon.What)
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

// opensThat reports whether "that" stands at token i, perhaps behind a preposition.
func (s *sentence) opensThat(i int) bool {
	return s.has(i, lexicon.That) || s.has(i, lexicon.In) && s.has(i+1, lexicon.That)
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

// statementOf reads whose statement the cue speaks of, "issued the army a statement in which
// came:", "there came in the statement of the army:"; what a colon opens is all its words.
func (s *sentence) statementOf(y *saying) bool {
	i := y.cueEnd
	if s.has(i, lexicon.To) {
		i++
	}
	e := s.speakerEnd(i)
	colon := e
	for colon < s.b && colon < e+10 && !s.mark(colon, ':') {
		if s.isMark(colon) && !s.mark(colon, '"') && !s.mark(colon, ',') || len(s.entry(colon).Frames) > 0 {
			return false
		}
		colon++
	}
	named := s.nounOfSaying(y.cueEnd - 1)
	for k := i + 1; k <= e && !named; k++ {
		if named = s.nounOfSaying(k); named {
			e = k
		}
	}
	if e == i || !s.mark(colon, ':') || !named || !s.source(y, i, e) {
		return false
	}
	y.from, y.to, y.statement = colon+1, s.b, true
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

// voiceWordBefore reports whether a word for somebody stands in [first,i).
func (s *sentence) voiceWordBefore(i, first int) bool {
	for k := first; k < i; k++ {
		if s.voiceWord(k) {
			return true
		}
	}
	return false
}

// labelFirst reads "the ministry: three were killed" and "three were killed (the
// ministry)", where the speaker's noun comes first.
func (s *sentence) labelFirst(y *saying) bool {
	k := s.a
	for k < s.b && k < s.a+8 && (s.isMark(k) && !s.mark(k, '(') || s.digits(k)) {
		k++
	}
	for c := k; c < s.b && c < s.a+6; c++ { // "9:45 pm | the ministry: …", "Urgent 🔴 the ministry: …"
		if (s.mark(c, '|') || s.mark(c, ':') && c == k+1 && s.labelAt(c+1) > 0 || s.isMark(c) && s.d.Tokens[c].Mark == 0) && !s.speaks(k, c) {
			k = c + 1
		}
	}
	y.cue, y.class, y.rule = k, "say", s.labelRule
	for c := k + 1; c < s.b && c < k+12; c++ {
		if s.mark(c, ':') || s.mark(c, '|') {
			if !s.speaks(k, c) && !s.statementBy(k, c) && !(s.mark(c, ':') && c+1 < s.b && (s.p.Ours(s.d.Word(c+1)) || s.has(k, lexicon.NameInside) && c <= k+3)) || !s.source(y, k, c) { // "A. B.: we killed"
				break
			}
			if e := s.labelAt(c + 1); e > 0 { // "the network: medics: …"
				o, outer := *y, y.voice
				if s.source(&o, c+1, e) {
					*y, c = o, e
					y.outer = &outer
				}
			}
			y.cue, y.cueEnd = c, c+1
			y.from, y.to = c+1, s.b
			return c+1 < s.b || y.voice.Kind != ""
		}
		if s.isMark(c) && !s.mark(c, '"') && !s.mark(c, '-') && !s.mark(c, '(') && !s.mark(c, ')') || s.cueIn(c, c+1) || len(s.entry(c).Frames) > 0 && !s.voiceWord(c) && !s.definite(c) {
			break
		}
	}
	e := s.b
	for e > s.a && s.isMark(e-1) && !s.mark(e-1, ')') {
		e--
	}
	if !s.mark(e-1, ')') {
		return s.signedBehind(y, e)
	}
	o := e - 2
	for o > s.a && o > e-10 && !s.mark(o, '(') {
		o--
	}
	if !s.mark(o, '(') || o <= s.a+2 || !s.speaks(o+1, e-1) && !s.statementBy(o+1, e-1) || !s.source(y, o+1, e-1) {
		return false
	}
	y.cue, y.cueEnd, y.from, y.to, y.retells = o, o+1, s.a, o, true
	return true
}

// credited reads a line that holds nothing but who the report is from, "Source: the ministry
// of health" at its head or end, "(the ministry of health)" at its end.
func (s *sentence) credited(y *saying) bool {
	last := len(s.d.Sentences) - 1
	if s.n > 1 && s.n < last-1 || last == 0 || !s.d.Sentences[s.n].Head && !s.mark(s.a, '(') || s.b-s.a > 12 {
		return false
	}
	i, e := s.a, s.b
	for i < e && s.isMark(i) {
		i++
	}
	for e > i && s.isMark(e-1) {
		e--
	}
	named := s.mark(i+1, ':') && s.definite(i) && s.p.Voices[s.entry(i).Form] == recount.Unnamed // "the source:"
	if named {
		i += 2
	} else if s.n != last {
		return false
	}
	if !s.speaks(i, e) && !s.statementBy(i, e) || !s.source(y, i, e) || y.voice.Source == "" && s.speakerEnd(i) < e ||
		!named && (y.voice.Kind == recount.Wire || y.voice.Kind == recount.Outlet || y.voice.Kind == recount.Social || y.voice.Kind == recount.Unnamed || !s.voiceNoun(e-1) && y.voice.Source == "") {
		return false
	}
	y.cue, y.cueEnd, y.class, y.rule, y.credit = i, i+1, "say", s.labelRule, true
	y.from, y.to = s.b, s.b
	return true
}

// headed reads a line that names a statement and who makes it, with a dash or a bar between
// them, "the ministry of health | press statement", "daily report - the civil defence": what
// stands below it is all their words.
func (s *sentence) headed(y *saying) bool {
	if !s.d.Sentences[s.n].Head || s.b-s.a > 14 || s.happens(s.a, s.b) {
		return false
	}
	for c := s.a + 1; c+1 < s.b; c++ {
		if !s.mark(c, '-') && !s.mark(c, '|') || s.hyphen(c) {
			continue
		}
		from, to := s.a, c
		if s.nounOfSaying(s.a) {
			from, to = c+1, s.b
		} else if !s.nounOfSaying(c + 1) {
			return false
		}
		for from < to && s.isMark(from) {
			from++
		}
		if !s.speaks(from, to) || !s.source(y, from, to) {
			return false
		}
		y.cue, y.cueEnd, y.class, y.rule, y.statement = c, c+1, "say", s.labelRule, true
		y.from, y.to = s.b, s.b
		return true
	}
	return false
}

// statementBy reports whether [i,k) begins as a statement and goes on with who makes it:
// "an urgent statement of the army".
func (s *sentence) statementBy(i, k int) bool {
	if !s.nounOfSaying(i) {
		return false
	}
	for m := i + 1; m < k && m < i+5; m++ {
		if s.speaks(m, k) {
			return true
		}
	}
	return false
}

// labelAt returns the colon behind the speaker who begins at token i, 0 if none does.
func (s *sentence) labelAt(i int) int {
	if !s.speaks(i, s.b) {
		return 0
	}
	for c := i + 1; c+1 < s.b && c < i+10; c++ {
		if s.mark(c, ':') {
			return c
		}
		if s.isMark(c) || s.cueIn(c, c+1) || len(s.entry(c).Frames) > 0 {
			break
		}
	}
	return 0
}

// signedBehind reads "three were killed - the ministry", where nothing but the speaker
// stands between a dash or bar and the end, which is token e.
func (s *sentence) signedBehind(y *saying, e int) bool {
	for o := e - 2; o > s.a+3 && o > e-10; o-- {
		if !s.mark(o, '-') && !s.mark(o, '|') || s.hyphen(o) {
			continue
		}
		end := s.speakerEnd(o + 1)
		placed := s.has(end, lexicon.In) && end > o+2 && e <= end+3 && !s.happens(end, e) // "the health office in the town"
		if !s.speaks(o+1, e) || end != e && !placed || s.cueIn(s.a, o) || !s.source(y, o+1, e) || y.voice.Source == "" && !s.voiceNoun(e-1) && !placed {
			return false
		}
		y.cue, y.cueEnd, y.from, y.to, y.retells = o, o+1, s.a, o, true
		return true
	}
	return false
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
