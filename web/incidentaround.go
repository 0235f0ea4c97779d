package web

import (
	"context"
	"fmt"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

type periodView struct {
	tally.Period
	Heard heard
}

// kin returns the whole and the parts of an incident, and adds the claims of
// all that lies within it.
func (s *site) kin(ctx context.Context, in recount.Incident, by map[recount.ClaimID]recount.Claim) (whole *store.IncidentItem, parts []store.IncidentItem, err error) {
	if in.Whole != "" {
		if whole, err = s.r.Incident(ctx, in.Whole); err != nil {
			return nil, nil, err
		}
	}
	for _, id := range in.Parts {
		it, err := s.r.Incident(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		claims, err := s.r.ClaimsOfIncident(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range claims {
			by[c.ID] = c
		}
		below := it.Incident
		below.Whole = ""
		if _, _, err := s.kin(ctx, below, by); err != nil {
			return nil, nil, err
		}
		parts = append(parts, *it)
	}
	return whole, parts, nil
}

// toldIn returns the reports of an incident, and keeps their texts.
func (x *texts) toldIn(ctx context.Context, in recount.Incident) (reports []store.ReportItem, err error) {
	found, err := x.r.ReportsNamed(ctx, in.Reports...)
	for _, id := range in.Reports {
		it, ok := found[id]
		if err == nil && !ok {
			err = fmt.Errorf("report %s: %w", id, recount.ErrNotFound)
		}
		reports = append(reports, it)
		x.have[id] = &it.Report
	}
	return reports, err
}

// around gathers what stands beside an incident and is never part of its
// toll: the period figures that its reports give, and truces of the time.
func (s *site) around(ctx context.Context, x *texts, p *incidentPage) error {
	all, err := s.r.ClaimsOf(ctx, p.Incident.Reports...)
	if err != nil {
		return err
	}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range all {
		by[c.ID] = c
	}
	for _, f := range tally.Periods(all, tally.R1()) {
		if by[f.Claim].Scope.IsZero() {
			continue // wide as it is, it is this incident's
		}
		h, err := x.hear(ctx, by[f.Claim])
		if err != nil {
			return err
		}
		p.Periods = append(p.Periods, periodView{f, h})
	}
	return s.truces(ctx, p)
}
