package extract

import (
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
