package web

import (
	"cmp"
	"context"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// known returns an incident as it is known, or as it was.
func (s *site) known(ctx context.Context, id recount.IncidentID, at *then) (*desk.Past, error) {
	if at != nil {
		return s.desk.Then(ctx, id, at.Size)
	}
	it, err := s.r.Incident(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &desk.Past{IncidentItem: *it}
	if p.Claims, err = s.r.ClaimsOfIncident(ctx, it.Incident.ID); err != nil {
		return nil, err
	}
	about := []string{string(it.Incident.ID)}
	for _, id := range it.Incident.Aliases {
		about = append(about, string(id))
	}
	for _, c := range p.Claims {
		about = append(about, string(c.ID))
	}
	p.Decisions, err = s.r.Decisions(ctx, about...)
	return p, err
}

// basis adds the claims that tolls rest on and that are not there yet: those of
// what was a part of the incident then.
func (s *site) basis(ctx context.Context, tolls []recount.Toll, by map[recount.ClaimID]recount.Claim) error {
	var ids []recount.ClaimID
	for _, t := range tolls {
		for _, b := range t.Basis {
			for _, id := range b.Claims {
				if _, ok := by[id]; !ok {
					ids = append(ids, id)
				}
			}
		}
	}
	claims, err := s.r.Claims(ctx, ids...)
	for _, c := range claims {
		by[c.ID] = c
	}
	return err
}

// mostMoved is how many claims an incident may have for its page to tell unasked
// how its tolls moved: each move is reckoned afresh.
const mostMoved = 60

// A moveView is a time at which the leading toll became another, and what moved it.
type moveView struct {
	At      time.Time
	Size    int64
	Toll    recount.Toll
	Most    int
	Reports []moveReport
	Left    []moveReport
	By      []string
}

// A moveReport is a report that joined or left an incident, with its source.
type moveReport struct {
	ID     recount.ReportID
	Source string
}

// moves tells how the leading toll of an incident moved, if it moved at all.
func (s *site) moves(ctx context.Context, id recount.IncidentID, reports []store.ReportItem) ([]moveView, error) {
	ms, err := s.desk.History(ctx, id)
	if err != nil || len(ms) == 0 || len(ms[len(ms)-1].Tolls) == 0 {
		return nil, err
	}
	lead := ms[len(ms)-1].Tolls[0]
	source := map[recount.ReportID]string{}
	for _, r := range reports {
		source[r.Report.ID] = string(r.Report.Source)
	}
	sourced := func(ids []recount.ReportID) (out []moveReport) {
		for _, id := range ids {
			out = append(out, moveReport{id, cmp.Or(source[id], "a report")})
		}
		return out
	}
	var out []moveView
	most := 0
	for _, m := range ms {
		for _, t := range m.Tolls {
			if t.What == lead.What && t.Who == lead.Who {
				out = append(out, moveView{At: m.At, Size: m.Size, Toll: t, Reports: sourced(m.Reports), Left: sourced(m.Left), By: m.Reasons()})
				most = max(most, t.High)
				break
			}
		}
	}
	if len(out) < 2 {
		return nil, nil
	}
	for i := range out {
		out[i].Most = most
	}
	return out, nil
}
