package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// A Question asks for a total. Its zero value asks for everything there is.
type Question struct {
	From, Until time.Time // incidents that may have happened in [From, Until), by clocks at the place; zero is open
	Area        tally.Area
	Text        string             // words of the title or place
	What        recount.What       // this harm alone; "": each
	Who         string             // this group alone, one of tally.Groups; "": everybody
	Per         Division           // in which parts
	AsOf        time.Time          // as was known then; zero: now
	Size        int64              // as was known when the ledger had so many entries, before AsOf; 0: now
	Policy      recount.PolicyName // under which policy; "": the casebook's
	Rho         float64            // draw intervals, with errors of one root so correlated; 0: none
	Least       int64              // of now, but it may have been worked out when the ledger had so many entries
}

// A Division is by what a total is divided into parts.
type Division string

const (
	Whole       Division = ""
	PerDay      Division = "day"
	PerMonth    Division = "month"
	PerProvince Division = "province"
	PerActor    Division = "actor" // whom voices blame, where none of them disputes it
)

// A Total is what the incidents of an area and a period add up to, harm by
// harm, beside what others say in total.
type Total struct {
	Lines     []TotalLine        `json:"lines"`
	Per       Division           `json:"per,omitempty"`
	Parts     []Part             `json:"parts,omitempty"`
	Incidents int                `json:"incidents"` // how many may lie in the area and the period
	Policy    recount.PolicyName `json:"policy"`
	AsOf      int64              `json:"as_of"` // size of the ledger it was made from
	Worked    Worked             `json:"-"`
}

// A TotalLine is the total of one harm.
type TotalLine struct {
	tally.Sum
	Interval *tally.Interval    `json:"interval,omitempty"`
	Periods  []tally.Comparison `json:"periods,omitempty"`  // what others say in total, beside the incidents
	Bounded  *tally.Bounds      `json:"bounded,omitempty"`  // the sum as those bound it too; nil if none does
	Unlisted int                `json:"unlisted,omitempty"` // how many of the bounded best no incident lists
}

// A Part is the part of a total that one month, province or actor has.
type Part struct {
	Key   string      `json:"key"`
	Lines []tally.Sum `json:"lines"`
}

// Total adds up tolls of incidents. Figures for periods are never added: they
// are held against the incidents they contain, and bound what these add up to.
//
// Figures for periods are looked up among the claims when they are asked for.
// There is no second copy of them that could differ: docs/decisions/0015.
//
// What takes long is worked out once for all who ask, and may be given again to who
// asks by q.Least for less than what is in the ledger now: docs/decisions/0033.
// Nothing of the answer may be changed.
func (d *Desk) Total(ctx context.Context, q Question) (t Total, err error) {
	size, err := d.SizeThen(ctx, q.AsOf, q.Size)
	if err == nil {
		least := cmp.Or(q.Least, size)
		q.Least = 0
		t, t.Worked, err = d.totals.get(ctx, fmt.Sprintf("%+v", q), size, least, d.now, func(ctx context.Context) (Total, int64, error) {
			t, err := d.total(ctx, q)
			return t, t.AsOf, err
		})
	}
	if err != nil {
		return t, fmt.Errorf("total: %w", err)
	}
	return t, nil
}

func (d *Desk) total(ctx context.Context, q Question) (Total, error) {
	policy, err := d.policy(q.Policy)
	if err != nil {
		return Total{}, err
	}
	if q.Who != "" && !slices.Contains(tally.Groups(), q.Who) {
		return Total{}, fmt.Errorf("group %q; there are %v: %w", q.Who, tally.Groups(), recount.ErrInvalid)
	}
	if q.Rho < 0 || q.Rho > 1 {
		return Total{}, fmt.Errorf("a correlation of %v; want over 0 and up to 1: %w", q.Rho, recount.ErrInvalid)
	}
	size, err := d.SizeThen(ctx, q.AsOf, q.Size)
	if err != nil {
		return Total{}, err
	}
	now := q.Size == 0 && q.AsOf.IsZero()
	selected, err := d.selected(ctx, q, policy, size, now)
	if err != nil {
		return Total{}, err
	}
	periods, err := d.periods(ctx, q, policy, size)
	if err != nil {
		return Total{}, err
	}
	beside := selected // incidents that figures for periods are held against: whatever words they bear
	if q.Text != "" && len(periods) > 0 {
		all := q
		all.Text, all.Per = "", Whole
		if beside, err = d.selected(ctx, all, policy, size, now); err != nil {
			return Total{}, err
		}
	}
	t := Total{Per: q.Per, Incidents: selected.Len(), Policy: policy.Name, AsOf: size}
	harms := tally.Harms()
	if q.What != "" {
		harms = []recount.What{q.What}
	}
	stretch := recount.When{From: q.From, Until: q.Until}
	for _, what := range harms {
		l := TotalLine{Sum: selected.Sum(stretch, what, q.Who)}
		l.Periods = beside.Compare(periods, q.Area, stretch, what, q.Who)
		if l.Incidents == 0 && len(l.Periods) == 0 && q.What == "" {
			continue
		}
		if b, unlisted := l.With(l.Periods, policy); b != l.Bounds {
			l.Bounded, l.Unlisted = &b, unlisted
		}
		if q.Rho > 0 {
			in := l.Sum.Interval(q.Rho)
			l.Interval = &in
		}
		t.Lines = append(t.Lines, l)
	}
	t.Parts, err = parts(selected, q, t.Lines)
	for i := range t.Lines {
		t.Lines[i].Forget()
	}
	return t, err
}

// policy returns the policy of that name, the casebook's if it is "".
func (d *Desk) policy(name recount.PolicyName) (tally.Policy, error) {
	if name == "" || name == d.rules.Policy.Name {
		return d.rules.Policy, nil
	}
	p, ok := d.rules.Policies[name]
	if !ok {
		return p, fmt.Errorf("policy %q; there are %v: %w", name, d.PolicyNames(), recount.ErrInvalid)
	}
	return p, nil
}

// selected are the incidents that may be asked about, as they are known now or
// were when the ledger had size entries.
func (d *Desk) selected(ctx context.Context, q Question, policy tally.Policy, size int64, now bool) (*tally.Selection, error) {
	f := store.IncidentFilter{From: q.From, Until: q.Until, Country: q.Area.Country, Text: q.Text}
	if now && policy.Name == d.rules.Policy.Name {
		s, _, err := d.sheet.Select(ctx, f, q.Area)
		return s, err
	}
	found, err := d.incidents(ctx, f, policy, size, now)
	if err != nil {
		return nil, err
	}
	return tally.Select(summands(found), q.Area), nil
}

func summands(found []store.IncidentItem) []*tally.Item {
	items := make([]*tally.Item, len(found))
	for i, it := range found {
		items[i] = &tally.Item{Incident: it.Incident, Tolls: it.Tolls}
	}
	return items
}

// AddUp is the total of incidents that are at hand, in the parts that q asks for, of
// its harm and its group. Nothing that others say in total is held against it.
func AddUp(found []store.IncidentItem, q Question) (t Total, err error) {
	s := tally.Select(summands(found), q.Area)
	t = Total{Per: q.Per, Incidents: s.Len()}
	for _, what := range tally.Harms() {
		if sum := s.Sum(recount.When{From: q.From, Until: q.Until}, what, q.Who); sum.Incidents > 0 && (q.What == "" || q.What == what) {
			t.Lines = append(t.Lines, TotalLine{Sum: sum})
		}
	}
	t.Parts, err = parts(s, q, t.Lines)
	for i := range t.Lines {
		t.Lines[i].Forget()
	}
	return t, err
}

// Incidents returns all incidents that a filter chooses, latest first, under a
// policy ("": the casebook's) and as they were known when the ledger had size
// entries. As they are now they are looked up; otherwise they are computed, from
// everything that was in the casebook.
func (d *Desk) Incidents(ctx context.Context, f store.IncidentFilter, name recount.PolicyName, size int64) ([]store.IncidentItem, error) {
	policy, err := d.policy(name)
	if err != nil {
		return nil, err
	}
	now, err := d.DB.Size(ctx)
	if err != nil {
		return nil, err
	}
	return d.incidents(ctx, f, policy, size, size == now)
}

// incidents is Incidents; now says that they are wanted as they are now, though the
// ledger may have grown beyond size since.
func (d *Desk) incidents(ctx context.Context, f store.IncidentFilter, policy tally.Policy, size int64, now bool) (items []store.IncidentItem, err error) {
	if now && policy.Name == d.rules.Policy.Name {
		for f.Limit, f.After = 5000, ""; ; {
			page, next, err := d.DB.Incidents(ctx, f)
			if err != nil {
				return nil, err
			}
			items = append(items, page...)
			if f.After = next; next == "" {
				return items, nil
			}
		}
	}
	claims, ds, err := d.DB.Evidence(ctx, size)
	if err != nil {
		return nil, err
	}
	cs, err := d.compute(newBacking(ctx, &d.DB.Reader), claims, ds, policy)
	if err != nil {
		return nil, err
	}
	from, err := reportedBy(ctx, &d.DB.Reader, f.Source)
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		it := store.IncidentItem{Incident: c.in, Tolls: c.tolls}
		if f.Holds(c.in) && from(c.in.Reports) && (f.What == "" || c.in.What == f.What || slices.ContainsFunc(c.tolls, func(t recount.Toll) bool { return t.What == f.What })) {
			items = append(items, it)
		}
	}
	store.SortIncidents(items, f.Sort)
	return items, nil
}

// judged returns claims as people had judged them when the ledger had size
// entries.
func (d *Desk) judged(ctx context.Context, claims []recount.Claim, size int64) ([]recount.Claim, error) {
	about := make([]string, len(claims))
	for i, c := range claims {
		about[i] = string(c.ID)
	}
	ds, err := d.DB.At(size).Decisions(ctx, about...)
	return asJudged(claims, standing(ds)), err
}

// periods returns the figures for periods that were known when the ledger had
// size entries, of places that the words of the question name.
func (d *Desk) periods(ctx context.Context, q Question, policy tally.Policy, size int64) ([]tally.Period, error) {
	claims, err := d.periodClaims(ctx, size)
	if err != nil {
		return nil, err
	}
	ps := tally.Periods(claims, policy)
	return slices.DeleteFunc(ps, func(p tally.Period) bool {
		return !store.IncidentFilter{Text: q.Text}.Holds(recount.Incident{Where: p.Where})
	}), nil
}

// heldPeriods are the claims that may give figures for periods, as judged when the
// ledger had size entries.
type heldPeriods struct {
	mu     sync.Mutex
	size   int64
	claims []recount.Claim // nothing may change them
}

// periodClaims looks up the claims that may give figures for periods, or returns
// those it looked up last where nothing that bears on them was entered since.
func (d *Desk) periodClaims(ctx context.Context, size int64) ([]recount.Claim, error) {
	h := &d.heldPeriods
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.claims != nil && h.size <= size {
		moved, err := d.DB.PeriodsMoved(ctx, h.size)
		if err != nil {
			return nil, err
		}
		if !moved {
			return h.claims, nil
		}
	}
	claims, err := d.DB.At(size).Periods(ctx)
	if err != nil {
		return nil, err
	}
	if claims, err = d.judged(ctx, claims, size); err != nil {
		return nil, err
	}
	if size >= h.size { // of an earlier size somebody asks once
		h.size, h.claims = size, append([]recount.Claim{}, claims...)
	}
	return claims, nil
}

// PolicyNames returns the policies that can be asked for, in order.
func (d *Desk) PolicyNames() []recount.PolicyName {
	names := []recount.PolicyName{d.rules.Policy.Name}
	for n := range d.rules.Policies {
		names = append(names, n)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
