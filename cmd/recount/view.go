package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/publish"
)

// view shows a reading in a terminal: each claim with its sentence, the words
// it was read from, the voices, the bounds, the place and the time.
type view struct {
	w      io.Writer
	colour bool
}

// terminal reports whether out is one, and its reader wants colours.
func terminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))
}

// The styles of words, by what they were read as. Underlines and brackets make
// them tell without colours too.
const (
	plainStyle = "\x1b[0m"
	boldStyle  = "\x1b[1m"
	dimStyle   = "\x1b[2m"
	countStyle = "\x1b[1;4m"
	whatStyle  = "\x1b[1;31m"
	whoStyle   = "\x1b[4m"
	saysStyle  = "\x1b[36m"
	whereStyle = "\x1b[32m"
	whenStyle  = "\x1b[35m"
)

func (v view) style(s, text string) string {
	if !v.colour {
		return text
	}
	return s + text + plainStyle
}

func (v view) report(r *recount.Report, g *desk.Glance) {
	head := r.Title
	if head == "" {
		head = r.URL
	}
	fmt.Fprintln(v.w, v.style(boldStyle, isolate(head)))
	var about []string
	if !r.Published.IsZero() {
		about = append(about, "published "+r.Published.From.Format("Mon 2 Jan 2006"))
	}
	if !r.Updated.IsZero() {
		about = append(about, "changed "+r.Updated.From.Format("Mon 2 Jan 2006"))
	}
	if r.Author != "" {
		about = append(about, "by "+isolate(r.Author))
	}
	about = append(about, count(len(g.Reading.Claims), "claim"), count(len(g.Events), "event"))
	fmt.Fprintln(v.w, v.style(dimStyle, strings.Join(about, " · ")))
	if r.Partial != "" {
		fmt.Fprintf(v.w, "Only part of it stands here: %s.\n", r.Partial)
	}
	for _, c := range r.Corrections {
		fmt.Fprintln(v.w, "It says that it was corrected: "+isolate(c.In(r.Text)))
	}
	if len(g.Reading.Claims) == 0 {
		fmt.Fprintln(v.w, "\nNothing in this report was read as harm, an act, a truce, ground, a notice or aid.")
		return
	}
	number := map[recount.ClaimID]int{}
	for i := range g.Reading.Claims {
		number[g.Reading.Claims[i].ID] = i + 1
	}
	for i := range g.Reading.Claims {
		v.claim(i+1, r, &g.Reading.Claims[i], number)
	}
	for i := range g.Events {
		v.event(&g.Events[i])
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (v view) claim(n int, r *recount.Report, c *recount.Claim, number map[recount.ClaimID]int) {
	fmt.Fprintf(v.w, "\n%s %s\n", v.style(dimStyle, fmt.Sprintf("%2d", n)), v.style(boldStyle, headline(c)))
	v.sentence(r.Text, c)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(v.w, "     %s %s\n", v.style(dimStyle, fmt.Sprintf("%-6s", name)), value)
		}
	}
	line("says", chain(c.Says))
	line("where", placeLine(c.Where))
	line("when", timeLine(c.When))
	line("weapon", c.Weapon)
	var notes []string
	if c.Denied {
		notes = append(notes, "denied")
	}
	if c.Reality != recount.Actual {
		notes = append(notes, string(c.Reality))
	}
	if c.Background {
		notes = append(notes, "background")
	}
	if c.Scope.Total {
		notes = append(notes, "a running total: never added to an incident")
	}
	if c.Scope.Many {
		notes = append(notes, "counts many events as one")
	}
	if c.Adds {
		notes = append(notes, "adds to what was counted before")
	}
	for _, h := range c.Hedges {
		notes = append(notes, h.Class)
	}
	if c.Who.Label != "" {
		notes = append(notes, "“"+isolate(c.Who.Label)+"” is this voice's word")
	}
	if n := number[c.PartOf]; n > 0 {
		notes = append(notes, fmt.Sprintf("part of %d", n))
	}
	if n := number[c.Repeats]; n > 0 {
		notes = append(notes, fmt.Sprintf("says %d again", n))
	}
	for _, b := range c.Blamed {
		notes = append(notes, "blames "+isolate(b.Words))
	}
	slices.Sort(notes)
	line("note", strings.Join(slices.Compact(notes), " · "))
	if c.Sure > 0 {
		line("sure", fmt.Sprintf("%.2f that this was read rightly", c.Sure))
	}
}

// headline says a claim in a few words: "killed · 45 people".
func headline(c *recount.Claim) string {
	out := strings.ReplaceAll(string(c.What), "-", " ")
	q := c.Count.String()
	if c.Count.Row == "unknown" {
		q = ""
	} else if c.Count.Unit != "" {
		q += " (" + string(c.Count.Unit) + ")"
	}
	if q != "" {
		out += " · " + q
	}
	var who []string
	for _, f := range []string{c.Who.Status, c.Who.Role, c.Who.Age, c.Who.Sex} {
		if f != "" {
			who = append(who, f)
		}
	}
	if len(who) > 0 {
		out += " · " + strings.Join(who, " ")
	}
	return out
}

func chain(a recount.Attribution) string {
	var out []string
	for _, voice := range a {
		name := voice.Words
		if name == "" {
			name = string(voice.Source)
		}
		if name == "" {
			continue
		}
		if strings.HasPrefix(name, "r:") {
			name = "this report"
		}
		if voice.Verb != "" {
			name += " (" + string(voice.Kind) + ", " + voice.Verb + ")"
		}
		out = append(out, isolate(strings.Join(strings.Fields(name), " ")))
	}
	return strings.Join(out, " → ")
}

// valueLine is what a decision sets, in words where it corrects a claim.
func valueLine(d recount.Decision) string {
	if d.Act != recount.Correct {
		return d.Value
	}
	c, err := desk.Saying(d.Field, d.Value)
	if err != nil {
		return d.Field + " " + d.Value
	}
	is := d.Value
	switch d.Field {
	case "what":
		is = string(c.What)
	case "count":
		is = c.Count.String()
	case "who":
		is = cmp.Or(publish.Who(c.Who), "everybody")
	case "where":
		is = placeLine(c.Where)
	case "when":
		is = timeLine(c.When)
	case "says":
		is = chain(c.Says)
	}
	return d.Field + " = " + cmp.Or(is, "none")
}

func placeLine(p recount.PlaceRef) string {
	if p.Precision == recount.NoPlace {
		return isolate(p.Words)
	}
	out := p.Name
	if p.Admin1 != "" && p.Admin1 != p.Name {
		out += ", " + p.Admin1
	}
	return fmt.Sprintf("%s, %s (%s, within %.1f km of %.3f, %.3f)", out, p.Country, p.Precision, p.Radius/1000, p.Point.Lat, p.Point.Lon)
}

func timeLine(w recount.When) string {
	if w.IsZero() {
		return ""
	}
	zone := time.UTC
	if w.Zone != "" {
		if z, err := time.LoadLocation(w.Zone); err == nil {
			zone = z
		}
	}
	from, until := w.From.In(zone), w.Until.In(zone)
	last := until.Add(-time.Nanosecond)
	out := from.Format("Mon 2 Jan 2006")
	switch {
	case w.Grain == recount.Part || w.Grain == recount.Hour || w.Grain == recount.Minute:
		out = from.Format("Mon 2 Jan 2006 15:04") + " to " + until.Format("Mon 2 Jan 15:04")
	case last.Sub(from) > 24*time.Hour:
		out += " to " + last.Format("Mon 2 Jan 2006")
	}
	if w.Words == "" {
		return out + ", as far as is known"
	}
	return out + " (“" + isolate(w.Words) + "”)"
}

// sentence prints the claim's sentence with its words marked.
func (v view) sentence(text string, c *recount.Claim) {
	type mark struct {
		span  recount.Span
		style string
		rank  int
	}
	var marks []mark
	add := func(spans []recount.Span, style string, rank int) {
		for _, s := range spans {
			if s.Len() > 0 && c.Evidence.Whole.Holds(s) {
				marks = append(marks, mark{s, style, rank})
			}
		}
	}
	e := c.Evidence
	add(e.Count, countStyle, 0)
	add(e.What, whatStyle, 1)
	add(e.Who, whoStyle, 2)
	add(e.When, whenStyle, 3)
	add(e.Where, whereStyle, 3)
	add(e.Says, saysStyle, 4)
	at := func(i int) string { // the style of byte i: that of the narrowest mark that holds it
		best, style := 9, ""
		for _, m := range marks {
			if m.span.Start <= i && i < m.span.End && m.rank < best {
				best, style = m.rank, m.style
			}
		}
		return style
	}
	var cuts []int
	for _, m := range marks {
		cuts = append(cuts, m.span.Start, m.span.End)
	}
	cuts = append(cuts, e.Whole.Start, e.Whole.End)
	slices.SortFunc(cuts, cmp.Compare[int])
	cuts = slices.Compact(cuts)
	var b strings.Builder
	for i := 0; i+1 < len(cuts); {
		style := at(cuts[i])
		k := i + 1
		for k+1 < len(cuts) && at(cuts[k]) == style {
			k++
		}
		part := text[cuts[i]:cuts[k]]
		i = k
		switch {
		case style == "":
			b.WriteString(part)
		case v.colour:
			b.WriteString(style + part + plainStyle)
		case style == countStyle || style == whatStyle:
			b.WriteString("[" + part + "]")
		default:
			b.WriteString(part)
		}
	}
	fmt.Fprintf(v.w, "     %s\n", isolate(strings.Join(strings.Fields(b.String()), " ")))
}

func (v view) event(e *desk.GlanceEvent) {
	if len(e.Tolls) == 0 {
		return
	}
	title := "Toll of the report's main event"
	if e.Background {
		title = "Toll of a background event"
	} else if e.Number > 1 {
		title = "Toll of another event"
	}
	var at []string
	if p := placeLine(e.Where); p != "" {
		at = append(at, p)
	}
	if t := timeLine(e.When); t != "" {
		at = append(at, t)
	}
	fmt.Fprintf(v.w, "\n%s\n", v.style(boldStyle, title))
	if len(at) > 0 {
		fmt.Fprintf(v.w, "     %s\n", strings.Join(at, " · "))
	}
	for _, t := range e.Tolls {
		fmt.Fprintf(v.w, "     %-10s %-14s %s\n", t.What, whose(t.Who), v.style(boldStyle, t.String())+v.style(dimStyle, fmt.Sprintf(" — %s  low / best / high, %s, %s", t.Sourcing(), t.Status, t.Policy)))
		for _, b := range t.Basis {
			sets := "set aside"
			if len(b.Sets) > 0 {
				var names []string
				for _, s := range b.Sets {
					names = append(names, string(s))
				}
				sets = "sets " + strings.Join(names, ", ")
			}
			fmt.Fprintf(v.w, "       %s\n", v.style(dimStyle, fmt.Sprintf("%s says %s: %s (%s)", b.Origin, b.Count, sets, b.Why)))
		}
		for _, n := range t.Notes {
			fmt.Fprintf(v.w, "       %s\n", v.style(dimStyle, n))
		}
	}
}

func whose(w recount.Victims) string {
	if w.Everybody() {
		return "everybody"
	}
	var out []string
	for _, f := range []string{w.Status, w.Role, w.Age, w.Sex} {
		if f != "" {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}
