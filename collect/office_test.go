package collect_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

// packZip is a ZIP of entries, each name before its body.
func packZip(entries ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for e := range slices.Chunk(entries, 2) {
		w, err := z.Create(e[0])
		if err == nil {
			_, err = w.Write([]byte(e[1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

const wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// docxOf is a DOCX with this body, and other parts.
func docxOf(body string, more ...string) string {
	return packZip(append([]string{"[Content_Types].xml", `<Types/>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordNames + `><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

// odtOf is an ODT with this body.
func odtOf(body string, more ...string) string {
	return packZip(append([]string{"mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		`<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:draw="d"><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`}, more...)...)
}

func wp(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

const wordStyles = `<w:styles ` + wordNames + `><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>`

func TestDocuments(t *testing.T) {
	for name, tc := range map[string]struct{ body, title, text, published string }{
		"runs are one sentence": {body: docxOf(`<w:p><w:r><w:t xml:space="preserve">Killed </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>three</w:t></w:r><w:r><w:t xml:space="preserve"> people</w:t><w:tab/><w:t>in Hama.</w:t></w:r></w:p>`),
			text: "Killed three people\tin Hama."},
		"tracked changes": {body: docxOf(`<w:p><w:r><w:t xml:space="preserve">Killed </w:t></w:r><w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>15</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:r><w:t xml:space="preserve"> people.</w:t></w:r></w:p>`),
			text: "Killed 15 people."},
		"tables": {body: docxOf(`<w:tbl><w:tr><w:tc>` + wp("place") + `</w:tc><w:tc>` + wp("killed") + `</w:tc></w:tr><w:tr><w:tc>` + wp("Hama") + wp("centre") + `</w:tc><w:tc>` + wp("4") + `</w:tc></w:tr></w:tbl>` + wp("That is all.")),
			text: "place | killed\n\nHama centre | 4\n\nThat is all."},
		"a table in a table": {body: docxOf(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + wp("a") + `</w:tc><w:tc>` + wp("b") + `</w:tc></w:tr></w:tbl></w:tc><w:tc>` + wp("c") + `</w:tc></w:tr></w:tbl>`),
			text: "a | b | c"},
		"notes stand at the end": {body: docxOf(`<w:p><w:r><w:t>Killed 12</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> people.</w:t></w:r></w:p>`+wp("No more."),
			"word/footnotes.xml", `<w:footnotes `+wordNames+`><w:footnote w:id="0" w:type="separator">`+wp("---")+`</w:footnote><w:footnote w:id="2">`+wp("A hospital.")+`</w:footnote></w:footnotes>`),
			text: "Killed 12 people.\n\nNo more.\n\nA hospital."},
		"text boxes once, and what is hidden not at all": {body: docxOf(`<w:p><w:r><w:t xml:space="preserve">Two killed.</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>` + wp("In a box.") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + wp("In a box.") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not so.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>`),
			text: "In a box.\n\nTwo killed."},
		"title, day and styles": {body: docxOf(`<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>Market hit</w:t></w:r></w:p>`+wp("4 March 2024")+`<w:p><w:pPr><w:pStyle w:val="berschrift1"/><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr><w:r><w:t>Summary</w:t></w:r></w:p>`+wp("Four people were killed &amp; two hurt."),
			"word/styles.xml", wordStyles, "docProps/core.xml", `<c xmlns:d="d"><d:title>Draft 3 of it</d:title><d:creator>Somebody</d:creator></c>`),
			title: "Market hit", text: "Market hit\n\nSummary\n\nFour people were killed & two hurt.", published: "2024-03-04"},
		"a title in the properties alone": {body: docxOf(wp("Four people were killed."), "docProps/core.xml", `<c xmlns:d="d"><d:title>Attacks of the week</d:title><d:creator>Somebody</d:creator></c>`),
			title: "Attacks of the week", text: "Four people were killed."},
		"another name of the main part": {body: packZip("[Content_Types].xml", "", "_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>`, "word/document2.xml", `<w:document `+wordNames+`>`+wp("Four killed.")+`</w:document>`), text: "Four killed."},
		"ODT": {body: odtOf(`<text:tracked-changes><text:deletion><text:p>12</text:p></text:deletion></text:tracked-changes><text:p text:style-name="P1">Market hit</text:p><text:h>Summary</text:h><text:p>Killed<text:s/><text:span>three</text:span><text:line-break/>people<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A hospital.</text:p></text:note-body></text:note>
			 in<text:s text:c="2"/>Hama.<office:annotation><text:p>Sure?</text:p></office:annotation></text:p>
			<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>`),
			title: "Market hit", text: "Market hit\n\nSummary\n\nKilled three\npeople in  Hama.\n\na | b\n\nA hospital."},
	} {
		t.Run(name, func(t *testing.T) {
			for _, name := range []string{"a.docx", "a", "a.zip"} {
				fs, err := collect.Parse(file(name, tc.body))
				if err != nil || len(fs) != 1 {
					t.Fatalf("%s: %d reports, %v", name, len(fs), err)
				}
				r, day := fs[0].Report, ""
				if !r.Published.IsZero() {
					day = r.Published.From.Format("2006-01-02")
				}
				if r.Text != tc.text {
					t.Errorf("text\n%q\nwant\n%q", r.Text, tc.text)
				}
				if r.Title != tc.title || r.Author != "" || day != tc.published {
					t.Errorf("title %q author %q published %q", r.Title, r.Author, day)
				}
			}
		})
	}
}

// A document may be larger than the text in it, by its pictures.
func TestALargeDocument(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{"[Content_Types].xml": "", "word/document.xml": "<d><p><r><t>Four people were killed.</t></r></p></d>", "word/media/a.jpg": strings.Repeat("x", collect.Limit+1)} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if fs, err := parse(file("a.docx", b.String())); err != nil || len(fs) != 1 || fs[0].Report.Text != "Four people were killed." {
		t.Errorf("%d reports, %v", len(fs), err)
	}
}

func TestDocumentsThatAreNotRead(t *testing.T) {
	for name, tc := range map[string]struct{ file, body, want string }{
		"empty":       {"a.docx", docxOf(""), "a.docx: no text in it"},
		"broken":      {"a.docx", docxOf("<w:p><w:r>"), "a.docx: word/document.xml: XML syntax error on line 1"},
		"deep":        {"a.docx", docxOf(strings.Repeat("<w:x>", 300) + strings.Repeat("</w:x>", 300)), "nested too deeply"},
		"left out":    {"a.docx", docxOf("<w:del>" + strings.Repeat("<w:x>", 300) + strings.Repeat("</w:x>", 300) + "</w:del>"), "nested too deeply"},
		"no document": {"a.docx", packZip("[Content_Types].xml", "", "word/other.xml", ""), "there is no document in it"},
		"entities":    {"a.docx", packZip("[Content_Types].xml", "", "word/document.xml", `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d><p><t>&a;</t></p></d>`), "invalid character entity &a;"},
		"a bomb":      {"a.docx", docxOf(wp(strings.Repeat("x", 49<<20))), "more than 50331648 bytes"},
		"much text":   {"a.docx", docxOf(wp(strings.Repeat("x", 9<<20))), "bytes of text are more than"},
		"encrypted":   {"a.odt", odtOf("", "META-INF/manifest.xml", `<m><file-entry><encryption-data/></file-entry></m>`), "it is encrypted"},
		"slides":      {"a.pptx", packZip("[Content_Types].xml", "", "ppt/presentation.xml", ""), "an office document"},
		"old":         {"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "an old or encrypted office document"},
		"rich text":   {"a.rtf", `{\rtf1\ansi Four people were killed.}`, "rich text"},
	} {
		_, err := parse(file(tc.file, tc.body))
		if !errors.Is(err, recount.ErrInvalid) || !strings.Contains(fmt.Sprint(err), tc.want) {
			t.Errorf("%s: %v, want ErrInvalid with %q", name, err, tc.want)
		}
	}
}

// FuzzDocument reads foreign XML as the text of documents: inside the ZIP, whose
// checksums would keep most bytes out.
func FuzzDocument(f *testing.F) {
	f.Add(true, wp("Four")+"<w:tbl><w:tr><w:tc>"+wp("a")+"</w:tc></w:tr></w:tbl><w:del>x</w:del>")
	f.Add(true, `<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:tab/><w:t>a</w:t><w:br/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`)
	f.Add(true, "</w:p><w:tr></w:tc></w:tr><w:p><w:p>")
	f.Add(false, `<text:p>a<text:s text:c="-1"/><text:note><text:note-body><text:p>b</text:p></text:note-body></text:note></text:p><table:table-row><table:table-cell>`)
	f.Add(false, "</text:note-body><text:note-body><text:tracked-changes>")
	f.Fuzz(func(t *testing.T, word bool, body string) {
		doc := odtOf(body)
		if word {
			doc = docxOf(body, "word/styles.xml", wordStyles, "word/footnotes.xml", `<w:footnotes `+wordNames+`><w:footnote w:id="2">`+body+`</w:footnote></w:footnotes>`)
		}
		fs, err := collect.Parse(file("a", doc))
		holds(t, fs, err)
	})
}

// FuzzOffice reads foreign bytes as a ZIP.
func FuzzOffice(f *testing.F) {
	f.Add([]byte(docxOf(wp("Four killed."))))
	f.Add([]byte(odtOf("<text:p>Four killed.</text:p>")))
	f.Fuzz(func(t *testing.T, body []byte) {
		fs, err := parse(file("a.docx", string(body)))
		holds(t, fs, err)
	})
}

// BenchmarkDOCX reads a document of some 200 pages.
func BenchmarkDOCX(b *testing.B) {
	body := strings.Repeat(`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Four people were killed in the town on Monday when shells hit a market, </w:t></w:r><w:r><w:t>said a hospital.</w:t></w:r></w:p>`, 6000)
	doc := docxOf(body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := collect.Parse(file("a.docx", doc)); err != nil {
			b.Fatal(err)
		}
	}
}
