package collect_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

func TestWhatsApp(t *testing.T) {
	clock := func(y, m, d, h, min int) time.Time {
		return time.Date(y, time.Month(m), d, h, min, 0, 0, time.UTC)
	}
	march, noon := clock(2024, 3, 12, 14, 5), clock(2024, 3, 5, 14, 5)
	for name, tc := range map[string]struct {
		body  string
		texts []string
		first time.Time
		bad   string
	}{
		"Android": {"13/02/2024, 09:00 - Messages and calls are end-to-end encrypted.\n12/03/2024, 14:05 - Samplename: Four killed.\n12/03/2024, 14:06 - +1 555 0100: Five hurt.\n",
			[]string{"Four killed.", "Five hurt."}, march, ""},
		"iPhone": {"\u200e[12/03/2024, 14:05:33] Town: \u200eMessages and calls are end-to-end encrypted.\r\n[12/03/2024, 14:05:33] ~\u202fSamplename: Four killed.\r\n[13/03/2024, 14:06:00] Samplename: \u200eimage omitted\r\n",
			[]string{"Four killed."}, march, ""},
		"American": {"3/12/24, 2:05\u202fPM - Samplename: Four killed.\n3/13/24, 12:05\u202fAM - Samplename: Five hurt.\n", []string{"Four killed.", "Five hurt."}, march, ""},
		"Spanish":  {"12/3/24, 2:05 p. m. - Samplename: Four killed.\n13/3/24, 12:05 a. m. - Samplename: Five hurt.\n", []string{"Four killed.", "Five hurt."}, march, ""},
		"German":   {"12.03.24, 14:05 - Samplename: Four killed.\n13.03.24, 14:05 - Samplename: Five hurt.\n", []string{"Four killed.", "Five hurt."}, march, ""},
		"French":   {"12/03/2024 à 14:05 - Samplename: Four killed.\n13/03/2024 à 14:05 - Samplename: Five hurt.\n", []string{"Four killed.", "Five hurt."}, march, ""},
		"Arabic": {"\u200f١٢\u200f/٣\u200f/٢٠٢٤، ٢:٠٥ م - \u202bفلان\u202c: قتل أربعة أشخاص.\n\u200f١٣\u200f/٣\u200f/٢٠٢٤، ١٢:٠٥ ص - فلان: تم حذف هذه الرسالة\n",
			[]string{"قتل أربعة أشخاص."}, march, ""},
		"Persian digits":        {"۲۰۲۴/۳/۱۲, ۱۴:۰۵ - X: Four killed.\n", []string{"Four killed."}, march, ""},
		"year first":            {"2024-03-12, 14:05 - X: Four killed.\n", []string{"Four killed."}, march, ""},
		"several lines":         {"12/03/2024, 14:05 - X: Four killed:\n\n- one here\n12/03 - three there\n13/03/2024, 14:05 - X: Five: hurt.\n", []string{"Four killed:\n\n- one here\n12/03 - three there", "Five: hurt."}, march, ""},
		"an empty first line":   {"13/03/2024, 14:04 - X left\n13/03/2024, 14:05 - X:\nFour killed: a list.\n", []string{"Four killed: a list."}, clock(2024, 3, 13, 14, 5), ""},
		"a notice with a colon": {"13/03/2024, 14:04 - X created group 10:30 news\n13/03/2024, 14:05 - X: Four killed.\n", []string{"Four killed."}, clock(2024, 3, 13, 14, 5), ""},
		"what nobody wrote":     {"13/03/2024, 14:05 - X: <Media omitted>\n13/03/2024, 14:05 - X: This message was deleted\n13/03/2024, 14:05 - X changed the subject to \"News: town\"\n13/03/2024, 14:05 - X left\n13/03/2024, 14:05 - X: null\n13/03/2024, 14:06 - X: Four killed.\n", []string{"Four killed."}, clock(2024, 3, 13, 14, 6), ""},
		"edited":                {"13/03/2024, 14:05 - X: Four killed. \u200e<This message was edited>\n", []string{"Four killed."}, clock(2024, 3, 13, 14, 5), ""},
		"told by the order":     {"05/03/2024, 14:05 - X: Four killed.\n04/04/2024, 14:05 - X: Five hurt.\n06/04/2024, 14:05 - X: Six hurt.\n05/05/2024, 14:05 - X: Seven hurt.\n", []string{"Four killed.", "Five hurt.", "Six hurt.", "Seven hurt."}, noon, ""},
		"told by the future":    {"02/05/2024, 14:05 - X: Four killed.\n", []string{"Four killed."}, clock(2024, 2, 5, 14, 5), ""},
		"not told":              {"01/03/2024, 14:05 - X: Four killed.\n02/03/2024, 14:05 - X: Five hurt.\n", []string{"Four killed.", "Five hurt."}, time.Time{}, `whether the day or the month stands first in dates like "01/03/2024, 14:05"`},
		"one way or the other":  {"03/03/2024, 14:05 - X: Four killed.\n", []string{"Four killed."}, clock(2024, 3, 3, 14, 5), ""},
		"another calendar":      {"12/03/1445, 14:05 - X: Four killed.\n13/03/1445, 14:05 - X: Five hurt.\n", []string{"Four killed.", "Five hurt."}, time.Time{}, "or they are of another calendar"},
		"mentions and numbers to call": {"13/03/2024, 14:05 - X: @\u2068Some Name\u2069 and @15550100123 say four killed at 36.2021345678, 37.1343; call +1 (555) 010-0199, 0911 555 010 or 00963555010010. In 2024, 1,200 of 15000.\n",
			[]string{"… and … say four killed at 36.2021345678, 37.1343; call …, … or …. In 2024, 1,200 of 15000."}, clock(2024, 3, 13, 14, 5), ""},
		"only a notice": {"13/03/2024, 14:05 - Messages and calls are end-to-end encrypted.\n13/03/2024, 14:06 - X left\n", nil, time.Time{}, "chat.txt: no reports in it"},
	} {
		f := packed("chat.txt", tc.body)
		f.At = time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
		if name == "told by the future" {
			f.At = f.At.AddDate(0, -2, 0)
		}
		rs, bad := reports(t, f)
		var texts []string
		addresses := map[string]bool{}
		for _, r := range rs {
			texts = append(texts, r.Text)
			addresses[r.URL] = true
			if !strings.HasPrefix(string(r.Source), "whatsapp:person-") || !strings.HasPrefix(r.URL, "whatsapp:chat-") || strings.Contains(r.URL+string(r.Source), "Sample") {
				t.Errorf("%s: source %q, address %q", name, r.Source, r.URL)
			}
		}
		if !slices.Equal(texts, tc.texts) || len(addresses) != len(rs) {
			t.Errorf("%s: got %q at %v", name, texts, addresses)
		}
		if (len(bad) == 0) != (tc.bad == "") || len(bad) > 1 || len(bad) == 1 && !strings.Contains(bad[0], tc.bad) {
			t.Errorf("%s: errors %q, want %q", name, bad, tc.bad)
		}
		if len(rs) == 0 {
			continue
		}
		if p := rs[0].Published; !p.From.Equal(tc.first) || !tc.first.IsZero() && (p.Grain != recount.Minute || p.Zone != "") {
			t.Errorf("%s: published %v", name, p)
		}
	}
}

// Two people are two sources, in this export and in a later one.
func TestWhatsAppAgain(t *testing.T) {
	const first = "13/03/2024, 09:00 - Messages and calls are end-to-end encrypted.\n13/03/2024, 14:05 - A: Four killed.\n13/03/2024, 14:05 - B: Four killed.\n13/03/2024, 14:05 - A: Nine hurt.\n"
	a, _ := reports(t, packed("chat.txt", first))
	b, _ := reports(t, packed("WhatsApp Chat with X.txt", first+"14/03/2024, 10:00 - A: Quiet today.\n"))
	if len(a) != 3 || len(b) != 4 || a[0].Source == a[1].Source || a[0].Source != a[2].Source {
		t.Fatalf("%d and %d reports: %+v", len(a), len(b), a)
	}
	for i, r := range a {
		if r.ID != b[i].ID || r.URL != b[i].URL || r.Source != b[i].Source {
			t.Errorf("%s %s, then %s %s", r.URL, r.ID, b[i].URL, b[i].ID)
		}
	}
	other, _ := reports(t, packed("chat.txt", strings.ReplaceAll(first, "09:00", "08:00")))
	if other[0].Source == a[0].Source {
		t.Error("one pseudonym in two chats")
	}
}

// The names of these files are the names of people.
func TestWhoAChatIsWithIsNotKept(t *testing.T) {
	const chat = "13/03/2024, 14:05 - A: Four killed.\n"
	for _, f := range []collect.File{packed("WhatsApp Chat with Samplename.txt", chat), packed("محادثة واتساب مع Samplename.txt", chat), packed("WhatsApp Chat - Samplename.zip", zipWith(t, "_chat.txt", chat))} {
		for c, err := range collect.Unpack(f) {
			if err != nil || strings.Contains(c.In+c.URL, "Samplename") || !strings.HasPrefix(c.In, "WhatsApp chat.") {
				t.Errorf("%s: %v, in %q at %q", f.Name, err, c.In, c.URL)
			}
		}
	}
}

func TestMediaOfWhatsApp(t *testing.T) {
	f := packed("_chat.txt", "13/03/2024, 14:05 - A: \u200eIMG-20240313-WA0001.jpg (file attached)\nFour killed.\n13/03/2024, 14:06 - A: IMG-20240313-WA0002.jpg (file attached)\nFive hurt.\n13/03/2024, 14:07 - A: Six hurt. \u200e<attached: 07-PHOTO-2024-03-13.jpg>\n13/03/2024, 14:07 - A: \u200e<attached: 08-PHOTO-2024-03-13.jpg>\n")
	f.Beside = fstest.MapFS{"IMG-20240313-WA0001.jpg": {Data: []byte("picture")}, "07-PHOTO-2024-03-13.jpg": {Data: []byte("another")}}
	rs, bad := reports(t, f)
	want := []recount.Medium{{Name: "IMG-20240313-WA0001.jpg", Type: "image/jpeg", Digest: recount.Sum([]byte("picture"))}, {Name: "IMG-20240313-WA0002.jpg", Type: "image/jpeg", Missing: "not beside the export"},
		{Name: "07-PHOTO-2024-03-13.jpg", Type: "image/jpeg", Digest: recount.Sum([]byte("another"))}}
	var got []recount.Medium
	var texts []string
	for _, r := range rs {
		got, texts = append(got, r.Media...), append(texts, r.Text)
	}
	if !slices.Equal(got, want) || len(bad) > 0 || !slices.Equal(texts, []string{"Four killed.", "Five hurt.", "Six hurt."}) {
		t.Errorf("got %+v %q, %q", got, texts, bad)
	}
}
