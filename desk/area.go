package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// CheckFilter is an error if a filter chooses by a word that no incident can bear.
func CheckFilter(f store.IncidentFilter) error {
	for _, x := range []struct {
		field, is string
		known     bool
	}{
		{"what", string(f.What), f.What.Known()},
		{"status", string(f.Status), slices.Contains(recount.Statuses(), f.Status)},
		{"grade", f.Grade, slices.Contains(tally.Grades(), f.Grade)},
		{"weapon", f.Weapon, slices.Contains(link.Weapons(), f.Weapon)},
		{"precision", string(f.Precision), slices.Contains(recount.Precisions(), f.Precision)},
	} {
		if x.is != "" && !x.known {
			return fmt.Errorf("%s %q: no such word: %w", x.field, x.is, recount.ErrInvalid)
		}
	}
	return nil
}

// Within narrows a filter to where words say: a country (SY), a province
// (SY/Aleppo), a box in degrees (south,west,north,east), or words of a place.
func Within(words string, f *store.IncidentFilter) error {
	words = strings.TrimSpace(words)
	country, province, both := strings.Cut(words, "/")
	switch {
	case words == "":
	case strings.Count(words, ",") == 3:
		var n [4]float64
		for i, s := range strings.Split(words, ",") {
			var err error
			if n[i], err = strconv.ParseFloat(strings.TrimSpace(s), 64); err != nil {
				return fmt.Errorf("area %q: want south,west,north,east in degrees: %w", words, recount.ErrInvalid)
			}
		}
		if !(n[0] <= n[2] && n[0] >= -90 && n[2] <= 90 && n[1] >= -180 && n[1] <= 180 && n[3] >= -180 && n[3] <= 180) {
			return fmt.Errorf("area %q: want degrees, south below north: %w", words, recount.ErrInvalid)
		}
		f.Box = store.Box{South: n[0], West: n[1], North: n[2], East: n[3]}
	case len(country) == 2 && country == strings.ToUpper(country):
		f.Country = country
		if both {
			f.Admin1 = province
		}
	default:
		f.Text = strings.TrimSpace(f.Text + " " + words)
	}
	return nil
}

// In asks about where words say, as [Within] reads them.
func (q *Question) In(words string) error {
	var f store.IncidentFilter
	if err := Within(words, &f); err != nil {
		return err
	}
	q.Area, q.Text = tally.Area{Country: f.Country, Admin1: f.Admin1}, f.Text
	if b := f.Box; !b.IsZero() {
		q.Area.Rings = tally.BoxRings(b.South, b.West, b.North, b.East)
	}
	return nil
}

// ParseAsOf reads a moment at which something was known: a day (to its end), a
// time, or a size of the ledger. "" is now.
func ParseAsOf(s string) (at time.Time, size int64, err error) {
	if s == "" {
		return at, 0, nil
	}
	if size, err = strconv.ParseInt(s, 10, 64); err == nil && size > 0 {
		return at, size, nil
	}
	if at, err = time.Parse(time.RFC3339, s); err == nil {
		return at, 0, nil
	}
	if at, err = time.Parse(time.DateOnly, s); err == nil {
		return at.AddDate(0, 0, 1).Add(-time.Microsecond), 0, nil // what came with the next day came the next day
	}
	return at, 0, fmt.Errorf("as of %q: want a day such as 2016-09-23, a time such as 2016-09-23T11:45:00Z, or a size of the ledger such as 1200: %w", s, recount.ErrInvalid)
}
