package desk

import (
	"context"
	"errors"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

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
