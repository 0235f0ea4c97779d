package link

import (
	"cmp"
	"maps"
	"slices"

	"github.com/recountlab/recount"
)

// Gather groups claims into incidents as decisions say. The result depends on
// the set of decisions only, not on their order, and a claim is in at most one
// incident. Membership is decided claim by incident; merging is decided
// incident by incident and makes the older the home of both. Parts and wholes
// are trees over what comes of that.
func Gather(claims []recount.Claim, ds []recount.Decision) []recount.Incident {
	b := answered(ds)
	homes := b.homes()
	home := func(id string) recount.IncidentID { return homes[recount.IncidentID(id)] }

	// What was asked of merged incidents was asked of their home: the last word
	// on a claim and a home is the last on any of the incidents merged there.
	type asked struct {
		claim string
		home  recount.IncidentID
	}
	last := map[asked]recount.Decision{}
	for _, d := range b.members {
		if h := home(d.Object); h != "" {
			beat(last, asked{d.Subject, h}, d)
		}
	}
	seats := map[recount.ClaimID]recount.Decision{}
	for _, d := range last {
		if d.Act == recount.Same {
			beat(seats, recount.ClaimID(d.Subject), d)
		}
	}

	in := map[recount.IncidentID]*recount.Incident{}
	for id, h := range homes {
		if in[h] == nil {
			in[h] = &recount.Incident{ID: h, Status: recount.Candidate}
		}
		if id != h {
			in[h].Aliases = append(in[h].Aliases, id)
		}
	}
	for i := range claims {
		if d, ok := seats[claims[i].ID]; ok {
			x := in[home(d.Object)]
			x.Claims = append(x.Claims, claims[i].ID)
		}
	}
	out := make([]recount.Incident, 0, len(in))
	for _, x := range in {
		slices.Sort(x.Aliases)
		slices.Sort(x.Claims)
		x.Claims = slices.Compact(x.Claims)
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b recount.Incident) int { return cmp.Compare(a.ID, b.ID) })
	relate(out, ds)
	return out
}

// A pairing is what a decision is about: two things, in an order that matters
// for membership and not for merging.
type pairing struct{ a, b string }

// answers are the decisions that stand, one for each question.
type answers struct {
	minted  map[recount.IncidentID]recount.Decision
	members map[pairing]recount.Decision
	merges  map[pairing]recount.Decision
}

func answered(ds []recount.Decision) answers {
	b := answers{map[recount.IncidentID]recount.Decision{}, map[pairing]recount.Decision{}, map[pairing]recount.Decision{}}
	for _, d := range ds {
		switch d.Act {
		case recount.Mint:
			beat(b.minted, recount.IncidentID(d.Subject), d)
		case recount.Same, recount.Apart:
			beat(b.members, pairing{d.Subject, d.Object}, d)
		case recount.Merge, recount.Split:
			beat(b.merges, pairing{min(d.Subject, d.Object), max(d.Subject, d.Object)}, d)
		}
	}
	return b
}

func beat[K comparable](m map[K]recount.Decision, k K, d recount.Decision) {
	if e, ok := m[k]; !ok || d.Beats(e) {
		m[k] = d
	}
}

// homes maps every minted incident to the oldest of those it is merged with.
func (b answers) homes() map[recount.IncidentID]recount.IncidentID {
	next := map[recount.IncidentID][]recount.IncidentID{}
	for _, d := range b.merges {
		x, y := recount.IncidentID(d.Subject), recount.IncidentID(d.Object)
		if d.Act == recount.Merge {
			next[x], next[y] = append(next[x], y), append(next[y], x)
		}
	}
	// The oldest first: each takes all it reaches that has no home yet.
	ids := slices.SortedFunc(maps.Keys(b.minted), func(x, y recount.IncidentID) int {
		return cmp.Or(b.minted[x].At.Compare(b.minted[y].At), cmp.Compare(x, y))
	})
	out := map[recount.IncidentID]recount.IncidentID{}
	for _, id := range ids {
		for todo := []recount.IncidentID{id}; len(todo) > 0; todo = todo[1:] {
			x := todo[0]
			_, minted := b.minted[x]
			if _, done := out[x]; done || !minted {
				continue
			}
			out[x] = id
			todo = append(todo, next[x]...)
		}
	}
	return out
}
