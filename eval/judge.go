package eval

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// A Measure is one thing that is counted over reports.
type Measure int

// The claims' measures have a precision and a recall; the slots' are shares of
// the claims that were matched, or of those of them where either side says something.
const (
	Strict     Measure = iota // what, bounds and mode
	Relaxed                   // what and point
	Numbered                  // strict, of claims with an explicit number
	Origin                    // the origin's words are the same, or neither names one
	OriginNear                // the origin's words overlap
	Chain                     // as many voices, each overlapping
	Hedged
	Where
	OnDay   // first and last day the same
	NearDay // days overlap
	Category
	Parts
	Repeated
	SameEvent // pairs of claims that are of one event
	Denial
	Backgrounded
	Totals // a running total, or many events counted as one
	measures
)

// Names of the measures, as they are printed and saved.
var Names = [measures]string{"claims, strict", "claims, relaxed", "claims with a number, strict", "origin, exact", "origin, overlapping", "chain of voices",
	"hedges", "place", "days, exact", "days, overlapping", "category", "part of", "repeats", "pairs of one event", "denied", "background", "of many events"}

// A Mark is a count of what was right among what was said and what should have been.
type Mark struct{ Hit, Got, Want int }

func (m *Mark) add(right bool) {
	m.Got++
	m.Want++
	if right {
		m.Hit++
	}
}

// either counts a thing that may be said on either side: it is got if read
// says it, wanted if gold says it, and hit if both do and they agree.
func (m *Mark) either(gold, read, agree bool) {
	if read {
		m.Got++
	}
	if gold {
		m.Want++
	}
	if gold && read && agree {
		m.Hit++
	}
}

// Precision, Recall and F1 are 0 where nothing was said or wanted.
func (m Mark) Precision() float64 { return share(m.Hit, m.Got) }
func (m Mark) Recall() float64    { return share(m.Hit, m.Want) }
func (m Mark) F1() float64        { return share(2*m.Hit, m.Got+m.Want) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// A Verdict is what was found of one report.
type Verdict struct {
	ID, Kind, Half string
	Marks          [measures]Mark
	Found          []Finding
	Slips          []Slip
	Sure           []Surety
}

// A Slip is what was read wrongly beside what, count and mode of a matched claim.
type Slip struct {
	Claim, Slot string
	Want, Got   string
}

// A Finding is what became of one claim.
type Finding struct {
	Claim  string // as a person would write it
	Fate   Fate
	Detail string // what is wrong
}

// A Fate is what became of a claim.
type Fate string

const (
	Right  Fate = "right"
	Wrong  Fate = "wrong"  // read, but otherwise
	Missed Fate = "missed" // in the gold, not read
	False  Fate = "false"  // read, not in the gold
)

// A Surety is how sure the reader was of a claim, and whether it was right.
type Surety struct {
	Sure  float64
	Right bool
	Claim recount.ClaimID
}

// judged are the families whose claims the gold holds.
func judged(w recount.What) bool {
	return w.Family() == recount.Harm || w.Family() == recount.Movement
}

// Judge holds a reading against the gold.
func Judge(g *Gold, r *extract.Reading) *Verdict {
	v := &Verdict{ID: string(g.ID), Kind: g.Kind, Half: Half(string(g.ID))}
	var read []*recount.Claim
	for i := range r.Claims {
		if judged(r.Claims[i].What) {
			read = append(read, &r.Claims[i])
		}
	}
	weights := make([][]int, len(g.Claims))
	for i := range weights {
		weights[i] = make([]int, len(read))
		for k := range read {
			weights[i][k] = likeness(&g.Claims[i], read[k])
		}
	}
	pairs := assign(weights)
	taken := make([]bool, len(read))
	for i, k := range pairs {
		if k >= 0 {
			taken[k] = true
			v.matched(g, &g.Claims[i], read[k])
		} else if c := &g.Claims[i]; !c.Optional() {
			v.Marks[Strict].Want++
			v.Marks[Relaxed].Want++
			if c.numbered() {
				v.Marks[Numbered].Want++
			}
			v.Found = append(v.Found, Finding{c.short(g), Missed, ""})
		}
	}
	for k, c := range read {
		if taken[k] || c.Reality == recount.NotActual || c.Reality == recount.Asked {
			continue
		}
		v.Marks[Strict].Got++
		v.Marks[Relaxed].Got++
		if numbered(c) {
			v.Marks[Numbered].Got++
		}
		v.Found = append(v.Found, Finding{short(c, g.Text), False, ""})
		v.Sure = append(v.Sure, Surety{c.Sure, false, c.ID})
	}
	v.structure(g, read, pairs)
	return v
}

// likeness weighs a pair: 0 if the two cannot be one claim. They can if both
// are of one family and their numbers' words overlap, or, where one of them has
// no number, if their words do.
func likeness(g *Claim, c *recount.Claim) int {
	if g.What.Family() != c.What.Family() {
		return 0
	}
	num, who := first(c.Evidence.Count), first(c.Evidence.Who)
	w := 0
	switch {
	case !g.Num.IsZero() && !num.IsZero():
		if !g.Num.Overlaps(num) {
			return 0
		}
		w = 1000
	case !g.Who.IsZero() && g.Who.Overlaps(who), !g.Num.IsZero() && g.Num.Overlaps(who), !g.Who.IsZero() && g.Who.Overlaps(num):
		w = 900
	default:
		return 0
	}
	for _, t := range []struct {
		yes bool
		n   int
	}{{g.What == c.What, 400}, {bounded(g, c), 200}, {moded(g, c), 100}, {g.Count.Point == c.Count.Point, 50}, {g.Who.Overlaps(who), 20}} {
		if t.yes {
			w += t.n
		}
	}
	return w
}

func first(s []recount.Span) recount.Span {
	if len(s) == 0 {
		return recount.Span{}
	}
	return s[0]
}

func bounded(g *Claim, c *recount.Claim) bool {
	return g.Count.Low == c.Count.Low && g.Count.High == c.Count.High && g.Count.Unit == c.Count.Unit
}

// pointed reports whether the figures that may stand for best agree; where the
// words give none, the lows.
func pointed(g *Claim, c *recount.Claim) bool {
	point := func(q recount.Quantity) int {
		if q.Point == recount.Blank {
			return q.Low
		}
		return q.Point
	}
	return point(g.Count) == point(c.Count) && g.Count.Unit == c.Count.Unit
}

// moded reports whether both say alike that it happened, was denied, or only might.
func moded(g *Claim, c *recount.Claim) bool {
	actual := func(r recount.Reality) bool { return r == recount.Actual || r == recount.Presupposed }
	return g.Denied == c.Denied && actual(g.Reality) == actual(c.Reality)
}

func (c *Claim) numbered() bool { return !c.Vague && !c.Num.IsZero() }

func numbered(c *recount.Claim) bool {
	return c.Count.Qualifier != recount.Vague && len(c.Evidence.Count) > 0
}

// matched counts a pair.
func (v *Verdict) matched(g *Gold, c *Claim, r *recount.Claim) {
	strict := c.What == r.What && bounded(c, r) && moded(c, r)
	relaxed := c.What == r.What && pointed(c, r)
	asserts := r.Reality != recount.NotActual && r.Reality != recount.Asked
	want := !c.Optional()
	one := func(m Measure, right, got, want bool) {
		if right && !want { // what may be left out neither helps nor hurts
			return
		}
		if got {
			v.Marks[m].Got++
		}
		if want {
			v.Marks[m].Want++
		}
		if right {
			v.Marks[m].Hit++
		}
	}
	one(Strict, strict, asserts || want, want)
	one(Relaxed, relaxed, asserts || want, want)
	one(Numbered, strict && c.numbered(), numbered(r) && (asserts || want), want && c.numbered())
	if asserts || want {
		v.Sure = append(v.Sure, Surety{r.Sure, strict, r.ID})
	}
	f := Finding{Claim: c.short(g), Fate: Right}
	if !strict && (asserts || want) {
		f.Fate, f.Detail = Wrong, "read as "+short(r, g.Text)
	}
	v.Found = append(v.Found, f)
	v.slots(g, c, r)
}

// short writes a claim in a line, so that a person finds it in the text.
func (c *Claim) short(g *Gold) string {
	s := c.Num.Cover(c.Who)
	return fmt.Sprintf("%s %s%s “%s” at byte %d", c.What, c.Count, mode(c.Denied, c.Reality), clip(s.In(g.Text)), s.Start)
}

func short(c *recount.Claim, text string) string {
	s := first(c.Evidence.Count).Cover(first(c.Evidence.Who))
	s = cmp.Or(s, first(c.Evidence.What))
	return fmt.Sprintf("%s %s%s “%s” at byte %d", c.What, c.Count, mode(c.Denied, c.Reality), clip(s.In(text)), s.Start)
}

func mode(denied bool, r recount.Reality) string {
	out := ""
	if denied {
		out += " denied"
	}
	if r != recount.Actual && r != recount.Presupposed {
		out += " " + string(r)
	}
	return out
}

func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
