package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
)

// A Reader answers questions about a casebook and can change nothing: its
// connections are opened query-only. It is safe for use by several goroutines.
type Reader struct {
	q     querier
	close func() error
	known map[recount.ClaimID]recount.Claim // claims read before, in a transaction: evidence never changes
}

// Close lets go of the reader's connections.
func (r *Reader) Close() error { return r.close() }

const reportColumns = `doc, given, reading, claims, reader, note, seq`

func readReport(s scan) (it ReportItem, err error) {
	var b []byte
	if err := s(&b, &it.Given, &it.Reading, &it.Claims, &it.Reader, &it.Note, &it.Seq); err != nil {
		return it, err
	}
	it.Report, err = doc[recount.Report](func(dest ...any) error { *dest[0].(*[]byte) = b; return nil })
	return it, err
}

// Report returns one report with its text.
func (r *Reader) Report(ctx context.Context, id recount.ReportID) (*ReportItem, error) {
	it, err := row(ctx, r.q, readReport, `SELECT `+reportColumns+` FROM reports WHERE id = $1`, string(id))
	if err != nil {
		return nil, fmt.Errorf("report %s: %w", id, err)
	}
	return &it, nil
}

// ReportsNamed returns those of the reports named that there are, with their texts.
func (r *Reader) ReportsNamed(ctx context.Context, ids ...recount.ReportID) (map[recount.ReportID]ReportItem, error) {
	its, err := rows(ctx, r.q, readReport, `SELECT `+reportColumns+` FROM reports WHERE id IN (SELECT value FROM json_each($1))`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("reports %v: %w", ids, err)
	}
	named := map[recount.ReportID]ReportItem{}
	for _, it := range its {
		named[it.Report.ID] = it
	}
	return named, nil
}

// Given returns the names that collectors gave the reports named, where they
// gave any.
func (r *Reader) Given(ctx context.Context, ids ...recount.ReportID) (map[recount.ReportID]string, error) {
	names := map[recount.ReportID]string{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var id, given string
		err = s(&id, &given)
		names[recount.ReportID(id)] = given
		return v, err
	}, `SELECT id, given FROM reports WHERE id IN (SELECT value FROM json_each($1)) AND given <> ''`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("given names: %w", err)
	}
	return names, nil
}

// Reports lists reports without their texts, latest received first, and where
// the next page starts: "" after the last.
func (r *Reader) Reports(ctx context.Context, f ReportFilter) (page []ReportItem, next string, err error) {
	var w where
	w.equal("source", string(f.Source))
	w.equal("lang", string(f.Lang))
	w.equal("reading", string(f.Reading))
	w.words("lower(title || ' ' || url || ' ' || source || ' ' || given)", f.Text)
	if f.After != "" {
		var seq int64
		if _, err := fmt.Sscan(f.After, &seq); err != nil {
			return nil, "", fmt.Errorf("reports after %q: %w", f.After, recount.ErrInvalid)
		}
		w.add("seq < ?", seq)
	}
	limit := w.limit(f.Limit)
	chosen := `SELECT seq FROM reports`
	if f.Text != "" && f.Source == "" { // the words are looked for where nothing else stands
		chosen += ` INDEXED BY reports_words`
	}
	page, err = rows(ctx, r.q, readReport, `SELECT json_remove(doc, '$.text'), given, reading, claims, reader, note, seq FROM reports WHERE seq IN (`+chosen+w.String()+
		` ORDER BY seq DESC LIMIT `+w.param(limit+1)+`) ORDER BY seq DESC`, w.args...)
	if err != nil {
		return nil, "", fmt.Errorf("reports: %w", err)
	}
	if len(page) > limit {
		page = page[:limit]
		next = fmt.Sprint(page[limit-1].Seq)
	}
	return page, next, nil
}

// ClaimsOf returns the claims that stand of the reports named, one report after the
// other, each in the order read.
func (r *Reader) ClaimsOf(ctx context.Context, ids ...recount.ReportID) ([]recount.Claim, error) {
	cs, err := rows(ctx, r.q, doc[recount.Claim], `SELECT c.doc FROM json_each($1) AS j JOIN claims AS c ON c.report = j.value WHERE c.retired IS NULL ORDER BY j.key, c.seq, c.n`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("claims of %v: %w", ids, err)
	}
	return cs, nil
}

// Claims returns the claims named, in the order asked for, retired ones too.
// One that is not there is ErrNotFound.
func (r *Reader) Claims(ctx context.Context, ids ...recount.ClaimID) ([]recount.Claim, error) {
	cs, err := rows(ctx, r.q, doc[recount.Claim],
		`SELECT c.doc FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value ORDER BY j.key`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	if len(cs) < len(ids) {
		have := map[recount.ClaimID]bool{}
		for _, c := range cs {
			have[c.ID] = true
		}
		for _, id := range ids {
			if !have[id] {
				return nil, fmt.Errorf("claim %s: %w", id, recount.ErrNotFound)
			}
		}
	}
	return cs, nil
}

// ClaimsSaying returns the claims that stand and say that one of the things
// named happened, in the order entered.
func (r *Reader) ClaimsSaying(ctx context.Context, whats ...recount.What) ([]recount.Claim, error) {
	cs, err := rows(ctx, r.q, doc[recount.Claim],
		`SELECT c.doc FROM json_each($1) AS j JOIN claims AS c ON c.what = j.value WHERE c.retired IS NULL ORDER BY c.seq, c.n`, list(whats))
	if err != nil {
		return nil, fmt.Errorf("claims saying %v: %w", whats, err)
	}
	return cs, nil
}

// Standing returns those of the claims named that no later reading retired, by
// ID.
func (r *Reader) Standing(ctx context.Context, ids ...recount.ClaimID) ([]recount.Claim, error) {
	cs, err := r.claims(ctx, `FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value WHERE c.retired IS NULL ORDER BY c.id`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("standing claims: %w", err)
	}
	return cs, nil
}

// Decisions returns the decisions whose subject or object is one of those
// named, in the order entered; with none named, all of them.
func (r *Reader) Decisions(ctx context.Context, about ...string) ([]recount.Decision, error) {
	query, args := `SELECT doc FROM decisions ORDER BY seq`, []any(nil)
	if len(about) > 0 {
		query, args = `SELECT doc FROM decisions WHERE rowid IN (SELECT d.rowid FROM json_each($1) AS j JOIN decisions AS d ON d.subject = j.value
			UNION ALL SELECT d.rowid FROM json_each($1) AS j JOIN decisions AS d ON d.object = j.value) ORDER BY seq`, []any{list(about)}
	}
	ds, err := rows(ctx, r.q, doc[recount.Decision], query, args...)
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	return ds, nil
}

// Queue returns the machine's decisions that a person should look at and
// nobody has answered, latest first.
func (r *Reader) Queue(ctx context.Context, limit int) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions AS d WHERE waiting = 1
		AND NOT EXISTS (SELECT 1 FROM decisions AS p WHERE p.kind = 'person' AND (p.subject = d.subject OR p.object = d.subject))
		ORDER BY seq DESC LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return ds, nil
}

// Counts returns how much of everything there is.
func (r *Reader) Counts(ctx context.Context) (Counts, error) {
	c := Counts{ByReading: map[Reading]int64{}}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var what, name string
		var n int64
		err = s(&what, &name, &n)
		switch what {
		case "reading":
			c.Reports += n
			if n > 0 {
				c.ByReading[Reading(name)] = n
			}
		case "claim":
			c.Claims = n
		case "incident":
			c.Incidents = n
		case "decision":
			c.Decisions = n
		case "waiting":
			c.Waiting = n
		}
		return v, err
	}, `SELECT what, name, n FROM counted WHERE what IN ('reading', 'claim', 'incident', 'decision', 'waiting')`)
	if err == nil {
		c.Jobs, err = row(ctx, r.q, one[int64], `SELECT count(*) FROM jobs`)
	}
	if err == nil {
		c.Entries, err = r.Size(ctx)
	}
	if err != nil {
		return c, fmt.Errorf("counts: %w", err)
	}
	return c, nil
}

// claims returns the claims that the rest of a query chooses. In a transaction
// each is decoded once.
func (r *Reader) claims(ctx context.Context, chosen string, args ...any) ([]recount.Claim, error) {
	if r.known == nil {
		return rows(ctx, r.q, doc[recount.Claim], `SELECT c.doc `+chosen, args...)
	}
	ids, err := rows(ctx, r.q, one[recount.ClaimID], `SELECT c.id `+chosen, args...)
	if err != nil {
		return nil, err
	}
	var unknown []recount.ClaimID
	for _, id := range ids {
		if _, ok := r.known[id]; !ok {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		cs, err := rows(ctx, r.q, doc[recount.Claim], `SELECT c.doc FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value`, list(unknown))
		if err != nil {
			return nil, err
		}
		for _, c := range cs {
			r.known[c.ID] = c
		}
	}
	out := make([]recount.Claim, len(ids))
	for i, id := range ids {
		var ok bool
		if out[i], ok = r.known[id]; !ok {
			return nil, fmt.Errorf("claim %s: its document bears another ID: %w", id, recount.ErrTampered)
		}
	}
	return out, nil
}
