package store

import (
	"context"
	"fmt"
	"time"

	"github.com/recountlab/recount"
)

// A Came says how much came in from one source.
type Came struct {
	Source  recount.SourceID
	Reports int
	Claims  int
	Unread  int // kept, and not read
}

// CameIn counts the reports received since the ledger had size entries, by
// source, most first.
func (r *Reader) CameIn(ctx context.Context, size int64) ([]Came, error) {
	cs, err := rows(ctx, r.q, func(s scan) (c Came, err error) { return c, s(&c.Source, &c.Reports, &c.Claims, &c.Unread) },
		`SELECT source, count(*), sum(claims), count(*) FILTER (WHERE reading <> 'read') FROM reports WHERE seq >= $1 GROUP BY +source ORDER BY count(*) DESC, source`, size)
	if err != nil {
		return nil, fmt.Errorf("reports since %d: %w", size, err)
	}
	return cs, nil
}

// ChangedLately returns incidents that changed since the ledger had size
// entries, those that changed last first.
func (r *Reader) ChangedLately(ctx context.Context, size int64, limit int) ([]recount.IncidentID, error) {
	ids, err := rows(ctx, r.q, one[recount.IncidentID], `SELECT id FROM incidents WHERE as_of > $1 ORDER BY as_of DESC, id LIMIT $2`, size, limit)
	if err != nil {
		return nil, fmt.Errorf("incidents changed since %d: %w", size, err)
	}
	return ids, nil
}

// VersionsSince returns reports received since the ledger had size entries
// whose address held another before, latest first and without their texts.
func (r *Reader) VersionsSince(ctx context.Context, size int64, limit int) ([]ReportItem, error) {
	rs, err := rows(ctx, r.q, readReport, `SELECT json_remove(doc, '$.text'), given, reading, claims, reader, note, seq FROM reports AS n WHERE seq >= $1
		AND url <> '' AND EXISTS (SELECT 1 FROM reports AS o WHERE o.url = n.url AND o.seq < n.seq) ORDER BY seq DESC LIMIT $2`, size, limit)
	if err != nil {
		return nil, fmt.Errorf("versions since %d: %w", size, err)
	}
	return rs, nil
}

// DenialsSince returns claims read since the ledger had size entries that deny
// what they speak of, latest first.
func (r *Reader) DenialsSince(ctx context.Context, size int64, limit int) ([]recount.Claim, error) {
	cs, err := rows(ctx, r.q, doc[recount.Claim], `SELECT doc FROM claims WHERE seq >= $1 AND retired IS NULL AND doc ->> '$.denied' = 1 ORDER BY seq DESC, n LIMIT $2`, size, limit)
	if err != nil {
		return nil, fmt.Errorf("denials since %d: %w", size, err)
	}
	return cs, nil
}

// PeopleSince returns the decisions of people entered since the ledger had size
// entries, latest first.
func (r *Reader) PeopleSince(ctx context.Context, size int64, limit int) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE seq >= $1 AND kind = 'person' ORDER BY seq DESC LIMIT $2`, size, limit)
	if err != nil {
		return nil, fmt.Errorf("decisions of people since %d: %w", size, err)
	}
	return ds, nil
}

// An UncheckedFilter chooses among claims that nobody has judged the reading of.
type UncheckedFilter struct {
	Below       float64          // less sure than this to have been read rightly
	What        recount.What     // that say this happened
	Country     string           // of the place
	Source      recount.SourceID // whose report it is
	From, Until time.Time        // that speak of a time in [From, Until); zero is open
	Pass, Limit int
}

func (f UncheckedFilter) where() (w where) {
	w.add("retired IS NULL AND doc ->> '$.sure' < ?", f.Below)
	w.add("NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.subject = c.id AND d.kind = 'person' AND d.act IN ('accept', 'reject', 'correct'))")
	w.equal("what", string(f.What))
	w.equal("doc ->> '$.where.country'", f.Country)
	if f.Source != "" {
		w.add("report IN (SELECT id FROM reports WHERE source = ?)", string(f.Source))
	}
	if !f.From.IsZero() {
		w.add("doc ->> '$.when.until' > ?", f.From.UTC().Format(time.RFC3339))
	}
	if !f.Until.IsZero() {
		w.add("doc ->> '$.when.from' < ?", f.Until.UTC().Format(time.RFC3339))
	}
	return w
}

// Unchecked returns the claims that f chooses, those least sure to have been read
// rightly first, after passing over some of them.
func (r *Reader) Unchecked(ctx context.Context, f UncheckedFilter) ([]recount.Claim, error) {
	w := f.where()
	query := `SELECT doc FROM claims AS c` + w.String() + ` ORDER BY doc ->> '$.sure', id LIMIT ` + w.param(w.limit(f.Limit))
	cs, err := rows(ctx, r.q, doc[recount.Claim], query+` OFFSET `+w.param(f.Pass), w.args...)
	if err != nil {
		return nil, fmt.Errorf("unchecked claims: %w", err)
	}
	return cs, nil
}

// CountUnchecked counts the claims that [Reader.Unchecked] returns, up to most.
func (r *Reader) CountUnchecked(ctx context.Context, f UncheckedFilter, most int) (int, error) {
	w := f.where()
	query := `SELECT count(*) FROM (SELECT 1 FROM claims AS c` + w.String()
	n, err := row(ctx, r.q, one[int], query+` LIMIT `+w.param(most)+`)`, w.args...)
	if err != nil {
		return 0, fmt.Errorf("count unchecked claims: %w", err)
	}
	return n, nil
}
