package gazetteer

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/recountlab/recount"
)

// laid is an overlay as it lies over a bundle and other overlays.
type laid struct {
	*Overlay
	divisions []uint16 // of the base, for each of the overlay's own; 0 for none
	under     []int32  // the base's row for the same place, -1 for none; nil if no row has one
}

// A spot is a row of the base, layer -1, or of an overlay.
type spot struct {
	layer int16
	row   int32
}

// With returns a gazetteer with o laid over the receiver, which stays as it
// is. Where a place of o is known beneath by one of its identifiers, it takes
// that one's place: it is found by the names of both, and what o says of it
// holds, the rest being filled in from the bundle.
func (g *Gazetteer) With(o *Overlay) *Gazetteer {
	h := *g
	h.scratch = &sync.Pool{New: func() any { return new(scratch) }}
	l := laid{Overlay: o, divisions: make([]uint16, len(o.admins))}
	for i, a := range o.admins {
		if cc, name, ok := strings.Cut(a, "\x00"); ok {
			l.divisions[i] = g.division(cc, name)
		}
	}
	h.over = maps.Clone(g.over)
	if h.over == nil {
		h.over = map[spot]spot{}
	}
	me := int16(len(g.layers))
	more, buf := *g.firsts, []byte(nil)
	h.firsts = &more
	for i := range o.n {
		o.eachName(i, func(name string) bool { more.add([]byte(name), &buf); return true })
		r := o.reel(i)
		for range r.uint() {
			id := recount.PlaceID(r.word())
			for low := range g.layers {
				if n := g.layers[low].row(id); n >= 0 {
					h.over[spot{int16(low), int32(n)}] = spot{me, int32(i)}
				}
			}
			if n := g.base.row(id); n >= 0 {
				h.over[spot{-1, int32(n)}] = spot{me, int32(i)}
				if l.under == nil {
					l.under = slices.Repeat([]int32{-1}, o.n)
				}
				l.under[i] = int32(n)
			}
		}
	}
	h.layers = append(slices.Clone(g.layers), l)
	return &h
}

// division returns the base's number of a first-order division by its name,
// 0 if there is none.
func (g *Gazetteer) division(cc, name string) uint16 {
	var buf []byte
	for _, k := range []string{Fold(name), withoutHead(Fold(name))} {
		for _, r := range g.underneath([]byte(k), hash([]byte(k)), &buf, nil) {
			if i := int(r.row); Class(g.base.class[i]) == Province && g.base.cc(i) == cc {
				return le16(g.base.admin, i)
			}
		}
	}
	return 0
}

// withoutHead drops the words for a division from its name.
func withoutHead(key string) string {
	var keep []string
	for _, w := range strings.Fields(key) {
		if !generic[w] {
			keep = append(keep, w)
		}
	}
	return strings.Join(keep, " ")
}

// top follows a row to the one that took its place.
func (g *Gazetteer) top(r ref) (ref, bool) {
	to, covered := g.over[spot{r.layer, r.row}]
	for moved := covered; moved; {
		r.layer, r.row = to.layer, to.row
		to, moved = g.over[to]
	}
	return r, covered
}

// admit appends r, or what took its place if that is not there yet.
func (g *Gazetteer) admit(out []ref, r ref) []ref {
	if len(g.over) == 0 {
		return append(out, r)
	}
	r, moved := g.top(r)
	if moved {
		for i := range out {
			if out[i].layer == r.layer && out[i].row == r.row {
				out[i].tier = min(out[i].tier, r.tier)
				return out
			}
		}
	}
	return append(out, r)
}

// Layers returns the layers laid over the bundle, the lowest first.
func (g *Gazetteer) Layers() []Layer {
	out := make([]Layer, len(g.layers))
	for i, l := range g.layers {
		out[i] = l.Layer
	}
	return out
}

// fact is what choosing needs of a row.
func (l *laid) fact(g *Gazetteer, i int) fact {
	f := fact{point: l.point(i), people: int(le32(l.people, i)), reach: float64(le32(l.reach, i)), cc: [2]byte{l.nation[2*i], l.nation[2*i+1]},
		admin: l.divisions[le32(l.admin, i)], class: Class(l.class[i]), level: l.levels[l.level[i]], overlay: l.Own}
	if !l.Own {
		f.fame = min(1.5, 0.02*float64(l.names[i]))
	}
	if l.under == nil || l.under[i] < 0 {
		return f
	}
	x, n := g.base, int(l.under[i])
	if f.people == 0 {
		f.people = int(le32(x.people, n))
	}
	if f.cc == nowhere {
		f.cc = [2]byte{x.country[2*n], x.country[2*n+1]}
	}
	if f.admin == 0 {
		f.admin = le16(x.admin, n)
	}
	if f.class == Town {
		f.class = Class(x.class[n])
	}
	if !l.Own {
		f.fame = max(f.fame, min(1.5, 0.02*float64(x.names[n])))
	}
	return f
}

// whole is the entry of a row, filled in from the bundle where that knows the
// place and the row is silent.
func (l *laid) whole(g *Gazetteer, i int) recount.Place {
	p := l.place(i)
	if l.under == nil || l.under[i] < 0 {
		return p
	}
	b := g.base.place(int(l.under[i]))
	if p.People == 0 {
		p.People = b.People
	}
	if p.Zone == "" {
		p.Zone = b.Zone
	}
	if p.Country == "" {
		p.Country = b.Country
	}
	if p.Admin1 == "" {
		p.Admin1 = b.Admin1
	}
	if len(p.Within) == 0 {
		p.Within = b.Within
	}
	return p
}

// home is what the divisions of a context weigh beforehand, nil if it names none.
func (g *Gazetteer) home(c Context) map[uint16]float64 {
	if len(c.Divisions) == 0 {
		return nil
	}
	out := map[uint16]float64{}
	for _, cc := range c.Countries {
		for _, name := range c.Divisions {
			if n := g.division(cc, name); n != 0 {
				out[n] = 0.6
			}
		}
	}
	return out
}

// HasDivision reports whether a country has a first-order division of a name.
func (g *Gazetteer) HasDivision(cc, name string) bool { return g.division(cc, name) != 0 }
