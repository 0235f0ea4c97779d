package desk

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/store"
)

// How much is kept of what one page shows.
const (
	maxRequisites     = 60
	maxRequisiteBytes = 32 << 20
)

// A Get fetches what is at an address.
type Get func(ctx context.Context, addr string) (archive.Capture, error)

// Complete fetches what the page shows that a report was made from, images and
// style sheets, keeps it in the archive and enters in the ledger what was kept
// and what was not. A page that has its requisites is left alone, and so is a
// report that came in a file.
func (d *Desk) Complete(ctx context.Context, by recount.Actor, id recount.ReportID, get Get) (archive.Requisites, error) {
	q, err := d.complete(ctx, by, id, get)
	if err != nil {
		return q, fmt.Errorf("requisites of %s: %w", id, err)
	}
	return q, nil
}

func (d *Desk) complete(ctx context.Context, by recount.Actor, id recount.ReportID, get Get) (q archive.Requisites, err error) {
	it, err := d.DB.Report(ctx, id)
	if err != nil {
		return q, err
	}
	if had, err := d.DB.Requisites(ctx, it.Report.Raw); err != nil || len(had) > 0 {
		return append(had, q)[0], err
	}
	cs, err := d.came(it.Report.Raw)
	if err != nil || cs[0].Status == 0 {
		return q, err
	}
	addrs := collect.Requisites(cs[0])
	if len(addrs) == 0 {
		return q, nil
	}
	q.Page, q.At = it.Report.Raw, d.time()
	q.ID = q.Name()
	left := maxRequisiteBytes
	for i, addr := range addrs {
		miss := func(why string) { q.Missed = append(q.Missed, archive.Missed{URL: addr, Why: why}) }
		if i >= maxRequisites || left <= 0 {
			miss(fmt.Sprintf("more than %d, or than %d MB together", maxRequisites, maxRequisiteBytes>>20))
			continue
		}
		c, err := get(ctx, addr)
		if stopped := ctx.Err(); stopped != nil {
			return q, stopped
		}
		if err == nil {
			err = shows(c)
		}
		if err != nil {
			miss(err.Error())
			continue
		}
		c.For = cs[0].URL
		body, err := d.Archive.PutCapture(c)
		if err != nil {
			return q, err
		}
		left -= len(c.Body)
		q.Kept, q.At = append(q.Kept, archive.Requisite{URL: addr, Body: body}), c.At.UTC()
	}
	return q, d.write(ctx, func(tx *store.Tx) error {
		_, err := tx.Append(ctx, by, d.time(), store.RequisitesFact{Requisites: q})
		return err
	})
}

// shows refuses what is neither an image nor a style sheet, such as the page
// that some servers send in place of what is gone.
func shows(c archive.Capture) error {
	kind, _, err := mime.ParseMediaType(c.Type())
	if err != nil || kind != "text/css" && !strings.HasPrefix(kind, "image/") {
		return fmt.Errorf("it is %q, neither an image nor a style sheet: %w", c.Type(), recount.ErrInvalid)
	}
	return nil
}

// requisites returns how what a page shows came, in its order.
func (d *Desk) requisites(qs []archive.Requisites) (out []archive.Capture, err error) {
	for _, q := range qs {
		for _, r := range q.Kept {
			cs, err := d.came(r.Body)
			if err != nil {
				return nil, err
			}
			out = append(out, cs...)
		}
	}
	return out, nil
}

// verifyRequisites checks the archived bytes of all requisites.
func (d *Desk) verifyRequisites(ctx context.Context, found func(store.Problem)) error {
	qs, err := d.DB.Requisites(ctx)
	if err != nil {
		return err
	}
	for _, q := range qs {
		for _, r := range q.Kept {
			err := d.Archive.Check(r.Body)
			if errors.Is(err, recount.ErrTampered) || errors.Is(err, recount.ErrNotFound) {
				found(store.Problem{Subject: "requisites " + q.ID, What: r.URL + ": " + err.Error()})
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}
