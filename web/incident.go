package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
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

// heard is a claim with the sentence it was read from.
type heard struct {
	recount.Claim
	Quote  []piece
	Report *recount.Report
	Name   string
	Kind   recount.SourceKind
}

type tollLine struct {
	Policy recount.PolicyName
	Toll   recount.Toll
}

type periodView struct {
	tally.Period
	Heard heard
}

// texts fetches the reports a page quotes, each once.
type texts struct {
	r    *store.Reader
	l    *tongue
	have map[recount.ReportID]*recount.Report
}

func (x *texts) of(ctx context.Context, id recount.ReportID) (*recount.Report, error) {
	if rep, ok := x.have[id]; ok {
		return rep, nil
	}
	it, err := x.r.Report(ctx, id)
	if errors.Is(err, recount.ErrNotFound) { // a claim may outlive its report's text
		x.have[id] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	x.have[id] = &it.Report
	return &it.Report, nil
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
	x := &texts{s.r, s.tongue(q), map[recount.ReportID]*recount.Report{}}
	by := map[recount.ClaimID]recount.Claim{}
	for _, c := range claims {
		by[c.ID] = c
	}
	if at == nil {
		p.Whole, p.Parts, err = s.kin(ctx, it.Incident, by)
	} else {
		err = s.basis(ctx, it.Tolls, by)
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

// around gathers what stands beside an incident and is never part of its
// toll: its reports, the period figures they give, and truces of the time.
func (s *site) around(ctx context.Context, x *texts, p *incidentPage) error {
	var all []recount.Claim
	for _, id := range p.Incident.Reports {
		it, err := s.r.Report(ctx, id)
		if err != nil {
			return err
		}
		p.Reports = append(p.Reports, *it)
		x.have[id] = &it.Report
		cs, err := s.r.ClaimsOf(ctx, id)
		if err != nil {
			return err
		}
		all = append(all, cs...)
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
