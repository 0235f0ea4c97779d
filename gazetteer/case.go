package gazetteer

import (
	"bytes"
	"slices"
)

// entry returns the key under which the gazetteer has a name that stands at
// token i in some case or without its article, or nil if it has none.
func (r *recognising) entry(i int, key []byte, e span, first int) []byte {
	if r.has(key, e.hash) {
		return key
	}
	if before := r.word(i-1, i); len(r.c.articles) > 0 && i > first && before&withArticle != 0 && !r.c.bare { // "au Havre"
		for _, a := range r.c.articles {
			if k := slices.Concat([]byte(a), []byte(" "), key); r.has(k, hash(k)) {
				return k
			}
		}
	}
	if len(r.c.endings) > 0 {
		return r.nominative(key)
	}
	if !r.caseless(i) && len(key) >= minBared && r.inBefore(i, first) { // "in Qubbah" for Al Qubbah
		for _, a := range arabArticles {
			if k := append([]byte(a), key...); a[len(a)-2] == 'l' || a[len(a)-2] == key[0] {
				if r.has(k, hash(k)) {
					return k
				}
			}
		}
	}
	if r.caseless(i) && e.last > i+1 {
		return r.together(key)
	}
	if r.caseless(i) && e.last == i+1 {
		if k := r.parted(key); k != nil {
			return k
		}
		if c, _ := r.cueBefore(i, first); c&heads != 0 { // "the city of Hasaka" for al-Hasaka
			k, cut := bytes.CutPrefix(key, []byte("ال"))
			if !cut {
				k = append([]byte("ال"), key...)
			}
			if len(k) > 5 && r.has(k, hash(k)) {
				return k
			}
		}
	}
	return nil
}

// parted returns the key of a name whose first word is written to the next, "Khanyunis"
// for Khan Yunis, in a script without capitals; nil if the gazetteer has none.
func (r *recognising) parted(key []byte) []byte {
	for n := 4; n <= 8 && n+6 <= len(key); n += 2 {
		if r.c.words[string(key[:n])]&compound == 0 {
			continue
		}
		if k := slices.Concat(key[:n], []byte(" "), key[n:]); r.has(k, hash(k)) {
			return k
		}
	}
	return nil
}

// together returns the key of a name of two words that the gazetteer has as one, "Kafr
// Nabil" for Kafrnabil, if the first is one that names begin with; else nil.
func (r *recognising) together(key []byte) []byte {
	head, rest, two := bytes.Cut(key, []byte(" "))
	if !two || r.c.words[string(head)]&compound == 0 || bytes.IndexByte(rest, ' ') >= 0 {
		return nil
	}
	if k := slices.Concat(head, rest); r.has(k, hash(k)) {
		return k
	}
	return nil
}

// ofKind returns the key of a name in a list of quarters or camps, if the gazetteer has it
// with the word for one: "the quarters of X and Jolan" for the quarter of Jolan; else nil.
func (r *recognising) ofKind(f *found, key []byte, first int) []byte {
	if len(r.c.kinds) == 0 || !r.caseless(f.first) {
		return nil
	}
	c, _ := r.cueBefore(f.first, first)
	if p := r.joined(f); p != nil && c&heads == 0 {
		c = p.cues
	}
	if c&severalHeads == 0 || c&(quarterHead|campHead) == 0 {
		return nil
	}
	for _, of := range r.c.kinds {
		if c&of.cue == 0 {
			continue
		}
		if k := slices.Concat([]byte(of.word), key); r.has(k, hash(k)) {
			return k
		}
	}
	return nil
}

// begun reports whether token i, perhaps behind small words written to it, is a word that
// names of several words begin with.
func (r *recognising) begun(i int) bool {
	return slices.ContainsFunc(r.forms(i), func(f form) bool { return r.says(i, f.skip).own&compound != 0 })
}

// minBared is how many letters a name must have to be known without its Arabic article.
const minBared = 5

// arabArticles are the article of Arabic names in Latin letters, as it is written
// and as it sounds before its like: Al Qubbah, As Suwayda.
var arabArticles = [...]string{"al ", "el ", "an ", "ar ", "as ", "at ", "ad ", "az "}

// camp returns the key of the camp that the name in the scratch is the first word
// of, if the gazetteer has it: "Shati refugee camp" is not in the district of Shati.
func (r *recognising) camp(e span, end int) []byte {
	if c, _ := r.cueAt(e.last, end); c&campHead != 0 {
		if k := append(r.s.key[:e.n:e.n], " camp"...); r.has(k, hash(k)) {
			return k
		}
	}
	return nil
}

// has reports whether the gazetteer has places of a key.
func (r *recognising) has(key []byte, h uint32) bool {
	return r.g.maybe(key, h) && len(r.lookup(key, h)) > 0
}

// maxCases bounds in how many cases a name is tried.
const maxCases = 256

// nominative returns the key of a name in the case that lists of places have: of
// those that the pack's endings allow, the one whose place weighs most.
func (r *recognising) nominative(key []byte) []byte {
	words := bytes.Fields(key)
	all := [][]byte{nil}
	for n, w := range words {
		var next [][]byte
		for _, k := range all {
			if n > 0 {
				k = append(slices.Clone(k), ' ')
			}
			next = append(next, slices.Concat(k, w))
			for _, e := range r.c.endings {
				if stem, ok := bytes.CutSuffix(w, []byte(e.from)); ok && (len(stem) >= minStem || len(stem) > 0 && len(w) >= minWhole) {
					next = append(next, slices.Concat(k, stem, []byte(e.to)))
				}
			}
		}
		if all = next; len(all) > maxCases {
			return nil
		}
	}
	var best []byte
	most := 0.0
	for _, k := range all[1:] {
		h := hash(k)
		if !r.g.maybe(k, h) {
			continue
		}
		for _, p := range r.lookup(k, h) {
			if w := r.g.fact(p).base(); best == nil || w > most {
				best, most = k, w
			}
		}
	}
	return best
}

// minStem is the fewest bytes that a name keeps when its ending is cut off, two
// letters of Cyrillic; one in a name of at least minWhole.
const minStem, minWhole = 4, 8
