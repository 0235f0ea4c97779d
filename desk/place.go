package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

const (
	maxNear   = 24 // incidents a group of claims is weighed against
	maxNearby = 40 // claims of each that are looked at
)

// Place links the claims of a report to incidents, or mints them, signed by
// the linker. Claims that have their place already keep it.
func (d *Desk) Place(ctx context.Context, id recount.ReportID) error {
	if err := d.write(ctx, func(tx *store.Tx) error { return d.place(ctx, tx, id) }); err != nil {
		return fmt.Errorf("place %s: %w", id, err)
	}
	return nil
}

func (d *Desk) place(ctx context.Context, tx *store.Tx, id recount.ReportID) error {
	claims, err := tx.ClaimsOf(ctx, id)
	if err != nil {
		return err
	}
	for _, group := range groups(claims) {
		if err := d.placeGroup(ctx, tx, group); err != nil {
			return err
		}
	}
	return tx.Done(ctx, "place", string(id))
}

// groups returns the claims that can be linked, by the event they tell of.
// Running totals, counts of many incidents, threats, questions and background
// are evidence about more or less than one incident, and stay unlinked.
func groups(claims []recount.Claim) [][]recount.Claim {
	by := map[int][]recount.Claim{}
	for _, c := range claims {
		if c.Event > 0 && c.Scope.IsZero() && !c.Background && c.Reality == recount.Actual {
			by[c.Event] = append(by[c.Event], c)
		}
	}
	var out [][]recount.Claim
	for _, g := range by {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []recount.Claim) int { return cmp.Compare(a[0].Event, b[0].Event) })
	return out
}

// founds reports whether a group of claims can be the first word about an
// incident: a denial and a count of nobody need something to speak of.
func founds(group []recount.Claim) bool {
	return slices.ContainsFunc(group, func(c recount.Claim) bool { return !c.Denied && c.Count.High > 0 })
}

// placeGroup decides where one group belongs, and settles the incident so that
// the next group can find it.
func (d *Desk) placeGroup(ctx context.Context, tx *store.Tx, group []recount.Claim) error {
	home, fresh, err := d.home(ctx, tx, group)
	if err != nil || len(fresh) == 0 {
		return err
	}
	v := link.Verdict{Join: home, P: 1, Why: "the other claims of this report about the same event are there"}
	if home == "" {
		if v, err = copyHome(ctx, tx, group); err != nil {
			return err
		}
	}
	if home == "" && v.Join == "" {
		near, err := d.near(ctx, tx, group)
		if err != nil {
			return err
		}
		v = d.rules.Place(group, near)
	}
	why := cmp.Or(v.Why, "nothing near it was found")
	at, by := d.time(), machine(d.rules.Linker)
	sign := func(act recount.Act, subject, object string) store.DecisionFact {
		dec := recount.Decision{At: at, By: by, Act: act, Subject: subject, Object: object, Why: why, Score: v.P}
		dec.ID = dec.Name()
		return store.DecisionFact{Decision: dec, Waiting: v.Waiting && act == recount.Mint}
	}
	var facts []store.Fact
	in := v.Join
	if in == "" && !founds(group) {
		return nil // stays unlinked until there is something it can belong to
	}
	if in == "" {
		in = recount.FoundedBy(group[0].ID)
		facts = append(facts, sign(recount.Mint, string(in), string(group[0].ID)))
	}
	for _, c := range fresh {
		facts = append(facts, sign(recount.Same, string(c.ID), string(in)))
	}
	if _, err := tx.Append(ctx, by, at, facts...); err != nil {
		return err
	}
	return d.settle(ctx, tx, in)
}

// home returns the incident that claims of the group are in already, and the
// claims about which nobody has decided.
func (d *Desk) home(ctx context.Context, tx *store.Tx, group []recount.Claim) (home recount.IncidentID, fresh []recount.Claim, err error) {
	for _, c := range group {
		in, err := tx.IncidentOf(ctx, c.ID)
		switch {
		case err == nil:
			home = cmp.Or(home, in)
			continue
		case !errors.Is(err, recount.ErrNotFound):
			return "", nil, err
		}
		ds, err := tx.Decisions(ctx, string(c.ID))
		if err != nil {
			return "", nil, err
		}
		if !slices.ContainsFunc(ds, func(d recount.Decision) bool { return d.Act == recount.Same || d.Act == recount.Apart }) {
			fresh = append(fresh, c)
		}
	}
	return home, fresh, nil
}

// near returns the incidents that share a key with the group.
func (d *Desk) near(ctx context.Context, tx *store.Tx, group []recount.Claim) ([]link.Near, error) {
	ids, err := tx.Candidates(ctx, d.keys(group), maxNear)
	if err != nil {
		return nil, err
	}
	near := make([]link.Near, len(ids))
	for i, id := range ids {
		in, err := tx.Stored(ctx, id)
		if err != nil {
			return nil, err
		}
		near[i].Incident = *in // its keys go when it goes
		if near[i].Claims, err = tx.SomeClaims(ctx, id, maxNearby); err != nil {
			return nil, err
		}
	}
	return near, nil
}

func (d *Desk) keys(claims []recount.Claim) []string {
	var ks []string
	for i := range claims {
		ks = append(ks, d.rules.Keys(&claims[i])...)
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}
