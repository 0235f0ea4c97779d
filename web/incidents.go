package web

import (
	"context"
	"fmt"
	"html/template"
	"iter"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/publish"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// An incidentRow is an incident as lists show it, with the toll that leads it.
type incidentRow struct {
	store.IncidentItem
	Toll recount.Toll
	More []recount.Toll // other harms to everybody
	Has  bool
}

func rowOf(it store.IncidentItem) incidentRow {
	r := incidentRow{IncidentItem: it}
	for _, t := range it.Tolls {
		switch {
		case !r.Has:
			r.Toll, r.Has = t, true
		case t.Who.Everybody() && t.What != r.Toll.What:
			r.More = append(r.More, t)
		}
	}
	return r
}

type incidentsPage struct {
	Query    url.Values
	Rows     []incidentRow
	Most     int
	Next     template.URL // query of the next page
	Asked    bool         // something was filtered
	Which    which
	Counts   store.Counts
	Whats    []recount.What
	Download template.URL
	Then     *then
	Bulk     *queueList // what can be said of several; nil if nothing may
	Seen     int64
	Back     string
	Done     *done
}

// asked are what people ask for by name.
var asked = []recount.What{recount.Killed, recount.Injured, recount.Displaced, recount.Detained, recount.Abducted, recount.Missing,
	recount.AirStrike, recount.Shelling, recount.Attack, recount.Clash, recount.Siege, recount.AidAttacked}

// filterKeys are what an address chooses incidents by, and whichKeys those of them that
// lists ask for apart.
var (
	whichKeys  = []string{"status", "grade", "weapon", "blamed", "precision", "source"}
	filterKeys = append([]string{"q", "from", "until", "what", "country", "admin1", "area"}, whichKeys...)
)

// signedOff stands beside the statuses by which incidents are chosen.
const signedOff recount.Status = "signed"

// A which is what incidents may be chosen by besides words, time, act and country.
type which struct {
	Query      url.Values
	Standings  []recount.Status
	Grades     []string
	Weapons    []string
	Precisions []recount.Precision
	Parties    []string // that are blamed, where they are at hand
	Open       bool     // one of them is asked for
}

func whichOf(q url.Values) which {
	w := which{Query: q, Standings: append(recount.Statuses(), signedOff), Grades: tally.Grades(), Weapons: link.Weapons(), Precisions: recount.Precisions()}
	for _, k := range whichKeys {
		w.Open = w.Open || q.Get(k) != ""
	}
	return w
}

// filtered reports whether an address chooses some incidents and not all.
func filtered(q url.Values) bool {
	return slices.ContainsFunc(filterKeys, func(k string) bool { return q.Get(k) != "" })
}

// filterOf reads what an address asks for. A date that is no date is ErrInvalid.
func filterOf(q url.Values) (f store.IncidentFilter, err error) {
	f.Text, f.Country, f.Admin1 = strings.TrimSpace(q.Get("q")), strings.ToUpper(strings.TrimSpace(q.Get("country"))), strings.TrimSpace(q.Get("admin1"))
	f.Source = recount.SourceID(strings.TrimSpace(q.Get("source")))
	f.Grade, f.Weapon, f.Blamed, f.Precision = q.Get("grade"), q.Get("weapon"), strings.TrimSpace(q.Get("blamed")), recount.Precision(q.Get("precision"))
	if f.Status = recount.Status(q.Get("status")); f.Status == signedOff {
		f.Status, f.Signed = "", true
	}
	f.What, f.Sort, f.After = recount.What(q.Get("what")), store.Sort(q.Get("sort")), q.Get("after")
	if err := desk.CheckFilter(f); err != nil {
		return f, err
	}
	switch f.Sort {
	case "", store.Latest, store.Deadly, store.Sourced:
	default:
		return f, fmt.Errorf("sort %q: %w", f.Sort, recount.ErrInvalid)
	}
	for name, t := range map[string]*time.Time{"from": &f.From, "until": &f.Until} {
		if v := q.Get(name); v != "" {
			if *t, err = time.Parse(time.DateOnly, v); err != nil {
				return f, fmt.Errorf("%s %q: %w", name, v, recount.ErrInvalid)
			}
		}
	}
	if !f.Until.IsZero() { // the last day counts
		f.Until = f.Until.Add(24 * time.Hour)
	}
	return f, desk.Within(q.Get("area"), &f)
}

func (s *site) incidents(w http.ResponseWriter, q *http.Request) error {
	f, err := filterOf(q.URL.Query())
	if err != nil {
		return err
	}
	f.Limit = 50
	at, err := s.thenOf(q)
	if err != nil {
		return err
	}
	items, next, err := s.listed(q.Context(), f, at)
	if err != nil {
		return err
	}
	p := incidentsPage{Then: at, Query: q.URL.Query(), Whats: asked, Asked: filtered(q.URL.Query()), Which: whichOf(q.URL.Query())}
	for _, it := range items {
		r := rowOf(it)
		p.Most = max(p.Most, r.Toll.High)
		p.Rows = append(p.Rows, r)
	}
	if p.Counts, err = s.r.Counts(q.Context()); err != nil {
		return err
	}
	if at == nil && s.writes(q) {
		if p.Bulk, err = s.list(q, recount.Grade, recount.Release, recount.Assign); err != nil {
			return err
		}
		if p.Done, err = s.done(q); err != nil {
			return err
		}
		if p.Seen, err = s.r.Size(q.Context()); err != nil {
			return err
		}
	}
	again := q.URL.Query()
	again.Del("done")
	again.Del("refused")
	p.Back = "/incidents?" + again.Encode()
	again.Del("after")
	p.Download = template.URL(again.Encode())
	if next != "" {
		p.Next = withQuery(again, "after", next)
	}
	return s.show(w, q, http.StatusOK, "incidents", "Incidents", p)
}

// listed returns a page of incidents as they are known, or as they were, and
// where the next page starts.
func (s *site) listed(ctx context.Context, f store.IncidentFilter, at *then) (items []store.IncidentItem, next string, err error) {
	if at == nil {
		find := s.r.IncidentIDs
		if narrowed(f) {
			find = s.sheet.Page
		}
		ids, next, err := find(ctx, f)
		if err != nil {
			return nil, "", err
		}
		items, err = s.sheet.Items(ctx, ids...)
		return items, next, err
	}
	after := 0
	if f.After != "" {
		if after, err = strconv.Atoi(f.After); err != nil || after < 0 {
			return nil, "", fmt.Errorf("incidents after %q: %w", f.After, recount.ErrInvalid)
		}
	}
	limit := f.Limit
	if items, err = s.desk.Incidents(ctx, f, "", at.Size); err != nil {
		return nil, "", err
	}
	items = items[min(after, len(items)):]
	if len(items) > limit {
		items, next = items[:limit], strconv.Itoa(after+limit)
	}
	return items, next, nil
}

// narrowed reports whether a filter leaves incidents out.
func narrowed(f store.IncidentFilter) bool {
	return f != (store.IncidentFilter{Sort: f.Sort, Limit: f.Limit, After: f.After})
}

// export writes what the list shows, all pages of it, as CSV or GeoJSON.
func (s *site) export(w http.ResponseWriter, q *http.Request) error {
	f, err := filterOf(q.URL.Query())
	if err != nil {
		return err
	}
	format := publish.CSV
	if download(q) == ".geojson" {
		format = publish.GeoJSON
	}
	w.Header().Set("Content-Type", format.Type())
	w.Header().Set("Content-Disposition", `attachment; filename="incidents.`+string(format)+`"`)
	if err := publish.Write(w, format, tolls(s.items(q.Context(), f, s.sheet.Items))); err != nil {
		// Part of the file may be gone already; a broken transfer is the honest answer.
		if q.Context().Err() == nil { // else the reader went away
			s.log.ErrorContext(q.Context(), "export", "error", err)
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// itemsAtOnce is how many incidents are looked up at once for a download.
const itemsAtOnce = 100

// items yields every incident that f chooses, as they are looked up.
func (s *site) items(ctx context.Context, f store.IncidentFilter, look func(context.Context, ...recount.IncidentID) ([]store.IncidentItem, error)) iter.Seq2[store.IncidentItem, error] {
	return func(yield func(store.IncidentItem, error) bool) {
		f.Limit = itemsAtOnce
		find := s.r.IncidentIDs
		if narrowed(f) { // found once
			f.Limit, find = math.MaxInt, s.sheet.Page
		}
		for {
			ids, next, err := find(ctx, f)
			for part := range slices.Chunk(ids, itemsAtOnce) {
				var items []store.IncidentItem
				if items, err = look(ctx, part...); err != nil {
					break
				}
				for _, it := range items {
					if !yield(it, nil) {
						return
					}
				}
			}
			if err != nil {
				yield(store.IncidentItem{}, err)
				return
			}
			if f.After = next; next == "" {
				return
			}
		}
	}
}

// tolls yields a row for every toll of incidents, and one for an incident without.
func tolls(items iter.Seq2[store.IncidentItem, error]) iter.Seq2[publish.Row, error] {
	return func(yield func(publish.Row, error) bool) {
		for it, err := range items {
			if err != nil {
				yield(publish.Row{}, err)
				return
			}
			all := it.Tolls
			if len(all) == 0 {
				all = []recount.Toll{{Best: recount.Blank, Status: recount.NoClaim}}
			}
			for _, t := range all {
				if !yield(publish.Of(it.Incident, t), nil) {
					return
				}
			}
		}
	}
}

// counting counts rows as they go by.
func counting(rows iter.Seq2[publish.Row, error], n *int) iter.Seq2[publish.Row, error] {
	*n = 0
	return func(yield func(publish.Row, error) bool) {
		for r, err := range rows {
			*n++
			if !yield(r, err) {
				return
			}
		}
	}
}
