// Package tally turns the claims about one incident into its tolls, under a
// named policy, and keeps figures for whole periods apart from them.
//
// It does no I/O and knows no clock: the same claims under the same policy
// always give the same tolls, in whatever order they come.
package tally

import (
	"slices"
	"strings"

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

// A Policy is how conflicts between claims are settled. Policies are data: see
// [Parse] for their form and docs/policies.md for what each field means.
type Policy struct {
	Name       recount.PolicyName           `json:"name"` // recorded in every Toll: "R1/1"
	From       recount.PolicyName           `json:"from,omitempty"`
	Title      string                       `json:"title"`
	About      string                       `json:"about"`
	Method     Method                       `json:"method"`
	Bounds     []recount.Bound              `json:"bounds"`             // which a toll has; low and high always
	Kinds      map[recount.SourceKind]Grade `json:"kinds"`              // by kind of voice
	Sources    map[recount.SourceID]Grade   `json:"sources,omitempty"`  // by source, before its kind
	Documents  Documents                    `json:"documents,omitzero"` // who lists or counts bodies or names
	Weights    map[Grade]int                `json:"weights"`            // of a point, for the median
	Settled    Settling                     `json:"settled"`
	Interested []Stake                      `json:"interested,omitempty"`
	Words      map[string]int               `json:"words,omitempty"` // a figure for a wording without a number, by its row
}

// Settling says how many hours after an incident a figure counts as settled.
type Settling struct {
	Hours float64                  `json:"hours"`
	If    map[recount.What]float64 `json:"if,omitempty"` // for an incident of which this is told; of several the longest
}

// Documents names voices that list or count bodies or names: sources, and
// words of an unnamed voice ("an exhumation team").
type Documents struct {
	Sources []recount.SourceID `json:"sources,omitempty"`
	Words   []string           `json:"words,omitempty"`
}

// A Stake says when a voice is interested in its figure: what it says is then
// printed beside and never counted. Empty fields hold of everything.
type Stake struct {
	Kinds   []recount.SourceKind `json:"kinds,omitempty"`
	Sources []recount.SourceID   `json:"sources,omitempty"`
	Who     []string             `json:"who,omitempty"` // statuses of the people counted
	Denied  bool                 `json:"denied,omitempty"`
	Why     string               `json:"why"`
}

// A Method is one of the closed set of ways to settle.
type Method string

var methods = map[Method]func(Policy, problem) recount.Toll{
	"r1": r1, "ucdp": ucdpLike, "ibc": ibcLike, "airwars": airwarsLike, "ohchr": ohchrLike, "acled": acledLike, "gtd": gtdLike,
}

// settle settles a problem by the policy's method, and leaves out the bounds
// that the policy does not give.
func (p Policy) settle(q problem) recount.Toll {
	t := methods[p.Method](p, q)
	if p.Method != "r1" && t.Status == recount.NoClaim {
		t = p.addedUp(q, t)
	}
	if !slices.Contains(p.Bounds, recount.SetsBest) {
		t.Best = recount.Blank
		for i := range t.Basis {
			t.Basis[i].Sets = slices.DeleteFunc(t.Basis[i].Sets, func(b recount.Bound) bool { return b == recount.SetsBest })
		}
	}
	return t
}

// hours returns when the figures of a case have settled.
func (s Settling) hours(k Case) float64 {
	out := s.Hours
	for i := range k.Claims {
		if c := &k.Claims[i]; !c.Denied && c.Reality == recount.Actual && !c.Background && c.Scope.IsZero() {
			out = max(out, s.If[c.What])
		}
	}
	for _, p := range k.Parts {
		out = max(out, s.hours(p))
	}
	return out
}

// grade returns the grade of the voice a claim goes back to.
func (p Policy) grade(c *recount.Claim) Grade {
	v := origin(c)
	if slices.ContainsFunc(p.Interested, func(s Stake) bool { return s.holds(v, c) }) {
		return Interested
	}
	return p.graded(v.Source, v.Kind)
}

// graded returns the grade of a voice without a stake.
func (p Policy) graded(id recount.SourceID, kind recount.SourceKind) Grade {
	if g, ok := p.Sources[id]; ok && id != "" {
		return g
	}
	if g, ok := p.Kinds[kind]; ok {
		return g
	}
	return Secondary
}

// Standing returns the grade that the policy gives a source, and the cases in
// which it counts it as an interested party instead.
func (p Policy) Standing(s recount.Source) (g Grade, but []Stake) {
	for _, x := range p.Interested {
		if (len(x.Kinds) == 0 || slices.Contains(x.Kinds, s.Kind)) && (len(x.Sources) == 0 || slices.Contains(x.Sources, s.ID)) {
			but = append(but, x)
		}
	}
	return p.graded(s.ID, s.Kind), but
}

func (s Stake) holds(v recount.Voice, c *recount.Claim) bool {
	switch {
	case len(s.Kinds) > 0 && !slices.Contains(s.Kinds, v.Kind), len(s.Sources) > 0 && !slices.Contains(s.Sources, v.Source):
		return false
	case s.Denied && !c.Denied, len(s.Who) > 0 && !slices.Contains(s.Who, c.Who.Status):
		return false
	}
	return true
}

// documents reports whether a claim counts bodies or names: it names its
// victim, or its voice is one that lists or counts them.
func (p Policy) documents(c *recount.Claim) bool {
	if c.Who.Name != "" && c.Count.Low == 1 && c.Count.High == 1 {
		return true
	}
	v := origin(c)
	words := " " + strings.ToLower(v.Words) + " "
	return v.Source != "" && slices.Contains(p.Documents.Sources, v.Source) ||
		slices.ContainsFunc(p.Documents.Words, func(w string) bool { return strings.Contains(words, " "+w+" ") })
}

// origin is the voice a claim goes back to.
func origin(c *recount.Claim) recount.Voice {
	if n := len(c.Says); n > 0 {
		return c.Says[n-1]
	}
	return recount.Voice{Kind: recount.Unnamed}
}
