package store

import (
	"context"
	"fmt"
	"strconv"

	"github.com/recountlab/recount"
)

// A Sharing is a report whose text has fingerprints in common with another.
type Sharing struct {
	Report recount.ReportID
	All    int // prints in common
	Common int // those that are not stock background
	Prints int // prints of the report
}

// Sharing returns the reports that hold at least least of the prints. One that
// more than stock reports hold is stock background.
func (r *Reader) Sharing(ctx context.Context, prints []uint64, stock, least int) ([]Sharing, error) {
	ss, err := rows(ctx, r.q, func(s scan) (x Sharing, err error) { return x, s(&x.Report, &x.All, &x.Common, &x.Prints) },
		`WITH asked AS MATERIALIZED (SELECT value AS print, (SELECT count(*) FROM prints AS p WHERE p.print = value) <= $1 AS common FROM json_each($2))
		SELECT r.id, t.n, t.common, r.prints FROM (SELECT p.text, count(*) AS n, sum(a.common) AS common FROM asked AS a CROSS JOIN prints AS p ON p.print = a.print
			GROUP BY p.text HAVING count(*) >= $3) AS t JOIN reports AS r ON r.seq = t.text ORDER BY r.seq`, stock, numbers(prints), least)
	if err != nil {
		return nil, fmt.Errorf("reports sharing prints: %w", err)
	}
	return ss, nil
}

// Unwinnowed returns the reports whose texts have not been winnowed, in the
// order received.
func (r *Reader) Unwinnowed(ctx context.Context) ([]recount.ReportID, error) {
	ids, err := rows(ctx, r.q, one[recount.ReportID], `SELECT id FROM reports WHERE prints IS NULL ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("reports not winnowed: %w", err)
	}
	return ids, nil
}

// Winnowed reports whether the prints of a report are in.
func (r *Reader) Winnowed(ctx context.Context, id recount.ReportID) (bool, error) {
	in, err := row(ctx, r.q, one[bool], `SELECT prints IS NOT NULL FROM reports WHERE id = $1`, string(id))
	if err != nil {
		return false, fmt.Errorf("prints of %s: %w", id, err)
	}
	return in, nil
}

// Winnow puts in the prints of a report, but for those that more than stock
// reports hold already.
func (tx *Tx) Winnow(ctx context.Context, id recount.ReportID, prints []uint64, stock int) error {
	err := tx.exec(ctx, `UPDATE reports SET prints = $1 WHERE id = $2`, len(prints), string(id))
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO prints (print, text) SELECT j.value, (SELECT seq FROM reports WHERE id = $1) FROM json_each($2) AS j
			WHERE (SELECT count(*) FROM prints AS p WHERE p.print = j.value) <= $3 ON CONFLICT DO NOTHING`, string(id), numbers(prints), stock)
	}
	if err != nil {
		return fmt.Errorf("winnow %s: %w", id, err)
	}
	return nil
}

// Unwinnow takes all prints out, so that they can be put in again.
func (tx *Tx) Unwinnow(ctx context.Context) error {
	err := tx.exec(ctx, `DELETE FROM prints`)
	if err == nil {
		err = tx.exec(ctx, `UPDATE reports SET prints = NULL`)
	}
	if err != nil {
		return fmt.Errorf("unwinnow: %w", err)
	}
	return nil
}

// Text returns the text of a report.
func (r *Reader) Text(ctx context.Context, id recount.ReportID) (string, error) {
	s, err := row(ctx, r.q, one[string], `SELECT doc ->> '$.text' FROM reports WHERE id = $1`, string(id))
	if err != nil {
		return "", fmt.Errorf("text of %s: %w", id, err)
	}
	return s, nil
}

// numbers passes numbers to a query as one parameter, as the database keeps
// them.
func numbers[N int64 | uint32 | uint64](ns []N) string {
	b := []byte{'['}
	for i, p := range ns {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(p), 10)
	}
	return string(append(b, ']'))
}

// Copyings returns every decision about which reports print one text, in the
// order entered.
func (r *Reader) Copyings(ctx context.Context) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE act IN ('copy', 'original') ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("decisions about copies: %w", err)
	}
	return ds, nil
}
