package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// scope says of each draft, from the words of its sentence, whether it counts
// a period or many events, belongs to the past, or is asked.
func (pg *page) scope() {
	last, total, many, background, asked := -1, false, false, false, false
	for i := range pg.out {
		d := &pg.out[i]
		if d.sent != last {
			last = d.sent
			total, many, background = pg.scopeOf(d.sent)
			asked = pg.question(d.sent)
		}
		harm := d.what.Family() == recount.Harm || d.what.Family() == recount.Movement
		d.since = d.since || total && harm
		d.many = d.many || many && harm
		d.background = d.background || background && harm
		pg.hedge(d)
		if asked && d.reality == recount.Actual {
			d.reality = recount.Asked
		}
	}
}

func (pg *page) scopeOf(sent int) (total, many, background bool) {
	x := pg.d.Sentences[sent]
	for i := int(x.First); i < int(x.Last); i++ {
		ph := pg.p.Scopes.At(&pg.p.Entries[pg.lex[i]], pg.lex[:x.Last], i)
		if ph == nil {
			continue
		}
		switch ph.Class {
		case "total":
			total = true
		case "many":
			many = true
		case "background":
			background = true
		}
	}
	return
}

// question reports whether a sentence asks.
func (pg *page) question(sent int) bool {
	x := pg.d.Sentences[sent]
	for i := x.Last - 1; i > x.First && i > x.Last-4; i-- {
		if pg.d.Tokens[i].Mark == '?' {
			return pg.p.Entries[pg.lex[x.First]].Has(lexicon.Ask)
		}
	}
	return false
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
		if ph.Class == "unverified" || near {
			d.hedges = append(d.hedges, recount.Hedge{Class: ph.Class, Span: pg.span(i, i+len(ph.Words))})
		}
	}
}
