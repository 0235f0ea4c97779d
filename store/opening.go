package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// Openings returns the ledger entries with the numbers given, in order, with
// what they commit to.
func (r *Reader) Openings(ctx context.Context, seqs ...int64) ([]ledger.Opening, error) {
	os, err := rows(ctx, r.q, func(s scan) (o ledger.Opening, err error) {
		var salt []byte
		o.Entry, err = readEntry(func(dest ...any) error { return s(append(dest, &salt, &o.Body)...) })
		if err == nil && copy(o.Salt[:], salt) != len(salt) {
			err = fmt.Errorf("ledger entry %d: its salt has %d bytes: %w", o.Seq, len(salt), recount.ErrTampered)
		}
		return o, err
	}, `SELECT `+entryColumns+`, salt, body FROM entries WHERE seq IN (SELECT value FROM json_each($1)) ORDER BY seq`, numbers(seqs))
	if err != nil {
		return nil, fmt.Errorf("ledger entries %v: %w", seqs, err)
	}
	return os, nil
}

// tables says in which table the documents stand that entries of a kind commit to.
var tables = map[ledger.Kind]string{ledger.Received: "reports", ledger.Read: "claims", ledger.Decided: "decisions", ledger.Completed: "requisites", ledger.Stamped: "stamps"}

// Rows returns the documents named as they were entered, in the order entered:
// reports by ledger.Received, claims by ledger.Read, decisions by
// ledger.Decided, requisites by ledger.Completed, stamps by ledger.Stamped. One that is not there is ErrNotFound.
func (r *Reader) Rows(ctx context.Context, kind ledger.Kind, ids ...string) ([]ledger.Row, error) {
	table := tables[kind]
	if table == "" {
		return nil, fmt.Errorf("rows of kind %q: %w", kind, recount.ErrInvalid)
	}
	order := "seq"
	if kind == ledger.Read {
		order = "seq, n"
	}
	got, err := rows(ctx, r.q, func(s scan) (w ledger.Row, err error) {
		w.Kind = kind
		return w, s(&w.ID, &w.Seq, &w.Doc)
	}, `SELECT id, seq, doc FROM `+table+` WHERE id IN (SELECT value FROM json_each($1)) ORDER BY `+order, list(ids))
	if err == nil && len(got) < len(ids) {
		err = recount.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("%d %s: %w", len(ids), table, err)
	}
	return got, nil
}
