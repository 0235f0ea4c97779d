package web

import (
	"cmp"
	"context"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
)

// fieldHeads are what the fields of a claim are called before what they say.
var fieldHeads = map[string]string{"what": "what happened", "count": "how many", "who": "who they were", "where": "where", "when": "when", "says": "who says so",
	"weapon": "weapon", "target": "what was hit", "blamed": "held responsible", "denied": "denied by the voice", "background": "of an earlier incident", "scope": "counted together", "adds": "adds to an earlier count", "reality": "how real"}

// field is what one field of a claim says, in the reader's words.
func (l *tongue) field(c *recount.Claim, name string) string {
	yes := func(is bool) string {
		if is {
			return l.say("yes")
		}
		return l.say("no")
	}
	switch name {
	case "what":
		return l.what(c.What)
	case "count":
		return l.count(c.Count)
	case "who":
		return l.who(c.Who)
	case "where":
		return cmp.Or(l.where(c.Where), l.say("no place"))
	case "when":
		return cmp.Or(l.date(c.When), l.say("no time"))
	case "says":
		return l.voices(c.Says)
	case "weapon":
		return cmp.Or(c.Weapon, l.say("none"))
	case "target":
		return cmp.Or(c.Target, l.say("none"))
	case "blamed":
		var of []string
		for _, m := range c.Blamed {
			of = append(of, m.Words)
		}
		return cmp.Or(strings.Join(of, l.comma(", ")), l.say("nobody named"))
	case "denied":
		return yes(c.Denied)
	case "background":
		return yes(c.Background)
	case "adds":
		return yes(c.Adds)
	case "scope":
		switch s := c.Scope; {
		case s.Total:
			return l.say("a running total")
		case s.Many:
			return l.say("several incidents")
		}
		return l.say("one event")
	case "reality":
		if c.Reality == recount.Actual {
			return l.say("asserted")
		}
		return l.say(string(c.Reality))
	}
	return ""
}

// corrected says in words what a decision corrects of a claim, "" if it corrects
// nothing; of a claim that is at hand also what was read.
func (l *tongue) corrected(d recount.Decision, read *recount.Claim) string {
	if d.Act != recount.Correct {
		return ""
	}
	now, err := desk.Saying(d.Field, d.Value)
	if err != nil { // checked when it was decided
		return d.Field + " " + d.Value
	}
	head, is := l.say(fieldHeads[d.Field]), l.field(&now, d.Field)
	if read == nil {
		return l.say("%s: %s", head, is)
	}
	return l.say("%s: %s, read as %s", head, is, l.field(read, d.Field))
}

// asCorrected is a claim as people corrected it.
func (s *site) asCorrected(ctx context.Context, id recount.ClaimID) (now recount.Claim, err error) {
	cs, err := s.r.Claims(ctx, id)
	if err != nil {
		return now, err
	}
	if len(cs) == 0 {
		return now, recount.ErrNotFound
	}
	ds, err := s.r.Decisions(ctx, string(id))
	return desk.Corrected(cs[0], ds), err
}
