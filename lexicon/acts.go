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
	sets := map[string]string{}
	l.table_("acts.tsv", false, func(r row) error {
		if r.cell(0) == "set" {
			sets[r.cell(1)] = r.cell(2)
			return nil
		}
		a := Act{What: recount.What(r.cell(0)), Rule: string(l.Lang) + "/" + r.cell(0) + ":" + strings.ReplaceAll(r.cell(1), " ", "_")}
		if !a.What.Known() {
			return bad("unknown what %q", r.cell(0))
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
				a.Left = v == "left"
			case "unit":
				a.Unit = recount.Unit(v)
			case "add":
				a.Add = recount.What(v)
				if !a.Add.Known() {
					return bad("unknown what %q", v)
				}
			case "low":
				a.Low = true
			default:
				return bad("unknown option %q", k)
			}
		}
		first := a.Elements[0]
		if first.Gap > 0 || first.Optional {
			return bad("a pattern may not begin with a gap or an option")
		}
		n := len(l.Acts)
		l.Acts = append(l.Acts, a)
		anchors := first.Words
		if first.Number { // anchored on the first words after it
			i := slices.IndexFunc(a.Elements, func(e Element) bool { return e.Words != nil })
			if i < 0 {
				return bad("a pattern needs words")
			}
			return bad("a pattern may not begin with a number: use count=left")
		}
		for _, w := range anchors {
			e := &l.Entries[w[0]]
			if !slices.Contains(e.Acts, n) {
				e.Acts = append(e.Acts, n)
			}
		}
		return nil
	})
}

func (l *loading) element(part string, sets map[string]string) (Element, error) {
	var e Element
	if strings.HasPrefix(part, "..") {
		n, err := strconv.Atoi(part[2:])
		if err != nil || n < 1 || n > 12 {
			return e, bad("gap %q: 1 to 12 words", part)
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
			return e, bad("unknown set %q", name)
		}
		e.Words = l.sequences(list)
	default:
		e.Words = l.sequences(part)
	}
	// longest first, so that "air strikes on" is tried before "air strikes"
	slices.SortStableFunc(e.Words, func(a, b []int32) int { return len(b) - len(a) })
	return e, nil
}
