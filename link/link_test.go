package link

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

var founding = time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC)

func on(d int) recount.When {
	f := founding.Add(time.Duration(d) * 24 * time.Hour)
	return recount.When{From: f, Until: f.Add(24 * time.Hour), Grain: recount.Day}
}

var (
	aleppo   = recount.PlaceRef{Place: "gn:170063", Name: "Aleppo", Point: recount.LatLon{Lat: 36.20, Lon: 37.16}, Radius: 9000, Precision: recount.AtTown, Country: "SY", Admin1: "Aleppo"}
	bustan   = recount.PlaceRef{Place: "gn:1", Name: "Bustan al-Qasr", Point: recount.LatLon{Lat: 36.195, Lon: 37.145}, Radius: 900, Precision: recount.AtArea, Country: "SY", Admin1: "Aleppo"}
	idlib    = recount.PlaceRef{Place: "gn:2", Name: "Idlib", Point: recount.LatLon{Lat: 35.93, Lon: 36.63}, Radius: 5000, Precision: recount.AtTown, Country: "SY", Admin1: "Idlib"}
	province = recount.PlaceRef{Place: "gn:3", Name: "Aleppo Governorate", Point: recount.LatLon{Lat: 36.2, Lon: 37.5}, Radius: 80000, Precision: recount.AtProvince, Country: "SY", Admin1: "Aleppo"}
)

func exact(k int) recount.Quantity {
	return recount.Quantity{Low: k, High: k, Point: k, Stated: k, Qualifier: recount.Exact}
}

// report makes the claims of one report about one event: an air strike and its dead.
func report(id string, dead int, where recount.PlaceRef, when recount.When) []recount.Claim {
	says := recount.Attribution{{Source: recount.SourceID("outlet-" + id), Kind: recount.Outlet}}
	c := recount.Claim{ID: recount.ClaimID(id + "-strike"), Report: recount.ReportID(id), What: recount.AirStrike, Where: where, When: when, Says: says, Event: 1, Count: exact(1)}
	k := c
	k.ID, k.What, k.Count = recount.ClaimID(id+"-dead"), recount.Killed, exact(dead)
	return []recount.Claim{c, k}
}

// dayOf makes the claims of one report that adds up the strikes of a day it names.
func dayOf(id string, dead int, where recount.PlaceRef, d int) []recount.Claim {
	when := on(d)
	when.Words = when.From.Weekday().String()
	cs := report(id, dead, where, when)
	cs[0].Count = recount.Quantity{Low: 1, High: recount.Open, Qualifier: recount.Vague}
	return cs
}

func near(id string, reports ...[]recount.Claim) Near {
	n := Near{Incident: recount.IncidentID(id)}
	for _, cs := range reports {
		n.Groups = append(n.Groups, Group{Claims: cs})
	}
	return n
}

func TestPlace(t *testing.T) {
	m := Default()
	for _, c := range []struct {
		name    string
		group   []recount.Claim
		near    []Near
		join    recount.IncidentID
		waiting bool
		why     string
	}{
		{"nothing near", report("a", 45, aleppo, on(0)), nil, "", false, "Nothing near"},
		{"same place, day and count", report("a", 45, aleppo, on(0)), []Near{near("i1", report("b", 45, aleppo, on(0)))}, "i1", false, "same count"},
		{"a neighbourhood of the town", report("a", 45, bustan, on(0)), []Near{near("i1", report("b", 45, aleppo, on(0)))}, "i1", false, "one within the other"},
		{"a rising toll", report("a", 45, aleppo, on(0)), []Near{near("i1", report("b", 40, aleppo, on(0)))}, "i1", false, "counts close"},
		{"another town", report("a", 45, idlib, on(0)), []Near{near("i1", report("b", 45, aleppo, on(0)))}, "", false, "too far from the middle"},
		{"another week", report("a", 45, aleppo, on(7)), []Near{near("i1", report("b", 45, aleppo, on(0)))}, "", false, "too many days"},
		{"the same report tells two events apart", report("a", 45, aleppo, on(0)), []Near{near("i1", report("a", 45, aleppo, on(0)))}, "", false, "two events"},
		{"two sums of one day", dayOf("a", 45, aleppo, 0), []Near{near("i1", dayOf("b", 45, aleppo, 0))}, "i1", false, "same count"},
		{"sums of two days", dayOf("a", 45, aleppo, 1), []Near{near("i1", dayOf("b", 45, aleppo, 0))}, "", false, "the days differ"},
		{"a strike and the sum of its day", report("a", 45, bustan, on(0)), []Near{near("i1", dayOf("b", 45, aleppo, 0))}, "", false, "adds up a day"},
		{"the better of two", report("a", 45, aleppo, on(0)), []Near{near("i1", report("b", 6, aleppo, on(0))), near("i2", report("c", 45, aleppo, on(0)))}, "i2", false, "next"},
		{"two as likely", report("a", 45, aleppo, on(0)), []Near{near("i1", report("b", 45, aleppo, on(0))), near("i2", report("c", 45, aleppo, on(0))), near("i3", report("d", 45, aleppo, on(0)))}, "", true, "3 considered"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := m.Place(Group{Claims: c.group}, c.near, NewFrequency())
			if v.Join != c.join || v.Waiting != c.waiting || !strings.Contains(v.Why, c.why) {
				t.Errorf("got %q, waiting %v: %s", v.Join, v.Waiting, v.Why)
			}
			sum := 0.0
			for _, r := range v.Rivals {
				sum += r.P
			}
			if sum > 1+1e-9 || v.P < 0 || v.P > 1 {
				t.Errorf("chances sum to %v, P %v", sum, v.P)
			}
			back := slices.Clone(c.near)
			slices.Reverse(back)
			if w := m.Place(Group{Claims: c.group}, back, NewFrequency()); !reflect.DeepEqual(v, w) {
				t.Errorf("order of incidents matters: %+v, %+v", v, w)
			}
		})
	}
}

func TestParse(t *testing.T) {
	good, err := Default().JSON()
	if err != nil {
		t.Fatal(err)
	}
	if m, err := Parse(good); err != nil || m.bits != Default().bits {
		t.Errorf("a model does not survive being written: %v", err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"no JSON", "{", "[", "invalid character"},
		{"no version", `"version": "link/5"`, `"version": ""`, "no version"},
		{"a field of its own", `"target": {`, `"colour": {`, `no field "colour"`},
		{"a level of its own", `"same target"`, `"like target"`, `no level "like target"`},
		{"a worse level above a better", `"far apart": -3`, `"far apart": 3`, "more than a better level"},
		{"beyond the cap", `"same person named": 7`, `"same person named": 70`, "beyond the cap"},
		{"nobody to compare with", `"exemplars": 6`, `"exemplars": 0`, "above zero"},
	} {
		b := strings.Replace(string(good), c.old, c.new, 1)
		if _, err := Parse([]byte(b)); c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestKeysMeet(t *testing.T) {
	near := aleppo
	near.Point.Lat += 0.04
	edge := recount.PlaceRef{Place: "x", Point: recount.LatLon{Lat: 10, Lon: 179.99}, Precision: recount.AtTown, Radius: 4000}
	over := edge
	over.Place, over.Point.Lon = "y", -179.98
	night := recount.When{From: founding.Add(22 * time.Hour), Until: founding.Add(26 * time.Hour), Grain: recount.Part}
	for _, c := range []struct {
		name string
		a, b recount.Claim
		want bool
	}{
		{"same place and day", recount.Claim{Where: aleppo, When: on(0)}, recount.Claim{Where: aleppo, When: on(0)}, true},
		{"4 km apart", recount.Claim{Where: aleppo, When: on(0)}, recount.Claim{Where: near, When: on(0)}, true},
		{"a town and its province", recount.Claim{Where: aleppo, When: on(0)}, recount.Claim{Where: province, When: on(0)}, true},
		{"over the date line", recount.Claim{Where: edge, When: on(0)}, recount.Claim{Where: over, When: on(0)}, true},
		{"a night and the next day", recount.Claim{Where: aleppo, When: night}, recount.Claim{Where: aleppo, When: on(1)}, true},
		{"nowhere, the same thing", recount.Claim{What: recount.Killed, When: on(0)}, recount.Claim{What: recount.Killed, When: on(0)}, true},
		{"nowhere, another thing", recount.Claim{What: recount.Killed, When: on(0)}, recount.Claim{What: recount.Siege, When: on(0)}, false},
		{"another town", recount.Claim{Where: aleppo, When: on(0)}, recount.Claim{Where: idlib, When: on(0)}, false},
		{"another week", recount.Claim{Where: aleppo, When: on(0)}, recount.Claim{Where: aleppo, When: on(7)}, false},
	} {
		a, b := Sought([]recount.Claim{c.a}), Keys(&c.b)
		if got := slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) }); got != c.want {
			t.Errorf("%s: %v and %v meet: %v", c.name, a, b, got)
		}
		if len(a) == 0 || len(a) > 60 {
			t.Errorf("%s: %d keys", c.name, len(a))
		}
	}
}

func TestDescribe(t *testing.T) {
	a, b := report("a", 45, bustan, on(0)), report("b", 26, aleppo, on(0))
	b[1].Scope = recount.Scope{}
	c := report("c", 400000, province, recount.When{From: founding.Add(-24 * 3000 * time.Hour), Until: founding, Grain: recount.Year})
	c[0].Background, c[1].Scope.Total = true, true
	in := recount.Incident{ID: "i", Status: recount.Candidate}
	cs := slices.Concat(a, b, c)
	Describe(&in, cs)
	if in.Title != "Air strikes, Bustan al-Qasr, Aleppo, 23 Sep 2016" {
		t.Errorf("title %q", in.Title)
	}
	if in.What != recount.AirStrike || in.Where.Place != bustan.Place || in.When != on(0) || len(in.Reports) != 3 || in.Status != recount.Candidate {
		t.Errorf("got %+v", in)
	}
	again := recount.Incident{ID: "i"}
	slices.Reverse(cs)
	Describe(&again, cs)
	if !reflect.DeepEqual(in, again) {
		t.Errorf("order of claims matters: %+v, %+v", in, again)
	}
	cs[0].Denied = true
	Describe(&again, cs)
	if again.Status != recount.Disputed {
		t.Errorf("denied: %s", again.Status)
	}
	day := dayOf("d", 45, aleppo, 0)
	part := day[1]
	part.ID, part.PartOf, part.Where = "d-part", day[1].ID, bustan
	var whole recount.Incident
	if Describe(&whole, append(day, part)); whole.Where.Place != aleppo.Place {
		t.Errorf("a part places the whole: %s", whole.Title)
	}
	var none recount.Incident
	Describe(&none, nil)
	if none.Title == "" {
		t.Errorf("nothing: %+v", none)
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		days  int
		grain recount.Grain
		want  string
	}{{1, recount.Day, "23 Sep 2016"}, {3, recount.Day, "23–25 Sep 2016"}, {14, recount.Week, "23 Sep – 6 Oct 2016"}, {30, recount.Month, "Sep 2016"}, {365, recount.Year, "2016"}, {200, recount.Week, "23 Sep 2016 – 10 Apr 2017"}} {
		if got := Date(recount.When{From: founding, Until: founding.Add(time.Duration(c.days) * 24 * time.Hour), Grain: c.grain}); got != c.want {
			t.Errorf("%d days: got %q, want %q", c.days, got, c.want)
		}
	}
}

func TestCopied(t *testing.T) {
	var ws []string
	for i := range 300 {
		ws = append(ws, fmt.Sprint("w", i*i%1009, "x", i))
	}
	wire := strings.Join(ws, " ")
	own := strings.ReplaceAll(wire, "x", "y")
	for _, c := range []struct {
		name     string
		a, b     string
		low, top float64
	}{
		{"itself", wire, wire, 1, 1},
		{"recased and respaced", wire, strings.ToUpper(strings.ReplaceAll(wire, " ", ",\n")), 1, 1},
		{"cut short", wire, strings.Join(ws[:90], " "), 0.95, 1},
		{"with an own lead", wire, own[:400] + " " + strings.Join(ws[:200], " "), 0.6, 1},
		{"its own words", wire, own, 0, 0},
		{"too short to tell", wire, "w0x0 w1x1", 0, 0},
		{"empty", "", "", 0, 0},
		{"without spaces", "阿勒颇的医院说有四十五人在空袭中丧生", "路透社报道阿勒颇的医院说有四十五人在空袭中丧生", 0.7, 1},
	} {
		got := Copied(c.a, c.b)
		if got < c.low || got > c.top || got != Copied(c.b, c.a) {
			t.Errorf("%s: %.2f, want %.2f to %.2f", c.name, got, c.low, c.top)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	m := Default()
	var ns []Near
	for i := range 40 {
		ns = append(ns, near(fmt.Sprint("i", i), report(fmt.Sprint("a", i), 5+i, aleppo, on(0)), report(fmt.Sprint("b", i), 6+i, bustan, on(0))))
	}
	g, words := report("g", 20, bustan, on(0)), NewFrequency()
	for b.Loop() {
		m.Place(Group{Claims: g}, ns, words)
	}
}

func BenchmarkCopied(b *testing.B) {
	text := strings.Repeat("forty five people were killed on Friday when aircraft struck the east of the city ", 40)
	for b.Loop() {
		Copied(text, text)
	}
}
