package desk_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount/archive"
)

// writePages writes a web archive of n pages as news sites print them, in
// English and every fourth in Arabic, about incidents of which five pages tell
// each: a lead with a toll and a voice, five paragraphs of other words, and
// 15 kB of navigation, scripts and links around them.
func writePages(w io.Writer, n int) error {
	records := archive.NewRecordWriter(w)
	r := rand.New(rand.NewPCG(5, 6))
	towns := [][2]string{{"Aleppo", "حلب"}, {"Homs", "حمص"}, {"Hama", "حماة"}, {"Idlib", "إدلب"}, {"Mosul", "الموصل"}, {"Basra", "البصرة"},
		{"Rafah", "رفح"}, {"Taiz", "تعز"}, {"Khartoum", "الخرطوم"}, {"Nyala", "نيالا"}, {"Benghazi", "بنغازي"}, {"Daraa", "درعا"}}
	hit := [][2]string{{"a market", "سوقا"}, {"a school", "مدرسة"}, {"a bakery", "مخبزا"}, {"a farm", "مزرعة"}, {"a bus station", "محطة حافلات"}}
	said := [][2]string{{"a hospital said", "بحسب مصدر طبي"}, {"the civil defence said", "وفق الدفاع المدني"}, {"residents said", "بحسب سكان"}}
	words := [2][]string{
		strings.Fields("road water bread council winter school harvest price river bridge market family letter morning evening teacher doctor village " +
			"engine wheat olive window garden office border paper money power cable station train driver child mother street corner kitchen summer " +
			"season friend story number voice meeting plan budget repair stone wood iron glass field tree mountain valley coast boat net salt fish " +
			"carried opened closed moved asked found kept wrote read built began ended grew sold bought walked waited returned counted showed " +
			"slowly again early late often never almost nearby far under over between behind across along beside after before during without"),
		strings.Fields("طريق ماء خبز مجلس شتاء مدرسة حصاد سعر نهر جسر سوق عائلة رسالة صباح مساء معلم قرية محرك قمح زيتون نافذة حديقة مكتب ورق مال كهرباء " +
			"محطة قطار سائق أم شارع زاوية مطبخ صيف موسم صديق قصة رقم صوت اجتماع خطة ميزانية إصلاح حجر خشب حديد زجاج حقل شجرة جبل واد ساحل قارب شبكة ملح سمك " +
			"حمل فتح أغلق نقل سأل وجد كتب قرأ بنى بدأ انتهى كبر باع اشترى مشى انتظر عاد عد أظهر ببطء مجددا باكرا متأخرا غالبا أبدا تقريبا قريبا بعيدا تحت فوق بين خلف عبر"),
	}
	around := strings.Repeat(`<li class="nav-item"><a href="/section/world" data-track="menu">World and regional affairs</a></li>`, 60)
	script := "<script>" + strings.Repeat("window.dataLayer=window.dataLayer||[];", 200) + "</script>"
	for i := range n {
		story := i / 5
		lang, tongue := 0, "en"
		if i%4 == 3 {
			lang, tongue = 1, "ar"
		}
		day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, story/len(towns))
		town, dead, hurt := towns[story%len(towns)][lang], 2+story%9+i%2, 3+story%7
		what, who := hit[story/3%len(hit)][lang], said[i%len(said)][lang]
		title := fmt.Sprintf("%d killed in %s strike", dead, town)
		lead := fmt.Sprintf("At least %d people were killed and %d wounded when an air strike hit %s in %s on %s, %s.", dead, hurt, what, town, day.Format("Monday"), who)
		if lang == 1 {
			title = fmt.Sprintf("مقتل %d في غارة على %s", dead, town)
			lead = fmt.Sprintf("قتل %d أشخاص على الأقل وأصيب %d آخرون في غارة جوية استهدفت %s في %s، %s.", dead, hurt, what, town, who)
		}
		var b strings.Builder
		fmt.Fprintf(&b, `<!doctype html><html lang=%s><head><meta charset=utf-8><title>%s</title><meta property="article:published_time" content="%s">%s</head><body><nav><ul>%s</ul></nav><main><article><h1>%s</h1><p>%s</p>`,
			tongue, title, day.Add(30*time.Hour).Format(time.RFC3339), script, around, title, lead)
		for range 5 {
			b.WriteString("<p>")
			for range 4 {
				for k := range 14 {
					if k > 0 {
						b.WriteByte(' ')
					}
					b.WriteString(words[lang][r.IntN(len(words[lang]))])
				}
				b.WriteString(". ")
			}
			b.WriteString("</p>")
		}
		fmt.Fprintf(&b, "</article></main><footer><ul>%s</ul></footer></body></html>", around)
		c := archive.Capture{URL: fmt.Sprintf("https://paper%d.example/%d", i%5, i), At: day.Add(48 * time.Hour), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(b.String())}
		if _, _, err := records.Write(archive.RecordOf(c)); err != nil {
			return err
		}
	}
	return nil
}

// pagesFile writes n pages into a file of its own.
func pagesFile(t testing.TB, n int) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "pages.warc.gz")
	f, err := os.Create(name)
	if err == nil {
		err = writePages(f, n)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return name
}
