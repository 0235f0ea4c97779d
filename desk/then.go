package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A Past is an incident as it was known when the ledger had Size entries.
type Past struct {
	store.IncidentItem
	Claims    []recount.Claim    `json:"claims"`    // as read, by report and then in the order read
	Decisions []recount.Decision `json:"decisions"` // about it and its claims, in the order entered
	Size      int64              `json:"size"`
}

// Then returns an incident as it was known when the ledger had size entries,
// computed from what had come in about it by then. One that was not known yet
// is ErrNotFound. It costs what the incident holds, not what the casebook does.
func (d *Desk) Then(ctx context.Context, id recount.IncidentID, size int64) (*Past, error) {
	past := d.DB.At(size)
	family, claims, ds, err := bearing(ctx, past, id)
	if err != nil {
		return nil, fmt.Errorf("incident %s then: %w", id, err)
	}
	c, err := d.found(newBacking(ctx, &d.DB.Reader), id, family, claims, ds)
	if err != nil {
		return nil, fmt.Errorf("incident %s then: %w", id, err)
	}
	if c == nil {
		return nil, fmt.Errorf("incident %s when the ledger had %d entries: %w", id, size, recount.ErrNotFound)
	}
	if err := c.asOf(ctx, &d.DB.Reader); err != nil {
		return nil, err
	}
	return &Past{IncidentItem: store.IncidentItem{Incident: c.in, Tolls: c.tolls}, Size: size,
		Claims:    only(claims, func(x recount.Claim) bool { return slices.Contains(c.in.Claims, x.ID) }),
		Decisions: only(ds, func(x recount.Decision) bool { return slices.Contains(c.decisions, x.ID) })}, nil
}

// found computes what evidence says of one incident, nil if there is none.
func (d *Desk) found(b *backing, id recount.IncidentID, family map[recount.IncidentID]bool, claims []recount.Claim, ds []recount.Decision) (*computed, error) {
	cs, err := d.compute(b, claims, ds, d.rules.Policy)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(cs, func(c computed) bool {
		return family[c.in.ID] && (c.in.ID == id || slices.Contains(c.in.Aliases, id))
	})
	if i < 0 {
		return nil, nil
	}
	return &cs[i], nil
}

// SizeThen returns how large the ledger was at a time, or the size itself if
// that is given; with neither, how large it is. A size it never had is
// ErrInvalid.
func (d *Desk) SizeThen(ctx context.Context, at time.Time, size int64) (int64, error) {
	now, err := d.DB.Size(ctx)
	switch {
	case err != nil:
		return 0, err
	case size < 0 || size > now:
		return 0, fmt.Errorf("a ledger of %d entries; it has %d: %w", size, now, recount.ErrInvalid)
	case size > 0:
		return size, nil
	case at.IsZero():
		return now, nil
	}
	return d.DB.SizeAt(ctx, at)
}

// A Move is a moment at which an incident's tolls became others, and by what.
type Move struct {
	Size    int64              `json:"size"` // of the ledger, with what changed them
	At      time.Time          `json:"at"`
	Tolls   []recount.Toll     `json:"tolls"`             // from then on; without basis
	Reports []recount.ReportID `json:"reports,omitempty"` // whose claims had joined it since the move before
	Left    []recount.ReportID `json:"left,omitempty"`    // whose claims had left it
	By      []recount.Decision `json:"by,omitempty"`      // decisions by people and mergers since then
}

// Reasons are the decisions of a move in words, each reason once with all that
// was done for it: "ada: apart, same, another street".
func (m Move) Reasons() (out []string) {
	type reason struct{ by, why string }
	var order []reason
	acts := map[reason][]string{}
	for _, d := range m.By {
		r := reason{d.By.Name, d.Why}
		if acts[r] == nil {
			order = append(order, r)
		}
		if !slices.Contains(acts[r], string(d.Act)) {
			acts[r] = append(acts[r], string(d.Act))
		}
	}
	for _, r := range order {
		out = append(out, r.by+": "+strings.Join(acts[r], ", ")+", "+r.why)
	}
	return out
}

// History tells how an incident's tolls moved, first to last, over everything
// that ever bore on it. Entries of one moment are one move.
func (d *Desk) History(ctx context.Context, id recount.IncidentID) ([]Move, error) {
	moves, err := d.history(ctx, id)
	if err == nil && len(moves) == 0 {
		err = recount.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", id, err)
	}
	return moves, nil
}

func (d *Desk) history(ctx context.Context, id recount.IncidentID) (moves []Move, err error) {
	family, ds, err := relatives(ctx, &d.DB.Reader, []recount.IncidentID{id})
	if err != nil {
		return nil, err
	}
	var ids []recount.ClaimID // all that were ever said to be in it
	var about []string
	for in := range family {
		about = append(about, string(in))
	}
	for _, dec := range ds {
		if dec.Act == recount.Same || dec.Act == recount.Apart {
			ids = append(ids, recount.ClaimID(dec.Subject))
			about = append(about, dec.Subject)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	claims, err := d.DB.Claims(ctx, ids...)
	if err != nil {
		return nil, err
	}
	slices.Sort(about)
	if ds, err = d.DB.Decisions(ctx, slices.Compact(about)...); err != nil {
		return nil, err
	}
	copies, err := copyings(ctx, &d.DB.Reader, claims)
	if err != nil {
		return nil, err
	}
	ds = append(only(ds, func(dec recount.Decision) bool { return dec.Act.Bears() }), copies...)
	named := make([]recount.DecisionID, len(ds))
	for i, dec := range ds {
		named[i] = dec.ID
	}
	turns, err := d.DB.Turns(ctx, ids, named)
	if err != nil {
		return nil, err
	}
	stands, made := map[recount.ClaimID]bool{}, map[recount.DecisionID]bool{}
	b := newBacking(ctx, &d.DB.Reader)
	var had []recount.ReportID
	var by []recount.Decision
	for i, t := range turns {
		for _, c := range t.Claims {
			stands[c] = true
		}
		for _, c := range t.Retired {
			delete(stands, c)
		}
		for _, dec := range ds {
			if slices.Contains(t.Decisions, dec.ID) {
				made[dec.ID] = true
				if dec.By.Kind == recount.Person || dec.Act == recount.Merge || dec.Act == recount.Split {
					by = append(by, dec)
				}
			}
		}
		if i+1 < len(turns) && turns[i+1].At.Equal(t.At) {
			continue
		}
		c, err := d.found(b, id, family, only(claims, func(c recount.Claim) bool { return stands[c.ID] }), only(ds, func(dec recount.Decision) bool { return made[dec.ID] }))
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		m := Move{Size: t.Size, At: t.At, Tolls: plain(c.tolls), By: by}
		if len(moves) > 0 && slices.EqualFunc(moves[len(moves)-1].Tolls, m.Tolls, alike) {
			continue
		}
		m.Reports = only(c.in.Reports, func(r recount.ReportID) bool { return !slices.Contains(had, r) })
		m.Left = only(had, func(r recount.ReportID) bool { return !slices.Contains(c.in.Reports, r) })
		moves, had, by = append(moves, m), c.in.Reports, nil
	}
	return moves, nil
}

// alike reports whether two tolls say the same figures.
func alike(a, b recount.Toll) bool {
	return a.What == b.What && a.Who == b.Who && a.Low == b.Low && a.Best == b.Best && a.High == b.High && a.Open == b.Open
}

func only[T any](all []T, keep func(T) bool) (out []T) {
	for _, x := range all {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

// plain is tolls without what they rest on.
func plain(ts []recount.Toll) []recount.Toll {
	ts = slices.Clone(ts)
	for i := range ts {
		ts[i].Basis, ts[i].Notes, ts[i].AsOf = nil, nil, 0
	}
	return ts
}
