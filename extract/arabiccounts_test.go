package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// What Arabic texts are read to say happened, and to how many.
func TestArabicCounts(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ name, text, want string }{
		{"a hundred and eleven", "وثقت الشبكة مقتل مئة وأحد عشر مدنياً.", "killed 111"},
		{"between dead and wounded", "سقط خمسة عشر رجلاً بين قتيل وجريح.", "casualties 15"},
		{"finished off", "أعلن الجيش أنه قضى خلال يومين على نحو مئة وثمانين مسلحاً.", "killed 175–185"},
		{"lost their lives", "فقد ثلاثة من أبناء الحي أرواحهم.", "killed 3"},
		{"led away", "أُنزل خمسة طلاب من الحافلة واقتيدوا إلى مكان مجهول.", "abducted 5"},
		{"a father and a month", "قُتل أب واثنان من أبنائه بانفجار لغم.", "killed 1; killed 2"},
		{"her two children", "استشهدت امرأة وطفلاها في القصف.", "killed 1; killed 2"},
		{"two by their vowel", "أصيب مسعفَين في القصف.", "injured 2"},
		{"those who were killed", "ارتفع عدد من قضوا إلى 203.", "killed 203"},
		{"the toll behind its figure, and its parts", "يرتفع إلى 330 عدد الذين قضوا، من بينهم 44 مدنياً بينهم 7 أطفال.", "killed 330; killed 44; killed 7"},
		{"exceeded", "تجاوز عدد الجرحى الألف.", "injured ≥ 1001"},
		{"no less than, with the toll between", "لا تقل حصيلة القتلى عن 250 شخصاً.", "killed ≥ 250"},
		{"told one by one", "قتل 111 مدنياً: سبعون في دمشق، أربعون في حلب، وواحد في القنيطرة.", "killed 111; killed 70; killed 40; killed 1"},
		{"an aside of time", "أعدم المسلحون، مساء أمس، 12 معلماً.", "killed 12"},
		{"in addition to", "قتل 32 جندياً إضافة إلى 112 مدنياً.", "killed 32; killed 112"},
		{"of those who were wounded", "عالج الفريق 33 جريحاً، توفي منهم ثلاثة.", "injured 33; killed 3"},
		{"released is not held", "أوقفت الشرطة 2800 متظاهر أفرج عن معظمهم.", "detained 2800"},
		{"a building was hit", "أصيب مبنى الاتصالات في غارة للتحالف بقيادة السعودية.", ""},
		{"a quarter by its number", "قال القائد إن رجاله أسروا في الحي رقم 2 صباحاً ثلاثة مسلحين.", "detained 3"},
		{"could not reach some of them", "لم تتمكن الطواقم من الوصول إلى بعض الضحايا.", ""},
		{"who has a building hit", "قتل سائق إثر غارة أصابت حافلة كانت تقل تلاميذ.", "killed 1"},
		{"among the dead, with an aside", "قتل ستون شخصاً. وبين القتلى، طبقاً للمصدر ذاته، طبيبة وممرضان.", "killed 60; killed 1; killed 2"},
		{"estimated", "قدّر الوزير القتلى بنحو ثلاثة آلاف.", "killed 2700–3300"},
		{"died of them of thirst", "فرت 300 عائلة ومات منهم عطشاً عشرة أطفال.", "displaced 300; killed 10"},
		{"their killing was done", "52 مدنياً تم تصفيتهم ميدانياً.", "killed 52"},
		{"one of them", "أصيب أربعة رعاة واستشهد أحدهم.", "injured 4; killed 1"},
		{"two that are no doer", "جرح طفلتين بقذائف المرتزقة.", "injured 2"},
		{"at least two", "توفي رجلان على الأقل نتيجة الضرب.", "killed ≥ 2"},
		{"prisoners who were killed", "22 أسيراً لدينا قتلوا في غارات العدو.", "killed 22"},
		{"lives", "حصد القصف خلال أسبوعين أرواح 15 مريضاً.", "killed 15"},
		{"tens of thousands", "أجبر القصف عشرات الآلاف على النزوح.", "displaced 20000–99999"},
		{"by whose fire", "قتل طفل بنيران مسلح مجهول في حمص.", "killed 1"},
		{"two nouns behind one number", "قالت اللجنة إن 63 صحفياً وعاملاً في الإعلام قتلوا.", "killed 63"},
		{"had spoken of six", "وكان المصدر قد تحدث في وقت سابق عن ستة قتلى.", "killed 6"},
	} {
		t.Run(k.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: k.text, Published: day(2024, 6, 12)})
			var got []string
			for _, c := range r.Claims {
				if f := c.What.Family(); f == recount.Harm || f == recount.Movement {
					g := string(c.What) + " " + c.Count.String()
					if c.Reality != recount.Actual {
						g += " " + string(c.Reality)
					}
					got = append(got, g)
				}
			}
			if s := strings.Join(got, "; "); s != k.want {
				t.Errorf("%s\n got %s\nwant %s", k.text, s, k.want)
			}
		})
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
			wantOne(t, x, text, day(2024, 6, 12), 19)
		}
	}
}

// What stands between a verb and those to whom it happened neither hides nor replaces them.
func TestArabicBetween(t *testing.T) {
	x := reader(t)
	for _, between := range []string{"جراء ذلك", "إثر ذلك", "على إثر هذا", "نتيجة ذلك", "بسبب ذلك", "على إثرها", "خلالها", "فيها", "في حصيلة أولية", "في صفوف القوات",
		"من عائلة واحدة", "في حادثة منفصلة", "على الفور", "من عناصر الجيش", "تحت الأنقاض", "أثناء عملهم", "بشظايا القذائف", "وفق مصادر طبية"} {
		for _, form := range []string{"قتل %s أربعة جنود.", "وأصيب %s أربعة عمال.", "استشهد %s 4 شبان."} {
			text := fmt.Sprintf(form, between)
			wantOne(t, x, text, day(2024, 6, 12), 4)
		}
	}
}

// A number alone before a word of time or of what did it counts people, not those.
func TestArabicBareCounts(t *testing.T) {
	x := reader(t)
	for _, behind := range []string{"العام الماضي", "الشهر الماضي", "الأسبوع الماضي", "أمس", "هذا العام", "الساعة الثالثة", "مساء اليوم", "يوم الجمعة", "برصاص قناص", "بالرصاص الحي"} {
		for _, form := range []string{"قتل عشرون %s.", "أصيب 20 %s.", "مقتل 20 %s في حلب."} {
			text := fmt.Sprintf(form, behind)
			wantOne(t, x, text, day(2024, 6, 12), 20)
		}
	}
	for _, text := range []string{"قتل جندي في 20 الشهر الجاري.", "قتل جندي بعد 20 ساعة."} {
		wantOne(t, x, text, day(2024, 6, 25), 1)
	}
}

// Whose death or injury a noun with the letters of an owner tells.
func TestArabicWhoseHarm(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		text string
		want int // 0: nobody's
	}{
		{"استهدف قناص طفلة ما أدى إلى استشهادها.", 1},
		{"أطلق مسلحون النار على ثلاثة شبان ما أدى إلى مقتلهم.", 3},
		{"انفجر لغم بطفلين ما أسفر عن مقتلهما.", 2},
		{"تعرض رجل لإطلاق نار ما أدى إلى إصابته بجروح خطيرة.", 1},
		{"استهدفت مسيرة شاباً على دراجة نارية ما أدى إلى استشهاده.", 1},
		{"أعرب الوزير عن حزنه لمقتله.", 0},
		{"ونفت الشرطة مسؤوليتها عن مقتله.", 0},
		{"أطلق مسلحون النار على ثلاثة شبان ما أدى إلى مقتلها.", 0},
	} {
		got := harmIn(t, x, k.text)
		if k.want == 0 && len(got) > 0 || k.want > 0 && (len(got) != 1 || got[0] != k.want) {
			t.Errorf("%s\n read %v, want %d", k.text, got, k.want)
		}
	}
}

// Who stands beside others with a figure of their own.
func TestArabicFiguresBeside(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		text string
		want []int
	}{
		{"تجاوز عدد القتلى 12 والجرحى 30.", []int{13, 31}},
		{"بلغ إجمالي الشهداء 12 والإصابات 30.", []int{12, 30}},
		{"بلغ عدد الشهداء 9، والإصابات 276، منها 104 بالرصاص الحي.", []int{9, 276, 104}},
		{"استشهد 12 في قصف على غزة و4 في رفح.", []int{12, 4}},
		{"أصيب 3 شبان بالرصاص الحي و12 بالاختناق.", []int{3, 12}},
	} {
		got := harmIn(t, x, k.text)
		if !slices.Equal(got, k.want) {
			t.Errorf("%s\n read %v, want %v", k.text, got, k.want)
		}
	}
}

// wantOne wants a text to make one claim, of so many.
func wantOne(t *testing.T, x *Reader, text string, published recount.When, n int) {
	t.Helper()
	r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: text, Published: published})
	if len(r.Claims) != 1 || r.Claims[0].Count.Point != n {
		t.Errorf("%s\n read %v, want one claim of %d", text, r.Claims, n)
	}
}

// harmIn are how many a text says at least were killed or hurt, claim by claim.
func harmIn(t *testing.T, x *Reader, text string) (low []int) {
	t.Helper()
	for _, c := range checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: text, Published: day(2024, 6, 12)}).Claims {
		if c.What == recount.Killed || c.What == recount.Injured {
			low = append(low, c.Count.Low)
		}
	}
	return low
}
