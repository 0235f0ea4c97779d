package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// Proven is what came of reading all sentences of a pack.
type Proven struct {
	Rules, Proofs, Examples int
	Known                   int // examples known to fail, that do
	Faults                  []lexicon.Fault
}

// provingDay is the day of publication of every sentence of a pack.
var provingDay = recount.When{From: time.Date(2016, 9, 23, 0, 0, 0, 0, time.UTC), Until: time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC), Grain: recount.Day}

// Prove reads every example and proof of the pack for a language and says which
// do not hold, and which rules want a proof that they fire or that they hold
// back.
func (x *Reader) Prove(lang recount.Lang) (*Proven, error) {
	p := x.packs[lang]
	if p == nil {
		return nil, fmt.Errorf("prove: no pack for language %q: %w", lang, recount.ErrInvalid)
	}
	rules := p.Rules()
	out := &Proven{Rules: len(rules), Proofs: len(p.Proofs), Examples: len(p.Examples)}
	fault := func(file string, line int, format string, args ...any) {
		out.Faults = append(out.Faults, lexicon.Fault{File: file, Line: line, What: fmt.Sprintf(format, args...)})
	}
	read := func(text string) ([]recount.Claim, error) {
		r, err := x.Read(&recount.Report{ID: "r:proof", Lang: lang, Text: text, Published: provingDay})
		if err != nil {
			return nil, err
		}
		return r.Claims, nil
	}
	for _, e := range p.Examples {
		claims, err := read(e.Text)
		if err != nil {
			return nil, err
		}
		wrong := Differs(e.Want, claims)
		switch {
		case wrong == "" && e.Known != "":
			fault(lexicon.ExamplesFile, e.Line, "%s holds and is listed as known to fail (%s): take the remark out", e.ID, e.Known)
		case wrong != "" && e.Known != "":
			out.Known++
		case wrong != "":
			fault(lexicon.ExamplesFile, e.Line, "%s (%s): %s: %s", e.ID, e.Phenomenon, wrong, e.Text)
		}
	}
	has := map[string][2]bool{}
	for _, e := range p.Proofs {
		rule, _ := p.RuleOf(p.RuleName(e.Rule))
		if rule == nil {
			fault(lexicon.ProofsFile, e.Line, "there is no rule %q: its row is gone or begins with another word", e.Rule)
			continue
		}
		claims, err := read(e.Text)
		if err != nil {
			return nil, err
		}
		if wrong := x.unproven(p, rule, e, claims); wrong != "" {
			fault(lexicon.ProofsFile, e.Line, "%s: %s: %s", e.Rule, wrong, e.Text)
			continue
		}
		h := has[e.Rule]
		h[0], h[1] = h[0] || e.Fires, h[1] || !e.Fires
		has[e.Rule] = h
	}
	for _, r := range rules {
		switch h := has[r.Name]; {
		case !h[0] && !h[1]:
			fault(r.File, r.Line, "no proof of %s: write one in which it fires (+) and one in which it holds back (-) into %s", r.Name, lexicon.ProofsFile)
		case !h[0]:
			fault(r.File, r.Line, "no proof that %s fires: write one (+) into %s", r.Name, lexicon.ProofsFile)
		case !h[1]:
			fault(r.File, r.Line, "no proof that %s holds back: write a sentence with its words and without its claim (-) into %s", r.Name, lexicon.ProofsFile)
		}
	}
	slices.SortStableFunc(out.Faults, func(a, b lexicon.Fault) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	return out, nil
}

// unproven says why a sentence does not prove its rule, "" if it does.
func (x *Reader) unproven(p *lexicon.Pack, rule *lexicon.Rule, e lexicon.Proof, claims []recount.Claim) string {
	if wrong := Differs(e.Want, claims); wrong != "" {
		return wrong
	}
	fired := slices.ContainsFunc(claims, func(c recount.Claim) bool {
		return slices.ContainsFunc(c.Trace, func(s recount.Step) bool {
			r, _ := p.RuleOf(s.Rule)
			return r == rule
		})
	})
	switch {
	case e.Fires && !fired:
		return "what is expected was read, but not by this rule"
	case !e.Fires && fired:
		return "the rule fired, where it should hold back"
	case !e.Fires && !rule.Holds(p.Numbers(e.Text)):
		return "none of the rule's words stand in the sentence, which proves nothing"
	}
	return ""
}

// Short writes a claim as the sentences of a pack do: what, then the quantity.
func Short(c *recount.Claim) string {
	q := "?"
	switch v := c.Count; {
	case v.Unit == recount.Hours:
	case v.Row == "none":
		q = "0"
	case v.Row == "bare" || v.Row == "unknown" || v.Row == "":
	case v.Row == "one" || v.Row == "named":
		q = "1"
	case v.Row == "at-least":
		q = ">=" + strconv.Itoa(v.Low)
	case v.Row == "more-than":
		q = ">" + strconv.Itoa(v.Low-1)
	case v.Row == "up-to":
		q = "<=" + strconv.Itoa(v.High)
	case v.Row == "fewer-than":
		q = "<" + strconv.Itoa(v.High+1)
	case v.Qualifier == recount.About:
		q = "~" + strconv.Itoa(v.Stated)
	case v.Low != v.High && v.High != recount.Open:
		q = fmt.Sprintf("%d..%d", v.Low, v.High)
	case v.High == recount.Open:
		q = fmt.Sprintf(">=%d", v.Low)
	default:
		q = strconv.Itoa(v.Low)
	}
	return string(c.What) + " " + q
}

var flagWord = regexp.MustCompile(`^[a-z]+$`)

// otherWord is "others" in the languages that have packs.
var otherWord = regexp.MustCompile(`other|آخر|أخر|autre|otr[oa]|друг|інш`)

// shortFlags are the flags of the short form, and how a claim shows them.
var shortFlags = map[string]func(*recount.Claim) bool{
	"sub": func(c *recount.Claim) bool { return c.PartOf != "" || partWithoutWhole(c) },
	"exc": func(c *recount.Claim) bool { return c.Adds || otherWord.MatchString(c.Who.Words) },
	"cum": func(c *recount.Claim) bool {
		return c.Scope.Total || strings.Contains(c.Trace[0].Rule, "toll") || strings.Contains(c.Trace[0].Rule, "noun-number")
	},
	"irr":    func(c *recount.Claim) bool { return c.Reality == recount.NotActual },
	"presup": func(c *recount.Claim) bool { return c.Reality == recount.Presupposed },
	"neg":    func(c *recount.Claim) bool { return c.Denied },
	"bg":     func(c *recount.Claim) bool { return c.Background },
}

func partWithoutWhole(c *recount.Claim) bool {
	return strings.Contains(c.Trace[0].Rule, "including") || strings.Contains(c.Trace[0].Rule, "included") || strings.Contains(c.Trace[0].Rule, "of-th")
}

// Differs says how claims differ from what a sentence of a pack wants in the
// short form ("killed 9 ; killed 6 sub", "none"), "" if they do not.
func Differs(want string, got []recount.Claim) string {
	var gs []string
	for i := range got {
		gs = append(gs, Short(&got[i]))
	}
	if want == "none" {
		if len(gs) > 0 {
			return "want none, got " + strings.Join(gs, "; ")
		}
		return ""
	}
	ws := strings.Split(want, ";")
	used, asked := map[int]bool{}, map[string]bool{}
	for _, w := range ws {
		f := strings.Fields(w)
		if len(f) < 2 {
			return fmt.Sprintf("%q is not the short form: want a word of WORDS.md and a quantity, such as killed 9", w)
		}
		asked[f[0]] = true
	}
next:
	for _, w := range ws {
		f := strings.Fields(w)
		core := strings.Join(f[:2], " ")
		for i := range got {
			if !used[i] && gs[i] == core {
				used[i] = true
				for _, flag := range f[2:] {
					if check := shortFlags[flag]; flagWord.MatchString(flag) && check != nil && !check(&got[i]) {
						return fmt.Sprintf("%s is not %s", core, flag)
					}
				}
				continue next
			}
		}
		return fmt.Sprintf("want %s, got %s", core, strings.Join(gs, "; "))
	}
	// what did the harm may be claimed too; more of what was asked may not
	for i := range got {
		if !used[i] && asked[string(got[i].What)] || !used[i] && got[i].What.Family() == recount.Harm {
			return "too many: " + strings.Join(gs, "; ")
		}
	}
	return ""
}
