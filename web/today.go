package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type todayPage struct {
	*desk.Today
	Mine    *desk.Mine // what waits for whoever looks; nil if nobody is known
	Counts  store.Counts
	Fresh   []incidentRow
	Rose    []movedView
	Fell    []movedView
	Most    int
	Denied  []deniedView
	Alarms  []watchView
	Watched int
	Quiet   bool // nothing came in a day, so that an earlier day is shown
	Day     string
	Reports int // that came in
	Claims  int
	Unread  int
}

type movedView struct {
	desk.Moved
	Row incidentRow
}

type deniedView struct {
	recount.Claim
	Incident recount.IncidentID // "" if it belongs to none
	Report   *store.ReportItem
	Words    string
}

// shownOfEach is how many of each kind the page shows.
const shownOfEach = 25

func (s *site) today(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	if s.desk == nil {
		return recount.ErrNotFound
	}
	p := todayPage{}
	since := s.now().Add(-24 * time.Hour)
	if p.Day = q.URL.Query().Get("since"); p.Day != "" {
		var err error
		if since, err = time.Parse(time.DateOnly, p.Day); err != nil {
			return fmt.Errorf("since %q: %w", p.Day, recount.ErrInvalid)
		}
	} else {
		last, err := s.lastEntry(q)
		if err != nil {
			return err
		}
		if p.Quiet = !last.IsZero() && last.Before(since); p.Quiet {
			since = last.Add(-24 * time.Hour)
		}
	}
	var err error
	if p.Today, err = s.desk.Today(ctx, since); err != nil {
		return err
	}
	if p.Counts, err = s.r.Counts(ctx); err != nil {
		return err
	}
	for _, c := range p.Came {
		p.Reports, p.Claims, p.Unread = p.Reports+c.Reports, p.Claims+c.Claims, p.Unread+c.Unread
	}
	for _, it := range p.New {
		row := rowOf(it)
		p.Most = max(p.Most, row.Toll.High)
		if len(p.Fresh) < shownOfEach {
			p.Fresh = append(p.Fresh, row)
		}
	}
	for _, m := range p.Moved {
		p.Most = max(p.Most, m.Toll.High, m.Before.High)
		to := &p.Fell
		if m.Rose {
			to = &p.Rose
		}
		if len(*to) < shownOfEach {
			*to = append(*to, movedView{m, rowOf(m.Now)})
		}
	}
	if p.Denied, err = s.denied(ctx, p.Denials); err != nil {
		return err
	}
	if me := s.who(q).Name; me != "" {
		mine, err := s.desk.Mine(ctx, me, store.IncidentFilter{Limit: mostListed})
		if err != nil {
			return err
		}
		p.Mine = &mine
	}
	ws, err := s.r.Watches(ctx)
	if err != nil {
		return err
	}
	p.Watched = len(ws)
	for _, x := range ws {
		if h := desk.HealthOf(x, s.now()); h == desk.Failing || h == desk.SilentAt {
			p.Alarms = append(p.Alarms, watchView{Watch: x, Health: h})
		}
	}
	return s.show(w, q, http.StatusOK, "today", "Today", p)
}

// denied looks up where denials stand and what they speak of.
func (s *site) denied(ctx context.Context, claims []recount.Claim) (out []deniedView, err error) {
	if len(claims) == 0 {
		return nil, nil
	}
	var ids []recount.ReportID
	for _, c := range claims {
		ids = append(ids, c.Report)
	}
	reports, err := s.r.ReportsNamed(ctx, ids...)
	if err != nil {
		return nil, err
	}
	homes, err := s.r.Homes(ctx, idsOf(claims)...)
	for _, c := range claims {
		it := reports[c.Report]
		out = append(out, deniedView{Claim: c, Incident: homes[c.ID], Report: &it, Words: c.Evidence.Whole.In(it.Report.Text)})
	}
	return out, err
}

// lastEntry says when the ledger was last written to, zero if never.
func (s *site) lastEntry(q *http.Request) (time.Time, error) {
	n, err := s.r.Size(q.Context())
	if err != nil || n == 0 {
		return time.Time{}, err
	}
	es, err := s.r.Entries(q.Context(), n-1, 1)
	if err != nil || len(es) == 0 {
		return time.Time{}, err
	}
	return es[0].At, nil
}
