package link

import (
	"slices"

	"github.com/recountlab/recount"
)

// DoubtOf returns the chance that an incident is another, larger one told of
// again, as decisions about it last said. Nothing is left of a doubt when the
// other was merged with it or a person said that they are two.
func DoubtOf(in recount.Incident, ds []recount.Decision) float64 {
	var last recount.Decision
	for _, d := range ds {
		if d.Act == recount.Doubt && d.Subject == string(in.ID) && (last.ID == "" || d.Beats(last)) {
			last = d
		}
	}
	if last.ID == "" || slices.Contains(in.Aliases, recount.IncidentID(last.Object)) {
		return 0
	}
	two := func(d recount.Decision) bool {
		return d.Act == recount.Split && d.By.Kind == recount.Person &&
			(d.Subject == last.Subject && d.Object == last.Object || d.Subject == last.Object && d.Object == last.Subject)
	}
	if slices.ContainsFunc(ds, two) {
		return 0
	}
	return last.Score
}
