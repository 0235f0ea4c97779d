package web

import (
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

var day = time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC)

const told = "Al Jazeera said 26 civilians had been killed in Aleppo on Friday. A hospital said 45 people were killed.\n\nThe war has killed 400,000 people since 2011. <script>alert(1)</script>"

// span finds words in the text.
func span(words string) recount.Span {
	i := strings.Index(told, words)
	return recount.Span{Start: i, End: i + len(words)}
}

func exact(n int) recount.Quantity {
	return recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact}
}

// newDesk works on an empty casebook in a temporary folder.
func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(t.Context(), filepath.Join(t.TempDir(), "book"), desk.Standard(x), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// casebook is a real store in a temporary folder with one incident, a report in
// a language nobody reads, and hostile words everywhere.
func casebook(t *testing.T) http.Handler {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "book.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	friday := recount.When{From: day, Until: day.Add(24 * time.Hour), Grain: recount.Day, Words: "Friday"}
	said := recount.When{From: day.Add(30 * time.Hour), Until: day.Add(31 * time.Hour), Grain: recount.Hour}
	aleppo := recount.PlaceRef{Words: "Aleppo", Place: "gn:170063", Name: "Aleppo", Point: recount.LatLon{Lat: 36.2, Lon: 37.16}, Radius: 9000, Precision: recount.AtTown, Country: "SY", Admin1: "Aleppo",
		Rivals: []recount.PlaceID{"gn:99"}, Why: "the largest <b>place</b> of this name"}
	open := recount.PlaceRef{Words: "Zahra", Rivals: []recount.PlaceID{"gn:1", "gn:2"}, Why: "two places of this name lie far apart"}
	rep := recount.Report{ID: "r:one", Source: "mee", URL: "https://news.example/a", Lang: "en", Title: `"><b>Strikes</b> on Aleppo`, Text: told, Published: friday, Collected: day.Add(40 * time.Hour), Raw: recount.Sum([]byte(told)), Parser: "page/1"}
	arabic := recount.Report{ID: "r:two", Source: "shaam", Lang: "ar", Title: "مقتل مدنيين في حلب", Text: "قتل مدنيون في حلب.", Collected: day.Add(41 * time.Hour), Raw: recount.Sum([]byte("ar")), Parser: "text/1"}
	whole := span("Al Jazeera said 26 civilians had been killed in Aleppo on Friday.")
	c1 := recount.Claim{ID: "c:one", Report: rep.ID, What: recount.Killed, Count: exact(26), Who: recount.Victims{Status: "civilian"}, Where: aleppo, When: friday, Said: said, Event: 1,
		Says:     recount.Attribution{{Source: "mee", Kind: recount.Outlet}, {Source: "al-jazeera", Kind: recount.Outlet, Words: "Al Jazeera"}},
		Evidence: recount.Evidence{Whole: whole, Count: []recount.Span{span("26")}, Who: []recount.Span{span("26 civilians")}, What: []recount.Span{span("killed")}, Where: []recount.Span{span("Aleppo")}}}
	c2 := recount.Claim{ID: "c:two", Report: rep.ID, What: recount.Killed, Count: exact(45), Where: aleppo, When: friday, Said: said, Event: 1,
		Says:     recount.Attribution{{Source: "mee", Kind: recount.Outlet}, {Source: "reuters", Kind: recount.Wire, Words: "Reuters"}, {Kind: recount.Medical, Words: `a "hospital" <i>`}},
		Evidence: recount.Evidence{Whole: span("A hospital said 45 people were killed."), Count: []recount.Span{span("45")}, Who: []recount.Span{span("45 people")}}}
	c3 := recount.Claim{ID: "c:three", Report: rep.ID, What: recount.Killed, Count: exact(400000), Scope: recount.Scope{Total: true}, Where: open, When: friday, Said: said, Says: recount.Attribution{{Source: "mee", Kind: recount.Outlet}},
		Evidence: recount.Evidence{Whole: span("The war has killed 400,000 people since 2011."), Count: []recount.Span{span("400,000")}}}
	by := recount.Actor{Kind: recount.Machine, Name: "test/1"}
	in := recount.Incident{ID: recount.FoundedBy(c1.ID), Claims: []recount.ClaimID{c1.ID, c2.ID}, AsOf: 3}
	members := []recount.Claim{c1, c2}
	link.Describe(&in, members)
	mint := recount.Decision{At: day.Add(42 * time.Hour), By: by, Act: recount.Mint, Subject: string(in.ID), Object: string(c1.ID), Why: "nothing near <it>"}
	mint.ID = mint.Name()
	facts := []store.Fact{store.ReportFact{Report: rep}, store.ReportFact{Report: arabic},
		store.ReadingFact{Report: rep.ID, Reader: "extract/1 en/1", Claims: []recount.Claim{c1, c2, c3}, Outcome: store.IsRead},
		store.ReadingFact{Report: arabic.ID, Outcome: store.Unread}, store.DecisionFact{Decision: mint}}
	for _, c := range members {
		d := recount.Decision{At: day.Add(42 * time.Hour), By: by, Act: recount.Same, Subject: string(c.ID), Object: string(in.ID), Why: "founds it"}
		d.ID = d.Name()
		facts = append(facts, store.DecisionFact{Decision: d})
	}
	stamp := ledger.Stamp{Size: 2, Authority: "https://calendar.example", Block: 871234}
	stamp.ID = stamp.Name()
	facts = append(facts, store.StampFact{Stamp: stamp})
	err = db.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Append(ctx, by, day.Add(42*time.Hour), facts...); err != nil {
			return err
		}
		province := recount.Incident{ID: "i:province", Title: "Strikes <across> the province", Parts: []recount.IncidentID{in.ID}}
		in.Whole = province.ID
		if err := tx.Project(ctx, province, nil, nil); err != nil {
			return err
		}
		return tx.Project(ctx, in, tally.Reckon(tally.Case{Incident: in.ID, Claims: members, AsOf: 3}, tally.R1()), link.Keys(&c1))
	})
	if err != nil {
		t.Fatal(err)
	}
	return Handler(&db.Reader, slog.New(slog.DiscardHandler), With{})
}

func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

var incidentPath = "/incidents/" + string(recount.FoundedBy("c:one"))

func TestPagesSay(t *testing.T) {
	h := casebook(t)
	for _, c := range []struct {
		path   string
		status int
		says   []string
		not    []string
	}{
		{"/incidents", 200, []string{"People killed, Aleppo, 23 Sep 2016", `class="glyph`, incidentPath}, []string{"Next page"}},
		{"/incidents?what=killed&sort=deadly", 200, []string{`href="/incidents.csv?sort=deadly&amp;what=killed"`}, nil},
		{"/incidents?q=nowhere", 200, []string{"No incident fits"}, nil},
		{"/incidents?from=2016-09-23&until=2016-09-23&what=killed&country=sy&sort=deadly", 200, []string{incidentPath}, nil},
		{"/incidents?from=2016-09-24", 200, []string{"No incident fits"}, nil},
		{"/incidents?from=yesterday", 400, []string{"Dates are written"}, nil},
		{"/incidents?what=glory", 400, nil, nil},
		{incidentPath, 200, []string{"sets low", "sets best", "sets high", "a single source", "26–45, best 26", "Al Jazeera", `through <a href="/sources/mee">mee</a>`, `through <a href="/sources/reuters">Reuters</a>`, "grade B", "R1/1", "Counts of more than this incident", "400\u202f000", "By other rules", "ledger size 3", "nothing near &lt;it&gt;"}, []string{"a war"}},
		{incidentPath, 200, []string{`Part of <a href="/incidents/i:province" dir="auto">Strikes &lt;across&gt; the province</a>`}, []string{"floor for the whole"}},
		{"/incidents/i:province", 200, []string{`<a href="` + incidentPath, "<small>45 killed</small>", "floor for the whole"}, []string{"Part of"}},
		{"/reports", 200, []string{"not read: no language pack", "مقتل", "mee"}, nil},
		{"/reports/r:one", 200, []string{`data-claims="c:one"`, `class="m m-count m-who"`, "a running total", "&lt;script&gt;", "3 claims", "SHA-256", `id="card-1"`, `href="#card-2"`,
			"known to within a town: ", "the largest &lt;b&gt;place&lt;/b&gt; of this name", "not chosen: <span dir=\"auto\">gn:99</span>",
			"left open: ", "two places of this name lie far apart", "considered: <span dir=\"auto\">gn:1</span>; <span dir=\"auto\">gn:2</span>", "known to the day, from the words"}, nil},
		{"/reports/r:two", 200, []string{`dir="rtl"`, "Kept but not read", "قتل مدنيون"}, nil},
		{"/map", 200, []string{`data-features="/map/features.geojson"`, "known to within a town"}, nil},
		{"/ledger", 200, []string{"7 entries", "No checkpoint has been signed", "before block 871234 of the Bitcoin chain", `href="/reports/r:one"`}, nil},
		{"/incidents.csv", 200, []string{"incident,title", "36.2,37.16"}, nil},
		{"/incidents.geojson", 200, []string{`"FeatureCollection"`, "[37.16,36.2]"}, nil},
		{"/nowhere", 404, []string{"nothing at this address"}, nil},
		{"/incidents/i:none", 404, nil, nil},
		{"/reports/r:none", 404, nil, nil},
		{"/assets/recount.css", 200, []string{"--accent"}, nil},
		{"/assets/build/", 404, nil, nil},
	} {
		w := get(t, h, c.path)
		body := w.Body.String()
		if w.Code != c.status {
			t.Errorf("%s: status %d, want %d: %.300s", c.path, w.Code, c.status, body)
		}
		for _, s := range c.says {
			if !strings.Contains(body, s) {
				t.Errorf("%s does not say %q", c.path, s)
			}
		}
		for _, s := range c.not {
			if strings.Contains(body, s) {
				t.Errorf("%s says %q", c.path, s)
			}
		}
	}
	if w := get(t, h, "/"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/incidents" {
		t.Errorf("home: %d %s", w.Code, w.Header())
	}
	if w := get(t, h, "/claims/c:two"); w.Header().Get("Location") != "/reports/r:one#c:two" {
		t.Errorf("claim leads to %q", w.Header().Get("Location"))
	}
}

// No page loads, names or runs anything from elsewhere, and foreign words stay words.
func TestPagesKeepToThemselves(t *testing.T) {
	h := casebook(t)
	inline := regexp.MustCompile(`(?i)\sstyle=|\son\w+=|<script>|javascript:`)
	loads := regexp.MustCompile(`(?i)(?:src|href|action)="([^"]*)"`)
	for _, path := range []string{"/incidents", incidentPath, "/reports", "/reports/r:one", "/reports/r:two", "/map", "/ledger", "/nowhere"} {
		w := get(t, h, path)
		body := w.Body.String()
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: types may be guessed", path)
		}
		if m := inline.FindString(body); m != "" {
			t.Errorf("%s has inline %q", path, m)
		}
		for _, m := range loads.FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(m[1], "/") && !strings.HasPrefix(m[1], "#") || strings.HasPrefix(m[1], "//") {
				t.Errorf("%s leads out to %q", path, m[1])
			}
		}
		for _, svg := range regexp.MustCompile(`(?s)<svg[^>]* role="img".*?</svg>`).FindAllString(body, -1) {
			if strings.Contains(svg, "<a ") { // what is an image has nothing in it to go to
				t.Errorf("%s: a link inside an image: %.200s", path, svg)
			}
		}
		for _, s := range []string{"<b>Strikes", "<i>", "ZgotmplZ", "%!", "<no value>"} {
			if strings.Contains(body, s) {
				t.Errorf("%s holds %q", path, s)
			}
		}
	}
}

func TestOnlyLooking(t *testing.T) {
	h := casebook(t)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/incidents", strings.NewReader("x=1")))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
	for _, to := range []string{"//evil.example/", "https://evil.example/x", ""} {
		w, q := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/theme?to=dark", nil)
		q.Header.Set("Referer", to)
		h.ServeHTTP(w, q)
		if got := w.Header().Get("Location"); got != "/" || !strings.Contains(w.Header().Get("Set-Cookie"), "theme=dark") {
			t.Errorf("theme from %q leads to %q", to, got)
		}
	}
	w = httptest.NewRecorder()
	q := httptest.NewRequest(http.MethodGet, "/map", nil)
	q.AddCookie(&http.Cookie{Name: "theme", Value: "dark"})
	h.ServeHTTP(w, q)
	if !strings.Contains(w.Body.String(), `data-theme="dark"`) {
		t.Error("a dark page was asked for")
	}
}

func TestSqueezeAndTags(t *testing.T) {
	h := casebook(t)
	q := httptest.NewRequest(http.MethodGet, "/assets/recount.css", nil)
	q.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || !strings.Contains(string(b), "--accent") {
		t.Errorf("squeezed: %v, %d bytes", err, len(b))
	}
	tag := w.Header().Get("ETag")
	q.Header.Set("If-None-Match", tag)
	w = httptest.NewRecorder()
	h.ServeHTTP(w, q)
	if tag == "" || w.Code != http.StatusNotModified {
		t.Errorf("tag %q: %d", tag, w.Code)
	}
}

// The pieces of a text are the text, however its marks overlap.
func FuzzCut(f *testing.F) {
	f.Add("قتل 45 شخصا", 0, 5, 3, 9)
	f.Add("ab", -4, 99, 1, 0)
	f.Fuzz(func(t *testing.T, s string, a, b, c, d int) {
		ms := []mark{{recount.Span{Start: a, End: b}, "", "x"}, {recount.Span{Start: c, End: d}, "count", "y"}, {recount.Span{Start: a, End: d}, "who", "x"}}
		var got strings.Builder
		for _, p := range cut(s, ms, map[recount.ClaimID]int{"x": 1}) {
			got.WriteString(p.Text)
		}
		if got.String() != s {
			t.Errorf("%q became %q", s, got.String())
		}
	})
}

func TestFigures(t *testing.T) {
	en := tongues(nil)["en"]
	for _, c := range []struct {
		t    recount.Toll
		want string
	}{
		{recount.Toll{Low: 26, Best: 45, High: 45}, "26–45, best 45"},
		{recount.Toll{Low: 72, Best: 72, High: 72, Open: true}, "at least 72"},
		{recount.Toll{Low: 2, Best: recount.Blank, High: 9}, "2–9"},
		{recount.Toll{}, "0"},
		{recount.Toll{Status: recount.NoClaim}, "nothing claimed"},
		{recount.Toll{Status: recount.Unconfirmed, High: 60, Best: recount.Blank}, "up to 60 claimed, unconfirmed"},
	} {
		if got := en.figures(c.t); got != c.want {
			t.Errorf("%+v: %q, want %q", c.t, got, c.want)
		}
		if g := string(en.glyph(c.t, 80, 120)); !strings.HasPrefix(g, "<svg") || strings.Contains(g, "NaN") {
			t.Errorf("glyph %s", g)
		}
	}
}

// Every file the stylesheet, the pages and the map ask for is there.
func TestAssetsAreThere(t *testing.T) {
	h := casebook(t)
	for _, from := range []string{"/assets/recount.css", "/assets/map.mjs", "/map", "/reports/r:one"} {
		body := get(t, h, from).Body.String()
		for _, m := range regexp.MustCompile(`(?:url\("|["(])((?:/assets/|fonts/)[\w./-]+)`).FindAllStringSubmatch(body, -1) {
			path := m[1]
			if strings.HasPrefix(path, "fonts/") {
				path = "/assets/" + path
			}
			if w := get(t, h, path); w.Code != http.StatusOK {
				t.Errorf("%s asks for %s: %d", from, path, w.Code)
			} else if strings.HasSuffix(path, ".mjs") && !strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript") {
				t.Errorf("%s is %s", path, w.Header().Get("Content-Type"))
			}
		}
	}
}
