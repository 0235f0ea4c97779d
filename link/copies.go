package link

import (
	"hash/fnv"
	"strings"
	"unicode"
)

const (
	shingle = 6 // words in a row that are compared
	window  = 8 // shingles of which one is kept
)

// Copied returns how much of the shorter text is found in the longer, from 0
// to 1: the containment of winnowed fingerprints over runs of six words
// (Schleimer, Wilkerson and Aiken 2003). From 0.8 one republishes the other,
// from 0.35 they are of one family. It is symmetric. Scripts written without
// spaces are compared by runs of characters.
func Copied(a, b string) float64 {
	x, y := fingerprints(a), fingerprints(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return 0
	}
	both := 0
	for f := range x {
		if y[f] {
			both++
		}
	}
	return float64(both) / float64(len(x))
}

// fingerprints keeps, of every window of shingles, the one with the least
// hash. Any run of words as long as a window and a shingle leaves one.
func fingerprints(s string) map[uint64]bool {
	ws := words(s)
	n := len(ws) - shingle + 1
	if n < 1 {
		return nil
	}
	hashes := make([]uint64, n)
	for i := range hashes {
		h := fnv.New64a()
		for _, w := range ws[i : i+shingle] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		hashes[i] = h.Sum64()
	}
	out := map[uint64]bool{}
	for i := range max(1, n-window+1) {
		least := hashes[i]
		for _, h := range hashes[i:min(n, i+window)] {
			least = min(least, h)
		}
		out[least] = true
	}
	return out
}

// words cuts a text into lower-case words; a character of a script written
// without spaces is a word of its own.
func words(s string) (out []string) {
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			flush()
			out = append(out, string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’': // part of a word in many languages
		default:
			flush()
		}
	}
	flush()
	return out
}
