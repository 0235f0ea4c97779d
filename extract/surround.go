package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
)

// surround gives each name that the gazetteer lacks the area it lies in: the
// one the words put it in ("in Okuama, Delta State"), else the division that
// the report speaks of, else its country. The words stay, the place is the area
// and as coarse as it is.
func (pg *page) surround(x *Reader) {
	var area recount.PlaceRef
	looked := false
	for i := len(pg.found) - 1; i >= 0; i-- {
		f := &pg.found[i]
		if f.Ref.Precision != recount.NoPlace || !f.Lacking && !(f.Headed && len(f.Ref.Rivals) > 0) {
			if up := pg.holder(x, i); f.Headed && up.Country != "" && f.Ref.Country != "" && up.Country != f.Ref.Country {
				words := f.Ref.Words
				f.Ref = up
				f.Ref.Words, f.Ref.Why = words, "the words put it in "+up.Name+", where the gazetteer has none of its name"
			}
			continue
		}
		up, why := pg.holder(x, i), "the words put it there"
		if up.Place == "" && f.Quarter {
			up, why = pg.townBy(x, i), "the town named beside it"
		}
		if up.Place == "" {
			if !looked {
				area, looked = pg.area(x).Ref(), true
			}
			up, why = area, "most of the report is about there"
		}
		if up.Place == "" {
			continue
		}
		words, rivals := f.Ref.Words, f.Ref.Rivals
		if i+1 < len(pg.found) && pg.found[i+1].Lacking && why == "the words put it there" {
			f.Span.End, f.Last = pg.found[i+1].Span.End, pg.found[i+1].Last
			words = f.Span.In(pg.d.Raw)
		}
		f.Ref = up
		f.Ref.Words, f.Ref.Rivals = words, rivals
		f.Ref.Why = "the gazetteer lacks it; taken to lie in " + up.Name + ": " + why
	}
}

// holder is the place in which the words after name i put it, if they do.
func (pg *page) holder(x *Reader, i int) (none recount.PlaceRef) {
	if i+1 == len(pg.found) {
		return none
	}
	f, g := &pg.found[i], &pg.found[i+1]
	if g.Demonym || g.Home || g.Ref.Precision == recount.NoPlace || g.First < f.Last || g.First-f.Last > 2 {
		return none
	}
	if g.First == f.Last { // "Ravna, district of Homs", without a comma
		if g.Headed && (g.Ref.Precision == recount.AtDistrict || g.Ref.Precision == recount.AtProvince) {
			return pg.holds(x, g)
		}
		return none
	}
	joins := pg.d.Tokens[f.Last].Mark == ',' && g.First == f.Last+1 && (wide(g.Ref.Precision) || g.Ref.Precision == recount.AtProvince || f.Quarter) || pg.p.Entries[pg.lex[f.Last]].Has(lexicon.In|lexicon.Of)
	if !joins {
		return none
	}
	return pg.holds(x, g)
}

// holds is the place of a name as one that holds others: without the side that the
// words name, but a camp that is known only by its town stays that wide.
func (pg *page) holds(x *Reader, g *gazetteer.Mention) (none recount.PlaceRef) {
	if g.Camp {
		return g.Ref
	}
	p, err := x.gaz.Place(g.Ref.Place)
	if err != nil {
		return none
	}
	return p.Ref()
}

// townBy is the town or camp named nearest to name i within its paragraph, the one in
// the same sentence before others.
func (pg *page) townBy(x *Reader, i int) (best recount.PlaceRef) {
	f, near := &pg.found[i], 1<<30
	at := pg.sentenceOf(f.First)
	for k := max(0, i-8); k < min(len(pg.found), i+8); k++ {
		g := &pg.found[k]
		if k == i || g.Demonym || g.Home || g.Lacking || g.Ref.Precision != recount.AtTown && g.Ref.Precision != recount.Near && !(g.Camp && g.Ref.Precision == recount.AtArea) {
			continue
		}
		n := pg.sentenceOf(g.First)
		if pg.d.Sentences[n].Paragraph != pg.d.Sentences[at].Paragraph {
			continue
		}
		far := max(g.First-f.Last, f.First-g.Last)
		if n != at {
			far += 1000
		}
		if far >= near {
			continue
		}
		if p := pg.holds(x, g); p.Place != "" {
			best, near = p, far
		}
	}
	return best
}

// area is the first-order division that more than half of the report's places
// lie in, else the country that more than half of them speak of.
func (pg *page) area(x *Reader) (none recount.Place) {
	nations, divisions := map[string]int{}, map[recount.PlaceID]int{}
	lands, named, fine := map[string]int{}, 0, 0 // of countries and peoples, which only count where nothing finer is named
	seen := map[recount.PlaceID]bool{}
	home := !slices.ContainsFunc(pg.found, func(f gazetteer.Mention) bool { return f.Ref.Precision != recount.NoPlace && !f.Home }) // only "the hospital of Homs"
	for i := range pg.found {
		f := &pg.found[i]
		if f.Ref.Precision == recount.NoPlace || f.Home && !home || f.Ref.Country == "" || seen[f.Ref.Place] && !f.Demonym {
			continue
		}
		if f.Demonym && f.First > 0 && len(pg.p.Entries[pg.lex[f.First-1]].Acts) > 0 {
			continue // "a Turkish strike" is seldom on Turkey
		}
		if f.Demonym || f.Ref.Precision == recount.AtCountry {
			lands[f.Ref.Country]++
			named++
			continue
		}
		seen[f.Ref.Place] = true
		nations[f.Ref.Country]++
		fine++
		if d := pg.division(x, f); d != "" {
			divisions[d]++
		}
	}
	for d, n := range divisions {
		if 2*n > fine {
			if p, err := x.gaz.Place(d); err == nil {
				return p
			}
		}
	}
	if fine == 0 {
		nations, fine = lands, named
	}
	if fine == 0 {
		nations, fine = pg.homes()
	}
	for cc, n := range nations {
		if 2*n > fine {
			if p, err := x.gaz.Place(recount.PlaceID("iso:" + cc)); err == nil {
				return p
			}
		}
	}
	return none
}

// homes counts the lands of the groups that a report names, and of those who count
// and help there: "the Houthis", "Sudan's resistance committees".
func (pg *page) homes() (lands map[string]int, n int) {
	lands = map[string]int{}
	r := pg.p.Sources
	for i := 0; i < len(pg.lex); i++ {
		e, cc := &pg.p.Entries[pg.lex[i]], ""
		ph := r.Names.At(e, pg.lex, i)
		if ph != nil {
			cc = r.At(recount.SourceID(ph.Class))
		}
		if of := r.Parties.At(e, pg.lex, i); cc == "" && of != nil {
			cc, ph = r.Fights(recount.PartyID(of.Class)), of
		}
		if cc != "" {
			lands[cc]++
			n++
		}
		if ph != nil {
			i += len(ph.Words) - 1
		}
	}
	return lands, n
}

// division is the first-order division a name lies in, "" if it is not known.
func (pg *page) division(x *Reader, f *gazetteer.Mention) recount.PlaceID {
	p, err := x.gaz.Place(f.Ref.Place)
	switch {
	case err != nil || p.Level == recount.AtZone:
		return ""
	case p.Level == recount.AtProvince:
		return p.ID
	}
	for _, up := range p.Within {
		if q, err := x.gaz.Place(up); err == nil && q.Level == recount.AtProvince {
			return q.ID
		}
	}
	return ""
}
