package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A Question asks for a total. Its zero value asks for everything there is.
type Question struct {
	From, Until     time.Time // incidents that may have happened in [From, Until); zero is open
	Box             store.Box
	Country, Admin1 string
	Text            string             // words of the title or place
	AsOf            time.Time          // as was known then; zero: now
	Policy          recount.PolicyName // under which policy; "": the casebook's
}

// A Total is what the incidents of an area and a period add up to, harm by
// harm. Low and High add up what each incident allows; Best takes an
// incident's low where it has no best.
type Total struct {
	Lines     []TotalLine        `json:"lines"`
	Incidents int                `json:"incidents"` // how many were counted
	Left      int                `json:"left"`      // how many were left out: retracted, or without a toll of people
	Policy    recount.PolicyName `json:"policy"`
	AsOf      int64              `json:"as_of"` // size of the ledger it was made from
}

// A TotalLine is the total of one harm.
type TotalLine struct {
	What      recount.What `json:"what"`
	Low       int          `json:"low"`
	Best      int          `json:"best"`
	High      int          `json:"high"`
	Open      bool         `json:"open,omitempty"` // some incident's high was itself open
	Incidents int          `json:"incidents"`
	Blank     int          `json:"blank,omitempty"` // incidents without a best, counted by their low
}

// Total adds up tolls of incidents. Claims that are themselves totals are
// never added.
func (d *Desk) Total(ctx context.Context, q Question) (Total, error) {
	items, size, err := d.matching(ctx, q)
	if err != nil {
		return Total{}, fmt.Errorf("total: %w", err)
	}
	t := Total{Policy: q.Policy, AsOf: size}
	if t.Policy == "" {
		t.Policy = d.rules.Policy.Name
	}
	by := map[recount.What]*TotalLine{}
	for _, it := range items {
		counted := false
		for _, toll := range it.Tolls {
			if it.Incident.Status == recount.Retracted || !toll.Who.Everybody() || toll.What.Family() != recount.Harm {
				continue
			}
			counted = true
			l := by[toll.What]
			if l == nil {
				l = &TotalLine{What: toll.What}
				by[toll.What] = l
			}
			l.Incidents++
			l.Low += toll.Low
			l.High += toll.High
			l.Open = l.Open || toll.Open
			if toll.Best == recount.Blank {
				l.Blank++
				l.Best += toll.Low
			} else {
				l.Best += toll.Best
			}
		}
		if counted {
			t.Incidents++
		} else {
			t.Left++
		}
	}
	for _, w := range []recount.What{recount.Killed, recount.Injured, recount.Casualties, recount.Missing, recount.Trapped, recount.Detained, recount.Abducted, recount.Displaced} {
		if by[w] != nil {
			t.Lines = append(t.Lines, *by[w])
		}
	}
	return t, nil
}

// matching returns the incidents a question asks about, with their tolls under
// the policy and as of the time it names.
func (d *Desk) matching(ctx context.Context, q Question) ([]store.IncidentItem, int64, error) {
	policy := d.rules.Policy
	if q.Policy != "" && q.Policy != policy.Name {
		p, ok := d.rules.Policies[q.Policy]
		if !ok {
			return nil, 0, fmt.Errorf("policy %q; there are %v: %w", q.Policy, d.PolicyNames(), recount.ErrInvalid)
		}
		policy = p
	}
	if q.AsOf.IsZero() && policy.Name == d.rules.Policy.Name {
		size, err := d.DB.Size(ctx)
		if err != nil {
			return nil, 0, err
		}
		var items []store.IncidentItem
		f := store.IncidentFilter{From: q.From, Until: q.Until, Box: q.Box, Country: q.Country, Admin1: q.Admin1, Text: q.Text, Limit: 5000}
		for {
			page, next, err := d.DB.Incidents(ctx, f)
			if err != nil {
				return nil, 0, err
			}
			items = append(items, page...)
			if f.After = next; next == "" {
				return items, size, nil
			}
		}
	}
	size, err := d.DB.Size(ctx)
	if !q.AsOf.IsZero() {
		size, err = d.DB.SizeAt(ctx, q.AsOf)
	}
	if err != nil {
		return nil, 0, err
	}
	claims, ds, err := d.DB.Evidence(ctx, size)
	if err != nil {
		return nil, 0, err
	}
	var items []store.IncidentItem
	for _, c := range d.compute(claims, ds, policy) {
		if q.holds(c.in) {
			items = append(items, store.IncidentItem{Incident: c.in, Tolls: c.tolls})
		}
	}
	return items, size, nil
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

// holds asks of a computed incident what the store asks of a stored one.
func (q Question) holds(in recount.Incident) bool {
	return store.IncidentFilter{From: q.From, Until: q.Until, Box: q.Box, Country: q.Country, Admin1: q.Admin1, Text: q.Text}.Holds(in)
}
