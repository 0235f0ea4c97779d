package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// A Fact is anything that may be appended. Only the types of this package are.
type Fact interface {
	// enter writes the rows of the fact and says what the ledger commits to. A
	// nil entry means that nothing is new.
	enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error)
}

// ReportFact says that a report arrived. Given is the name its collector knows
// it by, "" if none. A report that is there already is not added again.
type ReportFact struct {
	Report recount.Report
	Given  string
}

// ReadingFact says what was read in a report by Reader: all of it. Claims that an
// earlier reading of the same reader made and this one does not are retired; all
// machines are one reader, and each person is one. If Outcome is not IsRead nothing
// was read: the report is marked so, Note says why, and the ledger is not told.
type ReadingFact struct {
	Report  recount.ReportID
	Reader  string
	Claims  []recount.Claim
	Outcome Reading
	Note    string
}

// DecisionFact says that somebody decided something. Waiting says that a
// person should look.
type DecisionFact struct {
	Decision recount.Decision
	Waiting  bool
}

// ReleaseFact says that a dataset went out.
type ReleaseFact struct {
	Name   string         `json:"name"`   // what it is called
	Format string         `json:"format"` // "csv", "geojson"
	Digest recount.Digest `json:"digest"` // of the bytes that went out
	Rows   int            `json:"rows"`
	AsOf   int64          `json:"as_of"` // size of the ledger it was made from

	Incidents []recount.IncidentID `json:"incidents,omitempty"` // that are in it, in order
}

// pending is an entry before it has its number.
type pending struct {
	kind    ledger.Kind
	subject string
	body    body
}

// body is what an entry's payload commits to.
type body struct {
	Rows    []rowDigest  `json:"rows,omitempty"`    // rows added, in order
	Kept    []string     `json:"kept,omitempty"`    // rows that were there and stand
	Retired []string     `json:"retired,omitempty"` // rows that no longer stand
	Reader  string       `json:"reader,omitempty"`
	Release *ReleaseFact `json:"release,omitempty"`
}

type rowDigest struct {
	ID     string         `json:"id"`
	Digest recount.Digest `json:"digest"`
	Given  string         `json:"given,omitempty"`
}

// Append adds facts, their ledger entries and the work they give rise to, all
// signed by one actor at one time. It returns the entries of the facts that
// were new.
func (tx *Tx) Append(ctx context.Context, by recount.Actor, at time.Time, facts ...Fact) ([]ledger.Entry, error) {
	at = at.UTC().Truncate(time.Microsecond)
	var es []ledger.Entry
	for _, f := range facts {
		p, err := f.enter(ctx, tx, at)
		if err != nil {
			return nil, err
		}
		if p == nil {
			continue
		}
		b, err := json.Marshal(p.body)
		if err != nil {
			return nil, fmt.Errorf("append %s: %w", p.subject, err)
		}
		var salt ledger.Salt
		rand.Read(salt[:])
		e := ledger.Entry{Seq: tx.seq, At: at, Kind: p.kind, By: ledger.ByLine(by), Subject: p.subject, Payload: ledger.Commit(salt, b)}
		if err := e.Check(); err != nil {
			return nil, fmt.Errorf("append %s: %w", p.subject, err)
		}
		if err := tx.enter(ctx, e, salt, b); err != nil {
			return nil, fmt.Errorf("append %s: %w", p.subject, err)
		}
		es = append(es, e)
	}
	return es, nil
}

func (tx *Tx) enter(ctx context.Context, e ledger.Entry, salt ledger.Salt, b []byte) error {
	hs, err := ledger.Grow(e.Seq, e.Leaf(), (*grower)(tx).in(ctx))
	if err != nil {
		return err
	}
	err = tx.exec(ctx, `INSERT INTO entries (seq, at, kind, by, subject, payload, salt, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		e.Seq, e.At.UnixMicro(), string(e.Kind), e.By, e.Subject, e.Payload.String(), salt[:], string(b))
	if err != nil {
		return err
	}
	for i, h := range hs {
		x := ledger.Stored(e.Seq) + int64(i)
		tx.tree[x] = h
		if err := tx.exec(ctx, `INSERT INTO hashes (idx, hash) VALUES ($1, $2)`, x, h[:]); err != nil {
			return err
		}
	}
	tx.seq++
	return nil
}

func (tx *Tx) has(ctx context.Context, query, id string) (bool, error) {
	_, err := row(ctx, tx, one[int], query, id)
	if errors.Is(err, recount.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (f ReportFact) enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error) {
	r := f.Report
	if r.ID == "" {
		return nil, fmt.Errorf("append report %q: no ID: %w", r.URL, recount.ErrInvalid)
	}
	there, err := tx.has(ctx, `SELECT 1 FROM reports WHERE id = $1`, string(r.ID))
	if err != nil || there {
		return nil, err
	}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("append report %s: %w", r.ID, err)
	}
	err = tx.exec(ctx, `INSERT INTO reports (id, seq, given, source, url, lang, title, raw, doc, reading, claims, reader, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '', '')`,
		string(r.ID), tx.seq, f.Given, string(r.Source), r.URL, string(r.Lang), r.Title, r.Raw.String(), string(b), string(Waiting))
	if err == nil {
		err = tx.search(ctx, tx.seq, &r)
	}
	if err == nil {
		err = tx.Enqueue(ctx, "read", string(r.ID), at)
	}
	if err != nil {
		return nil, fmt.Errorf("append report %s: %w", r.ID, err)
	}
	return &pending{ledger.Received, string(r.ID), body{Rows: []rowDigest{{ID: string(r.ID), Digest: recount.Sum(b), Given: f.Given}}}}, nil
}

func (f ReadingFact) enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error) {
	fail := func(err error) (*pending, error) {
		return nil, fmt.Errorf("append reading of %s: %w", f.Report, err)
	}
	there, err := tx.has(ctx, `SELECT 1 FROM reports WHERE id = $1`, string(f.Report))
	if err != nil {
		return fail(err)
	}
	if !there {
		return fail(recount.ErrNotFound)
	}
	entered := ""
	if recount.PersonOf(f.Reader) != "" {
		entered = f.Reader
	} else if err := tx.Done(ctx, "read", string(f.Report)); err != nil {
		return fail(err)
	}
	if f.Outcome != IsRead {
		return nil, tx.exec(ctx, `UPDATE reports SET reading = $1, note = $2 WHERE id = $3 AND reading <> 'read'`, string(f.Outcome), f.Note, string(f.Report))
	}
	old, err := rows(ctx, tx, one[string], `SELECT id FROM claims WHERE report = $1 AND retired IS NULL AND entered = $2 ORDER BY seq, n`, string(f.Report), entered)
	if err != nil {
		return fail(err)
	}
	stands := map[string]bool{}
	for _, id := range old {
		stands[id] = true
	}
	b := body{Reader: f.Reader}
	now, again := map[string]bool{}, true
	for n, c := range f.Claims {
		id := string(c.ID)
		if id == "" || c.Report != f.Report || now[id] || entered != "" && c.Reader != entered {
			return fail(fmt.Errorf("claim %d has ID %q of report %q: %w", n, id, c.Report, recount.ErrInvalid))
		}
		now[id] = true
		if stands[id] {
			b.Kept = append(b.Kept, id)
			continue
		}
		d, err := json.Marshal(c)
		if err != nil {
			return fail(err)
		}
		// A claim once retired stands again as it was.
		back, err := tx.has(ctx, `UPDATE claims SET retired = NULL WHERE id = $1 RETURNING 1`, id)
		if err != nil {
			return fail(err)
		}
		if back {
			b.Kept, again = append(b.Kept, id), false
			continue
		}
		err = tx.exec(ctx, `INSERT INTO claims (id, report, seq, n, event, doc) VALUES ($1, $2, $3, $4, $5, $6)`, id, string(c.Report), tx.seq, n, c.Event, string(d))
		if err != nil {
			return fail(err)
		}
		b.Rows = append(b.Rows, rowDigest{ID: id, Digest: recount.Sum(d)})
	}
	for _, id := range old {
		if !now[id] {
			b.Retired = append(b.Retired, id)
			if err := tx.exec(ctx, `UPDATE claims SET retired = $1 WHERE id = $2`, tx.seq, id); err != nil {
				return fail(err)
			}
		}
	}
	if entered == "" {
		read, err := tx.has(ctx, `SELECT 1 FROM reports WHERE id = $1 AND reading = 'read'`, string(f.Report))
		if err != nil {
			return fail(err)
		}
		again = again && read
		if err := tx.exec(ctx, `UPDATE reports SET reading = $1, reader = $2, note = '' WHERE id = $3`, string(IsRead), f.Reader, string(f.Report)); err != nil {
			return fail(err)
		}
	}
	if err := tx.exec(ctx, `UPDATE reports SET claims = (SELECT count(*) FROM claims WHERE report = reports.id AND retired IS NULL) WHERE id = $1`, string(f.Report)); err != nil {
		return fail(err)
	}
	if again && len(b.Rows) == 0 && len(b.Retired) == 0 {
		return nil, nil // reading again with the same result changes nothing
	}
	if err := tx.Enqueue(ctx, "place", string(f.Report), at); err != nil {
		return fail(err)
	}
	return &pending{ledger.Read, string(f.Report), b}, nil
}

func (f DecisionFact) enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error) {
	d := f.Decision
	fail := func(err error) (*pending, error) {
		return nil, fmt.Errorf("append decision %s %s: %w", d.Act, d.Subject, err)
	}
	if d.ID != d.Name() || d.Subject == "" || d.Why == "" {
		return fail(fmt.Errorf("its ID, subject or reason is missing: %w", recount.ErrInvalid))
	}
	there, err := tx.has(ctx, `SELECT 1 FROM decisions WHERE id = $1`, string(d.ID))
	if err != nil {
		return fail(err)
	}
	if there {
		return nil, nil
	}
	b, err := json.Marshal(d)
	if err != nil {
		return fail(err)
	}
	err = tx.exec(ctx, `INSERT INTO decisions (id, seq, at, kind, act, subject, object, waiting, doc) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		string(d.ID), tx.seq, d.At.UnixMicro(), string(d.By.Kind), string(d.Act), d.Subject, d.Object, f.Waiting, string(b))
	if err != nil {
		return fail(err)
	}
	tx.keepCircles(d)
	return &pending{ledger.Decided, string(d.ID), body{Rows: []rowDigest{{ID: string(d.ID), Digest: recount.Sum(b)}}}}, nil
}

func (f ReleaseFact) enter(ctx context.Context, tx *Tx, at time.Time) (*pending, error) {
	for _, id := range f.Incidents {
		if err := tx.exec(ctx, `INSERT INTO released (incident, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(id), tx.seq); err != nil {
			return nil, fmt.Errorf("append release %s: %w", f.Name, err)
		}
	}
	return &pending{ledger.Released, f.Name, body{Release: &f}}, nil
}
