// Package custody makes and checks dossiers: what a stranger needs to see for
// themselves what one report or incident rests on, in one file. It touches no
// casebook and no network, so that what it says of a dossier follows from the
// dossier alone.
package custody

import (
	"iter"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/text"
)

// A Dossier is what is to be shown of one report or incident.
type Dossier struct {
	Subject  string // its ID
	Title    string
	Software string
	Made     time.Time // when the last ledger entry that it knows of was made
	Key      ledger.Key

	Incidents []Incident
	Reports   []Report
	Decisions []Decision

	Checkpoint ledger.Checkpoint
	Rows       []ledger.Row // reports, claims, decisions and stamps as they were entered
	Entries    []Entry      // that commit to the rows, in order
	Stamps     []Stamp

	// Captures returns the bytes with a digest, once for each way they came.
	Captures func(recount.Digest) ([]archive.Capture, error)
}

// An Incident is one of the record, with its tolls.
type Incident struct {
	recount.Incident
	Tolls []Toll
}

// A Toll is one of an incident, and the group it is of in plain words.
type Toll struct {
	recount.Toll
	Of string // "civilians"; "" for everybody
}

// A Report is one with how it came and what was read in it.
type Report struct {
	recount.Report
	Seq      int64 // its ledger entry
	Came     []archive.Capture
	Claims   []Claim
	Shows    []archive.Requisites // what its page shows, as far as it was kept
	Versions []Version            // those of its address, later than the first
}

// A Claim is one with the group it is of in plain words.
type Claim struct {
	recount.Claim
	Of string
}

// A Version says how a report differs from the one its address held before.
type Version struct {
	Report, Earlier recount.ReportID
	Collected       time.Time
	SameBytes       bool // another parser made it of what the earlier was made of
	Text            []text.Change
}

// A Decision is one with its ledger entry.
type Decision struct {
	recount.Decision
	Seq int64
}

// An Entry is one of the ledger with the proof that the checkpoint commits to it.
type Entry struct {
	ledger.Opening
	Proof ledger.Proof
}

// A Stamp is one that an authority gave on an earlier checkpoint, with what it
// answered and who vouches for it.
type Stamp struct {
	ledger.Stamp
	Seq           int64 // its ledger entry
	Of            ledger.Checkpoint
	Answer, Chain []byte
	Growth        ledger.Proof // that the dossier's checkpoint holds what was stamped
}

// Dir is the folder in which a stamp's files lie.
func (s Stamp) Dir() string { return stampDir(s.ID) }

func stampDir(id string) string { return "stamps/" + strings.TrimPrefix(id, "s:") + "/" }

// The files of a dossier; those of a stamp lie in its folder.
const (
	stampCheckpoint = "checkpoint.txt"
	stampAnswer     = "answer.tsr"
	stampProof      = "checkpoint.txt.ots" // of a calendar, in place of the answer and the chain
	stampChain      = "authority.pem"
	stampGrowth     = "growth.json"

	fileCheck      = "CHECK.txt"
	fileSums       = "SHA256SUMS"
	fileSignature  = "signature.txt"
	filePage       = "dossier.html"
	fileCaptures   = "captures.wacz"
	dirPayload     = "payload/"
	fileReports    = "evidence/reports.jsonl"
	fileClaims     = "evidence/claims.jsonl"
	fileDecisions  = "evidence/decisions.jsonl"
	fileRequisites = "evidence/requisites.jsonl"
	fileStamps     = "evidence/stamps.jsonl"
	fileCheckpoint = "ledger/checkpoint.txt"
	fileKey        = "ledger/key.txt"
	fileEntries    = "ledger/entries.jsonl"
)

// evidenceOf says in which file the documents stand that entries of a kind
// commit to.
var evidenceOf = []struct {
	kind ledger.Kind
	file string
}{{ledger.Received, fileReports}, {ledger.Read, fileClaims}, {ledger.Decided, fileDecisions}, {ledger.Completed, fileRequisites}, {ledger.Stamped, fileStamps}}

// signedHead is the first line of what is signed: a line for the file of
// digests follows, as sha256sum writes it.
const signedHead = "recount dossier/1"

// entryLine is a line of the file of entries.
type entryLine struct {
	Leaf  string       `json:"leaf"` // what is hashed into the tree
	Salt  string       `json:"salt"` // hexadecimal
	Body  string       `json:"body"` // what the payload commits to, with the salt before it
	Proof ledger.Proof `json:"proof"`
}

// raws yields the digests of the bytes that the reports were made from, and of
// what their pages show, each once, in the order of the reports.
func (d *Dossier) raws() iter.Seq[recount.Digest] {
	return func(yield func(recount.Digest) bool) {
		seen := map[recount.Digest]bool{}
		for _, r := range d.Reports {
			all := []recount.Digest{r.Raw}
			for _, q := range r.Shows {
				for _, k := range q.Kept {
					all = append(all, k.Body)
				}
			}
			for _, raw := range all {
				if !seen[raw] && !yield(raw) {
					return
				}
				seen[raw] = true
			}
		}
	}
}
