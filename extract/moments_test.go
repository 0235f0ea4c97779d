package extract

import (
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// What words of time mean in a report of Friday 23 September 2016.
func TestMoments(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{
		{"a day in words", "It fell on the second of August.", "2016-08-02/2016-08-03"},
		{"a day after its month in words", "It fell on March first.", "2016-03-01/2016-03-02"},
		{"the nth weekday of a month", "It fell on the first Friday of July.", "2016-07-01/2016-07-02"},
		{"a weekday and its day", "It fell on Thursday the 15th.", "2016-09-15/2016-09-16"},
		{"a leap day", "It fell on February 29.", "2016-02-29/2016-03-01"},
		{"figures, day first", "It fell on 22/09/2016.", "2016-09-22/2016-09-23"},
		{"figures with full stops", "It fell on 22.09.2016 at noon.", "2016-09-22/2016-09-23"},
		{"figures, month first", "It fell on 9/21/2016.", "2016-09-21/2016-09-22"},
		{"figures that may be either", "It fell on 04/05/2016.", ""},
		{"an early third", "It fell in early September.", "2016-09-01/2016-09-11"},
		{"a middle third", "It fell in mid-May 2014.", "2014-05-11/2014-05-21"},
		{"a last third", "It fell at the end of August.", "2016-08-21/2016-09-01"},
		{"the weekend", "It fell over the weekend.", "2016-09-17/2016-09-19"},
		{"earlier in a month", "It fell earlier this month.", "2016-09-01/2016-09-24"},
		{"months", "It went on from May to August 2015.", "2015-05-01/2015-09-01"},
		{"years", "It went on between 2012 and 2014.", "2012-01-01/2015-01-01"},
		{"through", "It went on August 4 through August 8.", "2016-08-04/2016-08-09"},
		{"a day to a month", "It went on from August 4, 2015 to March 2016.", "2015-08-04/2016-04-01"},
		{"what is to come", "The next 72 hours will tell.", ""},
		{"early on a day is no third", "It fell early on Thursday.", "2016-09-22/2016-09-23"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if s := momentsOf(x, "en", tt.text); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

// In Arabic a day of the month stands bare after its weekday, where a number of
// people may stand too.
func TestArabicMoments(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, want string }{
		{"a weekday and its day", "وقع ذلك الخميس 15.", "2016-09-15/2016-09-16"},
		{"a weekday and the dead", "حصيلة الاشتباكات الخميس 15 قتيلاً.", "2016-09-22/2016-09-23"},
		{"a weekday and people", "أصيب الخميس 15 شخصاً.", "2016-09-22/2016-09-23"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if s := momentsOf(x, "ar", tt.text); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

// momentsOf are the stretches of time that a text of Friday 23 September 2016 names.
func momentsOf(x *Reader, lang recount.Lang, text string) string {
	return strings.Join(momentsIn(x, &recount.Report{Lang: lang, Text: text, Published: day(2016, time.September, 23)}), " ")
}

// momentsIn are the stretches of time that a report names, each as first day/day after.
func momentsIn(x *Reader, r *recount.Report) (got []string) {
	pg := x.open(x.packs[r.Lang], r)
	defer x.pages.Put(pg)
	c := x.calendar(pg, r, "")
	for n := range pg.d.Sentences {
		for _, m := range c.moments(n) {
			got = append(got, m.when.From.Format(time.DateOnly)+"/"+m.when.Until.Format(time.DateOnly))
		}
	}
	return got
}
