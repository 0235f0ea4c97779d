package extract

import (
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// stretch reads on from the day m to the last of a stretch of days: "between 3
// May and 5 June", "from Monday to Wednesday", "September 3-5".
func (c *calendar) stretch(s *sentence, m moment) moment {
	k := m.e + 1
	m.long = m.when.Grain == recount.Day && !m.when.Until.Before(m.when.From.AddDate(0, 0, 6)) // "20 to 26 May"
	if (m.when.Grain == recount.Month || m.when.Grain == recount.Year || m.when.IsZero()) && k < s.b && s.joins(m.e) && s.has(m.s-1, lexicon.From|lexicon.Between) {
		return c.wideStretch(s, m, k)
	}
	if n, ok := c.joined(s, m); ok {
		return n
	}
	if y, e := s.year(k); s.p.VerbFirst && m.when.Grain == recount.Year && s.has(m.e, lexicon.And) && y > 0 { // "years 2014 and 2015"
		if n := c.ofYear(m.s, e, y); n.when.From.After(m.when.From) {
			m.e, m.when.Until = e, n.when.Until
		}
		return m
	}
	if m.when.Grain != recount.Day || k >= s.b || !s.joins(m.e) || !s.mark(m.e, '-') && !s.has(m.s-1, lexicon.From|lexicon.Between) && !s.through(m.e) &&
		!(s.has(m.e, lexicon.To) && s.has(m.s, lexicon.Month) && s.has(k, lexicon.Month)) {
		return m
	}
	n, ok := c.moment(s, k)
	if !ok && s.has(m.s, lexicon.Month) {
		first := m.when.From.In(c.zone)
		if day, e := s.dayOfMonth(k); day > first.Day() && day <= 31 && !s.has(e, lexicon.Person|lexicon.Thing) {
			at := time.Date(first.Year(), first.Month(), day, 0, 0, 0, 0, c.zone)
			n, ok = moment{e: e, when: c.days(at, at.AddDate(0, 0, 1), recount.Day)}, at.Month() == first.Month()
		}
	}
	if ok && (n.when.Grain == recount.Day || n.when.Grain == recount.Month && s.has(m.s, lexicon.Month)) && n.when.From.After(m.when.From) && n.when.From.Before(m.when.From.AddDate(10, 0, 0)) {
		m.e, m.when.Until = n.e, n.when.Until
	}
	m.long = !m.when.Until.Before(m.when.From.AddDate(0, 0, 6))
	return m
}

// joined reads on, in a language that puts the verb first, to a day or part of one that
// follows on the moment m: "yesterday and today", "Saturday and Sunday", "between Saturday
// evening and Sunday's dawn", "from yesterday evening until this morning".
func (c *calendar) joined(s *sentence, m moment) (moment, bool) {
	known := func(m moment) bool { return m.when.Grain == recount.Day || m.when.Grain == recount.Part }
	if !s.p.VerbFirst || !known(m) || !s.has(m.e, lexicon.And) && !s.through(m.e) {
		return m, false
	}
	n, ok := c.moment(s, m.e+1)
	if !ok || !known(n) || !n.when.From.After(m.when.From) || n.when.From.Sub(m.when.Until) > 12*time.Hour {
		return m, false
	}
	m.e, m.when.Until = n.e, n.when.Until
	if n.when.Grain == recount.Day {
		m.when.Grain = recount.Day
	}
	return m, true
}

// until reads on from a moment that opens a period to what ends it: "from Monday evening
// and until this morning".
func (c *calendar) until(s *sentence, m moment) moment {
	k := m.e
	if s.has(k, lexicon.And) {
		k++
	}
	if !s.through(k) {
		return m
	}
	if n, ok := c.moment(s, k+1); ok && n.when.Until.After(m.when.From) {
		m.e, m.when.Until = n.e, n.when.Until
	}
	return m
}

// wideStretch reads on to the last month or year of a stretch: "from May to August
// 2015", "between 2015 and 2018".
func (c *calendar) wideStretch(s *sentence, m moment, k int) moment {
	if m.when.IsZero() {
		return m
	}
	var n moment
	ok := false
	if s.has(k, lexicon.Month) && s.entry(k).Month > 0 {
		n, ok = c.wideEnd(s, k)
		// "from May to August 2015": the year stands once
		if first := m.when.From.In(c.zone); ok && m.when.Grain == recount.Month && m.e == m.s+1 {
			if at := time.Date(n.when.From.In(c.zone).Year(), first.Month(), 1, 0, 0, 0, 0, c.zone); at.Before(n.when.From) {
				m.when.From = at.UTC()
			}
		}
	} else if y, e := s.year(k); y > 0 {
		from := time.Date(y, 1, 1, 0, 0, 0, 0, c.zone)
		n, ok = moment{e: e, when: c.days(from, from.AddDate(1, 0, 0), recount.Year)}, true
	}
	if ok && n.when.From.After(m.when.From) {
		m.e, m.when.Until, m.long = n.e, n.when.Until, true
	}
	return m
}

// wideEnd reads a day or a month as the end of a stretch, where a month needs no
// word before it.
func (c *calendar) wideEnd(s *sentence, k int) (moment, bool) {
	if m, ok := c.monthFirst(s, k); ok && !m.when.IsZero() {
		return m, true
	}
	month := time.Month(s.entry(k).Month)
	year := c.yearOf(month, 1)
	if year == 0 {
		return moment{}, false
	}
	from := time.Date(year, month, 1, 0, 0, 0, 0, c.zone)
	return moment{s: k, e: k + 1, when: c.days(from, from.AddDate(0, 1, 0), recount.Month)}, true
}

// joins reports whether token i stands between the ends of a stretch: "to",
// "and" or a dash.
func (s *sentence) joins(i int) bool {
	return s.has(i, lexicon.To|lexicon.And) || s.mark(i, '-') || s.through(i)
}

// through reports whether token i is a word that leads to the end of a stretch.
func (s *sentence) through(i int) bool {
	p := s.time(s, i)
	return p != nil && p.Class == "through"
}
