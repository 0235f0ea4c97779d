package collect

import (
	"bytes"
	"compress/gzip"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

func TestList(t *testing.T) {
	at := time.Date(2024, 3, 4, 10, 30, 0, 0, time.UTC)
	day := time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://news.example/z</loc></url></urlset>`))
	z.Close()
	for name, tc := range map[string]struct {
		body  string
		items []Item
		more  []string
	}{
		"RSS": {`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Gazette</title>
			<item><title>Market &amp; town</title><link>/1?a=1&amp;b=2#top</link><pubDate>Mon, 04 Mar 2024 12:30:00 +0200</pubDate></item>
			<item><title>again</title><link>/1?a=1&amp;b=2</link></item>
			<item><title>no page</title><link>javascript:alert(1)</link></item>
			<item><title>by its name</title><guid>https://news.example/2</guid></item><item><title>nowhere</title></item></channel></rss>`,
			[]Item{{"https://news.example/1?a=1&b=2", "Market & town", at}, {URL: "https://news.example/2", Title: "by its name"}}, nil},
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title><entry><title>قصف على المدينة</title><link rel="alternate" href="https://news.example/ar/1"/>
			<published>2024-03-03T10:00:00Z</published><updated>2024-03-04T10:30:00Z</updated></entry></feed>`,
			[]Item{{"https://news.example/ar/1", "قصف على المدينة", at}}, nil},
		"RDF": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>G</title></channel>
			<item><title>T</title><link>https://news.example/3</link></item></rdf:RDF>`, []Item{{URL: "https://news.example/3", Title: "T"}}, nil},
		"JSON": {`{"version": "https://jsonfeed.org/version/1.1", "title": "G", "items": [{"id": "1", "url": "https://news.example/4", "title": "T", "date_published": "2024-03-04T10:30:00Z"}]}`,
			[]Item{{"https://news.example/4", "T", at}}, nil},
		"news": {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
			<url><loc> https://news.example/5 </loc><lastmod>2024-03-03</lastmod><news:news><news:publication_date>2024-03-04</news:publication_date><news:title>T</news:title></news:news></url>
			<url><loc>https://news.example/6</loc><lastmod>soon</lastmod></url>`, []Item{{"https://news.example/5", "T", day}, {URL: "https://news.example/6"}}, nil},
		"of maps": {`<!-- x --><sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap><loc>ftp://news.example/b</loc></sitemap></sitemapindex>`, nil, []string{"https://news.example/a.xml.gz"}},
		"zipped":  {zipped.String(), []Item{{URL: "https://news.example/z"}}, nil},
	} {
		c := archive.Capture{URL: "https://news.example/list", Body: []byte(tc.body)}
		l, err := List(c)
		if err != nil || len(l.Items)+len(tc.items) > 0 && !reflect.DeepEqual(l.Items, tc.items) || !reflect.DeepEqual(l.More, tc.more) && len(l.More)+len(tc.more) > 0 {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
		if !IsListing(c) {
			t.Errorf("%s is not taken for a listing", name)
		}
	}
	for name, body := range map[string]string{"a page": "<!doctype html><html><p>x", "nothing": "", "broken": "<rss><channel><item>", "text": "Four were killed.", "bad gzip": "\x1f\x8b\x08x",
		"not one": `{"text": "x"}`} {
		if _, err := List(archive.Capture{URL: "x", Body: []byte(body)}); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}

func TestFeeds(t *testing.T) {
	c := archive.Capture{URL: "https://news.example/a/", Body: []byte(`<link rel="alternate" type="application/rss+xml" href="../feed"><link rel=alternate hreflang=ar href=/ar>
		<LINK REL="Alternate" TYPE="application/atom+xml" HREF="https://other.example/atom#x"><link rel=stylesheet type="application/rss+xml" href=/no>`)}
	if got, want := Feeds(c), []string{"https://news.example/feed", "https://other.example/atom"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzList(f *testing.F) {
	f.Add(`<rss version="2.0"><channel><item><link>/1</link></item></channel></rss>`)
	f.Add(`<feed><entry><link href="x"/></entry></feed>`)
	f.Add(`<urlset><url><loc>https://a/b</loc></url></urlset>`)
	f.Add(`<sitemapindex><sitemap><loc>/a</loc>`)
	f.Add(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"/x"}]}`)
	f.Add("\x1f\x8b\x08\x00")
	f.Fuzz(func(t *testing.T, body string) {
		c := archive.Capture{URL: "https://news.example/list", Body: []byte(body)}
		Feeds(c)
		l, err := List(c)
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		for _, i := range l.Items {
			if !strings.HasPrefix(i.URL, "http") {
				t.Fatalf("leads to %q", i.URL)
			}
		}
	})
}
