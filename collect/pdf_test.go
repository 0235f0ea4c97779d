package collect_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

func TestPDF(t *testing.T) {
	for name, want := range map[string]struct{ title, day, lang, part string }{
		"english": {"Attacks of the week", "2024-03-04", "en", "Attacks of the week\n\nFour people were killed in the town of Hama on Monday when shells hit a market, said a hospital. At least 12 others were injured"},
		"arabic":  {"قصف على المدينة الشمالية", "", "ar", "قصف على المدينة الشمالية\n\nقتل 12 شخصا وأصيب ٢٥ آخرون في قصف على سوق"},
	} {
		b, err := os.ReadFile("../pdf/testdata/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []archive.Capture{file(name+".pdf", string(b)), file("standard input", "\n"+string(b)),
			{URL: "https://example.org/r", At: at, Header: map[string][]string{"Content-Type": {"application/pdf"}}, Body: b}} {
			fs, err := parse(c)
			if err != nil || len(fs) != 1 {
				t.Fatalf("%s: %d reports, %v", name, len(fs), err)
			}
			r, day := fs[0].Report, ""
			if !r.Published.IsZero() {
				day = r.Published.From.Format("2006-01-02")
			}
			if r.Title != want.title || day != want.day || string(r.Lang) != want.lang || r.Author != "" || !strings.HasPrefix(r.Text, want.part) {
				t.Errorf("%s: title %q day %q lang %q author %q\n%s", name, r.Title, day, r.Lang, r.Author, r.Text)
			}
		}
	}
	some := "%PDF-1.4\n1 0 obj << /Pages << /Kids [ 2 0 R 3 0 R ] >> >> endobj\n2 0 obj << /Contents 4 0 R /Resources << /Font << /F1 << /Subtype /Type1 >> >> >> >> endobj\n3 0 obj << /Contents 5 0 R >> endobj\n" +
		"4 0 obj << >>\nstream\nBT /F1 11 Tf 50 700 Td (Shells killed four people in the town of Hama on Monday.) Tj ET\nendstream endobj\n5 0 obj << >>\nstream\nBI /W 1 ID x EI\nendstream endobj\ntrailer << /Root 1 0 R >>"
	if fs, err := collect.Parse(file("a.pdf", some)); err != nil || fs[0].Report.Partial != "1 of its 2 pages are pictures" || fs[0].Report.Text != "Shells killed four people in the town of Hama on Monday." {
		t.Errorf("%+v, %v", fs, err)
	}
	_, err := collect.Parse(file("a.pdf", "%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer << /Encrypt 1 0 R >>"))
	if !errors.Is(err, recount.ErrInvalid) || !strings.HasPrefix(err.Error(), "a.pdf: this PDF is encrypted") {
		t.Error(err)
	}
}
