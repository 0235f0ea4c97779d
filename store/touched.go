package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
)

// Touched returns the incidents that were projected or dropped after the n-th
// time that any was, and how often any was by now.
func (r *Reader) Touched(ctx context.Context, n int64) (ids []recount.IncidentID, last int64, err error) {
	last = n
	ids, err = rows(ctx, r.q, func(s scan) (id recount.IncidentID, err error) { return id, s(&id, &last) },
		`SELECT incident, n FROM touched WHERE n > $1 ORDER BY n`, n)
	if err != nil {
		return nil, 0, fmt.Errorf("incidents touched after %d: %w", n, err)
	}
	return ids, last, nil
}

// A Brief is what lists, totals and maps need of an incident: the incident without
// its claims and aliases, and its tolls without notes and with no more of
// their basis than whose word it is and who set which bound.
type Brief struct {
	recount.Incident
	Tolls []recount.Toll
	Words string // lower-case words to search in
	Ranks Ranks
}

// Ranks are by what lists are ordered.
type Ranks struct{ latest, deadly, sourced int64 }

// By returns the one by which an order sorts, or false if it is no order.
func (r Ranks) By(s Sort) (int64, bool) {
	switch s {
	case "", Latest:
		return r.latest, true
	case Deadly:
		return r.deadly, true
	case Sourced:
		return r.sourced, true
	}
	return 0, false
}

// Briefs returns those of the incidents named that there are, by ID; with none
// named, all of them.
func (r *Reader) Briefs(ctx context.Context, ids ...recount.IncidentID) ([]*Brief, error) {
	from, args := ``, []any(nil)
	if len(ids) > 0 {
		from, args = ` WHERE i.id IN (SELECT value FROM json_each($1))`, []any{list(ids)}
	}
	out, err := rows(ctx, r.q, func(s scan) (b *Brief, err error) {
		b = &Brief{}
		b.Incident, err = doc[recount.Incident](func(dest ...any) error {
			return s(dest[0], &b.Words, &b.Ranks.latest, &b.Ranks.deadly, &b.Ranks.sourced)
		})
		b.Claims, b.Aliases, b.Parts, b.Where.Rivals, b.Where.Why, b.Graded = nil, nil, nil, nil, "", ""
		return b, err
	}, `SELECT i.doc, i.words, i.latest, i.deadly, i.sourced FROM incidents AS i`+from+` ORDER BY i.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("briefs of incidents: %w", err)
	}
	at := make(map[recount.IncidentID]*Brief, len(out))
	for _, b := range out {
		at[b.ID] = b
	}
	if len(ids) > 0 {
		from = ` WHERE i.incident IN (SELECT value FROM json_each($1))`
	}
	_, err = rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		t, err := doc[recount.Toll](s)
		if b := at[t.Incident]; b != nil {
			t.Notes = nil
			for i, x := range t.Basis {
				t.Basis[i] = recount.Basis{Origin: x.Origin, Sets: x.Sets}
			}
			b.Tolls = append(b.Tolls, t)
		}
		return v, err
	}, `SELECT i.doc FROM tolls AS i`+from+` ORDER BY i.incident, i.n`, args...)
	if err != nil {
		return nil, fmt.Errorf("briefs of incidents: tolls: %w", err)
	}
	return out, nil
}
