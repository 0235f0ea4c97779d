package collect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

func pageOf(t *testing.T, url, html string) []recount.Report {
	t.Helper()
	found, err := collect.Parse(archive.Capture{URL: url, At: at, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(html)})
	if err != nil {
		t.Fatal(err)
	}
	var out []recount.Report
	for _, f := range found {
		out = append(out, f.Report)
	}
	return out
}

const para = "<p>Four people were killed in the town on Monday, a hospital said, when shells fell on the market in the centre.</p>"

// A post of a live blog stays one report when others come in above it, and is
// another report, at the same address, when its words change.
func TestAPostKeepsItsIdentity(t *testing.T) {
	minutes := 0
	post := func(id, text string) string {
		minutes += 7 // what is ever new in a post is no part of it
		return fmt.Sprintf(`<div class="live-post" %s><time datetime="2024-03-04T10:00:00Z">10:00</time><p>%d minutes ago</p><p>%s</p></div>`, id, minutes, text)
	}
	blog := func(posts ...string) []recount.Report {
		return pageOf(t, "https://example.org/live", `<html><body class=live-blog><h1>The day as it came</h1>`+strings.Join(posts, "\n")+"</body></html>")
	}
	a, b, c := "Two people were killed at the bridge, a doctor said by telephone.", "The bridge is closed to lorries, the police say, until further notice.", "Shells fell on the market again in the afternoon, traders say."
	for name, mark := range map[string]func(n int) string{
		"with anchors":    func(n int) string { return fmt.Sprintf("id=p%d", n) },
		"without anchors": func(int) string { return "" },
	} {
		before := blog(post(mark(2), b), post(mark(1), a))
		after := blog(post(mark(3), c), post(mark(2), strings.Replace(b, "lorries", "all", 1)), post(mark(1), a))
		if len(before) != 2 || len(after) != 3 {
			t.Fatalf("%s: %d and %d posts", name, len(before), len(after))
		}
		if before[1].ID != after[2].ID || before[1].URL != after[2].URL || before[1].Text != a {
			t.Errorf("%s: the unchanged post was %s %q and is %s %q", name, before[1].ID, before[1].URL, after[2].ID, after[2].URL)
		}
		if before[0].ID == after[1].ID || mark(2) != "" && before[0].URL != after[1].URL {
			t.Errorf("%s: the changed post is %s %q and %s %q", name, before[0].ID, before[0].URL, after[1].ID, after[1].URL)
		}
		if want := "https://example.org/live#p1"; mark(1) != "" && before[1].URL != want {
			t.Errorf("%s: %q, want %q", name, before[1].URL, want)
		}
		if before[0].Raw == after[0].Raw || before[0].Raw != before[1].Raw {
			t.Errorf("%s: posts rest on the bytes of their page", name)
		}
	}
}

// What a page tells in tables, lists and lines with dates is kept, whatever its
// cells are called.
func TestTollsAreKept(t *testing.T) {
	told := []string{
		"Date | Place | Killed", "5 March 2024 | Tel Marun | 3", "6 March 2024 | Oru | three killed", "7 March 2024 – Oru: 3 killed by shelling", "Tel Marun, 8 March 2024: a guard killed", "Killed by a mine on 9 March 2024",
		"He was killed on 10 March 2024.", "10:45 Shelling kills two in Oru", "Killed: 14",
	}
	html := `<html><head><meta name="date" content="2024-03-12"></head><body><h1>The week in the valley</h1><p>By Nora Vance | 12 March 2024</p>` + para +
		`<table><tr><th>Date<th>Place<th>Killed<tr><td class=date>5 March 2024<td>Tel Marun<td>3<tr><td class="event-date">6 March 2024<td>Oru<td>three killed</table>` +
		`<ul><li>7 March 2024 – Oru: 3 killed by shelling<li>Tel Marun, 8 March 2024: a guard killed</ul><p>Killed by a mine on 9 March 2024<p>He was killed on 10 March 2024.<p>10:45 Shelling kills two in Oru<p>Killed: 14</body></html>`
	r := pageOf(t, "https://example.org/a", html)[0]
	for _, s := range told {
		if !strings.Contains(r.Text, s) {
			t.Errorf("%q is not in %q", s, r.Text)
		}
	}
	if strings.Contains(r.Text, "Nora Vance") || r.Author != "Nora Vance" {
		t.Errorf("author %q, text %q", r.Author, r.Text)
	}
}

// Lines that open or sound like furniture are told apart from it.
func TestLinesAreKept(t *testing.T) {
	for _, told := range []string{
		"Residents must register to access aid, the agency said.", "By nightfall nine had died", "By Monday Nine Were Dead In Oru, He Said.", "More than forty were killed in the week", "Also in Oru two died",
		"تقرير أممي: مقتل العشرات في غارات", "سجل المرصد مقتل تسعة مدنيين لمواصلة القصف", "تم تعديل الاتفاق بعد مقتل جنديين", "Чтобы прочитать молитву над погибшими, пришли сотни.", "Two killed in Oru, 5 March 2024",
	} {
		html := "<html><body><h1>The week in the valley</h1>" + strings.Repeat(para, 3) + "<p>" + told + "</p>" + strings.Repeat(para, 3)
		if r := pageOf(t, "https://example.org/a", html)[0]; !strings.Contains(r.Text, told) || r.Partial != "" || len(r.Corrections) > 0 {
			t.Errorf("%q: partial %q, corrections %v, in %q", told, r.Partial, r.Corrections, r.Text)
		}
	}
	list := "<html><body><h1>Deaths of the week</h1><p>Oru – two killed – 5 March 2024<p>Dervent – a guard killed – 6 March 2024</body></html>"
	if r := pageOf(t, "https://example.org/a", list)[0]; !strings.Contains(r.Text, "two killed") || !strings.Contains(r.Text, "a guard killed") {
		t.Errorf("a page of nothing but such lines: %q", r.Text)
	}
}

// A box of the latest news does not make a live blog of the article beside it.
func TestABoxIsNoLiveBlog(t *testing.T) {
	box := `<div class="live-feed"><ul><li><time datetime="2024-03-04T10:00Z">10:00</time> The lake is at its lowest</li><li><time datetime="2024-03-04T09:00Z">09:00</time> Bakers go on strike</li></ul></div>`
	got := pageOf(t, "https://example.org/a", "<html><body>"+box+"<article><h1>Army shells town</h1>"+strings.Repeat(para, 3)+"</article></body></html>")
	if len(got) != 1 || !strings.HasPrefix(got[0].Text, "Army shells town") || strings.Contains(got[0].Text, "lake") {
		t.Errorf("%d reports, %q", len(got), got[0].Text)
	}
}

func TestCanonical(t *testing.T) {
	for _, tc := range []struct{ url, says, want string }{
		{"https://www.example.org/a?utm=1", "https://www.example.org/a", "https://www.example.org/a"},
		{"https://www.example.org/a", "http://example.org/a/", ""},
		{"https://m.example.co.uk/a", "/b", "https://m.example.co.uk/b"},
		{"https://m.example.co.uk/a", "https://www.example.co.uk/b#c", "https://www.example.co.uk/b"},
		{"https://example.co.uk/a", "https://other.co.uk/a", ""},
		{"https://example.org/a", "https://example.org/", ""},
		{"https://example.org/a", "javascript:alert(1)", ""},
		{"https://example.org/a", "https://u:p@example.org/b", ""},
		{"saved.html", "https://example.org/b", "https://example.org/b"},
		{"https://web.archive.org/web/20240304000000/https://example.org/a?x=1", "https://web.archive.org/web/20240304000000/https://example.org/a", "https://example.org/a"},
	} {
		r := pageOf(t, tc.url, `<html><head><link rel="canonical" href="`+tc.says+`"></head><body><h1>Army shells town</h1>`+para)[0]
		if r.Canonical != tc.want {
			t.Errorf("%s says %s: %q, want %q", tc.url, tc.says, r.Canonical, tc.want)
		}
	}
}

func TestPartial(t *testing.T) {
	ld := func(more string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Army shells town","isAccessibleForFree":false` + more + `}</script>`
	}
	for name, tc := range map[string]struct{ html, want string }{
		"a whole page":                        {para, ""},
		"a stub that asks to pay":             {para + "<div><p>Subscribe to continue reading.</p></div>", "paywall"},
		"a stub in French":                    {para + "<p>Cet article est réservé aux abonnés.</p>", "paywall"},
		"a stub in Russian":                   {para + "<p>Полный текст доступен только по подписке</p>", "paywall"},
		"a stub in Arabic":                    {para + "<p>هذا المحتوى متاح للمشتركين فقط</p>", "paywall"},
		"declared, and short":                 {ld("") + para, "paywall"},
		"declared, and as long as it says":    {ld(`,"wordCount":21`) + para, ""},
		"declared, and a third of its length": {ld(`,"wordCount":66`) + para, "paywall"},
		"declared, and whole in its data":     {ld(`,"articleBody":"`+strings.Repeat("Four people were killed in the town on Monday, a hospital said. ", 9)+`"`) + para, ""},
		"an offer beside a long text":         {strings.Repeat(para, 20) + "<p>Subscribe to continue reading.</p>", ""},
	} {
		r := pageOf(t, "https://example.org/a", "<html><body><h1>Army shells town</h1>"+tc.html)[0]
		if r.Partial != tc.want || strings.Contains(r.Text, "continue reading") || strings.Contains(r.Text, "abonnés") {
			t.Errorf("%s: %q, want %q: %q", name, r.Partial, tc.want, r.Text)
		}
	}
}

func TestCorrections(t *testing.T) {
	for _, tc := range []struct {
		text string
		is   bool
	}{
		{"Correction: an earlier version gave another number.", true},
		{"This article was amended on 12 March 2024.", true},
		{"An earlier version of this story misstated the toll.", true},
		{"Editor’s note: this story has been updated to correct the toll.", true},
		{"Rectificatif : le bilan est de neuf morts.", true},
		{"Une version précédente de cet article indiquait douze morts.", true},
		{"Исправление: в первой версии говорилось о двенадцати погибших.", true},
		{"В более ранней версии материала было указано другое число.", true},
		{"تصحيح: ورد في نسخة سابقة أن عدد القتلى اثنا عشر.", true},
		{"Corrección: una versión anterior decía doce.", true},
		{"Correction officers found four bodies in the prison.", false},
		{"The correction of the border took ten years.", false},
		{"Four people were killed.", false},
	} {
		r := pageOf(t, "https://example.org/a", "<html><body><h1>Army shells town</h1>"+para+"<p>"+tc.text+"</p>")[0]
		var got []string
		for _, c := range r.Corrections {
			got = append(got, c.In(r.Text))
		}
		if tc.is && !slices.Equal(got, []string{tc.text}) || !tc.is && len(got) > 0 {
			t.Errorf("%q: %q", tc.text, got)
		}
	}
}

func TestDateLines(t *testing.T) {
	const minute, day = "2006-01-02T15:04Z", "2006-01-02"
	for s, want := range map[string]string{
		"March 4, 2024 at 11:45 pm":                     "2024-03-04T23:45Z",
		"Mon 11 Mar 2024 16.20 GMT":                     "2024-03-11T16:20Z",
		"Published: 4th March 2024":                     "2024-03-04",
		"Last updated 4 Sept. 2024, 09:05 CEST":         "2024-09-04T07:05Z",
		"2024-03-04T10:00:00.000+0200":                  "2024-03-04T08:00Z",
		"Mon, 04 Mar 2024 10:00:00 +0100":               "2024-03-04T09:00Z",
		"4 March 2024 10:45 (07:45 GMT)":                "2024-03-04T07:45Z",
		"March 4, 2024 9:42PM EST":                      "2024-03-05T02:42Z",
		"Publié le 4 mars 2024 à 18h32":                 "2024-03-04T18:32Z",
		"mar. 5 mars 2024":                              "2024-03-05",
		"Mis à jour le 1er août 2024":                   "2024-08-01",
		"21 de abril de 2024 a las 13:20h.":             "2024-04-21T13:20Z",
		"17:08, 11 марта 2024":                          "2024-03-11T17:08Z",
		"11.03.2024 23:12 МСК":                          "2024-03-11T20:12Z",
		"21 квітня 2024, 14:05":                         "2024-04-21T14:05Z",
		"الاثنين، ٤ آذار ٢٠٢٤ - ١٠:٤٥ ص":                "2024-03-04T10:45Z",
		"4 مارس/آذار 2024 الساعة 23:05":                 "2024-03-04T23:05Z",
		"نشر في: 12 كانون الثاني 2024 6:40 م":           "2024-01-12T18:40Z",
		"5 جانفي 2024م":                                 "2024-01-05",
		"4 غشت 2024":                                    "2024-08-04",
		"آخر تحديث: 10/4/2024 21:15 بتوقيت مكة المكرمة": "2024-04-10T18:15Z",
		"13/3/2024":            "2024-03-13",
		"5/3/2024":             "",
		"31 June 2024":         "",
		"4 March":              "",
		"4 March 2024 25:00":   "",
		"Four killed 4.3.2024": "",
		"March 2024 was cold":  "",
	} {
		w, ok := collect.ParseDate(s)
		form := minute
		if w.Grain == recount.Day {
			form = day
		}
		if got := w.From.Format(form); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v, want %q", s, got, ok, want)
		}
	}
}

// Old code pages are told apart by which of them makes most sense, whatever
// the page says of itself.
func TestOldEncodings(t *testing.T) {
	russian := "Четыре человека погибли при обстреле города в понедельник, сообщили в районной больнице."
	french := "“Quatre morts” à Hama, déclare l’hôpital où ont été soignés les blessés évacués."
	for _, e := range []struct {
		name string
		enc  encoding.Encoding
		text string
	}{
		{"windows-1256", charmap.Windows1256, arabic}, {"iso-8859-6", charmap.ISO8859_6, arabic}, {"windows-1251", charmap.Windows1251, russian},
		{"koi8-r", charmap.KOI8R, russian}, {"windows-1252", charmap.Windows1252, french},
		{"utf-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), arabic}, {"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), french},
	} {
		for _, said := range []string{"", e.name, "utf-8", "iso-8859-1", "windows-1256", "windows-1251"} {
			head := ""
			if said != "" {
				head = `<meta http-equiv="Content-Type" content="text/html; charset=` + said + `">`
			}
			body, err := e.enc.NewEncoder().String("<html><head>" + head + "</head><body><p>" + e.text + "</p></body></html>")
			if err != nil {
				t.Fatal(err)
			}
			if r := pageOf(t, "https://example.org/a", body)[0]; r.Text != e.text {
				t.Errorf("%s said to be %q: %q", e.name, said, r.Text)
			}
		}
	}
	cut := russian + " " + russian
	if r := pageOf(t, "a.html", "<p>"+cut[:len(cut)-1])[0]; !strings.HasPrefix(r.Text, russian) {
		t.Errorf("UTF-8 cut within a letter: %q", r.Text)
	}
}

// The day in an address dates a page that says nothing else, but no date is
// believed from after the page was fetched.
func TestDateOfAPage(t *testing.T) {
	day := time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct{ url, head string }{
		{"https://example.org/2024/03/04/a", ""}, {"https://example.org/2024/mar/4/a", ""}, {"https://example.org/news-20240304-a.html", ""},
		{"https://example.org/a", `<meta name="date" content="2024-03-04">`},
		{"https://example.org/a", `<meta name="date" content="2034-03-04"><meta name="dc.date" content="2024-03-04">`},
	} {
		r := pageOf(t, tc.url, "<html><head>"+tc.head+"</head><body><h1>Army shells town</h1>"+para)[0]
		if !r.Published.From.Equal(day) || r.Published.Grain != recount.Day {
			t.Errorf("%s %s: %v", tc.url, tc.head, r.Published)
		}
	}
}
