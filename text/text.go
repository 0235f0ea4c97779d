// Package text cuts and folds writing without ever losing its place: every
// token knows the bytes of the original it came from.
//
// A Doc is made in one pass over the bytes and allocates nothing per token, so
// that reading stays cheap where there is nothing to read.
package text

import "github.com/recountlab/recount"

// Kind is what a token is made of.
type Kind uint8

const (
	Word   Kind = iota // letters, with inner apostrophes and full stops of abbreviations
	Number             // digits, with separators of thousands and a decimal point
	Mark               // anything else, one sign at a time
)

// Flags are facts about a token's shape.
type Flags uint8

const (
	Capital  Flags = 1 << iota // begins with a capital letter
	Upper                      // all capitals, two letters or more
	Glued                      // nothing stands between it and the token before
	Ordinal                    // digits with letters glued to them: "4th", "10am", "45k"
	Break                      // a line ends just before it
	Definite                   // bears its article, as words do in Arabic; set by who knows the language
)

// A Token is a word, number or mark.
type Token struct {
	Start, End int32
	Kind       Kind
	Flags      Flags
	Mark       byte    // for a Mark: its plain ASCII form ('"' for every double quote, '\'' for every single one, '-' for every dash); 0 if it has none. 's' for the possessive
	Value      float64 // for a Number: its value
}

// A Sentence is a run of tokens [First, Last).
type Sentence struct {
	First, Last int32
	Paragraph   int32 // which paragraph of the text, from 0
	Head        bool  // a headline or other line that stands alone and ends without a full stop
}

// A Doc is a text with its sentences and tokens found.
type Doc struct {
	Raw       string
	Lang      recount.Lang
	Tokens    []Token
	Sentences []Sentence
	Shout     bool // written in capitals throughout, so that capitals mean nothing
}

// Span returns the bytes that tokens [first, last) cover.
func (d *Doc) Span(first, last int) recount.Span {
	if first >= last {
		return recount.Span{}
	}
	return recount.Span{Start: int(d.Tokens[first].Start), End: int(d.Tokens[last-1].End)}
}

// Word returns token i as written.
func (d *Doc) Word(i int) string { return d.Raw[d.Tokens[i].Start:d.Tokens[i].End] }
