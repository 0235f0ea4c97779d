package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
)

// Publishers counts the reports under each name that reports are filed under.
func (r *Reader) Publishers(ctx context.Context) (map[recount.SourceID]int, error) {
	return r.counted(ctx, `SELECT name, n FROM counted WHERE what = 'source'`)
}

// Origins counts the claims that stand by whose word they are, where that is a
// source with a name.
func (r *Reader) Origins(ctx context.Context) (map[recount.SourceID]int, error) {
	return r.counted(ctx, `SELECT name, n FROM counted WHERE what = 'origin' AND n > 0`)
}

func (r *Reader) counted(ctx context.Context, query string, args ...any) (map[recount.SourceID]int, error) {
	counts := map[recount.SourceID]int{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var id recount.SourceID
		var n int
		err = s(&id, &n)
		counts[id] = n
		return v, err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("count by source: %w", err)
	}
	return counts, nil
}

// PublisherNames returns the names that reports are filed under. It costs as
// much as there are names, however many reports.
func (r *Reader) PublisherNames(ctx context.Context) ([]recount.SourceID, error) {
	ids, err := rows(ctx, r.q, one[recount.SourceID], `WITH RECURSIVE named (source) AS (SELECT min(source) FROM reports
		UNION ALL SELECT (SELECT min(source) FROM reports WHERE source > n.source) FROM named AS n WHERE n.source IS NOT NULL)
		SELECT source FROM named WHERE source IS NOT NULL`)
	if err != nil {
		return nil, fmt.Errorf("names of publishers: %w", err)
	}
	return ids, nil
}

// CountPublished counts the reports filed under any of the names.
func (r *Reader) CountPublished(ctx context.Context, names ...recount.SourceID) (int, error) {
	n, err := row(ctx, r.q, one[int], `SELECT count(*) FROM json_each($1) AS j JOIN reports AS r ON r.source = j.value`, list(names))
	if err != nil {
		return 0, fmt.Errorf("count reports of %v: %w", names, err)
	}
	return n, nil
}

// Published returns the reports filed under any of the names, latest received
// first and without their texts.
func (r *Reader) Published(ctx context.Context, limit int, names ...recount.SourceID) ([]ReportItem, error) {
	its, err := rows(ctx, r.q, readReport, `SELECT json_remove(doc, '$.text'), given, reading, claims, reader, note, seq FROM reports
		WHERE seq IN (SELECT r.seq FROM json_each($1) AS j JOIN reports AS r ON r.source = j.value ORDER BY r.seq DESC LIMIT $2) ORDER BY seq DESC`, list(names), limit)
	if err != nil {
		return nil, fmt.Errorf("reports of %v: %w", names, err)
	}
	return its, nil
}

// Heads returns the reports named that are there, without their texts.
func (r *Reader) Heads(ctx context.Context, ids ...recount.ReportID) (map[recount.ReportID]ReportItem, error) {
	its, err := rows(ctx, r.q, readReport, `SELECT json_remove(doc, '$.text'), given, reading, claims, reader, note, seq FROM reports
		WHERE id IN (SELECT value FROM json_each($1))`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("heads of reports: %w", err)
	}
	heads := map[recount.ReportID]ReportItem{}
	for _, it := range its {
		heads[it.Report.ID] = it
	}
	return heads, nil
}

// A Member is a claim and the incident that it belongs to, "" if to
// none.
type Member struct {
	Claim    recount.ClaimID
	Incident recount.IncidentID
}

// WordsOf returns the claims that stand and are the word of a source, latest
// read first.
func (r *Reader) WordsOf(ctx context.Context, source recount.SourceID, limit int) ([]Member, error) {
	ws, err := rows(ctx, r.q, func(s scan) (m Member, err error) { return m, s(&m.Claim, &m.Incident) },
		`SELECT w.id, coalesce(m.incident, '') FROM (SELECT id, seq, n FROM claims WHERE origin = $1 AND retired IS NULL ORDER BY seq DESC, n DESC LIMIT $2) AS w
		LEFT JOIN members AS m ON m.claim = w.id ORDER BY w.seq DESC, w.n DESC`, string(source), limit)
	if err != nil {
		return nil, fmt.Errorf("claims of %s: %w", source, err)
	}
	return ws, nil
}

// SpokenOfByOthers returns those of the incidents named of which another voice
// than a source speaks.
func (r *Reader) SpokenOfByOthers(ctx context.Context, source recount.SourceID, ids ...recount.IncidentID) ([]recount.IncidentID, error) {
	found, err := rows(ctx, r.q, one[recount.IncidentID], `SELECT j.value FROM json_each($1) AS j WHERE EXISTS (SELECT 1 FROM members AS m
		JOIN claims AS c INDEXED BY claims_told ON c.id = m.claim WHERE m.incident = j.value AND c.origin IS NOT $2) ORDER BY j.key`, list(ids), string(source))
	if err != nil {
		return nil, fmt.Errorf("who speaks of incidents beside %s: %w", source, err)
	}
	return found, nil
}

// Said returns when each of the claims named was said.
func (r *Reader) Said(ctx context.Context, ids ...recount.ClaimID) (map[recount.ClaimID]recount.When, error) {
	said := map[recount.ClaimID]recount.When{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var id recount.ClaimID
		w, err := doc[recount.When](func(dest ...any) error { return s(&id, dest[0]) })
		said[id] = w
		return v, err
	}, `SELECT c.id, coalesce(c.doc -> '$.said', '{}') FROM json_each($1) AS j JOIN claims AS c INDEXED BY claims_told ON c.id = j.value`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("when claims were said: %w", err)
	}
	return said, nil
}

// A Quoted is a voice and how many claims somebody heard from it.
type Quoted struct {
	Source recount.SourceID // "" for voices without a name, which are counted by kind
	Kind   recount.SourceKind
	Claims int
}

// QuotedBy counts the voices, other than itself, that a source heard the latest
// claims from that it passed on, most first.
func (r *Reader) QuotedBy(ctx context.Context, source recount.SourceID, claims int) ([]Quoted, error) {
	qs, err := rows(ctx, r.q, func(s scan) (q Quoted, err error) { return q, s(&q.Source, &q.Kind, &q.Claims) },
		`SELECT coalesce(origin, '') AS named, kind, count(*) AS n
		FROM (SELECT origin, doc ->> '$.says[#-1].kind' AS kind FROM claims WHERE through = $1 AND retired IS NULL ORDER BY seq DESC, n DESC LIMIT $2)
		WHERE origin IS NOT $1 GROUP BY named, kind ORDER BY n DESC, named, kind`, string(source), claims)
	if err != nil {
		return nil, fmt.Errorf("voices quoted by %s: %w", source, err)
	}
	return qs, nil
}

// ReportsFrom names the reports of a source.
func (r *Reader) ReportsFrom(ctx context.Context, source recount.SourceID) (map[recount.ReportID]bool, error) {
	ids, err := rows(ctx, r.q, one[recount.ReportID], `SELECT id FROM reports WHERE source = $1`, string(source))
	if err != nil {
		return nil, fmt.Errorf("reports from %s: %w", source, err)
	}
	out := make(map[recount.ReportID]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, nil
}
