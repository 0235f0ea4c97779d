package gazetteer

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sync"

	"github.com/recountlab/recount"
)

//go:embed borders.gz
var packedBorders []byte

// An Area says in which country and division a position lies.
type Area struct {
	Country string          // ISO 3166-1 alpha-2, XK for Kosovo; as data/disputed.tsv files it
	Admin1  recount.PlaceID // first-order division; not always an entry of the bundle
	Dispute *Dispute        // nil where nobody disputes it
	Off     float64         // metres outside the simplified line, 0 if inside
}

// shore is how far outside every line, but within the territorial sea, a position still belongs to the nearest
// division, in metres: lines are simplified, and ports and spits lie in the water.
const shore = 12000

// At returns the area a position lies in, by Natural Earth's first-order
// divisions, simplified to about a kilometre, and the table of disputed
// areas. It reports false at sea. The first call reads the lines.
func (g *Gazetteer) At(p recount.LatLon) (Area, bool) {
	b, err := g.borders()
	if err != nil {
		return Area{}, false
	}
	return b.at(p, g.disputes)
}

// WithDisputes returns a gazetteer that files disputed areas by rows of the
// user's own, before those that come with the program. The receiver stays.
func (g *Gazetteer) WithDisputes(rows []Dispute) *Gazetteer {
	h := *g
	h.disputes = append(append([]Dispute(nil), rows...), g.disputes...)
	return &h
}

var lines = sync.OnceValues(func() (*borders, error) { return openBorders(packedBorders) })

// borders are polygons over shared arcs, in thousandths of a degree.
type borders struct {
	arcs  [][]int32 // x, y, x, y ...
	units []unit
}

type unit struct {
	id         recount.PlaceID
	cc         string
	iso, group string // Natural Earth's codes
	box        [4]int32
	rings      [][]int32 // arcs; ^i is i backwards
}

// A Unit is one division's polygon as a builder hands it to EncodeBorders.
type Unit struct {
	ID         recount.PlaceID
	Country    string
	ISO, Group string  // iso_3166_2 and adm0_a3 of Natural Earth
	Rings      [][]int // arcs; ^i is i backwards. Holes are rings like any other
}

const bordersMagic = "RCBD1\n"

// EncodeBorders writes units over arcs of (longitude, latitude), uncompressed.
func EncodeBorders(w io.Writer, arcs [][][2]float64, units []Unit) error {
	out := []byte(bordersMagic)
	out = binary.AppendUvarint(out, uint64(len(arcs)))
	for _, a := range arcs {
		var pts [][2]int64
		for _, p := range a {
			q := [2]int64{int64(math.Round(p[0] * 1000)), int64(math.Round(p[1] * 1000))}
			if len(pts) == 0 || pts[len(pts)-1] != q {
				pts = append(pts, q)
			}
		}
		out = binary.AppendUvarint(out, uint64(len(pts)))
		var last [2]int64
		for _, p := range pts {
			out = binary.AppendVarint(out, p[0]-last[0])
			out = binary.AppendVarint(out, p[1]-last[1])
			last = p
		}
	}
	out = binary.AppendUvarint(out, uint64(len(units)))
	for _, u := range units {
		for _, s := range []string{string(u.ID), u.Country, u.ISO, u.Group} {
			out = binary.AppendUvarint(out, uint64(len(s)))
			out = append(out, s...)
		}
		out = binary.AppendUvarint(out, uint64(len(u.Rings)))
		for _, r := range u.Rings {
			out = binary.AppendUvarint(out, uint64(len(r)))
			for _, a := range r {
				out = binary.AppendVarint(out, int64(a))
			}
		}
	}
	_, err := w.Write(out)
	return err
}

// openBorders unpacks and checks the lines.
func openBorders(gz []byte) (*borders, error) {
	z, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil, fmt.Errorf("borders: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("borders: %w", err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(bordersMagic))
	if !ok {
		return nil, fmt.Errorf("borders: not of this version: %w", recount.ErrInvalid)
	}
	short := false
	count := func() int {
		v, n := binary.Uvarint(rest)
		if n <= 0 || v > uint64(len(rest)) {
			short, rest = true, nil
			return 0
		}
		rest = rest[n:]
		return int(v)
	}
	signed := func() int64 {
		v, n := binary.Varint(rest)
		if n <= 0 {
			short, rest = true, nil
			return 0
		}
		rest = rest[n:]
		return v
	}
	word := func() string {
		n := min(count(), len(rest))
		s := string(rest[:n])
		rest = rest[n:]
		return s
	}
	b := &borders{arcs: make([][]int32, count())}
	for i := range b.arcs {
		a := make([]int32, 0, 2*count())
		for x, y := int64(0), int64(0); len(a) < cap(a) && !short; {
			x, y = x+signed(), y+signed()
			a = append(a, int32(x), int32(y))
		}
		b.arcs[i] = a
	}
	b.units = make([]unit, count())
	for i := range b.units {
		u := unit{id: recount.PlaceID(word()), cc: word(), iso: word(), group: word(), box: [4]int32{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}}
		u.rings = make([][]int32, count())
		for k := range u.rings {
			r := make([]int32, count())
			for j := range r {
				r[j] = int32(signed())
				n := int(max(r[j], ^r[j]))
				if n >= len(b.arcs) {
					return nil, fmt.Errorf("borders: arc %d of %d: %w", n, len(b.arcs), recount.ErrInvalid)
				}
				for a := b.arcs[n]; len(a) > 1; a = a[2:] {
					u.box = [4]int32{min(u.box[0], a[0]), min(u.box[1], a[1]), max(u.box[2], a[0]), max(u.box[3], a[1])}
				}
			}
			u.rings[k] = r
		}
		b.units[i] = u
	}
	if short {
		return nil, fmt.Errorf("borders: cut short: %w", recount.ErrInvalid)
	}
	return b, nil
}

// at finds the unit that holds p, else the nearest within reach of the shore.
func (b *borders) at(p recount.LatLon, disputes []Dispute) (Area, bool) {
	x, y := p.Lon*1000, p.Lat*1000
	slack := shore / 111.32 / math.Max(0.05, math.Cos(p.Lat*math.Pi/180))
	best, off := -1, math.Inf(1)
	for i := range b.units {
		u := &b.units[i]
		if x < float64(u.box[0])-slack || x > float64(u.box[2])+slack || y < float64(u.box[1])-slack || y > float64(u.box[3])+slack {
			continue
		}
		in, d := b.holds(u, x, y)
		if in {
			best, off = i, 0
			break
		}
		if d < off {
			best, off = i, d
		}
	}
	if best < 0 || off > shore {
		return Area{}, false
	}
	u := b.units[best]
	a := Area{Country: u.cc, Admin1: u.id, Off: off}
	for i := range disputes {
		d := &disputes[i]
		if !d.Of(u.iso, u.group) || !d.Holds(p) {
			continue
		}
		a.Country = d.Country
		if d.Division != "" {
			a.Admin1 = d.Division
		}
		if d.Status != "undisputed" {
			a.Dispute = d
		}
		break
	}
	return a, true
}

// holds reports whether a unit holds a position, by even and odd crossings,
// and how many metres its line is away.
func (b *borders) holds(u *unit, x, y float64) (bool, float64) {
	in, near := false, math.Inf(1)
	east := math.Cos(y / 1000 * math.Pi / 180)
	for _, r := range u.rings {
		for _, n := range r {
			a := b.arcs[max(n, ^n)]
			for i := 2; i < len(a); i += 2 {
				ax, ay, bx, by := float64(a[i-2]), float64(a[i-1]), float64(a[i]), float64(a[i+1])
				if crosses(x, y, ax, ay, bx, by) {
					in = !in
				}
				vx, vy, wx, wy := (bx-ax)*east, by-ay, (x-ax)*east, y-ay
				t := math.Max(0, math.Min(1, (vx*wx+vy*wy)/math.Max(1e-9, vx*vx+vy*vy)))
				near = math.Min(near, math.Hypot(wx-t*vx, wy-t*vy))
			}
		}
	}
	return in, near * 111.32
}
