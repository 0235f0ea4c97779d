package desk

import (
	"sync"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// registry is the one that comes with the program, read when it is first asked.
var registry = sync.OnceValue(func() *lexicon.Registry {
	packs, err := lexicon.Builtin()
	if err != nil {
		return nil // the packs compiled in are tested; without them nothing is known of anybody
	}
	return packs["en"].Sources
})

// known tells what is known of a source.
func known(id recount.SourceID) recount.Source {
	if r := registry(); r != nil {
		s, _ := r.Source(id)
		return s
	}
	return recount.Source{}
}
