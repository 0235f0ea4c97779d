package store

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
)

// A View is the address of a page that somebody keeps under a name.
type View struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// Views returns what a person keeps, by name.
func (r *Reader) Views(ctx context.Context, person string) ([]View, error) {
	vs, err := rows(ctx, r.q, func(s scan) (v View, err error) { return v, s(&v.Name, &v.Address) },
		`SELECT name, address FROM views WHERE person = $1 ORDER BY name`, person)
	if err != nil {
		return nil, fmt.Errorf("views of %s: %w", person, err)
	}
	return vs, nil
}

// PutView keeps a view in place of one of the same name. A person may keep up to
// most of them.
func (tx *Tx) PutView(ctx context.Context, person string, v View, most int) error {
	n, err := row(ctx, tx, one[int], `SELECT count(*) FROM views WHERE person = $1 AND name <> $2`, person, v.Name)
	if err == nil && n >= most {
		return fmt.Errorf("%s keeps %d views; forget one first: %w", person, n, recount.ErrInvalid)
	}
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO views (person, name, address) VALUES ($1, $2, $3) ON CONFLICT (person, name) DO UPDATE SET address = excluded.address`, person, v.Name, v.Address)
	}
	if err != nil {
		return fmt.Errorf("keep view %s: %w", v.Name, err)
	}
	return nil
}

// DropView forgets a view.
func (tx *Tx) DropView(ctx context.Context, person, name string) error {
	if err := tx.exec(ctx, `DELETE FROM views WHERE person = $1 AND name = $2`, person, name); err != nil {
		return fmt.Errorf("forget view %s: %w", name, err)
	}
	return nil
}
