package web

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/store"
)

// readBook is a casebook with one report that was really read, and the pack it
// was read with.
func readBook(t *testing.T, packs ...*lexicon.Pack) *httptest.Server {
	t.Helper()
	x, err := extract.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	r := recount.Report{ID: "r:one", Source: "gazette", Lang: "en", Text: "At least nine people, including two children, were reportedly killed, a hospital said.",
		Published: recount.When{From: day, Until: day.Add(24 * time.Hour), Grain: recount.Day}, Collected: day, Raw: recount.Sum([]byte("x")), Parser: "text/1"}
	reading, err := x.Read(&r)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Append(t.Context(), recount.Actor{Kind: recount.Machine, Name: "test/1"}, day, store.ReportFact{Report: r},
			store.ReadingFact{Report: r.ID, Reader: x.Name("en"), Claims: reading.Claims, Outcome: store.IsRead})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(Handler(&db.Reader, slog.New(slog.DiscardHandler), With{Packs: packs}))
	t.Cleanup(s.Close)
	return s
}

// The margin of a report says of each claim how it was read, with the rows of
// the rules where their pack is at hand.
func TestHowItWasRead(t *testing.T) {
	built, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	rule, _ := built["en"].RuleOf("en/frame:killed:verb-ed:killed")
	row := fmt.Sprintf(`<code class="row">%s:%d</code>`, rule.File, rule.Line)
	page := func(packs ...*lexicon.Pack) string {
		w := httptest.NewRecorder()
		readBook(t, packs...).Config.Handler.ServeHTTP(w, httptest.NewRequest("GET", "/reports/r:one", nil))
		return w.Body.String()
	}
	with := page(built["en"])
	for _, s := range []string{`<details class="why"><summary>How it was read</summary>`, "“killed” says killed", row, "en/bounds:at-least", "low 9, high open", "“reportedly” weakens it", "a hospital, medical",
		"its sentence tells it as a part (claim 1: killed ≥ 9)"} {
		if !strings.Contains(with, s) {
			t.Errorf("the page does not say %q", s)
		}
	}
	if n := strings.Count(with, `<details class="why">`); n != 2 {
		t.Errorf("%d claims are explained, want 2", n)
	}
	if without := page(); strings.Contains(without, `class="row"`) || !strings.Contains(without, "en/frame:killed:verb-ed:killed") {
		t.Error("without the pack the rules must be named and the rows not shown")
	}
}
