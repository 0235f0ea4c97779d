package extract

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// scope says of each draft, from the words of its sentence, whether it counts
// a period or many events, belongs to the past, or is asked.
func (pg *page) scope() {
	last, asked := -1, -1
	var said scopes
	for i := range pg.out {
		d := &pg.out[i]
		if d.sent != last {
			last = d.sent
			said = pg.scopeOf(d.sent)
			asked = pg.question(d.sent)
		}
		pg.play(d, &said)
		if f := d.what.Family(); f == recount.Harm || f == recount.Movement {
			for _, h := range said {
				if h.phrase == nil {
					continue
				}
				switch h.phrase.Class {
				case "total":
					d.since = true
				case "many":
					d.many = true
				case "several":
					d.several = true
				case "apart":
					if !pg.ofAnother(d, h.at) {
						continue
					}
					d.another = h.at
				case "deed":
					if d.deed = h.at < d.trigger; !d.deed {
						continue
					}
				case "false":
					if !pg.alleged(d) {
						continue
					}
					d.denied, d.why.mood, d.why.moodAt = true, moodDenied, h.at
				case "background":
					d.background = true
				}
				pg.note(d, h.phrase.Rule, pg.span(h.at, h.at+len(h.phrase.Words)))
			}
		}
		pg.hedge(d)
		if asked >= 0 && d.reality == recount.Actual {
			d.reality, d.why.mood, d.why.moodAt = recount.Asked, moodAsked, asked
		}
	}
}

// ofAnother reports whether words at token k, "in a separate incident", stand in the clause
// of what d tells or before it.
func (pg *page) ofAnother(d *draft, k int) bool {
	for t := d.trigger; t < k; t++ {
		if m := pg.d.Tokens[t].Mark; m == ',' || m == ';' || pg.p.Entries[pg.lex[t]].Has(lexicon.Conjunction) {
			return false
		}
	}
	return true
}

// told settles what a report counts twice or tells beside its event: a count of
// several events gives way to the counts of each, and what somebody once did is
// background where the report tells of other harm that happened.
func (pg *page) told() {
	plain := func(d *draft) bool {
		f := d.what.Family()
		return (f == recount.Harm || f == recount.Movement) && d.reality == recount.Actual && !d.background && !d.season() && !d.zero && !d.deed
	}
	pg.links()
	first, last := -1, -1             // sentences with plain harm
	each := map[recount.What][3]int{} // of one harm: the first and the last such sentence with a count of one event, the last that is no headline
	for i := range pg.out {
		if d := &pg.out[i]; plain(d) {
			if first < 0 {
				first = d.sent
			}
			last = d.sent
			if d.several {
				continue
			}
			e, ok := each[d.what]
			if !ok {
				e = [3]int{d.sent, 0, -1}
			}
			e[1] = d.sent
			if !pg.d.Sentences[d.sent].Head {
				e[2] = d.sent
			}
			each[d.what] = e
		}
	}
	for i := range pg.out {
		d := &pg.out[i]
		e, ok := each[d.what]
		d.many = d.many || d.several && ok && e[2] > d.sent
		if d.deed && first >= 0 && (first != d.sent || last != d.sent) && (!ok || e[0] == d.sent && e[1] == d.sent) {
			d.background = true
		}
	}
}

// links puts behind what a line without a full stop tells within the text of a
// report, unless the text tells it too: it is a link to another report.
func (pg *page) links() {
	type harm struct {
		what recount.What
		low  int
	}
	prose := -1
	told := map[harm]bool{}
	for i := range pg.out {
		if d := &pg.out[i]; !pg.d.Sentences[d.sent].Head {
			told[harm{d.what, d.q.Low}] = true
			if x := pg.d.Sentences[d.sent]; prose < 0 && (!pg.p.VerbFirst || strings.IndexByte(".!?", pg.d.Tokens[x.Last-1].Mark) >= 0) { // a channel's long line is no prose
				prose = d.sent
			}
		}
	}
	for i := range pg.out {
		d := &pg.out[i]
		if f := d.what.Family(); f == recount.Harm && prose >= 0 && d.sent > prose && pg.d.Sentences[d.sent].Head && !pg.d.Bulleted(d.sent) && !told[harm{d.what, d.q.Low}] {
			d.background = true
		}
	}
}

// scopes are the first words of a sentence for each scope.
type scopes [lexicon.Scopes]struct {
	phrase *lexicon.Phrase
	at     int
}

// play makes what a sentence tells of a film, a book or a game not asserted.
func (pg *page) play(d *draft, said *scopes) {
	for _, h := range said {
		if h.phrase != nil && h.phrase.Class == "play" && d.reality == recount.Actual {
			d.reality, d.why.mood, d.why.moodAt = recount.NotActual, moodPlay, h.at
			pg.note(d, h.phrase.Rule, pg.span(h.at, h.at+len(h.phrase.Words)))
		}
	}
}

func (pg *page) scopeOf(sent int) (out scopes) {
	x := pg.d.Sentences[sent]
	for i := int(x.First); i < int(x.Last); i++ {
		ph := pg.p.Scopes.At(&pg.p.Entries[pg.lex[i]], pg.lex[:x.Last], i)
		if ph == nil {
			continue
		}
		for k := range out {
			if out[k].phrase == nil {
				out[k].phrase, out[k].at = ph, i
			}
			if out[k].phrase.Class == ph.Class {
				break
			}
		}
	}
	return out
}

// alleged reports whether a noun such as "allegation" stands before what d tells.
func (pg *page) alleged(d *draft) bool {
	x := pg.d.Sentences[d.sent]
	for k := int(x.First); k < d.trigger && k < int(x.Last); k++ {
		for _, w := range pg.p.Speech.Of(pg.p.Bare(pg.d.Word(k))) {
			if w.Part == lexicon.SpeechNoun {
				return true
			}
		}
	}
	return false
}

// question returns the token of the mark if a sentence asks, else -1.
func (pg *page) question(sent int) int {
	x := pg.d.Sentences[sent]
	for i := x.Last - 1; i > x.First && i > x.Last-4; i-- {
		if pg.d.Tokens[i].Mark == '?' {
			for k := x.First; k < i && (k == x.First || pg.p.VerbFirst && k < x.First+6); k++ {
				if pg.p.Entries[pg.lex[k]].Has(lexicon.Ask) {
					return int(i)
				}
			}
			return -1
		}
	}
	return -1
}

// hedge notes the words of its sentence that weaken a draft.
func (pg *page) hedge(d *draft) {
	x := pg.d.Sentences[d.sent]
	for i := int(x.First); i < int(x.Last); i++ {
		ph := pg.p.Hedges.At(&pg.p.Entries[pg.lex[i]], pg.lex[:x.Last], i)
		if ph == nil {
			continue
		}
		near := i-d.trigger < 12 && d.trigger-i < 25
		if ph.Kind == "beside" {
			near = d.trigger-i > 0 && d.trigger-i < 4
		}
		if ph.Class == unverified || near {
			at := pg.span(i, i+len(ph.Words))
			d.hedges = append(d.hedges, recount.Hedge{Class: ph.Class, Span: at})
			pg.note(d, ph.Rule, at)
		}
	}
}
