package store

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
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

// Holds reports whether a point lies in b.
func (b Box) Holds(p recount.LatLon) bool {
	if p.Lat < b.South || p.Lat > b.North {
		return false
	}
	if b.West <= b.East {
		return p.Lon >= b.West && p.Lon <= b.East
	}
	return p.Lon >= b.West || p.Lon <= b.East
}

// An IncidentFilter chooses incidents. Its zero value chooses all.
type IncidentFilter struct {
	From, Until time.Time    // those that may have happened in [From, Until), by clocks at the place; zero is open
	Box         Box          // those whose point lies within
	What        recount.What // those named by it or with a toll of it
	Country     string       // ISO 3166-1 alpha-2
	Admin1      string       // name of the first-order division
	Text        string       // words of the title or the place
	Signed      bool         // only those signed off as they stand
	Status      recount.Status
	Grade       string            // attested so, on Airwars' scale
	Weapon      string            // of this kind by most reports
	Blamed      string            // this party, or these words; [tally.Unknown]: nobody
	Precision   recount.Precision // whose place is known so finely or finer
	Source      recount.SourceID  // that it reported on; [IncidentFilter.Holds] passes it over
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

// Holds asks of an incident at hand what f asks of stored ones, but for What:
// that needs its tolls.
func (f IncidentFilter) Holds(in recount.Incident) bool { return f.HoldsAt(in, in.When.Local()) }

// HoldsAt is [IncidentFilter.Holds] of an incident of which w is when it was, by
// clocks at the place.
func (f IncidentFilter) HoldsAt(in recount.Incident, w recount.When) bool {
	at := in.Where
	switch {
	case !f.From.IsZero() && (w.Until.IsZero() || !w.Until.After(f.From)),
		!f.Until.IsZero() && (w.From.IsZero() || !w.From.Before(f.Until)),
		f.Country != "" && at.Country != f.Country,
		f.Signed && !in.Signed.Off,
		f.Status != "" && in.Status != f.Status,
		f.Grade != "" && in.Grade != f.Grade,
		f.Weapon != "" && in.Weapon != f.Weapon,
		f.Blamed != "" && cmp.Or(in.Blamed, tally.Unknown) != f.Blamed,
		f.Precision.Finer(at.Precision),
		f.Admin1 != "" && at.Admin1 != f.Admin1:
		return false
	}
	if !f.Box.IsZero() && (at.Precision == recount.NoPlace || !f.Box.Holds(at.Point)) {
		return false
	}
	if f.Text == "" {
		return true
	}
	words := searchWords(in)
	for _, word := range strings.Fields(strings.ToLower(f.Text)) {
		if !strings.Contains(words, word) {
			return false
		}
	}
	return true
}

// searchWords is what the words of a filter are looked for in.
func searchWords(in recount.Incident) string {
	return strings.ToLower(strings.Join([]string{in.Title, in.Where.Words, in.Where.Name, in.Where.Admin1, in.Where.Country, string(in.What)}, " "))
}

// SortIncidents puts incidents at hand in an order of stored ones.
func SortIncidents(items []IncidentItem, by Sort) {
	rank := func(it IncidentItem) int64 {
		switch by {
		case Deadly:
			return deadly(it.Tolls)
		case Sourced:
			return int64(len(it.Incident.Reports))
		}
		if at := micros(it.Incident.When.Local().From); at != nil {
			return *at
		}
		return math.MinInt64
	}
	slices.SortFunc(items, func(a, b IncidentItem) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.Incident.ID, a.Incident.ID))
	})
}
