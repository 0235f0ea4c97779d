package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// kind is what a unit is.
type kind uint8

const (
	other    kind = iota // a word or mark by itself
	people               // a noun phrase for people
	bare                 // a number by itself
	thing                // a noun phrase for something else, or unknown, with a number
	name                 // a proper name
	trigger              // a word that says what happened
	happened             // a counted noun for what happened: "17 deaths"
)

// A unit is a phrase of the sentence: tokens [s,e).
type unit struct {
	kind   kind
	s, e   int
	head   int // token of the head noun
	count  count
	hasQ   bool
	one    bool           // one person, said or named
	plural bool           // people without a number: "civilians"
	def    bool           // "the soldiers", "the 12 dead"
	thing  bool           // counts no one: "12 days", "12 police cars"
	poss   bool           // followed by 's
	ofThem bool           // "six of them"
	state  *lexicon.Frame // what is said of them before the noun: "12 wounded soldiers"
	event  *lexicon.Frame // of a happened
	suffer bool           // of a happened: its noun is a word for people, "12 blessés"
	who    recount.Victims
	family bool
	quoted bool   // the noun stands in quotation marks
	others bool   // "others": than those spoken of, who may have suffered something else
	sex    string // of "he" or "she", which names no category of people
	age    int    // in years, where an age is told: of two ages, two people
}

func (s *sentence) frame(i int, productions ...string) *lexicon.Frame {
	if i < s.a || i >= s.b {
		return nil
	}
	fs := s.entry(i).Frames
	for k := range fs {
		for _, p := range productions {
			if fs[k].Production == p {
				return &fs[k]
			}
		}
	}
	return nil
}

// barrier reports whether token i cannot stand inside a noun phrase.
func (s *sentence) barrier(i int) bool {
	t := s.d.Tokens[i]
	if t.Kind == text.Mark {
		switch t.Mark {
		case '"', '\'':
			return false
		case '-':
			return t.Flags&text.Glued == 0
		}
		return true
	}
	e := s.entry(i)
	if e.Has(lexicon.Person | lexicon.Thing) {
		return e.Has(lexicon.Be | lexicon.Have | lexicon.Modal)
	}
	return e.Has(lexicon.Preposition|lexicon.Of|lexicon.And|lexicon.Or|lexicon.But|lexicon.Relative|lexicon.That|lexicon.Be|lexicon.Have|
		lexicon.Modal|lexicon.Verb|lexicon.Includes|lexicon.Pronoun|lexicon.Not|lexicon.None|lexicon.Month|lexicon.To) || len(e.Frames) > 0
}

// chunk cuts the sentence into units.
func (s *sentence) chunk() {
	s.u = s.u[:0]
	for i := s.a; i < s.b; {
		if !s.opens(i) {
			i = s.single(i)
			continue
		}
		if u, ok := s.ofAge(i); ok {
			s.push(u)
			i = u.e
			continue
		}
		if c, ok := s.quantity(i); ok && !s.bracketedAge(c) {
			if next := s.counted(i, c); next > i {
				i = next
				continue
			}
			if !s.is(c.num, lexicon.Article) { // "un quatrième" may be one all the same
				i = s.uncounted(c)
				continue
			}
		}
		if u, ok := s.noun(i); ok {
			if n := len(s.u); n > 0 && s.mark(u.s-1, '"') {
				u.quoted = true
			}
			s.push(u)
			i = u.e
			continue
		}
		i = s.single(i)
	}
}

// single puts a word or mark by itself, and returns the token after it.
func (s *sentence) single(i int) int {
	k := other
	if len(s.entry(i).Frames) > 0 {
		k = trigger
	}
	e := s.past(i)
	s.push(unit{kind: k, s: i, e: e, head: i})
	return e
}

// opens reports whether a phrase may begin with token i; most tokens begin none.
func (s *sentence) opens(i int) bool {
	if t := &s.d.Tokens[i]; t.Kind == text.Number || t.Flags&text.Capital != 0 || s.d.Shout {
		return true
	}
	e := s.entry(i)
	return e.Starts != 0 || e.Has(lexicon.NumberWord|lexicon.Scale|lexicon.VagueWord|lexicon.Determiner|lexicon.None|lexicon.Half|lexicon.Both|
		lexicon.Another|lexicon.Other|lexicon.Person|lexicon.Title) || e.Is(lexicon.Article)
}

// listed reports whether name k is of a list of places: "in A (21), B (8)".
func (s *sentence) listed(k int) bool {
	for k--; k >= 0; k-- {
		u := &s.u[k]
		if u.kind == bare || u.kind == name || u.kind == other && s.capital(u.s) || s.umark(k, '(') || s.umark(k, ')') || s.umark(k, ',') || s.uhas(k, lexicon.And) {
			continue
		}
		return s.uhas(k, lexicon.Preposition) || s.umark(k, ':')
	}
	return false
}

func (s *sentence) push(u unit) {
	if u.e < s.b && s.mark(u.e, 's') {
		u.poss = true
	}
	s.u = append(s.u, u)
}
