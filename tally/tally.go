package tally

import (
	"cmp"
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
	id, claims, asOf := k.Incident, k.Claims, k.AsOf
	end := endOf(claims)
	var out []recount.Toll
	for _, what := range harms(claims) {
		all := statements(claims, what, p, end)
		q := problem{all: all, node: whole}
		for _, c := range categories(all) {
			t := p.settle(p, q.in(whole, c))
			if t.Status == recount.NoClaim && len(t.Basis) == 0 {
				continue
			}
			t.Incident, t.What, t.Who, t.Policy, t.AsOf = id, what, whoOf(c), p.Name, asOf
			out = append(out, t)
		}
	}
	return out
}

const whole = "W"

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

// A group is what one origin says in one report.
type group struct {
	root   recount.SourceID
	report recount.ReportID
}

// statements turns the claims about one harm into statements.
func statements(claims []recount.Claim, what recount.What, p Policy, end time.Time) []statement {
	groups := map[group][]*recount.Claim{}
	var order []group
	byID := map[recount.ClaimID]*recount.Claim{}
	for i := range claims {
		byID[claims[i].ID] = &claims[i]
	}
	var out []statement
	own := ownFloors(claims, what)
	for i := range claims {
		c := &claims[i]
		if what == recount.Killed && c.What == recount.Missing && fearedDead(c) && counts(c) {
			s := statementOf(c, p, end, everybody)
			s.kind = feared
			out = append(out, s)
		}
		if c.What != what || !counts(c) {
			continue
		}
		if c.Denied {
			s := statementOf(c, p, end, categoryOf(c.Who))
			s.kind = deny
			out = append(out, s)
			if s.category != everybody {
				s.category = everybody
				out = append(out, s)
			}
			continue
		}
		if own[c.Report] > c.Count.High && len(c.Says) > 1 {
			s := statementOf(c, p, end, categoryOf(c.Who))
			s.kind = outweighed
			out = append(out, s)
			continue
		}
		g := group{rootOf(c), c.Report}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], c)
	}
	slices.SortFunc(order, func(a, b group) int { return cmp.Or(cmp.Compare(a.root, b.root), cmp.Compare(a.report, b.report)) })
	for _, g := range order {
		cs := groups[g]
		slices.SortFunc(cs, func(a, b *recount.Claim) int { return cmp.Compare(a.ID, b.ID) })
		out = append(out, said(cs, byID, p, end)...)
	}
	return out
}

// ownFloors returns the least that each report says in its own words of
// everybody in the incident: a report that says "at least 14 were killed" and
// relays a voice that had said five does not leave five open.
func ownFloors(claims []recount.Claim, what recount.What) map[recount.ReportID]int {
	out := map[recount.ReportID]int{}
	for i := range claims {
		c := &claims[i]
		if c.What != what || !counts(c) || c.Denied || len(c.Says) > 1 || c.PartOf != "" || c.Repeats != "" || c.Count.Qualifier == recount.Vague || c.Count.Low < 2 {
			continue
		}
		if cat := categoryOf(c.Who); cat == everybody || cat == "civilians" {
			out[c.Report] = max(out[c.Report], c.Count.Low)
		}
	}
	return out
}

// rootOf names the origin of a claim; a claim without a voice goes by its report.
func rootOf(c *recount.Claim) recount.SourceID {
	if len(c.Says) == 0 {
		return recount.SourceID(c.Report)
	}
	return c.Says.Origin()
}

func fearedDead(c *recount.Claim) bool {
	return slices.ContainsFunc(c.Hedges, func(h recount.Hedge) bool { return h.Class == "feared" })
}

// said turns what one origin says in one report into statements: about
// everybody, by adding up what speaks of different people, and about each
// category.
func said(cs []*recount.Claim, byID map[recount.ClaimID]*recount.Claim, p Policy, end time.Time) []statement {
	var out []statement
	var total *statement
	only, adds := true, true
	for _, c := range cs {
		if c.PartOf != "" && byID[c.PartOf] != nil || c.Repeats != "" {
			continue
		}
		only = only && restricted(c.Who)
		adds = adds && c.Adds
		s := statementOf(c, p, end, everybody)
		if total == nil {
			total = &s
		} else {
			sum := total.plus(s)
			total = &sum
		}
	}
	if total != nil && !only {
		if adds {
			total.kind = increment
		}
		out = append(out, *total)
	}
	byCategory := map[string]*statement{}
	var names []string
	for _, c := range cs {
		cat := categoryOf(c.Who)
		if cat == everybody || c.Repeats != "" {
			continue
		}
		if w := byID[c.PartOf]; w != nil && categoryOf(w.Who) == cat || covered(c, cat, cs, byID) {
			continue
		}
		s := statementOf(c, p, end, cat)
		if had := byCategory[cat]; had != nil {
			sum := had.plus(s)
			byCategory[cat] = &sum
		} else {
			byCategory[cat] = &s
			names = append(names, cat)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		out = append(out, *byCategory[n])
	}
	return out
}

// covered reports whether another of the same voice's claims counts c's people
// already: a part of a whole that c's own whole is only a part of.
func covered(c *recount.Claim, cat string, cs []*recount.Claim, byID map[recount.ClaimID]*recount.Claim) bool {
	for w, steps := byID[c.PartOf], 0; w != nil && w.PartOf != "" && steps < 8; w, steps = byID[w.PartOf], steps+1 {
		for _, o := range cs {
			if o != c && o.ID != w.ID && o.PartOf == w.PartOf && categoryOf(o.Who) == cat {
				return true
			}
		}
	}
	return false
}

func statementOf(c *recount.Claim, p Policy, end time.Time, category string) statement {
	s := statement{root: rootOf(c), low: c.Count.Low, high: c.Count.High, point: c.Count.Point, node: whole, category: category, grade: p.grade(c),
		vague: c.Count.Qualifier == recount.Vague, upper: c.Count.Qualifier == recount.AtMost, word: c.Count.Row, claims: []recount.ClaimID{c.ID}}
	if !end.IsZero() && !c.Said.From.IsZero() {
		s.hours = c.Said.From.Sub(end).Hours()
	}
	return s
}
