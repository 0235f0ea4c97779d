package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/recountlab/recount"
)

// An AccountItem is what is kept of the text of one report about one event, to
// find and compare accounts by: words by their hashes.
type AccountItem struct {
	Report recount.ReportID
	Event  int
	Lang   recount.Lang
	Words  []uint32
}

// PutAccount keeps an account, with the words it is to be found by, and raises
// the numbers named by one. An account that is there is replaced, and raises
// nothing.
func (tx *Tx) PutAccount(ctx context.Context, a AccountItem, heard []uint32, raise []uint64) error {
	b := make([]byte, 0, 4*len(a.Words))
	for _, w := range a.Words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	there, err := tx.has(ctx, `SELECT 1 FROM accounts WHERE report = $1 AND event = `+fmt.Sprint(a.Event), string(a.Report))
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO accounts (report, event, lang, words) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET lang = excluded.lang, words = excluded.words`,
			string(a.Report), a.Event, string(a.Lang), b)
	}
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO heard (report, event, word) SELECT $1, $2, value FROM json_each($3) WHERE true ON CONFLICT DO NOTHING`, string(a.Report), a.Event, numbers(heard))
	}
	if err == nil && !there {
		err = tx.exec(ctx, `INSERT INTO words (word, n) SELECT value, 1 FROM json_each($1) WHERE true ON CONFLICT DO UPDATE SET n = n + 1`, numbers(raise))
	}
	if err != nil {
		return fmt.Errorf("account %s/%d: %w", a.Report, a.Event, err)
	}
	return nil
}

// Accounts returns what is kept of the accounts of the reports named.
func (r *Reader) Accounts(ctx context.Context, ids ...recount.ReportID) ([]AccountItem, error) {
	as, err := rows(ctx, r.q, readAccount, `SELECT a.report, a.event, a.lang, a.words FROM json_each($1) AS j JOIN accounts AS a ON a.report = j.value ORDER BY a.report, a.event`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	return as, nil
}

func readAccount(s scan) (a AccountItem, err error) {
	var b []byte
	if err := s(&a.Report, &a.Event, &a.Lang, &b); err != nil {
		return a, err
	}
	for ; len(b) >= 4; b = b[4:] {
		a.Words = append(a.Words, binary.BigEndian.Uint32(b))
	}
	return a, nil
}

// WordCounts returns the numbers that are kept under those named.
func (r *Reader) WordCounts(ctx context.Context, of []uint64) (map[uint64]int32, error) {
	out := map[uint64]int32{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var k int64
		var n int32
		err = s(&k, &n)
		out[uint64(k)] = n
		return v, err
	}, `SELECT w.word, w.n FROM json_each($1) AS j JOIN words AS w ON w.word = j.value`, numbers(of))
	if err != nil {
		return nil, fmt.Errorf("counts of words: %w", err)
	}
	return out, nil
}

// Telling returns the incidents whose reports share most of the words named,
// at least two, most first.
func (r *Reader) Telling(ctx context.Context, words []uint32, limit int) ([]recount.IncidentID, error) {
	ids, err := rows(ctx, r.q, one[recount.IncidentID], `SELECT m.incident FROM (
			SELECT h.report, h.event, count(*) AS n FROM json_each($1) AS j JOIN heard AS h ON h.word = j.value GROUP BY h.report, h.event HAVING count(*) > 1 ORDER BY n DESC, h.report, h.event LIMIT $2) AS h
		JOIN claims AS c ON c.report = h.report AND c.event = h.event AND c.retired IS NULL JOIN members AS m ON m.claim = c.id
		GROUP BY m.incident ORDER BY max(h.n) DESC, m.incident LIMIT $3`, numbers(words), 4*limit, limit)
	if err != nil {
		return nil, fmt.Errorf("incidents telling of words: %w", err)
	}
	return ids, nil
}

// Changed returns the incidents that changed since the ledger had size
// entries, in the order of their names.
func (r *Reader) Changed(ctx context.Context, size int64) ([]recount.IncidentID, error) {
	ids, err := rows(ctx, r.q, one[recount.IncidentID], `SELECT id FROM incidents WHERE as_of > $1 ORDER BY id`, size)
	if err != nil {
		return nil, fmt.Errorf("incidents changed since %d: %w", size, err)
	}
	return ids, nil
}

// Looked returns the size of the ledger when something was last done, 0 if
// never.
func (r *Reader) Looked(ctx context.Context, what string) (int64, error) {
	ns, err := rows(ctx, r.q, one[int64], `SELECT as_of FROM looked WHERE what = $1`, what)
	if err != nil || len(ns) == 0 {
		return 0, err
	}
	return ns[0], nil
}

// SetLooked notes that something was done with all that the ledger holds.
func (tx *Tx) SetLooked(ctx context.Context, what string, size int64) error {
	return tx.exec(ctx, `INSERT INTO looked (what, as_of) VALUES ($1, $2) ON CONFLICT DO UPDATE SET as_of = excluded.as_of`, what, size)
}

// A Doubt is an incident that may be another told of again.
type Doubt struct {
	Incident recount.IncidentID
	Other    recount.IncidentID
	By       recount.DecisionID // the latest that says so
}

// Doubts returns the incidents in doubt that stand beside the other, the
// likeliest first: of the first limit in doubt, those whose other is neither gone nor
// has become the same.
func (r *Reader) Doubts(ctx context.Context, least float64, limit int) ([]Doubt, error) {
	ds, err := rows(ctx, r.q, func(s scan) (d Doubt, err error) { return d, s(&d.Incident, &d.Other, &d.By) }, `SELECT i.id, o.id, i.by FROM (
			SELECT n.id, n.doc ->> '$.doubt' AS p, (SELECT d.object FROM decisions AS d WHERE d.subject = n.id AND d.act = 'doubt' ORDER BY d.at DESC, d.id DESC LIMIT 1) AS other,
				(SELECT d.id FROM decisions AS d WHERE d.subject = n.id AND d.act = 'doubt' ORDER BY d.at DESC, d.id DESC LIMIT 1) AS by
			FROM incidents AS n WHERE n.doc ->> '$.doubt' >= $1 ORDER BY n.doc ->> '$.doubt' DESC, n.id LIMIT $2) AS i
		JOIN incidents AS o ON o.id = coalesce((SELECT incident FROM aliases WHERE alias = i.other), i.other) WHERE o.id <> i.id ORDER BY i.p DESC, i.id`, least, limit)
	if err != nil {
		return nil, fmt.Errorf("doubts: %w", err)
	}
	return ds, nil
}

// LastEvent is the highest number of an event that any claim of a report ever told
// of, 0 if none did.
func (r *Reader) LastEvent(ctx context.Context, id recount.ReportID) (int, error) {
	n, err := row(ctx, r.q, one[int], `SELECT coalesce(max(event), 0) FROM claims WHERE report = $1`, string(id))
	if err != nil {
		return 0, fmt.Errorf("last event of %s: %w", id, err)
	}
	return n, nil
}
