package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A Role is what somebody who signed in may do.
type Role string

// Each role may do all that the one before it may.
const (
	ReadsOnly Role = "reader"   // looks
	Records   Role = "recorder" // judges, corrects, links, grades, settles, remarks, signs, says what is watched
	Edits     Role = "editor"   // withdraws, and assigns work to others
	Owns      Role = "owner"    // says who may sign in, and as what
)

// Roles are the roles, the one that may do least first.
var Roles = []Role{ReadsOnly, Records, Edits, Owns}

// AtLeast reports whether r may do all that o may.
func (r Role) AtLeast(o Role) bool { return slices.Index(Roles, r) >= slices.Index(Roles, o) }

// May reports whether a person of this role may enter a decision. What is taken
// on, or given back, is assigned by a recorder too.
func (r Role) May(dec recount.Decision) bool {
	switch dec.Act {
	case recount.Withdraw, recount.Restore, recount.Release:
		return r.AtLeast(Edits)
	case recount.Assign:
		return r.AtLeast(Edits) || r.AtLeast(Records) && (dec.Value == "" || dec.Value == dec.By.Name)
	}
	return r.AtLeast(Records)
}

// PeopleFile returns where the casebook in dir keeps who may sign in. It holds
// secrets and is to be kept from whoever gets a copy of the casebook.
func PeopleFile(dir string) string { return filepath.Join(dir, "people.db") }

// People are those who may sign in to a casebook.
type People struct {
	*store.People
	now func() time.Time
}

// OpenPeople opens the list of people of the casebook in dir.
func OpenPeople(ctx context.Context, dir string, now func() time.Time) (*People, error) {
	p, err := store.OpenPeople(ctx, PeopleFile(dir))
	if err != nil {
		return nil, err
	}
	return &People{p, now}, nil
}

// personName is how a person may be called: as a note can call them.
var personName = regexp.MustCompile(`^[\p{L}\p{N}]([\p{L}\p{M}\p{N}._-]{0,38}[\p{L}\p{M}\p{N}])?$`)

// Add adds a person, or lets one in again who ended, and returns a token with
// which they choose a password. A name that is there, but for large and
// small letters, is ErrConflict.
func (p *People) Add(ctx context.Context, name string, role Role) (token string, err error) {
	if !personName.MatchString(name) {
		return "", fmt.Errorf("%q is no name for a person: letters, digits, and . _ - between them, 40 at most: %w", name, recount.ErrInvalid)
	}
	all, err := p.All(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if strings.EqualFold(a.Name, name) && (a.Name != name || a.Ended.IsZero()) {
			return "", fmt.Errorf("%s is there already: %w", a.Name, recount.ErrConflict)
		}
	}
	if err := p.put(ctx, name, role, time.Time{}); err != nil {
		return "", err
	}
	return p.Invite(ctx, name)
}

// SetRole gives somebody another role.
func (p *People) SetRole(ctx context.Context, name string, role Role) error {
	a, err := p.Person(ctx, name)
	if err != nil {
		return err
	}
	if err := p.keepsOwner(ctx, name, role); err != nil {
		return err
	}
	return p.put(ctx, name, role, a.Ended)
}

// End lets a person in no more: they are out at once.
// What they decided stays theirs.
func (p *People) End(ctx context.Context, name string) error {
	a, err := p.Person(ctx, name)
	if err != nil {
		return err
	}
	if err := p.keepsOwner(ctx, name, ReadsOnly); err != nil {
		return err
	}
	if err := p.EndLinks(ctx, name); err != nil {
		return err
	}
	if err := p.put(ctx, name, Role(a.Role), p.now()); err != nil {
		return err
	}
	return p.SetPassword(ctx, name, "", p.now())
}

// keepsOwner refuses what would leave nobody to say who may sign in.
func (p *People) keepsOwner(ctx context.Context, name string, role Role) error {
	all, err := p.All(ctx)
	if err != nil {
		return err
	}
	owns := func(a store.Person) bool { return a.Ended.IsZero() && Role(a.Role) == Owns }
	is := slices.ContainsFunc(all, func(a store.Person) bool { return owns(a) && a.Name == name })
	other := slices.ContainsFunc(all, func(a store.Person) bool { return owns(a) && a.Name != name })
	if is && !other && role != Owns {
		return fmt.Errorf("%s is the only owner; make another one first: %w", name, recount.ErrConflict)
	}
	return nil
}

func (p *People) put(ctx context.Context, name string, role Role, ended time.Time) error {
	if !slices.Contains(Roles, role) {
		return fmt.Errorf("role %q; there are %v: %w", role, Roles, recount.ErrInvalid)
	}
	return p.Put(ctx, store.Person{Name: name, Role: string(role), Added: p.now(), Ended: ended})
}

// linkLasts is how long the link to choose a password with holds.
const linkLasts = 3 * 24 * time.Hour

// Invite returns a new token with which a person chooses a password, once. Links
// they had before lead nowhere.
func (p *People) Invite(ctx context.Context, name string) (token string, err error) {
	a, err := p.Person(ctx, name)
	if err == nil && !a.Ended.IsZero() {
		err = fmt.Errorf("%s has ended: %w", name, recount.ErrConflict)
	}
	if err != nil {
		return "", err
	}
	token = rand.Text() // 128 bits or more
	return token, p.AddLink(ctx, name, token, p.now().Add(linkLasts))
}
