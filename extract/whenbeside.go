package extract

import (
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// Days that are told by another's: "the same day", "the day before", "a day after two
// attacks".

// lookBack is how many sentences before one that tells a day by another that other is
// looked for.
const lookBack = 5

// told is the day told last before token i, else that of the publication.
func (c *calendar) told(s *sentence, i int) time.Time {
	if m, ok := c.toldLast(s, i, func(m *moment) bool { return fine(m.when) && !m.since && !m.head }); ok {
		return midnight(m.when.From.In(c.zone))
	}
	return c.base
}

// samePeriod is the period told last before tokens [i,next): "in the same period".
func (c *calendar) samePeriod(s *sentence, i, next int) (moment, bool) {
	m, ok := c.toldLast(s, i, func(m *moment) bool {
		return m.since || m.span || m.long || m.when.Grain == recount.Month || m.when.Grain == recount.Year
	})
	m.s, m.e = i, next
	return m, ok
}

// toldLast returns the last moment before token i that will do, in its sentence or a few
// before it; none while one is being looked up already.
func (c *calendar) toldLast(s *sentence, i int, will func(*moment) bool) (moment, bool) {
	if c.deep {
		return moment{}, false
	}
	c.deep = true
	defer func() { c.deep = false }()
	for n := s.n; n >= 0 && n >= s.n-lookBack; n-- {
		list := c.moments(n)
		for k := len(list) - 1; k >= 0; k-- {
			if m := &list[k]; will(m) && (n < s.n || m.e <= i) {
				return *m, true
			}
		}
	}
	return moment{}, false
}

// beside is the day so many days from another.
func (c *calendar) beside(day time.Time, days int) recount.When {
	day = day.AddDate(0, 0, days)
	return c.days(day, day.AddDate(0, 0, 1), recount.Day)
}

// after reads "a day after …": at the head of its sentence what follows came so long
// after what was told before; elsewhere what it names came so long before. A definite
// event behind it, "two days after the attack", is the one that the report tells of,
// and counted from the publication.
func (c *calendar) after(s *sentence, i, next int) (moment, bool) {
	n := 1.0
	k := next
	if v, bound, _, e, ok := s.number(next); ok && bound == nil {
		n, k = v, e
	}
	u := c.pg.time(s, k)
	if u == nil || u.Class != "unit" {
		return moment{}, false
	}
	if k == next && s.is(k, lexicon.Dual) {
		n = 2
	}
	f := c.pg.p.Times.Fact(u)
	end := k + len(u.Words)
	if f.Days == 0 || f.Days > 7 || n > 30 || !s.has(end, lexicon.From) && !s.has(end, lexicon.Preposition) {
		return moment{}, false
	}
	days := int(n) * f.Days
	m := moment{s: i, e: end + 1}
	switch head := i == s.a || i == s.a+1 && s.has(s.a, lexicon.And); {
	case head:
		m.when = c.beside(c.told(s, i), days)
	case s.definite(end+1) && len(s.entry(min(end+1, s.b-1)).Frames) == 0:
		m.when = c.beside(c.base, -days)
	default:
		m.when, m.after = c.beside(c.told(s, i), -days), true
	}
	return m, true
}
