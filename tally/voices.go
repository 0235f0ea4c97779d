package tally

import (
	"fmt"
	"maps"
	"slices"

	"github.com/recountlab/recount"
)

// voices knows whose word each claim of a case is, and who speaks
// independently of whom.
type voices struct {
	recount.Roots
	by     map[recount.ClaimID]*recount.Claim
	copies map[recount.ClaimID][]recount.ClaimID
	kin    map[recount.SourceID]recount.SourceID
}

func voicesOf(k Case, by map[recount.ClaimID]*recount.Claim) *voices {
	v := &voices{by: by, copies: map[recount.ClaimID][]recount.ClaimID{}, kin: map[recount.SourceID]recount.SourceID{},
		Roots: recount.Roots{Of: map[recount.ClaimID]recount.SourceID{}, Repeats: map[recount.ClaimID]recount.ClaimID{}}}
	v.gather(k)
	for _, id := range slices.Sorted(maps.Keys(v.Repeats)) {
		if of := v.Repeats[id]; by[id] != nil && by[of] != nil {
			v.copies[of] = append(v.copies[of], id)
		}
	}
	for _, t := range v.Ties {
		if a, b := v.kinOf(t.Root), v.kinOf(t.To); a != b {
			v.kin[max(a, b)] = min(a, b)
		}
	}
	return v
}

// gather puts together what is known of a case and of its parts.
func (v *voices) gather(k Case) {
	maps.Copy(v.Of, k.Roots.Of)
	maps.Copy(v.Repeats, k.Roots.Repeats)
	v.Ties = append(v.Ties, k.Roots.Ties...)
	for _, p := range k.Parts {
		v.gather(p)
	}
}

// copied reports whether c repeats, word for word, what a claim of another
// report says: then that one speaks for both.
func (v *voices) copied(c *recount.Claim) bool {
	of, ok := v.Repeats[c.ID]
	return ok && v.by[of] != nil
}

func (v *voices) root(c *recount.Claim) recount.SourceID {
	if r, ok := v.Of[c.ID]; ok {
		return r
	}
	return c.Origin()
}

// kinOf names all that a root does not count independently of, by the least of
// their names.
func (v *voices) kinOf(r recount.SourceID) recount.SourceID {
	for {
		next, ok := v.kin[r]
		if !ok {
			return r
		}
		r = next
	}
}

// carried counts the outlets behind a toll and behind each line of its basis,
// and says which roots do not count beside another.
func (v *voices) carried(t *recount.Toll) {
	all, ours := map[recount.SourceID]bool{}, map[recount.SourceID]bool{}
	there := map[recount.SourceID]bool{}
	for i := range t.Basis {
		b := &t.Basis[i]
		own := map[recount.SourceID]bool{}
		for _, id := range b.Claims {
			if c := v.by[id]; c != nil {
				o := c.Outlet()
				own[o], all[o] = true, true
				if b.Grade != string(Interested) {
					ours[o] = true
				}
			}
		}
		b.Outlets, there[b.Origin] = len(own), true
	}
	if t.Outlets = len(ours); t.Outlets == 0 {
		t.Outlets = len(all)
	}
	for i := range t.Basis {
		b := &t.Basis[i]
		for _, tie := range v.Ties {
			if tie.Root == b.Origin && there[tie.To] {
				b.Why += fmt.Sprintf("; it %s %s, and counts as one with it", tie.Why, tie.To)
			}
		}
	}
}
