package gazetteer

import (
	"strings"

	"github.com/recountlab/recount/text"
)

// cueAt returns what the words from token i on are, the longest first, and the
// token after them.
func (r *recognising) cueAt(i, end int) (cue, int) {
	b := r.s.fold[:0]
	var got cue
	last := i
	most := maxCue
	for j, n := i, 0; j < end && n < most; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Mark && t.Mark == '-' && t.Flags&text.Glued != 0 && j > i {
			continue
		}
		if t.Kind != text.Word || t.End-t.Start > 20 {
			break
		}
		if n > 0 {
			b = append(b, ' ')
		}
		b = appendFold(b, r.d.Word(j))
		if n++; n == 1 {
			if most = r.c.heads[string(b)]; most == 0 {
				break
			}
		}
		if c, ok := r.c.words[string(b)]; ok {
			got, last = c, j+1
		}
	}
	r.s.fold = b
	return got, last
}

// cueBefore is the same of the words that end before token i. The last answer
// is kept: several rules ask it of the same name.
func (r *recognising) cueBefore(i, first int) (cue, int) {
	if a := &r.before; a.i != i || a.first != first || i == 0 {
		a.i, a.first = i, first
		a.cue, a.from = r.wordsBefore(i, first)
	}
	return r.before.cue, r.before.from
}

func (r *recognising) wordsBefore(i, first int) (cue, int) {
	if i <= first || r.d.Tokens[i-1].Kind != text.Word {
		return 0, i
	}
	b := appendFold(r.s.fold[:0], r.d.Word(i-1))
	r.s.fold = b
	most := r.c.tails[string(b)]
	if most > 1 {
		most += 2 // hyphens count as tokens
	}
	for n := most; n > 0; n-- {
		if j := i - n; j >= first {
			if c, e := r.cueAt(j, i); c != 0 && e == i {
				return c, j
			}
		}
	}
	return 0, i
}

func (r *recognising) is(i, end int, word string) bool {
	return i < end && r.d.Tokens[i].Kind == text.Word && strings.EqualFold(r.d.Word(i), word)
}

// around reads the heads, sides and distances beside a name.
func (r *recognising) around(f *found, first, end int) {
	if c, to := r.cueAt(f.last, end); c&(heads|countryside|siteHead) != 0 {
		f.cues |= c & (heads | countryside | siteHead)
		f.to = to
	}
	at := f.first
	for range 3 {
		c, from := r.cueBefore(at, first)
		if c&^(locative|common|withArticle) == 0 && at-1 >= first && (r.is(at-1, end, "the") || r.is(at-1, end, "of")) {
			d, df := r.cueBefore(at-1, first)
			if at-2 >= first && r.is(at-1, end, "the") && r.is(at-2, end, "of") { // "south of the capital"
				d, df = r.cueBefore(at-2, first)
			}
			if d&(heads|near|outskirts|part|countryside|direction) != 0 && (d&part == 0 || d&direction != 0) {
				c, from = d, df
			}
		}
		switch {
		case c&(near|outskirts) != 0:
			f.cues |= c & (near | outskirts)
			f.from = from
			return
		case c&direction != 0 && at < f.first+1 && (r.is(at-1, end, "of") || at-2 >= first && r.is(at-1, end, "the") && r.is(at-2, end, "of")):
			f.side = r.d.Word(from)
			if k := from - 1; k-1 >= first && r.d.Tokens[k].Kind == text.Word {
				if w := r.d.Word(k); w == "km" || w == "kilometres" || w == "kilometers" || w == "miles" || w == "mile" || w == "kilometre" {
					if r.d.Tokens[k-1].Kind == text.Number {
						f.km = r.d.Tokens[k-1].Value
						if w[0] == 'm' {
							f.km *= 1.609
						}
						from = k - 1
					}
				}
			}
			f.cues |= direction
			f.from = from
			return
		case c&part != 0:
			f.cues |= part
			f.side = r.d.Word(from)
			f.from = from
		case c&(heads|countryside) != 0 && r.is(at-1, end, "of"):
			f.cues |= c & (heads | countryside)
			f.from = from
			return
		case c&locative != 0 && at == f.first:
			f.cues |= locative
			return
		default:
			return
		}
		at = from
	}
}
