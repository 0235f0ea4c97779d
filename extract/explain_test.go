package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// told is a report of the project's own in which words of many kinds give a
// claim, and words of many kinds give none.
const told = "AFRIN, Syria (Reuters) - At least nine people, including two children, were reportedly killed in Aleppo on Monday, the Syrian Observatory for Human Rights said.\n\n" +
	"The army denied that nine civilians were killed. Rebels threatened to kill 50 captives, aged 20 to 40. In 2014 the firm sold 12 cars. " +
	"The bill was killed by 40 senators. Three villagers stood by as rockets killed two farmers. Six people died in a fire in May. " +
	"Some 400,000 people have been killed since the start of the war. Twelve days after the raid one man's goat was killed. Twenty clocks were killed. Twelve cars were hurt. The wall fell without injuring 60 porters."

// Every claim is explained: which row fired at which words, how the bounds
// arose, who says so, and what it repeats or is part of.
func TestExplain(t *testing.T) {
	x := reader(t)
	p := x.packs["en"]
	rd, err := x.Read(&recount.Report{ID: "r:x", Lang: "en", Text: told, Published: day(2016, 9, 23)})
	if err != nil {
		t.Fatal(err)
	}
	lines := func(short string) string {
		for i := range rd.Claims {
			if c := &rd.Claims[i]; Short(c) == short {
				var out []string
				for _, r := range Explain(p, told, c, rd.Claims) {
					at := ""
					if r.File != "" {
						at = fmt.Sprintf(" [%s %s:%d]", r.Rule, r.File, r.Line)
					}
					out = append(out, r.Stage+": "+r.Says+at)
				}
				return strings.Join(out, "\n")
			}
		}
		t.Fatalf("no claim %s", short)
		return ""
	}
	row := func(rule string) string {
		r, _ := p.RuleOf("en/" + rule)
		return fmt.Sprintf("%s:%d]", r.File, r.Line)
	}
	for _, tt := range []struct {
		claim string
		want  []string
	}{
		{"killed >=9", []string{"what: “killed” says killed, and to whom was found as the subject of a passive", row("frame:killed:verb-ed:killed"),
			"count: “At least nine people” bounds it by the row at-least: low 9, high open, best guess 9", row("bounds:at-least"),
			"hedge: “reportedly” weakens it: reportedly", row("hedge:reportedly"), "who says: “said” says that somebody speaks", row("cue:say:verb"),
			"Reuters (reuters), wire → the Syrian Observatory for Human Rights (sohr), monitor", "where: “Aleppo” names the place: Aleppo, SY (town)",
			"when: “Monday” tells the time: 2016-09-19", "event: "}},
		{"killed 2", []string{"as a part after “including”", "part: its sentence tells it as a part (claim 2: killed ≥ 9)"}},
		{"killed 50", []string{"mood: “threatened” makes it a threat", "where: no place of its own; the event's: Aleppo", "when: no time of its own; the event's"}},
		{"killed ~400000", []string{"scope: “since the start” makes it a running total", row("scope:total"), "event: of none"}},
		{"killed 6", []string{"when: “May"}},
	} {
		got := lines(tt.claim)
		at := 0
		for _, w := range tt.want {
			i := strings.Index(got[at:], w)
			if i < 0 {
				t.Errorf("%s: no %q, in this order, in\n%s", tt.claim, w, got)
				break
			}
			at += i
		}
	}
	// without its pack a claim still names its rules
	for _, r := range Explain(nil, told, &rd.Claims[0], rd.Claims)[:2] {
		if r.File != "" || r.Rule == "" || r.Stage != "what" && r.Stage != "count" {
			t.Errorf("without a pack: %+v", r)
		}
	}
}

// Words that gave no claim say the last stage they reached.
func TestWhyNot(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: told, Published: day(2016, 9, 23)}
	for words, want := range map[string]string{
		"nine people":     "claimed: a claim was read from these words: claim 2, killed ≥ 9",
		"20 to 40":        "number: “20 to 40” counts nobody: it was taken for an age",
		"12 cars":         "trigger: no word of the sentence says what happened",
		"40 senators":     "phrase: “40 senators” stand after “by”",
		"Three villagers": "search: “killed” found “two farmers” instead",
		"Twelve days":     "number: “Twelve” counts nobody: it was taken for a stretch of time",
		"Twelve cars":     "phrase: “Twelve cars” are no people: “cars” is in things.tsv",
		"one man":         "phrase: “one man” only owns what follows it",
		"Twenty clocks":   "claimed: ",
		"60 porters":      "mood: “without” before “injuring” makes it nothing that happened",
		"bill":            "phrase: no phrase for people was found in these words",
	} {
		got, err := x.WhyNot(r, words)
		if err != nil {
			t.Errorf("%s: %v", words, err)
			continue
		}
		if s := got[0].Stage + ": " + got[0].Says; !strings.HasPrefix(s, want) {
			t.Errorf("%s: want %q, got %q", words, want, s)
		}
		if at := got[0].Span; at.Len() == 0 || at.End > len(told) {
			t.Errorf("%s: span %v", words, at)
		}
	}
	if _, err := x.WhyNot(r, "zebra"); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("words that are not there: %v", err)
	}
	got, err := x.WhyNot(&recount.Report{ID: "r:x", Lang: "en", Text: "Nine tins were shot hoops by fans."}, "Nine tins")
	if err != nil || got[0].Stage != "frame" || !strings.Contains(got[0].Says, "is not injured before “hoops”") || got[0].File != "frames.tsv" {
		t.Errorf("a word that holds a frame back: %v, %v", got, err)
	}
	if _, err := x.WhyNot(&recount.Report{Lang: "xx", Text: "A bill."}, "bill"); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a language without a pack: %v", err)
	}
}
