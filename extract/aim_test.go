package extract

import (
	"testing"

	"github.com/recountlab/recount"
)

// What was hit ends before what became of people, and not at a hyphen within a name.
func TestWhatWasHit(t *testing.T) {
	for text, want := range map[string]string{
		"Barrel bombs on al-Huluk killed five people on Sunday, a local council said.": "al-Huluk",
		"Air strikes on Aleppo killed five people on Sunday, a medic said.":            "Aleppo",
		"Air strikes on a hospital in Aleppo killed four people, a medic said.":        "a hospital",
	} {
		read, err := reader(t).Read(&recount.Report{ID: "r:x", Lang: "en", Text: text, Published: day(2016, 9, 26)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range read.Claims {
			if c.What.Family() == recount.Acts {
				got = append(got, c.Target)
			}
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: hit %q; want %q", text, got, want)
		}
	}
}
