package recount

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Open is the upper bound of a count that states none: "at least 12". It never
// becomes a figure by itself; JSON leaves it out.
const Open = 1<<31 - 1

// Blank stands where no figure can be given. Blank is not zero.
const Blank = -1

// A Quantity is a count as worded. Low and High are the closed bounds the words
// allow; the language pack, not the program, says what "dozens" allows.
type Quantity struct {
	Low, High int
	Point     int       // the figure that may stand for best, or Blank ("up to 40")
	Stated    int       // the number in the text; 0 if it has none ("dozens")
	Qualifier Qualifier // how the number was bounded
	Row       string    // the pack row that gave the bounds: "at-least", "dozens"
	Unit      Unit      // what was counted, if not what the family of What counts
}

// A Qualifier says how the words bound the number.
type Qualifier string

const (
	Exact   Qualifier = "exact"    // "twelve", a named person, "no one"
	AtLeast Qualifier = "at-least" // "at least 12", "12 or more", "more than 11"
	AtMost  Qualifier = "at-most"  // "up to 12", "fewer than 12"
	About   Qualifier = "about"    // "some 12", "nearly 12"
	Between Qualifier = "between"  // "10 to 12", "most of them"
	Vague   Qualifier = "vague"    // "dozens", "several", a bare plural
)

// A Unit is what a quantity counts when that is not what its family counts.
type Unit string

const (
	Families  Unit = "family"   // never turned into people
	Munitions Unit = "munition" // bombs and shells, not the strikes that dropped them
	Hours     Unit = "hour"     // how long a truce is to hold
	Trucks    Unit = "truck"    // vehicles of a convoy
)

// Allows reports whether the words allow n.
func (q Quantity) Allows(n int) bool { return q.Low <= n && n <= q.High }

// Agrees reports whether some number is allowed by both.
func (q Quantity) Agrees(r Quantity) bool { return q.Low <= r.High && r.Low <= q.High }

// Check reports the first way in which q is not a count.
func (q Quantity) Check() error {
	switch {
	case q.Low < 0 || q.High < q.Low:
		return fmt.Errorf("bounds %d..%d: %w", q.Low, q.High, ErrInvalid)
	case q.Qualifier == Exact && q.Low != q.High:
		return fmt.Errorf("exact count with bounds %d..%d: %w", q.Low, q.High, ErrInvalid)
	case q.Point != Blank && !q.Allows(q.Point):
		return fmt.Errorf("point %d outside %d..%d: %w", q.Point, q.Low, q.High, ErrInvalid)
	}
	return nil
}

// String gives the bounds as a reader would write them: "45", "≥ 12", "24–99".
func (q Quantity) String() string {
	switch {
	case q.High == Open && q.Low <= 1 && q.Stated == 0:
		return "≥ 1"
	case q.High == Open:
		return "≥ " + strconv.Itoa(q.Low)
	case q.Low == q.High:
		return strconv.Itoa(q.Low)
	}
	return strconv.Itoa(q.Low) + "–" + strconv.Itoa(q.High)
}

type quantityJSON struct {
	Low       int       `json:"low"`
	High      *int      `json:"high,omitempty"`
	Point     *int      `json:"point,omitempty"`
	Stated    int       `json:"stated,omitempty"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	Row       string    `json:"row,omitempty"`
	Unit      Unit      `json:"unit,omitempty"`
}

// MarshalJSON leaves out an open high and a blank point.
func (q Quantity) MarshalJSON() ([]byte, error) {
	j := quantityJSON{Low: q.Low, Stated: q.Stated, Qualifier: q.Qualifier, Row: q.Row, Unit: q.Unit}
	if q.High != Open {
		j.High = &q.High
	}
	if q.Point != Blank {
		j.Point = &q.Point
	}
	return json.Marshal(j)
}

func (q *Quantity) UnmarshalJSON(b []byte) error {
	var j quantityJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*q = Quantity{Low: j.Low, High: Open, Point: Blank, Stated: j.Stated, Qualifier: j.Qualifier, Row: j.Row, Unit: j.Unit}
	if j.High != nil {
		q.High = *j.High
	}
	if j.Point != nil {
		q.Point = *j.Point
	}
	return nil
}
