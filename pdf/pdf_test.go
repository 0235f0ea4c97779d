package pdf_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount/pdf"
)

// made is a PDF of pages with these contents; more objects may follow, from
// number 20 on.
func made(contents []string, more ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n")
	kids := ""
	for i := range contents {
		kids += fmt.Sprintf("%d 0 R ", 100+2*i)
	}
	fmt.Fprintf(&b, "2 0 obj\n<< /Type /Pages /Kids [ %s] /Count %d /Resources << /Font << /F1 3 0 R /F2 20 0 R >> /XObject << /X1 21 0 R >> >> >>\nendobj\n", kids, len(contents))
	b.WriteString("3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /Widths [" + strings.Repeat("600 ", 224) + "] >>\nendobj\n")
	for i, c := range contents {
		fmt.Fprintf(&b, "%d 0 obj\n<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>\nendobj\n%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n", 100+2*i, 101+2*i, 101+2*i, len(c), c)
	}
	for i, o := range more {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", 20+i, o)
	}
	b.WriteString("trailer\n<< /Root 1 0 R /Info << /Title (Attacks) >> >>\n%%EOF\n")
	return []byte(b.String())
}

// set draws lines of text at 10 points, each 12 points under the other.
func set(y int, lines ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F1 10 Tf 12 TL 50 %d Td\n", y)
	for _, l := range lines {
		fmt.Fprintf(&b, "(%s) Tj T*\n", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(l))
	}
	return b.String() + "ET\n"
}

func texts(d pdf.Document) (out []string) {
	for _, p := range d.Paragraphs {
		out = append(out, p.Text)
	}
	return out
}

func TestRead(t *testing.T) {
	body := func(n int) string {
		return set(760, "Weekly summary") + set(700, fmt.Sprintf("On day %d of the week two people were hurt when a", n*7), fmt.Sprintf("shell fell on a house in the town, %d people said.", n)) + set(30, fmt.Sprintf("Page %d of 3", n))
	}
	packed := func(s string) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return fmt.Sprintf("/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", b.Len(), b.String())
	}
	for name, tc := range map[string]struct {
		b    []byte
		want []string
	}{
		"lines are one paragraph": {made([]string{set(700, "Four people were killed in the town on Monday when", "shells hit a market, said a hospital (in the town).", "", "Nobody else spoke.")}),
			[]string{"Four people were killed in the town on Monday when shells hit a market, said a hospital (in the town).", "Nobody else spoke."}},
		"hyphens": {made([]string{set(700, "Four people were killed in the extraordi-", "nary shelling of the north-western and the north-", "western countryside of the town, they said.")}),
			[]string{"Four people were killed in the extraordinary shelling of the north-western and the north-western countryside of the town, they said."}},
		"what repeats at the edges": {made([]string{body(1), body(2), body(3)}),
			[]string{"On day 7 of the week two people were hurt when a shell fell on a house in the town, 1 people said.", "On day 14 of the week two people were hurt when a shell fell on a house in the town, 2 people said.", "On day 21 of the week two people were hurt when a shell fell on a house in the town, 3 people said."}},
		"a paragraph over two pages": {made([]string{set(100, "Four people were killed in the town on Monday when", "shells hit a market, said a hospital that counts the") + set(20, "1"), set(760, "wounded of the whole of the district as well.") + set(20, "2")}),
			[]string{"Four people were killed in the town on Monday when shells hit a market, said a hospital that counts the wounded of the whole of the district as well."}},
		"a raised figure":        {made([]string{"BT /F1 10 Tf 50 700 Td (Shells killed 12) Tj /F1 6 Tf 4 Ts (1) Tj 0 Ts /F1 10 Tf ( people in the town.) Tj ET"}), []string{"Shells killed 12 people in the town."}},
		"spaces that are gaps":   {made([]string{"BT /F1 10 Tf 50 700 Td [(Shells)-400(killed)-400(12)-400(people.)] TJ ET"}), []string{"Shells killed 12 people."}},
		"a table":                {made([]string{"BT /F1 10 Tf 50 700 Td (Place) Tj 150 0 Td (Killed) Tj -150 -12 Td (Hama) Tj 150 0 Td (12) Tj ET"}), []string{"Place | Killed", "Hama | 12"}},
		"bold by drawing twice":  {made([]string{set(700, "Shells killed 11 people.") + "BT /F1 10 Tf 50.3 700 Td (Shells killed 11 people.) Tj ET"}), []string{"Shells killed 11 people."}},
		"a form":                 {made([]string{"/X1 Do /X1 Do"}, "null", "<< /Subtype /Form /Matrix [1 0 0 1 0 300] "+packed(set(50, "Four people were killed."))), []string{"Four people were killed."}},
		"letters by their names": {made([]string{"BT /F2 10 Tf 50 700 Td (ABC AD) Tj ET"}, "<< /Subtype /Type1 /Encoding << /Differences [65 /fi /eacute /afii57415 /uni0661] >> >>"), []string{"fiéا fi١"}},
		"two bytes a letter": {made([]string{"BT /F2 10 Tf 50 700 Td <000100020003> Tj ET"}, "<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /DW 500 /W [1 [600 600] 3 3 700] >>] /ToUnicode 22 0 R >>", "null",
			"<< "+packed("1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0001> <0002> <0041> endbfrange 1 beginbfchar <0003> <00660069> endbfchar")), []string{"ABfi"}},
		"objects in a stream": {append(made([]string{"x"}), []byte("30 0 obj\n<< /Type /ObjStm /N 1 /First 4 "+packed("101 << >>")+"\nendobj\n101 0 obj\n<< "+packed(set(700, "A later version of it."))+"\nendobj\n")...), []string{"A later version of it."}},
		"shapes of Arabic, as they stand": {made([]string{"BT /F2 10 Tf 50 700 Td <01020304> Tj ET"}, "<< /Subtype /Type1 /FirstChar 1 /Widths [500 500 500 500] /ToUnicode 22 0 R >>", "null",
			"<< "+packed("4 beginbfchar <01> <fede> <02> <fe98> <03> <fed7> <04> <0020> endbfchar")), []string{"قتل"}},
		"a picture in the content": {made([]string{"BI /W 2 /H 2 ID ab(cdef EI " + set(700, "Four people were killed.")}), []string{"Four people were killed."}},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := pdf.Read(tc.b)
			if err != nil || !slices.Equal(texts(d), tc.want) {
				t.Errorf("%v\n%q\nwant\n%q", err, texts(d), tc.want)
			}
		})
	}
}

// Printed by a browser, in English and Arabic.
func TestPrinted(t *testing.T) {
	for name, want := range map[string][]string{
		"english": {"Attacks of the week", "4 March 2024",
			"Four people were killed in the town of Hama on Monday when shells hit a market, said a hospital. At least 12 others were injured in the attack, which the monitoring group described as one of the heaviest of the year so far.",
			"Rescuers said that they had pulled nine people from the rubble of a residential building. The affected families were displaced to the north-western countryside.",
			"Extraordinarily disproportionate bombardments characterised the intercontinental humanitarian correspondence surrounding the reestablishment of communications infrastructures. Representatives acknowledged the misunderstandings.",
			"Second paragraph of the columns with responsibilities and uncharacteristically complicated investigations.",
			"Place Killed Injured", "Hama | 4 | 12", "Homs | 3 | 7", "1. A hospital in the town."},
		"arabic": {"قصف على المدينة الشمالية",
			"قتل 12 شخصا وأصيب ٢٥ آخرون في قصف على سوق في مدينة حماة يوم 4/3/2024، بحسب ما قال مسؤول في المستشفى (الوطني) لوكالة Reuters News في اتصال هاتفي. وأضاف المسؤول أن عدد الجرحى قد يرتفع لأن عمال الإنقاذ ما زالوا يبحثون عن ناجين تحت الأنقاض.",
			"وقُتِلَ ثلاثة آخرون في الحي الآخر. ولا معلومات عن الفاعل بنسبة 50% أو 1,200 دولار."},
	} {
		b, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		d, err := pdf.Read(b)
		if err != nil || !slices.Equal(texts(d), want) {
			t.Errorf("%s: %v\n%q\nwant\n%q", name, err, texts(d), want)
		}
	}
}

// Encrypted by pdfcpu. Files that open without a password are read; they only
// ask for one to be changed or printed.
func TestEncrypted(t *testing.T) {
	for _, name := range []string{"rc4-40", "rc4-128", "aes-128", "aes-256"} {
		b, err := os.ReadFile("testdata/encrypted-" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		d, err := pdf.Read(b)
		if err != nil || !slices.Equal(texts(d), []string{"4 March 2024", "Shelling killed four people in the town of Hama on Monday, a hospital said."}) {
			t.Errorf("%s: %q, %v", name, texts(d), err)
		}
	}
	b, err := os.ReadFile("testdata/encrypted-password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pdf.Read(b); !errors.Is(err, pdf.ErrEncrypted) {
		t.Error(err)
	}
}

func TestNotRead(t *testing.T) {
	for name, tc := range map[string]struct {
		b    []byte
		want string
	}{
		"encrypted": {append(made([]string{set(700, "x")}), "trailer\n<< /Encrypt << /V 5 >> >>"...), "this PDF is encrypted"},
		"scanned":   {made([]string{"/X1 Do", "/X1 Do"}, "null", "<< /Subtype /Image /Length 0 >>\nstream\n\nendstream"), "this PDF is scanned: 2 of its 2 pages are pictures"},
		"empty":     {made([]string{""}), "holds no text"},
		"no pages":  {[]byte("%PDF-1.7\n"), "no pages"},
		"mute":      {made([]string{"BT /F2 10 Tf 50 700 Td <" + strings.Repeat("0041", 300) + "> Tj ET"}, "<< /Subtype /Type0 /Encoding /Identity-H >>"), "does not say which letters"},
	} {
		if _, err := pdf.Read(tc.b); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

// Files that lead a reader round in circles, or promise more than they hold,
// come to an end.
func TestMadeToBeEndless(t *testing.T) {
	page := set(700, "Four people were killed.")
	bomb := func() string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write(bytes.Repeat([]byte("0 "), 8<<20))
		z.Close()
		return fmt.Sprintf("<< /Filter /FlateDecode /Subtype /Form /Length %d >>\nstream\n%s\nendstream", b.Len(), b.String())
	}()
	for name, b := range map[string][]byte{
		"a form in itself":       made([]string{page + "/X1 Do"}, "null", "<< /Subtype /Form /Resources << /XObject << /X1 21 0 R >> >> /Length 9 >>\nstream\n/X1 Do /X1 Do /X1 Do\nendstream"),
		"pages in themselves":    append(made([]string{page}), "2 0 obj\n<< /Kids [ 2 0 R 2 0 R 100 0 R ] /Resources << /Font << /F1 3 0 R >> >> >>"...),
		"a reference to itself":  append(made([]string{page}), "20 0 obj\n20 0 R\nendobj\n21 0 obj\n<< /Length 21 0 R /Filter 21 0 R >> stream\n"...),
		"objects in themselves":  append(made([]string{page}), "30 0 obj\n<< /Type /ObjStm /N 99999999999 /First 9 /Extends 30 0 R /Length 20 >>\nstream\n30 0 31 0 << >>  xxxx\nendstream endobj"...),
		"deep":                   append(made([]string{page}), strings.Repeat("[<<", 1<<20)...),
		"an object that is deep": append(made([]string{page}), "40 0 obj "+strings.Repeat("[", 4<<20)...),
		"wide lines":             append(made([]string{page}), "40 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 999999999999 >> /Length 9 >>\nstream\nx\x9cabc\nendstream endobj"...),
		"a bomb":                 made([]string{page + strings.Repeat("/X1 Do ", 3)}, "null", bomb),
		"many fonts":             made([]string{page + strings.Repeat("/F2 10 Tf ", 1<<14)}, "<< /Subtype /Type0 /DescendantFonts [<< /W [0 99999999 5 0 99999999 5] >>] >>"),
	} {
		if d, err := pdf.Read(b); err == nil && !slices.Contains(texts(d), "Four people were killed.") {
			t.Errorf("%s: %q, %v", name, texts(d), err)
		}
	}
}

func FuzzPDF(f *testing.F) {
	for _, name := range []string{"english", "arabic", "encrypted-rc4-40", "encrypted-aes-128", "encrypted-aes-256"} {
		b, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(made([]string{set(700, "Four people-", "were killed (1)."), set(30, "2")}, "<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 22 0 R >>", "<< /Subtype /Form /Length 9 >>\nstream\n/X1 Do q\nendstream", "<< /Length 60 >>\nstream\n1 beginbfrange <0001> <0002> [<0041> <0042>] endbfrange\nendstream"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := pdf.Read(b)
		if err == nil && len(d.Paragraphs) == 0 {
			t.Error("neither text nor an error")
		}
		for _, p := range d.Paragraphs {
			if p.Page < 1 || p.Page > d.Pages || strings.TrimSpace(p.Text) == "" {
				t.Errorf("paragraph %+v of %d pages", p, d.Pages)
			}
		}
	})
}

// FuzzContent draws foreign content on a page.
func FuzzContent(f *testing.F) {
	for _, s := range []string{set(700, "Four people-", "were killed (1)."), "q 1 0 0 1 0 0 cm BT /F1 10 Tf 1 2 3 4 5 6 Tm [(a)-200<62>] TJ ' \" 3 Ts (x) Tj ET Q Q", "BI ID x EI /X1 Do", "BT /F2 9 Tf <0001> Tj ET"} {
		f.Add(s, "1 beginbfchar <01> <0627> endbfchar")
	}
	f.Fuzz(func(t *testing.T, content, table string) {
		pdf.Read(made([]string{content, content, content}, "<< /Subtype /Type1 /ToUnicode 22 0 R >>", fmt.Sprintf("<< /Subtype /Form /Length %d >>\nstream\n%s\nendstream", len(content), content), fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(table), table)))
	})
}

// BenchmarkRead reads a report of 50 pages.
func BenchmarkRead(b *testing.B) {
	var pages []string
	for i := range 50 {
		lines := slices.Repeat([]string{"Four people were killed in the town on Monday when shells hit a market.", "A hospital said so."}, 25)
		pages = append(pages, set(780, "Weekly summary")+set(740, lines...)+set(30, fmt.Sprint(i+1)))
	}
	doc := made(pages)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pdf.Read(doc); err != nil {
			b.Fatal(err)
		}
	}
}
