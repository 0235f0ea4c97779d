package gazetteer

import (
	"strings"

	"github.com/recountlab/recount/text"
)

// A form is one way to read the beginning of a word: with so many bytes of small
// words passed over, and letters put back that one of them swallowed.
type form struct {
	skip, small int // bytes, and words
	restores    string
	cue         cue    // what the small words do
	key         []byte // of the rest, if bytes are passed over
	alone              // what the pack's cues say of it
}

// whole is the only way to read most words.
var whole = []form{{}}

// forms are the ways to read the word at token i: whole first, then without the
// small words written to it, one and then two. A word that the pack has is only
// itself.
func (r *recognising) forms(i int) []form {
	if len(r.c.clitics) == 0 {
		return whole
	}
	k := r.known(i)
	if k.forms == nil {
		k.forms = r.read(i, k.own)
	}
	return k.forms
}

// read are the forms of token i, of which the cues say own when it is whole.
func (r *recognising) read(i int, own cue) []form {
	w := r.d.Word(i)
	cut, more := r.cut(i), own == 0 && (len(w) < 2 || r.c.second[w[1]])
	if !cut && !more {
		return whole
	}
	from := len(r.s.ways)
	out := append(r.s.ways, form{})
	if cut {
		for _, c := range r.c.clitics { // a cutter may have taken the first letter
			rest, ok := strings.CutPrefix(c.letters, r.d.Word(i-1))
			if ok && c.restores != "" && rest != "" && strings.HasPrefix(w, rest) && len(w) >= len(rest)+minRest {
				out = append(out, r.form(w, len(rest), 1, c.restores, c.cue))
			}
		}
	}
	for n := from; more && n < len(out) && len(out)-from < 8; n++ {
		f := out[n]
		if f.restores != "" || f.small == 2 || f.small == 1 && f.own != 0 {
			continue
		}
		for _, c := range r.c.clitics {
			rest := w[f.skip:]
			if len(rest) < len(c.letters)+minRest || !begins(rest, c.letters) {
				continue
			}
			out = append(out, r.form(w, f.skip+len(c.letters), f.small+1, c.restores, f.cue|c.cue))
		}
	}
	r.s.ways = out
	return out[from:len(out):len(out)]
}

// form is one way to read a word.
func (r *recognising) form(w string, skip, small int, restores string, does cue) form {
	from := len(r.s.store)
	r.s.store = appendFold(r.s.store, w[skip:])
	key := r.s.store[from:len(r.s.store):len(r.s.store)]
	return form{skip, small, restores, does, key, r.c.alone[string(key)]}
}

// minRest is the fewest bytes that a word keeps when small words are cut off:
// two letters of Arabic.
const minRest = 4

// glue is how the word at token i is read as a cue of its own: which bytes are
// passed over, and what they do.
func (r *recognising) glue(i int) form {
	if len(r.c.clitics) == 0 || r.d.Tokens[i].Kind != text.Word {
		return form{}
	}
	for _, f := range r.forms(i) {
		if c, _ := r.cueFrom(i, i+1, f.skip); c != 0 && f.restores == "" {
			return f
		}
		if r.says(i, f.skip).heads > 0 {
			return f
		}
	}
	return form{}
}

// split reports whether token i is a small word cut off from the one after it,
// and what it does.
func (r *recognising) split(i, first int) cue {
	if i < first || i+1 >= len(r.d.Tokens) || r.d.Tokens[i].Kind != text.Word || r.d.Tokens[i+1].Flags&text.Glued == 0 {
		return 0
	}
	for _, c := range r.c.clitics {
		if strings.EqualFold(r.d.Word(i), c.letters) {
			return c.cue
		}
	}
	return 0
}
