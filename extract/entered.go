package extract

import (
	"encoding/json"
	"fmt"

	"github.com/recountlab/recount"
)

// Choosable are the fields of a claim for which a person chooses words, as a
// correction names them. What happened, and how it is said, she says herself.
var Choosable = []string{"count", "who", "where", "when", "weapon", "says"}

// Chosen are the words in which a person sees a claim that no machine read, by field.
// Of what she chose no words the claim says nothing; without a voice it is its
// outlet's.
type Chosen struct {
	What recount.What
	At   map[string]recount.Span
	How  How
}

// How is how the words of a claim say what they say.
type How struct {
	Denied     bool // the voice says that it is not so
	Background bool // of an earlier incident
	Total      bool // a running total over a period
	Many       bool // several incidents counted together
}

// Choose finds the words chosen for each field in a text, next to the byte that is
// said for them, else next to those of the fields before. Words that do not stand
// there are [NotSaid].
func Choose(text string, what recount.What, words map[string]string, from map[string]int) (Chosen, error) {
	out, near := Chosen{What: what, At: map[string]recount.Span{}}, 0
	for _, f := range Choosable {
		if words[f] == "" {
			continue
		}
		if n, said := from[f]; said {
			near = n
		}
		at := Nearest(text, words[f], near)
		if at.IsZero() {
			return out, &NotSaid{Field: f, Words: words[f]}
		}
		out.At[f], near = at, at.Start
	}
	return out, nil
}

// A NotSaid is chosen words that do not say what they were chosen for. It is
// ErrInvalid.
type NotSaid struct {
	Field string // as a correction names it
	Words string // "" if none were chosen where some must be
}

func (e *NotSaid) Error() string {
	if e.Words == "" {
		return "no words for " + e.Field
	}
	return fmt.Sprintf("%q says nothing of %s", e.Words, e.Field)
}

func (e *NotSaid) Unwrap() error { return recount.ErrInvalid }

// Entered is the claim that a person sees in words of a report. Each is read as
// reading the whole report reads it, where it stands. It belongs to no event yet.
func (x *Reader) Entered(r *recount.Report, name string, in Chosen) (recount.Claim, error) {
	c := recount.Claim{Report: r.ID, What: in.What, Said: r.Published, Reader: recount.ReaderOf(name),
		Denied: in.How.Denied, Background: in.How.Background, Scope: recount.Scope{Total: in.How.Total, Many: in.How.Many}}
	if !c.What.Known() {
		return c, fmt.Errorf("enter in %s: %w", r.ID, &NotSaid{Field: "what", Words: string(in.What)})
	}
	people := c.What.Family() == recount.Harm || c.What.Family() == recount.Movement
	var whole recount.Span
	for _, f := range Choosable {
		at, chosen := in.At[f]
		if !chosen {
			if f == "count" && people {
				return c, fmt.Errorf("enter in %s: %w", r.ID, &NotSaid{Field: f})
			}
			continue
		}
		s, err := x.Selected(r, at)
		if err != nil {
			return c, err
		}
		if s.Says == nil || !s.give(f, &c) { // without a voice there is no word in it
			return c, fmt.Errorf("enter in %s: %w", r.ID, &NotSaid{Field: f, Words: at.In(r.Text)})
		}
		if whole.IsZero() {
			whole = at
		}
	}
	if whole.IsZero() {
		return c, fmt.Errorf("enter in %s: %w", r.ID, &NotSaid{Field: "what"})
	}
	x.told(r, &c, whole)
	b, err := json.Marshal(c)
	c.ID = recount.ClaimID(recount.NameOf("c:", string(b)))
	return c, err
}

// give gives a claim what the words say of a field, and reports whether they say
// anything of it.
func (s *Selected) give(field string, c *recount.Claim) bool {
	at, e := []recount.Span{s.At}, &c.Evidence
	switch {
	case field == "count" && s.Count != nil:
		c.Count, e.Count = *s.Count, at
	case field == "who" && s.Who != nil:
		c.Who, e.Who = *s.Who, at
	case field == "where" && s.Where != nil:
		c.Where, e.Where = *s.Where, at
	case field == "when" && s.When != nil:
		c.When, e.When = *s.When, at
	case field == "weapon" && s.Weapon != "":
		c.Weapon, e.Weapon = s.Weapon, at
	case field == "says":
		c.Says, e.Says = recount.Attribution{*s.Says}, at
	default:
		return false
	}
	return true
}

// told adds to a claim the sentence that it stands in, the word there that says what
// happened, and through whom it came.
func (x *Reader) told(r *recount.Report, c *recount.Claim, at recount.Span) {
	pg := x.open(x.packs[r.Lang], r)
	defer x.pages.Put(pg)
	c.Says = append(pg.house(r), c.Says...)
	for n, sent := range pg.d.Sentences {
		s := &sentence{page: pg, n: n, a: int(sent.First), b: int(sent.Last)}
		if s.a == s.b || !s.span(s.a, s.b).Overlaps(at) {
			continue
		}
		if c.Evidence.Whole.IsZero() {
			c.Evidence.Whole = s.span(s.a, s.b)
		}
		c.Evidence.Whole.End = s.span(s.a, s.b).End
		for i := s.a; i < s.b && c.Evidence.What == nil; i++ {
			if whatAt(s, i) == c.What {
				c.Evidence.What = []recount.Span{s.span(i, i+1)}
			}
		}
		if len(c.Evidence.Count) == 0 {
			c.Count = s.noFigure()
		}
	}
}
