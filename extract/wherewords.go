package extract

import (
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// What the words beside a place's name make of it.

// locative reports whether the name at token k stands where places stand: after
// a preposition, perhaps with words between that describe it, after another
// place's comma, or before the noun it describes ("Aleppo airstrikes").
func (pg *page) locative(k, first int) bool {
	for n := k - 1; n >= first && n >= k-6; n-- {
		e := &pg.p.Entries[pg.lex[n]]
		if e.Has(lexicon.Preposition | lexicon.Of | lexicon.To | lexicon.From) {
			return true
		}
		if m := pg.d.Tokens[n].Mark; m == ',' || m == '-' || m == '(' || m == '/' {
			return n > first
		}
		if e.Has(lexicon.Verb | lexicon.Be | lexicon.Have | lexicon.Modal) {
			return false
		}
	}
	return false
}

// acts reports whether what follows token k makes the name before it one who
// acts: "Moscow and Washington announced".
func (pg *page) acts(k, last int) bool {
	return k < last && pg.p.Entries[pg.lex[k]].Has(lexicon.And|lexicon.Verb|lexicon.Be|lexicon.Have|lexicon.Modal)
}

// joined reports whether a hyphen joins a name to its neighbour, as in
// "US-brokered": then it only describes. The "Al" of "Al-Manara neighbourhood" is none.
func (pg *page) joined(f *gazetteer.Mention) bool {
	hyphen := func(k int) bool {
		return k >= 0 && k < len(pg.d.Tokens) && pg.d.Tokens[k].Mark == '-' && pg.d.Tokens[k].Flags&text.Glued != 0
	}
	article := func(k int) bool {
		t := &pg.d.Tokens[max(k, 0)]
		return (f.Quarter || f.Town) && t.Kind == text.Word && t.End-t.Start == 2 && t.Flags&text.Upper == 0
	}
	return hyphen(f.Last) || hyphen(f.First-1) && pg.d.Tokens[f.First].Flags&text.Glued != 0 && !article(f.First-2)
}

// inside reports whether the name at token k stands after "in" or "across": a
// country is where something happened only then, else it is who acts.
func (pg *page) inside(k, first int) bool {
	for n := k - 1; n >= first && n >= k-4; n-- {
		e := &pg.p.Entries[pg.lex[n]]
		if e.Has(lexicon.In) {
			return true
		}
		if e.Has(lexicon.Preposition|lexicon.Of|lexicon.Verb) || pg.d.Tokens[n].Mark == ';' {
			return false
		}
		if pg.d.Tokens[n].Mark == ',' { // "Helmand, Afghanistan"
			return true
		}
	}
	return false
}

// speakerIn reports whether a name says where somebody is who speaks: it follows them
// with nothing but "in" between, or other words of their own phrase.
func (d *draft) speakerIn(pg *page, f *gazetteer.Mention) bool {
	for _, s := range d.sources {
		if s[1] <= f.First && f.First <= s[1]+1 && (f.First == s[1] || pg.p.Entries[pg.lex[s[1]]].Has(lexicon.In)) {
			return true
		}
		if n := f.First - s[1]; pg.p.VerbFirst && n > 1 && n < 8 && pg.p.Entries[pg.lex[s[1]]].Has(lexicon.In) && pg.phrase(s[1]+1, f.First) {
			return true
		}
	}
	return false
}

// phrase reports whether the tokens [i,k) are one phrase: no mark, no verb and nothing
// that happened stands in it.
func (pg *page) phrase(i, k int) bool {
	for ; i < k; i++ {
		e := &pg.p.Entries[pg.lex[i]]
		if pg.d.Tokens[i].Kind == text.Mark || e.Has(lexicon.Verb|lexicon.That|lexicon.Relative) || len(e.Frames)+len(e.Acts) > 0 {
			return false
		}
	}
	return true
}

// parted reports whether a comma stands in the tokens [i,k).
func (pg *page) parted(i, k int) bool {
	for ; i < k; i++ {
		if pg.d.Tokens[i].Mark == ',' {
			return true
		}
	}
	return false
}

// label reports whether a name opens a line whose label it is, perhaps behind a bullet.
func (pg *page) label(f *gazetteer.Mention, x text.Sentence) bool {
	if f.Last >= int(x.Last) {
		return false
	}
	for k := int(x.First); k < f.First; k++ {
		if pg.d.Tokens[k].Kind == text.Word || !pg.p.VerbFirst {
			return false
		}
	}
	last := f.Last
	if pg.p.VerbFirst && pg.d.Tokens[last].Mark == '(' { // "Ravna (Homs): two killed"
		for k := last + 2; k < min(int(x.Last)-1, last+6); k++ {
			if pg.d.Tokens[k].Mark == ')' {
				last = k + 1
				break
			}
		}
	}
	m := pg.d.Tokens[last].Mark
	return m == ':' || m == '|' || m == '/' || m == '.' && pg.d.Tokens[min(last+1, len(pg.d.Tokens)-1)].Mark == '.'
}

// beyond is how much farther a name at token k is for a comma and an "and" between it and a
// claim's people before it: most if another act stands behind them, which it is where.
func (pg *page) beyond(d *draft, k int) int {
	for n := max(d.trigger+1, d.unit.e); n+1 < k; n++ {
		if pg.d.Tokens[n].Mark == ',' && pg.p.Entries[pg.lex[n+1]].Has(lexicon.And) {
			if act := &pg.p.Entries[pg.lex[min(n+2, k)]]; pg.p.VerbFirst && len(act.Acts) > 0 && !act.Has(lexicon.Verb) {
				return 24
			}
			return 8
		}
	}
	return 0
}

// meanwhile reports whether a word that opens what happened besides stands in the tokens [i,k).
func (pg *page) meanwhile(i, k int) bool {
	for ; i < k; i++ {
		if pg.p.Entries[pg.lex[i]].Is(lexicon.Besides) {
			return true
		}
	}
	return false
}

// supposed reports whether a word that opens a condition stands between a claim's word
// at token i and a name at k behind it.
func (pg *page) supposed(i, k int) bool {
	for n := i + 1; n < k; n++ {
		if pg.p.Entries[pg.lex[n]].Has(lexicon.Condition) {
			return true
		}
	}
	return false
}

// and reports whether "and" joins a name to the one that ends before token i.
func (pg *page) and(i int, f *gazetteer.Mention) bool {
	if f.Span.Start > int(pg.d.Tokens[f.First].Start) { // written to it
		return true
	}
	for ; i < f.First; i++ {
		if pg.p.Entries[pg.lex[i]].Has(lexicon.And) {
			return true
		}
	}
	return false
}

// spoken reports whether a name from token i on is part of who speaks.
func (d *draft) spoken(i int) bool {
	for _, s := range d.sources {
		if s[0] <= i && i < s[1] {
			return true
		}
	}
	return false
}
