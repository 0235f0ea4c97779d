package web

import (
	"cmp"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

type incidentPage struct {
	store.IncidentItem
	Lead    recount.Toll
	Has     bool
	Tolls   []tollView
	Others  []tollLine // the same claims under other policies
	Acts    []heard    // what else is said to have happened
	Periods []periodView
	Truces  []truceView
	History []recount.Decision
	Reports []store.ReportItem
	Root    string
	Put     []putPlace // where its claims put it, most claims first
	Drawn   bool
	Doubted *recount.Decision   // that it may be another told of again
	Whole   *store.IncidentItem // the incident that it is a part of
	Parts   []store.IncidentItem
	Then    *then      // as known then; nil: as known now
	Moves   []moveView // how the leading toll moved
	Later   bool       // that is told on asking
	Voices  template.HTML
	Groups  []tollView // of the leading harm: who they were
	Weapons []toldView
	Targets []toldView
	Blamed  []toldView
	Media   []mediumView
	Writes  bool  // whether a person may decide here
	Seen    int64 // size of the ledger as shown
	Grades  []string
	Harms   []recount.What
	Talk    *talk
	Signing *signing // nil as known then, or without a desk
	Done    *done
	All     []recount.Claim    // that belong to it, to be moved
	Beside  []recount.Incident // where one of them may belong instead
	Edits   bool               // whether whoever looks may withdraw it
}

func (s *site) incident(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	id := recount.IncidentID(q.PathValue("id"))
	at, err := s.thenOf(q)
	if err != nil {
		return err
	}
	past, err := s.known(ctx, id, at)
	if err != nil {
		return err
	}
	it, claims := &past.IncidentItem, past.Claims
	if at == nil && it.Incident.ID != id { // merged: the old address leads to the new
		http.Redirect(w, q, "/incidents/"+url.PathEscape(string(it.Incident.ID)), http.StatusMovedPermanently)
		return nil
	}
	p := incidentPage{IncidentItem: *it, Then: at, History: past.Decisions, Writes: s.writes(q), Grades: tally.Grades()}
	if p.Seen, err = s.r.Size(ctx); err != nil {
		return err
	}
	if p.Writes {
		p.All = claims
	}
	if err := s.together(q, &p, claims); err != nil {
		return err
	}
	for _, h := range asked {
		if h.Family() == recount.Harm {
			p.Harms = append(p.Harms, h)
		}
	}
	if p.Put, err = s.put(ctx, claims, it.Incident.Where); err != nil {
		return err
	}
	p.Drawn = it.Incident.Where.Precision != recount.NoPlace
	x := s.texts(q)
	if p.Reports, err = x.toldIn(ctx, it.Incident); err != nil {
		return err
	}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range claims {
		by[c.ID] = c
	}
	if at == nil {
		p.Whole, p.Parts, err = s.kin(ctx, it.Incident, by)
	} else {
		err = s.basis(ctx, it.Tolls, by)
	}
	if err == nil {
		err = x.fetch(ctx, slices.Collect(maps.Values(by))...)
	}
	if err != nil {
		return err
	}
	used := map[recount.ClaimID]bool{}
	for _, t := range it.Tolls {
		v, err := s.toll(ctx, x, t, by)
		if err != nil {
			return err
		}
		for _, b := range t.Basis {
			for _, c := range b.Claims {
				used[c] = true
			}
		}
		v.Leads = len(p.Tolls) == 0
		p.Tolls = append(p.Tolls, v)
		if !p.Has {
			p.Lead, p.Has = t, true
		}
	}
	for _, c := range claims {
		if !used[c.ID] {
			h, err := x.hear(ctx, c)
			if err != nil {
				return err
			}
			p.Acts = append(p.Acts, h)
		}
	}
	if p.Has {
		if p.Others, err = s.others(ctx, claims, p.Lead, at); err != nil {
			return err
		}
	}
	if err := s.around(ctx, x, &p); err != nil {
		return err
	}
	if p.Writes && at == nil {
		if p.Beside, err = s.beside(ctx, it.Incident, p.Reports); err != nil {
			return err
		}
	}
	l := s.tongue(q)
	if len(p.Tolls) > 0 {
		p.Voices = l.voiceGraph(p.Tolls[0])
	}
	for _, t := range p.Tolls {
		if t.What == p.Lead.What && !t.Who.Everybody() {
			p.Groups = append(p.Groups, t)
		}
	}
	judged := desk.AsJudged(claims, p.History)
	p.Weapons, p.Targets, p.Blamed, p.Media = l.told(judged, weapons), l.told(judged, targets), l.told(judged, blamed), mediaOf(p.Reports)
	p.Later = s.desk != nil && len(claims) > mostMoved && !q.URL.Query().Has("moves")
	if s.desk != nil && !p.Later {
		if p.Moves, err = s.moves(ctx, id, p.Reports); err != nil {
			return err
		}
	}
	if d, ok := link.LastDoubt(p.Incident, p.History); ok {
		p.Doubted = &d
	}
	slices.SortFunc(p.History, func(a, b recount.Decision) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	if it.Incident.AsOf > 0 {
		if root, err := s.r.Root(ctx, it.Incident.AsOf); err == nil {
			p.Root = root.String()
		}
	}
	return s.show(w, q, http.StatusOK, "incident", x.l.title(it.Incident), p)
}

// together adds what people said to each other and how far it is signed off, as
// of now.
func (s *site) together(q *http.Request, p *incidentPage, claims []recount.Claim) (err error) {
	said := p.History
	p.History = slices.DeleteFunc(slices.Clone(said), func(dec recount.Decision) bool { return !dec.Act.Bears() })
	if p.Then != nil || s.desk == nil {
		return nil
	}
	p.Edits = s.may(q, desk.Edits)
	if p.Talk, err = s.talk(q, string(p.Incident.ID), said); err != nil {
		return err
	}
	if p.Signing, err = s.signing(q, p.IncidentItem, claims, p.History); err != nil {
		return err
	}
	p.Done, err = s.done(q)
	return err
}
