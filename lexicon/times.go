package lexicon

import (
	"strconv"
	"strings"
)

// Times holds one language's words of time. Months and days of the week are
// numbered on their entries, from 1.
type Times struct {
	Words *Phrases // classes: part, day, unit, last, this, next, ago, since, on
	facts map[string]TimeFact
}

// A TimeFact is what a word of time means.
type TimeFact struct {
	Days        int // from the publication, for "yesterday"; in it, for "week"
	From, Until int // hours of the day; both 0 if the whole
	Grain       string
}

// Fact returns what a phrase of time means.
func (t *Times) Fact(p *Phrase) TimeFact { return t.facts[p.Class+" "+p.Text] }

func (l *loading) times() {
	l.Times = &Times{facts: map[string]TimeFact{}}
	l.Times.Words = l.phrases("times.tsv", 1<<5, 0, -1, 1)
	l.table_("times.tsv", false, func(r row) error {
		var f TimeFact
		n := func(i int) int {
			v, err := strconv.Atoi(r.cell(i))
			if err != nil && r.cell(i) != "" {
				l.faults = append(l.faults, bad("times.tsv:%d: number %q", r.line, r.cell(i)))
			}
			return v
		}
		switch r.cell(0) {
		case "part":
			f.From, f.Until = n(2), n(3)
		case "day":
			f.Days, f.From, f.Until = n(2), n(3), n(4)
		case "unit":
			f.Days, f.Grain = n(2), r.cell(3)
		case "month", "weekday":
			for w := range strings.SplitSeq(r.cell(1), "|") {
				_, e := l.entry(strings.TrimSpace(w))
				if r.cell(0) == "month" {
					e.Class, e.Month = e.Class|Month, n(2)
				} else {
					e.Class, e.Weekday = e.Class|Weekday, n(2)
				}
			}
		case "last", "this", "next", "ago", "since", "on":
		default:
			return bad("unknown kind of time %q", r.cell(0))
		}
		for w := range strings.SplitSeq(r.cell(1), "|") {
			l.Times.facts[r.cell(0)+" "+strings.TrimSpace(w)] = f
		}
		return nil
	})
}
