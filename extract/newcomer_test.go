package extract

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// A verb, a weapon and a hedge are added by editing data only, in the rows that
// docs/packs.md gives, on a copy of the pack; then they are read, and all that
// held before still holds.
func TestNewcomer(t *testing.T) {
	doc, err := os.ReadFile("../docs/packs.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := func(row string) string {
		t.Helper()
		if !strings.Contains(string(doc), row) {
			t.Fatalf("docs/packs.md does not give the row %q", row)
		}
		return row
	}
	dir := t.TempDir()
	sub, err := fs.Sub(lexicon.Embedded(), "en")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, sub); err != nil {
		t.Fatal(err)
	}
	edit := func(file string, change func(string) string) {
		t.Helper()
		path := filepath.Join(dir, file)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		after := change(string(b))
		if after == string(b) {
			t.Fatalf("%s was not changed", file)
		}
		if err := os.WriteFile(path, []byte(after), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	end := func(row, more string) func(string) string { // adds to the end of the first row that begins so
		return func(s string) string {
			lines := strings.Split(s, "\n")
			for i, l := range lines {
				if strings.HasPrefix(l, row) {
					lines[i] += more
					break
				}
			}
			return strings.Join(lines, "\n")
		}
	}
	edit("frames.tsv", add(shown("killed\tverb-ed\tgarrotted\nkilled\tverb-ing\tgarrotting")))
	for _, row := range []string{
		"frame:killed:verb-ed:garrotted\t+\tTwo shepherds were garrotted.\tkilled 2", "frame:killed:verb-ed:garrotted\t-\tThe cord was garrotted with silver.\tnone",
		"frame:killed:verb-ing:garrotting\t+\tRaiders came at night, garrotting two shepherds.\tkilled 2", "frame:killed:verb-ing:garrotting\t-\tThe garrotting scene was cut.\tnone"} {
		edit("proofs.tsv", add(shown(row)))
	}
	weapon := shown("|loitering munition|loitering munitions")
	edit("weapons.tsv", end("munition\tmunition\t", weapon))
	edit("acts.tsv", end("set\tmunition\t", weapon))
	edit("hedges.tsv", end("reportedly\t", shown("|by some accounts")))

	before := reader(t)
	packs, err := lexicon.LoadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	after := readerOf(t, packs)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: shown("By some accounts a loitering munition hit the camp, garrotting two shepherds.")}
	old, err := before.Read(r)
	if err != nil || len(old.Claims) != 0 {
		t.Fatalf("before: %v, %d claims", err, len(old.Claims))
	}
	got, err := after.Read(r)
	if err != nil {
		t.Fatal(err)
	}
	if wrong := Differs("killed 2 ; munition-use ?", got.Claims); wrong != "" {
		t.Fatal(wrong)
	}
	c := got.Claims[0]
	if c.Weapon != "loitering munition" || len(c.Hedges) != 1 || c.Hedges[0].Class != "reportedly" {
		t.Errorf("weapon %q, hedges %v", c.Weapon, c.Hedges)
	}
	if after.Name("en") == before.Name("en") || c.Reader != after.Name("en") {
		t.Errorf("readings of two packs are not told apart: %s, %s", before.Name("en"), c.Reader)
	}
	was, err := before.Prove("en")
	if err != nil {
		t.Fatal(err)
	}
	is, err := after.Prove("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range is.Faults {
		if !slices.ContainsFunc(was.Faults, func(o lexicon.Fault) bool { return o.What == f.What }) {
			t.Errorf("%s", f)
		}
	}
	if is.Rules != was.Rules+2 || is.Proofs != was.Proofs+4 {
		t.Errorf("%d rules and %d proofs, before %d and %d", is.Rules, is.Proofs, was.Rules, was.Proofs)
	}
}
