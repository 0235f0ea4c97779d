package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/recountlab/recount"
)

// CopyingsOf returns the decisions about which reports print one text with any
// of those named: about all that were ever put beside them, and beside these, in
// the order entered. A text that was printed a thousand times has a thousand of
// them, so only what says who is of one family is looked at: ID, At, the kind of
// By, Act, Subject and Object.
func (r *Reader) CopyingsOf(ctx context.Context, reports ...recount.ReportID) ([]recount.Decision, error) {
	return r.copyingsOf(ctx, math.MaxInt64, reports)
}

func (r *Reader) copyingsOf(ctx context.Context, size int64, reports []recount.ReportID) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, func(s scan) (d recount.Decision, err error) {
		var at int64
		err = s(&d.ID, &at, &d.By.Kind, &d.Act, &d.Subject, &d.Object)
		d.At = time.UnixMicro(at).UTC()
		return d, err
	}, `WITH RECURSIVE near (report) AS (SELECT value FROM json_each($1)
			UNION SELECT d.object FROM near AS n JOIN decisions AS d INDEXED BY decisions_copied ON d.subject = n.report WHERE d.act IN ('copy', 'original') AND d.object <> '' AND d.seq < $2
			UNION SELECT d.subject FROM near AS n JOIN decisions AS d INDEXED BY decisions_copies ON d.object = n.report WHERE d.act IN ('copy', 'original') AND d.seq < $2)
		SELECT d.id, d.at, d.kind, d.act, d.subject, d.object FROM near AS n CROSS JOIN decisions AS d INDEXED BY decisions_copied ON d.subject = n.report
		WHERE d.act IN ('copy', 'original') AND d.seq < $2 ORDER BY d.seq`, list(reports), size)
	if err != nil {
		return nil, fmt.Errorf("decisions about copies of %v: %w", reports, err)
	}
	return ds, nil
}

// A circle is what was decided of reports that were ever put beside each other.
type circle struct {
	reports []recount.ReportID
	ds      []recount.Decision
}

// CopyingsOf is [Reader.CopyingsOf], looked up once in a transaction, and in no
// order that means anything.
func (tx *Tx) CopyingsOf(ctx context.Context, reports ...recount.ReportID) (out []recount.Decision, err error) {
	var unknown []recount.ReportID
	for _, id := range reports {
		if tx.circles[id] == nil {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		ds, err := tx.Reader.CopyingsOf(ctx, unknown...)
		if err != nil {
			return nil, err
		}
		for _, id := range unknown {
			tx.circleOf(id)
		}
		for _, d := range ds {
			tx.encircle(d)
		}
	}
	met := map[*circle]bool{}
	for _, id := range reports {
		if c := tx.circles[id]; !met[c] {
			met[c] = true
			out = append(out, c.ds...)
		}
	}
	return out, nil
}

// circleOf returns the circle of a report, a new one if none is known.
func (tx *Tx) circleOf(id recount.ReportID) *circle {
	c := tx.circles[id]
	if c == nil {
		c = &circle{reports: []recount.ReportID{id}}
		tx.circles[id] = c
	}
	return c
}

// encircle puts a decision into the circle of its reports, which becomes one if
// they were of two.
func (tx *Tx) encircle(d recount.Decision) {
	c := tx.circleOf(recount.ReportID(d.Subject))
	if d.Object != "" {
		if o := tx.circleOf(recount.ReportID(d.Object)); o != c {
			if len(o.reports) > len(c.reports) {
				c, o = o, c
			}
			for _, id := range o.reports {
				tx.circles[id] = c
			}
			c.reports, c.ds = append(c.reports, o.reports...), append(c.ds, o.ds...)
		}
	}
	c.ds = append(c.ds, d)
}

// keepCircles notes a new decision, so that what is known of circles stays true.
func (tx *Tx) keepCircles(d recount.Decision) {
	if d.Act != recount.Copy && d.Act != recount.Original {
		return
	}
	known := func(id string) bool { return tx.circles[recount.ReportID(id)] != nil }
	switch {
	case known(d.Subject) && (d.Object == "" || known(d.Object)):
		tx.encircle(d)
	case known(d.Subject) || d.Object != "" && known(d.Object): // what the other was put beside is not known
		clear(tx.circles)
	}
}
