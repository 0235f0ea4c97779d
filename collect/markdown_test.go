package collect_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

func TestMarkdown(t *testing.T) {
	for name, tc := range map[string]struct{ in, title, text, source, author, url, published string }{
		"marks": {in: "Shelling killed **three** people and _wounded_ `12` in [Hama](http://example.org/h), said a ***hospital***.\n",
			text: "Shelling killed three people and wounded 12 in Hama, said a hospital."},
		"lines of one paragraph": {in: "Four people were killed\nin the town on Monday.\n\nNobody said\\\nwho did it.", text: "Four people were killed in the town on Monday.\n\nNobody said\nwho did it."},
		"headings, lists, quotes, code": {in: "Market hit\n==========\n\n- Three were killed\n- 1\\. of them a child\n\n1. One\n2. Two\n\n> A hospital said\n> so.\n\n```\nat 10:15\n```\n",
			title: "Market hit", text: "Market hit\n\nThree were killed\n\n1. of them a child\n\nOne\n\nTwo\n\nA hospital said so.\n\nat 10:15"},
		"a table": {in: "| place | killed |\n|---|--:|\n| Hama | **3** |\n| Homs | 4 |\n", text: "place | killed\n\nHama | 3\n\nHoms | 4"},
		"struck text and footnotes": {in: "The strike killed 12[^1] ~~or 13~~ people.\n\n[^1]: A hospital's count.\n",
			text: "The strike killed 12 people.\n\nA hospital's count."},
		"HTML and references": {in: "Four people were <b>killed</b> in Hama &amp; Homs.<script>x</script>\n\n<!-- five -->\n\n<p>Two &lt;3.</p>\n", text: "Four people were killed in Hama & Homs.\n\nTwo <3."},
		"pictures":            {in: "![five dead](a.png)\n\nFour people were killed.\n", text: "Four people were killed."},
		"front matter": {in: "---\ntitle: \"Market hit\"\nauthor: Desk\nsource: gazette\nurl: https://example.org/7\nlang: en\ndate: 2024-03-04\ntags:\n  - x\n---\nFour people were killed.\n",
			title: "Market hit", text: "Market hit\n\nFour people were killed.", source: "gazette", author: "Desk", url: "https://example.org/7", published: "2024-03-04"},
		"TOML":              {in: "+++\ntitle = 'Market hit'\ndate = 2024-03-04\n+++\n# Market hit\n\nFour people were killed.\n", title: "Market hit", text: "Market hit\n\nFour people were killed.", published: "2024-03-04"},
		"a line across":     {in: "---\n\nFour people were killed.\n", text: "Four people were killed."},
		"the day in a line": {in: "# Market hit\n\n*4 March 2024*\n\nFour people were killed in the town.\n", title: "Market hit", text: "Market hit\n\nFour people were killed in the town.", published: "2024-03-04"},
		"Arabic":            {in: "## قصف\n\nقتل **أربعة** أشخاص.\n", title: "قصف", text: "قصف\n\nقتل أربعة أشخاص."},
	} {
		t.Run(name, func(t *testing.T) {
			fs, err := parse(file("a.md", tc.in))
			if err != nil || len(fs) != 1 {
				t.Fatalf("%d reports, %v", len(fs), err)
			}
			r, day := fs[0].Report, ""
			if !r.Published.IsZero() {
				day = r.Published.From.Format("2006-01-02")
			}
			if r.Text != tc.text {
				t.Errorf("text\n%q\nwant\n%q", r.Text, tc.text)
			}
			if tc.url == "" {
				tc.url = "a.md"
			}
			if tc.source == "" && tc.url != "a.md" {
				tc.source = "example.org"
			}
			if r.Title != tc.title || string(r.Source) != tc.source || r.Author != tc.author || r.URL != tc.url || day != tc.published {
				t.Errorf("title %q source %q author %q url %q published %q, want %+v", r.Title, r.Source, r.Author, r.URL, day, tc)
			}
		})
	}
	_, err := parse(file("a.md", "---\ntitle: x\ndate: soon\n---\nFour.\n"))
	if !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), `a.md:3: "soon" is no date`) {
		t.Error(err)
	}
	fetched := archive.Capture{URL: "https://example.org/readme", At: at, Header: map[string][]string{"Content-Type": {"text/markdown; charset=utf-8"}}, Body: []byte("Killed **three** people.")}
	if fs, err := collect.Parse(fetched); err != nil || fs[0].Report.Text != "Killed three people." {
		t.Errorf("%+v, %v", fs, err)
	}
}

// holds checks what must hold of reports made from bytes of strangers.
func holds(t *testing.T, fs []collect.Found, err error) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, recount.ErrInvalid) {
			t.Fatalf("error is not ErrInvalid: %v", err)
		}
		return
	}
	for _, f := range fs {
		switch r := f.Report; {
		case r.ID == "" || strings.TrimSpace(r.Text) == "", !utf8.ValidString(r.Text + r.Title + r.Author), !norm.NFC.IsNormalString(r.Text):
			t.Fatalf("report %+v", r)
		case r.Published.Until.Before(r.Published.From):
			t.Fatalf("published %+v", r.Published)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"# A\n\n**b** [c](d) ![e](f)\n\n- g\n  - h\n\n> i\n\n```\nj\n```\n", "---\ntitle: \"x\ndate: 2024-03-04\n---\nk[^1]\n\n[^1]: l\n", "|a|b|\n|-|-|\n|c|d|\n", "<div>\n\n~~m~~ &amp; <p>", "+++\na = 'b'\n"} {
		f.Add(s)
	}
	for _, s := range []string{"> ", "- ", "[", "**a", "`", "<a", "|", "[^1]: ", "\\", "![](", "* * "} {
		f.Add(strings.Repeat(s, 200))
	}
	f.Fuzz(func(t *testing.T, body string) {
		fs, err := collect.Parse(file("a.md", body))
		holds(t, fs, err)
	})
}

// Markdown made to keep a parser busy comes to an end like any other.
func TestMarkdownMadeToBeEndless(t *testing.T) {
	for _, s := range []string{"> ", "- ", "[", "](", "**a ", "*a_", "`", "``", "<a ", "|", "[^1]: ", "\\", "![](", "* * ", "[a]: b\n[a]\n", "|a\n|-\n|", "~~a", "<!--", "&#", "[^1]", "  - a\n    "} {
		fs, err := collect.Parse(file("a.md", strings.Repeat(s, (1<<15)/len(s))))
		holds(t, fs, err)
	}
	long := strings.Repeat("Four people were killed. ", 2000)
	if fs, err := collect.Parse(file("a.md", long)); err != nil || strings.Join(strings.Fields(fs[0].Report.Text), " ")+" " != long {
		t.Errorf("a long paragraph is not whole: %v", err)
	}
}
