package link

import (
	"time"

	"github.com/recountlab/recount"
)

const (
	sameDay level = iota
	timesOverlap
	dayAfter
	toldTogether
	otherHours
	namedApart
	workedOut
	twoThreeDays
	daysApart
	noTime
)

// namesDay reports whether an account says on which day it happened, or days, and no
// part of one: what one report tells of Monday night is another's Tuesday.
func (a *Account) namesDay() bool { return a.told >= relative && a.until-a.from >= day }

// hoursApart is from how many hours between two parts of a day, or hours, that reports
// name they are no longer one told of loosely, as dawn and morning are.
const hoursApart = 4 * 60

// namesHours reports whether words say at which part of a day it happened, or at which
// hour; a night, which belongs to two days, is none.
func namesHours(w recount.When) bool {
	at := w.Local()
	return w.Words != "" && w.Span() < 12*time.Hour && at.From.Hour() >= 3 && at.From.YearDay() == at.Until.YearDay()
}

func times(a, b *Account) level {
	if a.told == untimed || b.told == untimed {
		return noTime
	}
	short := a.until-a.from <= day && b.until-b.from <= day
	gap := max(a.from, b.from) - min(a.until, b.until)
	switch {
	case gap < 0 && short:
		return sameDay
	case gap < 0:
		return timesOverlap
	case gap < day:
		if a.namesDay() && b.namesDay() {
			return namedApart
		}
		if gap >= hoursApart && a.hours && b.hours {
			return otherHours
		}
		return dayAfter
	case a.told != dated || b.told != dated:
		if max(a.published, b.published)-min(a.published, b.published) <= 3*day {
			return toldTogether
		}
		return workedOut
	case gap < 3*day:
		return twoThreeDays
	}
	return daysApart
}
