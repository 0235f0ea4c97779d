package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

// What two signed goes out by the page of somebody who may, and nothing else does;
// what changes later is told as a correction.
func TestRelease(t *testing.T) {
	x := newTeamSite(t)
	ids := twoIncidents(t, x.desk)
	in, other := string(ids[0]), string(ids[1])
	mira, omar, lena := x.in("mira", desk.Edits), x.in("omar", desk.Records), x.in("lena", desk.Records)
	page := "/incidents/" + in
	for _, v := range []visitor{omar, lena} {
		shown := v.wants("looks", http.StatusOK, page)
		v.sent(page, "seen", hidden(t, shown, "seen"), "act", "sign", "state", hidden(t, shown, "state"))
	}

	omar.wants("a recorder looks at what may go out", http.StatusForbidden, "/releases/new")
	shown := mira.wants("what goes out", http.StatusOK, "/releases/new?id="+in+"&id="+other)
	if !strings.Contains(shown, "1 incident goes out") || !strings.Contains(shown, "1 is kept back") || !strings.Contains(shown, "nobody signed it as it stands") || !strings.Contains(shown, "R1/") {
		t.Errorf("does not say what goes out: %s", shown)
	}
	form := func(shown, format, name string) []string {
		return []string{"seen", hidden(t, shown, "seen"), "asked", hidden(t, shown, "asked"), "of", hidden(t, shown, "of"), "format", format, "sure", "1", "name", name}
	}
	omar.wants("a recorder releases", http.StatusForbidden, "/releases", form(shown, "csv", "one")...)
	mira.wants("without a name", http.StatusBadRequest, "/releases", form(shown, "csv", " ")...)
	at := mira.sent("/releases", form(shown, "csv", "one")...)
	got := mira.wants("the release", http.StatusOK, at)
	if !strings.Contains(got, "Nothing in it was changed since") || !strings.Contains(got, at+"/file") {
		t.Errorf("the release: %s", got)
	}
	file := mira.wants("the file", http.StatusOK, at+"/file")
	if !strings.Contains(file, in) || strings.Contains(file, other) || !strings.Contains(got, recount.Sum([]byte(file)).String()) {
		t.Errorf("went out:\n%s", file)
	}
	if shown := lena.wants("its page", http.StatusOK, page); strings.Count(shown, `href="`+at+`"`) != 2 {
		t.Error("the page and its history do not say that it went out")
	}

	// All of it goes out only if it is said so, and not what changed since it was shown.
	shown = mira.wants("all", http.StatusOK, "/releases/new?all=1&id="+in+"&id="+other)
	seen := hidden(t, shown, "seen")
	lena.sent(page, "seen", seen, "act", "settle", "what", "killed", "low", "1", "high", "2", "why", "a list")
	mira.wants("what changed meanwhile", http.StatusConflict, "/releases", form(shown, "csv", "two")...)
	got = mira.wants("what changed", http.StatusOK, at)
	if !strings.Contains(got, "1 incident of it became other") || !strings.Contains(got, "as-of=") {
		t.Errorf("no correction: %s", got)
	}
	mira.wants("withdrawn", http.StatusSeeOther, page, "seen", hidden(t, mira.wants("it", http.StatusOK, page), "seen"), "act", "withdraw", "why", "it did not happen")
	shown = mira.wants("all without it", http.StatusOK, "/releases/new?all=1&country=SY")
	if !strings.Contains(shown, "it was withdrawn") {
		t.Error("what was withdrawn goes out")
	}
	second := mira.sent("/releases", form(shown, "dossier", "two")...)
	if got := mira.wants("the list", http.StatusOK, "/releases"); !strings.Contains(got, `href="`+at+`"`) || !strings.Contains(got, `href="`+second+`"`) {
		t.Error("releases are not listed")
	}

	r, body := mira.do("/incidents/" + url.PathEscape(other) + "/dossier.zip")
	if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "application/zip" || !strings.HasPrefix(body, "PK") {
		t.Errorf("dossier: %d %s", r.StatusCode, r.Header.Get("Content-Type"))
	}
	mira.wants("no dossier", http.StatusNotFound, "/incidents/i:nothere/dossier.zip")
	if out, err := x.desk.DB.FirstReleased(t.Context()); err != nil || len(out) != 1 {
		t.Errorf("what was given to one went out to the public: %v, %v", out, err)
	}
}
