package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/recountlab/recount"
)

// A spotted is something with a place on an outline map.
type spotted struct {
	Where recount.PlaceRef
	Title string
	Href  string // of the first, where several are at one place
	n     int    // how many are at this place
}

// together puts what is at one place into one.
func together(spots []spotted) (out []spotted) {
	at := map[string]int{}
	for _, s := range spots {
		key := fmt.Sprintf("%.4f %.4f %.0f", s.Where.Point.Lat, s.Where.Point.Lon, s.Where.Radius)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key], out = i, append(out, s)
		} else {
			out[i].Title += "\n" + s.Title
		}
		out[i].n++
	}
	return out
}

// outline draws places on a still map that needs no script: land, borders, and
// what happened as a dot for a site and a ring at true radius for anything
// wider. What is known no nearer than a district is not drawn; n says how many
// were. The projection is Mercator's.
func (l *tongue) outline(spots []spotted, width float64) (svg template.HTML, n int) {
	var drawn []spotted
	west, south, east, north := 180.0, 85.0, -180.0, -85.0
	for _, s := range spots {
		if p := s.Where; p.Precision.Finer(recount.AtSubdistrict) {
			drawn = append(drawn, s)
			reach := p.Radius / 111320
			wide := reach / math.Max(.05, math.Cos(p.Point.Lat*math.Pi/180))
			west, east = math.Min(west, p.Point.Lon-wide), math.Max(east, p.Point.Lon+wide)
			south, north = math.Min(south, p.Point.Lat-reach), math.Max(north, p.Point.Lat+reach)
		}
	}
	if n = len(drawn); n == 0 {
		return "", 0
	}
	drawn = together(drawn)
	// Some land around it, so that one sees where it is, and no strips.
	margin := math.Max(.6, .15*math.Max(east-west, north-south))
	west, east, south, north = math.Max(-180, west-margin*1.4), math.Min(180, east+margin*1.4), math.Max(-80, south-margin), math.Min(80, north+margin)
	mercator := func(lat float64) float64 { return math.Log(math.Tan(math.Pi/4+lat*math.Pi/360)) * 180 / math.Pi }
	scale := width / (east - west)
	height := math.Min(1.2*width, math.Max(.45*width, scale*(mercator(north)-mercator(south))))
	middle := (mercator(north) + mercator(south)) / 2
	x := func(lon float64) float64 { return (lon - west) * scale }
	y := func(lat float64) float64 { return height/2 - (mercator(lat)-middle)*scale }
	view := frameOf{-2, -2, width + 2, height + 2}

	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="outline" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="group" aria-label="%s">`, width, height, width, height,
		template.HTMLEscapeString(l.say("Map of %d incidents; the list says the same", n)))
	fmt.Fprintf(&b, `<rect class="sea" width="%.0f" height="%.0f"/>`, width, height)
	level := (north + south) / 2
	seen := frameOf{west, level - height/scale, east, level + height/scale} // a degree is drawn at least as high as it is wide
	path := func(class string, lines []course, closed bool) {
		var d strings.Builder
		for _, line := range lines {
			if !line.within.meets(seen) {
				continue
			}
			pts := make([][2]float64, len(line.pts))
			for i, p := range line.pts {
				pts[i] = [2]float64{x(p[0]), y(math.Max(-85, math.Min(85, p[1])))}
			}
			if closed {
				view.area(&d, pts)
			} else {
				view.line(&d, pts)
			}
		}
		if d.Len() > 0 {
			fmt.Fprintf(&b, `<path class="%s" d="%s"/>`, class, d.String())
		}
	}
	world := world()
	path("land", world.land, true)
	if east-west < 25 {
		path("admin", world.admin1, false)
	}
	path("border", world.borders, false)
	path("border disputed", world.disputed, false)
	l.labels(&b, x, y, frameOf{0, 0, width, height}, scale)
	for _, s := range drawn {
		r := s.Where.Radius / 111320 * scale / math.Max(.05, math.Cos(s.Where.Point.Lat*math.Pi/180))
		class := "ring"
		switch {
		case s.Where.Precision == recount.AtSite:
			class, r = "site", 4
		case r < 5: // too small to see: a hollow mark says where to look
			class, r = "hint", 5
		}
		fmt.Fprintf(&b, `<a href="%s"><title>%s</title><circle class="%s" cx="%.1f" cy="%.1f" r="%.1f"/></a>`, template.HTMLEscapeString(s.Href), template.HTMLEscapeString(s.Title), class,
			x(s.Where.Point.Lon), y(s.Where.Point.Lat), r)
		if s.n > 1 {
			fmt.Fprintf(&b, `<text class="many" x="%.1f" y="%.1f">%d</text>`, x(s.Where.Point.Lon), y(s.Where.Point.Lat)-r-4, s.n)
		}
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()), n
}

// labels writes the names of towns and divisions where there is room, those
// that matter most first.
func (l *tongue) labels(b *strings.Builder, x, y func(float64) float64, view frameOf, scale float64) {
	most := 1 // the least of the ranks that are named at this scale
	for _, at := range []float64{12, 30, 60} {
		if scale > at {
			most++
		}
	}
	var taken []frameOf
	for rank := 1; rank <= most; rank++ {
		for _, t := range names() {
			px, py := x(t.at[0]), y(t.at[1])
			name := t.en
			if l.Lang == "ar" && t.ar != "" {
				name = t.ar
			}
			half := 3.4*float64(len([]rune(name))) + 6
			box := frameOf{px - half, py - 9, px + half, py + 9}
			if t.rank != rank || box.x0 < view.x0 || box.x1 > view.x1 || box.y0 < view.y0 || box.y1 > view.y1 || slices.ContainsFunc(taken, box.meets) {
				continue
			}
			taken = append(taken, box)
			fmt.Fprintf(b, `<text class="name r-%d" x="%.1f" y="%.1f">%s</text>`, rank, px, py+4, template.HTMLEscapeString(name))
		}
	}
}

// A named is a label of the base map.
type named struct {
	en, ar string
	rank   int // 0 a country, 1 a capital or a division, and smaller as it rises
	at     [2]float64
}

var names = sync.OnceValue(func() (out []named) {
	b, err := assetFiles.ReadFile("assets/labels.json")
	if err != nil {
		return nil
	}
	var w struct {
		Features []struct {
			Properties struct {
				En   string `json:"en"`
				Ar   string `json:"ar"`
				Rank int    `json:"rank"`
			} `json:"properties"`
			Geometry struct {
				Coordinates [2]float64 `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if json.Unmarshal(b, &w) != nil {
		return nil
	}
	for _, f := range w.Features {
		out = append(out, named{f.Properties.En, f.Properties.Ar, f.Properties.Rank, f.Geometry.Coordinates})
	}
	return out
})

// An atlas is the lines of the embedded base map (Natural Earth), in degrees.
type atlas struct {
	land, admin1, borders, disputed []course
}

// A course is a line or the edge of an area, and what it lies within.
type course struct {
	pts    [][2]float64
	within frameOf
}

func courses(lines [][][2]float64) (out []course) {
	for _, pts := range lines {
		c := course{pts, frameOf{180, 90, -180, -90}}
		for _, p := range pts {
			c.within = frameOf{math.Min(c.within.x0, p[0]), math.Min(c.within.y0, p[1]), math.Max(c.within.x1, p[0]), math.Max(c.within.y1, p[1])}
		}
		out = append(out, c)
	}
	return out
}

var world = sync.OnceValue(func() (a atlas) {
	b, err := assetFiles.ReadFile("assets/world.json")
	if err != nil {
		return a // a build without a base map draws on blank ground
	}
	type geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	var w struct {
		Land struct {
			Features []struct {
				Geometry geometry `json:"geometry"`
			} `json:"features"`
		} `json:"land"`
		Admin1, Borders, Disputed struct {
			Geometries []geometry `json:"geometries"`
		}
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return a
	}
	lines := func(g geometry) []course {
		var out [][][2]float64
		switch g.Type {
		case "LineString":
			var one [][2]float64
			json.Unmarshal(g.Coordinates, &one) // ours, and tested to be drawn
			out = append(out, one)
		case "MultiLineString", "Polygon":
			json.Unmarshal(g.Coordinates, &out)
		case "MultiPolygon":
			var many [][][][2]float64
			json.Unmarshal(g.Coordinates, &many)
			for _, p := range many {
				out = append(out, p...)
			}
		}
		return courses(out)
	}
	for _, f := range w.Land.Features {
		a.land = append(a.land, lines(f.Geometry)...)
	}
	for _, g := range w.Admin1.Geometries {
		a.admin1 = append(a.admin1, lines(g)...)
	}
	for _, g := range w.Borders.Geometries {
		a.borders = append(a.borders, lines(g)...)
	}
	for _, g := range w.Disputed.Geometries {
		a.disputed = append(a.disputed, lines(g)...)
	}
	return a
})

// A frameOf is what of a map is seen.
type frameOf struct{ x0, y0, x1, y1 float64 }

func (f frameOf) meets(g frameOf) bool {
	return f.x0 < g.x1 && g.x0 < f.x1 && f.y0 < g.y1 && g.y0 < f.y1
}

// line writes those steps of a line that may be seen.
func (f frameOf) line(d *strings.Builder, pts [][2]float64) {
	drawing := false
	for i := 1; i < len(pts); i++ {
		p, q := pts[i-1], pts[i]
		if math.Max(p[0], q[0]) < f.x0 || math.Min(p[0], q[0]) > f.x1 || math.Max(p[1], q[1]) < f.y0 || math.Min(p[1], q[1]) > f.y1 {
			drawing = false
			continue
		}
		if !drawing {
			fmt.Fprintf(d, "M%.1f %.1f", p[0], p[1])
			drawing = true
		}
		fmt.Fprintf(d, "L%.1f %.1f", q[0], q[1])
	}
}

// area writes what of an area is seen: it is cut at each side of the frame in
// turn (Sutherland and Hodgman, Reentrant polygon clipping, 1974).
func (f frameOf) area(d *strings.Builder, pts [][2]float64) {
	for _, side := range []struct {
		axis int
		at   float64
		sign float64
	}{{0, f.x0, 1}, {0, f.x1, -1}, {1, f.y0, 1}, {1, f.y1, -1}} {
		in := func(p [2]float64) bool { return side.sign*(p[side.axis]-side.at) >= 0 }
		var out [][2]float64
		for i, q := range pts {
			p := pts[(i+len(pts)-1)%len(pts)]
			if in(p) != in(q) {
				t := (side.at - p[side.axis]) / (q[side.axis] - p[side.axis])
				out = append(out, [2]float64{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])})
			}
			if in(q) {
				out = append(out, q)
			}
		}
		pts = out
	}
	for i, p := range pts {
		if i == 0 {
			fmt.Fprintf(d, "M%.1f %.1f", p[0], p[1])
		} else {
			fmt.Fprintf(d, "L%.1f %.1f", p[0], p[1])
		}
	}
	if len(pts) > 0 {
		d.WriteString("z")
	}
}
