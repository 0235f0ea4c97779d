package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/recountlab/recount"
)

// A Release is a dataset that went out, without the list of what is in it.
type Release struct {
	ReleaseFact
	Seq     int64     `json:"seq"` // its ledger entry
	At      time.Time `json:"at"`
	By      string    `json:"by"`      // as the ledger writes it
	Holds   int       `json:"holds"`   // how many incidents it lists
	Changed int       `json:"changed"` // how many of them became others since, or went into another
}

const releases = `SELECT e.seq, e.at, e.by, json_remove(e.body -> '$.release', '$.incidents'), (SELECT count(*) FROM released AS r WHERE r.seq = e.seq),
	(SELECT count(*) FROM released AS r LEFT JOIN incidents AS i ON i.id = r.incident WHERE r.seq = e.seq AND coalesce(i.as_of > (e.body ->> '$.release.as_of'), 1))
	FROM entries AS e WHERE e.kind = 'released' AND `

func readRelease(s scan) (x Release, err error) {
	var at int64
	var b []byte
	if err := s(&x.Seq, &at, &x.By, &b, &x.Holds, &x.Changed); err != nil {
		return x, err
	}
	x.At = time.UnixMicro(at).UTC()
	if err := json.Unmarshal(b, &x.ReleaseFact); err != nil {
		return x, fmt.Errorf("ledger entry %d: %v: %w", x.Seq, err, recount.ErrTampered)
	}
	return x, nil
}

// Releases returns up to n datasets that went out before an entry of the ledger,
// the latest first.
func (r *Reader) Releases(ctx context.Context, before int64, n int) ([]Release, error) {
	out, err := rows(ctx, r.q, readRelease, releases+`e.seq < $1 ORDER BY e.seq DESC LIMIT $2`, before, n)
	if err != nil {
		return nil, fmt.Errorf("releases before %d: %w", before, err)
	}
	return out, nil
}

// Release returns the dataset that went out by an entry of the ledger.
func (r *Reader) Release(ctx context.Context, seq int64) (Release, error) {
	x, err := row(ctx, r.q, readRelease, releases+`e.seq = $1`, seq)
	if err != nil {
		return x, fmt.Errorf("release %d: %w", seq, err)
	}
	return x, nil
}

// ReleasesOf returns the datasets that went out with any of the incidents named
// in them, the latest first.
func (r *Reader) ReleasesOf(ctx context.Context, ids ...recount.IncidentID) ([]Release, error) {
	out, err := rows(ctx, r.q, readRelease, releases+`e.seq IN (SELECT r.seq FROM json_each($1) AS j JOIN released AS r ON r.incident = j.value) ORDER BY e.seq DESC`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("releases of %v: %w", ids, err)
	}
	return out, nil
}

// ChangedSince returns up to n of the incidents that went out by an entry of the
// ledger and became others since, or went into another.
func (r *Reader) ChangedSince(ctx context.Context, x Release, n int) ([]recount.IncidentID, error) {
	ids, err := rows(ctx, r.q, one[recount.IncidentID], `SELECT r.incident FROM released AS r LEFT JOIN incidents AS i ON i.id = r.incident
		WHERE r.seq = $1 AND coalesce(i.as_of > $2, 1) ORDER BY i.as_of DESC, r.incident LIMIT $3`, x.Seq, x.AsOf, n)
	if err != nil {
		return nil, fmt.Errorf("changed since release %d: %w", x.Seq, err)
	}
	return ids, nil
}

// FirstReleased returns the incidents that ever went out to the public, with the
// ledger entry by which they first did. A dossier is given to somebody.
func (r *Reader) FirstReleased(ctx context.Context) (map[recount.IncidentID]int64, error) {
	type first struct {
		id  recount.IncidentID
		seq int64
	}
	all, err := rows(ctx, r.q, func(s scan) (x first, err error) {
		err = s(&x.id, &x.seq)
		return x, err
	}, `SELECT incident, MIN(seq) FROM released WHERE seq NOT IN (SELECT seq FROM entries WHERE kind = 'released' AND body ->> '$.release.format' = 'dossier') GROUP BY incident`)
	if err != nil {
		return nil, fmt.Errorf("first releases: %w", err)
	}
	out := make(map[recount.IncidentID]int64, len(all))
	for _, x := range all {
		out[x.id] = x.seq
	}
	return out, nil
}
