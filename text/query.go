package text

import (
	"slices"
	"strings"
	"unicode"

	"github.com/recountlab/recount"
)

// A Query is what somebody searches texts for.
type Query struct {
	All  []Sought // every one is wanted
	None []Sought // none of them is
}

// A Sought is a word, or several that stand side by side.
type Sought struct{ Words []SoughtWord }

// A SoughtWord is found by any of its stems: in whatever language a word may be.
type SoughtWord struct{ Stems []string }

// ParseQuery reads what somebody typed: words that must all be there, "words in
// quotes" that stand side by side, and -words that must not be there.
func ParseQuery(s string) Query {
	var q Query
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		minus := strings.HasPrefix(s, "-")
		if minus {
			s = s[1:]
		}
		var part string
		if open, size := quote(s); open {
			part = s[size:]
			if i := strings.IndexFunc(part, isQuote); i >= 0 {
				part, s = part[:i], strings.TrimLeftFunc(part[i:], isQuote)
			} else {
				s = ""
			}
		} else if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
			part, s = s[:i], s[i:]
		} else {
			part, s = s, ""
		}
		if w := sought(part); len(w.Words) > 0 {
			if minus {
				q.None = append(q.None, w)
			} else {
				q.All = append(q.All, w)
			}
		}
	}
	return q
}

func quote(s string) (bool, int) {
	for _, r := range s {
		return isQuote(r), len(string(r))
	}
	return false, 0
}

func isQuote(r rune) bool { return r == '"' || strings.ContainsRune("“”„«»", r) }

// sought cuts words as texts are cut and stems each in every language that it
// may be of.
func sought(s string) (out Sought) {
	d := New(s, "")
	for i := range d.Tokens {
		if d.Tokens[i].Kind == Mark {
			continue
		}
		var stems []string
		for _, lang := range [...]recount.Lang{"", "en", "fr", "es", "ru", "uk"} {
			stems = Stems(stems, d.Word(i), lang)
		}
		slices.Sort(stems)
		out.Words = append(out.Words, SoughtWord{slices.Compact(stems)})
	}
	return out
}

// Phrases reports whether q wants words side by side.
func (q Query) Phrases() bool {
	several := func(s Sought) bool { return len(s.Words) > 1 }
	return slices.ContainsFunc(q.All, several) || slices.ContainsFunc(q.None, several)
}

// Index returns the stems of a text, parted by spaces, for an index of texts.
func Index(s string, lang recount.Lang) string {
	d := New(s, lang)
	out := make([]string, 0, len(d.Tokens)*3/2)
	for i := range d.Tokens {
		if d.Tokens[i].Kind != Mark {
			out = Stems(out, d.Word(i), lang)
		}
	}
	return strings.Join(out, " ")
}

// Hits returns where what q wants stands in a text, in order, and whether all of
// it does and nothing that q does not want.
func (q Query) Hits(s string, lang recount.Lang) (hits []recount.Span, all bool) {
	d := New(s, lang)
	stems := make([][]string, len(d.Tokens))
	for i := range d.Tokens {
		if d.Tokens[i].Kind != Mark {
			stems[i] = Stems(nil, d.Word(i), lang)
		}
	}
	all = true
	for _, w := range q.All {
		found := d.find(w, stems)
		all = all && len(found) > 0
		hits = append(hits, found...)
	}
	for _, w := range q.None {
		all = all && len(d.find(w, stems)) == 0
	}
	slices.SortFunc(hits, func(a, b recount.Span) int { return a.Start - b.Start })
	out := hits[:0]
	for _, h := range hits { // one marked stretch a place
		if n := len(out); n > 0 && h.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, h.End)
			continue
		}
		out = append(out, h)
	}
	return out, all
}

// find returns where words stand side by side; marks may stand between.
func (d *Doc) find(w Sought, stems [][]string) (out []recount.Span) {
	for i := range stems {
		k, last := 0, i
		for j := i; j < len(stems) && k < len(w.Words) && (k > 0 || j == i); j++ {
			if stems[j] == nil && k > 0 {
				continue
			}
			if !slices.ContainsFunc(stems[j], func(s string) bool { return slices.Contains(w.Words[k].Stems, s) }) {
				break
			}
			k, last = k+1, j
		}
		if k == len(w.Words) {
			out = append(out, d.Span(i, last+1))
		}
	}
	return out
}

// Excerpt returns the stretch of a text of about so many bytes that holds most
// of the hits, cut between words.
func Excerpt(s string, hits []recount.Span, about int) recount.Span {
	if len(s) <= about {
		return recount.Span{End: len(s)}
	}
	from, most := 0, 0
	for i, h := range hits {
		n := 0
		for _, g := range hits[i:] {
			if g.End-h.Start > about*3/4 {
				break
			}
			n++
		}
		if n > most {
			from, most = h.Start, n
		}
	}
	out := recount.Span{Start: max(0, from-about/4)}
	out.End = min(len(s), out.Start+about)
	out.Start = max(0, min(out.Start, out.End-about))
	gap := func(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }
	for out.Start > 0 && out.Start < len(s) && !gap(s[out.Start-1]) {
		out.Start++
	}
	for out.End < len(s) && out.End > out.Start && !gap(s[out.End]) {
		out.End--
	}
	return out
}
