package gazetteer

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

//go:embed data/disputed.tsv
var disputedRows string

// A Dispute is an area that more than one party claims or holds, and how we
// file it. It endorses nobody's claim.
type Dispute struct {
	Area         string           // "Golan Heights"
	Units        []string         // of Natural Earth: ISO 3166-2 or three-letter codes
	Country      string           // two-letter code it is filed under
	Administered string           // who governs there, codes parted by commas, or self-governing
	Claimed      string           // codes parted by commas
	Status       string           // occupied, disputed, unrecognised ...
	Division     recount.PlaceID  // first-order division it is filed under, if another than the unit's
	Dashed       bool             // its lines are drawn dashed
	Ring         []recount.LatLon // the part of the units that is meant; nil for all of them
	Drawn        string           // where its line is from
	Source       string
}

// Disputes returns the table of disputed areas that comes with the program.
// The first row that holds a point decides.
func Disputes() ([]Dispute, error) { return ReadDisputes(strings.NewReader(disputedRows)) }

// ReadDisputes reads a table in the form of data/disputed.tsv.
func ReadDisputes(r io.Reader) ([]Dispute, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("disputed areas: %w", err)
	}
	var out []Dispute
	n := 0
	for line := range strings.Lines(string(raw)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		bad := func(why string) error {
			return fmt.Errorf("disputed areas, line %d: %s: %w", n, why, recount.ErrInvalid)
		}
		if len(c) != 12 {
			return nil, bad(fmt.Sprintf("%d columns, want 12", len(c)))
		}
		d := Dispute{Area: c[0], Units: strings.Split(c[2], ","), Country: c[3], Administered: c[4], Claimed: c[5], Status: c[6],
			Division: recount.PlaceID(c[7]), Dashed: c[8] == "1", Drawn: c[10], Source: c[11]}
		if d.Ring, err = ring(c[9]); err != nil {
			return nil, bad(err.Error())
		}
		switch {
		case c[1] != "unit" && c[1] != "cut" || (c[1] == "cut") != (d.Ring != nil):
			return nil, bad("a cut has a ring, a unit has none")
		case d.Area == "" || len(d.Country) != 2 || d.Status == "" || d.Source == "":
			return nil, bad("area, country, status and source are needed")
		}
		out = append(out, d)
	}
	return out, nil
}

func ring(s string) ([]recount.LatLon, error) {
	if s == "" {
		return nil, nil
	}
	var out []recount.LatLon
	for p := range strings.SplitSeq(s, ";") {
		x, y, _ := strings.Cut(p, " ")
		lon, err1 := strconv.ParseFloat(x, 64)
		lat, err2 := strconv.ParseFloat(y, 64)
		if err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
			return nil, fmt.Errorf("corner %q is no position", p)
		}
		out = append(out, recount.LatLon{Lat: lat, Lon: lon})
	}
	if len(out) < 3 {
		return nil, fmt.Errorf("a ring of %d corners", len(out))
	}
	return out, nil
}

// Of reports whether the row is about a unit of Natural Earth with one of the
// given codes.
func (d Dispute) Of(codes ...string) bool {
	return slices.ContainsFunc(codes, func(c string) bool { return c != "" && slices.Contains(d.Units, c) })
}

// Holds reports whether p lies in the row's ring; without a ring all does.
func (d Dispute) Holds(p recount.LatLon) bool {
	in := d.Ring == nil
	for i, a := range d.Ring {
		b := d.Ring[(i+1)%len(d.Ring)]
		if crosses(p.Lon, p.Lat, a.Lon, a.Lat, b.Lon, b.Lat) {
			in = !in
		}
	}
	return in
}

// crosses reports whether a ray from (x, y) eastwards meets the segment.
func crosses(x, y, ax, ay, bx, by float64) bool {
	return (ay > y) != (by > y) && x < ax+(y-ay)/(by-ay)*(bx-ax)
}
