package gazetteer

import (
	"slices"
	"strings"

	"github.com/recountlab/recount/text"
)

// A known is what is asked of each word of a text many times over: its key, what
// the pack's cues say of it alone, the ways to read its beginning, and in a script
// without capitals what it may begin.
type known struct {
	alone
	key     []byte
	forms   []form // none until they are asked for
	promise promise
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
func (s *scratch) begin(n int, c *Cues) {
	if cap(s.known) < n {
		s.known, s.here = make([]*known, n), make([]known, 0, n)
	}
	s.known = s.known[:n]
	clear(s.known)
	s.here, s.store, s.ways = s.here[:0], s.store[:0], s.ways[:0]
	if s.wordsOf != c || len(s.words)+len(s.cuts) >= maxRemembered {
		s.wordsOf, s.words, s.cuts = c, map[string]*known{}, map[string]*known{}
	}
}

// maxRemembered is how many words without capitals a scratch remembers before it
// begins anew with the next report.
const maxRemembered = 1 << 14

// known returns what is known of token i, which is a word.
func (r *recognising) known(i int) *known {
	if k := r.s.known[i]; k != nil {
		return k
	}
	k := r.learn(i)
	r.s.known[i] = k
	return k
}

// learn looks a word up. One without capitals, any of which may begin a name, is
// remembered from report to report with all that it may begin; if a cutter has taken
// letters from it, with them.
func (r *recognising) learn(i int) *known {
	s, w := r.s, r.d.Word(i)
	if !r.caseless(i) {
		from := len(s.store)
		s.store = appendFold(s.store, w)
		key := s.store[from:len(s.store):len(s.store)]
		s.here = append(s.here, known{alone: r.c.alone[string(key)], key: key})
		return &s.here[len(s.here)-1]
	}
	words, as := s.words, w
	if r.cut(i) {
		words, as = s.cuts, r.d.Raw[r.d.Tokens[i-1].Start:r.d.Tokens[i].End]
	}
	if k := words[as]; k != nil {
		return k
	}
	key := appendFold(make([]byte, 0, len(w)), w)
	k := &known{alone: r.c.alone[string(key)], key: key}
	s.known[i] = k
	if k.forms = slices.Clone(r.forms(i)); len(k.forms) == 1 {
		k.forms = whole
	}
	for n := range k.forms {
		if f := &k.forms[n]; f.skip > 0 {
			f.key = slices.Clone(f.key)
		}
	}
	k.promise = r.ask(i)
	words[strings.Clone(as)] = k
	return k
}

// cut reports whether a cutter has taken letters from the word at token i.
func (r *recognising) cut(i int) bool {
	return i > 0 && r.d.Tokens[i].Flags&text.Glued != 0 && r.d.Tokens[i-1].Kind == text.Word
}

// says returns what the cues say of token i without its first skip bytes.
func (r *recognising) says(i, skip int) alone {
	if skip == 0 {
		return r.known(i).alone
	}
	for _, f := range r.forms(i) {
		if f.skip == skip {
			return f.alone
		}
	}
	return r.c.alone[string(r.key(i, skip))]
}

// key returns the key of token i without its first skip bytes, for a moment: the
// next call may overwrite it where bytes are skipped.
func (r *recognising) key(i, skip int) []byte {
	if skip == 0 {
		return r.known(i).key
	}
	for _, f := range r.forms(i) {
		if f.skip == skip {
			return f.key
		}
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
