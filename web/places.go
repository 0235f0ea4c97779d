package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// A rival is an entry of the gazetteer that a place may be, or could have been.
type rival struct {
	ID    recount.PlaceID
	Where string // its name, division and country
	Why   string
}

// A correction is what a person says of a claim's place.
type correction struct {
	Where recount.PlaceRef
	By    string
	Why   string
}

// rivals names the entries with the given IDs; one that is not at hand keeps its ID.
func (s *site) rivals(l *tongue, ids []recount.PlaceID) []rival {
	out := make([]rival, 0, len(ids))
	for _, id := range ids {
		v := rival{ID: id, Where: string(id)}
		if s.places != nil {
			if p, err := s.places.Place(id); err == nil {
				v.Where = l.where(p.Ref())
			}
		}
		out = append(out, v)
	}
	return out
}

// lookedUp are the places that may bear a name, for a person to choose from.
func (s *site) lookedUp(l *tongue, name string) []rival {
	var out []rival
	if s.places == nil || strings.TrimSpace(name) == "" {
		return out
	}
	for _, c := range s.places.Find(name, gazetteer.Hint{}) {
		if len(out) == 8 {
			break
		}
		out = append(out, rival{c.Place.ID, l.where(c.Place.Ref()) + l.comma(", ") + l.say(precisions[c.Place.Level]), c.Why})
	}
	return out
}

// correctedPlaces are the places that people gave claims in the place of what
// was read, by claim.
func (s *site) correctedPlaces(ctx context.Context, claims []recount.Claim) (map[recount.ClaimID]*correction, error) {
	about := make([]string, 0, len(claims))
	for _, c := range claims {
		about = append(about, string(c.ID))
	}
	ds, err := s.r.Decisions(ctx, about...)
	if err != nil {
		return nil, err
	}
	last := map[string]recount.Decision{}
	for _, d := range ds {
		if d.Act == recount.Correct && d.Field == "where" {
			if old, ok := last[d.Subject]; !ok || d.Beats(old) {
				last[d.Subject] = d
			}
		}
	}
	out := map[recount.ClaimID]*correction{}
	for id, d := range last {
		v := &correction{By: d.By.Name, Why: d.Why}
		if err := json.Unmarshal([]byte(d.Value), &v.Where); err != nil {
			return nil, fmt.Errorf("decision %s: %w", d.ID, err)
		}
		out[recount.ClaimID(id)] = v
	}
	return out, nil
}

// A putPlace is where some claims of an incident put it.
type putPlace struct {
	Where  recount.PlaceRef
	Claims []recount.ClaimID
	Given  bool // by a person
	Own    bool // the incident's own
}

// at names a place in the record's own words.
func at(p recount.PlaceRef) string { return p.Name + "|" + p.Words + "|" + p.Admin1 + "|" + p.Country }

// put gathers where the claims of an incident put it, most claims first; what
// was left open comes last.
func (s *site) put(ctx context.Context, claims []recount.Claim, own recount.PlaceRef) ([]putPlace, error) {
	given, err := s.correctedPlaces(ctx, claims)
	if err != nil {
		return nil, err
	}
	var out []putPlace
	index := map[string]int{}
	for _, c := range claims {
		p, by := c.Where, false
		if v := given[c.ID]; v != nil {
			p, by = v.Where, true
		}
		key := at(p) + string(p.Precision)
		if p.Precision == recount.NoPlace {
			key = ""
		}
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, putPlace{Where: p, Own: key != "" && at(p) == at(own) && p.Precision == own.Precision})
		}
		out[i].Claims, out[i].Given = append(out[i].Claims, c.ID), out[i].Given || by
	}
	slices.SortStableFunc(out, func(a, b putPlace) int {
		if open := a.Where.Precision == recount.NoPlace; open != (b.Where.Precision == recount.NoPlace) {
			if open {
				return 1
			}
			return -1
		}
		return len(b.Claims) - len(a.Claims)
	})
	return out, nil
}

// A feature of GeoJSON, as the small maps draw it.
type feature struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   any            `json:"geometry"`
}

// drawn writes where claims put what happened, each place once.
func drawn(w http.ResponseWriter, l *tongue, places []recount.PlaceRef, href []string) error {
	all := struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}{"FeatureCollection", []feature{}}
	seen := map[string]bool{}
	for i, p := range places {
		key := fmt.Sprintf("%s %.4f %.4f %s", p.Place, p.Point.Lat, p.Point.Lon, p.Precision)
		if p.Precision == recount.NoPlace || seen[key] {
			continue
		}
		seen[key] = true
		all.Features = append(all.Features, feature{"Feature",
			map[string]any{"title": l.say("%s, known to within %s", l.where(p), l.say(precisions[p.Precision])), "place_precision": p.Precision, "radius_m": p.Radius, "key": key, "href": href[i]},
			map[string]any{"type": "Point", "coordinates": [2]float64{p.Point.Lon, p.Point.Lat}}})
	}
	w.Header().Set("Content-Type", "application/geo+json")
	return json.NewEncoder(w).Encode(all)
}

// reportPlaces are the places of a report's claims, as people left them.
func (s *site) reportPlaces(w http.ResponseWriter, q *http.Request) error {
	claims, err := s.r.ClaimsOf(q.Context(), recount.ReportID(q.PathValue("id")))
	if err != nil {
		return err
	}
	return s.claimPlaces(w, q, claims, nil)
}

// incidentPlaces are an incident's place and those its claims give it.
func (s *site) incidentPlaces(w http.ResponseWriter, q *http.Request) error {
	it, err := s.r.Incident(q.Context(), recount.IncidentID(q.PathValue("id")))
	if err != nil {
		return err
	}
	claims, err := s.r.ClaimsOfIncident(q.Context(), it.Incident.ID)
	if err != nil {
		return err
	}
	return s.claimPlaces(w, q, claims, &it.Incident)
}

func (s *site) claimPlaces(w http.ResponseWriter, q *http.Request, claims []recount.Claim, in *recount.Incident) error {
	given, err := s.correctedPlaces(q.Context(), claims)
	if err != nil {
		return err
	}
	var refs []recount.PlaceRef
	var href []string
	if in != nil {
		refs, href = append(refs, in.Where), append(href, "/incidents/"+url.PathEscape(string(in.ID)))
	}
	for _, c := range claims {
		p := c.Where
		if v := given[c.ID]; v != nil {
			p = v.Where
		}
		refs, href = append(refs, p), append(href, "/claims/"+url.PathEscape(string(c.ID)))
	}
	return drawn(w, s.tongue(q), refs, href)
}

// correct enters the place that a person gives a claim, and those of the same
// report that rest on the same words if they say so.
func (s *site) correct(w http.ResponseWriter, q *http.Request) error {
	f, seen, err := s.decided(w, q)
	if err != nil {
		return err
	}
	ref, err := s.chosen(f)
	if err != nil {
		return err
	}
	ctx := q.Context()
	cs, err := s.r.Claims(ctx, recount.ClaimID(q.PathValue("id")))
	if err != nil {
		return err
	}
	if len(cs) == 0 {
		return recount.ErrNotFound
	}
	first := cs[0]
	if f.Get("all") != "" {
		of, err := s.r.ClaimsOf(ctx, first.Report)
		if err != nil {
			return err
		}
		for _, c := range of {
			if c.ID != first.ID && c.Where.Place == first.Where.Place && c.Where.Name == first.Where.Name {
				cs = append(cs, c)
			}
		}
	}
	for _, c := range cs {
		ref.Words = c.Where.Words
		value, err := json.Marshal(ref)
		if err != nil {
			return err
		}
		if ref.Precision == recount.NoPlace {
			value = []byte("{}")
		}
		if _, err := s.decide(q, recount.Decision{Act: recount.Correct, Subject: string(c.ID), Field: "where", Value: string(value), Why: f.Get("why")}, seen); err != nil {
			return err
		}
	}
	http.Redirect(w, q, "/reports/"+url.PathEscape(string(first.Report))+"#"+url.PathEscape(string(first.ID)), http.StatusSeeOther)
	return nil
}

// chosen is the place a form gives: an entry of the gazetteer, a position with
// a precision, or none.
func (s *site) chosen(v url.Values) (recount.PlaceRef, error) {
	switch to := v.Get("to"); to {
	case "none":
		return recount.PlaceRef{}, nil
	case "point":
		lat, err1 := strconv.ParseFloat(strings.TrimSpace(v.Get("lat")), 64)
		lon, err2 := strconv.ParseFloat(strings.TrimSpace(v.Get("lon")), 64)
		p := recount.Precision(v.Get("precision"))
		if err1 != nil || err2 != nil || !slices.Contains(exactly, p) {
			return recount.PlaceRef{}, fmt.Errorf("a position wants latitude, longitude and how finely it is known: %w", recount.ErrInvalid)
		}
		ref := recount.PlaceRef{Name: strings.TrimSpace(v.Get("name")), Point: recount.LatLon{Lat: lat, Lon: lon}, Precision: p, Radius: gazetteer.ReachOf(p)}
		if s.places != nil {
			if a, ok := s.places.At(ref.Point); ok {
				ref.Country = a.Country
			}
		}
		return ref, nil
	default:
		if s.places == nil {
			return recount.PlaceRef{}, recount.ErrNotFound
		}
		p, err := s.places.Place(recount.PlaceID(to))
		if err != nil {
			return recount.PlaceRef{}, fmt.Errorf("place %q is none that is known here: %w", to, recount.ErrInvalid)
		}
		return p.Ref(), nil
	}
}

// exactly are the precisions a person may give a position by hand.
var exactly = []recount.Precision{recount.AtSite, recount.AtArea, recount.AtTown, recount.Near}
