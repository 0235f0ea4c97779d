package web

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
)

// goingShown is how many incidents are listed of what would go out, and of what is
// kept back.
const goingShown = 50

// A goingPage shows what would go out before it does.
type goingPage struct {
	desk.Going
	Asked  template.URL // what was chosen, as an address has it
	Chosen url.Values
	All    bool
	Policy recount.PolicyName
	Shapes []shape
	Of     recount.Digest // of what goes out
	Seen   int64
	Shown  []incidentRow
	Hidden []desk.KeptBack
}

// going reads what an address chooses: incidents by name, or what a filter finds,
// and whether it may go out unsigned.
func (s *site) going(ctx context.Context, v url.Values) (desk.Going, error) {
	f, err := filterOf(v)
	if err != nil {
		return desk.Going{}, err
	}
	items := s.items(ctx, f, s.r.Items)
	if v.Has("id") {
		items = s.named(ctx, v["id"])
	}
	return desk.GoingOut(items, v.Get("all") != "")
}

// named yields incidents by their names, each once.
func (s *site) named(ctx context.Context, ids []string) iter.Seq2[store.IncidentItem, error] {
	return func(yield func(store.IncidentItem, error) bool) {
		had := map[recount.IncidentID]bool{}
		for _, id := range ids {
			it, err := s.r.Incident(ctx, recount.IncidentID(id))
			if err != nil {
				yield(store.IncidentItem{}, err)
				return
			}
			if !had[it.Incident.ID] && !yield(*it, nil) {
				return
			}
			had[it.Incident.ID] = true
		}
	}
}

// namesOf is a digest of which incidents go out.
func namesOf(g desk.Going) (of recount.Digest, ids []recount.IncidentID) {
	var b strings.Builder
	for _, it := range g.Out {
		ids = append(ids, it.Incident.ID)
		fmt.Fprintln(&b, it.Incident.ID)
	}
	return recount.Sum([]byte(b.String())), ids
}

// newRelease shows what would go out and what is kept back.
func (s *site) newRelease(w http.ResponseWriter, q *http.Request) error {
	if !s.may(q, desk.Edits) {
		return recount.ErrDenied
	}
	v := url.Values{}
	for _, k := range append(slices.Clip(filterKeys), "id", "all") {
		if x := q.URL.Query()[k]; len(x) > 0 && x[0] != "" {
			v[k] = x
		}
	}
	p := goingPage{Asked: template.URL(v.Encode()), Chosen: v, All: v.Get("all") != "", Policy: s.desk.Policies()[0].Name, Shapes: shapes}
	var err error
	if p.Seen, err = s.r.Size(q.Context()); err != nil {
		return err
	}
	if p.Going, err = s.going(q.Context(), v); err != nil {
		return err
	}
	if len(p.Out) != 1 {
		p.Shapes = shapes[:2]
	}
	p.Of, _ = namesOf(p.Going)
	for _, it := range p.Out[:min(len(p.Out), goingShown)] {
		p.Shown = append(p.Shown, rowOf(it))
	}
	p.Hidden = p.Back[:min(len(p.Back), goingShown)]
	return s.show(w, q, http.StatusOK, "going", "Release", p)
}

// goOut releases what was shown, if nothing of it changed meanwhile.
func (s *site) goOut(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	if !s.may(q, desk.Edits) {
		return fmt.Errorf("release: %w", recount.ErrDenied)
	}
	asked, err := url.ParseQuery(f.Get("asked"))
	if err != nil {
		return fmt.Errorf("asked: %w", recount.ErrInvalid)
	}
	fact := store.ReleaseFact{Name: strings.TrimSpace(f.Get("name")), Format: f.Get("format")}
	if fact.AsOf, err = s.r.Size(ctx); err != nil {
		return err
	}
	g, err := s.going(ctx, asked)
	if err != nil {
		return err
	}
	of, ids := namesOf(g)
	switch fact.Incidents = ids; {
	case of.String() != f.Get("of") || g.AsOf > seen:
		return fmt.Errorf("what goes out changed since it was shown: %w", recount.ErrConflict)
	case f.Get("sure") == "" || fact.Name == "" || len(fact.Name) > 200 || len(ids) == 0:
		return fmt.Errorf("release %q of %d incidents: %w", fact.Name, len(ids), recount.ErrInvalid)
	}
	var b bytes.Buffer
	if err := s.write(ctx, &b, g, &fact); err != nil {
		return err
	}
	e, err := s.desk.Release(ctx, s.by(q), fact, b.Bytes())
	if err != nil {
		return err
	}
	http.Redirect(w, q, fmt.Sprintf("/releases/%d", e.Seq), http.StatusSeeOther)
	return nil
}

// write writes what goes out in the form that was asked for.
func (s *site) write(ctx context.Context, out io.Writer, g desk.Going, fact *store.ReleaseFact) error {
	if fact.Format == "dossier" {
		if fact.Rows = 1; len(g.Out) != 1 {
			return fmt.Errorf("a dossier of %d incidents: %w", len(g.Out), recount.ErrInvalid)
		}
		return s.desk.Dossier(ctx, out, string(g.Out[0].Incident.ID), desk.Software())
	}
	return publish.Write(out, publish.Format(fact.Format), counting(tolls(func(yield func(store.IncidentItem, error) bool) {
		for _, it := range g.Out {
			if !yield(it, nil) {
				return
			}
		}
	}), &fact.Rows))
}
