package tally

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// A Period is a figure for a stretch of time or for many incidents: "150 since
// Monday", a month's total, a register. It bounds a season and is never added
// to an incident.
type Period struct {
	Claim  recount.ClaimID     `json:"claim"`
	From   recount.ClaimID     `json:"from,omitempty"`  // of a difference: the claim that was subtracted
	Again  int                 `json:"again,omitempty"` // how many other claims give the same figure of the same root
	What   recount.What        `json:"what"`
	Who    recount.Victims     `json:"who,omitzero"`
	Count  recount.Quantity    `json:"count"`
	Since  recount.When        `json:"-"` // zero if not stated
	When   recount.When        `json:"-"`
	Where  recount.PlaceRef    `json:"where,omitzero"`
	Says   recount.Attribution `json:"-"`
	Origin recount.SourceID    `json:"root"`
	Grade  Grade               `json:"grade"`
	Many   bool                `json:"many,omitempty"` // several incidents counted as one, rather than a total since some time
	Span   recount.When        `json:"span,omitzero"`  // from when to the end of which day, by clocks at the place; zero ends were not stated
	Said   recount.When        `json:"said,omitzero"`
	Level  Level               `json:"level"`
}

// A Level says how much a figure speaks of. Incidents are the first level;
// period figures are of the others.
type Level string

const (
	OfDay       Level = "day"       // all of one day
	OfOffensive Level = "offensive" // a stretch of up to half a year
	OfWar       Level = "war"       // a longer one, or since a beginning that is not stated
)

// Periods returns the figures about people that claims give for a period or
// for many incidents, by harm, then by origin. A figure for a week or longer
// over a province or more is one of them, however it is worded.
func Periods(claims []recount.Claim, p Policy) []Period {
	var out []Period
	for i := range claims {
		c := &claims[i]
		if c.Scope.IsZero() && !Wide(c.When, c.Where) || c.Denied || c.Reality != recount.Actual || c.Repeats != "" || c.Count.Unit != "" || !slices.Contains(harmOrder, c.What) {
			continue
		}
		f := Period{Claim: c.ID, What: c.What, Who: c.Who.Group(), Count: c.Count, Since: c.Scope.Since, When: c.When, Where: c.Where, Says: c.Says,
			Origin: c.Origin(), Grade: p.grade(c), Many: c.Scope.Many, Said: c.Said, Span: spanOf(c)}
		f.Level = levelOf(f)
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Period) int {
		return cmp.Or(cmp.Compare(slices.Index(harmOrder, a.What), slices.Index(harmOrder, b.What)), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Claim, b.Claim))
	})
	return out
}

// Wide reports whether a figure of that time and place is for a period: a week
// or more over a province or more.
func Wide(w recount.When, at recount.PlaceRef) bool {
	long := w.Grain == recount.Week || w.Grain == recount.Month || w.Grain == recount.Year
	return long && w.Span() >= 6*24*time.Hour && !at.Precision.Finer(recount.AtProvince)
}

// spanOf returns the stretch of time that a figure is for. A running total ends
// with the day on which it was given, unless it is one of a named stretch.
func spanOf(c *recount.Claim) recount.When {
	since, when := c.Scope.Since.Local(), c.When.Local()
	if since.IsZero() && (!c.Scope.Total || when.Span() > 36*time.Hour) {
		return recount.When{From: when.From, Until: when.Until}
	}
	said := c.Said
	if said.IsZero() {
		said = c.When
	}
	said.Zone = cmp.Or(said.Zone, c.Scope.Since.Zone)
	out := recount.When{From: since.From}
	if at := said.Local().From; !at.IsZero() {
		out.Until = at.Truncate(24 * time.Hour).Add(24 * time.Hour)
	}
	return out
}

func levelOf(p Period) Level {
	switch n := p.Span.Span(); {
	case p.Span.From.IsZero() || p.Span.Until.IsZero():
		if p.Many {
			return OfOffensive
		}
		return OfWar
	case n <= 36*time.Hour:
		return OfDay
	case n <= 184*24*time.Hour:
		return OfOffensive
	}
	return OfWar
}

// A figureKey is what periods have in common that give the same figure of the
// same root, or, without the figure, successive totals of it.
type figureKey struct {
	origin      recount.SourceID
	what        recount.What
	who         recount.Victims
	precision   recount.Precision
	place       recount.PlaceID
	point       recount.LatLon // where the place has no name of its own
	from, until int64
	low, high   int
}

func (p Period) key() figureKey {
	k := figureKey{origin: p.Origin, what: p.What, who: p.Who, precision: p.Where.Precision, place: p.Where.Place, from: p.Span.From.UnixNano()}
	if k.place == "" {
		k.point = p.Where.Point
	}
	return k
}

// distinct keeps one of the periods that give the same figure of the same root.
func distinct(ps []Period) (out []Period) {
	at := map[figureKey]int{}
	for _, p := range ps {
		k := p.key()
		k.until, k.low, k.high = p.Span.Until.UnixNano(), p.Count.Low, p.Count.High
		if i, ok := at[k]; ok {
			out[i].Again++
			continue
		}
		at[k] = len(out)
		out = append(out, p)
	}
	return out
}

// differences returns what the successive running totals of one root add
// between one and the next: C(t2)−C(t1) over (t1, t2].
func differences(ps []Period) (out []Period) {
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b Period) int {
		return cmp.Or(a.Span.Until.Compare(b.Span.Until), a.Said.From.Compare(b.Said.From), cmp.Compare(a.Claim, b.Claim))
	})
	before := map[figureKey]Period{}
	for _, b := range ps {
		if b.Many {
			continue
		}
		k := b.key()
		if a, ok := before[k]; ok && a.Span.Until.Before(b.Span.Until) && !a.Span.Until.IsZero() {
			out = append(out, b.less(a))
		}
		before[k] = b
	}
	return out
}

// less returns what b adds to the earlier total a.
func (b Period) less(a Period) Period {
	d := b
	d.From, d.Again, d.Span.From = a.Claim, 0, a.Span.Until
	d.Count = recount.Quantity{Low: max(0, b.Count.Low-topOf(a.Count)), High: b.Count.High, Point: recount.Blank, Qualifier: recount.Between}
	if b.Count.High != recount.Open {
		d.Count.High = max(0, b.Count.High-a.Count.Low)
	}
	if a.Count.Point != recount.Blank && b.Count.Point != recount.Blank {
		d.Count.Point = b.Count.Point - a.Count.Point // below zero: taken back
	}
	d.Level = levelOf(d)
	return d
}

// topOf is the high of a quantity; an open one stands at its point.
func topOf(q recount.Quantity) int {
	if q.High != recount.Open {
		return q.High
	}
	return max(q.Point, q.Low)
}

// area is the area that a period figure is for: the country or division it
// names, or a ring a little wider than the reach of its place, so that what
// lies in the place lies in the ring.
func (p Period) area() Area {
	switch p.Where.Precision {
	case recount.AtCountry:
		return Area{Country: p.Where.Country}
	case recount.AtProvince:
		return Area{Country: p.Where.Country, Admin1: p.Where.Admin1}
	}
	const corners = 32
	r := make(Ring, corners)
	for i := range r {
		r[i] = from(p.Where.Point, 1.3*p.Where.Radius+1000, 2*math.Pi*float64(i)/corners)
	}
	return Area{Rings: []Ring{r}}
}

// An areaKey tells the areas of figures apart.
type areaKey struct {
	country, admin1 string
	point           recount.LatLon
	radius          float64
}

func (p Period) areaKey() areaKey {
	switch p.Where.Precision {
	case recount.AtCountry:
		return areaKey{country: p.Where.Country}
	case recount.AtProvince:
		return areaKey{country: p.Where.Country, admin1: p.Where.Admin1}
	}
	return areaKey{point: p.Where.Point, radius: p.Where.Radius}
}

// overlaps reports whether two figures may speak of some of the same people.
func (p Period) overlaps(o Period) bool {
	if !p.Span.Overlaps(o.Span) {
		return false
	}
	_, a := p.area().Share(o.Where)
	_, b := o.area().Share(p.Where)
	return a || b
}

// registers are words by which a voice is known to count bodies that came in,
// whatever they died of.
var registers = []string{"morgue", "mortuary", "forensic", "مشرحة", "المشرحة", "الطب العدلي", "الطب الشرعي"}

// register reports whether a figure counts what came into a morgue.
func (p Period) register() bool {
	for _, v := range p.Says {
		words := strings.ToLower(v.Words)
		if slices.ContainsFunc(registers, func(w string) bool { return strings.Contains(words, w) }) {
			return true
		}
	}
	return false
}
