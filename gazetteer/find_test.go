package gazetteer

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/recountlab/recount"
)

var opened = sync.OnceValues(Open)

func bundle(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Every place of this list is found first, within 25 km of where it lies.
func TestFindKnownPlaces(t *testing.T) {
	for _, c := range []struct {
		name, country string
		lat, lon      float64
	}{
		{"Aleppo", "SY", 36.20, 37.16}, {"Idlib", "SY", 35.93, 36.63}, {"Douma", "SY", 33.57, 36.40}, {"Khan Shaykhun", "SY", 35.44, 36.65},
		{"Atarib", "SY", 36.14, 36.83}, {"al-Bab", "SY", 36.37, 37.52}, {"Raqqa", "SY", 35.95, 39.01}, {"Daraa", "SY", 32.62, 36.10},
		{"Deir ez-Zor", "SY", 35.34, 40.14}, {"Khan Younis", "PS", 31.34, 34.30}, {"Rafah", "PS", 31.29, 34.25}, {"Jabalia", "PS", 31.53, 34.48},
		{"Sanaa", "YE", 15.35, 44.21}, {"Hodeidah", "YE", 14.80, 42.95}, {"Bakhmut", "UA", 48.59, 38.00}, {"Mariupol", "UA", 47.10, 37.55}, {"El Fasher", "SD", 13.63, 25.35},
		{"حلب", "SY", 36.20, 37.16}, {"خان شيخون", "SY", 35.44, 36.65}, {"صنعاء", "YE", 15.35, 44.21}, {"Khan Sheikhoun", "SY", 35.44, 36.65}, {"Маріуполь", "UA", 47.10, 37.55},
		{"Texas", "US", 31.0, -99.0}, {"Syria", "SY", 35.0, 38.5}, {"سوريا", "SY", 35.0, 38.5}, {"Darfur", "SD", 13.5, 24.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := bundle(t).Find(c.name, Hint{Countries: []string{c.country}})
			if len(got) == 0 {
				t.Fatal("not found")
			}
			limit := 25000.0
			if got[0].Place.Level != recount.AtTown && got[0].Place.Level != recount.AtArea {
				limit = 200000
			}
			if d := got[0].Place.Point.Metres(recount.LatLon{Lat: c.lat, Lon: c.lon}); d > limit {
				t.Errorf("%s (%s, %s): %.0f km off; %s", got[0].Place.Name, got[0].Place.ID, got[0].Place.Country, d/1000, got[0].Why)
			}
		})
	}
}

// Districts, counties and places written by hand are found where they lie.
func TestFindFurther(t *testing.T) {
	for _, c := range []struct {
		name, id string
		level    recount.Precision
		country  string
		lat, lon float64
		approx   bool
	}{
		{"Cook County", "a2:", recount.AtDistrict, "US", 41.8, -87.8, false}, {"St. Lawrence County", "a2:", recount.AtDistrict, "US", 44.5, -75.1, false},
		{"Jefferson Parish", "a2:", recount.AtDistrict, "US", 29.73, -90.1, false}, {"North Gaza", "a2:", recount.AtDistrict, "PS", 31.54, 34.52, false},
		{"محافظة شمال غزة", "a2:", recount.AtDistrict, "PS", 31.54, 34.52, false}, {"Shujaiya", "hw:", recount.AtArea, "PS", 31.50, 34.47, true},
		{"جوبر", "hw:", recount.AtArea, "SY", 33.53, 36.34, true}, {"Bustan al-Qasr", "hw:", recount.AtArea, "SY", 36.19, 37.14, true},
		{"Euphrates", "rg:", recount.AtZone, "", 35, 40.5, false},
	} {
		got := bundle(t).Find(c.name, Hint{Countries: []string{c.country}})
		if len(got) == 0 {
			t.Errorf("%s: not found", c.name)
			continue
		}
		p := got[0].Place
		if !strings.HasPrefix(string(p.ID), c.id) || p.Level != c.level || p.Country != c.country || p.Approx != c.approx || p.Point.Metres(recount.LatLon{Lat: c.lat, Lon: c.lon}) > 25000 {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

// All but a handful of well-known places of conflicts are known by name.
func TestKnownVillages(t *testing.T) {
	for _, n := range strings.Split("Latamna,Zamalka,Jobar,Anadan,Khan al-Asal,Baghuz,Mu'adamiyat al-Sham,al-Zahraa,Khan al-Ahmar,Douma,Harasta,Saqba,Arbin,Darayya,Madaya,Hajin,Zeitoun,Nuseirat,Jabalia camp,Sadr City,Azovstal,Bagram airbase", ",") {
		if got := bundle(t).Find(n, Hint{}); len(got) == 0 || got[0].Tier > 2 {
			t.Errorf("%s: %d candidates", n, len(got))
		}
	}
}

func TestPlaceAndZone(t *testing.T) {
	g := bundle(t)
	p, err := g.Place("gn:170063")
	if err != nil || p.Name != "Aleppo" || p.Country != "SY" || p.Admin1 != "Aleppo" {
		t.Errorf("got %+v, %v", p, err)
	}
	if z := g.Zone("gn:170063"); z != "Asia/Damascus" {
		t.Errorf("zone %q", z)
	}
	if z := g.Zone("iso:UA"); z != "Europe/Kyiv" && z != "Europe/Kiev" {
		t.Errorf("zone of a country %q", z)
	}
	if _, err := g.Place("gn:0"); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("an unknown place: %v", err)
	}
	for _, row := range []int{0, 1000, 140000, g.base.n - 1} {
		if got := g.base.row(g.base.placeID(row)); got != row {
			t.Errorf("row %d has id %s, which finds row %d", row, g.base.placeID(row), got)
		}
	}
}

func TestSkeletons(t *testing.T) {
	for _, c := range []struct{ latin, arabic string }{
		{"Khan Sheikhoun", "خان شيخون"}, {"al-Atarib", "الأتارب"}, {"Deir ez-Zor", "دير الزور"}, {"Qalat al-Madiq", "قلعة المضيق"}, {"Jisr al-Shughur", "جسر الشغور"}, {"Maarat al-Numan", "معرة النعمان"}, {"Salah ad-Din", "صلاح الدين"},
	} {
		have := map[string]bool{}
		for _, s := range Skeletons(c.latin) {
			have[s] = true
		}
		met := false
		for _, s := range Skeletons(c.arabic) {
			met = met || have[s]
		}
		if !met {
			t.Errorf("%s %v and %s %v share none", c.latin, Skeletons(c.latin), c.arabic, Skeletons(c.arabic))
		}
		if k := cost(c.latin, c.arabic); k > 1 {
			t.Errorf("%s against %s costs %.1f", c.latin, c.arabic, k)
		}
	}
	if k := cost("Atarib", "الأتراب"); k < 0.5 {
		t.Errorf("a misplaced vowel costs only %.1f", k)
	}
}

func TestBundleIsSmall(t *testing.T) {
	if len(packed) > 13<<20 {
		t.Errorf("the index has %d bytes packed", len(packed))
	}
	var a, b runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&a)
	g, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&b)
	if mb := (int64(b.HeapAlloc) - int64(a.HeapAlloc)) >> 20; mb > 25 {
		t.Errorf("an open gazetteer holds %d MB", mb)
	} else {
		t.Logf("heap %d MB, packed %.1f MB, %d places", mb, float64(len(packed))/1e6, g.base.n)
	}
	runtime.KeepAlive(g)
}

const quarters = "\ufeffid,name_en,name_ar,alt,parent,admin1,country,level,lat,lon,source,approx\r\n" +
	"q:old,Old Quarter,الحي القديم,Vieux Quartier,gn:170063,Aleppo,SY,area,36.19,37.15,made up,1\r\n" +
	"q:none,,,,,,SY,area,36,37,made up,\r\n" +
	"q:where,Nowhere,,,,,SY,area,north,37,made up,\r\n" +
	"q:who,Unsourced,,,,,SY,area,36,37,,\r\n" +
	"q:old,Twice,,,,,SY,area,36,37,made up,\r\n"

func TestReadCSV(t *testing.T) {
	o, skips, err := ReadCSV("mine", strings.NewReader(quarters))
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Places()) != 1 || len(skips) != 4 || skips[0].Line != 3 || skips[3].Line != 6 {
		t.Fatalf("%d places, skips %+v", len(o.Places()), skips)
	}
	g := bundle(t)
	h := g.With(o)
	if got := h.Find("vieux quartier", Hint{}); len(got) == 0 || got[0].Place.ID != "q:old" || !got[0].Place.Approx || got[0].Place.Layer != "mine" {
		t.Errorf("found %+v", got)
	}
	if z := h.Zone("q:old"); z != "Asia/Damascus" {
		t.Errorf("zone by its parent %q", z)
	}
	if _, err := g.Place("q:old"); err == nil {
		t.Error("the overlay changed what lies beneath")
	}
	if _, _, err := ReadCSV("bad", strings.NewReader("a,b\n")); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a header without an id: %v", err)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add(quarters)
	f.Add("id,lat,lon,source\n\"x")
	f.Fuzz(func(t *testing.T, s string) {
		o, _, err := ReadCSV("f", strings.NewReader(s))
		if err != nil {
			return
		}
		for _, p := range o.Places() {
			if p.ID == "" || p.Name == "" || p.Reach <= 0 {
				t.Errorf("took %+v", p)
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	g := bundle(b)
	for _, n := range []string{"Aleppo", "Khan Sheikhoun", "حلب"} {
		b.Run(n, func(b *testing.B) {
			for b.Loop() {
				g.Find(n, Hint{Countries: []string{"SY"}})
			}
		})
	}
}
