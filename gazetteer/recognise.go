package gazetteer

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

type scratch struct{}

// Cues are one language's words that stand beside names of places.
type Cues struct{}

// NewCues makes cues of words by their classes.
func NewCues(words map[string][]string) (*Cues, error) { return &Cues{}, nil }

// Context is what is known of a report before its places are.
type Context struct{ Countries []string }

// A Mention is a place named in running text.
type Mention struct {
	Span              recount.Span
	First, Last       int
	Ref               recount.PlaceRef
	Dateline, Demonym bool
}

// Recognise finds the places that a text names.
func (g *Gazetteer) Recognise(d *text.Doc, c *Cues, ctx Context) []Mention { return nil }
