package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
)

// arabicTexts are the Arabic examples and proofs: what the pack is held to.
func arabicTexts(t testing.TB, x *Reader) []string {
	t.Helper()
	p := x.packs["ar"]
	if p == nil {
		t.Fatal("no Arabic pack")
	}
	var out []string
	for _, e := range p.Examples {
		out = append(out, e.Text)
	}
	for _, e := range p.Proofs {
		out = append(out, e.Text)
	}
	return out
}

// A text says the same however it is spelled: with vowel signs or without, drawn
// out, with ة or ه and ى or ي at the ends of words, with one hamza or another,
// with digits of either kind, composed or not.
func TestArabicSpellings(t *testing.T) {
	x := reader(t)
	read := func(s string) string {
		r, err := x.Read(&recount.Report{ID: "r:spelling", Lang: "ar", Text: s, Published: provingDay})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range r.Claims {
			out = append(out, fmt.Sprint(Short(&c), c.Who.Group(), c.Denied, c.Reality, c.Where.Place, c.When.From, c.PartOf != "", len(c.Says)))
		}
		slices.Sort(out)
		return strings.Join(out, "; ")
	}
	for name, change := range map[string]func(string) string{
		"vowel signs": vowelled,
		"no tanwin":   strings.NewReplacer("ً", "", "ُ", "", "َ", "", "ِ", "", "ّ", "").Replace,
		"drawn out": func(s string) string {
			return strings.NewReplacer("مد", "مـــد", "قت", "قـت", "في ", "فـي ").Replace(s)
		},
		"ه for ة":        strings.NewReplacer("ة ", "ه ", "ة.", "ه.", "ة،", "ه،").Replace,
		"ي for ى":        strings.NewReplacer("ى ", "ي ", "ى.", "ي.").Replace,
		"no hamza":       strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا").Replace,
		"eastern digits": digits(0x0660),
		"western digits": digits('0'),
		"decomposed":     norm.NFD.String,
		"composed":       norm.NFC.String,
		"marked":         func(s string) string { return "\u200f" + strings.ReplaceAll(s, " ", " \u200f") },
	} {
		t.Run(name, func(t *testing.T) {
			wrong := 0
			for _, s := range arabicTexts(t, x) {
				if was, is := read(s), read(change(s)); was != is {
					wrong++
					t.Logf("%s\n\twas %s\n\tis  %s", change(s), was, is)
				}
			}
			if wrong > 0 {
				t.Errorf("%d texts are read otherwise", wrong)
			}
		})
	}
}

// vowelled puts a vowel sign on every letter but those that have one.
func vowelled(s string) string {
	var out strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		out.WriteRune(r)
		signed := i+1 < len(rs) && 0x064B <= rs[i+1] && rs[i+1] <= 0x0652
		if 'ب' <= r && r <= 'ي' && r != 'ة' && r != 'ى' && r != 0x0640 && !signed {
			out.WriteRune(0x064E)
		}
	}
	return out.String()
}

// digits writes figures with the digits that begin at zero.
func digits(zero rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case '0' <= r && r <= '9':
				return zero + r - '0'
			case '٠' <= r && r <= '٩':
				return zero + r - '٠'
			}
			return r
		}, s)
	}
}

var uneventfulArabic = []string{
	"وافق المجلس البلدي مساء الثلاثاء على خطة لإصلاح المدرسة القديمة وتوسيع الطريق المؤدي إلى السوق.",
	"وارتفعت أسعار القمح مجدداً بعد موسم جاف في الشمال، فيما طالب التجار بخفض الرسوم على الواردات.",
	"يفتتح المعرض أبوابه في الربيع ويضم لوحات من أربعين بلداً، إلى جانب ورش للأطفال وعروض موسيقية.",
}

// Arabic reports of violence, of which every second sentence tells of some.
func BenchmarkReadArabic(b *testing.B) {
	x := reader(b)
	var text strings.Builder
	for i, s := range arabicTexts(b, x) {
		text.WriteString(s + " " + uneventfulArabic[i%3])
		if i%4 == 0 {
			text.WriteString("\n\n")
		}
		text.WriteString(" ")
	}
	benchmarkReadIn(b, x, "ar", text.String())
}

// That no news came of anybody hurt does not say that nobody was.
func TestNoNewsIsNoZero(t *testing.T) {
	x := reader(t)
	for _, k := range []struct {
		text   string
		claims int
	}{
		{"قصفت طائرات حي الشعار في حلب ولم ترد أنباء عن سقوط ضحايا.", 0},
		{"سقط صاروخ على حلب، ولم ترد تقارير فورية عن وقوع قتلى أو جرحى.", 0},
		{"وقع انفجار في بغداد دون ورود أنباء عن إصابات.", 0},
		{"لم ترد أنباء عن مقتل أحد.", 0},
		{"وقع انفجار في بغداد دون وقوع إصابات.", 1},
		{"وقع انفجار في بغداد ولم تسجل إصابات.", 1},
	} {
		cs, err := x.Read(&recount.Report{ID: "r:1", Lang: "ar", Text: k.text})
		if err != nil {
			t.Fatal(err)
		}
		var harm []recount.Claim
		for _, c := range cs.Claims {
			if c.What.Family() == recount.Harm {
				harm = append(harm, c)
			}
		}
		if len(harm) != k.claims || k.claims == 1 && (harm[0].Count.Low != 0 || harm[0].Count.High != 0) {
			t.Errorf("%s: %+v", k.text, harm)
		}
	}
}
