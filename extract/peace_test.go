package extract

import (
	"os"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

type peaceful struct{ kind, text string }

func peacefulSentences(t testing.TB) []peaceful {
	t.Helper()
	b, err := os.ReadFile("testdata/no-violence.tsv")
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

// At most two claims in a thousand sentences of sport, business, film and the
// like, in which the words of violence say nothing of the kind.
func TestNoViolence(t *testing.T) {
	x := reader(t)
	all := peacefulSentences(t)
	if len(all) < 300 {
		t.Fatalf("%d sentences, want 300 or more", len(all))
	}
	found := 0
	claims := func(kind, text string) {
		r, err := x.Read(&recount.Report{ID: "r:x", Lang: "en", Text: text, Published: day(2016, 9, 23)})
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
	if most := 2 * len(all) / 1000; found > most {
		t.Errorf("%d claims in %d sentences, want at most %d", found, len(all), most)
	}
	// one after the other, as in an article: what stands before may mislead too
	found = 0
	for kind, texts := range kinds {
		claims(kind+", together", strings.Join(texts, " "))
	}
	if most := 2 * len(all) / 1000; found > most {
		t.Errorf("%d claims in the same sentences one after the other, want at most %d", found, most)
	}
}
