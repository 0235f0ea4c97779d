package gazetteer

import (
	"github.com/recountlab/recount/text"
)

// cueAt returns what the words from token i on are, the longest first, and the
// token after them. Small words written to the first are passed over.
func (r *recognising) cueAt(i, end int) (cue, int) {
	c, last := r.cueFrom(i, end, 0)
	if c == 0 && len(r.c.clitics) > 0 && i < end && r.d.Tokens[i].Kind == text.Word {
		for _, f := range r.forms(i)[1:] {
			if c, last = r.cueFrom(i, end, f.skip); c != 0 {
				return c, last
			}
		}
	}
	return c, last
}

// cueFrom is cueAt with so many bytes of the first word passed over.
func (r *recognising) cueFrom(i, end, skip int) (cue, int) {
	b := r.s.fold[:0]
	var got cue
	last := i
	most := maxCue
	for j, n := i, 0; j < end && n < most; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Mark && (t.Mark == '-' || t.Mark == '_') && t.Flags&text.Glued != 0 && j > i {
			continue
		}
		if t.Kind != text.Word || t.End-t.Start > maxCueBytes {
			break
		}
		if n > 0 {
			b = append(b, ' ')
		}
		if n++; n == 1 {
			says := r.says(j, skip)
			if most = says.heads; most == 0 {
				break
			}
			if got = says.own; got != 0 {
				last = j + 1
			}
			if most == 1 {
				break
			}
			b, skip = append(b, r.key(j, skip)...), 0
			continue
		}
		b = append(b, r.key(j, 0)...)
		if c, ok := r.c.words[string(b)]; ok {
			got, last = c, j+1
		}
	}
	r.s.fold = b
	return got, last
}

// maxCueBytes is the longest word that is looked up among the cues.
const maxCueBytes = 40

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
	most := r.known(i - 1).tails
	if most == 0 && len(r.c.clitics) > 0 {
		for _, f := range r.forms(i - 1)[1:] {
			most = max(most, min(1, r.says(i-1, f.skip).tails))
		}
	}
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

// word returns what the one word at token i is.
func (r *recognising) word(i, end int) cue {
	if i < 0 || i >= end || r.d.Tokens[i].Kind != text.Word {
		return 0
	}
	return r.known(i).own
}

// is reports whether the one word at token i is of a class.
func (r *recognising) is(i, end int, class cue) bool { return r.word(i, end)&class != 0 }

// side returns towards which side the words of tokens [i, last) point.
func (r *recognising) side(i, last int) (float64, bool) {
	b := appendFold(r.s.fold[:0], r.d.Raw[int(r.d.Tokens[i].Start)+r.glue(i).skip:r.d.Tokens[last-1].End])
	r.s.fold = b
	bearing, ok := r.c.sides[string(b)]
	return bearing, ok
}

// around reads the heads, sides and distances beside a name. A word that the name
// before it has taken is not this one's: "the Salaheddine neighbourhood of Aleppo".
func (r *recognising) around(f *found, first, end int) {
	r.follow(f, end)
	at, taken := f.first, r.taken()
	for range 4 {
		c, from, linked := r.governor(f, at, first)
		if from < taken {
			f.cues |= c & townHead // "the old village of Ravna" is a village all the same
			return
		}
		switch {
		case c&(near|outskirts) != 0:
			f.cues |= c & (near | outskirts)
			f.from = from
			return
		case c&direction != 0 && linked:
			f.sidedBy(r, from, at)
			f.from = r.distance(f, from, first)
			f.cues |= direction
			return
		case c&part != 0 && f.from == f.first && !r.caseless(f.first): // "the northern town of Homs" is no part of it
			f.sidedBy(r, from, at)
			f.cues |= part
			f.from = from
		case c&(heads|countryside) != 0 && linked:
			f.cues |= c & (heads | countryside | severalHeads | quarterHead)
			f.from = from
			if c&countryside != 0 {
				return
			}
		case c&siteHead != 0 && r.c.bare && at == f.first:
			f.cues |= siteHead
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

// taken is the token after all that the names found so far have taken.
func (r *recognising) taken() int {
	if n := len(r.s.found); n > 0 {
		return r.s.found[n-1].to
	}
	return 0
}

// follow reads the words after a name that belong to it.
func (r *recognising) follow(f *found, end int) {
	if r.caseless(f.first) {
		for range 2 { // "the countryside of Aleppo the northern"
			c, to := r.cueAt(f.to, end)
			if c&part == 0 || c&direction != 0 || r.d.Tokens[f.to].Flags&text.Break != 0 {
				return
			}
			f.sidedBy(r, f.to, to)
			f.cues |= part
			f.to = to
		}
		return
	}
	if c, to := r.cueAt(f.last, end); c&(heads|countryside|siteHead) != 0 {
		f.cues |= c & (heads | countryside | siteHead)
		f.to = to
	}
}

// governor returns the words before token at that a name there depends on, with
// "of" and "the" between passed over, and whether they link to it: by "of", or
// in a language that needs none.
func (r *recognising) governor(f *found, at, first int) (c cue, from int, linked bool) {
	k := at
	alone := r.c.bare || at == f.first && f.glued&ofWord != 0
	linked = alone
	for range 2 { // "of the"
		w := r.word(k-1, k)
		if k-1 < first || w&(ofWord|withArticle) == 0 {
			break
		}
		linked = linked || w&ofWord != 0
		k--
	}
	if k < at {
		if c, from = r.cueBefore(k, first); c&(heads|near|outskirts|countryside|direction) != 0 && (c&part == 0 || c&direction != 0) {
			return c, from, linked
		}
	}
	c, from = r.cueBefore(at, first)
	return c, from, alone
}

func (f *found) sidedBy(r *recognising, i, last int) {
	if b, ok := r.side(i, last); ok {
		f.bearing, f.sided = b, true
	}
	f.side = r.d.Raw[int(r.d.Tokens[i].Start)+r.glue(i).skip : r.d.Tokens[last-1].End]
}

// distance reads the kilometres or miles before a side, and returns the first
// token of what it read.
func (r *recognising) distance(f *found, from, first int) int {
	unit, at := r.cueBefore(from, first)
	if unit&(kilometre|mile) == 0 || at-1 < first || r.d.Tokens[at-1].Kind != text.Number {
		return from
	}
	f.km = r.d.Tokens[at-1].Value
	if unit&mile != 0 {
		f.km *= 1.609
	}
	return at - 1
}
