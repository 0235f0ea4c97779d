package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// spokenBefore gives a pronoun the last source that spoke before the sentence.
func (s *sentence) spokenBefore(y *saying, v recount.Voice) bool {
	for n := s.n - 1; n >= 0 && n >= s.n-4; n-- {
		list := s.page.sayings(n)
		for i := len(list) - 1; i >= 0; i-- {
			if !list[i].again && !list[i].within || i == 0 {
				y.voice, y.party = list[i].voice, list[i].party
				y.voice.Verb, y.again = v.Verb, true
				return true
			}
		}
		x := s.d.Sentences[n]
		p := &sentence{page: s.page, n: n, a: int(x.First), b: int(x.Last)}
		for t := p.a; t < p.b && t < p.a+10; t++ { // "The rescue service gave the figures."
			if p.has(t, lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal) && !p.capital(t) || t > p.a && (p.ends(t, lexicon.PastEnding) || p.has(t, lexicon.Preposition) && !p.linking(t)) || t+1 == p.b {
				if t > p.a+1 && p.speechVerb(t-1) { // "The governor spoke at noon."
					t--
				}
				if p.source(y, p.a, t) {
					y.voice.Verb, y.again = v.Verb, true
					y.src = [2]int{s.a, s.a + 1}
					return true
				}
				break
			}
		}
	}
	if s.has(y.src[0], lexicon.He) { // somebody whom the report does not name
		v.Kind = recount.Unnamed
		y.voice = v
		return true
	}
	return false
}

// speechVerb reports whether token t is the past of a verb of saying.
func (s *sentence) speechVerb(t int) bool {
	for _, w := range s.p.Speech.Of(strings.ToLower(s.d.Word(t))) {
		if w.Part == lexicon.SpeechVerb && w.Form&lexicon.Past != 0 {
			return true
		}
	}
	return false
}

// anyBody reports whether y speaks as "the group" does, which may stand for a
// body of any of several kinds.
func (s *sentence) anyBody(y *saying, kind recount.SourceKind) bool {
	if !s.is(y.src[1]-1, lexicon.Body) {
		return false
	}
	switch kind {
	case recount.Monitor, recount.UN, recount.Rescue, recount.Medical, recount.Party, recount.Wire, recount.State:
		return true
	}
	return false
}

// knownBefore gives "the monitor" the name of the monitor last spoken of.
func (s *sentence) knownBefore(v *recount.Voice, y *saying) {
	for n := s.n - 1; n >= 0 && n >= s.n-6; n-- {
		x := s.d.Sentences[n]
		for i := int(x.Last) - 1; i >= int(x.First); i-- {
			ph := s.p.Sources.Names.At(&s.p.Entries[s.lex[i]], s.lex[:x.Last], i)
			if ph == nil {
				continue
			}
			if src, _ := s.p.Sources.Source(recount.SourceID(ph.Class)); src.Kind == v.Kind || s.anyBody(y, src.Kind) {
				v.Source, y.party = src.ID, src.Party
				return
			}
		}
	}
}
