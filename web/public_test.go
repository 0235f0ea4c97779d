package web

import (
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A public site stands by itself: each link leads to a file of it, nothing is
// loaded from elsewhere, and who must be protected is neither quoted nor named.
func TestPublish(t *testing.T) {
	d := newDesk(t)
	add := func(source, text string) {
		t.Helper()
		_, err := d.Receive(t.Context(), recount.Actor{Kind: recount.Person, Name: "mira"}, recount.SourceID(source), archive.Capture{URL: "https://example.org/" + source, At: time.Now(), Status: 200,
			Header: map[string][]string{"Content-Type": {"text/plain"}}, Body: []byte("Lang: en\nPublished: 2024-03-04\n\n" + text)})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("gazette", "Five people were killed in an air strike on Idlib, in Syria, on Sunday, a hospital said.")
	add("courier", "Eight people were killed in an air strike on Idlib, in Syria, on Sunday, a resident said.")

	files := map[string]string{}
	written := func(o Public) Published {
		t.Helper()
		clear(files)
		out, err := Publish(t.Context(), d, With{}, o, func(name string, b []byte) error { files[name] = string(b); return nil }, func() {})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	out := written(Public{Title: `Days & "nights"`, Languages: []string{"ar", "en"}, Quotes: QuoteSources, Coarse: 10})
	if len(out.Incidents) != 1 || out.AsOf == 0 || out.Rows == 0 {
		t.Fatalf("published %+v", out)
	}
	page := files["en/"+fileOf(out.Incidents[0])]
	for _, want := range []string{"hospital", "5–8", "Days &amp; &#34;nights&#34;", `href="../ar/`, "witness"} {
		if !strings.Contains(page, want) {
			t.Errorf("the incident's page lacks %q", want)
		}
	}
	if strings.Contains(page, "a resident") {
		t.Error("a witness is quoted")
	}
	if !strings.Contains(files["ar/index.html"], `dir="rtl"`) || !strings.Contains(files["index.html"], "ar/index.html") {
		t.Error("the first language does not lead")
	}
	links(t, files)
	if all := written(Public{Title: "All", Languages: []string{"en"}, Quotes: QuoteAll}); !strings.Contains(files["en/"+fileOf(all.Incidents[0])], "a resident") {
		t.Error("a witness is not quoted though all are to be")
	}
	once := files["en/index.html"]
	if written(Public{Title: "All", Languages: []string{"en"}, Quotes: QuoteAll}); files["en/index.html"] != once {
		t.Error("the same casebook gives other bytes")
	}
	if _, err := Publish(t.Context(), d, With{}, Public{Languages: []string{"xx"}}, nil, nil); err == nil {
		t.Error("a language that the pages do not speak")
	}
}

// links follows every address in the pages of a site.
func links(t *testing.T, files map[string]string) {
	t.Helper()
	addresses := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	for name, page := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		if strings.Contains(page, "<script") || strings.Contains(page, " src=") {
			t.Errorf("%s loads something", name)
		}
		for _, m := range addresses.FindAllStringSubmatch(page, -1) {
			to, fragment, _ := strings.Cut(m[1], "#")
			switch {
			case strings.HasPrefix(to, "https://example.org/"), fragment != "" && to == "" && !strings.Contains(page, `id="`+fragment+`"`) && strings.HasPrefix(fragment, "v-"):
				continue
			case to == "":
				if !strings.Contains(page, `id="`+fragment+`"`) {
					t.Errorf("%s: #%s is nowhere", name, fragment)
				}
				continue
			}
			if to = path.Join(path.Dir(name), to); files[to] == "" && to != "SHA256SUMS" && !strings.HasPrefix(to, "incidents.") {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
		}
	}
}

// What a map shows is cut at its edges and holds the land that it lies on.
func TestOutline(t *testing.T) {
	l := tongues(nil)["en"]
	at := func(lat, lon, radius float64, p recount.Precision) spotted {
		return spotted{Where: recount.PlaceRef{Point: recount.LatLon{Lat: lat, Lon: lon}, Radius: radius, Precision: p}, Title: "<b>", Href: "x.html"}
	}
	svg, n := l.outline([]spotted{at(36.2, 37.1, 800, recount.AtTown), at(36.2, 37.1, 800, recount.AtTown), at(33.5, 36.3, 100, recount.AtSite), at(35, 38, 200000, recount.AtProvince)}, 600)
	for _, want := range []string{`class="land"`, `class="border"`, `class="hint"`, `class="site"`, `>2</text>`, "&lt;b&gt;"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the map lacks %q", want)
		}
	}
	if n != 3 || strings.Contains(string(svg), "NaN") || strings.Contains(string(svg), "<b>") {
		t.Errorf("%d are drawn, want 3", n)
	}
	for _, m := range regexp.MustCompile(`[ML](-?[\d.]+) (-?[\d.]+)`).FindAllStringSubmatch(string(svg[strings.Index(string(svg), `class="land"`):strings.Index(string(svg), `class="admin"`)]), -1) {
		if strings.HasPrefix(m[1], "-") && m[1] != "-2.0" && m[1] != "-0.0" {
			t.Errorf("land at %s %s lies outside", m[1], m[2])
		}
	}
	if svg, n := l.outline(nil, 600); svg != "" || n != 0 {
		t.Error("a map of nothing")
	}
}
