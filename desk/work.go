package desk

import (
	"context"
	"fmt"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// leaseTime is how long work may take before it counts as lost.
const leaseTime = 5 * time.Minute

// Read reads a report that is in the casebook, again if it was read before,
// and places and settles what follows. Reading again with the same reader
// changes nothing.
func (d *Desk) Read(ctx context.Context, id recount.ReportID) error {
	it, err := d.DB.Report(ctx, id)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	f, prints := d.read(&it.Report), printsOf(&it.Report)
	if err := d.write(ctx, func(tx *store.Tx) error {
		touched, err := d.enterCompared(ctx, tx, f, prints)
		if err != nil {
			return err
		}
		return d.settle(ctx, tx, touched...)
	}); err != nil {
		return fmt.Errorf("read %s: %w", id, err)
	}
	return nil
}

// Work does the work that waits, such as a crash or another process left
// behind, until none is due. Work that fails is tried again later.
func (d *Desk) Work(ctx context.Context, worker string) (done int, err error) {
	for {
		jobs, err := d.DB.Lease(ctx, worker, d.now(), leaseTime, 16)
		if err != nil || len(jobs) == 0 {
			return done, err
		}
		for _, j := range jobs {
			err := d.do(ctx, j)
			if ctx.Err() != nil {
				return done, ctx.Err()
			}
			if err != nil {
				if err := d.DB.Fail(ctx, j, d.now(), err); err != nil {
					return done, err
				}
				continue
			}
			done++
		}
	}
}

func (d *Desk) do(ctx context.Context, j store.Job) error {
	switch j.Kind {
	case "read":
		return d.Read(ctx, recount.ReportID(j.Key))
	case "place":
		return d.Place(ctx, recount.ReportID(j.Key))
	}
	return fmt.Errorf("work of kind %q: %w", j.Kind, recount.ErrInvalid)
}
