package extract

import (
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Where Arabic reports say that something happened, by their words, and in what that
// lies; names that no gazetteer has are made up.
func TestArabicWhere(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ name, text, want string }{
		{"a lacking village beside a town", "قتل ثلاثة مدنيين في قصف على قرية زرفات القلم غربي حلب.", "قرية زرفات القلم غربي حلب=Aleppo"},
		{"a lacking quarter of a lacking area", "قتل ثلاثة مدنيين في حي زرفات بمنطقة البرشوق جنوب حلب.", "حي زرفات بمنطقة البرشوق جنوب حلب=Aleppo"},
		{"a village with a common word for a name", "قتل ثلاثة مدنيين في قرية النحل بريف حلب.", "قرية النحل=Aleppo"},
		{"where who speaks is", "وثق مكتب توثيق الانتهاكات في السويداء مقتل 7 أشخاص في بلدة تل رفعت.", "بلدة تل رفعت=Tall Rif‘at"},
		{"the first of two", "قصفت الطائرات أطراف بلدتي تل رفعت ومارع ما أدى إلى مقتل شخصين.", "أطراف بلدتي تل رفعت=Tall Rif‘at"},
		{"two datelines", "غزة/القدس - قتل 27 فلسطينياً في قصف على مخيم المغازي.", "مخيم المغازي=Maghazi"},
		{"a label", "إدلب: مقتل خمسة مدنيين في قصف على مدينة سراقب", "مدينة سراقب=Sarāqib"},
		{"a label that is a word too", "الضالع.. مقتل جنديين في انفجار عبوة", "الضالع=Ad Dali'"},
		{"a province and what lies in it", "وفي الضفة الغربية، قتل مسلحون فلسطينيين في قرية قصرة.", "قرية قصرة=Quşrah"},
		{"only on a condition", "أسر المسلحون تسعة جنود في معارك عرسال، وهددوا بقتلهم إذا لم تتوقف الحملة في القلمون.", "عرسال=Aarsâl"},
		{"those at home there", "شرطة كركوك: مقتل شرطيين في هجوم مسلح", "كركوك=Kirkuk"},
		{"a hospital's town", "استقبل مستشفى الفاشر الجنوبي ثلاثة قتلى.", "الفاشر=El Fasher"},
		{"the land of who speaks", "أعلن الحوثيون مقتل جنديين في منطقة زرفات.", "منطقة زرفات=Yemen"},
		{"no land for a strike's", "مقتل شخصين في غارة إسرائيلية على بلدة زرفات.", ""},
		{"in Lebanon the South is a place", "توزعت حصيلة غارات العدو على لبنان: الجنوب أربعة شهداء.", "الجنوب=South"},
		{"elsewhere it is a side", "أعلن الحوثيون مقتل أربعة جنود في الجنوب.", ""},
		{"a quarter whose namesake is far away", "قذائف هاون تقتل خمسة أطفال في حي الشعب بعدن.", "حي الشعب=Aden"},
		{"an operation in a place", "مقتل ثلاثة مسلحين في عملية بجبال حمرين في العراق.", "جبال حمرين=Hamrin Mountains"},
		{"on a side of what tells it from its namesakes", "مقتل ثلاثة مسلحين في ناحية الكرمة جنوب ذي قار.", "ناحية الكرمة=Dhi Qar"},
		{"beyond a comma and an and", "غارة على بلدة جويا أدت إلى سقوط ثلاثة شهداء، وأخرى على أطراف بلدة زبقين.", "بلدة جويا=Jwaya"},
		{"a province's word begins with “and”", "قتل ثلاثة مدنيين في ولاية الجزيرة.", "ولاية الجزيرة=Al Jazirah"},
		{"brought to a hospital", "وصول ثمانية شهداء إلى مستشفى شهداء الأقصى إثر غارة على منزل في دير البلح.", "دير البلح=Dayr al Balaḩ"},
		{"the ends of a road", "استهدفت مسيرة سيارة على طريق تل تمر – رأس العين وقتلت اثنين.", "تل تمر=Tall Tamr"},
		{"a namesake in another land", "قتل اثنان في بلدة زوارة غرب دير الزور.", "بلدة زوارة غرب دير الزور=Deir ez-Zor"},
		{"bombings of a town", "بلغت حصيلة ضحايا تفجيرات سنجار 250 قتيلاً.", "سنجار=Sinjār"},
		{"a land that is its people's name", "قتل ثلاثة مدنيين في سوريا.", "سوريا=Syria"},
		{"its people's name", "قتل شاب سوريا في بيروت.", "بيروت=Beirut"},
		{"drawn out of a quarter", "انتشال شهيدين من حي تل السلطان غرب رفح.", "حي تل السلطان=Tal as-Sultan"},
		{"at home in a quarter", "استشهاد شاب من حي تل السلطان في مدينة غزة.", "مدينة غزة=Gaza"},
		{"in front of the verb and behind it", "وفي رام الله، أعلنت الوزارة استشهاد شاب عند المدخل الشمالي لمدينة البيرة.", "مدينة البيرة=Al Bīrah"},
		{"taken from home, in front of the verb and behind it", "وفي الخليل، اعتقلت القوات ثلاثة شبان من بلدة بيت أمر.", "بلدة بيت أمر=Bayt Ūmmar"},
		{"each number its place", "قتل اثنان في حلب وثلاثة في بنش.", "حلب=Aleppo بنش=Binnish"},
		{"two numbers of one place", "قتل اثنان وأصيب ثلاثة في سراقب.", "سراقب=Sarāqib سراقب=Sarāqib"},
		{"in the clause before and behind the word", "مقتل شاب برصاص مجهولين في مدينة جاسم، وإصابة شرطي في بلدة المزيريب.", "مدينة جاسم=Jāsim بلدة المزيريب=Al Muzayrīb"},
		{"only in the clause before", "مقتل شاب برصاص مجهولين في مدينة جاسم، وإصابة شرطي كان معه.", "مدينة جاسم=Jāsim مدينة جاسم=Jāsim"},
		{"only in front of the verb", "وفي رام الله، أعلنت الوزارة استشهاد شاب، ونقلت الجثة من مدينة البيرة.", "رام الله=Ramallah"},
		{"a number by which a province comes first", "تصدرت محافظة حلب بـ 42 قتيلاً، تلتها محافظة إدلب.", "محافظة حلب=Aleppo"},
		{"what happened besides", "استشهد طفل بغارة على مدينة سرمين، فيما استجابت فرقنا لقصف على قميناس.", "مدينة سرمين=Sarmīn"},
		{"beside what else was taken", "وسيطرت القوات على مفرق الصعيد، فيما قتل قائد كتيبة في كمين عند مدينة عتق.", "مدينة عتق=Ataq"},
		{"before another act", "أدت غارة على الناقورة إلى جرح اثنين، وغارة على بلدة زبقين إلى دمار.", "الناقورة=En Nâqoûra"},
		{"from where a boat sailed", "غرق 20 مهاجراً بعد أن أبحر مركبهم من طبرق وانقلب قبالة سواحل زوارة.", "قبالة سواحل زوارة=Zuwārah"},
		{"a name that is a verb's form", "قتلت امرأة في حولا جنوب لبنان.", "حولا=Hula"},
		{"in front of the verb a district", "وفي قضاء القرنة أصيب شرطي قرب سوق الهوير.", "قرب سوق الهوير=al-Huwayr"},
		{"a province that comes first", "جاءت تعز أولاً بـ 131 قتيلاً، ثم الحديدة.", "تعز=Ta‘izz"},
		{"no number by which it comes first", "قتل أربعة أطفال على شاطئ مدينة غزة في قصف. وسقط ثلاثة قتلى في خان يونس.", "مدينة غزة=Gaza خان يونس=Khān Yūnis"},
		{"there", "قتل ثلاثة في حلب. وقال مسؤول في تدمر إن طائرة قصفت القاعدة هناك وأصابت حارسين.", "حلب=Aleppo تدمر=Tadmur"},
		{"to there", "قتل ثلاثة في حلب. وقال مسؤول في تدمر إن جرحى نقلوا إلى هناك.", "حلب=Aleppo حلب=Aleppo"},
		{"those of a line are of where it says", "- 18:05 مقتل ستة في تدمر\n- 17:40 مصدر طبي: استقبلنا جثامين 14 شاباً من قرية الشير", "تدمر=Tadmur قرية الشير=Sheer"},
		{"a committee's camp, before what is told later", "غرفة طوارئ معسكر زمزم:\nأكثر من مئة شهيد بينهم عشرون طفلاً\nمقتل رجلين قرب كبكابية", "معسكر زمزم=Zamzam camp معسكر زمزم=Zamzam camp قرب كبكابية=Kabkābīyah"},
		{"the first word of a longer name", "قتل ثلاثة مدنيين في بلدة دير زرفات.", ""},
		{"a district beside the town of its name", "قتل ثلاثة مدنيين في مديرية حيس.", "مديرية حيس=Hays District"},
		{"one of two quarters of a name", "قتل ثلاثة مدنيين في حي الفردوس شرقي حلب.", "حي الفردوس=al-Fardous"},
		{"a name that begins with “as”", "قتل ثلاثة مدنيين في كوستي.", "كوستي=Kosti"},
		{"a label behind a bullet", "- بنش: مقتل ثلاثة مدنيين بغارة\n- تفتناز: إصابة رجل بقصف", "بنش=Binnish تفتناز=Taftanāz"},
		{"filed where it happened", "سرت (ليبيا) - قتل أربعة جنود في اقتحام الحي رقم 2.", "سرت=Sirte"},
		{"brought elsewhere", "أصيب خمسة مدنيين في قصف على بلدة بنش، ونقل ثلاثة جرحى إلى مشاف في إدلب.", "بلدة بنش=Binnish بلدة بنش=Binnish"},
		{"fired from elsewhere", "قتل مدنيان بصواريخ أطلقت من سراقب على حي الثورة في إدلب.", "حي الثورة=Idlib"},
		{"who speaks elsewhere", "قال قائد في الجيش من دمشق إن خمسة جنود قتلوا.", "دمشق=Damascus"},
		{"said elsewhere of a place told before", "قتل مدنيان في بنش. وقال مسؤول من دمشق إن ثلاثة قتلوا.", "بنش=Binnish بنش=Binnish"},
		{"fled from", "نزح 400 شخص من ترهونة إلى بنغازي.", "ترهونة=Tarhuna"},
		{"a side of a district's town", "قتل رجل بسقوط قذيفة في ناحية السعدية شمال شرقي بعقوبة.", "ناحية السعدية=Saadiyah"},
		{"no living bullet", "قتل رجل من بنش بالرصاص الحي في ريف إدلب.", "ريف إدلب=Idlib"},
		{"written together", "قتل ثلاثة مدنيين في خانيونس.", "خانيونس=Khān Yūnis"},
		{"a lacking town before its district", "قتل ثلاثة مدنيين في زرفات بمحافظة إدلب.", "زرفات=Idlib"},
		{"a site of the same name in another land", "قتل ثلاثة جنود في معسكر الجلاء في البريقة بعدن.", "معسكر الجلاء=Al Burayqah"},
		{"items of a list", "قتلى محافظة حجة:\n- حرض: 9 قتلى\n- عبس (الساحل): 8 قتلى", "محافظة حجة=Hajjah حرض=Ḩaraḑ عبس=Abs"},
		{"an outlet's name", "قال مصدر لصحيفة «عدن تايم» إن ثلاثة مدنيين قتلوا في تعز.", "تعز=Ta‘izz"},
		{"what others are at home", "أصيب رجل من سكان بنش في انفجار لغم في تفتناز.", "تفتناز=Taftanāz"},
		{"posted elsewhere", "قتل مدنيان بقذيفة أطلقها المسلحون المتمركزون في سراقب على مدينة إدلب.", "مدينة إدلب=Idlib"},
	} {
		t.Run(k.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: k.text, Published: day(2024, 6, 12)})
			var got []string
			for _, c := range r.Claims {
				if f := c.What.Family(); f != recount.Harm && f != recount.Movement {
					continue
				}
				if w := c.Where; w.Words != "" {
					got = append(got, w.Words+"="+w.Name)
				}
			}
			if got := strings.Join(got, " "); got != k.want {
				t.Errorf("%s\n got %s\nwant %s", k.text, got, k.want)
			}
		})
	}
}

// What a source "mentions" is no anniversary, and lines that bullets open are no links
// to other reports.
func TestArabicBackground(t *testing.T) {
	x := reader(t)
	for _, text := range []string{
		"قتل ثمانية في تفجير في دمشق.\n\nوذكر مصدر طبي أن من بين القتلى طفلتين.",
		"▪️ 21:10 مقتل تسعة مسلحين. والرقم مبالغ فيه\n▪️ 19:45 قتيلان مدنيان بقذائف على حلب",
	} {
		r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: text, Published: day(2024, 6, 12)})
		if len(r.Claims) < 2 {
			t.Errorf("%s: %d claims", text, len(r.Claims))
		}
		for _, c := range r.Claims {
			if c.Background {
				t.Errorf("%s: %s is of the past", text, c.Who.Words)
			}
		}
	}
}

// A total over many events that names no place is of the place around what was told.
func TestTotalsAreOfThePlaceAround(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ text, want string }{
		{"بيروت - قتل ثلاثة مدنيين في حي الأشرفية ببيروت. وارتفع عدد القتلى منذ بداية العام إلى 90.", "Beirut"},
		{"قتل ثلاثة مدنيين في مدينة طفس بريف درعا. وارتفع عدد القتلى منذ بداية العام إلى 90.", "Daraa"},
	} {
		r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "ar", Text: k.text, Published: day(2024, 6, 12)})
		if c := r.Claims[len(r.Claims)-1]; c.Count.Low != 90 || c.Where.Name != k.want {
			t.Errorf("%s\n got %d in %s, want 90 in %s", k.text, c.Count.Low, c.Where.Name, k.want)
		}
	}
}

// Of two English names one owns the other, the owned is where something happened.
func TestOwnedPlaces(t *testing.T) {
	x := reader(t)
	for _, k := range []struct{ text, want string }{
		{"Three people were killed near a square in Northern Gaza's Beit Lahia.", "Beit Lahia"},
		{"Three people were killed in Aleppo and Homs.", "Aleppo"},
	} {
		r := checkReading(t, x, &recount.Report{ID: "r:x", Lang: "en", Text: k.text, Published: day(2024, 6, 12)})
		if c := r.Claims[0]; !strings.Contains(c.Where.Words, k.want) {
			t.Errorf("%s: got %q (%s), want %q", k.text, c.Where.Words, c.Where.Name, k.want)
		}
	}
}
