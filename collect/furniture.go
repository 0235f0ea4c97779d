package collect

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What stands around an article and is no part of it, by what authors of pages
// call it in class and id.
var furniture = wordSet(`comment comments disqus livefyre respond reply replies related recommended recommendation recommendations recirc sidebar
	share sharing sharebar sharethis addtoany addthis social socials newsletter newsletters subscribe subscription signup promo promos promotion
	advert adverts advertisement advertising ad ads adbox adslot adunit dfp sponsored sponsor cookie cookies consent gdpr
	breadcrumb breadcrumbs menu submenu nav navbar navigation footer popular trending mostread mostviewed taglist tagcloud tags keywords
	toolbar outbrain taboola gallery slideshow carousel slider caption captions credit credits popup modal overlay lightbox
	pagination pager pagenav rating poll masthead topbar ticker copyright reactions whatsapp paywall regwall relatedposts newsticker bookmark legende legendes catlinks editsection
	partage commentaires reklama`)

var furniturePairs = wordSet(`most-read most-viewed most-popular read-more read-also also-read more-stories more-news more-on see-also
	next-article prev-article next-post prev-post author-bio about-author about-the tag-list tag-links skip-link sr-only
	screen-reader visually-hidden sign-up top-stories latest-news image-credit photo-credit editors-picks you-may photo-gallery
	post-navigation follow-us audio-player video-player media-player site-sub site-notice up-next breaking-news a-lire lire-aussi print-link print-only`)

// states are words that say how something is laid out, not what it is:
// "has-sidebar", "comments-open", "tag-aleppo" of a whole post.
var states = wordSet(`has no with without is js tag category cat type status open closed enabled disabled hide show single not`)

var wholes = wordSet(`post entry article node story`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

var swept = []atom.Atom{atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Head, atom.Nav, atom.Footer, atom.Aside,
	atom.Button, atom.Select, atom.Figcaption, atom.Object, atom.Dialog, atom.Menu, atom.Title, atom.Label, atom.Legend}

var sweptRoles = wordSet(`navigation banner contentinfo complementary search dialog alertdialog menu menubar tablist toolbar alert status`)

var metaWords = wordSet(`meta submitted info details`)

// wholeTags are elements too large for their class to say what all in them is,
// and keptTags those that their class never condemns.
var (
	wholeTags = []atom.Atom{atom.Html, atom.Body, atom.Main, atom.Article, atom.H1}
	keptTags  = append([]atom.Atom{atom.P, atom.Tr, atom.Td, atom.Time}, wholeTags...)
)

// isFurniture reports whether an element and all in it is to be left out, and
// whether that is beyond doubt. A doubtful one stays if most of the page's text
// is in it.
func isFurniture(n *html.Node) (left, sure bool) {
	if hidden(n) {
		return true, false
	}
	if n.DataAtom == atom.Footer && (marksAuthor(n) || marksDate(n) || hasClassWord(attr(n, "class"), metaWords)) {
		return false, false // of an article, with its byline
	}
	if slices.Contains(swept, n.DataAtom) {
		return true, n.DataAtom != atom.Aside && n.DataAtom != atom.Footer && n.DataAtom != atom.Nav
	}
	if n.DataAtom == 0 && strings.HasPrefix(n.Data, "amp-") {
		return true, n.Data != "amp-story-page"
	}
	if slices.Contains(keptTags, n.DataAtom) {
		return false, false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "role":
			if sweptRoles[a.Val] {
				return true, false
			}
		case "class", "id", "data-testid", "data-component":
			for name := range strings.FieldsSeq(a.Val) {
				if namesFurniture(name) {
					return true, false
				}
			}
		}
	}
	return false, false
}

// namesFurniture looks at the words of one class: "mostRead", "post__tags".
func namesFurniture(name string) bool {
	found, last := false, ""
	for w := range classWords(name) {
		if last == "" && states[w] || w == "footer" && wholes[last] { // the foot of an article holds its date
			return false
		}
		found = found || furniture[w] || last != "" && furniturePairs[last+"-"+w]
		last = w
	}
	return found && !states[last]
}

// classWords yields the words that a class is made of, lower-case.
func classWords(name string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i <= len(name); i++ {
			letter := i < len(name) && (name[i]|0x20 >= 'a' && name[i]|0x20 <= 'z')
			camel := letter && i > start && name[i] < 'a' && name[i-1] >= 'a'
			if letter && !camel {
				continue
			}
			if i > start && !yield(strings.ToLower(name[start:i])) {
				return
			}
			start = i
			if !camel {
				start++
			}
		}
	}
}

func hidden(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none")
	})
}

// furnitureOf returns the elements of a page to be left out. One that is so by
// its name alone stays if it holds most of the page's running text.
func furnitureOf(doc *html.Node) map[*html.Node]bool {
	out := map[*html.Node]bool{}
	held := map[*html.Node]int{} // running text of those in doubt
	var count func(n *html.Node, linked bool) int
	count = func(n *html.Node, linked bool) int {
		if n.Type == html.TextNode {
			if s := strings.TrimSpace(n.Data); !linked && len(s) >= 40 {
				return len(s)
			}
			return 0
		}
		left, sure := false, false
		if n.Type == html.ElementNode {
			if left, sure = isFurniture(n); sure {
				out[n] = true
				return 0
			}
		}
		sum := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			sum += count(c, linked || n.DataAtom == atom.A)
		}
		if left {
			held[n] = sum
		}
		return sum
	}
	all := count(doc, false)
	for n, sum := range held {
		if sum*5 <= all*2 {
			out[n] = true
		}
	}
	return out
}
