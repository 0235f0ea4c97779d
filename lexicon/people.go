package lexicon

import (
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// people adds nouns for people: "status=combatant role=soldier", then nouns
// written stem(singular|plural).
func (l *loading) people(r row) error {
	e, err := features(r.cell(0))
	if err != nil {
		return err
	}
	var not, twice []string
	n := 0
	for w := range strings.FieldsSeq(r.cell(1)) {
		if _, inner, ok := strings.Cut(w, "("); ok && !strings.Contains(inner, "|") && len(inner) > len("ies)") {
			return bad("%q: want stem(singular|plural), such as m(an|en), or stem(s)", w)
		}
		for _, form := range l.nouns(w) {
			n++
			old := l.word(form.text)
			if old == nil {
				not = append(not, form.text)
				continue
			}
			old.Trait |= form.trait
			if old.Class&(Person|Demonym) != Person {
				old.Who, old.Family, old.Label = e.Who, e.Family, e.Label
			} else if old.Who != e.Who || old.Family != e.Family || old.Label != e.Label {
				twice = append(twice, form.text)
			}
			old.Class |= Person
			if form.trait&(PluralForm|Dual) != 0 {
				old.Class |= Plural
			}
		}
	}
	if n == 0 {
		return bad("a row without nouns")
	}
	if len(twice) > 0 {
		return bad("said to be otherwise in a row above, which alone counts: %s; take them out here or there", strings.Join(slices.Compact(twice), ", "))
	}
	return notWords(not...)
}

// nouns returns the forms of a noun for people, written lemma/class or
// stem(singular|plural).
func (l *loading) nouns(w string) []form {
	if strings.Contains(w, "/") {
		return l.forms(w)
	}
	var out []form
	one, many := forms(w)
	if one != "" {
		out = append(out, form{text: one})
	}
	if many != "" {
		out = append(out, form{many, PluralForm})
	}
	return out
}

// forms returns the singular and the plural that stem(singular|plural) stands
// for; (s) is short for (|s), and a noun without brackets is its own singular.
func forms(w string) (one, many string) {
	i := strings.IndexByte(w, '(')
	if i < 0 || !strings.HasSuffix(w, ")") {
		return w, ""
	}
	stem, inner := w[:i], w[i+1:len(w)-1]
	if inner == "" {
		return stem, ""
	}
	s, p, two := strings.Cut(inner, "|")
	if !two {
		return stem, stem + s
	}
	if s == "" && stem == "" || stem != "" && s == "" && p == "" {
		return stem, stem + p
	}
	if stem == "" && s == "" {
		return "", p
	}
	if p == "" {
		return stem + s, ""
	}
	return stem + s, stem + p
}

// features reads what is said of people: "status=combatant role=soldier".
func features(s string) (e Entry, err error) {
	closed := func(to *string, what, v string, names map[string]bool) error {
		if *to = v; !names[v] {
			return oneOf(what, v, names)
		}
		return nil
	}
	for f := range strings.FieldsSeq(s) {
		k, v, _ := strings.Cut(f, "=")
		switch k {
		case "-":
		case "status":
			err = closed(&e.Who.Status, k, v, statuses)
		case "age":
			err = closed(&e.Who.Age, k, v, ages)
		case "sex":
			err = closed(&e.Who.Sex, k, v, sexes)
		case "role":
			if e.Who.Role = v; v == "" {
				err = bad("a role without a name")
			}
		case "unit":
			if e.Family = v == string(recount.Families); !e.Family {
				err = bad("unknown unit %q: people are counted one by one, or by family", v)
			}
		case "label":
			e.Label = true
		default:
			err = bad("unknown feature %q: want status=, age=, sex=, role=, unit=family, label or -", f)
		}
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

// adjectives adds words before a noun that say more of who the people were.
func (l *loading) adjectives(r row) error {
	if r.cell(0) == "demonym" {
		return l.each(r.cell(1), func(e *Entry) { e.Class, e.Trait = e.Class|Demonym|Person, e.Trait|Adjective })
	}
	f, err := features(r.cell(0))
	if err != nil {
		return err
	}
	return l.each(r.cell(1), func(e *Entry) {
		e.Trait |= Adjective
		if e.Class&Person == 0 {
			e.Who = f.Who
		}
	})
}
