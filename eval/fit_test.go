package eval

import (
	"io/fs"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount/lexicon"
)

// drawn makes cases whose chances follow known weights.
func drawn(n int) []Case {
	rng := rand.New(rand.NewPCG(7, 7))
	var out []Case
	for i := range n {
		c := Case{Report: string(rune('a'+i%26)) + string(rune('a'+i/26%26))}
		z := .5
		for _, s := range []struct {
			lexicon.Sign
			w float64
		}{{lexicon.Sign{Kind: "path", Value: "good"}, 2}, {lexicon.Sign{Kind: "path", Value: "bad"}, -2}, {lexicon.Sign{Kind: "also", Value: "idle"}, 0}} {
			if rng.IntN(3) == 0 {
				c.Signs = append(c.Signs, s.Sign)
				z += s.w
			}
		}
		c.Right = rng.Float64() < lexicon.Logistic(z)
		out = append(out, c)
	}
	return out
}

func TestFitFindsTheWeights(t *testing.T) {
	cases := drawn(4000)
	w := Fit(cases)
	want := map[string]float64{"good": 2, "bad": -2, "idle": 0}
	for _, s := range w.Signs {
		if d := math.Abs(s.Weight - want[s.Value]); d > .25 {
			t.Errorf("%s: weight %.2f, want %.2f", s.Value, s.Weight, want[s.Value])
		}
	}
	if len(w.Signs) != 3 || math.Abs(w.Base-.5) > .2 {
		t.Errorf("%d signs, base %.2f", len(w.Signs), w.Base)
	}
	again := Fit(cases)
	for i := range w.Signs {
		if w.Signs[i] != again.Signs[i] {
			t.Errorf("two fits differ: %v and %v", w.Signs[i], again.Signs[i])
		}
	}
	left := Folds(cases, 5)
	if len(left) != len(cases) {
		t.Errorf("%d claims were left out once, want %d", len(left), len(cases))
	}
	if e, b := ECE(left), Brier(left); e > .04 || b >= constantBrier(left) {
		t.Errorf("left out: ECE %.3f, Brier %.3f", e, b)
	}
}

func TestRefuse(t *testing.T) {
	good := &Chances{ECE: .02, Brier: .08, Constant: .1}
	for name, c := range map[string]*Calibration{
		"more than":         {Tune: &Chances{ECE: .07, Brier: .08, Constant: .1}},
		"saying the same":   {Tune: &Chances{ECE: .02, Brier: .11, Constant: .1}},
		"of held claims is": {Tune: good, Held: &Chances{ECE: .2, Brier: .08, Constant: .1}},
	} {
		if err := c.Refuse(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want %q, got %v", name, err)
		}
	}
	if err := (&Calibration{Tune: good, Held: good}).Refuse(); err != nil {
		t.Error(err)
	}
}

// The weights that come with the program hold for what it reads now.
func TestHowSureIsRight(t *testing.T) {
	r, err := Run(reader(t), own(t))
	if err != nil {
		t.Fatal(err)
	}
	s := r.Half("held").Sure()
	for _, x := range s {
		if x.Sure <= 0 || x.Sure >= 1 {
			t.Fatalf("claim %s: sure %v", x.Claim, x.Sure)
		}
	}
	e, b, c := ECE(s), Brier(s), constantBrier(s)
	t.Logf("held: ECE %.3f, Brier %.4f, best constant %.4f, %d claims", e, b, c, len(s))
	if e > .07 || b > c {
		t.Errorf("held: ECE %.3f, Brier %.4f against %.4f of a constant: fit again with recount calibrate eval/gold/en --write lexicon/packs/en/sure.tsv", e, b, c)
	}
}

func TestWeightsAreOfOneLanguage(t *testing.T) {
	_, err := Calibrate(reader(t), append(own(t), ownIn(t, "ar")...), 5)
	if err == nil || !strings.Contains(err.Error(), "one language") || !strings.Contains(err.Error(), ".gold:") {
		t.Errorf("two languages: %v", err)
	}
}

// What calibrate writes is a table that packs take, and gives the same chances.
func TestTableRoundTrip(t *testing.T) {
	x, gold := reader(t), own(t)
	c, err := Calibrate(x, gold, 5)
	if err != nil {
		t.Fatal(err)
	}
	tables := fstest.MapFS{}
	if err := fs.WalkDir(lexicon.Embedded(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(lexicon.Embedded(), p)
		tables[p] = &fstest.MapFile{Data: b}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	tables["en/sure.tsv"] = &fstest.MapFile{Data: []byte(c.Table("test"))}
	packs, err := lexicon.Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	cases, err := Cases(x, gold)
	if err != nil {
		t.Fatal(err)
	}
	for i := range cases {
		got, want := packs["en"].Sure.Chance(cases[i].Signs), c.Weights.Chance(&cases[i])
		if math.Abs(got-want) > .005 { // weights are written in thousandths
			t.Fatalf("%s %v: the table gives %.4f, the fit %.4f", cases[i].Report, cases[i].Signs, got, want)
		}
	}
}
