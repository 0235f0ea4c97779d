package extract

import (
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// maySay reports whether a phrase names somebody, or something that may say what
// the word says. Words for saying proper are sign enough by themselves.
func (p *speech) maySay(np [2]int, w *lexicon.SpeechWord, aux bool) bool {
	if aux && w.Frame&(lexicon.SaysClause|lexicon.SaysThat) != 0 || w.Class == "say" && w.Frame&(lexicon.SaysClause|lexicon.SaysThat|lexicon.SaysWhom) != 0 && (aux || w.Form&lexicon.Participle == 0) {
		return true
	}
	for k := np[0]; k < np[1]; k++ {
		if !p.word(k) {
			continue
		}
		if p.capital(k) && k > p.a || p.capital(k) && !p.known(k) || p.has(k, lexicon.Person|lexicon.Relative|lexicon.Demonym) || p.plays(k, lexicon.Subject|lexicon.Speaks) || p.contracted(k) {
			return true
		}
		if _, ok := p.p.Voices[p.low[k]]; ok {
			return true
		}
	}
	return p.d.Shout
}

// strongRight reports whether what stands at token i follows a verb and not a noun.
func (p *speech) strongRight(i int) bool {
	i = p.pastAdverbs(i)
	return p.has(i, lexicon.That|lexicon.Determiner|lexicon.To|lexicon.Pronoun) || p.plays(i, lexicon.Subject|lexicon.Possessive) || p.capital(i) || p.quoteMark(i) > 0 && p.in[i] > 0 || p.mark(i, ':') || p.plays(i, lexicon.Opener) && !p.has(i, lexicon.As)
}

// pastAdverbs passes over adverbs and days after a verb.
func (p *speech) pastAdverbs(i int) int {
	for n := 0; n < 4; n++ {
		switch {
		case p.adverb(i) || p.timely(i):
			i++
		case p.has(i, lexicon.In) && p.timely(i+1):
			i += 2
		default:
			return min(i, p.b-1)
		}
	}
	return min(i, p.b-1)
}

// saidBefore reports whether what is said stands before the group at token
// start: nothing follows the verb, and a comma or a closing quotation mark stands
// before who speaks.
func (p *speech) saidBefore(start, after int) bool {
	src, ok := p.subject(start)
	if !ok {
		return false
	}
	quoted := p.quoteBefore(src[0]) >= 0
	ends := after >= p.b-1 || p.mark(after, '.') || p.mark(after, ',') || p.mark(after, ';')
	if !quoted && p.mark(after, ',') && p.quoteMark(after+1) > 0 && p.opensQuote(after+1) {
		return false
	}
	if quoted && p.in[start] == 0 {
		if np := p.phraseRight(after); p.strongRight(after) && (np[1] >= p.b-1 || p.mark(np[1], '.') || p.mark(np[1], ',')) {
			return true // “…,” a driver told the agency.
		}
		q := p.quotes[p.quoteBefore(src[0])]
		return ends || !p.strongRight(after) || p.has(after, lexicon.To) || q.close-q.open > 6 && !p.has(after, lexicon.That)
	}
	if !p.mark(src[0]-1, ',') && !p.mark(src[0]-1, '-') {
		return false
	}
	return ends || p.has(after, lexicon.Preposition|lexicon.In) && !p.hasThatWithin(after, 8)
}

func (p *speech) subjectWithin(i, n int) bool {
	for k := i; k < p.b && k < i+n; k++ {
		if p.plays(k, lexicon.Subject) && !p.has(k-1, lexicon.Preposition|lexicon.Of|lexicon.By|lexicon.With|lexicon.In|lexicon.To) {
			return true
		}
	}
	return false
}

func (p *speech) hasThatWithin(i, n int) bool {
	for k := i; k < p.b && k < i+n; k++ {
		if p.has(k, lexicon.That) || p.quoteMark(k) > 0 || p.mark(k, ':') {
			return true
		}
	}
	return false
}

// follows reports whether what stands at token i is what the word wants after it.
func (p *speech) follows(i, end int, w *lexicon.SpeechWord) bool {
	if p.mark(i, ':') && i == p.b-1 && p.n+1 < len(p.d.Sentences) { // what is said is the next paragraph
		return true
	}
	if i >= p.b-1 {
		return false
	}
	quote := p.quoteMark(i) > 0 && p.in[i] > 0 || p.mark(i, ':') || p.mark(i, ',') && p.quoteMark(i+1) > 0
	open := p.has(i, lexicon.That) || p.plays(i, lexicon.Opener)
	preposition := p.has(i, lexicon.Preposition|lexicon.Of|lexicon.By|lexicon.From|lexicon.With|lexicon.In|lexicon.As)
	things := p.word(i) && !preposition && !p.has(i, lexicon.To|lexicon.And|lexicon.Or|lexicon.But) || p.d.Tokens[i].Kind == text.Number || p.mark(i, '$')
	f := w.Frame
	switch {
	case w.Class == "describe" && p.has(i, lexicon.As):
		return true
	case quote:
		return true
	case f&lexicon.SaysTo != 0 && p.has(i, lexicon.To):
		return true
	case f&lexicon.SaysClause != 0 && (open && !preposition || things):
		return true
	case f&lexicon.SaysClause != 0 && preposition && (p.hasThatWithin(i, 14) || w.Class == "say" && p.subjectWithin(i+1, 8)):
		return true
	case f&lexicon.SaysAs != 0 && things:
		for k := i + 1; k < p.b && k < i+10 && !p.mark(k, ',') && !p.mark(k, ';'); k++ {
			if p.has(k, lexicon.As) {
				return true
			}
		}
		return false
	case f&lexicon.SaysThat != 0 && p.has(i, lexicon.That):
		return true
	case f&lexicon.SaysThing != 0 && things:
		return true
	case f&lexicon.SaysThing != 0 && len(w.Rest) > 0 && !p.has(end-1, lexicon.To) && open:
		return true
	case f&lexicon.SaysWord != 0 && things:
		return p.nounOfSaying(i)
	case f&lexicon.SaysWhom != 0 && things:
		return p.whomThen(i)
	}
	return false
}

// nounOfSaying reports whether the object at token i is a word of saying: "a
// statement".
func (p *speech) nounOfSaying(i int) bool {
	for k := i; k < p.b && k < i+5; k++ {
		if p.isMark(k) && !p.hyphen(k) || p.has(k, lexicon.Preposition|lexicon.Of) || p.verbForm(k) {
			return false
		}
		if p.isNoun(k) {
			return true
		}
	}
	return false
}

// whomThen reports whether after the people at token i comes what they are asked
// to do or told.
func (p *speech) whomThen(i int) bool {
	for k := i + 1; k < p.b && k < i+12; k++ {
		if p.has(k, lexicon.To|lexicon.That) || p.quoteMark(k) > 0 || p.plays(k, lexicon.Opener) && !p.has(k, lexicon.Relative) || p.mark(k, ':') || p.plays(k, lexicon.Subject) {
			return true
		}
		if p.mark(k, ';') || p.mark(k, '.') && k == p.b-1 {
			return false
		}
	}
	return false
}
