// Package tally turns the claims about one incident into its tolls, under a
// named policy, and keeps figures for whole periods apart from them.
//
// It does no I/O and knows no clock: the same claims under the same policy
// always give the same tolls, in whatever order they come.
package tally

import (
	"maps"

	"github.com/recountlab/recount"
)

// A Grade says how near a voice is to what it counts, and whether it has a
// stake in the figure.
type Grade string

const (
	Documented  Grade = "A" // a list of names, a register, an exhumation
	Established Grade = "B" // a monitor, rescue service, hospital, agency, outlet, official of the place
	Secondary   Grade = "C" // unnamed, social, a witness, a party about its own
	Interested  Grade = "D" // a party about its enemy, or denying: printed beside, never counted
)

// A Policy is how conflicts between claims are settled.
type Policy struct {
	Name    recount.PolicyName           // recorded in every Toll
	Kinds   map[recount.SourceKind]Grade // by kind of voice
	Sources map[recount.SourceID]Grade   // by source, before its kind
	Weights map[Grade]int                // of a point, for the median
	Settled float64                      // hours after the event from which a figure counts as settled
	settle  func(Policy, problem) recount.Toll
}

// R1 returns the default policy. Low is the least that any credible voice's
// current word allows, unless something documented is higher; best the
// weighted lower median of the points; high the most; settled figures count
// first. The method is the project's own: docs/decisions/0004-r1.md.
func R1() Policy {
	return Policy{
		Name: "R1/1",
		Kinds: map[recount.SourceKind]Grade{
			recount.Medical: Established, recount.Rescue: Established, recount.Monitor: Established, recount.UN: Established,
			recount.Wire: Established, recount.Official: Established, recount.Outlet: Established, recount.Witness: Secondary,
			recount.Social: Secondary, recount.Unnamed: Secondary, recount.State: Secondary, recount.Party: Secondary,
		},
		Weights: map[Grade]int{Documented: 3, Established: 2, Secondary: 1},
		Settled: 24,
		settle:  r1,
	}
}

// Policies returns every named policy: R1, and the mechanical part of other
// projects' rules under names that end in -like, because their coders also use
// judgement.
func Policies() map[recount.PolicyName]Policy {
	out := map[recount.PolicyName]Policy{}
	for name, f := range map[recount.PolicyName]func(Policy, problem) recount.Toll{
		"R1/1": r1, "ucdp-like/1": ucdpLike, "ibc-like/1": ibcLike, "airwars-like/1": airwarsLike, "ohchr-like/1": ohchrLike,
		"acled-like/1": acledLike, "gtd-like/1": gtdLike,
	} {
		p := R1()
		p.Name, p.settle = name, f
		p.Kinds = maps.Clone(p.Kinds)
		out[name] = p
	}
	return out
}

// grade returns the grade of the voice a claim goes back to. A party, or a
// state that speaks for one, is interested in what it says of fighters it
// fights, and in what it denies.
func (p Policy) grade(c *recount.Claim) Grade {
	kind := recount.Unnamed
	if n := len(c.Says); n > 0 {
		kind = c.Says[n-1].Kind
		if g, ok := p.Sources[c.Says[n-1].Source]; ok {
			return g
		}
	}
	if (kind == recount.Party || kind == recount.State) && (c.Denied || c.Who.Status == "combatant" || c.Who.Status == "perpetrator") {
		return Interested
	}
	if g, ok := p.Kinds[kind]; ok {
		return g
	}
	return Secondary
}
