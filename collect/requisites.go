package collect

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/recountlab/recount/archive"
)

// Requisites returns the addresses of what a page shows besides its text, as it
// names them: style sheets and pictures, in its order and each once. Of a
// picture in several sizes it is the one shown by default. What style sheets and
// scripts would load is not among them: nothing is run.
func Requisites(c archive.Capture) (out []string) {
	base, err := url.Parse(c.URL)
	if err != nil || kindOf(c) != webPage {
		return nil
	}
	z := html.NewTokenizer(strings.NewReader(decode(c.Body, c.Type(), true)))
	based := false
	for typ := z.Next(); typ != html.ErrorToken; typ = z.Next() {
		if typ != html.StartTagToken && typ != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		n := &html.Node{Attr: t.Attr}
		link := ""
		switch t.DataAtom {
		case atom.Base:
			if at := onWeb(base, attr(n, "href")); at != "" && !based {
				base, _ = url.Parse(at) // onWeb has read it
				based = true
			}
		case atom.Link:
			if rel := strings.Fields(strings.ToLower(attr(n, "rel"))); slices.Contains(rel, "stylesheet") && !slices.Contains(rel, "alternate") {
				link = attr(n, "href")
			}
		case atom.Img:
			link = picture(n)
		case atom.Video:
			link = attr(n, "poster")
		}
		if link == "" {
			continue
		}
		if at := onWeb(base, link); at != "" && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// picture is what an image shows: pages that load pictures late keep the address
// elsewhere and show a blank.
func picture(n *html.Node) string {
	for _, name := range []string{"src", "data-src", "data-original"} {
		if s := strings.TrimSpace(attr(n, name)); s != "" && !strings.HasPrefix(strings.ToLower(s), "data:") {
			return s
		}
	}
	for _, name := range []string{"srcset", "data-srcset"} {
		if first := strings.Fields(attr(n, name)); len(first) > 0 {
			return strings.TrimSuffix(first[0], ",")
		}
	}
	return ""
}
