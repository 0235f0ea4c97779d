package link

import (
	"strings"

	"github.com/recountlab/recount"
)

// sites is a set of kinds of places that are hit: the same in every language.
type sites uint16

var siteBit = func() map[string]sites {
	m := map[string]sites{}
	for i, k := range []string{"market", "house", "school", "worship", "hospital", "post", "prison", "vehicle", "boat", "camp", "gathering", "field", "fuel", "work", "guests"} {
		m[k] = 1 << i
	}
	return m
}()

// likeSites are kinds that reports of one incident name in place of each other: people who
// fled live in schools and tents, a funeral is held in a house or a mosque, and cars are
// halted at posts.
var likeSites = func() map[sites]sites {
	m := map[sites]sites{}
	for _, set := range [][]string{{"camp", "school"}, {"camp", "house"}, {"gathering", "house"}, {"gathering", "worship"},
		{"vehicle", "post"}, {"work", "fuel"}, {"field", "house"}, {"post", "prison"}} {
		a, b := siteBit[set[0]], siteBit[set[1]]
		m[a] |= b
		m[b] |= a
	}
	return m
}()

// sitesOf are the kinds of places that a claim says were hit, by the steps that read them.
func sitesOf(c *recount.Claim) (out sites) {
	for _, s := range c.Trace {
		if kind, ok := strings.CutPrefix(s.Rule, "site:"); ok {
			out |= siteBit[kind]
		}
	}
	return out
}

const (
	sameTarget level = iota
	sameSite
	otherSite
	noTarget
)

// struck compares what two accounts say was hit: by its name, and by the kind of place.
func struck(a, b *Account) level {
	x, y := a.sites, b.sites
	switch {
	case meet(a.of(targets), b.of(targets)):
		return sameTarget
	case x == 0 || y == 0:
		return noTarget
	case x&y != 0:
		return sameSite
	}
	for ; x != 0; x &= x - 1 { // one kind after the other
		if likeSites[x&-x]&y != 0 {
			return noTarget
		}
	}
	return otherSite
}
