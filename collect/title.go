package collect

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sameWords reports whether two headlines are one, whatever their signs.
func sameWords(a, b string) bool {
	if len(a) > 2*len(b)+40 || len(b) > 2*len(a)+40 { // nothing has so many signs
		return false
	}
	a, b = letters(a), letters(b)
	return a != "" && a == b
}

// letters returns the letters and digits of s, lower-case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// title returns the headline of a page, without the outlet's name, and which
// block shows it, -1 if none. A heading that the page's data for programs calls
// so is believed first, then one that is the page's title or a part of it, then
// the one that stands last before the text.
func (f facts) title(bs []block) (title string, shown int) {
	said := map[string]int{} // letters of what it may be called, and how well that is known
	for _, s := range []string{f.headline, f.meta["og:title"], f.meta["twitter:title"]} {
		if s != "" && !sameWords(s, f.outlet) {
			said[letters(f.withoutOutlet(s))] = 8
			said[letters(s)] = 8
		}
	}
	for _, s := range titleParts(f.head) {
		if l := letters(s); said[l] == 0 && words(s) >= 3 {
			said[l] = 5
		}
	}
	lead := slices.IndexFunc(bs, func(b block) bool { return b.prose() && b.stops() })
	best := 0
	shown = -1
	for i, b := range bs {
		score := 0
		if len(b.text) < 400 {
			score = said[letters(b.text)]
		}
		if b.titled || b.heading && slices.Contains(headings[:3], b.in.DataAtom) {
			score += 2
			if b.in.DataAtom == atom.H1 {
				score++
			}
			if i < lead || lead < 0 {
				score++
			}
			if i < lead && !slices.ContainsFunc(bs[i+1:lead], func(b block) bool { return b.heading || b.titled }) {
				score++
			}
			if overlap(b.text, f.og+" "+f.headline) > 0.5 {
				score += 2
			}
		} else if score < 8 && (words(b.text) < 4 || i > lead) {
			continue
		}
		if b.linked*10 > len(b.text)*9 {
			score -= 3
		}
		if sameWords(b.text, f.outlet) || inMasthead(b.in) {
			score -= 4
		}
		if score > best {
			best, shown = score, i
		}
	}
	if shown >= 0 && best >= 3 {
		return flatten(bs[shown].text), shown
	}
	for _, s := range []string{f.headline, f.meta["og:title"], f.meta["twitter:title"], f.head} {
		if s = f.withoutOutlet(s); s != "" {
			return s, -1
		}
	}
	if shown >= 0 {
		return flatten(bs[shown].text), shown
	}
	return "", -1
}

var mastheadWords = wordSet(`masthead logo branding brand sitename sitetitle siteheader topheader`)

// inMasthead reports whether an element stands where the outlet shows its name.
func inMasthead(n *html.Node) bool {
	for k := 0; n != nil && k < 4; k, n = k+1, n.Parent {
		for _, key := range []string{"class", "id"} {
			for name := range strings.FieldsSeq(attr(n, key)) {
				last := ""
				for w := range classWords(name) {
					if mastheadWords[w] || (last == "site" || last == "page" || last == "gov" || last == "top") && w == "header" || last == "site" && (w == "title" || w == "name") {
						return true
					}
					last = w
				}
			}
		}
	}
	return false
}

// titleParts returns a page's title and what is before and behind each sign
// that may part it from the outlet's name.
func titleParts(s string) []string {
	out := []string{s}
	for _, sep := range titleSigns {
		for at := 0; ; {
			i := strings.Index(s[at:], sep)
			if i < 0 {
				break
			}
			at += i + len(sep)
			out = append(out, s[:at-len(sep)], s[at:])
		}
	}
	return out
}

var titleSigns = []string{" | ", " — ", " – ", " - ", " :: ", " -> ", " >> ", " : ", ": ", " « ", " » ", " · ", " • ", " / "}

// clip cuts s after n bytes, between letters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func flatten(s string) string { return strings.Join(strings.Fields(s), " ") }

// withoutOutlet cuts the name of the outlet off a page's title: "Army shells
// town | The Gazette".
func (f facts) withoutOutlet(s string) string {
	s = flatten(s)
	for _, sep := range []string{" | ", " — ", " – ", " - ", " :: ", " « ", " » ", " · ", " • "} {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			continue
		}
		head, tail := s[:i], s[i+len(sep):]
		if f.outlet != "" && sameWords(head, f.outlet) {
			return tail
		}
		if f.outlet != "" && sameWords(tail, f.outlet) || words(tail) <= 4 && words(head) >= 2*words(tail) && (sep != " - " && sep != " – " && sep != " — " || f.outlet == "") {
			return f.withoutOutlet(head)
		}
	}
	return s
}

// overlap is the share of the words of a that are in b.
func overlap(a, b string) float64 {
	in := map[string]bool{}
	for w := range wordsOf(b) {
		in[w] = true
	}
	n, hit := 0, 0
	for w := range wordsOf(a) {
		n++
		if in[w] {
			hit++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(hit) / float64(n)
}

// wordsOf yields the words of s, lower-case and without signs.
func wordsOf(s string) func(func(string) bool) {
	return strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}
