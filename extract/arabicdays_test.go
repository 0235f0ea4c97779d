package extract

import (
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
		{"until a day", "منذ مساء الاثنين وحتى ظهر أمس الثلاثاء قتل سبعة مدنيين في حلب.", "2024-06-10", "2024-06-11"},
		{"since the beginning of a month of two words", "قتل 90 مدنياً في حلب منذ مطلع تشرين الأول.", "2023-10-01", "2024-06-12"},
		{"a number that is no year", "قتل منذ السابع من تشرين الأول 2040 مدنياً في حلب.", "2023-10-07", "2024-06-12"},
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
