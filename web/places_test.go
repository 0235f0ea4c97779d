package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/gazetteer"
)

// A place is corrected on the page of a report: the page says who did it and
// why, the incident moves, and neither another site nor an old page may.
func TestCorrectPlace(t *testing.T) {
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	mira := recount.Actor{Kind: recount.Person, Name: "mira"}
	added, err := d.Receive(t.Context(), mira, "gazette", archive.Capture{URL: "https://example.org/a", At: time.Now(), Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}},
		Body: []byte("Lang: en\nPublished: 2016-09-23\n\nFive people were killed in Aleppo, in Syria, on Thursday, medics said. Two people were injured in Aleppo.")})
	if err != nil {
		t.Fatal(err)
	}
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: mira, Places: g})
	report := "/reports/" + string(added[0].Report)
	page := get(t, h, report).Body.String()
	form := regexp.MustCompile(`action="(/claims/[^"]+/place)"><input type="hidden" name="seen" value="(\d+)"`).FindStringSubmatch(page)
	if form == nil {
		t.Fatal("no form to correct a place")
	}
	post := func(site string, v url.Values) int {
		q := httptest.NewRequest(http.MethodPost, form[1], strings.NewReader(v.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", site)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		return w.Code
	}
	right := url.Values{"seen": {form[2]}, "to": {"gn:169389"}, "why": {"the street is in Idlib"}, "all": {"1"}}
	for _, k := range []struct {
		name, site string
		v          url.Values
		want       int
	}{
		{"from another site", "cross-site", right, http.StatusForbidden},
		{"without a reason", "same-origin", url.Values{"seen": {form[2]}, "to": {"gn:169389"}}, http.StatusBadRequest},
		{"a place nobody knows", "same-origin", url.Values{"seen": {form[2]}, "to": {"gn:1"}, "why": {"x"}}, http.StatusBadRequest},
		{"a position without a precision", "same-origin", url.Values{"seen": {form[2]}, "to": {"point"}, "lat": {"36"}, "lon": {"37"}, "why": {"x"}}, http.StatusBadRequest},
		{"as it should be", "same-origin", right, http.StatusSeeOther},
		{"on an old page", "same-origin", right, http.StatusConflict},
	} {
		if got := post(k.site, k.v); got != k.want {
			t.Errorf("%s: %d, want %d", k.name, got, k.want)
		}
	}
	page = get(t, h, report).Body.String()
	if n := strings.Count(page, "the street is in Idlib"); n != 2 {
		t.Errorf("%d claims say they were corrected, want both", n)
	}
	in := regexp.MustCompile(`/incidents/i:[a-z0-9]+`).FindString(page)
	if page := get(t, h, in).Body.String(); !strings.Contains(page, "Idlib") || !strings.Contains(page, "● corrected") {
		t.Error("the incident did not move")
	}
	if body := get(t, h, in+"/places.geojson").Body.String(); !strings.Contains(body, "Idlib") || strings.Contains(body, "Aleppo") {
		t.Errorf("the map of the incident draws %s", body)
	}
	if body := get(t, h, report+"?claim="+strings.Split(form[1], "/")[2]+"&place=Homs").Body.String(); !strings.Contains(body, `value="gn:169577"`) {
		t.Error("a name looked up is not offered")
	}
}
