package eval

import (
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// slots counts what was read right of a matched claim beside what, count and mode.
func (v *Verdict) slots(g *Gold, c *Claim, r *recount.Claim) {
	var says []recount.Span
	for _, s := range r.Says {
		if !s.Span.IsZero() {
			says = append(says, s.Span)
		}
	}
	exact, near, chain := len(c.Says) == 0 && len(says) == 0, len(c.Says) == 0 && len(says) == 0, len(c.Says) == len(says)
	if len(c.Says) > 0 && len(says) > 0 {
		a, b := c.Says[len(c.Says)-1], says[len(says)-1]
		near = a.Overlaps(b)
		exact = sameVoice(a.In(g.Text), b.In(g.Text))
		near = near || exact
	}
	for i := 0; chain && i < len(says); i++ {
		chain = c.Says[i].Overlaps(says[i]) || sameVoice(c.Says[i].In(g.Text), says[i].In(g.Text))
	}
	slip := func(slot, want, got string) {
		v.Slips = append(v.Slips, Slip{Claim: c.short(g), Slot: slot, Want: want, Got: got})
	}
	if !near {
		slip("origin", words(g.Text, c.Says), words(g.Text, says))
	}
	v.Marks[Origin].add(exact)
	v.Marks[OriginNear].add(near)
	v.Marks[Chain].add(chain)
	var hedges []string
	for _, h := range r.Hedges {
		hedges = append(hedges, h.Class)
	}
	for _, h := range c.Hedges {
		v.Marks[Hedged].either(true, slices.Contains(hedges, h), true)
	}
	for _, h := range slices.Compact(slices.Sorted(slices.Values(hedges))) {
		if !slices.Contains(c.Hedges, h) {
			v.Marks[Hedged].either(false, true, false)
		}
	}
	if c.Place != nil {
		right := placed(g, c.Place, r)
		if v.Marks[Where].add(right); !right {
			slip("place", c.Place.Names[0]+" "+c.Place.Country, strings.TrimSpace(r.Where.Name+" "+r.Where.Country))
		}
	}
	if c.Day != nil {
		when := r.When
		if when.IsZero() { // a running total's are those it counts over
			when = r.Scope.Since
		}
		a, z := days(when)
		if a != c.Day.First || z != c.Day.Last {
			slip("days", c.Day.First+" "+c.Day.Last, a+" "+z)
		}
		v.Marks[OnDay].add(a == c.Day.First && z == c.Day.Last)
		v.Marks[NearDay].add(a != "" && a <= c.Day.Last && c.Day.First <= z)
	}
	group := r.Who.Group()
	group.Side = ""
	if c.Victims.Sex != "" && c.Victims.Age == "" && group.Age == "adult" { // labels leave the age of a woman or a man open
		group.Age = ""
	}
	if c.Victims != (recount.Victims{}) || group != (recount.Victims{}) {
		v.Marks[Category].add(c.Victims == group)
	}
	v.Marks[Denial].either(c.Denied, r.Denied, true)
	v.Marks[Backgrounded].either(c.Background, r.Background, true)
	v.Marks[Totals].either(c.Total, !r.Scope.IsZero(), true)
}

// words are voices as the text has them, the outermost first.
func words(text string, spans []recount.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.In(text))
	}
	return strings.Join(out, " > ")
}

// sameVoice reports whether two voices' words are the same but for a short word
// before them, which is an article, or for what Arabic writes onto a word.
func sameVoice(a, b string) bool {
	a, b = withArticle(a), withArticle(b)
	if len(a) < len(b) {
		a, b = b, a
	}
	cut := len(a) - len(b)
	return cut <= 4 && strings.EqualFold(a[cut:], b) && (cut == 0 || a[cut-1] == ' ' || slices.Contains(proclitics, a[:cut]))
}

// withArticle gives "to the" of Arabic, which is one with the word after it, as "the".
func withArticle(s string) string {
	if rest, ok := strings.CutPrefix(s, "لل"); ok {
		return "ال" + rest
	}
	return s
}

// placed reports whether the place is in the right country and has the right
// name, or was read from the right words.
func placed(g *Gold, p *Place, r *recount.Claim) bool {
	if r.Where.Country != p.Country {
		return false
	}
	if first(r.Evidence.Where).Overlaps(p.Words) {
		return true
	}
	return slices.ContainsFunc(p.Names, func(n string) bool { return gazetteer.Fold(n) == gazetteer.Fold(r.Where.Name) })
}

// days are the first and the last day of a time, as calendars at the place show them.
func days(w recount.When) (string, string) {
	if w.IsZero() {
		return "", ""
	}
	l := w.Local()
	return l.From.Format("2006-01-02"), l.Until.Add(-1).Format("2006-01-02")
}

// structure counts the links between claims.
func (v *Verdict) structure(g *Gold, read []*recount.Claim, pairs []int) {
	of := map[recount.ClaimID]int{} // number of the gold claim that a read claim was matched with
	for i, k := range pairs {
		if k >= 0 {
			of[read[k].ID] = i + 1
		}
	}
	for i, k := range pairs {
		if k < 0 {
			continue
		}
		c, r := &g.Claims[i], read[k]
		v.Marks[Parts].either(c.PartOf != 0, r.PartOf != "", of[r.PartOf] == c.PartOf)
		v.Marks[Repeated].either(c.Repeats != 0, r.Repeats != "", of[r.Repeats] == c.Repeats || c.Repeats == Earlier)
		for i2 := range i {
			if k2 := pairs[i2]; k2 >= 0 {
				same, together := c.Event == g.Claims[i2].Event, r.Event == read[k2].Event && r.Event != 0
				v.Marks[SameEvent].either(same, together, true)
			}
		}
	}
}
