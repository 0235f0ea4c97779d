package lexicon

import (
	"io/fs"
	"strings"

	"github.com/recountlab/recount"
)

// A Registry knows sources and parties by the names that texts call them.
type Registry struct {
	Names   *Phrases // class is the source's ID
	Parties *Phrases // class is the party's ID
	byID    map[recount.SourceID]recount.Source
}

// Source returns what is known of a source.
func (r *Registry) Source(id recount.SourceID) (recount.Source, bool) {
	s, ok := r.byID[id]
	return s, ok
}

// Registered returns the folder of the registry compiled in.
func Registered() (fs.FS, error) { return fs.Sub(Embedded(), registryDir) }

// registryDir is the folder beside the packs that holds what they share.
const registryDir = "registry"

// registry reads the sources and parties that all packs share.
func (l *loading) registry() {
	l.Sources = &Registry{byID: map[recount.SourceID]recount.Source{}}
	l.Sources.Names = l.phrases(registryDir+"/sources.tsv", 1<<6, 0, 1, 4)
	l.Sources.Parties = l.phrases(registryDir+"/parties.tsv", 1<<7, 0, -1, 1)
	l.table(registryDir+"/sources.tsv", true, 5, func(r row) error {
		if len(r.cells) < 5 {
			return bad("a source wants an id, a kind, a country, a party and names")
		}
		name, _, _ := strings.Cut(r.cell(4), "|")
		id := recount.SourceID(r.cell(0))
		if _, twice := l.Sources.byID[id]; twice {
			return bad("source %s stands twice", id)
		}
		l.Sources.byID[id] = recount.Source{ID: id, Name: name, Kind: recount.SourceKind(r.cell(1)), Country: r.cell(2), Party: recount.PartyID(r.cell(3))}
		return nil
	})
}
