package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/recountlab/recount"
)

// A Waiting is a pair of incidents about which a person should say whether
// they are one.
type Waiting struct {
	Incident recount.Incident `json:"incident"`
	Other    recount.Incident `json:"other"`
	P        float64          `json:"p"` // chance that they are one
	By       recount.Actor    `json:"by"`
	Why      string           `json:"why"`
}

// Queue returns what the linker left for a person: incidents that may be others
// told of again, likeliest first.
func (d *Desk) Queue(ctx context.Context, limit int) ([]Waiting, error) {
	ds, err := d.DB.Doubts(ctx, leastDoubt, limit)
	if err != nil {
		return nil, err
	}
	var ids []recount.IncidentID
	for _, dec := range ds {
		ids = append(ids, recount.IncidentID(dec.Subject), recount.IncidentID(dec.Object))
	}
	found, err := d.DB.IncidentsNamed(ctx, ids...) // others were merged or emptied since
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	var out []Waiting
	for _, dec := range ds {
		w := Waiting{By: dec.By, Why: dec.Why, Incident: found[recount.IncidentID(dec.Subject)], Other: found[recount.IncidentID(dec.Object)]}
		if w.P = w.Incident.Doubt; w.P > 0 && w.Other.ID != "" && w.Other.ID != w.Incident.ID { // else answered
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b Waiting) int {
		return cmp.Or(-cmp.Compare(a.P, b.P), cmp.Compare(a.Incident.ID, b.Incident.ID))
	})
	return out, nil
}
