package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// contentRight is what is said from token i on: to the end of the clause, or of
// the quotation in which it stands.
func (p *speech) contentRight(i int) [2]int {
	if i = min(i, p.b); i >= p.b-1 && p.mark(p.b-1, ':') && p.n+1 < len(p.d.Sentences) {
		next := [2]int{int(p.d.Sentences[p.n+1].First), int(p.d.Sentences[p.n+1].Last)}
		if q := p.in[next[0]]; q > 0 {
			next[1] = min(p.quotes[q-1].close, len(p.d.Tokens))
		}
		return next
	}
	for i < p.b && (p.mark(i, ',') || p.mark(i, ':') || p.mark(i, '-')) {
		i++
	}
	k := i
	for k < p.b && k < i+farthest {
		if p.mark(k, ';') || k > i && p.in[i-1] > 0 && p.in[k] != p.in[i-1] {
			break
		}
		k++
	}
	for k > i && p.mark(k-1, '.') && k == p.b {
		k--
	}
	if k > i && p.b == k { // a quotation may end after the sentence
		if q := p.in[k-1]; q > 0 && p.in[i-1] != q && p.quotes[q-1].open >= i && p.quotes[q-1].close > k {
			k = min(p.quotes[q-1].close, len(p.d.Tokens))
		}
	}
	return [2]int{i, k}
}

// contentLeft is what was said before token i: its clause, or the quotation that
// ends there, which may have begun sentences before.
func (p *speech) contentLeft(i int) [2]int {
	k := i
	for k > p.a && (p.mark(k-1, ',') || p.mark(k-1, '-')) {
		k--
	}
	a := max(p.a, k-farthest)
	for m := k - 1; m > a; m-- {
		if p.mark(m, ';') {
			a = m + 1
			break
		}
	}
	if q := p.quoteBefore(k); q >= 0 {
		return [2]int{min(p.quotes[q].open, max(a, p.a)), k}
	}
	return [2]int{a, k}
}

// quoteBefore returns the quotation that ends just before token i, or -1.
func (p *speech) quoteBefore(i int) int {
	if i > 0 && p.d.Tokens[i-1].Kind == text.Mark && p.d.Tokens[i-1].Mark == ',' {
		i--
	}
	n, _ := slices.BinarySearchFunc(p.quotes, i, func(q quotation, i int) int { return q.close - i })
	if n--; n >= 0 && p.quotes[n].close+p.quoteMark(p.quotes[n].close) == i {
		return n
	}
	return -1
}

// signatures reads “words” — Name: the name after a quotation that ends its line.
func (p *speech) signatures() {
	for _, q := range p.quotes {
		i := q.close + p.quoteMark(q.close)
		t := p.d.Tokens
		if q.close-q.open < 4 || i+1 >= len(t) || t[i].Kind != text.Mark || t[i].Mark != '-' || t[i+1].Flags&text.Capital == 0 {
			continue
		}
		k := i + 1
		for k < len(t) && k < i+8 && t[k].Flags&text.Break == 0 && (t[k].Kind == text.Word && t[k].Flags&text.Capital != 0 || t[k].Kind == text.Mark && (t[k].Mark == '.' || t[k].Mark == '-' || t[k].Mark == '\'')) {
			k++
		}
		if k == len(t) || t[k].Flags&text.Break != 0 || p.paragraphOf(k) != p.paragraphOf(i) || t[k].Kind == text.Mark && (t[k].Mark == ',' || t[k].Mark == '"') {
			p.out = append(p.out, spoken{src: [2]int{i + 1, k}, cue: [2]int{i, i + 1}, what: [2]int{q.open, q.close}, class: "say", rule: "signature"})
		}
	}
}

// free gives quotations that no saying holds to whoever spoke last.
func (p *speech) free() {
	slices.SortStableFunc(p.out, func(a, b spoken) int { return a.cue[0] - b.cue[0] })
	found := p.out[:len(p.out):len(p.out)]
	for _, q := range p.quotes {
		if q.close-q.open < 6 {
			continue
		}
		at, _ := slices.BinarySearchFunc(found, q.open, func(y spoken, open int) int { return y.cue[0] - open })
		if held(found[max(0, at-neighbours):min(len(found), at+neighbours)], q) {
			continue
		}
		var last *spoken
		for i := max(0, at-neighbours); i < at; i++ {
			y := &found[i]
			if y.src[1] > y.src[0] && (last == nil || y.src[0] >= last.src[0]) && p.in[y.cue[0]] == 0 {
				last = y
			}
		}
		if last != nil && p.paragraphOf(q.open)-p.paragraphOf(last.cue[0]) <= 2 {
			p.out = append(p.out, spoken{src: last.src, cue: last.cue, what: [2]int{q.open, q.close}, class: "say", rule: "quote", inherited: true})
		}
	}
}

// neighbours is how many sayings before and after a place are looked at.
const neighbours = 32

// held reports whether one of the sayings holds the quotation.
func held(list []spoken, q quotation) bool {
	return slices.ContainsFunc(list, func(y spoken) bool {
		w := y.what
		return w[0] <= q.open+1 && w[1] >= q.close-1 || w[0] >= q.open && w[0] < q.close && w[1] >= q.close-1
	})
}

func (pg *page) paragraphOf(i int) int32 { return pg.d.Sentences[pg.sentenceOf(i)].Paragraph }

// sentenceOf returns the number of the sentence of token i.
func (pg *page) sentenceOf(i int) int {
	n, _ := slices.BinarySearchFunc(pg.d.Sentences, i, func(x text.Sentence, i int) int {
		switch {
		case int(x.Last) <= i:
			return -1
		case int(x.First) > i:
			return 1
		}
		return 0
	})
	return min(n, len(pg.d.Sentences)-1)
}

func (pg *page) spans(w [2]int) recount.Span { return pg.d.Span(w[0], w[1]) }

// outermost leaves out what is said within what another says: all of it inside a
// quotation, whose words are its speaker's own; elsewhere what does not itself
// pass words on, so that a chain of voices keeps its links.
func (p *speech) outermost() []spoken {
	for i := range p.out { // a clause that begins after another ends it
		y := &p.out[i]
		k := y.src[0]
		if y.src[1] <= y.src[0] || k > y.cue[0] {
			continue
		}
		x := &sentence{page: p.page, a: 0, b: len(p.d.Tokens)}
		for n := max(0, i-neighbours); n < i; n++ { // "an official who declined to be named said"
			if o := &p.out[n]; o.cue[0] >= k && o.cue[1] <= y.src[1] && o.what[0] < y.src[1] {
				o.what[1] = min(o.what[1], y.src[1])
			}
		}
		if k < 2 {
			continue
		}
		b := k - 1
		switch {
		case p.p.Speech.Plays(p.low[b], lexicon.Meanwhile):
		case x.has(b, lexicon.But):
		case x.has(b, lexicon.And) && x.mark(b-1, ','):
			b--
		case x.mark(y.src[1]-2, ',') && x.has(y.src[1]-1, lexicon.Relative): // "…, who said"
			b = y.src[1] - 2
		default:
			continue
		}
		for n := max(0, i-neighbours); n < min(len(p.out), i+neighbours); n++ {
			if o := &p.out[n]; o.cue[1] <= b && o.what[0] < b && b < o.what[1] && o.what[0] >= o.cue[1] && p.in[b] == p.in[o.cue[0]] && x.sameSentence(b, o.cue[0]) {
				o.what[1] = b
			}
		}
	}
	var out []spoken
	for i := range p.out {
		y := &p.out[i]
		if q := p.in[y.cue[1]-1]; q > 0 && p.quotes[q-1].close-p.quotes[q-1].open > 6 && y.rule != "label" {
			continue
		}
		if !p.passesOn(y) && slices.ContainsFunc(p.out[max(0, i-neighbours):min(len(p.out), i+neighbours)], func(o spoken) bool {
			return o.src != y.src && o.what[0] <= y.cue[0] && y.cue[1] <= o.what[1]
		}) {
			continue
		}
		out = append(out, *y)
	}
	return out
}

// passesOn reports whether a saying within another's words is one more voice: a
// verb of saying proper, by somebody who is not only a pronoun for the speaker.
func (p *speech) passesOn(y *spoken) bool {
	if w := y.what[0]; w < y.what[1] && (p.quoteMark(w) > 0 || p.quoteMark(w-1) > 0) {
		return true
	}
	switch y.rule {
	case "according", "aside":
		return true
	case "verb":
		return (y.class == "say" || y.class == "warn") && !(y.src[1]-y.src[0] == 1 && p.p.Speech.Plays(p.low[y.src[0]], lexicon.Subject))
	}
	return false
}

// sameSentence reports whether tokens i and k stand in one sentence.
func (pg *page) sameSentence(i, k int) bool { return pg.sentenceOf(i) == pg.sentenceOf(k) }
