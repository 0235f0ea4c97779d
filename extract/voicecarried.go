package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// The voice of drafts whose own sentence names none.

// labelled gives a draft without a voice the one that labels its paragraph, "The
// observatory: nine were killed. Others are in danger."
func (pg *page) labelled(d *draft) {
	if n := pg.heading(d.sent); n >= 0 && pg.p.VerbFirst {
		for _, y := range pg.saidIn(n) {
			if y.class != "deny" && !pg.itsOwn(n, &y) {
				y.from, y.to = d.trigger, d.trigger+1
				pg.attribute(d, &y)
				return
			}
		}
	}
	for n := d.sent - 1; n >= 0 && n > d.sent-12; n-- {
		list := pg.saidIn(n)
		for i := range list {
			if y := &list[i]; y.credit || !y.statement && !y.opens && y.rule != pg.labelRule || y.to <= y.cue {
				continue
			}
			y := list[i]
			if pg.itsOwn(n, &y) {
				return
			}
			if alone := y.from == y.to || y.statement; alone || n == 0 && y.voice.Kind == recount.Monitor && pg.silent(n, d.sent) || pg.d.Sentences[n].Paragraph == pg.d.Sentences[d.sent].Paragraph { // a line that ends in a colon heads those below
				y.from, y.to = d.trigger, d.trigger+1
				pg.attribute(d, &y)
			}
			return
		}
	}
}

// credited gives a draft without a voice the one that the report says it is from, in a line of
// its own, if nobody else speaks in it.
func (pg *page) credited(d *draft) {
	if credit := pg.credit(); credit != nil {
		y := *credit
		y.from, y.to = d.trigger, d.trigger+1
		pg.attribute(d, &y)
	}
}

// mayCredit reports whether sentence n stands where a line says who the report is from: at
// its head or end, alone or in brackets.
func (pg *page) mayCredit(n int) bool {
	x, last := pg.d.Sentences[n], len(pg.d.Sentences)-1
	return last > 0 && (n <= 1 || n >= last-1) && (x.Head || pg.d.Tokens[x.First].Mark == '(')
}

// silent reports whether nobody speaks in the sentences after n up to k.
func (pg *page) silent(n, k int) bool {
	for n++; n <= k; n++ {
		if len(pg.saidIn(n)) > 0 {
			return false
		}
	}
	return true
}

// carried gives a draft without a voice the only one that the report has, where that is a
// monitor's or an aid body's whose account the whole is: "The observatory recorded nine
// deaths. Three hundred are still missing."; and a bare count the one of the sentence
// before it: "14 were killed, medics said. Over a hundred were hurt."
func (pg *page) carried(d *draft) {
	only := pg.alone(d.sent)
	if only == nil || pg.itsOwn(0, only) {
		return
	}
	account := only.voice.Kind == recount.Monitor || only.voice.Kind == recount.UN
	x := pg.d.Sentences[d.sent]
	past := pg.p.Entries[pg.lex[min(x.First+1, x.Last-1)]].Has(lexicon.Be) // "and the toll had been"
	if account && only.cue < int(pg.d.Sentences[0].First)+4 && only.from != only.to && !x.Head && !past && !pg.ours(0, len(pg.d.Tokens)) || !account && d.sent > 0 && only.cue >= int(pg.d.Sentences[d.sent-1].First) && pg.bare(d, x) {
		y := *only
		y.from, y.to = d.trigger, d.trigger+1
		pg.attribute(d, &y)
	}
}

// follows gives draft i without a voice that of the draft before it, where its sentence only
// draws what follows from that and who spoke heads the list: "The ministry: … With that the
// toll rises to 3,002." Behind a sentence that names its own voice it may be anybody's sum.
func (pg *page) follows(i int) {
	d := &pg.out[i]
	k := int(pg.d.Sentences[d.sent].First)
	if pg.p.Entries[pg.lex[k]].Has(lexicon.And) {
		k++
	}
	if len(d.sources) > 0 || i == 0 || pg.p.Entries[pg.lex[k]].Trait&lexicon.Hence == 0 {
		return
	}
	if o := &pg.out[i-1]; len(o.sources) > 0 && o.sent >= d.sent-1 && !o.denied && len(pg.saidIn(o.sent)) == 0 {
		d.says, d.sources = append(d.says[:0], o.says...), append(d.sources, o.sources[len(o.sources)-1])
		pg.note(d, voiceFollows, pg.span(k, k+1))
	}
}

// bare reports whether a sentence opens with "and" and what happened, counts, and says no
// more: "And over a hundred were hurt."
func (pg *page) bare(d *draft, x text.Sentence) bool {
	if !pg.p.Entries[pg.lex[x.First]].Has(lexicon.And) || d.trigger > int(x.First)+1 || x.Last-x.First > 10 || x.Head {
		return false
	}
	for k := d.trigger + 1; k < int(x.Last); k++ {
		if e := &pg.p.Entries[pg.lex[k]]; len(e.Acts) > 0 || e.Has(lexicon.Relative|lexicon.Conjunction|lexicon.Verb) || e.Has(lexicon.In) && pg.d.Tokens[k].End-pg.d.Tokens[k].Start > 2 {
			return false
		}
	}
	return pg.d.Sentences[max(0, d.sent-1)].Paragraph == x.Paragraph
}

// heading returns the sentence that heads the list of lines of which sentence n is one, and
// ends with a colon; -1 if there is none.
func (pg *page) heading(n int) int {
	for k := n; k > 0 && k > n-40; k-- {
		if !pg.d.Sentences[k].Head {
			return -1
		}
		if pg.d.Tokens[pg.d.Sentences[k-1].Last-1].Mark == ':' {
			return k - 1
		}
	}
	return -1
}

// itsOwn reports whether y labels sentence n, the report's first, and is who publishes it,
// which speaks of its own people as "ours", and no other line has a label: "the civil
// defence:", and below or behind it "our teams recovered the bodies".
func (pg *page) itsOwn(n int, y *saying) bool {
	if n != 0 || y.rule != pg.labelRule || y.to <= y.cue || !pg.ours(y.from, len(pg.d.Tokens)) {
		return false
	}
	for k := 1; k < len(pg.d.Sentences) && y.from != y.to; k++ {
		if x := pg.d.Sentences[k]; x.Paragraph != pg.d.Sentences[k-1].Paragraph && slices.ContainsFunc(pg.saidIn(k), func(o saying) bool { return o.rule == y.rule }) {
			return false
		}
	}
	return true
}

// ours reports whether the tokens [i,k) speak of people or teams as "ours".
func (pg *page) ours(i, k int) bool {
	for ; i < k; i++ {
		e := &pg.p.Entries[pg.lex[i]]
		if pg.d.Tokens[i].Flags&text.Definite != 0 && pg.p.Ours(pg.d.Word(i)) && !e.Has(lexicon.Verb|lexicon.Preposition) && len(e.Frames) == 0 {
			return true
		}
	}
	return false
}
