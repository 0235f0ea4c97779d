package web

import (
	"testing"

	"github.com/recountlab/recount"
)

// What a correction says is told in words, in every language, beside what was read.
func TestCorrectionsAreTold(t *testing.T) {
	read := &recount.Claim{What: recount.Killed, Count: recount.Quantity{Low: 5, High: 5, Point: 5, Stated: 5, Qualifier: recount.Exact}, Denied: true}
	all := tongues(nil)
	for _, tt := range []struct{ lang, field, value, want string }{
		{"en", "what", `"injured"`, "what happened: injured, read as killed"},
		{"en", "count", `{"low":3,"high":7,"point":-1,"qualifier":"between"}`, "how many: 3–7, read as 5"},
		{"en", "who", `{"status":"civilian"}`, "who they were: civilians, read as everybody"},
		{"en", "denied", `false`, "denied by the voice: no, read as yes"},
		{"en", "when", `null`, "when: no time, read as no time"},
		{"en", "blamed", `[{"words":"the army"}]`, "held responsible: the army, read as nobody named"},
		{"en", "scope", `{"many":true}`, "counted together: several incidents, read as one event"},
		{"en", "reality", `"not-actual"`, "how real: not-actual, read as asserted"},
		{"fr", "reality", `""`, "degré de réalité : affirmé, lu comme affirmé"},
		{"ar", "background", `true`, "عن حادث سابق: نعم، وقُرئ لا"},
		{"en", "no such field", `1`, "no such field 1"},
	} {
		if got := all[tt.lang].corrected(recount.Decision{Act: recount.Correct, Field: tt.field, Value: tt.value}, read); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.lang, tt.field, got, tt.want)
		}
	}
	if got := all["en"].corrected(recount.Decision{Act: recount.Accept}, read); got != "" {
		t.Errorf("what corrects nothing: %q", got)
	}
}
