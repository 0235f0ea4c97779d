package text

import (
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// Forms of one word are found by one another; words that only look alike are not.
func TestStems(t *testing.T) {
	meet := func(lang recount.Lang, a, b string) bool {
		x, y := Stems(nil, a, lang), Stems(nil, b, lang)
		return slices.ContainsFunc(x, func(s string) bool { return slices.Contains(y, s) })
	}
	for _, k := range []struct {
		lang  recount.Lang
		words string // all of one word
		not   string // none of them
	}{
		{"ar", "حلب بحلب وحلب لحلب وبحلب", "حماة"},
		{"ar", "غارة غارات الغارات والغارة غاراتهم بغارة", "غاز"},
		{"ar", "مدني مدنيين المدنيين للمدنيين مدنيون مدنياً والمدنيون", "معدني"},
		{"ar", "بيروت وبيروت ببيروت", "بيوت"},
		{"ar", "لبنان بلبنان ولبنان", "ليبيا"},
		{"ar", "بغداد ببغداد", "بعداد"},
		{"ar", "قصف القصف بقصف لقصف والقصف", "قصر"},
		{"ar", "مدرسة المدرسه مدرسةٌ", "مدارس"},
		{"ar", "إدلب ادلب أدلب إدلـب", "أدب"},
		{"ar", "قتلى القتلى قتلي", "قاتل"},
		{"ar", "الفلسطينيين فلسطيني فلسطين", "فلس"},
		{"en", "strike strikes striking", "stroke"},
		{"en", "civilian civilians civilian's", "civil"},
		{"en", "kill killed killing", "kiln"},
		{"fr", "frappe frappes frappé", "frapper-là"},
		{"es", "ataque ataques", "atasco"},
		{"es", "Bogotá Bogota", "Bogey"},
		{"ru", "удар удары ударов", "ударник"},
		{"ru", "Харьков Харькове Харькова", "Херсон"},
		{"uk", "удари ударів удар", "удача"},
		{"uk", "Харків", "Херсон"},
		{"", "1400 ١٤٠٠ ۱۴۰۰", "140"},
	} {
		ws := strings.Fields(k.words)
		for _, w := range ws {
			if !meet(k.lang, ws[0], w) {
				t.Errorf("%s: %s %v does not meet %s %v", k.lang, w, Stems(nil, w, k.lang), ws[0], Stems(nil, ws[0], k.lang))
			}
			for not := range strings.FieldsSeq(k.not) {
				if meet(k.lang, w, not) {
					t.Errorf("%s: %s %v meets %s %v", k.lang, w, Stems(nil, w, k.lang), not, Stems(nil, not, k.lang))
				}
			}
		}
	}
}

func TestHits(t *testing.T) {
	for _, k := range []struct {
		query, lang, text, want string // hits in brackets, "" if not all is there
	}{
		{"strike", "en", "Two air strikes hit the town.", "Two air [strikes] hit the town."},
		{"STRIKES town", "en", "Two air strikes hit the town.", "Two air [strikes] hit the [town]."},
		{"strike market", "en", "Two air strikes hit the town.", ""},
		{`"air strike"`, "en", "An air-strike; the air and a strike.", "An [air-strike]; the air and a strike."},
		{`"strike air"`, "en", "An air strike.", ""},
		{"-town strike", "en", "Two air strikes hit the town.", ""},
		{"-village strike", "en", "Two air strikes hit the town.", "Two air [strikes] hit the town."},
		{`strike -"the town"`, "en", "Strikes hit a town.", "[Strikes] hit a town."},
		{"حلب", "ar", "قتل خمسة مدنيين بحلب وإدلب.", "قتل خمسة مدنيين [بحلب] وإدلب."},
		{"المدنيون ادلب", "ar", "قتل خمسة مدنيين بحلب وإدلب.", "قتل خمسة [مدنيين] بحلب [وإدلب]."},
		{"5", "ar", "قتل ٥ مدنيين.", "قتل [٥] مدنيين."},
		{"Харьков", "ru", "Взрывы в Харькове.", "Взрывы в [Харькове]."},
		{"«vols de nuit»", "fr", "Les vols de nuit.", "Les [vols de nuit]."},
	} {
		hits, all := ParseQuery(k.query).Hits(k.text, recount.Lang(k.lang))
		got, at := "", 0
		for _, h := range hits {
			got += k.text[at:h.Start] + "[" + h.In(k.text) + "]"
			at = h.End
		}
		if got += k.text[at:]; !all {
			got = ""
		}
		if got != k.want {
			t.Errorf("%s: got %q, want %q", k.query, got, k.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("nothing here ", 40) + "a strike on the market and a strike again " + strings.Repeat("nothing here ", 40)
	hits, _ := ParseQuery("strike").Hits(long, "en")
	x := Excerpt(long, hits, 160)
	if s := x.In(long); len(s) > 160 || strings.Count(s, "strike") != 2 || strings.HasPrefix(s, "othing") {
		t.Errorf("%q", s)
	}
	if x := Excerpt("short", nil, 160); x.In("short") != "short" {
		t.Errorf("%v", x)
	}
}

func FuzzQuery(f *testing.F) {
	f.Add(`strike "air raid" -"a town" «قصف`, "في حلب air raid")
	f.Fuzz(func(t *testing.T, q, s string) {
		hits, _ := ParseQuery(q).Hits(s, "ar")
		at := 0
		for _, h := range hits {
			if h.Start < at || h.End <= h.Start || h.End > len(s) {
				t.Fatalf("hit %v of %q", h, s)
			}
			at = h.End
		}
		if x := Excerpt(s, hits, 40); x.Start < 0 || x.End > len(s) || x.End < x.Start {
			t.Fatalf("excerpt %v of %d bytes", x, len(s))
		}
		Index(s, "ar")
	})
}

func BenchmarkIndex(b *testing.B) {
	s := strings.Repeat("Air strikes on Tuesday killed at least twelve people in the town. قتل خمسة مدنيين في غارات جوية على المدينة. ", 20)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Index(s, "en")
	}
}
