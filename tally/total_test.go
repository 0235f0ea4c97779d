package tally

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

func dayOf(n int) recount.When {
	from := time.Date(2024, 3, n, 0, 0, 0, 0, time.UTC)
	return recount.When{From: from, Until: from.AddDate(0, 0, 1), Grain: recount.Day}
}

func days(a, z int) recount.When { return recount.When{From: dayOf(a).From, Until: dayOf(z).Until} }

// killed is an incident on one day with a toll of everybody.
func killed(id string, day, low, best, high int, opts ...func(*Item)) Item {
	it := Item{Incident: recount.Incident{ID: recount.IncidentID(id), When: dayOf(day), Where: recount.PlaceRef{Country: "XA", Admin1: "North",
		Precision: recount.AtTown, Radius: 1000, Point: recount.LatLon{Lat: 10, Lon: 20}}}}
	it.Tolls = []recount.Toll{{What: recount.Killed, Low: low, Best: best, High: high, Basis: []recount.Basis{{Origin: "clinic", Sets: []recount.Bound{recount.SetsLow, recount.SetsBest, recount.SetsHigh}}}}}
	for _, o := range opts {
		o(&it)
	}
	return it
}

func pointers(items []Item) (out []*Item) {
	for i := range items {
		out = append(out, &items[i])
	}
	return out
}

func doubted(p float64) func(*Item) { return func(it *Item) { it.Doubt = p } }
func within(id string) func(*Item)  { return func(it *Item) { it.Whole = recount.IncidentID(id) } }
func lasting(a, z int) func(*Item)  { return func(it *Item) { it.When = days(a, z) } }
func gone(it *Item)                 { it.Status = recount.Retracted }
func unplaced(it *Item)             { it.Where.Admin1, it.Where.Precision = "", recount.AtCountry }
func ofGroup(low, best, high int, v recount.Victims) func(*Item) {
	return func(it *Item) {
		it.Tolls = append(it.Tolls, recount.Toll{What: recount.Killed, Who: v, Low: low, Best: best, High: high})
	}
}

func TestSums(t *testing.T) {
	civilian, child := recount.Victims{Status: "civilian"}, recount.Victims{Age: "child"}
	square := Area{Rings: BoxRings(9, 19, 11, 21)}
	for _, tt := range []struct {
		name      string
		items     []Item
		area      Area
		period    recount.When
		who       string
		low, best int
		high      int
		count     int
		left      Left
	}{
		{name: "nothing"},
		{name: "two", items: []Item{killed("a", 1, 1, 2, 3), killed("b", 2, 4, 5, 6)}, low: 5, best: 7, high: 9, count: 2},
		{name: "a blank best is its low", items: []Item{killed("a", 1, 1, blank, 3)}, low: 1, best: 1, high: 3, count: 1},
		{name: "little doubt keeps low", items: []Item{killed("a", 1, 10, 10, 10), killed("b", 1, 20, 20, 20, doubted(.05))}, low: 30, best: 30, high: 30, count: 2},
		{name: "doubt", items: []Item{killed("a", 1, 10, 10, 10), killed("b", 1, 20, 20, 20, doubted(.4))}, low: 10, best: 22, high: 30, count: 2},
		{name: "doubt at the line", items: []Item{killed("b", 1, 20, 20, 20, doubted(Certain))}, low: 0, best: 18, high: 20, count: 1},
		{name: "rounded once", items: []Item{killed("a", 1, 1, 1, 1, doubted(.3)), killed("b", 1, 1, 1, 1, doubted(.3))}, low: 0, best: 1, high: 2, count: 2},
		{name: "retracted and injured", items: []Item{killed("a", 1, 1, 2, 3, gone), {Incident: recount.Incident{ID: "b"}}}, left: Left{Retracted: 1, Uncounted: 1}},
		{name: "a day", items: []Item{killed("a", 1, 1, 2, 3), killed("b", 2, 4, 5, 6)}, period: dayOf(2), low: 4, best: 5, high: 6, count: 1},
		{name: "half in the period", items: []Item{killed("a", 1, 10, 10, 12, lasting(1, 4))}, period: days(3, 9), low: 0, best: 5, high: 12, count: 1},
		{name: "another country", items: []Item{killed("a", 1, 1, 2, 3)}, area: Area{Country: "XB"}},
		{name: "its province, and one known by country alone", items: []Item{killed("a", 1, 1, 2, 3), killed("b", 1, 4, 4, 4, unplaced)},
			area: Area{Country: "XA", Admin1: "North"}, low: 1, best: 2, high: 7, count: 2},
		{name: "another province, where it may be too", items: []Item{killed("a", 1, 1, 2, 3), killed("b", 1, 4, 4, 4, unplaced)},
			area: Area{Country: "XA", Admin1: "South"}, low: 0, best: 0, high: 4, count: 1},
		{name: "within a square", items: []Item{killed("a", 1, 1, 2, 3)}, area: square, low: 1, best: 2, high: 3, count: 1},
		{name: "a whole within stands for its parts", items: []Item{killed("w", 1, 70, 72, 72), killed("p", 1, 40, 45, 45, within("w")), killed("q", 1, 5, 5, 5, within("p"))},
			low: 70, best: 72, high: 72, count: 1, left: Left{InWhole: 2}},
		{name: "parts stand for a whole that is partly within", items: []Item{killed("w", 1, 70, 72, 72, lasting(1, 2)), killed("p", 1, 40, 45, 45, within("w")), killed("q", 1, 5, 5, 5, within("w"))},
			period: dayOf(1), low: 45, best: 50, high: 72, count: 2, left: Left{InParts: 1}},
		{name: "a part of an incident that is elsewhere", items: []Item{killed("p", 1, 5, 5, 5, within("w"))}, low: 5, best: 5, high: 5, count: 1},
		{name: "two that claim to hold each other", items: []Item{killed("a", 1, 5, 5, 5, within("b")), killed("b", 1, 5, 5, 5, within("a"))}, low: 5, best: 5, high: 5, count: 1, left: Left{InWhole: 1}},
		{name: "civilians", who: "civilians", items: []Item{killed("a", 1, 9, 9, 9, ofGroup(4, 5, 6, civilian))}, low: 4, best: 5, high: 6, count: 1},
		{name: "civilians, status not stated", who: "civilians", items: []Item{killed("a", 1, 9, 9, 9)}, low: 0, best: 0, high: 9, count: 1},
		{name: "combatants where only civilians are counted", who: "combatants", items: []Item{killed("a", 1, 9, 9, 9, ofGroup(4, 5, 6, civilian))}, left: Left{NotStated: 1}},
		{name: "children", who: "children", items: []Item{killed("a", 1, 9, 9, 9, ofGroup(2, 2, 2, child)), killed("b", 1, 9, 9, 9)}, low: 2, best: 2, high: 2, count: 1, left: Left{NotStated: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Select(pointers(tt.items), tt.area).Sum(tt.period, recount.Killed, tt.who)
			if want := (Bounds{tt.low, tt.best, tt.high}); got.Bounds != want || got.Incidents != tt.count || got.Left != tt.left {
				t.Errorf("got %+v of %d, left %+v; want %+v of %d, %+v", got.Bounds, got.Incidents, got.Left, want, tt.count, tt.left)
			}
		})
	}
}

// However incidents lie and whatever is asked: low ≤ best ≤ high, in any order
// the same, and the months of a stretch never miss what the stretch holds.
func TestSumsHold(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		var items []Item
		for i := range 1 + r.IntN(30) {
			low := r.IntN(20)
			best := low + r.IntN(5)
			day := 1 + r.IntN(27)
			it := killed(fmt.Sprint(i), day, low, best, best+r.IntN(9), lasting(day, day+r.IntN(4)))
			if r.IntN(2) == 0 {
				it.Doubt = r.Float64()
			}
			switch r.IntN(12) {
			case 0:
				it.Tolls = nil
			case 1:
				it.Status = recount.Retracted
			}
			if r.IntN(4) == 0 {
				it.Whole = recount.IncidentID(fmt.Sprint(r.IntN(30)))
			}
			items = append(items, it)
		}
		period := days(1, 1+r.IntN(30))
		got := Select(pointers(items), Area{}).Sum(period, recount.Killed, "")
		if got.Low < 0 || got.Best < got.Low || got.High < got.Best {
			t.Fatalf("seed %d: %+v", seed, got.Bounds)
		}
		by := Select(pointers(items), Area{}).SumBy(period, recount.Killed, "", func(*Item) string { return "" })
		if one := by[""]; one == nil && got.Incidents+got.Left.All() > 0 || one != nil && (one.Bounds != got.Bounds || one.Left != got.Left || one.Incidents != got.Incidents) {
			t.Fatalf("seed %d: in one part %+v, whole %+v", seed, one, got)
		}
		in := got.Interval(.3)
		if in.Low < got.Low || in.High > got.High || in.High < in.Low {
			t.Fatalf("seed %d: interval %+v outside %+v", seed, in, got.Bounds)
		}
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		again := Select(pointers(items), Area{}).Sum(period, recount.Killed, "")
		if again.Bounds != got.Bounds || again.Interval(.3) != in {
			t.Fatalf("seed %d: the order of incidents changed %+v to %+v", seed, got.Bounds, again.Bounds)
		}
	}
}

// Three hundred incidents whose figures rest on four roots: the interval is
// about a quarter as wide as from low to high when errors are shared, and would
// be half of that, and no wider for more roots, if they were not.
func TestIntervals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var items []Item
	for i := range 300 {
		best := max(1, int(math.Round(math.Exp(1.4+1.1*r.NormFloat64()))))
		low, high := best, best
		if r.Float64() >= .45 {
			low, high = max(1, int(math.Round(float64(best)*(.6+.4*r.Float64())))), max(best, int(math.Round(float64(best)*(1+.6*r.Float64()))))
		}
		it := killed(fmt.Sprint(i), 1, low, best, high)
		it.Tolls[0].Basis[0].Origin = []recount.SourceID{"s", "s", "s", "h", "h", "m", "c"}[r.IntN(7)]
		items = append(items, it)
	}
	s := Select(pointers(items), Area{}).Sum(recount.When{}, recount.Killed, "")
	for _, tt := range []struct{ rho, least, most float64 }{{.001, .07, .14}, {.3, .19, .31}, {.6, .27, .42}} {
		in := s.Interval(tt.rho)
		if w := float64(in.High-in.Low) / float64(s.High-s.Low); w < tt.least || w > tt.most {
			t.Errorf("rho %.3f: %d–%d is %.2f of %d–%d, want %.2f to %.2f", tt.rho, in.Low, in.High, w, s.Low, s.High, tt.least, tt.most)
		}
	}
	for i := range items {
		if i%10 == 0 {
			items[i].Doubt = .5
		}
	}
	sure, unsure := s.Interval(.3), Select(pointers(items), Area{}).Sum(recount.When{}, recount.Killed, "").Interval(.3)
	if unsure.Low >= sure.Low || unsure.High >= sure.High {
		t.Errorf("with doubt %+v, without %+v", unsure, sure)
	}
}

func TestShares(t *testing.T) {
	at := func(lat, lon, radius float64) recount.PlaceRef {
		return recount.PlaceRef{Country: "XA", Precision: recount.AtTown, Radius: radius, Point: recount.LatLon{Lat: lat, Lon: lon}}
	}
	hole := Area{Rings: append(BoxRings(0, 0, 10, 10), BoxRings(4, 4, 6, 6)...)}
	for _, tt := range []struct {
		name  string
		area  Area
		at    recount.PlaceRef
		share float64
		may   bool
	}{
		{"everywhere", Area{}, recount.PlaceRef{}, 1, true},
		{"inside", hole, at(2, 2, 5000), 1, true},
		{"in the hole", hole, at(5, 5, 5000), 0, false},
		{"on the border", hole, at(2, 0, 5000), .5, true},
		{"outside", hole, at(-2, -2, 5000), 0, false},
		{"a small area in a wide reach", Area{Rings: BoxRings(5, 5, 5.001, 5.001)}, at(5, 5.2, 100_000), 0, true},
		{"no place", hole, recount.PlaceRef{Country: "XA"}, 0, false},
		{"across the 180th meridian", Area{Rings: BoxRings(-10, 170, 10, -170)}, at(0, 180, 5000), 1, true},
	} {
		if share, may := tt.area.Share(tt.at); math.Abs(share-tt.share) > .05 || may != tt.may {
			t.Errorf("%s: %.3f %v, want %.3f %v", tt.name, share, may, tt.share, tt.may)
		}
	}
}

func TestGeoJSON(t *testing.T) {
	const ring = `[[0,0],[0,10],[10,10],[10,0],[0,0]]`
	for _, tt := range []struct {
		text  string
		rings int
		ok    bool
	}{
		{`{"type":"Polygon","coordinates":[` + ring + `,` + ring + `]}`, 2, true},
		{`{"type":"MultiPolygon","coordinates":[[` + ring + `],[` + ring + `]]}`, 2, true},
		{`{"type":"Feature","geometry":{"type":"Polygon","coordinates":[` + ring + `]}}`, 1, true},
		{`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},{"type":"Feature","geometry":{"type":"Polygon","coordinates":[` + ring + `]}}]}`, 1, true},
		{`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}`, 0, false},
		{`{"type":"Polygon","coordinates":[[[0,0],[0,100],[10,10]]]}`, 0, false},
		{`{"type":"Polygon","coordinates":[[[0,0],[0]]]}`, 0, false},
		{`{"type":"Polygon","coordinates":7}`, 0, false},
		{`no`, 0, false},
	} {
		got, err := ParseRings([]byte(tt.text))
		if (err == nil) != tt.ok || len(got) != tt.rings || err != nil && !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: %d rings, %v", tt.text, len(got), err)
		}
	}
}

func FuzzParseRings(f *testing.F) {
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1]]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		rings, err := ParseRings(b)
		if err == nil && len(rings) == 0 {
			t.Error("no rings and no error")
		}
		Area{Rings: rings}.Share(recount.PlaceRef{Precision: recount.AtTown, Radius: 1000})
	})
}

func TestBlame(t *testing.T) {
	blames := func(denied bool, ids ...string) recount.Claim {
		c := recount.Claim{Denied: denied}
		for _, id := range ids {
			c.Blamed = append(c.Blamed, recount.Mention{Party: recount.PartyID(id), Words: "the " + id})
		}
		return c
	}
	for _, tt := range []struct {
		want   string
		claims []recount.Claim
	}{
		{Unknown, nil}, {Unknown, []recount.Claim{{}}}, {"army", []recount.Claim{blames(false, "army"), {}, blames(false, "army")}},
		{Contested, []recount.Claim{blames(false, "army"), blames(false, "rebels")}}, {Contested, []recount.Claim{blames(true, "army"), blames(false, "army")}},
		{"army", []recount.Claim{blames(true, "rebels"), blames(false, "army")}}, {"drones", []recount.Claim{{Blamed: []recount.Mention{{Words: "drones"}}}}},
	} {
		if got := Blame(tt.claims); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.claims, got, tt.want)
		}
	}
}

func BenchmarkSum(b *testing.B) {
	var items []Item
	for i := range 10_000 {
		items = append(items, killed(fmt.Sprint(i), 1+i%28, 3, 4, 5))
	}
	s := Select(pointers(items), Area{})
	for b.Loop() {
		s.Sum(days(3, 9), recount.Killed, "").Interval(.3)
	}
}

// Many figures are drawn root by root: that gives what drawing each gives.
func TestIntervalOfMany(t *testing.T) {
	for _, n := range []int{manyTerms + 1, 1500} {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		var loose []term
		var rootAt []int
		for range n {
			low := float64(r.IntN(20))
			best := low + float64(r.IntN(6))
			x := term{low: low, best: best, high: best + float64(r.IntN(12)), share: 1}
			if r.IntN(4) == 0 {
				x.doubt = r.Float64()
			}
			loose, rootAt = append(loose, x), append(rootAt, r.IntN(12))
		}
		for _, rho := range []float64{.1, .6} {
			ends := func(draw func() float64) (low, high float64) {
				sums := make([]float64, draws)
				for i := range sums {
					sums[i] = draw()
				}
				slices.Sort(sums)
				return sums[draws/40], sums[draws-draws/40]
			}
			low, high := ends(drawEach(rand.New(rand.NewPCG(1, 1)), rho, loose, rootAt, 12))
			lowOf, highOf := ends(drawRoots(rand.New(rand.NewPCG(2, 2)), rho, loose, rootAt, 12))
			if wide := high - low; math.Abs(low-lowOf) > .08*wide || math.Abs(high-highOf) > .08*wide {
				t.Errorf("%d figures, rho %v: %.0f to %.0f; want about %.0f to %.0f", n, rho, lowOf, highOf, low, high)
			}
		}
	}
}
