package extract

import (
	"os"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

type peaceful struct{ kind, text string }

// peacefulFiles are the sentences of each language, the fewest wanted, and how
// many claims may be read in all of them: three in a thousand, or one.
var peacefulFiles = map[recount.Lang]struct {
	file        string
	least, most int
}{
	"en": {"testdata/no-violence.tsv", 300, 0},
	"ar": {"testdata/no-violence-ar.tsv", 334, 1},
	"fr": {"testdata/no-violence-fr.tsv", 100, 1},
	"es": {"testdata/no-violence-es.tsv", 100, 1},
	"ru": {"testdata/no-violence-ru.tsv", 100, 1},
	"uk": {"testdata/no-violence-uk.tsv", 100, 1},
}

func peacefulSentences(t testing.TB, file string) []peaceful {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []peaceful
	for l := range strings.Lines(string(b)) {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		kind, text, ok := strings.Cut(l, "\t")
		if !ok || strings.Contains(text, "\t") {
			t.Fatalf("want a kind and a sentence: %q", l)
		}
		out = append(out, peaceful{kind, text})
	}
	return out
}

// Next to no claims in sentences of sport, business, film and the like, in which
// the words of violence say nothing of the kind.
func TestNoViolence(t *testing.T) {
	x := reader(t)
	for lang, f := range peacefulFiles {
		t.Run(string(lang), func(t *testing.T) {
			all := peacefulSentences(t, f.file)
			if len(all) < f.least {
				t.Fatalf("%d sentences, want %d or more", len(all), f.least)
			}
			if x.Name(lang) == "" {
				t.Skipf("no pack for %q is built in", lang)
			}
			peace(t, x, lang, all, f.most)
		})
	}
}

// peace reads the sentences alone, and those of each kind together.
func peace(t *testing.T, x *Reader, lang recount.Lang, all []peaceful, most int) {
	found := 0
	claims := func(kind, text string) {
		r, err := x.Read(&recount.Report{ID: "r:x", Lang: lang, Text: text, Published: day(2016, 9, 23)})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Claims {
			if c.Reality != recount.NotActual && c.Reality != recount.Asked {
				found++
				t.Logf("%s: %s %s (%s)\n\t%s", kind, c.What, c.Count, c.Trace[0].Rule, c.Evidence.Whole.In(text))
			}
		}
	}
	kinds := map[string][]string{}
	for _, s := range all {
		claims(s.kind, s.text)
		kinds[s.kind] = append(kinds[s.kind], s.text)
	}
	if found > most {
		t.Errorf("%d claims in %d sentences, want at most %d", found, len(all), most)
	}
	// one after the other, as in an article: what stands before may mislead too
	found = 0
	for kind, texts := range kinds {
		claims(kind+", together", strings.Join(texts, " "))
	}
	if found > most {
		t.Errorf("%d claims in the same sentences one after the other, want at most %d", found, most)
	}
}
