package collect_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

// goldPage is a saved page and the reports in it, as a person reads them.
type goldPage struct {
	name    string
	capture archive.Capture
	want    []recount.Report
	notes   []string // the correction of each
}

// read reads the pages of one half with their gold: a head of "Key: value"
// lines and the text, with "%%" between the reports of one page.
func readGold(tb testing.TB, half string) (out []goldPage) {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "pages", half, "*.html"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		gold, err := os.ReadFile(strings.TrimSuffix(f, ".html") + ".txt")
		if err != nil {
			tb.Fatal(err)
		}
		g := goldPage{name: strings.TrimSuffix(filepath.Base(f), ".html")}
		for part := range strings.SplitSeq(string(gold), "%%\n") {
			head, text, _ := strings.Cut(part, "\n\n")
			r := recount.Report{Text: text}
			note := ""
			for l := range strings.SplitSeq(head, "\n") {
				key, v, _ := strings.Cut(l, ": ")
				switch key {
				case "Url":
					r.URL = v
				case "Title":
					r.Title = v
				case "Author":
					r.Author = v
				case "Published":
					r.Published = goldWhen(tb, v)
				case "Updated":
					r.Updated = goldWhen(tb, v)
				case "Lang":
					r.Lang = recount.Lang(v)
				case "Partial":
					r.Partial = v
				case "Canonical":
					r.Canonical = v
				case "Corrected":
					note = v
				default:
					tb.Fatalf("%s: %q is no key", f, key)
				}
			}
			g.want, g.notes = append(g.want, r), append(g.notes, note)
		}
		url, _, _ := strings.Cut(g.want[0].URL, "#")
		g.capture = archive.Capture{URL: url, At: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC), Header: map[string][]string{"Content-Type": {"text/html"}}, Body: body}
		out = append(out, g)
	}
	return out
}

func goldWhen(tb testing.TB, s string) recount.When {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return recount.When{From: t, Until: t.AddDate(0, 0, 1), Grain: recount.Day}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		tb.Fatal(err)
	}
	return recount.When{From: t.UTC(), Until: t.UTC().Add(time.Minute), Grain: recount.Minute}
}

func sameWhen(a, b recount.When) bool { return a.From.Equal(b.From) && a.Grain == b.Grain }

// wordF1 is twice the words two texts share, counted with repetition, over the
// words of both. Words are runs of letters, digits and marks, in lower case.
func wordF1(a, b string) float64 {
	count := func(s string) (map[string]int, int) {
		m, n := map[string]int{}, 0
		for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
			m[w]++
			n++
		}
		return m, n
	}
	x, nx := count(a)
	y, ny := count(b)
	both := 0
	for w, n := range x {
		both += min(n, y[w])
	}
	if nx+ny == 0 {
		return 1
	}
	return 2 * float64(both) / float64(nx+ny)
}

// scores are means over pages of F1, and shares right of the rest.
type scores struct {
	pages, dates, updates, titles, authors, others, posts, foundPosts int
	f1                                                                float64
	date, update, title, author, other                                int
}

func (s scores) String() string {
	share := func(n, of int) string { return fmt.Sprintf("%d of %d (%.3f)", n, of, float64(n)/max(float64(of), 1)) }
	return fmt.Sprintf("main text F1 %.4f over %d pages; published %s; updated %s; title %s; author %s; language, canonical, partial, corrections %s",
		s.f1/float64(s.pages), s.pages, share(s.date, s.dates), share(s.update, s.updates), share(s.title, s.titles), share(s.author, s.authors), share(s.other, s.others))
}

func (s *scores) add(t testing.TB, g goldPage, got []recount.Report) {
	s.pages++
	var all, want []string
	by := map[string]recount.Report{}
	for _, r := range got {
		all = append(all, r.Text)
		by[r.URL] = r
	}
	if len(got) == 1 && len(g.want) == 1 {
		by[g.want[0].URL] = got[0]
	}
	for i, w := range g.want {
		want = append(want, w.Text)
		r := by[w.URL]
		check := func(n, of *int, ok bool, what string, got, want any) {
			*of++
			if ok {
				*n++
			} else {
				t.Logf("%s: %s %v, want %v", g.name, what, got, want)
			}
		}
		check(&s.date, &s.dates, sameWhen(r.Published, w.Published), "published", r.Published, w.Published)
		if !r.Updated.IsZero() || !w.Updated.IsZero() {
			check(&s.update, &s.updates, sameWhen(r.Updated, w.Updated), "updated", r.Updated, w.Updated)
		}
		check(&s.title, &s.titles, r.Title == w.Title, "title", r.Title, w.Title)
		check(&s.author, &s.authors, r.Author == w.Author, "author", r.Author, w.Author)
		note := ""
		for _, c := range r.Corrections {
			note += c.In(r.Text)
		}
		check(&s.other, &s.others, r.Lang == w.Lang && r.Canonical == w.Canonical && r.Partial == w.Partial && note == g.notes[i], "language etc.",
			[]any{r.Lang, r.Canonical, r.Partial, note}, []any{w.Lang, w.Canonical, w.Partial, g.notes[i]})
	}
	if len(got) != len(g.want) {
		t.Logf("%s: %d reports, want %d: %v", g.name, len(got), len(g.want), slices.Sorted(maps.Keys(by)))
	}
	f1 := wordF1(strings.Join(all, "\n"), strings.Join(want, "\n"))
	if f1 < 0.98 {
		t.Logf("%s: F1 %.3f\n--- got\n%s\n--- want\n%s", g.name, f1, strings.Join(all, "\n"), strings.Join(want, "\n"))
	}
	s.f1 += f1
}

// Saved pages of many layouts are read nearly as a person reads them. The held
// half was written when the parser read the tuned half, and was first measured
// before anything was changed for it: docs/accuracy.md.
func TestPages(t *testing.T) {
	for half, floor := range map[string]struct{ f1, dates float64 }{"tuned": {0.97, 0.97}, "held": {0.97, 0.95}} {
		t.Run(half, func(t *testing.T) {
			var s, dull scores
			for _, g := range readGold(t, half) {
				found, err := collect.Parse(g.capture)
				if err != nil {
					t.Errorf("%s: %v", g.name, err)
				}
				var got []recount.Report
				for _, f := range found {
					got = append(got, f.Report)
				}
				s.add(t, g, got)
				dull.add(quiet{t}, g, []recount.Report{dullest(g)})
			}
			t.Logf("recount: %v", s)
			t.Logf("dull:    %v", dull)
			if f1 := s.f1 / float64(s.pages); f1 < floor.f1 {
				t.Errorf("F1 %.4f is below %.2f", f1, floor.f1)
			}
			if d := float64(s.date+s.update) / float64(s.dates+s.updates); d < floor.dates {
				t.Errorf("dates %.4f are below %.2f", d, floor.dates)
			}
		})
	}
}

// quiet is a test that says nothing of what it sees.
type quiet struct{ testing.TB }

func (quiet) Logf(string, ...any) {}

// dullest is the dull answer: all that is visible, and the first date in it.
func dullest(g goldPage) (r recount.Report) {
	doc, err := html.Parse(strings.NewReader(collect.Decode(g.capture.Body)))
	if err != nil {
		return r
	}
	var lines []string
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && !slices.Contains([]string{"script", "style", "title", "noscript"}, n.Parent.Data) {
			lines = append(lines, n.Data)
			if w, ok := collect.ParseDate(n.Data); ok && r.Published.IsZero() {
				r.Published = w
			}
		}
		if n.Data == "title" && n.FirstChild != nil && r.Title == "" {
			r.Title = strings.TrimSpace(n.FirstChild.Data)
		}
	}
	r.Text, r.URL = strings.Join(lines, " "), g.capture.URL
	return r
}
