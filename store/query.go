package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/recountlab/recount"
)

// A querier is a pool of connections or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

type scan = func(dest ...any) error

// rows runs a query and reads every row of its answer. Parameters must first
// appear in the order $1, $2, …: some drivers bind by appearance.
func rows[T any](ctx context.Context, q querier, read func(scan) (T, error), query string, args ...any) (out []T, err error) {
	rs, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	for rs.Next() {
		v, err := read(rs.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rs.Err()
}

// row is rows for one row: none is ErrNotFound.
func row[T any](ctx context.Context, q querier, read func(scan) (T, error), query string, args ...any) (v T, err error) {
	vs, err := rows(ctx, q, read, query, args...)
	if err == nil && len(vs) == 0 {
		err = recount.ErrNotFound
	}
	if err != nil {
		return v, err
	}
	return vs[0], nil
}

// one reads a column.
func one[T any](s scan) (v T, err error) { return v, s(&v) }

// doc reads a column of JSON.
func doc[T any](s scan) (v T, err error) {
	var b []byte
	if err := s(&b); err != nil {
		return v, err
	}
	if u, ok := any(&v).(json.Unmarshaler); ok { // it looks through the whole itself
		err = u.UnmarshalJSON(b)
	} else {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		return v, fmt.Errorf("stored JSON: %v: %w", err, recount.ErrTampered)
	}
	return v, nil
}

// list passes strings to a query as one parameter, read there by json_each.
func list[S ~string](ss []S) string {
	if ss == nil {
		ss = []S{}
	}
	b, _ := json.Marshal(ss) // strings always can
	return string(b)
}

func micros(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	n := t.UnixMicro()
	return &n
}
