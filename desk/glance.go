package desk

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/tally"
)

// A Glance is what one report says by itself, without a casebook: its claims,
// and the tolls of each event that it tells of.
type Glance struct {
	Reading *extract.Reading
	Events  []GlanceEvent
}

// A GlanceEvent is one event of a report with its tolls.
type GlanceEvent struct {
	extract.Event
	Tolls []recount.Toll
}

// Look reads one report with a backend and reckons each of its events by itself.
func Look(x extract.Backend, r *recount.Report, p tally.Policy) (*Glance, error) {
	rd, err := read(x.Read, r)
	if err != nil {
		return nil, err
	}
	g := &Glance{Reading: rd}
	for _, e := range rd.Events {
		of := make([]recount.Claim, 0, len(e.Claims))
		for i := range rd.Claims {
			if rd.Claims[i].Event == e.Number {
				of = append(of, rd.Claims[i])
			}
		}
		g.Events = append(g.Events, GlanceEvent{e, tally.Reckon(tally.Case{Claims: of, Roots: link.Roots(of, link.Texts{Source: Known})}, p)})
	}
	return g, nil
}
