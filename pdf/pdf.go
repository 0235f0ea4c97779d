// Package pdf takes the text out of PDF files: pages in order, lines joined
// into paragraphs, without what repeats at the head and foot of pages. It
// touches nothing but the bytes it is given, and comes to an end on any.
//
// The format is ISO 32000-1; the order of Arabic and Hebrew lines is turned
// after the levels of the Unicode Bidirectional Algorithm (UAX #9), of which
// only two are needed in a line.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
)

// A Paragraph is a stretch of text set apart, with the size of its letters.
type Paragraph struct {
	Text string
	Size float64 // in points
	Page int     // on which it begins, from 1
}

// A Document is what is in a PDF.
type Document struct {
	Title      string // as the file calls itself, often by chance; "" if it does not
	Pages      int
	Pictures   int     // pages that are pictures, whose text is not here
	Body       float64 // the size of most letters, in points
	Paragraphs []Paragraph
}

// Is reports whether bytes are a PDF.
func Is(b []byte) bool {
	return bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-"))
}

// Read reads a PDF. An error says what keeps it from being read.
func Read(b []byte) (Document, error) {
	f, err := open(b)
	if err != nil {
		return Document{}, err
	}
	pages := f.pages()
	if len(pages) == 0 {
		return Document{}, errors.New("this PDF is broken: no pages are found in it")
	}
	d := drawer{file: f, fonts: map[ref]*font{}}
	doc := Document{Pages: len(pages), Title: f.title()}
	var all [][]line
	pictures, letters, unread := 0, 0, 0
	for i, p := range pages {
		ls := lines(d.draw(p), i+1)
		n := 0
		for _, l := range ls {
			n += l.all
			unread += l.unknown
		}
		if letters += n; n < 10 && d.images > 0 {
			pictures++
		}
		all = append(all, ls)
	}
	switch {
	case f.budget <= 0 || d.ops >= maxOps:
		return Document{}, errors.New("this PDF holds more than is read of one")
	case letters < 20*len(pages) && pictures*2 > len(pages):
		return Document{}, fmt.Errorf("this PDF is scanned: %s, without text; have their text recognised (OCR) first", pagesOf(pictures, len(pages)))
	case letters == 0:
		return Document{}, errors.New("this PDF holds no text")
	case unread*3 > letters:
		return Document{}, errors.New("this PDF does not say which letters its shapes are; print it anew, or have its text recognised (OCR)")
	}
	doc.Pictures, doc.Body = pictures, bodySize(all)
	doc.Paragraphs = paragraphs(withoutRunning(all))
	return doc, nil
}

func pagesOf(n, all int) string {
	if n == 1 && all == 1 {
		return "its page is a picture"
	}
	return fmt.Sprintf("%d of its %d pages are pictures", n, all)
}

// title is what the file calls itself.
func (f *file) title() string {
	s, _ := f.get(f.dict(f.trailer["Info"])["Title"]).(str)
	switch {
	case f.lock != nil: // so is the title
		return ""
	case len(s) >= 2 && s[:2] == "\xfe\xff":
		var units []uint16
		for s = s[2:]; len(s) >= 2; s = s[2:] {
			units = append(units, uint16(s[0])<<8|uint16(s[1]))
		}
		return string(utf16.Decode(units))
	case len(s) >= 3 && s[:3] == "\xef\xbb\xbf":
		return string(s[3:])
	}
	var out []rune
	for i := range len(s) {
		out = append(out, rune(s[i]))
	}
	return string(out)
}
