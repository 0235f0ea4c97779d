package gazetteer

import (
	"bytes"
	"slices"
)

// Without capitals any word may begin a name, and few do. What is asked of each is
// remembered by the word: whether a name begins with it, in any way to read its
// beginning.

// A promise is what a word without capitals may begin. Answers err only towards more.
type promise uint8

const (
	asked  promise = 1 << iota
	single         // a name or a people of this one word
	leads          // a name that goes on behind it
	seat           // a country's capital, of which it has the word at its end
)

// firsts are the first words of names of several words in scripts without capitals,
// a bit for each by its hash.
type firsts [1 << 14]uint64

func (f *firsts) has(h uint32) bool { return f[h>>18]>>(h>>12&63)&1 != 0 }

// add files a name, if it is one of those.
func (f *firsts) add(name []byte, buf *[]byte) {
	if bytes.IndexFunc(name, func(r rune) bool { return r >= 0x590 && r < 0x700 }) < 0 {
		return
	}
	*buf = appendFold((*buf)[:0], string(name))
	if first, _, several := bytes.Cut(*buf, []byte(" ")); several {
		h := hash(first)
		f[h>>18] |= 1 << (h >> 12 & 63)
	}
}

// addAll files every name of the index.
func (f *firsts) addAll(x *index) {
	var buf []byte
	for i := range x.n {
		at := int(le32(x.nameAt, i))
		for range int(x.names[i]) {
			name, next := x.name(at)
			f.add(name, &buf)
			at = next
		}
	}
}

// promises is what the word at token i may begin.
func (r *recognising) promises(i int) promise {
	k := r.known(i)
	if k.promise == 0 {
		k.promise = r.ask(i)
	}
	return k.promise
}

func (r *recognising) ask(i int) promise {
	p := asked
	if k := r.key(i, 0); slices.ContainsFunc(r.c.capitals, func(c string) bool { return bytes.HasSuffix(k, []byte(c)) }) {
		p |= seat
	}
	for _, f := range r.forms(i) {
		k := appendFold(append(r.s.buf[:0], f.restores...), r.d.Word(i)[f.skip:])
		r.s.buf = k
		h := hash(k)
		if r.g.firsts.has(h) {
			p |= leads
		}
		if _, ok := r.g.demonym(k, h); ok || r.g.maybe(k, h) || r.kin(k) || r.parted(k) != nil {
			p |= single
		}
	}
	return p
}

// kin reports whether a key is a people's name by its Arabic endings, or a name but
// for its article.
func (r *recognising) kin(k []byte) bool {
	if _, ok := r.g.arabPeople(k); ok {
		return true
	}
	if _, ok := r.g.arabPeople(bytes.TrimSuffix(k, []byte("ا"))); ok {
		return true
	}
	al, cut := bytes.CutPrefix(k, []byte("ال"))
	if !cut {
		var room [96]byte
		al = append(append(room[:0], "ال"...), k...)
	}
	return r.g.maybe(al, hash(al))
}
