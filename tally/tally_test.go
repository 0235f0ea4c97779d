package tally

import (
	"fmt"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

var when = recount.When{From: time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC), Until: time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC), Grain: recount.Day}

func exact(v int) recount.Quantity {
	return recount.Quantity{Low: v, High: v, Point: v, Stated: v, Qualifier: recount.Exact, Row: "exact"}
}

func claim(id, report, source string, kind recount.SourceKind, v int, opts ...func(*recount.Claim)) recount.Claim {
	c := recount.Claim{ID: recount.ClaimID("c:" + id), Report: recount.ReportID("r:" + report), What: recount.Killed, Count: exact(v), When: when,
		Said: recount.When{From: when.From.Add(12 * time.Hour), Until: when.From.Add(13 * time.Hour)}}
	c.Says = recount.Attribution{{Source: "outlet", Kind: recount.Outlet}}
	if source != "outlet" {
		c.Says = append(c.Says, recount.Voice{Source: recount.SourceID(source), Kind: kind})
	}
	for _, o := range opts {
		o(&c)
	}
	return c
}

func civilians(c *recount.Claim) { c.Who = recount.Victims{Status: "civilian", Words: "civilians"} }

func dozensOf(c *recount.Claim) {
	c.Count = recount.Quantity{Low: 24, High: 99, Point: 24, Qualifier: recount.Vague, Row: "dozens"}
}
func womenOf(c *recount.Claim)    { c.Who = recount.Victims{Sex: "female", Age: "adult"} }
func childrenOf(c *recount.Claim) { c.Who = recount.Victims{Age: "child"} }
func ofFirst(c *recount.Claim)    { c.PartOf = "c:1" }

func tollOf(ts []recount.Toll, what recount.What, who recount.Victims) *recount.Toll {
	for i := range ts {
		if ts[i].What == what && ts[i].Who == who {
			return &ts[i]
		}
	}
	return nil
}

func TestReckonClaims(t *testing.T) {
	hospital := func(c *recount.Claim) {
		c.Says = recount.Attribution{{Source: "mem", Kind: recount.Outlet}, {Source: "reuters", Kind: recount.Wire}, {Kind: recount.Medical, Words: "a hospital"}}
	}
	for _, tt := range []struct {
		name            string
		claims          []recount.Claim
		who             recount.Victims
		low, best, high int
	}{
		{"two voices in one report, never added", []recount.Claim{claim("1", "a", "al-jazeera", recount.Outlet, 26, civilians), claim("2", "a", "", "", 45, hospital)}, recount.Victims{}, 45, 45, 45},
		{"and the civilians", []recount.Claim{claim("1", "a", "al-jazeera", recount.Outlet, 26, civilians), claim("2", "a", "", "", 45, hospital)}, recount.Victims{Status: "civilian"}, 26, 26, 45},
		{"a list adds up", []recount.Claim{claim("1", "a", "outlet", "", 4, func(c *recount.Claim) { c.Who.Role = "soldier" }), claim("2", "a", "outlet", "", 1, func(c *recount.Claim) { c.Who.Role = "police" }), claim("3", "a", "outlet", "", 2, civilians)}, recount.Victims{}, 7, 7, 7},
		{"a part does not", []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "outlet", "", 6, func(c *recount.Claim) { c.PartOf = "c:1"; c.Who.Age = "child" })}, recount.Victims{}, 9, 9, 9},
		{"but counts its own", []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "outlet", "", 6, func(c *recount.Claim) { c.PartOf = "c:1"; c.Who.Age = "child" })}, recount.Victims{Age: "child"}, 6, 6, 6},
		{"a repeat does not", []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "outlet", "", 9, func(c *recount.Claim) { c.Repeats = "c:1" })}, recount.Victims{}, 9, 9, 9},
		{"nor a war's total", []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "un", recount.UN, 400000, func(c *recount.Claim) { c.Scope.Total = true })}, recount.Victims{}, 9, 9, 9},
		{"nor what is only threatened", []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "outlet", "", 50, func(c *recount.Claim) { c.Reality = recount.NotActual })}, recount.Victims{}, 9, 9, 9},
		{"one agency in three outlets is one voice", []recount.Claim{claim("1", "a", "afp", recount.Wire, 30), claim("2", "b", "afp", recount.Wire, 30), claim("3", "c", "afp", recount.Wire, 30), claim("4", "d", "sohr", recount.Monitor, 25)}, recount.Victims{}, 25, 25, 30},
		{"relayed below what the report says itself", []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "police", recount.Official, 6)}, recount.Victims{}, 9, 9, 9},
		{"relayed above it", []recount.Claim{claim("1", "a", "outlet", "", 6), claim("2", "a", "police", recount.Official, 9)}, recount.Victims{}, 6, 6, 9},
		{"a count before a vague word, in the middle", []recount.Claim{claim("1", "a", "monitor", recount.Monitor, 11), claim("2", "b", "agency", recount.Wire, 0, dozensOf), claim("3", "c", "police", recount.Official, 0, dozensOf)}, recount.Victims{}, 11, 11, 99},
		{"a group counted beyond all raises high", []recount.Claim{claim("1", "a", "s1", recount.Monitor, 4), claim("2", "b", "s2", recount.Monitor, 5, civilians), claim("3", "c", "s3", recount.Witness, 2, civilians)}, recount.Victims{}, 4, 5, 5},
		{"whose groups tell of somebody twice", []recount.Claim{claim("1", "a", "outlet", "", 8), claim("2", "a", "outlet", "", 2, womenOf, ofFirst), claim("3", "a", "outlet", "", 7, childrenOf, ofFirst)}, recount.Victims{}, 8, 8, 8},
		{"whose groups others count", []recount.Claim{claim("1", "a", "outlet", "", 8), claim("2", "b", "s2", recount.Monitor, 2, womenOf), claim("3", "c", "s3", recount.Monitor, 7, childrenOf)}, recount.Victims{}, 9, 9, 9},
		{"who overlap are no floor", []recount.Claim{claim("1", "a", "outlet", "", 5, civilians), claim("2", "a", "outlet", "", 5, func(c *recount.Claim) { c.Who.Age = "child" })}, recount.Victims{}, 5, 5, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ts := Reckon(Case{Incident: "i:x", Claims: tt.claims, AsOf: 7}, R1())
			got := tollOf(ts, recount.Killed, tt.who)
			if got == nil {
				t.Fatalf("no toll for %+v in %+v", tt.who, ts)
			}
			if got.Low != tt.low || got.Best != tt.best || got.High != tt.high {
				t.Errorf("got %s, want %d/%d/%d: %+v", got, tt.low, tt.best, tt.high, got.Basis)
			}
			if err := got.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	cs := []recount.Claim{claim("1", "a", "outlet", "", 9), claim("2", "a", "un", recount.UN, 400000, func(c *recount.Claim) { c.Scope.Total = true })}
	ps := Periods(cs, R1())
	if len(ps) != 1 || ps[0].Count.Low != 400000 {
		t.Errorf("got %+v", ps)
	}
}

func BenchmarkReckon(b *testing.B) {
	var cs []recount.Claim
	for i := range 40 {
		cs = append(cs, claim(fmt.Sprint(i), fmt.Sprint(i/2), fmt.Sprint("s", i%9), recount.Monitor, 20+i%11))
	}
	b.ReportAllocs()
	for b.Loop() {
		Reckon(Case{Incident: "i:x", Claims: cs, AsOf: 1}, R1())
	}
}

// A source stands as its name or its kind does, apart from the cases in which it
// has a stake.
func TestStanding(t *testing.T) {
	p := R1()
	p.Sources = map[recount.SourceID]Grade{"list": Documented}
	for name, c := range map[string]struct {
		source recount.Source
		grade  Grade
		stakes int
	}{
		"by kind":        {recount.Source{ID: "sohr", Kind: recount.Monitor}, Established, 0},
		"by name first":  {recount.Source{ID: "list", Kind: recount.Witness}, Documented, 0},
		"a party":        {recount.Source{ID: "army", Kind: recount.Party}, Secondary, 2},
		"a kind unheard": {recount.Source{ID: "x", Kind: "oracle"}, Secondary, 0},
		"without a name": {recount.Source{Kind: recount.Wire}, Established, 0},
	} {
		if g, but := p.Standing(c.source); g != c.grade || len(but) != c.stakes {
			t.Errorf("%s: %s with %d stakes", name, g, len(but))
		}
	}
}
