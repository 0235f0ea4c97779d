package lexicon

import (
	"math"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// words adds words by the part they play: class, words.
func (l *loading) words(r row) error {
	name := r.cell(0)
	if name == "abbreviation" {
		for w := range strings.FieldsSeq(r.cell(1)) {
			l.Cutter.Abbreviations[w] = true
		}
		return nil
	}
	if t := traitNames[name]; t != 0 {
		return l.each(r.cell(1), func(e *Entry) { e.Trait |= t })
	}
	c, ok := classNames[name]
	if !ok {
		all := map[string]bool{"abbreviation": true}
		for n := range classNames {
			all[n] = true
		}
		for n := range traitNames {
			all[n] = true
		}
		return oneOf("class", name, all)
	}
	return l.once(r.cell(1), c)
}

// once gives words a class that only one table gives. A word that has it
// already stands twice.
func (l *loading) once(words string, c Class) error {
	var twice []string
	first := map[string]bool{} // forms of one lemma, or spellings, may be one form
	err := l.each(words, func(e *Entry) {
		if e.Has(c) && !(strings.Contains(words, "/") && first[e.Form]) {
			twice = append(twice, e.Form)
		}
		e.Class |= c
		first[e.Form] = true
	})
	if err == nil && len(twice) > 0 {
		err = bad("of this kind already, here or above: %s; take them out", strings.Join(twice, ", "))
	}
	return err
}

// thing adds nouns that are not people: kind, nouns.
func (l *loading) thing(r row) error {
	if !thingKinds[r.cell(0)] {
		return oneOf("kind of thing", r.cell(0), thingKinds)
	}
	return l.once(r.cell(1), Thing)
}

// voice adds nouns for kinds of voices: kind, nouns.
func (l *loading) voice(r row) error {
	if !voiceKinds[r.cell(0)] {
		return oneOf("kind of voice", r.cell(0), voiceKinds)
	}
	return l.each(r.cell(1), func(e *Entry) {
		l.Voices[e.Form] = recount.SourceKind(r.cell(0))
	})
}

// bound adds a row of the table of bounds: row, low, high, point, qualifier.
func (l *loading) bound(r row) error {
	b := &Bound{Row: r.cell(0), Qualifier: recount.Qualifier(r.cell(4))}
	if l.Bounds[b.Row] != nil {
		return bad("the row %q stands above already: this one would take its place", b.Row)
	}
	switch b.Qualifier {
	case recount.Exact, recount.AtLeast, recount.AtMost, recount.About, recount.Between, recount.Vague:
	default:
		return bad("unknown qualifier %q: want exact, at-least, at-most, about, between or vague", b.Qualifier)
	}
	if err := b.formulas(r, 1); err != nil {
		return err
	}
	l.Bounds[b.Row] = b
	return l.rule(r, "bounds:"+b.Row)
}

// formulas reads low, high and point from the cells of r from column i on.
func (b *Bound) formulas(r row, i int) (err error) {
	for k, f := range []*formula{&b.Low, &b.High, &b.Point} {
		if *f, err = parseFormula(r.cell(i + k)); err != nil {
			return err
		}
	}
	return nil
}

// largest is the largest value a number word may have: a million million.
const largest = 1e12

// number adds a word for a number: role, word, value [, high, point].
func (l *loading) number(r row) error {
	e := l.word(r.cell(1))
	if e == nil {
		return notWords(r.cell(1))
	}
	v, err := strconv.ParseFloat(r.cell(2), 64)
	if err != nil || !(v >= 0 && v <= largest) || v != math.Trunc(v) {
		return bad("value %q: want a whole number of up to a million million", r.cell(2))
	}
	if e.Form == "" || e.Has(NumberWord|Scale|Ordinal|VagueWord) {
		return bad("the word %q stands above already", e.Form)
	}
	e.Value = v
	switch r.cell(0) {
	case "unit", "ten":
		e.Class |= NumberWord
	case "scale", "suffix":
		e.Class |= Scale
	case "ordinal":
		e.Class |= Ordinal
	case "fold":
		e.Trait |= Fold
	case "about":
		e.Class |= VagueWord
		if e.Bound = l.Bounds["about"]; e.Bound == nil {
			return bad("a word for about so many wants the row about in bounds.tsv")
		}
	case "vague", "one-or-many", "pair", "group":
		b := &Bound{Row: r.cell(1), Qualifier: recount.Vague, Many: r.cell(0) == "one-or-many"}
		if r.cell(0) == "pair" {
			b.Qualifier = recount.Exact
		}
		if err := b.formulas(r, 2); err != nil {
			return err
		}
		e.Class |= VagueWord
		if b.Qualifier == recount.Exact || r.cell(0) == "group" {
			e.Class |= Group
		}
		e.Bound = b
		return l.rule(r, "vague:"+b.Row, []int32{l.index[e.Form]})
	default:
		return bad("unknown role %q: want unit, ten, scale, suffix, ordinal, fold, about, vague, one-or-many, pair or group", r.cell(0))
	}
	return nil
}
