package collect

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"github.com/recountlab/recount"
)

// facts are what a page says of itself in its head and in data for programs.
type facts struct {
	linked
	og, h1, head string // three ways to call it
	canonical    string
	meta         map[string]string // the first content of each name
	metaAuthors  []string
}

// pageFacts reads what a page says of itself.
func pageFacts(doc *html.Node, scripts []script) facts {
	f := facts{meta: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if prop := strings.ToLower(attr(n, "itemprop")); (prop == "datepublished" || prop == "datemodified") && f.meta[prop] == "" {
			for _, key := range []string{"content", "datetime"} {
				if v := attr(n, key); !metaDate(v).IsZero() && f.meta[prop] == "" {
					f.meta[prop] = v
				}
			}
		}
		switch n.DataAtom {
		case atom.Html:
			f.meta["lang"] = attr(n, "lang") + attr(n, "xml:lang")
		case atom.Title:
			if f.head == "" {
				f.head = clip(flat(n), 500)
			}
		case atom.H1:
			if t := clip(flat(n), 500); f.h1 == "" {
				f.h1 = t
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && f.canonical == "" {
				f.canonical = attr(n, "href")
			}
		case atom.Meta:
			f.take(n)
		}
	}
	f.og = f.meta["og:title"]
	ls := linkedData(scripts)
	f.linked = chosen(ls, []string{f.h1, f.og, f.head})
	for _, l := range ls { // a page around an article may say what the article does not
		if f.published.IsZero() {
			f.published = l.published
		}
		if f.updated.IsZero() && l.article == f.article {
			f.updated = l.updated
		}
		if f.outlet == "" {
			f.outlet = l.outlet
		}
	}
	if f.meta["og:site_name"] != "" {
		f.outlet = f.meta["og:site_name"]
	}
	return f
}

func (f *facts) take(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(attr(n, key))
		if name == "" {
			continue
		}
		if _, ok := f.meta[name]; !ok {
			f.meta[name] = content
		}
		switch name {
		case "author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl", "citation_author":
			f.metaAuthors = append(f.metaAuthors, content)
		}
	}
}

// dates in the order in which they are believed.
var publishedNames = []string{"article:published_time", "datepublished", "og:article:published_time", "article.published", "published_time", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date",
	"pubdate", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date", "date", "article_date_original", "og:published_time", "originalpublicationdate", "datecreated", "created", "creation_date"}
var updatedNames = []string{"article:modified_time", "datemodified", "og:updated_time", "og:article:modified_time", "article.updated", "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "modified", "revised", "updated_time"}

func (f facts) dated(names []string) []recount.When {
	var out []recount.When
	for _, n := range names {
		if w := metaDate(f.meta[n]); !w.IsZero() {
			out = append(out, w)
		}
	}
	return out
}

// language is the language a page declares, "" if none; "en-GB" is read as
// "en" is.
func (f facts) language() recount.Lang {
	for _, l := range []string{f.meta["lang"], f.lang, f.meta["content-language"], f.meta["og:locale"]} {
		l, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(strings.ToLower(l)), "_", "-"), "-")
		if len(l) == 2 || len(l) == 3 {
			return recount.Lang(l)
		}
	}
	return ""
}

// address returns the address that a page names as its own if it is another
// than addr and on the same site. Anybody can write anything there, so a page
// of one site cannot pass for one of another, nor for the front page.
func (f facts) address(addr string) string {
	if m := kept.FindStringSubmatch(addr); m != nil {
		addr = m[1]
	}
	here, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	for _, s := range []string{f.canonical, f.meta["og:url"], f.linked.url} {
		if m := kept.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
		u, err := here.Parse(strings.TrimSpace(s))
		if s == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(s) > 2000 || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
			continue
		}
		if here.Host != "" && site(u.Hostname()) != site(here.Hostname()) {
			continue
		}
		u.Fragment = ""
		if a := u.String(); plainAddress(a) != plainAddress(addr) {
			return a
		}
		return ""
	}
	return ""
}

// plainAddress leaves out in what addresses of one page differ.
func plainAddress(a string) string {
	a, _, _ = strings.Cut(a, "#")
	a = strings.TrimPrefix(strings.TrimPrefix(a, "https://"), "http://")
	return strings.TrimSuffix(strings.TrimPrefix(a, "www."), "/")
}

// site is what one owner registers: "example.co.uk" of "news.example.co.uk".
func site(host string) string {
	s, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(host))
	if err != nil {
		return host
	}
	return s
}
