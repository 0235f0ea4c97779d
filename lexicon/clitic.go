package lexicon

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount/text"
)

// clitics are what a language writes together with a word and what is no letter
// of it. All are folded.
type clitics struct {
	words   []clitic // before it, words of their own: "and", "by"
	article string   // before it: "the"
	merged  string   // what is left of the article after a clitic of the same letters
	owners  []string // after it: "his", "their"
	ours    []string // of these, those of who speaks: "our"
	whose   map[string]string
	whole   map[string]bool

	opens, ends [256]bool // last bytes of the first letters of words, and of owners: most have none
}

// A clitic is a word that is written together with the next.
type clitic struct {
	form   string
	before []string // only before words that begin so; any if empty
}

// Find returns the number of a word, or 0 if the pack does not know it. How it
// is written (text.Fold) and its article or owner do not matter.
func (p *Pack) Find(word string) int32 {
	n, _ := p.Know(word, false)
	return n
}

// Know is Find, and says whether the word bears its article or its owner.
// merged says that a clitic stands glued before it, with which the article may
// have merged.
func (p *Pack) Know(word string, merged bool) (n int32, definite bool) {
	if text.ASCII(word) {
		return p.ascii(word), false
	}
	var room [96]byte
	return p.know(text.Fold(room[:0], word), merged, len(p.Entries))
}

// Ours reports whether a word ends in the letters of "our" or, of a verb, "we".
func (p *Pack) Ours(word string) bool {
	return slices.ContainsFunc(p.clitics.ours, func(o string) bool { return len(word) > len(o)+shortestOwned && strings.HasSuffix(word, o) })
}

// Whose says of whom the letters at the end of a word speak that stand for its owner: "male",
// "female", "two" or "several"; "" if they tell nothing, or the word bears its article.
func (p *Pack) Whose(word string) string {
	form := text.Folded(word)
	if a := p.clitics.article; a == "" || strings.HasPrefix(form, a) {
		return ""
	}
	longest, of := 0, ""
	for o, kind := range p.clitics.whose {
		if len(o) > longest && len(form) > len(o)+shortestOwned && strings.HasSuffix(form, o) {
			longest, of = len(o), kind
		}
	}
	return of
}

// shortestOwned is how many bytes a word must have before the letters of an owner.
const shortestOwned = 4

// know looks up a folded word among the first most entries.
func (p *Pack) know(form []byte, merged bool, most int) (int32, bool) {
	if n := p.lookUp(form, most); n > 0 || p.clitics.article == "" {
		return n, n > 0 && p.clitics.article != "" && len(form) > len(p.clitics.article)+4 && bytes.HasPrefix(form, []byte(p.clitics.article))
	}
	if rest, ok := bytes.CutPrefix(form, []byte(p.clitics.article)); ok {
		if n := p.lookUp(rest, most); n > 0 {
			return n, true
		}
	}
	if rest, ok := bytes.CutPrefix(form, []byte(p.clitics.merged)); ok && merged {
		if n := p.lookUp(rest, most); n > 0 {
			return n, true
		}
	}
	if len(form) == 0 || !p.clitics.ends[form[len(form)-1]] {
		return 0, false
	}
	for _, o := range p.clitics.owners {
		rest, ok := bytes.CutSuffix(form, []byte(o))
		if !ok || len(rest) < shortestOwned {
			continue
		}
		if bytes.HasSuffix(rest, []byte("ا")) { // "طفلاها": of طفلان, as what is owned has no ending of an object
			var room [96]byte
			if n := p.lookUp(append(append(room[:0], rest...), "ن"...), most); n > 0 {
				return n, true
			}
		}
		if n := p.lookUp(rest, most); n > 0 {
			return n, true
		}
		if o != "ه" && bytes.HasSuffix(rest, []byte("ي")) { // "طفليها": of طفلين; -يه is rather an adjective's
			var room [96]byte
			if n := p.lookUp(append(append(room[:0], rest...), "ن"...), most); n > 0 {
				return n, true
			}
		}
		if stem, ok := bytes.CutSuffix(rest, []byte("ت")); ok { // "ضحيته": of ضحية
			var room [96]byte
			if n := p.lookUp(append(append(room[:0], stem...), "ه"...), most); n > 0 {
				return n, true
			}
		}
	}
	return 0, false
}

// lookUp finds a folded form among the first most entries.
func (p *Pack) lookUp(form []byte, most int) int32 {
	if p.table == nil {
		if n := p.index[string(form)]; int(n) < most {
			return n
		}
		return 0
	}
	h := hashOf(form)
	for i := h & p.mask; ; i = (i + 1) & p.mask {
		if t := p.table[i]; t.entry == 0 || t.hash == h && p.Entries[t.entry].Form == string(form) {
			if int(t.entry) >= most {
				return 0
			}
			return t.entry
		}
	}
}

// split is the cutter's: how many bytes of a word are a clitic word, as the rest
// is a word that the single-word tables know.
func (p *Pack) split(word string) int {
	var room [96]byte
	_, n := utf8.DecodeRuneInString(word)
	if first := text.Fold(room[:0], word[:n]); len(first) > 0 && !p.clitics.opens[first[len(first)-1]] {
		return 0
	}
	form := text.Fold(room[:0], word)
	for _, c := range p.clitics.words {
		if rest, ok := bytes.CutPrefix(form, []byte(c.form)); ok {
			if n, _ := p.know(form, false, p.stems); n > 0 || p.clitics.whole[string(form)] {
				return 0
			}
			if p.stands(c, rest, 2) {
				return width(word, utf8.RuneCountInString(c.form))
			}
		}
	}
	return 0
}

// stands reports whether what follows clitic c is a word, perhaps behind further
// clitics.
func (p *Pack) stands(c clitic, rest []byte, depth int) bool {
	if len(rest) < 4 || len(c.before) > 0 && !slices.ContainsFunc(c.before, func(b string) bool { return bytes.HasPrefix(rest, []byte(b)) }) {
		return false
	}
	if n, _ := p.know(rest, c.form == p.clitics.merged, p.stems); n > 0 {
		return true
	}
	for _, d := range p.clitics.words {
		if more, ok := bytes.CutPrefix(rest, []byte(d.form)); ok && depth > 1 && d.form != c.form && p.stands(d, more, depth-1) {
			return true
		}
	}
	return false
}

// width returns how many bytes the first n letters of a word take, with the
// marks that stand on them.
func width(word string, n int) int {
	for i, r := range word {
		if unicode.Is(unicode.M, r) || r == 0x0640 {
			continue
		}
		if n--; n < 0 {
			return i
		}
	}
	return len(word)
}

// Merges reports whether the article merges with a word when it follows it.
func (p *Pack) Merges(n int32) bool {
	return p.clitics.merged != "" && p.Entries[n].Form == p.clitics.merged
}

// clitic adds clitics: kind, forms, and for words what they may stand before.
func (l *loading) clitic(r row) error {
	forms := strings.Fields(text.Folded(r.cell(1)))
	if len(forms) == 0 {
		return bad("a row without forms")
	}
	c := &l.clitics
	switch r.cell(0) {
	case "word":
		for _, f := range forms {
			c.words = append(c.words, clitic{f, strings.Fields(text.Folded(r.cell(2)))})
			_, n := utf8.DecodeRuneInString(f)
			c.opens[f[n-1]] = true
		}
	case "article":
		c.article = forms[0]
	case "merged":
		c.merged = forms[0]
	case "owner", "ours":
		for _, f := range forms {
			c.ends[f[len(f)-1]] = true
		}
		if c.owners = append(c.owners, forms...); r.cell(0) == "ours" {
			c.ours = append(c.ours, forms...)
		}
		if of := r.cell(2); of != "" && r.cell(0) == "owner" {
			if !ownerKinds[of] {
				return oneOf("kind of owner", of, ownerKinds)
			}
			for _, f := range forms {
				c.whose[f] = of
			}
		}
	case "whole":
		for _, f := range forms {
			c.whole[f] = true
		}
	default:
		return oneOf("kind of clitic", r.cell(0), cliticKinds)
	}
	return nil
}

var ownerKinds = set("male", "female", "two", "several")

var cliticKinds = set("word", "article", "merged", "owner", "ours", "whole")

// stem enters the words of the tables of single words before any text is cut, so
// that a clitic is split from a word wherever it stands in the tables.
func (l *loading) stem() {
	for _, t := range []struct {
		file   string
		column int
	}{{"words.tsv", 1}, {"things.tsv", 1}, {"adjectives.tsv", 1}, {"people.tsv", 1}, {"numbers.tsv", 1}, {"voices.tsv", 1}, {"frames.tsv", 2}} {
		l.scan(t.file, func(r row) {
			for w := range strings.FieldsSeq(r.cell(t.column)) {
				for _, f := range l.nouns(w) {
					l.entry(f.text)
				}
			}
		})
	}
	l.scan("times.tsv", func(r row) {
		for w := range strings.SplitSeq(r.cell(1), "|") {
			if w = strings.TrimSpace(w); !strings.Contains(w, " ") {
				l.entry(w)
			}
		}
	})
	l.stems = len(l.Entries)
	l.Cutter.Split = l.Pack.split
	phrases := func(cell string) {
		for p := range strings.SplitSeq(cell, "|") {
			for _, p := range l.phrasings(strings.TrimSpace(p)) {
				for w := range strings.FieldsSeq(p) {
					if l.split(w) == 0 && l.Find(w) == 0 {
						l.entry(w)
					}
				}
			}
			l.stems = len(l.Entries)
		}
	}
	for _, t := range []struct {
		file   string
		column int
	}{{"quantifiers.tsv", 2}, {"hedges.tsv", 1}, {"scope.tsv", 1}, {"cues.tsv", 2}, {"weapons.tsv", 2}, {"sites.tsv", 2}, {"times.tsv", 1}} {
		l.scan(t.file, func(r row) { phrases(r.cell(t.column)) })
	}
	l.scan("acts.tsv", func(r row) {
		if r.cell(0) == "set" {
			phrases(r.cell(2))
		}
	})
	named := len(l.Entries)
	l.scan(partiesFile, func(r row) { phrases(r.cell(4)) })
	l.scan(sourcesFile, func(r row) { phrases(r.cell(5)) })
	for i := named; i < len(l.Entries); i++ { // a word of a name only stays a name
		l.Entries[i].Name = true
	}
}
