package gazetteer

import (
	"errors"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// The answers here are the ones data/disputed.tsv documents.
func TestAt(t *testing.T) {
	for _, c := range []struct {
		what     string
		lat, lon float64
		country  string
		division recount.PlaceID // "" if it does not matter
		area     string          // of the dispute, "" if there is none
	}{
		{"Simferopol, Crimea", 44.95, 34.10, "UA", "gn:703883", "Crimea"},
		{"Sevastopol", 44.60, 33.53, "UA", "gn:694422", "Sevastopol"},
		{"Kherson", 46.64, 32.61, "UA", "", ""},
		{"Majdal Shams, Golan", 33.27, 35.77, "SY", "gn:173336", "Golan Heights"},
		{"Katzrin, Golan", 32.99, 35.69, "SY", "gn:173336", "Golan Heights"},
		{"Mevo Hama, Golan", 32.735, 35.655, "SY", "gn:173336", "Golan Heights"},
		{"zone of separation", 33.15, 35.862, "SY", "gn:173336", "Golan Heights, zone of separation"},
		{"Kiryat Shmona", 33.207, 35.570, "IL", "gn:294824", ""},
		{"Tiberias", 32.79, 35.53, "IL", "gn:294824", ""},
		{"Ein Gev", 32.783, 35.638, "IL", "gn:294824", ""},
		{"Gonen", 33.123, 35.648, "IL", "gn:294824", ""},
		{"Sheikh Jarrah, East Jerusalem", 31.793, 35.232, "PS", "gn:285153", "East Jerusalem"},
		{"Old City of Jerusalem", 31.777, 35.234, "PS", "gn:285153", "East Jerusalem"},
		{"Silwan, East Jerusalem", 31.769, 35.237, "PS", "gn:285153", "East Jerusalem"},
		{"western Jerusalem", 31.782, 35.205, "IL", "gn:293198", ""},
		{"Ramallah, West Bank", 31.90, 35.20, "PS", "gn:285153", "West Bank"},
		{"Hebron, West Bank", 31.53, 35.10, "PS", "gn:285153", "West Bank"},
		{"Gaza City", 31.52, 34.45, "PS", "gn:281132", "Gaza Strip"},
		{"Rafah", 31.29, 34.25, "PS", "gn:281132", "Gaza Strip"},
		{"Sderot", 31.525, 34.597, "IL", "gn:294952", ""},
		{"Laayoune, Western Sahara", 27.13, -13.16, "EH", "", "Western Sahara"},
		{"Smara, Western Sahara", 26.74, -11.67, "EH", "", "Western Sahara"},
		{"Dakhla, Western Sahara", 23.72, -15.93, "EH", "", "Western Sahara"},
		{"Tifariti, Western Sahara", 26.16, -10.57, "EH", "", "Western Sahara"},
		{"Tarfaya", 27.93, -12.92, "MA", "", ""},
		{"Guelmim", 28.99, -10.06, "MA", "", ""},
		{"Abyei", 9.59, 28.44, "SD", "", "Abyei"},
		{"Kadugli", 11.01, 29.72, "SD", "", ""},
		{"Pristina, Kosovo", 42.66, 21.16, "XK", "", "Kosovo"},
		{"Nis", 43.32, 21.90, "RS", "", ""},
		{"Hargeisa, Somaliland", 9.56, 44.06, "SO", "", "Somaliland"},
		{"Mogadishu", 2.04, 45.34, "SO", "", ""},
		{"Kyrenia, Northern Cyprus", 35.33, 33.32, "CY", "", "Northern Cyprus"},
		{"Limassol", 34.68, 33.04, "CY", "", ""},
		{"Srinagar", 34.09, 74.80, "IN", "gn:1269320", "Kashmir, administered by India"},
		{"Muzaffarabad", 34.37, 73.47, "PK", "gn:1184196", "Kashmir, administered by Pakistan"},
		{"Aksai Chin", 35.1, 79.2, "CN", "", "Aksai Chin"},
		{"Sukhumi, Abkhazia", 43.00, 41.02, "GE", "gn:6643410", "Abkhazia"},
		{"Tskhinvali, South Ossetia", 42.23, 43.97, "GE", "", "South Ossetia"},
		{"Akhalgori, South Ossetia", 42.125, 44.48, "GE", "", "South Ossetia"},
		{"Gori", 41.98, 44.11, "GE", "", ""},
		{"Tiraspol, Transnistria", 46.84, 29.63, "MD", "", "Transnistria"},
		{"Bender, Transnistria", 46.83, 29.48, "MD", "", "Transnistria"},
		{"Chisinau", 47.01, 28.86, "MD", "", ""},
		{"Juba", 4.85, 31.60, "SS", "", ""},
		{"Aleppo", 36.20, 37.16, "SY", "", ""},
		{"Denver", 39.74, -104.99, "US", "gn:5417618", ""},
	} {
		a, ok := bundle(t).At(recount.LatLon{Lat: c.lat, Lon: c.lon})
		area := ""
		if a.Dispute != nil {
			area = a.Dispute.Area
		}
		if !ok || a.Country != c.country || c.division != "" && a.Admin1 != c.division || area != c.area {
			t.Errorf("%s: %v %s %s %q, want %s %s %q", c.what, ok, a.Country, a.Admin1, area, c.country, c.division, c.area)
		}
	}
	for _, sea := range []recount.LatLon{{Lat: 0, Lon: -30}, {Lat: 34, Lon: 25}, {Lat: 43, Lon: 34}} {
		if a, ok := bundle(t).At(sea); ok {
			t.Errorf("%v at sea: %+v", sea, a)
		}
	}
}

func TestWithDisputes(t *testing.T) {
	rows, err := ReadDisputes(strings.NewReader("Mine\tcut\tUA-43\tXX\tXX\tXX\tdisputed\t\t1\t34 44;35 44;35 46;34 46\tby us\tourselves\n"))
	if err != nil {
		t.Fatal(err)
	}
	simferopol := recount.LatLon{Lat: 44.95, Lon: 34.10}
	if a, _ := bundle(t).WithDisputes(rows).At(simferopol); a.Country != "XX" || a.Dispute.Area != "Mine" {
		t.Errorf("a row of one's own gives %+v", a)
	}
	if a, _ := bundle(t).At(simferopol); a.Country != "UA" {
		t.Errorf("the gazetteer beneath changed: %+v", a)
	}
	for _, bad := range []string{"a\tb\n", "A\tunit\tX\tXX\t\t\t\t\t1\t\t\ts\n", "A\tcut\tX\tXX\t\t\tdisputed\t\t1\t1 2;3\t\ts\n", "A\tcut\tX\tXX\t\t\tdisputed\t\t1\t\t\ts\n"} {
		if _, err := ReadDisputes(strings.NewReader(bad)); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// The share of towns that the lines put into the country they are filed
// under: those of the two sources disagree along frontiers only.
func TestAtAgreesWithTowns(t *testing.T) {
	g, right, all, wrong := bundle(t), 0, 0, map[string]int{}
	n := 0
	for p, class := range g.All() {
		if n++; n%37 != 0 || class >= Province || p.Country == "" {
			continue
		}
		all++
		if a, ok := g.At(p.Point); ok && a.Country == p.Country {
			right++
		} else {
			wrong[p.Country+">"+a.Country]++
		}
	}
	t.Logf("%d of %d towns: %v", right, all, wrong)
	if all < 4000 || float64(right) < 0.985*float64(all) {
		t.Errorf("only %d of %d towns lie in their country", right, all)
	}
}

func BenchmarkAt(b *testing.B) {
	g := bundle(b)
	p := recount.LatLon{Lat: 36.2, Lon: 37.16}
	for b.Loop() {
		g.At(p)
	}
}

func BenchmarkOpenBorders(b *testing.B) {
	for b.Loop() {
		if _, err := openBorders(packedBorders); err != nil {
			b.Fatal(err)
		}
	}
}
