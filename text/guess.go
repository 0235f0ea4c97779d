package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/recountlab/recount"
)

// function words that are frequent in one language and rare in its neighbours
var functionWords = map[recount.Lang]string{
	"en": "the of and in to that was were is for with by from have has said at on as are be",
	"fr": "le la les des et du une dans que qui pour sur par est au aux avec sont ont été selon",
	"es": "el los las de y del una en que por con para se su al como más fue han según",
	"de": "der die das und den von mit ist im dem ein eine nicht auf für wurden worden sich",
	"pt": "os da do em uma não por para com que dos das foi ao são mais segundo",
	"it": "il di che e la per un una del della sono nel con gli dei alla è stato",
	"tr": "ve bir bu için ile da de olarak olan dedi sonra kadar en çok",
}

// byScript are the languages that Guess tells by their letters.
var byScript = []recount.Lang{"ar", "ckb", "ur", "ps", "fa", "ru", "uk", "he", "el", "am", "my"}

var names = map[recount.Lang]string{"am": "Amharic", "ar": "Arabic", "ckb": "Central Kurdish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
	"it": "Italian", "my": "Burmese", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu"}

// NameOf returns the English name of a language that Guess knows, else its tag.
func NameOf(lang recount.Lang) string { return cmp.Or(names[lang], string(lang)) }

// Languages returns the languages that Guess knows, by their tags.
func Languages() []recount.Lang {
	return slices.Sorted(func(yield func(recount.Lang) bool) {
		for _, l := range byScript {
			if !yield(l) {
				return
			}
		}
		for l := range functionWords {
			if !yield(l) {
				return
			}
		}
	})
}

// Guess returns the likely language of s and how sure it is, 0 to 1: by script
// first, then by letters only one language uses, then by function words. It
// returns "" where nothing speaks for any.
func Guess(s string) (recount.Lang, float64) {
	if len(s) > 4000 {
		s = s[:4000]
	}
	scripts := map[string]int{}
	marks := map[rune]int{}
	letters := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case r < 0x250:
			scripts["latin"]++
		case unicode.Is(unicode.Arabic, r):
			scripts["arabic"]++
			marks[r]++
		case unicode.Is(unicode.Cyrillic, r):
			scripts["cyrillic"]++
			marks[r]++
		case unicode.Is(unicode.Hebrew, r):
			scripts["hebrew"]++
		case unicode.Is(unicode.Greek, r):
			scripts["greek"]++
		case unicode.Is(unicode.Ethiopic, r):
			scripts["ethiopic"]++
		case unicode.Is(unicode.Myanmar, r):
			scripts["myanmar"]++
		}
	}
	if letters == 0 {
		return "", 0
	}
	script, most := "", 0
	for k, n := range scripts {
		if n > most || n == most && k < script {
			script, most = k, n
		}
	}
	share := float64(most) / float64(letters)
	switch script {
	case "arabic":
		switch {
		case marks['ۆ']+marks['ێ']+marks['ڕ'] > most/60:
			return "ckb", share
		case marks['ں']+marks['ے']+marks['ٹ']+marks['ڈ'] > most/60:
			return "ur", share
		case marks['ښ']+marks['ځ']+marks['څ']+marks['ړ'] > most/80:
			return "ps", share
		case marks['پ']+marks['چ']+marks['گ']+marks['ی'] > most/30:
			return "fa", share
		}
		return "ar", share
	case "cyrillic":
		if marks['і']+marks['ї']+marks['є']+marks['І']+marks['Є'] > most/80 {
			return "uk", share
		}
		return "ru", share
	case "hebrew":
		return "he", share
	case "greek":
		return "el", share
	case "ethiopic":
		return "am", share
	case "myanmar":
		return "my", share
	case "latin":
		return guessLatin(s)
	}
	return "", 0
}

func guessLatin(s string) (recount.Lang, float64) {
	hits := map[recount.Lang]int{}
	total := 0
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		w = strings.Trim(w, ".,;:!?\"'()")
		total++
		for l, words := range functionWords {
			if i := strings.Index(words, w); w != "" && i >= 0 && (i == 0 || words[i-1] == ' ') && (i+len(w) == len(words) || words[i+len(w)] == ' ') {
				hits[l]++
			}
		}
	}
	best, second := recount.Lang(""), 0
	for l, n := range hits {
		switch {
		case best == "" || n > hits[best] || n == hits[best] && l < best:
			if best != "" {
				second = hits[best]
			}
			best = l
		case n > second:
			second = n
		}
	}
	if best == "" || hits[best]*50 < total {
		return "", 0
	}
	return best, float64(hits[best]-second)/float64(hits[best])*0.5 + 0.5
}
