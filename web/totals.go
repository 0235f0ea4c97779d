package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/tally"
)

type totalsPage struct {
	Query    url.Values
	Total    desk.Total
	Lines    []totalView
	Whats    []recount.What
	Groups   []string
	Policies []recount.PolicyName
	Per      desk.Division
	Asked    bool
	Then     *then
	Lag      *lag
	JSON     template.URL
	Beside   []besidePolicies // the same under every policy, if that is asked for
	Every    template.URL     // query that asks for it
}

// A besidePolicies is one harm as each policy adds it up.
type besidePolicies struct {
	What  recount.What
	Who   string
	Most  int
	Cells []policyCell // as totalsPage.Policies; a policy that counts nothing of it has none
}

type policyCell struct {
	*tally.Sum
	Most int
}

// A totalView is a line of a total as it is drawn.
type totalView struct {
	desk.TotalLine
	Chart template.HTML // its parts, where they are days or months
	Parts []partView

	Hidden int // how many of what others say in total are only in the JSON; below 0: none
}

// periodsShown is how many of the totals that others give the page shows of each harm.
const periodsShown = 40

type partView struct {
	Key string
	tally.Sum
	Most int
}

// A then says that a page shows what was known once.
type then struct {
	Asked string // as the reader asked
	Size  int64
	Now   string // address of what is known now
}

// then names the moment.
func (l *tongue) then(t then) string {
	if at, size, err := desk.ParseAsOf(t.Asked); err == nil && size == 0 {
		if len(t.Asked) == len(time.DateOnly) {
			return l.say("at the end of %s", l.day(at))
		}
		return l.stamp(at)
	}
	return l.say("when the ledger had %d entries", t.Size)
}

// Query is what an address asks for to show the same moment.
func (t *then) Query() string {
	if t == nil {
		return ""
	}
	return "?as-of=" + url.QueryEscape(t.Asked)
}

// thenOf reads as of when a page is asked for, nil if as of now.
func (s *site) thenOf(q *http.Request) (*then, error) {
	asked := strings.TrimSpace(q.URL.Query().Get("as-of"))
	if asked == "" {
		return nil, nil
	}
	if s.desk == nil {
		return nil, fmt.Errorf("as of %q: %w", asked, recount.ErrNotFound)
	}
	at, size, err := desk.ParseAsOf(asked)
	if err == nil {
		size, err = s.desk.SizeThen(q.Context(), at, size)
	}
	if err != nil {
		return nil, err
	}
	u := *q.URL
	v := u.Query()
	v.Del("as-of")
	u.RawQuery = v.Encode()
	return &then{asked, size, u.RequestURI()}, nil
}

// totals shows what incidents add up to, beside what others say in total.
func (s *site) totals(w http.ResponseWriter, q *http.Request) error {
	if s.desk == nil {
		return recount.ErrNotFound
	}
	v := q.URL.Query()
	f, err := filterOf(v)
	if err != nil {
		return err
	}
	ask := desk.Question{From: f.From, Until: f.Until, What: f.What, Who: v.Get("who"), Per: desk.Division(cmp.Or(v.Get("per"), string(desk.PerMonth))), Policy: recount.PolicyName(v.Get("policy")), Rho: .3}
	if f.What != "" && f.What.Family() != recount.Harm {
		return fmt.Errorf("what %q: %w", f.What, recount.ErrInvalid)
	}
	if err := ask.In(v.Get("area")); err != nil {
		return err
	}
	p := totalsPage{Query: v, Whats: tally.Harms(), Groups: tally.Groups(), Policies: s.desk.PolicyNames(), Per: ask.Per, JSON: template.URL(v.Encode())}
	if p.Then, err = s.thenOf(q); err != nil {
		return err
	}
	if p.Then != nil {
		if ask.AsOf, ask.Size, err = desk.ParseAsOf(p.Then.Asked); err != nil {
			return err
		}
	}
	ask.Least = s.least(q)
	if p.Total, err = s.desk.Total(q.Context(), ask); err != nil {
		return err
	}
	if p.Then == nil {
		if p.Lag, err = s.lag(q, p.Total.Worked); err != nil {
			return err
		}
	}
	if download(q) == ".json" {
		w.Header().Set("Content-Type", "application/json")
		return json.NewEncoder(w).Encode(p.Total)
	}
	p.Every = withQuery(v, "beside", "policies")
	if v.Get("beside") == "policies" {
		if p.Beside, err = s.besidePolicies(q, ask, p.Policies); err != nil {
			return err
		}
	}
	for _, k := range []string{"area", "from", "until", "what", "who", "policy", "as-of"} {
		p.Asked = p.Asked || v.Get(k) != ""
	}
	for _, l := range p.Total.Lines {
		view := totalView{TotalLine: l}
		if view.Hidden = len(l.Periods) - periodsShown; view.Hidden > 0 { // the latest
			view.TotalLine.Periods = l.Periods[view.Hidden:]
		}
		view.Parts = partsOf(p.Total.Parts, l.What)
		if ask.Per == desk.PerMonth || ask.Per == desk.PerDay {
			view.Chart = s.tongue(q).columns(view.Parts)
		}
		p.Lines = append(p.Lines, view)
	}
	return s.show(w, q, http.StatusOK, "totals", "Totals", p)
}

// besidePolicies adds up the same under each policy.
func (s *site) besidePolicies(q *http.Request, ask desk.Question, policies []recount.PolicyName) (out []besidePolicies, err error) {
	ask.Per, ask.Rho = desk.Whole, 0
	for i, name := range policies {
		ask.Policy = name
		t, err := s.desk.Total(q.Context(), ask)
		if err != nil {
			return nil, err
		}
		for _, line := range t.Lines {
			j := slices.IndexFunc(out, func(b besidePolicies) bool { return b.What == line.What && b.Who == line.Who })
			if j < 0 {
				j, out = len(out), append(out, besidePolicies{What: line.What, Who: line.Who, Cells: make([]policyCell, len(policies))})
			}
			out[j].Cells[i].Sum = &line.Sum
			out[j].Most = max(out[j].Most, line.High)
		}
	}
	for _, b := range out {
		for i := range b.Cells {
			b.Cells[i].Most = b.Most
		}
	}
	return out, nil
}
