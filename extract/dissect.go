package extract

import (
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// A Cut is one sentence as it is read: its words with what the pack knows of
// each, and the phrases it is cut into.
type Cut struct {
	Span    recount.Span
	Read    bool // some word says what happened; else the sentence is passed over
	Words   []CutWord
	Phrases []CutPhrase
}

// A CutWord is a word or sign.
type CutWord struct {
	Span  recount.Span
	Known bool
	Parts []string // its classes and traits
	Rules []string // frames it carries, and patterns and phrases that begin with it
}

// A CutPhrase is a unit of the sentence.
type CutPhrase struct {
	Span  recount.Span
	Kind  string // "people", "number", "thing", "name", "trigger", "counted event"; single words that are none of these are left out
	Count string // its quantity, if it has one
	Why   string // why it counts nobody, if it does not
}

var kindNames = map[kind]string{people: "people", bare: "number", thing: "thing", name: "name", trigger: "trigger", happened: "counted event"}

// Dissect shows how each sentence of a report is cut and what the pack knows of
// its words. It returns ErrInvalid if there is no pack for the language.
func (x *Reader) Dissect(r *recount.Report) ([]Cut, error) {
	p := x.packs[r.Lang]
	if p == nil {
		return nil, fmt.Errorf("there is no pack for language %q: %w", r.Lang, recount.ErrInvalid)
	}
	pg := x.open(p, r)
	defer x.pages.Put(pg)
	var out []Cut
	for n, sent := range pg.d.Sentences {
		s := &sentence{page: pg, n: n, a: int(sent.First), b: int(sent.Last)}
		c := Cut{Span: pg.span(s.a, s.b)}
		for i := s.a; i < s.b; i++ {
			e := s.entry(i)
			w := CutWord{Span: pg.span(i, i+1), Known: s.known(i), Parts: e.Parts()}
			for k := range e.Frames {
				w.Rules = append(w.Rules, e.Frames[k].Rule)
			}
			c.Read = c.Read || len(e.Frames) > 0 || len(e.Acts) > 0
			for _, k := range e.Acts {
				w.Rules = append(w.Rules, p.Acts[k].Rule)
			}
			for _, set := range []*lexicon.Phrases{p.Quantifiers, p.Hedges, p.Scopes, p.Cues} {
				if ph := set.At(e, s.lex[:s.b], i); ph != nil {
					w.Rules = append(w.Rules, ph.Shown())
				}
			}
			c.Words = append(c.Words, w)
		}
		s.chunk()
		for k := range s.u {
			if s.u[k].kind != other {
				c.Phrases = append(c.Phrases, s.shown(k))
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// shown shows unit k.
func (s *sentence) shown(k int) CutPhrase {
	u := &s.u[k]
	c := CutPhrase{Span: s.span(u.s, u.e), Kind: kindNames[u.kind]}
	if u.hasQ || u.one || u.plural {
		c.Count = u.count.q.String()
	}
	switch {
	case u.poss:
		c.Why = "only owns what follows"
	case u.thing && u.event == nil:
		c.Why = "no people"
	}
	return c
}
