package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// feast reads "during Ramadan", "on Christmas Day": the latest that has begun
// by the publication, wider by the days that its calendar leaves open. Without a
// word before it that names of people do not bear, or with a name after it, it
// may be somebody's name.
func (c *calendar) feast(s *sentence, i, next int, f lexicon.Feast) (moment, bool) {
	if i == s.a || !s.has(i-1, lexicon.Preposition|lexicon.Determiner|lexicon.Of|lexicon.In) || s.has(i-1, lexicon.By) {
		return moment{}, false
	}
	if before := c.pg.time(s, i-1); before != nil && before.Class == "ago" { // "before Ramadan"
		return moment{}, false
	}
	if next < s.b && s.capital(next) && !s.d.Shout {
		return moment{}, false
	}
	first, unsure := f.Latest(c.base)
	grain := recount.Day
	if f.Days > 7 {
		grain = recount.Month
	}
	m := moment{s: i, e: next, when: c.days(first.AddDate(0, 0, -unsure), first.AddDate(0, 0, f.Days+unsure), grain)}
	if tomorrow := c.base.AddDate(0, 0, 1); m.when.Until.After(tomorrow) { // it is not over
		m.when.Until = tomorrow.UTC()
	}
	return m, true
}
