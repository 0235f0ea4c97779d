package desk

import (
	"slices"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

// An Against is what one source said of a toll to which others contribute too.
// It says who was earlier and whose figure is higher, and nothing of who is right:
// the best of a toll is what a policy settled on.
type Against struct {
	Toll  recount.Toll
	Last  recount.Claim    // in which it said its latest word
	Count recount.Quantity // its latest word
	Ratio float64          // of the figure nearest to the best that its latest word allows, to the best
	Own   bool             // the best is its own word
	Timed bool             // it is stated when it and when others spoke first
	Delay time.Duration    // from the first word of others to its own; negative: it was earlier
}

// against compares a toll with the word of one source. own are its claims, said
// when each claim behind the toll was said. It compares nothing if the toll has no
// best above zero, if nobody speaks of it apart from the source (whoever only
// repeats it does not), or if the source's word is of other people or of a part.
func against(id recount.SourceID, t recount.Toll, own map[recount.ClaimID]recount.Claim, said map[recount.ClaimID]recount.When) (a Against, ok bool) {
	var mine *recount.Basis
	var first, others recount.When
	apart, best := false, false
	for i, b := range t.Basis {
		begun := &others
		if b.Origin == id {
			mine, begun = &t.Basis[i], &first
		} else {
			apart, best = true, best || slices.Contains(b.Sets, recount.SetsBest)
		}
		for _, c := range b.Claims {
			*begun = earlier(*begun, said[c])
		}
	}
	if t.Best <= 0 || !apart || mine == nil {
		return a, false
	}
	i := lastOf(mine.Claims, func(c recount.ClaimID) bool {
		x, is := own[c]
		return is && !x.Denied && x.What == t.What && tally.GroupOf(x.Who) == tally.GroupOf(t.Who)
	})
	if i < 0 {
		return a, false
	}
	a.Toll, a.Last, a.Count = t, own[mine.Claims[i]], mine.Count
	a.Ratio = nearest(mine.Count, t.Best) / float64(t.Best)
	a.Own = !best && slices.Contains(mine.Sets, recount.SetsBest)
	if a.Timed = !first.From.IsZero() && !others.From.IsZero(); a.Timed && !first.Overlaps(others) {
		a.Delay = first.From.Sub(others.From)
	}
	return a, true
}

// lastOf is where the last that fits stands, -1 if none does.
func lastOf[T any](s []T, fits func(T) bool) int {
	for i := len(s) - 1; i >= 0; i-- {
		if fits(s[i]) {
			return i
		}
	}
	return -1
}

// nearest is the figure nearest to n that a count's words allow.
func nearest(q recount.Quantity, n int) float64 {
	return float64(min(max(n, q.Low), q.High))
}

// earlier is the one of two times that begins first; one that is not stated is
// not first.
func earlier(a, b recount.When) recount.When {
	if a.From.IsZero() || !b.From.IsZero() && b.From.Before(a.From) {
		return b
	}
	return a
}
