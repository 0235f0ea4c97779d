// Package lexicon holds what is known of each language as data: number words,
// hedges, verbs of saying, kinds of victim, words of time, sentence patterns,
// and the examples that prove them. A language is a folder, not a program.
package lexicon

import (
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

// A Pack is one language's knowledge, loaded, checked and indexed. It is not
// changed after loading and may be shared.
type Pack struct {
	Lang       recount.Lang
	Name       string
	Version    int  // raised by hand whenever a reading may change
	VerbFirst  bool // verbs stand before their subject, nouns before what describes them
	UnitsFirst bool // numbers are said "five and twenty"
	FreeOrder  bool // those to whom something happened stand before its verb or after it
	NounFirst  bool // adjectives stand after their noun, where verbs follow their subject

	Hash string // of all that readings depend on, so that two packs are told apart

	Cutter      *text.Cutter
	Entries     []Entry // by number; 0 is the unknown word
	Quantifiers *Phrases
	Hedges      *Phrases
	Scopes      *Phrases
	Cues        *Phrases
	Speech      *Speech // words of saying, thinking and wanting, beyond the cues
	Bounds      map[string]*Bound
	Sources     *Registry
	Times       *Times
	Acts        []Act               // patterns for what is not harm
	Places      map[string][]string // cue words for the gazetteer, by class
	Voices      map[string]recount.SourceKind
	Weapons     *Phrases
	Sites       *Phrases
	Furniture   []string        // lines of a page that are no part of its text
	Bylines     map[string]bool // words that stand beside an agency's name in a byline
	Sure        *Sure           // nil: the pack does not say how sure it is
	Examples    []Example
	Proofs      []Proof

	rules    map[string]*Rule
	joined   map[int32][]joined // words of several words, by the first
	endings  []ending
	openings []ending // first letters, of words that begin so
	clitics  clitics
	morphs   map[string][]morph
	stems    int              // entries before this one are words of the tables of single words
	index    map[string]int32 // while loading
	table    []slot
	mask     uint32
}

// An Entry is one word form.
type Entry struct {
	Form    string // folded: see text.Fold
	Class   Class
	Trait   Trait
	Value   float64 // of a number word
	Bound   *Bound  // of a vague word: the bounds it has by itself
	Who     recount.Victims
	Family  bool // counts families
	Label   bool // a party's word for people
	Frames  []Frame
	Name    bool   // known only from a name of the registry
	Starts  uint16 // which sets of phrases have one that begins with this word
	Acts    []int  // patterns anchored on this word
	Month   int
	Weekday int // 1 Monday to 7 Sunday; 0 none
}

// Has reports whether e plays any of the parts.
func (e *Entry) Has(c Class) bool { return e.Class&c != 0 }

// Is reports whether e has any of the traits.
func (e *Entry) Is(t Trait) bool { return e.Trait&t != 0 }

// A Frame says what a word says happened, and how it finds to whom.
type Frame struct {
	Rule       string // "en/frame:killed:verb-ed:killed", for traces
	What       recount.What
	Production string
	Right      [][]int32 // only with one of these next
	NotRight   [][]int32
	Left       [][]int32 // only with one of these before
	NotLeft    [][]int32
	Aim        [][]int32 // with one of these next, what follows was only aimed at
	IfRight    [][]int32 // with one of these next …
	IfLeft     [][]int32 // or one of these before …
	Then       recount.What
	Unless     [][]int32 // not in a sentence with one of these: it is of sport, trade or science
	Later      [][]int32 // only with one of these somewhere after
	Many       bool      // counts several events: "63 killings"
	People     bool      // only where the phrase is for people
	Low        bool
	Label      bool // a party's own word for what happened
	Passive    bool // of a verb-any: it has no doer
	Open       bool // those it speaks of may yet be said to have died
}

// Productions is the closed set of ways in which a word finds to whom
// something happened. extract has one function for each.
var Productions = []string{
	"verb-ed",        // killed: passive, active, reduced
	"verb-ing",       // killing six
	"verb",           // kill, kills
	"verb-intr",      // died
	"adjective-dead", // dead: left 14 dead, found dead, 12 dead
	"adjective",      // missing, trapped
	"count-noun",     // 17 deaths
	"act-noun",       // the killing of seven
	"toll",           // the toll rose to 15
	"lives",          // claimed 22 lives, lost their lives
	"bodies",         // 19 bodies, the bodies of
	"wound-noun",     // suffered a gunshot wound
	"verb-self",      // turned the gun on himself
	"verb-any",       // stands before or after its people, with or without a doer
	"act-any",        // a noun for what happened, its people just after it
	"person-noun",    // people of whom the noun says what befell them: (the) wounded
	"toll-any",       // number or toll of those whom the next noun names
}

// ascii finds an ASCII word in any case.
func (p *Pack) ascii(word string) int32 {
	if p.table == nil {
		return p.index[strings.ToLower(word)]
	}
	h := hashOf(word)
	for i := h & p.mask; ; i = (i + 1) & p.mask {
		if t := p.table[i]; t.entry == 0 || t.hash == h && same(p.Entries[t.entry].Form, word) {
			return t.entry
		}
	}
}

// A slot is an entry in the hash table, 0 for none. The whole hash spares looking
// at forms that are others.
type slot struct {
	hash  uint32
	entry int32
}

func hashOf[T string | []byte](s T) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// same compares a lower-case form with a word in any ASCII case.
func same(form, word string) bool {
	if len(form) != len(word) {
		return false
	}
	for i := 0; i < len(word); i++ {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if form[i] != c {
			return false
		}
	}
	return true
}

// freeze builds the hash table once all entries are in.
func (p *Pack) freeze() {
	size := uint32(16)
	for size < uint32(len(p.Entries))*4 {
		size <<= 1
	}
	p.table, p.mask, p.index = make([]slot, size), size-1, nil
	for n := 1; n < len(p.Entries); n++ {
		h := hashOf(p.Entries[n].Form)
		i := h & p.mask
		for p.table[i].entry != 0 {
			i = (i + 1) & p.mask
		}
		p.table[i] = slot{h, int32(n)}
	}
}
