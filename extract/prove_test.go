package extract

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount/lexicon"
)

// pack returns the packs compiled in with changes: to each file of the English
// pack named, a function from what stands in it to what shall.
func pack(t testing.TB, changes map[string]func(string) string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(lexicon.Embedded(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(lexicon.Embedded(), p)
		if f := changes[strings.TrimPrefix(p, "en/")]; f != nil {
			b = []byte(f(string(b)))
		}
		m[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func add(row string) func(string) string {
	return func(s string) string { return s + row + "\n" }
}

// A pack's sentences are held against what is read, each fault with its place.
func TestProve(t *testing.T) {
	for _, tt := range []struct {
		name    string
		changes map[string]func(string) string
		want    string
	}{
		{"a rule without proofs", map[string]func(string) string{"frames.tsv": add("killed\tverb-ed\tgarrotted")}, "no proof of frame:killed:verb-ed:garrotted: write one in which it fires (+)"},
		{"a rule that is not shown to hold back", map[string]func(string) string{"frames.tsv": add("killed\tverb-ed\tgarrotted"), "proofs.tsv": add("frame:killed:verb-ed:garrotted\t+\tTwo men were garrotted.\tkilled 2")}, "no proof that frame:killed:verb-ed:garrotted holds back"},
		{"a proof of no rule", map[string]func(string) string{"proofs.tsv": add("frame:none\t+\tTwo men were killed.\tkilled 2")}, `there is no rule "frame:none"`},
		{"a proof by another rule", map[string]func(string) string{"proofs.tsv": add("frame:killed:verb-intr:died\t+\tTwo men were killed.\tkilled 2")}, "but not by this rule"},
		{"a proof that does not hold back", map[string]func(string) string{"proofs.tsv": add("frame:killed:verb-intr:died\t-\tTwo men died.\tkilled 2")}, "where it should hold back"},
		{"a proof of nothing", map[string]func(string) string{"proofs.tsv": add("frame:killed:verb-intr:died\t-\tThe sun rose.\tnone")}, "none of the rule's words stand"},
		{"another reading", map[string]func(string) string{"proofs.tsv": add("frame:killed:verb-intr:died\t+\tTwo men died.\tkilled 3")}, "want killed 3, got killed 2"},
		{"no short form", map[string]func(string) string{"proofs.tsv": add("frame:killed:verb-intr:died\t+\tTwo men died.\tkilled")}, "is not the short form"},
		{"an example", map[string]func(string) string{"examples.tsv": add("Z1\tours\tTwo men died.\tkilled 3")}, "Z1 (ours): want killed 3, got killed 2"},
		{"a known failure", map[string]func(string) string{"examples.tsv": add("Z1\tours\tTwo men died.\tkilled 2\tnot read yet")}, "take the remark out"},
	} {
		packs, err := lexicon.Load(pack(t, tt.changes))
		if err != nil {
			t.Fatal(err)
		}
		p, err := readerOf(t, packs).Prove("en")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(p.Faults, func(f lexicon.Fault) bool { return strings.Contains(f.What, tt.want) && f.File != "" && f.Line > 0 }) {
			t.Errorf("%s: want a fault with %q, got %v", tt.name, tt.want, p.Faults)
		}
	}
}
