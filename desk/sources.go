package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

// A Speaker is a source and how much there is of it in a casebook.
type Speaker struct {
	lexicon.KnownSource
	Listed  bool // in the registry
	Reports int  // that it published
	Claims  int  // that are its word
}

// Pseudonym reports whether a source is a person, who is kept under a pseudonym.
func Pseudonym(id recount.SourceID) bool {
	name, ok := id.Sender()
	return ok && strings.HasPrefix(name, "person-")
}

// Speaker returns what the registry tells of a source. Of one that is not
// listed it tells the kind and no more.
func (g *Registry) Speaker(id recount.SourceID) Speaker {
	if s, ok := g.Source(id); ok {
		return Speaker{KnownSource: s, Listed: true}
	}
	s := recount.Source{ID: id, Name: string(id), Kind: recount.Outlet}
	if _, ok := id.Sender(); ok {
		s.Kind = recount.Social
	}
	return Speaker{KnownSource: lexicon.KnownSource{Source: s}}
}

// Speakers returns everybody who is listed or speaks in a casebook: those with
// most claims and reports first, then by name.
func Speakers(ctx context.Context, r *store.Reader, g *Registry) ([]Speaker, error) {
	published, err := r.Publishers(ctx)
	if err != nil {
		return nil, err
	}
	claims, err := r.Origins(ctx)
	if err != nil {
		return nil, err
	}
	by := map[recount.SourceID]*Speaker{}
	of := func(id recount.SourceID) *Speaker {
		if by[id] == nil {
			s := g.Speaker(id)
			by[id] = &s
		}
		return by[id]
	}
	for _, s := range g.Sources() {
		of(s.ID)
	}
	for name, n := range published {
		if name != "" {
			of(g.Registered(name)).Reports += n
		}
	}
	for id, n := range claims {
		of(id).Claims += n
	}
	out := make([]Speaker, 0, len(by))
	for _, s := range by {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Speaker) int {
		return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(b.Reports, a.Reports), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// How much of what a source said is looked at: its latest claims, the incidents
// of those whose tolls they are compared with, the latest claims that it passed
// on, and its latest reports that are looked through for copies.
const (
	MostSaid     = 1000
	MostCompared = 200
	MostPassed   = 1000
	MostCopies   = 100
)

// mostOfRow is how many of a source's latest claims in one row of a toll are
// looked at for its latest word.
const mostOfRow = 3

// Sayings are what a source said in a casebook, looked at from the latest
// backwards.
type Sayings struct {
	Speaker
	FiledAs   []recount.SourceID // the names that its reports are filed under
	Latest    []recount.Claim
	Published []store.ReportItem // the latest
	Incidents int                // that it speaks of
	Alone     int                // of which nobody else does
	Cut       bool               // it said more than was looked at
	Against   []Against          // its word beside the tolls, latest first
	CutTolls  bool
	Quoted    []store.Quoted // whom it heard what it passes on from
	Printed   []Printed      // with whom it has texts in common
}

// Printed says how many of a source's latest texts another prints as well.
type Printed struct {
	Source recount.SourceID
	Texts  int
	Before int // which the other published earlier
	After  int // which it published later
}

// SayingsOf gathers what a source said, of now or as it was worked out when the ledger
// had least entries. Nobody who is neither listed nor speaks in the casebook is
// ErrNotFound. The answer is not to be changed.
func (s *Sheet) SayingsOf(ctx context.Context, g *Registry, id recount.SourceID, latest int, least int64) (*Sayings, Worked, error) {
	size, err := s.r.Size(ctx)
	if err != nil {
		return nil, Worked{}, err
	}
	return s.sayings.get(ctx, fmt.Sprintf("%s %d", id, latest), size, cmp.Or(least, size), time.Now, func(ctx context.Context) (*Sayings, int64, error) {
		x, err := sayingsOf(ctx, s.r, g, id, latest)
		return x, size, err
	})
}

func sayingsOf(ctx context.Context, r *store.Reader, g *Registry, id recount.SourceID, latest int) (*Sayings, error) {
	s := &Sayings{Speaker: g.Speaker(id)}
	words, err := r.WordsOf(ctx, id, MostSaid+1)
	if err != nil {
		return nil, err
	}
	if s.Cut = len(words) > MostSaid; s.Cut {
		words = words[:MostSaid]
	}
	s.Claims = len(words)
	if err := s.published(ctx, r, g, latest); err != nil {
		return nil, err
	}
	if s.Quoted, err = r.QuotedBy(ctx, id, MostPassed); err != nil {
		return nil, err
	}
	if !s.Listed && s.Claims == 0 && s.Reports == 0 && len(s.Quoted) == 0 {
		return nil, recount.ErrNotFound
	}
	var ids []recount.ClaimID
	for _, w := range words[:min(latest, len(words))] {
		ids = append(ids, w.Claim)
	}
	if s.Latest, err = r.Claims(ctx, ids...); err != nil {
		return nil, err
	}
	return s, s.compare(ctx, r, words)
}

// published finds the reports of a source, and who prints the same texts.
func (s *Sayings) published(ctx context.Context, r *store.Reader, g *Registry, latest int) error {
	names, err := r.PublisherNames(ctx)
	if err != nil {
		return err
	}
	for _, n := range names {
		if n != "" && g.Registered(n) == s.ID {
			s.FiledAs = append(s.FiledAs, n)
		}
	}
	if s.Reports, err = r.CountPublished(ctx, s.FiledAs...); err != nil {
		return err
	}
	mine, err := r.Published(ctx, MostCopies, s.FiledAs...)
	if err != nil {
		return err
	}
	s.Published = mine[:min(latest, len(mine))]
	var ids []recount.ReportID
	for _, it := range mine {
		ids = append(ids, it.Report.ID)
	}
	ds, err := r.CopyingsOf(ctx, ids...)
	if err != nil {
		return err
	}
	families, others := link.FamiliesOf(ds), map[recount.ReportID]bool{}
	for _, d := range ds {
		others[recount.ReportID(d.Subject)] = true
		others[recount.ReportID(d.Object)] = true
	}
	heads, err := r.Heads(ctx, slices.Sorted(maps.Keys(others))...)
	if err != nil {
		return err
	}
	s.Printed = printed(s.ID, mine, heads, families.Of, g.Registered)
	return nil
}

// printed counts, for each other publisher, the texts of mine that it has too.
func printed(id recount.SourceID, mine []store.ReportItem, heads map[recount.ReportID]store.ReportItem,
	family func(recount.ReportID) recount.ReportID, registered func(recount.SourceID) recount.SourceID) (out []Printed) {
	kin := map[recount.ReportID][]recount.Report{}
	for _, h := range heads {
		kin[family(h.Report.ID)] = append(kin[family(h.Report.ID)], h.Report)
	}
	at := map[recount.SourceID]int{}
	for _, m := range mine {
		first := map[recount.SourceID]time.Time{} // when each other published this text first; zero if not stated
		for _, o := range kin[family(m.Report.ID)] {
			by := registered(o.Source)
			if by == id || by == "" {
				continue
			}
			if was, ok := first[by]; !ok || was.IsZero() || !o.Published.IsZero() && o.Published.From.Before(was) {
				first[by] = o.Published.From
			}
		}
		for by, when := range first {
			i, ok := at[by]
			if !ok {
				i, out = len(out), append(out, Printed{Source: by})
				at[by] = i
			}
			out[i].Texts++
			if !when.IsZero() && !m.Report.Published.IsZero() {
				switch when.Compare(m.Report.Published.From) {
				case -1:
					out[i].Before++
				case 1:
					out[i].After++
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b Printed) int { return cmp.Or(cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.Source, b.Source)) })
	return out
}

// compare puts the word of a source beside the tolls of the incidents that it
// speaks of.
func (s *Sayings) compare(ctx context.Context, r *store.Reader, words []store.Member) error {
	var all []recount.IncidentID
	met := map[recount.IncidentID]bool{"": true}
	home := map[recount.ClaimID]recount.IncidentID{} // of its claims
	for _, w := range words {
		home[w.Claim] = w.Incident
		if !met[w.Incident] {
			met[w.Incident] = true
			all = append(all, w.Incident)
		}
	}
	shared, err := r.SpokenOfByOthers(ctx, s.ID, all...)
	if err != nil {
		return err
	}
	s.Incidents, s.Alone = len(all), len(all)-len(shared)
	if s.CutTolls = len(shared) > MostCompared; s.CutTolls {
		shared = shared[:MostCompared]
	}
	tolls, err := r.TollsNaming(ctx, s.ID, shared...)
	if err != nil {
		return err
	}
	var mine, behind []recount.ClaimID
	for _, in := range shared {
		for _, t := range tolls[in] {
			if !slices.ContainsFunc(t.Basis, func(b recount.Basis) bool { return b.Origin == s.ID }) {
				continue
			}
			for _, b := range t.Basis {
				behind = append(behind, b.Claims...)
				if b.Origin == s.ID {
					mine = append(mine, latestOf(b.Claims, func(c recount.ClaimID) bool { return home[c] == in })...)
				}
			}
		}
	}
	cs, err := r.Claims(ctx, mine...)
	if err != nil {
		return err
	}
	said, err := r.Said(ctx, behind...)
	if err != nil {
		return err
	}
	own := map[recount.ClaimID]recount.Claim{}
	for _, c := range cs {
		own[c.ID] = c
	}
	for _, in := range shared {
		for _, t := range tolls[in] {
			if a, ok := against(s.ID, t, own, said); ok {
				s.Against = append(s.Against, a)
			}
		}
	}
	return nil
}

// latestOf returns the last claims of a row that fit.
func latestOf(row []recount.ClaimID, fits func(recount.ClaimID) bool) (out []recount.ClaimID) {
	for _, c := range slices.Backward(row) {
		if fits(c) && len(out) < mostOfRow {
			out = append(out, c)
		}
	}
	return out
}
