package web

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"

	"github.com/recountlab/recount/text"
)

// numerals remembers whether a reader wants 0–9 or ٠–٩.
func numerals(w http.ResponseWriter, q *http.Request) {
	remember(w, q, "digits", q.URL.Query().Get("to"), "arabic")
}

// arabicDigits writes a page's own figures with the digits ٠–٩. What is quoted,
// named or an address stays as it is: whatever stands in an element with a
// language or a direction of its own, in code, in words with letters, and in
// attributes.
func arabicDigits(page []byte) []byte {
	out := make([]byte, 0, len(page)+len(page)/8)
	type element struct {
		name string
		own  bool // its text stays
	}
	open := []element{{}}
	for len(page) > 0 {
		at := bytes.IndexByte(page, '<')
		if at < 0 {
			at = len(page)
		}
		if open[len(open)-1].own {
			out = append(out, page[:at]...)
		} else {
			out = appendArabic(out, page[:at])
		}
		page = page[at:]
		end := bytes.IndexByte(page, '>')
		if end < 0 {
			return append(out, page...)
		}
		tag := page[:end+1]
		out, page = append(out, tag...), page[end+1:]
		name, closing := tagName(tag)
		switch {
		case name == "" || empty[name] || tag[len(tag)-2] == '/':
		case closing:
			for n := len(open) - 1; n > 0; n-- {
				if open[n].name == name {
					open = open[:n]
					break
				}
			}
		default:
			own := open[len(open)-1].own || verbatim[name] || foreign.Match(tag) && name != "html"
			open = append(open, element{name, own && !bytes.Contains(tag, []byte(` dir="ltr"`))})
		}
	}
	return out
}

var (
	foreign  = regexp.MustCompile(`\s(lang="|dir="(auto|rtl))`)
	verbatim = map[string]bool{"code": true, "pre": true, "script": true, "style": true, "textarea": true, "title": true, "blockquote": true, "bdi": true}
	empty    = map[string]bool{"area": true, "br": true, "col": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "wbr": true}
)

// tagName returns the name of an element and whether the tag ends it.
func tagName(tag []byte) (string, bool) {
	s, closing := strings.CutPrefix(string(tag[1:len(tag)-1]), "/")
	if i := strings.IndexAny(s, " \t\n/"); i >= 0 {
		s = s[:i]
	}
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return "", closing
	}
	return s, closing
}

// appendArabic appends a stretch of a page with its digits changed, but for words
// with letters.
func appendArabic(out, s []byte) []byte {
	for len(s) > 0 {
		end := bytes.IndexAny(s, " \n\t")
		if end < 0 {
			end = len(s) - 1
		}
		out = appendFigure(out, s[:end+1])
		s = s[end+1:]
	}
	return out
}

func appendFigure(out, word []byte) []byte {
	letter := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '&' }
	if bytes.ContainsFunc(word, letter) {
		return append(out, word...)
	}
	return text.AppendArabicDigits(out, word)
}
