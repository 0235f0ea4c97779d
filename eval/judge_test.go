package eval

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

func reader(t testing.TB) *extract.Reader {
	t.Helper()
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// claimAt makes a read claim whose number and victims stand where the words do.
func claimAt(g *Gold, what recount.What, n int, num, who string) recount.Claim {
	span := func(w string) []recount.Span {
		if w == "" {
			return nil
		}
		i := strings.Index(g.Text, w)
		return []recount.Span{{Start: i, End: i + len(w)}}
	}
	return recount.Claim{ID: recount.ClaimID(num + who), What: what, Count: recount.Quantity{Low: n, High: n, Point: n, Qualifier: recount.Exact},
		Evidence: recount.Evidence{Count: span(num), Who: span(who)}, Event: 1, Sure: .8}
}

func TestJudge(t *testing.T) {
	gold, err := Parse("x.gold", []byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	g := &gold[0]
	boy := claimAt(g, recount.Injured, 1, "", "a boy")
	r := &extract.Reading{Claims: []recount.Claim{
		claimAt(g, recount.Killed, 2, "Two", "Two men"), // right
		boy, // the what is wrong
		claimAt(g, recount.Killed, 3, "", "brothers"), // not in the gold
		{What: recount.AirStrike},                     // not judged
		{What: recount.Killed, Reality: recount.NotActual, Evidence: recount.Evidence{Who: []recount.Span{{Start: 0, End: 1}}}}, // asserts nothing
	}}
	v := Judge(g, r)
	// of the four labelled claims one may be left out; one is right, one wrong, one missed
	if got, want := v.Marks[Strict], (Mark{Hit: 1, Got: 3, Want: 3}); got != want {
		t.Errorf("strict %+v, want %+v", got, want)
	}
	if got, want := v.Marks[Numbered], (Mark{Hit: 1, Got: 1, Want: 2}); got != want {
		t.Errorf("with a number %+v, want %+v", got, want)
	}
	if got, want := v.Marks[Category], (Mark{Hit: 0, Got: 2, Want: 2}); got != want {
		t.Errorf("category %+v, want %+v", got, want)
	}
	fates := map[Fate]int{}
	for _, f := range v.Found {
		fates[f.Fate]++
	}
	if fates[Right] != 1 || fates[Wrong] != 1 || fates[Missed] != 1 || fates[False] != 1 {
		t.Errorf("fates %v", fates)
	}
	if len(v.Sure) != 3 {
		t.Errorf("%d chances judged, want 3", len(v.Sure))
	}
}

// An adult read where a label has a sex and no age is no fault; a child is one.
func TestAgeLeftOpen(t *testing.T) {
	gold, err := Parse("x.gold", []byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	for age, hits := range map[string]int{"adult": 1, "": 1, "child": 0} {
		c := claimAt(&gold[0], recount.Killed, 2, "Two", "men")
		c.Who.Sex, c.Who.Age = "male", age
		v := Judge(&gold[0], &extract.Reading{Claims: []recount.Claim{c}})
		if got := v.Marks[Category].Hit; got != hits {
			t.Errorf("a man read as %q: %d right, want %d", age, got, hits)
		}
	}
}

// The pairs weigh as much as the best of all ways to pair.
func TestAssign(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		rows, cols := 1+rng.IntN(5), rng.IntN(6)
		w := make([][]int, rows)
		for i := range w {
			w[i] = make([]int, cols)
			for j := range w[i] {
				w[i][j] = max(0, rng.IntN(30)-10)
			}
		}
		got, used := 0, map[int]bool{}
		for i, j := range assign(w) {
			if j < 0 {
				continue
			}
			if used[j] || w[i][j] == 0 {
				t.Fatalf("pairs of %v: %v", w, assign(w))
			}
			used[j] = true
			got += w[i][j]
		}
		if want := heaviest(w, 0, map[int]bool{}); got != want {
			t.Fatalf("%v: %d, want %d", w, got, want)
		}
	}
}

func heaviest(w [][]int, i int, used map[int]bool) int {
	if i == len(w) {
		return 0
	}
	best := heaviest(w, i+1, used)
	for j := range w[i] {
		if !used[j] {
			used[j] = true
			best = max(best, w[i][j]+heaviest(w, i+1, used))
			delete(used, j)
		}
	}
	return best
}

// What annotate writes can be read back, and says of the reader what it read.
func TestAnnotateRoundTrip(t *testing.T) {
	x := reader(t)
	for _, g := range own(t) {
		r, err := x.Read(&g.Report)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse("annotated", []byte(Annotate(&g.Report, g.Kind, r)))
		if err != nil {
			t.Errorf("%s: %v", g.ID, err)
			continue
		}
		m := Judge(&back[0], r).Marks[Strict]
		if m.Hit != m.Got || m.Hit != m.Want {
			t.Errorf("%s: a reader is judged wrong by what it wrote itself: %+v", g.ID, m)
		}
	}
}

// The reader keeps to a floor on the project's own gold in each language that has
// a pack. Floors are lifted as it improves.
func TestOwnGold(t *testing.T) {
	type floors map[Measure]float64
	least := map[recount.Lang]floors{
		"en": {Strict: .76, Relaxed: .77, Numbered: .78, Origin: .69, NearDay: .83},
		"ar": {Strict: .8, Relaxed: .82, Numbered: .85, Origin: .55, NearDay: .85},
		"fr": {Strict: .85, Relaxed: .85, Numbered: .75, Origin: .4, NearDay: .75},
		"ru": {Strict: .88, Relaxed: .88, Numbered: .85, Origin: .65, NearDay: .85},
		"uk": {Strict: .84, Relaxed: .84, Numbered: .86, Origin: .7, NearDay: .85},
	}
	x := reader(t)
	for _, l := range languages {
		t.Run(string(l.lang), func(t *testing.T) {
			if x.Name(l.lang) == "" {
				t.Skipf("no pack for %q is built in", l.lang)
			}
			r, err := Run(x, ownIn(t, l.lang))
			if err != nil {
				t.Fatal(err)
			}
			for _, half := range []string{"tune", "held"} {
				for _, m := range []Measure{Strict, Relaxed, Numbered, Origin, NearDay} {
					got := r.Half(half).Mark(m).F1()
					t.Logf("%s, %s: F1 %.3f", Names[m], half, got)
					if floor := least[l.lang][m]; got < floor {
						t.Errorf("%s, %s: F1 %.3f is below %.3f", Names[m], half, got, floor)
					}
				}
			}
		})
	}
}

func TestCompare(t *testing.T) {
	gold := own(t)
	r, err := Run(reader(t), gold)
	if err != nil {
		t.Fatal(err)
	}
	base := r.Base()
	same := r.Compare(base)
	if len(same.Claims) != 0 || same.Figures[Strict].Is != same.Figures[Strict].Was || same.Figures[Strict].Chance != 1 {
		t.Errorf("against itself: %+v", same.Figures[Strict])
	}
	for i := range base.Reports { // a reader that read nothing
		m := base.Reports[i].Marks[Names[Strict]]
		base.Reports[i].Marks[Names[Strict]] = [3]int{0, 0, m[2]}
	}
	better := r.Compare(base)
	if f := better.Figures[Strict]; f.Was != 0 || f.Is < .5 || f.Interval.Low <= 0 || f.Chance > .01 {
		t.Errorf("against a reader of nothing: %+v", f)
	}
	if a, b := r.Interval(Strict), r.Interval(Strict); a != b || a.Low >= a.High {
		t.Errorf("intervals %v and %v", a, b)
	}
	if _, err := ReadBase([]byte(`{}`)); err == nil {
		t.Error("an empty object was taken for a saved result")
	}
}

func TestReliability(t *testing.T) {
	s := []Surety{{.9, true, ""}, {.9, true, ""}, {.9, false, ""}, {.1, false, ""}, {1, true, ""}, {0, false, ""}}
	n := 0
	for _, b := range Reliability(s) {
		n += b.Claims
	}
	if n != len(s) {
		t.Errorf("%d claims in bins, want %d", n, len(s))
	}
	if got, want := ECE(s), (3*(.9-2./3)+.1)/6; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("ECE %v, want %v", got, want)
	}
	sure := make([]Surety, 400)
	for i := range sure {
		sure[i].Sure = .5 + float64(i)/1000
	}
	if few, many := idealECE(sure[:40]), idealECE(sure); few < 1.5*many || many < .01 || many > .06 {
		t.Errorf("chances that are right show %.3f with 40 claims and %.3f with 400", few, many)
	}
	if got, want := Brier(s), (.01+.01+.81+.01)/6; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("Brier %v, want %v", got, want)
	}
}
