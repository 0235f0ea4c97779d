package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Every way of saying so with every kind of speaker, as agencies and channels write them:
// a sentence of each pair, whose first claim must be that speaker's. What a list holds
// must not matter to what it is put into, so that a word that works with one speaker only,
// or a speaker known behind one verb only, is seen here. {v} is the speaker, {t} the ending
// of a verb whose speaker is feminine, {ya} the beginning of one in the present.
func TestArabicSpeakers(t *testing.T) {
	const he, she = "", "ت"
	speakers := map[string]string{
		"مصدر طبي": he, "مصادر ميدانية": she, "وزارة الصحة": she, "الهلال الأحمر": he, "المرصد السوري لحقوق الإنسان": he, "شهود عيان": he,
		"مدير المستشفى العام": he, "قائممقام القضاء": he, "عضو في المجلس المحلي": he, "القيادة المركزية الأميركية": she, "خلية الإعلام الأمني": she,
		"لجان المقاومة": she, "اللجنة المركزية لأطباء السودان": she, "منظمة أطباء بلا حدود": she, "بعثة الأمم المتحدة": she, "مراسلنا": he,
		"وسائل إعلام إسرائيلية": she, "كتائب القسام": she, "قوات الدعم السريع": she, "الناطق باسم الدفاع المدني": he, "مسعفون": he, "أقارب الضحايا": he,
		"ممرضة في المشفى": she, "أحد الناجين": he, "ضابط في الجيش": he, "منسق الشؤون الإنسانية": he, "نادي الأسير": he, "المكتب الإعلامي الحكومي": he,
		"المتحدثة باسم المفوضية": she, "قيادي في الفصائل": he, "والد الطفل": he, "النيابة العامة": she,
	}
	ways := []string{
		"قال{t} {v} إن {c}.", "أفاد{t} {v} بأن {c}.", "أفاد{t} {v} ب{m}.", "أعلن{t} {v}، الأربعاء، {m}.", "نوّه{t} {v} إلى أن {c}.", "وتابع{t} {v} أن {c}.",
		"استدرك{t} {v} أن {c}.", "ورد{t} {v} بأن {c}.", "جزم{t} {v} بأن {c}.", "جدد{t} {v} التأكيد أن {c}.", "أطلع{t} {v} الصحفيين على أن {c}.", "أفصح{t} {v} عن أن {c}.",
		"{v} أبلغ{t} وسائل إعلام أن {c}.", "{v} {ya}علن {m}", "{v}: {m}", "{v} | {m}", "عاجل | {v}: {m}", "{m} ({v})", "من جهته، أكد{t} {v} أن {c}.",
		"{q}، وفق {v}.", "{q}، كما نقل عن {v}.", "{q}، بشهادة {v}.", "{q}، بناء على إفادة {v}.", "{q}، حسبما أفاد{t} {v}.", "{q}، على ما أكد{t} {v}.",
		"{q}، مثلما جزم{t} {v}.", "{q}، وهو ما أكده {v}.", "{q}، في حصيلة جديدة أعلنها {v}.", "«{q}»، {ya}روي {v}.", "بحسب {v}، فإن {c}.",
		"قتل خمسة مدنيين، نقلاً عن {v}، في قصف على مدينة تعز.", "جاء في بيان صادر عن {v} أن {c}.", "أصدر{t} {v} بياناً قال{t} فيه إن {c}.",
		"وقال{t} {v} في اتصال هاتفي مع قناة الجزيرة إن {c}.", "وقال{t} {v} إن القصف طال سوقاً في مدينة تعز ما أدى إلى مقتل خمسة مدنيين.",
	}
	said := strings.NewReplacer("{c}", "خمسة مدنيين قتلوا في قصف على مدينة تعز", "{m}", "مقتل خمسة مدنيين في قصف على مدينة تعز", "{q}", "قتل خمسة مدنيين في قصف على مدينة تعز")
	x, all, wrong := reader(t), 0, 0
	for v, ending := range speakers {
		present := "ي"
		if ending == she {
			present = "ت"
		}
		for _, way := range ways {
			all++
			text := strings.NewReplacer("{v}", v, "{t}", ending, "{ya}", present).Replace(said.Replace(way))
			r := checkReading(t, x, &recount.Report{ID: "r:x", Source: "outlet", Lang: "ar", Text: text, Published: day(2023, 5, 10)})
			got := "nothing"
			if len(r.Claims) > 0 {
				got = fmt.Sprintf("%s, %d", saysOf(&r.Claims[0]), r.Claims[0].Count.Low)
				words := lastVoice(&r.Claims[0])
				if w := strings.TrimPrefix(words, "ل"); words != "" && (strings.Contains(v, w) || strings.HasPrefix(w, v)) && r.Claims[0].Count.Low == 5 {
					continue
				}
			}
			wrong++
			t.Logf("%s\n got %s", text, got)
		}
	}
	if wrong*100 > all { // one in a hundred
		t.Errorf("%d of %d are not read as their speaker's", wrong, all)
	}
}

// lastVoice returns the words of the voice that a claim comes from, empty for its report.
func lastVoice(c *recount.Claim) string { return c.Says[len(c.Says)-1].Words }

// Every form of a statement whose words the whole report is: all claims of it are of who
// makes it, though only the head, the first line or the last names them.
func TestArabicStatements(t *testing.T) {
	const body = "استهدف قصف السوق في مدينة نيالا ظهر اليوم. قتل خمسة مدنيين وأصيب تسعة آخرون. ولا يزال أربعة في عداد المفقودين."
	x := reader(t)
	for _, form := range []string{
		"بيان صادر عن {v}\n{b}", "تصريح صحفي صادر عن {v}\n\n{b}", "{v} - بيان\n{b}", "{v} | بيان صحفي\n{b}", "بيان {v}:\n{b}", "صدر عن {v} ما يلي: {b}",
		"أصدرت {v} بياناً جاء فيه: {b}", "متابعة للقصف على السوق، أصدرت {v} البيان التالي: {b}", "وجاء في بيان {v}: {b}", "نص بيان {v}: {b}", "بيان عاجل ل{v}: {b}",
		"{v}:\n{b}", "{v}: {b}", "قالت {v}: «{b}»", "قالت {v} في بيان: {b}", "أعلنت {v}:\n{b}", "أفادت {v} بما يلي: {b}", "{v} في تصريح صحفي: {b}", "التقرير اليومي - {v}\n{b}",
		"المصدر: {v}\n{b}", "{b}\nالمصدر: {v}", "{b}\n{v}", "{b}\n({v})", "{b} (بيان {v})",
	} {
		for _, v := range []string{"وزارة الصحة", "قيادة الجيش", "نقابة الأطباء"} {
			text := strings.NewReplacer("{v}", v, "{b}", body).Replace(form)
			r := checkReading(t, x, &recount.Report{ID: "r:x", Source: "outlet", Lang: "ar", Text: text, Published: day(2023, 5, 10)})
			of := 0
			for i := range r.Claims {
				if c := &r.Claims[i]; c.What.Family() == recount.Harm {
					if of++; !strings.Contains(lastVoice(c), v) {
						t.Errorf("%s\n claim %d of %d is %s", text, i+1, len(r.Claims), saysOf(c))
					}
				}
			}
			if of != 3 {
				t.Errorf("%s\n %d claims of people", text, of)
			}
		}
	}
}

// Lines that look like a statement's head or its end and are none.
func TestArabicStatementsHoldBack(t *testing.T) {
	x := reader(t)
	for name, text := range map[string]string{
		"an issued decision is no statement":             "أصدرت قيادة الجيش قراراً. وقتل خمسة مدنيين في قصف على نيالا.",
		"what is read below, if others speak, is theirs": "قتل خمسة مدنيين في قصف على نيالا. وقال شهود إن السوق احترق.\nالمصدر: وزارة الصحة",
		"a second place with a dash":                     "نيالا - السوق\nقتل خمسة مدنيين في قصف على نيالا.",
	} {
		r := checkReading(t, x, &recount.Report{ID: "r:x", Source: "outlet", Lang: "ar", Text: text, Published: day(2023, 5, 10)})
		if len(r.Claims) == 0 || lastVoice(&r.Claims[0]) != "" {
			t.Errorf("%s\n%s\n got %s", name, text, saysOf(&r.Claims[0]))
		}
	}
}
