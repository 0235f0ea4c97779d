package web

import (
	"context"
	"net/http"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// heard is a claim with the sentence it was read from.
type heard struct {
	recount.Claim
	Quote  []piece
	Report *recount.Report
	Name   string
	Kind   recount.SourceKind
}

// texts fetches the reports a page quotes, each once.
type texts struct {
	r    *store.Reader
	l    *tongue
	have map[recount.ReportID]*recount.Report
}

func (s *site) texts(q *http.Request) *texts {
	return &texts{s.r, s.tongue(q), map[recount.ReportID]*recount.Report{}}
}

func (x *texts) of(ctx context.Context, id recount.ReportID) (*recount.Report, error) {
	if rep, ok := x.have[id]; ok {
		return rep, nil
	}
	err := x.fetch(ctx, recount.Claim{Report: id})
	return x.have[id], err
}

// fetch gets the reports of claims at once, those that are not there yet.
func (x *texts) fetch(ctx context.Context, claims ...recount.Claim) error {
	var ids []recount.ReportID
	for _, c := range claims {
		if _, ok := x.have[c.Report]; !ok {
			x.have[c.Report] = nil // a claim may outlive its report's text
			ids = append(ids, c.Report)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	its, err := x.r.ReportsNamed(ctx, ids...)
	for id, it := range its {
		x.have[id] = &it.Report
	}
	return err
}

func (x *texts) hear(ctx context.Context, c recount.Claim) (heard, error) {
	h := heard{Claim: c, Kind: voiceKind(c.Says)}
	rep, err := x.of(ctx, c.Report)
	if err != nil {
		return h, err
	}
	h.Report = rep
	if rep != nil {
		h.Quote = quote(rep.Text, &c)
	}
	h.Name = x.l.voices(c.Says)
	return h, nil
}

// idsOf are the IDs of claims.
func idsOf(claims []recount.Claim) []recount.ClaimID {
	ids := make([]recount.ClaimID, len(claims))
	for i, c := range claims {
		ids[i] = c.ID
	}
	return ids
}
