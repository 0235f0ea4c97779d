package collect_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
)

// xlsxOf is a workbook of sheets, each name before its rows.
func xlsxOf(sheets ...string) string {
	entries := []string{"[Content_Types].xml", "",
		"xl/sharedStrings.xml", `<sst><si><t>Four people were </t><r><t>killed.</t></r><rPh><t>x</t></rPh></si><si><t>notes</t></si></sst>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]dd\ mmm&quot;d&quot;"/><numFmt numFmtId="171" formatCode="0.0&quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`}
	names, rels := "", ""
	for i := 0; i+1 < len(sheets); i += 2 {
		names += fmt.Sprintf(`<sheet name="%s" r:id="r%d"/>`, sheets[i], i)
		rels += fmt.Sprintf(`<Relationship Id="r%d" Target="worksheets/s%d.xml"/>`, i, i)
		entries = append(entries, fmt.Sprintf("xl/worksheets/s%d.xml", i), `<worksheet><sheetData>`+sheets[i+1]+`</sheetData></worksheet>`)
	}
	return packZip(append(entries, "xl/workbook.xml", `<workbook xmlns:r="r"><workbookPr/><sheets>`+names+`</sheets></workbook>`, "xl/_rels/workbook.xml.rels", `<Relationships>`+rels+`</Relationships>`)...)
}

func TestTables(t *testing.T) {
	windows, err := charmap.Windows1256.NewEncoder().String("النص;التاريخ\n" + arabic + ";4/3/2024\n" + arabic + " آخر;14/3/2024\n")
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("text\tdate\nFour killed.\t2024-03-04\n")
	if err != nil {
		t.Fatal(err)
	}
	book := xlsxOf("Lookup", `<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>`,
		"Events", `<row r="1"><c r="A1" t="inlineStr"><is><t>Our table</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>Date</t></is></c><c r="C3" t="s"><v>1</v></c></row><row r="4"><c r="A4" s="1"><v>45355</v></c><c r="C4" t="s"><v>0</v></c></row><row r="5"><c r="A5" s="2"><v>45356.5</v></c><c r="C5" t="str"><v>Two killed.</v></c></row><row r="6"><c r="A6" s="3"><v>45356</v></c><c r="C6" t="str"><v>One killed.</v></c></row>`)
	for name, tc := range map[string]struct {
		file, body, columns string
		want, bad           []string // "published | source | title | text"
	}{
		"usual names": {file: "a.csv", body: "Title,Text,Date,Source,URL,Lang\nMarket hit,\"Four people, all\nciviles, were killed.\",2024-03-04,gazette,https://example.org/1,es\nClinic hit,Two killed.,5 March 2024,,https://example.org/2,\n",
			want: []string{"2024-03-04 | gazette | Market hit | Market hit\n\nFour people, all\nciviles, were killed.", "2024-03-05 | example.org | Clinic hit | Clinic hit\n\nTwo killed."}},
		"named columns": {file: "a.csv", body: "what was seen;day; heard from\nFour killed.;2024-03-04;gazette\n", columns: "text=What was seen, date=day,source=heard from", want: []string{"2024-03-04 | gazette |  | Four killed."}},
		"rows without text": {file: "a.csv", body: "date,notes\n2024-03-04,Four killed.\n2024-03-05,\n\n2024-03-06, \n2024-03-07,One killed.\n",
			want: []string{"2024-03-04 |  |  | Four killed.", "2024-03-07 |  |  | One killed."}, bad: []string{"a.csv: passed over for want of text: rows 3, 5"}},
		"tabs":                    {file: "a", body: "date\tnotes\tx\n2024-03-04\tFour, or five, killed.\t1\n2024-03-05\tOne killed.\t2\n", want: []string{"2024-03-04 |  |  | Four, or five, killed.", "2024-03-05 |  |  | One killed."}},
		"windows-1256":            {file: "a.csv", body: windows, want: []string{"2024-03-04 |  |  | " + arabic, "2024-03-14 |  |  | " + arabic + " آخر"}},
		"UTF-16":                  {file: "a.txt.csv", body: wide, want: []string{"2024-03-04 |  |  | Four killed."}},
		"months first":            {file: "a.csv", body: "notes,date\nFour killed.,3/4/24\nOne killed.,3/14/24\n", want: []string{"2024-03-04 |  |  | Four killed.", "2024-03-14 |  |  | One killed."}},
		"either first":            {file: "a.csv", body: "notes,date\nFour killed.,3/4/2024\nOne killed.,soon\n", want: []string{" |  |  | Four killed.", " |  |  | One killed."}, bad: []string{`a.csv: nothing in it tells whether the day or the month stands first in dates like "3/4/2024"`}},
		"a row above, HXL":        {file: "a.csv", body: "Incidents of March,,\n\ndate,notes,adm1\n#date,#description,#adm1\n2024-03-04,Four killed.,x\n", want: []string{"2024-03-04 |  |  | Four killed."}},
		"cells that are HTML":     {file: "a.csv", body: "id,content\n7,<p>Four people <b>were</b> killed &amp; two hurt.</p>\n", want: []string{" |  |  | Four people were killed & two hurt."}},
		"a workbook":              {file: "a.xlsx", body: book, want: []string{"2024-03-04 |  |  | Four people were killed.", "2024-03-05 12:00 |  |  | Two killed.", " |  |  | One killed."}},
		"no text":                 {file: "a.csv", body: "place,killed\nHama,4\n", bad: []string{`a.csv: no column of this table is known to hold text; its columns are "place", "killed"; say which holds what, as in --columns 'text=place,date=…'`}},
		"no column":               {file: "a.csv", body: "place,killed\nHama,4\n", columns: "text=story", bad: []string{`a.csv: no column "story"; its columns are "place", "killed"`}},
		"empty":                   {file: "a.csv", body: "\n\n", bad: []string{"a.csv: no rows in it"}},
		"only names":              {file: "a.csv", body: "text,date\n", bad: []string{"a.csv: no reports in it"}},
		"a workbook without text": {file: "a.xlsx", body: xlsxOf("S", `<row r="1"><c r="A1" t="inlineStr"><is><t>place</t></is></c></row>`), bad: []string{"a.xlsx/S: no column of this table"}},
		"a wide workbook":         {file: "a.xlsx", body: xlsxOf("S", `<row r="1"><c r="XFD1" t="inlineStr"><is><t>place</t></is></c></row>`), bad: []string{"row 1 has more than 2000 columns"}},
		"a stray quotation mark":  {file: "a.csv", body: "text\n\"" + strings.Repeat("Four killed.\n", 1<<20), bad: []string{"a quotation mark may be missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			columns, err := collect.ReadColumns(tc.columns)
			if err != nil {
				t.Fatal(err)
			}
			f := packed(tc.file, tc.body)
			f.Columns = columns
			var got, bad []string
			for c, err := range collect.Unpack(f) {
				if err != nil {
					if bad = append(bad, err.Error()); !errors.Is(err, recount.ErrInvalid) {
						t.Errorf("%v is not ErrInvalid", err)
					}
					continue
				}
				fs, err := collect.Parse(c)
				if err != nil {
					t.Fatal(err)
				}
				r, day := fs[0].Report, ""
				if r.Published.Grain == recount.Minute {
					day = r.Published.From.Format("2006-01-02 15:04")
				} else if !r.Published.IsZero() {
					day = r.Published.From.Format("2006-01-02")
				}
				got = append(got, fmt.Sprintf("%s | %s | %s | %s", day, r.Source, r.Title, r.Text))
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got\n%q\nwant\n%q", got, tc.want)
			}
			if len(bad) != len(tc.bad) {
				t.Fatalf("errors %q", bad)
			}
			for i := range bad {
				if !strings.Contains(bad[i], tc.bad[i]) {
					t.Errorf("error %q, want %q", bad[i], tc.bad[i])
				}
			}
		})
	}
}

// A row is known by its address, its id or what is in it, not by where it stands.
func TestARowKeepsItsIdentity(t *testing.T) {
	names := func(body string) (out []string) {
		for c, err := range collect.Unpack(packed("a.csv", body)) {
			if err != nil {
				t.Fatal(err)
			}
			fs, err := collect.Parse(c)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, c.URL+" "+string(fs[0].Report.ID))
		}
		return out
	}
	a := names("id,text,url\n7,One.,\n,Two.,https://example.org/2\n,Three.,https://example.org/3\n,Four.,https://example.org/3\n,Five.,\n")
	b := names("id,text,url\n,Five.,\n,Four.,https://example.org/3\n,Three.,https://example.org/3\n,Two.,https://example.org/2\n7,One.,\n")
	slices.Reverse(b)
	if !slices.Equal(a, b) || !strings.HasPrefix(a[0], "a.csv#7 ") || !strings.HasPrefix(a[1], "https://example.org/2 ") || !strings.HasPrefix(a[2], "a.csv#") || len(slices.Compact(slices.Sorted(slices.Values(a)))) != 5 {
		t.Errorf("%q\n%q", a, b)
	}
}

func TestReadColumns(t *testing.T) {
	for _, s := range []string{"text", "words=x", "text=", "=x", "text=a,,"} {
		if _, err := collect.ReadColumns(s); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("a.csv", "text,date,url,id\n\"Four\",3/14/24,x,1\n", "text=text")
	f.Add("a.tsv", "a\tb\n#a\t#b\n1\t<p>x</p>\n", "text=b,date=a")
	f.Add("a.csv", "\xff\xfet\x00", "")
	f.Add("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45355.25</v></c></row>", "", "")
	f.Fuzz(func(t *testing.T, name, body, columns string) {
		in := packed(name, body)
		if body == "" {
			in = packed("a.xlsx", xlsxOf("S", name))
		}
		in.Columns, _ = collect.ReadColumns(columns)
		for c, err := range collect.Unpack(in) {
			var fs []collect.Found
			if err == nil {
				fs, err = collect.Parse(c)
			}
			holds(t, fs, err)
		}
	})
}

// BenchmarkTable reads a table of ten thousand rows.
func BenchmarkTable(b *testing.B) {
	body := "id,date,notes,source\n"
	for i := range 10_000 {
		body += fmt.Sprintf("%d,2024-03-04,\"Four people were killed in the town on Monday, a hospital said.\",gazette\n", i)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		for c, err := range collect.Unpack(packed("a.csv", body)) {
			if err == nil {
				_, err = collect.Parse(c)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
