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
	for w := range strings.FieldsSeq(r.cell(1)) {
		one, many := forms(w)
		for i, form := range []string{one, many} {
			if form == "" {
				continue
			}
			_, old := l.entry(form)
			first := old.Class&Person == 0
			old.Class |= Person
			if i == 1 {
				old.Class |= Plural
			}
			if first {
				old.Who, old.Family, old.Label = e.Who, e.Family, e.Label
			}
		}
	}
	return nil
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

func features(s string) (e Entry, err error) {
	for f := range strings.FieldsSeq(s) {
		k, v, _ := strings.Cut(f, "=")
		switch k {
		case "-":
		case "status":
			if !slices.Contains([]string{"civilian", "combatant", "perpetrator"}, v) {
				return e, bad("status %q", v)
			}
			e.Who.Status = v
		case "age":
			e.Who.Age = v
		case "sex":
			e.Who.Sex = v
		case "role":
			e.Who.Role = v
		case "unit":
			e.Family = v == string(recount.Families)
		case "label":
			e.Label = true
		default:
			return e, bad("feature %q", f)
		}
	}
	return e, nil
}

// adjectives adds words before a noun that say more of who the people were.
func (l *loading) adjectives(r row) error {
	if r.cell(0) == "demonym" {
		l.each(r.cell(1), func(e *Entry) { e.Class |= Demonym | Person })
		return nil
	}
	f, err := features(r.cell(0))
	if err != nil {
		return err
	}
	l.each(r.cell(1), func(e *Entry) {
		if e.Class&Person == 0 {
			e.Who = f.Who
		}
	})
	return nil
}

// frame adds what a word says happened: what, production, words, options.
func (l *loading) frame(r row) error {
	f := Frame{What: recount.What(r.cell(0)), Production: r.cell(1), Rule: string(l.Lang) + "/" + r.cell(0) + ":" + r.cell(1)}
	if !f.What.Known() {
		return bad("unknown what %q", r.cell(0))
	}
	if !slices.Contains(Productions, f.Production) {
		return bad("unknown production %q", f.Production)
	}
	for o := range strings.SplitSeq(r.cell(3), ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(o), "=")
		switch k {
		case "":
		case "low":
			f.Low = true
		case "open":
			f.Open = true
		case "right":
			f.Right = l.sequences(v)
		case "not-right":
			f.NotRight = l.sequences(v)
		case "aim":
			f.Aim = l.sequences(v)
		case "not-left":
			f.NotLeft = l.sequences(v)
		case "if-right", "if-left":
			list, what, ok := strings.Cut(v, ">")
			if !ok || !recount.What(what).Known() {
				return bad("option %q", o)
			}
			f.Then = recount.What(what)
			if k == "if-right" {
				f.IfRight = l.sequences(list)
			} else {
				f.IfLeft = l.sequences(list)
			}
		default:
			return bad("unknown option %q", k)
		}
	}
	for w := range strings.FieldsSeq(r.cell(2)) {
		_, e := l.entry(w)
		e.Frames = append(e.Frames, f)
	}
	return nil
}
