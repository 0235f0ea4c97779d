package lexicon

import (
	"strconv"
	"strings"
)

// An ending is the last letters of words, which tell what they are.
type ending struct {
	trait Trait
	stem  int // so many bytes stand before it at least
	text  string
}

// of reports whether word ends so, in any ASCII case.
func (n *ending) of(word string) bool {
	at := len(word) - len(n.text)
	return at >= n.stem && same(n.text, word[at:])
}

// Ends reports whether a word, known or not, ends as words with the trait do.
func (p *Pack) Ends(word string, t Trait) bool {
	for i := range p.endings {
		if n := &p.endings[i]; n.trait&t != 0 && n.of(word) {
			return true
		}
	}
	return false
}

// ending adds endings: kind, letters before it at least, endings.
func (l *loading) ending(r row) error {
	if r.cell(0) == "possessive" {
		c := strings.ToLower(r.cell(2))
		if len(c) != 1 || c[0] < 'a' || c[0] > 'z' {
			return bad("possessive %q: want the one letter that after an apostrophe marks an owner", c)
		}
		l.Cutter.Possessive = c[0]
		return nil
	}
	t := endingNames[r.cell(0)]
	if t == 0 {
		all := map[string]bool{"possessive": true}
		for n := range endingNames {
			all[n] = true
		}
		return oneOf("kind of ending", r.cell(0), all)
	}
	stem, err := strconv.Atoi(r.cell(1))
	if err != nil || stem < 0 || stem > 20 {
		return bad("letters before the ending: %q, want 0 to 20", r.cell(1))
	}
	for text := range strings.FieldsSeq(strings.ToLower(r.cell(2))) {
		l.endings = append(l.endings, ending{t, stem, text})
	}
	return nil
}

// ends notes on each entry what its ending tells, so that reading need not look.
func (l *loading) ends() {
	for i := range l.Entries {
		for k := range l.endings {
			if e := &l.Entries[i]; l.endings[k].of(e.Form) {
				e.Trait |= l.endings[k].trait
			}
		}
	}
}
