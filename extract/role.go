package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// A role is what a place's name does in its sentence beside saying where.
type role uint8

const (
	roleWhere  role = iota
	roleTo          // where somebody or something goes: "brought to a hospital in Ravna"
	roleFrom        // where they come from: "fired from Ravna", "fled Ravna"
	roleHome        // where people are at home: "of the people of Ravna"
	rolePosted      // where those are who act or speak: "posted in Ravna"
	roleHit         // what was struck there stands before it: "a strike on a house in Ravna"
)

// other reports whether a name of the role stands for another place than where it happened.
func (r role) other() bool { return r != roleWhere && r != roleHit }

// behind is how far before a name the words stand that give it its role.
const behind = 9

// roles finds the role of each name found.
func (pg *page) roles() {
	pg.role = pg.role[:0]
	for i := range pg.found {
		f := &pg.found[i]
		first := int(pg.d.Sentences[pg.sentenceOf(f.First)].First)
		least := first // no word before another name gives this one its role
		if i > 0 {
			least = max(first, pg.found[i-1].Last)
		}
		r := pg.roleOf(f, first, least)
		if p := i - 1; r == roleWhere && p >= 0 && pg.found[p].First >= first && pg.listed(&pg.found[p], f) {
			r = pg.role[p]
		}
		pg.role = append(pg.role, r)
	}
}

// listed reports whether nothing but "and" or a comma stands between two names.
func (pg *page) listed(a, b *gazetteer.Mention) bool {
	for k := a.Last; k < b.First; k++ {
		if pg.d.Tokens[k].Mark != ',' && !pg.p.Entries[pg.lex[k]].Has(lexicon.And) {
			return false
		}
	}
	return a.Last < b.First && (pg.d.Tokens[a.Last].Mark == ',' || pg.p.Entries[pg.lex[a.Last]].Has(lexicon.And)) || b.Span.Start > int(pg.d.Tokens[b.First].Start)
}

// roleOf reads the words before a name back to what gives it a role.
func (pg *page) roleOf(f *gazetteer.Mention, first, least int) role {
	for k := f.First - 1; k >= max(least, f.First-behind); k-- {
		t, e := &pg.d.Tokens[k], &pg.p.Entries[pg.lex[k]]
		switch {
		case t.Kind == text.Mark && t.Mark != '"' && t.Mark != '#' && t.Mark != '-':
			return roleWhere
		case e.Is(lexicon.Posted) && k < f.First-1:
			return rolePosted
		case (e.Has(lexicon.To) || e.Is(lexicon.Towards)) && pg.moved(k, first, lexicon.Goes), e.Is(lexicon.Goes) && e.Has(lexicon.Verb) && k == f.First-1:
			return roleTo
		case e.Has(lexicon.Person) && k == f.First-1 && k > first && pg.p.VerbFirst && pg.p.Entries[pg.lex[k-1]].Has(lexicon.From):
			return roleHome
		case e.Has(lexicon.From) && (k == f.First-1 || k == f.First-2 && pg.p.Entries[pg.lex[k+1]].Has(lexicon.In|lexicon.Preposition)):
			switch {
			case pg.moved(k, first, lexicon.Comes):
				return roleFrom
			case k > first && pg.p.VerbFirst && pg.p.Entries[pg.lex[k-1]].Has(lexicon.Person):
				if pg.moved(k, first, lexicon.Drawn) {
					return roleWhere
				}
				return roleHome
			}
			return roleWhere
		case len(e.Acts) > 0 && pg.p.VerbFirst:
			if pg.p.Acts[e.Acts[0]].What.Family() == recount.Acts {
				return roleHit
			}
			return roleWhere
		case len(e.Frames) > 0 && !e.Is(lexicon.Goes), t.Kind == text.Number:
			return roleWhere
		}
	}
	return roleWhere
}

// moved reports whether a word for what moves stands before the preposition at token k.
func (pg *page) moved(k, first int, how lexicon.Trait) bool {
	for n := k - 1; n >= max(first, k-behind); n-- {
		t, e := &pg.d.Tokens[n], &pg.p.Entries[pg.lex[n]]
		if e.Is(how) {
			return true
		}
		if t.Mark == ';' || t.Mark == ':' || t.Mark == '.' || len(e.Acts) > 0 && !e.Is(lexicon.Goes|lexicon.Comes) {
			return false
		}
	}
	return false
}

// astray reports whether a name of role r is another place than d's. Who was driven out was
// there before, and who came back is there now.
func (d *draft) astray(r role) bool {
	switch r {
	case roleTo:
		return d.what != recount.Returned
	case roleFrom:
		return d.what != recount.Displaced && d.what != recount.Evacuated
	}
	return false
}

// taken reports whether d is of people who were taken from where they were at home.
func (d *draft) taken() bool {
	switch d.what {
	case recount.Displaced, recount.Evacuated, recount.Detained, recount.Abducted, recount.Missing:
		return true
	}
	return false
}
