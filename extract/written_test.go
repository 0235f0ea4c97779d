package extract

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
)

// How a text is written changes nothing of what French and Spanish sentences say:
// accents apart from their letters, curly apostrophes, spaces that do not break.
func TestWrittenOtherwise(t *testing.T) {
	x := reader(t)
	ways := map[string]func(string) string{
		"accents apart":     norm.NFD.String,
		"curly apostrophes": func(s string) string { return strings.ReplaceAll(s, "'", "’") },
		"hard spaces":       func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	}
	for _, lang := range []recount.Lang{"fr", "es"} {
		for _, e := range x.packs[lang].Examples {
			plain := shorts(t, x, lang, e.Text)
			for name, way := range ways {
				if got := shorts(t, x, lang, way(e.Text)); !slices.Equal(got, plain) {
					t.Errorf("%s %s, %s: %v, plain %v: %s", lang, e.ID, name, got, plain, e.Text)
				}
			}
		}
	}
}

// A sentence that breaks off anywhere, or begins anywhere, is read without harm, and
// what is read of it stands in it.
func TestBrokenOff(t *testing.T) {
	x := reader(t)
	for _, lang := range []recount.Lang{"fr", "es"} {
		for _, e := range x.packs[lang].Examples {
			for i := 0; i < len(e.Text); i += 3 {
				for _, text := range []string{e.Text[:i], e.Text[i:]} {
					checkReading(t, x, &recount.Report{ID: "r:x", Lang: lang, Text: strings.ToValidUTF8(text, ""), Published: provingDay})
				}
			}
		}
	}
}

// shorts are the claims of a text in the short form.
func shorts(t *testing.T, x *Reader, lang recount.Lang, text string) []string {
	t.Helper()
	r, err := x.Read(&recount.Report{ID: "r:x", Lang: lang, Text: text, Published: provingDay})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range r.Claims {
		out = append(out, Short(&r.Claims[i]))
	}
	return out
}
