package extract

import (
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// momentHeads reads the expressions of time of a language that says the noun
// first: "evening (of) Monday", "yesterday Wednesday", "the hours the 24 the
// past", "before three days". ok is false where none of these begins at token i.
func (c *calendar) momentHeads(s *sentence, i int) (moment, bool) {
	ph := c.pg.time(s, i)
	if ph == nil || !c.sure {
		return moment{}, false
	}
	f := c.pg.p.Times.Fact(ph)
	next := i + len(ph.Words)
	switch ph.Class {
	case "part":
		return c.partOf(s, i, next, f)
	case "day":
		if m, ok := c.dayOfYear(s, i, next); ok {
			return m, true
		}
		m := moment{s: i, e: next, when: c.part(c.base.AddDate(0, 0, f.Days), f)}
		if w, ok := c.weekdayAt(s, next); ok { // "yesterday Wednesday": the weekday is the surer word
			m.e, m.when = w.e, c.part(midnight(w.when.From.In(c.zone)), f)
		}
		return m, true
	case "beside":
		return moment{s: i, e: next, when: c.beside(c.told(s, i), f.Days)}, true
	case "period":
		return c.samePeriod(s, i, next)
	case "after":
		return c.after(s, i, next)
	case "ago", "since":
		return c.agoBefore(s, i, next, ph.Class)
	case "unit":
		if m, ok := c.portion(s, i, ph); ok {
			return m, true
		}
		return c.unitPast(s, i, next, f)
	case "share":
		return c.portion(s, i, ph)
	case "season":
		return c.season(s, i, next, f)
	case "third": // "the start of the year the present"
		if u := c.pg.time(s, next); u != nil && u.Class == "unit" {
			uf := c.pg.p.Times.Fact(u)
			if m, ok := c.unitPast(s, next, next+len(u.Words), uf); ok {
				m.s = i
				return m, true
			}
			if end := next + len(u.Words); s.definite(next) && uf.Days > 1 && !s.has(end, lexicon.Month) && !(s.digits(end) && s.width(end) == 4) { // "since the start of the year"
				return c.back(s, i, end, 1, uf, "this")
			}
		}
	}
	return moment{}, false
}

// dayOfCount reports whether the word for today at token i is that of a day that is counted:
// "on the third day", "on the day the 230 of the war", "for the day 54".
func (s *sentence) dayOfCount(i int) bool {
	next := i + 1
	ph := s.time(s, i)
	return ph != nil && ph.Class == "day" && len(ph.Words) == 1 && (s.has(next, lexicon.Ordinal) && s.definite(next) || next+1 < s.b && s.d.Tokens[next+1].Kind == text.Number && text.Folded(s.d.Word(next)) == "ال" ||
		s.has(i-1, lexicon.To) && s.digits(next))
}

// weekdayAt reads "Wednesday" or "day Wednesday" at token i.
func (c *calendar) weekdayAt(s *sentence, i int) (moment, bool) {
	k := i
	if u := c.pg.time(s, k); u != nil && u.Class == "unit" && c.pg.p.Times.Fact(u).Days == 1 && s.has(k+1, lexicon.Weekday) {
		k++
	}
	if !s.has(k, lexicon.Weekday) || s.entry(k).Weekday == 0 {
		return moment{}, false
	}
	m := c.weekday(s, k)
	m.s = i
	return m, !m.when.IsZero()
}

// partOf reads a part of a day with the day behind it: "evening Monday", "dawn
// today", "night Friday Saturday".
func (c *calendar) partOf(s *sentence, i, next int, f lexicon.TimeFact) (moment, bool) {
	m, ok := c.weekdayAt(s, next)
	if !ok {
		if ph := c.pg.time(s, next); ph != nil && ph.Class == "day" {
			m, ok = c.momentHeads(s, next)
		}
	}
	if !ok {
		if s.d.Tokens[min(next, s.b-1)].Kind == text.Number {
			m, ok = c.dayFirst(s, next)
		}
		if named := next > i+1 || s.definite(i) || strings.HasSuffix(text.Folded(s.d.Word(i)), "ا"); !ok && named && f.Until > 0 && f.Until <= 14 { // "at dawn": of the day told last; of an evening it may be the day before, and without an ending "dawn" is written as "blew up" is
			day := c.told(s, i)
			m, ok = moment{s: i, e: next, when: c.days(day, day.AddDate(0, 0, 1), recount.Day)}, true
		}
		if !ok || m.when.Grain != recount.Day {
			return moment{}, false
		}
	}
	m.s = i
	weekday := s.entry(m.e - 1).Weekday
	if f.Until >= 24 && s.has(m.e, lexicon.Preposition|lexicon.To) && weekday > 0 && s.has(m.e+1, lexicon.Weekday) && s.entry(m.e+1).Weekday == weekday%7+1 { // "the night Saturday to Sunday"
		f.Until = max(f.Until, 30)
		m.e += 2
	} else if f.Until >= 24 && s.has(m.e, lexicon.Weekday) { // "the night Friday Saturday", which goes on till the morning
		f.Until = max(f.Until, 30)
		m.e++
	} else if f.Until >= 24 && (s.mark(m.e, '-') || s.mark(m.e, '/')) && s.has(m.e+1, lexicon.Weekday) { // "the night Saturday - Sunday"
		f.Until = max(f.Until, 30)
		m.e += 2
	}
	m.when = c.part(midnight(m.when.From.In(c.zone)), f)
	return m, true
}

// agoBefore reads "before three days", "since two days"; what "since" opens with
// a date is for its date to say.
func (c *calendar) agoBefore(s *sentence, i, next int, class string) (moment, bool) {
	n, k := 1.0, next
	vague := false
	if v, bound, _, e, ok := s.number(k); ok {
		n, k, vague = v, e, bound != nil
	}
	u := c.pg.time(s, k)
	if u == nil || u.Class != "unit" || n > 5000 || k == next && s.definite(k) || s.namedUnit(k+len(u.Words)) {
		return moment{}, false
	}
	if s.is(k, lexicon.Dual) {
		n = 2
	}
	m := moment{s: i, e: k + len(u.Words)}
	m.since = class == "since" && s.definite(i-1) && !s.has(i-1, lexicon.Person) // "the clashes that have gone on for ten days"
	return c.unitsAgo(m, n, vague, c.pg.p.Times.Fact(u)), true
}

// namedUnit reports whether the unit that ends before token k is one that has a name or a number: "the year 2011",
// "day Saturday", "month April".
func (s *sentence) namedUnit(k int) bool {
	return s.has(k, lexicon.Weekday|lexicon.Month) || s.digits(k) && s.width(k) == 4
}

// unitPast reads "the week the past", "the hours the 24 the past", "the two
// months the past", "the year the present".
func (c *calendar) unitPast(s *sentence, i, next int, f lexicon.TimeFact) (moment, bool) {
	n, k := 1.0, next
	if s.is(i, lexicon.Dual) {
		n = 2
	} else if i > s.a && s.d.Tokens[i-1].Kind == text.Number && s.d.Tokens[i-1].Value < 1000 { // "the 48 hour the past"
		n = s.d.Tokens[i-1].Value
	} else {
		if s.has(k, lexicon.Determiner) || s.word(k) && k+1 < s.b && s.d.Tokens[k+1].Kind == text.Number && text.Folded(s.d.Word(k)) == "ال" {
			k++
		}
		if v, bound, _, e, ok := s.number(k); ok && bound == nil {
			n, k = v, e
		} else if ok {
			n, k = 3, e
		} else if s.is(i, lexicon.PluralForm) {
			n = 3
		}
	}
	if k < s.b && s.has(k, lexicon.Month) { // "month September"
		return moment{}, false
	}
	rel := c.pg.time(s, k)
	if rel == nil || rel.Class != "last" && rel.Class != "this" {
		return moment{}, false
	}
	return c.back(s, i, k+len(rel.Words), n, f, rel.Class)
}

// ofThisMonth reads the month of a day that is "the last" or "the present" one, behind
// the word for a month: "the fourth of the month the past".
func (c *calendar) ofThisMonth(s *sentence, i, k, day int) (moment, bool) {
	if !s.p.VerbFirst || !c.sure || k < 1 {
		return moment{}, false
	}
	u, rel := c.pg.time(s, k-1), c.pg.time(s, k)
	if u == nil || rel == nil || u.Class != "unit" || c.pg.p.Times.Fact(u).Grain != "month" || rel.Class != "last" && rel.Class != "this" {
		return moment{}, false
	}
	first := time.Date(c.base.Year(), c.base.Month(), 1, 0, 0, 0, 0, c.zone)
	if rel.Class == "last" {
		first = first.AddDate(0, -1, 0)
	}
	at := first.AddDate(0, 0, day-1)
	if at.Month() != first.Month() {
		return moment{}, false
	}
	return moment{s: i, e: k + len(rel.Words), when: c.days(at, at.AddDate(0, 0, 1), recount.Day)}, true
}

// since returns the words for since at token i, nil if there are none.
func (c *calendar) since(s *sentence, i int) *lexicon.Phrase {
	if ph := c.pg.time(s, i); ph != nil && ph.Class == "since" {
		return ph
	}
	return nil
}

// sinceBefore returns where a word for since stands before token k, or one of several
// words with what began between: "since the outbreak of the war in April"; -1 if none.
func (c *calendar) sinceBefore(s *sentence, k int) int {
	for k > s.a+1 { // "since day Saturday", "since the start of year 2022"
		if u := c.pg.time(s, k-1); u == nil || len(u.Words) > 1 || u.Class != "unit" && u.Class != "third" || s.definite(k-1) && !s.digits(k) {
			break
		}
		k--
	}
	for i := k - 1; i >= s.a && i >= k-10; i-- {
		switch ph := c.since(s, i); {
		case ph != nil && (i+len(ph.Words) >= k || len(ph.Words) > 1): // "since the beginning" may begin "the beginning of May"
			return i
		case s.isMark(i) && !s.mark(i, '"') || s.has(i, lexicon.Relative|lexicon.That) || s.has(i, lexicon.Verb) && !s.has(i, lexicon.Between):
			return -1
		case len(s.entry(i).Frames) > 0:
			if ph = c.since(s, i-2); ph != nil && len(ph.Words) == 2 { // "since the outbreak of the clashes on 3 May"
				return i - 2
			}
			return -1
		}
	}
	return -1
}

// sinceClause returns where a word for since stands that opens a clause with a date at its end,
// which begins at token k: "since the war broke out on 15 April"; -1 if none.
func (c *calendar) sinceClause(s *sentence, k int) int {
	if !s.has(k-1, lexicon.In) {
		return -1
	}
	for i := k - 2; i >= s.a && i >= k-14; i-- {
		if c.since(s, i) != nil {
			return i
		}
		if s.isMark(i) && !s.mark(i, '-') || s.has(i, lexicon.That|lexicon.Relative) {
			return -1
		}
	}
	return -1
}

// dayInWords reads a day of the month in words at token i: "the first and
// twentieth", "one and twenty"; 0 if there is none.
func (s *sentence) dayInWords(i int) (int, int) {
	e := s.entry(i)
	v, next := e.Value, i+1
	if !e.Has(lexicon.Ordinal) {
		n, k, ok := s.unitsFirst(i)
		if !ok || !e.Has(lexicon.NumberWord) {
			return 0, i
		}
		v, next = n, k
	} else if t := s.entryAt(i + 2); v < 10 && s.has(i+1, lexicon.And) && t.Has(lexicon.NumberWord) && (t.Value == 20 || t.Value == 30) {
		v, next = v+t.Value, i+3
	} else if t := s.entryAt(i + 1); v < 10 && t.Has(lexicon.NumberWord) && t.Value == 10 { // "the fifth tenth"
		v, next = v+10, i+2
	}
	if v < 1 || v > 31 {
		return 0, i
	}
	return int(v), next
}

// otherHamza reports whether a word that could be a month is written with a hamza
// below its alif, with which no month is listed: "إب", Ibb, is not "آب", August. Whoever
// leaves the hamza out may mean either.
func (s *sentence) otherHamza(i int) bool {
	w := s.written(i)
	k := strings.Index(w, "إ")
	return k >= 0 && !s.p.Times.Month(w[k:])
}

// month returns the number of the month named at token i and the token after
// its name, with a second name of the same month: "أيلول/سبتمبر"; 0 if none is.
func (s *sentence) month(i int) (month, next int) {
	one := func(i int) (int, int) {
		if !s.has(i, lexicon.Month) || s.otherHamza(i) {
			return 0, i
		}
		if ph := s.page.time(s, i); ph != nil && ph.Class == "month" {
			return s.p.Times.Fact(ph).Month, i + len(ph.Words)
		}
		if m := s.entry(i).Month; m > 0 {
			return m, i + 1
		}
		return 0, i
	}
	if month, next = one(i); month == 0 || !(s.mark(next, '/') || s.mark(next, '(') || s.mark(next, '-')) {
		return month, next
	}
	if again, e := one(next + 1); again == month {
		if s.mark(next, '(') && s.mark(e, ')') {
			e++
		}
		return month, e
	}
	return month, next
}
