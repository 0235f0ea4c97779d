package extract

import (
	"reflect"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// sample is prose of the project's own in which about three bytes of ten stand
// in a sentence that says what happened, as in reports of conflict.
func sample(x *Reader) string {
	var b strings.Builder
	for i, e := range x.packs["en"].Examples {
		b.WriteString(e.Text)
		b.WriteString(" ")
		b.WriteString(uneventful[i%3])
		if i%4 == 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(" ")
	}
	return b.String()
}

var uneventful = []string{
	"Residents of the northern quarter described a long night, and the road to the market stayed shut until the afternoon while crews cleared glass from the pavement.",
	"Ministers from both governments are to meet again next week, and neither side would say what they hoped for.",
	"Bread was sold from the back of lorries, at prices that few could pay, and the queue reached as far as the old gate.",
}

// Every span of every claim lies inside the text, on the borders of
// characters, and the same report is read the same way twice.
func checkReading(t *testing.T, x *Reader, r *recount.Report) *Reading {
	t.Helper()
	got, err := x.Read(r)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[recount.ClaimID]bool{}
	for _, c := range got.Claims {
		if err := c.Count.Check(); err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		if !c.What.Known() {
			t.Fatalf("%s: what %q", c.ID, c.What)
		}
		e := c.Evidence
		for _, list := range [][]recount.Span{{e.Whole}, e.What, e.Count, e.Who, e.Where, e.When, e.Says, e.Weapon, e.Target} {
			for _, s := range list {
				if s.Start < 0 || s.End > len(r.Text) || s.Start > s.End {
					t.Fatalf("%s: span %v of %d", c.ID, s, len(r.Text))
				}
				if s.End < len(r.Text) && !startsRune(r.Text[s.End]) || s.Start < len(r.Text) && !startsRune(r.Text[s.Start]) {
					t.Fatalf("%s: span %v cuts a character", c.ID, s)
				}
			}
		}
		if len(c.Says) == 0 || c.Reader == "" {
			t.Fatalf("%s has no voice or no reader", c.ID)
		}
		ids[c.ID] = true
	}
	for _, c := range got.Claims {
		if c.PartOf != "" && !ids[c.PartOf] || c.Repeats != "" && !ids[c.Repeats] || c.PartOf == c.ID {
			t.Fatalf("%s points to a claim that is not there", c.ID)
		}
	}
	return got
}

// Every span of every mark lies inside the text.
func checkMarks(t *testing.T, x *Reader, r *recount.Report) {
	t.Helper()
	m, err := x.Mark(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.Sayings {
		for _, p := range []recount.Span{s.Source, s.Cue, s.Content} {
			if p.Start < 0 || p.End > len(r.Text) || p.Start > p.End || p.End < len(r.Text) && !startsRune(r.Text[p.End]) {
				t.Fatalf("saying %s: span %v of %d", s.Rule, p, len(r.Text))
			}
		}
		if s.Content.Len() == 0 || s.Cue.Len() == 0 {
			t.Fatalf("saying %s has no cue or no content: %+v", s.Rule, s)
		}
	}
}

func startsRune(b byte) bool { return b&0xC0 != 0x80 }

func TestReadTwice(t *testing.T) {
	x := reader(t)
	r := &recount.Report{ID: "r:x", Lang: "en", Text: sample(x), Published: day(2016, 9, 23)}
	a, b := checkReading(t, x, r), checkReading(t, x, r)
	if len(a.Claims) < 150 || !reflect.DeepEqual(a, b) {
		t.Errorf("two readings differ, or %d claims are too few", len(a.Claims))
	}
}

func TestNoPack(t *testing.T) {
	if _, err := reader(t).Read(&recount.Report{Lang: "xx", Text: "a"}); err == nil {
		t.Error("a language without a pack was read")
	}
}

// Nothing that a stranger sends makes reading fail or a span leave the text.
func FuzzRead(f *testing.F) {
	x := reader(f)
	for _, e := range x.packs["en"].Examples {
		f.Add(e.Text)
	}
	for _, s := range []string{strings.Repeat("and killed ", 60), strings.Repeat("(", 200) + "killed", "12 12 12 killed, killed, 3-4 killed", "٣٥ killed \u202e", "KILLED 12\n\nTWELVE KILLED", "said said said 3 killed said", "was killed\xff\xfe", "DeAd A00AAAAA mAYor"} {
		f.Add(s)
	}
	for _, tt := range sayingTests {
		f.Add(tt.text)
	}
	for _, h := range hostile {
		f.Add(strings.Repeat(h.unit, 30))
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := &recount.Report{ID: "r:x", Lang: "en", Text: strings.ToValidUTF8(s, "\uFFFD"), Published: day(2016, 9, 23)}
		checkReading(t, x, r)
		checkMarks(t, x, r)
	})
}

func BenchmarkRead(b *testing.B) {
	x := reader(b)
	benchmarkRead(b, x, sample(x))
}

// General news, in which one sentence of ten has words of violence in it and
// none says that anybody came to harm.
func BenchmarkReadPeace(b *testing.B) {
	var text strings.Builder
	for i, s := range peacefulSentences(b, peacefulFiles["en"].file) {
		for k := range 9 {
			text.WriteString(uneventful[(i+k)%len(uneventful)])
			text.WriteString(" ")
		}
		text.WriteString(s.text)
		text.WriteString("\n\n")
	}
	benchmarkRead(b, reader(b), text.String())
}

func benchmarkRead(b *testing.B, x *Reader, text string) {
	b.Helper()
	benchmarkReadIn(b, x, "en", text)
}

func benchmarkReadIn(b *testing.B, x *Reader, lang recount.Lang, text string) {
	b.Helper()
	r := &recount.Report{ID: "r:x", Lang: lang, Text: text, Published: day(2016, 9, 23)}
	b.SetBytes(int64(len(r.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Read(r); err != nil {
			b.Fatal(err)
		}
	}
}
