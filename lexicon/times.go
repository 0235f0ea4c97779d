package lexicon

import (
	"strconv"
	"strings"
)

// Times holds one language's words of time. Months and days of the week are
// numbered on their entries, from 1.
type Times struct {
	Words *Phrases // classes: feast, part, day, unit, last, this, next, ago, since, on, weekend, through, third, share, season, back, beside, period, after
	facts map[string]TimeFact
}

// A TimeFact is what a word of time means.
type TimeFact struct {
	Days        int // from the publication, for "yesterday"; in it, for "week"
	From, Until int // hours of the day; both 0 if the whole
	Grain       string
	Month       int   // of a month that two words name
	Feast       Feast // what comes back each year
}

// Fact returns what a phrase of time means.
func (t *Times) Fact(p *Phrase) TimeFact { return t.facts[p.Class+" "+p.Text] }

// Month reports whether a month is listed in just this spelling.
func (t *Times) Month(written string) bool {
	_, ok := t.facts["month "+written]
	return ok
}

func (l *loading) times() {
	l.Times = &Times{facts: map[string]TimeFact{}}
	l.Times.Words = l.phrases("times.tsv", 1<<5, 0, -1, 1)
	l.table("times.tsv", false, 5, func(r row) error {
		f, n, err := timeFact(r)
		if err != nil {
			return err
		}
		for w := range strings.SplitSeq(r.cell(1), "|") {
			w = strings.TrimSpace(w)
			l.Times.facts[r.cell(0)+" "+w] = f
			if n == 0 {
				continue
			}
			if words := strings.Fields(w); len(words) > 1 && r.cell(0) == "month" { // "كانون الثاني"
				l.Entries[l.sequence(w)[0]].Class |= Month
				continue
			}
			e := l.word(w)
			switch {
			case e == nil:
				return notWords(w)
			case r.cell(0) == "month":
				e.Class, e.Month = e.Class|Month, n
			default:
				e.Class, e.Weekday = e.Class|Weekday, n
			}
		}
		return nil
	})
}

// timeFact reads what a row of times says: the fact, or the number of the month
// or day of the week.
func timeFact(r row) (f TimeFact, number int, err error) {
	n := func(i, least, most int) int {
		v := 0
		if r.cell(i) != "" {
			var wrong error
			if v, wrong = strconv.Atoi(r.cell(i)); (wrong != nil || v < least || v > most) && err == nil {
				err = bad("number %q: want %d to %d", r.cell(i), least, most)
			}
		}
		return v
	}
	switch r.cell(0) {
	case "part":
		f.From, f.Until = n(2, 0, 48), n(3, 0, 48)
	case "day":
		f.Days, f.From, f.Until = n(2, -3660, 3660), n(3, 0, 48), n(4, 0, 48)
	case "feast":
		f.Feast, err = feast(r.cell(2), r.cell(3), n(4, 1, 60), err)
	case "unit":
		f.Days, f.Grain = n(2, 0, 3660), r.cell(3)
		if !grains[f.Grain] {
			return f, 0, oneOf("grain", f.Grain, grains)
		}
	case "month":
		number = n(2, 1, 12)
		f.Month = number
	case "weekday":
		number = n(2, 1, 7)
	case "beside":
		f.Days = n(2, -1, 1)
	case "last", "this", "next", "ago", "back", "after", "period", "since", "on", "weekend", "through":
	case "third":
		f.Days = n(2, 0, 2)
	case "share":
		f.Days = n(2, 2, 12)
	case "season":
		f.From, f.Until = n(2, 1, 12), n(3, 1, 12)
	default:
		return f, 0, oneOf("kind of time", r.cell(0), timeKinds)
	}
	if (r.cell(0) == "month" || r.cell(0) == "weekday") && number == 0 && err == nil {
		err = bad("a %s without its number", r.cell(0))
	}
	if f.Until < f.From && r.cell(0) != "season" && err == nil {
		err = bad("hours %d to %d: the last comes first; a part that passes midnight ends after 24", f.From, f.Until)
	}
	return f, number, err
}

// feast reads the calendar of a feast, its day there and how many days it lasts.
func feast(calendar, at string, days int, wrong error) (Feast, error) {
	f := Feast{Calendar: calendar, Days: days}
	var err error
	month, day, two := strings.Cut(at, "-")
	if calendar == "easter" {
		f.Day, err = strconv.Atoi(at)
	} else if f.Month, err = strconv.Atoi(month); err == nil && two {
		f.Day, err = strconv.Atoi(day)
	}
	switch {
	case wrong != nil:
		return f, wrong
	case !feastCalendars[calendar]:
		return f, oneOf("calendar", calendar, feastCalendars)
	case err != nil || calendar != "easter" && (f.Month < 1 || f.Month > 12 || f.Day < 1 || f.Day > 31):
		return f, bad("%q: want month-day, or for easter the days from its Sunday", at)
	case days == 0:
		return f, bad("a feast without the days it lasts")
	}
	return f, nil
}
