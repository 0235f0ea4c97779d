package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount"
)

func TestBuiltin(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := packs["en"]
	if p == nil || len(p.Examples) != 196 {
		t.Fatalf("the English pack is not whole: %+v", p)
	}
	for word, want := range map[string]Class{"Soldiers": Person | Plural, "children": Person | Plural, "child": Person, "WAS": Be, "twenty": NumberWord, "dozens": VagueWord, "villages": Thing} {
		if e := p.Entries[p.Find(word)]; e.Class&want != want {
			t.Errorf("%s: class %b, want %b", word, e.Class, want)
		}
	}
	if p.Find("xyzzy") != 0 {
		t.Error("an unknown word was found")
	}
	for _, f := range p.Entries[p.Find("killed")].Frames {
		if f.What != recount.Killed {
			t.Errorf("killed: %+v", f)
		}
	}
}

// The table of bounds, as the project settled it.
func TestBounds(t *testing.T) {
	packs, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p := packs["en"]
	const O, B = recount.Open, recount.Blank
	for _, tt := range []struct {
		row                 string
		n, low, high, point int
	}{
		{"exact", 12, 12, 12, 12}, {"at-least", 12, 12, O, 12}, {"more-than", 100, 101, O, 101}, {"up-to", 40, 1, 40, B}, {"fewer-than", 5, 1, 4, B},
		{"about", 45, 44, 46, 45}, {"about", 50, 45, 55, 50}, {"about", 300, 270, 330, 300}, {"about", 400000, 360000, 440000, 400000}, {"about", 7, 6, 8, 7},
		{"nearly", 200, 160, 199, 199}, {"nearly", 60, 50, 59, 59}, {"just-over", 100, 101, 120, 101},
		{"dozen", 24, 22, 26, 24}, {"dozen", 12, 11, 13, 12}, {"dozen", 6, 5, 7, 6},
	} {
		q := p.Bounds[tt.row].Of(tt.n)
		if q.Low != tt.low || q.High != tt.high || q.Point != tt.point {
			t.Errorf("%s %d: got %d..%d point %d, want %d..%d point %d", tt.row, tt.n, q.Low, q.High, q.Point, tt.low, tt.high, tt.point)
		}
		if err := q.Check(); err != nil {
			t.Errorf("%s %d: %v", tt.row, tt.n, err)
		}
	}
}

func TestForms(t *testing.T) {
	for in, want := range map[string][2]string{
		"soldier(s)": {"soldier", "soldiers"}, "child(|ren)": {"child", "children"}, "m(an|en)": {"man", "men"}, "deput(y|ies)": {"deputy", "deputies"},
		"police(|)": {"police", "police"}, "(|them)": {"", "them"}, "minor": {"minor", ""},
	} {
		if a, b := forms(in); a != want[0] || b != want[1] {
			t.Errorf("%s: got %q %q, want %q", in, a, b, want)
		}
	}
}

// A pack with faults says all of them, each with its place.
func TestFaults(t *testing.T) {
	bad := fstest.MapFS{}
	for _, f := range []string{"pack.tsv", "bounds.tsv", "words.tsv", "things.tsv", "adjectives.tsv", "people.tsv", "numbers.tsv", "voices.tsv", "frames.tsv"} {
		bad["xx/"+f] = &fstest.MapFile{}
	}
	bad["registry/sources.tsv"] = &fstest.MapFile{}
	bad["xx/words.tsv"] = &fstest.MapFile{Data: []byte("# words\nnonsense\ta b\n")}
	bad["xx/frames.tsv"] = &fstest.MapFile{Data: []byte("killed\tby-magic\tkilled\nslain\tverb\tslain\n")}
	bad["xx/acts.tsv"] = &fstest.MapFile{Data: []byte("air-strike\t..3 a\nair-strike\t<none>\n")}
	_, err := Load(bad)
	if err == nil {
		t.Fatal("a faulty pack was loaded")
	}
	for _, want := range []string{"words.tsv:2", "frames.tsv:1", "frames.tsv:2", "acts.tsv:1", "acts.tsv:2"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %s: %v", want, err)
		}
	}
}
