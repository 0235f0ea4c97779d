package link

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// Keys returns the blocking keys under which c must be looked for: two claims
// that may speak of one incident share at least one. A fine place gives the
// cells of about 10 km that a disc of 6 km around it touches, a coarse one its
// division, and no place at all the country and what happened; each by day,
// with the hours around midnight counted to both days.
func Keys(c *recount.Claim) []string {
	w := c.When
	if w.IsZero() {
		w = c.Said
	}
	ds := days(w, 6*time.Hour)
	if len(ds) == 0 {
		ds = []string{"?"}
	}
	var spots []string
	p := c.Where
	if precise(p) || p.Precision == recount.Near || p.Precision == recount.AtSubdistrict {
		spots = cells(p.Point, 6000)
	}
	switch {
	case p.Admin1 != "":
		spots = append(spots, "division:"+p.Country+"/"+p.Admin1)
	case p.Country != "" && len(spots) == 0:
		spots = append(spots, "country:"+p.Country)
	}
	if p.Precision == recount.NoPlace || p.Precision == recount.AtCountry || p.Precision == recount.AtZone {
		spots = append(spots, "what:"+p.Country+"/"+string(c.What))
	}
	var out []string
	for _, s := range spots {
		for _, d := range ds {
			out = append(out, s+"|"+d)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cells are the squares of a tenth of a degree of latitude, as wide as high,
// that the corners of a box of the given half-width in metres fall into.
func cells(p recount.LatLon, half float64) (out []string) {
	const side = 0.1
	const metre = 1 / 111320.0
	for _, dy := range []float64{-1, 0, 1} {
		row := math.Floor((p.Lat + dy*half*metre) / side)
		width := side / max(0.05, math.Cos((row+0.5)*side*math.Pi/180)) // one width for the whole row
		for _, dx := range []float64{-1, 0, 1} {
			lon := p.Lon + dx*half*metre/max(0.05, math.Cos(p.Lat*math.Pi/180))
			lon = math.Mod(lon+540, 360) - 180
			out = append(out, fmt.Sprintf("cell:%d/%d", int(row), int(math.Floor(lon/width))))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
