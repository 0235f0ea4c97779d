package extract

import (
	"testing"

	"github.com/recountlab/recount"
)

// Who says the first claim of an Arabic text, and how many it counts.
func TestArabicVoices(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		name, text, want string
		low              int
	}{
		{"between two commas", "وأسفرت الاشتباكات، وفق مصدر طبي، عن ستة قتلى على الأقل.", "medical:مصدر طبي", 6},
		{"no more than a belief", "قال شيخ قبلي إن مسلحين يعتقد أنهم من القاعدة نصبوا كميناً أسفر عن مقتل أربعة جنود.", "unnamed:شيخ قبلي | hedge believed", 4},
		{"an earlier toll is nobody", "وكانت حصيلة سابقة أشارت إلى سقوط ستة قتلى.", "", 6},
		{"a part before the verb", "قالت وزارة الصحة إن 13 مدنياً بينهم امرأتان استشهدوا في غارة.", "medical:وزارة الصحة", 13},
		{"artillery is no gunner", "قالت وزارة الصحة إن 12 شخصاً قتلوا في قصف مدفعي.", "medical:وزارة الصحة", 12},
		{"a statement of another figure", "ذكر الائتلاف رقماً أعلى هو 1300 قتيل، في حين نفت قيادة الجيش استخدام أي سلاح محرم.", "unnamed:الائتلاف", 1300},
		{"who asked not to be named", "رجّح طبيب، فضّل عدم ذكر اسمه لدواعٍ أمنية، أن يكون 30 شخصاً قد قتلوا.", "medical:طبيب | hedge believed", 30},
		{"who is called so", "قال قائد ميداني يدعى محمد لرويترز إن رجاله أسروا 17 مقاتلاً.", "unnamed:قائد ميداني", 17},
		{"a toll that somebody announced", "قتل 23 مسلحاً في الاشتباكات، طبقاً لحصيلة أعلنتها قوات سوريا الديمقراطية.", "sdf-press", 23},
		{"who knows it from whom", "علمت رويترز من مصادر طبية في المستشفى أن 11 شخصاً قتلوا.", "reuters > medical:مصادر طبية", 11},
		{"who said so as well", "كما أفاد شهود بأن مواجهات أعقبت التشييع أسفرت عن خمسة جرحى.", "witness:شهود", 5},
		{"what was disclosed is nobody", "كشفت الوزارة عن انتشال عشرة جثامين من تحت الركام.", "official:الوزارة", 10},
		{"a headline of fighters", "أبو صالح: أجهزنا على سبعة جنود شرق المدينة", "unnamed:أبو صالح", 7},
		{"a denial of what others say", "مستشفى الجلاء ينفي ما تداولته صفحات التواصل حول وفاة ستة من المصابين.", "medical:مستشفى الجلاء | denied", 6},
		{"we counted", "مرصد الفرات\nوثقنا مقتل ثلاثة صيادين أمس.", "", 3},
		{"behind a label of the message", "عاجل | وزارة الصحة: مقتل سبعة في حلب", "medical:وزارة الصحة", 7},
		{"with a name in brackets", "بعثة الأمم المتحدة في العراق (يونامي): مقتل تسعة مدنيين", "unami", 9},
		{"its own in one line", "الدفاع المدني: طواقمنا انتشلت ثلاث جثث من تحت الأنقاض", "", 3},
		{"who heads a list", "مركز التوثيق: حصيلة أمس كالآتي:\n- حلب: 7 قتلى\n- إدلب: 3 قتلى", "monitor:مركز التوثيق", 7},
		{"an account of one voice", "وثقت شبكة حقوق الإنسان انتهاكات في حلب. ولا يزال تسعة مدنيين في عداد المفقودين.", "monitor:شبكة حقوق الإنسان", 9},
		{"who fell", "ما أدى إلى سقوط 53 مهاجراً.", "", 53},
		{"its own head", "الدفاع المدني في محافظة حلب:\n- انتشلت طواقمنا ثلاث جثث\n", "", 3},
		{"what others deny", "نفى التحالف أن تكون طائراته قصفت قاعة عزاء حيث قضى 140 شخصاً، بحسب الأمم المتحدة.", "un", 140},
		{"who pointed out besides", "قتل خمسون طفلاً، على ما أعلن وزير الصحة فراس الأبيض، الذي أشار إلى أن عدد الجرحى بلغ 1835.", "medical:وزير الصحة فراس الأبيض", 50},
		{"who opens the clause", "غير أن الإعلام الحربي قلل من شأن الهجوم وتحدث عن مقتل جنديين.", "outlet:الإعلام الحربي", 2},
		{"one who accuses others", "اتهم نشطاء مجموعات موالية بذبح ثلاث عائلات.", "witness:نشطاء | hedge accused, blamed مجموعات موالية", 3},
		{"a head with a rank", "والي شمال كردفان: مقتل 40 مدنياً في بارا", "official:والي شمال كردفان", 40},
		{"an age is not said", "استشهد عشرة مواطنين بينهم سيدة تبلغ 23 عاماً، وأصيب 55.", "", 10},
		{"whose shelling", "قتل خمسة مدنيين في قصف مدفعي لقوات النظام على إدلب.", " | blamed قوات النظام", 5},
		{"whose bullets", "أصيب طفل برصاص قوات الاحتلال في جنين.", " | blamed قوات الاحتلال", 1},
		{"nobody's child", "قتل طفل بنيران مسلح مجهول في حمص.", "", 1},
		{"a statement that announced", "صدر عن مركز الطوارئ التابع لوزارة الصحة بيان أعلن أن الغارات أدت إلى استشهاد ستة أشخاص.", "rescue:مركز الطوارئ التابع", 6},
		{"so many witnesses", "قال ثلاثة شهود ومسعف لرويترز إن 28 شخصاً قتلوا.", "reuters > medical:ثلاثة شهود ومسعف", 28},
		{"who answers by saying", "ردت وزارة الداخلية بالقول إن خمسة أشخاص قتلوا.", "official:وزارة الداخلية", 5},
		{"what came in a report", "أصدرت الشبكة تقريراً، وجاء فيه أن خمسة مدنيين قتلوا.", "monitor:الشبكة", 5},
		{"whom who spoke before relays", "قالت رويترز إن السوق احترق. ونقلت عن مسعفين أن خمسة أشخاص قتلوا.", "reuters > medical:مسعفين", 5},
		{"a label behind an urgent one", "عاجل: وزارة الصحة: خمسة شهداء في غارة على رفح", "medical:وزارة الصحة", 5},
		{"a label within a label", "شبكة الراصد: مسعفون: مقتل خمسة مدنيين في قصف على حلب", "monitor:شبكة الراصد > medical:مسعفون", 5},
		{"who signs with a place", "مقتل خمسة مدنيين في قصف على حلب - مكتب الصحة في البلدة", "medical:مكتب الصحة في البلدة", 5},
		{"nobody's label behind an urgent one", "عاجل: حلب: مقتل خمسة مدنيين في قصف", "", 5},
		{"as he added", "أعلن مدير المستشفى أن قصفاً طال السوق. وقتل في القصف خمسة مدنيين، كما أضاف.", "medical:مدير المستشفى", 5},
		{"a statement of whom", "ذكر بيان للتلفزيون الرسمي أن خمسة جنود قتلوا.", "state:بيان للتلفزيون الرسمي", 5},
		{"who signs behind a dash", "مقتل خمسة مدنيين في قصف على مدينة تعز - نقابة الأطباء", "medical:نقابة الأطباء", 5},
		{"a dash before what goes on", "مقتل خمسة مدنيين في قصف على تعز - المستشفى مغلق", "", 5},
		{"pending an investigation", "أوقفت الشرطة خمسة أشخاص على ذمة التحقيق.", "", 5},
		{"what belongs to her", "قتل خمسة في قصف مدرسة تابعة لها أن تقول ما تشاء.", "", 5},
		{"a club of prisoners plays no match", "قال نادي الأسير إن خمسة شبان قتلوا.", "palestinian-prisoners-club", 5},
		{"a name with without in it", "أفادت منظمة أطباء بلا حدود بمقتل خمسة مدنيين.", "msf", 5},
		{"the counted are not cited", "قتل خمسة مدنيين، نقلاً عن شاهد، في قصف على تعز.", "witness:شاهد", 5},
		{"a name and who it is", "قال سليم عمر، الناطق باسم وزارة الصحة في غزة، إن خمسة قتلوا.", "gaza-moh", 5},
		{"a name and an aside of time", "قال سليم عمر، الثلاثاء، إن خمسة مدنيين قتلوا.", "unnamed:سليم عمر", 5},
		{"behind a sign of urgency", "عاجل 🔴 وزارة الصحة: استشهاد خمسة مواطنين", "medical:وزارة الصحة", 5},
		{"by his word", "قال المحافظ إن صاروخاً سقط على الحي. وأسفر الانفجار، على حد قوله، عن مقتل خمسة.", "official:المحافظ", 5},
		{"the word of who did it", "وردت الفصائل بقصف المواقع موقعة 15 قتيلاً، على حد قولها.", "party:الفصائل", 15},
		{"the latest counts of whom", "قُتل 550 شخصاً، وفق أحدث إحصاءات وزارة الصحة الاتحادية.", "medical:وزارة الصحة الاتحادية", 550},
		{"denied it and said something else", "نفى متحدث باسم الجيش استهداف مدنيين، وقال إن القصف قتل 12 ضابطاً.", "party:متحدث باسم الجيش", 12},
		{"who belongs to whom", "أصدر مركز عمليات الطوارئ التابع لوزارة الصحة بياناً أعلن فيه أن الغارات أدت إلى 16 شهيداً.", "medical:مركز عمليات الطوارئ التابع لوزارة الصحة", 16},
		{"as for whom", "أورد ناشطون لائحة بالأسماء، أما وكالة «سانا» فاكتفت بالإشارة إلى مقتل ثمانية.", "wire:وكالة «سانا»", 8},
		{"no more than", "أكدت تركيا أنها حققت أهدافها، ولم تعترف قوات سوريا الديمقراطية سوى بمقتل 45 من عناصرها.", "sdf-press", 45},
		{"pictures that it said were of", "نشر التنظيم صوراً قال إنها لإعدام 17 جندياً.", "party:التنظيم", 17},
		{"saying is who spoke before", "تبنت الحركة الهجوم عبر إذاعتها قائلة إنها قتلت 70 من الضباط.", "party:الحركة | hedge claimed", 70},
		{"which it recorded", "قالت مجموعة العمل إنها وثقت حتى تاريخه مقتل 12 لاجئاً.", "unnamed:مجموعة العمل", 12},
		{"who counted, in what another says", "قال الوزير إن المراقبين أحصوا 92 جثة.", "official:الوزير > monitor:المراقبين", 92},
		{"who is cited within", "قال المدير التنفيذي إن 22 طفلاً قتلوا، وفقاً لتقارير، جراء هجوم على مدرسة.", "official:المدير التنفيذي > unnamed:تقارير", 22},
		{"people who were there", "محتجون أكدوا مقتل اثنين من المتظاهرين", "witness:محتجون", 2},
		{"a figure in brackets", "أعلنت الوزارة استشهاد (5) مواطنين.", "official:الوزارة", 5},
		{"an age in brackets", "قتل الشاب عمر (35) عاماً.", "", 1},
		{"remains", "العثور على مقبرة جماعية تضم رفات 31 شخصاً.", "", 31},
	} {
		t.Run(k.name, func(t *testing.T) {
			r := checkReading(t, x, &recount.Report{ID: "r:x", Source: "outlet", Lang: "ar", Text: k.text, Published: day(2024, 6, 12)})
			if len(r.Claims) == 0 {
				t.Fatalf("no claim in %s", k.text)
			}
			if c := &r.Claims[0]; saysOf(c) != k.want || c.Count.Low != k.low {
				t.Errorf("%s\n got %s, %d\nwant %s, %d", k.text, saysOf(c), c.Count.Low, k.want, k.low)
			}
		})
	}
}

// Small words are split from what they are written to, and words that begin as small
// words do are whole.
func TestArabicClitics(t *testing.T) {
	cutter := reader(t).packs["ar"].Cutter
	for w, n := range map[string]int{"وإن": 1, "وأن": 1, "بولاية": 1, "ولاية": 0, "وادي": 0, "كفر": 0, "كوستي": 0, "سنجار": 0, "كامل": 0, "ووحدة": 1, "للمدنيين": 1} {
		if got := cutter.Split(w); got != n*len("و") {
			t.Errorf("%s: %d bytes are split off", w, got)
		}
	}
}
