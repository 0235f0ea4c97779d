package recount

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// A Toll is how many people suffered one harm in one incident, as far as the
// claims allow saying.
type Toll struct {
	Incident IncidentID
	What     What
	Who      Victims // zero: everybody
	Low      int     // nobody credible says fewer
	Best     int     // the figure we would cite, or Blank
	High     int     // nobody credible says more
	Open     bool    // the highest claim was itself open: "at least 72"
	Roots    int     // independent origins that count
	Outlets  int     // outlets that carried them
	Status   TollStatus
	Basis    []Basis    // one per origin, in the order they were weighed
	Notes    []string   // what a reader must know beside the figures
	Policy   PolicyName // how conflicts were settled
	AsOf     int64      // size of the ledger this was computed from
}

// PolicyName names the rule that settled conflicts between claims: "R1/1".
type PolicyName string

// TollStatus says how the origins stand to each other.
type TollStatus string

const (
	NoClaim      TollStatus = "no-claim"
	Unconfirmed  TollStatus = "unconfirmed" // only interested parties
	SingleSource TollStatus = "single-source"
	Corroborated TollStatus = "corroborated"
	Conflicting  TollStatus = "disputed"
	Contested    TollStatus = "contested" // denied by a party
)

// A Basis is what one origin contributes to a Toll, whoever repeated it.
type Basis struct {
	Origin  SourceID  `json:"origin"`
	Claims  []ClaimID `json:"claims"`            // its claims, latest last; repeats by others included
	Outlets int       `json:"outlets,omitempty"` // how many outlets carried them
	Count   Quantity  `json:"count"`             // its latest word
	Grade   string    `json:"grade"`             // A to D, the weight the policy gives it
	Sets    []Bound   `json:"sets,omitempty"`    // the bounds it sets; empty if it sets none
	Rules   []int     `json:"rules,omitempty"`   // the rule for each of Sets, or the one that set it aside: docs/policies.md
	Why     string    `json:"why"`               // one sentence: why it counts, or why it does not
}

// A Bound is one of a toll's three figures.
type Bound string

const (
	SetsLow  Bound = "low"
	SetsBest Bound = "best"
	SetsHigh Bound = "high"
)

// Check reports the first way in which t contradicts itself: bounds out of
// order, or a bound above zero that nobody set.
func (t Toll) Check() error {
	if t.Low < 0 || t.High < t.Low || t.Best != Blank && (t.Best < t.Low || t.High < t.Best) {
		return fmt.Errorf("toll %d/%d/%d: %w", t.Low, t.Best, t.High, ErrInvalid)
	}
	for b, n := range map[Bound]int{SetsLow: t.Low, SetsBest: t.Best, SetsHigh: t.High} {
		if n > 0 && !slices.ContainsFunc(t.Basis, func(x Basis) bool { return slices.Contains(x.Sets, b) }) {
			return fmt.Errorf("toll has no basis for %s %d: %w", b, n, ErrInvalid)
		}
	}
	return nil
}

// String gives the bounds as one reads them aloud: "26 / 45 / 45", "72 / 72 / 72+".
func (t Toll) String() string {
	best, open := "–", ""
	if t.Best != Blank {
		best = strconv.Itoa(t.Best)
	}
	if t.Open {
		open = "+"
	}
	return fmt.Sprintf("%d / %s / %d%s", t.Low, best, t.High, open)
}

// Sourcing says how widely a toll was carried and how many vouch for it apart
// from each other: "40 outlets, 1 independent source".
func (t Toll) Sourcing() string {
	sources := plural(t.Roots, "independent source")
	if t.Outlets == 0 {
		return sources
	}
	return plural(t.Outlets, "outlet") + ", " + sources
}

func plural(n int, what string) string {
	switch n {
	case 0:
		return "no " + what
	case 1:
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

type tollJSON struct {
	Incident IncidentID `json:"incident,omitempty"`
	What     What       `json:"what"`
	Who      Victims    `json:"who"`
	Low      int        `json:"low"`
	Best     *int       `json:"best,omitempty"`
	High     int        `json:"high"`
	Open     bool       `json:"open,omitempty"`
	Roots    int        `json:"roots"`
	Outlets  int        `json:"outlets,omitempty"`
	Status   TollStatus `json:"status,omitempty"`
	Basis    []Basis    `json:"basis,omitempty"`
	Notes    []string   `json:"notes,omitempty"`
	Policy   PolicyName `json:"policy,omitempty"`
	AsOf     int64      `json:"as_of,omitempty"`
}

// MarshalJSON leaves out a blank best.
func (t Toll) MarshalJSON() ([]byte, error) {
	j := tollJSON{t.Incident, t.What, t.Who, t.Low, &t.Best, t.High, t.Open, t.Roots, t.Outlets, t.Status, t.Basis, t.Notes, t.Policy, t.AsOf}
	if t.Best == Blank {
		j.Best = nil
	}
	return json.Marshal(j)
}

func (t *Toll) UnmarshalJSON(b []byte) error {
	var j tollJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*t = Toll{j.Incident, j.What, j.Who, j.Low, Blank, j.High, j.Open, j.Roots, j.Outlets, j.Status, j.Basis, j.Notes, j.Policy, j.AsOf}
	if j.Best != nil {
		t.Best = *j.Best
	}
	return nil
}
