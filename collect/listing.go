package collect

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A Listing is what a feed or a site map lists.
type Listing struct {
	Title string
	Items []Item   // in the order of the list
	More  []string // site maps that a site map lists
}

// An Item is one page that a listing names. What the listing says of it is a
// hint; the page itself says what it is.
type Item struct {
	URL   string
	Title string
	At    time.Time // published or last changed, whichever is later; zero if the list does not say
}

// maxItems is how many pages one listing may name, as the protocol of site maps has it.
const maxItems = 50_000

// List reads a feed (RSS, Atom, RDF, JSON Feed) or a site map (of pages, of
// news, of site maps; gzipped or not). Links that lead to no page of the web
// are left out. What is neither is ErrInvalid.
func List(c archive.Capture) (l Listing, err error) {
	body, err := unzipped(c)
	if err != nil {
		return l, err
	}
	base, err := url.Parse(c.URL)
	if err != nil {
		base = &url.URL{}
	}
	switch root := rootOf(body); root {
	case "urlset", "sitemapindex":
		l, err = readSiteMap(body)
	case "rss", "feed", "rdf", "{":
		l, err = readFeed(body)
	default:
		return l, fmt.Errorf("%s: neither a feed nor a site map: %w", c.URL, recount.ErrInvalid)
	}
	if err != nil {
		return l, fmt.Errorf("%s: %w", c.URL, err)
	}
	seen := map[string]bool{}
	kept := l.Items[:0]
	for _, i := range l.Items {
		if i.URL == "" {
			continue
		}
		if i.URL = onWeb(base, i.URL); i.URL != "" && !seen[i.URL] {
			seen[i.URL] = true
			kept = append(kept, i)
		}
	}
	l.Items = kept
	for i, m := range l.More {
		l.More[i] = onWeb(base, m)
	}
	l.More = slices.DeleteFunc(l.More, func(m string) bool { return m == "" })
	return l, nil
}

// IsListing reports whether c looks like a feed or a site map.
func IsListing(c archive.Capture) bool {
	body, err := unzipped(c)
	if err != nil {
		return false
	}
	return slices.Contains([]string{"urlset", "sitemapindex", "rss", "feed", "rdf", "{"}, rootOf(body))
}

// Feeds returns the addresses of the feeds that a page names as its own, in
// the order of the page.
func Feeds(c archive.Capture) (out []string) {
	base, err := url.Parse(c.URL)
	if err != nil {
		return nil
	}
	z := html.NewTokenizer(strings.NewReader(decode(c.Body[:min(len(c.Body), 1<<20)], c.Type(), true)))
	for typ := z.Next(); typ != html.ErrorToken; typ = z.Next() {
		if typ != html.StartTagToken && typ != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		if n := (&html.Node{Attr: t.Attr}); t.DataAtom == atom.Link && slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "alternate") {
			switch strings.ToLower(strings.TrimSpace(attr(n, "type"))) {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				if at := onWeb(base, attr(n, "href")); at != "" && !slices.Contains(out, at) {
					out = append(out, at)
				}
			}
		}
	}
	return out
}

// onWeb returns where a link on a page at base leads, "" if not to the web.
func onWeb(base *url.URL, link string) string {
	u, err := base.Parse(strings.TrimSpace(link))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

func unzipped(c archive.Capture) ([]byte, error) {
	if !bytes.HasPrefix(c.Body, []byte("\x1f\x8b")) {
		return c.Body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(c.Body))
	if err != nil {
		return nil, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	b, err := io.ReadAll(io.LimitReader(z, Whole+1))
	if err == nil && len(b) > Whole {
		err = fmt.Errorf("unpacked it has more than %d bytes", Whole)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	return b, nil
}

// rootOf names the first element of an XML document, in lower case and without
// its prefix; "{" is a JSON Feed.
func rootOf(b []byte) string {
	b = bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), opening)], []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(b, []byte("{")) {
		if bytes.Contains(b, []byte("jsonfeed.org/version")) {
			return "{"
		}
		return ""
	}
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 || i+1 >= len(b) {
			return ""
		}
		b = b[i+1:]
		if b[0] == '?' || b[0] == '!' {
			continue
		}
		name, _, _ := strings.Cut(string(b[:min(len(b), 40)]), ">")
		name, _, _ = strings.Cut(strings.TrimSuffix(name, "/"), " ")
		if f := strings.Fields(name); len(f) > 0 {
			name = f[0]
		}
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		return strings.ToLower(name)
	}
}

// readFeed asks gofeed, which is foreign code near foreign bytes.
func readFeed(b []byte) (l Listing, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the feed cannot be read: %v: %w", p, recount.ErrInvalid)
		}
	}()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		return l, fmt.Errorf("%v: %w", err, recount.ErrInvalid)
	}
	l.Title = flatten(f.Title)
	for _, i := range f.Items[:min(len(f.Items), maxItems)] {
		it := Item{URL: i.Link, Title: flatten(i.Title)}
		if it.URL == "" && len(i.Links) > 0 {
			it.URL = i.Links[0]
		}
		if it.URL == "" && strings.HasPrefix(i.GUID, "http") {
			it.URL = i.GUID
		}
		for _, t := range []*time.Time{i.PublishedParsed, i.UpdatedParsed} {
			if t != nil && t.After(it.At) {
				it.At = t.UTC()
			}
		}
		l.Items = append(l.Items, it)
	}
	return l, nil
}

// readSiteMap reads a site map, of which only addresses, times and titles are
// wanted. One that breaks off gives what stood before.
func readSiteMap(b []byte) (l Listing, err error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // addresses are ASCII
	for len(l.Items)+len(l.More) < maxItems {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if len(l.Items)+len(l.More) > 0 {
				break
			}
			return l, fmt.Errorf("at byte %d: %v: %w", d.InputOffset(), err, recount.ErrInvalid)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "sitemap":
			var m struct {
				Loc string `xml:"loc"`
			}
			if d.DecodeElement(&m, &start) == nil {
				l.More = append(l.More, m.Loc)
			}
		case "url":
			var u struct {
				Loc     string `xml:"loc"`
				LastMod string `xml:"lastmod"`
				News    struct {
					Date  string `xml:"publication_date"`
					Title string `xml:"title"`
				} `xml:"news"`
			}
			if d.DecodeElement(&u, &start) == nil {
				it := Item{URL: u.Loc, Title: flatten(u.News.Title)}
				for _, s := range []string{u.LastMod, u.News.Date} {
					if w, ok := parseDate(s); ok && w.From.After(it.At) {
						it.At = w.From
					}
				}
				l.Items = append(l.Items, it)
			}
		}
	}
	return l, nil
}
