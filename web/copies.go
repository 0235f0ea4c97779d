package web

import (
	"cmp"
	"context"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// A copyOf is another report that prints the text of one.
type copyOf struct {
	store.ReportItem
	By *recount.Decision // that found the two alike; nil if through a third
}

// copies returns the reports that print the text of one, in the order published.
func (s *site) copies(ctx context.Context, id recount.ReportID) (out []copyOf, err error) {
	family, ds, err := desk.Kin(ctx, s.r, id)
	if err != nil {
		return nil, err
	}
	for _, other := range family {
		it, err := s.r.Report(ctx, other)
		if err != nil {
			return nil, err
		}
		c := copyOf{ReportItem: *it}
		for _, d := range ds {
			if a, b := recount.ReportID(d.Subject), recount.ReportID(d.Object); a == id && b == other || a == other && b == id {
				c.By = &d
			}
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b copyOf) int {
		return cmp.Or(a.Report.Published.From.Compare(b.Report.Published.From), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	return out, nil
}

// tollOf returns the toll of an incident that a claim counts for, nil if there
// is none.
func (s *site) tollOf(ctx context.Context, in recount.IncidentID, c *recount.Claim) (*recount.Toll, error) {
	ts, err := s.r.Tolls(ctx, in)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(ts, func(t recount.Toll) bool {
		return t.What == c.What && t.Status != recount.NoClaim && slices.ContainsFunc(t.Basis, func(b recount.Basis) bool { return slices.Contains(b.Claims, c.ID) })
	})
	if i < 0 {
		return nil, nil
	}
	return &ts[i], nil
}
