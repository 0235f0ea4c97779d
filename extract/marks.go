package extract

import (
	"fmt"

	"github.com/recountlab/recount"
)

// Marks are what stands in a text beside its claims: every place, every
// expression of time, and every saying, whether or not anything happened there.
type Marks struct {
	Places  []PlaceMark
	Times   []TimeMark
	Sayings []SayingMark
}

// A PlaceMark is a place named in the text.
type PlaceMark struct {
	Span  recount.Span
	Where recount.PlaceRef
}

// A TimeMark is an expression of time, resolved against the publication.
type TimeMark struct {
	Span recount.Span
	When recount.When
}

// A SayingMark is what somebody says, thinks, wants or decides: who, the word
// that says so, and what. Source is zero if nobody is named.
type SayingMark struct {
	Source, Cue, Content recount.Span
	Voice                recount.Voice // who, as known; for a pronoun, who was named before
	Rule                 string        // how it was found
}

// Mark finds the marks of a report. It returns ErrInvalid if there is no pack
// for its language.
func (x *Reader) Mark(r *recount.Report) (*Marks, error) {
	p := x.packs[r.Lang]
	if p == nil {
		return nil, fmt.Errorf("mark %s: no pack for language %q: %w", r.ID, r.Lang, recount.ErrInvalid)
	}
	pg := x.open(p, r)
	defer x.pages.Put(pg)
	m := &Marks{}
	pg.places(x, r)
	for _, f := range pg.found {
		if f.Lacking { // what it lies in is no point of its own
			f.Ref = recount.PlaceRef{Words: f.Ref.Words, Country: f.Ref.Country, Admin1: f.Ref.Admin1, Rivals: f.Ref.Rivals, Why: f.Ref.Why}
		}
		m.Places = append(m.Places, PlaceMark{f.Span, f.Ref})
	}
	c := x.calendar(pg, r, pg.zone(x, r))
	for n := range pg.d.Sentences {
		for _, t := range c.moments(n) {
			m.Times = append(m.Times, TimeMark{pg.span(t.s, t.e), t.when})
		}
	}
	for _, y := range pg.speech() {
		m.Sayings = append(m.Sayings, SayingMark{pg.spans(y.src), pg.spans(y.cue), pg.spans(y.what), y.voice, string(p.Lang) + "/saying:" + y.rule})
	}
	return m, nil
}
