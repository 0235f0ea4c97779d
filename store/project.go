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
	for _, c := range in.Claims {
		if err := tx.exec(ctx, `INSERT INTO members (claim, incident) VALUES ($1, $2) ON CONFLICT (claim) DO UPDATE SET incident = excluded.incident`, string(c), string(in.ID)); err != nil {
			return err
		}
	}
	for _, a := range in.Aliases {
		if err := tx.exec(ctx, `INSERT INTO aliases (alias, incident) VALUES ($1, $2) ON CONFLICT (alias) DO UPDATE SET incident = excluded.incident`, string(a), string(in.ID)); err != nil {
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
	for _, k := range keys {
		if err := tx.exec(ctx, `INSERT INTO keys (key, incident) VALUES ($1, $2) ON CONFLICT DO NOTHING`, k, string(in.ID)); err != nil {
			return err
		}
	}
	return nil
}

// Drop removes what is computed of incidents that no longer stand.
func (tx *Tx) Drop(ctx context.Context, ids ...recount.IncidentID) error {
	for _, id := range ids {
		if err := tx.exec(ctx, `DELETE FROM incidents WHERE id = $1`, string(id)); err != nil { // the rest goes with it
			return fmt.Errorf("drop %s: %w", id, err)
		}
	}
	return nil
}
