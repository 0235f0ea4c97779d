package gazetteer

import "strings"

// A known is what is asked of each word of a text many times over: its key, and
// what the pack's cues say of it alone.
type known struct {
	alone
	from, to int // of its key in the scratch's store
	done     bool
}

// An alone is what a pack's cues say of a word by itself.
type alone struct {
	own          cue
	heads, tails int // how many words the longest cue has that it begins, or ends
}

// tell adds to what is said of a word by itself.
func (c *Cues) tell(word string, more func(*alone)) {
	a := c.alone[word]
	more(&a)
	c.alone[word] = a
}

// begin makes room for what will be known of n tokens.
func (s *scratch) begin(n int) {
	if cap(s.known) < n {
		s.known = make([]known, n)
	}
	s.known = s.known[:n]
	clear(s.known)
	s.store = s.store[:0]
}

// known returns what is known of token i, which is a word.
func (r *recognising) known(i int) *known {
	k := &r.s.known[i]
	if k.done {
		return k
	}
	s := r.s
	k.from = len(s.store)
	s.store = appendFold(s.store, r.d.Word(i))
	k.to, k.done = len(s.store), true
	k.alone = r.c.alone[string(s.store[k.from:k.to])]
	return k
}

// says returns what the cues say of token i without its first skip bytes.
func (r *recognising) says(i, skip int) alone {
	if skip == 0 {
		return r.known(i).alone
	}
	return r.c.alone[string(r.key(i, skip))]
}

// key returns the key of token i without its first skip bytes, for a moment: the
// next call may overwrite it where bytes are skipped.
func (r *recognising) key(i, skip int) []byte {
	if skip == 0 {
		k := r.known(i)
		return r.s.store[k.from:k.to]
	}
	r.s.fold = appendFold(r.s.fold[:0], r.d.Word(i)[skip:])
	return r.s.fold
}

// begins reports whether a word begins with the letters of a small word, in any
// case.
func begins(w, letters string) bool {
	if len(w) < len(letters) || w[0]|0x20 != letters[0]|0x20 {
		return false
	}
	if w[:len(letters)] == letters {
		return true
	}
	if w[0] >= 0xD6 { // a script without capitals
		return false
	}
	return strings.EqualFold(w[:len(letters)], letters)
}
