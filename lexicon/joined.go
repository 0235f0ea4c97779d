package lexicon

import (
	"slices"
	"strings"
)

// A joined word is written in several words and read as one, as the French for
// "including" is: y compris.
type joined struct {
	words []int32
	as    int32 // its entry
}

// join returns the entry of a word of several words, which its table joins by _.
// A text writes them with spaces or with hyphens.
func (l *loading) join(form string) *Entry {
	parts := strings.Split(form, "_")
	if slices.Contains(parts, "") {
		return nil
	}
	spaced, hyphened := l.apart(strings.Join(parts, " ")), l.apart(strings.Join(parts, "-"))
	n, _ := l.entry(strings.Join(parts, " "))
	l.Entries[n].Trait |= Joined
	for _, words := range [][]int32{spaced, hyphened} {
		first := words[0]
		list := l.joined[first]
		if slices.ContainsFunc(list, func(j joined) bool { return same32(j.words, words) }) {
			continue
		}
		list = append(list, joined{words, n})
		slices.SortStableFunc(list, func(a, b joined) int { return len(b.words) - len(a.words) })
		if l.joined == nil {
			l.joined = map[int32][]joined{}
		}
		l.joined[first] = list
		l.Entries[first].Trait |= joins
	}
	return &l.Entries[n]
}

// Join gives each word of a run that is part of a word of several words that
// word's number.
func (p *Pack) Join(words []int32) {
	if len(p.joined) == 0 {
		return
	}
	for i := 0; i < len(words); i++ {
		if !p.Entries[words[i]].Is(joins) {
			continue
		}
		for _, j := range p.joined[words[i]] {
			if i+len(j.words) <= len(words) && same32(words[i:i+len(j.words)], j.words) {
				for k := range j.words {
					words[i+k] = j.as
				}
				i += len(j.words) - 1
				break
			}
		}
	}
}
