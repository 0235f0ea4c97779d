package extract

import (
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// Portions of a year or a month, which end with the publication at the latest, as what is told
// has happened.

// portion reads one in a language that says the noun first, at token i, which phrase ph begins:
// "the half the first of 2022", "the months the four the first of the year".
func (c *calendar) portion(s *sentence, i int, ph *lexicon.Phrase) (moment, bool) {
	k, count := i+len(ph.Words), 1
	if ph.Class == "unit" {
		switch v, bound, _, e, ok := s.number(k); {
		case s.is(i, lexicon.Dual):
			count = 2
		case ok && bound == nil && v <= 31 && s.definite(k):
			count, k = int(v), e
		}
	}
	n, last := c.which(s, k)
	if n == 0 && !last || !s.has(k+1, lexicon.From) {
		return moment{}, false
	}
	whole, ok := c.whole(s, k+2)
	if !ok {
		return moment{}, false
	}
	return c.cut(i, whole, n, count, last, ph)
}

// portionBefore reads one in a language that says first which: "the first half of 2022", "the
// first four months of the year", "the last week of April".
func (c *calendar) portionBefore(s *sentence, i int) (moment, bool) {
	n, last := c.which(s, i)
	if n == 0 && !last {
		return moment{}, false
	}
	k, count := i+1, 1
	if v, bound, _, e, ok := s.number(k); ok && bound == nil && v >= 2 && v <= 31 {
		count, k = int(v), e
	}
	ph := c.pg.time(s, k)
	if ph == nil || ph.Class != "unit" && ph.Class != "share" {
		return moment{}, false
	}
	k += len(ph.Words)
	year, _ := s.year(k) // "the first quarter 2022"
	if s.has(k, lexicon.Of) {
		k++
	} else if year == 0 {
		return moment{}, false
	}
	whole, ok := c.whole(s, k)
	if !ok {
		return moment{}, false
	}
	return c.cut(i, whole, n, count, last, ph)
}

// which is the number of the portion that the word at token i names, or that it is the last;
// 0 if it names none.
func (c *calendar) which(s *sentence, i int) (n int, last bool) {
	if s.has(i, lexicon.Ordinal) && (!s.p.VerbFirst || s.definite(i)) && s.entry(i).Value >= 1 {
		return int(s.entry(i).Value), false
	}
	rel := c.pg.time(s, i)
	return 0, rel != nil && rel.Class == "last"
}

// cut is the nth stretch of so many units or shares of a whole, or the last.
func (c *calendar) cut(i int, whole moment, n, count int, last bool, ph *lexicon.Phrase) (moment, bool) {
	f := c.pg.p.Times.Fact(ph)
	from, until := c.unit(whole.when.From.In(c.zone), string(whole.when.Grain))
	steps := func(t time.Time, n int) time.Time {
		switch {
		case ph.Class == "share" && whole.when.Grain == recount.Year:
			return t.AddDate(0, n*12/f.Days, 0)
		case ph.Class == "share":
			return t.AddDate(0, 0, n*30/f.Days)
		case f.Grain == string(recount.Month):
			return t.AddDate(0, n*count, 0)
		}
		return t.AddDate(0, 0, n*count*f.Days)
	}
	a, z := steps(from, n-1), steps(from, n)
	if ph.Class == "share" && n == f.Days {
		z = until
	}
	if last {
		a, z = steps(until, -1), until
	}
	if !a.Before(z) || a.Before(from) || z.After(until.AddDate(0, 0, 5)) || a.After(c.base) {
		return moment{}, false
	}
	return moment{s: i, e: whole.e, when: c.days(a, c.sofar(z), recount.Day)}, true
}

// sofar is when a stretch that may go on ends: with the publication at the latest.
func (c *calendar) sofar(until time.Time) time.Time {
	if tomorrow := c.base.AddDate(0, 0, 1); until.After(tomorrow) {
		return tomorrow
	}
	return until
}

// whole reads the year or month at token i that something is a portion of: "the year",
// "the year the past", "year 2022", "2022", "April", "the month the present".
func (c *calendar) whole(s *sentence, i int) (moment, bool) {
	if !s.p.VerbFirst && s.has(i, lexicon.Determiner) && s.p.Entries[s.lex[i]].Trait&lexicon.Owner == 0 {
		i++
	}
	if rel := c.pg.time(s, i); !s.p.VerbFirst && rel != nil && (rel.Class == "this" || rel.Class == "last") {
		m, ok := c.relative(s, i, rel, i+len(rel.Words))
		return m, ok && (m.when.Grain == recount.Year || m.when.Grain == recount.Month)
	}
	if s.has(i, lexicon.Month) {
		m, ok := c.monthFirst(s, i)
		return m, ok && m.when.Grain == recount.Month
	}
	if y, e := s.year(i); y > 0 {
		return c.ofYear(i, e, y), true
	}
	u := c.pg.time(s, i)
	if u == nil || u.Class != "unit" {
		return moment{}, false
	}
	f, next := c.pg.p.Times.Fact(u), i+len(u.Words)
	if f.Grain != string(recount.Year) && f.Grain != string(recount.Month) {
		return moment{}, false
	}
	if s.has(next, lexicon.Month) {
		return c.whole(s, next)
	}
	if y, e := s.year(next); y > 0 && f.Grain == string(recount.Year) {
		return c.ofYear(i, e, y), true
	}
	if m, ok := c.unitPast(s, i, next, f); ok && m.when.Grain == recount.Grain(f.Grain) {
		return m, true
	}
	if s.p.VerbFirst && !s.definite(i) {
		return moment{}, false
	}
	from, until := c.unit(c.base, f.Grain)
	return moment{s: i, e: next, when: c.days(from, until, recount.Grain(f.Grain))}, true
}

// ofYear is the year y, said by tokens [i,e).
func (c *calendar) ofYear(i, e, y int) moment {
	from := time.Date(y, 1, 1, 0, 0, 0, 0, c.zone)
	return moment{s: i, e: e, when: c.days(from, from.AddDate(1, 0, 0), recount.Year)}
}

// season reads "summer 2014", "the winter the past".
func (c *calendar) season(s *sentence, i, next int, f lexicon.TimeFact) (moment, bool) {
	m := moment{s: i, e: next}
	if u := c.pg.time(s, next); u != nil && u.Class == "unit" && c.pg.p.Times.Fact(u).Grain == string(recount.Year) {
		next++
	}
	year, e := s.year(next)
	rel := c.pg.time(s, next)
	switch {
	case year > 0:
		m.e = e
	case rel != nil && rel.Class == "last":
		year, m.e = c.yearOf(time.Month(f.From), 1), next+len(rel.Words)
	default:
		return moment{}, false
	}
	from := time.Date(year, time.Month(f.From), 1, 0, 0, 0, 0, c.zone)
	m.when = c.days(from, c.sofar(from.AddDate(0, f.Until, 0)), recount.Month)
	return m, !from.After(c.base)
}

// dayOfYear reads "on the like of this day of the year 2012" behind the word for today, which
// ends before token next.
func (c *calendar) dayOfYear(s *sentence, i, next int) (moment, bool) {
	if !s.has(next, lexicon.From) {
		return moment{}, false
	}
	m, ok := c.whole(s, next+1)
	if !ok || m.when.Grain != recount.Year || s.d.Tokens[m.e-1].Kind != text.Number {
		return moment{}, false
	}
	at := time.Date(m.when.From.In(c.zone).Year(), c.base.Month(), c.base.Day(), 0, 0, 0, 0, c.zone)
	return moment{s: i, e: m.e, when: c.days(at, at.AddDate(0, 0, 1), recount.Day)}, true
}

// ofTime reports whether the share [i,k) is one of time: "the half the first of the year".
func (s *sentence) ofTime(i, k int) bool {
	ph := s.page.time(s, i)
	if ph == nil || ph.Class != "share" {
		return false
	}
	rel := s.page.time(s, k)
	return s.has(k, lexicon.Ordinal) || rel != nil && rel.Class == "last"
}
