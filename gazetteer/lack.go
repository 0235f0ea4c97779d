package gazetteer

import (
	"sort"

	"github.com/recountlab/recount/text"
)

// maxSounded is how many names of one text are looked up by sound, which costs
// much more than by letter.
const maxSounded = 500

// lack takes a name in capitals that stands where a place stands, after "in"
// or "near" or beside a word like "village", though no place is written so: for
// one that sounds alike, else for a place the gazetteer lacks. It returns where
// to go on.
func (r *recognising) lack(i, first, end int) int {
	d, s := r.d, r.s
	if d.Shout || i == first || d.Tokens[i].Flags&text.Capital == 0 && !r.starts(i, end) {
		return i + 1
	}
	last := r.nameFrom(i, end)
	if last == i {
		return i + 1
	}
	after, to := r.cueAt(last, end)
	headed := after&heads != 0 && after&orgHead == 0
	if !headed && !r.inBefore(i, first) {
		return i + 1
	}
	if !headed {
		to = last
		if c, _ := r.cueAt(i, end); c&(title|givenName) != 0 {
			return i + 1
		}
		if last < end && d.Tokens[last].Kind == text.Word && !r.divides(last, end) && (d.Tokens[last].Flags&text.Capital != 0 || after&(orgHead|roadHead|siteHead|featureHead) != 0) {
			return i + 1 // part of a longer name
		}
		if last < end && d.Tokens[last].Mark == '-' && d.Tokens[last].Flags&text.Glued != 0 {
			return i + 1
		}
	}
	name, key := r.spelt(i, 0, last)
	if s.persons[string(key[1:])] {
		return i + 1
	}
	f := found{first: i, last: last, from: i, to: to, sense: -1, in: -1, lacking: true, cues: after & (areaHead | campHead)}
	n, known := s.byKey[string(key)]
	if !known {
		if refs := r.soundOf(key, name); len(refs) > 0 {
			n, known = r.sense(key, refs), true
		}
	}
	r.around(&f, first, end)
	f.to = max(f.to, to)
	if known {
		s.meet(n, f)
	} else {
		s.found = append(s.found, f)
	}
	return f.to
}

// nameFrom returns the token after a name of up to four words in capitals, none
// of which does anything else beside places, or i if there is none at token i.
func (r *recognising) nameFrom(i, end int) int {
	t := r.d.Tokens
	last, words := i, 0
	for j := i; j < end && words < 4; j++ {
		if t[j].Kind == text.Mark && t[j].Mark == '-' && t[j].Flags&text.Glued != 0 && j+1 < end && t[j+1].Flags&text.Glued != 0 {
			continue
		}
		glued := j > i && t[j].Flags&text.Glued != 0 && t[j-1].Mark == '-'
		if j > i && r.divides(j, end) {
			break
		}
		small := t[j].Flags&text.Capital == 0
		if small && t[j].Kind == text.Word && r.starts(j, end) {
			continue // "Tal al-Hawa"
		}
		if t[j].Kind != text.Word || small && !glued || t[j].Flags&text.Upper != 0 {
			break
		}
		if b := appendFold(r.s.fold[:0], r.d.Word(j)); true {
			r.s.fold = b
			if _, people := r.g.demonym(b, hash(b)); people || !small && r.c.words[string(b)]&^(title|givenName) != 0 {
				break
			}
		}
		words++
		last = j + 1
	}
	return last
}

// divides reports whether token i is a division's name before the word for it, in
// a language with cases: "the village Robotyne of-Zaporizhzhia province".
func (r *recognising) divides(i, end int) bool {
	return len(r.c.endings) > 0 && r.is(i+1, end, provinceHead|districtHead)
}

// stands reports whether a name stands where a place stands.
func (r *recognising) stands(f *found) bool {
	n := sort.Search(len(r.d.Sentences), func(n int) bool { return f.first < int(r.d.Sentences[n].Last) })
	first := int(r.d.Sentences[n].First)
	return f.cues&(heads|near|outskirts|direction|countryside) != 0 || f.first > first && r.inBefore(f.first, first)
}

// inBefore reports whether "in", "near" or a word for a place with "of" stands
// before token i.
func (r *recognising) inBefore(i, first int) bool {
	if r.is(i-1, i, inWord) {
		return true
	}
	c, _ := r.cueBefore(i, first)
	if c&(near|outskirts) != 0 || r.c.bare && c&(heads|direction) != 0 {
		return true
	}
	if i-2 < first || !r.is(i-1, i, ofWord) {
		return false
	}
	c, from := r.cueBefore(i-1, first)
	return c&(heads|countryside|direction) != 0 && from >= r.taken()
}
