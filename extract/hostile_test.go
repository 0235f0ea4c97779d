package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// hostile are texts that could make a careless reader take time that grows with
// the square of their length: one sentence, or one clause, without end.
var hostile = []struct{ name, unit string }{
	{"and", "and "},
	{"killed and", "killed and "},
	{"people and", "nine people and "},
	{"killed people and", "killed nine people and "},
	{"open brackets", "("},
	{"killed in brackets", "nine killed ("},
	{"digits", "1234567890"},
	{"numbers", "12 "},
	{"numbers killed", "12 killed "},
	{"control marks", "\u202e\u200f\u0001"},
	{"commas", ","},
	{"people and commas", "nine people, "},
	{"names", "Ahmad Saleh "},
	{"names and commas", "Ahmad Saleh, "},
	{"places", "Aleppo Mosul "},
	{"quotation marks", "\""},
	{"quoted", "\"nine killed\" "},
	{"said", "the army said "},
	{"that", "said that "},
	{"including", "including nine people, "},
	{"who were", "who were killed "},
	{"on Friday", "on Friday "},
	{"strikes on", "strikes on "},
	{"ceasefire", "ceasefire to "},
	{"hyphens", "nine-"},
	{"full stops", "nine killed. "},
	{"new lines", "nine killed\n\n"},
	{"combining marks", "e\u0301"},
	{"letters", "a"},
	{"apostrophes", "'s"},
	{"at least", "at least "},
	{"thousand", "thousand "},
}

// varied are units in which nothing comes back: claims, voices, days
// and places that are all different.
var varied = []struct {
	name string
	unit func(i int) string
}{
	{"other counts", func(i int) string { return fmt.Sprintf("At least %d people were killed. ", 2+i%9000) }},
	{"other days and places", func(i int) string {
		return fmt.Sprintf("On %d March %d, %d people were killed in %s.\n\n", 1+i%28, 1990+i/28%30, 2+i%90, madePlaces[i%len(madePlaces)])
	}},
	{"other voices", func(i int) string {
		return fmt.Sprintf("The %s brigade's spokesman Abu %s said another %d soldiers were killed. ", inWords(i%90), letters(i), 2+i%90)
	}},
	{"other names", func(i int) string { return fmt.Sprintf("Ahmad %s, %d, was killed. ", letters(i), 18+i%60) }},
	{"parts", func(i int) string { return fmt.Sprintf("%d of them were children, who died. ", 2+i%90) }},
	{"headlines", func(i int) string { return fmt.Sprintf("%d killed in %s\n\n", 2+i%90, madePlaces[i%len(madePlaces)]) }},
}

// letters writes a number as a name.
func letters(i int) string {
	b := []byte("Ba")
	for ; i > 0; i /= 20 {
		b = append(b, "aeioubdfgklmnprstvzh"[i%20])
	}
	return string(b)
}

// of writes as many of a unit, one after another, as make size bytes.
func of(unit func(int) string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(unit(i))
	}
	return b.String()
}

func read(t testing.TB, x *Reader, text string) {
	r := &recount.Report{ID: "r:x", Lang: "en", Text: text, Published: day(2016, 9, 23)}
	if _, err := x.Read(r); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Mark(r); err != nil {
		t.Fatal(err)
	}
}

// long gives every kind of hostile text to do, to be written as long as it wants.
func long(do func(name string, text func(size int) string)) {
	for _, h := range hostile {
		do(h.name, func(size int) string { return strings.Repeat(h.unit, size/len(h.unit)) })
	}
	for _, h := range varied {
		do(h.name, func(size int) string { return of(h.unit, size) })
	}
}

// Ten megabytes of anything without claims are read.
func TestTenMegabytes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	x := reader(t)
	for _, unit := range []string{"and ", "(", "1234567890", "\u202e\u200f\u0001", ",", "Ahmad Saleh ", "\"", "e\u0301", "a", "nine-"} {
		r := &recount.Report{ID: "r:x", Lang: "en", Text: strings.Repeat(unit, 10<<20/len(unit)), Published: day(2016, 9, 23)}
		if read, err := x.Read(r); err != nil || len(read.Claims) > 0 {
			t.Errorf("%q: %d claims, %v", unit, len(read.Claims), err)
		}
	}
}

// A million bytes in which every second word makes a claim are read, and every
// claim of them. Were the work to grow with the square of the length, as it
// once did, they would take from a quarter of a minute to several minutes each,
// and together longer than a test may take.
func TestMillionBytesOfClaims(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	x := reader(t)
	dense := map[string]int{"full stops": 50000, "numbers killed": 50000, "new lines": 50000, "other counts": 20000, "other days and places": 15000, "headlines": 30000}
	long(func(name string, text func(int) string) {
		if dense[name] == 0 {
			return
		}
		read, err := x.Read(&recount.Report{ID: "r:x", Lang: "en", Text: text(1 << 20), Published: day(2016, 9, 23)})
		if err != nil {
			t.Fatal(err)
		}
		if len(read.Claims) < dense[name] {
			t.Errorf("%s: %d claims, want %d or more", name, len(read.Claims), dense[name])
		}
	})
}

// BenchmarkHostile gives the speed at a million bytes and at ten million: the
// two are about the same where the work grows with the length.
func BenchmarkHostile(b *testing.B) {
	x := reader(b)
	for _, size := range []int{1 << 20, 10 << 20} {
		long(func(name string, text func(int) string) {
			b.Run(fmt.Sprintf("%s/%dMB", name, size>>20), func(b *testing.B) {
				raw := text(size)
				b.SetBytes(int64(len(raw)))
				for b.Loop() {
					read(b, x, raw)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(raw)), "ns/byte")
			})
		})
	}
}
