package tally

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/recountlab/recount"
)

// An Area is where a total is asked for: a country, a division of one, or what
// rings enclose. Its zero value is everywhere.
type Area struct {
	Country string // ISO 3166-1 alpha-2
	Admin1  string // name of the first-order division
	Rings   []Ring // inside by the even–odd rule, so a ring in a ring is a hole
}

// A Ring is a closed line; its last corner joins its first.
type Ring []recount.LatLon

// BoxRings returns the rings of the area between two corners. West may be
// greater than east: then it crosses the 180th meridian.
func BoxRings(south, west, north, east float64) []Ring {
	box := func(w, e float64) Ring {
		return Ring{{Lat: south, Lon: w}, {Lat: south, Lon: e}, {Lat: north, Lon: e}, {Lat: north, Lon: w}}
	}
	if west <= east {
		return []Ring{box(west, east)}
	}
	return []Ring{box(west, 180), box(-180, east)}
}

// ParseRings reads the polygons of a GeoJSON text (RFC 7946): a geometry, a
// feature or a collection. Anything without an area, or with a corner that is
// nowhere on Earth, is ErrInvalid.
func ParseRings(geojson []byte) ([]Ring, error) {
	var g geometry
	if err := json.Unmarshal(geojson, &g); err != nil {
		return nil, fmt.Errorf("no GeoJSON: %v: %w", err, recount.ErrInvalid)
	}
	rings, err := g.rings()
	if err == nil && len(rings) == 0 {
		err = fmt.Errorf("GeoJSON without a polygon: %w", recount.ErrInvalid)
	}
	return rings, err
}

type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometry    *geometry       `json:"geometry"`
	Features    []geometry      `json:"features"`
	Geometries  []geometry      `json:"geometries"`
}

func (g geometry) rings() (out []Ring, err error) {
	var many [][][][]float64
	switch g.Type {
	case "Polygon":
		many = make([][][][]float64, 1)
		err = json.Unmarshal(g.Coordinates, &many[0])
	case "MultiPolygon":
		err = json.Unmarshal(g.Coordinates, &many)
	case "Feature":
		if g.Geometry != nil {
			return g.Geometry.rings()
		}
	case "FeatureCollection", "GeometryCollection":
		for _, in := range append(g.Features, g.Geometries...) {
			rs, err := in.rings()
			if err != nil {
				return nil, err
			}
			out = append(out, rs...)
		}
		return out, nil
	}
	if err != nil {
		return nil, fmt.Errorf("GeoJSON %s: %v: %w", g.Type, err, recount.ErrInvalid)
	}
	for _, polygon := range many {
		for _, line := range polygon {
			var r Ring
			for _, at := range line {
				if len(at) < 2 || math.Abs(at[0]) > 180 || math.Abs(at[1]) > 90 {
					return nil, fmt.Errorf("GeoJSON %s: corner %v is no longitude and latitude: %w", g.Type, at, recount.ErrInvalid)
				}
				r = append(r, recount.LatLon{Lat: at[1], Lon: at[0]})
			}
			if len(r) < 3 {
				return nil, fmt.Errorf("GeoJSON %s: a ring of %d corners: %w", g.Type, len(r), recount.ErrInvalid)
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// IsZero reports whether a is everywhere.
func (a Area) IsZero() bool { return a.Country == "" && a.Admin1 == "" && len(a.Rings) == 0 }

// Share returns how much of where something may have been lies in a, 0 to 1,
// and whether it may lie there at all. What is known no nearer than the country
// may lie in each of its divisions, with a share of 0: how much of it does
// nobody can say.
func (a Area) Share(at recount.PlaceRef) (share float64, may bool) {
	return a.share(at, a.bounds())
}

// bounds is a box that holds the rings of a.
func (a Area) bounds() (b box) {
	b = box{90, 180, -90, -180}
	for _, r := range a.Rings {
		for _, p := range r {
			b = box{min(b.south, p.Lat), min(b.west, p.Lon), max(b.north, p.Lat), max(b.east, p.Lon)}
		}
	}
	return b
}

type box struct{ south, west, north, east float64 }

// around is a box that holds all points within metres of p, and maybe points
// beyond the 180th meridian, which are on the other side of the map.
func around(p recount.LatLon, metres float64) box {
	lat := metres / degree * 1.01
	lon := lat / max(.01, math.Cos(p.Lat*math.Pi/180))
	return box{p.Lat - lat, p.Lon - lon, p.Lat + lat, p.Lon + lon}
}

func (b box) meets(o box) bool {
	return b.south <= o.north && o.south <= b.north && b.west <= o.east && o.west <= b.east
}

func (a Area) share(at recount.PlaceRef, bounds box) (share float64, may bool) {
	if a.Country != "" && at.Country != a.Country {
		return 0, false
	}
	if a.Admin1 != "" && at.Admin1 != a.Admin1 {
		return 0, at.Admin1 == "" && at.Country == a.Country && a.Country != ""
	}
	if len(a.Rings) == 0 {
		return 1, true
	}
	if at.Precision == recount.NoPlace {
		return 0, false
	}
	if near := around(at.Point, at.Radius); near.west >= -180 && near.east <= 180 {
		if !near.meets(bounds) {
			return 0, false
		}
		if !a.cuts(near) { // no line of a goes through it: all of it is in, or nothing
			if a.holds(at.Point) {
				return 1, true
			}
			return 0, false
		}
	}
	in := 0
	for i := range spiral {
		if a.holds(from(at.Point, at.Radius*spiral[i].out, spiral[i].turn)) {
			in++
		}
	}
	if in > 0 {
		return float64(in) / float64(len(spiral)), true
	}
	for _, r := range a.Rings {
		for _, corner := range r {
			if corner.Metres(at.Point) <= at.Radius {
				return 0, true
			}
		}
	}
	return 0, false
}

// cuts reports whether a line of a may go through a box.
func (a Area) cuts(b box) bool {
	for _, r := range a.Rings {
		for i, c := range r {
			d := r[(i+len(r)-1)%len(r)]
			if b.meets(box{min(c.Lat, d.Lat), min(c.Lon, d.Lon), max(c.Lat, d.Lat), max(c.Lon, d.Lon)}) {
				return true
			}
		}
	}
	return false
}

// holds reports whether p lies in the rings, by the even–odd rule. Lines are
// straight on a plate carrée map, as in RFC 7946.
func (a Area) holds(p recount.LatLon) bool {
	in := false
	for _, r := range a.Rings {
		for i, c := range r {
			d := r[(i+len(r)-1)%len(r)]
			if (c.Lat > p.Lat) != (d.Lat > p.Lat) && p.Lon < (d.Lon-c.Lon)*(p.Lat-c.Lat)/(d.Lat-c.Lat)+c.Lon {
				in = !in
			}
		}
	}
	return in
}

// spiral spreads points evenly over a disc of radius 1, by Vogel's model of a
// sunflower (Mathematical Biosciences 44, 1979): the same ones every time.
var spiral = func() (out [256]struct{ out, turn float64 }) {
	golden := math.Pi * (3 - math.Sqrt(5))
	for i := range out {
		out[i].out = math.Sqrt((float64(i) + .5) / float64(len(out)))
		out[i].turn = golden * float64(i)
	}
	return out
}()

// degree is how many metres a degree of latitude has.
const degree = 111195.0

// from returns the point some metres away from p in a direction, on the plane
// that touches the Earth at p: good enough for the radii that places have.
func from(p recount.LatLon, metres, turn float64) recount.LatLon {
	lat := p.Lat + metres*math.Sin(turn)/degree
	lon := p.Lon + metres*math.Cos(turn)/(degree*max(.01, math.Cos(p.Lat*math.Pi/180)))
	if lon > 180 {
		lon -= 360
	} else if lon < -180 {
		lon += 360
	}
	return recount.LatLon{Lat: lat, Lon: lon}
}

// shareOf returns how much of a stretch of time lies in a period, 0 to 1, and
// whether any may. A period's zero ends are open; a stretch without an end is
// in no period but the open one. Both are by clocks at the place.
func shareOf(w, period recount.When) (share float64, may bool) {
	if period.IsZero() {
		return 1, true
	}
	if w.From.IsZero() || w.Until.IsZero() {
		return 0, false
	}
	a, z := w.From, w.Until
	if period.From.After(a) {
		a = period.From
	}
	if !period.Until.IsZero() && period.Until.Before(z) {
		z = period.Until
	}
	if !a.Before(z) {
		return 0, false
	}
	return float64(z.Sub(a)) / float64(w.Span()), true
}
