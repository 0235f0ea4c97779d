package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recountlab/recount"
)

func words(d *Doc) string {
	var b strings.Builder
	for i, s := range d.Sentences {
		if i > 0 {
			b.WriteString(" || ")
		}
		for t := s.First; t < s.Last; t++ {
			if t > s.First {
				b.WriteByte(' ')
			}
			b.WriteString(d.Word(int(t)))
		}
	}
	return b.String()
}

func TestCut(t *testing.T) {
	c := &Cutter{Possessive: 's', Abbreviations: map[string]bool{"gen": true, "sept": true, "mr": true}}
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "12 people were killed.", "12 people were killed ."},
		{"thousands", "More than 1,400 died. 1.2 million fled.", "More than 1,400 died . || 1.2 million fled ."},
		{"list of numbers", "In 3,4 and 12,500.", "In 3 , 4 and 12,500 ."},
		{"possessive", "The army's men didn't stop.", "The army 's men didn't stop ."},
		{"curly", "“It’s over,” Mr. Said said.", "“ It ’s over , ” Mr . Said said ."},
		{"inner apostrophe", "Mu'adamiyat and Shuja’iyya", "Mu'adamiyat and Shuja’iyya"},
		{"initials", "U.S. troops and J. Smith left.", "U.S. troops and J . Smith left ."},
		{"abbreviation", "Gen. Ali spoke on Sept. 3. He left.", "Gen . Ali spoke on Sept . 3 . || He left ."},
		{"quote end", "\"Go.\" He went.", "\" Go . \" || He went ."},
		{"headline", "Raid on town\nSix people were killed.\n\nMore follows.", "Raid on town || Six people were killed . || More follows ."},
		{"hyphens", "a 10-year-old boy", "a 10 - year - old boy"},
		{"ordinals", "the 12th victim, 45k people", "the 12th victim , 45k people"},
		{"arabic", "قتل ٣٥ مدنياً، وأصيب ١٬٤٠٠.", "قتل ٣٥ مدنياً ، وأصيب ١٬٤٠٠ ."},
		{"broken bytes", "a\xffb", "a \xff b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := words(c.Cut(tt.in, "en")); got != tt.want {
				t.Errorf("%q\n got %s\nwant %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]float64{"1,400": 1400, "1.2": 1.2, "١٬٤٠٠": 1400, "45k": 45, "12,500,000": 12500000, "٣٥": 35} {
		d := New(in, "en")
		if len(d.Tokens) != 1 || d.Tokens[0].Kind != Number || d.Tokens[0].Value != want {
			t.Errorf("%s: got %+v, want one number %v", in, d.Tokens, want)
		}
	}
}

// Words that lose their last letter are words of their own; where the comma is the
// decimal sign, whatever stands before three digits parts thousands.
func TestElidedAndDecimalComma(t *testing.T) {
	c := &Cutter{Elided: map[string]bool{"l": true, "d": true, "qu": true, "n": true, "jusqu": true}, DecimalComma: true}
	for in, want := range map[string]string{
		"L'armée dit qu’il n'a plus d'11 hommes.": "L armée dit qu il n a plus d 11 hommes .",
		"jusqu'à l'« accord »":                    "jusqu à l « accord »",
		"À N'Djamena et aujourd'hui":              "À N'Djamena et aujourd'hui",
		"l'e\u0301cole":                           "l e\u0301cole",
		"la 2ème et le 1º":                        "la 2ème et le 1º",
	} {
		if got := words(c.Cut(in, "fr")); got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
	}
	for in, want := range map[string][]float64{"1 400": {1400}, "1\u202f200\u00a0000": {1200000}, "1.200": {1200}, "1,2": {1.2}, "1.250,5": {1250.5}, "1,200": {1200},
		"2016 300": {2016, 300}, "12 30": {12, 30}, "21 1000": {21, 1000}} {
		d := c.Cut(in, "fr")
		var got []float64
		for _, tok := range d.Tokens {
			got = append(got, tok.Value)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestWrappedLines(t *testing.T) {
	long := "The shelling of the eastern districts went on through the night and\nthe rescue service said that nine people were killed in one street.\n"
	if d := New(long, "en"); len(d.Sentences) != 1 {
		t.Errorf("a wrapped sentence was cut: %s", words(d))
	}
}

func TestDigitsOfAnyScript(t *testing.T) {
	for in, want := range map[string]float64{"٣٥": 35, "۴۲": 42, "߂߀": 20, "१२": 12, "１９": 19, "𝟟": 7} {
		if d := New(in, "en"); len(d.Tokens) != 1 || d.Tokens[0].Value != want {
			t.Errorf("%s: got %v, want %v", in, d.Tokens, want)
		}
	}
}

func TestGuess(t *testing.T) {
	for in, want := range map[string]string{
		"The army said that 12 people were killed in the town on Monday.": "en",
		"قتل اثنا عشر شخصا في غارة على المدينة":                           "ar",
		"Au moins douze personnes ont été tuées dans la ville lundi":      "fr",
		"У місті загинули дванадцять людей, повідомили рятувальники":      "uk",
		"Двенадцать человек погибли в городе":                             "ru",
		"در این شهر دوازده نفر کشته شدند":                                 "fa",
		"12 34": "",
	} {
		if got, _ := Guess(in); string(got) != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Every token's bytes lie inside the text, in order, and between two tokens
// there is only what is not read.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "a.", "1,2.3,4", "‘a’s “b”", "\x80\xff", "U.S.", "أب ٣٬٤", strings.Repeat("(", 50), "a\n\nb\n", "߂߀ १२ 𝟟"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := New(s, "en")
		at := int32(0)
		for i, k := range d.Tokens {
			if k.Start < at || k.End <= k.Start || int(k.End) > len(s) {
				t.Fatalf("token %d is [%d,%d) after %d of %d", i, k.Start, k.End, at, len(s))
			}
			for _, r := range s[at:k.Start] {
				if r != utf8.RuneError && (r == '.' || r == 'a') {
					t.Fatalf("%q was passed over before token %d", r, i)
				}
			}
			at = k.End
		}
		last := int32(0)
		for i, x := range d.Sentences {
			if x.First != last || x.Last <= x.First {
				t.Fatalf("sentence %d is [%d,%d) after %d", i, x.First, x.Last, last)
			}
			last = x.Last
		}
		if int(last) != len(d.Tokens) {
			t.Fatalf("%d of %d tokens are in sentences", last, len(d.Tokens))
		}
	})
}

func BenchmarkCut(b *testing.B) {
	s := strings.Repeat("Rescuers said that at least 12 people, three of them children, were killed when shells hit a market in the northern district on Monday night.\n\n", 200)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	c := &Cutter{Possessive: 's', Abbreviations: map[string]bool{"mr": true}}
	for b.Loop() {
		c.Cut(s, "en")
	}
}

// A language that marks no owners by a letter keeps the letter in its word.
func TestNoPossessive(t *testing.T) {
	d := (&Cutter{}).Cut("O's l'army's men", "xx")
	var got []string
	for i := range d.Tokens {
		got = append(got, d.Word(i))
	}
	if s := strings.Join(got, " | "); s != "O's | l'army's | men" {
		t.Error(s)
	}
}

// No sentence is longer than the work within one may grow, and no token is lost.
func TestLongest(t *testing.T) {
	for _, unit := range []string{"and ", "nine killed, ", "(", "word\n"} {
		d := New(strings.Repeat(unit, 20000), "en")
		last := int32(0)
		for _, s := range d.Sentences {
			if n := s.Last - s.First; n > Longest+Longest/4 {
				t.Errorf("%q: a sentence of %d tokens", unit, n)
			}
			if s.First != last {
				t.Errorf("%q: a sentence begins at token %d, the one before ended at %d", unit, s.First, last)
			}
			last = s.Last
		}
		if int(last) != len(d.Tokens) {
			t.Errorf("%q: the sentences have %d tokens of %d", unit, last, len(d.Tokens))
		}
	}
}

// Every language that is said to be known is guessed.
func TestLanguagesAreGuessed(t *testing.T) {
	samples := map[recount.Lang]string{
		"am": "ሰላም ለዓለም", "ar": "قتل خمسة مدنيين في حلب", "ckb": "هێرش کرایە سەر شارۆچکە", "de": "Das Haus wurde von dem Mann nicht auf der Karte gezeigt und die Leute sind im Ort", "el": "Η πόλη ήταν ήσυχη",
		"en": "The town was quiet and nobody was hurt in it", "es": "El pueblo estaba en calma y los vecinos no se fueron según las autoridades", "fa": "پنج نفر در شهر کشته شدند و گروهی زخمی شدند", "fr": "La ville est calme et les habitants ne sont pas dans la rue selon le maire",
		"he": "העיר הייתה שקטה", "it": "Il paese è stato colpito e gli abitanti sono fuori dalla città con le famiglie", "my": "မန္တလေး", "ps": "په ښار کې پنځه تنه ووژل شول", "pt": "A cidade não foi atingida e os moradores estão em casa com as famílias, segundo a polícia",
		"ru": "В городе погибли пять человек", "tr": "Bu köy için bir saldırı oldu ve çok kişi daha sonra öldü dedi", "uk": "У місті загинули п'ять людей, її вже знайшли", "ur": "شہر میں پانچ افراد ہلاک ہوئے",
	}
	for _, lang := range Languages() {
		if got, _ := Guess(samples[lang]); got != lang {
			t.Errorf("%s (%s): guessed %q of %q", lang, NameOf(lang), got, samples[lang])
		}
		if NameOf(lang) == string(lang) {
			t.Errorf("%s has no name", lang)
		}
	}
	if len(samples) != len(Languages()) {
		t.Errorf("%d samples of %d languages", len(samples), len(Languages()))
	}
}

// A list of messages of a line each has lines as long as wrapped ones, with room for the
// word that begins the next.
func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"قصف مدفعي عنيف على أطراف القرية الشرقية أدى إلى سقوط ثلاثة قتلى\nانفجار عبوة ناسفة بسيارة وسط المدينة يسفر عن إصابة خمسة أشخاص بجروح بليغة\nمقتل مدني برصاص مجهولين عند المدخل الغربي للبلدة صباح اليوم\nفرق الإنقاذ تنتشل جثتين من تحت أنقاض المبنى المدمر في الحي القديم للمدينة", false},
		{"قصف مدفعي عنيف على أطراف القرية الشرقية أدى إلى سقوط ثلاثة قتلى\nوإصابة خمسة أشخاص بجروح بليغة نقلوا على إثرها إلى مشفى المدينة\nالقريبة بينما استمرت فرق الإنقاذ في البحث عن العالقين تحت أنقاض\nالمبنى المدمر حتى ساعات الصباح الأولى من اليوم التالي وسط البرد", true},
	} {
		if got := wrapped(c.text); got != c.want {
			t.Errorf("%q: wrapped %v", c.text[:40], got)
		}
	}
}
