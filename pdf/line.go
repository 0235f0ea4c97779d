package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A line is what stands beside each other on a page.
type line struct {
	text           string
	left, right, y float64
	size           float64
	leftward       bool // it is read from right to left
	page           int
	unknown, all   int // letters
}

// lines puts letters together that stand at one height and were drawn after
// each other.
func lines(gs []glyph, page int) (out []line) {
	for len(gs) > 0 {
		n, size, y := 1, gs[0].size, gs[0].y
		for ; n < len(gs); n++ {
			g := gs[n]
			raised := g.size < 0.85*size && g.y > y && g.y-y < 0.7*size
			if lead := gs[0].size < 0.85*g.size && y > g.y && y-g.y < 0.7*g.size && n < 4; lead { // a note opens with its own raised figure
				y = g.y
			} else if abs(g.y-y) > 0.25*max(size, g.size) && !raised {
				break
			}
			if strings.TrimSpace(g.s) != "" {
				size = max(size, g.size)
			}
		}
		if l := lineOf(gs[:n], size); l.text != "" {
			l.page = page
			out = append(out, l)
		}
		gs = gs[n:]
	}
	return out
}

// lineOf makes a line of its letters. A raised small figure, which leads to a
// note, is left out: "killed 12¹" is not 121.
func lineOf(gs []glyph, size float64) line {
	l := line{size: size, left: gs[0].x, right: gs[0].x}
	var base []glyph
	marks, visual := "", drawnRightwards(gs)
	for _, g := range gs {
		if g.size < 0.85*size && isMark(g.s) && raisedAbove(g, gs, size) {
			continue
		}
		switch r, _ := utf8.DecodeRuneInString(g.s); {
		case unicode.Is(unicode.Mn, r) && visual:
			marks += g.s
		case unicode.Is(unicode.Mn, r) && len(base) > 0:
			base[len(base)-1].s += g.s
		default:
			g.s += marks
			base, marks = append(base, g), ""
		}
	}
	if len(base) == 0 {
		return l
	}
	l.y = base[0].y
	rtl, ltr := 0, 0
	for _, g := range base {
		l.left, l.right = min(l.left, g.x), max(l.right, g.x+g.w)
		for _, r := range g.s {
			l.all++
			switch {
			case string(r) == unknown:
				l.unknown++
			case isRTL(r):
				rtl++
			case unicode.IsLetter(r):
				ltr++
			}
		}
	}
	slices.SortStableFunc(base, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	base = slices.CompactFunc(base, func(a, b glyph) bool { return a.s == b.s && a.s != " " && abs(b.x-a.x) < 0.12*a.size }) // drawn twice to be bold
	cells := spaced(base)
	if l.leftward = rtl > ltr; rtl > 0 {
		cells = logical(cells, l.leftward)
	}
	l.text = strings.Join(strings.Fields(plainForms(strings.Join(cells, ""))), " ")
	return l
}

// drawnRightwards reports whether letters that are read leftward were drawn from
// left to right, so that a mark comes before the letter it stands over.
func drawnRightwards(gs []glyph) bool {
	n := 0
	for i, g := range gs[1:] {
		if last := gs[i]; kindOf(g.s) == right && kindOf(last.s) == right {
			if g.x > last.x {
				n++
			} else {
				n--
			}
		}
	}
	return n > 0
}

// isMark reports whether s is what a note is led to by.
func isMark(s string) bool {
	return s != "" && strings.Trim(s, "0123456789٠١٢٣٤٥٦٧٨٩*†‡[],abc ") == ""
}

// raisedAbove reports whether g stands above the line that the full letters of
// gs stand on.
func raisedAbove(g glyph, gs []glyph, size float64) bool {
	for _, o := range gs {
		if o.size >= 0.85*size {
			return g.y-o.y > 0.15*size
		}
	}
	return false
}

// spaced returns the letters in the order in which they stand, with a space
// where there is one between words and a bar between cells of a table.
func spaced(gs []glyph) (out []string) {
	some := 0
	for i, g := range gs {
		if i > 0 {
			last := gs[i-1]
			switch gap := g.x - last.x - last.w; {
			case gap > 3*g.size && some > 2:
				out = append(out, " ", "|", " ")
			case gap > 0.17*g.size && last.s != " " && g.s != " ":
				out = append(out, " ")
			}
		}
		if strings.TrimSpace(g.s) != "" {
			some++
		}
		out = append(out, g.s)
	}
	return out
}

func isRTL(r rune) bool {
	return unicode.IsLetter(r) && (r >= 0x590 && r < 0x900 || r >= 0xfb1d && r < 0xfe00 || r >= 0xfe70 && r < 0xff00)
}

// kinds of what stands in a line with Arabic or Hebrew in it.
const (
	neutral = iota
	right   // is read from right to left
	left
	digit
)

func kindOf(s string) int {
	for _, r := range s {
		switch {
		case isRTL(r):
			return right
		case unicode.IsDigit(r):
			return digit
		case unicode.IsLetter(r):
			return left
		}
	}
	return neutral
}

// logical turns the letters of a line from the order in which they stand, left
// to right, into the order in which they are read. In a line that is read
// leftward the words of other scripts, and numbers, stay as they stand; in one
// that is not, the words that are read leftward are turned.
func logical(cells []string, leftward bool) []string {
	kinds := make([]int, len(cells))
	for i, c := range cells {
		kinds[i] = kindOf(c)
	}
	turn := make([]bool, len(cells)) // belongs to a stretch against the line's direction
	against := func(k int) bool {
		if leftward {
			return k == left || k == digit
		}
		return k == right
	}
	for i := 0; i < len(cells); i++ {
		if !against(kinds[i]) {
			continue
		}
		end := i + 1
		for j := end; j < len(cells) && j-end < 12; j++ {
			if against(kinds[j]) {
				if !joins(cells[end:j], kinds[end-1], kinds[j], leftward) {
					break
				}
				end = j + 1
			} else if kinds[j] != neutral {
				break
			}
		}
		for ; i < end; i++ {
			turn[i] = true
		}
		i--
	}
	out := make([]string, 0, len(cells))
	stretch := func(from, to int, back bool) {
		if !back {
			out = append(out, cells[from:to]...)
			return
		}
		for k := to - 1; k >= from; k-- {
			out = append(out, mirrored(cells[k]))
		}
	}
	if !leftward {
		for i := 0; i < len(cells); {
			j := i
			for j < len(cells) && turn[j] == turn[i] {
				j++
			}
			stretch(i, j, turn[i])
			i = j
		}
		return out
	}
	for i := len(cells); i > 0; {
		j := i
		for j > 0 && turn[j-1] == turn[i-1] {
			j--
		}
		stretch(j, i, !turn[i-1])
		i = j
	}
	return out
}

// joins reports whether what stands between two stretches against the line's
// direction belongs to them: spaces and signs between words, and a lone sign
// between digits.
func joins(between []string, a, b int, leftward bool) bool {
	s := strings.Join(between, "")
	if !leftward {
		return true
	}
	if a == digit && b == digit {
		return len(between) <= 1 && strings.Trim(s, ".,:/-٫٬") == ""
	}
	return a == left || b == left
}

var mirrors = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹"}

func mirrored(s string) string {
	if m := mirrors[s]; m != "" {
		return m
	}
	return s
}

// plainForms puts letters for the shapes that letters take in a word, and for
// two that are set as one. Raised and small figures stay what they are.
func plainForms(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 0xfb00 && r < 0xfb50, r >= 0xfb50 && r < 0xfe00 && r != '﴾' && r != '﴿', r >= 0xfe70 && r < 0xff00:
			b.WriteString(norm.NFKC.String(string(r)))
		case r == 0xa0:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
