package desk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A Spot is what a map draws at one place: incidents that are near each other at
// the size at which one looks, those known to the same place, or one.
type Spot struct {
	At        recount.LatLon
	N         int
	Box       store.Box         // that holds all of them
	Line      *Line             // the latest of them
	Precision recount.Precision // of all of them; "" if they differ
	Radius    float64           // metres in which each of them was; 0 if they differ
	Same      bool              // they are known to one and the same place
}

// An Apart is how many incidents are known no nearer than a district or more. A
// map draws them as an area, or only says how many: never as a point among others.
type Apart struct {
	Where recount.PlaceRef
	N     int
}

// Mapped is incidents as a map draws them.
type Mapped struct {
	Spots     []Spot
	Apart     []Apart // most first
	Unplaced  int     // that nobody says where they were
	Incidents int     // of all that were asked for, in the box or not
}

// cell is how many pixels apart spots are, and tile how wide the world is at
// zoom 0, as the maps of the pages are drawn.
const cell, tile = 56.0, 512.0

// MapOf puts incidents on a map of a box at a zoom: those of a cell together.
func MapOf(lines []*Line, box store.Box, zoom float64) Mapped {
	m := Mapped{Incidents: len(lines)}
	size := cell / (tile * math.Exp2(min(max(zoom, 0), 22))) // of a cell, where the world is 1
	type key struct{ x, y int }
	cells, order := map[key]*Spot{}, []key{}
	apart := map[string]*Apart{}
	for _, l := range lines {
		p := l.Where
		switch {
		case p.Precision == recount.NoPlace:
			m.Unplaced++
			continue
		case !p.Precision.Finer(recount.AtSubdistrict):
			k := fmt.Sprintf("%s %s %s %s %.3f %.3f", p.Precision, p.Country, p.Admin1, p.Place, p.Point.Lat, p.Point.Lon)
			if apart[k] == nil {
				apart[k] = &Apart{Where: p}
			}
			apart[k].N++
			continue
		case !box.IsZero() && !box.Holds(p.Point):
			continue
		}
		x, y := mercator(p.Point)
		k := key{int(math.Floor(x / size)), int(math.Floor(y / size))}
		c := cells[k]
		if c == nil {
			c = &Spot{Line: l, Precision: p.Precision, Radius: p.Radius, Same: true, Box: store.Box{South: p.Point.Lat, West: p.Point.Lon, North: p.Point.Lat, East: p.Point.Lon}}
			cells[k], order = c, append(order, k)
		}
		c.add(l)
	}
	for _, k := range order {
		c := cells[k]
		c.At = recount.LatLon{Lat: c.At.Lat / float64(c.N), Lon: c.At.Lon / float64(c.N)}
		m.Spots = append(m.Spots, *c)
	}
	for _, a := range apart {
		m.Apart = append(m.Apart, *a)
	}
	slices.SortFunc(m.Apart, func(a, b Apart) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Where.Country, b.Where.Country), cmp.Compare(a.Where.Admin1, b.Where.Admin1), cmp.Compare(a.Where.Name, b.Where.Name), cmp.Compare(a.Where.Place, b.Where.Place))
	})
	return m
}

func (c *Spot) add(l *Line) {
	p := l.Where
	c.N++
	c.At.Lat, c.At.Lon = c.At.Lat+p.Point.Lat, c.At.Lon+p.Point.Lon
	c.Box = store.Box{South: min(c.Box.South, p.Point.Lat), West: min(c.Box.West, p.Point.Lon), North: max(c.Box.North, p.Point.Lat), East: max(c.Box.East, p.Point.Lon)}
	first := c.Line.Where
	if p.Precision != first.Precision {
		c.Precision = ""
	}
	if p.Point != first.Point || p.Radius != first.Radius || p.Precision != first.Precision {
		c.Same, c.Radius = false, 0
	}
	if l.Local.From.After(c.Line.Local.From) {
		c.Line = l
	}
}

// mercator puts a point on a square whose sides are 1.
func mercator(p recount.LatLon) (x, y float64) {
	lat := min(max(p.Lat, -85), 85) * math.Pi / 180
	return (p.Lon + 180) / 360, (1 - math.Log(math.Tan(lat)+1/math.Cos(lat))/math.Pi) / 2
}

// A WeekCount is how many incidents began in the week that begins on a Monday, by
// clocks at the place.
type WeekCount struct {
	Week time.Time `json:"week"`
	N    int       `json:"n"`
}

// Weeks counts incidents by week, from the first week to the last, and those
// whose time is not stated.
func Weeks(lines []*Line) (weeks []WeekCount, undated int) {
	n := map[time.Time]int{}
	var first, last time.Time
	for _, l := range lines {
		if l.Local.From.IsZero() {
			undated++
			continue
		}
		w := Monday(l.Local.From)
		n[w]++
		if first.IsZero() || w.Before(first) {
			first = w
		}
		if w.After(last) {
			last = w
		}
	}
	if first.IsZero() {
		return nil, undated
	}
	for w := first; !w.After(last); w = w.AddDate(0, 0, 7) {
		weeks = append(weeks, WeekCount{w, n[w]})
	}
	return weeks, undated
}

// Monday is the Monday on or before a day.
func Monday(t time.Time) time.Time {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}
