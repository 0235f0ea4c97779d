package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// old enters a report as an older parser made it of a page, with its claims.
func old(t *testing.T, d *desk.Desk, url, body, text string) recount.ReportID {
	t.Helper()
	c := answer(url, "text/html", body)
	raw, err := d.Archive.PutCapture(c)
	if err != nil {
		t.Fatal(err)
	}
	found, err := collect.Parse(c)
	if err != nil {
		t.Fatal(err)
	}
	r := found[0].Report
	r.Raw, r.Parser, r.Source = raw, "collect/0", "an-outlet"
	if text != "" {
		r.Text = text
	}
	err = d.DB.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Append(t.Context(), ada, time.Date(2024, 3, 5, 8, 0, 0, 0, time.UTC), store.ReportFact{Report: r})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Work(t.Context(), "test"); err != nil {
		t.Fatal(err)
	}
	return r.ID
}

func reparsed(t *testing.T, d *desk.Desk, dry bool) (out []desk.Reparsed) {
	t.Helper()
	if err := d.Reparse(t.Context(), ada, dry, func(x desk.Reparsed) { out = append(out, x) }); err != nil {
		t.Fatal(err)
	}
	return out
}

func page(says string) string {
	return "<html lang=en><head><title>News</title></head><body><article><p>" + says + "</p></article></body></html>"
}

func TestABetterParserMakesVersions(t *testing.T) {
	d := open(t, t.TempDir())
	wrong := old(t, d, "https://example.org/1", page("4 killed in Alpha on 2024-03-04, says clinic."), "44 killed in Alpha on 2024-03-04. Read more.")
	same := old(t, d, "https://example.org/2", page("6 killed in Beta on 2024-03-04, says clinic."), "")
	judged := old(t, d, "https://example.org/3", page("7 killed in Gamma on 2024-03-04, says clinic."), "77 killed in Gamma on 2024-03-04. Read more.")
	add(t, d, write(t, "a.txt", "Lang: en\n\n9 killed in Delta on 2024-03-04."))
	cs, err := d.DB.ClaimsOf(t.Context(), judged)
	if err != nil || len(cs) != 1 {
		t.Fatal(cs, err)
	}
	if _, err := d.Decide(t.Context(), recount.Decision{By: ada, Act: recount.Accept, Subject: string(cs[0].ID), Why: "seen"}, 0); err != nil {
		t.Fatal(err)
	}
	before := record(t, d)
	dry := reparsed(t, d, true)
	if len(dry) != 2 || dry[0].Old != wrong || dry[0].New != "" || !slices.Equal(dry[0].Differs, []string{"text"}) || dry[1].Old != judged || !strings.HasPrefix(dry[1].Left, "ada decided something about it") {
		t.Errorf("dry: %+v", dry)
	}
	if now := record(t, d); now != before {
		t.Errorf("a dry run changed the record: %s", now)
	}
	got := reparsed(t, d, false)
	if len(got) != 2 || got[0].New == "" || got[1].New != "" {
		t.Fatalf("%+v", got)
	}
	it, err := d.DB.Report(t.Context(), got[0].New)
	if err != nil || it.Report.Parser != collect.Parser || it.Report.Source != "an-outlet" || it.Report.URL != "https://example.org/1" || it.Claims != 1 {
		t.Errorf("%+v, %v", it, err)
	}
	if cs, err := d.DB.ClaimsOf(t.Context(), wrong); err != nil || len(cs) != 0 {
		t.Errorf("claims of the old one: %v, %v", cs, err)
	}
	if now, want := record(t, d), strings.Replace(before, "Alpha 44 / 44 / 44", "Alpha 4 / 4 / 4", 1); fmt.Sprint(sorted(now)) != fmt.Sprint(sorted(want)) || want == before {
		t.Errorf("record %s\nwant %s", now, want)
	}
	if more := reparsed(t, d, false); len(more) != 1 || more[0].Old != judged {
		t.Errorf("a second time: %+v", more)
	}
	vs, err := desk.Versions(t.Context(), &d.DB.Reader, "https://example.org/1")
	if err != nil || len(vs) != 1 || !vs[0].SameBytes || len(vs[0].Claims) > 0 {
		t.Errorf("versions: %+v, %v", vs, err)
	}
	if it, err := d.DB.Report(t.Context(), same); err != nil || it.Claims != 1 {
		t.Errorf("what is the same: %+v, %v", it, err)
	}
	sound(t, d)
}

func sorted(record string) []string {
	parts := strings.Split(record, "; ")
	slices.Sort(parts)
	return parts
}

// Bytes of which nothing can be made now are named, and their report stays.
func TestWhatIsNoReportNowStays(t *testing.T) {
	d := open(t, t.TempDir())
	c := archive.Capture{URL: "x.pdf", Body: []byte("\x00\x01")}
	raw, err := d.Archive.PutCapture(c)
	if err != nil {
		t.Fatal(err)
	}
	r := recount.Report{ID: recount.NameReport(raw, c.URL, 0), URL: c.URL, Lang: "en", Text: "4 killed in Alpha on 2024-03-04.", Raw: raw, Parser: "collect/0"}
	if err := d.DB.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Append(t.Context(), ada, time.Date(2024, 3, 5, 8, 0, 0, 0, time.UTC), store.ReportFact{Report: r})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := reparsed(t, d, false); len(got) != 1 || got[0].Old != r.ID || !strings.HasPrefix(got[0].Left, "nothing can be made of it now: x.pdf") {
		t.Errorf("%+v", got)
	}
}
