package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// Settle recomputes incidents and their tolls from claims and decisions.
func (d *Desk) Settle(ctx context.Context, ids ...recount.IncidentID) error {
	err := d.write(ctx, func(tx *store.Tx) error { return d.settle(ctx, tx, ids...) })
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return nil
}

func (d *Desk) settle(ctx context.Context, tx *store.Tx, ids ...recount.IncidentID) error {
	if len(ids) == 0 {
		return nil
	}
	family, claims, ds, err := bearing(ctx, tx, ids...)
	if err != nil {
		return err
	}
	standing := map[recount.IncidentID]bool{}
	cs, err := d.compute(newBacking(ctx, &tx.Reader), claims, ds, d.rules.Policy)
	if err != nil {
		return err
	}
	for _, c := range cs {
		if !family[c.in.ID] {
			continue // only passed through: it is not whole here
		}
		if err := d.project(ctx, tx, c); err != nil {
			return err
		}
		standing[c.in.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(family)) {
		if !standing[id] {
			if err := tx.Drop(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// An evidence is where claims and decisions are looked up: as they stand, or as
// they stood.
type evidence interface {
	Standing(ctx context.Context, ids ...recount.ClaimID) ([]recount.Claim, error)
	Decisions(ctx context.Context, about ...string) ([]recount.Decision, error)
	CopyingsOf(ctx context.Context, reports ...recount.ReportID) ([]recount.Decision, error)
}

// bearing returns the incidents named with all they were ever merged with or
// part of, and the claims and decisions that bear on any of them. It costs what
// they hold, not what the casebook holds.
func bearing(ctx context.Context, e evidence, ids ...recount.IncidentID) (map[recount.IncidentID]bool, []recount.Claim, []recount.Decision, error) {
	family, ds, err := relatives(ctx, e, ids)
	if err != nil {
		return nil, nil, nil, err
	}
	about := map[string]bool{}
	var claimIDs []recount.ClaimID
	for id := range family {
		about[string(id)] = true
	}
	for _, dec := range ds {
		if (dec.Act == recount.Same || dec.Act == recount.Apart) && family[recount.IncidentID(dec.Object)] && !about[dec.Subject] {
			about[dec.Subject] = true
			claimIDs = append(claimIDs, recount.ClaimID(dec.Subject))
		}
	}
	claims, err := e.Standing(ctx, claimIDs...)
	if err == nil {
		ds, err = e.Decisions(ctx, keysOf(about)...)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	copies, err := copyings(ctx, e, claims)
	return family, claims, append(ds, copies...), err
}

// relatives returns the incidents named with all they were ever merged with or
// part of, and the decisions about them.
func relatives(ctx context.Context, e evidence, ids []recount.IncidentID) (map[recount.IncidentID]bool, []recount.Decision, error) {
	family := map[recount.IncidentID]bool{}
	var all []recount.Decision
	for next := ids; len(next) > 0; {
		var ask []string
		for _, id := range next {
			if !family[id] {
				family[id] = true
				ask = append(ask, string(id))
			}
		}
		next = nil
		if len(ask) == 0 {
			break
		}
		ds, err := e.Decisions(ctx, ask...)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, ds...)
		for _, dec := range ds {
			switch dec.Act {
			case recount.Merge, recount.Split, recount.PartOf, recount.Whole:
				next = append(next, recount.IncidentID(dec.Subject), recount.IncidentID(dec.Object))
			}
		}
	}
	return family, all, nil
}

// computed is an incident and all that follows from its claims.
type computed struct {
	in        recount.Incident
	tolls     []recount.Toll
	keys      []string
	claims    []recount.ClaimID    // its own, and those of its parts
	decisions []recount.DecisionID // about it, its parts and their claims
	mine      []recount.Decision   // about it and its claims
	signs     []recount.Decision   // by which people signed it off or sent it back
	read      []recount.Claim      // its claims as people have judged them
	k         tally.Case           // what was reckoned
}

// compute makes the record from evidence and judgement, without AsOf. It is
// the one way in which incidents and tolls come about.
func (d *Desk) compute(b *backing, claims []recount.Claim, ds []recount.Decision, p tally.Policy) ([]computed, error) {
	families := b.familiesOf(ds)
	x := link.Texts{Family: families.Of, Sentence: b.sentence, Source: d.rules.Source}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range claims {
		by[c.ID] = c
	}
	about, signs := map[string][]recount.Decision{}, map[string][]recount.Decision{}
	for i := range ds {
		dec := &ds[i]
		if dec.Act == recount.Copy || dec.Act == recount.Original { // families have them
			continue
		}
		if !dec.Act.Bears() {
			if dec.Act == recount.Sign || dec.Act == recount.Refuse {
				signs[dec.Subject] = append(signs[dec.Subject], *dec)
			}
			continue
		}
		about[dec.Subject] = append(about[dec.Subject], *dec)
		if dec.Object != "" && dec.Object != dec.Subject && dec.Act != recount.Doubt { // a doubt is about its subject alone
			about[dec.Object] = append(about[dec.Object], *dec)
		}
	}
	var out []computed
	at := map[recount.IncidentID]int{}
	for _, in := range d.rules.Gather(claims, ds) {
		if len(in.Claims) == 0 {
			continue
		}
		c := computed{in: in, signs: signs[string(in.ID)]}
		for _, id := range append([]recount.IncidentID{in.ID}, in.Aliases...) {
			c.mine = append(c.mine, about[string(id)]...)
		}
		var members []recount.Claim
		var reports []recount.ReportID
		for _, id := range in.Claims {
			members = append(members, by[id])
			c.mine = append(c.mine, about[string(id)]...)
			reports = append(reports, by[id].Report)
		}
		slices.Sort(reports)
		c.mine = append(c.mine, families.Bearing(slices.Compact(reports)...)...)
		c.keys = d.keys(members)
		c.read = asJudged(members, standing(c.mine))
		at[in.ID] = len(out)
		out = append(out, c)
	}
	for i := range out {
		c := &out[i]
		d.describe(&c.in, c.read, c.mine)
		c.k = c.with(out, at)
		c.k.Roots = d.rules.Roots(counted(c.k), x)
		d.attest(&c.in, c.k, c.mine, p)
		c.tolls = d.tolls(&c.in, c.k, c.mine, p)
		if len(c.signs) > 0 {
			c.in.Signed = signed(c.in, c.tolls, c.read, append(c.signs, c.mine...), d.rules.Eyes)
		}
		slices.Sort(c.decisions)
		c.decisions = slices.Compact(c.decisions)
	}
	return out, b.err
}

// A backing is what incidents are computed with besides claims and decisions. One
// that serves again reads no text twice, and finds families again only when other
// decisions make them.
type backing struct {
	texts
	families *link.Families
	of       []recount.DecisionID // that made them
}

func newBacking(ctx context.Context, r *store.Reader) *backing {
	return &backing{texts: texts{ctx: ctx, r: r, have: map[recount.ReportID]string{}}}
}

func (b *backing) familiesOf(ds []recount.Decision) *link.Families {
	of := make([]recount.DecisionID, 0, len(b.of))
	for i := range ds {
		if ds[i].Act == recount.Copy || ds[i].Act == recount.Original {
			of = append(of, ds[i].ID)
		}
	}
	if b.families == nil || !slices.Equal(of, b.of) {
		b.families, b.of = link.FamiliesOf(ds), of
	}
	return b.families
}

// counted are the claims of a case and of its parts.
func counted(k tally.Case) []recount.Claim {
	out := slices.Clone(k.Claims)
	for _, p := range k.Parts {
		out = append(out, counted(p)...)
	}
	return out
}

// with returns what of c is to be reckoned: its claims, and its parts with
// theirs, but for those that did not happen. It notes on c what that rests on.
func (c *computed) with(all []computed, at map[recount.IncidentID]int) tally.Case {
	k := tally.Case{Incident: c.in.ID, Claims: c.read}
	c.claims, c.decisions = slices.Clone(c.in.Claims), nil
	for _, dec := range c.mine {
		c.decisions = append(c.decisions, dec.ID)
	}
	for _, id := range c.in.Parts {
		part := all[at[id]]
		if below := part.with(all, at); !withdrawn(part.in, part.mine) {
			k.Parts = append(k.Parts, below)
		}
		c.claims = append(c.claims, part.claims...)
		c.decisions = append(c.decisions, part.decisions...)
	}
	return k
}

// asOf writes on the record the size of the ledger with the last entry that
// bears on it. Nothing entered later changes it.
func (c *computed) asOf(ctx context.Context, r *store.Reader) error {
	n, err := r.AsOf(ctx, c.claims, c.decisions)
	if err != nil {
		return err
	}
	c.in.AsOf = n
	for i := range c.tolls {
		c.tolls[i].AsOf = n
	}
	return nil
}

func (d *Desk) project(ctx context.Context, tx *store.Tx, c computed) error {
	if err := c.asOf(ctx, &tx.Reader); err != nil {
		return err
	}
	return tx.Project(ctx, c.in, c.tolls, c.keys)
}

func keysOf(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }
