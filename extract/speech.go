package extract

import (
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// spoken is one saying of a report: who says, thinks, wants or decides what. It
// is found whether or not the sentence tells of harm. Tokens, half-open; an
// empty src is a saying by nobody named.
type spoken struct {
	src, cue, what [2]int
	class, rule    string
	inherited      bool // who speaks was named before
	voice          recount.Voice
}

// speech is the pass over a report that finds its sayings.
type speech struct {
	*sentence
	low    []string // the tokens' words in lower case
	quotes []quotation
	in     []int32 // the quotation each token stands in, from 1; 0 none
	out    []spoken
	begins int  // sayings of the present sentence begin here in out
	capped bool // the present sentence is a headline With Capitals Throughout
}

// No clause of who says what is looked for farther than this many tokens, so
// that reading stays linear in texts without a full stop.
const farthest = 240

// speech finds every saying of the report, in order.
func (pg *page) speech() []spoken {
	if pg.p.Speech.Size() == 0 {
		return nil
	}
	p := &speech{sentence: &sentence{page: pg}, low: make([]string, len(pg.d.Tokens)), quotes: pg.quotations(), in: make([]int32, len(pg.d.Tokens))}
	for i := range pg.d.Tokens {
		if pg.d.Tokens[i].Kind == text.Word {
			p.low[i] = strings.ToLower(strings.ReplaceAll(pg.d.Word(i), "’", "'"))
		}
	}
	for n, q := range p.quotes {
		for i := q.open; i < q.close; i++ {
			p.in[i] = int32(n + 1)
		}
	}
	for n, x := range pg.d.Sentences {
		p.n, p.a, p.b, p.begins = n, int(x.First), int(x.Last), len(p.out)
		p.capped = p.headCase()
		p.labels()
		for i := p.a; i < p.b; i++ {
			if p.d.Tokens[i].Kind != text.Word {
				continue
			}
			if end := p.phrase(i); end > i {
				i = end - 1
				continue
			}
			for _, w := range p.p.Speech.Of(p.low[i]) {
				if end := p.rest(i, w.Rest); end > 0 && p.reads(i, end, &w) {
					i = end - 1
					break
				}
			}
		}
	}
	p.signatures()
	p.out = p.outermost()
	p.free()
	slices.SortStableFunc(p.out, func(a, b spoken) int { return a.cue[0] - b.cue[0] })
	p.name()
	return p.out
}

// name says whom each saying's words name. A pronoun of the third person names
// whoever spoke last before it and was no pronoun.
func (p *speech) name() {
	var last recount.Voice
	p.a, p.b = 0, len(p.d.Tokens)
	for i := range p.out {
		y := &p.out[i]
		if y.src[1] <= y.src[0] {
			y.voice = recount.Voice{Kind: recount.Unnamed, Verb: y.class}
			continue
		}
		if y.src[1]-y.src[0] == 1 && p.plays(y.src[0], lexicon.Subject) && last.Words != "" && !p.plays(y.src[0], lexicon.FirstPerson) {
			y.voice = last
			y.voice.Verb = y.class
			continue
		}
		v := recount.Voice{Words: p.spans(y.src).In(p.d.Raw), Span: p.spans(y.src), Verb: y.class, Kind: recount.Unnamed}
		known, kind := p.whoSpeaks(y.src[0], y.src[1])
		if known != nil {
			src, _ := p.p.Sources.Source(recount.SourceID(known.Class))
			v.Source, v.Kind = src.ID, src.Kind
		} else if kind != "" {
			v.Kind = kind
		}
		y.voice, last = v, v
	}
}

// rest returns the end of the word of saying that begins at token i, whose
// other words must follow, or 0.
func (p *speech) rest(i int, rest []string) int {
	end := i + 1
	for _, w := range rest {
		if p.ends(end, lexicon.AdverbEnding) {
			end++
		}
		if end >= p.b || p.low[end] != w {
			return 0
		}
		end++
	}
	return end
}

// reads takes what may be a word of saying at tokens [i,end).
func (p *speech) reads(i, end int, w *lexicon.SpeechWord) bool {
	if p.capital(i) && i > p.a && p.in[i] == p.in[i-1] && !p.capped && w.Part != lexicon.SpeechNoun {
		return false // a name: "United States"
	}
	switch w.Part {
	case lexicon.SpeechNoun:
		return p.nounSays(i, end, w)
	case lexicon.SpeechAdjective:
		return p.adjectiveSays(i, end, w)
	}
	return p.verbSays(i, end, w)
}

// headCase reports whether the sentence is a headline With Capitals Throughout.
func (p *speech) headCase() bool {
	if !p.d.Sentences[p.n].Head && p.n > 0 {
		return false
	}
	caps, words := 0, 0
	for i := p.a; i < p.b; i++ {
		if p.word(i) && len(p.low[i]) > 3 {
			words++
			if p.capital(i) {
				caps++
			}
		}
	}
	return words > 2 && caps*4 > words*3
}

func (p *speech) plays(i int, r lexicon.SpeechRole) bool {
	return i >= p.a && i < p.b && p.p.Speech.Plays(p.low[i], r)
}

// say keeps a saying. A saying whose words are the same as those of one found
// before is kept once.
func (p *speech) say(y spoken) bool {
	if y.what[1] <= y.what[0] {
		return false
	}
	p.out = append(p.out, y)
	return true
}

// labels reads "NAME: words" at the head of a paragraph, and "words" - Name at its end.
func (p *speech) labels() {
	if p.n > 0 && p.d.Sentences[p.n-1].Paragraph == p.d.Sentences[p.n].Paragraph {
		return
	}
	a := p.a + p.quoteMark(p.a)
	k := a
	for k < p.b && k-a < 6 && (p.capital(k) || p.isMark(k) && (p.mark(k, '.') || p.hyphen(k) || p.mark(k, '(') || p.mark(k, ')'))) {
		k++
	}
	if k > a && k+3 < p.b && p.mark(k, ':') && (!p.known(a) && len(p.ofWord(a)) == 0 || p.has(a, lexicon.Person|lexicon.Title)) {
		p.say(spoken{src: [2]int{a, k}, cue: [2]int{k, k + 1}, what: [2]int{k + 1, p.b}, class: "say", rule: "label"})
	}
}

// phrase reads "according to X", "citing X", "in the words of X". It returns the
// end of what it read, or i.
func (p *speech) phrase(i int) int {
	ph := p.p.Cues.At(p.entry(i), p.lex[:p.b], i)
	if ph == nil || ph.Kind != "according" && !(ph.Kind == "citing" && p.mark(i-1, ',') && p.ends(i, lexicon.GerundEnding)) {
		return i
	}
	end := i + len(ph.Words)
	y := spoken{cue: [2]int{i, end}, class: "say", rule: ph.Kind}
	if y.src = p.phraseRight(end); y.src[1] <= y.src[0] {
		return i
	}
	if p.opening(i) {
		y.what = p.contentRight(y.src[1])
	} else {
		y.what = p.contentLeft(i)
	}
	p.say(y)
	return end
}

// opening reports whether token i opens its sentence or a clause of it.
func (p *speech) opening(i int) bool {
	k := i - 1
	for k >= p.a && (p.quoteMark(k) > 0 || p.has(k, lexicon.And|lexicon.But) || p.plays(k, lexicon.ClauseStart)) {
		k--
	}
	return k < p.a || p.mark(k, ';') || p.mark(k, ':')
}
