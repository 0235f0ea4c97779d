package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

// Policies returns where the casebook in dir keeps policies of its own, one to
// a JSON file; in a file named use the name of the one it follows, and in one
// named eyes how many must sign an incident off.
func Policies(dir string) string { return filepath.Join(dir, "policies") }

const useFile = "use"

// withPolicies lays the policies of a casebook over those of the rules, and
// follows the one that the casebook follows.
func (r Rules) withPolicies(dir string) (Rules, error) {
	folder := Policies(dir)
	all, err := tally.Load(os.DirFS(folder), r.Policies)
	if err != nil {
		return r, fmt.Errorf("%s: %w", folder, err)
	}
	r.Policies = all
	if r.Eyes, err = eyesOf(dir); err != nil {
		return r, err
	}
	b, err := os.ReadFile(filepath.Join(folder, useFile))
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	name := recount.PolicyName(strings.TrimSpace(string(b)))
	p, ok := all[name]
	if !ok {
		return r, fmt.Errorf("%s: there is no policy %q: %w", filepath.Join(folder, useFile), name, recount.ErrInvalid)
	}
	r.Policy = p
	return r, nil
}

// Policies returns every policy that can be asked for, the casebook's first.
func (d *Desk) Policies() []tally.Policy { return d.rules.All() }

// All returns every policy of the rules, the one followed first.
func (r Rules) All() []tally.Policy {
	out := []tally.Policy{r.Policy}
	for _, n := range slices.Sorted(maps.Keys(r.Policies)) {
		if n != r.Policy.Name {
			out = append(out, r.Policies[n])
		}
	}
	return out
}

// Know takes in one more policy, for as long as the desk is open.
func (d *Desk) Know(b []byte) (tally.Policy, error) {
	p, err := tally.Parse(b, d.rules.Policies)
	if err != nil {
		return p, err
	}
	if had, ok := d.rules.Policies[p.Name]; ok && !same(had, p) {
		return p, fmt.Errorf("name: there is another policy %s already: %w", p.Name, recount.ErrInvalid)
	}
	d.rules.Policies[p.Name] = p
	return p, nil
}

// Use makes the casebook follow a policy, and settles the whole record under
// it. It returns how many incidents became others. A process that has the
// casebook open follows the old policy until it opens it again.
func (d *Desk) Use(ctx context.Context, name recount.PolicyName) (int, error) {
	p, err := d.policy(name)
	if err != nil {
		return 0, err
	}
	if err := d.choose(useFile, string(p.Name)); err != nil {
		return 0, fmt.Errorf("use %s: %w", name, err)
	}
	d.rules.Policy = p
	diffs, err := d.Rebuild(ctx, true)
	return len(diffs), err
}

// choose writes a choice beside the casebook's policies, whole or not at all.
func (d *Desk) choose(file, choice string) error {
	folder := Policies(d.dir)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	path := filepath.Join(folder, file)
	if err := os.WriteFile(path+".new", []byte(choice+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// A Compared is what one policy makes of the same claims.
type Compared struct {
	Policy recount.PolicyName `json:"policy"`
	Tolls  []recount.Toll     `json:"tolls"`
}

// Compare reckons one incident under every policy, the casebook's first. What
// a person settled stands under all of them.
func (d *Desk) Compare(ctx context.Context, id recount.IncidentID, size int64) ([]Compared, error) {
	c, err := d.reckoned(ctx, d.DB.At(size), id)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", id, err)
	}
	var out []Compared
	for _, p := range d.Policies() {
		out = append(out, Compared{p.Name, d.tolls(&c.in, c.k, c.mine, p)})
	}
	return out, nil
}

// reckoned computes what evidence says of one incident.
func (d *Desk) reckoned(ctx context.Context, e evidence, id recount.IncidentID) (*computed, error) {
	family, claims, ds, err := bearing(ctx, e, id)
	if err != nil {
		return nil, err
	}
	c, err := d.found(newBacking(ctx, &d.DB.Reader), id, family, claims, ds)
	if err == nil && c == nil {
		err = recount.ErrNotFound
	}
	return c, err
}
