package desk

import (
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/store"
)

// WriteWACZ writes what reports were made from as a web archive, in the order
// received and once for each way in which it came, and returns how many
// captures that are. Reports are chosen by only; nil chooses all. The same
// casebook makes the same bytes.
func (d *Desk) WriteWACZ(ctx context.Context, w io.Writer, only map[recount.ReportID]bool, software string) (n int, err error) {
	size, err := d.DB.Size(ctx)
	if err != nil {
		return 0, fmt.Errorf("web archive: %w", err)
	}
	made, err := d.madeAt(ctx, size)
	if err == nil {
		err = archive.WriteWACZ(w, d.captures(ctx, size, only, &n), made, software)
	}
	if err != nil {
		return n, fmt.Errorf("web archive: %w", err)
	}
	return n, nil
}

// madeAt is when the last of size ledger entries was made.
func (d *Desk) madeAt(ctx context.Context, size int64) (time.Time, error) {
	last, err := d.DB.Entries(ctx, size-1, 1)
	if err == nil && len(last) == 0 {
		err = fmt.Errorf("the casebook is empty: %w", recount.ErrNotFound)
	}
	if err != nil {
		return time.Time{}, err
	}
	return last[0].At, nil
}

// whole returns how what a report was made from came, and what its page shows.
func (d *Desk) whole(ctx context.Context, it store.RawItem) ([]archive.Capture, error) {
	if it.Bad != nil {
		return nil, it.Bad
	}
	cs, err := d.came(it.Raw)
	if err != nil {
		return nil, err
	}
	qs, err := d.DB.Requisites(ctx, it.Raw)
	if err != nil {
		return nil, err
	}
	shown, err := d.requisites(qs)
	return append(cs, shown...), err
}

// captures yields what the reports among the first size ledger entries were made
// from, and counts it.
func (d *Desk) captures(ctx context.Context, size int64, only map[recount.ReportID]bool, n *int) iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		seen := map[recount.Digest]bool{}
		for next := int64(0); ; {
			page, err := d.DB.Raw(ctx, next, 1000)
			if err != nil {
				yield(archive.Capture{}, err)
				return
			}
			if len(page) == 0 {
				return
			}
			for _, it := range page {
				if next = it.Seq + 1; it.Seq >= size {
					return
				}
				if only != nil && !only[it.Report] || seen[it.Raw] && it.Bad == nil {
					continue
				}
				seen[it.Raw] = true
				cs, err := d.whole(ctx, it)
				if err != nil {
					yield(archive.Capture{}, fmt.Errorf("report %s: %w", it.Report, err))
					return
				}
				for _, c := range cs {
					*n++
					if !yield(c, nil) {
						return
					}
				}
			}
		}
	}
}
