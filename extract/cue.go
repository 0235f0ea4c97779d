package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// A saying is somebody's words in the text: who, by which cue, and how far
// what they say reaches. All are tokens, half-open.
type saying struct {
	voice       recount.Voice
	party       recount.PartyID
	outer       *recount.Voice // who heard it: "told Reuters"
	cue, cueEnd int
	from, to    int // what is said
	class       string
	rule        string // of the cue, for traces
	accused     [2]int // tokens of who is accused
	src         [2]int // tokens of the source
	put         bool   // the cue itself tells of the figure: "raised the toll"
	head        int    // where an apposition to the source begins; 0 none
	statement   bool   // what follows in the report is said too
	opens       bool   // with a colon: what follows in the paragraph is said too
	credit      bool   // stands alone, as the source of the whole report
	mute        bool   // says nothing of what happened
	inner       bool   // nearer to what happened than whoever cites it
	relay       bool   // the cue is of who relays what another said
	within      bool   // stands in what another says: "said that the observers counted"
	again       bool   // by a pronoun, so said by somebody named before
	retells     bool   // speaks of what the sentences before it tell
}

// sayings finds the cues of one sentence with their sources, widest first.
func (pg *page) sayings(n int) []saying {
	x := pg.d.Sentences[n]
	s := &sentence{page: pg, n: n, a: int(x.First), b: int(x.Last)}
	var out []saying
	for i := s.a; i < s.b; {
		ph := pg.p.Cues.At(s.entry(i), pg.lex[:s.b], i)
		if ph == nil {
			i++
			continue
		}
		if s.inName(i) {
			i++
			continue
		}
		y := saying{cue: i, cueEnd: i + len(ph.Words), class: ph.Class, rule: ph.Rule}
		ok := false
		switch ph.Kind {
		case "according":
			ok = s.according(&y)
		case "citing":
			ok = s.citing(&y)
		case "by":
			ok = s.sourceRight(&y, y.cueEnd)
			y.from, y.to = s.a, y.cue
		case "accused":
			if ok = !s.p.VerbFirst && s.accused(&y); s.p.VerbFirst {
				ok = s.accusedFirst(&y)
			}
		case "none": // "denied responsibility": says nothing of what happened
			y.mute = s.sourceLeft(&y, s.auxiliaries(y.cue)) || s.p.VerbFirst
			y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
			ok = y.mute
		case "count":
			ok = s.counts(&y)
		case "before": // "об этом сообщил губернатор"
			y.cueEnd = s.afterTime(y.cueEnd)
			ok = s.sourceAhead(&y)
			y.from, y.to, y.retells = s.a, y.cue, true
		case "as": // "…, como informó el Ejército", "Así lo confirmó la Policía."
			ok = s.asSaidBy(&y)
		case "that": // "the minister went on that": other things are gone on with too
			ok = s.saysFirst(&y) && (y.to <= y.cue || s.opensThat(s.contentStart(y.from)) || s.mark(y.from, ':') || s.mark(y.from, '"'))
		case "relay": // "the agency relayed from medics that": only with whom it relays
			y.relay = true
			if ok = s.saysFirst(&y) && y.inner && y.outer != nil; !ok && s.is(y.cueEnd, lexicon.Citing) {
				ok = s.relaysOn(&y)
			}
		case "receive": // "the hospital received 17 bodies": its figure, if nobody else speaks
			ok = s.spoke == nil && s.saysFirst(&y) && y.voice.Kind == recount.Medical && !y.again
		case "statement": // "statement issued by the army: …": what follows is all its words
			y.from, y.to = y.cueEnd, s.b
			if e := s.speakerEnd(y.cueEnd); e > y.cueEnd && s.source(&y, y.cueEnd, e) {
				y.from, y.statement, ok = e, true, true
			}
		case "text": // "the army issued a statement that says: …", likewise, if a colon opens it
			ok = s.statementOf(&y)
		case "put": // "X put the toll at …"
			if ok = s.sourceLeft(&y, y.cue); s.p.VerbFirst {
				e := s.speakerEnd(y.cueEnd)
				if ok = s.speaks(y.cueEnd, e) && s.source(&y, y.cueEnd, e); ok {
					y.cueEnd = e
				}
			}
			if ok {
				y.from, y.to, y.put = y.cueEnd, s.clauseEnd(y.cueEnd), true
			}
		default:
			if s.p.VerbFirst {
				ok = !(y.class == "believe" && s.ofThem(y.cueEnd)) && s.saysFirst(&y)
				break
			}
			ok = !(y.class == "believe" && s.describes(&y)) && !s.named(y.cue) && s.says(&y)
		}
		if ok {
			out = append(out, y)
			if y.voice.Words != "" && !y.within {
				s.spoke = &out[len(out)-1]
			}
		}
		i = y.cueEnd
	}
	if y := (saying{}); s.p.VerbFirst && (s.credited(&y) || s.headed(&y) || s.labelFirst(&y)) || !s.p.VerbFirst && s.labelled(&y) || s.p.FreeOrder && s.signed(&y) {
		out = append(out, y)
	}
	// a cue's content does not reach into what another cue after it says before it
	for a := range out {
		for b := range out {
			if out[b].cue > out[a].cue && out[a].to > out[b].src[0] && out[a].from > out[a].cue && s.newVoice(&out[a], &out[b]) {
				end := out[b].src[0]
				if s.p.VerbFirst {
					end = min(end, out[b].cue)
				}
				out[a].to = min(out[a].to, end)
			}
		}
	}
	for a := range out { // "said that five, by witnesses, were killed": who is cited in what another says
		for b := range out {
			if s.p.VerbFirst && out[b].from == s.a && out[a].cue < out[b].cue && out[a].from > out[a].cue && out[b].to > out[b].cue && out[b].to <= out[a].to {
				out[b].from, out[b].inner = out[a].from, true
			}
		}
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && wider(&out[k], &out[k-1]); k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// labelled reads "The ombudsman: three were killed" and, in a headline, "Bomb kills
// four: local council".
func (s *sentence) labelled(y *saying) bool {
	for c := s.a + 1; c+1 < s.b; c++ {
		if !s.mark(c, ':') || s.digits(c-1) && s.digits(c+1) {
			continue
		}
		y.cue, y.cueEnd, y.class, y.rule = c, c+1, "say", s.labelRule
		if k := s.phraseBefore(c); c < s.a+14 && k < c && (k == s.a || s.isMark(k-1)) && c+3 < s.b && (s.voiced(k, c) || s.nounVoiced(k, c)) && s.source(y, k, c) {
			y.from, y.to = c+1, s.b
			return true
		}
		if s.d.Sentences[s.n].Head && s.b-c < 8 && c-s.a > 3 && s.voiced(c+1, s.b) && s.source(y, c+1, s.b) {
			y.from, y.to = s.a, c
			return true
		}
	}
	return s.p.NounFirst && s.inBrackets(y)
}

// voiced reports whether tokens [i,k) end in a noun for those who speak.
func (s *sentence) voiced(i, k int) bool {
	known, kind := s.whoSpeaks(i, k)
	return known != nil && s.p.Sources.Names.At(s.entry(k-len(known.Words)), s.lex[:k], k-len(known.Words)) == known || kind != "" && s.voiceWord(k-1) && !s.has(k-1, lexicon.Verb)
}

// describes reports whether a cue stands before people as an adjective does:
// "two additional suspected insurgents".
func (s *sentence) describes(y *saying) bool {
	if !s.has(y.cueEnd, lexicon.Person|lexicon.Demonym) && !s.has(y.cueEnd+1, lexicon.Person) {
		return false
	}
	k := y.cue - 1
	return k < s.a || s.d.Tokens[k].Kind == text.Number || len(s.entry(k).Frames) > 0 ||
		s.has(k, lexicon.NumberWord|lexicon.VagueWord|lexicon.Scale|lexicon.Determiner|lexicon.More|lexicon.Other|lexicon.Of|lexicon.And|lexicon.Preposition|lexicon.Adverb|lexicon.Verb)
}

// says reads "X said …", "…, X said" and "…, said X".
func (s *sentence) says(y *saying) bool {
	k, passive := y.cue-1, false
	for s.has(k, lexicon.Adverb|lexicon.Have|lexicon.Be|lexicon.Not) || s.role(k, lexicon.Do) {
		passive = passive || s.has(k, lexicon.Be)
		y.mute = y.mute || s.has(k, lexicon.Not) // "did not say how"
		k--
	}
	if passive && !s.is(y.cue, lexicon.GerundEnding) {
		return false // "it was reported", "two were reported killed": by nobody named
	}
	end := k + 1
	inverted := s.p.FreeOrder && (s.mark(k, ',') || s.mark(k, '"') || s.mark(k, '-'))
	if inverted && s.sourceAfter(y) || s.turned(y, end) {
		y.from, y.to = s.a, end
		return true
	}
	if s.sourceLeft(y, end) {
		s.around(y, y.cueEnd)
		if y.to <= y.cue && s.has(y.src[0]-1, lexicon.Preposition|lexicon.In|lexicon.Of|lexicon.With) {
			return false // "in a video posted online"
		}
		y.mute = y.mute || s.nounOfSaying(y.src[0]-1) // "a claim the army denied"
		s.toldWhom(y)
		return true
	}
	// "X broadcast the announcement, saying: …": the subject of the clause speaks
	if s.mark(y.cue-1, ',') && s.is(y.cue, lexicon.GerundEnding) && s.clauseOpener(y) {
		y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
		return true
	}
	// "…," said the observatory
	if (s.mark(end-1, ',') || s.mark(end-1, '"')) && s.sourceAfter(y) {
		y.from, y.to = s.a, end
		return true
	}
	return false
}

// turned reads "…, informó el Ejército" in languages where that is how a sentence
// ends, before the words at its left are asked who speaks.
func (s *sentence) turned(y *saying, end int) bool {
	if !s.p.NounFirst || !s.mark(end-1, ',') && !s.mark(end-1, '"') || s.has(y.cueEnd, lexicon.That) || s.isMark(y.cueEnd) {
		return false
	}
	o := *y
	if !s.sourceAfter(&o) || o.voice.Kind == recount.Unnamed && o.voice.Source == "" && !s.has(o.src[0], lexicon.Determiner) {
		return false
	}
	*y = o
	return true
}

// sourceAfter reads who speaks after the cue, perhaps behind who was told: "…, a
// déclaré à l'AFP le gouverneur".
func (s *sentence) sourceAfter(y *saying) bool {
	if s.p.FreeOrder {
		y.cueEnd = s.afterTime(y.cueEnd)
		if !s.sourceAhead(y) {
			return false
		}
		s.toldTo(y)
		return true
	}
	if s.p.NounFirst {
		y.cueEnd = s.afterDay(y.cueEnd)
	}
	for k := y.cueEnd; s.has(y.cueEnd, lexicon.To) && k < min(s.b, y.cueEnd+4); k++ {
		ph := s.p.Sources.Names.At(s.entry(k), s.lex[:s.b], k)
		if ph == nil {
			continue
		}
		o := saying{class: "report"}
		if e := k + len(ph.Words); s.source(&o, k, e) && (s.has(e, lexicon.Determiner) || s.p.NounFirst && (s.capital(e) || s.speaks(e, s.b))) && s.sourceRight(y, e) {
			y.outer = &o.voice
			return true
		}
	}
	return s.sourceRight(y, y.cueEnd)
}

// clauseOpener reads the first noun phrase of the sentence as the source.
func (s *sentence) clauseOpener(y *saying) bool {
	k := s.a
	for k < y.cue && !s.mark(k, ',') && (s.capital(k) || !s.has(k, lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal)) {
		k++
	}
	return k < y.cue && k > s.a && s.source(y, s.a, k)
}

// ofThem reports whether token i is "that" with a pronoun written to it: "gunmen it is
// believed that-they are of the group", which says nothing of who believes it.
func (s *sentence) ofThem(i int) bool {
	return s.has(i, lexicon.That) && len(text.Folded(s.d.Word(i))) > len("ان")
}

// according reads "according to X, …" and "…, according to X".
func (s *sentence) according(y *saying) bool {
	if s.p.VerbFirst {
		if !s.accordingTo(y) {
			return s.asHeSaid(y)
		}
	} else if s.p.NounFirst && s.asSaidBy(y) { // "según informó el Ejército"
		return true
	} else if k := s.afterAccount(y.cueEnd); s.p.NounFirst && k > y.cueEnd && s.sourceRight(y, k) {
		y.cueEnd = k
	} else if !s.sourceRight(y, y.cueEnd) {
		return false
	}
	if y.cue <= s.a+1 || s.mark(y.cue-1, ';') {
		y.from, y.to = y.src[1], s.clauseEnd(y.src[1])
	} else if (s.p.FreeOrder || s.p.NounFirst && !s.happens(s.a, y.cue) || s.p.VerbFirst && !s.has(y.src[1]+1, lexicon.And|lexicon.Conjunction|lexicon.But)) && s.mark(y.cue-1, ',') && s.mark(y.src[1], ',') { // "за рік, за словами омбудсмена, загинули …"
		y.from, y.to = s.a, s.clauseEnd(y.src[1])
	} else {
		y.from, y.to = s.a, y.cue
		for k := y.cue - 1; k > s.a; k-- {
			if s.mark(k, ';') {
				y.from = k
				break
			}
		}
	}
	return true
}

// asHeSaid reads "by his word, …" and "…, as she put it", whose speaker is who spoke before.
func (s *sentence) asHeSaid(y *saying) bool {
	i := y.cueEnd
	if i < s.b && !s.isMark(i) && !s.has(i, lexicon.That|lexicon.Preposition) || !s.doerSpeaks(y) && !s.continues(y) {
		return false
	}
	y.from, y.to = s.a, i
	if y.cue <= s.a+1 || s.mark(y.cue-1, ',') && s.mark(i, ',') {
		y.to = s.clauseEnd(i)
	}
	return true
}

// doerSpeaks gives y who opens its sentence behind the verb, "the factions answered with
// shells that killed 15, they said".
func (s *sentence) doerSpeaks(y *saying) bool {
	k := s.a
	if s.has(k, lexicon.And) {
		k++
	}
	e := min(s.speakerEnd(k+1), y.cue)
	return s.spoke == nil && k+1 < e && s.speaks(k+1, e) && (s.definite(k+1) || s.definite(k+2)) && s.source(y, k+1, e)
}

// relaysOn reads "and it relayed from the ministry that", of whoever spoke before.
func (s *sentence) relaysOn(y *saying) bool {
	e := s.speakerEnd(y.cueEnd + 1)
	var o saying
	o.cue, o.cueEnd, o.class = y.cue, y.cueEnd, y.class
	if e <= y.cueEnd+1 || !s.speaks(y.cueEnd+1, e) || !s.continues(&o) || !s.source(y, y.cueEnd+1, e) {
		return false
	}
	y.outer, y.inner = &o.voice, true
	y.from, y.to = e, s.clauseEnd(e)
	return true
}

// citing reads "X, citing Y, reported …" and "X quoted Y as saying …".
func (s *sentence) citing(y *saying) bool {
	outer := *y
	k := y.cue
	if s.mark(k-1, ',') {
		k--
	}
	if s.has(y.cueEnd, lexicon.By) { // "the ministry, quoted by the agency, said"
		if !s.sourceRight(&outer, y.cueEnd+1) || !s.sourceLeft(y, k) {
			return false
		}
		o := outer.voice
		y.outer, y.class, y.voice.Verb, y.inner = &o, "say", "say", true
		y.from, y.to = s.a, s.b
		return true
	}
	heard := s.sourceLeft(&outer, k) && (!s.p.VerbFirst || s.speaks(outer.src[0], outer.src[1])) // not "five were killed, citing …"
	if !s.sourceRight(y, y.cueEnd) {
		return false
	}
	if heard {
		o := outer.voice
		y.outer = &o
	}
	y.class, y.voice.Verb, y.inner = "say", "say", true
	y.from, y.to = y.src[1], s.b
	switch {
	case y.cue > s.a && y.src[1] >= s.b-2:
		y.from, y.to = s.a, y.cue
	case y.cue > s.a && !heard:
		y.from = s.a
	}
	return true
}

// toldWhom reads who was told: "a nurse told AFP".
func (s *sentence) toldWhom(y *saying) {
	var o saying
	o.class = "report"
	whom := y.cueEnd
	if s.p.NounFirst && s.has(whom, lexicon.To) { // "a déclaré à l'AFP"
		whom++
	}
	if !s.has(whom, lexicon.That) && s.sourceRight(&o, whom) && o.voice.Source != "" &&
		(o.voice.Kind == recount.Wire || o.voice.Kind == recount.Outlet || o.voice.Kind == recount.State) {
		v := o.voice
		y.outer = &v
		s.around(y, o.src[1])
	}
}

// auxiliaries returns where the auxiliaries and adverbs before token k begin.
func (s *sentence) auxiliaries(k int) int {
	for s.has(k-1, lexicon.Adverb|lexicon.Have) {
		k--
	}
	return k
}

// accused reads "X accused Y of …" and "X blamed Y for …".
func (s *sentence) accused(y *saying) bool {
	if !s.sourceLeft(y, s.auxiliaries(y.cue)) {
		return false
	}
	e := y.cueEnd
	for e < s.b && e < y.cueEnd+8 && !s.has(e, lexicon.Of) && !s.is(e, lexicon.For) {
		e++
	}
	y.accused = [2]int{y.cueEnd, e}
	y.from, y.to = y.cueEnd, s.clauseEnd(y.cueEnd)
	return true
}

// counts reads "X's toll of 12" and "by X's count, …".
func (s *sentence) counts(y *saying) bool {
	k := y.cue
	for k > s.a && k > y.cue-3 && !s.mark(k-1, 's') {
		if !s.word(k - 1) {
			return false
		}
		k--
	}
	if k <= s.a+1 || !s.mark(k-1, 's') || !s.sourceLeft(y, k-1) {
		return false
	}
	y.from, y.to, y.put = s.a, s.clauseEnd(y.cueEnd), true
	return true
}
