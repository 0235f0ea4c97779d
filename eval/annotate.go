package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// Annotate writes a report with what was read in it in the form of a gold, for
// a person to correct. How sure the reader was is left out, so that it sways nobody.
func Annotate(r *recount.Report, kind string, read *extract.Reading) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@ %s %s\n", strings.ReplaceAll(string(r.ID), " ", "-"), kind)
	if !r.Published.IsZero() {
		fmt.Fprintf(&b, "published %s\n", r.Published.Local().From.Format("2006-01-02"))
	}
	if r.Source != "" {
		fmt.Fprintf(&b, "outlet %s\n", r.Source)
	}
	if r.Lang != "" && r.Lang != "en" {
		fmt.Fprintf(&b, "lang %s\n", r.Lang)
	}
	text := strings.Trim(r.Text, "\n")
	fmt.Fprintf(&b, "\n%s\n--\n", text)
	var claims []*recount.Claim
	for i := range read.Claims {
		if judged(read.Claims[i].What) {
			claims = append(claims, &read.Claims[i])
		}
	}
	slices.SortStableFunc(claims, func(a, b *recount.Claim) int {
		return cmp.Compare(a.Evidence.Whole.Start, b.Evidence.Whole.Start)
	})
	number := map[recount.ClaimID]int{}
	for i, c := range claims {
		number[c.ID] = i + 1
	}
	for i, c := range claims {
		fmt.Fprintf(&b, "%d %s %s%s\n", i+1, c.What, boundsOf(c.Count), fieldsOf(c, r.Text, number))
	}
	return b.String()
}

// boundsOf writes bounds as a person would.
func boundsOf(q recount.Quantity) string {
	for _, k := range []string{"some", "plural", "few", "handful", "several", "number", "many", "tens", "dozens", "scores", "hundreds", "thousands", "tens-of-thousands", "hundreds-of-thousands"} {
		if n := named[k]; q.Qualifier == recount.Vague && n.Low == q.Low && n.High == q.High && n.Point == q.Point {
			return k
		}
	}
	h := halfUnit(q.Point)
	switch {
	case q.Low == q.High:
		return fmt.Sprint(q.Low)
	case q.High == recount.Open:
		return fmt.Sprintf("%d+", q.Low)
	case q.Point == recount.Blank && q.Low == 1:
		return fmt.Sprintf("..%d", q.High)
	case q.Point == recount.Blank:
		return fmt.Sprintf("%d..%d", q.Low, q.High)
	case q.Low == q.Point-h && q.High == q.Point+h:
		return fmt.Sprintf("~%d", q.Point)
	}
	return fmt.Sprintf("%d..%d@%d", q.Low, q.High, q.Point)
}

func fieldsOf(c *recount.Claim, text string, number map[recount.ClaimID]int) string {
	var out []string
	if s := first(c.Evidence.Count); !s.IsZero() {
		out = append(out, quoted(s, text))
	}
	if s := first(c.Evidence.Who); !s.IsZero() {
		out = append(out, "who "+quoted(s, text))
	} else if s := first(c.Evidence.What); len(c.Evidence.Count) == 0 && !s.IsZero() {
		out = append(out, "who "+quoted(s, text))
	}
	for _, w := range []string{c.Who.Status, c.Who.Age, c.Who.Sex, c.Who.Role} {
		if w != "" {
			out = append(out, w)
		}
	}
	var says []string
	for _, v := range c.Says {
		if !v.Span.IsZero() {
			says = append(says, quoted(v.Span, text))
		}
	}
	if len(says) > 0 {
		out = append(out, "says "+strings.Join(says, " > "))
	}
	for _, h := range c.Hedges {
		out = append(out, "hedge "+h.Class)
	}
	if s := first(c.Evidence.Where); !s.IsZero() && c.Where.Country != "" {
		out = append(out, fmt.Sprintf("at %s %q %s", quoted(s, text), cmp.Or(c.Where.Name, "?"), c.Where.Country))
	}
	if a, z := days(c.When); a == z && a != "" {
		out = append(out, "on "+a)
	} else if a != "" {
		out = append(out, "on "+a+".."+z)
	}
	for _, f := range []struct {
		yes  bool
		word string
	}{{c.Denied, "denied"}, {c.Reality == recount.NotActual, "notactual"}, {c.Reality == recount.Asked, "asked"}, {c.Background, "background"},
		{c.Scope.Total, "total"}, {c.Adds, "adds"}, {c.Count.Unit == recount.Families, "unit=family"}} {
		if f.yes {
			out = append(out, f.word)
		}
	}
	if n := number[c.PartOf]; n > 0 {
		out = append(out, fmt.Sprintf("part %d", n))
	}
	if n := number[c.Repeats]; n > 0 {
		out = append(out, fmt.Sprintf("repeats %d", n))
	}
	if c.Event > 0 {
		out = append(out, fmt.Sprintf("event %d", c.Event))
	}
	return " " + strings.Join(out, " ")
}

// quoted writes the words of a span, with the number of their occurrence where
// they occur more than once. Words with a quotation mark in them are cut at it.
func quoted(s recount.Span, text string) string {
	w := s.In(text)
	if i := strings.IndexAny(w, "\"\n"); i > 0 {
		w = w[:i]
		s.End = s.Start + i
	}
	if all := occurrences(w, text); len(all) > 1 {
		return fmt.Sprintf("%q#%d", w, slices.Index(all, s)+1)
	}
	return `"` + w + `"`
}
