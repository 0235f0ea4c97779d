package desk

import (
	"sync"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// registry is the one that comes with the program, read when it is first asked.
var registry = sync.OnceValues(func() (*lexicon.Registry, error) {
	packs, err := lexicon.Builtin()
	if err != nil {
		return nil, err
	}
	return packs["en"].Sources, nil
})

// Known tells what the registry that comes with the program knows of a source.
func Known(id recount.SourceID) recount.Source {
	r, err := registry()
	if err != nil {
		panic(err) // the packs are compiled in
	}
	s, _ := r.Source(id)
	return s
}

// Sources returns what tells who owns whom and who relays whom: the registry
// that comes with the program, with the rows of a table of the casebook's own,
// registry/sources.tsv in its folder, laid over it.
func Sources(dir string) (func(recount.SourceID) recount.Source, error) {
	rows, err := ownSources(dir)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return Known, nil
	}
	own := map[recount.SourceID]recount.Source{}
	for _, s := range rows {
		own[s.ID] = s.Source
	}
	return func(id recount.SourceID) recount.Source {
		if s, ok := own[id]; ok {
			return s
		}
		return Known(id)
	}, nil
}
