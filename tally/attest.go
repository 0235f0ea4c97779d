package tally

import (
	"fmt"

	"github.com/recountlab/recount"
)

// Grades are the grades of an incident on the scale of Airwars, by how well it
// is attested that people were harmed.
func Grades() []string { return []string{"confirmed", "fair", "weak", Contested, "discounted"} }

// Attest proposes a grade for an incident, and says why; people decide it. It
// is the part of Airwars' assessment that follows from claims alone, as their
// published method describes it; whether strikes are known nearby, which they
// also ask, is not known here.
//
// Confirmed: a party holds itself responsible for harm to others than those it
// fights. Discounted: all that is counted were combatants or perpetrators.
// Contested: two or more voices hold different parties responsible, or somebody
// denies what they say. Fair: two or more independent credible voices; an
// outlet that names its source is none beside it. Weak: one, or none.
func Attest(k Case, p Policy) (grade, why string) {
	t := plant(k)
	speak, harm := map[recount.SourceID]bool{}, false
	fighters, others, denier, owner := 0, 0, "", ""
	quotes := map[recount.ReportID]bool{} // names a source for what it tells
	for i := range t.claims {
		c := &t.claims[i]
		quotes[c.Report] = quotes[c.Report] || len(c.Says) > 1 && !c.Denied
	}
	for i := range t.claims {
		c := &t.claims[i]
		v := origin(c)
		if c.Denied {
			denier = string(t.voices.root(c))
			continue
		}
		if c.What.Family() == recount.Harm && c.Count.High > 0 {
			harm = true
			if c.Who.Status == "combatant" || c.Who.Status == "perpetrator" {
				fighters++
			} else {
				others++
				if owns(c, v) {
					owner = string(t.voices.root(c))
				}
			}
		}
		own := len(c.Says) < 2 && c.Report != "" && quotes[c.Report]
		if g := p.grade(c); g != Interested && !own && !t.voices.copied(c) {
			speak[t.voices.kinOf(t.voices.root(c))] = true
		}
	}
	n := len(speak)
	switch {
	case owner != "":
		return "confirmed", owner + " holds itself responsible"
	case harm && fighters > 0 && others == 0:
		return "discounted", "all who are counted were combatants"
	case n >= 2 && denier != "":
		return Contested, denier + " denies it"
	case n >= 2 && Blame(t.claims) == Contested:
		return Contested, "different parties are held responsible"
	case n >= 2:
		return "fair", fmt.Sprintf("%d independent voices", n)
	case n == 1:
		return "weak", "one independent voice"
	}
	return "weak", "no independent voice"
}

// owns reports whether a party says that it did it itself.
func owns(c *recount.Claim, v recount.Voice) bool {
	if v.Kind != recount.Party && v.Kind != recount.State {
		return false
	}
	for _, m := range c.Blamed {
		if m.Party != "" && string(m.Party) == string(v.Source) || m.Words != "" && m.Words == v.Words {
			return true
		}
	}
	return false
}
