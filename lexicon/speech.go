package lexicon

import (
	"slices"
	"strings"
)

// Speech knows the words by which people say, think, want and decide. It stands
// apart from the entries of the pack, so that a word of it makes no other word
// of a text known.
type Speech struct {
	byForm map[string][]SpeechWord
	roles  map[string]SpeechRole
}

// SpeechRole says how a word shapes the clauses around a saying.
type SpeechRole uint32

// The roles that speech.tsv may name. What each is for is said beside its words.
const (
	Opener SpeechRole = 1 << iota
	ClauseStart
	Subject
	FirstPerson
	Possessive
	Link
	LinkLeft
	Governed
	Feel
	Often
	Speaks
	Meanwhile
	Quantifier
	Several
	TimeWord
	WhichTime
	Do
	NotBe
	Gap
	Degree
	Nobody
)

var speechRoles = map[string]SpeechRole{"opener": Opener, "clause": ClauseStart, "subject": Subject, "first-person": FirstPerson, "possessive": Possessive,
	"link": Link, "link-left": LinkLeft, "preposition": Governed, "feel": Feel, "adverb": Often, "speaker": Speaks, "meanwhile": Meanwhile,
	"quantifier": Quantifier, "several": Several, "time": TimeWord, "which-time": WhichTime, "do": Do, "not-be": NotBe, "gap": Gap,
	"degree": Degree, "nobody": Nobody}

// Plays reports whether a word in lower case plays one of the roles.
func (s *Speech) Plays(form string, r SpeechRole) bool { return s != nil && s.roles[form]&r != 0 }

// A SpeechWord is one form of a word of saying.
type SpeechWord struct {
	Class string
	Part  Part
	Form  Form
	Frame SpeechFrame
	Rest  []string // the words that follow it: "for" of "call for"
}

// Part is the part of speech of a word of saying.
type Part uint8

// The parts that speech.tsv may name.
const (
	SpeechVerb Part = iota + 1
	SpeechNoun
	SpeechAdjective
)

// Form says which forms a verb's word may be; one word may be several.
type Form uint8

// The forms of a verb.
const (
	Plain Form = 1 << iota
	Third      // says
	Past
	Participle // written
	Ing
)

// SpeechFrame says what may follow a word of saying; a word may have several.
type SpeechFrame uint8

// The frames that speech.tsv may name.
const (
	SaysClause SpeechFrame = 1 << iota // said that …; …, X said
	SaysTo                             // wants to …
	SaysWhom                           // urged Y to …
	SaysThing                          // praised …
	SaysQuote                          // only beside a quotation
	SaysThat                           // said that …, but not: said … alone
	SaysAs                             // saw it as …
	SaysWord                           // only with a noun of saying: issued a statement
)

var speechFrames = map[string]SpeechFrame{"clause": SaysClause, "to": SaysTo, "whom": SaysWhom, "thing": SaysThing, "quote": SaysQuote, "word": SaysWord, "as": SaysAs, "that": SaysThat}

var speechParts = map[string]Part{"verb": SpeechVerb, "noun": SpeechNoun, "adjective": SpeechAdjective}

// SpeechClasses are the classes that speech.tsv may name.
var SpeechClasses = []string{"say", "report", "claim", "confirm", "deny", "accuse", "estimate", "believe", "warn", "ask", "order", "promise",
	"want", "decide", "refuse", "judge", "describe", "support", "oppose", "show"}

// Of returns what a word in lower case may be as a word of saying.
func (s *Speech) Of(form string) []SpeechWord {
	if s == nil {
		return nil
	}
	return s.byForm[form]
}

// Size is the number of forms known.
func (s *Speech) Size() int {
	if s == nil {
		return 0
	}
	return len(s.byForm)
}

// speech adds words of saying: class, part, frames, words.
func (l *loading) speech(r row) error {
	if len(r.cells) < 4 {
		return bad("a word of saying wants a class, a part, frames and words")
	}
	if r.cell(1) == "word" {
		role := speechRoles[r.cell(0)]
		if role == 0 {
			return oneOf("role", r.cell(0), speechRoles)
		}
		for word := range strings.FieldsSeq(r.cell(3)) {
			l.Speech.roles[word] |= role
			if role == Speaks { // in the plural too
				l.Speech.roles[third(word)] |= role
			}
		}
		return nil
	}
	w := SpeechWord{Class: r.cell(0), Part: speechParts[r.cell(1)]}
	if !slices.Contains(SpeechClasses, w.Class) {
		return bad("unknown class of saying %q: want one of %s", w.Class, strings.Join(SpeechClasses, ", "))
	}
	if w.Part == 0 {
		return oneOf("part", r.cell(1), speechParts)
	}
	for f := range strings.FieldsSeq(r.cell(2)) {
		bit := speechFrames[f]
		if bit == 0 {
			return oneOf("frame", f, speechFrames)
		}
		w.Frame |= bit
	}
	if w.Frame == 0 {
		return bad("no frame")
	}
	for word := range strings.FieldsSeq(r.cell(3)) {
		if err := l.Speech.add(w, word); err != nil {
			return err
		}
	}
	return nil
}

// add puts every form of a word in.
func (s *Speech) add(w SpeechWord, word string) error {
	if w.Part != SpeechVerb {
		forms := []string{word}
		if w.Part == SpeechNoun && !strings.HasSuffix(word, "s") {
			forms = append(forms, third(word))
		}
		for _, f := range forms {
			s.put(f, w)
		}
		return nil
	}
	forms := strings.Split(word, "/")
	if len(forms) > 3 {
		return bad("too many forms: %q", word)
	}
	head, tail, _ := strings.Cut(forms[0], "_")
	double := strings.HasSuffix(head, "*")
	head = strings.TrimSuffix(head, "*")
	if head == "" {
		return bad("an empty word: %q", word)
	}
	if tail != "" {
		w.Rest = strings.Split(tail, "_")
	}
	past := pastOf(head, double)
	participle := past
	if len(forms) > 1 {
		past, _, _ = strings.Cut(forms[1], "_")
		participle = past
	}
	if len(forms) > 2 {
		participle, _, _ = strings.Cut(forms[2], "_")
	}
	for _, f := range []struct {
		word string
		form Form
	}{{head, Plain}, {third(head), Third}, {past, Past}, {participle, Participle}, {ingOf(head, double), Ing}} {
		w.Form = f.form
		s.put(f.word, w)
	}
	return nil
}

// put adds one form, or what else a form known already may be.
func (s *Speech) put(form string, w SpeechWord) {
	for i := range s.byForm[form] {
		o := &s.byForm[form][i]
		if o.Part == w.Part && slices.Equal(o.Rest, w.Rest) {
			if o.Class == w.Class || o.Form&w.Form != 0 { // the class that stands first is kept
				o.Form, o.Frame = o.Form|w.Form, o.Frame|w.Frame
				return
			}
		}
	}
	list := append(s.byForm[form], w)
	for i := len(list) - 1; i > 0 && len(list[i].Rest) > len(list[i-1].Rest); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	s.byForm[form] = list
}

// third returns the form of a verb, or the plural of a noun, in -s.
func third(w string) string {
	switch {
	case endsIn(w, "s", "x", "z", "ch", "sh"), w == "go", w == "echo", w == "veto":
		return w + "es"
	case endsIn(w, "y") && !vowelBefore(w):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// pastOf returns the regular past of a verb.
func pastOf(w string, double bool) string {
	switch {
	case double:
		return w + w[len(w)-1:] + "ed"
	case endsIn(w, "e"):
		return w + "d"
	case endsIn(w, "y") && !vowelBefore(w):
		return w[:len(w)-1] + "ied"
	}
	return w + "ed"
}

// ingOf returns the form of a verb in -ing.
func ingOf(w string, double bool) string {
	switch {
	case double:
		return w + w[len(w)-1:] + "ing"
	case endsIn(w, "ie"):
		return w[:len(w)-2] + "ying"
	case endsIn(w, "e") && !endsIn(w, "ee", "oe", "ye"):
		return w[:len(w)-1] + "ing"
	}
	return w + "ing"
}

func endsIn(w string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(w, e) })
}

// vowelBefore reports whether a vowel stands before the last letter.
func vowelBefore(w string) bool {
	return len(w) > 1 && strings.IndexByte("aeiou", w[len(w)-2]) >= 0
}
