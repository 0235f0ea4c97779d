package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type queueClaim struct {
	recount.Claim
	Before, Quote, After []piece // the sentence and what stands around it
	Report               *store.ReportItem
	Voice                recount.Voice
	Incident             *store.IncidentItem
	Read                 recount.Claim // before it was corrected
	Corrected            bool
	Judged               []recount.Decision // by people, about it
	From, Until          string             // days, for the form
}

type queuePair struct {
	desk.Waiting
	Sides [2]queueSide
}

type queueSide struct {
	store.IncidentItem
	Row    incidentRow
	Quotes []queueQuote
}

type queueQuote struct {
	Quote  []piece
	Report *store.ReportItem
}

// pairs names the incidents that may be one, up to mostWaiting, of which a filter
// chooses one or the other. Without a filter none of them is looked up.
func (s *site) pairs(ctx context.Context, f store.IncidentFilter) ([]store.Doubt, error) {
	pairs, err := s.desk.Pairs(ctx, mostWaiting)
	if err != nil || f == (store.IncidentFilter{Limit: f.Limit}) {
		return pairs, err
	}
	var ids []recount.IncidentID
	for _, p := range pairs {
		ids = append(ids, p.Incident, p.Other)
	}
	found, err := s.r.IncidentsNamed(ctx, ids...)
	return slices.DeleteFunc(pairs, func(p store.Doubt) bool { return !fits(found[p.Incident], f) && !fits(found[p.Other], f) }), err
}

func (s *site) queueClaim(q *http.Request, c recount.Claim) (*queueClaim, error) {
	ctx := q.Context()
	x := &queueClaim{}
	var err error
	if x.Report, err = s.r.Report(ctx, c.Report); err != nil {
		return nil, err
	}
	text, at := x.Report.Report.Text, c.Evidence.Whole
	x.Quote = quote(text, &c)
	from, until := inside(text, max(0, at.Start-aroundShown)), inside(text, min(len(text), at.End+aroundShown))
	if from > 0 { // begin at a word
		from += max(0, strings.IndexByte(text[from:at.Start], ' ')+1)
	}
	if until < len(text) {
		until = max(at.End, strings.LastIndexByte(text[:until], ' '))
	}
	x.Before, x.After = []piece{{Text: text[from:at.Start]}}, []piece{{Text: text[at.End:until]}}
	in, err := s.r.IncidentOf(ctx, c.ID)
	if err == nil {
		x.Incident, err = s.r.Incident(ctx, in)
	}
	if err != nil && !errors.Is(err, recount.ErrNotFound) {
		return nil, err
	}
	ds, err := s.r.Decisions(ctx, string(c.ID))
	if err != nil {
		return nil, err
	}
	for _, d := range ds {
		if d.By.Kind == recount.Person && d.Act.Bears() {
			x.Judged, x.Corrected = append(x.Judged, d), x.Corrected || d.Act == recount.Correct
		}
	}
	x.Read, x.Claim = c, desk.Corrected(c, ds)
	c = x.Claim
	if n := len(c.Says); n > 0 {
		x.Voice = c.Says[n-1]
	}
	if !c.When.IsZero() {
		local := c.When.Local()
		x.From, x.Until = local.From.Format("2006-01-02"), local.Until.Add(-1).Format("2006-01-02")
	}
	return x, nil
}

// queuePair looks a pair up, nil if it was answered since it was named.
func (s *site) queuePair(q *http.Request, pair store.Doubt) (*queuePair, error) {
	ctx := q.Context()
	ws, err := s.desk.Waiting(ctx, pair)
	if err != nil || len(ws) == 0 {
		return nil, err
	}
	x := &queuePair{Waiting: ws[0]}
	for i, in := range []recount.IncidentID{x.Incident.ID, x.Other.ID} {
		it, err := s.r.Incident(ctx, in)
		if err != nil {
			return nil, err
		}
		side := queueSide{IncidentItem: *it, Row: rowOf(*it)}
		cs, err := s.r.ClaimsOfIncident(ctx, in)
		if err != nil {
			return nil, err
		}
		seen := map[recount.ReportID]bool{}
		for j := range cs {
			if seen[cs[j].Report] || len(side.Quotes) == quotesShown {
				continue
			}
			seen[cs[j].Report] = true
			rep, err := s.r.Report(ctx, cs[j].Report)
			if err != nil {
				return nil, err
			}
			side.Quotes = append(side.Quotes, queueQuote{quote(rep.Report.Text, &cs[j]), rep})
		}
		x.Sides[i] = side
	}
	return x, nil
}
