package gazetteer

import (
	"math"
	"slices"
	"strings"
)

// risky names have skeletons that half the world shares.
func risky(bones string) bool { return len(bones) <= 2 || bones == "hms" }

// maxAlike bounds how many places that share a key are compared by name.
const maxAlike = 64

// sounding appends places whose name sounds like name: those that share its
// consonants across Arabic and Latin script, ranked by their vowels, and those
// that are spelled alike across Cyrillic and Latin.
func (g *Gazetteer) sounding(name string, out []ref) []ref {
	start := len(out)
	add := func(r ref, c float64) {
		r.cost = float32(c)
		switch {
		case c <= 0.5:
			r.tier = 3
		case c <= 1:
			r.tier = 4
		default:
			return
		}
		r, _ = g.top(r)
		for i := start; i < len(out); i++ {
			if o := &out[i]; o.layer == r.layer && o.row == r.row {
				if r.cost < o.cost {
					*o = r
				}
				return
			}
		}
		out = append(out, r)
	}
	for _, s := range Skeletons(name) {
		if risky(s) {
			continue
		}
		least := func(best float64, other string) float64 {
			if slices.Contains(Skeletons(other), s) {
				return min(best, cost(name, other))
			}
			return best
		}
		g.alike(s, func(r ref, names func(func(string) bool)) {
			best := math.Inf(1)
			names(func(n string) bool { best = least(best, n); return best > 0 })
			add(r, best)
		})
	}
	a0, a1 := slavic(name)
	if len(a1) > 4 {
		g.alike(slavicKey(a1), func(r ref, names func(func(string) bool)) {
			best := math.Inf(1)
			names(func(n string) bool {
				if c, ok := slavicCost(a0, a1, n); ok {
					best = min(best, c)
				}
				return best > 0
			})
			add(r, best)
		})
	}
	return out
}

// alike calls do for the places filed under a key of sound, with their names.
func (g *Gazetteer) alike(key string, do func(ref, func(func(string) bool))) {
	h := hash([]byte(key))
	for l := range g.layers {
		for n := range g.layers[l].bones.each(h) {
			do(ref{layer: int16(l), row: int32(n)}, func(yield func(string) bool) { g.layers[l].eachName(n, yield) })
		}
	}
	x := g.base
	a, e := x.bones.find(h)
	for e = min(e, a+maxAlike); a < e; a++ {
		row := x.bones.at(a)
		do(ref{layer: -1, row: int32(row)}, func(yield func(string) bool) {
			at := int(le32(x.nameAt, row))
			for range int(x.names[row]) {
				n, next := x.name(at)
				if !yield(string(n)) {
					return
				}
				at = next
			}
		})
	}
}

// generic words stand before or after a name and are no part of it. Camp is
// not one: Jabalia camp is not Jabalia.
var generic = map[string]bool{"city": true, "town": true, "village": true, "governorate": true, "province": true, "district": true, "oblast": true, "state": true, "madinat": true, "qaryat": true, "nahiyat": true, "of": true,
	"مدينه": true, "قريه": true, "بلده": true, "ناحيه": true, "محافظه": true, "قضاء": true, "منطقه": true, "ولايه": true}

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
