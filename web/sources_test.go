package web

import (
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

const hostile = recount.SourceID(`gaz/ette?"><script>x#&ا..`)

// Whoever speaks has a page, whatever they are called, that says what they said
// beside what others say, and the list leads there.
func TestSources(t *testing.T) {
	d := newDesk(t)
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d})
	if page := get(t, h, "/sources").Body.String(); !strings.Contains(page, "Nobody speaks in this casebook yet") || !strings.Contains(page, "who=all") {
		t.Error("an empty casebook does not say so")
	}
	for i, r := range []struct {
		source recount.SourceID
		text   string
	}{
		{hostile, "Published: 2024-03-04T08:00:00Z\n\nFive people were killed in an air strike on Idlib, in Syria, on Sunday 3 March 2024."},
		{"www.reuters.com", "Published: 2024-03-04T18:00:00Z\n\nTwelve people were killed in an air strike on Idlib, in Syria, on Sunday 3 March 2024. The strike hit a market in the centre of the town."},
		{"telegram:person-abcdefghij", "Published: 2024-03-04T19:00:00Z\n\nSix people were killed in Homs, in Syria, on 4 March 2024, the Syrian Observatory for Human Rights said."},
	} {
		_, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, r.source, archive.Capture{URL: fmt.Sprintf("https://example.org/%d", i), At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\n" + r.text)})
		if err != nil {
			t.Fatal(err)
		}
	}
	address := sourcePath(hostile)
	link := `href="` + html.EscapeString(address) + `"`
	for _, c := range []struct {
		path   string
		status int
		says   []string
		not    []string
	}{
		{"/sources", 200, []string{link, "4 of them speak", "gaz/ette?&#34;&gt;&lt;script&gt;", ">Reuters</a>", "/sources/sohr"}, []string{"<script>x", "/sources/tass"}},
		{"/sources?kind=monitor", 200, []string{"/sources/sohr", "1 source,"}, []string{"/sources/reuters"}},
		{"/sources?country=GB&q=reuters.com", 200, []string{"/sources/reuters"}, []string{"/sources/sohr"}},
		{"/sources?who=all&kind=wire", 200, []string{"/sources/afp"}, []string{"/sources/sohr"}},
		{"/sources?who=all&party=syria-gov&q=zzz", 200, []string{"No source fits", `value="syria-gov"`}, nil},
		{"/sources?who=all&after=100", 200, []string{"after=200"}, nil},
		{"/sources?after=-7", 200, []string{"/sources/sohr"}, nil},
		{address, 200, []string{"Not in the registry", "&lt;script&gt;", "<b>5 killed</b>", "10 hours earlier", "Five people were", "With so few comparisons"}, []string{"<script>x", "A person, under a pseudonym"}},
		{"/sources/reuters", 200, []string{"10 hours later", "/reports/", "<dt>speaks for</dt><dd>no party", "reuters.com", "<dt><b>B</b></dt>"}, []string{"Not in the registry"}},
		{"/sources/www.reuters.com", 303, nil, nil},
		{"/sources/telegram:person-abcdefghij", 200, []string{"A person, under a pseudonym", "Whom it quotes most", "/sources/sohr"}, nil},
		{"/sources/sohr", 200, []string{"Nothing to compare", "6 killed</b>", "<dt>of them, alone</dt><dd><b>1</b>"}, nil},
		{"/sources/tass", 200, []string{"It says nothing in this casebook", "<dt>speaks for</dt><dd><a href=\"/sources?who=all&amp;party="}, []string{"Beside the tolls"}},
		{"/sources/nobody-at-all", 404, nil, nil},
		{"/reports?source=www.reuters.com", 200, []string{"/sources/www.reuters.com"}, []string{"gaz/ette"}},
		{"/today", 200, []string{link}, []string{"<script>x"}},
	} {
		w := get(t, h, c.path)
		body := w.Body.String()
		if w.Code != c.status {
			t.Errorf("%s: %d", c.path, w.Code)
		}
		for _, s := range c.says {
			if !strings.Contains(body, s) {
				t.Errorf("%s: does not say %q", c.path, s)
			}
		}
		for _, s := range c.not {
			if strings.Contains(body, s) {
				t.Errorf("%s: says %q", c.path, s)
			}
		}
		for _, word := range []string{"wrong", "false", "unreliable"} {
			if strings.Contains(strings.ToLower(body), ">"+word) || strings.Contains(body, " "+word+" ") {
				t.Errorf("%s: judges: %q", c.path, word)
			}
		}
	}
	if w := get(t, h, "/sources/www.reuters.com"); w.Header().Get("Location") != "/sources/reuters" {
		t.Errorf("a host leads to %q", w.Header().Get("Location"))
	}
	bare := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{})
	if w := get(t, bare, address); w.Code != http.StatusOK {
		t.Errorf("without a desk: %d", w.Code)
	}
}
