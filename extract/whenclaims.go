package extract

import (
	"slices"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// times gives each draft its moment: in its own clause, else in its sentence,
// else the last one said before in its paragraph.
func (pg *page) times(c *calendar) {
	for i := range pg.out {
		d := &pg.out[i]
		best, distance := (*moment)(nil), 1<<30
		list := c.moments(d.sent)
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
			if pg.p.VerbFirst && pg.clauseBetween(d.trigger, m) {
				far += 30
			}
			if m.after && d.trigger < m.s || m.within && d.trigger > m.e || m.since && m.s < d.trigger && d.trigger < m.e {
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
				l := c.moments(n)
				if len(l) > 0 && n == d.sent-1 && pg.goesOn(d, &l[len(l)-1]) {
					best = &l[len(l)-1]
					d.since, d.period, d.inherited = true, best.when, true
					d.why.when, d.why.whenAt = whenSentence, pg.span(best.s, best.e)
				} else if len(l) > 0 && !l[len(l)-1].far && !l[len(l)-1].since && !l[len(l)-1].head && !l[len(l)-1].when.IsZero() && !(pg.p.VerbFirst && pg.dates(n, &l[len(l)-1])) {
					m := l[len(l)-1]
					d.when, d.whenAt = m.when, recount.Span{}
					d.inherited = true
					d.why.when, d.why.whenAt = whenSentence, pg.span(m.s, m.e)
					best = &m
				}
			}
			if k := pg.heading(d.sent); best == nil && k >= 0 && pg.p.VerbFirst {
				for _, m := range c.moments(k) {
					if !m.head && !m.when.IsZero() {
						d.when, d.since, d.inherited = m.when, m.since || m.span, true
						d.why.when, d.why.whenAt = whenSentence, pg.span(m.s, m.e)
						if best = &m; d.since {
							d.period = m.when
						}
					}
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

// goesOn reports whether d, a count that tells neither when nor where nor by what, goes on
// with what the sentence before it counted since m: "900 were killed since May. 30,000 were
// hurt."
func (pg *page) goesOn(d *draft, m *moment) bool {
	return pg.p.VerbFirst && m.since && !m.head && d.mayTotal() && d.unit.hasQ && !d.whereOwn && d.weapon.IsZero()
}

// clauseBetween reports whether a word that opens a clause stands between token i and a moment:
// "the second within a week, as two young men died last Saturday".
func (pg *page) clauseBetween(i int, m *moment) bool {
	a, z := min(i, m.e), max(i, m.s)
	for k := a; k < z; k++ {
		if pg.p.Entries[pg.lex[k]].Has(lexicon.Conjunction) {
			return true
		}
	}
	return false
}

// named reports whether token i is part of a place's name behind the word for its kind:
// "the May quarter".
func (pg *page) named(i int) bool {
	return slices.ContainsFunc(pg.found, func(f gazetteer.Mention) bool { return (f.Quarter || f.Town) && f.First < i && i < f.Last })
}

// market reports whether token i is part of the name of a place that the gazetteer has, as
// places are called by the day of their market: "Friday Market".
func (pg *page) market(i int) bool {
	return slices.ContainsFunc(pg.found, func(f gazetteer.Mention) bool { return !f.Lacking && f.First < i && i < f.Last })
}

// past reports whether a moment at token k stands in a clause of what is said besides,
// behind the one that tells of d: "that a guard was hurt, and that they held two at dawn",
// "one was hurt, said a source, who added that mines killed nine this month".
func (pg *page) past(d *draft, k int) bool {
	if !pg.p.VerbFirst {
		return false
	}
	for n := max(d.trigger, d.unit.e) + 1; n < k; n++ {
		if pg.p.Entries[pg.lex[n]].Has(lexicon.That) && (pg.p.Entries[pg.lex[n-1]].Has(lexicon.And) || pg.tellsBetween(d.sent, n, k)) {
			return true
		}
	}
	return false
}

// tellsBetween reports whether a draft of a sentence has its trigger between tokens i and k.
func (pg *page) tellsBetween(sent, i, k int) bool {
	for n := range pg.out {
		if o := &pg.out[n]; o.sent == sent && i < o.trigger && o.trigger < k {
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

// lead returns the time that the report opens with, for event h, zero if it opens with none:
// what it tells without a time of its own happened then. If only the word of who
// speaks has a time, it happened on that day or the one before.
func (pg *page) lead(c *calendar, h *happening) recount.When {
	var said recount.When
	for n, told := 0, 0; n < len(pg.d.Sentences) && told < 3; n++ {
		for _, m := range c.moments(n) {
			if pg.p.VerbFirst && n > h.first && !pg.tells(n, h.number) || !fine(m.when) || m.head || m.far || m.since || m.when.From.After(c.base) && (!pg.p.VerbFirst || !m.when.From.Before(c.base.AddDate(0, 0, 1))) || pg.p.VerbFirst && (n > h.first || pg.d.Sentences[h.first].Head && n != h.first) && pg.dated(pg.span(m.s, m.e), h.number) {
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

// tells reports whether sentence n makes a claim of the event of a number.
func (pg *page) tells(n, event int) bool {
	for i := range pg.out {
		if d := &pg.out[i]; d.sent == n && d.event == event {
			return true
		}
	}
	return false
}

// dated reports whether a time is that of a claim of another event than the one of a number.
func (pg *page) dated(at recount.Span, event int) bool {
	for i := range pg.out {
		if d := &pg.out[i]; d.whenAt == at && d.event != 0 {
			return d.event != event
		}
	}
	return false
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
	if pg.p.VerbFirst && (m.span || m.when.Grain == recount.Week || m.when.Grain == recount.Month) { // "counted within the past week": of what is counted
		return false
	}
	for _, st := range d.sayingAt {
		if m.s >= st[0] && m.e <= st[1] || m.s == st[1] && m.e < len(pg.d.Tokens) && pg.d.Tokens[m.e].Mark == ',' { // "according to officials today,"
			return true
		}
	}
	return false
}
