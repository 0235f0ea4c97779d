package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// places finds the places the report names.
func (pg *page) places(x *Reader, r *recount.Report) {
	pg.found = pg.found[:0]
	if cues := x.cues[r.Lang]; cues != nil {
		all := x.gaz.Recognise(pg.d, cues, x.about(pg, r))
		for i, f := range all {
			if pg.titled(&f) {
				f.Home = true
			}
			if !pg.agency(&f) && !pg.numberWords(&f) && !((f.Lacking || f.Bare) && pg.ordinary(&f)) {
				pg.found = append(pg.found, f)
			} else if i+1 < len(all) && all[i+1].Last == f.Last {
				all[i+1].Beside = false // no place after all, and so the one beside it is where
			}
		}
		pg.surround(x)
	}
}

// agency reports whether a name is rather a news agency's, written all in
// capitals: "(SANA)", "told SANA".
func (pg *page) agency(f *gazetteer.Mention) bool {
	t := pg.d.Tokens[f.First]
	if pg.d.Shout || t.Flags&text.Upper == 0 || f.Last != f.First+1 {
		return false
	}
	return pg.p.Sources.Names.At(&pg.p.Entries[pg.lex[f.First]], pg.lex[:f.Last], f.First) != nil
}

// titled reports whether a name stands in quotation marks with another word, as outlets
// are named: «Ravna Today».
func (pg *page) titled(f *gazetteer.Mention) bool {
	t := pg.d.Tokens
	quote := func(k int) bool { return k >= 0 && k < len(t) && t[k].Mark == '"' }
	word := func(k int) bool { return k >= 0 && k < len(t) && t[k].Kind == text.Word }
	return pg.p.VerbFirst && !f.Headed && (quote(f.First-1) && word(f.Last) && quote(f.Last+1) || word(f.First-1) && quote(f.First-2) && quote(f.Last))
}

// ordinary reports whether the pack knows a word in capitals of a name that the
// gazetteer lacks: then it is no name of a place. In a script without capitals
// neither is a single word of the language that nothing makes a name.
func (pg *page) ordinary(f *gazetteer.Mention) bool {
	if r, _ := utf8.DecodeRuneInString(f.Span.In(pg.d.Raw)); !unicode.IsUpper(r) && !unicode.IsLower(r) {
		e := &pg.p.Entries[pg.lex[f.Last-1]]
		if !f.Lacking && pg.label(f, pg.d.Sentences[pg.sentenceOf(f.First)]) {
			return false
		}
		if !f.Lacking && f.Ref.Precision == recount.AtCountry && f.First > 0 && pg.p.Entries[pg.lex[f.First-1]].Has(lexicon.In|lexicon.From|lexicon.To) {
			return false // "in Syria", which is "a Syrian" too
		}
		if !f.Lacking && f.First > 0 && pg.p.Entries[pg.lex[f.First-1]].Has(lexicon.In) && e.Class&^lexicon.Verb == 0 && len(e.Frames)+len(e.Acts) == 0 {
			return false // no verb stands behind "in"
		}
		if (f.Town || f.Quarter) && e.Has(lexicon.Month) {
			return false // "the May quarter"
		}
		if f.Town && f.Last > f.First+1 && !e.Is(lexicon.Adjective) && e.Class&^(lexicon.Thing|lexicon.Person|lexicon.Plural) == 0 {
			return false // "the village of Two Bears"
		}
		return pg.lex[f.Last-1] != 0 && !e.Name && (f.Lacking || f.Last == f.First+1)
	}
	for i := f.First; i < f.Last; i++ {
		if t := pg.d.Tokens[i]; t.Kind == text.Word && t.Flags&text.Capital != 0 && pg.lex[i] != 0 && f.Ref.Rivals == nil {
			return true
		}
	}
	return false
}

// numberWords reports whether a name is nothing but words of numbers:
// "Forty-two" is a town too.
func (pg *page) numberWords(f *gazetteer.Mention) bool {
	for i := f.First; i < f.Last; i++ {
		if pg.d.Tokens[i].Kind == text.Word && !pg.p.Entries[pg.lex[i]].Has(lexicon.NumberWord) {
			return false
		}
	}
	return f.First < f.Last
}

// zone returns the time zone of the place the report names most, "" if it
// names none whose zone is known.
func (pg *page) zone(x *Reader, r *recount.Report) string {
	count := map[string]int{}
	best := ""
	for _, f := range pg.found {
		if f.Aside() || f.Ref.Place == "" {
			continue
		}
		z := x.gaz.Zone(f.Ref.Place)
		if z == "" {
			continue
		}
		count[z]++
		if best == "" || count[z] > count[best] {
			best = z
		}
	}
	return best
}

// locate gives each draft the place its sentence names for it: the finest of
// those that agree, after the word that says what happened rather than before
// it; never one inside the name of who speaks.
func (pg *page) locate() {
	pg.roles()
	first := 0
	for i := range pg.out {
		d := &pg.out[i]
		x := pg.d.Sentences[d.sent]
		for first > 0 && (first >= len(pg.found) || pg.found[first].First >= int(x.First)) {
			first--
		}
		for first < len(pg.found) && pg.found[first].First < int(x.First) {
			first++
		}
		best, tail, far := -1, -1, 1<<30 // tail: the last name of the phrase that best stands in
		for k := first; k < len(pg.found) && pg.found[k].First < int(x.Last); k++ {
			f := &pg.found[k]
			if f.Aside() || f.Ref.Precision == recount.NoPlace || pg.joined(f) {
				continue
			}
			if d.spoken(f.First) || pg.seats(d, k, int(x.First)) {
				if p := d.whereSeat.Precision; pg.p.VerbFirst && (p == recount.NoPlace || pg.role[k] == roleHome && f.First > d.trigger || p.Finer(recount.AtTown) && f.Ref.Precision == recount.AtTown && f.First-pg.found[k-1].Last <= 1) { // rather the town than a house in it
					d.whereSeat = f.Ref
				}
				continue
			}
			if f.Ref.Precision == recount.AtCountry && !pg.inside(f.First, int(x.First)) || pg.elsewise(d, f.First) {
				continue
			}
			anchor, back, gapped := d.trigger, 4, d.path == "ellipsis" || pg.placed(d, first) // a part is located from its own words on
			switch {
			case d.path == "by-place": // "in Aleppo (21)"
				anchor, back = d.unit.s, 0
			case gapped || d.path == "gapped" || d.part && d.unit.s > anchor && !d.unit.ofThem: // "six died in Homs, two in Hama"
				anchor = d.unit.e - 1
			}
			if gapped && f.Last <= d.unit.s || pg.others(i, f.First, first) { // "six died in Homs, two in Hama"
				continue
			}
			distance := f.First - anchor
			if distance < 0 {
				distance = anchor - f.Last + back
			}
			if !f.Headed && !pg.locative(f.First, int(x.First)) && !x.Head {
				if pg.acts(f.Last, int(x.Last)) {
					continue
				}
				distance += 30
			}
			switch p := f.Ref.Precision; {
			case pg.label(f, x): // "Daraa: three killed in Tafas"
				distance += 40
			case f.Last <= d.trigger && (wide(p) || p == recount.AtProvince): // "in the West Bank two were killed in Qusra"
				distance += 12
			}
			if pg.fronted(d, k, int(x.First), int(x.Last)) || pg.p.VerbFirst && pg.meanwhile(f.Last, d.trigger) {
				distance += 12
			}
			if n := pg.given(i, f); n == i {
				distance = 0
			} else if n >= 0 {
				continue
			}
			distance += pg.beyond(d, f.First)    // "killed three, and others near Homs"
			if pg.supposed(d.trigger, f.First) { // "if they do not leave Homs"
				continue
			}
			if d.speakerIn(pg, f) { // "a doctor in Homs": where the speaker is
				distance += 30
			}
			if d.part && pg.p.VerbFirst && anchor == d.trigger && pg.role[k] != roleHit && pg.parted(d.unit.e, f.First) { // "…, five of them children, and others in Homs"
				distance += 30
			}
			switch r := pg.role[k]; {
			case d.astray(r):
				continue
			case r == roleHit:
				distance -= 12
			}
			if d.what.Family() == recount.Truce && distance > 12 && d.what != recount.TalksFailed && d.what != recount.TalksHeld {
				continue // a truce is seldom of one road
			}
			if best >= 0 && f.First-pg.found[tail].Last <= 4 && !(pg.found[tail].Last <= d.trigger && d.trigger < f.First) && !elsewhere(f.Ref, pg.found[best].Ref) { // the same place, told more finely
				if owner := strings.TrimSpace(pg.d.Raw[pg.found[tail].Span.End:max(f.Span.Start, pg.found[tail].Span.End)]); (owner == "'s" || owner == "’s") && !wide(f.Ref.Precision) { // "Gaza's Beit Lahia"
					best = k
				} else if p := pg.found[best].Ref.Precision; f.Ref.Precision.Finer(p) && !pg.and(pg.found[tail].Last, f) && !(p == recount.Near && (pg.found[best].Camp || pg.found[best].Lacking)) { // a camp beside a town is not the town, nor is what lies in it
					best = k
				}
				tail, far = k, min(far, distance)
				continue
			}
			if distance < far {
				best, tail, far = k, k, distance
			}
		}
		if best >= 0 {
			d.where, d.whereAt, d.whereOwn = pg.found[best].Ref, pg.found[best].Span, true
			pg.withUnknown(d, pg.found[best].First, int(x.First))
		} else if s := d.whereSeat; s.Precision.Finer(recount.AtDistrict) && pg.there(d.trigger-4, int(x.Last)) {
			d.where, d.whereAt, d.whereOwn = s, pg.namedAt(s), true
		} else {
			pg.placeBefore(i, first)
		}
	}
}

// others reports whether the name at token k stands behind a number that the
// sentence adds to draft i without its verb, and so is that number's.
func (pg *page) others(i, k, first int) bool {
	d := &pg.out[i]
	for n := i + 1; n < len(pg.out) && pg.out[n].sent == d.sent; n++ {
		if o := &pg.out[n]; d.unit.s < o.unit.s && o.unit.s <= k && (o.path == "ellipsis" || pg.placed(o, first)) {
			return true
		}
	}
	return false
}

// placed reports whether a number of a list has a place right behind it, as the one before
// it has: "two were killed in Homs and three in Ravna". found[first] is the sentence's first.
func (pg *page) placed(d *draft, first int) bool {
	if !pg.p.VerbFirst || !strings.HasSuffix(d.path, ".list") || d.unit.e >= len(pg.d.Tokens) {
		return false
	}
	before := false
	for k := first; k < len(pg.found) && pg.found[k].First <= d.unit.e+1; k++ {
		f := &pg.found[k]
		switch {
		case f.Aside() || f.Ref.Precision == recount.NoPlace:
		case f.Last <= d.unit.s:
			before = before || f.First > d.trigger
		case f.First == d.unit.e+1 && pg.p.Entries[pg.lex[d.unit.e]].Has(lexicon.In), f.First == d.unit.e && f.Span.Start > int(pg.d.Tokens[f.First].Start):
			return before
		}
	}
	return false
}

// withUnknown takes a name that the gazetteer lacks into the words of the place
// that the text puts it in: "in Okuama, Delta State".
func (pg *page) withUnknown(d *draft, at, first int) {
	k := at - 1
	if k <= first || pg.d.Tokens[k].Mark != ',' {
		return
	}
	for k--; k > first && pg.lex[k] == 0 && pg.d.Tokens[k].Kind == text.Word && pg.d.Tokens[k].Flags&text.Capital != 0; k-- {
	}
	if k+2 < at && pg.p.Entries[pg.lex[k]].Has(lexicon.In|lexicon.From|lexicon.To) {
		d.whereAt.Start = int(pg.d.Tokens[k+1].Start)
		d.where.Words = pg.d.Raw[d.whereAt.Start:d.whereAt.End]
	}
}
