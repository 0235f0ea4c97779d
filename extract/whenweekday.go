package extract

import (
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// weekday reads "Monday", "Monday night": the latest such day not after the
// publication.
func (c *calendar) weekday(s *sentence, i int) moment {
	m := moment{s: i, e: i + 1}
	if !c.sure {
		return m
	}
	back := (int(c.base.Weekday()) - s.entry(i).Weekday%7 + 7) % 7
	day := c.base.AddDate(0, 0, -back)
	var f lexicon.TimeFact
	for k := i + 1; k <= i+2; k++ { // "Monday night", "Monday's dawn raid"
		if p := c.pg.time(s, k); p != nil && p.Class == "part" {
			f, m.e = c.pg.p.Times.Fact(p), k+len(p.Words)
			break
		}
		if !s.mark(k, 's') {
			break
		}
	}
	if d, ok := c.dateAfter(s, m.e); ok { // "Monday, September 19"
		m.e = d.e
		day = midnight(d.when.From.In(c.zone))
	} else if at, e, ok := c.theDay(s, s.entry(i).Weekday, m.e); ok { // "Friday the 15th"
		day, m.e = at, e
	} else if k := s.dayAfter(m.e); k >= 0 {
		if n, e := s.dayOfMonth(k); n > 0 && !s.has(e, lexicon.Person|lexicon.Thing|lexicon.Of) && s.frame(e, "person-noun") == nil { // "Friday 15"
			if at, ok := c.latest(s.entry(i).Weekday, n); ok {
				day, m.e = at, e
			}
		}
	}
	if p := c.pg.time(s, m.e); p != nil && p.Class == "last" && s.p.NounFirst { // "mercredi dernier": not yesterday
		if m.e += len(p.Words); day.After(c.base.AddDate(0, 0, -2)) {
			day = day.AddDate(0, 0, -7)
		}
	}
	m.when = c.part(day, f)
	if rel := c.pg.time(s, m.e); s.p.VerbFirst && rel != nil && rel.Class == "last" { // "Friday the past"
		if m.e += len(rel.Words); m.when.From.After(c.base.AddDate(0, 0, -1)) {
			m.when.From, m.when.Until = m.when.From.AddDate(0, 0, -7), m.when.Until.AddDate(0, 0, -7)
		}
	}
	return m
}

// nthWeekday reads "the first Friday of July", "the third Monday in May 2014".
func (c *calendar) nthWeekday(s *sentence, i int) (moment, bool) {
	n, first := int(s.entry(i).Value), i
	if u := c.pg.time(s, i+1); s.p.VerbFirst && u != nil && u.Class == "unit" { // "the first day Friday of July"
		i++
	}
	if n < 1 || n > 5 || !s.has(i+1, lexicon.Weekday) || s.entry(i+1).Weekday == 0 || !s.has(i+2, lexicon.Of|lexicon.In) {
		return moment{}, false
	}
	number, after := s.month(i + 3)
	if number == 0 {
		return moment{}, false
	}
	month := time.Month(number)
	year, e := s.year(after)
	if year == 0 {
		e = after
		if year = c.yearOf(month, 7*n); year == 0 {
			return moment{}, false
		}
	}
	day := time.Date(year, month, 1, 0, 0, 0, 0, c.zone)
	day = day.AddDate(0, 0, (s.entry(i+1).Weekday%7-int(day.Weekday())+7)%7+7*(n-1))
	if day.Month() != month {
		return moment{}, false
	}
	return moment{s: first, e: e, when: c.days(day, day.AddDate(0, 0, 1), recount.Day)}, true
}

// dayAfter returns where a day of the month may stand behind a weekday that ends
// before token i, in a language that puts it there bare: "Friday 15", "Friday in
// the fifteenth"; -1 where none may.
func (s *sentence) dayAfter(i int) int {
	switch {
	case !s.p.VerbFirst:
		return -1
	case s.has(i, lexicon.In) && s.has(i+1, lexicon.Ordinal|lexicon.NumberWord):
		return i + 1
	case s.digits(i):
		return i
	}
	return -1
}

// theDay reads "the 15th" after a weekday: the latest month in which that day
// fell on it.
func (c *calendar) theDay(s *sentence, weekday, i int) (time.Time, int, bool) {
	if !s.has(i, lexicon.Determiner) {
		return time.Time{}, 0, false
	}
	n, next := s.dayOfMonth(i + 1)
	if n == 0 || s.d.Tokens[i+1].Kind == text.Number && s.d.Tokens[i+1].Flags&text.Ordinal == 0 {
		return time.Time{}, 0, false
	}
	day, ok := c.latest(weekday, n)
	return day, next, ok
}

// latest returns the latest day n of a month that fell on a weekday.
func (c *calendar) latest(weekday, n int) (time.Time, bool) {
	for back := range 12 {
		day := time.Date(c.base.Year(), c.base.Month()-time.Month(back), n, 0, 0, 0, 0, c.zone)
		if day.Day() == n && !day.After(c.base) && int(day.Weekday()) == weekday%7 {
			return day, true
		}
	}
	return time.Time{}, false
}

func (c *calendar) dateAfter(s *sentence, i int) (moment, bool) {
	if s.mark(i, ',') {
		i++
	}
	if i < s.b && s.has(i, lexicon.Month) && s.entry(i).Month > 0 {
		if m, ok := c.monthFirst(s, i); ok && m.when.Grain == recount.Day {
			return m, true
		}
	}
	if i < s.b && s.d.Tokens[i].Kind == text.Number {
		return c.dayFirst(s, i)
	}
	return moment{}, false
}
