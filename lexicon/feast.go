package lexicon

import "time"

// A Feast is a stretch of days that comes back each year of its calendar.
type Feast struct {
	Calendar   string // gregorian, islamic, or easter: Days after Easter Sunday of the Western churches
	Month, Day int    // in that calendar, from 1; for easter Day is the days from Easter Sunday, Month 0
	Days       int    // how many it lasts
}

// Latest returns the first day of the latest such feast that may have begun by a day,
// and how many days either side it may have moved: a month of the Islamic
// calendar begins when its moon is seen, and its arithmetic gives that to a day.
func (f Feast) Latest(by time.Time) (first time.Time, unsure int) {
	for back := 0; back < 3; back++ {
		switch year := by.Year() - back; f.Calendar {
		case "islamic":
			unsure = 1
			first = islamic(islamicYear(by)-back, f.Month, f.Day, by.Location())
		case "easter":
			first = easter(year, by.Location()).AddDate(0, 0, f.Day)
		default:
			first = time.Date(year, time.Month(f.Month), f.Day, 0, 0, 0, 0, by.Location())
		}
		if !first.AddDate(0, 0, -unsure).After(by) {
			break
		}
	}
	return first, unsure
}

// The tabular Islamic calendar: 12 months of 30 and 29 days in turn, a day more
// in 11 years of 30 (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29), from Friday 16
// July 622 of the Julian calendar, which is 19 July of ours.
func islamic(year, month, day int, zone *time.Location) time.Time {
	days := 354*(year-1) + (3+11*year)/30 + 29*(month-1) + month/2 + day - 1
	return time.Date(622, 7, 19+days, 0, 0, 0, 0, zone)
}

// islamicYear is the year of that calendar in which a day of ours falls.
func islamicYear(at time.Time) int {
	year := (at.Year() - 622) * 33 / 32
	for !islamic(year+1, 1, 1, at.Location()).After(at) {
		year++
	}
	return year
}

// easter is Easter Sunday by the rule of the Gregorian calendar (Butcher, 1876).
func easter(year int, zone *time.Location) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, zone)
}
