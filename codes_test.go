package recount

import (
	"testing"
	"time"
)

func TestDateCodes(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2016, month, day, hour, 0, 0, 0, london)
	}
	for _, c := range []struct {
		name        string
		from, until time.Time
		ucdp, acled int
	}{
		{"an hour", at(5, 1, 10), at(5, 1, 11), 1, 1},
		{"a day", at(5, 1, 0), at(5, 2, 0), 1, 1},
		{"a night", at(5, 1, 18), at(5, 2, 6), 1, 1},
		{"a day of 25 hours", at(10, 30, 0), at(10, 31, 0), 1, 1},
		{"two days", at(5, 1, 0), at(5, 3, 0), 2, 2},
		{"two days of 47 hours", at(3, 27, 0), at(3, 29, 0), 2, 2},
		{"six days", at(5, 1, 0), at(5, 7, 0), 2, 2},
		{"a week", at(5, 1, 0), at(5, 8, 0), 3, 2},
		{"eight days", at(5, 1, 0), at(5, 9, 0), 4, 3},
		{"a month in which the clocks are put back", at(10, 1, 0), at(11, 1, 0), 4, 3},
		{"two months", at(5, 1, 0), at(7, 1, 0), 5, 0},
		{"a year", at(1, 1, 0), at(1, 1, 0).AddDate(1, 0, 0), 5, 0},
		{"two years", at(1, 1, 0), at(1, 1, 0).AddDate(2, 0, 0), 0, 0},
		{"no end", at(1, 1, 0), time.Time{}, 0, 0},
		{"nothing", time.Time{}, time.Time{}, 0, 0},
	} {
		w := When{From: c.from, Until: c.until}
		if u, a := w.UCDP(), w.ACLED(); u != c.ucdp || a != c.acled {
			t.Errorf("%s: UCDP %d, ACLED %d; want %d, %d", c.name, u, a, c.ucdp, c.acled)
		}
	}
}

func TestPlaceCodes(t *testing.T) {
	for _, c := range []struct {
		p           Precision
		ucdp, acled int
	}{
		{AtSite, 1, 1}, {AtArea, 1, 1}, {AtTown, 1, 1}, {Near, 2, 2}, {AtSubdistrict, 3, 2},
		{AtDistrict, 3, 2}, {AtProvince, 4, 3}, {AtZone, 5, 3}, {AtCountry, 6, 3}, {NoPlace, 0, 0},
	} {
		if u, a := c.p.UCDP(), c.p.ACLED(); u != c.ucdp || a != c.acled {
			t.Errorf("%q: UCDP %d, ACLED %d; want %d, %d", c.p, u, a, c.ucdp, c.acled)
		}
	}
}
