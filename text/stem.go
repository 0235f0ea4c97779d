package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
)

// StemVersion is raised whenever Stems gives other stems, so that indexes made
// with the former are made anew.
const StemVersion = 1

// stemmers cut the endings of inflection off, by the algorithms of Snowball.
var stemmers = map[recount.Lang]func(*snowballstem.Env) bool{"en": english.Stem, "fr": french.Stem, "es": spanish.Stem, "ru": russian.Stem}

// Stems appends to out the stems by which a word of a language is searched for:
// its plain form, and that without its endings and without the small words
// written to it, as far as they can be told. A word is found by any of them.
func Stems(out []string, word string, lang recount.Lang) []string {
	w := Folded(word)
	r, _ := utf8.DecodeRuneInString(w)
	if unicode.Is(unicode.Arabic, r) {
		return arabicStems(out, w)
	}
	out = append(out, unmarked(w))
	s := w
	if f := stemmers[lang]; f != nil {
		env := snowballstem.NewEnv(w)
		f(env)
		s = env.Current()
	} else if lang == "uk" {
		s = ukrainianStem(w)
	}
	if s = unmarked(s); s != out[len(out)-1] && s != "" {
		out = append(out, s)
	}
	return out
}

// unmarked drops the accents of Latin letters: who searches seldom writes them.
func unmarked(w string) string {
	if ASCII(w) {
		return strings.ReplaceAll(w, "'", "")
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(w) {
		switch {
		case unicode.Is(unicode.Mn, r) && latin, r == '\'', r == '’':
			continue
		}
		latin = unicode.Is(unicode.Latin, r)
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// Light stemming of Arabic after Larkey, Ballesteros and Connell, "Light
// Stemming for Arabic Information Retrieval" (2007): articles and common
// suffixes go, roots are not sought. Unlike there a letter that may be a small
// word is cut off besides, not instead: باب and لبنان begin with such letters.
var (
	arabicArticles = []string{"وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل"}
	arabicSmall    = []string{"و", "ف", "ب", "ل", "ك", "س"}
	arabicSuffixes = []string{"هما", "كما", "تين", "تان", "هم", "هن", "ها", "نا", "كم", "وا", "ات", "ان", "ون", "ين", "يه", "ه", "ي", "ت", "ا"}
)

// leastStem is how many letters of an Arabic word are left at least.
const leastStem = 3

func arabicStems(out []string, w string) []string {
	start := len(out)
	add := func(s string) {
		if !slices.Contains(out[start:], s) {
			out = append(out, s)
		}
	}
	add(arabicStem(w))
	for range 2 { // "wa-bi-Halab"
		i := slices.IndexFunc(arabicSmall, func(p string) bool { return strings.HasPrefix(w, p) && utf8.RuneCountInString(w) > leastStem })
		if i < 0 {
			break
		}
		w = w[len(arabicSmall[i]):]
		add(arabicStem(w))
	}
	return out
}

// arabicStem is a word without its article and its suffixes.
func arabicStem(w string) string {
	for _, p := range arabicArticles {
		if rest, ok := strings.CutPrefix(w, p); ok && utf8.RuneCountInString(rest) >= leastStem {
			w = rest
			break
		}
	}
	for range 3 {
		i := slices.IndexFunc(arabicSuffixes, func(s string) bool {
			return strings.HasSuffix(w, s) && utf8.RuneCountInString(w)-utf8.RuneCountInString(s) >= leastStem
		})
		if i < 0 {
			break
		}
		w = strings.TrimSuffix(w, arabicSuffixes[i])
	}
	return w
}

var ukrainianEndings = []string{"ського", "ському", "ською", "ськой", "ання", "енням", "ення", "ами", "ями", "ові", "еві", "єві", "ого", "ому", "ими", "їми", "ах", "ях", "ів", "їв", "ом", "ем", "єм", "ою", "ею", "єю", "ий", "ій", "их", "им", "ої", "ам", "ям", "а", "я", "у", "ю", "е", "є", "и", "і", "ї", "о", "й", "ь"}

// ukrainianStem cuts off one common ending.
func ukrainianStem(w string) string {
	for _, e := range ukrainianEndings {
		if s, ok := strings.CutSuffix(w, e); ok && utf8.RuneCountInString(s) >= leastStem {
			return s
		}
	}
	return w
}
