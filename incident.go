package recount

// An Incident is something that happened at one place in one stretch of time.
// Its ID is that of the claim that founded it and outlives every claim in it.
// The rest is computed from claims and decisions.
type Incident struct {
	ID      IncidentID   `json:"id"`
	Aliases []IncidentID `json:"aliases,omitempty"` // incidents merged into this one; their links still work
	Title   string       `json:"title,omitempty"`
	What    What         `json:"what,omitempty"` // the act or harm that names it
	Where   PlaceRef     `json:"where,omitzero"`
	When    When         `json:"when,omitzero"`
	Claims  []ClaimID    `json:"claims,omitempty"`
	Reports []ReportID   `json:"reports,omitempty"`
	Whole   IncidentID   `json:"whole,omitempty"`  // the incident that this one is a part of
	Parts   []IncidentID `json:"parts,omitempty"`  // incidents that are parts of this one
	Doubt   float64      `json:"doubt,omitempty"`  // chance, 0 to 1, that this is a larger incident told of again
	During  []ProcessID  `json:"during,omitempty"` // truces in force then and there, perhaps; filled in when it is shown
	Weapon  string       `json:"weapon,omitempty"` // the kind that most reports name: aircraft, artillery, munition, explosive, firearm, blade, execution, fighting
	Blamed  string       `json:"blamed,omitempty"` // whom voices blame and none disputes: a party, or their words; "contested"; "" nobody
	Status  Status       `json:"status,omitempty"`
	Grade   string       `json:"grade,omitempty"`     // how well attested, on Airwars' scale
	Graded  string       `json:"grade_why,omitempty"` // why it bears that grade: by rule, or who decided it
	Signed  Signing      `json:"signed,omitzero"`     // how far people have signed it off as it stands
	AsOf    int64        `json:"as_of,omitempty"`     // size of the ledger this was computed from
}

// A Signing is how far people have signed an incident off as it stands. What
// was signed of it as it stood before does not count.
type Signing struct {
	By   []string `json:"by,omitempty"`   // who signed it
	Back []string `json:"back,omitempty"` // who sent it back
	Off  bool     `json:"off,omitempty"`  // it may go out: as many signed it as must, and nobody sends it back
}

// IsZero reports whether nobody said anything.
func (s Signing) IsZero() bool { return len(s.By)+len(s.Back) == 0 && !s.Off }

// FoundedBy makes the ID of the incident that claim c founds.
func FoundedBy(c ClaimID) IncidentID { return IncidentID(NameOf("i:", string(c))) }

// Status says how far an incident has been looked at.
type Status string

const (
	Candidate Status = "candidate" // linked by machine, seen by nobody
	Reviewed  Status = "reviewed"  // a person stands behind it
	Disputed  Status = "disputed"  // claims deny each other
	Retracted Status = "retracted" // did not happen; kept and shown as such
)

// Statuses are all there are.
func Statuses() []Status { return []Status{Candidate, Reviewed, Disputed, Retracted} }
