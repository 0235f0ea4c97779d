package extract

import (
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// When what is told happened, by a report of Friday 23 September 2016. The
// sentences were written for the project. Hours are those of the report's zone,
// here UTC; the stretch ends before its last mark.
func TestWhen(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct{ name, text, from, until string }{
		{"a day of the week", "Nine people were killed on Monday.", "09-19 00", "09-20 00"},
		{"the day of the report itself", "Nine people were killed on Friday.", "09-23 00", "09-24 00"},
		{"a day of the week after the report's is the week before", "Nine people were killed on Saturday.", "09-17 00", "09-18 00"},
		{"a night passes midnight", "Nine people were killed on Monday night.", "09-19 18", "09-20 06"},
		{"overnight", "Nine people were killed overnight.", "09-22 18", "09-23 06"},
		{"a part of a day", "Nine people were killed in the early hours of Thursday.", "09-22 03", "09-22 07"},
		{"the night of a date", "Nine people were killed on the night of 14 September.", "09-14 18", "09-15 06"},
		{"the past 24 hours", "Nine people were killed in the past 24 hours.", "09-22 00", "09-24 00"},
		{"days ago", "Nine people were killed three days ago.", "09-20 00", "09-21 00"},
		{"a few days ago", "Nine people were killed a few days ago.", "09-19 00", "09-22 00"},
		{"a date without a year", "Nine people were killed on 14 September.", "09-14 00", "09-15 00"},
		{"a stretch of days", "Nine people were killed between Monday and Wednesday.", "09-19 00", "09-22 00"},
		{"said on another day", "Nine people were killed on Monday, officials said on Tuesday.", "09-19 00", "09-20 00"},
		{"only what was said has a day", "Nine people were killed, officials said on Tuesday.", "09-19 00", "09-21 00"},
		{"according to somebody that day", "According to officials on Tuesday, nine people were killed.", "09-19 00", "09-21 00"},
		{"no time: the day of the report or the one before", "Nine people were killed.", "09-22 00", "09-24 00"},
		{"a feast of the Islamic calendar, to a day", "Nine people were killed during Eid al-Adha.", "09-12 00", "09-18 00"},
		{"a name that is a feast's", "Nine people were killed by Ramadan Ali.", "09-22 00", "09-24 00"},
		{"before a feast", "Nine people were killed before Christmas.", "09-22 00", "09-24 00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := x.Read(&recount.Report{ID: "r:when", Text: tt.text, Lang: "en", Published: day(2016, 9, 23)})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Claims) != 1 {
				t.Fatalf("%d claims, want one", len(got.Claims))
			}
			w := got.Claims[0].When.Local()
			const form = "2006-01-02 15"
			if a, b := w.From.Format(form), w.Until.Format(form); a != "2016-"+tt.from || b != "2016-"+tt.until {
				t.Errorf("%q: %s to %s; want 2016-%s to 2016-%s", tt.text, a, b, tt.from, tt.until)
			}
		})
	}
}

// "Since Monday" opens a stretch that lasts until the report.
func TestSinceIsAPeriod(t *testing.T) {
	got, err := reader(t).Mark(&recount.Report{ID: "r:since", Text: "Nine people have been killed since Monday.", Lang: "en", Published: day(2016, 9, 23)})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Times) != 1 || got.Times[0].When.From.Day() != 19 || !got.Times[0].When.Until.Equal(time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("times %+v", got.Times)
	}
}

// Over which days a report of 2 May 2023 counts.
func TestPeriods(t *testing.T) {
	x := reader(t)
	for _, tt := range []struct {
		lang             recount.Lang
		text, from, last string
	}{
		{"en", "At least 55 people have been killed since the start of the year.", "2023-01-01", "2023-05-02"},
		{"en", "At least 55 people have been killed since the beginning of February.", "2023-02-01", "2023-05-02"},
		{"en", "At least 55 people were killed in the first half of 2022.", "2022-01-01", "2022-06-30"},
		{"en", "At least 55 people were killed in the first quarter of this year.", "2023-01-01", "2023-03-31"},
		{"en", "At least 55 people were killed in the first three months of the year.", "2023-01-01", "2023-03-31"},
		{"en", "At least 55 people were killed in the last week of April.", "2023-04-24", "2023-04-30"},
		{"en", "At least 55 people have been killed since fighting broke out on April 15.", "2023-04-15", "2023-05-02"},
		{"en", "Since fighting broke out on April 15, at least 55 people have been killed.", "2023-04-15", "2023-05-02"},
		{"en", "It was the deadliest attack since January 2018, when 55 people were killed.", "2018-01-01", "2018-01-31"},
		{"en", "Gaza had been quiet since a truce ended fighting in November 2012 in which 55 people were killed.", "2012-11-01", "2012-11-30"},
		{"en", "Two towns have been shelled since April 15. In the same period 55 people were killed.", "2023-04-15", "2023-05-02"},
		{"en", "At least 55 people were killed within two weeks.", "2023-04-18", "2023-05-02"},
		{"en", "At least 55 people were killed this month.", "2023-05-01", "2023-05-02"},
		{"fr", "Au moins 55 personnes ont été tuées au premier trimestre 2022.", "2022-01-01", "2022-03-31"},
		{"fr", "Au moins 55 personnes ont été tuées au cours du premier semestre de 2022.", "2022-01-01", "2022-06-30"},
		{"es", "Al menos 55 personas murieron en el primer trimestre del año.", "2023-01-01", "2023-03-31"},
	} {
		r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: tt.lang, Text: tt.text, Published: day(2023, 5, 2)})
		for _, c := range r.Claims {
			if c.What != recount.Killed {
				continue
			}
			if from, last := daysOf(&c); from != tt.from || last != tt.last {
				t.Errorf("%s\n got %s to %s, want %s to %s", tt.text, from, last, tt.from, tt.last)
			}
		}
	}
}

// daysOf are the first and the last day of a claim, or of the period that it counts over.
func daysOf(c *recount.Claim) (first, last string) {
	w := c.When
	if w.IsZero() {
		w = c.Scope.Since
	}
	l := w.Local()
	return l.From.Format("2006-01-02"), l.Until.Add(-1).Format("2006-01-02")
}
