// Package lexicon holds what is known of each language as data: number words,
// hedges, verbs of saying, kinds of victim, words of time, sentence patterns,
// and the examples that prove them. A language is a folder, not a program.
package lexicon

import "github.com/recountlab/recount"

// A Pack is one language's knowledge, loaded, checked and indexed.
type Pack struct {
	Lang    recount.Lang
	Version int // raised by hand whenever a reading may change
}

// Builtin returns the packs compiled in.
func Builtin() (map[recount.Lang]*Pack, error) { return map[recount.Lang]*Pack{}, nil }
