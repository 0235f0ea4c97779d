// Package link decides which claims speak of the same incident, and which
// reports are copies of one another. It proposes; decisions dispose.
package link

import "github.com/recountlab/recount"

// A Model is the weights of evidence for and against a match. It is data and
// carries the version that machines sign with.
type Model struct{ Version string }

// Default returns the model compiled in.
func Default() *Model { return &Model{Version: "link/1"} }

// Near is an incident a claim might belong to, with some of its claims.
type Near struct {
	Incident recount.Incident
	Claims   []recount.Claim
}

// A Weight is one comparison's contribution, in bits: the waterfall a reviewer sees.
type Weight struct {
	Field string  `json:"field"`
	Level string  `json:"level"`
	Bits  float64 `json:"bits"`
}

// A Match is how well a group of claims fits an incident, and why.
type Match struct {
	Incident recount.IncidentID `json:"incident"`
	Bits     float64            `json:"bits"`
	P        float64            `json:"p"`
	Why      []Weight           `json:"why"`
	Veto     string             `json:"veto,omitempty"` // what forbids it, "" if nothing
}

// A Verdict says where a group of claims belongs.
type Verdict struct {
	Join    recount.IncidentID // "" to mint a new incident
	P       float64            // of what was chosen
	Why     string             // one sentence with the waterfall
	Rivals  []Match            // best first, the chosen one included
	Waiting bool               // new, but a rival is likely enough that a person should look
}

// Keys returns the blocking keys under which c must be looked for.
func Keys(c *recount.Claim) []string { return nil }

// Place says where a group of claims belongs: the claims of one report about
// one event, which always go together.
func (m *Model) Place(group []recount.Claim, near []Near) Verdict { return Verdict{P: 1} }

// Gather groups claims into incidents as decisions say. The result depends on
// the set of decisions only, not on their order, and a claim is in at most one
// incident.
func Gather(claims []recount.Claim, ds []recount.Decision) []recount.Incident { return nil }

// Describe fills in what is computed from the claims of an incident: title,
// what, where, when, reports, status and grade.
func Describe(in *recount.Incident, claims []recount.Claim) {}
