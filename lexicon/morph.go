package lexicon

import (
	"slices"
	"strconv"
	"strings"
)

// A morph is one form that words of a class have: what is dropped from the end
// of the lemma, and what the rest is set in.
type morph struct {
	strip   int
	pattern string // * is the rest of the lemma, + the form given beside it
	trait   Trait
}

// A form is a word as a lemma makes it.
type form struct {
	text  string
	trait Trait
}

// morphTraits are the features that morph.tsv may name.
var morphTraits = map[string]Trait{"singular": 0, "plural": PluralForm, "dual": Dual, "dual-or-plural": MaybeDual | PluralForm, "imperfect": Imperfect, "oblique": Oblique}

// morph adds a form of a class of words: class, letters dropped, pattern, feature.
func (l *loading) morph(r row) error {
	m := morph{pattern: r.cell(2)}
	var err error
	if m.strip, err = strconv.Atoi(r.cell(1)); err != nil || m.strip < 0 || m.strip > 5 {
		return bad("letters dropped: %q, want 0 to 5", r.cell(1))
	}
	if strings.Count(m.pattern, "*")+strings.Count(m.pattern, "+") != 1 {
		return bad("pattern %q: want one * for the lemma, or one + for the form beside it", m.pattern)
	}
	for f := range strings.FieldsSeq(r.cell(3)) {
		t, ok := morphTraits[f]
		if !ok {
			return bad("unknown feature %q: want singular, plural, dual, dual-or-plural, imperfect or oblique", f)
		}
		m.trait |= t
	}
	l.morphs[r.cell(0)] = append(l.morphs[r.cell(0)], m)
	return nil
}

// forms returns the forms that a word of a cell stands for: itself, or those
// that its class has: "lemma/class", "lemma/class:form,form".
func (l *loading) forms(word string) []form {
	lemma, class, ok := strings.Cut(word, "/")
	if !ok {
		return []form{{text: word}}
	}
	class, beside, _ := strings.Cut(class, ":")
	ms := l.morphs[class]
	if ms == nil {
		return []form{{text: word}}
	}
	var out []form
	add := func(t string, tr Trait) {
		if i := slices.IndexFunc(out, func(f form) bool { return f.text == t }); i >= 0 {
			if (out[i].trait^tr)&PluralForm != 0 {
				tr |= EitherNumber
			}
			out[i].trait |= tr
			return
		}
		out = append(out, form{t, tr})
	}
	for _, m := range ms {
		if strings.Contains(m.pattern, "+") {
			for b := range strings.SplitSeq(beside, ",") {
				if b != "" {
					add(strings.Replace(m.pattern, "+", b, 1), m.trait)
				}
			}
			continue
		}
		letters := []rune(lemma)
		add(strings.Replace(m.pattern, "*", string(letters[:max(0, len(letters)-m.strip)]), 1), m.trait)
	}
	return out
}

// phrasings returns the phrases that a phrase of a cell stands for, one for each
// form of its words of a class.
func (l *loading) phrasings(phrase string) []string {
	if !strings.Contains(phrase, "/") {
		return []string{phrase}
	}
	out := []string{""}
	for w := range strings.FieldsSeq(phrase) {
		var next []string
		for _, f := range l.forms(w) {
			for _, o := range out {
				next = append(next, strings.TrimSpace(o+" "+f.text))
			}
		}
		out = next
	}
	return out
}
