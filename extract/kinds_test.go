package extract

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// The kind of weapon of those harmed, and the kind of place that was hit, in sentences
// written before any was read. One without a claim of harm is missed unless it should
// have no kind.
func TestKindsOfWeapons(t *testing.T) {
	kinds(t, "weapons", "weapon:", "en", .97, .88)
	kinds(t, "weapons", "weapon:", "ar", .97, .93)
}

func TestKindsOfSites(t *testing.T) {
	kinds(t, "sites", "site:", "en", .95, .95)
	kinds(t, "sites", "site:", "ar", .95, .95)
}

// kinds reads a file of sentences and holds the kinds that steps of their claims tell
// against those that stand there.
func kinds(t *testing.T, file, step string, lang recount.Lang, leastPrecision, leastRecall float64) {
	t.Helper()
	x := reader(t)
	raw, err := os.ReadFile("testdata/" + file + "-" + string(lang) + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	wanted, found, right := 0, 0, 0
	for row := range strings.Lines(string(raw)) {
		if row[0] == '#' {
			continue
		}
		want, body, _ := strings.Cut(strings.TrimSpace(row), "\t")
		r, err := x.Read(&recount.Report{ID: "r:x", Lang: lang, Text: body, Published: day(2024, 6, 12)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range r.Claims {
			if c := &r.Claims[i]; c.What.Family() == recount.Harm {
				for _, s := range c.Trace {
					if rule := strings.TrimPrefix(s.Rule, string(lang)+"/"); strings.HasPrefix(rule, step) {
						got = append(got, rule[strings.LastIndexByte(rule, ':')+1:])
					}
				}
			}
		}
		slices.Sort(got)
		got = slices.Compact(got)
		if want != "none" {
			wanted++
		}
		found += len(got)
		switch {
		case len(got) == 1 && got[0] == want:
			right++
		case len(got) > 0 || want != "none":
			t.Logf("%s, got %q of %d claims: %s", want, got, len(r.Claims), body)
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(wanted)
	t.Logf("%s, %s: precision %.3f, recall %.3f", file, lang, precision, recall)
	if precision < leastPrecision || recall < leastRecall {
		t.Errorf("%s, %s: precision %.3f, recall %.3f", file, lang, precision, recall)
	}
}
