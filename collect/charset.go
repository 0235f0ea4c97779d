package collect

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns bytes into UTF-8. A byte order mark is believed first, then
// what the sender or the page says, unless the bytes are plainly UTF-8, then
// what the bytes look like.
func decode(b []byte, contentType string, html bool) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return string(b[3:])
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return through(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), b[2:])
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return through(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), b[2:])
	}
	if little, big := zeros(b); little || big {
		if little {
			return through(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), b)
		}
		return through(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), b)
	}
	if utf8.Valid(b) {
		return string(b)
	}
	if html || strings.Contains(contentType, "charset") {
		if e, name, sure := charset.DetermineEncoding(b[:min(len(b), 1024)], contentType); sure || html && name != "windows-1252" {
			return through(e, b)
		}
	}
	return through(looksLike(b), b)
}

func through(e encoding.Encoding, b []byte) string {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return string(b) // tidy marks what is not UTF-8
	}
	return string(out)
}

// zeros tells UTF-16 without a mark: text whose every other byte is mostly
// zero or, in Arabic, six.
func zeros(b []byte) (little, big bool) {
	b = b[:min(len(b), 4096)&^1]
	if len(b) < 16 {
		return false, false
	}
	var odd, even int
	for i, x := range b {
		switch {
		case x != 0 && x != 6:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	half := len(b) / 2
	return odd*10 > half*9 && even*2 < half, even*10 > half*9 && odd*2 < half
}

// looksLike guesses a code page from how often its commonest letters occur.
func looksLike(b []byte) encoding.Encoding {
	var high, arabic, letters int
	for _, x := range b {
		switch {
		case x >= 0xc0:
			high++
			if x == 0xc7 || x == 0xe1 || x == 0xed || x == 0xe3 { // alef, lam, yeh, meem in windows-1256
				arabic++
			}
		case x|0x20 >= 'a' && x|0x20 <= 'z':
			letters++
		}
	}
	switch {
	case high > letters && arabic*4 > high:
		return charmap.Windows1256
	case high > letters:
		return charmap.Windows1251
	}
	return charmap.Windows1252
}

// binary reports whether b is no text in any encoding known here.
func binary(b []byte) bool {
	if bytes.HasPrefix(b, []byte("%PDF-")) || bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return true
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return false
	}
	if little, big := zeros(b); little || big {
		return false
	}
	b = b[:min(len(b), 4096)]
	odd := 0
	for _, x := range b {
		if x == 0 || x < ' ' && x != '\n' && x != '\r' && x != '\t' && x != '\f' && x != 0x1b {
			odd++
		}
	}
	return odd*20 > len(b)
}

// whatItIs says in words what bytes that hold no text are.
func whatItIs(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "this is a PDF"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "this is a ZIP or office document"
	}
	return "this is not text"
}
