package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A claim that no machine read is entered by its words, shown before it is, counts at
// once, and is taken back by who entered it.
func TestEnterAClaim(t *testing.T) {
	d, h := writing(t)
	text := "Seven people were killed in an air strike on Idlib, in Syria, on Sunday, activists said. Twelve women never came home to Homs, the nurse told us."
	as, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/w", At: time.Now(), Status: 200,
		Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\nPublished: 2024-03-05\n\n" + text)})
	if err != nil {
		t.Fatal(err)
	}
	report := "/reports/" + string(as[0].Report)
	if shown := get(t, h, report).Body.String(); !strings.Contains(shown, `formaction="`+report+`/enter"`) {
		t.Error("the report does not offer it")
	}
	if shown := get(t, h, report+"/enter?words=Homs").Body.String(); !strings.Contains(shown, `name="where" value="Homs"`) || !strings.Contains(shown, text) {
		t.Errorf("begun with a place: %s", shown)
	}
	form := url.Values{"what": {"killed"}, "count": {"Twelve women"}, "who": {"women"}, "where": {"Homs"}, "when": {"Sunday"}, "says": {"the nurse"}, "of": {""}}
	with := func(k, v string) string {
		f := url.Values{}
		for name, x := range form {
			f[name] = x
		}
		f.Set(k, v)
		return report + "/enter?" + f.Encode()
	}
	for name, x := range map[string][2]string{"no number": {with("count", ""), "<b>count</b> · Some words are still wanted."}, "no place": {with("where", "women"), "say nothing of it"}, "not there": {with("when", "yesterday"), "do not stand in the report"},
		"read already": {with("count", "Seven"), "in the casebook already"}} {
		if shown := get(t, h, x[0]).Body.String(); !strings.Contains(shown, x[1]) || strings.Contains(shown, "Enter the claim") {
			t.Errorf("%s is not said: %s", name, shown)
		}
	}
	page := get(t, h, with("weapon", "air strike")).Body.String()
	for _, want := range []string{"12 killed, women", "Homs", "3 Mar 2024", "air strike", "Enter the claim"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q on %s", want, page)
		}
	}
	if page := get(t, h, with("denied", "1")).Body.String(); !strings.Contains(page, `<b class="no">denied</b>`) || strings.Count(page, `name="denied" value="1"`) != 2 || !strings.Contains(page, `name="denied" value="1" checked`) {
		t.Errorf("a denial is not read as one: %s", page)
	}
	send := []string{"seen", hidden(t, page, "seen"), "what", "killed", "why", ""}
	for _, k := range []string{"count", "who", "where", "when", "says"} {
		send = append(send, k, form.Get(k))
	}
	if w := post(h, report+"/enter", send...); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "#c:") {
		t.Fatalf("entered: %d %s", w.Code, w.Body)
	}
	cs, err := d.DB.ClaimsOf(t.Context(), as[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	c := cs[len(cs)-1]
	if c.EnteredBy() != "mira" {
		t.Fatalf("not entered: %+v", c)
	}
	if w := post(h, report+"/enter", send...); w.Code != http.StatusConflict {
		t.Errorf("entered twice: %d", w.Code)
	}
	in, err := d.DB.IncidentOf(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	it, err := d.DB.Incident(t.Context(), in)
	if err != nil || it.Tolls[0].Low != 12 || it.Incident.Where.Name != "Homs" {
		t.Errorf("its incident: %+v, %v", it, err)
	}
	shown := get(t, h, report).Body.String()
	if !strings.Contains(shown, "entered by") || !strings.Contains(shown, `action="/claims/`+string(c.ID)+`/take-back"`) {
		t.Error("the report does not say who entered it")
	}
	if w := post(h, "/claims/"+string(c.ID)+"/take-back", "why", ""); w.Code != http.StatusBadRequest {
		t.Errorf("without a reason: %d", w.Code)
	}
	if w := post(h, "/claims/"+string(c.ID)+"/take-back", "why", "she spoke of another year"); w.Code != http.StatusSeeOther {
		t.Errorf("taken back: %d %s", w.Code, w.Body)
	}
	if shown := get(t, h, report).Body.String(); strings.Contains(shown, "entered by") || !strings.Contains(shown, "she spoke of another year") {
		t.Error("it still stands, or nobody says why not")
	}
	if w := get(t, h, "/incidents/"+string(in)); w.Code != http.StatusNotFound {
		t.Errorf("its incident stands: %d", w.Code)
	}
	if diffs, err := d.Rebuild(t.Context(), false); err != nil || len(diffs) > 0 {
		t.Errorf("rebuilt: %v, %v", diffs, err)
	}
}
