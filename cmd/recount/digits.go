package main

import (
	"bytes"
	"io"

	"github.com/recountlab/recount/text"
)

// people lets the figures of what a subcommand prints be written in the digits
// that its reader prefers. It is called by those that print figures for people
// and quote nothing; what is for programs keeps its digits.
func (w *world) people(c *cli) {
	if c.Digits == "arabic" {
		w.stdout = &arabicDigits{w: w.stdout}
	}
}

// arabicDigits changes digits to ٠–٩ in words that have no letters, so that
// names, identifiers and addresses stay.
type arabicDigits struct {
	w    io.Writer
	word []byte // begun in the write before
}

func (a *arabicDigits) Write(p []byte) (int, error) {
	var out []byte
	for _, b := range p {
		if b == ' ' || b == '\t' || b == '\n' {
			out = append(appendFigure(out, a.word), b)
			a.word = a.word[:0]
			continue
		}
		a.word = append(a.word, b)
	}
	_, err := a.w.Write(out)
	return len(p), err
}

func appendFigure(out, word []byte) []byte {
	letter := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '/' || r == '_' }
	if bytes.ContainsFunc(word, letter) {
		return append(out, word...)
	}
	return text.AppendArabicDigits(out, word)
}
