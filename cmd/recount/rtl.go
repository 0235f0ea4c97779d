package main

import (
	"strings"
	"unicode"
)

// isolate puts writing that runs from right to left between the marks that keep
// it from turning what stands beside it: first strong isolate, and its end.
func isolate(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }) {
		return s
	}
	return "\u2068" + s + "\u2069"
}
