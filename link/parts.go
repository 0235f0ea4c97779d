package link

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// relate says of gathered incidents which are parts of which, as decisions
// say. What was decided of merged incidents was decided of their home. An
// incident is part of one whole at most and no whole is part of itself: the
// decision that beats the others is followed first, and one that would close a
// circle, or give a part a second whole, is passed over. An incident without
// claims is no part and no whole.
func relate(ins []recount.Incident, ds []recount.Decision) {
	at := map[recount.IncidentID]*recount.Incident{}
	for i := range ins {
		for _, id := range append([]recount.IncidentID{ins[i].ID}, ins[i].Aliases...) {
			if len(ins[i].Claims) > 0 {
				at[id] = &ins[i]
			}
		}
	}
	last := map[pairing]recount.Decision{}
	for _, d := range ds {
		part, of := at[recount.IncidentID(d.Subject)], at[recount.IncidentID(d.Object)]
		if (d.Act == recount.PartOf || d.Act == recount.Whole) && part != nil && of != nil && part != of {
			beat(last, pairing{string(part.ID), string(of.ID)}, d)
		}
	}
	pairs := make([]pairing, 0, len(last))
	for p := range last {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b pairing) int {
		x, y := last[a], last[b]
		switch {
		case x.ID == y.ID: // one decision, of incidents that came to be several
			return cmp.Or(cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
		case x.Beats(y):
			return -1
		}
		return 1
	})
	for _, p := range pairs {
		part, of := at[recount.IncidentID(p.a)], at[recount.IncidentID(p.b)]
		if last[p].Act != recount.PartOf || part.Whole != "" || partOf(at, of, part) {
			continue
		}
		part.Whole = of.ID
		of.Parts = append(of.Parts, part.ID)
	}
	for i := range ins {
		slices.Sort(ins[i].Parts)
	}
}

// partOf reports whether in is of, or a part of it however deep.
func partOf(at map[recount.IncidentID]*recount.Incident, in, of *recount.Incident) bool {
	for ; in != nil; in = at[in.Whole] {
		if in == of {
			return true
		}
	}
	return false
}
