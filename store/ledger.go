package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

func readEntry(s scan) (e ledger.Entry, err error) {
	var at int64
	var payload []byte
	if err := s(&e.Seq, &at, &e.Kind, &e.By, &e.Subject, &payload); err != nil {
		return e, err
	}
	e.At = time.UnixMicro(at).UTC()
	if err := e.Payload.UnmarshalText(payload); err != nil {
		return e, fmt.Errorf("ledger entry %d: %w", e.Seq, errors.Join(recount.ErrTampered, err))
	}
	return e, nil
}

const entryColumns = `seq, at, kind, by, subject, payload`

// Entries returns up to n ledger entries from number from on.
func (r *Reader) Entries(ctx context.Context, from int64, n int) ([]ledger.Entry, error) {
	es, err := rows(ctx, r.q, readEntry, `SELECT `+entryColumns+` FROM entries WHERE seq >= $1 ORDER BY seq LIMIT $2`, from, n)
	if err != nil {
		return nil, fmt.Errorf("ledger entries from %d: %w", from, err)
	}
	return es, nil
}

// EntriesAbout returns the ledger entries about a subject, earliest first.
func (r *Reader) EntriesAbout(ctx context.Context, subject string) ([]ledger.Entry, error) {
	es, err := rows(ctx, r.q, readEntry, `SELECT `+entryColumns+` FROM entries WHERE subject = $1 ORDER BY seq`, subject)
	if err != nil {
		return nil, fmt.Errorf("ledger entries about %s: %w", subject, err)
	}
	return es, nil
}

// Size returns how many entries the ledger has.
func (r *Reader) Size(ctx context.Context) (int64, error) {
	n, err := row(ctx, r.q, one[int64], `SELECT coalesce(max(seq) + 1, 0) FROM entries`)
	if err != nil {
		return 0, fmt.Errorf("size of ledger: %w", err)
	}
	return n, nil
}

// SizeAt returns how many entries the ledger had at a point in time.
func (r *Reader) SizeAt(ctx context.Context, at time.Time) (int64, error) {
	n, err := row(ctx, r.q, one[int64], `SELECT coalesce(min(seq), (SELECT coalesce(max(seq) + 1, 0) FROM entries)) FROM entries INDEXED BY entries_at WHERE at > $1`, at.UnixMicro())
	if err != nil {
		return 0, fmt.Errorf("size of ledger at %s: %w", at, err)
	}
	return n, nil
}

// Root returns the root of the ledger's tree over its first size entries.
func (r *Reader) Root(ctx context.Context, size int64) (recount.Digest, error) {
	return ledger.Root(size, r.Hashes(ctx))
}

// Hashes lets proofs be made from the stored hashes of the ledger's tree.
func (r *Reader) Hashes(ctx context.Context) ledger.Hashes { return hashReader{ctx, r.q} }

// hashReader holds a context because ledger's arithmetic has none.
type hashReader struct {
	ctx context.Context
	q   querier
}

func (h hashReader) ReadHashes(indexes []int64) ([]recount.Digest, error) {
	out := make([]recount.Digest, len(indexes))
	for i, x := range indexes {
		b, err := row(h.ctx, h.q, one[[]byte], `SELECT hash FROM hashes WHERE idx = $1`, x)
		if err != nil {
			return nil, fmt.Errorf("ledger hash %d: %w", x, err)
		}
		if copy(out[i][:], b) != len(b) || len(b) != len(out[i]) {
			return nil, fmt.Errorf("ledger hash %d has %d bytes: %w", x, len(b), recount.ErrTampered)
		}
	}
	return out, nil
}

func readCheckpoint(s scan) (c ledger.Checkpoint, err error) {
	var root []byte
	if err := s(&c.Size, &root, &c.Note); err != nil {
		return c, err
	}
	return c, c.Root.UnmarshalText(root)
}

// Checkpoint returns the latest signed checkpoint.
func (r *Reader) Checkpoint(ctx context.Context) (ledger.Checkpoint, error) {
	c, err := row(ctx, r.q, readCheckpoint, `SELECT size, root, note FROM checkpoints ORDER BY size DESC LIMIT 1`)
	if err != nil {
		return c, fmt.Errorf("latest checkpoint: %w", err)
	}
	return c, nil
}

// Sign states the size and root of the ledger as this transaction leaves it,
// signed with k.
func (tx *Tx) Sign(ctx context.Context, k ledger.Key) (ledger.Checkpoint, error) {
	root, err := ledger.Root(tx.seq, (*grower)(tx).in(ctx))
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	c, err := ledger.Sign(tx.seq, root, k)
	if err != nil {
		return c, err
	}
	err = tx.exec(ctx, `INSERT INTO checkpoints (size, root, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING`, c.Size, c.Root.String(), c.Note)
	if err != nil {
		return c, fmt.Errorf("keep checkpoint %d: %w", c.Size, err)
	}
	return c, nil
}

// grower reads hashes that the transaction has made or read before from memory.
type grower Tx

func (g *grower) in(ctx context.Context) ledger.Hashes {
	return hashFunc(func(indexes []int64) ([]recount.Digest, error) {
		out := make([]recount.Digest, len(indexes))
		for i, x := range indexes {
			d, ok := g.tree[x]
			if !ok {
				ds, err := hashReader{ctx, (*Tx)(g)}.ReadHashes([]int64{x})
				if err != nil {
					return nil, err
				}
				d = ds[0]
				g.tree[x] = d
			}
			out[i] = d
		}
		return out, nil
	})
}

type hashFunc func([]int64) ([]recount.Digest, error)

func (f hashFunc) ReadHashes(indexes []int64) ([]recount.Digest, error) { return f(indexes) }
