package eval

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/recountlab/recount"
)

// Parse reads a file of labelled reports in the form of docs/eval.md. It
// returns every fault it finds, with file and line, as ErrInvalid.
func Parse(file string, b []byte) ([]Gold, error) {
	p := &parsing{file: file}
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("%s: not UTF-8: %w", file, recount.ErrInvalid)
	}
	lines := strings.SplitAfter(string(b), "\n")
	for i := 0; i < len(lines); {
		l := strings.TrimSpace(lines[i])
		if l == "" || strings.HasPrefix(l, "#") {
			i++
			continue
		}
		if !strings.HasPrefix(l, "@") {
			p.fault(i+1, "want a report, which begins with a line like “@ sy-01 wire”, found %q", l)
			for i++; i < len(lines) && !strings.HasPrefix(lines[i], "@"); i++ {
			}
			continue
		}
		end := i + 1
		for end < len(lines) && !strings.HasPrefix(lines[end], "@") {
			end++
		}
		p.report(lines[i:end], i+1)
		i = end
	}
	for i := range p.out {
		for k := range i {
			if p.out[i].ID == p.out[k].ID {
				p.fault(p.out[i].Line, "report %s was already given at line %d", p.out[i].ID, p.out[k].Line)
			}
		}
	}
	return p.out, errors.Join(p.faults...)
}

type parsing struct {
	file   string
	out    []Gold
	faults []error
}

func (p *parsing) fault(line int, form string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%s:%d: %s: %w", p.file, line, fmt.Sprintf(form, args...), recount.ErrInvalid))
}

var name = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._:-]*$`)

// report reads one block: its head, its text, and after "--" its claims.
func (p *parsing) report(lines []string, at int) {
	f := strings.Fields(lines[0])
	g := Gold{File: p.file, Line: at, Source: []byte(strings.TrimRight(strings.Join(lines, ""), "\n") + "\n")}
	g.Lang = "en"
	if len(f) != 3 || f[0] != "@" || !name.MatchString(f[1]) || !name.MatchString(f[2]) {
		p.fault(at, "want “@ ID KIND”, like “@ sy-01 wire”")
		return
	}
	g.ID, g.Kind = recount.ReportID(f[1]), f[2]
	i := 1
	for ; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
		p.head(&g, strings.TrimSpace(lines[i]), at+i)
	}
	from := i
	for i < len(lines) && strings.TrimSpace(lines[i]) != "--" {
		i++
	}
	g.Text = strings.Trim(strings.Join(lines[from:i], ""), "\n")
	switch {
	case g.Published.IsZero():
		p.fault(at, "%s: no line “published”: without it no day can be told", g.ID)
	case strings.TrimSpace(g.Text) == "":
		p.fault(at, "%s: no text: it stands between an empty line and the line “--”", g.ID)
	case i == len(lines):
		p.fault(at, "%s: no line “--” after the text; a report that makes no claim has nothing after it", g.ID)
	}
	each, number := Claim{Event: 1}, 0
	for i++; i < len(lines); i++ {
		l := strings.TrimSpace(lines[i])
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		words, err := cut(l)
		if err != nil {
			p.fault(at+i, "%v", err)
			continue
		}
		c := claiming{p: p, g: &g, line: at + i, words: words[1:]}
		if words[0].s == "each" && !words[0].quoted {
			each = Claim{Event: 1}
			c.fields(&each)
			continue
		}
		number++
		c.c, c.c.Line = each, at+i
		if words[0].s != strconv.Itoa(number) {
			p.fault(at+i, "claims are numbered from 1: want %d, found %q", number, words[0].s)
		}
		c.claim()
		g.Claims = append(g.Claims, c.c)
	}
	for i := range g.Claims {
		c := &g.Claims[i]
		for _, n := range []int{c.PartOf, c.Repeats} {
			if n > len(g.Claims) || n == i+1 {
				p.fault(c.Line, "claim %d is of claim %d, which is not another claim of this report", i+1, n)
			}
		}
	}
	p.out = append(p.out, g)
}

func (p *parsing) head(g *Gold, l string, at int) {
	k, v, _ := strings.Cut(l, " ")
	v = strings.TrimSpace(v)
	switch k {
	case "published":
		for _, form := range []string{time.DateOnly, time.RFC3339} {
			if t, err := time.Parse(form, v); err == nil {
				day := t.UTC().Truncate(24 * time.Hour)
				g.Published = recount.When{From: day, Until: day.AddDate(0, 0, 1), Grain: recount.Day}
			}
		}
		if g.Published.IsZero() {
			p.fault(at, "published %q: want a day like 2016-09-23", v)
		}
	case "outlet":
		g.Report.Source = recount.SourceID(v)
	case "lang":
		g.Lang = recount.Lang(v)
	case "url":
		g.URL = v
	case "title":
		g.Title = v
	default:
		p.fault(at, "%q is no line of a report's head: published, outlet, lang, url, title; the text follows an empty line", k)
	}
}

// A word is a field of a claim's line: bare, or in quotation marks with the
// number of its occurrence.
type word struct {
	s      string
	quoted bool
	nth    int // 0: not said
}

// cut cuts a claim's line into its words.
func cut(l string) ([]word, error) {
	var out []word
	for l = strings.TrimSpace(l); l != ""; l = strings.TrimSpace(l) {
		if l[0] != '"' {
			s, rest, _ := strings.Cut(l, " ")
			out = append(out, word{s: s})
			l = rest
			continue
		}
		s, rest, ok := strings.Cut(l[1:], `"`)
		if !ok {
			return nil, fmt.Errorf("a quotation mark is not closed")
		}
		w := word{s: s, quoted: true}
		if strings.HasPrefix(rest, "#") {
			n := 1
			for n < len(rest) && '0' <= rest[n] && rest[n] <= '9' {
				n++
			}
			w.nth, _ = strconv.Atoi(rest[1:n])
			if w.nth == 0 {
				return nil, fmt.Errorf("after %q# want the number of the occurrence, from 1", s)
			}
			rest = rest[n:]
		}
		if rest != "" && rest[0] != ' ' {
			return nil, fmt.Errorf("after %q want a space", s)
		}
		out = append(out, w)
		l = rest
	}
	return out, nil
}

// occurrences returns where w stands in text as whole words.
func occurrences(w, text string) []recount.Span {
	var all []recount.Span
	for i := 0; w != ""; {
		k := strings.Index(text[i:], w)
		if k < 0 {
			break
		}
		s := recount.Span{Start: i + k, End: i + k + len(w)}
		if whole(text, s) {
			all = append(all, s)
		}
		i = s.Start + 1
		for i < len(text) && !utf8.RuneStart(text[i]) {
			i++
		}
	}
	return all
}

// find returns the span of w in the text: of its nth occurrence, else of its
// only one, else of the one nearest to near.
func (w word) find(text string, near recount.Span) (recount.Span, error) {
	all := occurrences(w.s, text)
	switch {
	case len(all) == 0:
		return recount.Span{}, fmt.Errorf("%q does not occur in the text as whole words", w.s)
	case w.nth > len(all):
		return recount.Span{}, fmt.Errorf("%q#%d: it occurs %d times", w.s, w.nth, len(all))
	case w.nth > 0:
		return all[w.nth-1], nil
	case len(all) == 1:
		return all[0], nil
	case near.IsZero():
		return recount.Span{}, fmt.Errorf("%q occurs %d times: say which, %q#1 to #%d", w.s, len(all), w.s, len(all))
	}
	away := func(s recount.Span) int { return max(near.Start-s.End, s.Start-near.End, 0) }
	return slices.MinFunc(all, func(a, b recount.Span) int { return away(a) - away(b) }), nil
}

// whole reports whether s neither begins nor ends inside a word.
func whole(text string, s recount.Span) bool {
	a, _ := utf8.DecodeRuneInString(text[s.Start:])
	z, _ := utf8.DecodeLastRuneInString(text[:s.End])
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	if inWord(a) && s.Start > 0 && inWord(before) && !proclitic(text[:s.Start]) || inWord(z) && s.End < len(text) && inWord(after) {
		return false
	}
	before2, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(text[:s.Start], "-"))
	after2, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text[s.End:], "-"))
	if before == '-' && inWord(before2) && inWord(a) || after == '-' && inWord(after2) && inWord(z) {
		return false // "two" is not in "thirty-two"
	}
	comma := func(r rune) bool { return r == ',' || r == '.' } // "14" is not in "1,114"
	if unicode.IsDigit(a) && s.Start > 1 && comma(before) && text[s.Start-2] >= '0' && text[s.Start-2] <= '9' {
		return false
	}
	return !(unicode.IsDigit(z) && s.End+1 < len(text) && comma(after) && '0' <= text[s.End+1] && text[s.End+1] <= '9')
}

// inWord reports whether r is of a word. What makes a sign an emoji is not.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r)
}

// proclitics are what Arabic writes onto the word after it: "and", "by", "to".
var proclitics = []string{"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"}

// proclitic reports whether all that stands before a place in its word is a proclitic.
func proclitic(before string) bool {
	return slices.Contains(proclitics, before[len(strings.TrimRightFunc(before, inWord)):])
}
