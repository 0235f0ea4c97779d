package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/gazetteer"
)

// writing is a casebook that mira corrects through its pages, with places and a
// reader.
func writing(t *testing.T) (*desk.Desk, http.Handler) {
	t.Helper()
	d := newDesk(t)
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	return d, Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: recount.Actor{Kind: recount.Person, Name: "mira"}, Reader: x, Places: g})
}

func post(h http.Handler, path string, pairs ...string) *httptest.ResponseRecorder {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	q := httptest.NewRequest(http.MethodPost, path, strings.NewReader(v.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	return w
}

// Words of a report are read again, shown, and entered as what a claim should
// have been read to say; where they stood stays with the decision.
func TestCorrectByWords(t *testing.T) {
	d, h := writing(t)
	text := "Seven people were killed in an air strike on Idlib, in Syria, on Sunday, activists said. A hospital in Homs has twelve beds for women, it said <b>on Monday</b>, and blamed the shells on Russia."
	as, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/w", At: time.Now(), Status: 200,
		Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\nPublished: 2024-03-05\n\n" + text)})
	if err != nil {
		t.Fatal(err)
	}
	report := "/reports/" + string(as[0].Report)
	it, err := d.DB.Report(t.Context(), as[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	cs, err := d.DB.ClaimsOf(t.Context(), as[0].Report)
	if err != nil || len(cs) == 0 {
		t.Fatal(err)
	}
	claim := cs[0]
	if claim.What != recount.Killed {
		claim = cs[1]
	}
	page := get(t, h, report).Body.String()
	if !strings.Contains(page, `class="choosing"`) || !strings.Contains(page, "/assets/select.mjs") {
		t.Error("no words can be chosen")
	}
	words := func(w string) string {
		return report + "/words?" + url.Values{"words": {w}, "claim": {string(claim.ID)}}.Encode()
	}
	for w, want := range map[string]string{"twelve": "how many: <b>12</b>", "Homs": "where: <b><bdi>Homs", "Monday": "when: <b>4 Mar 2024</b>", "killed": "what happened: <b>killed</b>", "women": "who they were: <b>women</b>", "shells": "with what: <b dir=\"auto\">shells</b>", "Russia": "holds responsible: <b dir=\"auto\">Russia</b>", "A hospital": "(medical)"} {
		want = strings.Replace(want, "(medical)", "medical", 1)
		if shown := get(t, h, words(w)).Body.String(); !strings.Contains(shown, want) || !strings.Contains(shown, "<mark>"+w+"</mark>") || strings.Contains(shown, "<b>on Monday") {
			t.Errorf("%s is not shown as %s: %s", w, want, shown)
		}
	}
	for _, w := range []string{"nowhere in it", ""} {
		if got := get(t, h, words(w)); got.Code != http.StatusBadRequest {
			t.Errorf("%q: %d", w, got.Code)
		}
	}
	set := func(w, field string) *httptest.ResponseRecorder {
		seen := hidden(t, get(t, h, words(w)).Body.String(), "seen")
		return post(h, "/claims/"+string(claim.ID)+"/words", "seen", seen, "words", w, "from", "0", "field", field)
	}
	for w, field := range map[string]string{"twelve": "count", "Homs": "where", "Monday": "when", "A hospital": "says", "women": "who", "shells": "weapon", "Russia": "blamed"} {
		if got := set(w, field); got.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", field, got.Code, got.Body)
		}
	}
	if got := set("Homs", "count"); got.Code != http.StatusBadRequest {
		t.Errorf("a count that the words do not say: %d", got.Code)
	}
	ds, err := d.DB.Decisions(t.Context(), string(claim.ID))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, dec := range ds {
		if dec.Act != recount.Correct {
			continue
		}
		n++
		w := map[string]string{"count": "twelve", "where": "Homs", "when": "Monday", "says": "A hospital", "who": "women", "weapon": "shells", "blamed": "Russia"}[dec.Field]
		at := strings.Index(it.Report.Text, w)
		if dec.Object != desk.WordsAt(as[0].Report, recount.Span{Start: at, End: at + len(w)}) || dec.Why != "as the words say" {
			t.Errorf("%+v", dec)
		}
	}
	if n != 7 {
		t.Errorf("%d corrections", n)
	}
	in, err := d.DB.IncidentOf(t.Context(), claim.ID)
	if err != nil {
		t.Fatal(err)
	}
	inc, err := d.DB.Incident(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if shown := get(t, h, "/incidents/"+string(in)).Body.String(); !strings.Contains(shown, `<b dir="auto">shells</b>`) || !strings.Contains(shown, `<b dir="auto">russia-gov</b>`) || inc.Incident.Blamed != "russia-gov" {
		t.Errorf("the weapon and who is held responsible are not as they were corrected: %q", inc.Incident.Blamed)
	}
	if !slices.ContainsFunc(inc.Tolls, func(x recount.Toll) bool { return x.Who.Sex == "female" && x.Low == 12 }) {
		t.Errorf("the twelve are not women: %v", inc.Tolls)
	}
	if inc.Tolls[0].Low != 12 {
		t.Errorf("it counts as %v", inc.Tolls[0])
	}
	var medical bool
	for _, b := range inc.Tolls[0].Basis {
		medical = medical || strings.Contains(string(b.Origin), "medical")
	}
	if !medical {
		t.Errorf("the hospital is not its voice: %+v", inc.Tolls[0].Basis)
	}
	if _, err := d.Decide(t.Context(), recount.Decision{By: recount.Actor{Kind: recount.Person, Name: "mira"}, Act: recount.Correct, Subject: string(claim.ID), Object: string(as[0].Report) + "#5-99999", Field: "denied", Value: "true", Why: "x"}, 1<<40); err == nil {
		t.Error("words beyond the report are taken")
	}
	if diffs, err := d.Rebuild(t.Context(), false); err != nil || len(diffs) > 0 {
		t.Errorf("rebuilt: %v, %v", diffs, err)
	}
}

// A claim moves to another incident, and out to one of its own.
func TestMoveClaim(t *testing.T) {
	d, h := writing(t)
	ids := twoIncidents(t, d)
	it, err := d.DB.Incident(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	claim := string(it.Incident.Claims[0])
	page := "/incidents/" + string(ids[0])
	seen := func(p string) string { return hidden(t, get(t, h, p).Body.String(), "seen") }
	for name, pairs := range map[string][]string{"a claim of another": {"claim", "c:none", "own", "1"}, "nowhere": {"claim", claim}, "to itself": {"claim", claim, "object", string(ids[0])}, "both": {"claim", claim, "own", "1", "object", string(ids[1])}} {
		if got := post(h, page, append(pairs, "seen", seen(page), "act", "same", "why", "x")...); got.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", name, got.Code)
		}
	}
	to := post(h, page, "seen", seen(page), "act", "same", "claim", claim, "object", "http://localhost/incidents/"+string(ids[1]), "why", "the same strike")
	if to.Code != http.StatusSeeOther {
		t.Fatal(to.Code, to.Body)
	}
	if in, err := d.DB.IncidentOf(t.Context(), recount.ClaimID(claim)); err != nil || in != ids[1] {
		t.Errorf("it is in %s, %v", in, err)
	}
	other := "/incidents/" + string(ids[1])
	if got := post(h, other, "seen", seen(other), "act", "same", "claim", claim, "own", "1", "why", "another street"); got.Code != http.StatusBadRequest || !strings.Contains(got.Body.String(), "founded an incident that still stands") {
		t.Errorf("of its own, where others of its own sit: %d", got.Code)
	}
	rest, err := d.DB.ClaimsOfIncident(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rest {
		if got := post(h, page, "seen", seen(page), "act", "same", "claim", string(c.ID), "object", string(ids[1]), "why", "all of it"); got.Code != http.StatusSeeOther {
			t.Fatal(got.Code)
		}
	}
	if got := post(h, other, "seen", seen(other), "act", "same", "claim", claim, "own", "1", "why", "another street"); got.Code != http.StatusSeeOther {
		t.Errorf("of its own: %d", got.Code)
	}
	if in, err := d.DB.IncidentOf(t.Context(), recount.ClaimID(claim)); err != nil || in != ids[0] {
		t.Errorf("of its own, it is in %s, %v", in, err)
	}
	if diffs, err := d.Rebuild(t.Context(), false); err != nil || len(diffs) > 0 {
		t.Errorf("rebuilt: %v, %v", diffs, err)
	}
}
