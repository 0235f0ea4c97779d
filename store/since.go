package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// DecidedSince returns the decisions by people that bear on the record, about any of the things named
// that were entered when the ledger had size entries or more.
func (r *Reader) DecidedSince(ctx context.Context, size int64, about ...string) ([]recount.Decision, error) {
	ds, err := rows(ctx, r.q, doc[recount.Decision], `SELECT d.doc FROM decisions AS d WHERE d.seq >= $1 AND d.kind = 'person' AND d.act NOT IN ('note', 'assign', 'sign', 'refuse')
		AND (d.subject IN (SELECT value FROM json_each($2)) OR d.object IN (SELECT value FROM json_each($2))) ORDER BY d.seq`, size, list(about))
	if err != nil {
		return nil, fmt.Errorf("decisions since %d: %w", size, err)
	}
	return ds, nil
}

// AsOf returns the size of the ledger with the last entry that made, retired
// or judged any of the claims and decisions named.
func (r *Reader) AsOf(ctx context.Context, claims []recount.ClaimID, decisions []recount.DecisionID) (int64, error) {
	n, err := row(ctx, r.q, one[int64], `SELECT 1 + max(
		(SELECT coalesce(max(c.seq), -1) FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value),
		(SELECT coalesce(max(d.seq), -1) FROM json_each($2) AS j JOIN decisions AS d ON d.id = j.value))`, list(claims), list(decisions))
	if err != nil {
		return 0, fmt.Errorf("as of: %w", err)
	}
	return n, nil
}

// Evidence returns every claim that stood and every decision that was made
// when the ledger had size entries, in the order entered. A claim retired
// later stood then.
func (r *Reader) Evidence(ctx context.Context, size int64) (cs []recount.Claim, ds []recount.Decision, err error) {
	cs, err = rows(ctx, r.q, doc[recount.Claim], `SELECT doc FROM claims WHERE seq < $1 AND (retired IS NULL OR retired >= $1) ORDER BY seq, n`, size)
	if err == nil {
		ds, err = rows(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE seq < $1 ORDER BY seq`, size)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("evidence at %d: %w", size, err)
	}
	return cs, ds, nil
}

// SomeClaims returns up to n claims of each of the incidents named, the first
// that joined it.
func (r *Reader) SomeClaims(ctx context.Context, ids []recount.IncidentID, n int) (map[recount.IncidentID][]recount.Claim, error) {
	type seat struct {
		in    recount.IncidentID
		claim recount.ClaimID
	}
	seats, err := rows(ctx, r.q, func(s scan) (x seat, err error) { return x, s(&x.in, &x.claim) }, `SELECT incident, claim FROM (
			SELECT m.incident, m.claim, c.seq, c.n, row_number() OVER (PARTITION BY m.incident ORDER BY c.seq, c.n) AS k
			FROM json_each($1) AS j JOIN members AS m ON m.incident = j.value JOIN claims AS c ON c.id = m.claim)
		WHERE k <= $2 ORDER BY incident, k`, list(ids), n)
	if err != nil {
		return nil, fmt.Errorf("claims of incidents: %w", err)
	}
	claims := make([]recount.ClaimID, len(seats))
	for i, s := range seats {
		claims[i] = s.claim
	}
	cs, err := r.claims(ctx, `FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value ORDER BY j.key`, list(claims))
	if err != nil {
		return nil, fmt.Errorf("claims of incidents: %w", err)
	}
	out := map[recount.IncidentID][]recount.Claim{}
	for i, s := range seats {
		out[s.in] = append(out[s.in], cs[i])
	}
	return out, nil
}

// SomeClaims is [Reader.SomeClaims], looked up once in a transaction while
// nobody comes to sit there. The claims are not to be changed.
func (tx *Tx) SomeClaims(ctx context.Context, ids []recount.IncidentID, n int) (map[recount.IncidentID][]recount.Claim, error) {
	if tx.sitting.n != n {
		tx.sitting = sitting{n, map[recount.IncidentID][]recount.Claim{}}
	}
	var unknown []recount.IncidentID
	for _, id := range ids {
		if _, known := tx.sitting.claims[id]; !known {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		found, err := tx.Reader.SomeClaims(ctx, unknown, n)
		if err != nil {
			return nil, err
		}
		for _, id := range unknown {
			tx.sitting.claims[id] = found[id]
		}
	}
	out := map[recount.IncidentID][]recount.Claim{}
	for _, id := range ids {
		if cs := tx.sitting.claims[id]; len(cs) > 0 {
			out[id] = cs
		}
	}
	return out, nil
}

// sitting are the first n claims of incidents, as looked up in a transaction.
type sitting struct {
	n      int
	claims map[recount.IncidentID][]recount.Claim
}

// Keys returns the blocking keys under which an incident is found, in order.
func (r *Reader) Keys(ctx context.Context, id recount.IncidentID) ([]string, error) {
	ks, err := rows(ctx, r.q, one[string], `SELECT key FROM keys WHERE incident = $1 ORDER BY key`, string(id))
	if err != nil {
		return nil, fmt.Errorf("keys of %s: %w", id, err)
	}
	return ks, nil
}

// Raw yields the digest of the archived bytes of each report, in the order
// received.
func (r *Reader) Raw(ctx context.Context, from int64, n int) ([]RawItem, error) {
	its, err := rows(ctx, r.q, func(s scan) (it RawItem, err error) {
		var raw []byte
		if err := s(&it.Seq, &it.Report, &raw); err != nil {
			return it, err
		}
		it.Bad = it.Raw.UnmarshalText(raw)
		return it, nil
	}, `SELECT seq, id, raw FROM reports WHERE seq >= $1 ORDER BY seq LIMIT $2`, from, n)
	if err != nil {
		return nil, fmt.Errorf("raw bytes of reports: %w", err)
	}
	return its, nil
}

// A RawItem says which archived bytes a report was made from.
type RawItem struct {
	Seq    int64
	Report recount.ReportID
	Raw    recount.Digest
	Bad    error // the column holds no digest
}

// Leaf returns ledger entry seq and proves it under the latest checkpoint.
func (r *Reader) Leaf(ctx context.Context, seq int64) (ledger.Entry, ledger.Proof, ledger.Checkpoint, error) {
	c, err := r.Checkpoint(ctx)
	if err != nil {
		return ledger.Entry{}, nil, c, err
	}
	e, err := row(ctx, r.q, readEntry, `SELECT `+entryColumns+` FROM entries WHERE seq = $1`, seq)
	if err != nil {
		return e, nil, c, fmt.Errorf("ledger entry %d: %w", seq, err)
	}
	p, err := ledger.ProveEntry(c.Size, seq, r.Hashes(ctx))
	return e, p, c, err
}

// Stored returns an incident as it is stored under its own ID, nil if it is
// not: unlike Incident it follows no alias and brings no tolls.
func (r *Reader) Stored(ctx context.Context, id recount.IncidentID) (*recount.Incident, error) {
	ins, err := rows(ctx, r.q, doc[recount.Incident], `SELECT doc FROM incidents WHERE id = $1`, string(id))
	if err != nil {
		return nil, fmt.Errorf("stored incident %s: %w", id, err)
	}
	if len(ins) == 0 {
		return nil, nil
	}
	return &ins[0], nil
}

// Members returns the IDs of the claims of an incident, in order.
func (r *Reader) Members(ctx context.Context, id recount.IncidentID) ([]recount.ClaimID, error) {
	ids, err := rows(ctx, r.q, one[recount.ClaimID], `SELECT claim FROM members WHERE incident = $1 ORDER BY claim`, string(id))
	if err != nil {
		return nil, fmt.Errorf("members of %s: %w", id, err)
	}
	return ids, nil
}
