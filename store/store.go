// Package store keeps a casebook's record in SQLite.
//
// A [Reader] can only look. Writing goes through [DB.Append], which puts rows,
// their ledger entries and the work they give rise to into one transaction, and
// through [DB.Project], which replaces computed rows and touches no evidence.
package store

import "context"

// DB is a casebook's database, open for writing.
type DB struct{ Reader }

// Open opens the database at path, making or migrating it as needed.
func Open(ctx context.Context, path string) (*DB, error) { return &DB{}, nil }
