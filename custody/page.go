package custody

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	texttemplate "text/template"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/ledger"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/tally"
)

//go:embed dossier.html
var pageText string

//go:embed check.txt
var howToText string

var funcs = map[string]any{
	"moment":  func(t time.Time) string { return t.UTC().Format(toSecond) },
	"stamped": stamped,
	"date":    link.Date,
	"plain":   func(w recount.What) string { return strings.ReplaceAll(string(w), "-", " ") },
	"place":   place,
	"voices":  voices,
	"rules":   rules,
	"pieces":  pieces,
	"header":  header,
	"command": func(s Stamp) string {
		d := s.Dir()
		if s.ByCalendar() {
			return "ots verify " + d + stampProof
		}
		return fmt.Sprintf("openssl ts -verify -data %s -in %s -CAfile %s -attime %d", d+stampCheckpoint, d+stampAnswer, d+stampChain, s.At.Unix())
	},
	"leaf": func(e Entry) string { return ledger.LeafHash(e.Leaf()).String() },
}

var (
	page  = template.Must(template.New("dossier").Funcs(funcs).Parse(pageText))
	howTo = texttemplate.Must(texttemplate.New("check").Funcs(funcs).Parse(howToText))
)

// writePage writes what the dossier shows for people to read: one page that
// asks nothing of anybody and runs nothing.
func writePage(w io.Writer, d *Dossier) error { return page.Execute(w, view(d)) }

func writeHowTo(w io.Writer, d *Dossier) error { return howTo.Execute(w, view(d)) }

// shown is a dossier with what its pages refer to.
type shown struct {
	*Dossier
	Public string
	In     map[recount.ClaimID]bool // the claims that are in it
}

func view(d *Dossier) shown {
	s := shown{d, d.Key.Public(), map[recount.ClaimID]bool{}}
	for _, r := range d.Reports {
		for _, c := range r.Claims {
			s.In[c.ID] = true
		}
	}
	return s
}

// Missing is how many claims a basis rests on that are not in the dossier.
func (s shown) Missing(b recount.Basis) (n int) {
	for _, id := range b.Claims {
		if !s.In[id] {
			n++
		}
	}
	return n
}

func place(p recount.PlaceRef) string {
	parts := []string{p.Name}
	if p.Name == "" {
		parts[0] = p.Words
	}
	for _, s := range []string{p.Admin1, p.Country} {
		if s != "" && s != parts[len(parts)-1] {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// voices names who says something, from the outlet inwards.
func voices(a recount.Attribution) string {
	var out []string
	for _, v := range a {
		switch {
		case v.Words != "":
			out = append(out, v.Words)
		case v.Source != "":
			out = append(out, string(v.Source))
		default:
			out = append(out, "an unnamed source ("+string(v.Kind)+")")
		}
	}
	if len(out) == 0 {
		return "the report itself"
	}
	return strings.Join(out, " → ")
}

// rules says in words which rules set the bounds of a basis, each once.
func rules(ns []int) (out []string) {
	for _, n := range ns {
		if s := tally.Rule(n); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// stamped says who vouches for what, and for when.
func stamped(s Stamp) string {
	switch {
	case !s.ByCalendar():
		return fmt.Sprintf("%s, the first %d entries, by %s", s.At.UTC().Format(toSecond), s.Size, s.Authority)
	case s.Block > 0:
		return fmt.Sprintf("no later than block %d of the Bitcoin chain, the first %d entries, through %s", s.Block, s.Size, s.Authority)
	}
	return fmt.Sprintf("not yet: promised by %s for the first %d entries", s.Authority, s.Size)
}

const toSecond = "2 Jan 2006 15:04:05 UTC"

// A piece is a stretch of a text; Claims were read in it.
type piece struct {
	Text   string
	Claims []recount.ClaimID
}

// pieces cuts the text of a report where the sentences begin and end in which
// claims were read. In order they are the text.
func pieces(r Report) (out []piece) {
	ends := []int{0, len(r.Text)}
	for _, c := range r.Claims {
		if w := c.Evidence.Whole; w.Start >= 0 && w.Start <= w.End && w.End <= len(r.Text) {
			ends = append(ends, w.Start, w.End)
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	for i := 1; i < len(ends); i++ {
		at := recount.Span{Start: ends[i-1], End: ends[i]}
		p := piece{Text: at.In(r.Text)}
		for _, c := range r.Claims {
			if c.Evidence.Whole.Holds(at) {
				p.Claims = append(p.Claims, c.ID)
			}
		}
		out = append(out, p)
	}
	return out
}

// Sentence is what the claim was read in.
func (r Report) Sentence(c Claim) string {
	if w := c.Evidence.Whole; w.Start >= 0 && w.Start < w.End && w.End <= len(r.Text) {
		return strings.Join(strings.Fields(w.In(r.Text)), " ")
	}
	return ""
}

// header writes the fields of an answer in the order of their names.
func header(h map[string][]string) (out []string) {
	for name, vs := range h {
		for _, v := range vs {
			out = append(out, fmt.Sprintf("%s: %s", name, v))
		}
	}
	slices.Sort(out)
	return out
}
