package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/recountlab/recount"
)

// People are those who share a casebook: who may sign in and as what. They lie in a file of their own beside the database, so that no secret is
// in a ledger, an export, a dossier or a copy of the record.
type People struct{ db *sql.DB }

// A Person is somebody who may sign in.
type Person struct {
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	Added    time.Time `json:"added"`
	Ended    time.Time `json:"ended,omitzero"` // may sign in no more since then; zero if they may
	Since    time.Time `json:"-"`              // when their secret became what it is: who signed in before is out
	Password string    `json:"-"`              // its hash, "" if none was chosen yet
}

// OpenPeople opens the list of people at path, making the file, for its owner's eyes
// only, if there is none.
func OpenPeople(ctx context.Context, path string) (*People, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	db, err := connect(path, "mode=rwc&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)&_pragma=busy_timeout(20000)")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY, role TEXT NOT NULL, added INTEGER NOT NULL, ended INTEGER, since INTEGER NOT NULL, password TEXT NOT NULL) STRICT;
		CREATE TABLE IF NOT EXISTS links (digest BLOB PRIMARY KEY, name TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
		CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, data BLOB NOT NULL, until INTEGER NOT NULL) STRICT`)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("people %s: %w", path, err), db.Close())
	}
	return &People{db}, nil
}

// Close lets go of the file.
func (p *People) Close() error { return p.db.Close() }

// All lists people by name, those that ended too.
func (p *People) All(ctx context.Context) ([]Person, error) {
	return rows(ctx, p.db, readPerson, `SELECT `+personColumns+` FROM people ORDER BY name`)
}

// Person returns one of them. A name that is none is ErrNotFound.
func (p *People) Person(ctx context.Context, name string) (Person, error) {
	a, err := row(ctx, p.db, readPerson, `SELECT `+personColumns+` FROM people WHERE name = $1`, name)
	if err != nil {
		return a, fmt.Errorf("person %s: %w", name, err)
	}
	return a, nil
}

const personColumns = `name, role, added, ended, since, password`

func readPerson(s scan) (a Person, err error) {
	var added, since int64
	var ended *int64
	err = s(&a.Name, &a.Role, &added, &ended, &since, &a.Password)
	a.Added, a.Since = time.UnixMicro(added).UTC(), time.UnixMicro(since).UTC()
	if ended != nil {
		a.Ended = time.UnixMicro(*ended).UTC()
	}
	return a, err
}

// Put adds a person, or changes the role of one and whether they ended.
func (p *People) Put(ctx context.Context, a Person) error {
	_, err := p.db.ExecContext(ctx, `INSERT INTO people (name, role, added, ended, since, password) VALUES ($1, $2, $3, $4, $5, '')
		ON CONFLICT (name) DO UPDATE SET role = excluded.role, ended = excluded.ended`, a.Name, a.Role, a.Added.UnixMicro(), micros(a.Ended), a.Added.UnixMicro())
	if err != nil {
		return fmt.Errorf("person %s: %w", a.Name, err)
	}
	return nil
}

// SetPassword keeps the hash of a new password. Whoever signed in with what was
// before is out.
func (p *People) SetPassword(ctx context.Context, name, hash string, at time.Time) error {
	_, err := row(ctx, p.db, one[int], `UPDATE people SET password = $1, since = $2 WHERE name = $3 RETURNING 1`, hash, at.UnixMicro(), name)
	if err != nil {
		return fmt.Errorf("password of %s: %w", name, err)
	}
	return nil
}

// AddLink lets whoever bears a token choose the password of a person, once and
// until some time. Earlier links of that person lead nowhere from then on. The
// token itself is not kept.
func (p *People) AddLink(ctx context.Context, name, token string, until time.Time) error {
	digest := sha256.Sum256([]byte(token))
	_, err := p.db.ExecContext(ctx, `DELETE FROM links WHERE name = $1`, name)
	if err == nil {
		_, err = p.db.ExecContext(ctx, `INSERT INTO links (digest, name, until) VALUES ($1, $2, $3)`, digest[:], name, until.UnixMicro())
	}
	if err != nil {
		return fmt.Errorf("link of %s: %w", name, err)
	}
	return nil
}

// Link returns the name whose link bears a token, and uses it up if that is
// asked for. One that is used up, too old or none is ErrNotFound.
func (p *People) Link(ctx context.Context, token string, at time.Time, use bool) (string, error) {
	query := `SELECT name FROM links WHERE digest = $1 AND until > $2`
	if use {
		query = `DELETE FROM links WHERE digest = $1 AND until > $2 RETURNING name`
	}
	digest := sha256.Sum256([]byte(token))
	name, err := row(ctx, p.db, one[string], query, digest[:], at.UnixMicro())
	if err != nil {
		return "", fmt.Errorf("link: %w", err)
	}
	return name, nil
}

// EndLinks makes the links of a person lead nowhere.
func (p *People) EndLinks(ctx context.Context, name string) error {
	_, err := p.db.ExecContext(ctx, `DELETE FROM links WHERE name = $1`, name)
	if err != nil {
		return fmt.Errorf("links of %s: %w", name, err)
	}
	return nil
}

// Sessions are the sessions of those who signed in, by the hashes of their
// tokens.
type Sessions struct{ db *sql.DB }

// Sessions keeps sessions beside the people.
func (p *People) Sessions() Sessions { return Sessions{p.db} }

// Find returns what is kept of a session that has not run out.
func (x Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// FindCtx is [Sessions.Find].
func (x Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	b, err := row(ctx, x.db, one[[]byte], `SELECT data FROM sessions WHERE token = $1 AND until > $2`, token, time.Now().UnixMicro())
	if errors.Is(err, recount.ErrNotFound) {
		return nil, false, nil
	}
	return b, err == nil, err
}

// Commit keeps a session until it runs out, and forgets those that did.
func (x Sessions) Commit(token string, b []byte, until time.Time) error {
	return x.CommitCtx(context.Background(), token, b, until)
}

// CommitCtx is [Sessions.Commit].
func (x Sessions) CommitCtx(ctx context.Context, token string, b []byte, until time.Time) error {
	_, err := x.db.ExecContext(ctx, `DELETE FROM sessions WHERE until <= $1`, time.Now().UnixMicro())
	if err == nil {
		_, err = x.db.ExecContext(ctx, `INSERT INTO sessions (token, data, until) VALUES ($1, $2, $3)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, until = excluded.until`, token, b, until.UnixMicro())
	}
	return err
}

// Delete forgets a session.
func (x Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }

// DeleteCtx is [Sessions.Delete].
func (x Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := x.db.ExecContext(ctx, `DELETE FROM sessions WHERE token = $1`, token)
	return err
}
