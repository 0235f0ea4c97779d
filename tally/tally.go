package tally

import (
	"slices"
	"time"

	"github.com/recountlab/recount"
)

// A Case is what is to be reckoned: one incident.
type Case struct {
	Incident recount.IncidentID
	Claims   []recount.Claim
	Parts    []Case        // incidents that are parts of this one; no two overlap
	Roots    recount.Roots // whose word each claim is, where that is not its own origin's
	AsOf     int64         // size of the ledger the claims are from
}

// Reckon returns the tolls of one incident: one for each harm and each
// category of people that its claims speak of, everybody first.
//
// Left out are figures for a period or for many incidents, what is not
// asserted and what is background: see [Periods]. Within one report, an
// origin's claims about one harm that are neither parts nor repeats speak of
// different people and add up.
func Reckon(k Case, p Policy) []recount.Toll {
	t := plant(k)
	end, hours := endOf(t.claims), p.Settled.hours(k)
	var out []recount.Toll
	for _, what := range harms(t.claims) {
		all := statements(t, what, p, end)
		q := problem{all: all, node: whole, parts: t.parts, hours: hours}
		for _, c := range categories(all) {
			toll := p.settle(q.in(whole, c))
			if toll.Status == recount.NoClaim && len(toll.Basis) == 0 {
				continue
			}
			toll.Incident, toll.What, toll.Who, toll.Policy, toll.AsOf = k.Incident, what, whoOf(c), p.Name, k.AsOf
			t.voices.carried(&toll)
			out = append(out, toll)
		}
	}
	return out
}

// harmOrder is the order in which harms and movements are shown.
var harmOrder = []recount.What{recount.Killed, recount.Injured, recount.Casualties, recount.Missing, recount.Trapped, recount.Detained, recount.Abducted,
	recount.Displaced, recount.Evacuated, recount.Returned}

// harms lists the harms and movements claimed.
func harms(claims []recount.Claim) []recount.What {
	var out []recount.What
	for _, w := range harmOrder {
		if slices.ContainsFunc(claims, func(c recount.Claim) bool { return c.What == w && counts(&c) }) {
			out = append(out, w)
		}
	}
	return out
}

// counts reports whether a claim speaks of people in this incident alone.
func counts(c *recount.Claim) bool {
	return c.Scope.IsZero() && !c.Background && (c.Reality == recount.Actual || c.Reality == recount.Presupposed) && c.Count.Unit == ""
}

// endOf returns when the incident was over, as far as its claims say.
func endOf(claims []recount.Claim) time.Time {
	var end time.Time
	for i := range claims {
		if c := &claims[i]; counts(c) && c.When.Until.After(end) {
			end = c.When.Until
		}
	}
	return end
}

// categories lists everybody, then the categories spoken of.
func categories(all []statement) []string {
	out := []string{everybody}
	for _, s := range all {
		if !slices.Contains(out, s.category) {
			out = append(out, s.category)
		}
	}
	slices.Sort(out[1:])
	return out
}

// categoryOf names the category of people that v states.
func categoryOf(v recount.Victims) string {
	switch {
	case v.Age == "child":
		return "children"
	case v.Role != "":
		return v.Role
	case v.Status == "civilian" && (v.Sex == "" || v.Age != "adult"):
		return "civilians"
	case v.Status == "combatant":
		return "combatants"
	case v.Status != "":
		if v.Status == "perpetrator" {
			return "perpetrators"
		}
		fallthrough
	case v.Sex != "" && v.Age == "adult": // "two males" may be boys
		if v.Sex == "female" {
			return "women"
		}
		return "men"
	case v.Age == "elderly":
		return v.Age
	}
	return everybody
}

// GroupOf names the group of people that a toll is of, "all" for everybody.
func GroupOf(v recount.Victims) string { return categoryOf(v) }

// whoOf is the inverse of categoryOf.
func whoOf(category string) recount.Victims {
	switch category {
	case everybody, "unknown":
		return recount.Victims{}
	case "children":
		return recount.Victims{Age: "child"}
	case "civilians":
		return recount.Victims{Status: "civilian"}
	case "combatants":
		return recount.Victims{Status: "combatant"}
	case "perpetrators":
		return recount.Victims{Status: "perpetrator"}
	case "women":
		return recount.Victims{Age: "adult", Sex: "female"}
	case "men":
		return recount.Victims{Age: "adult", Sex: "male"}
	case "elderly":
		return recount.Victims{Age: category}
	}
	return recount.Victims{Role: category}
}

// restricted reports whether a claim counts one category of civilians alone:
// then it is a floor for everybody, not a statement about everybody.
func restricted(v recount.Victims) bool {
	return v.Status == "civilian" || v.Age == "child" || v.Sex == "female" && v.Age == "adult"
}
