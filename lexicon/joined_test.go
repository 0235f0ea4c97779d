package lexicon

import (
	"io/fs"
	"strings"
	"testing"
)

// A word of several words is one word with spaces or with hyphens, and the longest is
// taken; a number of several words has its value.
func TestJoined(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := packs["fr"]
	for text, want := range map[string]float64{"quatre-vingt-dix-sept": 97, "quatre vingt": 80, "soixante et onze": 71} {
		for _, n := range p.Numbers(text) {
			if e := p.Entries[n]; !e.Is(Joined) || e.Value != want {
				t.Errorf("%s: %q is read as %v, want %v", text, e.Form, e.Value, want)
			}
		}
	}
	words := p.Numbers("parmi lesquels parmi")
	if words[0] != words[1] || words[0] == words[2] || !p.Entries[words[0]].Has(Includes) {
		t.Errorf("“parmi lesquels” is no word of its own: %v", words)
	}
}

// Faults in what only some languages have.
func TestFaultsOfOtherLanguages(t *testing.T) {
	for _, tt := range []struct{ file, row, want string }{
		{"fr/pack.tsv", "decimal\t;", "want , or ."},
		{"fr/pack.tsv", "adjectives\tbeside", "want before or after"},
		{"fr/names.tsv", "nobody\tPersonne", "no source or party"},
		{"fr/names.tsv", "sohr\t", "without names"},
		{"fr/words.tsv", "includes\tdont_", "never one word"},
		{"fr/numbers.tsv", "nearly\tmyriade\t10000", "unknown role"},
	} {
		old, err := fs.ReadFile(Embedded(), tt.file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Load(with(tt.file, string(old)+tt.row+"\n")); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q: want %s, got %v", tt.file, tt.row, tt.want, err)
		}
	}
}
