package text

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"Killed", "killed"}, {"TUÉS", "tués"}, {"tue\u0301s", "tués"}, {"Погибли", "погибли"}, {"ЁЖ", "еж"}, {"п’ять", "п'ять"}, {"l’eau", "l’eau"}, {"Їжак", "їжак"}, {"и\u0306", "й"},
		{"قُتِلَ", "قتل"}, {"مدنيـــين", "مدنيين"}, {"أُصيبَ", "اصيب"}, {"إصابة", "اصابه"}, {"ا\u0654صيب", "اصيب"}, {"مئة", "مئه"}, {"مي\u0654ة", "مئه"},
		{"على", "علي"}, {"٣٥", "35"}, {"۳۵", "35"}, {"\u200fحلب\u200e", "حلب"}, {"مسؤول", "مسوول"}, {"\xff", "\xff"},
	} {
		if got := Folded(c.word); got != c.want {
			t.Errorf("Folded(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Aleppo", "قُتِلَ", "e\u0301", "\u0301", "مي\u0654", "\xc3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Folded(s)
		if utf8.ValidString(s) && Folded(once) != once && Folded(norm.NFC.String(once)) != once {
			t.Fatalf("folding %q twice: %q, then %q", s, once, Folded(once))
		}
	})
}
