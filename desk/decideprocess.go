package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// checkedProcess completes a decision about a process, and says which
// incidents the claim it is about is in.
func (d *Desk) checkedProcess(ctx context.Context, tx *store.Tx, dec *recount.Decision) (touched []recount.IncidentID, err error) {
	size, err := tx.Size(ctx)
	if err != nil {
		return nil, err
	}
	f, err := fold(ctx, &tx.Reader, d.rules.Source, size)
	if err != nil {
		return nil, err
	}
	ps, ds := f.processes, f.decisions
	find := func(id string) (*recount.Process, error) {
		p := named(ps, recount.ProcessID(id))
		if p == nil {
			return nil, fmt.Errorf("process %s: %w", id, recount.ErrNotFound)
		}
		return p, nil
	}
	switch dec.Act {
	case recount.Merge, recount.Split:
		a, err := find(dec.Subject)
		if err != nil {
			return nil, err
		}
		b, err := find(dec.Object)
		if err == nil && dec.Act == recount.Merge && (a.ID == b.ID || a.Kind != b.Kind) {
			err = fmt.Errorf("%s, %s, and %s, %s: only two truces, or two rounds of talks, can be one: %w", a.ID, a.Kind, b.ID, b.Kind, recount.ErrInvalid)
		}
		if err == nil && dec.Act == recount.Split && !slices.ContainsFunc(ds, func(x recount.Decision) bool {
			return x.Act == recount.Merge && (x.Subject == dec.Subject && x.Object == dec.Object || x.Subject == dec.Object && x.Object == dec.Subject)
		}) {
			err = fmt.Errorf("nobody merged %s and %s; to part the claims of one process, say of each that it is apart: %w", dec.Subject, dec.Object, recount.ErrInvalid)
		}
		return nil, err
	}
	c := recount.ClaimID(dec.Subject)
	is := slices.IndexFunc(ps, func(p recount.Process) bool { return slices.Contains(p.Claims, c) })
	if is < 0 {
		return nil, fmt.Errorf("claim %s tells of no truce and no talks: %w", c, recount.ErrInvalid)
	}
	if in, err := tx.IncidentOf(ctx, c); err == nil {
		touched = append(touched, in)
	}
	own := recount.FoundsProcess(c)
	if dec.Act == recount.Same && dec.Object == "p:" { // of one of its own
		dec.Object = string(own)
		return touched, nil
	}
	p, err := find(dec.Object)
	if err != nil {
		return nil, err
	}
	if dec.Act == recount.Same && p.Kind != ps[is].Kind {
		return nil, fmt.Errorf("%s is of %s, and %s is %s: %w", c, ps[is].Kind, p.ID, p.Kind, recount.ErrInvalid)
	}
	// The name that a claim itself gives to a process would not outlive the claim's leaving.
	if i := slices.IndexFunc(ds, func(x recount.Decision) bool {
		return x.Subject == dec.Subject && x.Act == recount.Same && x.Object != string(own) && goesBy(p, recount.ProcessID(x.Object))
	}); i >= 0 {
		dec.Object = ds[i].Object
	} else if p.ID != own {
		dec.Object = string(p.ID)
	} else if len(p.Aliases) > 0 {
		dec.Object = string(p.Aliases[0])
	} else {
		return nil, fmt.Errorf("%s is all there is of %s: %w", c, p.ID, recount.ErrInvalid)
	}
	return touched, nil
}

// ofProcess reports whether a decision is about a process.
func ofProcess(dec *recount.Decision) bool {
	switch dec.Act {
	case recount.Same, recount.Apart, recount.Merge, recount.Split:
		return strings.HasPrefix(dec.Object, "p:")
	}
	return false
}
