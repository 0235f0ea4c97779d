package extract

import (
	"testing"

	"github.com/recountlab/recount"
)

// A camp that is known only by its town is not the town: it lies near it, and so does
// what lies in the camp; what the sentence says of the wider surroundings is no finer.
func TestSurroundCamp(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ text, words string }{
		{"Five people were killed in Block 9 of the Nuseirat refugee camp in central Gaza.", "Nuseirat refugee camp"},
		{"Five people were killed in the Zorvath area in Nuseirat camp, Gaza.", "Zorvath area"},
	} {
		cs, err := x.Read(&recount.Report{ID: "r:1", Lang: "en", Text: k.text})
		if err != nil || len(cs.Claims) != 1 {
			t.Fatalf("%v, %d claims", err, len(cs.Claims))
		}
		if w := cs.Claims[0].Where; w.Words != k.words || w.Precision != recount.Near || w.Radius != 5000 {
			t.Errorf("got %q, %s, %.0f m; want %q, near, 5000 m (%s)", w.Words, w.Precision, w.Radius, k.words, w.Why)
		}
	}
}

// A place that the gazetteer lacks keeps its words and lies in what the words,
// or the report, put it in.
func TestSurround(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ name, text, words, in string }{
		{"the words say where", "Five people were killed in Okuvath, Delta State, police in Nigeria said.", "Okuvath", "Delta State"},
		{"a neighbourhood of a town", "The governor of Aleppo spoke. Five people were killed in the Zorvath neighbourhood, he said.", "Zorvath neighbourhood", "Aleppo"},
		{"a neighbourhood of a camp", "Five people were killed in the Zorvath area of Jabalia refugee camp in the northern Gaza Strip, medics said.", "Zorvath area", "Jabalia camp"},
		{"a neighbourhood amid a camp", "Five people were killed in the Zorvath area in the middle of the Jabalia camp, north of the Gaza Strip.", "Zorvath area", "Jabalia camp"},
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
