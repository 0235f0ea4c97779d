package extract

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// steps returns the rules of a claim's trace in their order.
func steps(c *recount.Claim) string {
	var out []string
	for _, s := range c.Trace {
		out = append(out, s.Rule)
	}
	return strings.Join(out, " ")
}

// Every trace names the row that fired, the bounds, and whatever gave the claim
// its mood, scope, voice, place, time and event. All sentences are invented.
func TestTraces(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct {
		text  string
		claim int
		want  []string
	}{
		{"At least nine people were killed in Aleppo on Monday, the Syrian Observatory for Human Rights said.", 0,
			[]string{"en/frame:killed:verb-ed:killed/passive", "en/bounds:at-least", "en/cue:say:verb", "event:first"}},
		{"The group threatened to kill 50 captives.", 0, []string{"en/frame:killed:verb:kill/active", "en/bounds:exact", "mood:not-actual"}},
		{"Some 400 people have been killed since the start of the war.", 0, []string{"en/bounds:about", "en/scope:total", "event:none"}},
		{"Twelve people were reportedly killed.", 0, []string{"en/hedge:reportedly", "when:published"}},
		{"Nine people were killed in Aleppo on Monday. Nine people died in the raid.", 1,
			[]string{"en/frame:killed:verb-intr:died/intransitive", "where:event", "when:sentence-before", "event:same", "repeats:"}},
		{"Forty people were killed. Six children were killed.", 1, []string{"part:fewer"}},
		{"Several shells hit the market, killing two men.", 0, []string{"en/frame:killed:verb-ing:killing/active-ing"}},
		{"A ceasefire collapsed on Monday.", 0, []string{"en/act:truce-collapsed:<truce>_..6_<fall>/pattern", "event:none"}},
	} {
		r, err := x.Read(&recount.Report{ID: "r:x", Lang: "en", Text: tt.text, Published: day(2016, 9, 23)})
		if err != nil || len(r.Claims) <= tt.claim {
			t.Fatalf("%s: %v, %d claims", tt.text, err, len(r.Claims))
		}
		got := steps(&r.Claims[tt.claim])
		at := 0
		for _, w := range tt.want {
			i := strings.Index(got[at:]+" ", w)
			if i < 0 {
				t.Errorf("%s\n\tno step %s, in this order, in: %s", tt.text, w, got)
				break
			}
			at += i
		}
	}
}

// The weapon is the one named nearest to what happened, in its part of the
// sentence, and never those to whom it happened or who says so.
func TestWeapons(t *testing.T) {
	x := reader(t)
	for text, want := range map[string]string{
		"Nine people were killed by a roadside bomb near a drone base.": "roadside bomb",
		"An air strike on the market killed nine people.":               "air strike",
		"Nine people were killed; the artillery museum was shut.":       "",
		"Nine gunmen were killed.":                                      "",
		"Nine people were killed in clashes.":                           "clashes",
		"Nine people were killed. A bomb was found.":                    "",
	} {
		r, err := x.Read(&recount.Report{ID: "r:x", Lang: "en", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Claims {
			if c.What == recount.Killed && c.Weapon != want {
				t.Errorf("%s: weapon %q, want %q", text, c.Weapon, want)
			}
		}
	}
}
