// Package desk is where the work is done: every change to a casebook, by
// person or machine, passes over it, and nothing else may write. It says what
// is done and in which order; what is read, linked and reckoned is decided by
// the pure [Rules] it is given.
package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// Rules are the pure parts of the work. None touches the world: the same
// arguments give the same results.
type Rules struct {
	// ReaderName names what reads reports in a language, "" if nothing does.
	ReaderName func(recount.Lang) string
	// Read finds the claims of a report.
	Read func(*recount.Report) (*extract.Reading, error)
	// Keys are the names under which claims of one incident may meet.
	Keys func(*recount.Claim) []string
	// Sought are the keys under which incidents are looked for that the claims
	// of one report about one event may belong to.
	Sought func([]recount.Claim) []string
	// Place says where the claims of one report about one event belong.
	Place func(link.Group, []link.Near, *link.Frequency) link.Verdict
	// Refine looks again at incidents near those touched.
	Refine func(near []link.Near, touched []recount.IncidentID, said []link.Fact, words *link.Frequency) ([]link.Change, []link.Doubt)
	// Sounds are the consonants of a name, the same in every script.
	Sounds func(name string) []string
	// Model is what Place and Refine weigh by, to be learned from: see LinkBy.
	Model *link.Model
	// Linker is the name and version that Place signs with.
	Linker string
	// Roots finds whose word the claims of an incident are.
	Roots func([]recount.Claim, link.Texts) recount.Roots
	// Source tells what is known of a source, zero if nothing. If it is nil the
	// registry tells: see Sources.
	Source func(recount.SourceID) recount.Source
	// Gather groups claims into incidents as decisions say.
	Gather func([]recount.Claim, []recount.Decision) []recount.Incident
	// Describe fills in what follows from an incident's claims.
	Describe func(*recount.Incident, []recount.Claim)
	// Attest proposes how well an incident is attested, and says why.
	Attest func(tally.Case, tally.Policy) (grade, why string)
	// Reckon makes the tolls of an incident from its claims by a policy.
	Reckon func(tally.Case, tally.Policy) []recount.Toll
	// Policy is the policy of the record; Policies are those that can be asked for.
	Policy   tally.Policy
	Policies map[recount.PolicyName]tally.Policy
	// Eyes is how many persons must sign an incident before it may go out.
	Eyes int
}

// Standard returns the rules that come with the program, reading with x.
func Standard(x extract.Backend) Rules {
	if x == nil {
		x = nobody{}
	}
	r := Rules{ReaderName: x.Name, Read: x.Read, Keys: link.Keys, Sought: link.Sought, Sounds: gazetteer.Skeletons, Roots: link.Roots, Gather: link.Gather, Describe: link.Describe,
		Attest: tally.Attest, Reckon: tally.Reckon, Policy: tally.R1(), Policies: tally.Policies(), Eyes: mostEyes}
	r.LinkBy(link.Default())
	return r
}

// nobody reads nothing: for work that reads no reports.
type nobody struct{}

func (nobody) Name(recount.Lang) string { return "" }

func (nobody) Read(r *recount.Report) (*extract.Reading, error) {
	return nil, fmt.Errorf("read %s: nothing is there to read it: %w", r.ID, recount.ErrInvalid)
}

// A Desk works on one casebook: a folder with the database, the archive and
// the ledger's key. It is safe for use by several goroutines.
type Desk struct {
	DB      *store.DB
	Archive *archive.Archive
	Columns collect.Columns // of tables that are added, which holds what; nil if that is told by their names
	dir     string
	key     ledger.Key
	rules   Rules
	now     func() time.Time
	fold    atomic.Pointer[folded] // processes as they were asked for last
	folding sync.Mutex
	sheet   *Sheet
	past    past // as the pages of today ask for it

	heldPeriods heldPeriods
	totals      answers[Total]
}

const (
	databaseFile = "casebook.db"
	archiveDir   = "archive"
	keyFile      = "ledger.key"
)

// Database returns where the casebook in dir keeps its database.
func Database(dir string) string { return filepath.Join(dir, databaseFile) }

// Places returns where the casebook in dir keeps the places of its own.
func Places(dir string) string { return filepath.Join(dir, "places") }

// Exists reports whether there is a casebook in dir.
func Exists(dir string) bool {
	_, err := os.Stat(Database(dir))
	return err == nil
}

// Open opens the casebook in dir, making it if there is none. now dates what
// the desk does.
func Open(ctx context.Context, dir string, rules Rules, now func() time.Time) (*Desk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open casebook: %w", err)
	}
	rules, err := rules.withPolicies(dir)
	if err != nil {
		return nil, fmt.Errorf("open casebook: %w", err)
	}
	if m, err := ownModel(dir); err != nil {
		return nil, fmt.Errorf("open casebook: %w", err)
	} else if m != nil && rules.Model != nil {
		rules.LinkBy(m)
	}
	key, err := openKey(filepath.Join(dir, keyFile), Exists(dir))
	if err != nil {
		return nil, fmt.Errorf("open casebook %s: %w", dir, err)
	}
	a, err := archive.Open(filepath.Join(dir, archiveDir))
	if err != nil {
		return nil, fmt.Errorf("open casebook %s: %w", dir, err)
	}
	if rules.Source == nil {
		if rules.Source, err = Sources(dir); err != nil {
			return nil, err
		}
	}
	db, err := store.Open(ctx, Database(dir))
	if err != nil {
		return nil, fmt.Errorf("open casebook %s: %w", dir, err)
	}
	return &Desk{DB: db, Archive: a, dir: dir, key: key, rules: rules, now: now, sheet: NewSheet(&db.Reader)}, nil
}

// Close closes the casebook.
func (d *Desk) Close() error { return d.DB.Close() }

// PublicKey is what a stranger needs to check the casebook's checkpoints.
func (d *Desk) PublicKey() string { return d.key.Public() }

// openKey reads the ledger's key. A new casebook gets a new one; an old one
// without its key is not opened, because nobody could tell its checkpoints
// from forged ones.
func openKey(path string, old bool) (ledger.Key, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		return ledger.ParseKey(string(b))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return ledger.Key{}, err
	}
	if old {
		return ledger.Key{}, fmt.Errorf("%s is missing; put it back from a backup: %w", keyFile, recount.ErrNotFound)
	}
	k, err := ledger.NewKey("casebook", rand.Reader)
	if err != nil {
		return k, err
	}
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return k, err
	}
	_, err = f.WriteString(k.Private())
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return k, err
	}
	return k, os.Rename(path+".new", path)
}

// machine signs what a program decides.
func machine(name string) recount.Actor {
	return recount.Actor{Kind: recount.Machine, Name: name}
}

// time returns now as the casebook writes it.
func (d *Desk) time() time.Time { return d.now().UTC().Truncate(time.Microsecond) }

// write does f in one transaction and signs the ledger as it then stands.
func (d *Desk) write(ctx context.Context, f func(*store.Tx) error) error {
	return d.DB.Write(ctx, func(tx *store.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		_, err := tx.Sign(ctx, d.key)
		return err
	})
}
