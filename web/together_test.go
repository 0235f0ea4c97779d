package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

// hidden is what a page has in a hidden field.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no %s on the page", name)
	}
	return html.UnescapeString(m[1])
}

// sent is where a form that was taken leads.
func (v visitor) sent(path string, pairs ...string) string {
	v.x.t.Helper()
	r, page := v.do(path, pairs...)
	if r.StatusCode != http.StatusSeeOther {
		v.x.t.Fatalf("%s %v: %d %s", path, pairs, r.StatusCode, regexp.MustCompile(`(?s)<main.*</main>`).FindString(page))
	}
	return r.Header.Get("Location")
}

// Two people and an editor work on one incident: a remark calls somebody, it is
// given away, two sign it as it stands, one takes it back.
func TestWorkingTogether(t *testing.T) {
	x := newTeamSite(t)
	in := twoIncidents(t, x.desk)[0]
	page, id := "/incidents/"+string(in), string(in)
	mira, omar, lena := x.in("mira", desk.Edits), x.in("omar", desk.Records), x.in("lena", desk.Records)

	shown := mira.wants("she looks", http.StatusOK, page)
	if !strings.Contains(shown, "not signed") || !strings.Contains(shown, "in no release yet") {
		t.Error("the page does not say how far it is signed off")
	}
	back := mira.sent("/remarks", "seen", hidden(t, shown, "seen"), "act", "note", "subject", id, "why", `is this <b>August</b>, @omar?`, "back", page)
	shown = mira.wants("what she wrote", http.StatusOK, back)
	if !strings.Contains(shown, "&lt;b&gt;August&lt;/b&gt;") || !strings.Contains(shown, "<b>@omar</b>") {
		t.Error("the note is not there, or is taken for the page's own")
	}
	if strings.Contains(shown, `action="/undo"`) {
		t.Error("a note is to be taken back")
	}
	mira.sent("/remarks", "seen", hidden(t, shown, "seen"), "act", "assign", "subject", id, "for", "omar", "back", page)
	omar.wants("assigning to another", http.StatusForbidden, "/remarks", "seen", hidden(t, shown, "seen"), "act", "assign", "subject", id, "for", "lena")

	queue := omar.wants("his queue", http.StatusOK, "/queue?kind=assigned")
	if !strings.Contains(queue, `value="`+id+`"`) || !strings.Contains(queue, "to look after") {
		t.Error("what is assigned does not wait for him")
	}
	if calls := omar.wants("calls", http.StatusOK, "/queue?kind=mentions"); !strings.Contains(calls, "<b>@omar</b>") {
		t.Error("the note does not call him")
	}
	if today := omar.wants("today", http.StatusOK, "/today"); !strings.Contains(today, "/queue?kind=assigned") || !strings.Contains(today, "/queue?kind=mentions") {
		t.Error("the day does not say what waits for him")
	}

	// He grades it and may not sign alone what he alone decided.
	shown = omar.wants("he looks", http.StatusOK, page)
	done := omar.sent(page, "seen", hidden(t, shown, "seen"), "act", "grade", "grade", "fair", "why", "two name it")
	shown = omar.wants("graded", http.StatusOK, done)
	if !strings.Contains(shown, `action="/undo"`) || !strings.Contains(shown, "You alone decided about it") {
		t.Error("the grade cannot be taken back, or the page does not say what his signature counts")
	}
	state := hidden(t, shown, "state")
	for _, v := range []visitor{omar, lena} {
		v.sent(page, "seen", hidden(t, shown, "seen"), "act", "sign", "state", state)
	}
	signed := func() recount.Signing {
		t.Helper()
		it, err := x.desk.DB.Incident(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return it.Incident.Signed
	}
	if s := signed(); s.Off || len(s.By) != 2 {
		t.Errorf("signed by the only one who decided, and one: %+v", s)
	}
	mira.wants("sent back without a reason", http.StatusBadRequest, page, "seen", hidden(t, shown, "seen"), "act", "refuse", "state", state)
	mira.sent(page, "seen", hidden(t, shown, "seen"), "act", "sign", "state", state)
	if s := signed(); !s.Off {
		t.Errorf("signed by two others: %+v", s)
	}
	if shown := lena.wants("it stands", http.StatusOK, page); !strings.Contains(shown, "● signed off") || !strings.Contains(lena.wants("the list", http.StatusOK, "/incidents"), "it may go out as it stands") {
		t.Error("nobody is told that it is signed off")
	}

	// What changes meanwhile is not signed.
	shown = lena.wants("she looks", http.StatusOK, page)
	lena.sent(page, "seen", hidden(t, shown, "seen"), "act", "settle", "what", "killed", "low", "1", "high", "2", "why", "a list")
	mira.wants("signing what was", http.StatusConflict, page, "seen", hidden(t, shown, "seen"), "act", "sign", "state", state)
	if s := signed(); !s.IsZero() {
		t.Errorf("after it changed: %+v", s)
	}
	settled := lena.wants("settled", http.StatusOK, "/me")
	last := regexp.MustCompile(`d:[a-z2-7]+`)
	if last.MatchString(settled) || !strings.Contains(settled, "a list") {
		t.Error("her page does not have what she decided")
	}
	ds, err := x.desk.DB.DecisionsBy(t.Context(), "lena", 1)
	if err != nil {
		t.Fatal(err)
	}
	shown = lena.wants("told", http.StatusOK, page+"?done="+string(ds[0].ID))
	if other := mira.wants("told to another", http.StatusOK, page+"?done="+string(ds[0].ID)); strings.Contains(other, `action="/undo"`) {
		t.Error("what one did is another's to take back")
	}
	lena.sent("/undo", "seen", hidden(t, shown, "seen"), "decision", hidden(t, shown, "decision"), "back", page)
	if s := signed(); !s.Off {
		t.Errorf("as it was signed again: %+v", s)
	}
	if diffs, err := x.desk.Rebuild(t.Context(), false); err != nil || len(diffs) > 0 {
		t.Errorf("rebuilt: %v, %v", diffs, err)
	}
}

// Several are decided about with one form, each on its own.
func TestSeveralAtOnce(t *testing.T) {
	x := newTeamSite(t)
	ids := twoIncidents(t, x.desk)
	mira, omar := x.in("mira", desk.Edits), x.in("omar", desk.Records)
	list := mira.wants("the list", http.StatusOK, "/incidents?country=SY")
	seen := hidden(t, list, "seen")
	shown := omar.wants("he looks", http.StatusOK, "/incidents/"+string(ids[0]))
	omar.sent("/incidents/"+string(ids[0]), "seen", hidden(t, shown, "seen"), "act", "grade", "grade", "weak", "why", "one voice")

	form := url.Values{"seen": {seen}, "back": {hidden(t, list, "back")}, "act": {"grade"}, "grade": {"fair"}, "why": {"two name it"}, "id": {string(ids[0]), string(ids[1])}}
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, x.URL+"/bulk", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	r, err := mira.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	to := r.Header.Get("Location")
	if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/incidents?country=SY&done=d%3A") || !strings.Contains(to, "refused=1") {
		t.Fatalf("%d %s", r.StatusCode, to)
	}
	list = mira.wants("told", http.StatusOK, to)
	if !strings.Contains(list, "somebody else decided about them meanwhile: 1") {
		t.Error("what was left is not told")
	}
	grade := func(i int) string {
		it, err := x.desk.DB.Incident(t.Context(), ids[i])
		if err != nil {
			t.Fatal(err)
		}
		return it.Incident.Grade
	}
	if grade(0) != "weak" || grade(1) != "fair" {
		t.Errorf("grades %s, %s", grade(0), grade(1))
	}
	mira.sent("/undo", "seen", hidden(t, list, "seen"), "decision", hidden(t, list, "decision"), "back", "/incidents")
	if grade(1) == "fair" {
		t.Error("it is not taken back")
	}
	for what, pairs := range map[string][]string{"none chosen": {"act", "grade", "grade", "fair", "why", "x"}, "signing several": {"act", "sign", "id", string(ids[1]), "why", "x"}, "no reason": {"act", "grade", "grade", "fair", "id", string(ids[1])}} {
		mira.wants(what, http.StatusBadRequest, "/bulk", append(pairs, "seen", seen)...)
	}

	if _, err := x.desk.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/c", At: time.Now(), Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}},
		Body: []byte("Lang: en\nPublished: 2024-03-04\n\nFive people were killed and others were injured in an air strike on Idlib, in Syria, on Sunday, a hospital said. Dozens were perhaps wounded in Homs, they said.")}); err != nil {
		t.Fatal(err)
	}
	// Readings, as the queue lists them, by what its address asks for.
	for address, any := range map[string]bool{"/queue?kind=claims&list=1": true, "/queue?kind=claims&list=1&country=SY&what=injured&from=2024-03-01&until=2024-03-04": true, "/queue?kind=claims&list=1&source=gazette": true,
		"/queue?kind=claims&list=1&country=LB": false, "/queue?kind=claims&list=1&source=nobody": false, "/queue?kind=claims&list=1&until=2024-03-01": false, "/queue?kind=claims&list=1&what=detained": false} {
		if page := omar.wants(address, http.StatusOK, address); (strings.Count(page, `name="id" value="c:`) > 0) != any {
			t.Errorf("%s: %d readings", address, strings.Count(page, `name="id" value="c:`))
		}
	}
	omar.wants("a day that is none", http.StatusBadRequest, "/queue?from=soon")
}

func TestPeoplePage(t *testing.T) {
	x := newTeamSite(t)
	ada, omar := x.in("ada", desk.Owns), x.in("omar", desk.Edits)
	omar.wants("who is no owner looks", http.StatusForbidden, "/people")
	omar.wants("who is no owner adds", http.StatusForbidden, "/people", "act", "add", "name", "eve", "role", "owner")
	page := ada.wants("the owner adds", http.StatusOK, "/people", "act", "add", "name", "lena", "role", "recorder")
	link := regexp.MustCompile(`https://[^<]+(/sign-in/[A-Z2-7]+)`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("no link")
	}
	if again := ada.wants("the list", http.StatusOK, "/people"); strings.Contains(again, link[1]) || !strings.Contains(again, "has not used the link yet") {
		t.Error("the link is shown again")
	}
	lena := x.visitor()
	lena.sent(link[1], "password", password)
	ada.wants("a name that is there", http.StatusConflict, "/people", "act", "add", "name", "Lena", "role", "reader")
	ada.wants("a name that is none", http.StatusConflict, "/people", "act", "add", "name", "l e", "role", "reader")
	ada.wants("the only owner", http.StatusConflict, "/people", "act", "end", "name", "ada")
	ada.sent("/people", "act", "role", "name", "lena", "role", "owner")
	lena.wants("another role counts at once", http.StatusOK, "/people")
	lena.sent("/people", "act", "end", "name", "omar")
	omar.wants("out at once", http.StatusSeeOther, "/incidents")

	ada.wants("a wrong password", http.StatusBadRequest, "/me", "current", "not that one here", "password", "another four words")
	ada.wants("too short", http.StatusBadRequest, "/me", "current", password, "password", "short")
	ada.wants("another", http.StatusOK, "/me", "current", password, "password", "another four words")
	ada.wants("still in", http.StatusOK, "/me")
	x.visitor().sent("/sign-in", "name", "ada", "password", "another four words")
}
