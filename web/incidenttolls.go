package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

type tollView struct {
	recount.Toll
	Leads bool // the first toll of the page: its sayings have addresses
	Basis []basisView
	Moved template.HTML
}

// A basisView is what one origin contributes, with its words.
type basisView struct {
	recount.Basis
	Name    string
	Via     []recount.Voice  // through whom it came, outermost first
	Source  recount.SourceID // who says so, "" if without a name
	Kind    recount.SourceKind
	Latest  *heard
	Earlier []heard
}

type tollLine struct {
	Policy recount.PolicyName
	Toll   recount.Toll
}

// toll gathers the words behind one toll.
func (s *site) toll(ctx context.Context, x *texts, t recount.Toll, by map[recount.ClaimID]recount.Claim) (tollView, error) {
	v := tollView{Toll: t}
	var hs []heard
	set := map[recount.ClaimID]bool{}
	for _, b := range t.Basis {
		bv := basisView{Basis: b, Name: string(b.Origin), Kind: recount.Unnamed}
		for _, id := range b.Claims {
			c, ok := by[id]
			if !ok {
				continue
			}
			h, err := x.hear(ctx, c)
			if err != nil {
				return v, err
			}
			bv.Earlier = append(bv.Earlier, h)
			hs = append(hs, h)
			set[id] = len(b.Sets) > 0
		}
		slices.SortStableFunc(bv.Earlier, func(a, b heard) int { return b.Said.From.Compare(a.Said.From) })
		if len(bv.Earlier) > 0 {
			bv.Latest, bv.Earlier = &bv.Earlier[0], bv.Earlier[1:]
			bv.Name = x.l.voice(bv.Latest.Says)
			bv.Via = bv.Latest.Says[:max(0, len(bv.Latest.Says)-1)]
			bv.Kind, bv.Source = bv.Latest.Kind, speaks(bv.Latest.Says)
		}
		v.Basis = append(v.Basis, bv)
	}
	slices.SortStableFunc(v.Basis, func(a, b basisView) int { // those that set a bound first
		return cmp.Compare(min(1, len(b.Sets)), min(1, len(a.Sets)))
	})
	v.Moved = x.l.chart(hs, set, t)
	return v, nil
}

// chart draws the sayings behind a toll over the time they were said.
func (l *tongue) chart(hs []heard, set map[recount.ClaimID]bool, t recount.Toll) template.HTML {
	hs = slices.DeleteFunc(slices.Clone(hs), func(h heard) bool { return h.Said.IsZero() || h.Denied })
	slices.SortStableFunc(hs, func(a, b heard) int { return a.Said.From.Compare(b.Said.From) })
	if len(hs) < 2 || !hs[len(hs)-1].Said.From.After(hs[0].Said.From) {
		return ""
	}
	all := hs[len(hs)-1].Said.From.Sub(hs[0].Said.From).Hours()
	var ss []saying
	for _, h := range hs {
		x := saying{Kind: h.Kind, At: h.Said.From.Sub(hs[0].Said.From).Hours() / all, Low: h.Count.Low, High: h.Count.High, Point: h.Count.Point, Set: set[h.ID], Claim: h.ID,
			Label: fmt.Sprintf("%s: %s, %s", h.Name, l.count(h.Count), l.stamp(h.Said.From))}
		if h.Count.High == recount.Open {
			x.High, x.Open = max(h.Count.Low, h.Count.Point), true
		}
		if _, known := kindNames[x.Kind]; !known {
			x.Kind = recount.Unnamed
		}
		ss = append(ss, x)
	}
	return l.moved(ss, t, hs[0].Said.From, hs[len(hs)-1].Said.From)
}

// others reckons the same claims by the other policies: the casebook's own
// among them, if there is a desk to ask.
func (s *site) others(ctx context.Context, claims []recount.Claim, lead recount.Toll, at *then) (out []tollLine, err error) {
	var all []desk.Compared
	if s.desk != nil {
		size, err := s.r.Size(ctx)
		if err != nil {
			return nil, err
		}
		if at != nil {
			size = at.Size
		}
		if all, err = s.desk.Compare(ctx, lead.Incident, size); err != nil {
			return nil, err
		}
	} else {
		roots, err := desk.Roots(ctx, s.r, desk.Known, claims)
		if err != nil {
			return nil, err
		}
		for name, p := range tally.Policies() {
			all = append(all, desk.Compared{Policy: name, Tolls: tally.Reckon(tally.Case{Incident: lead.Incident, Claims: claims, Roots: roots, AsOf: lead.AsOf}, p)})
		}
	}
	for _, x := range all {
		for _, t := range x.Tolls {
			if x.Policy != lead.Policy && t.What == lead.What && t.Who == lead.Who {
				out = append(out, tollLine{x.Policy, t})
			}
		}
	}
	slices.SortFunc(out, func(a, b tollLine) int { return cmp.Compare(a.Policy, b.Policy) })
	return out, nil
}
