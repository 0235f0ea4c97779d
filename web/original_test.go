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

// What came is shown as it came, and can do nothing where it is shown.
func TestOriginal(t *testing.T) {
	d := newDesk(t)
	receive := func(kind, body string) string {
		t.Helper()
		got, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/" + kind, At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {kind}}, Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
		return "/reports/" + string(got[0].Report)
	}
	html := `<!doctype html><html lang="en"><title>Strike</title><script>alert(1)</script><article><h1>Strike</h1><p>Five people were killed in an air strike on Idlib, in Syria, on Sunday, a hospital said.</p></article></html>`
	page, plain := receive("text/html; charset=utf-8", html), receive("text/plain", "Lang: en\n\nFive people were killed in Homs.")
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d})

	w := get(t, h, page+"/original")
	if w.Body.String() != html || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("the page came as %q: %s", w.Header().Get("Content-Type"), w.Body)
	}
	for _, want := range []string{"sandbox;", "default-src 'none'", "frame-ancestors 'self'"} {
		if p := w.Header().Get("Content-Security-Policy"); !strings.Contains(p, want) || strings.Contains(p, "allow-") {
			t.Errorf("it may do more than it should: %q lacks %q", p, want)
		}
	}
	if w := get(t, h, page+"/original?download=1"); w.Header().Get("Content-Type") != "application/octet-stream" || !strings.HasSuffix(w.Header().Get("Content-Disposition"), `.html"`) {
		t.Errorf("as a file it is %q, %q", w.Header().Get("Content-Type"), w.Header().Get("Content-Disposition"))
	}
	if w := get(t, h, plain+"/original"); !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("plain text is %q", w.Header().Get("Content-Type"))
	}
	if body := get(t, h, page+"?original=1").Body.String(); !strings.Contains(body, `sandbox title="The original, as it came"`) {
		t.Error("the original does not stand beside the text")
	}
	if w := get(t, h, "/reports/r:none/original"); w.Code != http.StatusNotFound {
		t.Errorf("of nothing: %d", w.Code)
	}
}
