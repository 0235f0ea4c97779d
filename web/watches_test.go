package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// What is watched and what fails is shown to everybody; what is to be fetched
// is said by whoever may, from these pages alone, and is no file of this machine.
func TestWatches(t *testing.T) {
	d := newDesk(t)
	now := time.Now()
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d})
	if page := get(t, h, "/watches").Body.String(); !strings.Contains(page, "Nothing is watched yet") || strings.Contains(page, "<form") {
		t.Error("an empty casebook that only looks is shown otherwise")
	}
	week := now.Add(-7 * 24 * time.Hour)
	err := d.DB.Write(t.Context(), func(tx *store.Tx) error {
		for _, w := range []store.Watch{
			{Address: "https://a.example/feed", Title: "A", Every: time.Hour, Due: now, Looked: now, Well: now, Newest: now, Listed: 20},
			{Address: "https://b.example/feed", Title: "<b>B", Every: time.Hour, Due: now, Looked: now, Well: week, Fails: 3, Error: "the server answered 503"},
			{Address: "https://c.example/feed", Title: "C", Every: time.Hour, Due: now, Looked: now, Well: now, Newest: week, Gap: time.Hour},
			{Address: "/srv/inbox", Every: time.Minute, Due: now, Paused: true},
		} {
			if err := tx.PutWatch(t.Context(), w); err != nil {
				return err
			}
		}
		_, err := tx.NamePage(t.Context(), store.Page{URL: "https://a.example/1", Watch: "https://a.example/feed", Host: "a.example", Named: now, Tries: 2, Error: "robots.txt asks not to"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	page := get(t, h, "/watches").Body.String()
	at := -1
	for _, want := range []string{"2 need a look", ">failing<", "&lt;b&gt;B", "the server answered 503 (3 times)", ">silent<", "silent after 24 hours", ">well<", ">paused<", "/srv/inbox", "robots.txt asks not to", "<small>given up"} {
		i := strings.Index(page, want)
		if i < at {
			t.Errorf("%q is not there, or not where it should be", want)
		}
		at = i
	}
	if strings.Contains(page, "<form") || strings.Contains(page, `href="http`) {
		t.Error("a page that only looks has a form, or leads out")
	}

	h = Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, By: recount.Actor{Kind: recount.Person, Name: "mira"}, Watching: true})
	page = get(t, h, "/watches?page="+url.QueryEscape(`https://a.example/"><script>`)).Body.String()
	for _, want := range []string{`value="https://a.example/&#34;&gt;&lt;script&gt;"`, `href="javascript:location.href=`, "syriahr"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	post := func(site, act, address string) int {
		q := httptest.NewRequest(http.MethodPost, "/watches", strings.NewReader(url.Values{"act": {act}, "address": {address}}.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", site)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		return w.Code
	}
	for _, k := range []struct {
		site, act, address string
		want               int
	}{
		{"cross-site", "page", "https://d.example/1", http.StatusForbidden},
		{"same-origin", "page", " https://d.example/1 ", http.StatusSeeOther},
		{"same-origin", "page", "file:///etc/passwd", http.StatusBadRequest},
		{"same-origin", "watch", "/etc", http.StatusBadRequest},
		{"same-origin", "watch", "https://d.example/feed", http.StatusSeeOther},
		{"same-origin", "pause", "https://d.example/feed", http.StatusSeeOther},
		{"same-origin", "resume", "/srv/inbox", http.StatusSeeOther},
		{"same-origin", "end", "https://a.example/feed", http.StatusSeeOther},
		{"same-origin", "end", "https://a.example/feed", http.StatusNotFound},
		{"same-origin", "burn", "https://a.example/feed", http.StatusBadRequest},
	} {
		if got := post(k.site, k.act, k.address); got != k.want {
			t.Errorf("%s %s from %s: %d, want %d", k.act, k.address, k.site, got, k.want)
		}
	}
	p, err := d.DB.Page(t.Context(), "https://d.example/1")
	if err != nil || p.Due == nil {
		t.Errorf("the page asked for: %+v, %v", p, err)
	}
	if x, err := d.DB.Watch(t.Context(), "https://d.example/feed"); err != nil || !x.Paused {
		t.Errorf("%+v, %v", x, err)
	}
}
