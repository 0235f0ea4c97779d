package gazetteer

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// All places of these tests are made up, but for the identifiers they share
// with the bundle.
func layer(t testing.TB, l Layer, entries ...Entry) *Overlay {
	t.Helper()
	o, err := OpenLayer(Compile(l, entries))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestLayerComesBackAsItWasCompiled(t *testing.T) {
	want := recount.Place{ID: "pcode:SY999901", Name: "Zorvath", Names: []string{"زورفاث"}, Point: recount.LatLon{Lat: 36.1930001, Lon: -37.144}, Reach: 1234, Level: recount.AtArea, Country: "SY",
		Admin1: "Aleppo", People: 12, Zone: "Asia/Damascus", Within: []recount.PlaceID{"pcode:SY9999", "iso:SY"}, Layer: "mine", Approx: true, Same: []recount.PlaceID{"wd:Q1"}, Source: "made up"}
	l := Layer{Name: "mine", Format: "csv", Licence: "none", Version: "1", At: time.Unix(1e9, 0).UTC(), Read: 3, Kept: 1, Skipped: map[string]int{"no name": 2}}
	o := layer(t, l, Entry{want, Quarter})
	if got := o.Places(); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if o.Licence != "none" || o.Skipped["no name"] != 2 || o.Names != 2 {
		t.Errorf("head %+v", o.Layer)
	}
	g := bundle(t).With(o)
	for _, id := range []recount.PlaceID{"pcode:SY999901", "wd:Q1"} {
		if p, err := g.Place(id); err != nil || p.ID != want.ID {
			t.Errorf("%s: %v, %v", id, p.ID, err)
		}
	}
}

// What an import says of a place that the bundle knows by the same identifier
// holds; what it does not say is filled in; and the place is there once.
func TestLayerWinsOverTheBundle(t *testing.T) {
	aleppo, err := bundle(t).Place("gn:170063")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []recount.Place{{ID: "gn:170063"}, {ID: "wof:1", Same: []recount.PlaceID{"gn:170063"}}} {
		t.Run(string(id.ID), func(t *testing.T) {
			p := id
			p.Name, p.Names, p.Level, p.Reach, p.Point = "Halab", []string{"Zorvath"}, recount.AtTown, 9000, recount.LatLon{Lat: 36.21, Lon: 37.16}
			g := bundle(t).With(layer(t, Layer{Name: "new"}, Entry{p, Town}))
			for _, name := range []string{"Aleppo", "حلب", "Zorvath", "Halab"} {
				n := 0
				for _, c := range g.Find(name, Hint{}) {
					if c.Place.Point.Metres(p.Point) < 5000 && c.Place.Level == recount.AtTown {
						n++
						if c.Place.ID != p.ID || c.Place.Reach != 9000 || c.Place.People != aleppo.People || c.Place.Country != "SY" || c.Place.Zone == "" || c.Place.Layer != "new" {
							t.Errorf("%s: %+v", name, c.Place)
						}
					}
				}
				if n != 1 {
					t.Errorf("%s: the place is there %d times", name, n)
				}
			}
			if q, err := g.Place("gn:170063"); err != nil || q.Name != "Halab" {
				t.Errorf("by the bundle's identifier: %v, %v", q.Name, err)
			}
			above := g.With(layer(t, Layer{Name: "newer"}, Entry{recount.Place{ID: "osm:n1", Name: "Halab", Level: recount.AtTown, Point: p.Point, Same: []recount.PlaceID{id.ID}}, Town}))
			for _, c := range above.Find("Aleppo", Hint{}) {
				if c.Place.Layer == "new" {
					t.Errorf("a layer above does not win: %+v", c.Place)
				}
			}
			if q, err := above.Place(p.ID); err != nil || q.Layer != "newer" {
				t.Errorf("by the identifier beneath: %v, %v", q.Layer, err)
			}
		})
	}
}

func TestLayerKnowsTheDivisionsOfTheBundle(t *testing.T) {
	g := bundle(t).With(layer(t, Layer{Name: "d"}, Entry{recount.Place{ID: "pcode:SY02", Name: "Aleppo", Admin1: "Aleppo Governorate", Country: "SY", Level: recount.AtProvince}, Province}))
	i := bundle(t).base.row("gn:170063")
	if f := g.fact(ref{layer: 0}); f.admin == 0 || f.admin != le16(g.base.admin, i) {
		t.Errorf("division %d", f.admin)
	}
}

func FuzzOpenLayer(f *testing.F) {
	good := Compile(Layer{Name: "f"}, []Entry{{recount.Place{ID: "x:1", Name: "Zorvath", Admin1: "Aleppo", Country: "SY", Level: recount.AtArea, Same: []recount.PlaceID{"gn:170063"}}, Quarter}})
	f.Add(good)
	f.Add(good[:len(good)-9])
	f.Add(bytes.ReplaceAll(good, []byte("Zorvath"), []byte("\xff\xff\xff\xff\xff\xff\xff")))
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := OpenLayer(b)
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		g := bundle(t).With(o)
		g.Find("Zorvath", Hint{})
		g.Find("Aleppo", Hint{})
		for _, p := range o.Places() {
			_, _ = g.Place(p.ID)
		}
	})
}

// villages is a layer of made-up villages, as many as a country has.
func villages(t testing.TB) *Overlay {
	parts := []string{"zor", "vat", "mel", "kin", "sha", "dub", "ran", "tif", "gho", "bal"}
	var es []Entry
	for i := range 30000 {
		name := ""
		for n := i; n > 0 || name == ""; n /= 10 {
			name += parts[n%10]
		}
		es = append(es, Entry{recount.Place{ID: recount.PlaceID(fmt.Sprintf("x:%d", i)), Name: name, Names: []string{"Tell " + name}, Country: "SY", Admin1: "Aleppo", Level: recount.AtArea, Point: recount.LatLon{Lat: 33 + float64(i%300)/100, Lon: 36 + float64(i/300)/100}}, Town})
	}
	return layer(t, Layer{Name: "villages"}, es...)
}

func BenchmarkLookupWithLayer(b *testing.B) {
	g := bundle(b).With(villages(b))
	for b.Loop() {
		g.Find("Aleppo", Hint{})
		g.Find("Tell zorvatmel", Hint{})
		g.Find("Khan Sheikhoun", Hint{})
		g.Find("nowhere at all", Hint{})
	}
}

func BenchmarkOpenLayer(b *testing.B) {
	o := villages(b)
	var es []Entry
	for _, p := range o.Places() {
		es = append(es, Entry{p, Town})
	}
	raw := Compile(o.Layer, es)
	g := bundle(b)
	b.ReportMetric(float64(len(raw)), "bytes")
	for b.Loop() {
		o, err := OpenLayer(raw)
		if err != nil {
			b.Fatal(err)
		}
		g.With(o)
	}
}
