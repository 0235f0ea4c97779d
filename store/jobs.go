package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Job is work not yet done. Work of one kind on one key waits at most once.
type Job struct {
	ID    int64
	Kind  string // "read", "place"
	Key   string
	Tries int
	Error string // why it failed last
}

// maxTries is how often work is tried before it is left to a person.
const maxTries = 5

// Enqueue asks for work to be done, unless it waits already.
func (tx *Tx) Enqueue(ctx context.Context, kind, key string, due time.Time) error {
	err := tx.exec(ctx, `INSERT INTO jobs (kind, key, due, worker, tries, error) VALUES ($1, $2, $3, '', 0, '')
		ON CONFLICT (kind, key) DO UPDATE SET due = excluded.due, worker = '', tries = 0`, kind, key, due.UnixMicro())
	if err != nil {
		return fmt.Errorf("enqueue %s %s: %w", kind, key, err)
	}
	return nil
}

// Done strikes work that this transaction does.
func (tx *Tx) Done(ctx context.Context, kind, key string) error {
	if err := tx.exec(ctx, `DELETE FROM jobs WHERE kind = $1 AND key = $2`, kind, key); err != nil {
		return fmt.Errorf("done %s %s: %w", kind, key, err)
	}
	return nil
}

// Lease takes up to n pieces of work that are due at now. Unless they are done
// or failed within d, as after a crash, they are due again.
func (db *DB) Lease(ctx context.Context, worker string, now time.Time, d time.Duration, n int) (jobs []Job, err error) {
	err = db.Write(ctx, func(tx *Tx) error {
		jobs, err = rows(ctx, tx, func(s scan) (j Job, err error) { return j, s(&j.ID, &j.Kind, &j.Key, &j.Tries, &j.Error) },
			`UPDATE jobs SET worker = $1, due = $2 WHERE id IN (SELECT id FROM jobs WHERE due <= $3 AND tries < $4 ORDER BY due, id LIMIT $5)
			RETURNING id, kind, key, tries, error`, worker, now.Add(d).UnixMicro(), now.UnixMicro(), maxTries, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lease: %w", err)
	}
	return jobs, nil
}

// Fail gives work back, to be tried again later: each time twice as much
// later, and not for ever.
func (db *DB) Fail(ctx context.Context, j Job, now time.Time, why error) error {
	if why == nil {
		why = errors.New("no reason given")
	}
	err := db.Write(ctx, func(tx *Tx) error {
		return tx.exec(ctx, `UPDATE jobs SET worker = '', tries = tries + 1, due = $1, error = $2 WHERE id = $3`,
			now.Add(time.Minute<<j.Tries).UnixMicro(), why.Error(), j.ID)
	})
	if err != nil {
		return fmt.Errorf("fail %s %s: %w", j.Kind, j.Key, err)
	}
	return nil
}

// Failed returns the work that was given up.
func (r *Reader) Failed(ctx context.Context) ([]Job, error) {
	js, err := rows(ctx, r.q, func(s scan) (j Job, err error) { return j, s(&j.ID, &j.Kind, &j.Key, &j.Tries, &j.Error) },
		`SELECT id, kind, key, tries, error FROM jobs WHERE tries >= $1 ORDER BY id`, maxTries)
	if err != nil {
		return nil, fmt.Errorf("failed work: %w", err)
	}
	return js, nil
}
