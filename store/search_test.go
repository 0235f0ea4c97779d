package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/text"
)

// tell adds a report with a text, published on a day.
func tell(t testing.TB, db *store.DB, n int, lang recount.Lang, title, body string, published time.Time) {
	t.Helper()
	r := report(n)
	r.Lang, r.Title, r.Text, r.Published = lang, title, body, recount.When{From: published, Until: published.Add(24 * time.Hour), Grain: recount.Day}
	if n%2 == 1 {
		r.Source = "herald"
	}
	if _, err := db.Append(context.Background(), machine, day, store.ReportFact{Report: r, Given: fmt.Sprint(n)}); err != nil {
		t.Fatal(err)
	}
}

func TestReportsAreFoundByTheirWords(t *testing.T) {
	ctx := context.Background()
	db, path := open(t)
	tell(t, db, 1, "en", "Strikes on Aleppo", "Two air strikes hit the market.", day)
	tell(t, db, 2, "en", "Quiet day", "The market opened. Nothing was hit by a strike.", day.Add(24*time.Hour))
	tell(t, db, 3, "ar", "قصف على حلب", "قتل خمسة مدنيين في غارات على المدينة.", day)
	tell(t, db, 4, "ar", "هدوء", "وصلت المساعدات إلى المدنيين بحلب.", day.Add(48*time.Hour))
	ask := func(f store.SearchFilter, words string) (string, int, string) {
		t.Helper()
		f.Query = text.ParseQuery(words)
		page, next, total, err := db.Search(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range page {
			if it.Report.Text == "" {
				t.Error("found without its text")
			}
			got = append(got, it.Given)
		}
		return strings.Join(got, " "), total, next
	}
	for _, k := range []struct {
		words string
		f     store.SearchFilter
		want  string
		total int
	}{
		{"strike", store.SearchFilter{}, "1 2", 2}, // the title's words first
		{"strike market", store.SearchFilter{Newest: true}, "2 1", 2},
		{"strike -nothing", store.SearchFilter{}, "1", 1},
		{`"air strike"`, store.SearchFilter{}, "1", -1},
		{"aleppo", store.SearchFilter{}, "1", 1},
		{"حلب", store.SearchFilter{Newest: true}, "4 3", 2},
		{"مدني", store.SearchFilter{Newest: true}, "4 3", 2},
		{"strike", store.SearchFilter{Source: "herald"}, "1", 1},
		{"strike", store.SearchFilter{Lang: "ar"}, "", 0},
		{"strike", store.SearchFilter{From: day.Add(24 * time.Hour)}, "2", 1},
		{"strike", store.SearchFilter{Until: day.Add(24 * time.Hour)}, "1", 1},
		{`"quoted" OR NOT ) (`, store.SearchFilter{}, "", 0},
	} {
		if got, total, next := ask(k.f, k.words); got != k.want || total != k.total || next != "" {
			t.Errorf("%s: got %s (%d, next %q), want %s (%d)", k.words, got, total, next, k.want, k.total)
		}
	}
	got, _, next := ask(store.SearchFilter{Limit: 1}, "strike")
	more, _, last := ask(store.SearchFilter{Limit: 1, After: next}, "strike")
	if got != "1" || more != "2" || last != "" {
		t.Errorf("pages: %q then %q, next %q", got, more, last)
	}
	got, _, next = ask(store.SearchFilter{Limit: 1, Newest: true}, `"the market"`)
	more, _, last = ask(store.SearchFilter{Limit: 1, Newest: true, After: next}, `"the market"`)
	if got != "2" || more != "1" || last != "" {
		t.Errorf("pages of words side by side: %q then %q, next %q", got, more, last)
	}
	if _, _, _, err := db.Search(ctx, store.SearchFilter{Query: text.ParseQuery("-only ...")}); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("nothing to look for: %v", err)
	}
	// A casebook whose words were stemmed otherwise is made findable again.
	tamper(t, path, `UPDATE searched SET version = 0`)
	tamper(t, path, `DELETE FROM stems WHERE rowid > 1`)
	again, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	page, _, _, err := again.Search(ctx, store.SearchFilter{Query: text.ParseQuery("حلب")})
	if err != nil || len(page) != 2 || !slices.ContainsFunc(page, func(it store.ReportItem) bool { return it.Given == "4" }) {
		t.Errorf("after catching up: %d found, %v", len(page), err)
	}
}
