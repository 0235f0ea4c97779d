package extract

import (
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// subject finds who does what the verb group that begins at token start says.
func (p *speech) subject(start int) ([2]int, bool) {
	k := start - 1
	if k < p.a {
		return [2]int{}, false
	}
	switch {
	case p.plays(k, lexicon.Subject) || p.contracted(k):
		return [2]int{k, k + 1}, true
	case p.has(k, lexicon.Relative) || p.has(k, lexicon.That):
		m := k
		if p.mark(m-1, ',') {
			m--
		}
		np := p.phraseLeft(m)
		if np[1] <= np[0] {
			return [2]int{k, k + 1}, p.has(k, lexicon.Relative)
		}
		return [2]int{np[0], k + 1}, true
	case p.has(k, lexicon.And|lexicon.But|lexicon.Or):
		return p.clauseSubject(k)
	case p.mark(k, ',') || p.mark(k, '-'):
		return p.beyondComma(k)
	}
	np := p.phraseLeft(start)
	if np[1] <= np[0] {
		return np, false
	}
	return np, p.speaks(np)
}

// contracted reports whether token k is a pronoun with its verb: "I'd", "they've".
func (p *speech) contracted(k int) bool {
	if k < p.a || p.low[k] == "" {
		return false
	}
	for i := 1; i < len(p.low[k]); i++ {
		if p.low[k][i] == '\'' {
			return p.p.Speech.Plays(p.low[k][:i], lexicon.Subject)
		}
	}
	return false
}

// beyondComma finds who speaks before a comma at token k: "X, the head of Y,
// said"; "X, who was there, said"; else the subject of the clause.
func (p *speech) beyondComma(k int) ([2]int, bool) {
	if np, ok := p.apposed(k); ok {
		return np, true
	}
	return p.clauseSubject(k)
}

// apposed finds the phrase before the apposition or relative clause that the
// comma at token k closes.
func (p *speech) apposed(k int) ([2]int, bool) {
	for m, commas := k-1, 0; m > p.a && m > k-40; m-- {
		if p.quoteMark(m) > 0 || p.mark(m, ';') {
			break
		}
		if p.d.Tokens[m].Kind == text.Mark && p.d.Tokens[m].Mark == p.d.Tokens[k].Mark {
			np := p.phraseLeft(m)
			if np[1] > np[0] && p.speaks(np) && (p.capital(np[1]-1) || p.has(np[1]-1, lexicon.Person) || p.has(np[0], lexicon.Determiner) || p.plays(np[0], lexicon.Subject)) && !p.has(m+1, lexicon.And|lexicon.But) && !p.plays(m+1, lexicon.Subject) {
				return [2]int{np[0], k}, true
			}
			if commas++; commas > 2 {
				break
			}
		}
	}
	return [2]int{}, false
}

// clauseSubject finds the subject of the clause in which token i stands: who
// spoke before in the sentence, or the first phrase of the sentence.
func (p *speech) clauseSubject(i int) ([2]int, bool) {
	for n := len(p.out) - 1; n >= p.begins; n-- {
		if y := &p.out[n]; y.src[1] > y.src[0] && y.src[1] <= i && y.rule == "verb" && p.in[y.src[0]] == p.in[i] {
			return y.src, true
		}
	}
	k := max(p.a, i-farthest)
	for k < i && p.in[k] != p.in[i] {
		k++
	}
	for k < i && (p.has(k, lexicon.And|lexicon.But) || p.isMark(k) || p.adverb(k)) {
		k++
	}
	// the first phrase after a comma or at the beginning with a verb behind it:
	// "In May, stung by this, X did … and said"
	for m := k; m < i-1; m++ {
		if m > k && !p.mark(m-1, ',') || p.in[m] != p.in[i] {
			continue
		}
		if np, ok := p.phraseThenVerb(m, i); ok {
			return np, true
		}
	}
	if p.has(k, lexicon.Preposition|lexicon.In|lexicon.As|lexicon.With|lexicon.By|lexicon.From) || p.plays(k, lexicon.ClauseStart) || p.ends(k, lexicon.GerundEnding) {
		return [2]int{}, false
	}
	e := k
	for e < i && p.in[e] == p.in[i] && !p.verbLike(e) && !p.mark(e, ',') && !p.has(e, lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.Relative|lexicon.That) {
		e++
	}
	np := p.trim([2]int{k, e})
	return np, e < i && np[1] > np[0] && p.speaks(np)
}

// phraseThenVerb reads a phrase from token k on that a verb follows before i.
func (p *speech) phraseThenVerb(k, i int) ([2]int, bool) {
	if p.has(k, lexicon.Preposition|lexicon.In|lexicon.As|lexicon.With|lexicon.By|lexicon.From|lexicon.And|lexicon.Relative|lexicon.That) || p.plays(k, lexicon.ClauseStart) || p.verbLike(k) || p.ends(k, lexicon.GerundEnding) {
		return [2]int{}, false
	}
	e := k
	for e < i && p.in[e] == p.in[i] && !p.verbLike(e) && !p.mark(e, ',') && !p.has(e, lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.Relative|lexicon.That) {
		e++
	}
	np := p.trim([2]int{k, e})
	if e >= i || np[1] <= np[0] || !p.speaks(np) || p.mark(e, ',') || p.has(e, lexicon.Relative|lexicon.That) {
		return np, false
	}
	return np, true
}

// participleSubject finds who speaks in "…, saying", "a letter urging", "after saying".
func (p *speech) participleSubject(i int) ([2]int, bool) {
	k := i - 1
	switch {
	case k < p.a:
		return [2]int{}, false
	case p.has(k, lexicon.As): // "quoted the governor as saying"
		if np := p.phraseLeft(k); np[1] > np[0] {
			return np, p.speaks(np)
		}
		return p.clauseSubject(k)
	case p.mark(k, ',') || p.mark(k, '-') || p.has(k, lexicon.And|lexicon.Or|lexicon.But|lexicon.Preposition|lexicon.By|lexicon.With|lexicon.Of|lexicon.From|lexicon.In|lexicon.As) || p.plays(k, lexicon.ClauseStart):
		if p.has(k, lexicon.Of) {
			return [2]int{}, false
		}
		return p.clauseSubject(k)
	case p.has(k, lexicon.Determiner) || p.verbLike(k):
		return p.clauseSubject(i)
	}
	np := p.phraseLeft(i)
	if np[1] <= np[0] || !p.speaks(np) {
		return np, false
	}
	return np, true
}

// speaks reports whether a phrase may be somebody or something that says: it has
// a word that is no number, day or mere function word.
func (p *speech) speaks(np [2]int) bool {
	for k := np[0]; k < np[1]; k++ {
		if !p.word(k) || p.has(k, lexicon.Weekday|lexicon.Month|lexicon.Preposition|lexicon.Of|lexicon.In) && !p.capital(k) {
			continue
		}
		if p.plays(k, lexicon.Nobody) {
			return false
		}
		return true
	}
	return false
}

// phraseLeft is the noun phrase that ends before token end.
func (p *speech) phraseLeft(end int) [2]int {
	k, begin := end-1, end
	if k < p.a {
		return [2]int{}
	}
	q := p.in[k]
	for n := 0; k >= p.a && n < 24; n++ {
		if p.in[k] != q && !(p.mark(k, '"') && q == 0) {
			break
		}
		switch {
		case p.isMark(k):
			switch {
			case p.hyphen(k) || p.mark(k, 's') || p.mark(k, '\'') && p.quoteMark(k) == 0 || p.mark(k, '&') || p.mark(k, '$') || p.mark(k, '%') || p.mark(k, '/'):
			case p.mark(k, '.') && p.d.Tokens[k].Flags&text.Glued != 0 && (k+1 < end || p.capital(k-1) && len(p.low[k-1]) < 5):
			case p.mark(k, ')'):
				m := k
				for m > p.a && m > k-12 && !p.mark(m, '(') {
					m--
				}
				if !p.mark(m, '(') {
					return p.trim([2]int{begin, end})
				}
				k = m
			default:
				return p.trim([2]int{begin, end})
			}
		case p.d.Tokens[k].Kind == text.Number:
		case p.capital(k) && k > p.a:
		case p.plays(k, lexicon.Subject) && begin < end, p.contracted(k):
			return p.trim([2]int{begin, end})
		case p.plays(k, lexicon.Link|lexicon.LinkLeft):
			if begin < end && p.reduced(k-1) { // "a poll released in August", "protesters marching through"
				k--
				break
			}
			if !p.nominal(k - 1) {
				return p.trim([2]int{begin, end})
			}
		case p.has(k, lexicon.And|lexicon.Or):
			if !p.nominal(k-1) || begin == end {
				return p.trim([2]int{begin, end})
			}
		case p.has(k, lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.To) && p.relative(k) > p.a:
			k = p.relative(k)
		case p.has(k, lexicon.That|lexicon.But|lexicon.Relative|lexicon.Modal|lexicon.Be|lexicon.Have|lexicon.Condition|lexicon.Not) || p.plays(k, lexicon.ClauseStart|lexicon.Opener):
			return p.trim([2]int{begin, end})
		case p.has(k, lexicon.Preposition|lexicon.By|lexicon.As|lexicon.From):
			return p.trim([2]int{begin, end})
		case p.verbLike(k):
			attributive := begin < end && p.ends(k, lexicon.PastEnding) && (k == p.a || p.isMark(k-1)) && p.word(k+1) && !p.has(k+1, lexicon.Determiner|lexicon.Preposition|lexicon.To|lexicon.In|lexicon.Of|lexicon.By)
			if m := p.relative(k); m > p.a { // "an official who declined to be named said"
				k = m
				break
			}
			if begin == end || !p.reduced(k) && !attributive {
				return p.trim([2]int{begin, end})
			}
		}
		begin = k
		k--
	}
	return p.trim([2]int{begin, end})
}

// relative returns the pronoun that opens the relative clause in which the
// verb at token k stands, or 0.
func (p *speech) relative(k int) int {
	for m := k - 1; m > p.a && m > k-6; m-- {
		if p.isMark(m) || p.plays(m, lexicon.Subject|lexicon.ClauseStart) && !p.has(m, lexicon.Relative) {
			return 0
		}
		if p.has(m, lexicon.Relative) && p.nominal(m-1) {
			return m
		}
	}
	return 0
}

// nominal reports whether token k may end a noun phrase.
func (p *speech) nominal(k int) bool {
	if k < p.a || p.isMark(k) && !p.mark(k, ')') {
		return false
	}
	if p.capital(k) && k > p.a {
		return true
	}
	return !p.verbLike(k) && !p.adverb(k) && !p.has(k, lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.To|lexicon.Preposition|lexicon.Of|lexicon.That|lexicon.And) && !p.plays(k, lexicon.Subject|lexicon.ClauseStart)
}

// reduced reports whether token k is the verb of a relative clause without
// pronoun, in the middle of a phrase.
func (p *speech) reduced(k int) bool {
	if k-1 < p.a || !p.word(k) || p.capital(k) || !(p.verbForm(k) || p.ends(k, lexicon.GerundEnding) || p.ends(k, lexicon.PastEnding)) {
		return false
	}
	if !p.has(k+1, lexicon.Preposition|lexicon.In|lexicon.By|lexicon.With|lexicon.From|lexicon.To) && !p.timely(k+1) && !p.adverb(k+1) {
		return false
	}
	m := k - 1
	return p.word(m) && !p.plays(m, lexicon.Subject|lexicon.ClauseStart) && p.nominal(m) && (p.plays(m, lexicon.Speaks) || p.has(m, lexicon.Plural) || p.isNoun(m) || p.ends(m, lexicon.PersonEnding))
}

// phraseRight is the noun phrase that begins at token i.
func (p *speech) phraseRight(i int) [2]int {
	k := i
	for k < p.b && k-i < 20 && p.in[k] == p.in[i] {
		switch {
		case p.isMark(k):
			if !(p.hyphen(k) || p.mark(k, 's') || p.mark(k, '&') || p.mark(k, '\'') && p.quoteMark(k) == 0 || p.mark(k, '.') && k+1 < p.b && p.d.Tokens[k].Flags&text.Glued != 0 && (p.capital(k+1) || p.has(k-1, lexicon.Title))) {
				return p.trim([2]int{i, k})
			}
		case p.capital(k):
		case k > i && p.plays(k, lexicon.Link):
		case p.has(k, lexicon.That|lexicon.But|lexicon.Relative|lexicon.Modal|lexicon.Be|lexicon.Have|lexicon.Condition) || p.plays(k, lexicon.ClauseStart) || k > i && p.plays(k, lexicon.Subject):
			return p.trim([2]int{i, k})
		case k > i && p.has(k, lexicon.Preposition|lexicon.By|lexicon.As|lexicon.To):
			return p.trim([2]int{i, k})
		case k > i && p.verbLike(k):
			return p.trim([2]int{i, k})
		}
		k++
	}
	return p.trim([2]int{i, k})
}

// trim takes from a phrase what is no part of it: conjunctions, adverbs and
// marks at its ends, days at its end.
func (p *speech) trim(np [2]int) [2]int {
	for np[0] < np[1] && (p.has(np[0], lexicon.And|lexicon.Or|lexicon.But) || p.isMark(np[0]) && !p.mark(np[0], '$') || p.adverb(np[0]) || p.plays(np[0], lexicon.ClauseStart) && !p.capital(np[0])) {
		np[0]++
	}
	for np[0] < np[1] && (p.has(np[1]-1, lexicon.And|lexicon.Or|lexicon.Weekday) || p.adverb(np[1]-1) || p.plays(np[1]-1, lexicon.Link) || p.isMark(np[1]-1) && !p.mark(np[1]-1, ')')) {
		np[1]--
	}
	return np
}
