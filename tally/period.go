package tally

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// A Period is a figure for a stretch of time or for many incidents. It bounds
// a season and is never added to an incident.
type Period struct {
	Claim  recount.ClaimID
	What   recount.What
	Who    recount.Victims
	Count  recount.Quantity
	Since  recount.When // zero if not stated
	When   recount.When
	Where  recount.PlaceRef
	Says   recount.Attribution
	Origin recount.SourceID
	Many   bool // several incidents counted as one, rather than a total since some time
}

// Periods returns the figures about people that claims give for a period or
// for many incidents, by harm, then by origin.
func Periods(claims []recount.Claim) []Period {
	var out []Period
	for i := range claims {
		c := &claims[i]
		if c.Scope.IsZero() || c.Denied || c.Reality != recount.Actual || c.Repeats != "" || !slices.Contains(harmOrder, c.What) {
			continue
		}
		out = append(out, Period{c.ID, c.What, c.Who.Group(), c.Count, c.Scope.Since, c.When, c.Where, c.Says, c.Origin(), c.Scope.Many})
	}
	slices.SortFunc(out, func(a, b Period) int {
		return cmp.Or(cmp.Compare(slices.Index(harmOrder, a.What), slices.Index(harmOrder, b.What)), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Claim, b.Claim))
	})
	return out
}
