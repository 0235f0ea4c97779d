package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

const (
	maxNear    = 24 // incidents under its keys that a group of claims is weighed against
	maxTelling = 12 // incidents that share rare words with it
	maxNearby  = 60 // claims of each that are looked at
)

// Place links the claims of a report to incidents, or mints them, signed by
// the linker. Claims that have their place already keep it.
func (d *Desk) Place(ctx context.Context, id recount.ReportID) error {
	if err := d.write(ctx, func(tx *store.Tx) error {
		touched, err := d.place(ctx, tx, id)
		if err != nil {
			return err
		}
		return d.settle(ctx, tx, touched...)
	}); err != nil {
		return fmt.Errorf("place %s: %w", id, err)
	}
	return nil
}

// place returns the incidents that are to be settled, before the transaction
// ends. Until then they are there to be found by the next report, no more.
func (d *Desk) place(ctx context.Context, tx *store.Tx, id recount.ReportID) (touched []recount.IncidentID, err error) {
	claims, err := tx.ClaimsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	gs := groups(claims)
	if len(gs) == 0 {
		return nil, tx.Done(ctx, "place", string(id))
	}
	it, err := tx.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	ds, err := tx.CopyingsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	words, family := link.WordsOf(it.Report.Text, claims), link.FamiliesOf(ds).Of(id)
	for _, cs := range gs {
		g := link.Group{Claims: cs, Lang: it.Report.Lang, Words: words[cs[0].Event], Family: family, Sounds: d.rules.Sounds}
		in, err := d.placeGroup(ctx, tx, g)
		if err != nil {
			return nil, err
		}
		touched = append(touched, in...)
	}
	return touched, tx.Done(ctx, "place", string(id))
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

// placeGroup decides where one group belongs, and seats it there so that the
// next group can find it. It returns the incidents that are to be settled.
func (d *Desk) placeGroup(ctx context.Context, tx *store.Tx, g link.Group) ([]recount.IncidentID, error) {
	group := g.Claims
	counts, err := tx.WordCounts(ctx, link.Asked(g))
	if err != nil {
		return nil, err
	}
	words := link.FrequencyOf(counts)
	kept := store.AccountItem{Report: group[0].Report, Event: group[0].Event, Lang: g.Lang, Words: hashes(g.Words)}
	heard, raised := hashes(words.Heard(g, false)), words.Raised(g)
	home, fresh, again, err := d.home(ctx, tx, group)
	if err != nil {
		return nil, err
	}
	if len(fresh) == 0 {
		return again, tx.PutAccount(ctx, kept, heard, raised)
	}
	v := link.Verdict{Join: home, P: 1, Why: "the other claims of this report about the same event are there"}
	if home == "" {
		if v, err = copyHome(ctx, tx, group); err != nil {
			return nil, err
		}
	}
	if home == "" && v.Join == "" {
		near, err := d.near(ctx, tx, g, words)
		if err != nil {
			return nil, err
		}
		v = d.rules.Place(g, near, words)
	}
	if err := tx.PutAccount(ctx, kept, heard, raised); err != nil {
		return nil, err
	}
	why := cmp.Or(v.Why, "nothing near it was found")
	sign := func(act recount.Act, subject, object string) store.DecisionFact {
		f := d.sign(act, subject, object, v.P, why)
		f.Waiting = v.Waiting && act == recount.Mint
		return f
	}
	var facts []store.Fact
	in := v.Join
	if in == "" && !founds(group) {
		return again, nil // stays unlinked until there is something it can belong to
	}
	if in == "" {
		in = recount.FoundedBy(group[0].ID)
		facts = append(facts, sign(recount.Mint, string(in), string(group[0].ID)))
	}
	if v.Join == "" && v.Doubt >= leastDoubt {
		facts = append(facts, d.doubted(in, v.Rivals[0].Incident, v.Doubt, why))
	}
	for _, c := range fresh {
		facts = append(facts, sign(recount.Same, string(c.ID), string(in)))
	}
	if _, err := tx.Append(ctx, machine(d.rules.Linker), d.time(), facts...); err != nil {
		return nil, err
	}
	var seats []recount.ClaimID
	for _, c := range fresh {
		seats = append(seats, c.ID)
	}
	return append(again, in), tx.Seat(ctx, in, seats, d.keys(fresh))
}

// home returns the incident that claims of the group are in already, the claims
// about which nobody has decided, and the incidents that claims are said to be of
// which had been retired and stand again.
func (d *Desk) home(ctx context.Context, tx *store.Tx, group []recount.Claim) (home recount.IncidentID, fresh []recount.Claim, again []recount.IncidentID, err error) {
	for _, c := range group {
		in, err := tx.IncidentOf(ctx, c.ID)
		switch {
		case err == nil:
			home = cmp.Or(home, in)
			continue
		case !errors.Is(err, recount.ErrNotFound):
			return "", nil, nil, err
		}
		ds, err := tx.Decisions(ctx, string(c.ID))
		if err != nil {
			return "", nil, nil, err
		}
		for _, dec := range ds {
			if dec.Act == recount.Same && strings.HasPrefix(dec.Object, "i:") {
				again = append(again, recount.IncidentID(dec.Object))
			}
		}
		if !slices.ContainsFunc(ds, func(d recount.Decision) bool { return d.Act == recount.Same || d.Act == recount.Apart }) {
			fresh = append(fresh, c)
		}
	}
	return home, fresh, again, nil
}

// near returns the incidents that share a key or rare words with the group.
func (d *Desk) near(ctx context.Context, tx *store.Tx, g link.Group, words *link.Frequency) ([]link.Near, error) {
	ids, err := d.candidates(ctx, tx, g, words)
	if err != nil {
		return nil, err
	}
	return d.held(ctx, tx, ids)
}

func (d *Desk) candidates(ctx context.Context, tx *store.Tx, g link.Group, words *link.Frequency) ([]recount.IncidentID, error) {
	ids, err := tx.Candidates(ctx, d.rules.Sought(g.Claims), maxNear)
	if err != nil {
		return nil, err
	}
	telling, err := tx.Telling(ctx, hashes(words.Heard(g, true)), maxTelling)
	if err != nil {
		return nil, err
	}
	for _, id := range telling {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// held returns incidents with the groups of claims in them.
func (d *Desk) held(ctx context.Context, tx *store.Tx, ids []recount.IncidentID) ([]link.Near, error) {
	claims, err := tx.SomeClaims(ctx, ids, maxNearby)
	if err != nil {
		return nil, err
	}
	var reports []recount.ReportID
	for _, cs := range claims {
		for i := range cs {
			reports = append(reports, cs[i].Report)
		}
	}
	kept, err := d.textsOf(ctx, tx, &tx.Reader, reports)
	if err != nil {
		return nil, err
	}
	near := make([]link.Near, len(ids))
	for i, id := range ids {
		near[i] = link.Near{Incident: id, Groups: kept.groups(claims[id])}
	}
	return near, nil
}

// keptTexts is what is kept of the texts of reports, to compare accounts by.
type keptTexts struct {
	accounts map[told]store.AccountItem
	families *link.Families
	sounds   func(string) []string
}

// told names an event of a report.
type told struct {
	report recount.ReportID
	event  int
}

func (d *Desk) textsOf(ctx context.Context, e evidence, r *store.Reader, reports []recount.ReportID) (k keptTexts, err error) {
	slices.Sort(reports)
	reports = slices.Compact(reports)
	items, err := r.Accounts(ctx, reports...)
	if err != nil {
		return k, err
	}
	ds, err := e.CopyingsOf(ctx, reports...)
	if err != nil {
		return k, err
	}
	k = keptTexts{map[told]store.AccountItem{}, link.FamiliesOf(ds), d.rules.Sounds}
	for _, a := range items {
		k.accounts[told{a.Report, a.Event}] = a
	}
	return k, nil
}

// groups puts claims into groups, in the order in which their first comes.
func (k keptTexts) groups(claims []recount.Claim) (out []link.Group) {
	at := map[told]int{}
	for _, c := range claims {
		t := told{c.Report, c.Event}
		i, ok := at[t]
		if !ok {
			i, at[t] = len(out), len(out)
			a := k.accounts[t]
			out = append(out, link.Group{Lang: a.Lang, Words: words(a.Words), Family: k.families.Of(c.Report), Sounds: k.sounds})
		}
		out[i].Claims = append(out[i].Claims, c)
	}
	return out
}

func words(ns []uint32) []link.Word {
	out := make([]link.Word, len(ns))
	for i, n := range ns {
		out[i] = link.Word(n)
	}
	return out
}

func hashes(ws []link.Word) []uint32 {
	out := make([]uint32, len(ws))
	for i, w := range ws {
		out[i] = uint32(w)
	}
	return out
}

func (d *Desk) keys(claims []recount.Claim) []string {
	var ks []string
	for i := range claims {
		ks = append(ks, d.rules.Keys(&claims[i])...)
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}
