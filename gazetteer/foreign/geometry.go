package foreign

import (
	"encoding/json"
	"math"

	"github.com/recountlab/recount"
)

// kmPerDegree of latitude.
const kmPerDegree = 111.195

// outline returns the middle of a GeoJSON geometry and the area it covers in
// square kilometres, 0 for a point. The middle of several polygons is that of
// the largest.
func outline(raw json.RawMessage) (mid recount.LatLon, km2 float64, ok bool) {
	var g struct {
		Type        string
		Coordinates json.RawMessage
	}
	if len(raw) == 0 || json.Unmarshal(raw, &g) != nil {
		return mid, 0, false
	}
	var many [][][][]float64
	switch g.Type {
	case "Point":
		var p []float64
		if json.Unmarshal(g.Coordinates, &p) != nil || len(p) < 2 {
			return mid, 0, false
		}
		return recount.LatLon{Lat: p[1], Lon: p[0]}, 0, true
	case "Polygon":
		var one [][][]float64
		if json.Unmarshal(g.Coordinates, &one) != nil {
			return mid, 0, false
		}
		many = append(many, one)
	case "MultiPolygon":
		if json.Unmarshal(g.Coordinates, &many) != nil {
			return mid, 0, false
		}
	}
	most := -1.0
	for _, rings := range many {
		for i, ring := range rings {
			c, a, sound := ringMiddle(ring)
			if !sound {
				continue
			}
			if i > 0 { // a hole
				km2 -= a
				continue
			}
			km2 += a
			if a > most {
				most, mid = a, c
			}
		}
	}
	return mid, max(0, km2), most >= 0
}

// ringMiddle returns the centre of mass of a ring and its area. It is flat
// geometry, good enough for a label and a radius.
func ringMiddle(ring [][]float64) (mid recount.LatLon, km2 float64, ok bool) {
	if len(ring) < 4 || len(ring[0]) < 2 {
		return mid, 0, false
	}
	x0, y0 := ring[0][0], ring[0][1] // near zero, so that little is lost
	var twice, cx, cy float64
	for i := range ring {
		p, q := ring[i], ring[(i+1)%len(ring)]
		if len(p) < 2 || len(q) < 2 {
			return mid, 0, false
		}
		cross := (p[0]-x0)*(q[1]-y0) - (q[0]-x0)*(p[1]-y0)
		twice += cross
		cx += (p[0] + q[0] - 2*x0) * cross
		cy += (p[1] + q[1] - 2*y0) * cross
	}
	if twice == 0 || math.IsNaN(twice) || math.IsInf(twice, 0) {
		return recount.LatLon{Lat: y0, Lon: x0}, 0, true
	}
	mid = recount.LatLon{Lat: y0 + cy/(3*twice), Lon: x0 + cx/(3*twice)}
	return mid, math.Abs(twice) / 2 * kmPerDegree * kmPerDegree * math.Cos(mid.Lat*math.Pi/180), true
}

// radius is that of a circle with the area, in metres.
func radius(km2 float64) float64 {
	if !(km2 > 0) {
		return 0
	}
	return math.Sqrt(km2/math.Pi) * 1000
}
