package lexicon

import (
	"strconv"
	"strings"

	"github.com/recountlab/recount/text"
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

// Begins reports whether a word, known or not, begins as words with the trait do.
func (p *Pack) Begins(word string, t Trait) bool {
	var room [96]byte
	form := text.Fold(room[:0], word)
	for i := range p.openings {
		if o := &p.openings[i]; o.trait&t != 0 && len(form) > len(o.text)+o.stem && string(form[:len(o.text)]) == o.text {
			return true
		}
	}
	return false
}

// Articled reports whether a word that the pack does not know begins as one with
// its article does.
func (p *Pack) Articled(word string) bool {
	if p.clitics.article == "" {
		return false
	}
	var room [96]byte
	form := text.Fold(room[:0], word)
	return len(form) > len(p.clitics.article)+3 && string(form[:len(p.clitics.article)]) == p.clitics.article
}

// Bare returns a word folded and without its article.
func (p *Pack) Bare(word string) string {
	form := text.Folded(word)
	if a := p.clitics.article; a != "" && len(form) > len(a)+3 {
		form = strings.TrimPrefix(form, a)
	}
	return form
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
	if r.cell(0) == "elided" {
		if l.Cutter.Elided == nil {
			l.Cutter.Elided = map[string]bool{}
		}
		for w := range strings.FieldsSeq(strings.ToLower(r.cell(2))) {
			l.Cutter.Elided[strings.TrimSuffix(w, "'")] = true
		}
		return nil
	}
	t := endingNames[r.cell(0)]
	if r.cell(0) == "imperfect" {
		t = Imperfect
	}
	if t == 0 {
		all := map[string]bool{"possessive": true, "elided": true, "imperfect": true}
		for n := range endingNames {
			all[n] = true
		}
		return oneOf("kind of ending", r.cell(0), all)
	}
	stem, err := strconv.Atoi(r.cell(1))
	if err != nil || stem < 0 || stem > 20 {
		return bad("letters before the ending: %q, want 0 to 20", r.cell(1))
	}
	for text := range strings.FieldsSeq(text.Folded(r.cell(2))) {
		if t == Imperfect {
			l.openings = append(l.openings, ending{t, stem, text})
			continue
		}
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
