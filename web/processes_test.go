package web

import (
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// truced is a casebook of the reports given.
func truced(t *testing.T, reports ...string) (http.Handler, *desk.Desk) {
	t.Helper()
	d := newDesk(t)
	for i, text := range reports {
		_, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/" + string(rune('a'+i)), At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\nPublished: 2023-05-24\n\n" + text)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d}), d
}

const truceText = "A 72-hour ceasefire took effect in Sudan at dawn on Monday, the army said.\n\n" +
	"The Rapid Support Forces accused the army of violating the truce in El Fasher on Tuesday. The army denied that it had broken the truce. Five people were killed in El Fasher on Tuesday in shelling."

func TestProcessPages(t *testing.T) {
	h, d := truced(t, truceText, "Three people were killed in an air strike in Nyala, in Sudan, on Tuesday, a hospital said.")
	size, err := d.DB.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ps, err := d.Processes(t.Context(), size)
	if err != nil || len(ps) != 1 {
		t.Fatal(ps, err)
	}
	page := "/processes/" + string(ps[0].ID)
	items, err := d.Incidents(t.Context(), store.IncidentFilter{}, "", size)
	if err != nil || len(items) != 2 {
		t.Fatal(items, err)
	}
	called, within := items[0].Incident, items[1].Incident
	if strings.Contains(called.Where.Name, "Nyala") {
		called, within = within, called
	}
	for _, c := range []struct {
		path string
		code int
		want []string
		not  string
	}{
		{"/processes", 200, []string{"Truce of May 2023, Sudan", page, "22 May 2023 to 25 May 2023", ">expired<"}, "No claim tells"},
		{page, 200, []string{"for 72 hours", "it was to hold for 72 hours", `<svg class="thread"`, `href="#s-1"`, `id="s-2"`, "denied it", "a party’s own word", "<h2>Called a breach</h2>", "called a breach by The Rapid Support Forces",
			"<h2>Within its time and area</h2>", "Together killed: low 3, best 3, high 3.", "/incidents/" + string(within.ID)}, "No incident is known"},
		{page + "?as-of=1", 404, nil, ""},
		{"/processes?as-of=1", 200, []string{"No claim tells of a truce", "As known"}, "Truce of May"},
		{"/processes/" + string(ps[0].Aliases[0]), 302, nil, ""},
		{"/processes/p:nothing", 404, nil, ""},
		{"/incidents/" + string(called.ID), 200, []string{page, "within its time and area", "somebody calls this a breach of it", "never our finding"}, ""},
		{"/incidents/" + string(within.ID), 200, []string{page, "within its time and area"}, "somebody calls this a breach"},
	} {
		w := get(t, h, c.path)
		body, _ := io.ReadAll(w.Result().Body)
		if w.Code != c.code {
			t.Errorf("%s: status %d, want %d", c.path, w.Code, c.code)
		}
		for _, s := range c.want {
			if !strings.Contains(string(body), s) {
				t.Errorf("%s does not say %q\n%s", c.path, s, body)
			}
		}
		if c.not != "" && strings.Contains(string(body), c.not) {
			t.Errorf("%s says %q", c.path, c.not)
		}
		if regexp.MustCompile(`<script[^>]*>[^<]|\sstyle=|\son\w+=`).Match(body) {
			t.Errorf("%s has something inline", c.path)
		}
	}
}

func TestNoProcesses(t *testing.T) {
	h, _ := truced(t)
	if w := get(t, h, "/processes"); w.Code != 200 || !strings.Contains(w.Body.String(), "No claim tells of a truce or of talks") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := get(t, casebook(t), "/processes"); w.Code != 404 {
		t.Errorf("without a desk: %d", w.Code)
	}
}

// Rows come page by page, each once.
func TestPageOf(t *testing.T) {
	rows := []int{1, 2, 3, 4, 5}
	for _, c := range []struct {
		query string
		want  []int
		next  string
	}{
		{"", []int{1, 2}, "after=2"},
		{"as-of=7&after=2", []int{3, 4}, "after=4&as-of=7"},
		{"after=4", []int{5}, ""},
		{"after=5", []int{1, 2}, "after=2"},
		{"after=-1", []int{1, 2}, "after=2"},
		{"after=x", []int{1, 2}, "after=2"},
	} {
		v, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		if got, next := pageOf(rows, v, 2); !slices.Equal(got, c.want) || string(next) != c.next {
			t.Errorf("%q: %v, then %q; want %v, then %q", c.query, got, next, c.want, c.next)
		}
	}
	if got, next := pageOf([]int(nil), nil, 2); len(got) > 0 || next != "" {
		t.Errorf("of nothing: %v, then %q", got, next)
	}
}
