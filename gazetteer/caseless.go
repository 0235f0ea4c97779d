package gazetteer

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// caseless reports whether a token's script has no capitals, as those of Arabic
// and Hebrew. There a name is known by what stands before it: a word for a kind
// of place, a preposition, the name before it in a list.
func (r *recognising) caseless(i int) bool {
	b := r.d.Raw[r.d.Tokens[i].Start]
	return b >= 0xD6 && b <= 0xDB
}

// tagged reports whether token i begins a tag: "#Aleppo".
func (r *recognising) tagged(i, first int) bool {
	return i > first && r.d.Tokens[i-1].Mark == '#' && r.d.Tokens[i].Flags&text.Glued != 0
}

// joined reports whether a name goes on a list that the name before it began:
// "X, Y and Z". It returns that name, or nil.
func (r *recognising) joined(f *found) *found {
	n := len(r.s.found) - 1
	if n < 0 {
		return nil
	}
	p, t := &r.s.found[n], r.d.Tokens
	gap := f.from - p.to
	comma := gap >= 1 && gap <= 2 && t[p.to].Mark == ','
	and := f.glued&andWord != 0 || gap >= 1 && gap <= 2 && r.is(f.from-1, f.from, andWord)
	if p.home || gap < 0 || !(comma && (gap == 1 || and) || and && (gap == 0 || gap == 1)) {
		return nil
	}
	return p
}

// leads reports whether what stands before token i leads in a sentence: "Daraa:
// three killed", "Baghdad - ".
func (r *recognising) leads(i int) bool {
	if i >= len(r.d.Tokens) {
		return false
	}
	if k := r.agencyAfter(i); r.d.Tokens[i].Mark == '(' && k == 0 { // "Ravna (Homs): three killed"
		for n := i + 2; n+1 < min(len(r.d.Tokens), i+6); n++ {
			if r.d.Tokens[n].Mark == ')' {
				return r.d.Tokens[n+1].Mark == ':'
			}
		}
	}
	m := r.d.Tokens[i].Mark
	return m == ':' || m == '-' || m == '/' || m == '|' || m == '.' && i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Mark == '.' // "Daraa.. three killed"
}

// opens reports whether nothing stands before token i in its sentence but marks, bullets
// and figures, or a label of the message: "- Daraa:", "Urgent | Sanaa:".
func (r *recognising) opens(i, first int) bool {
	for k := i - 1; k >= first; k-- {
		if t := &r.d.Tokens[k]; t.Kind == text.Word || i-k > 8 {
			return false
		} else if t.Mark == '|' {
			return true
		}
	}
	return true
}

// listed reports whether token i heads an item of a list: a bullet stands before it.
func (r *recognising) listed(i, first int) bool {
	return i > first && r.d.Tokens[i-1].Kind == text.Mark && r.d.Tokens[i-1].Mark != '|' && r.opens(i, first)
}

// strong are the cues after which even a word of the language is a name.
const strong = heads | countryside | near | outskirts | direction

// plainly reports whether a common word of the language is a town's name too, and
// stands after the word for one.
func (r *recognising) plainly(c cue, i, first int) bool {
	if c&plainWord == 0 || !r.caseless(i) {
		return false
	}
	if r.listed(i, first) && r.leads(i+1) {
		return true
	}
	before, _ := r.cueBefore(i, first)
	return before&townHead != 0
}

// judgeCaseless is judge for a script without capitals.
func (r *recognising) judgeCaseless(f *found, sn *sense, top fact, first int) verdict {
	s := r.s
	single := f.last == f.first+1
	own := r.c.words[sn.key]
	tagged := r.tagged(f.first, first)
	item := r.listed(f.first, first) && r.leads(f.last)
	headed := f.cues&(strong|siteHead) != 0 || tagged || item
	sure := f.cues&(heads|countryside|direction) != 0 || tagged || item // not "near the door"
	stands := headed || f.cues&locative != 0 || f.glued&(inWord|locative) != 0 || r.opens(f.first, first) && (r.leads(f.last) || f.first == first && r.agencyAfter(f.last) > 0)
	way := r.wayEnd(f, first)
	sure, stands = sure || way, stands || way || !single && r.is(f.first, f.last, siteHead|campHead)
	listed := false
	if p := r.joined(f); p != nil && (p.sense >= 0 || p.lacking) {
		stands, listed = true, true
		if p.cues&severalHeads != 0 {
			headed, sure = true, true
			if f.cues&heads == 0 {
				f.cues |= p.cues & (heads | severalHeads | quarterHead)
			}
		}
	}
	land := top.class == Country && sn.refs[0].tier <= 2
	big := land || top.class == Region || top.class == Province || top.class == Capital || top.people >= 100000 || top.overlay
	letters := utf8.RuneCountInString(sn.key)
	before, _ := r.cueBefore(f.from, first)
	stands = stands || before&wayWord != 0
	if f.from == f.first && f.glued&(inWord|locative) != 0 {
		before = 0 // "an operation in Homs" is none that Homs names
	}
	f.alone = !headed
	switch {
	case before&toWord != 0 && !single && r.is(f.first, f.last, hospitalHead):
		return vote // where the hurt were brought to
	case before&hospitalHead != 0 && own&plainWord == 0 && (top.people >= 20000 || top.class == Seat || top.class == Seat2 || top.class == Capital):
		return vote // "the hospital of Gaza"
	case before&(roadHead|hospitalHead) != 0 && f.cues&townHead == 0:
		return reject // "the street of Jerusalem"
	case own&localName != 0 && !sure:
		if own&plainWord != 0 && !stands {
			return reject
		}
		f.local = own&plainWord == 0 || listed || f.glued&inWord != 0 || r.is(f.from-1, f.from, inWord) || r.opens(f.first, first) && r.leads(f.last)
		return unsure
	case before&orgHead != 0 && before&heads == 0:
		return vote
	case before&(title|givenName) != 0 && !headed && !land:
		s.persons[sn.key] = true
		return reject
	case single && r.is(f.first, f.last, compound) && r.extent(f.first, f.skip, len(r.d.Tokens)) > f.last:
		return reject // "the town of Burj Rahal" is not that of Burj
	case single && s.persons[sn.key] && !headed && !big, letters <= 2 && !headed:
		return reject
	case single && own&plainWord != 0 && !sure && !(land && stands) && !r.holds(f):
		return reject
	case headed, way:
		return accept
	case single && letters == 3 && !stands && top.people < 300000 && !land && top.class != Capital:
		return unsure
	case big:
		return accept
	case stands && (!single || top.people >= 1000 || top.class == Quarter || top.level == recount.AtArea):
		return accept
	case stands && own == 0 && r.c.words[strings.TrimPrefix(sn.key, "ال")] == 0 && letters >= 4 && top.people == 0 && r.c.lands[top.cc]: // nobody has counted its people
		return accept
	case !single && top.people >= 10000:
		return accept
	}
	return unsure
}

// wayEnd reports whether a name is an end of a road by the words: "the road X - Y".
func (r *recognising) wayEnd(f *found, first int) bool {
	t := r.d.Tokens
	if before, _ := r.cueBefore(f.from, first); before&wayWord != 0 {
		return f.last < len(t) && t[f.last].Mark == '-'
	}
	n := len(r.s.found) - 1
	if n < 0 || r.s.found[n].to != f.from-1 || t[f.from-1].Mark != '-' {
		return false
	}
	before, _ := r.cueBefore(r.s.found[n].from, first)
	return before&wayWord != 0
}

// holds reports whether a name stands with "in" right behind a place that the words
// make one: "the Harsha area in Zawiya".
func (r *recognising) holds(f *found) bool {
	n := len(r.s.found) - 1
	if n < 0 || f.glued&inWord == 0 && !r.is(f.from-1, f.from, inWord) {
		return false
	}
	p := &r.s.found[n]
	return p.cues&heads != 0 && f.from-p.to <= 1
}

// nation is the country whose people a word is for, unless it stands where the
// country of the same name does: Arabic has one word for Syria and for a Syrian.
func (r *recognising) nation(i int, f form, e span, first int) (string, bool) {
	s := r.s
	key := s.key[:e.n]
	if e.last == i+1 && r.caseless(i) && r.promises(i)&single == 0 {
		return "", false
	}
	cc, ok := r.g.demonym(key, e.hash)
	if !ok && r.caseless(i) {
		if indefinite, cut := bytes.CutSuffix(key, []byte("ا")); cut && e.last == i+1 && strings.ContainsRune(r.d.Word(i), 'ً') {
			cc, ok = r.g.arabPeople(indefinite) // "a Syrian" in the accusative is no Syria
			return cc, ok
		}
		cc, ok = r.g.arabPeople(key)
	}
	if !ok || !r.caseless(i) {
		return cc, ok
	}
	before, _ := r.cueBefore(i, first)
	place := before&(strong&^heads|locative|part) != 0 || f.cue&(inWord|locative) != 0
	return cc, before&givenName == 0 && !(place && r.g.isCountry(r.lookup(key, e.hash)))
}

// arabPeople is demonym for the forms of an Arabic adjective of nation: with
// the article, feminine, dual and plural.
func (g *Gazetteer) arabPeople(key []byte) (string, bool) {
	if bytes.IndexByte(key, ' ') >= 0 {
		return "", false
	}
	k := bytes.TrimPrefix(key, arabArticle)
	for _, e := range arabEndings {
		if stem, ok := cutSuffix(k, e); ok && utf8.RuneCount(stem) > 2 {
			if cc, ok := g.demonym(stem, hash(stem)); ok {
				return cc, true
			}
		}
	}
	return "", false
}

// cutSuffix is bytes.CutSuffix with a suffix that is a string.
func cutSuffix(b []byte, suffix string) ([]byte, bool) {
	n := len(b) - len(suffix)
	if n < 0 || string(b[n:]) != suffix {
		return b, false
	}
	return b[:n], true
}

var arabEndings = [...]string{"", "ه", "ون", "ين", "ان", "ات", "تان", "تين"}
