package made_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/made"
)

func TestReports(t *testing.T) {
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	const n = 3000
	rs := slices.Collect(made.Reports(g, n))
	if len(rs) != n {
		t.Fatalf("%d reports; want %d", len(rs), n)
	}
	if again := slices.Collect(made.Reports(g, n)); !slices.Equal(rs, again) {
		t.Error("the same number makes other reports")
	}
	if !slices.IsSortedFunc(rs, func(a, b made.Report) int { return strings.Compare(a.Published, b.Published) }) {
		t.Error("they do not come in the order in which they were published")
	}
	addresses, langs, texts := map[string]bool{}, map[string]int{}, map[string]int{}
	for _, r := range rs {
		at, err := time.Parse(time.RFC3339, r.Published)
		if err != nil || at.Before(made.First) || at.After(made.Last.AddDate(0, 2, 0)) {
			t.Errorf("%s was published %q", r.ID, r.Published)
		}
		if addresses[r.URL] || r.Text == "" || r.Title == "" || !utf8.ValidString(r.Text) || strings.Contains(r.Text, "%!") {
			t.Errorf("of no use: %+v", r)
		}
		addresses[r.URL], langs[r.Lang] = true, langs[r.Lang]+1
		texts[r.Text]++
	}
	if langs["ar"] < n/10 || langs["en"] < n/2 {
		t.Errorf("languages %v; want both", langs)
	}
	if printed := n - len(texts); printed < n/50 || printed > n/3 {
		t.Errorf("%d texts are printings of others; want some and not most", printed)
	}
}
