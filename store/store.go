// Package store keeps a casebook's record in SQLite.
//
// A [Reader] can only look. Writing goes through [DB.Write], whose [Tx] has two
// ways in: [Tx.Append] adds evidence and judgement together with their ledger
// entries and the work they give rise to, and [Tx.Project] replaces computed
// rows and touches no evidence. What a transaction did is on the disk when
// Write returns, all of it or none.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
)

// DB is a casebook's database, open for writing. It has one writing connection,
// so writers wait for one another; readers wait for nobody.
type DB struct {
	Reader
	w *sql.DB
}

// Open opens the database at path, making or migrating it as needed.
func Open(ctx context.Context, path string) (*DB, error) {
	w, err := connect(path, fmt.Sprintf("mode=rwc&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(20000)&_pragma=cache_size(-%d)", writerCache))
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	if err := migrate(ctx, w); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), w.Close())
	}
	r, err := OpenReader(ctx, path)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	db := &DB{*r, w}
	if err := db.catchUp(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return db, nil
}

// OpenReader opens the database at path for looking only. A database that is
// not there is ErrNotFound.
func OpenReader(ctx context.Context, path string) (*Reader, error) {
	db, err := connect(path, fmt.Sprintf("mode=rw&_pragma=query_only(1)&_pragma=busy_timeout(20000)&_pragma=cache_size(-%d)", readerCache))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers) // each has the tables' forms and what it read lately at hand
	var n int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM migrations`).Scan(&n); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %v: %w", path, err, recount.ErrNotFound), db.Close())
	}
	return &Reader{q: db, close: db.Close}, nil
}

func connect(path, how string) (*sql.DB, error) {
	if err := setAside(); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(abs), RawQuery: how}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return db, nil
}

// Close lets go of every connection.
func (db *DB) Close() error { return errors.Join(db.w.Close(), db.Reader.Close()) }

// A Tx is one transaction. Its questions see what it has written. It is for
// one goroutine.
type Tx struct {
	Reader
	tx    *sql.Tx
	stmts map[string]*sql.Stmt     // prepared once; they end with the transaction
	seq   int64                    // of the next entry
	tree  map[int64]recount.Digest // hashes read or made

	circles map[recount.ReportID]*circle // looked up or decided; every report of each is in it
	sitting sitting                      // looked up since incidents were last projected
}

// Write does f in one transaction. If f returns an error nothing has happened.
func (db *DB) Write(ctx context.Context, f func(*Tx) error) error {
	sqlTx, err := db.w.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer sqlTx.Rollback() // does nothing after a commit
	tx := &Tx{tx: sqlTx, stmts: map[string]*sql.Stmt{}, tree: map[int64]recount.Digest{}, circles: map[recount.ReportID]*circle{}}
	tx.Reader = Reader{q: tx, known: map[recount.ClaimID]recount.Claim{}}
	if tx.seq, err = tx.Size(ctx); err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Append adds facts in a transaction of their own: see [Tx.Append].
func (db *DB) Append(ctx context.Context, by recount.Actor, at time.Time, facts ...Fact) (es []ledger.Entry, err error) {
	err = db.Write(ctx, func(tx *Tx) error {
		es, err = tx.Append(ctx, by, at, facts...)
		return err
	})
	return es, err
}

// Project replaces computed rows in a transaction of its own: see [Tx.Project].
func (db *DB) Project(ctx context.Context, in recount.Incident, tolls []recount.Toll, keys []string) error {
	return db.Write(ctx, func(tx *Tx) error { return tx.Project(ctx, in, tolls, keys) })
}

func (tx *Tx) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := tx.stmts[query]; ok {
		return s, nil
	}
	s, err := tx.tx.PrepareContext(ctx, query)
	if err == nil {
		tx.stmts[query] = s
	}
	return s, err
}

func (tx *Tx) exec(ctx context.Context, query string, args ...any) error {
	s, err := tx.stmt(ctx, query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx, args...)
	return err
}

// QueryContext lets a transaction answer the questions of its Reader.
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := tx.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}
