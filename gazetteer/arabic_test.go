package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recountlab/recount/text"
)

func TestRecogniseArabic(t *testing.T) {
	g, c := bundle(t), cuesOf(t, "ar")
	known := func(w string) bool {
		k := []byte(Fold(w))
		_, people := g.arabPeople(k)
		return c.words[string(k)] != 0 || people || g.maybe(k, hash(k))
	}
	cutter := text.Cutter{Split: func(w string) int {
		_, n := utf8.DecodeRuneInString(w)
		if rest := w[n:]; strings.Contains("وفبلك", w[:n]) && !known(w) && (known(rest) || strings.HasPrefix(rest, "ل") && known("ا"+rest)) {
			return n
		}
		return 0
	}}
	for _, k := range []struct{ name, text, want string }{
		{"after in", "قتل خمسة مدنيين في حلب وإدلب.", "حلب=town SY; إدلب=town SY"},
		{"in written to it", "سقطت قذيفة بحلب.", "حلب=town SY"},
		{"to and the article written to it", "وصلت المساعدات للرقة في سوريا.", "للرقة=town SY; سوريا=country SY"},
		{"a head", "قتل ثلاثة في قصف على مدينة الباب.", "مدينة الباب=town SY"},
		{"a word that is a town too", "وقف الرجل عند الباب.", ""},
		{"a common word that is a town too", "غارات على مدينة حرض شمالي اليمن، بعد أن حرض عليها.", "مدينة حرض=town YE; شمالي اليمن=zone YE"},
		{"in the north of a country", "تفجيران في طرابلس شمالي لبنان.", "طرابلس=town LB; شمالي لبنان=zone LB"},
		{"two words", "غارة على خان يونس ودير البلح في قطاع غزة.", "خان يونس=town PS; دير البلح=town PS; قطاع غزة=province PS"},
		{"countryside and its side", "غارات جوية على بلدات ريف حلب الشمالي.", "ريف حلب الشمالي=zone SY"},
		{"a town in the countryside", "قتل مدني في بلدة مارع بريف حلب الشمالي.", "بلدة مارع=town SY; ريف حلب الشمالي=zone SY"},
		{"a governorate called countryside", "قصف على بلدة دوما في ريف دمشق.", "بلدة دوما=town SY; ريف دمشق=province SY"},
		{"north of a town", "اشتباكات شمال مدينة حلب.", "شمال مدينة حلب=near SY"},
		{"north of a country", "نزح آلاف السكان إلى شمال سوريا.", "شمال سوريا=zone SY"},
		{"a distance", "انفجر لغم على بعد 12 كيلومترا شمال غربي حلب.", "12 كيلومترا شمال غربي حلب=near SY"},
		{"a list with one head", "قصفت الطائرات أحياء الشعار والصاخور وهنانو في حلب.", "أحياء الشعار= lacking; الصاخور=area SY; هنانو= lacking; حلب=town SY"},
		{"a camp", "قصف على مخيم جباليا شمال قطاع غزة.", "مخيم جباليا=area PS; شمال قطاع غزة=zone PS beside"},
		{"a governorate", "في محافظة إدلب قتل شخصان.", "محافظة إدلب=province SY"},
		{"a district", "في قضاء الفلوجة بمحافظة الأنبار.", "قضاء الفلوجة=district IQ; محافظة الأنبار=province IQ"},
		{"near", "سقط صاروخ قرب مدينة المخا وبالقرب من تعز في اليمن.", "قرب مدينة المخا=near YE; بالقرب من تعز=near YE; اليمن=country YE"},
		{"outskirts", "تدور المعارك على أطراف مدينة الموصل.", "على أطراف مدينة الموصل=near IQ"},
		{"a tag", "#حلب | قصف على الأحياء الشرقية #ريف_دمشق", "حلب=town SY; ريف_دمشق=province SY"},
		{"brackets", "قتل أربعة (إدلب).", "إدلب=town SY"},
		{"peoples", "القوات الروسية والسورية واللاجئون الفلسطينيون.", "الروسية=people RU; السورية=people SY; الفلسطينيون=people PS"},
		{"a land or its people", "في سورية مدينة سورية.", "سورية=country SY; سورية=people SY"},
		{"a town with its people's name", "في مدينة طرابلس اللبنانية.", "مدينة طرابلس=town LB; اللبنانية=people LB"},
		{"the same name elsewhere", "في مدينة طرابلس الليبية.", "مدينة طرابلس=town LY; الليبية=people LY"},
		{"an organisation", "قالت وكالة حلب للأنباء إن قوات سوريا الديمقراطية انسحبت.", "حلب=town SY home; سوريا=country SY home"},
		{"a hospital", "نقل الجرحى إلى مستشفى القدس.", "القدس=town IL home"},
		{"a hospital of a common name", "نقل الجرحى إلى مستشفى الزهراء.", ""},
		{"a street", "انفجار في شارع بغداد بدمشق.", "دمشق=town SY"},
		{"a person", "قال السيد حمد لوكالة رويترز.", ""},
		{"the capital", "هز انفجار العاصمة السورية دمشق.", "العاصمة السورية=town SY; دمشق=town SY"},
		{"the capital named", "هز انفجار العاصمة صنعاء.", "صنعاء=town YE"},
		{"a road", "قتل سائق على طريق دمشق - حمص.", "دمشق=zone SY; حمص=zone SY"},
		{"between two towns", "على الطريق بين سراقب وإدلب.", "سراقب=near SY; إدلب=near SY"},
		{"a border", "على الحدود السورية التركية.", "السورية=zone SY; التركية=zone TR"},
		{"where a place lies", "سقط صاروخ على بلدة الأتارب غربي حلب واثنان غربي حلب.", "بلدة الأتارب=town SY; غربي حلب=near SY beside; غربي حلب=near SY"},
		{"where a place lies that the gazetteer lacks", "سقط صاروخ على قرية زرفات القلم غربي حلب.", "قرية زرفات القلم غربي حلب=near SYlacking; غربي حلب=near SY beside"},
		{"a lacking one of two letters and the article", "سقط صاروخ على بلدة زر القلم.", "بلدة زر القلم= lacking"},
		{"a river", "عبر نهر دجلة إلى الموصل.", "نهر دجلة=zone ; الموصل=town IQ"},
		{"a quarter the gazetteer lacks", "قصف على حي زرفات القلم في حلب.", "حي زرفات القلم= lacking; حلب=town SY"},
		{"no name after a head", "قصف على حي سكني وقرية صغيرة ومدينة أخرى.", ""},
		{"a name by its sound", "في مدينة الفاشر بولاية شمال دارفور في السودان.", "مدينة الفاشر=town SD; ولاية شمال دارفور=province SD; السودان=country SD"},
		{"a year and a house", "قبل سنة كان في الوحدة والنصر.", ""},
		{"a wadi and a gate are whole words", "في وادي بردى وباب الهوى.", "وادي بردى=area SY; باب الهوى=area SY"},
		{"Sudanese towns", "نزحوا من الخرطوم وأم درمان إلى بورتسودان.", "الخرطوم=town SD; أم درمان=town SD; بورتسودان=town SD"},
		{"Israeli towns", "أصيب شخص في تل أبيب وآخر في بيت لاهيا.", "تل أبيب=town IL; بيت لاهيا=town PS"},
		{"a name written apart", "قصف على معر دبسة وكفر نبل.", "معر دبسة=town SY; كفر نبل=town SY"},
		{"words apart that are no name", "قال إن أبو صالح من تلك الجهة.", ""},
		{"a quarter among several", "القصف على أحياء نزال والجولان في الفلوجة.", "أحياء نزال=area IQ; الجولان=area IQ; الفلوجة=town IQ"},
		{"not a quarter", "هضبة الجولان ومدينة الفلوجة.", "الجولان=zone SY; مدينة الفلوجة=town IQ"},
		{"a short name that ends a road", "كمين على طريق عتق - بيحان في شبوة.", "عتق=zone YE; بيحان=zone YE; شبوة=province YE"},
		{"a town among others of its land", "قتل ثلاثة في حيس وخمسة في تعز.", "حيس=town YE; تعز=town YE"},
		{"the word alone", "نظر إلى صور نشرت في صور من قبل.", ""},
		{"the word it is", "تم عتق رقبة في شبوة.", "شبوة=province YE"},
		{"a lacking front", "مواجهات في جبهة البرشوق.", "جبهة البرشوق= lacking"},
		{"a word by its sound", "قتل ضابط برتبة ملازم في الفلوجة.", "الفلوجة=town IQ"},
		{"a lacking one on a side of a town", "قتل ثلاثة في زرفات شمال حلب.", "زرفات شمال حلب=near SYlacking; شمال حلب=near SY beside"},
		{"a lacking one of two words before its province", "قتل ثلاثة في زرفاتو قلمرو بإقليم شبيلي السفلى.", "زرفاتو قلمرو= lacking; إقليم شبيلي السفلى=province SO"},
		{"what happened on a side of a town", "قتل ثلاثة في مداهمة شمال حلب.", "شمال حلب=near SY"},
		{"what houses something", "قتل ثلاثة قرب مقر الوزارة.", ""},
		{"a wadi", "سيول في وادي حضرموت.", "وادي حضرموت= "},
	} {
		t.Run(k.name, func(t *testing.T) {
			if s := told(t, g.Recognise(text.New(k.text, "ar"), c, Context{})); s != k.want {
				t.Errorf("%s\ngot  %s\nwant %s", k.text, s, k.want)
			}
			// The same where the cutter has split "and" and "in" from what they are
			// written to: they are then no part of a name's words.
			bare := strings.NewReplacer("للرقة", "لرقة", "بالقرب", "القرب").Replace(k.want)
			s := told(t, g.Recognise(cutter.Cut(k.text, "ar"), c, Context{}))
			if strings.NewReplacer("للرقة", "لرقة", "بالقرب", "القرب").Replace(s) != bare {
				t.Errorf("split: %s\ngot  %s\nwant %s", k.text, s, bare)
			}
		})
	}
}
