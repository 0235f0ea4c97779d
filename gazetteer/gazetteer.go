// Package gazetteer knows places by the names people call them.
//
// The bundle is one index, built beforehand and embedded: towns of a thousand
// people and more, first-order divisions, countries and regions. Overlays lay
// a user's own places over it and change nothing beneath. A name is looked up
// exactly, then by the consonants it shares between Arabic and Latin script;
// where two places fit a name equally, the answer is the area they share or
// none, never a guess.
package gazetteer

import (
	_ "embed"
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/recountlab/recount"
)

//go:embed data/demonyms.tsv
var demonymRows string

// A Gazetteer is the bundled index with any overlays laid over it. It is safe
// for use by several goroutines and never changes.
type Gazetteer struct {
	base     *index
	layers   []laid            // the later lies above
	over     map[spot]spot     // rows whose place another took
	demonyms map[uint32]people // by the hash of the key
	nations  map[string]int    // rows of the countries in the base, by code
	capitals map[string]int    // rows of their capitals
	firsts   *firsts
	scratch  *sync.Pool
	disputes []Dispute // the first that holds a point decides
	borders  func() (*borders, error)
}

// Open reads the bundled index. It takes a fraction of a second: open once.
func Open() (*Gazetteer, error) {
	x, err := open(packed)
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{base: x, demonyms: map[uint32]people{}, nations: map[string]int{}, capitals: map[string]int{}, firsts: new(firsts), scratch: &sync.Pool{New: func() any { return new(scratch) }}, borders: lines}
	g.firsts.addAll(x)
	if g.disputes, err = Disputes(); err != nil {
		return nil, err
	}
	var buf []byte
	for row := range strings.Lines(demonymRows) {
		cc, words, ok := strings.Cut(strings.TrimSpace(row), "\t")
		if !ok || strings.HasPrefix(row, "#") {
			continue
		}
		for w := range strings.SplitSeq(words, "|") {
			k := Fold(w)
			g.demonyms[hash([]byte(k))] = people{k, cc}
			g.firsts.add([]byte(k), &buf)
		}
	}
	for i, class := range x.class {
		switch Class(class) {
		case Country:
			g.nations[string(x.country[2*i:2*i+2])] = i
		case Capital:
			g.capitals[string(x.country[2*i:2*i+2])] = i
		}
	}
	return g, nil
}

// people is a name of a people and its country.
type people struct{ key, cc string }

func (g *Gazetteer) demonym(key []byte, h uint32) (string, bool) {
	p, ok := g.demonyms[h]
	return p.cc, ok && p.key == string(key)
}

// Place returns the entry with the given ID, from the uppermost layer that has it.
func (g *Gazetteer) Place(id recount.PlaceID) (recount.Place, error) {
	for i := len(g.layers) - 1; i >= 0; i-- {
		if n := g.layers[i].row(id); n >= 0 {
			return g.layers[i].whole(g, n), nil
		}
	}
	if i := g.base.row(id); i >= 0 {
		return g.base.place(i), nil
	}
	return recount.Place{}, fmt.Errorf("place %s: %w", id, recount.ErrNotFound)
}

// Size is how many entries the bundle has.
func (g *Gazetteer) Size() int { return g.base.n }

// Zone returns the IANA time zone of a place, or "".
func (g *Gazetteer) Zone(id recount.PlaceID) string {
	p, err := g.Place(id)
	if err != nil {
		return ""
	}
	for _, up := range p.Within {
		if p.Zone != "" {
			break
		}
		if q, err := g.Place(up); err == nil {
			p.Zone = q.Zone
		}
	}
	return p.Zone
}

// All yields every entry of the bundle with its class, in the order of IDs.
func (g *Gazetteer) All() iter.Seq2[recount.Place, Class] {
	return func(yield func(recount.Place, Class) bool) {
		for i := range g.base.n {
			if !yield(g.base.place(i), Class(g.base.class[i])) {
				return
			}
		}
	}
}
