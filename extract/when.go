package extract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// A moment is an expression of time in the text: tokens [s,e).
type moment struct {
	s, e  int
	when  recount.When
	since bool // opens a period that lasts until the publication
	span  bool // "the past two weeks": what is counted over it is no one event's
	long  bool // "from 29 October to 4 November": what is counted over it is a running total
	far   bool // long before the publication: what happened then is background
	head  bool // the dateline's: it dates the report, not what it tells
}

// calendar resolves words of time against the day of publication, in a zone.
type calendar struct {
	pg   *page
	base time.Time // midnight of the day of publication, in the zone
	zone *time.Location
	name string
	sure bool // the day of publication is known
	own  bool // the text itself bears it, as a dateline does
}

func (x *Reader) calendar(pg *page, r *recount.Report, zone string) *calendar {
	loc := x.location(zone)
	if loc == nil {
		loc, zone = time.UTC, ""
	}
	c := &calendar{pg: pg, zone: loc, name: zone}
	at := r.Published.From
	if at.IsZero() {
		if at = c.dated(); at.IsZero() {
			return c
		}
		c.own = true
	} else if r.Published.Grain != recount.Day && r.Published.Grain != "" {
		at = at.In(loc)
	}
	c.base = time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, loc)
	c.sure = true
	return c
}

// dated returns the date that the head of the text bears, as a dateline does:
// the day of publication where nothing else tells it. A day without a year takes
// the year that stands elsewhere in the head.
func (c *calendar) dated() time.Time {
	year, month, day := 0, 0, 0
	for n, x := range c.pg.d.Sentences {
		if n > 5 {
			break
		}
		s := &sentence{page: c.pg, n: n, a: int(x.First), b: int(x.Last)}
		for i := s.a; i < min(s.b, s.a+60); i++ {
			if s.d.Tokens[i].Kind != text.Number && !s.has(i, lexicon.Month) {
				continue
			}
			if y := int(s.d.Tokens[i].Value); year == 0 && s.digits(i) && s.width(i) == 4 && y > 1980 && y < 2040 {
				year = y
			}
			m, ok := c.moment(s, i)
			if ok && m.when.Grain == recount.Day {
				return m.when.From.In(c.zone)
			}
			if ok && day == 0 && s.has(i, lexicon.Month) {
				if day, _ = s.dayOfMonth(m.e - 1); day > 0 {
					month = s.entry(i).Month
				}
			}
		}
	}
	if year == 0 || day == 0 {
		return time.Time{}
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, c.zone)
}

// location returns the zone of that name, nil if there is none. Reading the
// system's tables costs more than reading a report, so each is read once.
func (x *Reader) location(zone string) *time.Location {
	if zone == "" {
		return nil
	}
	if l, ok := x.zones.Load(zone); ok {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(zone)
	if err != nil {
		return nil
	}
	x.zones.Store(zone, l)
	return l
}

func (c *calendar) days(from, until time.Time, grain recount.Grain) recount.When {
	return recount.When{From: from.UTC(), Until: until.UTC(), Grain: grain, Zone: c.name}
}

// part returns the hours [from,until) of the day, which may pass midnight.
func (c *calendar) part(day time.Time, f lexicon.TimeFact) recount.When {
	if f.From == 0 && f.Until == 0 {
		return c.days(day, day.AddDate(0, 0, 1), recount.Day)
	}
	at := func(h int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), h, 0, 0, 0, c.zone)
	}
	return c.days(at(f.From), at(f.Until), recount.Part)
}

// moments finds the expressions of time in one sentence.
func (c *calendar) moments(n int) []moment {
	x := c.pg.d.Sentences[n]
	s := &sentence{page: c.pg, n: n, a: int(x.First), b: int(x.Last)}
	var out []moment
	for i := s.a; i < s.b; {
		e := s.entry(i)
		if s.d.Tokens[i].Kind != text.Number && !e.Has(lexicon.Month|lexicon.Weekday|lexicon.NumberWord|lexicon.VagueWord|lexicon.Ordinal) && !c.pg.p.Times.Words.Begins(e) && !s.indefiniteArticle(i) {
			i++
			continue
		}
		m, ok := c.moment(s, i)
		if !ok || e.Has(lexicon.Month) && c.pg.named(i) {
			i++
			continue
		}
		m = c.stretch(s, m)
		before := m.s - 1
		if s.p.NounFirst && s.has(before, lexicon.Determiner) { // "desde el 30 de marzo"
			before--
		}
		if s.p.VerbFirst {
			before = c.sinceBefore(s, m.s)
		}
		if w := c.pg.time(s, before); w != nil && w.Class == "since" {
			m.since, m.s = true, before
		}
		m.when.Words = s.span(m.s, m.e).In(s.d.Raw)
		if c.sure && m.when.Until.Before(c.base.AddDate(0, 0, -60)) {
			m.far = true
		}
		m.head = s.dateline(m.s, m.e) || c.own && n < 6 && e.Has(lexicon.Month) && m.when.From.Equal(c.base)
		if m.since && c.sure && m.when.Grain == recount.Part && m.when.From.After(c.base.AddDate(0, 0, -2)) { // "since the morning" is the day itself
			m.since = false
			m.when.Until = c.base.AddDate(0, 0, 1).UTC()
		}
		if m.since && s.p.VerbFirst && m.when.Grain == recount.Week && m.when.From.In(c.zone).Day() == 11 { // "since the middle of April"
			m.when.From = m.when.From.AddDate(0, 0, 4)
		}
		if m.since && c.sure {
			m.when.Until = c.base.AddDate(0, 0, 1).UTC()
		}
		if m.s == before {
			m = c.until(s, m)
		}
		out = append(out, m)
		i = m.e
	}
	return out
}

// dateline reports whether the date [i,k) stands in a dateline: alone in
// brackets after a name near the top of the report, or in brackets or before a
// dash among the first words of its sentence.
func (s *sentence) dateline(i, k int) bool {
	if s.n < 6 && s.mark(i-1, '(') && s.mark(k, ')') && i-2 >= s.a && s.capital(i-2) {
		return true
	}
	if i > s.a+24 {
		return false
	}
	for n := i - 1; n >= s.a && n >= i-6; n-- {
		if s.mark(n, '(') {
			for m := k; m < s.b && m < k+4; m++ {
				if s.mark(m, ')') {
					return true
				}
			}
		}
		if !s.mark(n, ',') && !s.mark(n, '.') && !s.capital(n) && !s.d.Shout {
			break
		}
		if n == s.a || s.d.Tokens[n].Flags&text.Break != 0 {
			for m := k; m < s.b && m < k+8; m++ {
				if s.mark(m, '-') && s.d.Tokens[m].Flags&text.Glued == 0 {
					return true
				}
				if s.has(m, lexicon.Verb|lexicon.Preposition) {
					break
				}
			}
		}
	}
	return false
}

func (pg *page) time(s *sentence, i int) *lexicon.Phrase {
	if i < s.a || i >= s.b {
		return nil
	}
	return pg.p.Times.Words.At(s.entry(i), s.lex[:s.b], i)
}

// moment reads the expression of time that begins at token i.
func (c *calendar) moment(s *sentence, i int) (moment, bool) {
	if i >= s.b {
		return moment{}, false
	}
	e := s.entry(i)
	if s.p.VerbFirst {
		if m, ok := c.momentHeads(s, i); ok {
			return m, true
		}
	}
	if month, _ := s.month(i); month > 0 {
		if m, ok := c.monthFirst(s, i); ok {
			return m, true
		}
	}
	if e.Has(lexicon.Weekday) && e.Weekday > 0 {
		return c.weekday(s, i), true
	}
	if s.d.Tokens[i].Kind == text.Number {
		if m, ok := c.dayFirst(s, i); ok {
			return m, true
		}
	}
	if s.p.UnitsFirst && e.Has(lexicon.NumberWord) {
		if m, ok := c.dayFirst(s, i); ok {
			return m, true
		}
	}
	if e.Has(lexicon.Ordinal) {
		if m, ok := c.nthWeekday(s, i); ok {
			return m, true
		}
		if s.has(i+1, lexicon.Of|lexicon.Month) || s.p.UnitsFirst {
			if m, ok := c.dayFirst(s, i); ok {
				return m, true
			}
		}
	}
	if m, ok := c.ago(s, i); ok {
		return m, true
	}
	if m, ok := c.lastAfter(s, i); ok {
		return m, true
	}
	ph := c.pg.time(s, i)
	if ph == nil || !c.sure {
		return moment{}, false
	}
	f := c.pg.p.Times.Fact(ph)
	next := i + len(ph.Words)
	switch ph.Class {
	case "day":
		if s.has(next, lexicon.Weekday) && f.Until > 24 { // "overnight Sunday"
			if m := c.weekday(s, next); !m.when.IsZero() && m.when.Grain == recount.Day {
				m.s, m.when = i, c.part(midnight(m.when.From.In(c.zone)), f)
				return m, true
			}
		}
		m := moment{s: i, e: next, when: c.part(c.base.AddDate(0, 0, f.Days), f)}
		if p := c.pg.time(s, next); p != nil && p.Class == "part" {
			m.when, m.e = c.part(c.base.AddDate(0, 0, f.Days), c.pg.p.Times.Fact(p)), next+len(p.Words)
		}
		return m, true
	case "part":
		// "the early hours of this morning", "the night of Monday"
		if s.has(next, lexicon.Of) || s.has(next, lexicon.In) {
			if m, ok := c.moment(s, next+1); ok && m.when.Grain != recount.Month && m.when.Grain != recount.Year {
				m.when, m.s = c.part(midnight(m.when.From.In(c.zone)), f), i
				if f.Until > 24 && s.has(m.e, lexicon.To) && s.has(m.e+1, lexicon.Weekday) { // "la nuit de lundi à mardi"
					m.e += 2
				}
				return m, true
			}
		}
		return moment{}, false
	case "third": // "early September", "mid-May 2014", "the end of June"
		k := next
		if s.mark(k, '-') {
			k++
		}
		if month, _ := s.month(k); month == 0 {
			return moment{}, false
		}
		m, ok := c.wideEnd(s, k)
		if !ok || m.when.Grain != recount.Month {
			return moment{}, false
		}
		first := m.when.From.In(c.zone)
		from, until := first.AddDate(0, 0, 10*f.Days), first.AddDate(0, 0, 10*f.Days+10)
		if f.Days == 2 {
			until = first.AddDate(0, 1, 0)
		}
		m.s, m.when = i, c.days(from, until, recount.Week)
		return m, true
	case "weekend": // the latest Saturday and Sunday that have begun
		back := (int(c.base.Weekday()) + 1) % 7
		sat := c.base.AddDate(0, 0, -back)
		return moment{s: i, e: next, when: c.days(sat, sat.AddDate(0, 0, 2), recount.Day)}, true
	case "feast":
		return c.feast(s, i, next, f.Feast)
	case "last", "this", "next":
		return c.relative(s, i, ph, next)
	}
	return moment{}, false
}

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
		if ph.Class == "last" && c.sure && m.when.From.After(c.base.AddDate(0, 0, -2)) { // not yesterday, nor today
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
	if s.p.VerbFirst && next == first { // "within two days", not "last" behind its noun
		if !s.is(next, lexicon.Dual) {
			return moment{}, false
		}
		n = 2
	}
	u := c.pg.time(s, next)
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
	return c.back(s, i, next+len(u.Words), n, c.pg.p.Times.Fact(u), ph.Class)
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
		m.when = c.days(from, until, recount.Grain(f.Grain))
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

// monthFirst reads "September 19", "Sept. 19, 2016", "June 2014", "June".
func (c *calendar) monthFirst(s *sentence, i int) (moment, bool) {
	number, k := s.month(i)
	month := time.Month(number)
	if s.p.VerbFirst && s.has(i, lexicon.Person) && len(s.entryAt(i-1).Frames) > 0 { // "killed a father"
		return moment{}, false
	}
	if s.has(i, lexicon.Modal) && !s.capital(i) && !s.d.Shout {
		return moment{}, false
	}
	if s.mark(k, '.') {
		k++
	}
	day, next := s.dayOfMonth(k)
	if day > 0 {
		m := moment{s: i, e: next}
		year, e := s.year(next)
		if year > 0 {
			m.e = e
		} else if year = c.yearOf(month, day); year == 0 {
			return m, true
		}
		from := time.Date(year, month, day, 0, 0, 0, 0, c.zone)
		m.when = c.days(from, from.AddDate(0, 0, 1), recount.Day)
		return m, true
	}
	m := moment{s: i, e: k}
	year, e := s.year(k)
	if rel := c.pg.time(s, k); year == 0 && s.p.VerbFirst && rel != nil && (rel.Class == "last" || rel.Class == "this") { // "September the past"
		if year, m.e = c.yearOf(month, 1), k+len(rel.Words); year == 0 {
			return m, true
		}
	} else if year > 0 {
		m.e = e
	} else if !s.has(i-1, lexicon.Preposition) && c.pg.time(s, i-1) == nil && !s.p.VerbFirst {
		return moment{}, false // "May" alone may be anything
	} else if year = c.yearOf(month, 1); year == 0 {
		return m, true
	}
	from := time.Date(year, month, 1, 0, 0, 0, 0, c.zone)
	m.when = c.days(from, from.AddDate(0, 1, 0), recount.Month)
	return m, true
}

// dayFirst reads "19 September 2016", "19 Sept", "in 2013", "2016-09-19".
func (c *calendar) dayFirst(s *sentence, i int) (moment, bool) {
	if i >= s.b {
		return moment{}, false
	}
	t := s.d.Tokens
	if v := t[i].Value; s.width(i) == 4 && v >= 1900 && v <= 2100 && t[i].Flags&text.Ordinal == 0 {
		if sep := s.dateSeparator(i + 1); sep != 0 && s.digits(i+2) && s.mark(i+3, sep) && s.digits(i+4) {
			if at, err := time.ParseInLocation("2006-1-2", fmt.Sprintf("%.0f-%.0f-%.0f", v, t[i+2].Value, t[i+4].Value), c.zone); err == nil {
				return moment{s: i, e: i + 5, when: c.days(at, at.AddDate(0, 0, 1), recount.Day)}, true
			}
		}
		if s.has(i-1, lexicon.Preposition) || c.pg.time(s, i-1) != nil {
			from := time.Date(int(v), 1, 1, 0, 0, 0, 0, c.zone)
			return moment{s: i, e: i + 1, when: c.days(from, from.AddDate(1, 0, 0), recount.Year)}, true
		}
		return moment{}, false
	}
	if m, ok := c.figures(s, i); ok {
		return m, true
	}
	day, k := s.dayOfMonth(i)
	if day == 0 {
		return moment{}, false
	}
	if s.joins(k) { // "20 to 26 May", "between 20 and 26 May", "29 October to 4 November"
		if m, ok := c.dayFirst(s, k+1); ok && k+1 < s.b && m.when.Grain == recount.Day && (s.mark(k, '-') || s.has(i-1, lexicon.Between|lexicon.From)) {
			last := m.when.From.In(c.zone)
			if from := time.Date(last.Year(), last.Month(), day, 0, 0, 0, 0, c.zone); from.Before(last) {
				m.s, m.when.From = i, from.UTC()
				return m, true
			}
		}
		return moment{}, false
	}
	if s.has(k, lexicon.Of) {
		k++
	}
	if u := c.pg.time(s, k); s.p.VerbFirst && u != nil && u.Class == "unit" { // "21 of the month of September"
		k++
	}
	number, after := s.month(k)
	if m, ok := c.ofThisMonth(s, i, k, day); ok && number == 0 {
		return m, true
	}
	if number == 0 || s.has(k, lexicon.Modal) && !s.capital(k) && !s.d.Shout {
		return moment{}, false
	}
	month := time.Month(number)
	m := moment{s: i, e: after}
	if s.mark(m.e, '.') && m.e+1 < s.b {
		m.e++
	}
	year, e := s.year(m.e)
	if year > 0 {
		m.e = e
	} else if year = c.yearOf(month, day); year == 0 {
		return m, true
	}
	from := time.Date(year, month, day, 0, 0, 0, 0, c.zone)
	m.when = c.days(from, from.AddDate(0, 0, 1), recount.Day)
	return m, true
}

// dateSeparator returns the sign at token i if it may part the figures of a date
// that begins with its year, 0 if it may not.
func (s *sentence) dateSeparator(i int) byte {
	if s.mark(i, '-') || s.mark(i, '/') {
		return s.d.Tokens[i].Mark
	}
	return 0
}

// figures reads "22/09/2016" and "22.09.2016", the day or the month first as the
// figures allow; where they allow both ("04/05/2016") the date is left open.
func (c *calendar) figures(s *sentence, i int) (moment, bool) {
	t := s.d.Tokens
	var parts []string
	e := i + 1
	if w := s.d.Word(i); strings.Count(w, ".") == 2 {
		parts = strings.Split(w, ".")
	} else if strings.Count(w, ".") == 1 && s.mark(i+1, '.') && s.digits(i+2) { // "22.09" is one figure
		parts, e = append(strings.Split(w, "."), s.d.Word(i+2)), i+3
	} else if s.digits(i) && (s.mark(i+1, '/') || s.mark(i+1, '.') || s.hyphen(i+1)) && s.digits(i+2) && s.mark(i+3, t[i+1].Mark) && s.digits(i+4) {
		parts, e = []string{text.Folded(w), text.Folded(s.d.Word(i + 2)), text.Folded(s.d.Word(i + 4))}, i+5
	}
	if len(parts) != 3 || len(parts[2]) != 4 {
		return moment{}, false
	}
	var n [3]int
	for k, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			return moment{}, false
		}
		n[k] = v
	}
	day, month := n[0], n[1]
	switch {
	case n[0] <= 12 && n[1] <= 12 && n[0] != n[1] && !s.p.VerbFirst || n[2] < 1900 || n[2] > 2100:
		return moment{}, false
	case n[1] > 12:
		day, month = n[1], n[0]
	}
	at := time.Date(n[2], time.Month(month), day, 0, 0, 0, 0, c.zone)
	if at.Day() != day || int(at.Month()) != month {
		return moment{}, false
	}
	return moment{s: i, e: e, when: c.days(at, at.AddDate(0, 0, 1), recount.Day)}, true
}

// stretch reads on from the day m to the last of a stretch of days: "between 3
// May and 5 June", "from Monday to Wednesday", "September 3-5".
func (c *calendar) stretch(s *sentence, m moment) moment {
	k := m.e + 1
	m.long = m.when.Grain == recount.Day && !m.when.Until.Before(m.when.From.AddDate(0, 0, 6)) // "20 to 26 May"
	if (m.when.Grain == recount.Month || m.when.Grain == recount.Year || m.when.IsZero()) && k < s.b && s.joins(m.e) && s.has(m.s-1, lexicon.From|lexicon.Between) {
		return c.wideStretch(s, m, k)
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

// yearOf returns the year of the latest such day not much after the
// publication; 0 if that is not known.
func (c *calendar) yearOf(month time.Month, day int) int {
	if !c.sure {
		return 0
	}
	y := c.base.Year()
	for day == 29 && month == time.February && time.Date(y, month, day, 0, 0, 0, 0, c.zone).Month() != month {
		y-- // the latest leap year
	}
	if time.Date(y, month, day, 0, 0, 0, 0, c.zone).After(c.base.AddDate(0, 0, 7)) {
		y--
	}
	return y
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

// midnight is the beginning of a time's day where its clock stands.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// dayOfMonth reads a day at token i: "19", "19th"; 0 if there is none.
func (s *sentence) dayOfMonth(i int) (int, int) {
	if i >= s.b {
		return 0, i
	}
	t := s.d.Tokens[i]
	if s.p.UnitsFirst && t.Kind != text.Number {
		return s.dayInWords(i)
	}
	if t.Kind != text.Number { // "the second of August"
		if e := s.entry(i); e.Has(lexicon.Ordinal) && e.Value >= 1 && e.Value <= 31 {
			return int(e.Value), i + 1
		}
		return 0, i
	}
	if t.Flags&text.Ordinal != 0 {
		if !s.ends(i, lexicon.OrdinalEnding) {
			return 0, i
		}
	} else if s.width(i) > 2 {
		return 0, i
	}
	if t.Value < 1 || t.Value > 31 {
		return 0, i
	}
	return int(t.Value), i + 1
}

// width is how many characters token i has.
func (s *sentence) width(i int) int { return utf8.RuneCountInString(s.d.Word(i)) }

// year reads a year at token i, perhaps after a comma; 0 if there is none.
func (s *sentence) year(i int) (int, int) {
	k := i
	if s.mark(k, ',') || s.p.NounFirst && s.has(k, lexicon.Of) { // "3 de mayo de 2016"
		k++
	}
	if k < s.b && s.d.Tokens[k].Kind == text.Number && s.width(k) == 4 && !(s.p.VerbFirst && s.has(k+1, lexicon.Person)) {
		if y, err := strconv.Atoi(text.Folded(s.d.Word(k))); err == nil && y >= 1900 && y <= 2100 {
			return y, k + 1
		}
	}
	return 0, i
}

// times gives each draft its moment: in its own clause, else in its sentence,
// else the last one said before in its paragraph.
func (pg *page) times(c *calendar) {
	found := map[int][]moment{}
	at := func(n int) []moment {
		m, ok := found[n]
		if !ok {
			m = c.moments(n)
			found[n] = m
		}
		return m
	}
	for i := range pg.out {
		d := &pg.out[i]
		best, distance := (*moment)(nil), 1<<30
		list := at(d.sent)
		for k := range list {
			m := &list[k]
			far := m.s - d.trigger
			if far < 0 {
				far = d.trigger - m.e + 3
			}
			if pg.reporting(d, m) {
				far += 1000
			}
			if pg.past(d, m.s) {
				continue
			}
			if m.since && !d.mayTotal() { // a truce is not counted since some day
				continue
			}
			if far < distance && !m.when.IsZero() && !m.head {
				best, distance = m, far
			}
		}
		if best == nil {
			for n := d.sent - 1; n >= 0 && n >= d.sent-3 && best == nil; n-- {
				if pg.d.Sentences[n].Paragraph != pg.d.Sentences[d.sent].Paragraph {
					break
				}
				if l := at(n); len(l) > 0 && !l[len(l)-1].far && !l[len(l)-1].since && !l[len(l)-1].head && !l[len(l)-1].when.IsZero() && !(pg.p.VerbFirst && pg.dates(n, &l[len(l)-1])) {
					m := l[len(l)-1]
					d.when, d.whenAt = m.when, recount.Span{}
					d.inherited = true
					d.why.when, d.why.whenAt = whenSentence, pg.span(m.s, m.e)
					best = &m
				}
			}
			if best == nil && c.sure && pg.clocked(d.sent) {
				d.when, d.why.when = c.days(c.base, c.base.AddDate(0, 0, 1), recount.Day), whenClock
			}
			continue
		}
		if distance >= 1000 { // dates the report, not what it tells
			continue
		}
		d.when, d.whenAt = best.when, pg.span(best.s, best.e)
		if best.long && d.mayTotal() && (d.unit.hasQ || d.unit.plural) {
			d.since, d.period = true, best.when
		}
		if best.since {
			d.since, d.period = true, best.when
			d.when = recount.When{}
		}
		if best.far {
			d.background = true
		}
		d.many = d.many || best.span && (d.what.Family() == recount.Harm || d.what.Family() == recount.Movement)
		if best.when.Grain == recount.Year || best.when.Grain == recount.Month && d.since {
			d.background = true
		}
	}
}

// named reports whether token i is part of a place's name behind the word for its kind:
// "the May quarter".
func (pg *page) named(i int) bool {
	return slices.ContainsFunc(pg.found, func(f gazetteer.Mention) bool { return (f.Quarter || f.Town) && f.First < i && i < f.Last })
}

// past reports whether a moment at token k stands in a clause of what is said besides,
// behind the one that tells of d: "that a guard was hurt, and that they held two at dawn".
func (pg *page) past(d *draft, k int) bool {
	if !pg.p.VerbFirst {
		return false
	}
	for n := max(d.trigger, d.unit.e) + 1; n < k; n++ {
		if pg.p.Entries[pg.lex[n]].Has(lexicon.That) && pg.p.Entries[pg.lex[n-1]].Has(lexicon.And) {
			return true
		}
	}
	return false
}

// clocked reports whether a sentence opens with the time of day at which a live page
// tells it: that day is the page's.
func (pg *page) clocked(n int) bool {
	x := pg.d.Sentences[n]
	t := pg.d.Tokens[x.First:x.Last]
	for len(t) > 0 && t[0].Kind == text.Mark {
		t = t[1:]
	}
	return len(t) > 3 && t[0].Kind == text.Number && t[1].Mark == ':' && t[1].Flags&text.Glued != 0 && t[2].Kind == text.Number && t[2].Value < 60 && t[0].Value < 25
}

// lead returns the time that the report opens with, zero if it opens with none:
// what it tells without a time of its own happened then. If only the word of who
// speaks has a time, it happened on that day or the one before.
func (pg *page) lead(c *calendar) recount.When {
	var said recount.When
	for n, told := 0, 0; n < len(pg.d.Sentences) && told < 3; n++ {
		for _, m := range c.moments(n) {
			if !fine(m.when) || m.head || m.far || m.since || m.when.From.After(c.base) {
				continue
			}
			if !pg.dates(n, &m) {
				return m.when
			}
			if said.IsZero() {
				said = m.when
				said.From = said.From.AddDate(0, 0, -1)
			}
		}
		if !pg.d.Sentences[n].Head {
			told++
		}
	}
	return said
}

// dates reports whether a moment of sentence n dates what somebody said there.
func (pg *page) dates(n int, m *moment) bool {
	for i := range pg.out {
		if pg.out[i].sent == n && pg.reporting(&pg.out[i], m) {
			return true
		}
	}
	return false
}

// mayTotal reports whether d counts what can be counted over a period.
func (d *draft) mayTotal() bool {
	switch d.what.Family() {
	case recount.Harm, recount.Acts, recount.Movement:
		return true
	}
	return false
}

// reporting reports whether a moment stands in the clause that says who speaks,
// not in what is said.
func (pg *page) reporting(d *draft, m *moment) bool {
	for _, st := range d.sayingAt {
		if m.s >= st[0] && m.e <= st[1] || m.s == st[1] && m.e < len(pg.d.Tokens) && pg.d.Tokens[m.e].Mark == ',' { // "according to officials today,"
			return true
		}
	}
	return false
}
