package gazetteer

import (
	"strings"
	"unicode"
)

// Skeletons returns the consonant keys of a Latin or Arabic name, at most
// eight: vowels and articles gone, letters that transcribe each other in one
// class. Names that may be one name in two scripts share a key.
func Skeletons(name string) []string {
	words := boneWords(name)
	if len(words) == 0 {
		return nil
	}
	out := []string{""}
	for i, w := range words {
		for _, choices := range consonants(w, i == 0, i == len(words)-1) {
			var next []string
			for _, c := range choices {
				for _, o := range out {
					if len(next) < 8 {
						next = append(next, o+c)
					}
				}
			}
			out = next
		}
	}
	seen := map[string]bool{}
	keep := out[:0]
	for _, o := range out {
		o = undouble(o)
		if o != "" && !seen[o] {
			seen[o] = true
			keep = append(keep, o)
		}
	}
	return keep
}

func undouble(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if len(b) == 0 || b[len(b)-1] != s[i] {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// hardH keeps ḥ from being folded to h.
var hardH = strings.NewReplacer("ḩ", "ħ", "Ḩ", "ħ", "ḥ", "ħ", "Ḥ", "ħ")

// boneWords folds a name to words without articles, keeping ḥ apart from h.
func boneWords(name string) [][]rune {
	var s strings.Builder
	for _, r := range hardH.Replace(name) {
		if r == 'ħ' || r == 'أ' || r == 'إ' || r == 'آ' || r == 'ء' || r == 'ة' || r == 'ؤ' || r == 'ئ' || r == 'ى' {
			s.WriteRune(r)
		} else if r < foldLimit && folds[r] != "" {
			s.WriteString(folds[r])
		} else if unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) {
			s.WriteRune(unicode.ToLower(r))
		} else if r == '-' || r == ' ' || r == ',' || r == '(' || r == '/' || r == '–' {
			s.WriteByte(' ')
		}
	}
	fields := strings.Fields(s.String())
	var out [][]rune
	for i, f := range fields {
		w := []rune(f)
		if arabic(w) {
			if len(w) >= 4 && w[0] == 'ا' && w[1] == 'ل' {
				w = w[2:]
			}
		} else if i+1 < len(fields) && article(f, fields[i+1]) {
			continue
		}
		if len(w) > 0 {
			out = append(out, w)
		}
	}
	return out
}

func arabic(w []rune) bool { return len(w) > 0 && w[0] >= 0x600 && w[0] < 0x780 }

// article reports whether w is the Arabic article before next: al, el, or a
// sun form before its own consonant.
func article(w, next string) bool {
	switch w {
	case "al", "el", "il", "ul", "l":
		return true
	}
	if len(w) < 2 || len(w) > 3 || !strings.ContainsRune("aeu", rune(w[0])) {
		return false
	}
	c := w[1:]
	switch c {
	case "d", "r", "s", "t", "n", "z", "sh", "th", "dh", "j":
		return strings.HasPrefix(next, c)
	}
	return false
}

func vowel(r rune) bool { return strings.ContainsRune("aeiouy", r) }

var arabicClass = map[rune][]string{
	'ب': {"b"}, 'پ': {"b"}, 'ف': {"f"}, 'ڤ': {"f"}, 'ت': {"t"}, 'ط': {"t"}, 'ث': {"t"}, 'ج': {"j"}, 'چ': {"j"}, 'ژ': {"j"},
	'خ': {"x"}, 'د': {"d"}, 'ض': {"d"}, 'ز': {"z"}, 'ر': {"r"}, 'ذ': {"d", "z"}, 'ظ': {"d", "z"}, 'س': {"s"}, 'ص': {"s"}, 'ش': {"S"},
	'غ': {"g"}, 'گ': {"g"}, 'ق': {"k"}, 'ك': {"k"}, 'ک': {"k"}, 'ل': {"l"}, 'م': {"m"}, 'ن': {"n"},
}

// consonants gives, for each consonant of a word, the classes it may stand for.
func consonants(w []rune, first, last bool) [][]string {
	var out [][]string
	add := func(c ...string) { out = append(out, c) }
	n := len(w)
	at := func(i int) rune {
		if i < n {
			return w[i]
		}
		return 0
	}
	if arabic(w) {
		for i, r := range w {
			switch {
			case r == 'ح' || r == 'ه':
				if i < n-1 {
					add("h")
				} else if r == 'ه' && !last {
					add("t", "")
				}
			case r == 'ة' || r == 'ت' && i == n-1:
				if !last {
					add("t", "")
				} else if r == 'ت' {
					add("t")
				}
			case i == 0 && r == 'ي':
				add("y")
			case i == 0 && r == 'و':
				add("w")
			case i == 0 && first && (r == 'ا' || r == 'أ' || r == 'إ' || r == 'آ' || r == 'ع'):
				add("A")
			case arabicClass[r] != nil:
				add(arabicClass[r]...)
			}
		}
		return out
	}
	for i := 0; i < n; i++ {
		r, next := w[i], at(i+1)
		if next == 'h' {
			i++
			switch r {
			case 't':
				add("t")
				continue
			case 'k':
				add("x")
				continue
			case 's':
				add("S")
				continue
			case 'g':
				add("g")
				continue
			case 'd':
				add("d", "z")
				continue
			case 'c':
				add("S", "j")
				continue
			case 'z':
				add("j", "zh")
				continue
			case 'p':
				add("f")
				continue
			}
			i--
		}
		switch r {
		case 'b', 'p':
			add("b")
		case 'f', 'v':
			add("f")
		case 't':
			if next == 'c' && at(i+2) == 'h' {
				add("S")
				i += 2
			} else if i == n-1 && i > 0 && vowel(w[i-1]) && !last {
				add("t", "")
			} else {
				add("t")
			}
		case 'j':
			add("j")
		case 'd':
			if next == 'j' {
				add("j")
				i++
			} else {
				add("d")
			}
		case 's':
			if next == 'c' && at(i+2) == 'h' {
				add("S")
				i += 2
			} else {
				add("s")
			}
		case 'h', 'ħ':
			if i < n-1 {
				add("h")
			}
		case 'x':
			add("x")
		case 'z', 'r', 'l', 'n':
			add(string(r))
		case 'm':
			if next == 'b' {
				add("m", "n")
			} else {
				add("m")
			}
		case 'g':
			add("g", "j", "k")
		case 'k', 'q', 'c':
			add("k")
		case 'y':
			if i == 0 {
				add("y")
			}
		case 'w':
			if i == 0 {
				add("w")
			}
		case 'a', 'e', 'i', 'o', 'u':
			if i == 0 && r == 'o' && next == 'u' && vowel(at(2)) {
				add("w")
			} else if i == 0 && r == 'i' && vowel(next) {
				add("y")
			} else if i == 0 && first {
				add("A")
			}
		}
	}
	return out
}
