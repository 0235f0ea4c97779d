package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A Difference is something of the record that does not follow from evidence
// and judgement.
type Difference struct {
	Incident recount.IncidentID `json:"incident"`
	What     string             `json:"what"`
}

// Rebuild computes every incident and toll afresh from all claims and
// decisions and returns where the record differs. If mend is set the record is
// replaced by what was computed.
func (d *Desk) Rebuild(ctx context.Context, mend bool) (diffs []Difference, err error) {
	work := func(tx *store.Tx) error {
		diffs, err = d.rebuild(ctx, tx, mend)
		return err
	}
	if mend {
		err = d.write(ctx, work)
	} else if err = d.DB.Write(ctx, func(tx *store.Tx) error { // a transaction, to see one state of things
		if err := work(tx); err != nil {
			return err
		}
		return errUndo
	}); errors.Is(err, errUndo) {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("rebuild: %w", err)
	}
	return diffs, nil
}

// errUndo ends a transaction that was only for looking.
var errUndo = errors.New("undo")

func (d *Desk) rebuild(ctx context.Context, tx *store.Tx, mend bool) ([]Difference, error) {
	size, err := tx.Size(ctx)
	if err != nil {
		return nil, err
	}
	claims, ds, err := tx.Evidence(ctx, size)
	if err != nil {
		return nil, err
	}
	var diffs []Difference
	standing := map[recount.IncidentID]bool{}
	cs, err := d.compute(newBacking(ctx, &tx.Reader), claims, ds, d.rules.Policy)
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		if err := c.asOf(ctx, &tx.Reader); err != nil {
			return nil, err
		}
		standing[c.in.ID] = true
		what, err := differs(ctx, tx, c)
		if err != nil {
			return nil, err
		}
		if what == "" {
			continue
		}
		diffs = append(diffs, Difference{c.in.ID, what})
		if mend {
			if err := tx.Project(ctx, c.in, c.tolls, c.keys); err != nil {
				return nil, err
			}
		}
	}
	for after := ""; ; {
		page, next, err := tx.Incidents(ctx, store.IncidentFilter{Limit: 1000, After: after})
		if err != nil {
			return nil, err
		}
		for _, it := range page {
			if !standing[it.Incident.ID] {
				diffs = append(diffs, Difference{it.Incident.ID, "no decision made it"})
			}
		}
		if after = next; next == "" {
			break
		}
	}
	for _, diff := range diffs {
		if mend && !standing[diff.Incident] {
			if err := tx.Drop(ctx, diff.Incident); err != nil {
				return nil, err
			}
		}
	}
	return diffs, nil
}

// differs says in what the stored record differs from c, "" if in nothing.
func differs(ctx context.Context, tx *store.Tx, c computed) (string, error) {
	in, err := tx.Stored(ctx, c.in.ID)
	if err != nil {
		return "", err
	}
	if in == nil {
		return "is missing", nil
	}
	tolls, err := tx.Tolls(ctx, c.in.ID)
	if err != nil {
		return "", err
	}
	if !same(in, c.in) {
		return "is not what its claims say", nil
	}
	if !slices.EqualFunc(tolls, c.tolls, func(a, b recount.Toll) bool { return same(a, b) }) {
		return "its tolls are not what its claims say", nil
	}
	keys, err := tx.Keys(ctx, c.in.ID)
	if err != nil {
		return "", err
	}
	if !slices.Equal(keys, c.keys) {
		return "it would be looked for under other keys", nil
	}
	members, err := tx.Members(ctx, c.in.ID)
	if err != nil {
		return "", err
	}
	want := slices.Clone(c.in.Claims)
	slices.Sort(want)
	if !slices.Equal(members, want) {
		return "its claims point elsewhere", nil
	}
	return "", nil
}

func same(a, b any) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(x) == string(y)
}
