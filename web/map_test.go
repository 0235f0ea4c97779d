package web

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

// strikes is a casebook of three incidents in towns in two years, and of one known
// no nearer than its province.
func strikes(t *testing.T) (*desk.Desk, http.Handler) {
	t.Helper()
	d := newDesk(t)
	mira := recount.Actor{Kind: recount.Person, Name: "mira"}
	for i, told := range []struct{ day, text string }{
		{"2016-09-23", "At least 5 civilians were killed in an air strike on Homs on Thursday, a hospital said. Activists blamed the Syrian army for the attack, which killed 5 civilians."},
		{"2017-03-04", "7 people were killed in shelling of Hama on Friday, the civil defence said."},
		{"2017-03-11", "3 people were killed and 9 injured in an air strike on Homs on Friday, Reuters said. 4 people were killed, a medical source said."},
		{"2017-05-06", "9 people were killed in clashes in Idlib province on Friday, the civil defence said."},
	} {
		added, err := d.Receive(t.Context(), mira, "gazette", archive.Capture{URL: fmt.Sprint("https://example.org/", i), At: time.Now(), Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}},
			Body: []byte("Lang: en\nPublished: " + told.day + "\n\n" + told.text)})
		if err != nil || added[0].Err != nil {
			t.Fatal(err, added)
		}
	}
	return d, Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: mira})
}

// drawnBy is what the map is told to draw.
func drawnBy(t *testing.T, h http.Handler, query string) (out []map[string]any) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/map/features.geojson"+query, nil))
	var all struct {
		Features []struct {
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil {
		t.Fatalf("%s: %d %v", query, w.Code, err)
	}
	for _, f := range all.Features {
		out = append(out, f.Properties)
	}
	return out
}

func TestMapFeatures(t *testing.T) {
	_, h := strikes(t)
	afar := drawnBy(t, h, "?zoom=1")
	if len(afar) != 2 || afar[0]["n"] != 3.0 || afar[0]["box"] == nil || afar[1]["apart"] != true || afar[1]["place_precision"] != "province" {
		t.Errorf("from afar: %v", afar)
	}
	near := drawnBy(t, h, "?zoom=11")
	if len(near) != 3 || near[0]["n"].(float64)+near[1]["n"].(float64) != 3 {
		t.Errorf("near by: %v", near)
	}
	if one := drawnBy(t, h, "?zoom=11&until=2016-12-31"); len(one) != 1 || one[0]["incident"] == nil || !strings.Contains(one[0]["title"].(string), "Homs") {
		t.Errorf("in the first year: %v", one)
	}
	if none := drawnBy(t, h, "?zoom=11&box=0,0,1,1&what=air-strike"); len(none) != 0 {
		t.Errorf("elsewhere: %v", none)
	}
	for _, bad := range []string{"?box=1,2,3", "?box=a,b,c,d", "?zoom=x", "?from=x", "?area=9,9,1,1"} {
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/map/features.geojson"+bad, nil)); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}

// Without a script the page says what the map would: areas, totals, lists.
func TestMapPage(t *testing.T) {
	_, h := strikes(t)
	get := func(path string) string {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Body.String()
	}
	if page := get("/map"); !strings.Contains(page, "Known no nearer") || !strings.Contains(page, "/totals?area=SY%2fIdlib") || strings.Count(page, `<li id="at-`) != 4 || !strings.Contains(page, `class="distribution"`) {
		t.Errorf("the map:\n%s", page)
	}
	area := "/map?area=34.5,36.4,35.0,37.0"
	if page := get(area); strings.Count(page, `<li id="at-`) != 2 || !strings.Contains(page, "How these add up") || !strings.Contains(page, "Killed") {
		t.Errorf("an area:\n%s", page)
	}
	if page := get(area + "&from=2017-01-01"); strings.Count(page, `<li id="at-`) != 1 {
		t.Errorf("an area in a year:\n%s", page)
	}
	if page := get("/incidents?area=34.5,36.4,35.0,37.0"); strings.Count(page, `<td class="title">`) != 2 {
		t.Errorf("the list of an area:\n%s", page)
	}
	for path, n := range map[string]int{"/incidents?weapon=aircraft": 2, "/incidents?status=signed": 0, "/incidents?source=nobody": 0, "/incidents?precision=town&status=candidate": 3, "/incidents?blamed=unknown": 3} {
		if page := get(path); strings.Count(page, `<td class="title">`) != n || !strings.Contains(page, `<details class="which" open>`) {
			t.Errorf("%s: %d incidents, want %d", path, strings.Count(page, `<td class="title">`), n)
		}
	}
	if page := get("/map?q=nowhere"); !strings.Contains(page, "No incident fits") {
		t.Errorf("nothing found:\n%s", page)
	}
}

// In a real browser the map is drawn, the time slides by keys, and what is in view
// is added up.
func TestMapInBrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	if testing.Short() {
		t.Skip("slow")
	}
	_, h := strikes(t)
	s := httptest.NewServer(h)
	defer s.Close()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	ctx, end := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.Flag("enable-unsafe-swiftshader", true))...)
	defer end()
	ctx, end = chromedp.NewContext(ctx)
	defer end()
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	until := func(what, script string) {
		t.Helper()
		for range 400 {
			if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!!(`+script+`)`)); err == nil && is {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		said, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + " " + document.getElementById("map-note").textContent + " " + document.getElementById("map").dataset.drawn`))
		t.Fatalf("%s: not so: %s", what, said)
	}
	do(chromedp.Navigate(s.URL + "/map"))
	until("spots are drawn", `Number(document.getElementById("map").dataset.drawn) >= 1`)
	do(chromedp.Focus("#range-until"))
	for range 12 {
		do(chromedp.KeyEvent(kb.ArrowLeft))
	}
	until("the address says until when", `new URLSearchParams(location.search).get("until") < "2017-04-01" && document.querySelector("[name=until]").value`)
	do(chromedp.Click("#map-view"))
	until("the view is added up", `document.getElementById("map-chosen").textContent.includes("How these add up") && new URLSearchParams(location.search).get("area")`)

	do(chromedp.Navigate(s.URL+"/language?to=ar"), chromedp.Navigate(s.URL+"/map"))
	until("Arabic names are set as Arabic is", `document.getElementById("map").dataset.script === "arabic" && Number(document.getElementById("map").dataset.drawn) >= 1`)
}
