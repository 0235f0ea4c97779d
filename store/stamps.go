package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// StampFact says that an authority stamped a checkpoint. What it answered must
// be in the archive. A stamp that is there already is not added again.
type StampFact struct{ Stamp ledger.Stamp }

func (f StampFact) enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error) {
	s := f.Stamp
	fail := func(err error) (*pending, error) {
		return nil, fmt.Errorf("append stamp by %s: %w", s.Authority, err)
	}
	if s.ID != s.Name() || s.Size < 1 || s.Size > tx.seq {
		return fail(fmt.Errorf("its ID or size is wrong: %w", recount.ErrInvalid))
	}
	there, err := tx.has(ctx, `SELECT 1 FROM stamps WHERE id = $1`, s.ID)
	if err != nil || there {
		return nil, err
	}
	b, err := json.Marshal(s)
	if err != nil {
		return fail(err)
	}
	if err := tx.exec(ctx, `INSERT INTO stamps (id, seq, size, authority, doc) VALUES ($1, $2, $3, $4, $5)`, s.ID, tx.seq, s.Size, s.Authority, string(b)); err != nil {
		return fail(err)
	}
	return &pending{ledger.Stamped, s.ID, body{Rows: []rowDigest{{ID: s.ID, Digest: recount.Sum(b)}}}}, nil
}

// Stamps returns the stamps kept, in the order entered, each with its entry.
func (r *Reader) Stamps(ctx context.Context) ([]StampItem, error) {
	ss, err := rows(ctx, r.q, func(s scan) (it StampItem, err error) {
		it.Stamp, err = doc[ledger.Stamp](func(dest ...any) error { return s(append(dest, &it.Seq)...) })
		return it, err
	}, `SELECT doc, seq FROM stamps ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("stamps: %w", err)
	}
	return ss, nil
}

// A StampItem is a stamp and its ledger entry.
type StampItem struct {
	ledger.Stamp
	Seq int64 `json:"seq"`
}

// CheckpointAt returns the checkpoint signed when the ledger had size entries.
func (r *Reader) CheckpointAt(ctx context.Context, size int64) (ledger.Checkpoint, error) {
	c, err := row(ctx, r.q, readCheckpoint, `SELECT size, root, note FROM checkpoints WHERE size = $1`, size)
	if err != nil {
		return c, fmt.Errorf("checkpoint %d: %w", size, err)
	}
	return c, nil
}
