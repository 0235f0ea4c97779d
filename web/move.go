package web

import (
	"context"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// Of how many reports, and how many incidents, a page names where a claim may be
// moved to.
const (
	movesSought = 20
	movesShown  = 12
)

// beside are the other incidents that the reports of one speak of, its whole and its
// parts: where a claim of it may belong instead.
func (s *site) beside(ctx context.Context, in recount.Incident, reports []store.ReportItem) ([]recount.Incident, error) {
	ids := slices.Clone(in.Parts)
	if in.Whole != "" {
		ids = append(ids, in.Whole)
	}
	for _, r := range reports[:min(len(reports), movesSought)] {
		of, err := s.r.IncidentsOf(ctx, r.Report.ID)
		if err != nil {
			return nil, err
		}
		for _, id := range of {
			if id != in.ID && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	ids = ids[:min(len(ids), movesShown)]
	found, err := s.r.IncidentsNamed(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var out []recount.Incident
	for _, id := range ids {
		if x, ok := found[id]; ok {
			out = append(out, x)
		}
	}
	return out, nil
}
