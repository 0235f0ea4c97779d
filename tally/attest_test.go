package tally

import (
	"slices"
	"testing"

	"github.com/recountlab/recount"
)

func TestAttest(t *testing.T) {
	blames := func(words string) opt {
		return func(c *recount.Claim) { c.Blamed = []recount.Mention{{Words: words, Party: recount.PartyID(words)}} }
	}
	in := func(report recount.ReportID, says ...recount.SourceID) opt {
		return func(c *recount.Claim) {
			c.Report, c.Says = report, nil
			for i, s := range says {
				kind := recount.Outlet
				if i > 0 {
					kind = recount.Monitor
				}
				c.Says = append(c.Says, recount.Voice{Source: s, Kind: kind})
			}
		}
	}
	for _, tt := range []struct {
		name       string
		said       Case
		grade, why string
	}{
		{"two voices", one(n("monitor", 7), n("hospital", 9)), "fair", "2 independent voices"},
		{"one voice in many outlets", one(n("monitor", 7), n("monitor", 7, relayed("times"))), "weak", "one independent voice"},
		{"an outlet beside the source it names", one(n("times", 7, in("r:1", "times")), n("monitor", 7, in("r:1", "times", "monitor"))), "weak", "one independent voice"},
		{"an outlet beside a source that another names", one(n("times", 7, in("r:1", "times")), n("monitor", 7, in("r:2", "post", "monitor"))), "fair", "2 independent voices"},
		{"two roots that are one", tied(one(n("monitor", 7), n("agency", 7)), "monitor", "agency"), "weak", "one independent voice"},
		{"nobody but a party about its enemy", one(n("army", 60, fighters)), "discounted", "all who are counted were combatants"},
		{"fighters alone, by two", one(n("monitor", 6, fighters), n("agency", 7, fighters)), "discounted", "all who are counted were combatants"},
		{"fighters and others", one(n("monitor", 6, fighters), n("agency", 7)), "fair", "2 independent voices"},
		{"a denial of what two say", one(n("monitor", 7), n("hospital", 9), n("ministry", 0, denies)), "contested", "ministry denies it"},
		{"a denial of what one says", one(n("monitor", 7), n("ministry", 0, denies)), "weak", "one independent voice"},
		{"two parties blamed", one(n("monitor", 7, blames("east")), n("hospital", 9, blames("west"))), "contested", "different parties are held responsible"},
		{"one party blamed by both", one(n("monitor", 7, blames("east")), n("hospital", 9, blames("east"))), "fair", "2 independent voices"},
		{"a party that says it did it", one(n("army", 4, blames("army")), n("monitor", 7)), "confirmed", "army holds itself responsible"},
		{"a party that blames another", one(n("army", 4, blames("rebels")), n("monitor", 7)), "fair", "2 independent voices"},
		{"a party that killed fighters", one(n("army", 4, fighters, blames("army")), n("monitor", 7)), "weak", "one independent voice"},
		{"a war's total", one(n("monitor", 400, since)), "weak", "no independent voice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			grade, why := Attest(tt.said, R1())
			if grade != tt.grade || why != tt.why || !slices.Contains(Grades(), grade) {
				t.Errorf("got %s (%s), want %s (%s)", grade, why, tt.grade, tt.why)
			}
		})
	}
}

func tied(k Case, a, b recount.SourceID) Case {
	k.Roots.Ties = []recount.Tie{{Root: b, To: a, Why: "passes on"}}
	return k
}
