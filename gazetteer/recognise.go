package gazetteer

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

type Cues struct{}

func NewCues(words map[string][]string) (*Cues, error) { return &Cues{}, nil }

type Context struct{ Countries []string }

type Mention struct {
	Span              recount.Span
	First, Last       int
	Ref               recount.PlaceRef
	Dateline, Demonym bool
}

func (g *Gazetteer) Recognise(d *text.Doc, c *Cues, ctx Context) []Mention { return nil }
func (g *Gazetteer) Zone(id recount.PlaceID) string                        { return "" }
