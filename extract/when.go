package extract

import (
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// A moment is an expression of time in the text: tokens [s,e).
type moment struct {
	s, e   int
	when   recount.When
	since  bool // opens a period that lasts until the publication
	span   bool // "the past two weeks": what is counted over it is no one event's
	long   bool // "from 29 October to 4 November": what is counted over it is a running total
	far    bool // long before the publication: what happened then is background
	after  bool // tells only of what is said behind it: "a day after two attacks"
	within bool // tells only of what is said before its end: "since the raid killed nine on Monday"
	head   bool // the dateline's: it dates the report, not what it tells
}

// calendar resolves words of time against the day of publication, in a zone.
type calendar struct {
	pg   *page
	base time.Time // midnight of the day of publication, in the zone
	zone *time.Location
	name string
	sure bool // the day of publication is known
	own  bool // the text itself bears it, as a dateline does
	deep bool // what was told before is being looked up

	found [][]moment // by sentence, nil until asked for
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

// moments are the expressions of time in one sentence.
func (c *calendar) moments(n int) []moment {
	if c.deep { // in which what was told before is not looked up again
		return c.momentsIn(n)
	}
	if c.found == nil {
		c.found = make([][]moment, len(c.pg.d.Sentences))
	}
	if c.found[n] == nil {
		if c.found[n] = c.momentsIn(n); c.found[n] == nil {
			c.found[n] = []moment{}
		}
	}
	return c.found[n]
}

// momentsIn finds the expressions of time in one sentence.
func (c *calendar) momentsIn(n int) []moment {
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
		if !ok || e.Has(lexicon.Month) && c.pg.named(i) || e.Has(lexicon.Weekday) && c.pg.market(i) {
			i++
			continue
		}
		m = c.stretch(s, m)
		before := m.s - 1
		if s.has(before, lexicon.Determiner) { // "desde el 30 de marzo", "since the end of March"
			before--
		}
		if s.p.VerbFirst {
			before = c.sinceBefore(s, m.s)
		} else if k := c.sinceClause(s, m.s); k >= 0 {
			before = k
		}
		if c.since(s, before) != nil {
			m.within = !s.p.VerbFirst && before < m.s-3
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
		if behind := s.inWhich(m.e); m.since && (behind || m.within) { // what is told of it happened then
			then := m
			then.since, then.after, then.within = false, true, !behind
			out = append(out, then)
		}
		if m.since && c.sure {
			m.when.Until = c.base.AddDate(0, 0, 1).UTC()
		}
		if m.s == before {
			m = c.until(s, m)
		}
		m.within = false
		out = append(out, m)
		i = m.e
	}
	return out
}

// inWhich reports whether at token i a clause begins that tells what happened at the time said
// before it: "the worst since January, when nine were killed".
func (s *sentence) inWhich(i int) bool {
	if s.mark(i, ',') && !s.p.VerbFirst {
		i++
	}
	return s.has(i, lexicon.Conjunction) || s.has(i, lexicon.In) && s.has(i+1, lexicon.Relative)
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
		if s.dayOfCount(i) {
			return moment{}, false
		}
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
	if c.sure && !s.p.VerbFirst {
		if m, ok := c.portionBefore(s, i); ok {
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
			if w, ok := c.whole(s, k); ok && f.Days == 0 { // "the start of the year"
				from := w.when.From.In(c.zone)
				return moment{s: i, e: w.e, when: c.days(from, c.sofar(from.Add(w.when.Span()/3)), recount.Month)}, true
			}
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
	case "season":
		return c.season(s, i, next, f)
	case "period":
		return c.samePeriod(s, i, next)
	case "last", "this", "next":
		return c.relative(s, i, ph, next)
	}
	return moment{}, false
}

// midnight is the beginning of a time's day where its clock stands.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}
