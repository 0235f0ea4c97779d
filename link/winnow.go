package link

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

const (
	shingle  = 6 // words in a row that are compared
	signs    = 8 // characters in a row, where words are not parted
	window   = 8 // shingles of which one is kept
	leastRun = 8 // words of a sentence that make it tell
)

// Prints are the fingerprints of a text, each once, in order.
type Prints []uint64

// PrintsOf winnows a text: of every eight runs of six words the one with the
// least hash is kept (Schleimer, Wilkerson and Aiken 2003), so that any run of
// thirteen words that two texts share leaves a print in both. Writing without
// spaces is cut into runs of eight characters.
func PrintsOf(text string) Prints {
	var w winnow
	return slices.Clone(w.prints(text))
}

// winnow holds what making prints needs, to be used again.
type winnow struct {
	units  []uint64
	hashes []uint64
	out    Prints
}

func (w *winnow) prints(text string) Prints {
	var run int
	w.units, run = units(w.units[:0], text)
	n := len(w.units) - run + 1
	if n < 1 {
		return nil
	}
	w.hashes = w.hashes[:0]
	for i := range n {
		h := uint64(run)
		for _, u := range w.units[i : i+run] {
			h = mix(h*31 + u)
		}
		w.hashes = append(w.hashes, h)
	}
	w.out = w.out[:0]
	kept := -1
	for i := range max(1, n-window+1) {
		end := min(n, i+window)
		if kept >= i && w.hashes[end-1] > w.hashes[kept] { // the last window's least is still the least
			continue
		}
		least := i
		for j := i + 1; j < end; j++ {
			if w.hashes[j] <= w.hashes[least] {
				least = j
			}
		}
		if least != kept {
			w.out = append(w.out, w.hashes[least])
			kept = least
		}
	}
	slices.Sort(w.out)
	w.out = slices.Compact(w.out)
	return w.out
}

// mix spreads the bits of x (the finaliser of MurmurHash3).
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// units appends the hash of each lower-case word of a text, and says how many
// make a run. Every character of a script written without spaces is a unit of
// its own; where most are, a run is of characters.
func units(out []uint64, s string) ([]uint64, int) {
	const seed, prime = 14695981039346656037, 1099511628211
	h, in, alone := uint64(seed), false, 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case r < utf8.RuneSelf && ('a' <= r && r <= 'z' || '0' <= r && r <= '9'):
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r == '\'' || r == '’': // part of a word in many languages
			continue
		case r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			if in {
				out, h, in = append(out, h), seed, false
			}
			continue
		case r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			if in {
				out, h, in = append(out, h), seed, false
			}
			out = append(out, (seed^uint64(r))*prime)
			alone++
			continue
		default:
			r = unicode.ToLower(r)
		}
		h, in = (h^uint64(r))*prime, true
	}
	if in {
		out = append(out, h)
	}
	if 2*alone > len(out) {
		return out, signs
	}
	return out, shingle
}

// dateline is how far into a sentence a dateline may reach, in bytes.
const dateline = 80

// sentenceHash names a sentence by its words, without the dateline that may
// open it; 0 if it is too short to tell.
func sentenceHash(s string) uint64 {
	open := false
	for i, r := range s[:min(dateline, len(s))] {
		switch {
		case r == ')':
			open = true
		case open && (r == '-' || r == '–' || r == '—'):
			s = s[i+utf8.RuneLen(r):]
			open = false
		case r != ' ':
			open = false
		}
	}
	us, run := units(nil, s)
	if len(us) < leastRun || run == signs && len(us) < 2*leastRun {
		return 0
	}
	h := uint64(1)
	for _, u := range us {
		h = mix(h*31 + u)
	}
	return max(h, 1)
}
