package link

import (
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// A Bearing says how an incident lies to a truce, in time and place. It says
// nothing of whether the truce was broken, or by whom.
type Bearing string

const (
	Beside Bearing = ""       // before it, elsewhere, or long after
	Within Bearing = "within" // within its time and area
	AtEdge Bearing = "edge"   // perhaps: the words place it no nearer than the day on which the truce began or ended
	After  Bearing = "after"  // in the week after its end, in its area
)

// Aftermath is how long after a truce incidents are listed under it.
const Aftermath = 7 * 24 * time.Hour

// BearingOf says how an incident lies to a process. Only truces in force have
// incidents within or after them.
func BearingOf(in recount.Incident, p recount.Process) Bearing {
	w, f := in.When, p.Force
	if p.Kind != recount.ATruce || w.IsZero() || f.From.IsZero() || !slices.ContainsFunc(p.Area, func(a recount.PlaceRef) bool { return covers(a, in.Where) }) {
		return Beside
	}
	open := f.Until.IsZero()
	end := p.Ended.From
	if p.Ended.IsZero() {
		end = f.Until
	}
	switch {
	case !w.Until.After(f.From):
		return Beside
	case !w.From.Before(f.From) && (open || !w.Until.After(end)):
		return Within
	case open || w.From.Before(f.Until):
		return AtEdge
	case w.From.Sub(f.Until) < Aftermath:
		return After
	}
	return Beside
}

// During returns the truces in force, or perhaps in force, at the time and
// place of an incident.
func During(in recount.Incident, ps []recount.Process) (out []recount.ProcessID) {
	for _, p := range ps {
		if b := BearingOf(in, p); b == Within || b == AtEdge {
			out = append(out, p.ID)
		}
	}
	slices.Sort(out)
	return out
}

// Called returns the claims of a process by which somebody calls an incident a
// breach: claims of the incident itself, of the same event of a report, or of
// the same place and time. Those denied are among them.
func Called(in recount.Incident, members []recount.Claim, broken []recount.Claim) (out []recount.ClaimID) {
	for i := range broken {
		b := &broken[i]
		if b.What != recount.TruceBroken {
			continue
		}
		own := slices.Contains(in.Claims, b.ID) || slices.ContainsFunc(members, func(c recount.Claim) bool {
			return c.Report == b.Report && (b.Event > 0 && c.Event == b.Event || c.Evidence.Whole.Overlaps(b.Evidence.Whole))
		})
		there := rank(b.Where) == 1 && covers(b.Where, in.Where) && !b.When.IsZero() && b.When.Overlaps(in.When)
		if own || there {
			out = append(out, b.ID)
		}
	}
	slices.Sort(out)
	return out
}
