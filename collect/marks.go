package collect

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// time notes what an element that is marked as a time says: by its attributes
// for programs, or else by its words, which may also say that it is the time of
// the last change.
func (c *cutter) time(n *html.Node) {
	var at stated
	for _, key := range []string{"datetime", "content", "title", "data-datetime", "data-date", "data-timestamp"} {
		if at.when = metaDate(attr(n, key)); !at.when.IsZero() {
			break
		}
	}
	worded := statedDates(flat(n))
	if at.when.IsZero() && n.DataAtom == atom.Time && len(worded) == 1 {
		at = worded[0]
	}
	if at.when.IsZero() {
		return
	}
	if len(worded) == 1 && worded[0].said {
		at.updated, at.said = worded[0].updated, true
	}
	switch name := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class")); {
	case strings.Contains(name, "modif") || strings.Contains(name, "updat"):
		at.updated, at.said = true, true
	case strings.Contains(name, "publish") || hasAttr(n, "pubdate"):
		at.updated, at.said = false, true
	}
	c.now.times = append(c.now.times, at)
}

var authorWords = wordSet(`author authors username byline bylines writer reporter auteur autor firma signature redactor journalist correspondent`)
var dateMarks = wordSet(`date dates datetime timestamp time published updated pubdate dateline posted datestamp posttime`)

var titleWords = wordSet(`title headline titre titulo`)

// marksAuthor reports whether an element is called a byline.
func marksAuthor(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "rel" && a.Val == "author", a.Key == "itemprop" && a.Val == "author":
			return true
		case a.Key == "class" || a.Key == "id":
			if hasClassWord(a.Val, authorWords) {
				return !slices.Contains(wholeTags, n.DataAtom)
			}
		}
	}
	return false
}

// marksDate reports whether an element is called a date.
func marksDate(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for _, a := range n.Attr {
		if a.Key == "itemprop" && strings.HasPrefix(a.Val, "date") || (a.Key == "class" || a.Key == "id") && hasClassWord(a.Val, dateMarks) {
			return !slices.Contains(wholeTags, n.DataAtom)
		}
	}
	return false
}

// hasClassWord reports whether a class of few words has one of set in it.
func hasClassWord(classes string, set map[string]bool) bool {
	for name := range strings.FieldsSeq(classes) {
		n, found, stately := 0, false, false
		for w := range classWords(name) {
			n++
			found = found || set[w]
			stately = stately || states[w]
		}
		if found && !stately && n <= 4 {
			return true
		}
	}
	return false
}

// hasClassPair reports whether one of the classes has a word of set in it, or
// two beside each other that set joins with a hyphen.
func hasClassPair(classes string, set map[string]bool) bool {
	for name := range strings.FieldsSeq(classes) {
		last := ""
		for w := range classWords(name) {
			if set[w] || last != "" && set[last+"-"+w] {
				return true
			}
			last = w
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// flat returns the text of n on one line.
func flat(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
