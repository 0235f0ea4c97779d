package eval

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// claiming is a line being read into a claim.
type claiming struct {
	p     *parsing
	g     *Gold
	c     Claim
	line  int
	words []word
}

func (x *claiming) fault(form string, args ...any) { x.p.fault(x.line, form, args...) }

// next takes the next word; ok is false at the end of the line.
func (x *claiming) next() (w word, ok bool) {
	if len(x.words) == 0 {
		return word{}, false
	}
	w, x.words = x.words[0], x.words[1:]
	return w, true
}

// peek reports whether the next word stands in quotation marks.
func (x *claiming) peek() bool { return len(x.words) > 0 && x.words[0].quoted }

// at returns the words that were found so far, for what is nearest to them.
func (x *claiming) at() recount.Span {
	if !x.c.Num.IsZero() {
		return x.c.Num
	}
	return x.c.Who
}

func (x *claiming) find(w word, near recount.Span) recount.Span {
	s, err := w.find(x.g.Text, near)
	if err != nil {
		x.fault("%v", err)
	}
	return s
}

// claim reads "WHAT BOUNDS ["NUMBER"] fields…".
func (x *claiming) claim() {
	w, _ := x.next()
	x.c.What = recount.What(w.s)
	if f := x.c.What.Family(); f != recount.Harm && f != recount.Movement {
		x.fault("%q is nothing that is counted in people: killed, injured, missing, trapped, detained, abducted, displaced, casualties, evacuated, returned", w.s)
	}
	b, _ := x.next()
	q, vague, err := bounds(b.s)
	if err != nil {
		x.fault("%v", err)
	}
	x.c.Count, x.c.Vague = q, vague
	if x.peek() {
		n, _ := x.next()
		x.c.Num = x.find(n, recount.Span{})
	}
	x.fields(&x.c)
	if x.c.Num.IsZero() && x.c.Who.IsZero() {
		x.fault("neither the words of a number nor, after “who”, those for the victims")
	}
}

// flags are the words of a claim that stand alone.
var flags = map[string]func(*Claim){
	"denied":      func(c *Claim) { c.Denied = true },
	"notactual":   func(c *Claim) { c.Reality = recount.NotActual },
	"asked":       func(c *Claim) { c.Reality = recount.Asked },
	"background":  func(c *Claim) { c.Background = true },
	"total":       func(c *Claim) { c.Total = true },
	"adds":        func(c *Claim) { c.Adds = true },
	"maybe":       func(c *Claim) { c.Maybe = true },
	"unit=family": func(c *Claim) { c.Count.Unit = recount.Families },
}

// fields reads the fields that follow a claim's bounds or the word "each".
func (x *claiming) fields(c *Claim) {
	for {
		w, ok := x.next()
		switch {
		case !ok:
			return
		case w.quoted:
			x.fault("%q stands where a field is wanted: who, says, at, on, part, repeats, event, hedge or a flag", w.s)
		case flags[w.s] != nil:
			flags[w.s](c)
		case category(&c.Victims, w.s): // of people whom no words of their own name: "and wounded 14"
		case w.s == "who":
			x.who(c)
		case w.s == "says":
			x.says(c)
		case w.s == "at":
			x.place(c)
		case w.s == "on":
			x.days(c)
		case w.s == "hedge":
			h, _ := x.next()
			c.Hedges = append(slices.Clip(c.Hedges), h.s)
		case w.s == "part":
			c.PartOf = x.number("part")
		case w.s == "repeats":
			if len(x.words) > 0 && x.words[0].s == "-" {
				x.next()
				c.Repeats = Earlier
				continue
			}
			c.Repeats = x.number("repeats")
		case w.s == "event":
			c.Event = x.number("event")
		default:
			x.fault("%q is no field and no flag (flags: %s)", w.s, strings.Join(slices.Sorted(maps.Keys(flags)), ", "))
		}
	}
}

func (x *claiming) number(field string) int {
	w, _ := x.next()
	n, err := strconv.Atoi(w.s)
	if err != nil || n < 1 {
		x.fault("%s %q: want a number from 1", field, w.s)
	}
	return n
}

// who reads the words for the victims; categories may follow.
func (x *claiming) who(c *Claim) {
	if x.peek() {
		w, _ := x.next()
		c.Who = x.find(w, x.at())
	} else {
		x.fault("after “who” want the words for the victims in quotation marks")
	}
}

// roles are the roles that may be given; a misspelt one would go unseen.
var roles = strings.Fields("soldier police guard journalist medic rescuer aid-worker teacher student activist official detainee displaced")

// category sets the field of v that w names, and reports whether it names one.
func category(v *recount.Victims, w string) bool {
	switch {
	case w == "civilian" || w == "combatant" || w == "perpetrator":
		v.Status = w
	case w == "child" || w == "adult" || w == "elderly":
		v.Age = w
	case w == "female" || w == "male":
		v.Sex = w
	case slices.Contains(roles, w):
		v.Role = w
	default:
		return false
	}
	return true
}

// says reads the chain of voices: "A" > "B", or - for the report itself.
func (x *claiming) says(c *Claim) {
	c.Says = nil
	if len(x.words) > 0 && x.words[0].s == "-" && !x.words[0].quoted {
		x.next()
		return
	}
	for {
		if !x.peek() {
			x.fault("after “says” want the voice's words in quotation marks, or - for the report itself")
			return
		}
		w, _ := x.next()
		near := x.at()
		if near.IsZero() {
			near = recount.Span{End: 1} // in “each”: the first
		}
		c.Says = append(c.Says, x.find(w, near))
		if len(x.words) == 0 || x.words[0].s != ">" || x.words[0].quoted {
			return
		}
		x.next()
	}
}

// place reads "WORDS" "NAME|OTHER NAME" COUNTRY, or - for a place that is not judged.
func (x *claiming) place(c *Claim) {
	c.Place = nil
	if len(x.words) > 0 && x.words[0].s == "-" && !x.words[0].quoted {
		x.next()
		return
	}
	if len(x.words) < 3 || !x.words[0].quoted || !x.words[1].quoted || len(x.words[2].s) != 2 || strings.ToUpper(x.words[2].s) != x.words[2].s {
		x.fault("after “at” want the words, the name and the country: at \"the old town\" \"Aleppo\" SY; or -")
		return
	}
	near := x.at()
	if near.IsZero() {
		near = recount.Span{End: 1}
	}
	c.Place = &Place{Words: x.find(x.words[0], near), Names: strings.Split(x.words[1].s, "|"), Country: x.words[2].s}
	x.words = x.words[3:]
}

// days reads a day, or two with two dots between, or - for a time that is not judged.
func (x *claiming) days(c *Claim) {
	w, _ := x.next()
	c.Day = nil
	if w.s == "-" {
		return
	}
	a, b, two := strings.Cut(w.s, "..")
	if !two {
		b = a
	}
	from, err1 := time.Parse(time.DateOnly, a)
	last, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil || last.Before(from) {
		x.fault("on %q: want a day like 2016-09-23, or a first and a last like 2016-09-20..2016-09-23", w.s)
		return
	}
	c.Day = &Days{a, b}
}

// named are the bounds of words that are no numbers, as in decision 0003.
var named = map[string]recount.Quantity{
	"some": {Low: 1, High: recount.Open, Point: recount.Blank}, "plural": {Low: 2, High: recount.Open, Point: recount.Blank},
	"few": {Low: 2, High: 5, Point: 2}, "handful": {Low: 3, High: 6, Point: 3}, "several": {Low: 3, High: 9, Point: 3},
	"number": {Low: 3, High: recount.Open, Point: 3}, "many": {Low: 4, High: recount.Open, Point: 4}, "tens": {Low: 20, High: 99, Point: 20},
	"dozens": {Low: 24, High: 99, Point: 24}, "scores": {Low: 40, High: 199, Point: 40}, "hundreds": {Low: 200, High: 999, Point: 200},
	"thousands": {Low: 2000, High: 9999, Point: 2000}, "tens-of-thousands": {Low: 20000, High: 99999, Point: 20000},
	"hundreds-of-thousands": {Low: 200000, High: 999999, Point: 200000},
}

// bounds reads what the words allow: 12, 12+, ..40, ~50, 10..15@12, several.
func bounds(s string) (q recount.Quantity, vague bool, err error) {
	if q, ok := named[s]; ok {
		return q, true, nil
	}
	n := func(s string) int {
		v, e := strconv.Atoi(s)
		if e != nil || v < 0 || v >= recount.Open {
			err = fmt.Errorf("bounds %q: %q is no number", s, s)
		}
		return v
	}
	switch body, point, pointed := strings.Cut(s, "@"); {
	case strings.HasPrefix(s, "~"):
		q.Point = n(s[1:])
		h := halfUnit(q.Point)
		q.Low, q.High = q.Point-h, q.Point+h
	case strings.HasSuffix(s, "+"):
		q.Low = n(strings.TrimSuffix(s, "+"))
		q.High, q.Point = recount.Open, q.Low
	case strings.HasPrefix(s, ".."):
		q.Low, q.High, q.Point = 1, n(s[2:]), recount.Blank
	case strings.Contains(s, ".."):
		a, b, _ := strings.Cut(body, "..")
		q.Low, q.High, q.Point = n(a), n(b), recount.Blank
		if pointed {
			q.Point = n(point)
		}
	default:
		q.Low = n(s)
		q.High, q.Point = q.Low, q.Low
	}
	if err != nil {
		return q, false, fmt.Errorf("bounds %q: want 12, 12+, ..40, ~50, 10..15@12 or one of %s", s, strings.Join(slices.Sorted(maps.Keys(named)), ", "))
	}
	return q, false, q.Check()
}

// halfUnit is half the unit to which n seems to be rounded, at most a tenth of
// n and at least 1: what "about" leaves open.
func halfUnit(n int) int {
	unit := 1
	for n > 0 && n%(unit*10) == 0 {
		unit *= 10
	}
	return max(1, min(unit/2, n/10))
}
