package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/recountlab/recount/desk"
)

func TestExplore(t *testing.T) {
	_, h := strikes(t)
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	all := func(query string) (x desk.Explored) {
		w := get("/explore.json" + query)
		if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil {
			t.Fatalf("%s: %d %v", query, w.Code, err)
		}
		return x
	}
	cut := func(cs []desk.Portion, key string) (c desk.Portion) {
		for _, c := range cs {
			if c.Key == key {
				return c
			}
		}
		return c
	}
	x := all("")
	if x.Whole.Incidents != 4 || x.Step != desk.PerWeek {
		t.Errorf("everything: %+v by %s", x.Whole, x.Step)
	}
	best := 0
	for _, c := range x.Times {
		best += c.Best
	}
	if best != x.Whole.Best || x.Times[0].Key != "2016-09-19" {
		t.Errorf("weeks from %s add up to %d, want %d", x.Times[0].Key, best, x.Whole.Best)
	}
	if cut(x.Areas, "SY/Homs").Incidents != 2 || cut(x.Areas, "SY/Idlib").Best != 9 {
		t.Errorf("areas %+v", x.Areas)
	}
	if cut(x.Weapons, "aircraft").Incidents != 2 || cut(x.Weapons, "artillery").Best != 7 {
		t.Errorf("weapons %+v", x.Weapons)
	}
	if cut(x.Groups, "").Incidents != 4 || cut(x.Groups, "civilians").Low != 5 {
		t.Errorf("groups %+v", x.Groups)
	}
	if cut(x.Blamed, "unknown").Incidents != 3 || len(x.Blamed) != 2 {
		t.Errorf("blamed %+v", x.Blamed)
	}
	if x.Compared != 2 || len(x.Sources) != 1 || x.Sources[0].Source != "reuters" || x.Sources[0].Lower+x.Sources[0].Allows != 1 {
		t.Errorf("of %d, sources %+v", x.Compared, x.Sources)
	}
	for query, want := range map[string]int{"?weapon=aircraft": 2, "?area=SY/Homs": 2, "?area=34.5,36.4,35.0,37.0": 2, "?from=2017-01-01": 3, "?q=hama": 1, "?what=injured": 1, "?blamed=unknown": 3, "?status=candidate": 4, "?status=signed": 0, "?precision=town&weapon=aircraft": 2, "?precision=site": 0, "?what=injured&who=children": 0} {
		if got := all(query); got.Whole.Incidents != want {
			t.Errorf("%s: %d incidents, want %d", query, got.Whole.Incidents, want)
		}
	}
	for _, bad := range []string{"?what=attack", "?who=robots", "?from=x", "?area=1,2,3,x", "?weapon=words", "?status=x", "?grade=x", "?precision=x"} {
		if w := get("/explore" + bad); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
	for chart, rows := range map[string]int{"time": len(x.Times), "area": len(x.Areas), "weapon": len(x.Weapons), "group": len(x.Groups), "blamed": len(x.Blamed), "source": 1} {
		got, err := csv.NewReader(get("/explore.csv?chart=" + chart).Body).ReadAll()
		if err != nil || len(got) != rows+1 {
			t.Errorf("%s: %d rows, %v; want %d", chart, len(got), err, rows+1)
		}
	}
	if w := get("/explore.csv?chart=mood"); w.Code != http.StatusBadRequest {
		t.Errorf("a chart that is none: %d", w.Code)
	}
	page := get("/explore?area=SY").Body.String()
	for _, want := range []string{`class="band"`, `class="sides"`, "By area", "Sources beside each other", `/explore.csv?area=SY&amp;chart=weapon`, `href="/totals?area=SY"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// Whoever works here keeps addresses under names, and forgets them.
func TestViewsAreKept(t *testing.T) {
	_, h := strikes(t)
	post := func(v url.Values) int {
		w, q := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/explore/views", strings.NewReader(v.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		h.ServeHTTP(w, q)
		return w.Code
	}
	kept := func() string {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/explore", nil))
		return w.Body.String()
	}
	if code := post(url.Values{"name": {"Homs <by> year"}, "address": {"/explore?area=SY/Homs&from=2017-01-01"}}); code != http.StatusSeeOther {
		t.Fatalf("keep: %d", code)
	}
	if page := kept(); !strings.Contains(page, `<a href="/explore?area=SY/Homs&amp;from=2017-01-01"><bdi>Homs &lt;by&gt; year</bdi></a>`) {
		t.Errorf("it is not kept:\n%s", page)
	}
	for _, bad := range []url.Values{{"name": {"x"}, "address": {"https://elsewhere.example/"}}, {"name": {"x"}, "address": {"//elsewhere.example/"}}, {"name": {" "}, "address": {"/explore"}}} {
		if code := post(bad); code != http.StatusBadRequest {
			t.Errorf("%v: %d", bad, code)
		}
	}
	if code := post(url.Values{"forget": {"Homs <by> year"}}); code != http.StatusSeeOther || strings.Contains(kept(), "Homs &lt;by&gt; year") {
		t.Errorf("forget: %d", code)
	}
	if w := httptest.NewRecorder(); true {
		q := httptest.NewRequest(http.MethodPost, "/explore/views", strings.NewReader("name=x&address=/explore"))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		casebook(t).ServeHTTP(w, q)
		if w.Code == http.StatusSeeOther {
			t.Error("pages that only look keep views")
		}
	}
}
