package collect

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// parsePage reads the article of an HTML page: what a reader would see of it
// without the furniture. Where no article can be told apart, all that is
// visible is read.
func parsePage(c archive.Capture) (Found, error) {
	src := decode(c.Body, c.Type(), true)
	doc, err := html.ParseWithOptions(strings.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil {
		return Found{}, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	if depth(doc) > maxDepth {
		return Found{}, fmt.Errorf("%s: nested more than %d deep: %w", c.URL, maxDepth, recount.ErrInvalid)
	}
	var f Found
	r := &f.Report
	seen := pageFacts(doc)
	r.Lang, r.Title = seen.lang, seen.title
	r.Published = seen.published
	u, err := url.Parse(c.URL)
	if err != nil {
		u = nil
	}
	body := visible(doc)
	if art, err := article(doc, u); err == nil && art.Node != nil {
		if t := visible(art.Node); len(t)*5 > len(body) || len(t) > 500 {
			body = t
		}
		if r.Title == "" {
			r.Title = art.Title
		}
		if r.Published.IsZero() && art.PublishedTime != nil {
			r.Published = minuteAt(*art.PublishedTime, "")
		}
	}
	r.Text = body
	if seen.shown {
		r.Text, _ = Headed(r.Title, body)
	}
	return finish(c, f, 0)
}

// article asks readability, which is foreign code near foreign bytes.
func article(doc *html.Node, u *url.URL) (art readability.Article, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("readability: %v", p)
		}
	}()
	return readability.FromDocument(doc, u)
}

const maxDepth = 2000

func depth(n *html.Node) int {
	deepest, d := 0, 0
	for at := n; at != nil; {
		deepest = max(deepest, d)
		switch {
		case at.FirstChild != nil:
			at, d = at.FirstChild, d+1
		default:
			for at != nil && at != n && at.NextSibling == nil {
				at, d = at.Parent, d-1
			}
			if at == nil || at == n {
				return deepest
			}
			at = at.NextSibling
		}
	}
	return deepest
}

type facts struct {
	title     string
	shown     bool // the title is on the page, not only in its head
	lang      recount.Lang
	published recount.When
}

// pageFacts reads what a page says of itself.
func pageFacts(doc *html.Node) (f facts) {
	var title, og, h1 string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			f.lang = recount.Lang(strings.TrimSpace(attr(n, "lang")))
		case atom.Title:
			if title == "" {
				title = flat(n)
			}
		case atom.H1:
			if h1 == "" {
				h1 = flat(n)
			}
		case atom.Time:
			f.date(attr(n, "datetime"))
		case atom.Meta:
			switch name := strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop")); name {
			case "og:title":
				og = attr(n, "content")
			case "article:published_time", "datepublished", "date", "pubdate", "dc.date", "dcterms.date":
				f.date(attr(n, "content"))
			}
		}
	}
	if lang, _, ok := strings.Cut(string(f.lang), "-"); ok { // "en-GB" is read as "en" is
		f.lang = recount.Lang(strings.ToLower(lang))
	}
	for _, t := range []string{h1, og, title} {
		if t != "" {
			f.title, f.shown = t, t == h1
			break
		}
	}
	return f
}

func (f *facts) date(s string) {
	if !f.published.IsZero() {
		return
	}
	if w, ok := parseDate(s); ok {
		f.published = w
	} else if t, err := time.Parse("2006-01-02T15:04:05-0700", s); err == nil {
		f.published = minuteAt(t, s)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func flat(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

var unseen = []atom.Atom{atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Head, atom.Nav, atom.Footer, atom.Aside,
	atom.Form, atom.Button, atom.Select, atom.Figcaption, atom.Object}

var blocks = []atom.Atom{atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Section,
	atom.Article, atom.Main, atom.Header, atom.Table, atom.Tr, atom.Pre, atom.Dd, atom.Dt, atom.Body, atom.Figure, atom.Hr}

// visible returns the text of n with a blank line between blocks.
func visible(n *html.Node) string {
	var out []string
	var b strings.Builder
	flush := func() {
		var kept []string
		for l := range strings.SplitSeq(b.String(), "\n") {
			if l = strings.Join(strings.Fields(l), " "); l != "" {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, "\n"))
		}
		b.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
			return
		case n.Type == html.CommentNode, n.Type == html.ElementNode && (slices.Contains(unseen, n.DataAtom) || hidden(n)):
			return
		case n.DataAtom == atom.Br:
			b.WriteByte('\n')
			return
		}
		block := slices.Contains(blocks, n.DataAtom)
		if block {
			flush()
		} else if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(n)
	flush()
	return strings.Join(out, "\n\n")
}

func hidden(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none")
	})
}
