package desk

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
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
	pairs, err := d.Pairs(ctx, limit)
	if err != nil {
		return nil, err
	}
	return d.Waiting(ctx, pairs...)
}

// Pairs names the incidents of [Desk.Queue], in its order. Nothing of what they are
// is looked up.
func (d *Desk) Pairs(ctx context.Context, limit int) ([]store.Doubt, error) {
	return d.DB.Doubts(ctx, leastDoubt, limit)
}

// Waiting looks pairs up, as [Sheet.Items] does. What has been answered since they were
// named is left out.
func (d *Desk) Waiting(ctx context.Context, pairs ...store.Doubt) (out []Waiting, err error) {
	var ids []recount.IncidentID
	var by []recount.DecisionID
	for _, p := range pairs {
		ids, by = append(ids, p.Incident, p.Other), append(by, p.By)
	}
	items, err := d.sheet.Items(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	found := map[recount.IncidentID]recount.Incident{}
	for _, it := range items {
		found[it.Incident.ID] = it.Incident
	}
	said, err := d.DB.DecisionsNamed(ctx, by...)
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	for _, p := range pairs {
		w := Waiting{By: said[p.By].By, Why: said[p.By].Why, Incident: found[p.Incident], Other: found[p.Other]}
		if w.P = w.Incident.Doubt; w.P > 0 && w.Other.ID != "" {
			out = append(out, w)
		}
	}
	return out, nil
}
