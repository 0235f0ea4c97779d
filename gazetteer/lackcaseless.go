package gazetteer

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/recountlab/recount/text"
)

// lackCaseless takes what stands after a word for a kind of place though the
// gazetteer has no such name: for a place whose name sounds alike, else for one
// that the gazetteer lacks. It returns where to go on.
func (r *recognising) lackCaseless(i, first, end int) int {
	s := r.s
	f := found{first: i, last: i + 1, from: i, to: i + 1, sense: -1, in: -1, lacking: true}
	before, from := r.cueBefore(i, first)
	var list *found
	switch {
	case before&heads != 0 && before&orgHead == 0:
	case before&wayWord != 0 && r.inBefore(from, first) && r.unknown(i):
		f.cues |= near
	case before&siteHead != 0 && before&orgHead == 0 && r.inBefore(from, first) && r.definite(i, end) && r.unknown(i):
		f.cues |= near // "at the Hamra checkpoint"
	case r.inDivision(i, first, end):
		f.cues |= townHead
	default:
		if r.soundsIn(i, first, end) {
			return s.found[len(s.found)-1].to
		}
		if n := len(s.found) - 1; n < 0 || i-s.found[n].to > 2 { // no list that it may go on with
			return i + 1
		}
		f.glued = r.split(i-1, first)
		if g := r.forms(i); len(g) > 1 && g[1].restores == "" {
			f.glued |= g[1].cue
			f.skip = g[1].skip
		}
		if list = r.joined(&f); list == nil || list.cues&severalHeads == 0 || f.glued&andWord == 0 && f.skip > 0 {
			return i + 1
		}
		if f.glued&andWord == 0 {
			f.skip, f.glued = 0, 0
		}
		f.cues = list.cues & (heads | severalHeads | quarterHead)
	}
	last := r.extent(i, f.skip, end)
	if last == i {
		return i + 1
	}
	if f.skip == 0 && f.cues == townHead && r.second(i, last, end) && !r.divided(i, last, end, direction) && r.divided(i, last+1, end, 0) {
		last++
	}
	f.last, f.to = last, last
	name, key := r.spelt(i, f.skip, last)
	n, known := s.byKey[string(key)]
	if !known {
		if refs := r.soundOf(key, name); len(refs) > 0 {
			n, known = r.sense(key, refs), true
		}
	}
	if list == nil {
		r.around(&f, first, end)
	}
	if c, _ := r.cueBefore(f.from, first); c&(roadHead|hospitalHead|orgHead) != 0 && from == f.from && f.cues&townHead == 0 {
		return i + 1
	}
	if known {
		s.meet(n, f)
	} else {
		s.found = append(s.found, f)
	}
	return f.to
}

// inDivision reports whether a word at token i stands behind "in" and before the district
// or province that it lies in, or the town that it lies on a side of: "in Ravna, district
// of Homs", "in Ravna, north of Homs".
func (r *recognising) inDivision(i, first, end int) bool {
	if i == first || !r.is(i-1, i, inWord) {
		return false
	}
	n := r.extent(i, 0, end)
	if n == i || n >= end {
		return false
	}
	return r.divided(i, n, end, direction) || r.second(i, n, end) && r.divided(i, n+1, end, 0)
}

// second reports whether token n, behind the name [i, n) of one word that nobody knows, is
// another such word, as names of other tongues have: "Bulo Marer".
func (r *recognising) second(i, n, end int) bool {
	return n == i+1 && n+1 < end && r.d.Tokens[n].Kind == text.Word && r.d.Tokens[n].Flags&text.Break == 0 && r.promises(n)&single == 0 && r.says(n, 0).own == 0
}

// divided reports whether behind the name [i, n) stands the district or province that it
// lies in, or the town in whose countryside, or by a cue of kind on a side of which.
func (r *recognising) divided(i, n, end int, kind cue) bool {
	if n >= end {
		return false
	}
	c, to := r.cueAt(n, end)
	if r.is(n, end, inWord) {
		c, to = r.cueAt(n+1, end)
	}
	if c&(countryside|kind) != 0 {
		if head, past := r.cueAt(to, end); head&(heads|countryside) != 0 && head&severalHeads == 0 {
			to = past
		}
		return to < end && (n > i+1 || r.promises(i)&single == 0) && r.d.Tokens[to].Kind == text.Word && r.has(r.key(to, 0), hash(r.key(to, 0)))
	}
	return c&(districtHead|provinceHead) != 0 && c&severalHeads == 0
}

// soundsIn takes what stands after "in" or "near" for a town whose name sounds
// alike, and only such: most words after "in" are no names.
func (r *recognising) soundsIn(i, first, end int) bool {
	s := r.s
	as := form{}
	before, _ := r.cueBefore(i, first)
	in := before&(near|outskirts) != 0 || i > first && r.is(i-1, i, inWord)
	if g := r.forms(i); !in && len(g) > 1 && g[1].cue&inWord != 0 && g[1].restores == "" {
		as, in = g[1], true
	}
	last := i
	if in {
		last = r.extent(i, as.skip, end)
	}
	if last == i {
		return false
	}
	name, key := r.spelt(i, as.skip, last)
	n, known := s.byKey[string(key)]
	if exact := key[1:]; r.c.words[string(exact)]&plainWord != 0 || !known && r.g.maybe(exact, hash(exact)) && len(r.lookup(exact, hash(exact))) > 0 {
		return false // it was weighed, and is rather a word
	}
	if !known {
		refs := slices.DeleteFunc(slices.Clone(r.soundOf(key, name)), func(p ref) bool { return p.cost > 0.3 || r.g.fact(p).class >= Province })
		if utf8.RuneCountInString(name) < 4 || len(refs) == 0 {
			return false
		}
		n = r.sense(key, refs)
	}
	f := found{first: i, last: last, from: i, to: last, sense: n, in: -1, skip: as.skip, glued: as.cue, alone: true}
	r.around(&f, first, end)
	s.meet(n, f)
	return true
}

// extent returns the token after a name that nobody knows: one word, and those
// that go on with it by the grammar of Arabic names, or i if there is none.
func (r *recognising) extent(i, skip, end int) int {
	t := r.d.Tokens
	last := i
	var before cue // of the word before, and whether it has the article
	var definite, wasDefinite bool
	for words := 0; last < end && words < 4; last++ {
		if t[last].Kind == text.Mark && t[last].Mark == '_' && t[last].Flags&text.Glued != 0 && last > i {
			continue
		}
		if t[last].Kind != text.Word || !r.caseless(last) || last > i && t[last].Flags&text.Break != 0 {
			break
		}
		own, b := r.says(last, skip).own, r.key(last, skip)
		if own&^(title|givenName|plainWord|compound|featureHead|siteHead) != 0 {
			break
		}
		letters := utf8.RuneCount(b)
		definite = bytes.HasPrefix(b, arabArticle)
		if letters < 2 || words == 0 && letters < 3 && own&compound == 0 && !r.definite(last+1, end) || r.people(last, b) {
			break
		}
		if c, _ := r.cueAt(last, end); words > 0 && own == 0 && c != 0 {
			break // a small word written to a cue: "and the town"
		}
		if words > 0 {
			if before&compound == 0 && !(definite && words == 1 && !wasDefinite) {
				break
			}
		}
		words, skip, before, wasDefinite = words+1, 0, own, definite
	}
	if last == i+1 && before&(compound|siteHead|featureHead) != 0 && !wasDefinite {
		return i
	}
	return last
}

// definite reports whether token i is a word with the article, which a name may end with.
func (r *recognising) definite(i, end int) bool {
	return i < end && r.d.Tokens[i].Kind == text.Word && r.word(i, end) == 0 && bytes.HasPrefix(r.key(i, 0), arabArticle)
}

// arabArticle is how it begins a word.
var arabArticle = []byte("ال")

// people reports whether the word at token i, whose key is b but for small words
// written to it, is a people's name.
func (r *recognising) people(i int, b []byte) bool {
	if r.promises(i)&single == 0 {
		return false
	}
	_, ok := r.g.arabPeople(b)
	return ok
}

// spelt returns the name of tokens [i, last) without its first skip bytes, and the
// key under which what sounds like it is remembered, in the scratch.
func (r *recognising) spelt(i, skip, last int) (name string, key []byte) {
	name = r.d.Raw[int(r.d.Tokens[i].Start)+skip : r.d.Tokens[last-1].End]
	r.s.key = appendFold(append(r.s.key[:0], '~'), name)
	return name, r.s.key
}

// soundOf are the places whose names sound like one, remembered from report to
// report under key.
func (r *recognising) soundOf(key []byte, name string) []ref {
	refs, ok := r.s.memo[string(key)]
	if !ok && r.sounded < maxSounded {
		r.sounded++
		refs = r.g.sounding(name, nil)
		r.remember(key, refs)
	}
	return refs
}
