package collect

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is kept of a page before a tree is made of it. A tree costs some twenty
// times the bytes, and tags of formatting left open are copied into every
// paragraph that follows.
const (
	maxTags = 200_000 // after so many only text is kept
	maxTag  = 16 << 10
)

// A script is what stands in a script element that may hold data.
type script struct {
	typ, id, text string
}

var (
	// formatting says nothing about where an article is.
	formatting = []atom.Atom{atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.Font, atom.Big, atom.Small, atom.Tt, atom.Strike, atom.S, atom.Code, atom.Nobr,
		atom.Img, atom.Source, atom.Input, atom.Wbr, atom.Track, atom.Embed, atom.Param, atom.Area, atom.Col, atom.Colgroup, atom.Form, atom.Base, atom.Picture, atom.Center, atom.Plaintext}
	// swallowed go with all that is in them.
	swallowed = []atom.Atom{atom.Style, atom.Svg, atom.Math, atom.Noscript, atom.Template, atom.Select, atom.Iframe, atom.Object, atom.Video, atom.Audio, atom.Canvas,
		atom.Noframes, atom.Noembed, atom.Textarea, atom.Button, atom.Map}
	// breaking show that something swallowed was never closed.
	breaking = []atom.Atom{atom.P, atom.Article, atom.H1, atom.H2, atom.Table, atom.Body, atom.Main}
)

// slim returns a page without what no reader of it sees, and the scripts that
// may hold data.
func slim(src string) (string, []script) {
	z := html.NewTokenizer(strings.NewReader(src))
	var b strings.Builder
	b.Grow(len(src) / 2)
	var scripts []script
	var inside atom.Atom // what is being swallowed
	deep, tags := 0, 0
	for {
		typ := z.Next()
		switch typ {
		case html.ErrorToken:
			return b.String(), scripts
		case html.TextToken:
			if inside == 0 {
				b.Write(z.Raw())
			}
			continue
		case html.CommentToken:
			continue
		case html.DoctypeToken:
			b.Write(z.Raw())
			continue
		}
		raw := z.Raw()
		long := len(raw) > maxTag
		nameBytes, more := z.TagName()
		name := atom.Lookup(nameBytes)
		end := typ == html.EndTagToken
		switch {
		case name == atom.Noscript:
			z.NextIsNotRawText()
		case name == atom.Script && !end:
			s := script{}
			for more {
				var k, v []byte
				if k, v, more = z.TagAttr(); string(k) == "type" {
					s.typ = strings.ToLower(string(v))
				} else if string(k) == "id" {
					s.id = string(v)
				}
			}
			if typ != html.SelfClosingTagToken && z.Next() == html.TextToken {
				if s.text = string(z.Raw()); s.mayHold() {
					scripts = append(scripts, s)
				}
			}
			continue
		}
		if inside != 0 {
			switch {
			case name == inside && end:
				deep--
			case name == inside && typ == html.StartTagToken:
				deep++
			case !end && inside != atom.Noscript && inside != atom.Template && slices.Contains(breaking, name):
				deep = 0
			}
			if deep > 0 || end {
				if deep <= 0 {
					inside = 0
				}
				continue
			}
			inside = 0
		}
		if !end && slices.Contains(swallowed, name) {
			if typ == html.StartTagToken {
				inside, deep = name, 1
			}
			continue
		}
		if name != 0 && slices.Contains(formatting, name) || name == atom.Script || end && slices.Contains(swallowed, name) {
			continue
		}
		if tags++; tags > maxTags {
			b.WriteByte(' ')
			continue
		}
		if long {
			fmt.Fprintf(&b, "<%s>", nameBytes[:min(len(nameBytes), 20)])
			continue
		}
		b.Write(raw)
	}
}

// mayHold reports whether a script may be data and not a program alone.
func (s script) mayHold() bool {
	if strings.Contains(s.typ, "json") {
		return true
	}
	return len(s.text) > 300 && stateAt(s.text) >= 0
}

// stateAt returns where the object begins that a script hands to the page it
// builds, or -1.
func stateAt(s string) int {
	for _, name := range []string{"__INITIAL_STATE__", "__PRELOADED_STATE__", "__INITIAL_DATA__", "__APOLLO_STATE__", "__NUXT__", "__DATA__", "__STATE__", "globalContent"} {
		_, rest, ok := strings.Cut(s, name)
		if !ok {
			continue
		}
		if i := strings.IndexByte(rest, '='); i >= 0 && i < 8 {
			if j := strings.IndexAny(rest[i:], "{["); j >= 0 && j < 8 {
				return len(s) - len(rest) + i + j
			}
		}
	}
	return -1
}
