package store

import (
	"time"

	"github.com/recountlab/recount"
)

// Reading says how far a report has come.
type Reading string

const (
	Waiting  Reading = "waiting"         // received, not yet read
	IsRead   Reading = "read"            // its claims are in the casebook
	Unread   Reading = "unread-language" // kept; there is no pack for its language
	FailedAt Reading = "failed"          // kept; the reader could not cope, Note says why
)

// A ReportItem is a report and how far it has come.
type ReportItem struct {
	Report  recount.Report `json:"report"`          // in lists without Text
	Given   string         `json:"given,omitempty"` // the name its collector gave it
	Reading Reading        `json:"reading"`
	Claims  int            `json:"claims"`           // how many were read from it
	Reader  string         `json:"reader,omitempty"` // what read it
	Note    string         `json:"note,omitempty"`   // why it was not read
	Seq     int64          `json:"seq"`              // its ledger entry
}

// A ReportFilter chooses reports. Its zero value chooses all.
type ReportFilter struct {
	Source  recount.SourceID
	Lang    recount.Lang
	Reading Reading
	Text    string // words of the title, address or source
	Limit   int    // 100 if zero
	After   string // where the page before ended
}

// An IncidentItem is an incident with its tolls.
type IncidentItem struct {
	Incident recount.Incident `json:"incident"`
	Tolls    []recount.Toll   `json:"tolls"`
}

// Box is an area between two corners, south-west and north-east. West may be
// greater than east: then it crosses the 180th meridian.
type Box struct{ South, West, North, East float64 }

// IsZero reports whether b is no box.
func (b Box) IsZero() bool { return b == Box{} }

// An IncidentFilter chooses incidents. Its zero value chooses all.
type IncidentFilter struct {
	From, Until time.Time    // those that may have happened in [From, Until); zero is open
	Box         Box          // those whose point lies within
	What        recount.What // those named by it or with a toll of it
	Country     string       // ISO 3166-1 alpha-2
	Admin1      string       // name of the first-order division
	Text        string       // words of the title or the place
	Sort        Sort
	Limit       int    // 100 if zero
	After       string // where the page before ended
}

// Sort is an order of incidents.
type Sort string

const (
	Latest  Sort = "latest"  // latest first; the order if none is asked for
	Deadly  Sort = "deadly"  // most killed first, by best and then by high
	Sourced Sort = "sourced" // most reports first
)

// Counts says how much of everything a casebook holds.
type Counts struct {
	Reports   int64             `json:"reports"`
	ByReading map[Reading]int64 `json:"by_reading"`
	Claims    int64             `json:"claims"`
	Incidents int64             `json:"incidents"`
	Decisions int64             `json:"decisions"`
	Waiting   int64             `json:"waiting"` // claims a person should look at
	Jobs      int64             `json:"jobs"`    // work not yet done
	Entries   int64             `json:"entries"`
}
