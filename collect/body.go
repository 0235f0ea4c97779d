package collect

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weigh sums, for every element, the running text of the blocks in it.
func weigh(bs []block) map[*html.Node]int {
	w := map[*html.Node]int{}
	for _, b := range bs {
		if b.in == nil || !b.prose() {
			continue
		}
		for n := b.in; n != nil; n = n.Parent {
			w[n] += b.plainLetters()
		}
	}
	return w
}

// bodyNames are what authors of pages call the element that holds the article
// and nothing else.
var bodyNames = wordSet(`articlebody article-body article-content article-text articletext articlecontent entry-content entrycontent post-content postcontent post-body postbody
	story-body storybody story-content story-text storytext news-body news-text news-content newstext newsbody field-body body-content body-text bodytext content-body text-content
	single-content single-post-content td-post-content main-text maintext article-detail detail-content detail-text content-text texte-article article-main blog-content press-release-body`)

// marked are the elements that are called the article's body.
func marked(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop":
			if strings.EqualFold(a.Val, "articleBody") {
				return true
			}
		case "class", "id":
			if hasClassPair(a.Val, bodyNames) {
				return true
			}
		}
	}
	return false
}

// bodyOf returns the elements that hold the article.
func bodyOf(doc *html.Node, bs []block, title int) []*html.Node {
	w := weigh(bs)
	all := w[doc]
	if all == 0 {
		return nil
	}
	var outer []*html.Node
	var find func(n *html.Node)
	find = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case w[c] == 0:
			case c.Type == html.ElementNode && c.DataAtom != atom.Body && marked(c):
				outer = append(outer, c)
			default:
				find(c)
			}
		}
	}
	find(doc)
	if roots := together(bs, outer, w, title); roots != nil {
		if said := strings.EqualFold(attr(roots[0], "itemprop"), "articleBody") && sum(w, roots) > 300; said || sum(w, roots)*4 > all {
			return roots
		}
	}
	if title >= 0 { // the article element around the headline
		for n := bs[title].in; n != nil; n = n.Parent {
			if n.DataAtom == atom.Article && w[n]*5 > all {
				return []*html.Node{descend(n, w)}
			}
		}
	}
	return []*html.Node{descend(doc, w)}
}

// together returns those of the elements called an article's body that belong
// to one article: the one under the headline. Another headline ends it.
func together(bs []block, outer []*html.Node, w map[*html.Node]int, title int) (roots []*html.Node) {
	if len(outer) == 0 {
		return nil
	}
	most := w[slices.MaxFunc(outer, func(a, b *html.Node) int { return w[a] - w[b] })]
	outer = slices.DeleteFunc(outer, func(n *html.Node) bool { return w[n]*10 < most })
	set := setOf(outer...)
	for i := max(title, 0); i < len(bs); i++ {
		n := set.over(bs[i].in)
		switch {
		case n != nil && (len(roots) == 0 || roots[len(roots)-1] != n):
			roots = append(roots, n)
		case n == nil && title >= 0 && i > title && len(roots) > 0 && bs[i].heading && bs[i].in.DataAtom == bs[title].in.DataAtom:
			i = len(bs)
		}
	}
	if len(roots) == 0 || sum(w, roots)*2 < most {
		return outer[:1]
	}
	return roots
}

func sum(w map[*html.Node]int, ns []*html.Node) (s int) {
	for _, n := range ns {
		s += w[n]
	}
	return s
}

// descend follows the bulk of the text to the element that holds it.
func descend(n *html.Node, w map[*html.Node]int) *html.Node {
	for {
		var next *html.Node
		for c := range n.ChildNodes() {
			if w[c]*10 > w[n]*7 {
				next = c
			}
		}
		if next == nil || next.DataAtom == atom.P || next.DataAtom == atom.Li || next.DataAtom == atom.Blockquote || next.DataAtom == atom.Tr && !laysOut(next) {
			return n
		}
		n = next
	}
}

// laysOut reports whether a row of a table parts a page and not data.
func laysOut(row *html.Node) bool {
	for c := range row.ChildNodes() {
		if c.Type == html.ElementNode && roomy(c) {
			return true
		}
	}
	return false
}

// nodes is a set of elements.
type nodes map[*html.Node]bool

func setOf(ns ...*html.Node) nodes {
	s := nodes{}
	for _, n := range ns {
		s[n] = true
	}
	return s
}

// over returns which of the set n stands in, nil if none.
func (s nodes) over(n *html.Node) *html.Node {
	for ; n != nil && !s[n]; n = n.Parent {
	}
	return n
}

// bodyBlocks returns which blocks are the article: those in its element, a
// standfirst between the headline and it, and a correction beneath.
func bodyBlocks(doc *html.Node, bs []block, title int) (from, until int) {
	roots := bodyOf(doc, bs, title)
	if roots == nil {
		return 0, len(bs)
	}
	from, until = -1, -1
	set := setOf(roots...)
	for i, b := range bs {
		if set.over(b.in) != nil {
			if from < 0 {
				from = i
			}
			until = i + 1
		}
	}
	if from < 0 {
		return 0, len(bs)
	}
	switch {
	case title >= from && title < until:
		from = title
	case title >= 0 && title < from && from-title <= 14:
		for i := title + 1; i < from; i++ {
			if bs[i].prose() && !bs[i].author || bs[i].standfirst() || len(bs[i].text) >= 60 && bs[i].linked == 0 && bs[i].stops() {
				from = i
				break
			}
		}
	}
	for i := until; i < min(until+6, len(bs)); i++ {
		if correction.MatchString(bs[i].text) {
			until = i + 1
			break
		}
	}
	return from, cutSecond(bs, title, from, until)
}

// cutSecond ends the article where another begins that the page only put
// beneath it.
func cutSecond(bs []block, title, from, until int) int {
	if title < 0 {
		return until
	}
	home := articleOf(bs[title].in)
	for i := max(from, title+1); i < until; i++ {
		if bs[i].heading && i > from+1 && (bs[i].in.DataAtom == bs[title].in.DataAtom || bs[i].linked*10 > len(bs[i].text)*9) {
			if other := articleOf(bs[i].in); other != home && other != nil && setOf(other).over(home) == nil {
				return i
			}
		}
	}
	return until
}

func articleOf(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article || strings.Contains(attr(n, "itemtype"), "Article") {
			return n
		}
	}
	return nil
}
