package web

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
)

// numerals remembers whether a reader wants 0–9 or ٠–٩.
func numerals(w http.ResponseWriter, q *http.Request) {
	remember(w, q, "digits", q.URL.Query().Get("to"), "arabic")
}

// arabicDigits writes a page's own figures with the digits ٠–٩. What is quoted,
// named or an address stays as it is: whatever stands in an element with a
// language or a direction of its own, in code, and in attributes.
func arabicDigits(page []byte) []byte {
	out := make([]byte, 0, len(page)+len(page)/8)
	var kept []string // open elements, from the outermost whose text stays
	for len(page) > 0 {
		open := bytes.IndexByte(page, '<')
		if open < 0 {
			open = len(page)
		}
		if len(kept) == 0 {
			out = appendArabic(out, page[:open])
		} else {
			out = append(out, page[:open]...)
		}
		page = page[open:]
		end := bytes.IndexByte(page, '>')
		if end < 0 {
			return append(out, page...)
		}
		tag := page[:end+1]
		out, page = append(out, tag...), page[end+1:]
		name, closing := tagName(tag)
		switch {
		case name == "" || empty[name] || tag[len(tag)-2] == '/':
		case closing && len(kept) > 0 && kept[len(kept)-1] == name:
			kept = kept[:len(kept)-1]
		case !closing && (len(kept) > 0 || verbatim[name] || ownWords.Match(tag) && name != "html"):
			kept = append(kept, name)
		}
	}
	return out
}

var (
	ownWords = regexp.MustCompile(`\s(lang|dir)="`)
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

// appendArabic appends text with its digits changed. After each run stands a
// mark that keeps 26–45 from being shown as 45–26 in a page written from left
// to right.
func appendArabic(out, text []byte) []byte {
	digit := func(b byte) bool { return '0' <= b && b <= '9' }
	for i, b := range text {
		if !digit(b) || inEntity(text, i) {
			out = append(out, b)
			continue
		}
		out = append(out, 0xD9, 0xA0+b-'0')
		if i+1 == len(text) || !digit(text[i+1]) {
			out = append(out, "\u200e"...)
		}
	}
	return out
}

// inEntity reports whether byte i is of a character reference: "&#43;".
func inEntity(text []byte, i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch b := text[k]; {
		case b == '&':
			return true
		case b == ';' || b == ' ' || b == '<':
			return false
		}
	}
	return false
}
