package recount

// A Process is an agreed restraint on violence or talks about one, against
// which incidents are read. It is a thread of claims, and each of them gives it
// a name by which it is found; it is shown under that of the first said. All of
// it is what voices say: that a truce was broken is the word of who says so.
type Process struct {
	ID      ProcessID     `json:"id"`
	Aliases []ProcessID   `json:"aliases,omitempty"` // its other names
	Kind    ProcessKind   `json:"kind"`
	Name    string        `json:"name"`
	Status  ProcessStatus `json:"status"`
	Area    []PlaceRef    `json:"area,omitempty"`    // where it holds, or what the talks are about; empty if nobody says
	Venue   PlaceRef      `json:"venue,omitzero"`    // where talks are held
	Parties []PartyID     `json:"parties,omitempty"` // whom it binds, where that is said
	Force   When          `json:"force,omitzero"`    // in force; zero if that is not said, Until zero while nobody tells of an end
	Ended   When          `json:"ended,omitzero"`    // the stretch in which it ended; Force ends with it
	Steps   []ProcessStep `json:"steps"`             // by time
	Claims  []ClaimID     `json:"claims"`
	Notes   []string      `json:"notes,omitempty"` // what its times rest on
}

// FoundsProcess makes the name that claim c gives to the process it is of.
func FoundsProcess(c ClaimID) ProcessID { return ProcessID(NameOf("p:", string(c))) }

// ProcessKind is a kind of process.
type ProcessKind string

const (
	ATruce ProcessKind = "truce" // ceasefire, cessation, pause, corridor
	Talks  ProcessKind = "talks"
)

// ProcessStatus says how far a process has come, by what is said of it.
type ProcessStatus string

const (
	TruceIsAnnounced ProcessStatus = "announced" // and nobody says that it took effect
	TruceHolds       ProcessStatus = "in force"
	TruceProlonged   ProcessStatus = "extended"
	TruceDisputed    ProcessStatus = "disputed" // one voice says that it is over, another that it holds
	TruceOver        ProcessStatus = "collapsed"
	TruceExpired     ProcessStatus = "expired" // its stated time is over, and nobody says that it holds
	ProcessDenied    ProcessStatus = "denied"  // all who speak of it deny what is said of it
	TalksWereHeld    ProcessStatus = "talks held"
	TalksHaveFailed  ProcessStatus = "talks failed"
)

// A ProcessStep is one thing that is said to have happened in a process, by
// all who say it and all who deny it.
type ProcessStep struct {
	What        What        `json:"what"`
	When        When        `json:"when"`            // when it happened
	Told        bool        `json:"told,omitempty"`  // nobody says when: When is when it was first told
	Where       PlaceRef    `json:"where,omitzero"`  // where, if less than all of the area
	Hours       int         `json:"hours,omitempty"` // how long the truce is to hold from then, 0 if not said
	Voices      []StepVoice `json:"voices"`
	Independent int         `json:"independent"` // how many say so that do not depend on each other
}

// A StepVoice is one root that tells of a step.
type StepVoice struct {
	Root   SourceID   `json:"root"`
	Kind   SourceKind `json:"kind"`
	Words  string     `json:"words,omitempty"` // the voice as worded
	Denies bool       `json:"denies,omitempty"`
	Claims []ClaimID  `json:"claims"`
}
