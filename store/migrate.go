package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/recountlab/recount"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables to the newest form. Migrations are numbered, go
// forward only and never change once released: their digests are kept, and a
// database made by other migrations is refused.
func migrate(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT`); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	done, err := rows(ctx, db, func(s scan) (m [2]string, err error) { return m, s(&m[0], &m[1]) },
		`SELECT name, digest FROM migrations ORDER BY name`)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if len(done) > len(files) {
		return fmt.Errorf("migrate: the casebook was made by a newer program (%s): %w", done[len(done)-1][0], recount.ErrInvalid)
	}
	for i, file := range files {
		name := strings.TrimPrefix(file, "migrations/")
		b, err := migrations.ReadFile(file)
		if err != nil {
			return fmt.Errorf("migrate %s: %w", name, err)
		}
		digest := recount.Sum(b).String()
		if i < len(done) {
			if done[i] != [2]string{name, digest} {
				return fmt.Errorf("migrate: the casebook was made by another %s: %w", done[i][0], recount.ErrInvalid)
			}
			continue
		}
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return fmt.Errorf("migrate %s: %w", name, err)
		}
		_, err = tx.ExecContext(ctx, string(b))
		if err == nil {
			_, err = tx.ExecContext(ctx, `INSERT INTO migrations (name, digest) VALUES ($1, $2)`, name, digest)
		}
		if err == nil {
			err = tx.Commit()
		}
		if err != nil {
			tx.Rollback()
			return fmt.Errorf("migrate %s: %w", name, err)
		}
	}
	return nil
}
