package extract

import (
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// verbSays reads a verb of saying at tokens [i,end).
func (p *speech) verbSays(i, end int, w *lexicon.SpeechWord) bool {
	g := p.group(i)
	ing := w.Form&lexicon.Ing != 0
	past := w.Form&(lexicon.Past|lexicon.Participle) != 0
	if !g.aux && !g.to && !ing && !past && !p.finite(i, w) || !g.aux && p.afterDeterminer(i) {
		return false
	}
	if g.to && g.governor < 0 && past && w.Form&lexicon.Plain == 0 {
		return false
	}
	y := spoken{cue: [2]int{g.start, end}, class: w.Class, rule: "verb"}
	if past && !ing && g.be && !(w.Form&lexicon.Plain != 0 && g.to) && !(g.to && w.Form&lexicon.Plain != 0) {
		return p.passive(&y, g, end, w)
	}
	after := p.pastAdverbs(end)
	if past && !g.aux && !ing && p.has(after, lexicon.By) {
		return p.reducedBy(&y, i, after)
	}
	left := p.saidBefore(g.start, after)
	if ing && !g.aux && !g.to && p.leads(&y, g.start, end, w) {
		return true
	}
	if p.aside(&y, g.start, after) {
		return p.say(y)
	}
	gap := 0
	if !left && !p.follows(after, end, w) {
		if gap = p.gapBefore(g.start, w); gap == 0 {
			return false
		}
	}
	var ok bool
	inverted := false
	switch {
	case p.inverts(g.start, i, end, w):
		y.src = p.phraseRight(end)
		ok, inverted = y.src[1] > y.src[0], true
	case ing && !g.be && !g.to:
		y.src, ok = p.participleSubject(g.start)
	case g.to && g.governor < 0:
		y.src, ok = p.clauseSubject(g.start)
	default:
		y.src, ok = p.subject(g.start)
	}
	if !ok || !p.maySay(y.src, w, g.aux || left || p.has(after, lexicon.That)) {
		return false
	}
	switch {
	case inverted:
		y.what = p.contentLeft(g.start)
		if p.quoteBefore(g.start) < 0 && y.what[1] <= y.what[0] {
			return false
		}
	case left && w.Frame&(lexicon.SaysClause|lexicon.SaysQuote|lexicon.SaysThat) != 0:
		y.what = p.contentLeft(y.src[0])
		if y.what[1] <= y.what[0] && p.n > 0 { // “…?” she asked: the sentence before
			y.what = p.quoteOfSentenceBefore(y.src[0])
		}
	case gap > 0:
		y.what = [2]int{gap, gap + 1}
	default:
		y.what = p.contentRight(end)
	}
	return p.say(y)
}

// gapBefore returns the word that stands for what is said where it is left out
// after the verb: "what X said", "which X denied", or 0.
func (p *speech) gapBefore(start int, w *lexicon.SpeechWord) int {
	if w.Frame&(lexicon.SaysClause|lexicon.SaysThing) == 0 {
		return 0
	}
	src, ok := p.subject(start)
	if k := src[0] - 1; ok && k > p.a && p.plays(k, lexicon.Gap) {
		return k
	}
	return 0
}

// leads reads a sentence that opens with a word of saying: "Lamenting their
// luck, X did this."
func (p *speech) leads(y *spoken, start, end int, w *lexicon.SpeechWord) bool {
	if start > p.a+1 || start == p.a+1 && !p.has(p.a, lexicon.Preposition|lexicon.By|lexicon.In) && !p.plays(p.a, lexicon.ClauseStart) || !p.follows(p.pastAdverbs(end), end, w) {
		return false
	}
	for k := end + 1; k < min(p.b-2, end+farthest); k++ {
		if !p.mark(k, ',') || p.in[k] != p.in[start] && p.quoteMark(k+1) == 0 {
			continue
		}
		if p.quoteMark(k+1) > 0 {
			k += p.quoteMark(k + 1)
		}
		if k+1 >= p.b {
			break
		}
		if y.src = p.phraseRight(k + 1); y.src[1] > y.src[0] && p.maySay(y.src, w, false) && (y.src[1] >= p.b || !p.mark(y.src[1], ',')) {
			y.what = [2]int{end, k}
			return p.say(*y)
		}
	}
	return false
}

// aside reads "As X said, …" and "…, as X said".
func (p *speech) aside(y *spoken, start, after int) bool {
	src, ok := p.subject(start)
	if !ok || !p.has(src[0]-1, lexicon.As) || !(p.mark(after, ',') || after >= p.b-1) || p.verbLike(src[0]-2) {
		return false
	}
	y.src = src
	if src[0]-2 < p.a+1 {
		y.what = p.contentRight(after)
	} else {
		y.what = p.contentLeft(src[0] - 1)
	}
	y.rule = "aside"
	return true
}

// quoteOfSentenceBefore is the quotation that ends just before token i, in a
// sentence before.
func (p *speech) quoteOfSentenceBefore(i int) [2]int {
	if q := p.quoteBefore(i); q >= 0 {
		return [2]int{p.quotes[q].open, p.quotes[q].close}
	}
	return [2]int{}
}

// inverts reports whether who speaks stands after the verb: “…,” said X.
func (p *speech) inverts(start, i, end int, w *lexicon.SpeechWord) bool {
	if start != i || w.Frame&(lexicon.SaysClause|lexicon.SaysQuote|lexicon.SaysThat) == 0 || w.Form&(lexicon.Past|lexicon.Third) == 0 {
		return false
	}
	before := p.quoteBefore(i) >= 0
	if !before && p.mark(i-1, ',') && p.clauseBefore(i-1) {
		_, pair := p.apposed(i - 1)
		before = !pair && !p.has(i-2, lexicon.Person)
	}
	if !before && i == p.a && p.n > 0 {
		before = p.quoteBefore(i) >= 0
	}
	if !before {
		return false
	}
	e := min(end, p.b-1)
	return p.capital(e) || p.has(e, lexicon.Determiner|lexicon.Person|lexicon.NumberWord|lexicon.VagueWord) || p.d.Tokens[e].Kind == text.Number || p.plays(e, lexicon.Possessive) || p.quoteBefore(i) >= 0 && p.word(e) && !p.has(e, lexicon.Preposition|lexicon.To|lexicon.That|lexicon.In|lexicon.With|lexicon.Of) && !p.plays(e, lexicon.Opener)
}

// clauseBefore reports whether a clause of some length stands before token i,
// with no name just before it that could be the subject of what follows.
func (p *speech) clauseBefore(i int) bool {
	n := 0
	for k := i - 1; k >= max(p.a, i-farthest); k-- {
		if p.verbLike(k) || p.has(k, lexicon.Be|lexicon.Have|lexicon.Modal) {
			return n >= 0 && i-p.a > 4
		}
		if p.mark(k, ',') {
			n++
		}
	}
	return false
}

// passive reads "X was criticised by Y": who speaks follows "by". Without it
// nobody named speaks.
func (p *speech) passive(y *spoken, g verbs, end int, w *lexicon.SpeechWord) bool {
	for k := end; k < p.b && k < end+14; k++ {
		if p.mark(k, ',') || p.mark(k, ';') || p.has(k, lexicon.That) {
			break
		}
		if p.has(k, lexicon.By) {
			y.src = p.phraseRight(k + 1)
			if y.src[1] <= y.src[0] || p.d.Tokens[k+1].Kind == text.Number || p.ends(k+1, lexicon.GerundEnding) {
				break
			}
			y.cue = [2]int{g.start, k + 1}
			y.rule = "passive"
			y.what, _ = p.subject(g.start)
			if y.what[1] <= y.what[0] {
				y.what = [2]int{p.a, g.start}
			}
			return p.say(*y)
		}
	}
	return false
}

// reducedBy reads "a plan proposed by X".
func (p *speech) reducedBy(y *spoken, i, by int) bool {
	y.src = p.phraseRight(by + 1)
	if y.src[1] <= y.src[0] || p.ends(by+1, lexicon.GerundEnding) || p.d.Tokens[by+1].Kind == text.Number {
		return false
	}
	y.cue, y.rule = [2]int{i, by + 1}, "by"
	k := i
	if p.mark(k-1, ',') {
		k--
	}
	y.what = p.phraseLeft(k)
	return p.say(*y)
}

// adjectiveSays reads "X is confident that …", "X was opposed to …".
func (p *speech) adjectiveSays(i, end int, w *lexicon.SpeechWord) bool {
	k := i - 1
	for p.adverb(k) || p.has(k, lexicon.As) || p.plays(k, lexicon.Degree) {
		k--
	}
	if !p.has(k, lexicon.Be) && !p.plays(k, lexicon.NotBe) && !p.plays(k, lexicon.Feel) && !(p.mark(k, 's') && p.plays(k-1, lexicon.Subject)) {
		return false
	}
	after := min(end, p.b-1)
	switch {
	case p.has(after, lexicon.That):
	case p.has(after, lexicon.To):
		if w.Frame&(lexicon.SaysTo|lexicon.SaysThing) == 0 {
			return false
		}
	case p.plays(after, lexicon.Governed) && w.Frame&lexicon.SaysThing != 0:
	case w.Frame&lexicon.SaysClause != 0 && (p.plays(after, lexicon.Subject) || p.plays(after, lexicon.Opener) && !p.has(after, lexicon.As)):
	default:
		return false
	}
	g := p.group(k + 1)
	if g.start > k {
		g.start = k
		if p.mark(k, 's') {
			g.start = k
		} else if p.plays(k, lexicon.Feel) {
			g = p.group(k)
		}
	}
	src, ok := p.subject(g.start)
	if !ok {
		return false
	}
	return p.say(spoken{src: src, cue: [2]int{g.start, end}, what: p.contentRight(end), class: w.Class, rule: "adjective"})
}

// nounSays reads "X's claim that …", "his decision to …", "a claim by X that …".
func (p *speech) nounSays(i, end int, w *lexicon.SpeechWord) bool {
	after := end
	y := spoken{cue: [2]int{i, end}, class: w.Class, rule: "noun"}
	if p.has(after, lexicon.By) {
		y.src = p.phraseRight(after + 1)
		if y.src[1] <= y.src[0] {
			return false
		}
		y.what = p.contentRight(y.src[1])
		if y.what[1]-y.what[0] < 2 {
			y.what = p.phraseLeft(i)
		}
		return p.say(y)
	}
	k := i - 1
	for n := 0; n < 2 && k > p.a && p.word(k) && !p.capital(k) && !p.plays(k, lexicon.Possessive) && !p.has(k, lexicon.Determiner|lexicon.Preposition|lexicon.Verb|lexicon.Of) && !p.verbLike(k); n++ {
		k--
	}
	switch {
	case p.plays(k, lexicon.Possessive):
		y.src = [2]int{k, k + 1}
	case p.mark(k, 's') || p.mark(k, '\'') && p.d.Tokens[k].Flags&text.Glued != 0 && p.quoteMark(k) == 0:
		y.src = p.phraseLeft(k)
		if p.in[k] != p.in[y.src[0]] {
			return false
		}
	default:
		return false
	}
	if y.src[1] <= y.src[0] {
		return false
	}
	a := min(after, p.b-1)
	switch {
	case p.has(a, lexicon.That) && w.Frame&(lexicon.SaysClause|lexicon.SaysThing) != 0:
	case p.has(a, lexicon.To) && w.Frame&(lexicon.SaysTo|lexicon.SaysThing) != 0:
	case p.plays(a, lexicon.Governed) && w.Frame&lexicon.SaysThing != 0:
	default:
		return false
	}
	y.what = p.contentRight(after)
	return p.say(y)
}
