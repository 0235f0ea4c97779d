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

// boneWords folds a name to words without articles, keeping ḥ apart from h.
func boneWords(name string) [][]rune {
	marked := strings.NewReplacer("ḩ", "ħ", "Ḩ", "ħ", "ḥ", "ħ", "Ḥ", "ħ").Replace(name)
	var s strings.Builder
	for _, r := range marked {
		if r == 'ħ' || r == 'أ' || r == 'إ' || r == 'آ' || r == 'ء' || r == 'ة' || r == 'ؤ' || r == 'ئ' {
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

// cost says how ill two names agree that share a skeleton: 0 is a perfect
// transcription, up to 0.5 a usual one, above 1 hardly the same name.
func cost(a, b string) float64 {
	x, y := sounds(a), sounds(b)
	prev := make([]float64, len(y)+1)
	for j := range y {
		prev[j+1] = prev[j] + y[j].alone
	}
	for i := range x {
		cur := make([]float64, len(y)+1)
		cur[0] = prev[0] + x[i].alone
		for j := range y {
			cur[j+1] = min(prev[j]+clash(x[i], y[j]), prev[j+1]+x[i].alone, cur[j]+y[j].alone)
		}
		prev = cur
	}
	return prev[len(y)]
}

// A sound is a consonant class or a vowel, with what it costs to have none
// opposite.
type sound struct {
	what  rune
	vowel bool
	any   bool // ayn or hamza: agrees with any vowel
	alone float64
}

func clash(a, b sound) float64 {
	switch {
	case a.vowel != b.vowel:
		return 3
	case a.what == b.what || a.any || b.any:
		return 0
	case !a.vowel:
		if a.what == 'g' && (b.what == 'j' || b.what == 'k') || b.what == 'g' && (a.what == 'j' || a.what == 'k') {
			return 0.2
		}
		if a.what == 'd' && b.what == 'z' || a.what == 'z' && b.what == 'd' || a.what == 'm' && b.what == 'n' || a.what == 'n' && b.what == 'm' {
			return 0.2
		}
		return 3
	case a.what == 'e' || b.what == 'e' || a.what == 'o' && b.what == 'u' || a.what == 'u' && b.what == 'o':
		return 0.1
	case a.what == 'a' && b.what == 'o' || a.what == 'o' && b.what == 'a':
		return 0.5
	}
	return 0.7
}

func sounds(name string) []sound {
	var out []sound
	words := boneWords(name)
	for wi, w := range words {
		ar := arabic(w)
		last := wi == len(words)-1
		for i := 0; i < len(w); i++ {
			r := w[i]
			final := i == len(w)-1
			if ar {
				switch r {
				case 'ا', 'أ', 'إ', 'آ':
					c := 1.0
					if i == 0 || r != 'ا' {
						out = append(out, sound{what: 'a', vowel: true, any: true, alone: 0.5})
						continue
					}
					out = append(out, sound{what: 'a', vowel: true, alone: c})
					continue
				case 'و', 'ؤ':
					if i > 0 {
						out = append(out, sound{what: 'u', vowel: true, alone: 1})
						continue
					}
				case 'ي', 'ئ':
					if i > 0 {
						out = append(out, sound{what: 'i', vowel: true, alone: 1})
						continue
					}
				case 'ع', 'ء':
					out = append(out, sound{what: 'e', vowel: true, any: true, alone: 0.05})
					continue
				case 'ة':
					out = append(out, sound{what: 'a', vowel: true, any: true, alone: 0.6})
					if !last {
						out = append(out, sound{what: 't', alone: 0.1})
					}
					continue
				case 'ه':
					if final {
						out = append(out, sound{what: 'a', vowel: true, any: true, alone: 0.6})
						continue
					}
				}
			} else if vowel(r) || r == 'w' && i > 0 {
				j := i
				for j+1 < len(w) && (vowel(w[j+1]) || w[j+1] == 'w') {
					j++
				}
				run := string(w[i : j+1])
				if i == 0 && (r == 'y' || strings.HasPrefix(run, "ou") && len(run) > 2) {
					break
				}
				v := sound{what: r, vowel: true, alone: 0.1}
				switch {
				case strings.ContainsAny(run, "w") || strings.Contains(run, "ou") || strings.Contains(run, "oo"):
					v.what, v.alone = 'u', 0.5
				case strings.Contains(run, "ee") || strings.Contains(run, "ay") || strings.Contains(run, "ai") || strings.Contains(run, "ei") || strings.ContainsAny(run, "iy"):
					v.what = 'i'
					if len(run) > 1 {
						v.alone = 0.5
					}
				}
				if j == len(w)-1 && last {
					v.alone += 0.4
				}
				out = append(out, v)
				i = j
				continue
			}
			one := consonants(w[i:min(len(w), i+3)], false, last)
			if len(one) == 0 || one[0][0] == "" {
				continue
			}
			c := rune(one[0][0][0])
			if !ar && i+1 < len(w) && w[i+1] == 'h' && strings.ContainsRune("tksgdczp", r) {
				i++
			}
			if len(out) > 0 && !out[len(out)-1].vowel && out[len(out)-1].what == c {
				continue
			}
			alone := 1.5
			if c == 't' && final && !last {
				alone = 0.1
			}
			if (r == 'h' || r == 'ح') && final {
				alone = 0.2
			}
			out = append(out, sound{what: c, alone: alone})
		}
	}
	return out
}
