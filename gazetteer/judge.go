package gazetteer

import (
	"unicode/utf8"

	"github.com/recountlab/recount/text"
)

// A verdict is what becomes of a name found.
type verdict uint8

const (
	accept verdict = iota
	vote           // of an organisation's name: says where the report is at home, names no place
	unsure         // stands alone where a person, a house or a word may: believed where the report names the place elsewhere
	reject
)

// judge rejects a name that the words beside it make a person, an
// organisation, or an ordinary word at the head of a sentence.
func (r *recognising) judge(f *found, sn *sense, top fact, first, end int) verdict {
	d, s := r.d, r.s
	single := f.last == f.first+1
	big := top.class == Country || top.class == Region || top.class == Province || top.people >= 100000 || top.overlay || top.class == Capital
	located := f.cues&^part != 0
	t := &d.Tokens[f.first]
	if r.caseless(f.first) {
		return r.judgeCaseless(f, sn, top, first)
	}
	if short := f.last < end && d.Tokens[f.last].Mark == '.' && d.Tokens[f.last].Flags&text.Glued != 0 && f.first > first && r.comma(f.first-1, end); utf8.RuneCountInString(sn.key) <= 2 && t.Flags&text.Upper == 0 && !short {
		return reject // "Louisville, Ky." is one
	}
	if utf8.RuneCountInString(sn.key) <= 3 && t.Flags&text.Upper == 0 && !big && !located {
		return reject
	}
	if d.Shout && single && !big && !located {
		return unsure
	}
	before, _ := r.cueBefore(f.first, first)
	if before&withArticle != 0 && single && !located && !top.overlay && top.class != Country && top.class != Region && top.class != Province && top.class != Capital {
		// "told the Mission": no town has an article that is not of its name; but "the Aleppo police"
		n := f.last
		pair := n+1 < end && d.Tokens[n].Mark == '-' && d.Tokens[n+1].Flags&text.Capital != 0 // "the Homs-Palmyra highway"
		if !pair && (n == end || d.Tokens[n].Kind != text.Word || d.Tokens[n].Flags&text.Capital != 0 && !r.organisation(n, end)) {
			return unsure
		}
	}
	if !top.overlay && r.road(f, first, end) {
		return reject
	}
	own := r.c.words[sn.key]
	if r.initialled(f.first, first) {
		s.persons[sn.key] = true
		return reject
	}
	famous := sn.refs[0].tier == 1 && (top.class == Country || top.class == Capital || top.people >= 100000)
	if single && own&plainWord != 0 && !famous && !top.overlay && (!located || r.is(f.first-1, end, ofWord)) && !(r.comma(f.last, end) && f.first > first) {
		return reject // a word of the language that is a town's name too
	}
	if single && top.class != Country && top.class != Province && top.class != Capital && !top.overlay {
		if c, _ := r.cueAt(f.last, end); c&saying != 0 || before&title != 0 || before&saying != 0 {
			s.persons[sn.key] = true
			return reject // "Ripley said", "coach Ripley"
		}
	}
	// Words before: a title, a given name or an initial makes a person.
	if p := f.first - 1; p >= first && d.Tokens[p].Kind == text.Word && d.Tokens[p].Flags&text.Capital != 0 && !d.Shout {
		if before&(title|givenName) != 0 {
			s.persons[sn.key] = true
			return reject
		}
		if n := len(s.found) - 1; single && !located && n >= 0 && s.found[n].last == f.first && s.found[n].first == p && r.firstName(&s.found[n]) && (top.class < Province || sn.refs[0].tier > 1) {
			s.senses[s.found[n].sense].count--
			s.found = s.found[:n]
			s.persons[sn.key] = true
			return reject
		}
		if before == 0 && p > first && !(len(s.found) > 0 && s.found[len(s.found)-1].last >= p) && !(top.class == Country || top.class == Province) && f.cues&(townHead|areaHead|campHead|provinceHead) == 0 {
			return unsure // a capital before it that nothing explains: part of a longer name
		}
	}
	if p := f.first - 1; p > first && d.Tokens[p].Mark == '-' && d.Tokens[p].Flags&text.Glued != 0 && t.Flags&text.Glued != 0 && d.Tokens[p-1].Flags&text.Capital != 0 && !big {
		return unsure
	}
	if s.persons[sn.key] && !located {
		return reject
	}
	if r.goesOn(f.last, end) {
		return reject // "Bustan al-Qasr": the rest of a name that the gazetteer lacks
	}
	// Words after: a surname, the head of an organisation, or the rest of a name
	// that the gazetteer lacks.
	if n := f.last; n < end && d.Tokens[n].Kind == text.Word && d.Tokens[n].Flags&text.Capital != 0 && !d.Shout {
		c, _ := r.cueAt(n, end)
		rest, _ := r.cueAt(n+1, end)
		switch {
		case c == 0 && rest&(districtHead|townHead|areaHead|provinceHead) != 0 && top.class != Country && top.class != Province && r.unknown(n):
			return unsure
		case c&orgHead != 0 && c&(heads|siteHead) == 0,
			c&orgHead != 0 && f.cues&siteHead != 0:
			return vote
		case own&givenName != 0 && c == 0:
			return reject
		case c == 0 && single && !located && top.class != Country && top.class != Province && r.unknown(n):
			return unsure
		}
		if c&(townHead|provinceHead|campHead) == 0 && r.organisation(n+1, end) {
			return vote
		}
	}
	if single && r.c.words[sn.key]&givenName != 0 && !located && top.class != Country && top.class != Province {
		return reject
	}
	if f.first == first && single && !big && !located && !r.comma(f.last, end) {
		return unsure
	}
	if single && !big && !located && top.people < 15000 && !r.comma(f.last, end) && f.first > first && !r.comma(f.first-1, end) {
		return unsure
	}
	// Letters that abbreviate a division count only after a comma.
	if top.class == Province && sn.refs[0].tier == 2 && len(sn.key) <= 4 && !(f.first > first && r.comma(f.first-1, end)) {
		return unsure
	}
	return accept
}

// organisation reports whether one of the next three words in capitals, from
// token i on, heads an organisation: "Media Centre", "Children's Medical Center".
func (r *recognising) organisation(i, end int) bool {
	for words := 0; i < end && words < 3; i++ {
		t := &r.d.Tokens[i]
		if t.Kind == text.Mark && t.Mark == 's' {
			continue
		}
		if t.Kind != text.Word || t.Flags&text.Capital == 0 {
			return false
		}
		words++
		if c, _ := r.cueAt(i, end); c&orgHead != 0 {
			return true
		}
	}
	return false
}

// initialled reports whether a title, a given name or an initial stands before
// token i with its full stop: "Gen. Ali", "Maria S. Baker".
func (r *recognising) initialled(i, first int) bool {
	t := r.d.Tokens
	if i-2 < first || t[i-1].Mark != '.' || t[i-1].Flags&text.Glued == 0 || t[i-2].Kind != text.Word || t[i-2].Flags&text.Capital == 0 || r.d.Shout {
		return false
	}
	c, _ := r.cueBefore(i-1, first)
	return c&(title|givenName) != 0 || t[i-2].End-t[i-2].Start == 1 && i-3 >= first && t[i-3].Kind == text.Word && t[i-3].Flags&text.Capital != 0
}

// firstName reports whether a name that was taken for a place may be a given
// name when a surname follows it: one word, no head or preposition beside it,
// and no land or large city.
func (r *recognising) firstName(f *found) bool {
	if f.sense < 0 || f.last != f.first+1 || f.cues&^part != 0 || f.home {
		return false
	}
	sn := &r.s.senses[f.sense]
	top := sn.facts[0]
	return !top.overlay && top.class != Country && top.class != Capital && (top.class != Province || sn.refs[0].tier > 1) && top.people < 300000
}

// goesOn reports whether the words from token i on go on with a name as Arabic
// ones do: a short word in small letters, a hyphen, a capital.
func (r *recognising) goesOn(i, end int) bool {
	t := r.d.Tokens
	return i+2 < end && t[i].Kind == text.Word && t[i].Flags&text.Capital == 0 && t[i].End-t[i].Start <= 3 &&
		t[i+1].Mark == '-' && t[i+1].Flags&text.Glued != 0 && t[i+2].Flags&text.Glued != 0 && t[i+2].Flags&text.Capital != 0
}

// road reports whether a name is a street's: "Cool Springs Drive", "on Willow Street".
func (r *recognising) road(f *found, first, end int) bool {
	capital := func(i int) bool {
		return i < end && r.d.Tokens[i].Kind == text.Word && r.d.Tokens[i].Flags&text.Capital != 0
	}
	if r.d.Shout {
		return false
	}
	for n := f.last; n < f.last+2 && capital(n); n++ {
		if c, _ := r.cueAt(n, end); c&roadHead != 0 {
			return true
		}
	}
	if n := f.last; n+2 < end && !r.caseless(n) && r.is(n, end, roadHead) && r.is(n+1, end, inWord|ofWord) && capital(n+2) {
		return true // "Omar street in Gaza", but "a Gaza street"
	}
	c, _ := r.cueAt(f.last-1, end)
	return c&roadHead != 0 && f.last-f.first > 1 && f.first > first
}

// unknown reports whether the word at i is neither a place nor a nation's.
func (r *recognising) unknown(i int) bool {
	b := appendFold(r.s.fold[:0], r.d.Word(i))
	r.s.fold = b
	if _, ok := r.g.demonym(b, hash(b)); ok {
		return false
	}
	for _, p := range r.lookup(b, hash(b)) {
		if f := r.g.fact(p); f.base() > 5.1 && p.tier == 1 {
			return false
		}
	}
	return true
}

func (r *recognising) comma(i, end int) bool {
	return i < end && i >= 0 && r.d.Tokens[i].Mark == ','
}
