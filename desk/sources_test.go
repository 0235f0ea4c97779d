package desk

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/store"
)

var noon = time.Date(2024, 3, 4, 12, 0, 0, 0, time.UTC)

func saidAt(hours float64, long time.Duration) recount.When {
	from := noon.Add(time.Duration(hours * float64(time.Hour)))
	return recount.When{From: from, Until: from.Add(long)}
}

func countOf(low, high int) recount.Quantity {
	return recount.Quantity{Low: low, High: high, Point: recount.Blank}
}

// What a source says is compared with the best of a toll only where another
// speaks of the same people, by the nearest figure that its words allow.
func TestAgainst(t *testing.T) {
	const us = recount.SourceID("monitor")
	child := recount.Victims{Age: "child"}
	row := func(origin recount.SourceID, count recount.Quantity, sets []recount.Bound, claims ...recount.ClaimID) recount.Basis {
		return recount.Basis{Origin: origin, Claims: claims, Count: count, Sets: sets}
	}
	best := []recount.Bound{recount.SetsBest}
	claims := map[recount.ClaimID]recount.Claim{
		"a1": {ID: "a1", What: recount.Killed}, "a2": {ID: "a2", What: recount.Killed}, "child": {ID: "child", What: recount.Killed, Who: child},
		"hurt": {ID: "hurt", What: recount.Injured}, "denied": {ID: "denied", What: recount.Killed, Denied: true}}
	said := map[recount.ClaimID]recount.When{"a1": saidAt(0, time.Minute), "a2": saidAt(30, time.Minute), "b": saidAt(5, time.Minute), "late": saidAt(-20, time.Minute), "day": saidAt(-12, 24*time.Hour), "untimed": {}}
	for name, c := range map[string]struct {
		best  int
		basis []recount.Basis
		ok    bool
		last  recount.ClaimID
		ratio float64
		own   bool
		timed bool
		delay time.Duration
	}{
		"alone there is nothing to compare":       {best: 10, basis: []recount.Basis{row(us, countOf(10, 10), best, "a1")}},
		"it says nothing of it":                   {best: 10, basis: []recount.Basis{row("other", countOf(10, 10), best, "b")}},
		"no best":                                 {best: recount.Blank, basis: []recount.Basis{row(us, countOf(10, 10), nil, "a1"), row("other", countOf(9, 9), nil, "b")}},
		"a best of nobody":                        {best: 0, basis: []recount.Basis{row(us, countOf(0, 0), nil, "a1"), row("other", countOf(0, 0), nil, "b")}},
		"lower and five hours earlier":            {best: 10, basis: []recount.Basis{row(us, countOf(5, 5), nil, "a1"), row("other", countOf(10, 10), best, "b")}, ok: true, last: "a1", ratio: .5, timed: true, delay: -5 * time.Hour},
		"higher and twenty hours later":           {best: 10, basis: []recount.Basis{row(us, countOf(15, 20), nil, "a1"), row("other", countOf(10, 10), best, "late")}, ok: true, last: "a1", ratio: 1.5, timed: true, delay: 20 * time.Hour},
		"at least five allows ten":                {best: 10, basis: []recount.Basis{row(us, countOf(5, recount.Open), nil, "a1"), row("other", countOf(10, 10), best, "b")}, ok: true, last: "a1", ratio: 1, timed: true, delay: -5 * time.Hour},
		"its latest word, since its first":        {best: 10, basis: []recount.Basis{row("other", countOf(9, 9), nil, "b"), row(us, countOf(10, 10), best, "a1", "a2")}, ok: true, last: "a2", ratio: 1, own: true, timed: true, delay: -5 * time.Hour},
		"the best is another's word too":          {best: 10, basis: []recount.Basis{row("other", countOf(10, 10), best, "b"), row(us, countOf(10, 10), best, "a1")}, ok: true, last: "a1", ratio: 1, timed: true, delay: -5 * time.Hour},
		"a day that holds the hour is no delay":   {best: 10, basis: []recount.Basis{row(us, countOf(10, 10), nil, "a1"), row("other", countOf(10, 10), best, "day")}, ok: true, last: "a1", ratio: 1, timed: true},
		"no time stated":                          {best: 10, basis: []recount.Basis{row(us, countOf(10, 10), nil, "a1"), row("other", countOf(10, 10), best, "untimed")}, ok: true, last: "a1", ratio: 1},
		"a part of the people":                    {best: 10, basis: []recount.Basis{row(us, countOf(3, 3), nil, "child"), row("other", countOf(10, 10), best, "b")}},
		"another harm":                            {best: 10, basis: []recount.Basis{row(us, countOf(3, 3), nil, "hurt"), row("other", countOf(10, 10), best, "b")}},
		"a claim of another incident":             {best: 10, basis: []recount.Basis{row(us, countOf(3, 3), nil, "elsewhere"), row("other", countOf(10, 10), best, "b")}},
		"a denial is no figure":                   {best: 10, basis: []recount.Basis{row(us, countOf(0, 0), nil, "denied"), row("other", countOf(10, 10), best, "b")}},
		"what another printed first is another's": {best: 10, basis: []recount.Basis{row("wire", countOf(10, 10), best, "b", "a1")}},
	} {
		a, ok := against(us, recount.Toll{What: recount.Killed, Best: c.best, Basis: c.basis}, claims, said)
		if ok != c.ok {
			t.Errorf("%s: compared is %v", name, ok)
		}
		if ok && (a.Last.ID != c.last || a.Ratio != c.ratio || a.Own != c.own || a.Timed != c.timed || a.Delay != c.delay) {
			t.Errorf("%s: %s, ratio %v, own %v, timed %v, delay %v", name, a.Last.ID, a.Ratio, a.Own, a.Timed, a.Delay)
		}
	}
}

// A bound between bins belongs to the one nearer the middle, on both sides.
func TestSpreads(t *testing.T) {
	var as []Against
	for _, h := range []float64{-100, -72, -6, -1.5, -1, 0, 1, 24, 25, 73} {
		as = append(as, Against{Timed: true, Delay: time.Duration(h * float64(time.Hour)), Ratio: 1})
	}
	as = append(as, Against{Ratio: 0}, Against{Ratio: .5}, Against{Ratio: .8}, Against{Ratio: 1, Own: true}, Against{Ratio: 1.25}, Against{Ratio: 2}, Against{Ratio: 2.5})
	d, r := Delays(as), Ratios(as)
	if want := []int{1, 1, 0, 2, 3, 0, 1, 1, 1}; !slices.Equal(d.Bins, want) || d.Below != 4 || d.Middle != 3 || d.Above != 3 || d.Later() != -30*time.Minute {
		t.Errorf("delays: %+v", d)
	}
	if want := []int{1, 1, 1, 11, 1, 1, 1}; !slices.Equal(r.Bins, want) || r.Own != 1 || r.All() != len(as) || r.Median != 1 {
		t.Errorf("ratios: %+v", r)
	}
	if s := Delays(nil); s.All() != 0 || s.Median != 0 || math.IsNaN(s.Median) {
		t.Errorf("nothing: %+v", s)
	}
}

// A text that another printed under several names or twice is one text in common.
func TestTextsInCommon(t *testing.T) {
	at := func(id recount.ReportID, source recount.SourceID, hours float64, stated bool) store.ReportItem {
		r := recount.Report{ID: id, Source: source}
		if stated {
			r.Published = saidAt(hours, time.Minute)
		}
		return store.ReportItem{Report: r}
	}
	mine := []store.ReportItem{at("m1", "us", 0, true), at("m2", "www.us.example", 0, true), at("m3", "us", 0, false), at("m4", "us", 0, true)}
	heads := map[recount.ReportID]store.ReportItem{}
	for _, h := range append(slices.Clone(mine[:3]), at("w1", "wire", -1, true), at("w2", "wire", 4, true), at("w3", "wire", 2, true), at("w4", "wire", 2, true), at("o", "other", 0, false), at("n", "", 0, true)) {
		heads[h.Report.ID] = h
	}
	family := map[recount.ReportID]recount.ReportID{"m1": "f1", "w1": "f1", "w2": "f1", "m2": "f2", "w3": "f2", "o": "f2", "n": "f2", "m3": "f3", "w4": "f3"}
	got := printed("us", mine, heads, func(id recount.ReportID) recount.ReportID { return family[id] }, func(id recount.SourceID) recount.SourceID {
		if id == "www.us.example" {
			return "us"
		}
		return id
	})
	if want := []Printed{{"wire", 3, 1, 1}, {"other", 1, 0, 0}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestRegistryTellsWhoStandsBesideWhom(t *testing.T) {
	g, err := RegistryOf("")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[recount.SourceID]recount.SourceID{"www.reuters.com": "reuters", "telegram:Reuters": "reuters", "reuters": "reuters", "telegram:person-abcdefghij": "telegram:person-abcdefghij", "nobody.example": "nobody.example", "": ""} {
		if got := g.Registered(name); got != want {
			t.Errorf("%q is %q", name, got)
		}
	}
	houses := map[recount.SourceID]int{}
	for _, s := range g.Sources() {
		if s.Family != "" {
			houses[s.Family]++
		}
		for _, to := range s.Relays {
			if !slices.ContainsFunc(g.Relaying(to), func(o lexicon.KnownSource) bool { return o.ID == s.ID }) {
				t.Errorf("%s relays %s and is not among those that do", s.ID, to)
			}
		}
	}
	for _, owner := range slices.Sorted(maps.Keys(houses)) {
		if n := len(g.Owned(owner)); n < houses[owner] {
			t.Errorf("%s has %d of its house, want %d", owner, n, houses[owner])
		}
	}
	if !Pseudonym("mail:person-abcdefghij") || Pseudonym("telegram:Town news") || Pseudonym("person-abc") {
		t.Error("pseudonyms are not told from names")
	}
}
