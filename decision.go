package recount

import (
	"strconv"
	"time"
)

// A Decision is one act of judgement by a person or a machine.
// Decisions are added, never changed: to undo one, decide again.
type Decision struct {
	ID        DecisionID `json:"id"`
	At        time.Time  `json:"at"`
	By        Actor      `json:"by"`
	Act       Act        `json:"act"`
	Subject   string     `json:"subject"`             // ID of what is judged
	Object    string     `json:"object,omitempty"`    // ID of what it is judged against; of Correct the words it was read from anew: "r:…#12-30"
	Field     string     `json:"field,omitempty"`     // for Correct: which field
	Value     string     `json:"value,omitempty"`     // for Correct, Settle, Grade: the new value, canonical JSON; see Act for others
	Why       string     `json:"why"`                 // required of people, produced by machines
	Score     float64    `json:"score,omitempty"`     // machine's confidence, 0..1; 0 for people
	Overrules DecisionID `json:"overrules,omitempty"` // the decision this one answers
}

// Name returns the ID that d must bear: a hash of everything else in it.
func (d Decision) Name() DecisionID {
	return DecisionID(NameOf("d:", d.At.UTC().Format(time.RFC3339Nano), string(d.By.Kind), d.By.Name, string(d.Act), d.Subject, d.Object,
		d.Field, d.Value, d.Why, strconv.FormatFloat(d.Score, 'g', -1, 64), string(d.Overrules)))
}

// An Act is a kind of decision.
type Act string

const (
	Mint     Act = "mint"     // Subject, a new incident, exists, founded by claim Object
	Same     Act = "same"     // claim Subject belongs to incident or process Object
	Apart    Act = "apart"    // claim Subject does not belong to incident or process Object
	Merge    Act = "merge"    // incident or process Subject is Object
	Split    Act = "split"    // undo Merge
	PartOf   Act = "part-of"  // incident Subject is a part of incident Object
	Whole    Act = "whole"    // undo PartOf
	Doubt    Act = "doubt"    // incident Subject may be incident Object, a larger one; Score says how likely
	Copy     Act = "copy"     // report Subject repeats report Object; Value says how much
	Original Act = "original" // report Subject is no copy of report Object, or of any if there is none
	Accept   Act = "accept"   // claim Subject was read rightly
	Reject   Act = "reject"   // claim Subject was misread
	Correct  Act = "correct"  // claim Subject, Field, should read Value
	Grade    Act = "grade"    // incident Subject is attested as Value says, on Airwars' scale
	Settle   Act = "settle"   // incident Subject's toll is Value, for the reason in Why; "{}": as the policy reckons it
	Release  Act = "release"  // dataset Subject was published
	Withdraw Act = "withdraw" // Subject must not be shown; it stays in the ledger
	Restore  Act = "restore"  // undo Withdraw
	Note     Act = "note"     // Why was remarked on Subject; @name in it calls a person
	Assign   Act = "assign"   // Subject is for person Value to look after; "": for nobody
	Sign     Act = "sign"     // a person signs incident Subject off as it stood, which Value says
	Refuse   Act = "refuse"   // a person sends incident Subject back as it stood, which Value says
)

// Bears reports whether decisions of this kind bear on incidents and tolls, and
// not only on the work of people with each other.
func (a Act) Bears() bool { return a != Note && a != Assign && a != Sign && a != Refuse }

// An Actor is who decided.
type Actor struct {
	Kind ActorKind `json:"kind"`
	Name string    `json:"name"` // a person's pseudonym, or a machine and its version: "link/1"
}

// ActorKind tells people from machines.
type ActorKind string

const (
	Person  ActorKind = "person"
	Machine ActorKind = "machine"
)

// Beats reports whether d stands against e on the same question: people beat
// machines, and among equals the later beats the earlier.
func (d Decision) Beats(e Decision) bool {
	if d.By.Kind != e.By.Kind {
		return d.By.Kind == Person
	}
	if !d.At.Equal(e.At) {
		return d.At.After(e.At)
	}
	return d.ID > e.ID // a total order, so that replay is the same everywhere
}
