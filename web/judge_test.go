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
	"github.com/recountlab/recount/desk"
)

// On the page of an incident a person grades it, settles its toll, joins it to
// another, parts it again and withdraws it; the second of two who decide at
// once is told, and nothing is lost.
func TestJudgeIncident(t *testing.T) {
	d := newDesk(t)
	mira, omar := recount.Actor{Kind: recount.Person, Name: "mira"}, recount.Actor{Kind: recount.Person, Name: "omar"}
	ids := twoIncidents(t, d)
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: mira})
	other := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: omar})
	page := "/incidents/" + string(ids[0])
	size := func(h http.Handler, page string) string {
		t.Helper()
		m := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(get(t, h, page).Body.String())
		if m == nil {
			t.Fatalf("%s has no form", page)
		}
		return m[1]
	}
	post := func(h http.Handler, page, seen string, pairs ...string) int {
		v := url.Values{"seen": {seen}}
		for i := 0; i < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		q := httptest.NewRequest(http.MethodPost, page, strings.NewReader(v.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		return w.Code
	}
	if looks := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d}); strings.Contains(get(t, looks, page).Body.String(), `method="post"`) || post(looks, page, "0", "act", "withdraw", "why", "x") != http.StatusMethodNotAllowed {
		t.Error("who only looks may decide")
	}
	for name, pairs := range map[string][]string{"without a reason": {"act", "grade", "grade", "fair"}, "no grade": {"act", "grade", "grade", "great", "why", "x"},
		"bounds out of order": {"act", "settle", "low", "9", "high", "3", "why", "x"}, "no numbers": {"act", "settle", "low", "few", "high", "3", "why", "x"},
		"an act that is none": {"act", "release", "why", "x"}, "itself": {"act", "merge", "object", string(ids[0]), "why", "x"}} {
		if got := post(h, page, size(h, page), pairs...); got != http.StatusBadRequest {
			t.Errorf("%s: %d", name, got)
		}
	}
	if got := post(h, page, size(h, page), "act", "merge", "object", "i:none", "why", "x"); got != http.StatusNotFound {
		t.Errorf("with one that is not there: %d", got)
	}
	incident := func(id recount.IncidentID) (recount.Incident, recount.Toll) {
		t.Helper()
		it, err := d.DB.Incident(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return it.Incident, it.Tolls[0]
	}

	// Both look; mira settles; omar, who has not seen that, is told and looks again.
	seen := size(other, page)
	if got := post(h, page, size(h, page), "act", "settle", "what", "killed", "low", "5", "best", "6", "high", "7", "why", "names were listed"); got != http.StatusSeeOther {
		t.Fatalf("settle: %d", got)
	}
	if _, toll := incident(ids[0]); toll.Low != 5 || toll.Best != 6 || toll.High != 7 {
		t.Errorf("settled: %v", toll)
	}
	grade := []string{"act", "grade", "grade", "confirmed", "why", "the army said so"}
	if got := post(other, page, seen, grade...); got != http.StatusConflict {
		t.Errorf("who decides at once: %d", got)
	}
	if got := post(other, page, size(other, page), grade...); got != http.StatusSeeOther {
		t.Errorf("who looked again: %d", got)
	}
	if in, toll := incident(ids[0]); in.Grade != "confirmed" || !strings.HasPrefix(in.Graded, "omar decided") || toll.Best != 6 {
		t.Errorf("graded: %+v, %v", in, toll)
	}

	if got := post(h, page, size(h, page), "act", "part-of", "object", "http://localhost/incidents/"+string(ids[1]), "why", "the town's count"); got != http.StatusSeeOther {
		t.Errorf("part-of, by its address: %d", got)
	}
	if in, _ := incident(ids[0]); in.Whole != ids[1] {
		t.Errorf("a part of %q", in.Whole)
	}
	if !strings.Contains(get(t, h, page).Body.String(), "It is no part of it") || post(h, page, size(h, page), "act", "whole", "why", "two places") != http.StatusSeeOther {
		t.Error("it cannot be made whole again")
	}
	if in, _ := incident(ids[0]); in.Whole != "" {
		t.Errorf("still a part of %q", in.Whole)
	}
	if got := post(h, page, size(h, page), "act", "withdraw", "why", "it did not happen"); got != http.StatusSeeOther {
		t.Errorf("withdraw: %d", got)
	}
	if in, _ := incident(ids[0]); in.Status != recount.Retracted {
		t.Errorf("withdrawn: %s", in.Status)
	}
	if diff, err := d.Rebuild(t.Context(), false); err != nil || len(diff) > 0 {
		t.Errorf("rebuilt: %v, %v", diff, err)
	}
}

// twoIncidents adds two reports of two strikes, and returns the incidents that
// they make.
func twoIncidents(t *testing.T, d *desk.Desk) (ids []recount.IncidentID) {
	t.Helper()
	for _, town := range []string{"Idlib", "Homs"} {
		as, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/" + town, At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/plain"}},
			Body:   []byte("Lang: en\nPublished: 2024-03-04\n\nFive people were killed in an air strike on " + town + ", in Syria, on Sunday, a hospital said.")})
		if err != nil {
			t.Fatal(err)
		}
		in, err := d.DB.IncidentsOf(t.Context(), as[0].Report)
		if err != nil || len(in) != 1 {
			t.Fatal(in, err)
		}
		ids = append(ids, in[0])
	}
	return ids
}
