package made

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// papers are outlets of the made-up press.
var papers = []string{"morning-post", "daily-courier", "evening-star", "the-observer-of-record", "gulf-dispatch", "levant-wire", "northern-herald", "red-sea-times",
	"city-gazette", "free-voice", "people-s-daily-letter", "the-chronicle", "river-news", "mountain-echo", "harbour-mail", "desert-monitor",
	"capital-tribune", "open-line", "first-edition", "late-bulletin", "southern-star", "market-street", "tall-tower", "bridge-news", "long-view", "new-page",
	"signal", "our-town", "east-west", "the-ledger-press", "noon-report", "blue-window", "field-notes", "radio-seven", "plain-paper", "small-print"}

// An act is what happened, in both languages.
type act struct {
	in, noun, arabic string
	what             string // for titles
}

var acts = []act{
	{"an air strike", "the strike", "غارة جوية", "Air strike"},
	{"shelling", "the shelling", "قصف مدفعي", "Shelling"},
	{"a car bomb explosion", "the blast", "انفجار سيارة مفخخة", "Car bomb"},
	{"clashes", "the fighting", "اشتباكات", "Clashes"},
	{"an armed attack", "the attack", "هجوم مسلح", "Attack"},
	{"sniper fire", "the shooting", "رصاص قناص", "Sniper fire"},
	{"a landmine explosion", "the explosion", "انفجار لغم", "Landmine"},
	{"a drone strike", "the strike", "غارة بطائرة مسيرة", "Drone strike"},
}

// blamed is who is said to have done it; "" where nobody says.
var blamed = []string{"", "", "", "government forces", "opposition fighters", "coalition aircraft", "unidentified gunmen", "tribal fighters"}

// voices are whose word counts are.
var voices = []string{"a hospital in the area", "the civil defence", "Reuters", "the Syrian Observatory for Human Rights", "a medical source", "residents",
	"the health ministry", "the Associated Press", "the United Nations", "the White Helmets", "the army", "a local council", "AFP", "an activist"}

var arabicVoices = []string{"مصدر طبي", "الدفاع المدني", "ناشطون", "المرصد السوري لحقوق الإنسان", "وزارة الصحة", "شهود عيان", "الأمم المتحدة"}

// sites are what stands in a town; only these are known to a building.
var sites = []string{"a market", "a school", "a bakery", "a mosque", "a field hospital", "a bus station"}

// asides are what reports say besides: nothing in them is counted.
var asides = []string{
	"Roads into the town were closed for most of the day and shops stayed shut.",
	"Electricity had not been restored by the evening, residents said.",
	"Prices of bread and fuel have risen since the start of the season.",
	"A teacher said that classes would be held in tents until the building is safe.",
	"Telephone lines in the area were cut and the account could not be checked with officials.",
	"The governor visited the area and promised that repairs would begin soon.",
	"Farmers said that they had not been able to reach their fields for two weeks.",
	"Photographs shared by residents showed dust over a row of low houses.",
	"The municipality asked people to save water while the pumping station is repaired.",
	"Aid workers described long queues outside the only pharmacy that was open.",
	"Officials from both sides were expected to meet again next month.",
	"Volunteers cleared the street with shovels and a single bulldozer.",
	"The weather had been cold and wet, which made the search harder.",
	"It was not clear who controlled the hill above the road.",
	"Families gathered in the yard of the old post office to wait for news.",
	"A statement was expected later, a spokesman said by telephone.",
}

var arabicAsides = []string{
	"وأغلقت الطرق المؤدية إلى البلدة معظم النهار وبقيت المحال مغلقة.",
	"ولم تعد الكهرباء إلى الحي حتى المساء بحسب السكان.",
	"وطلبت البلدية من الأهالي الاقتصاد في استهلاك المياه.",
	"ومن المتوقع أن يجتمع الطرفان مجدداً في الشهر المقبل.",
	"وأظهرت صور تداولها السكان غباراً فوق صف من البيوت.",
	"وقال مزارعون إنهم لم يتمكنوا من الوصول إلى حقولهم منذ أسبوعين.",
}

// where says where an incident was as finely as its reports know.
func (x *incident) where(r *rand.Rand) string {
	switch x.place {
	case nearTown:
		return fmt.Sprintf("near %s in %s province", x.in.name, x.in.province)
	case atSite:
		return fmt.Sprintf("on %s in %s", sites[x.n%len(sites)], x.in.name)
	case inProvince:
		return fmt.Sprintf("in %s province", x.in.province)
	}
	return "in " + x.in.name
}

// said is a count as one outlet has it: nearly right, rounded, or a lower bound.
func said(r *rand.Rand, n int) (word string, figure int) {
	switch k := r.IntN(10); {
	case k < 5:
		return "", n
	case k < 7:
		return "at least ", max(1, n-r.IntN(1+n/4))
	case k < 8:
		return "more than ", max(1, n-1)
	default:
		return "", n + r.IntN(2+n/4)
	}
}

func english(r *rand.Rand, t telling) (title, body string) {
	x, a := t.of, acts[t.of.act]
	day := x.at.Format("Monday")
	low, n := said(r, x.killed)
	who := []string{"people", "people", "civilians", "people", "soldiers"}[x.n%5]
	if n == 1 {
		who = []string{"person", "person", "civilian", "person", "soldier"}[x.n%5]
	}
	were := map[bool]string{true: "was", false: "were"}[n == 1]
	var b strings.Builder
	fmt.Fprintf(&b, "%s%d %s %s killed in %s", first(low), n, who, were, a.in)
	if by := blamed[x.by]; by != "" {
		fmt.Fprintf(&b, " by %s", by)
	}
	fmt.Fprintf(&b, " %s on %s, %s said.", x.where(r), day, voices[r.IntN(len(voices))])
	if x.children > 0 && r.IntN(2) == 0 {
		fmt.Fprintf(&b, " %s were among the dead.", first(children(x.children)))
	}
	if x.injured > 1 {
		low, m := said(r, x.injured)
		fmt.Fprintf(&b, "\n\n%s%d people were injured in %s, %s said.", first(low), m, a.noun, voices[r.IntN(len(voices))])
	}
	if other := voices[r.IntN(len(voices))]; r.IntN(3) == 0 {
		low, m := said(r, x.killed)
		fmt.Fprintf(&b, "\n\nEarlier, %s had put the number of people killed %s at %s%d.", other, x.where(r), low, m)
	}
	switch r.IntN(40) {
	case 0:
		fmt.Fprintf(&b, "\n\nThe army denied that anybody had been killed in %s.", a.noun)
	case 1:
		fmt.Fprintf(&b, "\n\nMore than %d people have been killed in %s province since January, according to the United Nations.", 100+r.IntN(2000), x.in.province)
	case 2:
		fmt.Fprintf(&b, "\n\nA truce announced in %s earlier in the week was broken, residents said.", x.in.name)
	}
	for range 3 + r.IntN(5) {
		b.WriteString("\n\n" + asides[r.IntN(len(asides))])
	}
	return fmt.Sprintf("%s %s: %s%d killed", a.what, x.where(r), low, n), b.String()
}

func children(n int) string {
	if n == 1 {
		return "one child and two women"
	}
	return fmt.Sprintf("%d children", n)
}

// first is a sentence's beginning.
func first(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func arabic(r *rand.Rand, t telling) (title, body string) {
	x, a := t.of, acts[t.of.act]
	days := [...]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
	_, n := said(r, x.killed)
	n = max(n, 11) // from eleven on the counted noun stands in the singular
	in := "في " + x.in.arabic
	var b strings.Builder
	fmt.Fprintf(&b, "قال %s إن %d شخصاً قتلوا في %s %s يوم %s.", arabicVoices[r.IntN(len(arabicVoices))], n, a.arabic, in, days[x.at.Weekday()])
	if x.injured > 10 {
		fmt.Fprintf(&b, "\n\nوأصيب %d شخصاً بجروح، بحسب %s.", x.injured, arabicVoices[r.IntN(len(arabicVoices))])
	}
	for range 3 + r.IntN(4) {
		b.WriteString("\n\n" + arabicAsides[r.IntN(len(arabicAsides))])
	}
	return fmt.Sprintf("مقتل %d شخصاً في %s %s", n, a.arabic, in), b.String()
}

// quiet is a report of nothing that is counted.
func quiet(r *rand.Rand, t telling) (title, body string) {
	var b strings.Builder
	fmt.Fprintf(&b, "A new road between %s and the coast is to be opened next spring, the ministry of works said on %s.", t.of.in.name, t.when.Format("Monday"))
	for range 4 + r.IntN(5) {
		b.WriteString("\n\n" + asides[r.IntN(len(asides))])
	}
	return "New road for " + t.of.in.name, b.String()
}
