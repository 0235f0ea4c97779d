package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/ledger"
)

// RequisitesFact says what a page showed besides its text. The bytes must be in
// the archive. Those of a page that has some are not added again.
type RequisitesFact struct{ archive.Requisites }

func (f RequisitesFact) enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error) {
	fail := func(err error) (*pending, error) {
		return nil, fmt.Errorf("append requisites of %s: %w", f.Page, err)
	}
	if f.ID != f.Name() {
		return fail(fmt.Errorf("ID %q: %w", f.ID, recount.ErrInvalid))
	}
	there, err := tx.has(ctx, `SELECT 1 FROM requisites WHERE id = $1`, f.ID)
	if err != nil || there {
		return nil, err
	}
	b, err := json.Marshal(f.Requisites)
	if err != nil {
		return fail(err)
	}
	if err := tx.exec(ctx, `INSERT INTO requisites (id, seq, page, doc) VALUES ($1, $2, $3, $4)`, f.ID, tx.seq, f.Page.String(), string(b)); err != nil {
		return fail(err)
	}
	return &pending{ledger.Completed, f.ID, body{Rows: []rowDigest{{ID: f.ID, Digest: recount.Sum(b)}}}}, nil
}

// Requisites returns those of pages by the digests of their bytes; with none
// named, of all pages, in the order entered.
func (r *Reader) Requisites(ctx context.Context, pages ...recount.Digest) ([]archive.Requisites, error) {
	query, args := `SELECT doc FROM requisites ORDER BY seq`, []any(nil)
	if len(pages) > 0 {
		names := make([]string, len(pages))
		for i, p := range pages {
			names[i] = p.String()
		}
		query, args = `SELECT doc FROM requisites WHERE page IN (SELECT value FROM json_each($1)) ORDER BY seq`, []any{list(names)}
	}
	rs, err := rows(ctx, r.q, doc[archive.Requisites], query, args...)
	if err != nil {
		return nil, fmt.Errorf("requisites: %w", err)
	}
	return rs, nil
}
