package link

import (
	"slices"

	"github.com/recountlab/recount"
)

// DoubtOf returns the chance that an incident is another, larger one told of
// again, as decisions about it last said: see LastDoubt.
func DoubtOf(in recount.Incident, ds []recount.Decision) float64 {
	d, _ := LastDoubt(in, ds)
	return d.Score
}

// LastDoubt returns the decision by which an incident is in doubt, and whether
// it is. Nothing is left of a doubt when the other was merged with it or a
// person said that they are two, or that it is a part of the other.
func LastDoubt(in recount.Incident, ds []recount.Decision) (last recount.Decision, ok bool) {
	for _, d := range ds {
		if d.Act == recount.Doubt && d.Subject == string(in.ID) && (last.ID == "" || d.Beats(last)) {
			last = d
		}
	}
	if last.Score == 0 || slices.Contains(in.Aliases, recount.IncidentID(last.Object)) {
		return recount.Decision{}, false
	}
	two := func(d recount.Decision) bool {
		return d.By.Kind == recount.Person && (d.Act == recount.Split || d.Act == recount.PartOf && string(in.Whole) == d.Object) &&
			(d.Subject == last.Subject && d.Object == last.Object || d.Subject == last.Object && d.Object == last.Subject)
	}
	if slices.ContainsFunc(ds, two) {
		return recount.Decision{}, false
	}
	return last, true
}
