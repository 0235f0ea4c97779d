package collect

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

//go:embed seeds.tsv
var seedTable string

// A Seed is a public feed to begin from. Nothing of it is fetched until a
// person watches it. That it is listed says nothing about how far its words can
// be trusted; addresses change, and none is tried before it is watched.
type Seed struct {
	ID      string
	Name    string
	Kind    recount.SourceKind
	Lang    recount.Lang
	About   []string // countries it writes of mostly, ISO 3166-1 alpha-2; none if of all
	Address string
}

// Seeds returns the feeds that come with the program, in the order of the table.
func Seeds() (out []Seed) {
	for line := range strings.Lines(seedTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if f[0] == "id" {
			continue
		}
		out = append(out, Seed{f[0], f[1], recount.SourceKind(f[2]), recount.Lang(f[3]), strings.Fields(f[4]), f[5]})
	}
	return out
}

// SeedOf returns the seed with an ID.
func SeedOf(id string) (Seed, bool) {
	for _, s := range Seeds() {
		if s.ID == id {
			return s, true
		}
	}
	return Seed{}, false
}

// Fits reports whether a word is a country it writes of, its language, its
// kind, or in its name or ID, in any case.
func (s Seed) Fits(word string) bool {
	in := func(t string) bool { return strings.Contains(strings.ToLower(t), strings.ToLower(word)) }
	return slices.Contains(s.About, strings.ToUpper(word)) || strings.EqualFold(string(s.Lang), word) || strings.EqualFold(string(s.Kind), word) ||
		len(word) > 2 && (in(s.Name) || in(s.ID))
}
