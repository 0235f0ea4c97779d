package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// own returns the project's own gold in English.
func own(t testing.TB) []Gold { return ownIn(t, "en") }

// ownIn returns the project's own gold in a language.
func ownIn(t testing.TB, lang recount.Lang) []Gold {
	t.Helper()
	files, err := filepath.Glob("gold/" + string(lang) + "/*.gold")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold of %q: %v", lang, err)
	}
	var out []Gold
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		g, err := Parse(f, b)
		if err != nil {
			t.Error(err)
		}
		out = append(out, g...)
	}
	return out
}

// languages are those of which there is gold, with the fewest reports wanted
// and the sum of the held reports with their labels. Whoever changes a sum says
// in the commit which label was wrong, and did not look at what was read.
var languages = []struct {
	lang  recount.Lang
	least int
	sum   string
}{
	{"en", 120, "eb7fd146556f616f08e8749753074d8ef091702f4cfb1d6a5779559621a271dc"},
	{"ar", 120, "859046325ff1c2b0389aac044ece1f7581b8f2f5b072d36c063252781fc6bf59"},
	{"fr", 30, "57255143c2405ba9f916b5f4f1bb6ebec07c6bf76ee4f155de9f70344f4a53cf"},
	{"es", 30, "6be400bc402936be8354790de00a2288d4417b417d67233f75d124b99a3016fe"},
	{"ru", 30, "56e9c563f5efdfb2ecc3e64a14f969c74a6e5fd8e1c25d2a8d8a34ec4bf35e3a"},
	{"uk", 30, "0b29d3f97311e0c8b3899a9bce408a9102495353c6cfe67614f2f1f11fc157ce"},
}

func TestHeldHalfIsUntouched(t *testing.T) {
	for _, l := range languages {
		gold := ownIn(t, l.lang)
		if len(gold) < l.least {
			t.Errorf("%s: %d reports, want %d or more", l.lang, len(gold), l.least)
		}
		slices.SortFunc(gold, func(a, b Gold) int { return strings.Compare(string(a.ID), string(b.ID)) })
		var all []byte
		held, drawn := 0, 0 // of reports that are not all for practice
		for _, g := range gold {
			if !strings.HasPrefix(filepath.Base(g.File), "practice") {
				drawn++
			}
			if g.Lang != l.lang {
				t.Errorf("%s:%d: %s is in the folder of %q and has “lang %s”", g.File, g.Line, g.ID, l.lang, g.Lang)
			}
			if Half(string(g.ID)) == "held" {
				held++
				all = append(all, g.Source...)
			}
		}
		if held < drawn/4 || held > 2*drawn/3 {
			t.Errorf("%s: %d of %d reports are held", l.lang, held, drawn)
		}
		if got := recount.Sum(all).String(); got != l.sum {
			t.Errorf("%s: the held half is not what it was: sum %s, want %s", l.lang, got, l.sum)
		}
	}
}

const sample = `# a comment
@ x-01 wire
published 2016-09-24
outlet reuters

Two men and a boy were killed in Aleppo, a hospital said.
The two men were brothers. Officials said nobody was hurt.
--
each at "Aleppo" "Aleppo|Halab" SY on 2016-09-23..2016-09-24 says "a hospital"
1 killed 2 "Two" who "men" male
2 killed 1 who "a boy" child male
3 killed 2 "two" who "men"#2 male repeats 1 maybe says - at -
4 injured 0 "nobody" says "Officials" on - event 2
`

func TestParse(t *testing.T) {
	gold, err := Parse("x.gold", []byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	g := gold[0]
	if g.ID != "x-01" || g.Kind != "wire" || g.Report.Source != "reuters" || len(g.Claims) != 4 {
		t.Fatalf("%+v", g)
	}
	a, c, d := g.Claims[0], g.Claims[2], g.Claims[3]
	if a.Num.In(g.Text) != "Two" || a.Who.In(g.Text) != "men" || a.Who.Start > 10 || a.Says[0].In(g.Text) != "a hospital" || a.Place.Country != "SY" || a.Day.Last != "2016-09-24" || a.Event != 1 {
		t.Errorf("first claim: %+v", a)
	}
	if c.Who.Start < 50 || c.Repeats != 1 || !c.Maybe || len(c.Says) != 0 || c.Place != nil {
		t.Errorf("third claim: %+v", c)
	}
	if d.Event != 2 || d.Day != nil || d.Place == nil || d.Count.High != 0 {
		t.Errorf("fourth claim: %+v", d)
	}
}

// What Arabic writes onto a word, and a sign before it, is no part of the words
// that are quoted.
func TestWholeWords(t *testing.T) {
	const text = "وقُتل 3 وأصيب 15، بحسب ناشطين ووفقاً لوزارة الصحة وللمرصد ▪️7"
	for w, want := range map[string]int{"15": 1, "أصيب": 1, "وزارة الصحة": 1, "للمرصد": 1, "صيب": 0, "مرصد": 0, "الصح": 0, "ناشط": 0, "7": 1} {
		if got := len(occurrences(w, text)); got != want {
			t.Errorf("%q occurs %d times, want %d", w, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"لوزارة الصحة", "وزارة الصحة", true}, {"للمرصد السوري", "المرصد السوري", true}, {"the army", "army", true},
		{"المرصد", "مرصد", false}, {"مصدر طبي", "طبي", false},
	} {
		if got := sameVoice(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"published 2016-09-24", "published yesterday", "want a day like 2016-09-23"},
		{"published 2016-09-24\n", "", "no line “published”"},
		{"outlet reuters", "newspaper reuters", "is no line of a report's head"},
		{"@ x-01 wire", "@ x-01", "want “@ ID KIND”"},
		{"\n--\n", "\n", "no line “--”"},
		{"1 killed", "2 killed", "claims are numbered from 1"},
		{"1 killed 2", "1 slain 2", "nothing that is counted in people"},
		{"1 killed 2", "1 killed lots", "want 12, 12+, ..40"},
		{`"Two" who`, `"Seven" who`, "does not occur in the text"},
		{`"Two" who`, `"Two"#4 who`, "it occurs 1 times"},
		{`"nobody" says`, `"men" says`, `occurs 2 times: say which, "men"#1 to #2`},
		{`"nobody" says`, `"Official" says`, "as whole words"},
		{`who "a boy" child male`, `child male`, "neither the words of a number"},
		{`who "a boy"`, `who boy`, "in quotation marks"},
		{`child male`, `infant`, `"infant" is no field and no flag`},
		{`repeats 1`, `repeats 9`, "is not another claim"},
		{`repeats 1`, `repeats x`, "want a number from 1"},
		{`"Aleppo|Halab" SY`, `Syria`, "the words, the name and the country"},
		{`2016-09-23..2016-09-24`, `2016-09-25..2016-09-24`, "a first and a last"},
		{`"Officials" on`, `"Officials on`, "not closed"},
	} {
		bad := strings.Replace(sample, c.old, c.new, 1)
		if bad == sample {
			t.Fatalf("%q is not in the sample", c.old)
		}
		_, err := Parse("x.gold", []byte(bad))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.gold:") {
			t.Errorf("%q for %q: got %v, want %q", c.new, c.old, err, c.want)
		}
	}
	if _, err := Parse("x.gold", []byte(sample+sample)); err == nil || !strings.Contains(err.Error(), "already given") {
		t.Errorf("given twice: %v", err)
	}
}

func TestBounds(t *testing.T) {
	for s, want := range map[string]recount.Quantity{
		"12": {Low: 12, High: 12, Point: 12}, "12+": {Low: 12, High: recount.Open, Point: 12}, "..40": {Low: 1, High: 40, Point: recount.Blank},
		"~45": {Low: 44, High: 46, Point: 45}, "~50": {Low: 45, High: 55, Point: 50}, "~300": {Low: 270, High: 330, Point: 300},
		"~400000": {Low: 360000, High: 440000, Point: 400000}, "~20": {Low: 18, High: 22, Point: 20}, "10..15@12": {Low: 10, High: 15, Point: 12},
		"several": {Low: 3, High: 9, Point: 3},
	} {
		if q, _, err := bounds(s); err != nil || q != want {
			t.Errorf("%s: %+v, %v; want %+v", s, q, err, want)
		}
	}
}
