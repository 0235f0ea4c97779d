package text

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// A Change is a run of text that one version has and another has not, or that
// both have.
type Change struct {
	Kind ChangeKind `json:"kind"`
	Text string     `json:"text"`
}

// ChangeKind says which of two versions has a run of text.
type ChangeKind string

const (
	Kept ChangeKind = "kept" // both
	Gone ChangeKind = "gone" // only the earlier
	Come ChangeKind = "come" // only the later
)

// wordsCompared is the most words of a text that are compared one by one; in
// longer texts whole lines are.
const wordsCompared = 20_000

// Changes says what became of the text a in b, word by word. The kept and gone
// runs make up a, the kept and come runs b. Method: Myers, "An O(ND) Difference
// Algorithm and Its Variations" (1986), over words; a change of a word is shown
// as a change of it all.
func Changes(a, b string) []Change {
	x, y := pieces(a, unicode.IsSpace), pieces(b, unicode.IsSpace)
	if max(len(x), len(y)) > 2*wordsCompared {
		line := func(r rune) bool { return r == '\n' }
		x, y = pieces(a, line), pieces(b, line)
	}
	var names []string // of the numbers that stand for pieces
	number := map[string]rune{}
	code := func(ps []string) []rune {
		out := make([]rune, len(ps))
		for i, p := range ps {
			n, ok := number[p]
			if !ok {
				n = rune(len(names)) + 1
				number[p], names = n, append(names, p)
			}
			out[i] = n
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same texts give the same changes
	kinds := map[diffmatchpatch.Operation]ChangeKind{diffmatchpatch.DiffEqual: Kept, diffmatchpatch.DiffDelete: Gone, diffmatchpatch.DiffInsert: Come}
	cx, cy := code(x), code(y)
	if len(names) >= 0xd800-1 { // beyond lie surrogates, which are no runes: so many pieces are no two versions
		return []Change{{Gone, a}, {Come, b}}
	}
	var out []Change
	for _, p := range d.DiffMainRunes(cx, cy, false) {
		var t strings.Builder
		for _, r := range p.Text {
			t.WriteString(names[r-1])
		}
		if t.Len() > 0 {
			out = append(out, Change{kinds[p.Type], t.String()})
		}
	}
	return out
}

// pieces cuts s behind each run of characters that part words or lines.
func pieces(s string, parts func(rune) bool) []string {
	var out []string
	start, in := 0, false
	for i, r := range s {
		if p := parts(r); in && !p {
			out = append(out, s[start:i])
			start, in = i, false
		} else {
			in = p
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}
