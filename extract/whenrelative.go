package extract

import (
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// relative reads "last week", "this month", "the past 24 hours".
func (c *calendar) relative(s *sentence, i int, ph *lexicon.Phrase, next int) (moment, bool) {
	if next < s.b && s.d.Tokens[next].Kind == text.Number { // "el pasado 3 de mayo"
		if m, ok := c.dayFirst(s, next); ok && m.when.Grain == recount.Day {
			m.s = i
			return m, true
		}
	}
	if s.has(next, lexicon.Weekday) {
		m := c.weekday(s, next)
		m.s = i
		if ph.Class == "last" && c.sure && !s.p.VerbFirst && m.when.From.After(c.base.AddDate(0, 0, -2)) { // not yesterday, nor today
			m.when.From, m.when.Until = m.when.From.AddDate(0, 0, -7), m.when.Until.AddDate(0, 0, -7)
		}
		if ph.Class == "next" {
			m.when.From, m.when.Until = m.when.From.AddDate(0, 0, 7), m.when.Until.AddDate(0, 0, 7)
		}
		return m, true
	}
	n, first := 1.0, next
	if v, bound, _, k, ok := s.number(next); ok && bound == nil {
		n, next = v, k
	} else if ok {
		n, next = 3, k
	}
	u := c.pg.time(s, next)
	if s.p.VerbFirst && next == first { // "within two days", "within a week", "this week", not "last" behind its noun
		long := u != nil && u.Class == "unit" && c.pg.p.Times.Fact(u).Days > 1
		switch {
		case s.is(next, lexicon.Dual):
			n = 2
		case !long || s.definite(next) != (ph.Class == "this") || s.is(next, lexicon.PluralForm) || s.namedUnit(next+len(u.Words)):
			return moment{}, false
		}
	}
	if s.p.VerbFirst && u != nil && c.pg.time(s, next+len(u.Words)) != nil { // "within the 24 hours past", "within 24 hours from …"
		return moment{}, false
	}
	if u == nil || u.Class != "unit" {
		if s.has(next, lexicon.Month) && s.entry(next).Month > 0 {
			m, ok := c.monthFirst(s, next)
			m.s = i
			return m, ok
		}
		return moment{}, false
	}
	if ph.Class == "next" {
		return moment{}, false // what is to come has not happened
	}
	f := c.pg.p.Times.Fact(u)
	m, ok := c.back(s, i, next+len(u.Words), n, f, ph.Class)
	if s.p.VerbFirst && ph.Class == "last" && f.Days > 1 && n == 1 { // "within a week", not the last one
		m.when, m.span = c.days(c.base.AddDate(0, 0, -f.Days), c.base.AddDate(0, 0, 1), recount.Day), true
	}
	return m, ok
}

// lastAfter reads "la semaine dernière", where the word follows its unit, and "les
// trois derniers jours", where the number stands before it.
func (c *calendar) lastAfter(s *sentence, i int) (moment, bool) {
	if !c.sure || !s.p.NounFirst {
		return moment{}, false
	}
	if u := c.pg.time(s, i); u != nil && u.Class == "unit" {
		if p := c.pg.time(s, i+len(u.Words)); p != nil && p.Class == "last" {
			return c.back(s, i, i+len(u.Words)+len(p.Words), 1, c.pg.p.Times.Fact(u), p.Class)
		}
		return moment{}, false
	}
	n, bound, _, k, ok := s.number(i)
	if !ok {
		return moment{}, false
	}
	if bound != nil {
		n = 3
	}
	p := c.pg.time(s, k)
	if p == nil || p.Class != "last" {
		return moment{}, false
	}
	u := c.pg.time(s, k+len(p.Words))
	if u == nil || u.Class != "unit" {
		return moment{}, false
	}
	return c.back(s, i, k+len(p.Words)+len(u.Words), n, c.pg.p.Times.Fact(u), p.Class)
}

// back is the stretch [i,end) of n units, of which the last has ended or, for
// "this", goes on.
func (c *calendar) back(s *sentence, i, end int, n float64, f lexicon.TimeFact, class string) (moment, bool) {
	m := moment{s: i, e: end}
	today, tomorrow := c.base, c.base.AddDate(0, 0, 1)
	if n > 10000 {
		return moment{}, false
	}
	switch {
	case f.Days == 0: // hours
		m.when = c.days(tomorrow.Add(-time.Duration(max(n, 24))*time.Hour), tomorrow, recount.Day)
		if n <= 24 {
			m.when = c.days(today.AddDate(0, 0, -1), tomorrow, recount.Day)
		}
	case class == "this":
		from, until := c.unit(today, f.Grain)
		if a := c.pg.time(s, i-1); a != nil && a.Class == "ago" && !s.p.VerbFirst { // "earlier this month"
			m.s, until = i-1, tomorrow
		}
		m.when = c.days(from, c.sofar(until), recount.Grain(f.Grain))
	case n > 1 || f.Days == 1:
		m.when = c.days(today.AddDate(0, 0, -int(n)*f.Days), tomorrow, recount.Day)
		m.span = class == "last" && n*float64(f.Days) > 2
	default:
		from, _ := c.unit(today, f.Grain)
		before, _ := c.unit(from.AddDate(0, 0, -1), f.Grain)
		m.when = c.days(before, from, recount.Grain(f.Grain))
	}
	if s.has(i-1, lexicon.Determiner) {
		m.s = i - 1
	}
	return m, true
}

// unit returns the week, month or year that holds a day.
func (c *calendar) unit(day time.Time, grain string) (from, until time.Time) {
	switch grain {
	case "week":
		from = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		return from, from.AddDate(0, 0, 7)
	case "month":
		from = time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, c.zone)
		return from, from.AddDate(0, 1, 0)
	case "year":
		from = time.Date(day.Year(), 1, 1, 0, 0, 0, 0, c.zone)
		return from, from.AddDate(1, 0, 0)
	}
	return day, day.AddDate(0, 0, 1)
}

// ago reads "three days ago", "two weeks earlier" and "il y a trois jours".
func (c *calendar) ago(s *sentence, i int) (moment, bool) {
	first := i
	before := c.pg.time(s, i)
	if before != nil && before.Class == "back" {
		i += len(before.Words)
	} else {
		before = nil
	}
	if i >= s.b {
		return moment{}, false
	}
	if !c.sure || s.d.Tokens[i].Kind == text.Mark || !(s.d.Tokens[i].Kind == text.Number || s.entry(i).Has(lexicon.NumberWord|lexicon.VagueWord|lexicon.Determiner)) {
		return moment{}, false
	}
	n, k := 1.0, i+1
	vague := false
	if v, bound, _, next, ok := s.number(i); ok {
		n, k, vague = v, next, bound != nil
	} else if !s.indefiniteArticle(i) {
		return moment{}, false
	}
	u := c.pg.time(s, k)
	if u == nil || u.Class != "unit" || n > 5000 {
		return moment{}, false
	}
	f := c.pg.p.Times.Fact(u)
	m := moment{s: first, e: k + len(u.Words)}
	if a := c.pg.time(s, m.e); a != nil && a.Class == "ago" {
		m.e += len(a.Words)
	} else if before == nil {
		return moment{}, false
	}
	return c.unitsAgo(m, n, vague, f), true
}

// unitsAgo makes m n units before the publication, or about so many.
func (c *calendar) unitsAgo(m moment, n float64, vague bool, f lexicon.TimeFact) moment {
	day := c.base
	switch f.Grain {
	case "day", "week":
		day = day.AddDate(0, 0, -int(n)*f.Days)
	case "month":
		day = day.AddDate(0, -int(n), 0)
	case "year":
		day = day.AddDate(-int(n), 0, 0)
	}
	grain := f.Grain
	if grain == "hour" {
		grain = "day"
	}
	from, until := c.unit(day, grain)
	if vague {
		from = from.AddDate(0, 0, -2*max(1, f.Days))
	}
	m.when = c.days(from, until, recount.Grain(grain))
	m.far = f.Grain == "year" || f.Grain == "month"
	return m
}
