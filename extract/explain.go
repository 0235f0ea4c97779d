package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/lexicon"
)

// A Reason is one step of how a claim came to be, or why words gave none, in
// words.
type Reason struct {
	Stage string          `json:"stage"`         // "what", "count", "who says", …
	Says  string          `json:"says"`          // a sentence
	Rule  string          `json:"rule"`          // the step's name, "" if the claim itself tells
	File  string          `json:"file,omitzero"` // the table of the pack and its row, if a rule of it fired
	Line  int             `json:"line,omitzero"`
	Row   string          `json:"row,omitzero"`
	Span  recount.Span    `json:"span,omitzero"`  // the words
	Claim recount.ClaimID `json:"claim,omitzero"` // another claim that it speaks of
}

// Explain says step by step how a claim was read from text: the rule that fired
// at which words, how its bounds arose, what changed it, who says so, and where
// its place, time and event come from. p is the pack that read it; without it
// the rows of rules cannot be shown. others are the claims of the same report.
func Explain(p *lexicon.Pack, text string, c *recount.Claim, others []recount.Claim) []Reason {
	x := explaining{p: p, text: text, c: c, others: others}
	for i, s := range c.Trace {
		x.step(i, s)
	}
	x.voices()
	x.own("where", c.Evidence.Where, "", "names the place: "+placeName(c.Where))
	x.own("when", c.Evidence.When, "", "tells the time"+timeName(c.When))
	x.order()
	return x.out
}

type explaining struct {
	p      *lexicon.Pack
	text   string
	c      *recount.Claim
	others []recount.Claim
	out    []Reason
}

// stages in the order in which they are told.
var stages = []string{"what", "count", "weapon", "mood", "scope", "hedge", "who says", "where", "when", "event", "again", "part"}

func (x *explaining) add(r Reason) { x.out = append(x.out, r) }

func (x *explaining) words(at recount.Span) string {
	if at.Start < 0 || at.End > len(x.text) || at.Len() <= 0 {
		return ""
	}
	return "“" + strings.Join(strings.Fields(at.In(x.text)), " ") + "”"
}

// step tells one step of the trace.
func (x *explaining) step(i int, s recount.Step) {
	r := Reason{Rule: s.Rule, Span: s.Span}
	name, path := s.Rule, ""
	if x.p != nil {
		rule, how := x.p.RuleOf(s.Rule)
		if rule != nil {
			name, path = rule.Name, how
			r.File, r.Line, r.Row = rule.File, rule.Line, rule.Text
		}
	}
	if _, rest, ok := strings.Cut(name, "/"); ok && r.File == "" { // a rule whose pack is not at hand, or a row of the program
		if name = rest; i == 0 {
			if k := strings.LastIndexByte(rest, '/'); k >= 0 {
				name, path = rest[:k], rest[k+1:]
			}
		}
	}
	kind, _, _ := strings.Cut(name, ":")
	words := x.words(s.Span)
	switch {
	case kind == "frame":
		r.Stage, r.Says = "what", fmt.Sprintf("%s says %s, and to whom was found %s", words, x.c.What, pathWords(path))
	case kind == "act":
		r.Stage, r.Says = "what", fmt.Sprintf("%s says %s, by a pattern", words, x.c.What)
	case kind == "bounds" || kind == "vague":
		r.Stage, r.Says = "count", x.bounds(words)
	case kind == "scope":
		r.Stage, r.Says = "scope", words+" "+scopeWords[strings.TrimPrefix(name, "scope:")]
	case kind == "weapon":
		r.Stage, r.Says = "weapon", words+" did it, as worded"
	case kind == "site":
		r.Stage, r.Says = "where", words+" was hit, or people there: a "+strings.TrimPrefix(s.Rule, "site:")
	case kind == "hedge":
		r.Stage, r.Says = "hedge", words+" weakens it: "+strings.TrimSuffix(strings.TrimPrefix(name, "hedge:"), ":beside")
	case kind == "cue":
		r.Stage, r.Says = "who says", words+" says that somebody speaks"
	default:
		stage, says, ok := strings.Cut(stepWords[s.Rule], ": ")
		if !ok {
			stage, says = "what", s.Rule
		}
		r.Stage, r.Says = stage, says
		if words != "" && stage == "mood" {
			r.Says = words + " " + says
		}
		x.other(&r, stage)
	}
	x.add(r)
}

// other names the claim that a step of repetition or of parts speaks of.
func (x *explaining) other(r *Reason, stage string) {
	id := x.c.Repeats
	switch stage {
	case "event":
		if x.c.Event > 0 {
			r.Says += fmt.Sprintf(" (event %d)", x.c.Event)
		}
		return
	case "where":
		r.Says += ": " + placeName(x.c.Where)
		return
	case "when":
		r.Says += timeName(x.c.When)
		if w := x.words(r.Span); w != "" {
			r.Says += ", " + w
		}
		return
	case "part":
		id = x.c.PartOf
	case "again":
	default:
		return
	}
	r.Claim = id
	for i := range x.others {
		if o := &x.others[i]; o.ID == id && id != "" {
			r.Says += fmt.Sprintf(" (claim %d: %s %s)", i+1, o.What, o.Count)
		}
	}
}

// bounds tells how the bounds of the claim arose.
func (x *explaining) bounds(words string) string {
	q := x.c.Count
	high, point := fmt.Sprint(q.High), fmt.Sprint(q.Point)
	if q.High == recount.Open {
		high = "open"
	}
	if q.Point == recount.Blank {
		point = "none"
	}
	how := rowWords[q.Row]
	if how == "" {
		how = "by the row " + q.Row
	}
	unit := ""
	if q.Unit != "" {
		unit = " (" + string(q.Unit) + ")"
	}
	if x.c.Who.Words == "" && len(x.c.Evidence.Count) == 0 {
		words = ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s bounds it %s: low %d, high %s, best guess %s%s", words, how, q.Low, high, point, unit))
}

// voices tells the chain of who says so.
func (x *explaining) voices() {
	var chain []string
	for _, v := range x.c.Says {
		name := v.Words
		if name == "" {
			name = string(v.Source)
		} else if v.Source != "" {
			name += " (" + string(v.Source) + ")"
		}
		chain = append(chain, fmt.Sprintf("%s, %s", name, v.Kind))
	}
	if len(chain) == 0 {
		return
	}
	says := "the report itself says so: " + chain[0]
	if len(chain) > 1 {
		says = "the voices from the outlet to the origin: " + strings.Join(chain, " → ")
	}
	x.add(Reason{Stage: "who says", Says: says})
	for _, b := range x.c.Blamed {
		x.add(Reason{Stage: "who says", Says: "this voice blames " + b.Words, Span: b.Span})
	}
}

// own tells what the claim's own words say, where no step says it was taken
// from elsewhere.
func (x *explaining) own(stage string, at []recount.Span, rule, says string) {
	if len(at) > 0 {
		x.add(Reason{Stage: stage, Says: x.words(at[0]) + " " + says, Rule: rule, Span: at[0]})
	}
}

// order puts the reasons in the order of their stages.
func (x *explaining) order() {
	var out []Reason
	for _, s := range stages {
		for _, r := range x.out {
			if r.Stage == s {
				out = append(out, r)
			}
		}
	}
	told := func(stage string) bool {
		return slices.ContainsFunc(out, func(r Reason) bool { return r.Stage == stage })
	}
	if x.c.PartOf != "" && !told("part") { // found as a part in the sentence itself
		r := Reason{Stage: "part", Says: "its sentence tells it as a part"}
		x.other(&r, "part")
		out = append(out, r)
	}
	x.out = out
}

func placeName(p recount.PlaceRef) string {
	if p.Name == "" && p.Words == "" {
		return "none"
	}
	var parts []string
	for _, s := range []string{p.Name, p.Admin1, p.Country} {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		parts = []string{p.Words}
	}
	return strings.Join(parts, ", ") + " (" + string(p.Precision) + ")"
}

func timeName(w recount.When) string {
	if w.IsZero() {
		return ""
	}
	w = w.Local()
	from, last := w.From.Format("2006-01-02"), w.Until.Add(-1).Format("2006-01-02")
	if from >= last {
		return ": " + from
	}
	return ": " + from + ".." + last
}

// ByPlace orders claims by where their words stand, as pages number them.
func ByPlace(a, b recount.Claim) int {
	return cmp.Or(cmp.Compare(a.Evidence.Whole.Start, b.Evidence.Whole.Start), cmp.Compare(firstWord(a), firstWord(b)), cmp.Compare(a.ID, b.ID))
}

// firstWord is where the words of a claim begin.
func firstWord(c recount.Claim) int {
	at := c.Evidence.Whole.End
	for _, s := range slices.Concat(c.Evidence.Count, c.Evidence.What) {
		at = min(at, s.Start)
	}
	return at
}
