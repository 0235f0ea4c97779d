package extract

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// Selected is what words that a person chose in a report say, each field nil if
// they say nothing of it.
type Selected struct {
	At     recount.Span // the words
	What   recount.What // what happened, "" if they do not say
	Count  *recount.Quantity
	Who    *recount.Victims // as the readers group them
	Where  *recount.PlaceRef
	When   *recount.When
	Weapon string           // as worded, "" if they name none
	Blamed *recount.Mention // a party known by them
	Says   *recount.Voice   // somebody who speaks; unnamed if nobody is known by these words
}

// Selected reads the words of a report in a span as reading the whole of it would,
// where they stand: a day of the week by when it was published, a place by what
// else the report names, though they be a part of how it says so. Of several
// figures or times in them the first counts, of several places the finest. A span that is none of the report's text, and a
// report in a language without a pack, are ErrInvalid.
func (x *Reader) Selected(r *recount.Report, at recount.Span) (*Selected, error) {
	p := x.packs[r.Lang]
	switch {
	case p == nil:
		return nil, fmt.Errorf("words of %s: no pack for language %q: %w", r.ID, r.Lang, recount.ErrInvalid)
	case at.Start < 0 || at.End > len(r.Text) || at.Start >= at.End || !utf8.RuneStart(r.Text[at.Start]) || at.End < len(r.Text) && !utf8.RuneStart(r.Text[at.End]):
		return nil, fmt.Errorf("words of %s: nothing stands at %d to %d: %w", r.ID, at.Start, at.End, recount.ErrInvalid)
	}
	pg := x.open(p, r)
	defer x.pages.Put(pg)
	pg.read()
	out := &Selected{At: at}
	pg.places(x, r)
	c := x.calendar(pg, r, pg.zone(x, r))
	units := pg.units
	defer func() { pg.units = units[:0] }()
	for n, sent := range pg.d.Sentences {
		s := &sentence{page: pg, u: units, n: n, a: int(sent.First), b: int(sent.Last)}
		i, k := s.a, s.b // the tokens chosen
		for i < k && int(pg.d.Tokens[i].Start) < at.Start {
			i++
		}
		for k > i && int(pg.d.Tokens[k-1].End) > at.End {
			k--
		}
		if i < k {
			s.selected(out, c, i, k)
			s.selectedPeople(out, i, k)
			units = s.u
		}
	}
	return out, nil
}

// nested reports whether one of two stretches of tokens lies in the other.
func nested(a, b, i, k int) bool { return a >= i && b <= k || a <= i && b >= k }

// selected reads tokens [i,k) of a sentence.
func (s *sentence) selected(out *Selected, c *calendar, i, k int) {
	for _, m := range c.moments(s.n) {
		if out.When == nil && nested(m.s, m.e, i, k) && !m.when.IsZero() {
			out.When = &m.when
		}
	}
	for _, f := range s.found {
		if nested(f.First, f.Last, i, k) && f.Ref.Precision != recount.NoPlace && (out.Where == nil || f.Ref.Precision.Finer(out.Where.Precision)) {
			ref := f.Ref
			ref.Words = f.Span.In(s.d.Raw)
			out.Where = &ref
		}
	}
	for j := i; j < k && out.Count == nil; j++ {
		if q, ok := s.quantity(j); ok && q.s >= i && q.e <= k && q.e > q.s {
			out.Count = &q.q
		}
	}
	for j := i; j < k && out.What == ""; j++ {
		out.What = whatAt(s, j)
	}
	for j := i; j < k && out.Weapon == ""; j++ {
		if ph := s.p.Weapons.At(s.entry(j), s.lex[:k], j); ph != nil && ph.Class != lexicon.NoWeapon {
			out.Weapon = s.span(j, j+len(ph.Words)).In(s.d.Raw)
		}
	}
	if m := s.party(i, k); out.Blamed == nil && m.Party != "" {
		out.Blamed = &m
	}
	if out.Says == nil {
		v := recount.Voice{Kind: recount.Unnamed, Words: s.span(i, k).In(s.d.Raw), Span: s.span(i, k)}
		known, kind := s.whoSpeaks(i, k)
		if known != nil {
			src, _ := s.p.Sources.Source(recount.SourceID(known.Class))
			v.Source, v.Kind = src.ID, src.Kind
		} else if kind != "" {
			v.Kind = kind
		}
		out.Says = &v
	}
}

// whatAt is what the word at token i says happened, "" if nothing.
func whatAt(s *sentence, i int) recount.What {
	e := s.entry(i)
	switch {
	case len(e.Frames) > 0:
		return e.Frames[0].What
	case len(e.Acts) > 0:
		return s.p.Acts[e.Acts[0]].What
	}
	return ""
}

// selectedPeople reads who the people are whose noun is among tokens [i,k), and how
// many they are where that noun says it.
func (s *sentence) selectedPeople(out *Selected, i, k int) {
	if s.p.VerbFirst {
		s.chunkHeads()
	} else {
		s.chunk()
	}
	for _, u := range s.u {
		if u.kind != people || u.head < i || u.head >= k {
			continue
		}
		if out.Who == nil {
			who := u.who
			who.Words = s.span(u.head, u.head+1).In(s.d.Raw)
			out.Who = &who
		}
		if q := u.count.q; out.Count == nil && u.hasQ && u.s >= i { // "a man", a dual
			out.Count = &q
		}
	}
}

// Nearest is where words stand in a text nearest to a byte of it, zero if nowhere.
func Nearest(text, words string, from int) recount.Span {
	best := -1
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		if i += at; best < 0 || max(i-from, from-i) < max(best-from, from-best) {
			best = i
		}
		at = i + len(words)
	}
	if best < 0 {
		return recount.Span{}
	}
	return recount.Span{Start: best, End: best + len(words)}
}
