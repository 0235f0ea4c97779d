package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

// A Derivation says of one toll how each figure follows from stored claims.
type Derivation struct {
	Toll   recount.Toll      `json:"toll"` // made afresh from the claims
	Bounds []BoundDerivation `json:"bounds"`
	Aside  []Word            `json:"aside,omitempty"`  // what sets no bound, and why
	Stored *recount.Toll     `json:"stored,omitempty"` // what the record says, if that is something else
}

// A BoundDerivation says what sets one bound.
type BoundDerivation struct {
	Bound recount.Bound `json:"bound"`
	Value *int          `json:"value,omitempty"` // none: no figure can be given
	Rule  int           `json:"rule,omitempty"`  // of method R1
	Says  string        `json:"says"`            // the rule in words
	By    []Word        `json:"by,omitempty"`
}

// A Word is what one origin says, with the claims it was read in.
type Word struct {
	recount.Basis
	Said []Said `json:"said"`
}

// A Said is a claim with the words it stands on.
type Said struct {
	Claim    recount.ClaimID  `json:"claim"`
	Count    recount.Quantity `json:"count"`
	Sentence string           `json:"sentence"`
	Voices   []string         `json:"voices,omitempty"` // from the outlet inwards
	At       time.Time        `json:"at,omitzero"`
	Report   recount.ReportID `json:"report"`
	URL      string           `json:"url,omitempty"`
}

// Under returns the tolls of an incident under a policy ("": the casebook's),
// as known when the ledger had size entries.
func (d *Desk) Under(ctx context.Context, id recount.IncidentID, size int64, name recount.PolicyName) ([]recount.Toll, error) {
	p, err := d.policy(name)
	if err != nil {
		return nil, err
	}
	c, err := d.reckoned(ctx, d.DB.At(size), id)
	if err != nil {
		return nil, fmt.Errorf("incident %s: %w", id, err)
	}
	return d.tolls(&c.in, c.k, c.mine, p), nil
}

// Explain makes every toll of an incident afresh from stored claims and
// decisions alone, says what each figure follows from down to the sentence,
// and where the record says something else. name is a policy, "" the
// casebook's; under another there is nothing in the record to hold it against.
func (d *Desk) Explain(ctx context.Context, id recount.IncidentID, name recount.PolicyName) ([]Derivation, error) {
	p, err := d.policy(name)
	if err != nil {
		return nil, err
	}
	c, err := d.reckoned(ctx, &d.DB.Reader, id) // from claims and decisions alone
	if err != nil {
		return nil, fmt.Errorf("explain %s: %w", id, err)
	}
	said, err := d.said(ctx, c.claims)
	if err != nil {
		return nil, fmt.Errorf("explain %s: %w", id, err)
	}
	c.tolls = d.tolls(&c.in, c.k, c.mine, p)
	if err := c.asOf(ctx, &d.DB.Reader); err != nil {
		return nil, err
	}
	var stored []recount.Toll
	if p.Name == d.rules.Policy.Name {
		if stored, err = d.DB.Tolls(ctx, c.in.ID); err != nil {
			return nil, err
		}
	}
	return derivations(c.in.ID, c.tolls, stored, p.Name == d.rules.Policy.Name, said), nil
}

// derivations explains tolls and, if held is set, holds them against the record:
// what one of the two lacks is there no claim of anybody.
func derivations(id recount.IncidentID, made, stored []recount.Toll, held bool, said map[recount.ClaimID]Said) (out []Derivation) {
	about := func(t recount.Toll) func(recount.Toll) bool {
		return func(o recount.Toll) bool { return o.What == t.What && o.Who.Group() == t.Who.Group() }
	}
	none := func(t recount.Toll) recount.Toll {
		return recount.Toll{Incident: id, What: t.What, Who: t.Who, Best: recount.Blank, Status: recount.NoClaim, Policy: t.Policy}
	}
	for _, t := range made {
		a := derivation(t, said)
		if i := slices.IndexFunc(stored, about(t)); held && i < 0 {
			a.Stored = new(none(t))
		} else if held && !same(stored[i], t) {
			a.Stored = &stored[i]
		}
		out = append(out, a)
	}
	for i, s := range stored {
		if held && !slices.ContainsFunc(made, about(s)) {
			a := derivation(none(s), said)
			a.Stored = &stored[i]
			out = append(out, a)
		}
	}
	return out
}

func derivation(t recount.Toll, said map[recount.ClaimID]Said) Derivation {
	a := Derivation{Toll: t}
	for _, b := range []struct {
		name  recount.Bound
		value int
	}{{recount.SetsLow, t.Low}, {recount.SetsBest, t.Best}, {recount.SetsHigh, t.High}} {
		x := BoundDerivation{Bound: b.name, Value: &b.value}
		if b.value == recount.Blank {
			x.Value, x.Says = nil, "no figure can be given"
		}
		for _, basis := range t.Basis {
			i := slices.Index(basis.Sets, b.name)
			if i < 0 {
				continue
			}
			if i < len(basis.Rules) {
				x.Rule = basis.Rules[i]
				x.Says = tally.Rule(x.Rule)
			}
			x.By = append(x.By, word(basis, said))
		}
		if x.Says == "" {
			x.Says = "by the policy's own method"
			if len(x.By) == 0 {
				x.Says = "nobody says more"
			}
		}
		a.Bounds = append(a.Bounds, x)
	}
	for _, basis := range t.Basis {
		if len(basis.Sets) == 0 {
			a.Aside = append(a.Aside, word(basis, said))
		}
	}
	return a
}

func word(b recount.Basis, said map[recount.ClaimID]Said) Word {
	w := Word{Basis: b, Said: []Said{}}
	for _, id := range b.Claims {
		if s, ok := said[id]; ok {
			w.Said = append(w.Said, s)
		}
	}
	return w
}

// said fetches claims with the words they stand on.
func (d *Desk) said(ctx context.Context, ids []recount.ClaimID) (map[recount.ClaimID]Said, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	claims, err := d.DB.Claims(ctx, slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	out := map[recount.ClaimID]Said{}
	reports := map[recount.ReportID]*recount.Report{}
	for _, c := range claims {
		if reports[c.Report] == nil {
			it, err := d.DB.Report(ctx, c.Report)
			if err != nil {
				return nil, err
			}
			reports[c.Report] = &it.Report
		}
		r := reports[c.Report]
		s := Said{Claim: c.ID, Count: c.Count, At: c.Said.From, Report: c.Report, URL: r.URL}
		if e := c.Evidence.Whole; e.Len() > 0 && e.End <= len(r.Text) {
			s.Sentence = strings.Join(strings.Fields(e.In(r.Text)), " ")
		}
		for _, v := range c.Says {
			name := v.Words
			if name == "" {
				name = string(v.Source)
			}
			s.Voices = append(s.Voices, name)
		}
		out[c.ID] = s
	}
	return out, nil
}
