package text

import "strings"

// Most Arabic is written without its vowel signs; where one is written, it tells.

const fatha, fathatan = "\u064e", "\u064b"

// Accusative reports whether an Arabic word bears the sign of an indefinite object,
// as what is said does and who says it does not: "رقماً".
func Accusative(word string) bool {
	return strings.HasSuffix(word, fathatan) || strings.HasSuffix(word, fathatan+"ا")
}

// OfTwo reports whether the ending -ين of an Arabic word is written as that of two,
// not of many: "مسعفَين".
func OfTwo(word string) bool {
	stem, ok := strings.CutSuffix(strings.ReplaceAll(word, "\u0652", ""), "ين")
	return ok && strings.HasSuffix(stem, fatha)
}
