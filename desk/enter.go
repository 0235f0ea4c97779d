package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// firstEntered is the lowest number of an event that a person tells of. A reading by
// machine numbers its events from 1, and never reaches it.
const firstEntered = 1 << 16

// Enter enters a claim that a person sees in a report, beside what machines read
// there. It belongs to the incident named, if one is, and else where the linker
// places it. A claim that was read already is ErrConflict.
func (d *Desk) Enter(ctx context.Context, c recount.Claim, of recount.IncidentID, why string, seen int64) (recount.Claim, error) {
	by := recount.Actor{Kind: recount.Person, Name: c.EnteredBy()}
	err := d.write(ctx, func(tx *store.Tx) error {
		if by.Name == "" {
			return fmt.Errorf("only a person with a name enters a claim: %w", recount.ErrDenied)
		}
		it, err := tx.Report(ctx, c.Report)
		if err != nil {
			return err
		}
		own, err := d.own(ctx, tx, c)
		if err != nil {
			return err
		}
		last, err := tx.LastEvent(ctx, c.Report)
		if err != nil {
			return err
		}
		c.Event = max(last+1, firstEntered)
		f := store.ReadingFact{Report: c.Report, Reader: c.Reader, Outcome: store.IsRead, Claims: append(own, c)}
		if err := usable(&it.Report, f.Claims); err != nil {
			return err
		}
		if _, err := tx.Append(ctx, by, d.time(), f); err != nil {
			return err
		}
		var touched []recount.IncidentID
		if of != "" {
			dec := recount.Decision{At: d.time(), By: by, Act: recount.Same, Subject: string(c.ID), Object: string(of), Why: why}
			facts, to, err := d.checked(ctx, tx, &dec, seen)
			if err == nil {
				_, err = tx.Append(ctx, by, dec.At, facts...)
			}
			if err != nil {
				return err
			}
			touched = to
		}
		placed, err := d.place(ctx, tx, c.Report)
		if err != nil {
			return err
		}
		return d.settle(ctx, tx, append(touched, placed...)...)
	})
	if err != nil {
		return c, fmt.Errorf("enter a claim in %s: %w", c.Report, err)
	}
	return c, nil
}

// own returns what the reader of a claim has in its report already. If that claim
// stands there, whoever read it, the error is ErrConflict.
func (d *Desk) own(ctx context.Context, tx *store.Tx, c recount.Claim) (own []recount.Claim, err error) {
	all, err := tx.ClaimsOf(ctx, c.Report)
	if err != nil {
		return nil, err
	}
	if o := SaidIn(all, &c); o != nil {
		return nil, fmt.Errorf("%s says so already; correct it instead: %w", o.ID, recount.ErrConflict)
	}
	return only(all, func(o recount.Claim) bool { return o.Reader == c.Reader }), nil
}

// SaidIn is the claim among those of a report that says what another says, of the
// same figure; nil if none does.
func SaidIn(all []recount.Claim, c *recount.Claim) *recount.Claim {
	i := slices.IndexFunc(all, func(o recount.Claim) bool {
		return o.ID == c.ID || o.What == c.What && o.Count.String() == c.Count.String() && len(c.Evidence.Count) > 0 &&
			slices.ContainsFunc(o.Evidence.Count, func(s recount.Span) bool { return s.Overlaps(c.Evidence.Count[0]) })
	})
	if i < 0 {
		return nil
	}
	return &all[i]
}

// TakeBack takes back a claim that a person entered; it is retired, and stays in the
// ledger. The reason is kept as their note on its report. What others entered is
// theirs to take back, and may be rejected.
func (d *Desk) TakeBack(ctx context.Context, by recount.Actor, id recount.ClaimID, why string) error {
	why = strings.TrimSpace(why)
	err := d.write(ctx, func(tx *store.Tx) error {
		cs, err := tx.Claims(ctx, id)
		if err != nil {
			return err
		}
		c := cs[0]
		if why == "" {
			return fmt.Errorf("a reason is required: %w", recount.ErrInvalid)
		}
		if by.Kind != recount.Person || by.Name == "" || c.EnteredBy() != by.Name {
			return fmt.Errorf("%s did not enter it: %w", by.Name, recount.ErrDenied)
		}
		all, err := tx.ClaimsOf(ctx, c.Report)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(o recount.Claim) bool { return o.ID == id }) {
			return fmt.Errorf("it was taken back already: %w", recount.ErrConflict)
		}
		note := recount.Decision{At: d.time(), By: by, Act: recount.Note, Subject: string(c.Report), Why: fmt.Sprintf("took back %s %s (%s): %s", c.Count, c.What, c.ID, why)}
		facts, _, err := d.checked(ctx, tx, &note, 0)
		if err != nil {
			return err
		}
		before, err := tx.IncidentsOf(ctx, c.Report)
		if err != nil {
			return err
		}
		rest := only(all, func(o recount.Claim) bool { return o.Reader == c.Reader && o.ID != id })
		facts = append(facts, store.ReadingFact{Report: c.Report, Reader: c.Reader, Outcome: store.IsRead, Claims: rest})
		if _, err := tx.Append(ctx, by, note.At, facts...); err != nil {
			return err
		}
		placed, err := d.place(ctx, tx, c.Report)
		if err != nil {
			return err
		}
		return d.settle(ctx, tx, append(before, placed...)...)
	})
	if err != nil {
		return fmt.Errorf("take back %s: %w", id, err)
	}
	return nil
}
