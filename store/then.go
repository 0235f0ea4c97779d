package store

import (
	"context"
	"fmt"
	"time"

	"github.com/recountlab/recount"
)

// A Past looks at evidence and judgement as they stood when the ledger had a
// number of entries. What came later is not there.
type Past struct {
	r    *Reader
	size int64
}

// At returns the past in which the ledger had size entries.
func (r *Reader) At(size int64) Past { return Past{r, size} }

// Size is how many entries the ledger had.
func (p Past) Size() int64 { return p.size }

// Standing returns those of the claims named that stood then, by ID.
func (p Past) Standing(ctx context.Context, ids ...recount.ClaimID) ([]recount.Claim, error) {
	cs, err := rows(ctx, p.r.q, doc[recount.Claim], `SELECT c.doc FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value
		WHERE c.seq < $2 AND (c.retired IS NULL OR c.retired >= $2) ORDER BY c.id`, list(ids), p.size)
	if err != nil {
		return nil, fmt.Errorf("claims standing at %d: %w", p.size, err)
	}
	return cs, nil
}

// Decisions returns the decisions made by then whose subject or object is one
// of those named, in the order entered.
func (p Past) Decisions(ctx context.Context, about ...string) ([]recount.Decision, error) {
	ds, err := rows(ctx, p.r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE seq < $1 AND rowid IN (
		SELECT d.rowid FROM json_each($2) AS j JOIN decisions AS d ON d.subject = j.value UNION ALL
		SELECT d.rowid FROM json_each($2) AS j JOIN decisions AS d ON d.object = j.value) ORDER BY seq`, p.size, list(about))
	if err != nil {
		return nil, fmt.Errorf("decisions at %d: %w", p.size, err)
	}
	return ds, nil
}

// CopyingsOf is [Reader.CopyingsOf] for the decisions made by then.
func (p Past) CopyingsOf(ctx context.Context, reports ...recount.ReportID) ([]recount.Decision, error) {
	return p.r.copyingsOf(ctx, p.size, reports)
}

// Periods returns the claims standing then that may give a figure for a period:
// by their scope or the length of time they name, or because a person corrected
// them and they may now.
func (p Past) Periods(ctx context.Context) ([]recount.Claim, error) {
	cs, err := rows(ctx, p.r.q, doc[recount.Claim], `SELECT doc FROM claims WHERE id IN (
		SELECT id FROM claims WHERE period = 1 UNION ALL SELECT subject FROM decisions WHERE act = 'correct')
		AND seq < $1 AND (retired IS NULL OR retired >= $1) ORDER BY seq, n`, p.size)
	if err != nil {
		return nil, fmt.Errorf("figures for periods at %d: %w", p.size, err)
	}
	return cs, nil
}

// PeriodsMoved reports whether figures for periods may be others than they were when
// the ledger had size entries: one came, went, or was judged since.
func (r *Reader) PeriodsMoved(ctx context.Context, size int64) (bool, error) {
	moved, err := row(ctx, r.q, one[bool], `SELECT EXISTS (SELECT 1 FROM claims WHERE period = 1 AND seq >= $1)
		OR EXISTS (SELECT 1 FROM claims WHERE retired >= $1)
		OR EXISTS (SELECT 1 FROM decisions WHERE seq >= $1 AND act IN ('accept', 'reject', 'correct'))`, size)
	if err != nil {
		return false, fmt.Errorf("figures for periods since %d: %w", size, err)
	}
	return moved, nil
}

// Telling returns the claims standing then of every report in which a claim says
// that one of the things named happened, or was corrected and may say so now.
func (p Past) Telling(ctx context.Context, whats ...recount.What) ([]recount.Claim, error) {
	cs, err := rows(ctx, p.r.q, doc[recount.Claim], `SELECT doc FROM claims WHERE seq < $1 AND (retired IS NULL OR retired >= $1) AND report IN (
		SELECT c.report FROM json_each($2) AS j JOIN claims AS c ON c.what = j.value UNION ALL
		SELECT c.report FROM decisions AS d JOIN claims AS c ON c.id = d.subject WHERE d.act = 'correct') ORDER BY seq, n`, p.size, list(whats))
	if err != nil {
		return nil, fmt.Errorf("claims telling of %v at %d: %w", whats, p.size, err)
	}
	return cs, nil
}

// Named returns the decisions made by then whose object has an ID that begins
// so, in the order entered.
func (p Past) Named(ctx context.Context, prefix string) ([]recount.Decision, error) {
	ds, err := rows(ctx, p.r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE seq < $1 AND object >= $2 AND object < $3 ORDER BY seq`,
		p.size, prefix, prefix+"\x7f")
	if err != nil {
		return nil, fmt.Errorf("decisions about %s at %d: %w", prefix, p.size, err)
	}
	return ds, nil
}

// A Turn is an entry of the ledger after which something may be known
// otherwise than before.
type Turn struct {
	Size      int64 // of the ledger, with it
	At        time.Time
	Claims    []recount.ClaimID    // that it made
	Retired   []recount.ClaimID    // that it no longer makes
	Decisions []recount.DecisionID // that it entered
}

// Turns returns the entries that made, retired or judged any of the claims and
// decisions named, in order.
func (r *Reader) Turns(ctx context.Context, claims []recount.ClaimID, decisions []recount.DecisionID) (out []Turn, err error) {
	_, err = rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var seq, at int64
		var how, id string
		if err := s(&seq, &at, &how, &id); err != nil {
			return v, err
		}
		if len(out) == 0 || out[len(out)-1].Size != seq+1 {
			out = append(out, Turn{Size: seq + 1, At: time.UnixMicro(at).UTC()})
		}
		switch t := &out[len(out)-1]; how {
		case "made":
			t.Claims = append(t.Claims, recount.ClaimID(id))
		case "retired":
			t.Retired = append(t.Retired, recount.ClaimID(id))
		default:
			t.Decisions = append(t.Decisions, recount.DecisionID(id))
		}
		return v, nil
	}, `SELECT t.seq, e.at, t.how, t.id FROM (
		SELECT c.seq AS seq, 'made' AS how, c.id AS id FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value UNION ALL
		SELECT c.retired, 'retired', c.id FROM json_each($1) AS j JOIN claims AS c ON c.id = j.value WHERE c.retired IS NOT NULL UNION ALL
		SELECT d.seq, 'decided', d.id FROM json_each($2) AS j JOIN decisions AS d ON d.id = j.value) AS t
		JOIN entries AS e ON e.seq = t.seq ORDER BY t.seq, t.how, t.id`, list(claims), list(decisions))
	if err != nil {
		return nil, fmt.Errorf("turns: %w", err)
	}
	return out, nil
}

// A Change is what was entered between two sizes of the ledger.
type Change struct {
	Claims    []recount.ClaimID // made or retired
	Reports   map[recount.ReportID]bool
	Whats     map[recount.What]bool // that the claims say happened
	Decisions []recount.Decision    // by people, and about copies
	Cut       bool                  // there is more
}

// Between tells what was entered from one size of the ledger to another, up to a
// number of claims and of decisions.
func (r *Reader) Between(ctx context.Context, from, to int64, most int) (Change, error) {
	c := Change{Reports: map[recount.ReportID]bool{}, Whats: map[recount.What]bool{}}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var id recount.ClaimID
		var report recount.ReportID
		var what recount.What
		err = s(&id, &report, &what)
		c.Claims, c.Reports[report], c.Whats[what] = append(c.Claims, id), true, true
		return v, err
	}, `SELECT id, report, what FROM claims WHERE seq >= $1 AND seq < $2 UNION ALL
		SELECT id, report, what FROM claims WHERE retired >= $1 AND retired < $2 LIMIT $3`, from, to, most)
	if err == nil {
		c.Decisions, err = rows(ctx, r.q, doc[recount.Decision], `SELECT doc FROM decisions WHERE seq >= $1 AND seq < $2 AND (kind = 'person' OR act IN ('copy', 'original')) LIMIT $3`, from, to, most)
	}
	if err != nil {
		return c, fmt.Errorf("entered from %d to %d: %w", from, to, err)
	}
	c.Cut = len(c.Claims) == most || len(c.Decisions) == most
	return c, nil
}
