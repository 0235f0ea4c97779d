package web

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// The first page says how to begin when there is nothing, what moved when there
// is something, and shows the last day on which something came in if it is long ago.
func TestToday(t *testing.T) {
	d := newDesk(t)
	now := time.Now
	h := func() http.Handler {
		return Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, Now: now})
	}
	if w := get(t, h(), "/"); w.Header().Get("Location") != "/today" {
		t.Errorf("home is %q", w.Header().Get("Location"))
	}
	if page := get(t, h(), "/today").Body.String(); !strings.Contains(page, "This casebook is empty") || !strings.Contains(page, "recount demo") {
		t.Error("an empty casebook does not say how to begin")
	}
	_, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette<b>", archive.Capture{URL: "https://example.org/a", At: time.Now(), Status: 200,
		Header: map[string][]string{"Content-Type": {"text/plain"}},
		Body:   []byte("Lang: en\nPublished: 2024-03-04\n\nFive people were killed in an air strike on Idlib, in Syria, on Sunday, a hospital said.")})
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]func() time.Time{"today": time.Now, "months later": func() time.Time { return time.Now().AddDate(0, 3, 0) }} {
		now = at
		page := get(t, h(), "/today").Body.String()
		for _, want := range []string{"Idlib", "5 killed", "gazette&lt;b&gt;", "<dt>reports came in</dt><dd><b>1</b>"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q", name, want)
			}
		}
		if strings.Contains(page, "the last day on which something did") != (name == "months later") {
			t.Errorf("%s: the day is not told rightly", name)
		}
	}
	if w := get(t, h(), "/today?since=soon"); w.Code != http.StatusBadRequest {
		t.Errorf("a day that is none: %d", w.Code)
	}
	if page := get(t, h(), "/today?since=2199-01-01").Body.String(); !strings.Contains(page, "No report came in since then") {
		t.Error("a day to come")
	}
}
