package link

const (
	sameDay level = iota
	timesOverlap
	dayAfter
	toldTogether
	namedApart
	workedOut
	twoThreeDays
	daysApart
	noTime
)

// namesDay reports whether an account says on which day it happened, or days, and no
// part of one: what one report tells of Monday night is another's Tuesday.
func (a *Account) namesDay() bool { return a.told >= relative && a.until-a.from >= day }

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
