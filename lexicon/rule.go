package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// A Rule is a row of a table that makes, bounds or changes claims: of frames,
// acts, bounds, cues, hedges, scope, weapons, and the vague words of numbers.
type Rule struct {
	Name   string // "frame:killed:verb-ed:killed", as traces have it after the language
	File   string // the table
	Line   int
	Text   string // the row
	words  [][]int32
	near   bool // one of the single words of a phrase is near enough to be a test
	traced string
}

// Rules returns the pack's rules by the order of their names.
func (p *Pack) Rules() []*Rule {
	var out []*Rule
	for _, r := range p.rules {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// RuleName is the name of a rule as traces have it: after the pack's language.
// A row of bounds may be a vague word's own.
func (p *Pack) RuleName(name string) string {
	r := p.rules[name]
	if row, ok := strings.CutPrefix(name, "bounds:"); ok && r == nil {
		r = p.rules["vague:"+row]
	}
	if r != nil {
		return r.traced
	}
	return string(p.Lang) + "/" + name
}

// RuleOf returns the rule that a step of a trace names, and what the step says
// beside it: how the words were found. It returns nil for what is no rule of
// the pack but of the program.
func (p *Pack) RuleOf(step string) (r *Rule, path string) {
	name, ok := strings.CutPrefix(step, string(p.Lang)+"/")
	if !ok {
		return nil, step
	}
	if r = p.rules[name]; r != nil {
		return r, ""
	}
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		if r = p.rules[name[:i]]; r != nil {
			return r, name[i+1:]
		}
	}
	return nil, step
}

// Numbers returns the numbers of a text's words and signs; 0 for unknown ones.
func (p *Pack) Numbers(text string) []int32 {
	d := p.Cutter.Cut(text, p.Lang)
	out := make([]int32, len(d.Tokens))
	for i := range d.Tokens {
		out[i] = p.Find(d.Word(i))
	}
	p.Join(out)
	return out
}

// Holds reports whether one of the words by which r is found stands in words.
// A rule that is not found by words holds in any text. Where a rule fires
// wherever its phrases stand, a word of one is enough: "strike" of "air strike".
func (r *Rule) Holds(words []int32) bool {
	if len(r.words) == 0 {
		return true
	}
	for _, w := range r.words {
		if r.near && slices.ContainsFunc(w, func(n int32) bool { return slices.Contains(words, n) }) {
			return true
		}
		for i := 0; i+len(w) <= len(words); i++ {
			if same32(words[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

// rule enters a row as a rule that is found by one of the words.
func (l *loading) rule(r row, name string, words ...[]int32) error {
	if old := l.rules[name]; old != nil {
		return bad("%s:%d is the rule %s already: join the rows, or begin this one with another word", old.File, old.Line, name)
	}
	l.rules[name] = &Rule{Name: name, File: r.file, Line: r.line, Text: r.text, words: words, traced: l.traced(name)}
	return nil
}

// traced is the name of a rule as traces have it.
func (l *loading) traced(name string) string { return string(l.Lang) + "/" + name }

// frame adds what a word says happened: what, production, words, options.
func (l *loading) frame(r row) error {
	first, _, _ := strings.Cut(strings.TrimSpace(r.cell(2)), " ")
	name := "frame:" + r.cell(0) + ":" + r.cell(1) + ":" + strings.ToLower(first)
	f := Frame{What: recount.What(r.cell(0)), Production: r.cell(1), Rule: l.traced(name)}
	if !f.What.Known() {
		return bad("unknown what %q: want a word of WORDS.md such as killed", r.cell(0))
	}
	if !slices.Contains(Productions, f.Production) {
		return bad("unknown production %q: want one of %s", f.Production, strings.Join(Productions, ", "))
	}
	for o := range strings.SplitSeq(r.cell(3), ";") {
		if err := l.option(&f, strings.TrimSpace(o)); err != nil {
			return err
		}
	}
	if err := l.rule(r, name); err != nil {
		return err
	}
	rule := l.rules[name]
	var twice error
	err := l.each(r.cell(2), func(e *Entry) {
		for i := range e.Frames {
			if o := &e.Frames[i]; twice == nil && takes(o.Production, f.Production) && o.covers(&f) {
				old := l.rules[strings.TrimPrefix(o.Rule, string(l.Lang)+"/")]
				twice = bad("%q never gets this far: %s:%d takes it first, by its production and on no narrower a condition; narrow that row or take the word out of one", e.Form, old.File, old.Line)
			}
		}
		e.Frames = append(e.Frames, f)
		rule.words = append(rule.words, []int32{l.index[e.Form]})
	})
	return cmp.Or(err, twice)
}

// takes reports whether what production a finds is all that b can find.
func takes(a, b string) bool {
	return a == b || b == "act-noun" && (a == "verb" || a == "verb-ing") // "the killing of six"
}

// option reads one option of a frame.
func (l *loading) option(f *Frame, o string) (err error) {
	k, v, _ := strings.Cut(o, "=")
	switch k {
	case "":
	case "low":
		f.Low = true
	case "open":
		f.Open = true
	case "label":
		f.Label = true
	case "passive":
		f.Passive = true
	case "left":
		f.Left, err = l.sequences(v)
	case "unless":
		f.Unless, err = l.sequences(v)
	case "many":
		f.Many = true
	case "people":
		f.People = true
	case "later":
		f.Later, err = l.sequences(v)
	case "right":
		f.Right, err = l.sequences(v)
	case "not-right":
		f.NotRight, err = l.sequences(v)
	case "aim":
		f.Aim, err = l.sequences(v)
	case "not-left":
		f.NotLeft, err = l.sequences(v)
	case "if-right", "if-left":
		list, what, ok := strings.Cut(v, ">")
		if !ok || !recount.What(what).Known() {
			return bad("option %q: want %s=words>what", o, k)
		}
		if f.Then != "" && f.Then != recount.What(what) {
			return bad("option %q: if-right and if-left of one row must name the same what", o)
		}
		f.Then = recount.What(what)
		if k == "if-right" {
			f.IfRight, err = l.sequences(list)
		} else {
			f.IfLeft, err = l.sequences(list)
		}
	default:
		return bad("unknown option %q: want low, open, many, label, passive, people, right, left, later, not-right, not-left, unless, aim, if-right or if-left", k)
	}
	return err
}

// covers reports whether f applies wherever o does, so that o is never reached.
func (f *Frame) covers(o *Frame) bool {
	begins := func(short, long []int32) bool { return len(short) <= len(long) && same32(short, long[:len(short)]) }
	ends := func(short, long []int32) bool {
		return len(short) <= len(long) && same32(short, long[len(long)-len(short):])
	}
	every := func(of, in [][]int32, fits func(short, long []int32) bool) bool {
		for _, w := range of {
			if !slices.ContainsFunc(in, func(s []int32) bool { return fits(s, w) }) {
				return false
			}
		}
		return true
	}
	if f.People && !o.People || f.Later != nil || f.Unless != nil {
		return false
	}
	if f.Right != nil && (o.Right == nil || !every(o.Right, f.Right, begins)) {
		return false
	}
	if f.Left != nil && (o.Left == nil || !every(o.Left, f.Left, ends)) {
		return false
	}
	for _, w := range f.NotRight { // f stands back before w: o must too, or never stand there
		beside := func(r []int32) bool { return begins(r, w) || begins(w, r) }
		if !slices.ContainsFunc(o.NotRight, func(s []int32) bool { return begins(s, w) }) && (o.Right == nil || slices.ContainsFunc(o.Right, beside)) {
			return false
		}
	}
	return every(f.NotLeft, o.NotLeft, ends)
}

// reachable looks, once all tables are in, for rows that nothing can come to.
func (l *loading) reachable() {
	used := map[string]bool{}
	needed := neededBounds
	if l.VerbFirst {
		needed = append(slices.Clone(needed), "dual-or-plural")
	}
	for _, b := range needed {
		used[b] = true
		if l.Bounds[b] == nil {
			l.faults = append(l.faults, Fault{"bounds.tsv", 0, fmt.Sprintf("there is no row %q, which the program needs", b)})
		}
	}
	for _, list := range l.Quantifiers.byFirst {
		for _, p := range list {
			used[p.Class] = true
		}
	}
	for name, b := range l.Bounds {
		if r := l.rules["bounds:"+name]; !used[b.Row] && r != nil {
			l.faults = append(l.faults, Fault{r.File, r.Line, fmt.Sprintf("no wording in quantifiers.tsv leads to the row %q: add one or take the row out", name)})
		}
	}
}
