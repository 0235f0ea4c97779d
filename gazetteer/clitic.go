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
	cue         cue // what the small words do
}

// forms are the ways to read the word at token i: whole first, then without the
// small words written to it, one and then two. A word that the pack has is only
// itself.
func (r *recognising) forms(i int) []form {
	out := append(r.s.forms[:0], form{})
	w := r.d.Word(i)
	if i > 0 && r.d.Tokens[i].Flags&text.Glued != 0 && r.d.Tokens[i-1].Kind == text.Word {
		for _, c := range r.c.clitics { // a cutter may have taken the first letter
			rest, ok := strings.CutPrefix(c.letters, r.d.Word(i-1))
			if ok && c.restores != "" && rest != "" && strings.HasPrefix(w, rest) && len(w) >= len(rest)+minRest {
				out = append(out, form{len(rest), 1, c.restores, c.cue})
			}
		}
	}
	if len(r.c.clitics) == 0 || r.word(i, i+1) != 0 {
		r.s.forms = out
		return out
	}
	if len(w) > 1 && !r.c.second[w[1]] {
		r.s.forms = out
		return out
	}
	for n := 0; n < len(out) && len(out) < 8; n++ {
		f := out[n]
		if f.restores != "" || f.small == 2 || f.small == 1 && r.knows(w[f.skip:]) {
			continue
		}
		for _, c := range r.c.clitics {
			rest := w[f.skip:]
			if len(rest) < len(c.letters)+minRest || !begins(rest, c.letters) {
				continue
			}
			out = append(out, form{f.skip + len(c.letters), f.small + 1, c.restores, f.cue | c.cue})
		}
	}
	r.s.forms = out
	return out
}

// knows reports whether the pack has a word.
func (r *recognising) knows(w string) bool {
	b := appendFold(r.s.fold[:0], w)
	r.s.fold = b
	return r.c.words[string(b)] != 0
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
