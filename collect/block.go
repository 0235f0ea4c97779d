package collect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A block is a stretch of text that a page sets apart: a paragraph, a heading,
// a list item, a row of a table.
type block struct {
	in      *html.Node // the element it stands in
	text    string
	linked  int      // bytes of it in links
	author  bool     // the page marks it as a byline
	by      []string // what in it the page marks so
	dated   bool     // the page marks it as a date
	times   []stated // what its time elements say
	heading bool
	titled  bool // the page calls it a title
}

var blockTags = []atom.Atom{atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Blockquote, atom.Section,
	atom.Article, atom.Main, atom.Header, atom.Table, atom.Tbody, atom.Tr, atom.Pre, atom.Dd, atom.Dt, atom.Body, atom.Figure, atom.Hr, atom.Address, atom.Fieldset, atom.Details, atom.Summary,
	atom.Html, atom.Nav, atom.Footer, atom.Aside, atom.Caption}

var headings = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// maxBlocks is into how many blocks a page is cut; what follows is one more.
const maxBlocks = 20_000

// A cutter cuts a page into blocks.
type cutter struct {
	out     []block
	rest    strings.Builder // text beyond maxBlocks
	now     block
	b       strings.Builder
	without map[*html.Node]bool // furniture
	links   int                 // how many links stand around
	authors int                 // elements around that are marked as byline
	dates   int
}

// cut returns the blocks of a page in order, without its furniture.
func cut(doc *html.Node) []block {
	c := cutter{without: furnitureOf(doc)}
	c.walk(doc)
	c.flush()
	if c.rest.Len() > 0 {
		c.out = append(c.out, block{in: doc, text: strings.TrimSpace(c.rest.String())})
	}
	return c.out
}

func (c *cutter) flush() {
	s := c.b.String()
	c.b.Reset()
	if len(c.out) >= maxBlocks {
		if s = flatten(s); s != "" {
			c.rest.WriteString(s + "\n\n")
		}
		c.now = block{}
		return
	}
	var kept []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.Trim(strings.Join(strings.Fields(l), " "), "| "); l != "" {
			kept = append(kept, l)
		}
	}
	// a date line over the text, parted from it by no more than a line end
	for i := min(3, len(kept)-1); i > 0; i-- {
		if len(kept[i-1]) < 120 && datesIn(kept[i-1], true) != nil {
			for _, l := range kept[:i] {
				b := c.now
				b.text, b.linked = l, 0
				c.out = append(c.out, b)
			}
			kept = kept[i:]
			break
		}
	}
	if len(kept) == 0 { // a time element without words goes with what follows
		c.now = block{times: c.now.times}
		return
	}
	c.now.text = strings.Join(kept, "\n")
	c.now.author = c.now.author || c.authors > 0
	c.now.dated = c.now.dated || c.dates > 0
	c.out = append(c.out, c.now)
	c.now = block{}
}

func (c *cutter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.write(n)
		return
	case html.CommentNode:
		return
	case html.ElementNode:
		if c.without[n] {
			return
		}
	}
	switch n.DataAtom {
	case atom.Br:
		if breaksTwice(n) {
			c.flush()
		} else {
			c.b.WriteByte('\n')
		}
		return
	case atom.Pre:
		c.flush()
		c.pre(n)
		return
	case atom.Td, atom.Th:
		if roomy(n) {
			c.flush()
			defer c.flush()
		} else if c.b.Len() > 0 {
			c.b.WriteString(" | ")
		}
	case atom.A:
		c.links++
		defer func() { c.links-- }()
	case atom.Time:
		c.now.dated = true
		c.time(n)
	}
	isBlock := slices.Contains(blockTags, n.DataAtom)
	if isBlock {
		c.flush()
	}
	author, date := marksAuthor(n), marksDate(n)
	if author {
		c.authors++
		c.now.author = true
	}
	if date {
		c.dates++
		c.now.dated = true
		if n.DataAtom != atom.Time {
			c.time(n)
		}
	}
	if hasClassWord(attr(n, "class"), titleWords) {
		c.now.titled = true
	}
	named := len(c.now.by)
	for k := range n.ChildNodes() {
		c.walk(k)
	}
	if author && !isBlock && len(c.now.by) == named {
		c.now.by = append(c.now.by, flat(n))
	}
	if isBlock {
		c.flush()
	}
	if author {
		c.authors--
	}
	if date {
		c.dates--
	}
}

// breaksTwice reports whether a line end is followed by another, which ends a
// paragraph.
func breaksTwice(n *html.Node) bool {
	for n = n.NextSibling; n != nil && n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""; n = n.NextSibling {
	}
	return n != nil && n.DataAtom == atom.Br
}

func (c *cutter) write(n *html.Node) {
	if c.now.in == nil && strings.TrimSpace(n.Data) != "" {
		c.now.in = n.Parent
		for p := n.Parent; p != nil; p = p.Parent {
			if slices.Contains(blockTags, p.DataAtom) || p.DataAtom == atom.Td || p.DataAtom == atom.Th {
				c.now.in = p
				c.now.heading = slices.Contains(headings, p.DataAtom)
				break
			}
		}
	}
	if c.links > 0 {
		c.now.linked += len(strings.TrimSpace(n.Data))
	}
	c.b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
}

// roomy reports whether a cell of a table is there to lay the page out, as it
// holds blocks or long text.
func roomy(n *html.Node) bool {
	letters, breaks := 0, 0
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.P || d.DataAtom == atom.Table || d.DataAtom == atom.Div && d.FirstChild != nil && d.FirstChild.NextSibling != nil:
			return true
		case d.DataAtom == atom.Br:
			breaks++
		case d.Type == html.TextNode:
			letters += len(d.Data)
		}
		if letters > 400 || breaks > 3 {
			return true
		}
	}
	return false
}

// pre takes preformatted text, as wires print it: lines of one width are one
// paragraph, and a blank or indented line begins another.
func (c *cutter) pre(n *html.Node) {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		} else if d.DataAtom == atom.Br {
			b.WriteByte('\n')
		}
	}
	var para []string
	end := func() {
		if len(para) > 0 {
			c.now.in = n
			c.b.WriteString(strings.Join(para, " "))
			c.flush()
		}
		para = para[:0]
	}
	for l := range strings.SplitSeq(b.String(), "\n") {
		s := strings.TrimSpace(l)
		if s == "" || len(l)-len(strings.TrimLeft(l, " \t")) >= 2 || strings.Contains(s, "   ") {
			end()
		}
		if s != "" {
			para = append(para, s)
		}
		if strings.Contains(s, "   ") || utf8.RuneCountInString(s) < 40 {
			end()
		}
	}
	end()
}

// prose reports whether a block is running text.
func (b block) prose() bool {
	if len(b.text) < 60 || b.linked*5 >= len(b.text)*2 || b.heading || strings.Count(b.text, " ") < 7 {
		return false
	}
	n := utf8.RuneCountInString(b.text)
	return n >= 120 || n >= 60 && b.stops()
}

// plainLetters is how many bytes of a block stand outside links.
func (b block) plainLetters() int { return len(b.text) - b.linked }

// stops reports whether a block ends as a sentence does.
func (b block) stops() bool {
	s := strings.TrimRightFunc(b.text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"”’»')]`, r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…؟。:", r)
}
