package eval

import (
	"github.com/recountlab/recount"
)

// A Gold is a report with the claims that a person says it makes.
type Gold struct {
	recount.Report
	Kind   string // kind of report: "wire", "monitor", "hospital"; figures are given apart by it
	Claims []Claim
	File   string // where it stands
	Line   int
	Source []byte // the block as it stands in the file, for sums
}

// A Claim is what a person says a report claims.
type Claim struct {
	What       recount.What
	Count      recount.Quantity // Low, High and Point; Unit if not people
	Vague      bool             // the bounds stand for words, not for a number
	Num        recount.Span     // the words of the number; zero if it has none
	Who        recount.Span     // the words for the victims; zero if not said
	Victims    recount.Victims  // status, age, sex and role, as far as said
	Says       []recount.Span   // the voices, outermost first; none: the report itself
	Hedges     []string
	Place      *Place // nil: not judged
	Day        *Days  // nil: not judged
	Denied     bool
	Reality    recount.Reality
	Background bool
	Total      bool
	Adds       bool
	Maybe      bool // may be read or left out
	PartOf     int  // number of the larger claim, or 0
	Repeats    int  // number of the claim said again, or 0; Earlier if of none in particular
	Event      int
	Line       int // of the file
}

// Earlier stands in Claim.Repeats for a claim said again of which the gold
// does not say which.
const Earlier = -1

// A Place is where a claim says it happened.
type Place struct {
	Words   recount.Span
	Names   []string // names that are right, the usual one first
	Country string   // ISO 3166-1 alpha-2
}

// Days are the first and the last day, as calendars at the place show them:
// "2016-09-23".
type Days struct{ First, Last string }

// Optional reports whether leaving c out is no fault: it is so marked, or it
// says only what might happen.
func (c *Claim) Optional() bool { return c.Maybe || c.Reality != recount.Actual }

// Half says which half of a gold a report is of: "tune", which is for looking
// at, or "held", which nobody tunes on. It goes by a hash of the ID.
func Half(id string) string {
	if d := recount.Sum([]byte(id)); d[0]&1 == 0 {
		return "tune"
	}
	return "held"
}
