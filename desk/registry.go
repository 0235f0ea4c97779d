package desk

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// A Registry tells who may say something: the one that comes with the program,
// with the casebook's own rows laid over it.
type Registry struct {
	base    *lexicon.Registry
	sources []lexicon.KnownSource
	at      map[recount.SourceID]int
}

// RegistryOf reads the registry for the casebook in dir; "" is no casebook.
func RegistryOf(dir string) (*Registry, error) {
	base, err := registry()
	if err != nil {
		return nil, err
	}
	g := &Registry{base: base, sources: slices.Clone(base.Sources()), at: map[recount.SourceID]int{}}
	for i, s := range g.sources {
		g.at[s.ID] = i
	}
	own, err := ownSources(dir)
	if err != nil {
		return nil, err
	}
	for _, s := range own {
		i, ok := g.at[s.ID]
		if !ok {
			i, g.sources = len(g.sources), append(g.sources, s)
			g.at[s.ID] = i
		}
		g.sources[i] = s
	}
	return g, nil
}

// ownSources reads the table registry/sources.tsv in a casebook's folder, nil
// if there is none.
func ownSources(dir string) ([]lexicon.KnownSource, error) {
	folder := filepath.Join(dir, "registry")
	if _, err := os.Stat(filepath.Join(folder, "sources.tsv")); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	rows, err := lexicon.SourcesIn(os.DirFS(folder))
	if err != nil {
		return nil, fmt.Errorf("registry of the casebook %s: %w", dir, err)
	}
	return rows, nil
}

// Source returns the row of a source.
func (g *Registry) Source(id recount.SourceID) (lexicon.KnownSource, bool) {
	i, ok := g.at[id]
	if !ok {
		return lexicon.KnownSource{}, false
	}
	return g.sources[i], true
}

// Sources returns every row.
func (g *Registry) Sources() []lexicon.KnownSource { return g.sources }

// Party returns the row of a party.
func (g *Registry) Party(id recount.PartyID) (lexicon.KnownParty, bool) {
	ps := g.base.KnownParties()
	i := slices.IndexFunc(ps, func(p lexicon.KnownParty) bool { return p.ID == id })
	if i < 0 {
		return lexicon.KnownParty{}, false
	}
	return ps[i], true
}

// Registered is the ID under which a publisher is known that reports are filed
// under: of the host of its pages, or of a channel that bears its name. Whoever is
// not known goes by that name.
func (g *Registry) Registered(name recount.SourceID) recount.SourceID {
	if _, ok := g.at[name]; ok {
		return name
	}
	if sender, ok := name.Sender(); ok {
		known, _ := g.base.ByName(sender)
		return cmp.Or(known, name)
	}
	known, _ := g.base.ByHost(string(name))
	return cmp.Or(known, name)
}

// Relaying returns the sources that pass on the word of one as their own.
func (g *Registry) Relaying(id recount.SourceID) (out []lexicon.KnownSource) {
	for _, s := range g.sources {
		if slices.Contains(s.Relays, id) {
			out = append(out, s)
		}
	}
	return out
}

// Owned returns the sources that one owns or runs, and those of its own owner.
func (g *Registry) Owned(id recount.SourceID) (out []lexicon.KnownSource) {
	owner := id
	if s, ok := g.Source(id); ok {
		owner = cmp.Or(s.Family, id)
	}
	for _, s := range g.sources {
		if s.ID != id && s.Family != "" && (s.Family == owner || s.Family == id) {
			out = append(out, s)
		}
	}
	return out
}

// Registry reads the registry for the casebook.
func (d *Desk) Registry() (*Registry, error) { return RegistryOf(d.dir) }
