package web

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/desk"
)

// A page that was changed at its address shows what went and came; one that
// was only printed anew is no other report.
func TestVersionsOfAnAddress(t *testing.T) {
	d := newDesk(t)
	var added []desk.Added
	for _, body := range []string{"<p>Five people were killed in Aleppo on Thursday, medics said.", "<!-- again --><p>Five people were killed in Aleppo on Thursday, medics said.",
		"<p>Seven people were killed in Aleppo on Thursday, medics said.<script>alert(1)</script>"} {
		as, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, "gazette", archive.Capture{URL: "https://example.org/a", At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte("<!doctype html><html lang=en>" + body)})
		if err != nil || len(as) != 1 || as[0].Err != nil {
			t.Fatal(as, err)
		}
		added = append(added, as...)
	}
	if added[1].New || added[1].Report != added[0].Report || !added[2].New {
		t.Errorf("%+v", added)
	}
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d})
	for _, a := range added {
		page := get(t, h, "/reports/"+string(a.Report)).Body.String()
		for _, want := range []string{"<del>Five </del>", "<ins>Seven </ins>", "killed changed from", `href="/reports/` + string(added[2].Report)} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q", a.Report, want)
			}
		}
	}
}
