package extract

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

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
		return c.inItsYear(s, moment{s: i, e: next}, month, day), true
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
	return c.inItsYear(s, m, month, day), true
}

// inItsYear reads on from a day of a month, which m has been read to, to its year: the
// one written behind it, else the one that it must be in. Without either m says no time.
func (c *calendar) inItsYear(s *sentence, m moment, month time.Month, day int) moment {
	year, e := s.year(m.e)
	if year > 0 {
		m.e = e
	} else if year = c.yearOf(month, day); year == 0 {
		return m
	}
	from := time.Date(year, month, day, 0, 0, 0, 0, c.zone)
	m.when = c.days(from, from.AddDate(0, 0, 1), recount.Day)
	return m
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
