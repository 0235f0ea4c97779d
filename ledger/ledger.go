// Package ledger is an append-only record of what was received, read, decided
// and released. Anyone holding a checkpoint can prove that nothing under it
// has since been changed, removed or slipped in: entries are the leaves of an
// RFC 6962 tree, and checkpoints are signed notes, which authorities may stamp
// with the time (RFC 3161) and calendars lead to a block chain (OpenTimestamps).
//
// The package is arithmetic: it opens no database and no socket. Where hashes
// live is the business of whoever implements [Hashes].
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/recountlab/recount"
)

// An Entry commits to one event of the record without revealing it: Payload is
// a salted hash, so that a name may be erased and the proof still hold.
type Entry struct {
	Seq     int64          `json:"seq"`     // place in the log, from 0, without gaps
	At      time.Time      `json:"at"`      // when it was appended, to the microsecond
	Kind    Kind           `json:"kind"`    // what sort of event
	By      string         `json:"by"`      // who acted: see ByLine
	Subject string         `json:"subject"` // ID of what it is about
	Payload recount.Digest `json:"payload"` // see Commit
}

// Kind is a sort of event.
type Kind string

const (
	Received  Kind = "received"  // a report arrived
	Read      Kind = "read"      // claims were read from it
	Decided   Kind = "decided"   // a decision was made
	Released  Kind = "released"  // a dataset went out
	Completed Kind = "completed" // what a page shows besides its text was kept
	Stamped   Kind = "stamped"   // an authority stamped a checkpoint
)

// Known reports whether k is one of the kinds.
func (k Kind) Known() bool {
	return k == Received || k == Read || k == Decided || k == Released || k == Completed || k == Stamped
}

// ByLine writes an actor as an entry names one: "person:ada", "machine:link/1".
func ByLine(a recount.Actor) string { return string(a.Kind) + ":" + a.Name }

// A Salt keeps a payload from being guessed from its digest.
type Salt [16]byte

// Commit hashes a payload with its salt.
func Commit(salt Salt, payload []byte) recount.Digest {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(payload)
	return recount.Digest(h.Sum(nil))
}

const leafHead = "entry/1"

// Leaf returns the bytes that are hashed into the tree: seven lines. Their form
// is fixed for ever.
func (e Entry) Leaf() []byte {
	return []byte(leafHead + "\n" + strconv.FormatInt(e.Seq, 10) + "\n" + strconv.FormatInt(e.At.UnixMicro(), 10) + "\n" +
		string(e.Kind) + "\n" + e.By + "\n" + e.Subject + "\n" + e.Payload.String() + "\n")
}

// Check reports the first way in which e could not be told from another entry
// by its leaf.
func (e Entry) Check() error {
	switch {
	case e.Seq < 0:
		return fmt.Errorf("entry %d: number below zero: %w", e.Seq, recount.ErrInvalid)
	case !e.Kind.Known():
		return fmt.Errorf("entry %d: kind %q: %w", e.Seq, e.Kind, recount.ErrInvalid)
	case !plain(e.By) || !plain(e.Subject):
		return fmt.Errorf("entry %d: actor or subject is not one line of text: %w", e.Seq, recount.ErrInvalid)
	case !e.At.Equal(time.UnixMicro(e.At.UnixMicro())):
		return fmt.Errorf("entry %d: time finer than a microsecond: %w", e.Seq, recount.ErrInvalid)
	}
	return nil
}

func plain(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// ParseLeaf reads an entry back from its leaf. It accepts exactly what
// [Entry.Leaf] writes.
func ParseLeaf(leaf []byte) (Entry, error) {
	bad := func(what string) (Entry, error) {
		return Entry{}, fmt.Errorf("parse leaf: %s: %w", what, recount.ErrInvalid)
	}
	lines := strings.Split(string(leaf), "\n")
	if len(lines) != 8 || lines[0] != leafHead || lines[7] != "" {
		return bad("not seven lines under " + leafHead)
	}
	seq, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return bad("number")
	}
	at, err := strconv.ParseInt(lines[2], 10, 64)
	if err != nil {
		return bad("time")
	}
	e := Entry{Seq: seq, At: time.UnixMicro(at).UTC(), Kind: Kind(lines[3]), By: lines[4], Subject: lines[5]}
	if _, err := hex.Decode(e.Payload[:min(32, hex.DecodedLen(len(lines[6])))], []byte(lines[6])[:min(64, len(lines[6]))]); err != nil {
		return bad("payload")
	}
	if err := e.Check(); err != nil {
		return Entry{}, err
	}
	if string(e.Leaf()) != string(leaf) {
		return bad("not in its one form")
	}
	return e, nil
}
