package extract

import (
	"net/url"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// voices finds who says each draft, and what their verbs do to it.
func (pg *page) voices(r *recount.Report) {
	house := pg.house(r)
	pg.heard = heard{}
	for i := range pg.out {
		d := &pg.out[i]
		list := pg.saidIn(d.sent)
		d.says = append(d.says, house...)
		at := d.trigger
		if d.path == "gapped" { // the verb is another clause's
			at = d.unit.s
		}
		if !pg.covered(list, at) {
			if list = pg.quoting(at); list == nil {
				list = pg.retold(d.sent)
			}
		}
		for k := range list {
			if y := &list[k]; y.covers(at) {
				if pg.itsOwn(d.sent, y) {
					continue
				}
				pg.attribute(d, y)
			}
		}
		if len(d.told) > 0 && len(d.sources) == 0 {
			pg.tell(d)
		}
		if (pg.p.VerbFirst || pg.p.FreeOrder) && len(d.sources) == 0 {
			pg.labelled(d)
		}
		if pg.p.NounFirst && len(d.sources) == 0 {
			pg.speaksOn(d)
		}
		if pg.p.VerbFirst && len(d.sources) == 0 {
			pg.carried(d)
			pg.follows(i)
		}
		if pg.p.VerbFirst && len(d.sources) == 0 {
			pg.credited(d)
		}
	}
}

// doubted notes on the drafts of a sentence what the next one says of them
// all, where nothing happens in it: "The claim could not be verified."
func (pg *page) doubted() {
	for i := range pg.out {
		d := &pg.out[i]
		n := d.sent + 1
		if n >= len(pg.d.Sentences) || pg.d.Sentences[n].Paragraph != pg.d.Sentences[d.sent].Paragraph {
			continue
		}
		x := pg.d.Sentences[n]
		for t := int(x.First); t < int(x.Last); t++ {
			e := &pg.p.Entries[pg.lex[t]]
			if len(e.Frames) > 0 {
				break
			}
			if ph := pg.p.Hedges.At(e, pg.lex[:x.Last], t); ph != nil && ph.Class == unverified && pg.ofWords(int(x.First), t) {
				at := pg.span(t, t+len(ph.Words))
				d.hedges = append(d.hedges, recount.Hedge{Class: ph.Class, Span: at})
				pg.note(d, ph.Rule, at)
				break
			}
		}
	}
}

// ofWords reports whether the tokens [i,k) speak of what was said: "the claim",
// "these figures", "this".
func (pg *page) ofWords(i, k int) bool {
	if pg.p.Entries[pg.lex[i]].Has(lexicon.Pronoun|lexicon.That) || i+1 == k {
		return true
	}
	for ; i < k; i++ {
		for _, w := range pg.p.Speech.Of(strings.ToLower(pg.d.Word(i))) {
			if w.Part == lexicon.SpeechNoun {
				return true
			}
		}
		for _, f := range pg.p.Entries[pg.lex[i]].Frames {
			if f.Production == "toll" {
				return true
			}
		}
	}
	return false
}

// unverified is the class of hedges that speak of what was said before as well.
const unverified = "unverified"

// covers reports whether what y says holds token t.
func (y *saying) covers(t int) bool {
	return (y.from <= t || y.cue <= t && t < y.cueEnd && y.from >= y.cueEnd) && t < y.to
}

func (pg *page) covered(list []saying, t int) bool {
	return slices.ContainsFunc(list, func(y saying) bool { return y.covers(t) })
}

// quoting returns who speaks the quotation in which token t stands, if it goes
// over the ends of sentences: the saying whose words touch it, or that stands just
// before or after it in its paragraph; made to cover t.
func (pg *page) quoting(t int) []saying {
	if pg.quotes == nil {
		pg.quotes = append(make([]quotation, 0, 8), pg.quotations()...)
	}
	n, _ := slices.BinarySearchFunc(pg.quotes, t, func(q quotation, t int) int { return q.close - t })
	if n == len(pg.quotes) || pg.quotes[n].open > t {
		return nil
	}
	q := pg.quotes[n]
	last := min(q.close, len(pg.d.Tokens)-1)
	for _, sent := range []int{pg.sentenceOf(last), pg.sentenceOf(last) + 1, pg.sentenceOf(q.open), pg.sentenceOf(q.open) - 1} {
		if sent < 0 || sent >= len(pg.d.Sentences) || pg.d.Sentences[sent].Paragraph != pg.d.Sentences[pg.sentenceOf(q.open)].Paragraph {
			continue
		}
		for _, y := range pg.saidIn(sent) {
			if y.cue > q.open && y.cue < q.close || y.cue < q.open-6 && sent == pg.sentenceOf(q.open) && y.from >= y.cueEnd && y.to <= q.open {
				continue
			}
			y.from, y.to = q.open, q.close
			return []saying{y}
		}
	}
	return nil
}

// headlines gives a claim that a headline makes the voice of the claim below it
// that it sums up.
func (pg *page) headlines() {
	for i := range pg.out {
		d := &pg.out[i]
		if !pg.d.Sentences[d.sent].Head || len(d.sources) > 0 {
			continue
		}
		for k := i + 1; k < min(len(pg.out), i+reach); k++ {
			o := &pg.out[k]
			if len(o.sources) > 0 && o.what == d.what && o.q.Low == d.q.Low && o.q.High == d.q.High && !o.part && d.q.Row != "unknown" {
				d.says, d.hedges = o.says, append(d.hedges, o.hedges...)
				pg.note(d, voiceHeadline, pg.span(o.trigger, o.trigger+1))
				break
			}
		}
	}
}

// attribute adds the voice of y to draft d, and what its verb says of it.
func (pg *page) attribute(d *draft, y *saying) {
	span := pg.span(y.cue, y.cueEnd)
	if y.mute {
		pg.note(d, y.rule, span)
		return
	}
	if y.outer != nil {
		d.hear(*y.outer)
	}
	d.hear(y.voice)
	d.sources = append(d.sources, y.src)
	d.sayingAt = append(d.sayingAt, [2]int{min(y.src[0], y.cue), max(y.from, y.cueEnd+2)})
	if y.put || y.cueEnd == y.from && y.rule == pg.labelRule { // what follows dates what happened
		d.sayingAt[len(d.sayingAt)-1] = y.src
	} else if y.to <= y.cue {
		d.sayingAt[len(d.sayingAt)-1] = [2]int{min(y.src[0], y.cue), 1 << 30}
	}
	pg.note(d, y.rule, span)
	switch y.class {
	case "deny":
		d.denied = true
	case "claim":
		d.hedges = append(d.hedges, recount.Hedge{Class: "claimed", Span: span})
	case "accuse":
		d.hedges = append(d.hedges, recount.Hedge{Class: "accused", Span: span})
		if y.accused[1] > y.accused[0] {
			d.blamed = append(d.blamed, pg.party(y.accused[0], y.accused[1]))
		}
	case "estimate":
		d.hedges = append(d.hedges, recount.Hedge{Class: "estimated", Span: span})
	case "believe":
		d.hedges = append(d.hedges, recount.Hedge{Class: "believed", Span: span})
	}
}

// hear adds a voice to those who say d, each once, as far out as it stands.
func (d *draft) hear(v recount.Voice) {
	for i := 1; i < len(d.says); i++ {
		o := d.says[i]
		switch {
		case v.Source != "" && o.Source == v.Source || o.Span == v.Span:
			return
		case o.Kind == v.Kind && o.Span.Start <= v.Span.Start && v.Span.End <= o.Span.End: // the same, told more closely
			d.says = slices.Delete(d.says, i, i+1)
			i--
		}
	}
	d.says = append(d.says, v)
}

// outlet is who published the report.
func (pg *page) outlet(r *recount.Report) recount.SourceID {
	id := r.Source
	if id == "" {
		id = recount.SourceID(r.ID)
		if u, err := url.Parse(r.URL); err == nil && u.Host != "" {
			id = recount.SourceID(strings.TrimPrefix(u.Host, "www."))
		}
	}
	return pg.registered(id)
}

// party says whom the words [i,k) name, if they name a party.
func (pg *page) party(i, k int) recount.Mention {
	m := recount.Mention{Words: pg.span(i, k).In(pg.d.Raw), Span: pg.span(i, k)}
	best := 0
	for t := i; t < k; t++ {
		if ph := pg.p.Sources.Parties.At(&pg.p.Entries[pg.lex[t]], pg.lex[:k], t); ph != nil && len(ph.Words) > best {
			best, m.Party = len(ph.Words), recount.PartyID(ph.Class)
		}
	}
	return m
}
