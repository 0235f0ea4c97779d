package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/recountlab/recount"
)

// There returns the report that r is, if it is there: by its name, or as what
// the same address said before in the same words. Pages are printed anew at
// each request; a report is another only if it says something else.
func (r *Reader) There(ctx context.Context, is *recount.Report) (*ReportItem, error) {
	it, err := r.Report(ctx, is.ID)
	if err == nil || !errors.Is(err, recount.ErrNotFound) || is.URL == "" {
		return it, err
	}
	since := ""
	if !is.Published.IsZero() {
		since = is.Published.From.Format("2006-01-02T15:04:05Z")
	}
	same, err := row(ctx, r.q, readReport, `SELECT `+reportColumns+` FROM reports WHERE url = $1 AND title = $2 AND coalesce(published, '') = $3 AND doc ->> '$.text' = $4 ORDER BY seq LIMIT 1`,
		is.URL, is.Title, since, is.Text)
	if err != nil {
		return nil, fmt.Errorf("report %s: %w", is.ID, err)
	}
	return &same, nil
}

// Versions lists the reports that came from one address, earliest received
// first, without their texts.
func (r *Reader) Versions(ctx context.Context, url string) ([]ReportItem, error) {
	its, err := rows(ctx, r.q, readReport, `SELECT json_remove(doc, '$.text'), given, reading, claims, reader, note, seq FROM reports WHERE url = $1 ORDER BY seq`, url)
	if err != nil {
		return nil, fmt.Errorf("versions of %s: %w", url, err)
	}
	return its, nil
}

// MadeOf returns the reports that were made of the bytes with a digest, in the
// order received.
func (r *Reader) MadeOf(ctx context.Context, raw recount.Digest) ([]ReportItem, error) {
	its, err := rows(ctx, r.q, readReport, `SELECT `+reportColumns+` FROM reports WHERE raw = $1 ORDER BY seq`, raw.String())
	if err != nil {
		return nil, fmt.Errorf("reports made of %s: %w", raw, err)
	}
	return its, nil
}
