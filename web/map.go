package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

type mapPage struct {
	Query    url.Values
	Filters  template.URL // without the selected area
	Which    which
	Whats    []recount.What
	Asked    bool
	N        int           // incidents that the filters choose
	Time     template.HTML // how they lie in time
	Weeks    []desk.WeekCount
	Undated  int
	Apart    []apartView
	More     int // areas that are not listed
	Unplaced int
	Chosen   *chosenArea
	Rows     []incidentRow // where no area is selected
	Start    string        // the box that holds all spots: south,west,north,east
}

type apartView struct {
	desk.Apart
	Area string // as totals and lists ask for it, "" if they cannot
}

// A chosenArea is what happened in a selected area.
type chosenArea struct {
	Words string
	Total *desk.Total // nil without a desk
	Rows  []incidentRow
	N     int
	List  template.URL // query of the list of incidents
	Sums  template.URL // and of totals
}

// How many incidents and areas the map lists.
const listedOnMap, apartOnMap = 50, 40

// mapFilter is what a map asks for, and the box in which something is selected.
func mapFilter(v url.Values) (f store.IncidentFilter, chosen store.Box, err error) {
	if f, err = filterOf(v); err != nil {
		return f, chosen, err
	}
	chosen, f.Box = f.Box, store.Box{}
	return f, chosen, nil
}

func (s *site) mapPage(w http.ResponseWriter, q *http.Request) error {
	ctx, v := q.Context(), q.URL.Query()
	f, chosen, err := mapFilter(v)
	if err != nil {
		return err
	}
	lines, err := s.sheet.Find(ctx, f)
	if err != nil {
		return err
	}
	always := f // whenever they were: the time is chosen on what this shows
	always.From, always.Until = time.Time{}, time.Time{}
	all := lines
	if always != f {
		if all, err = s.sheet.Find(ctx, always); err != nil {
			return err
		}
	}
	p := mapPage{Query: v, Filters: withQuery(v, "area", ""), Whats: asked, N: len(lines), Asked: filtered(v), Which: whichOf(v)}
	p.Weeks, p.Undated = desk.Weeks(all)
	p.Time = s.tongue(q).distribution(p.Weeks)
	m := desk.MapOf(lines, store.Box{}, 0)
	p.Unplaced, p.Start = m.Unplaced, startOf(m.Spots)
	for _, a := range m.Apart[:min(apartOnMap, len(m.Apart))] {
		p.Apart = append(p.Apart, apartView{a, areaOf(a.Where)})
	}
	p.More = len(m.Apart) - len(p.Apart)
	if !chosen.IsZero() {
		if p.Chosen, err = s.chosenArea(q, f, chosen); err != nil {
			return err
		}
	} else {
		p.Rows = latest(lines, listedOnMap)
	}
	return s.show(w, q, http.StatusOK, "map", s.tongue(q).say("Map"), p)
}

// areaOf is a country or province as filters ask for it.
func areaOf(p recount.PlaceRef) string {
	switch {
	case p.Country == "":
		return ""
	case p.Admin1 != "":
		return p.Country + "/" + p.Admin1
	}
	return p.Country
}

// startOf is the box that holds what a map draws.
func startOf(spots []desk.Spot) string {
	if len(spots) == 0 {
		return ""
	}
	b := spots[0].Box
	for _, s := range spots {
		b = store.Box{South: min(b.South, s.Box.South), West: min(b.West, s.Box.West), North: max(b.North, s.Box.North), East: max(b.East, s.Box.East)}
	}
	return boxWords(b)
}

// boxWords writes a box as addresses do.
func boxWords(b store.Box) string {
	var out []string
	for _, n := range []float64{b.South, b.West, b.North, b.East} {
		out = append(out, strconv.FormatFloat(math.Round(n*1e4)/1e4, 'f', -1, 64))
	}
	return strings.Join(out, ",")
}

// chosenArea adds up what happened in a box, and lists it.
func (s *site) chosenArea(q *http.Request, f store.IncidentFilter, box store.Box) (*chosenArea, error) {
	v := q.URL.Query()
	c := &chosenArea{Words: v.Get("area"), List: template.URL(v.Encode())}
	f.Box = box
	lines, err := s.sheet.Find(q.Context(), f)
	if err != nil {
		return nil, err
	}
	c.N = len(lines)
	if c.Rows = latest(lines, listedOnMap); s.desk == nil {
		return c, err
	}
	sums := url.Values{"area": {c.Words}}
	for _, k := range []string{"from", "until", "what"} {
		if v.Get(k) != "" && (k != "what" || f.What.Family() == recount.Harm) {
			sums.Set(k, v.Get(k))
		}
	}
	c.Sums = template.URL(sums.Encode())
	ask := desk.Question{From: f.From, Until: f.Until, Rho: .3}
	if f.What.Family() == recount.Harm {
		ask.What = f.What
	}
	if err := ask.In(c.Words); err != nil {
		return nil, err
	}
	total, err := s.desk.Total(q.Context(), ask)
	c.Total = &total
	return c, err
}

// latest are the last of some incidents, as lists show them.
func latest(lines []*desk.Line, n int) (out []incidentRow) {
	for _, l := range desk.Latest(lines, n) {
		out = append(out, rowOf(store.IncidentItem{Incident: l.Incident, Tolls: l.Tolls}))
	}
	return out
}

// features are what the map draws in a box at a zoom, as GeoJSON: spots, and the
// areas that incidents are known no nearer than.
func (s *site) features(w http.ResponseWriter, q *http.Request) error {
	v := q.URL.Query()
	f, _, err := mapFilter(v)
	if err != nil {
		return err
	}
	var box store.IncidentFilter
	if b := v.Get("box"); b != "" {
		if strings.Count(b, ",") != 3 {
			return fmt.Errorf("box %q: %w", b, recount.ErrInvalid)
		}
		if err := desk.Within(b, &box); err != nil {
			return err
		}
	}
	zoom := 0.0
	if z := v.Get("zoom"); z != "" {
		if zoom, err = strconv.ParseFloat(z, 64); err != nil || math.IsNaN(zoom) {
			return fmt.Errorf("zoom %q: %w", z, recount.ErrInvalid)
		}
	}
	lines, err := s.sheet.Find(q.Context(), f)
	if err != nil {
		return err
	}
	l, m := s.tongue(q), desk.MapOf(lines, box.Box, zoom)
	out := struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}{"FeatureCollection", []feature{}}
	add := func(at recount.LatLon, properties map[string]any) {
		out.Features = append(out.Features, feature{"Feature", properties, map[string]any{"type": "Point", "coordinates": [2]float64{round5(at.Lon), round5(at.Lat)}}})
	}
	for _, c := range m.Spots {
		p := map[string]any{"n": c.N}
		if c.Same {
			p["place_precision"], p["radius_m"] = c.Precision, c.Radius
		}
		if c.N == 1 {
			p["incident"], p["title"], p["when"] = c.Line.ID, l.title(c.Line.Incident), l.date(c.Line.When)
			if t := c.Line.Toll(); t.Status != "" {
				p["toll"] = l.figures(t) + " " + l.what(t.What)
			}
		} else {
			p["box"] = boxWords(c.Box)
			p["title"] = l.n(c.N, "incident", "incidents")
		}
		add(c.At, p)
	}
	for _, a := range m.Apart {
		if a.Where.Precision == recount.AtCountry || a.Where.Precision == recount.AtZone { // the list beside the map says how many
			continue
		}
		add(a.Where.Point, map[string]any{"n": a.N, "apart": true, "place_precision": a.Where.Precision, "radius_m": a.Where.Radius,
			"area": areaOf(a.Where), "title": l.say("%s, known no nearer than %s", l.n(a.N, "incident", "incidents"), l.where(a.Where))})
	}
	w.Header().Set("Content-Type", "application/geo+json")
	w.Header().Set("Cache-Control", "private, no-cache")
	return json.NewEncoder(w).Encode(out)
}

func round5(n float64) float64 { return math.Round(n*1e5) / 1e5 }

// distribution draws how many incidents there were in each week, a line of weeks
// under which a stretch of time can be chosen.
func (l *tongue) distribution(weeks []desk.WeekCount) template.HTML {
	const width, height = 960.0, 64.0
	if len(weeks) == 0 {
		return ""
	}
	most := 1
	for _, w := range weeks {
		most = max(most, w.N)
	}
	step := width / float64(len(weeks))
	first, last := weeks[0].Week, weeks[len(weeks)-1].Week
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="distribution" viewBox="0 0 %.0f %.0f" preserveAspectRatio="none" role="img" aria-label="%s"><path d="M0 %.0f`, width, height,
		template.HTMLEscapeString(l.say("Incidents a week from %s to %s, up to %d", l.day(first), l.day(last), most)), height)
	for i, w := range weeks {
		y := height - (height-4)*float64(w.N)/float64(most)
		fmt.Fprintf(&b, "V%.1fH%.1f", y, step*float64(i+1))
	}
	fmt.Fprintf(&b, `V%.0fZ"/></svg>`, height)
	return template.HTML(b.String())
}
