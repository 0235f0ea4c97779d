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
	a, e := g.base.exact.find(h)
	return a < e
}

// risky names have skeletons that half the world shares.
func risky(bones string) bool { return len(bones) <= 2 || bones == "hms" }

// sounding appends places whose name shares its consonants with name.
func (g *Gazetteer) sounding(name string, out []ref) []ref {
	have := map[ref]int{}
	add := func(r ref, names []string) {
		best := math.Inf(1)
		for _, n := range names {
			if c := cost(name, n); c < best {
				best = c
			}
		}
		r.cost = float32(best)
		switch {
		case best <= 0.5:
			r.tier = 3
		case best <= 1:
			r.tier = 4
		default:
			return
		}
		r, _ = g.top(r)
		at := ref{layer: r.layer, row: r.row}
		if _, ok := have[at]; !ok {
			have[at] = 1
			out = append(out, r)
		}
	}
	for _, s := range Skeletons(name) {
		if risky(s) {
			continue
		}
		for l := range g.layers {
			for n := range g.layers[l].bones.each(hash([]byte(s))) {
				if names := g.layers[l].named(n, s); names != nil {
					add(ref{layer: int16(l), row: int32(n)}, names)
				}
			}
		}
		x := g.base
		for a, e := x.bones.find(hash([]byte(s))); a < e; a++ {
			row := x.bones.at(a)
			var names []string
			at := int(le32(x.nameAt, row))
			for range int(x.names[row]) {
				n, next := x.name(at)
				if shares(string(n), s) {
					names = append(names, string(n))
				}
				at = next
			}
			if names != nil {
				add(ref{layer: -1, row: int32(row)}, names)
			}
		}
	}
	return out
}

func shares(name, bones string) bool {
	for _, s := range Skeletons(name) {
		if s == bones {
			return true
		}
	}
	return false
}

// generic words stand before or after a name and are no part of it. Camp is
// not one: Jabalia camp is not Jabalia.
var generic = map[string]bool{"city": true, "town": true, "village": true, "governorate": true, "province": true, "district": true, "oblast": true, "state": true, "madinat": true, "qaryat": true, "nahiyat": true, "of": true,
	"مدينه": true, "قريه": true, "بلده": true, "ناحيه": true, "محافظه": true, "قضاء": true, "منطقه": true, "ولايه": true}

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

// fewer tries again without a glued article, then without generic words.
func (g *Gazetteer) fewer(name string, buf *[]byte) []ref {
	k := Fold(name)
	tryout := func(k string, tier uint8) []ref {
		refs := g.lookup([]byte(k), hash([]byte(k)), buf, nil)
		if len(refs) == 0 {
			refs = g.sounding(k, nil)
		}
		for i := range refs {
			refs[i].tier, refs[i].cost = tier, refs[i].cost+0.3
		}
		return refs
	}
	for _, a := range []string{"al", "ar", "as", "ad", "an", "at", "az", "el", "ez"} {
		rest, ok := strings.CutPrefix(k, a)
		if ok && len(rest) > 3 && rest[0] != ' ' && (a[1] == 'l' || rest[0] == a[1]) {
			if refs := tryout(rest, 5); refs != nil {
				return refs
			}
		}
	}
	var keep []string
	words := strings.Fields(k)
	for _, w := range words {
		if !generic[w] {
			keep = append(keep, w)
		}
	}
	if len(keep) > 0 && len(keep) < len(words) {
		return tryout(strings.Join(keep, " "), 6)
	}
	return nil
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
	if h.Admin1 != "" && Fold(h.Admin1) == Fold(c.Place.Admin1) {
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
	if c.Place.People > 0 {
		why = append(why, fmt.Sprintf("%d people", c.Place.People))
	}
	c.Why = strings.Join(why, "; ")
	return c
}
