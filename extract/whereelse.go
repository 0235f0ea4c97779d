package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// placeBefore gives draft i, whose sentence names no place, the one of the claim told
// before it in its paragraph or the finer one named there last, up to two sentences
// before; n is the first name after.
func (pg *page) placeBefore(i, n int) {
	d := &pg.out[i]
	x := pg.d.Sentences[d.sent]
	for k := i - 1; pg.p.VerbFirst && k >= 0 && pg.out[k].sent >= d.sent-2 && pg.d.Sentences[pg.out[k].sent].Paragraph == x.Paragraph; k-- {
		if o := &pg.out[k]; o.whereOwn && o.sent < d.sent && !pg.d.Sentences[o.sent].Head {
			d.whereNear = o.where
			break
		}
	}
	for k := n - 1; k >= 0; k-- {
		f := &pg.found[k]
		at := d.sent - 1
		for at > 0 && int(pg.d.Sentences[at].First) > f.First {
			at--
		}
		if at < d.sent-2 || pg.d.Sentences[at].Paragraph != x.Paragraph || pg.d.Sentences[at].Head {
			return
		}
		if f.Aside() || f.Ref.Precision == recount.NoPlace || wide(f.Ref.Precision) || pg.joined(f) || pg.role[k].other() || !pg.locative(f.First, int(pg.d.Sentences[at].First)) {
			continue
		}
		if d.whereNear.Precision == recount.NoPlace || f.Ref.Precision.Finer(d.whereNear.Precision) {
			d.whereNear = f.Ref
		}
		return
	}
}

// namedAt is where the report names a place that a claim has from elsewhere in it:
// the words by which it did, the first time.
func (pg *page) namedAt(p recount.PlaceRef) (none recount.Span) {
	for i := range pg.found {
		if f := &pg.found[i]; f.Ref.Place == p.Place && !f.Aside() && strings.HasSuffix(p.Words, f.Ref.Words) {
			return f.Span
		}
	}
	return none
}

// headPlace is the place that the report is headed with: the first that it names, a
// country only where nothing finer is named. What is only another event's comes after
// where the report was filed.
func (pg *page) headPlace(h *happening) recount.PlaceRef {
	first, held := recount.PlaceRef{}, recount.PlaceRef{}
	label := false // first is what the report is labelled with
	for i := range pg.found {
		f := &pg.found[i]
		if f.Aside() || f.Ref.Precision == recount.NoPlace || pg.joined(f) || pg.role[i].other() {
			continue
		}
		best := &first
		if pg.p.VerbFirst && pg.taken(h.number, f.Span) {
			best = &held
		}
		if best.Precision == recount.NoPlace || best.Precision == recount.AtCountry && f.Ref.Precision.Finer(best.Precision) {
			*best = f.Ref
		} else if best == &first && label && f.Ref.Admin1 == first.Admin1 && f.Ref.Place != first.Place { // what the label says is only around
			first, label = f.Ref, false
		}
		if i == 0 {
			label = pg.p.VerbFirst && pg.labelling(f)
		}
	}
	if first.Precision != recount.NoPlace {
		return first
	}
	for i := range pg.out { // the hospital that counted them
		for k := range pg.found {
			f, x := &pg.found[k], pg.d.Sentences[pg.out[i].sent]
			if pg.p.VerbFirst && pg.out[i].event == h.number && f.Home && f.First >= int(x.First) && f.Last <= int(x.Last) && f.Ref.Precision.Finer(recount.AtDistrict) {
				return f.Ref
			}
		}
	}
	for _, home := range []bool{false, true} { // where the report was filed, or those it names are at home
		for _, f := range pg.found {
			if f.Ref.Precision != recount.NoPlace && (f.Dateline && !home || f.Home && home && f.Ref.Precision != recount.AtCountry) {
				return f.Ref
			}
		}
	}
	return held
}

// labelling reports whether the name f labels the whole report: it opens it, and a bar, a dash
// or the end of its line follows.
func (pg *page) labelling(f *gazetteer.Mention) bool {
	if f.First > 1 || f.Last >= len(pg.d.Tokens) {
		return false
	}
	t := &pg.d.Tokens[f.Last]
	return t.Mark == '|' || t.Mark == '-' || t.Mark == ':' || t.Mark == '/' || t.Flags&text.Break != 0
}

// taken reports whether a name is where another event than the one of a number happened.
func (pg *page) taken(number int, at recount.Span) bool {
	for i := range pg.out {
		if d := &pg.out[i]; d.whereOwn && d.event != number && d.event != 0 && d.whereAt == at {
			return true
		}
	}
	return false
}

// seats reports whether name k says where somebody is who speaks of d, or at home where
// d's people are.
func (pg *page) seats(d *draft, k, first int) bool {
	f := &pg.found[k]
	if !pg.p.VerbFirst {
		return false
	}
	if pg.role[k] == rolePosted || pg.role[k] == roleHome && !d.taken() {
		return true
	}
	if n := f.First - 1; n >= first {
		if !f.Headed && pg.p.Cues.At(&pg.p.Entries[pg.lex[n]], pg.lex[:f.First], n) != nil { // "denied Ankara"
			return true
		}
		for _, s := range d.sources {
			if s[1] == n && pg.p.Entries[pg.lex[n]].Has(lexicon.From) { // "said the president from Ravna"
				return true
			}
		}
	}
	return d.speakerIn(pg, f)
}

// elsewise reports whether a word that opens what happened besides, and a verb for it, or
// a word that the pack lacks, stand between a draft and a name at token k behind it.
func (pg *page) elsewise(d *draft, k int) bool {
	for n := max(d.trigger+1, d.unit.e); n+1 < k; n++ {
		e := &pg.p.Entries[pg.lex[n+1]]
		if pg.p.Entries[pg.lex[n]].Is(lexicon.Besides) && len(e.Frames) == 0 && (e.Has(lexicon.Verb) || pg.lex[n+1] == 0) {
			return true
		}
	}
	return false
}

// wider is the place that a total over many events is of, of which p is the one told of:
// the town around a quarter, the division around a town.
func (pg *page) wider(x *Reader, p recount.PlaceRef) recount.PlaceRef {
	q, err := x.gaz.Place(p.Place)
	if err != nil {
		return p
	}
	within := func(level recount.Precision) recount.PlaceRef {
		for _, id := range append([]recount.PlaceID{q.ID}, q.Within...) {
			if r, err := x.gaz.Place(id); err == nil && r.Level == level {
				return r.Ref()
			}
		}
		return p
	}
	if q.Level != recount.AtArea {
		return within(recount.AtProvince)
	}
	if r := within(recount.AtTown); r.Place != p.Place {
		return r
	}
	for i := range pg.found { // a quarter of which no town is known: that where the report was filed
		if f := &pg.found[i]; f.Dateline && f.Ref.Precision == recount.AtTown && f.Ref.Admin1 == p.Admin1 {
			return f.Ref
		}
	}
	return within(recount.AtProvince)
}

// headed reports whether a place is named before the sentence of a number, and not only
// as where the report was filed.
func (pg *page) headed(p recount.PlaceRef, sent int) bool {
	for i := range pg.found {
		f := &pg.found[i]
		if f.First >= int(pg.d.Sentences[sent].First) {
			return false
		}
		if p.Place != "" && f.Ref.Place == p.Place && !f.Aside() {
			return true
		}
	}
	return false
}

// fronted reports whether name k opens the sentence before what happened, or stands in a
// clause before, and another stands behind it in the same clause: "in Homs a man was killed
// at the gate of Ravna".
func (pg *page) fronted(d *draft, k, first, last int) bool {
	f := &pg.found[k]
	if !pg.p.VerbFirst || f.Last > d.trigger {
		return false
	}
	past := pg.parted(f.Last, d.trigger) && f.First > first+3
	if !past && (f.First > first+3 || wide(f.Ref.Precision) || f.Ref.Precision == recount.AtProvince || f.Ref.Precision.Finer(recount.AtTown)) {
		return false
	}
	for n := k + 1; n < len(pg.found) && pg.found[n].Last <= last; n++ {
		g := &pg.found[n]
		if at := max(d.trigger+1, d.unit.e); g.First >= at {
			return !g.Aside() && g.Ref.Precision != recount.NoPlace && !wide(g.Ref.Precision) && g.Ref.Precision != recount.AtProvince &&
				(!pg.role[n].other() || pg.role[n] == roleHome && d.taken()) && !pg.joined(g) && !pg.parted(at, g.First) && (past || !elsewhere(f.Ref, g.Ref)) && pg.locative(g.First, first)
		}
	}
	return false
}

// given is the draft of the sentence of draft i whose number stands behind a name with "by"
// between: "Homs came first by 12 dead", or -1.
func (pg *page) given(i int, f *gazetteer.Mention) int {
	for k := f.Last; pg.p.VerbFirst && k+1 < min(len(pg.d.Tokens), f.Last+4) && pg.d.Tokens[k].Kind == text.Word; k++ {
		e := &pg.p.Entries[pg.lex[k]]
		if e.Has(lexicon.In) && utf8.RuneCountInString(strings.TrimRight(pg.d.Word(k), "ـ")) == 1 {
			for n := range pg.out {
				if o := &pg.out[n]; o.sent == pg.out[i].sent && o.unit.s == k+1 {
					return n
				}
			}
		}
		if e.Has(lexicon.Preposition | lexicon.In | lexicon.Verb | lexicon.And) {
			break
		}
	}
	return -1
}

// ofItsLine reports whether a draft stands in a line of a list, another than the one that
// names its event's place: then the place is of that line.
func (pg *page) ofItsLine(d *draft, h *happening) bool {
	return pg.p.VerbFirst && h.first != d.sent && pg.d.Bulleted(d.sent) && pg.d.Bulleted(h.first)
}

// saidAt is where those are at home whom the sentences up to one name first, if they name no
// other place: "Camp committee of Ravna: a hundred were killed".
func (pg *page) saidAt(sent int) (none recount.PlaceRef) {
	for i := range pg.found {
		f := &pg.found[i]
		if f.First >= int(pg.d.Sentences[sent].Last) || f.Demonym || f.Dateline {
			break
		}
		if f.Ref.Precision != recount.NoPlace && (f.Home || f.Camp || f.Ref.Precision == recount.Near) && f.Ref.Precision.Finer(recount.AtDistrict) {
			return f.Ref
		}
		if !f.Aside() {
			break
		}
	}
	return none
}

// there reports whether a word for where somebody is of whom was spoken stands in the tokens
// [i,k): "an officer in Ravna said that two were hurt there".
func (pg *page) there(i, k int) bool {
	for i = max(i, 0); i < k; i++ {
		if pg.p.Entries[pg.lex[i]].Is(lexicon.There) && !(i > 0 && pg.p.Entries[pg.lex[i-1]].Has(lexicon.To)) {
			return true
		}
	}
	return false
}
