// Package ledger is an append-only record of what was received, read, decided
// and released. Anyone holding a checkpoint can prove that nothing under it
// has since been changed, removed or slipped in: entries are the leaves of an
// RFC 6962 tree, and checkpoints are signed notes.
//
// The package is arithmetic: it opens no database. Where hashes live is the
// business of whoever implements [Hashes].
package ledger

import (
	"time"

	"github.com/recountlab/recount"
)

// An Entry commits to one event of the record without revealing it: Payload is
// a salted hash, so that a name may be erased and the proof still hold.
type Entry struct {
	Seq     int64          `json:"seq"`     // place in the log, from 0, without gaps
	At      time.Time      `json:"at"`      // when it was appended, to the microsecond
	Kind    Kind           `json:"kind"`    // what sort of event
	By      string         `json:"by"`      // who acted: "person:name" or "machine:name"
	Subject string         `json:"subject"` // ID of what it is about
	Payload recount.Digest `json:"payload"` // see Commit
}

// Kind is a sort of event.
type Kind string

const (
	Received Kind = "received" // a report arrived
	Read     Kind = "read"     // claims were read from it
	Decided  Kind = "decided"  // a decision was made
	Released Kind = "released" // a dataset went out
)

// A Checkpoint is a statement of the log's size and root. Note is the signed
// form of it, for strangers.
type Checkpoint struct {
	Size int64          `json:"size"`
	Root recount.Digest `json:"root"`
	Note string         `json:"note,omitempty"`
}
