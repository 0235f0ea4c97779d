package extract

import (
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// Every claim of people has a chance between 0 and 1; claims of acts have none.
func TestSureIsGiven(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: sample(x), Published: day(2016, 9, 23)}
	read, signs, err := x.Signs(r)
	if err != nil {
		t.Fatal(err)
	}
	if len(signs) != len(read.Claims) {
		t.Fatalf("signs of %d claims, of %d", len(signs), len(read.Claims))
	}
	different := map[float64]bool{}
	for i, c := range read.Claims {
		f := c.What.Family()
		people := f == recount.Harm || f == recount.Movement
		if people != (c.Sure > 0) || c.Sure >= 1 {
			t.Errorf("%s %s: sure %v", c.What, c.Count, c.Sure)
		}
		different[c.Sure] = true
		if len(signs[i]) < 8 || len(signs[i]) > maxSigns {
			t.Errorf("%s %s has %d signs", c.What, c.Count, len(signs[i]))
		}
	}
	if len(different) < 20 {
		t.Errorf("only %d different chances in %d claims", len(different), len(read.Claims))
	}
}

// Weighing a claim allocates nothing.
func TestSureAllocatesNothing(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: sample(x), Published: day(2016, 9, 23)}
	var n float64
	if _, err := x.reading(r, func(pg *page) {
		n = testing.AllocsPerRun(10, func() {
			for i := range pg.out {
				pg.sure(&pg.out[i])
			}
		})
	}); err != nil {
		t.Fatal(err)
	}
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// The signs of a claim do not hang on what was read before on the same page.
func TestSignsAreTheSameAgain(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: "At least 26 people, including six children, were killed in Aleppo, a hospital said.", Published: day(2016, 9, 23)}
	_, first, err := x.Signs(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Read(&recount.Report{ID: "r:y", Lang: "en", Text: sample(x)}); err != nil {
		t.Fatal(err)
	}
	_, again, err := x.Signs(r)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != len(again) || len(first) == 0 {
		t.Fatalf("%d and %d claims", len(first), len(again))
	}
	for i := range first {
		for k := range first[i] {
			if first[i][k] != again[i][k] {
				t.Errorf("claim %d: %v and %v", i, first[i][k], again[i][k])
			}
		}
	}
	if !hasSign(first[1], lexicon.Sign{Kind: "also", Value: "part"}) {
		t.Errorf("the children are of the people: %v", first[1])
	}
}

func hasSign(all []lexicon.Sign, s lexicon.Sign) bool {
	for _, x := range all {
		if x == s {
			return true
		}
	}
	return false
}

func BenchmarkSure(b *testing.B) {
	x := reader(b)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: sample(x), Published: day(2016, 9, 23)}
	if _, err := x.reading(r, func(pg *page) {
		b.SetBytes(int64(len(r.Text)))
		b.ReportAllocs()
		for b.Loop() {
			for i := range pg.out {
				pg.sure(&pg.out[i])
			}
		}
	}); err != nil {
		b.Fatal(err)
	}
}
