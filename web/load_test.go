package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/made"
	"github.com/recountlab/recount/store"
)

// BenchmarkPages loads every kind of page of a large casebook, twenty readers at
// once (or RECOUNT_READERS), while reports come in and somebody decides. It wants a casebook that was
// made up, to which it adds:
//
//	recount -C /tmp/large invent 100000
//	RECOUNT_CASEBOOK=/tmp/large go test ./web -run x -bench Pages -benchtime 4000x
//
// Readers look at a page for RECOUNT_PAUSE on average (1s if not set, 0 is no
// pause) before they ask for the next. Each page is loaded once before, by nobody who
// is counted. What is printed is, for each kind of page,
// how many were loaded, the median and the 95th percentile of how long it took to
// have all of it, and the most bytes that went over the wire.
func BenchmarkPages(b *testing.B) {
	dir := os.Getenv("RECOUNT_CASEBOOK")
	if dir == "" {
		b.Skip("RECOUNT_CASEBOOK names no casebook; make one up with: recount -C DIR invent 100000")
	}
	pause := time.Second
	if v := os.Getenv("RECOUNT_PAUSE"); v != "" {
		var err error
		if pause, err = time.ParseDuration(v); err != nil {
			b.Fatal(err)
		}
	}
	readers := 20
	if v := os.Getenv("RECOUNT_READERS"); v != "" {
		var err error
		if readers, err = strconv.Atoi(v); err != nil {
			b.Fatal(err)
		}
	}
	ctx := b.Context()
	x, err := extract.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	d, err := desk.Open(ctx, dir, desk.Standard(x), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	r, err := store.OpenReader(ctx, desk.Database(dir))
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	g, err := gazetteer.Open()
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(Handler(r, slog.New(slog.NewTextHandler(os.Stderr, nil)), With{Desk: d, Places: g, By: recount.Actor{Kind: recount.Person, Name: "nobody"}}))
	defer server.Close()
	pages := pagesOf(b, r, d)
	if only := os.Getenv("RECOUNT_PAGES"); only != "" {
		pages = slices.DeleteFunc(pages, func(p loaded) bool { return !slices.Contains(strings.Split(only, ","), p.kind) })
	}
	for _, p := range pages {
		for _, at := range p.at[:min(8, len(p.at))] {
			if _, _, err := load(http.DefaultClient, server.URL+at, p.start); err != nil {
				b.Fatal(err)
			}
		}
	}
	stop, wrote := context.CancelFunc(nil), make(chan int)
	writing, stop := context.WithCancel(ctx)
	go func() { wrote <- writes(writing, b, d, g) }()

	var mu sync.Mutex
	took, most, failed := map[string][]time.Duration{}, map[string]int{}, map[string]int{}
	work := make(chan int)
	var all sync.WaitGroup
	for n := range readers {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(uint64(n), 1))
			client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 1}}
			for i := range work {
				p := pages[i%len(pages)]
				took1, bytes, err := load(client, server.URL+p.at[chance.IntN(len(p.at))], p.start)
				mu.Lock()
				if err != nil {
					if failed[p.kind]++; failed[p.kind] == 1 {
						b.Error(err)
					}
				}
				took[p.kind], most[p.kind] = append(took[p.kind], took1), max(most[p.kind], bytes)
				mu.Unlock()
				time.Sleep(time.Duration(chance.Float64() * 2 * float64(pause)))
			}
		})
	}
	i := 0
	for b.Loop() {
		work <- i
		i++
	}
	close(work)
	all.Wait()
	stop()
	var out strings.Builder
	fmt.Fprintf(&out, "%d readers, pause %v, %d writes\n%-22s %6s %8s %8s %8s %9s\n", readers, pause, <-wrote, "page", "n", "p50 ms", "p95 ms", "max ms", "kB")
	for _, p := range pages {
		ts := took[p.kind]
		if len(ts) == 0 {
			continue
		}
		slices.Sort(ts)
		at := func(q float64) float64 { return float64(ts[int(q*float64(len(ts)-1))].Microseconds()) / 1000 }
		fmt.Fprintf(&out, "%-22s %6d %8.1f %8.1f %8.1f %9.1f\n", p.kind, len(ts), at(0.5), at(0.95), at(1), float64(most[p.kind])/1000)
	}
	fmt.Fprint(os.Stdout, out.String())
}

// loaded is a kind of page and addresses of it.
type loaded struct {
	kind  string
	at    []string
	start bool // only its first bytes are waited for
}

// load asks for a page as a browser does, and says how long that took and how
// many bytes came.
func load(c *http.Client, addr string, start bool) (time.Duration, int, error) {
	began := time.Now()
	q, err := http.NewRequest(http.MethodGet, addr, nil)
	if err != nil {
		return 0, 0, err
	}
	q.Header.Set("Accept-Encoding", "gzip")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a, err := c.Do(q.WithContext(ctx))
	if err != nil {
		return 0, 0, err
	}
	defer a.Body.Close()
	var n int64
	if start {
		n, err = io.CopyN(io.Discard, a.Body, 64)
	} else {
		n, err = io.Copy(io.Discard, a.Body)
	}
	took := time.Since(began)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", addr, a.Status)
	}
	return took, int(n), err
}

// pagesOf are addresses of every kind of page, spread over the casebook.
func pagesOf(b *testing.B, r *store.Reader, d *desk.Desk) []loaded {
	ctx := b.Context()
	chance := rand.New(rand.NewPCG(4, 2))
	var incidents, reports, claims, sources, processes, places []string
	for range 40 {
		from := made.First.Add(time.Duration(chance.Float64() * float64(made.Last.Sub(made.First))))
		items, _, err := r.Incidents(ctx, store.IncidentFilter{Until: from, Limit: 3})
		if err != nil {
			b.Fatal(err)
		}
		for _, it := range items {
			incidents = append(incidents, "/incidents/"+string(it.Incident.ID))
			places = append(places, "/incidents/"+string(it.Incident.ID)+"/places.geojson")
			reports = append(reports, "/reports/"+string(it.Incident.Reports[0]))
			claims = append(claims, "/claims/"+string(it.Incident.Claims[0]))
		}
	}
	named, err := r.Origins(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for id := range named {
		sources = append(sources, "/sources/"+url.PathEscape(string(id)))
	}
	publishers, err := r.PublisherNames(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, id := range publishers {
		sources = append(sources, "/sources/"+url.PathEscape(string(id)))
	}
	slices.Sort(sources)
	ps, err := r.ClaimsSaying(ctx, recount.TruceAnnounced)
	if err != nil {
		b.Fatal(err)
	}
	for range min(20, len(ps)) {
		claims = append(claims, "/claims/"+string(ps[chance.IntN(len(ps))].ID))
	}
	size, err := r.Size(ctx)
	if err != nil {
		b.Fatal(err)
	}
	truces, err := d.Processes(ctx, size)
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range truces[:min(30, len(truces))] {
		processes = append(processes, "/processes/"+string(t.ID))
	}
	return []loaded{
		{kind: "today", at: []string{"/today"}},
		{kind: "queue", at: []string{"/queue"}},
		{kind: "incidents", at: []string{"/incidents", "/incidents?sort=deadly", "/incidents?sort=sourced"}},
		{kind: "incidents filtered", at: []string{"/incidents?q=aleppo", "/incidents?country=SY&what=killed", "/incidents?from=2017-01-01&until=2017-01-31", "/incidents?q=homs&from=2016-01-01&until=2016-12-31&sort=deadly",
			"/incidents?country=YE&what=shelling&sort=sourced", "/incidents?q=nosuchplace"}},
		{kind: "incident", at: incidents},
		{kind: "incident places", at: places},
		{kind: "reports", at: []string{"/reports", "/reports?lang=ar", "/reports?q=hama", "/reports?source=river-news.example"}},
		{kind: "report", at: reports},
		{kind: "claim", at: claims},
		{kind: "search", at: []string{"/search?q=" + url.QueryEscape("pumping station"), "/search?q=killed+market&from=2016-01-01&until=2016-12-31", "/search?q=Aleppo", "/search?q=people+killed", "/search?q=%22air+strike%22+Homs"}},
		{kind: "search ar", at: []string{"/search?q=" + url.QueryEscape("حلب"), "/search?q=" + url.QueryEscape("مقتل غارة") + "&lang=ar", "/search?q=" + url.QueryEscape("المرصد")}},
		{kind: "sources", at: []string{"/sources", "/sources?q=star", "/sources?who=all"}},
		{kind: "source", at: sources},
		{kind: "processes", at: []string{"/processes"}},
		{kind: "process", at: processes},
		{kind: "totals", at: []string{"/totals"}},
		{kind: "totals filtered", at: []string{"/totals?area=SY&from=2016-01-01&until=2016-12-31", "/totals?area=SY/Aleppo&per=month", "/totals?area=35,36,37,38&per=actor", "/totals?area=YE&what=killed&who=civilians&per=province"}},
		{kind: "map", at: []string{"/map"}},
		{kind: "map features", at: []string{"/map/features.geojson?zoom=5&box=30,30,40,50", "/map/features.geojson?zoom=9&box=35,36,37,38&from=2016-01-01"}},
		{kind: "explore", at: []string{"/explore?area=SY&from=2016-01-01&until=2016-12-31", "/explore"}},
		{kind: "geojson of a month", at: []string{"/incidents.geojson?from=2017-01-01&until=2017-02-01"}},
		{kind: "ledger", at: []string{"/ledger"}},
		{kind: "watches", at: []string{"/watches"}},
		{kind: "csv begins", at: []string{"/incidents.csv"}, start: true},
	}
}

// writes adds a report and decides about an incident, twice a second, and returns
// how often it did.
func writes(ctx context.Context, b *testing.B, d *desk.Desk, g *gazetteer.Gazetteer) (n int) {
	by := recount.Actor{Kind: recount.Person, Name: "somebody"} // and none of those who read
	stamp := time.Now().UnixNano()
	for r := range made.Reports(g, 5000) {
		select {
		case <-ctx.Done():
			return n
		case <-time.After(500 * time.Millisecond):
		}
		r.URL = fmt.Sprintf("%s/%d", r.URL, stamp) // or it would be there from the last time
		r.Text += fmt.Sprintf("\n\nWritten down as number %d of %d.", n, stamp)
		line, err := json.Marshal(r)
		if err != nil {
			b.Error(err)
			return n
		}
		if _, err = d.Receive(ctx, by, "", archive.Capture{URL: "made.jsonl", At: time.Now(), Body: append(line, '\n')}); err == nil {
			var items []store.IncidentItem
			if items, _, err = d.DB.Incidents(ctx, store.IncidentFilter{Limit: 1}); err == nil && len(items) > 0 {
				var size int64
				if size, err = d.DB.Size(ctx); err == nil {
					_, err = d.Decide(ctx, recount.Decision{By: by, Act: recount.Grade, Subject: string(items[0].Incident.ID), Value: "fair", Why: "somebody is at work"}, size)
				}
			}
		}
		if err != nil && ctx.Err() == nil {
			b.Error(err)
			return n
		}
		n++
	}
	return n
}
