package extract

import (
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	packs, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return readerOf(t, packs)
}

// Every example of every pack holds, or says why it is known to fail, and every
// rule is proven to fire and to hold back.
func TestPacksHold(t *testing.T) {
	x := reader(t)
	for lang := range x.packs {
		p, err := x.Prove(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Faults {
			t.Errorf("%s/%s", lang, f)
		}
		t.Logf("%s: %d rules, %d proofs, %d examples (%d known to fail)", lang, p.Rules, p.Proofs, p.Examples, p.Known)
	}
}

// readerOf returns a reader with packs of the test's own.
func readerOf(t testing.TB, packs map[recount.Lang]*lexicon.Pack) *Reader {
	t.Helper()
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(packs, g)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
