package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/store"
)

// VerifyKept checks that the ledger still begins with everything it held when
// a checkpoint was signed that somebody kept. The key is the public key that it
// was signed with, "" for that of the casebook. A ledger that was cut off or
// written anew is ErrTampered.
func (d *Desk) VerifyKept(ctx context.Context, signed, key string) (ledger.Checkpoint, error) {
	kept, err := ledger.ParseCheckpoint(signed, cmp.Or(key, d.PublicKey()))
	if err != nil {
		return kept, fmt.Errorf("checkpoint: %w", err)
	}
	size, err := d.DB.Size(ctx)
	if err != nil {
		return kept, err
	}
	if kept.Size > size {
		return kept, fmt.Errorf("the checkpoint is of %d entries and the ledger has %d: %w", kept.Size, size, recount.ErrTampered)
	}
	root, err := d.DB.Root(ctx, kept.Size)
	if err != nil {
		return kept, err
	}
	if root != kept.Root {
		return kept, fmt.Errorf("the first %d entries of the ledger are not those that the checkpoint was signed for: %w", kept.Size, recount.ErrTampered)
	}
	return kept, nil
}

// Verify checks that nothing in the casebook was changed after it was entered:
// the archived bytes of every report against their digest, every row against
// its ledger entry, every entry against the tree, every checkpoint against its
// signature, every stamp against its checkpoint. It returns what does not hold.
func (d *Desk) Verify(ctx context.Context) ([]store.Problem, error) {
	var ps []store.Problem
	found := func(p store.Problem) { ps = append(ps, p) }
	if err := d.DB.Audit(ctx, d.PublicKey(), found); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	if err := errors.Join(d.verifyStamps(ctx, found), d.verifyRequisites(ctx, found)); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	checked := map[recount.Digest]error{} // reports of one file share its bytes
	for next := int64(0); ; {
		page, err := d.DB.Raw(ctx, next, 1000)
		if err != nil {
			return nil, fmt.Errorf("verify: %w", err)
		}
		if len(page) == 0 {
			return ps, nil
		}
		for _, it := range page {
			next = it.Seq + 1
			if it.Bad != nil {
				continue // the audit has said so
			}
			err, ok := checked[it.Raw]
			if !ok {
				err = d.Archive.Check(it.Raw)
				checked[it.Raw] = err
			}
			switch {
			case errors.Is(err, recount.ErrTampered):
				ps = append(ps, store.Problem{Subject: "report " + string(it.Report), What: fmt.Sprintf("its archived bytes (%s) were changed", it.Raw)})
			case errors.Is(err, recount.ErrNotFound):
				ps = append(ps, store.Problem{Subject: "report " + string(it.Report), What: fmt.Sprintf("its archived bytes (%s) are missing", it.Raw)})
			case err != nil:
				return nil, fmt.Errorf("verify: %w", err)
			}
		}
	}
}
