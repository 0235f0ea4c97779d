package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word cuts a word from i: letters and marks that combine with them, digits
// glued to letters, an apostrophe between letters, and the full stops of "U.S.".
func (s *cutting) word(i int) int {
	raw, n := s.raw, len(s.raw)
	j := i
	letters, uppers, ascii := 0, 0, true
	first, skip := true, 0 // skip: the bytes of the apostrophe of an elided word
	var capital bool
	for j < n {
		b := raw[j]
		if isLetter(b) {
			if isUpper(b) {
				uppers++
				if first {
					capital = true
				}
			}
			first = false
			letters++
			j++
			continue
		}
		if isDigit(b) {
			if arabicBefore(raw, j) { // "و15": the figure is another word
				break
			}
			j++
			continue
		}
		if b < utf8.RuneSelf {
			if b == '\'' {
				if s.elided(i, j, 1) {
					skip = 1
				} else if s.inner(j, 1) {
					j++
					continue
				}
			}
			break
		}
		if 0xD8 <= b && b <= 0xDB && j+1 < n && arabicLetter(b, raw[j+1]) {
			ascii, first = false, false
			letters++
			j += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[j:])
		if r == '’' && s.elided(i, j, size) {
			skip = size
			break
		}
		if unicode.IsLetter(r) {
			ascii = false
			if unicode.IsUpper(r) {
				uppers++
				if first {
					capital = true
				}
			}
			first = false
			letters++
		} else if !(unicode.Is(unicode.M, r) || invisible(r) || r == '’' && s.inner(j, size)) {
			break
		}
		j += size
	}
	if capital && letters == 1 && skip == 0 {
		j = s.initials(j)
	}
	t := Token{Start: int32(i), End: int32(j), Kind: Word}
	if capital {
		t.Flags |= Capital
		if uppers == letters && letters > 1 || j-i > 2 && raw[i+1] == '.' {
			t.Flags |= Upper
		}
	}
	if ascii {
		s.upper += uppers
		s.lower += letters - uppers
	} else if s.Split != nil {
		for n := s.Split(raw[i:j]); n > 0 && i+n < j; n = s.Split(raw[i:j]) {
			s.add(Token{Start: int32(i), End: int32(i + n), Kind: Word})
			i += n
			t.Start = int32(i)
		}
	}
	s.add(t)
	return j + skip
}

// elided reports whether the word [i,j), before an apostrophe size bytes long,
// has lost its last letter to what follows. A consonant does not make it do so:
// "N'Djamena" is one word.
func (s *cutting) elided(i, j, size int) bool {
	if len(s.Elided) == 0 || !s.Elided[strings.ToLower(s.raw[i:j])] {
		return false
	}
	if j += size; j >= len(s.raw) || !isLetter(s.raw[j]) {
		return true
	}
	return strings.IndexByte("aehiouy", s.raw[j]|0x20) >= 0
}

// arabicLetter reports whether two bytes of UTF-8 are a letter of the Arabic
// alphabet itself, U+0621 to U+063A or U+0641 to U+064A.
func arabicLetter(a, b byte) bool {
	return a == 0xD8 && 0xA1 <= b && b <= 0xBA || a == 0xD9 && 0x81 <= b && b <= 0x8A
}

// arabicBefore reports whether an Arabic letter ends before byte j.
func arabicBefore(raw string, j int) bool {
	return j >= 2 && 0xD8 <= raw[j-2] && raw[j-2] <= 0xDB
}

// inner reports whether the apostrophe at j, size bytes long, stands inside a
// word and is no possessive.
func (s *cutting) inner(j, size int) bool {
	k := j + size
	if k >= len(s.raw) || !(isLetter(s.raw[k]) || s.raw[k] >= 0xC3) {
		return false
	}
	if s.raw[k] >= 0xC3 {
		r, _ := utf8.DecodeRuneInString(s.raw[k:])
		return unicode.IsLetter(r)
	}
	return !s.possessive(k)
}

// possessive reports whether the letter of owners stands at k, alone.
func (s *cutting) possessive(k int) bool {
	if s.Possessive == 0 || s.raw[k]|0x20 != s.Possessive {
		return false
	}
	return k+1 >= len(s.raw) || !isLetter(s.raw[k+1]) && !isDigit(s.raw[k+1]) && s.raw[k+1] < 0xC3
}

// initials extends "U" to "U.S." from the full stop at j on.
func (s *cutting) initials(j int) int {
	raw, n := s.raw, len(s.raw)
	k := j
	for k+1 < n && raw[k] == '.' && isUpper(raw[k+1]) && (k+2 >= n || !isLetter(raw[k+2])) {
		k += 2
	}
	if k > j && k < n && raw[k] == '.' {
		k++
	}
	return k
}
