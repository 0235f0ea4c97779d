package gazetteer

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// contain notes which name stands within which by the words: "X, Y", "X in Y
// province", "X district of Y".
func (r *recognising) contain() {
	fs, d := r.s.found, r.d
	for i := 0; i+1 < len(fs); i++ {
		a, b, aside := &fs[i], &fs[i+1], false
		if a.sense >= 0 && b.cc != "" && !b.capital && b.first == a.to && r.caseless(b.first) {
			r.s.senses[a.sense].nation = b.cc
		}
		if a.sense < 0 || b.sense < 0 || a.sense == b.sense || a.home || b.home {
			continue
		}
		gap := b.first - a.to
		joined := b.glued&andWord == 0 && b.from-a.to == 1 && d.Tokens[a.to].Mark == ',' && (gap == 1 || r.c.bare) && !r.list(i)
		inside := gap >= 1 && b.from-a.to <= 3 && r.is(a.to, b.first, inWord|ofWord) && (gap == 1 || b.from <= a.to+1 || r.is(a.to+1, b.first, withArticle))
		inside = inside || b.from == a.to && (r.glue(b.from).cue|b.glued)&inWord != 0
		joined = joined || inside
		x, y := r.s.senses[a.sense].facts[0], r.s.senses[b.sense].facts[0]
		if !joined && b.from == a.to && b.cues&direction != 0 && b.glued&andWord == 0 { // "Tripoli north of Lebanon" in Arabic
			joined, aside = true, true
		}
		part := inside && y.class < Province && y.level != recount.AtArea && (a.cues&quarterHead != 0 || a.cues&areaHead != 0 && !r.caseless(a.first))
		if x.class >= Province && y.class <= x.class && !part {
			continue // "Colorado, California", but "the Brazil quarter of Rafah"
		}
		if !joined || !part && !aside && y.class < Province && (y.level == recount.AtArea || y.people < x.people) {
			continue
		}
		a.in = i + 1
		if r.s.senses[a.sense].in < 0 {
			r.s.senses[a.sense].in, r.s.senses[a.sense].aside = b.sense, aside
			r.s.senses[a.sense].quarter = inside && a.cues&areaHead != 0 && y.class < Province
			r.soundNear(a, y)
		}
	}
}

// soundNear adds to what a name may mean the places near y whose names only sound like it,
// where the words put it there and none that bears it lies so: "Mansoura west of Raqqa".
func (r *recognising) soundNear(a *found, y fact) {
	sn := &r.s.senses[a.sense]
	there := func(f fact) bool {
		return f.cc == y.cc && (y.class == Province && f.admin == y.admin || y.class < Province && f.point.Metres(y.point) < 60000)
	}
	if y.class >= Country || slices.ContainsFunc(sn.facts, there) {
		return
	}
	name, key := r.spelt(a.first, a.skip, a.last)
	for _, p := range r.soundOf(key, name) {
		if f := r.g.fact(p); p.cost <= 0.3 && f.class < Province && there(f) && len(sn.refs) < maxRefs {
			sn.refs, sn.facts = append(sn.refs, p), append(sn.facts, f)
		}
	}
}

// list reports whether found i and i+1 are two of an enumeration: "X, Y and Z",
// "W, X, Y and Z provinces". A division or a land after a comma is a part of one
// only if the name before it may be of its kind.
func (r *recognising) list(i int) bool {
	fs := r.s.found
	for k := i + 1; k+1 < len(fs) && k < i+8; k++ {
		b, c := fs[k], fs[k+1]
		gap := c.first - b.to
		comma := gap >= 1 && r.d.Tokens[b.to].Mark == ','
		switch {
		case c.glued&andWord != 0 && (gap == 0 || gap == 1 && comma), gap == 1 && r.is(b.to, c.first, andWord), gap == 2 && comma && r.is(b.to+1, c.first, andWord):
			f := &r.s.senses[fs[i+1].sense0()].facts[0]
			return f.class != Country && f.class != Province || r.maybe(fs[i], f.class)
		case gap != 1 || !comma:
			return false
		case k == i+1 && b.sense >= 0 && r.s.senses[b.sense].facts[0].class == Province && r.maybe(c, Province):
			return r.maybe(fs[i], Province) // "in Khost, Helmand, Kandahar"
		}
	}
	return false
}

// maybe reports whether a name may be a place of a class.
func (r *recognising) maybe(f found, c Class) bool {
	return f.sense >= 0 && slices.ContainsFunc(r.s.senses[f.sense].facts, func(a fact) bool { return a.class == c })
}

func (f found) sense0() int { return max(f.sense, 0) }

// datelines marks the names before the dash that opens a report, or before its
// date in brackets.
func (r *recognising) datelines() {
	d := r.d
	for i := range r.s.found {
		f := &r.s.found[i]
		if len(d.Sentences) > 6 && f.first >= int(d.Sentences[6].First) {
			break
		}
		if r.bracketed(f.last) {
			f.dateline = true
			for k := i; k > 0 && r.s.found[k-1].last+1 == r.s.found[k].first && d.Tokens[r.s.found[k-1].last].Mark == ','; k-- {
				r.s.found[k-1].dateline = true
			}
			return
		}
	}
	at := 0
	for n := range d.Sentences {
		if n > 6 {
			return
		}
		st := &d.Sentences[n]
		for at < len(r.s.found) && r.s.found[at].first < int(st.First) {
			at++
		}
		if at == len(r.s.found) || r.s.found[at].first != int(st.First) {
			continue
		}
		from := int(st.First)
		if r.caseless(from) { // "Baghdad (Agency) - ", "Baghdad/ "
			last := at
			for from = r.agencyAfter(r.s.found[at].last); last+1 < len(r.s.found) && from > 0 && r.s.found[last+1].first == from+1; { // "Gaza/Jerusalem - "
				next := r.agencyAfter(r.s.found[last+1].last)
				if next == 0 {
					break
				}
				last, from = last+1, next
			}
			if from == 0 {
				continue
			}
		}
		for k := from; k < min(int(st.Last), int(st.First)+16); k++ {
			t := &d.Tokens[k]
			if t.Kind == text.Mark && (t.Mark == '-' && t.Flags&text.Glued == 0 || from > int(st.First)) {
				for i := at; i < len(r.s.found) && r.s.found[i].last <= k; i++ {
					r.s.found[i].dateline = true
				}
				return
			}
			if t.Kind == text.Word && t.Flags&text.Capital == 0 && !d.Shout {
				break
			}
		}
	}
}

// agencyAfter returns the dash or stroke that ends a dateline of a script without
// capitals whose place ends before token i, or 0: an agency's name may stand
// between, in brackets or after a dash.
func (r *recognising) agencyAfter(i int) int {
	t := r.d.Tokens
	if i < len(t) && t[i].Mark == '(' {
		for k := i + 2; k < min(len(t), i+6); k++ {
			if t[k].Mark == ')' {
				i = k + 1
				break
			}
		}
	}
	if i < len(t) && (t[i].Mark == '-' || t[i].Mark == '/') {
		return i
	}
	return 0
}

// laterDatelines marks those of reports that stand further down, where a page has
// several: "KABUL, Afghanistan (August 9) - …" at the head of a paragraph.
func (r *recognising) laterDatelines() {
	d, at := r.d, 0
	for n := 7; n < len(d.Sentences) && !d.Shout; n++ {
		st := &d.Sentences[n]
		if d.Tokens[st.First].Flags&text.Upper == 0 || d.Sentences[n-1].Paragraph == st.Paragraph {
			continue
		}
		for at < len(r.s.found) && r.s.found[at].first < int(st.First) {
			at++
		}
		last := at
		for last+1 < len(r.s.found) && r.comma(r.s.found[last].last, len(d.Tokens)) && r.s.found[last+1].first == r.s.found[last].last+1 {
			last++
		}
		if at == len(r.s.found) || r.s.found[at].first != int(st.First) {
			continue
		}
		if k := r.s.found[last].last; r.bracketed(k) || k < len(d.Tokens) && d.Tokens[k].Mark == '-' && d.Tokens[k].Flags&text.Glued == 0 {
			for i := at; i <= last; i++ {
				r.s.found[i].dateline = true
			}
		}
	}
}

// bracketed reports whether a date in brackets stands at token k.
func (r *recognising) bracketed(k int) bool {
	ts := r.d.Tokens
	if k >= len(ts) || ts[k].Mark != '(' {
		return false
	}
	day := false
	for n := k + 1; n < min(len(ts), k+8); n++ {
		switch {
		case ts[n].Mark == ')':
			return day && n > k+2
		case ts[n].Kind == text.Number && ts[n].Value >= 1 && ts[n].Value <= 31:
			day = true
		}
	}
	return false
}
