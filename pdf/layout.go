package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bodySize is the size in which most letters are set, to half a point.
func bodySize(pages [][]line) float64 {
	n := map[float64]int{}
	for _, ls := range pages {
		for _, l := range ls {
			n[math.Round(l.size*2)/2] += l.all
		}
	}
	best := 0.0
	for size, k := range n {
		if k > n[best] || k == n[best] && size > best {
			best = size
		}
	}
	return best
}

var digits = regexp.MustCompile(`\p{Nd}+`)

// pageNumber finds a line that is the number of a page and nothing else.
var pageNumber = regexp.MustCompile(`(?i)^[-–—|\s]*(?:page|p\.?|صفحة|стр\.?|página)?\s*#(?:\s*(?:of|/|de|sur|из|من)\s*#)?[-–—|\s]*$`)

// withoutRunning leaves out the lines at the head and the foot of pages that
// come again on others, if they are short but for their numbers, and the numbers
// of pages.
func withoutRunning(pages [][]line) (out []line) {
	edges := func(ls []line) (head, foot []int) {
		if len(ls) == 0 {
			return nil, nil
		}
		order := make([]int, len(ls))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			if ls[a].y > ls[b].y {
				return -1
			} else if ls[a].y < ls[b].y {
				return 1
			}
			return 0
		})
		return order[:min(3, len(order))], order[max(0, len(order)-3):]
	}
	same := func(l line) string {
		if strings.Count(l.text, " ") > 8 { // prose may differ in its figures alone
			return l.text
		}
		return digits.ReplaceAllString(l.text, "#")
	}
	times := map[string]int{}
	for _, ls := range pages {
		head, foot := edges(ls)
		seen := map[string]bool{}
		for _, i := range append(slices.Clone(head), foot...) {
			if s := same(ls[i]); !seen[s] {
				seen[s] = true
				times[s]++
			}
		}
	}
	for _, ls := range pages {
		head, foot := edges(ls)
		gone := map[int]bool{}
		for _, i := range append(slices.Clone(head), foot...) {
			n := times[same(ls[i])]
			if len(pages) >= 3 && n >= 3 && n*5 >= len(pages)*2 && utf8.RuneCountInString(ls[i].text) < 160 {
				gone[i] = true
			}
		}
		for _, end := range [][]int{head[:min(1, len(head))], foot[max(0, len(foot)-1):]} {
			for _, i := range end {
				if len(ls) > 1 && pageNumber.MatchString(same(ls[i])) {
					gone[i] = true
				}
			}
		}
		for i, l := range ls {
			if !gone[i] {
				out = append(out, l)
			}
		}
	}
	return out
}

// paragraphs joins lines.
func paragraphs(ls []line) (out []Paragraph) {
	whole, blocks := wholeWords(ls), blocksOf(ls)
	var now []byte
	for i, l := range ls {
		if i > 0 && blocks.goesOn(ls[i-1], l) {
			now = mend(now, l.text, whole)
			continue
		}
		if i > 0 {
			out[len(out)-1].Text = string(now)
		}
		out = append(out, Paragraph{Size: l.size, Page: l.page})
		now = append(now[:0], l.text...)
	}
	if len(out) > 0 {
		out[len(out)-1].Text = string(now)
	}
	return out
}

var hyphens = regexp.MustCompile(`\p{Ll}[-\x{ad}\x{2010}]$`)

// wholeWords are the words with a hyphen that stand within a line.
func wholeWords(ls []line) map[string]bool {
	whole := map[string]bool{}
	for _, l := range ls {
		if strings.Contains(l.text, "-") {
			for w := range strings.FieldsFuncSeq(l.text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
				if strings.Contains(strings.Trim(w, "-"), "-") {
					whole[strings.ToLower(w)] = true
				}
			}
		}
	}
	return whole
}

// mend puts a line behind others. A hyphen at the end of a line was put there
// to part a word, unless the word has one elsewhere too.
func mend(before []byte, l string, whole map[string]bool) []byte {
	tail := before[max(0, len(before)-8):]
	r, _ := utf8.DecodeRuneInString(l)
	if !unicode.IsLower(r) || !hyphens.Match(tail) {
		return append(append(before, ' '), l...)
	}
	bare := before[:len(before)-1]
	if before[len(before)-1] != '-' { // U+00AD has two bytes, U+2010 three
		_, n := utf8.DecodeLastRune(before)
		bare = before[:len(before)-n]
	}
	cut := func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }
	word := ""
	for w := range strings.FieldsFuncSeq(string(bare[max(0, len(bare)-40):]), cut) {
		word = w
	}
	rest := l
	if i := strings.IndexFunc(l, cut); i >= 0 {
		rest = l[:i]
	}
	if whole[strings.ToLower(word+"-"+rest)] {
		return append(append(bare, '-'), l...)
	}
	return append(bare, l...)
}

// blocks says how far lines reach that begin at about one place, and how far
// below each other they stand.
type blocks struct {
	reach map[blockKey]float64 // the right end, or the left one of leftward lines
	pitch map[blockKey]float64
}

type blockKey struct {
	page, edge, size int
	leftward         bool
}

func keyOf(l line) blockKey {
	edge := l.left
	if l.leftward {
		edge = l.right
	}
	return blockKey{l.page, int(edge / (4 * max(l.size, 1))), int(l.size*2 + 0.5), l.leftward}
}

func blocksOf(ls []line) blocks {
	b := blocks{map[blockKey]float64{}, map[blockKey]float64{}}
	steps := map[blockKey]map[int]int{}
	for i, l := range ls {
		k := keyOf(l)
		far, ok := b.reach[k]
		switch {
		case l.leftward && (!ok || l.left < far):
			b.reach[k] = l.left
		case !l.leftward && (!ok || l.right > far):
			b.reach[k] = l.right
		}
		k.edge = 0
		if i > 0 && ls[i-1].page == l.page {
			if dy := ls[i-1].y - l.y; dy > 0.5*l.size && dy < 2.5*l.size {
				if steps[k] == nil {
					steps[k] = map[int]int{}
				}
				steps[k][int(dy*2+0.5)]++
			}
		}
	}
	for k, n := range steps {
		best := 0
		for step, times := range n {
			if times > n[best] || times == n[best] && step < best {
				best = step
			}
		}
		b.pitch[k] = float64(best) / 2
	}
	return b
}

var item = regexp.MustCompile(`^(?:[•▪●◦■–—*·]|-\s|\p{Nd}{1,2}[.)]\s|\(?\p{L}[.)]\s)`)

// goesOn reports whether a line goes on with the paragraph of the line before.
func (b blocks) goesOn(before, l line) bool {
	if abs(before.size-l.size) > 0.12*max(before.size, l.size) || before.leftward != l.leftward || item.MatchString(l.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(l.text)
	open := !stops(before.text)
	dy := before.y - l.y
	if before.page != l.page || dy <= 0 { // the next page or column
		return open && (unicode.IsLower(r) || isRTL(r))
	}
	k := keyOf(before)
	far := b.reach[k]
	k.edge = 0
	if pitch := b.pitch[k]; dy > max(1.25*pitch, 1.1*l.size) && (pitch > 0 || dy > 1.7*l.size) {
		return false
	}
	width, short, indent := far-before.left, far-before.right, l.left-before.left
	if l.leftward {
		width, short, indent = before.right-far, before.left-far, before.right-l.right
	}
	switch {
	case short > 0.25*width && (!open || !unicode.IsLower(r) && !isRTL(r)), short > 0.4*width && !unicode.IsLower(r):
		return false
	case indent > 0.8*l.size && !open:
		return false
	case strings.Contains(before.text, " | ") || strings.Contains(l.text, " | "): // rows of a table
		return false
	}
	return true
}

// stops reports whether a text ends as a sentence does.
func stops(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return strings.ContainsRune("\"”’»')] 0123456789", r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…؟۔:؛", r)
}
