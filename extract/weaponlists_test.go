package extract

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// The kind of weapon of those harmed, in sentences written before any was read. One
// without a claim of harm is missed unless it should have no kind.
func TestKindsOfWeapons(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		lang              recount.Lang
		precision, recall float64 // floors
	}{{"en", .97, .88}, {"ar", .97, .93}} {
		raw, err := os.ReadFile("testdata/weapons-" + string(k.lang) + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		wanted, found, right := 0, 0, 0
		for row := range strings.Lines(string(raw)) {
			if row[0] == '#' {
				continue
			}
			want, body, _ := strings.Cut(strings.TrimSpace(row), "\t")
			r, err := x.Read(&recount.Report{ID: "r:x", Lang: k.lang, Text: body, Published: day(2024, 6, 12)})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range r.Claims {
				if c := &r.Claims[i]; c.What.Family() == recount.Harm {
					for _, s := range c.Trace {
						if _, rule, ok := strings.Cut(s.Rule, "/weapon:"); ok {
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
		t.Logf("%s: precision %.3f, recall %.3f", k.lang, precision, recall)
		if precision < k.precision || recall < k.recall {
			t.Errorf("%s: precision %.3f, recall %.3f", k.lang, precision, recall)
		}
	}
}
