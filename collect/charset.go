package collect

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	utf16 "golang.org/x/text/encoding/unicode"
)

// decode turns bytes into UTF-8. A byte order mark is believed first, then the
// bytes where they are plainly UTF-8 or UTF-16. Of what the sender says, what
// the page says, and the code pages of the languages read here, the one in
// which the bytes make most sense is taken; what was said has the benefit of
// the doubt.
func decode(b []byte, contentType string, html bool) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD")
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return through(utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM), b[2:])
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return through(utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM), b[2:])
	}
	if little, big := zeros(b); little || big {
		if little {
			return through(utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM), b)
		}
		return through(utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM), b)
	}
	if nearlyUTF8(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return through(likeliest(b, declared(b, contentType, html)), b)
}

func through(e encoding.Encoding, b []byte) string {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		out = b
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// nearlyUTF8 reports whether b is UTF-8, but for what was cut in the middle of
// a letter or pasted in from elsewhere.
func nearlyUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 20*bad
}

var metaCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)`)

// declared are the encodings that the sender and the page name.
func declared(b []byte, contentType string, html bool) (out []encoding.Encoding) {
	add := func(label string) {
		if e, err := htmlindex.Get(label); err == nil && e != utf16.UTF8 && e != encoding.Replacement {
			out = append(out, e)
		}
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		add(params["charset"])
	}
	if html {
		if m := metaCharset.FindSubmatch(b[:min(len(b), 32<<10)]); m != nil {
			add(string(m[1]))
		}
	}
	return out
}

// codePages are those in which the languages read here were written
// before UTF-8, the likelier first.
var codePages = []*charmap.Charmap{charmap.Windows1256, charmap.Windows1251, charmap.Windows1252, charmap.KOI8U, charmap.ISO8859_6, charmap.CodePage866}

// likeliest returns the encoding in which b makes most sense.
func likeliest(b []byte, said []encoding.Encoding) encoding.Encoding {
	b = sample(b)
	var best encoding.Encoding = charmap.Windows1252
	top := -1 << 30
	for _, e := range said {
		page, ok := e.(*charmap.Charmap)
		if !ok {
			return e // of many bytes a letter, where a guess is not to be had
		}
		s := sense(b, page)
		if s += s/8 + len(b)/100; s > top {
			best, top = e, s
		}
	}
	for _, page := range codePages {
		if s := sense(b, page); s > top {
			best, top = page, s
		}
	}
	return best
}

// sample returns the stretches of b outside ASCII, with what is beside them.
func sample(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b) && len(out) < 8<<10; i++ {
		if b[i] >= utf8.RuneSelf || i+1 < len(b) && b[i+1] >= utf8.RuneSelf || i > 0 && b[i-1] >= utf8.RuneSelf {
			out = append(out, b[i])
		}
	}
	return out
}

// common are the letters most used in Arabic, and in Russian and Ukrainian.
var common = map[rune]int{'ا': 3, 'ل': 3, 'ي': 2, 'م': 2, 'ن': 2, 'و': 2, 'ر': 2, 'ت': 2, 'ب': 2, 'ة': 2, 'ع': 2, 'د': 2, 'ه': 2, 'ف': 2, 'س': 2, 'ق': 2, 'أ': 2,
	'о': 3, 'е': 3, 'а': 3, 'и': 3, 'н': 3, 'т': 3, 'с': 2, 'р': 2, 'в': 2, 'л': 2, 'к': 2, 'м': 2, 'д': 2, 'п': 2, 'у': 2, 'і': 2}

// sense says how much b looks like text if it is in page: letters of one
// script beside each other, common ones, small ones behind others.
func sense(b []byte, page *charmap.Charmap) (score int) {
	last := ' '
	for _, x := range b {
		r := page.DecodeByte(x)
		switch {
		case x < utf8.RuneSelf:
		case r == utf8.RuneError || unicode.IsControl(r):
			score -= 12
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r), unicode.Is(unicode.Cyrillic, r):
			score += 1 + common[r]
			if unicode.IsUpper(r) && unicode.IsLower(last) || unicode.Is(unicode.Latin, last) {
				score -= 8
			}
			if unicode.IsUpper(r) && unicode.IsUpper(last) {
				score -= 3
			}
		case unicode.IsLetter(r): // of Latin, with a mark
			switch {
			case last < utf8.RuneSelf && unicode.IsLetter(last) && unicode.IsLower(r):
				score += 3
			case last >= utf8.RuneSelf && unicode.IsLetter(last):
				score -= 4
			}
		case unicode.IsPunct(r) || unicode.IsMark(r):
			score++
			if unicode.IsLetter(last) && last >= utf8.RuneSelf && (r == '¿' || r == '¡' || r == '§' || r == '¶') {
				score -= 5
			}
		case unicode.IsSpace(r) || r == '\u200c' || r == '\u200d':
		default:
			score -= 3
		}
		last = r
	}
	return score
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
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "this is a ZIP or office document"
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return "this is an old or encrypted office document"
	}
	return "this is not text"
}
