package extract

import (
	"testing"

	"github.com/recountlab/recount"
)

// A place that the gazetteer lacks keeps its words and lies in what the words,
// or the report, put it in.
func TestSurround(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ name, text, words, in string }{
		{"the words say where", "Five people were killed in Okuvath, Delta State, police in Nigeria said.", "Okuvath", "Delta State"},
		{"a neighbourhood of a town", "The governor of Aleppo spoke. Five people were killed in the Zorvath neighbourhood, he said.", "Zorvath neighbourhood", "Aleppo"},
		{"the report's province", "Shells fell on Saraqib and Binnish. Five people were killed in Zorvath, medics said.", "Zorvath", "Idlib"},
		{"the report's country", "Officials in Aleppo and in Homs spoke. Five people were killed in Zorvath, medics said.", "Zorvath", "Syria"},
	} {
		t.Run(k.name, func(t *testing.T) {
			cs, err := x.Read(&recount.Report{ID: "r:1", Lang: "en", Text: k.text})
			if err != nil || len(cs.Claims) != 1 {
				t.Fatalf("%v, %d claims", err, len(cs.Claims))
			}
			if w := cs.Claims[0].Where; w.Words != k.words || w.Name != k.in {
				t.Errorf("got %q in %q, want %q in %q (%s)", w.Words, w.Name, k.words, k.in, w.Why)
			}
		})
	}
}
