package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// folds maps runes below foldLimit to their plain form; "" leaves them alone.
// It is made once and never changes.
var folds = makeFolds()

const foldLimit = 0x2000

// plainLetter says of runes below foldLimit which are letters or digits that are
// their own plain form. It is made once and never changes.
var plainLetter = makePlain()

func makePlain() *[foldLimit]bool {
	t := new([foldLimit]bool)
	for r := rune(utf8.RuneSelf); r < foldLimit; r++ {
		t[r] = folds[r] == "" && r != 'ء' && !unicode.Is(unicode.Lm, r) && (unicode.IsLetter(r) && unicode.ToLower(r) == r || unicode.IsDigit(r))
	}
	return t
}

func makeFolds() *[foldLimit]string {
	t := new([foldLimit]string)
	for row := range strings.Lines(foldRows) {
		plain, letters, ok := strings.Cut(strings.TrimSpace(row), " ")
		if !ok {
			continue
		}
		for _, r := range letters {
			t[r] = plain
		}
	}
	for _, r := range "أإآٱ" {
		t[r] = "ا"
	}
	for _, r := range "ىیئ" {
		t[r] = "ي"
	}
	for _, r := range "ةہھە" {
		t[r] = "ه"
	}
	t['ؤ'], t['ک'] = "و", "ك"
	return t
}

// Fold returns the exact key of a name: lower case, marks dropped, hyphens as
// spaces, apostrophes and ayn marks gone, the forms of one Arabic letter made
// one. Two names with one key are written alike for a reader's purposes.
func Fold(name string) string { return string(appendFold(nil, name)) }

// appendFold appends the exact key of s to dst. It allocates nothing when dst
// has room.
func appendFold(dst []byte, s string) []byte {
	start := len(dst)
	gap := false
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= b && b <= 'Z':
				b |= 0x20
			case 'a' <= b && b <= 'z' || '0' <= b && b <= '9':
			case b == '\'' || b == '`' || b == '.':
				continue
			default:
				gap = true
				continue
			}
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			dst = append(dst, b)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r < foldLimit && folds[r] != "" {
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			dst = append(dst, folds[r]...)
			continue
		}
		if r < foldLimit && plainLetter[r] { // most letters of most scripts stand for themselves
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			dst = append(dst, s[i-size:i]...)
			continue
		}
		switch {
		case r == 'ء' || r == 'ـ' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case unicode.Is(unicode.Lm, r) || r == '‘' || r == '’' || r == '´' || r == '′':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return dst
}

// hash is FNV-1a over a key.
func hash(key []byte) uint32 { return hashOn(2166136261, key) }

// hashOn goes on with a hash over more of a key.
func hashOn(h uint32, key []byte) uint32 {
	for _, b := range key {
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}
