// Package extract reads claims out of reports.
//
// Reading is a pure function of the report, the pack and the gazetteer: the
// same three always give the same claims, with the same IDs.
package extract

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	_ "time/tzdata" // zones on machines that have none

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// Version is raised whenever the program may read otherwise than before.
const Version = 1

// A Reader reads reports in the languages it has packs for. It is safe for
// use by several goroutines.
type Reader struct {
	packs map[recount.Lang]*lexicon.Pack
	gaz   *gazetteer.Gazetteer
	cues  map[recount.Lang]*gazetteer.Cues
	focus gazetteer.Context
	zones sync.Map  // of *time.Location by name
	pages sync.Pool // of *page, so that their slices serve again
}

// New returns a reader with the given packs and gazetteer.
func New(packs map[recount.Lang]*lexicon.Pack, g *gazetteer.Gazetteer) (*Reader, error) {
	x := &Reader{packs: packs, gaz: g, cues: map[recount.Lang]*gazetteer.Cues{}}
	for lang, p := range packs {
		c, err := gazetteer.NewCues(p.Places)
		if err != nil {
			return nil, fmt.Errorf("pack %s: places: %w", lang, err)
		}
		x.cues[lang] = c
	}
	return x, nil
}

// Builtin returns a reader with the packs and places that come with the program.
func Builtin() (*Reader, error) {
	packs, err := lexicon.Builtin()
	if err != nil {
		return nil, err
	}
	g, err := gazetteer.Open()
	if err != nil {
		return nil, err
	}
	return New(packs, g)
}

// Name identifies a reading: program and pack versions, and the pack's hash,
// "extract/1 en/1:3f9a1c2b". It is "" for a language without a pack.
func (x *Reader) Name(l recount.Lang) string {
	p := x.packs[l]
	if p == nil {
		return ""
	}
	return NameOf(p)
}

// NameOf identifies readings of this program with the pack p.
func NameOf(p *lexicon.Pack) string {
	return fmt.Sprintf("extract/%d %s/%d:%s", Version, p.Lang, p.Version, p.Hash)
}

// A Reading is what one report was read to say.
type Reading struct {
	Claims []recount.Claim // in the order made
	Events []Event         // the report's events, the main one first
}

// An Event is something the report tells of: the claims in it may later be
// found to speak of an incident other reports tell of too.
type Event struct {
	Number     int // as in Claim.Event
	Background bool
	What       recount.What
	Where      recount.PlaceRef
	When       recount.When
	Claims     []recount.ClaimID
}

// Read returns every claim that r makes. It returns ErrInvalid if there is no
// pack for r.Lang.
func (x *Reader) Read(r *recount.Report) (*Reading, error) {
	return x.reading(r, func(*page) {})
}

// reading reads r, and shows its page to look when all is known of its claims.
func (x *Reader) reading(r *recount.Report, look func(*page)) (*Reading, error) {
	p := x.packs[r.Lang]
	if p == nil {
		return nil, fmt.Errorf("read %s: no pack for language %q: %w", r.ID, r.Lang, recount.ErrInvalid)
	}
	pg := x.open(p, r)
	defer x.pages.Put(pg)
	pg.read()
	out := x.finish(pg, r)
	if len(pg.out) > 0 {
		look(pg)
	}
	return out, nil
}

// finish makes claims of the drafts of a page: what the sentences and the report
// say about each.
func (x *Reader) finish(pg *page, r *recount.Report) *Reading {
	if len(pg.out) == 0 {
		return &Reading{}
	}
	pg.scope()
	pg.told()
	pg.voices(r)
	pg.doubted()
	pg.headlines()
	pg.armed()
	pg.sited()
	pg.places(x, r)
	pg.locate()
	c := x.calendar(pg, r, pg.zone(x, r))
	pg.times(c)
	hs := pg.segment(c)
	pg.settle()
	pg.inherit(x, hs, c)
	out := pg.claims(r, x.Name(r.Lang))
	out.Events = pg.events(hs, c, out.Claims)
	return out
}

// open cuts a report and looks its words up, on a page that may have served before.
func (x *Reader) open(p *lexicon.Pack, r *recount.Report) *page {
	pg, _ := x.pages.Get().(*page)
	if pg == nil {
		pg = &page{d: &text.Doc{}}
	}
	pg.p, pg.labelRule = p, string(p.Lang)+"/voice:label"
	clear(pg.out)
	pg.out, pg.notes, pg.quotes = pg.out[:0], pg.notes[:0], nil
	p.Cutter.Recut(pg.d, r.Text, r.Lang)
	pg.lookUp()
	return pg
}

// lookUp finds what the pack knows of each token.
func (pg *page) lookUp() {
	if n := len(pg.d.Tokens); cap(pg.lex) < n {
		pg.lex = make([]int32, n)
	} else {
		pg.lex = pg.lex[:n]
		clear(pg.lex)
	}
	merged := false
	for i := range pg.d.Tokens {
		t := &pg.d.Tokens[i]
		if t.Kind == text.Number {
			continue
		}
		n, definite := pg.p.Know(pg.d.Raw[t.Start:t.End], merged && t.Flags&text.Glued != 0)
		if pg.lex[i] = n; definite {
			t.Flags |= text.Definite
		}
		merged = t.End-t.Start == 2 && pg.p.Merges(n)
	}
	pg.p.Join(pg.lex)
}

// read reads the sentences in which a word stands that says what happened.
func (pg *page) read() {
	s := &sentence{page: pg, u: pg.units}
	defer func() { pg.units = s.u[:0] }()
	for n, x := range pg.d.Sentences {
		harm, acts := false, false
		for i := x.First; i < x.Last; i++ {
			e := &pg.p.Entries[pg.lex[i]]
			harm = harm || len(e.Frames) > 0
			acts = acts || len(e.Acts) > 0
		}
		if !harm && !acts {
			continue
		}
		s.n, s.a, s.b, s.start = n, int(x.First), int(x.Last), len(pg.out)
		if harm {
			if s.p.VerbFirst {
				s.chunkHeads()
			} else {
				s.chunk()
			}
			s.harm()
		}
		if acts {
			s.acts()
		}
	}
}

// claims turns the drafts into claims.
func (pg *page) claims(r *recount.Report, reader string) *Reading {
	out := &Reading{Claims: make([]recount.Claim, 0, len(pg.out))}
	steps := make([]recount.Step, 0, 7*len(pg.out)+len(pg.notes))
	for i := range pg.out {
		c := pg.claim(&pg.out[i], r, reader)
		c.Trace = pg.trace(&pg.out[i], &c, steps[len(steps):])
		if n := len(steps) + len(c.Trace); n <= cap(steps) {
			steps = steps[:n]
		}
		out.Claims = append(out.Claims, c)
	}
	for i := range pg.out {
		if k := pg.out[i].parent; k >= 0 {
			out.Claims[i].PartOf = out.Claims[k].ID
		}
		if k := pg.out[i].repeats; k >= 0 {
			out.Claims[i].Repeats = out.Claims[k].ID
		}
	}
	return out
}

func (pg *page) claim(d *draft, r *recount.Report, reader string) recount.Claim {
	sent := pg.d.Sentences[d.sent]
	c := recount.Claim{Report: r.ID, What: d.what, Count: d.q, Who: d.unit.who, Adds: d.adds, Prior: d.prior, Reality: d.reality, Denied: d.denied,
		Event: d.event, Reader: reader}
	if d.by != "" {
		c.Reader = d.by
	}
	c.Background = d.background
	c.Scope.Total, c.Scope.Many = d.since, d.many
	c.Evidence.Whole = pg.span(int(sent.First), int(sent.Last))
	room := make([]recount.Span, 0, 8) // for the spans of this claim
	one := func(s recount.Span) []recount.Span {
		room = append(room, s)
		return room[len(room)-1 : len(room) : len(room)]
	}
	c.Evidence.What = one(pg.span(d.trigger, d.trigger+1))
	if d.path == "pattern" {
		c.Evidence.What = one(pg.span(d.unit.s, d.unit.e))
	} else if d.unit.e > d.unit.s {
		c.Evidence.Who = one(pg.span(d.unit.s, d.unit.e))
		c.Who.Words = c.Evidence.Who[0].In(r.Text)
	}
	if d.unit.hasQ && d.unit.count.e > d.unit.count.s {
		c.Evidence.Count = one(pg.span(d.unit.count.s, d.unit.count.e))
	}
	if d.target.Len() > 0 {
		c.Target, c.Evidence.Target = d.target.In(r.Text), one(d.target)
	}
	if d.weapon.Len() > 0 {
		c.Weapon, c.Evidence.Weapon = d.weapon.In(r.Text), one(d.weapon)
	}
	c.Where, c.Said = d.where, r.Published
	if d.whereAt.Len() > 0 {
		c.Evidence.Where = one(d.whereAt)
	}
	c.When, c.Scope.Since = d.when, d.period
	if d.whenAt.Len() > 0 {
		c.Evidence.When = one(d.whenAt)
	}
	c.Says, c.Hedges, c.Blamed = d.says, d.hedges, d.blamed
	for _, v := range d.says {
		if !v.Span.IsZero() {
			c.Evidence.Says = append(c.Evidence.Says, v.Span)
		}
	}
	if d.by == "" { // how sure a proposal is has not been measured
		c.Sure = pg.sure(d)
	}
	c.ID = nameClaim(&c)
	return c
}

// nameClaim makes a claim's ID of the report, the words and the values read
// from them, so that another reader that reads the same makes the same claim.
func nameClaim(c *recount.Claim) recount.ClaimID {
	spans := slices.Concat(c.Evidence.What, c.Evidence.Who, c.Evidence.Count)
	places := make([]byte, 0, 48)
	for _, s := range spans {
		places = strconv.AppendInt(append(places, ' '), int64(s.Start), 10)
		places = strconv.AppendInt(append(places, '-'), int64(s.End), 10)
	}
	return recount.ClaimID(recount.NameOf("c:", string(c.Report), string(c.What), string(places), c.Count.String(), string(c.Count.Unit),
		string(c.Reality), strconv.FormatBool(c.Denied)))
}
