package extract

import (
	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

// page is a report being read: its tokens, what the pack knows of each, and
// the claims drafted so far.
type page struct {
	p      *lexicon.Pack
	d      *text.Doc
	lex    []int32 // the pack's number for each token; 0 unknown
	out    []draft
	found  []gazetteer.Mention // the places named, in order
	role   []role              // what each of them does in its sentence
	units  []unit              // scratch
	quotes []quotation         // nil until asked for
	heard  heard
	notes  []recount.Step // store of the drafts' steps

	labelRule string // by which a label says who speaks
}

// sentence is the stretch of tokens [a,b) being read, and its units.
type sentence struct {
	*page
	n     int // its number in the doc
	a, b  int
	u     []unit
	spoke *saying // who spoke last in this sentence, while its sayings are read
	start int     // drafts of this sentence begin here in out
}

func (s *page) entry(i int) *lexicon.Entry { return &s.p.Entries[s.lex[i]] }

// has reports whether token i lies in the sentence and plays one of the parts.
func (s *sentence) has(i int, c lexicon.Class) bool {
	return i >= s.a && i < s.b && s.p.Entries[s.lex[i]].Class&c != 0
}

// known reports whether the pack knows token i.
func (s *page) known(i int) bool { return s.lex[i] != 0 && !s.p.Entries[s.lex[i]].Name }

// is reports whether token i lies in the sentence and has the trait.
func (s *sentence) is(i int, t lexicon.Trait) bool {
	return i >= s.a && i < s.b && s.p.Entries[s.lex[i]].Trait&t != 0
}

// ends reports whether the word at token i, known or not, ends as words with
// the trait do.
func (s *sentence) ends(i int, t lexicon.Trait) bool {
	return i >= s.a && i < s.b && (s.known(i) && s.entry(i).Is(t) || !s.known(i) && s.p.Ends(s.d.Word(i), t))
}

// past returns the token after the word at token i, which may be one of several
// words.
func (s *sentence) past(i int) int {
	k := i + 1
	for s.is(i, lexicon.Joined) && k < s.b && s.lex[k] == s.lex[i] {
		k++
	}
	return k
}

func (s *sentence) mark(i int, m byte) bool {
	return i >= s.a && i < s.b && s.d.Tokens[i].Kind == text.Mark && s.d.Tokens[i].Mark == m
}

func (s *sentence) isMark(i int) bool {
	return i >= s.a && i < s.b && s.d.Tokens[i].Kind == text.Mark
}

// glued reports whether token i is a hyphen that joins the words around it.
func (s *sentence) hyphen(i int) bool {
	return s.mark(i, '-') && i+1 < s.b && s.d.Tokens[i].Flags&text.Glued != 0 && s.d.Tokens[i+1].Flags&text.Glued != 0
}

func (s *sentence) digits(i int) bool {
	return i >= s.a && i < s.b && s.d.Tokens[i].Kind == text.Number && s.d.Tokens[i].Flags&text.Ordinal == 0
}

func (s *sentence) capital(i int) bool {
	return i >= s.a && i < s.b && s.d.Tokens[i].Kind == text.Word && s.d.Tokens[i].Flags&text.Capital != 0 && !s.d.Shout
}

func (s *sentence) word(i int) bool {
	return i >= s.a && i < s.b && s.d.Tokens[i].Kind == text.Word
}

// next reports whether one of the runs of words stands at token i.
func (s *page) next(i, end int, runs [][]int32) bool {
run:
	for _, w := range runs {
		if i < 0 || i+len(w) > end {
			continue
		}
		for k, n := range w {
			if s.lex[i+k] != n {
				continue run
			}
		}
		return true
	}
	return false
}

// before reports whether one of the runs of words ends just before token i.
func (s *sentence) before(i int, runs [][]int32) bool {
	for _, w := range runs {
		if i-len(w) >= s.a && s.next(i-len(w), i, [][]int32{w}) {
			return true
		}
	}
	return false
}

func (s *page) span(first, last int) recount.Span { return s.d.Span(first, last) }
