package collect_test

import (
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

// Whatever bytes a server sends, a page is refused or makes reports that hold.
func FuzzPage(f *testing.F) {
	for _, name := range []string{"tuned/liveblog", "tuned/react-next", "tuned/amp-french", "tuned/tables-windows-1256", "tuned/monitor-list", "tuned/wire-pre", "held/liveblog-arabic", "held/abonnes", "held/word-utf16"} {
		b, err := os.ReadFile("testdata/pages/" + name + ".html")
		if err != nil {
			f.Fatal(err)
		}
		f.Add("https://example.org/2024/03/05/a", b)
	}
	for _, s := range ugly {
		f.Add("a.html", []byte(strings.Repeat(s, 20)))
	}
	f.Fuzz(func(t *testing.T, addr string, body []byte) {
		c := archive.Capture{URL: addr, At: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC), Header: map[string][]string{"Content-Type": {"text/html"}}, Body: body}
		found, err := collect.Parse(c)
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) {
				t.Fatalf("error is not ErrInvalid: %v", err)
			}
			return
		}
		seen := map[recount.ReportID]bool{}
		for _, x := range found {
			r := x.Report
			switch {
			case r.ID == "" || seen[r.ID]:
				t.Fatalf("named %q twice or not", r.ID)
			case strings.TrimSpace(r.Text) == "", !utf8.ValidString(r.Text), !norm.NFC.IsNormalString(r.Text), !utf8.ValidString(r.Title + r.Author + r.Canonical):
				t.Fatalf("unreadable: %q", r.Text)
			case r.Published.Until.Before(r.Published.From), !r.Updated.IsZero() && r.Updated.From.Before(r.Published.From):
				t.Fatalf("published %v, updated %v", r.Published, r.Updated)
			case len(r.Author) > 1000, len(r.Title) > 2000, strings.Contains(r.Title+r.Author, "\n"):
				t.Fatalf("title %q author %q", r.Title, r.Author)
			}
			for _, s := range r.Corrections {
				if s.Start < 0 || s.End <= s.Start || s.End > len(r.Text) || !utf8.ValidString(s.In(r.Text)) {
					t.Fatalf("correction at %v of %d", s, len(r.Text))
				}
			}
			if u, err := url.Parse(r.Canonical); r.Canonical != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https") {
				t.Fatalf("canonical %q", r.Canonical)
			}
			seen[r.ID] = true
		}
	})
}

// ugly are what pages are made of that break programs which read them.
var ugly = []string{
	"<div>", "<b class=x><p>x", "a</x>", "<table>a<tr>b<td>c", "<a><p>x", "<svg><p>", "<select><option>x", "<template>a", "<frameset>", "<body a=b>", "<p a=b c>x",
	"&CounterClockwiseContourIntegral;", "<pre>a b c\n", "<li>10:45 word", "<h1>5 May 2024</h1>", "x 5 May 2024<br>", "<div class='liveblog related'><time datetime=2024-01-01T00:00Z>x</time><p>word word</div>",
	`<script type="application/ld+json">{"@graph":[{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":"word","articleBody":"x <p>y"}]}]}</script>`, `<script type="application/json">["a b c <p>d</p>"]</script>`,
	"<article class=entry-content><h2>Title of it</h2><p>Some words that are long enough to be counted as prose here, and more of them.</article>", "\xff\xfe", "\xc7\xe1", "<title>a - b | ",
}

// Pages made to keep a parser busy or fill the memory come to an end like any
// other: each of these would take minutes if one step looked at all of the
// others.
func TestPagesMadeToBeEndless(t *testing.T) {
	for _, s := range ugly {
		body := strings.Repeat(s, (1<<19)/len(s))
		if _, err := collect.Parse(file("https://example.org/a.html", "<html>"+body)); err != nil && !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%.40q: %v", s, err)
		}
	}
	long := strings.Repeat("<div class=related>", 400) + strings.Repeat("<p>Some words that are long enough to be counted as prose here.", 1<<13)
	if _, err := collect.Parse(file("a.html", long)); err != nil {
		t.Error(err)
	}
	if _, err := collect.Parse(file("a.html", "<p "+strings.Repeat("a=b ", 1<<18)+">Four people were killed.")); err != nil {
		t.Error(err)
	}
}
