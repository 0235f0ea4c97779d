package web

import (
	"fmt"
	"slices"
	"time"

	"github.com/hablullah/go-hijri"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
)

var months = map[string][12]string{
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	"fr": {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."},
	// As the United Nations write them: the names of the east and of the west.
	"ar": {"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو", "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"},
}

var hijriMonths = [12]string{"محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"}

func (l *tongue) month(t time.Time) string { return months[l.Lang][t.Month()-1] }

func (l *tongue) day(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), l.month(t), t.Year())
}

// date writes a stretch of time as clocks at the place showed it.
func (l *tongue) date(w recount.When) string { return link.DateIn(w, months[l.Lang]) }

// hijri is the day of a time in the calendar of Umm al-Qura, "" outside the
// years it is known for and for times wider than a day.
func (l *tongue) hijri(w recount.When) string {
	if l.Lang != "ar" || w.From.IsZero() || !slices.Contains([]recount.Grain{recount.Minute, recount.Hour, recount.Part, recount.Day}, w.Grain) {
		return ""
	}
	u, err := hijri.CreateUmmAlQuraDate(w.Local().From)
	if err != nil || u.Month < 1 || u.Month > 12 {
		return ""
	}
	return fmt.Sprintf("%d %s %d هـ", u.Day, hijriMonths[u.Month-1], u.Year)
}

// stamp writes a moment.
func (l *tongue) stamp(t time.Time) string { return l.day(t.UTC()) + t.UTC().Format(" 15:04 UTC") }

// lasting says a length of time in its largest unit.
func (l *tongue) lasting(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return l.n(int(d.Hours())/24, "day", "days")
	case d >= 2*time.Hour:
		return l.n(int(d.Hours()), "hour", "hours")
	}
	return l.n(max(0, int(d.Minutes())), "minute", "minutes")
}

// ago says how long before now a time was.
func (l *tongue) ago(now, t time.Time) string {
	if d := now.Sub(t); d >= time.Minute {
		return l.say("%s ago", l.lasting(d))
	}
	return l.say("just now")
}
