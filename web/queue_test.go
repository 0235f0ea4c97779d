package web

import (
	"html"
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
	"github.com/recountlab/recount/store"
)

// A person checks readings one by one: each answer is a decision in her name,
// what was corrected counts as she says, and an old page decides nothing.
func TestQueueOfReadings(t *testing.T) {
	d := newDesk(t)
	mira := recount.Actor{Kind: recount.Person, Name: "mira"}
	_, err := d.Receive(t.Context(), mira, "gazette", archive.Capture{URL: "https://example.org/a", At: time.Now(), Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}},
		Body: []byte("Lang: en\nPublished: 2024-03-04\n\nFive people were killed and others were injured in an air strike on Idlib, in Syria, on Sunday, a hospital said. Several <b>homes</b> burnt. Dozens were perhaps wounded in Homs, they said.")})
	if err != nil {
		t.Fatal(err)
	}
	looks := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d})
	if page := get(t, looks, "/queue?kind=claims").Body.String(); strings.Contains(page, `method="post"`) || !strings.Contains(page, "only look") {
		t.Error("who only looks is asked to answer")
	}
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: mira})
	field := func(page, name string) string {
		m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no %s on the page: %s", name, page)
		}
		return html.UnescapeString(m[1])
	}
	post := func(v url.Values) *httptest.ResponseRecorder {
		q := httptest.NewRequest(http.MethodPost, "/queue", strings.NewReader(v.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		return w
	}
	page := get(t, h, "/queue?kind=claims").Body.String()
	if strings.Contains(page, "<b>homes") || !strings.Contains(page, "&lt;b&gt;homes") {
		t.Error("words of a report are taken for the page's own")
	}
	first := url.Values{"seen": {field(page, "seen")}, "subject": {field(page, "subject")}, "kind": {"claims"}, "pass": {"0"}}
	with := func(v url.Values, more ...string) url.Values {
		out := url.Values{}
		for k, x := range v {
			out[k] = x
		}
		for i := 0; i < len(more); i += 2 {
			out.Set(more[i], more[i+1])
		}
		return out
	}
	for name, v := range map[string]url.Values{
		"no act": first, "an act that is none here": with(first, "act", "withdraw"), "nothing said otherwise": with(first, "act", "correct"),
		"bounds out of order": with(first, "act", "correct", "low", "9", "high", "3"), "no number": with(first, "act", "correct", "low", "many"),
		"no such people": with(first, "act", "correct", "status", "martyr"), "no day": with(first, "act", "correct", "from", "soon"), "no size": with(first, "act", "accept", "seen", "x"),
	} {
		if w := post(v); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	w := post(with(first, "act", "correct", "low", "3", "high", "7", "what", "injured", "status", "civilian", "age", "child", "from", "2024-03-02", "until", "2024-03-03", "why", "the hospital's list"))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("correct: %d %s", w.Code, w.Body)
	}
	ds, err := d.DB.Decisions(t.Context(), first.Get("subject"))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, x := range ds {
		if x.By == mira && x.Act == recount.Correct {
			said[x.Field] = x.Value + " " + x.Why
		}
	}
	if !strings.Contains(said["count"], `"low":3`) || !strings.HasSuffix(said["count"], "the hospital's list") || !strings.Contains(said["who"], `"status":"civilian","age":"child"`) || !strings.Contains(said["when"], `"until":"2024-03-03T`) {
		t.Errorf("corrected: %v", said)
	}
	next := get(t, h, w.Header().Get("Location")).Body.String()
	if !strings.Contains(next, "Go back to it") || field(next, "subject") == first.Get("subject") {
		t.Error("what was judged is asked about again, or the way back is not there")
	}
	if back := get(t, h, "/queue?claim="+first.Get("subject")).Body.String(); field(back, "subject") != first.Get("subject") || !strings.Contains(back, "the hospital&#39;s list") {
		t.Error("the way back leads elsewhere")
	}
	back := get(t, h, "/queue?claim="+first.Get("subject")).Body.String()
	for _, want := range []string{`name="low" inputmode="numeric" size="6" value="3"`, `value="7"`, "how many: 3–7, read as ", "who they were: child civilian, read as", `type="date" name="from" value="2024-03-02"`} {
		if !strings.Contains(back, want) {
			t.Errorf("a corrected claim is not shown as it is now: no %s", want)
		}
	}
	if strings.Contains(back, `&#34;low&#34;`) {
		t.Error("a correction is shown as JSON")
	}
	as := with(first, "seen", field(back, "seen"), "act", "correct", "low", "3", "high", "7", "what", "injured", "status", "civilian", "age", "child", "from", "2024-03-02", "until", "2024-03-03")
	if w := post(as); w.Code != http.StatusBadRequest {
		t.Errorf("corrected to what it is already: %d", w.Code)
	}
	if w := post(with(as, "total", "1")); w.Code != http.StatusSeeOther {
		t.Errorf("made a running total: %d", w.Code)
	}
	if back = get(t, h, "/queue?claim="+first.Get("subject")).Body.String(); !strings.Contains(back, "counted together: a running total, read as one event") || !strings.Contains(back, `name="total" value="1" checked`) {
		t.Error("a claim made a running total is not shown as one")
	}
	if w := post(with(first, "act", "reject")); w.Code != http.StatusConflict {
		t.Errorf("on an old page: %d", w.Code)
	}
	seen := map[string]bool{}
	for { // each that is left, accepted or passed over
		page := get(t, h, "/queue?kind=claims").Body.String()
		if strings.Contains(page, "No reading is less sure") {
			break
		}
		id := field(page, "subject")
		if seen[id] {
			t.Fatalf("%s is asked about twice", id)
		}
		seen[id] = true
		if w := post(url.Values{"seen": {field(page, "seen")}, "subject": {id}, "act": {"accept"}, "kind": {"claims"}, "pass": {"0"}}); w.Code != http.StatusSeeOther {
			t.Fatalf("accept: %d", w.Code)
		}
	}
	if w := get(t, h, "/queue?claim=c:none"); w.Code != http.StatusNotFound {
		t.Errorf("a claim that is none: %d", w.Code)
	}
	if diff, err := d.Rebuild(t.Context(), false); err != nil || len(diff) > 0 {
		t.Errorf("rebuilt: %v, %v", diff, err)
	}
}

// Two incidents in doubt are one, or two, or one a part of the other, as a
// person says.
func TestQueueOfPairs(t *testing.T) {
	mira := recount.Actor{Kind: recount.Person, Name: "mira"}
	for act, check := range map[string]func(first, second recount.Incident) bool{
		"split":   func(a, b recount.Incident) bool { return a.ID != b.ID && a.Doubt == 0 },
		"merge":   func(a, b recount.Incident) bool { return a.ID == b.ID },
		"part-of": func(a, b recount.Incident) bool { return a.Whole == b.ID },
	} {
		d := newDesk(t)
		ids := twoIncidents(t, d)
		machine := recount.Actor{Kind: recount.Machine, Name: "link/9"}
		doubt := recount.Decision{At: time.Now().UTC(), By: machine, Act: recount.Doubt, Subject: string(ids[0]), Object: string(ids[1]), Why: "for the test", Score: 0.4}
		doubt.ID = doubt.Name()
		if err := d.DB.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Append(t.Context(), machine, doubt.At, store.DecisionFact{Decision: doubt})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.Settle(t.Context(), ids[0]); err != nil {
			t.Fatal(err)
		}
		h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: mira})
		page := get(t, h, "/queue").Body.String() // pairs come first
		for _, want := range []string{"Idlib", "Homs", "for the test", `data-key="m"`} {
			if !strings.Contains(page, want) {
				t.Fatalf("%s: no %q", act, want)
			}
		}
		seen := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(page)[1]
		q := httptest.NewRequest(http.MethodPost, "/queue", strings.NewReader(url.Values{"seen": {seen}, "act": {act}, "subject": {string(ids[0])}, "object": {string(ids[1])}, "kind": {"pairs"}, "pass": {"0"}}.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, q); w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", act, w.Code, w.Body)
		}
		a, err := d.DB.Incident(t.Context(), ids[0])
		if err != nil {
			t.Fatal(err)
		}
		b, err := d.DB.Incident(t.Context(), ids[1])
		if err != nil {
			t.Fatal(err)
		}
		if !check(a.Incident, b.Incident) {
			t.Errorf("%s: %+v, %+v", act, a.Incident, b.Incident)
		}
		if next := get(t, h, w.Header().Get("Location")).Body.String(); !strings.Contains(next, "No two incidents are likely to be one") {
			t.Errorf("%s: it is asked about again", act)
		}
	}
}
