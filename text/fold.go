package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold appends to dst the form by which a word is looked up: lower case in any
// script, letters and their marks composed (NFC), and what Arabic may write or
// leave out gone: vowel signs, tatweel, the seats of hamza (أ إ آ are ا, ؤ is
// و), ى as ي, ة as ه. Digits of other scripts become 0 to 9, signs that only
// say how to show a text vanish, and an apostrophe in a Cyrillic word is ' in any
// shape. It allocates nothing when dst has room, but for a word whose accents stand
// apart from their letters.
func Fold(dst []byte, word string) []byte {
	start := len(dst)
	for i := 0; i < len(word); {
		b := word[i]
		if b < utf8.RuneSelf {
			if 'A' <= b && b <= 'Z' {
				b += 'a' - 'A'
			}
			dst = append(dst, b)
			i++
			continue
		}
		if 0xD8 <= b && b <= 0xD9 && i+1 < len(word) && arabicPlain[b-0xD8][word[i+1]] { // most letters of Arabic stand for themselves
			dst = append(dst, b, word[i+1])
			i += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		i += size
		switch {
		case 0x0600 <= r && r <= 0x06FF:
			dst = foldArabic(dst, start, r)
		case 0x0410 <= r && r <= 0x042F:
			dst = utf8.AppendRune(dst, r+0x20)
		case 0x0430 <= r && r <= 0x044F:
			dst = append(dst, word[i-size:i]...)
		case 0x0300 <= r && r <= 0x036F: // a mark apart: compose the word and begin again
			if whole := norm.NFC.String(word); whole != word {
				return Fold(dst[:start], whole)
			}
		case (r == '’' || r == 'ʼ') && len(dst) > start+1 && dst[len(dst)-2] >= 0xD0 && dst[len(dst)-2] <= 0xD2: // "п’ять", with the sign of another keyboard
			dst = append(dst, '\'')
		case r == 'ё' || r == 'Ё':
			dst = append(dst, "е"...)
		case invisible(r):
		case r == utf8.RuneError && size == 1:
			dst = append(dst, word[i-1])
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// arabicPlain says of the letters of Arabic, by their bytes, which are their own
// plain form. It is made once and never changes.
var arabicPlain = func() (t [2][256]bool) {
	for a := range t {
		for b := 0x80; b < 0xC0; b++ {
			letter := string([]byte{byte(0xD8 + a), byte(b)})
			r, _ := utf8.DecodeRuneInString(letter)
			t[a][b] = arabicLetter(byte(0xD8+a), byte(b)) && string(foldArabic(nil, 0, r)) == letter
		}
	}
	return t
}()

// foldArabic appends the plain form of one letter or sign of the Arabic block.
func foldArabic(dst []byte, start int, r rune) []byte {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		r = 'ا'
	case 'ى', 'ی':
		r = 'ي'
	case 'ة', 'ہ', 'ە':
		r = 'ه'
	case 'ؤ':
		r = 'و'
	case 'ک':
		r = 'ك'
	case 0x0640, 0x0670:
		return dst
	case 0x0654: // a hamza apart, which on ي makes another letter
		if n := len(dst) - len("ي"); n >= start && string(dst[n:]) == "ي" {
			return append(dst[:n], "ئ"...)
		}
		return dst
	}
	switch {
	case 0x064B <= r && r <= 0x065F:
		return dst
	case 0x0660 <= r && r <= 0x0669:
		return append(dst, byte(r-0x0660)+'0')
	case 0x06F0 <= r && r <= 0x06F9:
		return append(dst, byte(r-0x06F0)+'0')
	}
	return utf8.AppendRune(dst, r)
}

// ASCII reports whether a word is of ASCII alone.
func ASCII(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Folded is Fold's form as a string.
func Folded(word string) string {
	var room [64]byte
	return string(Fold(room[:0], word))
}
