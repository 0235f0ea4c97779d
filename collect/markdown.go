package collect

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// marks renders Markdown. HTML in it is kept, for it is only read.
var marks = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.Linkify), goldmark.WithRendererOptions(renderer.WithUnsafe()))

// parseMarkdown reads the running text of a Markdown document, without its
// marks, and what its front matter says. Struck text is left out: who struck it
// no longer says it.
func parseMarkdown(c archive.Capture) (Found, error) {
	f, body, err := frontMatter(c, tidy(decode(c.Body, c.Type(), false)))
	if err != nil {
		return f, err
	}
	if len(body) > maxMarkdown {
		return f, fmt.Errorf("%s: %d bytes are more than %d for Markdown; save it as text: %w", c.URL, len(body), maxMarkdown, recount.ErrInvalid)
	}
	var b bytes.Buffer
	if err := marks.Convert([]byte(parted(body)), &b); err != nil {
		return f, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	src, _ := slim(b.String())
	doc, err := html.ParseWithOptions(strings.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil { // nested more than 512 deep
		return f, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	withoutSigns(doc)
	var ps []paragraph
	for _, b := range cut(doc) {
		ps = append(ps, paragraph{text: b.text, heading: b.heading})
	}
	return finish(c, f.written(ps), 0)
}

// Marks that never close are sought to the end of their paragraph, each anew.
const (
	maxMarkdown = 2 << 20
	maxStretch  = 16 << 10 // longer paragraphs are parted
)

// parted puts a blank line into what goes on for too long without one.
func parted(s string) string {
	var b strings.Builder
	held := 0
	for l := range strings.SplitAfterSeq(s, "\n") {
		for len(l) > maxStretch {
			head := clip(l, maxStretch)
			if i := strings.LastIndexByte(head, ' '); i > 0 {
				head = head[:i]
			}
			b.WriteString(head + "\n\n")
			l, held = l[len(head):], 0
		}
		if held += len(l); held > maxStretch {
			b.WriteByte('\n')
			held = len(l)
		}
		if strings.TrimSpace(l) == "" {
			held = 0
		}
		b.WriteString(l)
	}
	return b.String()
}

// withoutSigns takes out what is struck, and the signs that lead to footnotes
// and back: "killed 12[^1]" is not 121.
func withoutSigns(n *html.Node) {
	for k := n.FirstChild; k != nil; {
		next := k.NextSibling
		if class := attr(k, "class"); k.DataAtom == atom.Del || class == "footnote-ref" || class == "footnote-backref" {
			n.RemoveChild(k)
		} else {
			withoutSigns(k)
		}
		k = next
	}
}

// fences open and close front matter, each with the sign behind its keys.
var fences = map[string]string{"---": ":", "+++": "="}

// frontMatter reads the "key: value" lines between two fences that a document
// may open with; lists and whatever else may stand there are passed over.
func frontMatter(c archive.Capture, s string) (f Found, body string, err error) {
	first, rest, _ := strings.Cut(s, "\n")
	fence := strings.TrimSpace(first)
	sign, ok := fences[fence]
	if !ok {
		return f, s, nil
	}
	for n := 2; rest != ""; n++ {
		var l string
		l, rest, _ = strings.Cut(rest, "\n")
		if end := strings.TrimRight(l, " \t"); end == fence || end == "..." && fence == "---" {
			return f, rest, nil
		}
		key, value, _ := strings.Cut(l, sign)
		value = strings.TrimSpace(value)
		if len(value) > 1 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
			value = value[1 : len(value)-1]
		}
		key = strings.ToLower(strings.TrimRight(key, " \t"))
		if value == "" {
			continue
		}
		switch key {
		case "author":
			f.Report.Author = value
			continue
		case "date":
			key = "published"
		case "language":
			key = "lang"
		case "link":
			key = "url"
		}
		if known, right := f.say(key, value); known && !right {
			return f, "", fmt.Errorf("%s:%d: %q is no date: %w", c.URL, n, value, recount.ErrInvalid)
		}
	}
	return Found{}, s, nil // never closed: a line across the page
}
