package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/recountlab/recount"
)

// Project replaces what is computed of one incident: the incident itself, its
// members, aliases, tolls and the blocking keys of its claims. It touches no
// evidence and no judgement.
func (tx *Tx) Project(ctx context.Context, in recount.Incident, tolls []recount.Toll, keys []string) error {
	if err := tx.project(ctx, in, tolls, keys); err != nil {
		return fmt.Errorf("project %s: %w", in.ID, err)
	}
	return nil
}

func (tx *Tx) project(ctx context.Context, in recount.Incident, tolls []recount.Toll, keys []string) error {
	b, err := json.Marshal(in)
	if err != nil {
		return err
	}
	if err := tx.Drop(ctx, slices.Concat(in.Aliases, []recount.IncidentID{in.ID})...); err != nil {
		return err
	}
	var lat, lon *float64
	if in.Where.Precision != recount.NoPlace {
		lat, lon = &in.Where.Point.Lat, &in.Where.Point.Lon
	}
	latest, at := int64(math.MinInt64), in.When.Local()
	if n := micros(at.From); n != nil {
		latest = *n
	}
	err = tx.exec(ctx, `INSERT INTO incidents (id, title, what, country, admin1, lat, lon, since, until, latest, deadly, sourced, words, doc)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		string(in.ID), in.Title, string(in.What), in.Where.Country, in.Where.Admin1, lat, lon, micros(at.From), micros(at.Until),
		latest, deadly(tolls), len(in.Reports), searchWords(in), string(b))
	if err != nil {
		return err
	}
	if err := tx.seat(ctx, in.ID, in.Claims, keys); err != nil {
		return err
	}
	if len(in.Aliases) > 0 {
		if err := tx.exec(ctx, `INSERT INTO aliases (alias, incident) SELECT value, $1 FROM json_each($2) WHERE true ON CONFLICT (alias) DO UPDATE SET incident = excluded.incident`,
			string(in.ID), list(in.Aliases)); err != nil {
			return err
		}
	}
	for n, t := range tolls {
		if t.Incident != in.ID {
			return fmt.Errorf("toll %d is of %q: %w", n, t.Incident, recount.ErrInvalid)
		}
		b, err := json.Marshal(t)
		if err != nil {
			return err
		}
		if err := tx.exec(ctx, `INSERT INTO tolls (incident, n, what, doc) VALUES ($1, $2, $3, $4)`, string(in.ID), n, string(t.What), string(b)); err != nil {
			return err
		}
	}
	return nil
}

// Seat puts claims into an incident, which it makes if need be, so that others
// find it and them under the keys. The claims sit nowhere yet, and it is to be projected before the transaction
// ends.
func (tx *Tx) Seat(ctx context.Context, id recount.IncidentID, claims []recount.ClaimID, keys []string) error {
	delete(tx.sitting.claims, id)
	b, err := json.Marshal(recount.Incident{ID: id})
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO incidents (id, title, what, country, admin1, latest, deadly, sourced, words, doc)
			VALUES ($1, '', '', '', '', 0, 0, 0, '', $2) ON CONFLICT (id) DO NOTHING`, string(id), string(b))
	}
	if err == nil {
		err = tx.seat(ctx, id, claims, keys)
	}
	if err != nil {
		return fmt.Errorf("seat in %s: %w", id, err)
	}
	return nil
}

func (tx *Tx) seat(ctx context.Context, id recount.IncidentID, claims []recount.ClaimID, keys []string) error {
	err := tx.exec(ctx, `INSERT INTO members (claim, incident) SELECT value, $1 FROM json_each($2) WHERE true ON CONFLICT (claim) DO UPDATE SET incident = excluded.incident`,
		string(id), list(claims))
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO keys (key, incident) SELECT value, $1 FROM json_each($2) WHERE true ON CONFLICT DO NOTHING`, string(id), list(keys))
	}
	return err
}

// Drop removes what is computed of incidents that no longer stand.
func (tx *Tx) Drop(ctx context.Context, ids ...recount.IncidentID) error {
	tx.sitting = sitting{}
	for _, id := range ids {
		if err := tx.exec(ctx, `DELETE FROM incidents WHERE id = $1`, string(id)); err != nil { // the rest goes with it
			return fmt.Errorf("drop %s: %w", id, err)
		}
	}
	return nil
}
