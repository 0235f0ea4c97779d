package lexicon

import (
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

// An Act is a pattern for something other than harm to people.
type Act struct {
	Rule     string
	What     recount.What
	Elements []Element
	Left     bool // the number before the first element counts
	Unit     recount.Unit
	Add      recount.What // claimed besides, without a number
	Low      bool
	People   bool      // the number counts people or families, as its noun says
	Both     bool      // two of them, one by each side
	Unless   [][]int32 // not in a sentence with one of these: it is of sport, trade or science
}

// An Element is one part of a pattern.
type Element struct {
	Words    [][]int32 // one of these runs of words; nil for a number or a gap
	Number   bool
	Gap      int // up to so many words of the same clause
	Optional bool
}

// acts reads sets and patterns and hangs each pattern on the words that can
// begin it.
func (l *loading) acts() {
	sets := map[string]*wordSet{}
	l.table("acts.tsv", false, 3, func(r row) error {
		if r.cell(0) == "set" {
			return l.set(r, sets)
		}
		name := "act:" + r.cell(0) + ":" + strings.ReplaceAll(r.cell(1), " ", "_")
		a := Act{What: recount.What(r.cell(0)), Rule: l.traced(name)}
		if !a.What.Known() {
			return bad("unknown what %q: want a word of WORDS.md such as air-strike", r.cell(0))
		}
		for part := range strings.FieldsSeq(r.cell(1)) {
			e, err := l.element(part, sets)
			if err != nil {
				return err
			}
			a.Elements = append(a.Elements, e)
		}
		for o := range strings.SplitSeq(r.cell(2), ";") {
			k, v, _ := strings.Cut(strings.TrimSpace(o), "=")
			switch k {
			case "":
			case "count":
				if a.Left = v == "left"; !a.Left {
					return bad("option %q: want count=left", o)
				}
			case "unit":
				if a.Unit = recount.Unit(v); !units[v] {
					return oneOf("unit", v, units)
				}
			case "add":
				if a.Add = recount.What(v); !a.Add.Known() {
					return bad("unknown what %q", v)
				}
			case "people":
				a.People = true
			case "both":
				a.Both = true
			case "low":
				a.Low = true
			case "unless":
				var err error
				if a.Unless, err = l.sequences(v); err != nil {
					return err
				}
			default:
				return bad("unknown option %q: want count=left, unit, add, people, both, low or unless", k)
			}
		}
		if err := a.bounded(); err != nil {
			return err
		}
		n := len(l.Acts)
		for i := range l.Acts {
			if o := &l.Acts[i]; o.What == a.What && covers(o.Elements, a.Elements) {
				old := l.rules[strings.TrimPrefix(o.Rule, string(l.Lang)+"/")]
				return bad("this pattern is never reached: whatever it matches, %s:%d matches first; put this row above it or take it out", old.File, old.Line)
			}
		}
		l.Acts = append(l.Acts, a)
		for _, w := range a.Elements[0].Words {
			e := &l.Entries[w[0]]
			if !slices.Contains(e.Acts, n) {
				e.Acts = append(e.Acts, n)
			}
		}
		if err := l.rule(r, name, a.Elements[0].Words...); err != nil {
			return err
		}
		l.rules[name].near = len(a.Elements) == 1
		return nil
	})
	for name, s := range sets {
		if !s.used {
			l.fault(s.row, bad("no pattern uses the set %q: take it out", name))
		}
	}
}

// A wordSet is a named list of phrases, for patterns.
type wordSet struct {
	row   row
	words [][]int32
	used  bool
}

func (l *loading) set(r row, sets map[string]*wordSet) error {
	if old := sets[r.cell(1)]; old != nil {
		return bad("the set %q stands at %s already: join the two", r.cell(1), old.row.at())
	}
	words, err := l.sequences(r.cell(2))
	if err != nil {
		return err
	}
	longestFirst(words)
	sets[r.cell(1)] = &wordSet{row: r, words: words}
	return nil
}

// longestFirst orders phrases so that "air strikes on" is tried before "air strikes".
func longestFirst(words [][]int32) {
	slices.SortStableFunc(words, func(a, b []int32) int { return len(b) - len(a) })
}

// The bounds of a pattern: its elements, and the ways in which its gaps and
// options can be tried at one word.
const (
	mostElements = 16
	mostWays     = 20000
)

// bounded refuses a pattern that could be tried in too many ways, or begins or
// ends with what does nothing there.
func (a *Act) bounded() error {
	es := a.Elements
	switch {
	case len(es) == 0:
		return bad("a pattern without words")
	case len(es) > mostElements:
		return bad("a pattern of %d elements: want %d at most", len(es), mostElements)
	case es[0].Gap > 0 || es[0].Optional:
		return bad("a pattern may not begin with a gap or an option: begin with the words that always stand there")
	case es[0].Number:
		return bad("a pattern may not begin with a number: use count=left")
	case es[len(es)-1].Gap > 0:
		return bad("a gap at the end of a pattern does nothing: take it out")
	}
	ways := 1
	for i, e := range es {
		if e.Gap > 0 && i > 0 && es[i-1].Gap > 0 {
			return bad("two gaps side by side: make them one")
		}
		lengths := map[int]bool{}
		for _, w := range e.Words {
			lengths[len(w)] = true
		}
		n := max(1, e.Gap+1, len(lengths))
		if e.Optional {
			n++
		}
		if ways *= n; ways > mostWays {
			return bad("an unbounded pattern: its gaps and options can be tried in more than %d ways; make the gaps shorter", mostWays)
		}
	}
	return nil
}

// covers reports whether pattern a matches at every place where b does.
func covers(a, b []Element) bool {
	if len(a) == 0 {
		return true
	}
	if a[0].Optional && covers(a[1:], b) {
		return true
	}
	if len(b) == 0 {
		return false
	}
	if b[0].Optional && !covers(a, b[1:]) {
		return false
	}
	if a[0].Gap > 0 && (covers(a[1:], b) || b[0].Gap > 0 && a[0].Gap >= b[0].Gap && covers(a[1:], b[1:])) {
		return true
	}
	if a[0].Number != b[0].Number || a[0].Gap > 0 || b[0].Gap > 0 {
		return false
	}
	for _, w := range b[0].Words {
		if !slices.ContainsFunc(a[0].Words, func(o []int32) bool { return same32(o, w) }) {
			return false
		}
	}
	return covers(a[1:], b[1:])
}

// element reads one element of a pattern.
func (l *loading) element(part string, sets map[string]*wordSet) (e Element, err error) {
	if strings.HasPrefix(part, "..") {
		n, err := strconv.Atoi(part[2:])
		if err != nil || n < 1 || n > 12 {
			return e, bad("unbounded gap %q: want ..1 to ..12", part)
		}
		e.Gap = n
		return e, nil
	}
	part, e.Optional = strings.CutSuffix(part, "?")
	switch {
	case part == "#":
		e.Number = true
	case strings.HasPrefix(part, "<"):
		name := strings.Trim(part, "<>")
		list, ok := sets[name]
		if !ok {
			return e, bad("unknown set %q: name it in a row set above", name)
		}
		list.used = true
		e.Words = list.words
	default:
		if e.Words, err = l.sequences(part); err != nil {
			return e, err
		}
		longestFirst(e.Words)
	}
	return e, nil
}
