package recount

import "time"

// The codes by which two other records of violence say how precisely a day and
// a place are known. In all of them 1 is the finest; 0 stands here for none.
// Source: the UCDP GED codebook for places 1 to 4; UCDP's other codes and all of
// ACLED's as secondary sources give them. A code says less than the stretch of
// time or the radius it comes from: publish both.

// UCDP is the date_prec of UCDP GED: 1 for a day (a night that passes midnight
// is one), 2 for up to six days, 3 for a week, 4 for a month, 5 for up to a
// year. It is 0 if w is open, empty or longer than a year.
func (w When) UCDP() int {
	switch days := w.daysLong(); {
	case days == 0:
		return 0
	case days == 1:
		return 1
	case days <= 6:
		return 2
	case days == 7:
		return 3
	case days <= 31:
		return 4
	case days <= 366:
		return 5
	}
	return 0
}

// ACLED is the time_precision of ACLED: 1 for a day, 2 for up to a week, 3 for
// up to a month. ACLED knows nothing coarser: it is 0 if w is open, empty or
// longer than a month.
func (w When) ACLED() int {
	switch days := w.daysLong(); {
	case days == 0:
		return 0
	case days == 1:
		return 1
	case days <= 7:
		return 2
	case days <= 31:
		return 3
	}
	return 0
}

// daysLong is how many days w lasts, begun ones counted, 0 if w is open or
// empty. A day on which the clocks are put back lasts 25 hours and is one.
func (w When) daysLong() int {
	if w.From.IsZero() || w.Until.IsZero() || !w.From.Before(w.Until) {
		return 0
	}
	const day = 24 * time.Hour
	return max(1, int((w.Span()+day-1-time.Hour)/day))
}

// UCDP is the where_prec of UCDP GED: 1 a place, 2 within about 25 km of one,
// 3 a second-order division, 4 a first-order division, 5 part of a country, 6 a
// country; 0 if the place is not known.
func (p Precision) UCDP() int {
	switch p {
	case AtSite, AtArea, AtTown:
		return 1
	case Near:
		return 2
	case AtSubdistrict, AtDistrict:
		return 3
	case AtProvince:
		return 4
	case AtZone:
		return 5
	case AtCountry:
		return 6
	}
	return 0
}

// ACLED is the geo_precision of ACLED: 1 a town, 2 part of a region, 3 a region
// or, for want of a code, a country; 0 if the place is not known.
func (p Precision) ACLED() int {
	switch p {
	case AtSite, AtArea, AtTown:
		return 1
	case Near, AtSubdistrict, AtDistrict:
		return 2
	case AtProvince, AtZone, AtCountry:
		return 3
	}
	return 0
}
