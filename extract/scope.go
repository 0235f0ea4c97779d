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
		d.since = d.since || total
		d.many = d.many || many && d.what.Family() == recount.Harm
		d.background = d.background || background
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
