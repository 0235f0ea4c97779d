package gazetteer

import (
	"maps"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/recountlab/recount"
)

// margin is how much better the best place must score than a rival elsewhere.
const margin = 1.0

// resolve chooses a place for each name, all together: three passes, in each
// of which every name hears what the others mean.
func (r *recognising) resolve() {
	ss := r.s.senses
	nations := map[[2]byte]float64{}
	for _, cc := range r.ctx.Countries {
		if len(cc) == 2 {
			nations[[2]byte{cc[0], cc[1]}] += 1.5
		}
	}
	if cc := r.ctx.Outlet; len(cc) == 2 {
		nations[[2]byte{cc[0], cc[1]}] += 0.75
	}
	for i := range r.s.found {
		if f := &r.s.found[i]; f.cc != "" {
			cc := [2]byte{f.cc[0], f.cc[1]}
			nations[cc] += 0.2
			if o, ok := beside[cc]; ok {
				nations[o] += 0.15
			}
		}
	}
	v := &r.s.votes
	v.home = r.g.home(r.ctx)
	for pass := range 3 {
		v.count(ss, nations, pass > 0)
		for i := range ss {
			if ss[i].count > 0 {
				r.score(i, v)
			}
		}
	}
	v.count(ss, nations, true)
	for i := range ss {
		if ss[i].count > 0 {
			r.settle(&ss[i])
		}
	}
}

// parts are what a place's score is made of.
type parts struct {
	size     float64 // its kind and population
	name     float64 // how the name was matched; a layer of the user's own
	kind     float64 // the word for its kind beside the name
	country  float64 // other names in its country
	division float64 // other names in its division
	near     float64 // others within 120 km
	within   float64 // the words that put it there
}

func (p parts) sum() float64 {
	return p.size + p.name + p.kind + p.country + p.division + p.near + p.within
}

// A ballot is what the names of a report, as they are taken for now, say
// together of where it is at home.
type ballot struct {
	total   float64
	nations map[[2]byte]float64
	admins  map[uint16]float64
	home    map[uint16]float64 // what divisions have before any name of the report
	anchors []anchor
	others  bool
}

// An anchor is a town or division some name is taken for.
type anchor struct {
	sense int
	point recount.LatLon
}

// maxAnchors keeps a text that is one long list of towns from costing the
// square of its length.
const maxAnchors = 300

// beside says of which land a report that names a state speaks besides: one
// that it holds, or whose standing it disputes.
var beside = map[[2]byte][2]byte{{'I', 'L'}: {'P', 'S'}, {'M', 'A'}: {'E', 'H'}, {'R', 'S'}: {'X', 'K'}}

var nowhere = [2]byte{' ', ' '}

func (b *ballot) count(ss []sense, known map[[2]byte]float64, others bool) {
	if b.nations == nil {
		b.nations, b.admins = map[[2]byte]float64{}, map[uint16]float64{}
	}
	clear(b.nations)
	clear(b.admins)
	maps.Copy(b.admins, b.home)
	b.anchors, b.total, b.others = b.anchors[:0], 0, others
	for cc, v := range known {
		b.nations[cc] = v
		b.total += v
	}
	for j := range ss {
		if !others || ss[j].count == 0 || !ss[j].votes() {
			continue
		}
		f := &ss[j].facts[ss[j].best]
		b.total++
		b.nations[f.cc]++
		if cc, ok := beside[f.cc]; ok {
			b.nations[cc] += 0.5
		}
		if f.admin != 0 {
			b.admins[f.admin] += weight(f)
		}
		if (f.class < Country || f.class == District) && len(b.anchors) < maxAnchors {
			b.anchors = append(b.anchors, anchor{j, f.point})
		}
	}
}

// votes reports whether a name says where the report is at home: one that only
// sounds like a place's does not.
func (sn *sense) votes() bool { return sn.refs[sn.best].tier < 3 }

// weight is what a place says for its division.
func weight(f *fact) float64 {
	if f.class == Province {
		return 1.1
	}
	return 0.9
}

func (r *recognising) score(i int, b *ballot) {
	ss := r.s.senses
	sn := &ss[i]
	total, mine := b.total, fact{cc: nowhere}
	if b.others && sn.votes() {
		mine = sn.facts[sn.best]
		total--
	}
	sn.score = sn.score[:0]
	best, at := math.Inf(-1), 0
	for k := range sn.refs {
		f, p := &sn.facts[k], sn.refs[k]
		own := parts{size: f.base(), name: -0.6*float64(p.tier-1) - float64(p.cost), kind: fit(sn.cues, *f)}
		if f.overlay {
			own.name += 3
		}
		share, admins, near := b.nations[f.cc], 0.0, 0.0
		if b.others {
			if mine.cc == f.cc {
				share--
			}
			if f.admin != 0 && f.class != Country {
				if admins = b.admins[f.admin]; mine.admin == f.admin {
					admins -= weight(&mine)
				}
			}
			if f.class != Country {
				for _, o := range b.anchors {
					if d := o.point.Lat - f.point.Lat; d < 1.2 && d > -1.2 && o.sense != i && o.point.Metres(f.point) < 120000 {
						if near++; near >= 2.5 {
							break
						}
					}
				}
			}
		}
		if total > 0 && f.cc != nowhere && share > 0 {
			own.country = 0.4 + 2.2*share/(total+0.5)
		}
		for _, cc := range r.ctx.Countries {
			if len(cc) == 2 && [2]byte{cc[0], cc[1]} == f.cc {
				own.country++ // what the casebook is about
			}
		}
		if r.c.lands[f.cc] {
			own.country += 0.8
		}
		own.division, own.near = 2*min(1.2, admins), near
		if sn.in >= 0 {
			c := &ss[sn.in]
			held := false
			for m := range c.facts {
				h := c.facts[m]
				if h.cc == f.cc && (h.class == Country && f.class != Country || h.class == Province && h.admin == f.admin && f.class != Province ||
					h.class < Province && h.point.Metres(f.point) < 60000 && f.people < h.people) {
					held = true
					if m == c.best {
						own.within++
					}
				}
			}
			switch {
			case held && sn.facts[0].class == Country && f.class < Province:
				own.within += 2 // "China, Japan" are two, though a town of Japan bears the name
			case held:
				own.within += 5
			}
		}
		if sn.nation != "" && sn.nation == string(f.cc[:]) {
			own.within += 3
		}
		if sn.cues&districtHead != 0 && f.class < Province && f.level != recount.AtDistrict && !f.overlay && admins == 0 && near == 0 {
			own.kind -= 2
		}
		v := own.sum()
		sn.score = append(sn.score, v)
		if v > best {
			best, at, sn.parts = v, k, own
		}
	}
	sn.best = at
}

// fit weighs a place against the word for its kind that stands beside a name.
func fit(c cue, f fact) float64 {
	v := 0.0
	town := f.class < Province
	if c&districtHead != 0 && f.class == Country {
		v -= 4
	}
	if c&provinceHead != 0 && c&townHead == 0 {
		if f.class == Province {
			v += 4
		} else if town {
			v -= 1
		} else if f.class == Region {
			v -= 2
		}
	}
	if c&townHead != 0 && c&provinceHead == 0 {
		if town {
			v += 2
		} else {
			v -= 3
		}
	}
	if c&(near|outskirts) != 0 && f.class == Province {
		v -= 1
	}
	if c&(areaHead|campHead) != 0 && (f.class == Quarter || f.level == recount.AtArea) {
		v += 2.5
	}
	return v
}

// vouched reports whether the report names something else in a place's division
// or within 50 km: what only sounds like a name is not believed alone.
func (r *recognising) vouched(b *fact) bool {
	v := &r.s.votes
	if v.nations[b.cc] < 1 {
		return false
	}
	if v.admins[b.admin] > 0 {
		return true
	}
	for _, o := range v.anchors {
		if m := o.point.Metres(b.point); m < 50000 {
			return true
		}
	}
	return false
}

// placed reports whether the words put a name's place where it lies: in its
// division, or in a stretch of land or a town it lies in or by.
func (r *recognising) placed(sn *sense, b *fact) bool {
	if sn.in < 0 {
		return false
	}
	in := &r.s.senses[sn.in]
	switch c := &in.facts[in.best]; c.class {
	case Country:
		return false
	case Province:
		return c.admin == b.admin
	default:
		return c.point.Metres(b.point) < c.reach+10000
	}
}

// foreign reports whether a small place lies in a country that nothing else in
// the report speaks of, while most of it speaks of another: then another place
// of the name is meant, which the gazetteer lacks.
func (r *recognising) foreign(b *fact) bool {
	v := &r.s.votes
	if b.class >= Country || b.class == Capital || b.people >= 100000 || b.class == Province && b.reach >= 45000 || v.nations[b.cc] > 1 || v.total < 4 {
		return false
	}
	for cc, n := range v.nations {
		if cc != b.cc && cc != nowhere && n >= 0.6*(v.total-1) {
			return true
		}
	}
	return false
}

// strange is how many letters a foreign town's name has that hardly is a word of the
// language besides.
const strange = 8

// stranger reports whether a place lies in a land of another language of which
// nothing else in the report speaks, in a text without capitals: then the word
// is rather one of the language.
func (r *recognising) stranger(sn *sense, b *fact) bool {
	if len(r.c.lands) == 0 || r.c.lands[b.cc] || b.class >= Country || b.class == Capital || b.overlay || b.people >= 1000000 {
		return false
	}
	if b.people >= 20000 && r.c.words[sn.key] == 0 && utf8.RuneCountInString(sn.key) >= strange {
		return false
	}
	return r.s.votes.nations[b.cc] < 2
}

// twice reports whether a seat's own province bears its name too, so that whichever is meant
// the name lies there.
func (sn *sense) twice(b fact) bool {
	return (b.class == Seat || b.class == Capital) && b.admin != 0 &&
		slices.ContainsFunc(sn.facts, func(f fact) bool { return f.class == Province && f.cc == b.cc && f.admin == b.admin })
}

// town reports whether a town of a country bears the name.
func (sn *sense) town(cc [2]byte) bool {
	return slices.ContainsFunc(sn.facts, func(f fact) bool { return f.cc == cc && f.class < Province })
}

// settle decides whether the best place is good enough, or only its area.
func (r *recognising) settle(sn *sense) {
	b := sn.facts[sn.best]
	if sn.cues&districtHead != 0 && b.class < Province && !b.overlay && sn.score[sn.best] < b.base()-0.5 {
		return // a district the gazetteer lacks, and no town of its name in these parts
	}
	if sn.in >= 0 && !b.overlay && b.class < Province {
		if in := &r.s.senses[sn.in]; in.facts[in.best].class == Country && in.facts[in.best].cc != b.cc || in.facts[in.best].class == Province && in.facts[in.best].admin != b.admin && !(sn.aside && in.facts[in.best].point.Metres(b.point) < in.facts[in.best].reach+50000) {
			sn.held = true // the words place it where the gazetteer has none of its name
			return
		}
	}
	if sn.aside && !b.overlay && b.class < Province {
		if in := &r.s.senses[sn.in]; in.facts[in.best].class < Province && in.facts[in.best].point.Metres(b.point) > 250000 {
			sn.lacking = true // "the Junayna village west of Deir ez-Zor" is no town of Darfur
			return
		}
	}
	if sn.quarter && !b.overlay {
		if in := &r.s.senses[sn.in]; in.facts[in.best].point.Metres(b.point) > in.facts[in.best].reach+50000 {
			sn.held = true // "the Shaab quarter of Aden" is none of Baghdad
			return
		}
	}
	if sn.cues&quarterHead != 0 && !b.overlay && b.class < Province && b.class != Quarter && b.level != recount.AtArea {
		sn.lacking = true // a quarter is not the town of its name
		return
	}
	if (!sn.headed || sn.cues&heads == areaHead) && r.stranger(sn, &b) {
		sn.lacking = true
		return
	}
	if !b.overlay && (sn.refs[sn.best].tier >= 3 && (!r.vouched(&b) && !r.placed(sn, &b) || sn.cues&(areaHead|campHead) != 0 && b.level != recount.AtArea) || sn.in < 0 && r.foreign(&b)) {
		sn.lacking = true
		return
	}
	sn.chosen = true
	defer func() { sn.lacking = !sn.headed && !sn.chosen && sn.refs[sn.best].tier >= 3 }()
	for k := range sn.refs {
		f := sn.facts[k]
		need := margin
		if f.class == Province && sn.twice(b) && !sn.town(f.cc) {
			need = 0.2 // Gaza, a town and its province, is seldom a province of Mozambique
		}
		if r.c.bare && b.class == Seat && f.class < Province && f.class != Capital && f.class != Seat && 3*f.people < b.people {
			need = 0.4 // the city of Raqqa is seldom a village of Egypt
		}
		if k == sn.best || sn.score[sn.best]-sn.score[k] >= need {
			continue
		}
		if f.point.Metres(b.point) <= 10000 || f.cc == b.cc && (f.class == Province && f.admin == b.admin || b.class == Province && f.admin == b.admin || f.class >= Country || b.class >= Country) {
			continue
		}
		if f.class == Region || b.class == Region {
			continue
		}
		sn.chosen = false
		sn.climb = f.cc == b.cc && f.admin == b.admin && f.admin != 0
		if !sn.climb {
			return
		}
	}
}
