package text_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recountlab/recount/text"
)

func TestChanges(t *testing.T) {
	for name, tc := range map[string]struct {
		a, b string
		want []text.Change
	}{
		"a figure": {"At least 12 people were killed.", "At least 15 people were killed.",
			[]text.Change{{text.Kept, "At least "}, {text.Gone, "12 "}, {text.Come, "15 "}, {text.Kept, "people were killed."}}},
		"Arabic":  {"قتل 12 شخصا", "قتل 15 شخصا", []text.Change{{text.Kept, "قتل "}, {text.Gone, "12 "}, {text.Come, "15 "}, {text.Kept, "شخصا"}}},
		"nothing": {"One.", "One.", []text.Change{{text.Kept, "One."}}},
		"all":     {"", "One.", []text.Change{{text.Come, "One."}}},
	} {
		if got := text.Changes(tc.a, tc.b); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// Kept and gone make up the earlier text, kept and come the later.
func FuzzChanges(f *testing.F) {
	f.Add("At least 12 people", "At least 15 people died")
	f.Add("a\n\nb c", "b  c\n")
	f.Add(strings.Repeat("a b ", 50), strings.Repeat("b a ", 50))
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || len(a)+len(b) > 1<<16 {
			return
		}
		var before, after strings.Builder
		for _, c := range text.Changes(a, b) {
			if c.Kind != text.Come {
				before.WriteString(c.Text)
			}
			if c.Kind != text.Gone {
				after.WriteString(c.Text)
			}
		}
		if before.String() != a || after.String() != b {
			t.Fatalf("%q and %q come out as %q and %q", a, b, before.String(), after.String())
		}
	})
}
