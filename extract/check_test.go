package extract

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// checkText is a report of our own, one sentence a line.
const checkText = "Market hit in Aleppo\n\nAt least 12 people, including three children, were killed in a strike on a market in Aleppo on Friday, the health ministry said. " +
	"Seven men and five women were wounded, a nurse told AFP. The driver, 34, did not die. " +
	"The rebels threatened to kill 50 captives. The repairs cost $30 million in 2015. Dozens of families were displaced.\n\n" +
	"“No civilians were killed,” the army said.\n"

func proposal(n int, quote string, what recount.What, count string, low, high int) Proposal {
	return Proposal{Sentences: []int{n}, Quote: quote, What: what, Count: count, Low: low, High: high}
}

const open = recount.Open

// What stands in the text passes, with the bounds and the voice that the rules
// read; what does not is refused, with its reason.
func TestCheck(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Source: "outlet", Lang: "en", Text: checkText, Published: day(2016, 9, 24)}
	first := "At least 12 people, including three children, were killed in a strike on a market in Aleppo on Friday, the health ministry said."
	for _, tt := range []struct {
		name string
		p    Proposal
		want string // the claim in short, or the reason
	}{
		{"whole sentence", proposal(2, first, recount.Killed, "At least 12", 12, open), "killed >=12"},
		{"part of it", proposal(2, "12 people, including three children, were killed", recount.Killed, "12", 12, open), "killed >=12"},
		{"other quotes and spaces", proposal(2, "at least  12 people, including three children, were killed in a strike", recount.Killed, "12 people", 12, 12), "killed >=12"},
		{"a slip that changes nothing", proposal(2, "At least 12 people, including three children, were killed in a strike on a busy market in Aleppo", recount.Killed, "12", 12, open), "killed >=12"},
		{"the part", proposal(2, "including three children, were killed", recount.Killed, "three", 3, 3), "killed 3"},
		{"vague", proposal(7, "Dozens of families were displaced", recount.Displaced, "Dozens", 24, 99), "displaced 24..99"},
		{"nobody", proposal(8, "No civilians were killed", recount.Killed, "No", 0, 0), "killed 0"},
		{"threatened", Proposal{Sentences: []int{5}, Quote: "threatened to kill 50 captives", What: recount.Killed, Count: "50", Low: 50, High: 50, NotActual: true}, "killed 50"},

		{"another number", proposal(2, "At least 13 people, including three children, were killed", recount.Killed, "13", 13, 13), UngroundedQuote},
		{"a negation put in", proposal(2, "At least 12 people, including three children, were not killed", recount.Killed, "12", 12, 12), UngroundedQuote},
		{"the bound left out", proposal(2, "12 people were killed in a strike on a market", recount.Killed, "12", 12, 12), UngroundedQuote},
		{"another value", proposal(2, first, recount.Killed, "12", 120, 120), NumberMismatch},
		{"an upper bound that is not there", proposal(2, first, recount.Killed, "At least 12", 12, 40), NumberMismatch},
		{"added up", proposal(3, "Seven men and five women were wounded", recount.Injured, "12", 12, 12), DerivedNumber},
		{"added up in words", proposal(3, "Seven men and five women were wounded", recount.Injured, "Seven men and five women", 12, 12), DerivedNumber},
		{"a number of elsewhere", proposal(3, "Seven men and five women were wounded", recount.Injured, "50", 50, 50), UngroundedNumber},
		{"an age", proposal(4, "The driver, 34, did not die", recount.Killed, "34", 34, 34), NotACount},
		{"money", proposal(6, "The repairs cost $30 million in 2015", recount.Killed, "30 million", 30000000, 30000000), NotACount},
		{"a year", proposal(6, "The repairs cost $30 million in 2015", recount.Killed, "2015", 2015, 2015), NotACount},
		{"nothing happened", proposal(7, "Dozens of families were displaced", recount.Killed, "Dozens", 24, 99), Unlicensed},
		{"no such sentence", proposal(99, first, recount.Killed, "12", 12, open), BadSentence},
		{"the wrong sentence", proposal(3, first, recount.Killed, "12", 12, open), UngroundedQuote},
		{"no word for it", proposal(2, first, "vaporised", "12", 12, open), BadWhat},
		{"people who are not there", Proposal{Sentences: []int{2}, Quote: first, What: recount.Killed, Count: "12", Low: 12, High: open, Who: "soldiers"}, UngroundedPeople},
		{"a place that is not there", Proposal{Sentences: []int{2}, Quote: first, What: recount.Killed, Count: "12", Low: 12, High: open, Place: "Mosul"}, UngroundedPlace},
		{"a place that is none", Proposal{Sentences: []int{2}, Quote: first, What: recount.Killed, Count: "12", Low: 12, High: open, Place: "including"}, UngroundedPlace},
		{"a source that is not there", Proposal{Sentences: []int{2}, Quote: first, What: recount.Killed, Count: "12", Low: 12, High: open, Says: []string{"the Pentagon"}}, UngroundedSource},
		{"blame that is not there", Proposal{Sentences: []int{2}, Quote: first, What: recount.Killed, Count: "12", Low: 12, High: open, Blamed: "the militia"}, UngroundedBlame},
	} {
		got, done, err := x.Check(r, "model", []Proposal{tt.p}, Proposed)
		if err != nil {
			t.Fatal(err)
		}
		s := ""
		switch {
		case len(done.Refused) > 0 && len(got.Claims) == 0:
			s = done.Refused[0].Reason
		case len(got.Claims) == 1 && done.Kept == 1:
			s = Short(&got.Claims[0])
			if c := got.Claims[0]; c.Reader != "model" || c.Sure != 0 || !strings.Contains(r.Text, c.Evidence.Count[0].In(r.Text)) {
				t.Errorf("%s: %+v", tt.name, c)
			}
		}
		if s != tt.want {
			t.Errorf("%s: got %q (%d claims), want %q", tt.name, s, len(got.Claims), tt.want)
		}
	}
}

// Beside the rules a proposal that says the same agrees, and another is added in
// its place in the text; the same proposal twice is one claim.
func TestCheckBoth(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Source: "outlet", Lang: "en", Text: checkText, Published: day(2016, 9, 24)}
	rules, err := x.Read(r)
	if err != nil {
		t.Fatal(err)
	}
	p := proposal(2, "At least 12 people, including three children, were killed", recount.Killed, "12", 12, open)
	got, done, err := x.Check(r, "model", []Proposal{p, p}, Both)
	if err != nil || done.Agreed != 2 || done.Kept != 0 || len(got.Claims) != len(rules.Claims) {
		t.Fatalf("%+v, %d claims of %d, %v", done, len(got.Claims), len(rules.Claims), err)
	}
	agrees := 0
	for _, s := range got.Claims[0].Trace {
		if s.Rule == modelAgrees {
			agrees++
		}
	}
	if agrees != 1 || got.Claims[0].Reader == "model" {
		t.Errorf("agreement is not noted once: %+v", got.Claims[0])
	}
	for i := range got.Claims {
		if got.Claims[i].ID != rules.Claims[i].ID || got.Claims[i].PartOf != rules.Claims[i].PartOf {
			t.Errorf("claim %d is not as the rules read it", i)
		}
	}
}

func TestNumber(t *testing.T) {
	x := reader(t)
	list, err := x.Number(&recount.Report{Lang: "en", Text: checkText})
	if err != nil || len(list) != 8 || list[0].Span.In(checkText) != "Market hit in Aleppo" || list[2].Number != 3 {
		t.Fatalf("%d sentences: %+v, %v", len(list), list, err)
	}
	if _, err := x.Number(&recount.Report{Lang: "xx", Text: checkText}); err == nil {
		t.Error("a language without a pack was numbered")
	}
}

// Whatever is proposed of whatever text, spans stay inside and every number that
// comes through is one that the rules read there.
func FuzzCheck(f *testing.F) {
	x := reader(f)
	f.Add(checkText, "At least 12 people", "12", "killed", 2, 12)
	f.Add("Twelve killed", "Twelve killed", "Twelve", "killed", 1, 12)
	f.Add("killed killed 12 - 12 killed", "12 - 12", "12 - 12", "killed", 1, 24)
	f.Fuzz(func(t *testing.T, s, quote, count, what string, n, v int) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		r := &recount.Report{ID: "r:x", Lang: "en", Text: s, Published: day(2016, 9, 23)}
		p := Proposal{Sentences: []int{n}, Quote: quote, What: recount.What(what), Count: count, Low: v, High: v, Who: count, Place: quote, Says: []string{quote}}
		for _, m := range []Merging{Proposed, Both} {
			got, done, err := x.Check(r, "model", []Proposal{p}, m)
			if err != nil {
				t.Fatal(err)
			}
			if done.Kept+done.Agreed+len(done.Refused) != 1 {
				t.Fatalf("%+v", done)
			}
			for _, c := range got.Claims {
				if err := c.Count.Check(); err != nil {
					t.Fatal(err)
				}
				if e := c.Evidence.Whole; e.Start < 0 || e.End > len(s) {
					t.Fatalf("span %v", e)
				}
			}
		}
	})
}
