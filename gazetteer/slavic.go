package gazetteer

import (
	"strings"
	"unicode"
)

// slavicLetters maps Cyrillic letters to one alphabet that Latin spellings are
// brought to as well.
var slavicLetters = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "h", 'д': "d", 'е': "e", 'є': "e", 'ё': "e", 'э': "e", 'ж': "j", 'з': "z", 'и': "i", 'і': "i", 'ї': "i", 'й': "i", 'ы': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ў': "v", 'ф': "f", 'х': "h", 'ц': "ts", 'ч': "c", 'ш': "x", 'щ': "xc",
	'ю': "iu", 'я': "ia", 'ь': "", 'ъ': "", 'ђ': "j", 'ј': "i", 'љ': "l", 'њ': "n", 'ћ': "c", 'џ': "j", 'ѓ': "h", 'ќ': "k", 'ѕ': "z",
}

// slavicRuns are the Latin spellings of one letter, longest first.
var slavicRuns = strings.NewReplacer(
	"shch", "xc", "szcz", "xc", "tch", "c", "sch", "x", "zh", "j", "kh", "h", "ch", "c", "cz", "c", "sh", "x", "sz", "x",
	"yi", "ii", "ye", "e", "yo", "e", "ie", "e", "yu", "iu", "ju", "iu", "ya", "ia", "ja", "ia", "je", "e", "jo", "e",
	"g", "h", "w", "v", "y", "i", "q", "k", "tz", "ts")

// slavicMarks are letters of Latin alphabets that lose more than a mark when folded.
var slavicMarks = strings.NewReplacer("š", "sh", "Š", "sh", "ž", "zh", "Ž", "zh", "č", "ch", "Č", "ch")

// slavic is the key of a Cyrillic or Latin name by which the two scripts meet:
// level 0 letter by letter, level 1 with every vowel but a made one and
// doubles dropped. Names of other scripts have none.
func slavic(name string) (level0, level1 string) {
	var s strings.Builder
	latin := false
	for _, r := range slavicMarks.Replace(name) {
		r = unicode.ToLower(r)
		if to, ok := slavicLetters[r]; ok {
			s.WriteString(to)
			continue
		}
		switch {
		case r < foldLimit && folds[r] != "" && unicode.Is(unicode.Latin, r):
			s.WriteString(folds[r])
			latin = true
		case 'a' <= r && r <= 'z':
			s.WriteRune(r)
			latin = true
		case r == ' ' || r == '-' || r == '–':
			s.WriteByte(' ')
		case unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r):
			return "", ""
		}
	}
	level0 = s.String()
	if latin {
		level0 = slavicRuns.Replace(level0)
	}
	level0 = strings.ReplaceAll(strings.Join(strings.Fields(level0), ""), "iie", "ie")
	level1 = undouble(strings.Map(func(r rune) rune {
		switch r {
		case 'e', 'i', 'o', 'u':
			return 'e'
		}
		return r
	}, level0))
	return level0, level1
}

// slavicKey marks a key of level 1 among the skeletons of the index.
func slavicKey(level1 string) string { return "\x01" + level1 }

// slavicCost is 0 where two names are spelled alike letter by letter and 0.7
// where they differ in vowels and doubles only; false if they differ more.
func slavicCost(a0, a1, name string) (float64, bool) {
	b0, b1 := slavic(name)
	switch {
	case b1 != a1:
		return 0, false
	case b0 == a0:
		return 0, true
	}
	return 0.7, true
}
