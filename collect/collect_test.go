package collect_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

var at = time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)

func file(name, body string) archive.Capture {
	return archive.Capture{URL: name, At: at, Body: []byte(body)}
}

func packed(name, body string) collect.File {
	return collect.File{Name: name, At: at, Body: strings.NewReader(body), Size: int64(len(body))}
}

// parse parses every capture in a file, up to the first that is wrong.
func parse(c archive.Capture) (fs []collect.Found, err error) {
	if c.Status != 0 || c.Header != nil {
		return collect.Parse(c)
	}
	for c, err := range collect.Unpack(packed(c.URL, string(c.Body))) {
		if err != nil {
			return nil, err
		}
		more, err := collect.Parse(c)
		if err != nil {
			return nil, err
		}
		fs = append(fs, more...)
	}
	return fs, nil
}

const arabic = "قتل أربعة أشخاص في قصف على المدينة يوم الاثنين، بحسب ما قال مسؤول في المستشفى."

func TestParse(t *testing.T) {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	for name, tc := range map[string]struct {
		c                  archive.Capture
		title, text, given string
		source             recount.SourceID
		lang               recount.Lang
		from               time.Time
		grain              recount.Grain
	}{
		"plain text": {c: file("a.txt", "Four people were killed in the town on Monday.\n"),
			text: "Four people were killed in the town on Monday.\n", lang: "en"},
		"page furniture above a headline and a date": {
			c:     file("b.txt", "close\n\nNews you can trust\n\nArmy shells northern town\n\nMarch 4, 2024 at 11:45 pm\n\nFour people were killed in the town on Monday.\n\nTalks fail\n\nNobody met.\n"),
			title: "Army shells northern town", text: "Army shells northern town\n\nFour people were killed in the town on Monday.\n\nTalks fail\n\nNobody met.\n",
			lang: "en", from: day(2024, 3, 4).Add(23*time.Hour + 45*time.Minute), grain: recount.Minute},
		"a lone word above": {c: file("c.txt", "Menu\nShare\nArmy shells northern town\nFour people were killed in the town on Monday.\n"),
			title: "Army shells northern town", text: "Army shells northern town\nFour people were killed in the town on Monday.\n", lang: "en"},
		"date first": {c: file("d.txt", "4 March 2024\n\nArmy shells northern town\n\nFour people were killed there.\n"),
			title: "Army shells northern town", lang: "en", text: "Army shells northern town\n\nFour people were killed there.\n", from: day(2024, 3, 4), grain: recount.Day},
		"an Arabic date line": {c: file("e.txt", "مشاركة\n\nقصف على المدينة الشمالية يوقع قتلى\n\nالاثنين، 4 آذار 2024\n\n"+arabic+"\n"), title: "قصف على المدينة الشمالية يوقع قتلى",
			text: "قصف على المدينة الشمالية يوقع قتلى\n\n" + arabic + "\n", lang: "ar", from: day(2024, 3, 4), grain: recount.Day},
		"prose that opens with a date is left alone": {c: file("f.txt", "On March 4, 2024 four people were killed.\n\nNobody said who did it.\n"),
			text: "On March 4, 2024 four people were killed.\n\nNobody said who did it.\n", lang: "en"},
		"head of keys": {c: file("g.txt", "Id: r-7\nSource: gazette\nUrl: https://example.org/7\nLang: en\nTitle: Shelling\nPublished: 2024-03-04\n\nFour people: killed.\n"),
			title: "Shelling", text: "Four people: killed.\n", given: "r-7", source: "gazette", lang: "en", from: day(2024, 3, 4), grain: recount.Day},
		"a colon is not yet a head": {c: file("h.txt", "Breaking: four people were killed in the town.\n"),
			text: "Breaking: four people were killed in the town.\n", lang: "en"},
		"a line of JSON": {c: file("i.jsonl", `{"id": 12, "text": "Four people were killed.", "lang": "en", "title": "T", "published": "2024-03-04T10:00:00+02:00", "url": "https://www.example.org/x", "other": []}`+"\n\n"),
			title: "T", text: "T\n\nFour people were killed.", given: "12", source: "example.org", lang: "en", from: day(2024, 3, 4).Add(8 * time.Hour), grain: recount.Minute},
		"a line whose text opens with its headline": {c: file("k.jsonl", `{"id": "k", "text": "Market  hit\nFour people were killed.", "lang": "en", "title": "Market hit"}`),
			title: "Market hit", text: "Market  hit\nFour people were killed.", given: "k", lang: "en"},
		"a copy in a web archive": {c: file("j.jsonl", `{"text": "Four people were killed.", "url": "http://web.archive.org/web/20240304121500/http://www.example.org:80/x"}`),
			text: "Four people were killed.", source: "example.org", lang: "en"},
		"page": {c: file("https://www.example.org/p.html", `<!DOCTYPE html><html lang="en-GB"><head><title>Shelling | Site</title><meta property="article:published_time" content="2024-03-04T10:00:00Z"></head>
			<body><nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>Army shells  town</h1><p>Four people were <b>killed</b> in the town on Monday, a hospital said, when shells fell on the market in the centre.</p>
			<script>var x = "nine killed"</script><p>It was the second attack this week, after a strike on a bakery on Saturday that wounded many people there.</p></article><footer>All rights reserved</footer></body></html>`),
			title: "Army shells town", source: "example.org", lang: "en", from: day(2024, 3, 4).Add(10 * time.Hour), grain: recount.Minute,
			text: "Army shells town\n\nFour people were killed in the town on Monday, a hospital said, when shells fell on the market in the centre.\n\nIt was the second attack this week, after a strike on a bakery on Saturday that wounded many people there."},
		"page without an article": {c: file("q.htm", `<p>Four people were killed.<p hidden>Five.<br>`), text: "Four people were killed.", lang: "en"},
		"decomposed letters":      {c: file("r.txt", norm.NFD.String("Four people were killed in Hamā.")), text: "Four people were killed in Hamā.\n", lang: "en"},
	} {
		t.Run(name, func(t *testing.T) {
			fs, err := parse(tc.c)
			if err != nil || len(fs) != 1 {
				t.Fatalf("%d reports, %v", len(fs), err)
			}
			r := fs[0].Report
			if r.Title != tc.title || fs[0].Given != tc.given || r.Source != tc.source || r.Lang != tc.lang {
				t.Errorf("title %q given %q source %q lang %q\nwant  %q       %q        %q      %q", r.Title, fs[0].Given, r.Source, r.Lang, tc.title, tc.given, tc.source, tc.lang)
			}
			if strings.TrimSpace(r.Text) != strings.TrimSpace(tc.text) {
				t.Errorf("text\n%q\nwant\n%q", r.Text, tc.text)
			}
			if !r.Published.From.Equal(tc.from) || r.Published.Grain != tc.grain {
				t.Errorf("published %v %s, want %v %s", r.Published.From, r.Published.Grain, tc.from, tc.grain)
			}
			if r.ID == "" || !r.Collected.Equal(at) || r.Parser != collect.Parser {
				t.Errorf("unfinished: %+v", r)
			}
		})
	}
}

func TestCharsets(t *testing.T) {
	enc := func(e encoding.Encoding, s string) string {
		t.Helper()
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	long := strings.Repeat(arabic+"\n", 3)
	for name, tc := range map[string]struct{ body, typ, want string }{
		"UTF-8 with a mark":         {"\ufeff" + arabic, "", arabic},
		"windows-1256":              {enc(charmap.Windows1256, long), "", long},
		"windows-1256, said so":     {enc(charmap.Windows1256, arabic), "text/plain; charset=windows-1256", arabic},
		"windows-1256, in the page": {`<html><head><meta charset="windows-1256"></head><body><p>` + enc(charmap.Windows1256, arabic), "", arabic},
		"windows-1251":              {enc(charmap.Windows1251, "Четыре человека погибли при обстреле города в понедельник."), "", "Четыре человека погибли при обстреле города в понедельник."},
		"windows-1252":              {enc(charmap.Windows1252, "“Quatre morts” à Hama, déclare l’hôpital."), "", "“Quatre morts” à Hama, déclare l’hôpital."},
		"UTF-16, little":            {enc(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), arabic), "", arabic},
		"UTF-16, big":               {enc(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), arabic), "", arabic},
		"UTF-16 without a mark":     {enc(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "Four people were killed."), "", "Four people were killed."},
		"Arabic UTF-16, no mark":    {enc(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), strings.ReplaceAll(arabic, " ", "ـ")), "", strings.ReplaceAll(arabic, " ", "ـ")},
	} {
		c := file("x.txt", tc.body)
		if strings.Contains(name, "page") {
			c.URL = "x.html"
		}
		if tc.typ != "" {
			c.Header = map[string][]string{"Content-Type": {tc.typ}}
		}
		fs, err := collect.Parse(c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.TrimSpace(fs[0].Report.Text); got != strings.TrimSpace(tc.want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, tc.want)
		}
	}
}

func TestErrorsNameFileAndPlace(t *testing.T) {
	for name, tc := range map[string]struct {
		c    archive.Capture
		want string
	}{
		"empty":          {file("a.txt", " \n"), "a.txt: no text"},
		"PDF":            {file("a.txt", "%PDF-1.7 \x00\x01"), "a.txt: this PDF is broken"},
		"office":         {file("a.docx", "PK\x03\x04\x00\x00"), "a.docx: this is a ZIP"},
		"bytes":          {file("a", "\x01\x02\x03\x04\x05"), "a: this is not text"},
		"broken JSON":    {file("a.jsonl", "{\"text\": \"x\"}\n{\"text\": }\n"), "a.jsonl:2: at byte 10"},
		"no text":        {file("a.jsonl", `{"id":"1"}`), "a.jsonl:1: no text"},
		"no date":        {file("a.jsonl", `{"text":"x","published":"soon"}`), `a.jsonl:1: published "soon" is no date`},
		"no date, head":  {file("a.txt", "Id: 1\nPublished: soon\n\nx"), `a.txt:2: "soon" is no date`},
		"too much":       {file("a.txt", strings.Repeat("x", collect.Limit+1)), "are more than"},
		"nested deeply":  {file("a.html", strings.Repeat("<div>", 100_000)+"x"), "a.html: "},
		"31st of a June": {file("a.txt", "Id: 1\nPublished: 31 June 2024\n\nx"), "is no date"},
	} {
		_, err := parse(tc.c)
		if !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want ErrInvalid with %q", name, err, tc.want)
		}
	}
}

func TestALineKeepsItsIdentity(t *testing.T) {
	ids := func(body string) (ids []recount.ReportID) {
		for c, err := range collect.Unpack(packed("x.jsonl", body)) {
			if err != nil {
				continue
			}
			fs, err := collect.Parse(c)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, fs[0].Report.ID)
		}
		return ids
	}
	a, b := `{"id":"a","text":"One was killed."}`, `{"id":"b","text":"Two were killed."}`
	one, two := ids(a+"\n"+b), ids("{bad\n\n"+b+"\n")
	if len(one) != 2 || len(two) != 1 || one[1] != two[0] || one[0] == one[1] {
		t.Errorf("%v and %v", one, two)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a.txt", "Id: x\nPublished: 2024-03-04\n\nText.")
	f.Add("a.html", "<p>Four<table><td>x")
	f.Add("a.jsonl", `{"id":1,"text":"x"}`)
	f.Add("a.txt", "menu\n\nA headline of words\n\nMarch 4, 2024 at 1:05 pm\n\nText.")
	f.Add("a.txt", "\xc7\xe1\xc7\xe1\xff\xfe")
	f.Fuzz(func(t *testing.T, name, body string) {
		fs, err := parse(file(name, body))
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) {
				t.Fatalf("error is not ErrInvalid: %v", err)
			}
			return
		}
		for _, f := range fs {
			if r := f.Report; r.ID == "" || strings.TrimSpace(r.Text) == "" || !utf8.ValidString(r.Text) || !norm.NFC.IsNormalString(r.Text) {
				t.Fatalf("report %+v", r)
			}
			if p := f.Report.Published; p.Until.Before(p.From) {
				t.Fatalf("published %+v", p)
			}
		}
	})
}

func TestAPageIsKnownWithoutItsName(t *testing.T) {
	fs, err := collect.Parse(file("standard input", "<!DOCTYPE html><title>T</title><p>Four people were killed in the town on Monday.</p>"))
	if err != nil || len(fs) != 1 || strings.Contains(fs[0].Report.Text, "<") {
		t.Errorf("%+v, %v", fs, err)
	}
}

func TestUnpackZip(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range []struct {
		name, body string
		method     uint16
	}{{"a/", "", zip.Store}, {"a/one.txt", "One was killed.\n", zip.Deflate}, {"a/.hidden", "x", zip.Store}, {"two.jsonl", "{\"text\":\"Two were killed.\"}\n{bad\n", zip.Store},
		{"bomb.txt", strings.Repeat("x", collect.Whole+1), zip.Deflate}, {"three.html", "<p>Three were killed.", zip.Store}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var got, bad []string
	for c, err := range collect.Unpack(packed("x.zip", b.String())) {
		if err != nil {
			bad = append(bad, err.Error())
			continue
		}
		if !strings.Contains(c.In, "sha256:") {
			t.Errorf("%s came in %q", c.URL, c.In)
		}
		got = append(got, c.URL)
	}
	if !slices.Equal(got, []string{"x.zip/a/one.txt", "x.zip/two.jsonl:1", "x.zip/three.html"}) {
		t.Errorf("got %q", got)
	}
	if len(bad) != 2 || !strings.Contains(bad[0], "x.zip/two.jsonl:2") || !strings.Contains(bad[1], "bomb.txt") {
		t.Errorf("errors %q", bad)
	}
}

func TestALongLineIsGonePast(t *testing.T) {
	body := `{"text":"One was killed."}` + "\n" + `{"text":"` + strings.Repeat("x", 10<<20) + "\"}\n" + `{"text":"Three were killed."}`
	var got, bad []string
	for c, err := range collect.Unpack(packed("x.jsonl", body)) {
		if err != nil {
			bad = append(bad, err.Error())
		} else {
			got = append(got, c.URL)
		}
	}
	if !slices.Equal(got, []string{"x.jsonl:1", "x.jsonl:3"}) || len(bad) != 1 || !strings.Contains(bad[0], "x.jsonl:2: more than") {
		t.Errorf("got %q, errors %q", got, bad)
	}
}
