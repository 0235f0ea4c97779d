package extract

import (
	"fmt"
	"testing"

	"github.com/recountlab/recount"
)

// On which days Arabic reports of 12 June 2024 say that something happened, or since
// which day they count.
func TestArabicDays(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ name, text, from, last string }{
		{"a live page's line", "16:45 مقتل سبعة مدنيين في قصف على حلب", "2024-06-12", "2024-06-12"},
		{"no day", "مقتل سبعة مدنيين في قصف على حلب", "2024-06-11", "2024-06-12"},
		{"after midnight", "قتل سبعة مدنيين في قصف على حلب بعد منتصف الليل.", "2024-06-12", "2024-06-12"},
		{"since what began on a day", "قتل 14 ألف شخص في السودان منذ اندلاع الحرب في 15 أبريل 2023.", "2023-04-15", "2024-06-12"},
		{"a day of the last month", "قتل 90 مدنياً في حلب منذ الرابع من الشهر الماضي.", "2024-05-04", "2024-06-12"},
		{"since the beginning of the year", "قتل 90 مدنياً في حلب منذ مطلع العام.", "2024-01-01", "2024-06-12"},
		{"a night", "قتل سبعة مدنيين في قصف على حلب ليلة أمس.", "2024-06-11", "2024-06-11"},
		{"a night of two days", "قتل سبعة مدنيين في قصف على حلب ليل الاثنين الثلاثاء.", "2024-06-10", "2024-06-11"},
		{"in figures, the day first", "قتل سبعة مدنيين في قصف على حلب بتاريخ 5/6/2024.", "2024-06-05", "2024-06-05"},
		{"a quarter that is called as a month", "قتل سبعة مدنيين في قصف على حي مايو جنوب الخرطوم أمس.", "2024-06-11", "2024-06-11"},
		{"the day of what is said besides", "قتل سائق في حلب مساء أمس. وقال مصدر أمني إن حارساً أصيب بجروح، وإن الشرطة اعتقلت رجلين فجر اليوم.", "2024-06-11", "2024-06-11"},
		{"since the morning", "قتل سبعة مدنيين في حلب منذ ساعات الصباح.", "2024-06-12", "2024-06-12"},
		{"shortly before midnight", "قتل سبعة مدنيين في حلب قبيل منتصف ليل السبت.", "2024-06-08", "2024-06-08"},
		{"since the middle of a month", "قتل 14 ألف شخص في السودان منذ منتصف أبريل 2023.", "2023-04-15", "2024-06-12"},
		{"a night of two days with a dash", "قتل سبعة مدنيين في قصف على حلب ليل السبت - الأحد.", "2024-06-08", "2024-06-09"},
		{"so many hours", "قتل سبعة مدنيين في قصف على حلب خلال الـ 48 ساعة الفائتة.", "2024-06-11", "2024-06-12"},
		{"within so many days", "قتل سبعة مدنيين في قصف على حلب خلال ثلاثة أيام.", "2024-06-09", "2024-06-12"},
		{"two days", "قتل سبعة مدنيين في قصف على حلب يومي الاثنين والثلاثاء.", "2024-06-10", "2024-06-11"},
		{"yesterday and today", "قتل سبعة مدنيين في قصف على حلب أمس واليوم.", "2024-06-11", "2024-06-12"},
		{"between parts of days", "قتل سبعة مدنيين في قصف على حلب بين مساء أمس وفجر اليوم.", "2024-06-11", "2024-06-12"},
		{"from an evening until a dawn", "قتل سبعة مدنيين في قصف على حلب من مساء الاثنين حتى فجر الثلاثاء.", "2024-06-10", "2024-06-11"},
		{"days that do not follow", "قتل سبعة مدنيين في قصف على حلب السبت والثلاثاء يدفنون.", "2024-06-08", "2024-06-08"},
		{"a night from a day to the next", "قتل سبعة مدنيين في قصف على حلب ليلة الاثنين على الثلاثاء.", "2024-06-10", "2024-06-11"},
		{"this week", "قتل سبعة مدنيين في قصف على حلب هذا الأسبوع.", "2024-06-10", "2024-06-12"},
		{"within a week", "قتل سبعة مدنيين في قصف على حلب خلال أسبوع.", "2024-06-05", "2024-06-12"},
		{"a day that is counted", "قتل سبعة مدنيين في قصف على غزة في اليوم الـ250 للعدوان.", "2024-06-11", "2024-06-12"},
		{"a day of a truce", "قتل سبعة مدنيين في قصف على غزة في اليوم الثالث للهدنة.", "2024-06-11", "2024-06-12"},
		{"at dawn", "قتل سبعة مدنيين في قصف على حلب فجراً.", "2024-06-12", "2024-06-12"},
		{"at dawn of the day told before", "اندلعت مواجهات في حلب الاثنين. وقتل سبعة مدنيين في قصف على إدلب فجرا.", "2024-06-10", "2024-06-10"},
		{"who blew himself up", "قتل سبعة مدنيين في حلب عندما فجر انتحاري نفسه.", "2024-06-11", "2024-06-12"},
		{"until a day", "منذ مساء الاثنين وحتى ظهر أمس الثلاثاء قتل سبعة مدنيين في حلب.", "2024-06-10", "2024-06-11"},
		{"since the beginning of a month of two words", "قتل 90 مدنياً في حلب منذ مطلع تشرين الأول.", "2023-10-01", "2024-06-12"},
		{"a number that is no year", "قتل منذ السابع من تشرين الأول 2040 مدنياً في حلب.", "2023-10-07", "2024-06-12"},
		{"the same day", "أصيب الجسر في حلب أمس. وفي اليوم ذاته قتل سبعة مدنيين في إدلب.", "2024-06-11", "2024-06-11"},
		{"the day before", "اندلعت مواجهات في حلب الاثنين. وفي اليوم السابق قتل سبعة مدنيين في إدلب.", "2024-06-09", "2024-06-09"},
		{"a day after it", "اندلعت مواجهات في حلب الاثنين. وبعد يومين من الحادثة قتل سبعة مدنيين في إدلب.", "2024-06-12", "2024-06-12"},
		{"so long after the attack", "بلغ عدد القتلى في حلب سبعة مدنيين بعد ثلاثة أيام من الهجوم.", "2024-06-09", "2024-06-09"},
		{"earlier on a weekday", "وفي وقت سابق السبت قتل سبعة مدنيين في إدلب.", "2024-06-08", "2024-06-08"},
		{"what heads a list", "وثق المكتب خلال الأسبوع الماضي ما يأتي:\n- حلب: مقتل 7 مدنيين\n- إدلب: مقتل 3 مدنيين", "2024-06-03", "2024-06-09"},
		{"since what began between two on a day", "قتل 14 ألف شخص منذ اندلاع المعارك بين الجيش وقوات الدعم السريع في 15 أبريل 2023.", "2023-04-15", "2024-06-12"},
		{"since the beginning of a month", "قتل 90 مدنياً في حلب منذ بداية شباط.", "2024-02-01", "2024-06-12"},
		{"since a year", "قتل 90 مدنياً في حلب منذ عام 2011.", "2011-01-01", "2024-06-12"},
		{"since the start of a year", "قتل 90 مدنياً في حلب منذ مطلع عام 2022.", "2022-01-01", "2024-06-12"},
		{"since a day of the week", "قتل 90 مدنياً في حلب منذ يوم السبت الماضي.", "2024-06-08", "2024-06-12"},
		{"within a year that has a number", "قتل 90 مدنياً في حلب خلال عام 2022.", "2022-01-01", "2022-12-31"},
		{"the first half of the year", "قتل 90 مدنياً في حلب في النصف الأول من عام 2023.", "2023-01-01", "2023-06-30"},
		{"the first half of a month", "قتل 90 مدنياً في حلب خلال النصف الأول من نيسان.", "2024-04-01", "2024-04-15"},
		{"the last quarter of the past year", "قتل 90 مدنياً في حلب في الربع الأخير من العام الماضي.", "2023-10-01", "2023-12-31"},
		{"a quarter of the year that goes on", "قتل 90 مدنياً في حلب خلال الربع الثاني من العام الجاري.", "2024-04-01", "2024-06-12"},
		{"the first months of the year", "قتل 90 مدنياً في حلب خلال الأشهر الأربعة الأولى من العام.", "2024-01-01", "2024-04-30"},
		{"the first week of a month", "قتل 90 مدنياً في حلب في الأسبوع الأول من أبريل.", "2024-04-01", "2024-04-07"},
		{"the last week of a month", "قتل 90 مدنياً في حلب في الأسبوع الأخير من أبريل.", "2024-04-24", "2024-04-30"},
		{"this month", "قتل 90 مدنياً في حلب خلال الشهر الجاري.", "2024-06-01", "2024-06-12"},
		{"over a week", "قتل 90 مدنياً في حلب على مدى أسبوع.", "2024-06-05", "2024-06-12"},
		{"a season", "قتل 90 مدنياً في حلب في صيف 2014.", "2014-06-01", "2014-08-31"},
		{"years", "قتل 90 مدنياً في حلب بين عامي 2014 و2016.", "2014-01-01", "2016-12-31"},
		{"this day of another year", "في مثل هذا اليوم من عام 2012 قتل 90 مدنياً في حلب.", "2012-06-12", "2012-06-12"},
		{"the same period", "قتل 900 مدني في حلب منذ 15 أبريل. وأصيب في الفترة نفسها 55 شخصاً.", "2024-04-15", "2024-06-12"},
		{"the worst since a month in which", "وهذا أعنف هجوم في حلب منذ يناير 2018 حين قتل 35 شخصاً.", "2018-01-01", "2018-01-31"},
		{"a market called by a day", "قتل سبعة مدنيين في قصف على سوق الجمعة شرق طرابلس فجر السبت.", "2024-06-08", "2024-06-08"},
		{"what goes on with a total", "قتل 900 مدني في حلب منذ 15 أبريل. وأصيب 55 شخصاً.", "2024-04-15", "2024-06-12"},
		{"the day on which it was said", "أعلنت وزارة الدفاع، الثلاثاء، مقتل تسعة مسلحين في حلب.", "2024-06-10", "2024-06-11"},
	} {
		t.Run(k.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: k.text, Published: day(2024, 6, 12)})
			for _, c := range r.Claims {
				if c.What != recount.Killed && c.What != recount.Injured {
					continue
				}
				w := c.When
				if w.IsZero() {
					w = c.Scope.Since
				}
				l := w.Local()
				if from, last := l.From.Format("2006-01-02"), l.Until.Add(-1).Format("2006-01-02"); from != k.from || last != k.last {
					t.Errorf("%s\n got %s to %s\nwant %s to %s", k.text, from, last, k.from, k.last)
				}
			}
		})
	}
}

// The day of one event is not another's that stands before it, in another town or in a
// desert of many provinces.
func TestArabicDaysOfTwoEvents(t *testing.T) {
	x := reader(t)
	for _, where := range []string{"مدينة حمص", "بادية الشام"} {
		text := "استشهد جندي بهجوم على حافلة في " + where + ". وقال مصدر إن الجرحى نقلوا إلى المشفى.\nوفي السويداء توفيت طفلة متأثرة بإصابتها قبل يومين."
		r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: text, Published: day(2024, 6, 12)})
		if len(r.Claims) != 2 {
			t.Fatalf("%d claims in %s", len(r.Claims), text)
		}
		for i, want := range []string{"2024-06-11", "2024-06-10"} {
			if c := r.Claims[i]; c.Event != i+1 || c.When.Local().From.Format("2006-01-02") != want {
				t.Errorf("%s\n claim %d: event %d on %v, want %d on %s", text, i+1, c.Event, c.When, i+1, want)
			}
		}
	}
}

// What tells how it came about does not go on with the total before it.
func TestArabicTotalsEnd(t *testing.T) {
	x := reader(t)
	r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: "قتل 900 مدني في حلب منذ 15 أبريل. وقتل ستة أشخاص في قصف مدفعي.", Published: day(2024, 6, 12)})
	if len(r.Claims) < 2 || r.Claims[0].Scope.IsZero() || !r.Claims[1].Scope.IsZero() || r.Claims[1].Event == 0 {
		t.Errorf("read %v, want a total and what happened once", r.Claims)
	}
}

// A number behind a word of time counts whoever stands behind it, and is no day or year.
func TestArabicCountsBehindTimes(t *testing.T) {
	x := reader(t)
	for _, when := range []string{"أمس", "منذ مطلع العام", "في الفترة نفسها", "في اليوم نفسه", "خلال النصف الأول من العام", "هذا العام", "في 15 أبريل", "قبل يومين",
		"بعد ساعة", "في شهر نيسان", "خلال 24 ساعة", "على مدى أسبوع"} {
		for _, form := range []string{"قتل %s 19 شخصاً.", "أصيب %s 19 مدنياً.", "وسجلت المؤسسة %s 19 ضحية.", "وثق المرصد %s 19 قتيلاً.", "استقبل المستشفى %s 19 جريحاً.",
			"نزح %s تسعة عشر شخصاً.", "قتل %s في حلب نحو 19 شخصاً."} {
			text := fmt.Sprintf(form, when)
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: text, Published: day(2024, 6, 12)})
			if len(r.Claims) != 1 || r.Claims[0].Count.Point != 19 {
				t.Errorf("%s\n read %v, want one claim of 19", text, r.Claims)
			}
		}
	}
}
