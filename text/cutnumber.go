package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// number cuts digits of any script with their separators and what is glued to them.
func (s *cutting) number(i int) int {
	raw, n := s.raw, len(s.raw)
	t := Token{Start: int32(i), Kind: Number}
	value, scale := 0.0, 0.0
	j := i
	for j < n {
		v, size := digitAt(raw, j)
		if size > 0 {
			if scale > 0 {
				value += v / scale
				scale *= 10
			} else {
				value = value*10 + v
			}
			j += size
			continue
		}
		sep, width := separatorAt(raw, j)
		if s.DecimalComma {
			sep, width = s.foreignSeparator(i, j, sep, width)
		}
		if sep == 0 {
			break
		}
		if _, size := digitAt(raw, j+width); size == 0 {
			break
		}
		if sep == ',' {
			if scale > 0 || !threeDigits(raw, j+width) {
				break
			}
		} else {
			if scale > 0 {
				break
			}
			scale = 10
		}
		j += width
	}
	for j < n && (isLetter(raw[j]) || t.Flags&Ordinal != 0 && isDigit(raw[j]) || latinAt(raw, j)) {
		t.Flags |= Ordinal
		if j++; raw[j-1] >= utf8.RuneSelf {
			j++
		}
	}
	t.End, t.Value = int32(j), value
	s.add(t)
	return j
}

// latinAt reports whether a letter of the Latin script outside ASCII stands at i:
// two bytes. It may be glued to digits, as in "2ème" and "1º".
func latinAt(raw string, i int) bool {
	if raw[i] < 0xC2 || raw[i] > 0xC9 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(raw[i:])
	return unicode.IsLetter(r)
}

// foreignSeparator reads the sign at j of the number that begins at i where the
// comma is the decimal sign: any sign before three digits parts thousands, and so
// does a space after three digits at most.
func (s *cutting) foreignSeparator(i, j int, sep byte, width int) (byte, int) {
	if sep != 0 {
		if threeDigits(s.raw, j+width) {
			return ',', width
		}
		return '.', width
	}
	for _, space := range [...]string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s.raw[j:], space) && threeDigits(s.raw, j+len(space)) && (j-i <= 3 || j-i > 4 && !isDigit(s.raw[j-4])) {
			return ',', len(space)
		}
	}
	return 0, 0
}

// digitAt returns the value and the width of the digit at i, or width 0.
func digitAt(raw string, i int) (float64, int) {
	if i >= len(raw) {
		return 0, 0
	}
	if b := raw[i]; b < utf8.RuneSelf {
		if isDigit(b) {
			return float64(b - '0'), 1
		}
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(raw[i:])
	switch {
	case '٠' <= r && r <= '٩':
		return float64(r - '٠'), size
	case '۰' <= r && r <= '۹':
		return float64(r - '۰'), size
	case unicode.IsDigit(r):
		return rareDigit(r), size
	}
	return 0, 0
}

// rareDigit returns the value of a decimal digit of any script: Unicode keeps
// each script's ten digits together and in order.
func rareDigit(r rune) float64 {
	for _, span := range unicode.Nd.R16 {
		if rune(span.Lo) <= r && r <= rune(span.Hi) {
			return float64((r - rune(span.Lo)) % 10)
		}
	}
	for _, span := range unicode.Nd.R32 {
		if rune(span.Lo) <= r && r <= rune(span.Hi) {
			return float64((r - rune(span.Lo)) % 10)
		}
	}
	return 0
}

// separatorAt returns ',' for a separator of thousands, '.' for a decimal point.
func separatorAt(raw string, i int) (byte, int) {
	switch {
	case raw[i] == ',' || raw[i] == '.':
		return raw[i], 1
	case strings.HasPrefix(raw[i:], "٬"):
		return ',', len("٬")
	case strings.HasPrefix(raw[i:], "،") && i > 0 && raw[i-1] >= utf8.RuneSelf: // "١،٤٠٠"
		return ',', len("،")
	case strings.HasPrefix(raw[i:], "٫"):
		return '.', len("٫")
	}
	return 0, 0
}

func threeDigits(raw string, i int) bool {
	for range 3 {
		_, size := digitAt(raw, i)
		if size == 0 {
			return false
		}
		i += size
	}
	_, size := digitAt(raw, i)
	return size == 0
}
