package lexicon

import "strings"

// A Phrase is a run of words with a meaning of its own.
type Phrase struct {
	Words []int32
	Class string // what it means
	Kind  string // how it is used: a side, a frame
	Text  string
	Rule  string // "en/hedge:feared", for traces; "" in tables that have no rules
}

// Shown is the phrase's rule, or what it does in a table without rules.
func (p *Phrase) Shown() string {
	if p.Rule != "" {
		return p.Rule
	}
	return p.Kind + " a number: " + p.Class
}

// Follows reports whether a wording of a number may stand behind it.
func (p *Phrase) Follows() bool { return p.Kind == "after" || p.Kind == "either" }

// Names reports whether a phrase of weapons is the name of one.
func (p *Phrase) Names() bool {
	return p != nil && p.Class != Used && p.Class != Loosely && p.Class != NoWeapon
}

// Phrases finds phrases in a run of word numbers.
type Phrases struct {
	bit     uint16
	byFirst map[int32][]Phrase // longest first
}

// Begins reports whether some phrase begins with the word of entry.
func (s *Phrases) Begins(entry *Entry) bool { return s != nil && entry.Starts&s.bit != 0 }

// At returns the longest phrase whose words stand at words[i:], or nil. entry
// is the entry of words[i].
func (s *Phrases) At(entry *Entry, words []int32, i int) *Phrase {
	if s == nil || entry.Starts&s.bit == 0 {
		return nil
	}
	list := s.byFirst[words[i]]
next:
	for n := range list {
		w := list[n].Words
		if i+len(w) > len(words) {
			continue
		}
		for k := 1; k < len(w); k++ {
			if words[i+k] != w[k] {
				continue next
			}
		}
		return &list[n]
	}
	return nil
}

// add puts a phrase among those with the same first word, the longest first.
// It returns the phrase of the same words that stands there already, if any.
func (s *Phrases) add(p Phrase) *Phrase {
	list := s.byFirst[p.Words[0]]
	for i := range list {
		if same32(list[i].Words, p.Words) {
			return &list[i]
		}
	}
	list = append(list, p)
	for i := len(list) - 1; i > 0 && len(list[i].Words) > len(list[i-1].Words); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	s.byFirst[p.Words[0]] = list
	return nil
}

func same32(a, b []int32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// A column is a closed column of a table of phrases: what it holds and the
// names it may hold.
type column struct {
	what  string
	names map[string]bool
}

// phraseTables says of each table of phrases what its first columns may hold,
// and under which name its rows are rules.
var phraseTables = map[string]struct {
	columns     int
	class, kind column
	rules       string
}{
	"quantifiers.tsv": {3, column{}, column{"side", sides}, ""},
	"hedges.tsv":      {3, column{"class of hedge", hedgeClasses}, column{"kind of hedge", hedgeKinds}, "hedge"},
	"scope.tsv":       {2, column{"scope", scopeClasses}, column{}, "scope"},
	"cues.tsv":        {3, column{"class of cue", cueClasses}, column{"frame of a cue", cueFrames}, "cue"},
	"weapons.tsv":     {3, column{"class of weapon", weaponClasses}, column{"kind of weapon", weaponKinds}, "weapon"},
	"sites.tsv":       {3, column{"kind of site", siteKinds}, column{"way to say a site", siteWays}, ""},
	"times.tsv":       {5, column{}, column{}, ""},
}

// phrases reads a table of phrases, whose class, kind (or -1) and phrases stand
// in the columns given.
func (l *loading) phrases(file string, bit uint16, class, kind, text int) *Phrases {
	s := &Phrases{bit: bit, byFirst: map[int32][]Phrase{}}
	t := phraseTables[file]
	l.table(file, false, t.columns, func(r row) error {
		ph := Phrase{Class: r.cell(class)}
		if t.class.names != nil && !t.class.names[ph.Class] {
			return oneOf(t.class.what, ph.Class, t.class.names)
		}
		if kind >= 0 {
			if ph.Kind = r.cell(kind); t.kind.names != nil && !t.kind.names[ph.Kind] {
				return oneOf(t.kind.what, ph.Kind, t.kind.names)
			}
		}
		if file == "quantifiers.tsv" && l.Bounds[ph.Class] == nil {
			return bad("unknown row of bounds %q: add it to bounds.tsv", ph.Class)
		}
		name := t.rules + ":" + ph.Class
		if ph.Kind != "" {
			name += ":" + ph.Kind
		}
		switch {
		case file == "sites.tsv":
			ph.Rule = "site:" + ph.Class // the same in every language
		case t.rules != "":
			ph.Rule = l.traced(name)
		}
		var words [][]int32
		for p := range strings.SplitSeq(r.cell(text), "|") {
			shown := strings.TrimSpace(p)
			forms := l.phrasings(shown)
			for _, ph.Text = range forms {
				if ph.Words = l.sequence(ph.Text); len(ph.Words) == 0 {
					return bad("an empty phrase: take out a |")
				}
				l.Entries[ph.Words[0]].Starts |= bit
				if len(forms) > 1 {
					ph.Text = shown // as the table has it: times are known by it
				}
				if old := s.add(ph); old != nil && (old.Class != ph.Class || old.Kind != ph.Kind || strings.EqualFold(old.Text, ph.Text) && len(forms) == 1) {
					return bad("“%s” stands above already (%s %s), and only the first is found: take one out", ph.Text, old.Class, old.Kind)
				}
				words = append(words, ph.Words)
			}
		}
		if file == "quantifiers.tsv" { // a wording of a row of bounds
			if b := l.rules["bounds:"+ph.Class]; b != nil {
				b.words = append(b.words, words...)
			}
		}
		if t.rules != "" && ph.Class != NoWeapon {
			return l.rule(r, name, words...)
		}
		return nil
	})
	return s
}
