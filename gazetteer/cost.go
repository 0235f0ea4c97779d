package gazetteer

import "strings"

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
		if a.what == 'S' && b.what == 'j' || a.what == 'j' && b.what == 'S' {
			return 0.3
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
				case 'ى':
					out = append(out, sound{what: 'a', vowel: true, any: true, alone: 0.6})
					continue
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
			} else if (vowel(r) || r == 'w' && i > 0) && !(i == 0 && (r == 'y' || strings.HasPrefix(string(w), "ou") && len(w) > 2 && vowel(w[2]))) {
				v, n := latinVowel(w[i:])
				if i == 0 && v.alone == 0 {
					v.alone = 0.1
				}
				i += n - 1
				if i == len(w)-1 && last {
					v.alone += 0.4
				}
				out = append(out, v)
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
			alone := 1.5
			if k := lastConsonant(out); k >= 0 && out[k].what == c {
				if !ar && k == len(out)-1 {
					continue // written double
				}
				alone = 0.2 // the other script may write it once
			}
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

// latinVowel is the vowel a Latin word begins with and how many letters write
// it. Short ones may have nothing opposite; what is written at length may not.
func latinVowel(w []rune) (sound, int) {
	v := sound{what: w[0], vowel: true}
	two := string(w[:min(2, len(w))])
	switch {
	case two == "ou" || two == "oo":
		return sound{what: 'u', vowel: true, alone: 0.5}, 2
	case two == "ee" || two == "iy" || two == "ey":
		return sound{what: 'i', vowel: true, alone: 0.5}, 2
	}
	n := 1
	if len(two) == 2 && w[0] == w[1] {
		n = 2
	}
	switch w[0] {
	case 'w':
		v.what, v.alone = 'u', 0.5
	case 'y':
		v.what, v.alone = 'i', 0.5
	}
	return v, n
}

// lastConsonant is the last consonant of what was heard, or -1.
func lastConsonant(s []sound) int {
	for i := len(s) - 1; i >= 0; i-- {
		if !s[i].vowel {
			return i
		}
		if s[i].alone >= 0.5 {
			return -1 // a long vowel stands between
		}
	}
	return -1
}
