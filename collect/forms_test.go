package collect_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

// zipOf is a ZIP of empty entries.
func zipOf(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatWouldBeReadWronglyIsRefused(t *testing.T) {
	for name, tc := range map[string]struct{ file, body, want string }{
		"slides":          {"a.pptx", zipOf(t, "[Content_Types].xml", "ppt/presentation.xml"), "an office document"},
		"EPUB":            {"a.zip", zipOf(t, "mimetype", "content.xml"), "an office document"},
		"slides in a ZIP": {"b.zip", zipWith(t, "a.pptx", zipOf(t, "ppt/presentation.xml", "[Content_Types].xml")), "b.zip/a.pptx: this is an office document"},
		"some JSON":       {"a.json", "{\n \"killed\": 4\n}", "JSON of another form"},
	} {
		for way, unpack := range map[string]func(func(archive.Capture, error) bool){
			"from a file": collect.Unpack(packed(tc.file, tc.body)), "fetched": collect.Captures(file(tc.file, tc.body), nil)} {
			n := 0
			for c, err := range unpack {
				if n++; err == nil || !errors.Is(err, recount.ErrInvalid) || !strings.HasPrefix(err.Error(), tc.file) || !strings.Contains(err.Error(), tc.want) {
					t.Errorf("%s %s: %s, %v; want ErrInvalid with %q", name, way, c.URL, err, tc.want)
				}
			}
			if n != 1 {
				t.Errorf("%s %s: %d captures", name, way, n)
			}
		}
	}
}

func zipWith(t *testing.T, name, body string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(body))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatLooksLikeAnotherFormIsStillAReport(t *testing.T) {
	for name, tc := range map[string]struct{ file, body string }{
		"prose with commas":         {"a.txt", "On Monday, in the town, four people were killed.\nOn Tuesday, in the city, five people were killed.\nOn Friday, in a village, two people were killed.\n"},
		"a dated line":              {"a.txt", "12/03/2024, 14:05 - Army shells the northern town\n\nFour people were killed.\n"},
		"a chat, set in":            {"a.txt", "  12/03/2024, 14:05 - A: Four people were killed.\n  12/03/2024, 14:06 - A: x\n"},
		"a letter":                  {"a.txt", "From: the ministry\nDate: 4 March 2024\nSubject: shelling\n\nFour people were killed.\n"},
		"a report with a list":      {"a.json", `{"text":"Four people were killed.","type":"news","messages":[]}`},
		"a page about the exported": {"a.html", "<title>Exported Data</title><p>Four people were killed."},
		"a page with a table":       {"a.html", "a,b,c\nd,e,f\ng,h,i\n<p>Four people were killed."},
		"a ZIP with word in it":     {"a.zip", zipWith(t, "word/a.txt", "Four people were killed.")},
	} {
		if fs, err := parse(file(tc.file, tc.body)); err != nil || len(fs) != 1 || !strings.Contains(fs[0].Report.Text, "were killed") {
			t.Errorf("%s: %d reports, %v", name, len(fs), err)
		}
	}
}

// Of the folder of an export only its messages are read, of the form that says
// most; other files beside folders of exports are what they are.
func TestFoldersOfExports(t *testing.T) {
	page, chat := "<title>Exported Data</title><div class=\"page_wrap\">", "12/03/2024, 14:06 - A: Four killed.\n"
	for name, tc := range map[string]struct {
		files map[string]string
		want  string
	}{
		"both forms": {map[string]string{"result.json": exported("public_channel", ""), "messages.html": page, "photos/a.jpg": "x", "css/style.css": "x"}, "result.json"},
		"pages":      {map[string]string{"messages.html": page, "messages2.html": page, "messages_of_others.html": "<p>x", "js/script.js": "x"}, "messages.html messages2.html"},
		"an account": {map[string]string{"export_results.html": page, "chats/chat_001/messages.html": page, "lists/chats.html": page}, "chats/chat_001/messages.html"},
		"WhatsApp":   {map[string]string{"_chat.txt": chat, "a.opus": "x"}, "_chat.txt"},
		"reports":    {map[string]string{"result.json": `{"text": "Four killed."}`, "messages.html": "<p>x"}, ""},
	} {
		in := fstest.MapFS{}
		for name, body := range tc.files {
			in[name] = &fstest.MapFile{Data: []byte(body)}
		}
		if got := strings.Join(collect.Export(in), " "); got != tc.want {
			t.Errorf("%s: got %s, want %s", name, got, tc.want)
		}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range [][2]string{{"a/result.json", exported("public_channel", `{"id": 3, `+dated+`"photo": "photos/p.jpg", "text": "Four killed."}`)}, {"a/photos/p.jpg", "picture"}, {"a/css/style.css", "x"}, {"b/result.txt", "Five were killed."}} {
		w, err := z.Create(e[0])
		if err == nil {
			_, err = w.Write([]byte(e[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	rs, bad := reports(t, packed("x.zip", b.String()))
	if len(rs) != 2 || len(bad) > 0 || rs[0].URL != "telegram:channel12#message3" || rs[0].Media[0].Digest != recount.Sum([]byte("picture")) || rs[1].URL != "x.zip/b/result.txt" {
		t.Errorf("%+v, %q", rs, bad)
	}
}
