package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// farthestSite is how many words may stand between what happened and the kind of place
// that was hit.
const farthestSite = 14

// sited notes for each draft the kinds of places that its sentence says were hit, or that
// people were hit in, in the same part of the sentence: a market, a mosque in a camp. They
// are no places of the map, but they are the same in all languages.
func (pg *page) sited() {
	for i := range pg.out {
		d := &pg.out[i]
		if f := d.what.Family(); f != recount.Harm && f != recount.Acts {
			continue
		}
		x := pg.d.Sentences[d.sent]
		had := len(d.steps)
		from, to := max(int(x.First), d.trigger-farthestSite), min(int(x.Last), d.trigger+farthestSite)
		for k := from; k < to; k++ {
			e := &pg.p.Entries[pg.lex[k]]
			if pg.d.Tokens[k].Mark == ';' {
				if k >= d.trigger {
					break
				}
				d.steps = d.steps[:had]
				continue
			}
			if ph := pg.p.Weapons.At(e, pg.lex[:to], k); ph != nil { // "a car bomb"
				k += len(ph.Words) - 1
				continue
			}
			ph := pg.p.Sites.At(e, pg.lex[:to], k)
			if ph == nil {
				continue
			}
			end := k + len(ph.Words)
			people := d.what.Family() == recount.Harm && k < d.unit.e && d.unit.s < end
			said := slices.ContainsFunc(d.steps[had:], func(s recount.Step) bool { return s.Rule == ph.Rule })
			if !people && !said && pg.leads(k, int(x.First), ph.Kind == lexicon.Struck) && !d.spoken(k) {
				pg.note(d, ph.Rule, pg.span(k, end))
			}
			k = end - 1
		}
	}
}

// leads reports whether the words before the site at token k, from token a on, say that it
// was hit or, unless it must have been struck itself, that people were there: a
// preposition, a weapon or what was done with it, over at most three words that describe it.
func (pg *page) leads(k, a int, struck bool) bool {
	for n := 1; n <= 4 && k-n >= a; n++ {
		j := k - n
		e := &pg.p.Entries[pg.lex[j]]
		at := func(c lexicon.Class) bool { return e.Has(c) }
		switch {
		case pg.d.Tokens[j].Mark != 0 && pg.d.Tokens[j].Mark != '-', at(lexicon.To | lexicon.By):
			return false
		case at(lexicon.From):
			if j == a || !pg.p.Entries[pg.lex[j-1]].Has(lexicon.Preposition) { // "close to" may be said so
				return false
			}
		case e.Is(lexicon.Target) && !at(lexicon.In), len(e.Acts) > 0, pg.p.Weapons.At(e, pg.lex[:k], j) != nil:
			return true
		case at(lexicon.Preposition | lexicon.In | lexicon.Of):
			return !struck || at(lexicon.Of) && j > a && (len(pg.p.Entries[pg.lex[j-1]].Acts) > 0 || pg.p.Weapons.Begins(&pg.p.Entries[pg.lex[j-1]]))
		case at(lexicon.Verb):
			return !struck
		case at(lexicon.And | lexicon.Be | lexicon.Have | lexicon.Relative | lexicon.That):
			return false
		}
	}
	return false
}
