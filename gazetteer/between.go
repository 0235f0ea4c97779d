package gazetteer

import (
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// between moves what stands on a line between two places to its middle: "the
// road between Atarib and Kafr Naha", "the Homs-Hama highway", "the
// Syria-Jordan border". The radius is half the line; a line of up to 25 km is
// near, a longer one or a border a zone.
func (r *recognising) between(out []Mention) {
	fs := r.s.found
	for i := 0; i+1 < len(fs); i++ {
		a, b := &fs[i], &fs[i+1]
		if r.peoples(a, b) {
			out[i].Demonym, out[i+1].Demonym = false, false
		}
		what, ok := r.line(a, b)
		if !ok || out[i].Ref.Precision == recount.NoPlace || out[i+1].Ref.Precision == recount.NoPlace {
			continue
		}
		p, q := out[i].Ref, out[i+1].Ref
		border := p.Precision == recount.AtCountry && q.Precision == recount.AtCountry
		if what == lineBorder != border || !border && (coarse(p.Precision) || coarse(q.Precision)) {
			continue
		}
		far := p.Point.Metres(q.Point)
		if !border && far > 300000 {
			continue
		}
		mid := recount.LatLon{Lat: (p.Point.Lat + q.Point.Lat) / 2, Lon: (p.Point.Lon + q.Point.Lon) / 2}
		for _, m := range []*Mention{&out[i], &out[i+1]} {
			m.Ref.Radius, m.Ref.Precision = max(3000, far/2), recount.Near
			if !border {
				m.Ref.Point = mid
				m.Ref.Why += fmt.Sprintf("; between %s and %s, %.0f km", p.Name, q.Name, far/1000)
			} else {
				m.Ref.Radius = min(m.Ref.Radius, out[i].Ref.Radius)
				m.Ref.Why += "; on its border"
			}
			if far > 25000 {
				m.Ref.Precision = recount.AtZone
			}
		}
	}
}

func coarse(p recount.Precision) bool {
	return p == recount.AtCountry || p == recount.AtProvince || p == recount.AtZone || p == recount.AtDistrict
}

const (
	lineRoad = iota
	lineBorder
)

// line reports whether the words make two names the ends of a road, or the
// sides of a border.
func (r *recognising) line(a, b *found) (int, bool) {
	if r.peoples(a, b) {
		return lineBorder, true
	}
	if a.sense < 0 || b.sense < 0 || a.home || b.home || a.sense == b.sense {
		return 0, false
	}
	t := r.d.Tokens
	after, _ := r.cueAt(b.last, len(t))
	if r.c.bare { // "the road Homs - Hama"
		after, _ = r.cueBefore(a.first, 0)
	}
	switch gap := b.first - a.last; {
	case gap == 0 && r.c.bare && r.caseless(b.first) && b.glued == 0 && after&wayWord != 0:
		return lineRoad, true
	case gap == 1 && t[a.last].Mark == '-' && after&wayWord != 0:
		return lineRoad, true
	case gap == 1 && t[a.last].Mark == '-' && after&borderWord != 0:
		return lineBorder, true
	case a.from == 0 || !r.is(a.from-1, len(t), betweenWord), !(gap == 1 && r.is(a.last, len(t), andWord) || gap == 0 && b.glued&andWord != 0):
		return 0, false
	}
	for k := a.from - 2; k >= 0 && k >= a.from-4 && t[k].Kind == text.Word; k-- {
		switch c, _ := r.cueAt(k, k+1); {
		case c&wayWord != 0:
			return lineRoad, true
		case c&borderWord != 0:
			return lineBorder, true
		}
	}
	return 0, false
}

// peoples reports whether two peoples' names say whose a border is: "the border
// the Syrian the Turkish".
func (r *recognising) peoples(a, b *found) bool {
	if a.cc == "" || b.cc == "" || a.sense >= 0 || b.sense >= 0 || a.capital || b.capital || a.cc == b.cc {
		return false
	}
	gap := b.first - a.last
	c, _ := r.cueBefore(a.first, 0)
	return c&borderWord != 0 && (gap == 0 || gap == 1 && r.d.Tokens[a.last].Mark == '-')
}

// besides marks the places by whose side the text says where another lies: "Balad,
// north of Baghdad", "Jaramana near Damascus". Of a place that the gazetteer lacks
// the side is all there is: it lies there.
func (r *recognising) besides(out []Mention) {
	for i := len(out) - 1; i > 0; i-- {
		a, b := &r.s.found[i-1], &r.s.found[i]
		m, by := &out[i-1], &out[i]
		gap := b.from - a.to
		comma := gap == 1 && r.comma(a.to, b.from)
		if b.cues&(direction|near) == 0 || b.glued&andWord != 0 || gap != 0 && !comma || a.home || m.Demonym || by.Ref.Precision == recount.NoPlace {
			continue
		}
		lies := m.Ref.Precision == recount.NoPlace && !m.Bare && a.cues&heads != 0
		switch {
		case by.Ref.Admin1 == "" && coarse(by.Ref.Precision): // "in the north of Syria"
		case lies:
			m.Span.End, m.Last, m.Ref = by.Span.End, by.Last, by.Ref
			m.Ref.Words = m.Span.In(r.d.Raw)
			m.Ref.Why += "; of the place beside it the gazetteer has none"
			by.Beside = true
		case m.Ref.Precision != recount.NoPlace && (!coarse(m.Ref.Precision) || m.Ref.Precision == recount.AtDistrict && !coarse(by.Ref.Precision)):
			by.Beside = m.Ref.Point.Metres(by.Ref.Point) < 150000
		}
	}
}
