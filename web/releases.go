package web

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
)

const (
	releasesShown = 20
	changedShown  = 100 // of what became other since
)

type releasesPage struct {
	Releases []store.Release
	Older    int64 // where the older ones begin, 0 if there are none
	Edits    bool
}

// releases lists what went out, and how much of it became other since.
func (s *site) releases(w http.ResponseWriter, q *http.Request) error {
	before := int64(math.MaxInt64)
	if v := q.URL.Query().Get("before"); v != "" {
		var err error
		if before, err = strconv.ParseInt(v, 10, 64); err != nil {
			return fmt.Errorf("releases before %q: %w", v, recount.ErrInvalid)
		}
	}
	all, err := s.r.Releases(q.Context(), before, releasesShown+1)
	if err != nil {
		return err
	}
	p := releasesPage{Releases: all[:min(len(all), releasesShown)], Edits: s.may(q, desk.Edits)}
	if len(all) > releasesShown {
		p.Older = p.Releases[releasesShown-1].Seq
	}
	return s.show(w, q, http.StatusOK, "releases", "Releases", p)
}

type releasePage struct {
	store.Release
	Changes []releaseChange
	Kept    bool // whether the bytes are to be had here
}

// A releaseChange is what became of an incident after it went out.
type releaseChange struct {
	ID       recount.IncidentID
	Incident *recount.Incident // as it stands, nil if nothing is left of it
	Was, Is  *recount.Toll     // its leading tolls
	Most     int
	Gone     string
}

// release shows one release, and what became other since.
func (s *site) release(w http.ResponseWriter, q *http.Request) error {
	ctx := q.Context()
	x, err := s.releaseOf(q)
	if err != nil {
		return err
	}
	p := releasePage{Release: x, Kept: s.desk != nil && s.desk.Archive.Check(x.Digest) == nil}
	ids, err := s.r.ChangedSince(ctx, x, changedShown)
	if err != nil {
		return err
	}
	for _, id := range ids {
		c := releaseChange{ID: id}
		now, err := s.r.Incident(ctx, id)
		switch {
		case errors.Is(err, recount.ErrNotFound):
			c.Gone = "nothing belongs to it any more"
		case err != nil:
			return err
		default:
			c.Incident = &now.Incident
			if c.Is = leading(*now); now.Incident.ID != id {
				c.Gone = "it is counted in another incident now"
			} else if now.Incident.Status == recount.Retracted {
				c.Gone = "it was withdrawn"
			}
		}
		if s.desk != nil {
			was, err := s.desk.Then(ctx, id, x.AsOf)
			if err != nil && !errors.Is(err, recount.ErrNotFound) {
				return err
			}
			if err == nil {
				c.Was = leading(was.IncidentItem)
			}
		}
		for _, t := range []*recount.Toll{c.Was, c.Is} {
			if t != nil {
				c.Most = max(c.Most, t.High)
			}
		}
		p.Changes = append(p.Changes, c)
	}
	return s.show(w, q, http.StatusOK, "release", s.tongue(q).say("Release %s", x.Name), p)
}

// leading is the toll that leads an incident, nil if it has none.
func leading(it store.IncidentItem) *recount.Toll {
	if r := rowOf(it); r.Has {
		return &r.Toll
	}
	return nil
}

func (s *site) releaseOf(q *http.Request) (store.Release, error) {
	seq, err := strconv.ParseInt(q.PathValue("seq"), 10, 64)
	if err != nil {
		return store.Release{}, recount.ErrNotFound
	}
	return s.r.Release(q.Context(), seq)
}

// A shape is a format in which the pages release, with the end of its file.
type shape struct{ Name, Head, Ext, Type string }

var shapes = []shape{
	{Name: "csv", Head: "a table (CSV)", Ext: ".csv", Type: publish.CSV.Type()},
	{Name: "geojson", Head: "places for a map (GeoJSON)", Ext: ".geojson", Type: publish.GeoJSON.Type()},
	{Name: "dossier", Head: "a dossier, with all it rests on (ZIP)", Ext: ".zip", Type: "application/zip"}, // of one incident
}

// siteShape is how a site is kept, which the command line releases: the digests of
// its files.
var siteShape = shape{Name: "site", Ext: ".SHA256SUMS", Type: "text/plain; charset=utf-8"}

// released sends what went out, as it was.
func (s *site) released(w http.ResponseWriter, q *http.Request) error {
	x, err := s.releaseOf(q)
	if err != nil {
		return err
	}
	all := append(slices.Clip(shapes), siteShape)
	i := slices.IndexFunc(all, func(f shape) bool { return f.Name == x.Format })
	if s.desk == nil || i < 0 {
		return recount.ErrNotFound
	}
	b, err := s.desk.Archive.Get(x.Digest)
	if err != nil {
		return err
	}
	_, err = (&attachment{w, fmt.Sprintf("release-%d%s", x.Seq, all[i].Ext), all[i].Type, false}).Write(b)
	return err
}

// An attachment is a file as an answer. Until something is written the answer may
// still be that it failed.
type attachment struct {
	http.ResponseWriter
	name, kind string
	begun      bool
}

func (a *attachment) Write(b []byte) (int, error) {
	if !a.begun {
		a.begun = true
		a.Header().Set("Content-Type", a.kind)
		a.Header().Set("Content-Disposition", `attachment; filename="`+a.name+`"`)
	}
	return a.ResponseWriter.Write(b)
}

// dossier sends all that an incident or a report rests on.
func (s *site) dossier(w http.ResponseWriter, q *http.Request) error {
	if s.desk == nil {
		return recount.ErrNotFound
	}
	id := q.PathValue("id")
	out := &attachment{w, strings.ReplaceAll(id, ":", "-") + ".zip", "application/zip", false}
	err := s.desk.Dossier(q.Context(), out, id, desk.Software())
	if err != nil && out.begun {
		s.log.ErrorContext(q.Context(), "dossier", "id", id, "error", err)
		panic(http.ErrAbortHandler) // part of it is gone already: a broken transfer is the honest answer
	}
	return err
}
