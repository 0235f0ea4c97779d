package web

import (
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

type sourcesPage struct {
	Query     url.Values
	Rows      []desk.Speaker
	Found     int
	Here      int  // that speak in this casebook
	Listed    int  // in the registry
	All       bool // those that do not speak here too
	Countries []string
	Next      template.URL
}

const sourcesShown = 100

// sources lists who is known and who speaks.
func (s *site) sources(w http.ResponseWriter, q *http.Request) error {
	known, err := s.registry()
	if err != nil {
		return err
	}
	all, err := desk.Speakers(q.Context(), s.r, known)
	if err != nil {
		return err
	}
	v := q.URL.Query()
	p := sourcesPage{Query: v, All: v.Get("who") == "all", Listed: len(known.Sources())}
	for _, x := range all {
		if x.Claims+x.Reports > 0 {
			p.Here++
		}
		if x.Country != "" && !slices.Contains(p.Countries, x.Country) {
			p.Countries = append(p.Countries, x.Country)
		}
		if wanted(x, v) {
			p.Rows = append(p.Rows, x)
		}
	}
	slices.Sort(p.Countries)
	p.Found = len(p.Rows)
	p.Rows, p.Next = pageOf(p.Rows, v, sourcesShown)
	return s.show(w, q, http.StatusOK, "sources", "Sources", p)
}

// wanted reports whether a source is what an address asks for.
func wanted(x desk.Speaker, v url.Values) bool {
	if v.Get("who") != "all" && x.Claims+x.Reports == 0 {
		return false
	}
	for _, c := range []struct{ asked, is string }{{v.Get("kind"), string(x.Kind)}, {v.Get("country"), x.Country}, {v.Get("party"), string(x.Party)}} {
		if c.asked != "" && c.asked != c.is {
			return false
		}
	}
	names := strings.ToLower(strings.Join(slices.Concat([]string{string(x.ID)}, x.Names, x.Arabic, x.Hosts), " "))
	for _, word := range strings.Fields(strings.ToLower(v.Get("q"))) {
		if !strings.Contains(names, word) {
			return false
		}
	}
	return true
}

type sourcePage struct {
	*desk.Sayings
	Lag        *lag
	Pseudonym  bool
	On         string              // the messenger that it writes on
	Others     []string            // further names
	Side       *lexicon.KnownParty // that it speaks for
	Parent     *lexicon.KnownParty // whom that side belongs to
	Owner      *desk.Speaker
	Relays     []desk.Speaker
	Relayed    []lexicon.KnownSource // who passes on its word
	Kin        []lexicon.KnownSource // of one owner
	Standing   []standingView
	Delays     desk.Spread
	Ratios     desk.Spread
	Beside     []besideView
	Said       []saidView
	Voices     []quotedView
	Shared     []sharedView
	Most       int // claims looked at
	MostTolls  int
	MostTexts  int
	MostPassed int
}

// A standingView is the weight that policies give a source.
type standingView struct {
	Policies []recount.PolicyName
	Grade    tally.Grade
	But      []string // when it is an interested party instead
}

type besideView struct {
	desk.Against
	Incident recount.Incident
}

type saidView struct {
	heard
	Incident *recount.Incident
}

type quotedView struct {
	store.Quoted
	Name string
}

type sharedView struct {
	desk.Printed
	desk.Speaker
}

// How much of each the page shows.
const latestSaid, latestBeside, mostQuoted = 10, 25, 15

// source shows one source: who it is, and what it says in this casebook.
func (s *site) source(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	known, err := s.registry()
	if err != nil {
		return err
	}
	id := recount.SourceID(q.PathValue("id"))
	if is := known.Registered(id); is != id { // a host or a channel of somebody listed
		http.Redirect(w, q, sourcePath(is), http.StatusSeeOther)
		return nil
	}
	said, worked, err := s.sheet.SayingsOf(ctx, known, id, latestSaid, s.least(q))
	if err != nil {
		return err
	}
	behind, err := s.lag(q, worked)
	if err != nil {
		return err
	}
	p := sourcePage{Sayings: said, Lag: behind, Pseudonym: desk.Pseudonym(id), Most: desk.MostSaid, MostTolls: desk.MostCompared, MostTexts: desk.MostCopies, MostPassed: desk.MostPassed,
		Delays: desk.Delays(said.Against), Ratios: desk.Ratios(said.Against), Relayed: known.Relaying(id), Kin: known.Owned(id)}
	p.kin(known)
	for _, policy := range s.policies() {
		grade, but := policy.Standing(p.KnownSource.Source)
		view := standingView{Grade: grade}
		for _, b := range but {
			view.But = append(view.But, b.Why)
		}
		i := slices.IndexFunc(p.Standing, func(o standingView) bool { return o.Grade == grade && slices.Equal(o.But, view.But) })
		if i < 0 {
			i, p.Standing = len(p.Standing), append(p.Standing, view)
		}
		p.Standing[i].Policies = append(p.Standing[i].Policies, policy.Name)
	}
	homes, err := s.r.Homes(ctx, idsOf(said.Latest)...)
	if err != nil {
		return err
	}
	beside := said.Against[:min(latestBeside, len(said.Against))]
	named := slices.Collect(maps.Values(homes))
	for _, a := range beside {
		named = append(named, a.Toll.Incident)
	}
	found, err := s.r.IncidentsNamed(ctx, named...)
	if err != nil {
		return err
	}
	for _, a := range beside {
		if in, ok := found[a.Toll.Incident]; ok { // else it is gone since
			p.Beside = append(p.Beside, besideView{a, in})
		}
	}
	x := s.texts(q)
	if err := x.fetch(ctx, said.Latest...); err != nil {
		return err
	}
	for _, c := range said.Latest {
		h, err := x.hear(ctx, c)
		if err != nil {
			return err
		}
		view := saidView{heard: h}
		if in, ok := found[homes[c.ID]]; ok {
			view.Incident = &in
		}
		p.Said = append(p.Said, view)
	}
	return s.show(w, q, http.StatusOK, "source", p.Name, p)
}

// policies are those that can be asked for, the one followed first.
func (s *site) policies() (out []tally.Policy) {
	if s.desk != nil {
		return s.desk.Policies()
	}
	all := tally.Policies()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[name])
	}
	return out
}

// kin fills in who a source stands beside.
func (p *sourcePage) kin(known *desk.Registry) {
	if _, ok := p.ID.Sender(); ok {
		p.On, _, _ = strings.Cut(string(p.ID), ":")
	}
	for _, n := range slices.Concat(p.Names, p.Arabic) {
		if n = strings.TrimPrefix(n, "~"); n != p.Name {
			p.Others = append(p.Others, n)
		}
	}
	if party, ok := known.Party(p.Party); ok {
		p.Side = &party
		if above, ok := known.Party(party.Parent); ok {
			p.Parent = &above
		}
	}
	if p.Family != "" {
		owner := known.Speaker(p.Family)
		p.Owner = &owner
	}
	for _, to := range p.KnownSource.Relays {
		p.Relays = append(p.Relays, known.Speaker(to))
	}
	for _, v := range p.Quoted[:min(mostQuoted, len(p.Quoted))] {
		p.Voices = append(p.Voices, quotedView{v, known.Speaker(v.Source).Name})
	}
	for _, o := range p.Printed[:min(mostQuoted, len(p.Printed))] {
		p.Shared = append(p.Shared, sharedView{o, known.Speaker(o.Source)})
	}
}

// sourcePath is the address of a source's page.
func sourcePath(id recount.SourceID) string { return "/sources/" + url.PathEscape(string(id)) }

// speaks names the source at the end of a chain of voices, "" if it has no name.
func speaks(a recount.Attribution) recount.SourceID {
	if len(a) == 0 {
		return ""
	}
	return a[len(a)-1].Source
}
