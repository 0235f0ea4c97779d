package tally

import (
	"cmp"

	"github.com/recountlab/recount"
)

// Answers to who is to blame where that is not one party.
const (
	Contested = "contested" // voices name different parties, or one is denied
	Unknown   = "unknown"   // no voice names a party
)

// Blame says whom an incident is blamed on, as its claims go: one party named
// by all that name any and denied by none, [Contested], or [Unknown]. It never
// changes a toll.
func Blame(claims []recount.Claim) string {
	party := ""
	denied := map[string]bool{}
	for _, c := range claims {
		for _, m := range c.Blamed {
			name := cmp.Or(string(m.Party), m.Words)
			switch {
			case c.Denied:
				denied[name] = true
			case party == "":
				party = name
			case party != name:
				return Contested
			}
		}
	}
	switch {
	case party == "":
		return Unknown
	case denied[party]:
		return Contested
	}
	return party
}
