package gazetteer

import (
	"bytes"
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/recountlab/recount"
)

// A Hint is what is known of the surroundings of a name.
type Hint struct {
	Countries []string // two-letter codes, likeliest first
	Admin1    string   // name of a first-order division
	Near      []recount.LatLon
}

// A Candidate is a place a name may mean.
type Candidate struct {
	Place recount.Place
	Tier  int     // 1 exact name, 2 alternate, 3 and 4 by consonants, 5 with an article cut off, 6 with generic words dropped
	Cost  float64 // how ill it sounds, 0 for the same letters; see tier 3
	Class Class
	Score float64 // comparable among candidates of one call
	Faint bool    // a village known by its sound alone, with nothing named near it: never an answer by itself
	Why   string
}

// A ref points at a place without building it: row of the base if layer is
// -1, else of that overlay.
type ref struct {
	layer int16
	tier  uint8
	row   int32
	cost  float32
}

// A fact is what choosing needs of a place.
type fact struct {
	point   recount.LatLon
	people  int
	reach   float64
	cc      [2]byte
	admin   uint16 // of the base; 0 for none
	class   Class
	level   recount.Precision
	fame    float64 // how many names it has: the world over, people speak of it
	overlay bool
}

func (g *Gazetteer) fact(r ref) fact {
	if r.layer < 0 {
		x, i := g.base, int(r.row)
		return fact{x.point(i), int(le32(x.people, i)), float64(le16(x.reach, i)) * 100, [2]byte{x.country[2*i], x.country[2*i+1]}, le16(x.admin, i), Class(x.class[i]), x.levels[x.level[i]], min(1.5, 0.02*float64(x.names[i])), false}
	}
	return g.layers[r.layer].fact(g, int(r.row))
}

func (g *Gazetteer) placeOf(r ref) recount.Place {
	if r.layer < 0 {
		return g.base.place(int(r.row))
	}
	return g.layers[r.layer].whole(g, int(r.row))
}

// idOf is the identifier of a place, without building the rest of it.
func (g *Gazetteer) idOf(r ref) recount.PlaceID {
	if r.layer < 0 {
		return g.base.placeID(int(r.row))
	}
	return g.placeOf(r).ID
}

// lookup appends the places one of whose names has the given exact key.
func (g *Gazetteer) lookup(key []byte, h uint32, buf *[]byte, out []ref) []ref {
	for l := len(g.layers) - 1; l >= 0; l-- {
		for n := range g.layers[l].exact.each(h) {
			if tier := g.layers[l].tier(n, key, buf); tier > 0 {
				out = g.admit(out, ref{layer: int16(l), tier: tier, row: int32(n)})
			}
		}
	}
	n := len(out)
	out = g.underneath(key, h, buf, out)
	if len(g.over) > 0 {
		found := out[n:]
		out = out[:n]
		for _, r := range found {
			out = g.admit(out, r)
		}
	}
	return out
}

// underneath is lookup in the bundle.
func (g *Gazetteer) underneath(key []byte, h uint32, buf *[]byte, out []ref) []ref {
	x := g.base
	a, e := x.exact.find(h)
	for ; a < e; a++ {
		row := x.exact.at(a)
		at := int(le32(x.nameAt, row))
		for k := range int(x.names[row]) {
			name, next := x.name(at)
			*buf = appendFold((*buf)[:0], string(name))
			if bytes.Equal(*buf, key) {
				tier := uint8(2)
				if k == 0 {
					tier = 1
				}
				out = append(out, ref{layer: -1, tier: tier, row: int32(row)})
				break
			}
			at = next
		}
	}
	return out
}

// maybe reports whether some place may have the given exact key. It is cheap
// and errs only towards yes.
func (g *Gazetteer) maybe(key []byte, h uint32) bool {
	for i := range g.layers {
		if g.layers[i].exact.has(h) {
			return true
		}
	}
	return g.base.exact.has(h)
}

// Find returns the places a name may mean, likeliest first: by exact name,
// else by the consonants shared between scripts and spellings.
func (g *Gazetteer) Find(name string, h Hint) []Candidate {
	key := []byte(Fold(name))
	if len(key) == 0 || len(key) > 200 {
		return nil
	}
	var buf []byte
	refs := g.lookup(key, hash(key), &buf, nil)
	if len(refs) == 0 {
		refs = g.sounding(name, refs)
	}
	if len(refs) == 0 {
		refs = g.fewer(name, &buf)
	}
	out := make([]Candidate, 0, len(refs))
	for _, r := range refs {
		out = append(out, g.weigh(r, h))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

var tierWords = [...]string{"", "exact name", "other name", "same consonants", "similar consonants", "name without its article", "name without its generic words"}

// TierWords says what a tier is.
func TierWords(tier int) string { return tierWords[max(0, min(tier, len(tierWords)-1))] }

// base is a place's weight before anything is known of the report.
func (f fact) base() float64 {
	switch f.class {
	case Country:
		return 8.5
	case Region:
		return 6.5
	case Province:
		if f.reach > 120000 {
			return 6.0
		}
		return 5.2
	case District:
		return 2 + 0.45*math.Log10(float64(f.people)+500)
	}
	w := math.Log10(float64(f.people)+500) + f.fame
	switch f.class {
	case Capital:
		w += 0.6
	case Seat:
		w += 0.2
	case Quarter:
		w -= 0.5
	case Gone:
		w -= 1.5
	}
	return w
}

// village reports whether a place is so small that a name which only sounds
// like its own is no evidence for it.
func (f fact) village() bool {
	return f.class < Province && f.class != Capital && f.class != Seat && (f.level == recount.AtArea || f.level == recount.AtSite || f.people < 5000)
}

func (g *Gazetteer) weigh(r ref, h Hint) Candidate {
	f := g.fact(r)
	c := Candidate{Place: g.placeOf(r), Tier: int(r.tier), Cost: float64(r.cost), Class: f.class}
	c.Score = f.base() - float64(r.cost)
	why := []string{tierWords[r.tier]}
	if r.tier > 1 {
		c.Score -= 0.3 * float64(r.tier-1)
	}
	if f.overlay {
		c.Score += 3
		why = append(why, "from layer "+c.Place.Layer)
	}
	for i, cc := range h.Countries {
		if cc != "" && cc == c.Place.Country {
			c.Score += 3 / float64(i+1)
			why = append(why, "in "+cc)
			break
		}
	}
	admin := h.Admin1 != "" && Fold(h.Admin1) == Fold(c.Place.Admin1)
	if admin {
		c.Score += 4
		why = append(why, "in "+h.Admin1)
	}
	near := math.Inf(1)
	for _, p := range h.Near {
		near = min(near, p.Metres(c.Place.Point))
	}
	if near < 50000 {
		c.Score += 2
		why = append(why, fmt.Sprintf("%.0f km from a place named with it", near/1000))
	}
	if c.Faint = r.tier >= 3 && f.village() && !admin && near >= 50000; c.Faint {
		c.Score -= 3
		why = append(why, "a village by its sound alone: wants its division or a place near it to be named")
	}
	if c.Place.People > 0 {
		why = append(why, fmt.Sprintf("%d people", c.Place.People))
	}
	c.Why = strings.Join(why, "; ")
	return c
}
