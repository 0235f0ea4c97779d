package gazetteer

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// mentions writes out what was found and settled.
func (r *recognising) mentions() []Mention {
	out := make([]Mention, 0, len(r.s.found))
	done := make([]recount.PlaceRef, len(r.s.senses))
	for i := range r.s.found {
		f := &r.s.found[i]
		m := Mention{First: f.from, Last: f.to, Dateline: f.dateline, Home: f.home, Camp: f.cues&campHead != 0, Town: f.cues&townHead != 0 && f.cues&severalHeads == 0, Bare: f.alone, Headed: !f.alone && r.caseless(f.first)}
		if f.capital {
			if m.Ref = r.seat(f.cc); m.Ref.Precision != recount.NoPlace {
				shape(&m.Ref, f, fact{})
			}
		} else if f.lacking {
			m.Lacking, m.Quarter, m.Ref.Why = true, f.cues&(areaHead|campHead) != 0, "it stands where a place stands, and the gazetteer has none of this name"
		} else if f.feature {
			m.Ref.Why = "the name of a river, a lake or a height that the gazetteer lacks"
		} else if f.sense < 0 {
			m.Demonym = true
			m.Ref.Country = f.cc
			if i, ok := r.g.nations[f.cc]; ok {
				m.Ref = r.g.base.place(i).Ref()
			}
			m.Ref.Why = "name of a people"
		} else {
			sn := &r.s.senses[f.sense]
			if !sn.seen {
				sn.seen = true
				done[f.sense] = r.ref(sn)
			}
			m.Ref, m.Lacking, m.Quarter = done[f.sense], sn.lacking && r.stands(f), f.cues&(areaHead|campHead) != 0
			if m.Ref.Precision != recount.NoPlace && !sn.held {
				shape(&m.Ref, f, sn.facts[sn.best])
			}
		}
		m.Span = r.d.Span(m.First, m.Last)
		if skip := f.skip; f.from == f.first {
			m.Span.Start += skip
		} else {
			m.Span.Start += r.glue(f.from).skip
		}
		m.Ref.Words = m.Span.In(r.d.Raw)
		out = append(out, m)
	}
	r.between(out)
	r.besides(out)
	return slices.DeleteFunc(out, func(m Mention) bool { return m.Lacking && m.Bare }) // words like any others
}

// ref is a name's place as the whole report settles it.
func (r *recognising) ref(sn *sense) recount.PlaceRef {
	p := r.g.placeOf(sn.refs[sn.best])
	var ref recount.PlaceRef
	var rivals []recount.PlaceID
	for k := range sn.refs {
		if k != sn.best && sn.score[sn.best]-sn.score[k] < 1.5 && len(rivals) < 5 {
			rivals = append(rivals, r.g.idOf(sn.refs[k]))
		}
	}
	if !sn.chosen && !sn.held {
		rivals = append([]recount.PlaceID{p.ID}, rivals...)
	}
	switch {
	case sn.chosen:
		ref = p.Ref()
		ref.Why = r.why(sn, p)
	case sn.held:
		c := &r.s.senses[sn.in]
		up := r.g.placeOf(c.refs[c.best])
		ref = up.Ref()
		ref.Why = "the words place it in " + up.Name + ", where the gazetteer has no place of this name"
	case sn.climb && len(p.Within) > 0:
		up, err := r.g.Place(p.Within[0])
		if err != nil {
			rivals = rivals[1:]
			break
		}
		ref = up.Ref()
		ref.Why = fmt.Sprintf("%d places of this name fit alike; all lie in %s", len(rivals), up.Name)
	case sn.lacking:
		ref.Why = "what the gazetteer has of this name lies far from all else the report speaks of, or only sounds like it"
	default:
		ref.Why = "several places of this name fit alike and share no area"
	}
	ref.Rivals = rivals
	return ref
}

func (r *recognising) why(sn *sense, p recount.Place) string {
	parts := make([]string, 0, 7)
	parts = append(parts, tierWords[sn.refs[sn.best].tier])
	if len(sn.refs) == 1 {
		parts = append(parts, "the only place of that name")
	} else {
		second := math.Inf(-1)
		for k, v := range sn.score {
			if k != sn.best {
				second = max(second, v)
			}
		}
		parts = append(parts, fmt.Sprintf("first of %d, %.1f to %.1f", len(sn.refs), sn.score[sn.best], second))
	}
	if p.Layer != "" {
		parts = append(parts, "from layer "+p.Layer)
	}
	for _, part := range []struct {
		v     float64
		words string
	}{{sn.parts.kind, "the word for its kind"}, {sn.parts.country, "other names in its country"}, {sn.parts.division, "other names in its division"}, {sn.parts.near, "others within 120 km"}, {sn.parts.within, "the words that put it there"}} {
		if part.v > 0.05 || part.v < -0.05 {
			parts = append(parts, fmt.Sprintf("%+.1f for %s", part.v, part.words))
		}
	}
	return strings.Join(parts, "; ")
}

// shape applies the words around a name: near, outskirts, a side, a distance.
func shape(p *recount.PlaceRef, f *found, of fact) {
	wide := coarse(p.Precision)
	b, sided := f.bearing, f.sided
	switch {
	case f.cues&direction != 0 && sided && f.km > 0 && f.km < 500:
		p.Point = offset(p.Point, b, f.km*1000)
		p.Radius = max(2000, f.km*300)
		p.Precision = recount.Near
		if f.km > 25 {
			p.Precision = recount.AtZone
		}
		p.Why += fmt.Sprintf("; %.0f km %s of it", f.km, f.side)
	case f.cues&(near|outskirts|direction) != 0 && !wide:
		p.Precision, p.Radius = recount.Near, max(10000, min(25000, p.Radius*1.5))
	case f.cues&campHead != 0 && of.level != recount.AtArea && !wide:
		p.Precision, p.Radius = recount.Near, 5000
		p.Why += "; the camp itself is not in the gazetteer"
	case f.cues&siteHead != 0 && !wide:
		p.Precision, p.Radius = recount.Near, max(5000, p.Radius)
		p.Why += "; the site itself is not in the gazetteer"
	case f.cues&districtHead != 0 && p.Precision == recount.AtTown && of.class != Quarter:
		p.Precision, p.Radius = recount.AtDistrict, 30000
		p.Why += "; the district itself is not in the gazetteer"
	case f.cues&countryside != 0 && !wide:
		p.Precision, p.Radius = recount.AtZone, 50000
	case wide && f.cues&(part|direction|countryside) != 0: // "the north of Syria"
		p.Precision = recount.AtZone
		if sided {
			p.Point = offset(p.Point, b, p.Radius/2)
			p.Radius /= 1.6
		}
		p.Why += "; " + strings.TrimSpace(f.side+" part")
	case sided && f.cues&part != 0:
		p.Point = offset(p.Point, b, p.Radius/3)
		p.Why += "; " + f.side + " side"
	}
}

func offset(p recount.LatLon, bearing, metres float64) recount.LatLon {
	const perDegree = 111195
	a := bearing * math.Pi / 180
	lat := max(-89, min(89, p.Lat+metres*math.Cos(a)/perDegree))
	lon := p.Lon + metres*math.Sin(a)/perDegree/max(0.05, math.Cos(p.Lat*math.Pi/180))
	return recount.LatLon{Lat: lat, Lon: math.Mod(lon+540, 360) - 180}
}
