package desk

import (
	"cmp"
	"context"
	"errors"
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
	var out []Waiting
	for _, dec := range ds {
		w := Waiting{By: dec.By, Why: dec.Why}
		for id, to := range map[string]*recount.Incident{dec.Subject: &w.Incident, dec.Object: &w.Other} {
			it, err := d.DB.Incident(ctx, recount.IncidentID(id))
			switch {
			case err == nil:
				*to = it.Incident
			case !errors.Is(err, recount.ErrNotFound): // else merged or emptied since
				return nil, fmt.Errorf("queue: %w", err)
			}
		}
		if w.P = w.Incident.Doubt; w.P > 0 && w.Other.ID != "" && w.Other.ID != w.Incident.ID { // else answered
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b Waiting) int {
		return cmp.Or(-cmp.Compare(a.P, b.P), cmp.Compare(a.Incident.ID, b.Incident.ID))
	})
	return out, nil
}
