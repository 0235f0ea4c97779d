package extract

import (
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// verbs is what stands before a verb in its group: "had not yet been", "refused to".
type verbs struct {
	start    int // the group's first token
	be, aux  bool
	to       bool // an infinitive
	governor int  // what governs the infinitive, or -1
}

// group walks left from the verb at token i over auxiliaries, adverbs and what
// governs an infinitive.
func (p *speech) group(i int) verbs { return p.groupWithin(i, max(p.a, i-30)) }

// groupWithin walks no farther left than token first.
func (p *speech) groupWithin(i, first int) verbs {
	g := verbs{start: i, governor: -1}
	for k := i - 1; k >= first && p.in[k] == p.in[i]; k-- {
		switch {
		case p.mark(k, 's') && !g.aux && k > p.a && (p.plays(k-1, lexicon.Subject) || p.has(k-1, lexicon.Relative) || p.ends(i, lexicon.GerundEnding)):
			g.be, g.aux = p.ends(i, lexicon.GerundEnding), true // "he's saying", "who's called for"
		case p.has(k, lexicon.Be):
			g.be, g.aux = true, true
		case p.plays(k, lexicon.NotBe):
			g.be, g.aux = true, true
		case p.has(k, lexicon.Have|lexicon.Modal|lexicon.Not) || p.plays(k, lexicon.Do):
			g.aux = true
		case p.adverb(k):
		case p.timeBefore(k) < k && !g.to:
			k = p.timeBefore(k) + 1
			if k <= p.a+1 {
				return g
			}
			if m := k - 1; p.verbLike(m) || p.isMark(m) {
				return g
			}
		case p.has(k, lexicon.To) && k > p.a:
			g.to, g.start = true, k
			if w := k - 1; p.verbLike(w) {
				inner := p.groupWithin(w, first)
				inner.to, inner.governor = true, w
				return inner
			}
			return g
		default:
			return g
		}
		g.start = k
	}
	return g
}

// timeBefore returns the token before the words of time that end at token k, or
// k if none stand there: "on Friday morning", "in 2010", "last week".
func (p *speech) timeBefore(k int) int {
	m := k
	for m > p.a && m > k-5 && (p.has(m, lexicon.Weekday|lexicon.Month) && p.capital(m) || p.plays(m, lexicon.TimeWord) || p.d.Tokens[m].Kind == text.Number && (p.has(m-1, lexicon.Month|lexicon.In) || p.has(m+1, lexicon.Month))) {
		m--
	}
	if m < k && p.has(m, lexicon.In|lexicon.Preposition) && m > p.a {
		m--
	}
	return m
}

func (p *speech) adverb(k int) bool {
	return p.has(k, lexicon.Adverb|lexicon.Also) || p.plays(k, lexicon.Often) || p.ends(k, lexicon.AdverbEnding) && !p.capital(k)
}

// verbLike reports whether token k may be a verb.
func (p *speech) verbLike(k int) bool {
	if !p.word(k) || p.capital(k) && k > p.a {
		return false
	}
	if p.has(k, lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal) {
		return !p.afterDeterminer(k)
	}
	for _, w := range p.p.Speech.Of(p.low[k]) {
		if w.Part == lexicon.SpeechVerb && len(w.Rest) == 0 && !p.afterDeterminer(k) {
			if w.Form&^(lexicon.Plain|lexicon.Third) != 0 {
				return !p.has(k, lexicon.Person)
			}
			return p.has(k-1, lexicon.To|lexicon.Modal|lexicon.Relative) || p.plays(k-1, lexicon.Subject) || p.has(k-1, lexicon.Not) || p.has(k-1, lexicon.Plural) && w.Form == lexicon.Plain && !p.nounHere(k)
		}
	}
	if !p.known(k) && p.ends(k, lexicon.PastEnding) && !p.afterDeterminer(k) {
		return true
	}
	return len(p.entry(k).Frames) > 0 && p.entry(k).Frames[0].Production != "count-noun" && !p.has(k, lexicon.Person) && !p.afterDeterminer(k)
}

// nounHere reports whether a word that is a verb or a noun stands as a noun: a
// preposition or an adjective follows or stands before.
func (p *speech) nounHere(k int) bool {
	return p.has(k-1, lexicon.Preposition|lexicon.Of) || p.has(k+1, lexicon.Of|lexicon.Be|lexicon.Have|lexicon.Modal) || p.verbForm(k+1)
}

// verbForm reports whether token k is a form that only verbs have: a past.
func (p *speech) verbForm(k int) bool {
	for _, w := range p.ofWord(k) {
		if w.Part == lexicon.SpeechVerb && w.Form&(lexicon.Plain|lexicon.Third) == 0 {
			return true
		}
	}
	return false
}

func (p *speech) ofWord(k int) []lexicon.SpeechWord {
	if k < p.a || k >= p.b || p.low[k] == "" {
		return nil
	}
	return p.p.Speech.Of(p.low[k])
}

// afterDeterminer reports whether the word before token k makes it a noun or an
// adjective.
func (p *speech) afterDeterminer(k int) bool {
	k--
	for p.adverb(k) && !p.has(k, lexicon.Also) {
		k--
	}
	return p.has(k, lexicon.Determiner) && !p.plays(k, lexicon.Subject|lexicon.Quantifier) ||
		p.plays(k, lexicon.Possessive) || p.mark(k, 's')
}

// finite reports whether a plain form or one in -s, without auxiliary, stands as
// a verb at token i: after somebody in the right number, before what it wants.
func (p *speech) finite(i int, w *lexicon.SpeechWord) bool {
	k := i - 1
	for p.adverb(k) {
		k--
	}
	if k < p.a {
		return false
	}
	if p.isMark(k) {
		switch {
		case p.mark(k, ',') || p.mark(k, ')') || p.quoteMark(k) > 0 || p.mark(k, '-'):
			return !p.isNoun(i) || p.strongRight(i+1+len(w.Rest))
		}
		return false
	}
	if p.plays(k, lexicon.Subject) || p.has(k, lexicon.Relative) || p.has(k, lexicon.That) {
		return true
	}
	if m := p.relative(k); m > p.a && p.verbLike(k) { // "traders who fled say"
		k = m - 1
	} else if p.has(k, lexicon.Preposition|lexicon.Of|lexicon.By|lexicon.To|lexicon.From|lexicon.With|lexicon.In|lexicon.As) || p.verbLike(k) && !p.capital(k) {
		return false
	}
	if p.has(k, lexicon.And|lexicon.Or) {
		return !p.isNoun(i) || p.strongRight(i+1+len(w.Rest))
	}
	if w.Form&lexicon.Third != 0 && p.plays(k, lexicon.Several) {
		return false
	}
	plural := p.pluralAt(k)
	if !plural {
		for m := k; m > p.a && m > k-12 && (p.word(m) || p.mark(m, '.') || p.hyphen(m)) && !p.verbLike(m); m-- {
			if p.plays(m, lexicon.Link) && p.pluralAt(m-1) { // "advisers to the president say"
				plural = true
				break
			}
		}
	}
	if w.Form&lexicon.Plain != 0 && w.Form&lexicon.Third == 0 {
		return plural && (!p.isNoun(i) || p.strongRight(i+1+len(w.Rest)))
	}
	if plural && !p.capital(k) {
		return false
	}
	if !p.isNoun(i) {
		return true
	}
	if after := i + 1 + len(w.Rest); p.capital(k) && (after >= p.b-1 || p.mark(after, ',')) {
		return true // "…, the Post reports."
	}
	return (p.capital(k) || p.has(k, lexicon.Person) || p.plays(k, lexicon.Speaks) || p.has(i+1, lexicon.That)) && p.strongRight(i+1+len(w.Rest))
}

// pluralAt reports whether the word at token k may be a plural.
func (p *speech) pluralAt(k int) bool {
	return p.has(k, lexicon.Plural) || p.ends(k, lexicon.PluralEnding) && !p.ends(k, lexicon.SingularEnding) || p.entry(k).Has(lexicon.Plural) || p.plays(k, lexicon.Several) ||
		p.capital(k) && p.joined(k)
}

// joined reports whether the names that end at token k are several: "X and Y".
func (p *speech) joined(k int) bool {
	for m := k; m > p.a && m > k-6; m-- {
		if p.has(m, lexicon.And) {
			return true
		}
	}
	return false
}

func (p *speech) isNoun(i int) bool {
	for _, w := range p.ofWord(i) {
		if w.Part == lexicon.SpeechNoun {
			return true
		}
	}
	return false
}

func (p *speech) timely(i int) bool {
	return p.has(i, lexicon.Weekday|lexicon.Month) && p.capital(i) || p.plays(i, lexicon.TimeWord) || p.plays(i, lexicon.WhichTime) && p.plays(i+1, lexicon.TimeWord) || i > p.a && i < p.b && p.d.Tokens[i].Kind == text.Number && p.has(i-1, lexicon.Month|lexicon.In)
}

func (p *speech) lower(i int) string {
	if i < p.a || i >= p.b {
		return ""
	}
	return p.low[i]
}
