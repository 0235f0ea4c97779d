package tally

import (
	"cmp"
	"slices"

	"github.com/recountlab/recount"
)

// A Comparison holds a period figure against the incidents of its area and its
// stretch of time.
type Comparison struct {
	Period
	Listed    Bounds  `json:"listed"`            // what the incidents there and then add up to
	Incidents int     `json:"incidents"`         // how many they are
	Kappa     float64 `json:"kappa,omitempty"`   // coverage: the best of the incidents for one that the figure counts
	Reading   string  `json:"reading,omitempty"` // what that may mean
	Blocked   string  `json:"blocked,omitempty"` // why it cannot be compared; "" if it was
}

// Difference is how many more the figure counts than the best of the incidents.
func (c Comparison) Difference() int { return c.Count.Point - c.Listed.Best }

// Compare holds figures for periods against the incidents selected, for one
// harm to one group, within a period (zero: all time) and the area selected
// from. Successive totals of one root are compared by what each adds to the one
// before. Nothing is compared that counts other people, by another definition,
// or reaches beyond what is asked for: it is returned with the reason.
func (s *Selection) Compare(ps []Period, area Area, period recount.When, what recount.What, who string) []Comparison {
	ps = distinct(slices.DeleteFunc(slices.Clone(ps), func(p Period) bool { return p.What != what }))
	told := s.tell(what, who).counted
	narrowed := map[areaKey]*Selection{}
	var out []Comparison
	for _, p := range append(ps, differences(ps)...) {
		if _, may := area.Share(p.Where); !may {
			continue
		}
		if _, may := shareOf(p.Span, period); !may && !p.Span.From.IsZero() && !p.Span.Until.IsZero() {
			continue
		}
		c := Comparison{Period: p, Blocked: p.blocked(area, period, who)}
		if c.Blocked == "" {
			key := p.areaKey()
			in, ok := narrowed[key]
			if !ok {
				in = told.narrow(p.area())
				narrowed[key] = in
			}
			sum := in.add(p.Span, what, who)
			c.Listed, c.Incidents = sum.Bounds, sum.Incidents
			if p.Count.Point > 0 {
				c.Kappa = float64(sum.Best) / float64(p.Count.Point)
				c.Reading = Coverage(c.Kappa)
			}
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Comparison) int {
		return cmp.Or(a.Span.From.Compare(b.Span.From), b.Span.Until.Compare(a.Span.Until), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Claim, b.Claim))
	})
	return out
}

// blocked says why a figure cannot be held against incidents.
func (p Period) blocked(area Area, period recount.When, who string) string {
	group := categoryOf(p.Who)
	share, _ := area.Share(p.Where)
	inTime, _ := shareOf(p.Span, period)
	switch {
	case group != cmp.Or(who, everybody):
		return "counts " + groupName(group) + ", not " + groupName(cmp.Or(who, everybody))
	case p.register():
		return "counts bodies that came in: first the deaths of ordinary times, people of another status, and what is itemised already are to be taken off"
	case p.Grade == Interested:
		return "the word of an interested party"
	case p.Where.Precision == recount.NoPlace:
		return "does not say where"
	case p.Span.From.IsZero():
		return "does not say since when"
	case p.Span.Until.IsZero():
		return "does not say until when"
	case !p.Span.From.Before(p.Span.Until):
		return "ends before it begins"
	case p.Count.Point < 0 && p.From != "":
		return "the root's total went down: revised"
	case share < .95 || inTime < 1:
		return "reaches beyond what is asked for"
	}
	return ""
}

func groupName(category string) string {
	if category == everybody {
		return "everybody"
	}
	return category
}

// Coverage says what a coverage may mean.
func Coverage(kappa float64) string {
	switch {
	case kappa > 1.1:
		return "incidents add up to more: some may be counted twice, or the figure is defined more narrowly"
	case kappa >= .5:
		return "most of what the figure counts is itemised"
	}
	return "many whom the figure counts were never itemised"
}

// With returns what a sum becomes when the figures for periods within it bound
// it too, and how many of its best no incident lists. For each root, figures
// that do not overlap are taken, the longest first; what each counts beyond the
// incidents of its own area and time is added up. Low and high rise by the most
// that any root adds, best by the weighted lower median of the roots (weights of
// their grades under p). A figure is never added to the incidents it contains.
func (s Sum) With(cs []Comparison, p Policy) (b Bounds, unlisted int) {
	type excess struct {
		weight          int
		low, best, high int
		pointed         bool
		taken           []Period
	}
	roots := map[recount.SourceID]*excess{}
	var order []recount.SourceID
	cs = slices.Clone(cs)
	slices.SortStableFunc(cs, func(a, b Comparison) int { return cmp.Compare(b.Span.Span(), a.Span.Span()) })
	for _, c := range cs {
		if c.Blocked != "" || c.From != "" {
			continue
		}
		e := roots[c.Origin]
		if e == nil {
			e = &excess{weight: p.Weights[c.Grade]}
			roots[c.Origin] = e
			order = append(order, c.Origin)
		}
		if slices.ContainsFunc(e.taken, c.overlaps) {
			continue
		}
		e.taken = append(e.taken, c.Period)
		e.low += max(0, c.Count.Low-c.Listed.Low)
		e.high += max(0, topOf(c.Count)-c.Listed.High)
		if c.Count.Point != recount.Blank {
			e.pointed = true
			e.best += max(0, c.Count.Point-c.Listed.Best)
		}
	}
	b = s.Bounds
	low, high := 0, 0
	var points []weighted
	for _, root := range order {
		e := roots[root]
		low, high = max(low, e.low), max(high, e.high)
		if e.pointed {
			points = append(points, weighted{e.best, e.weight})
		}
	}
	if len(points) > 0 {
		unlisted = lowerMedian(points)
	}
	b.Low, b.High = b.Low+low, b.High+high
	b.High = max(b.High, b.Low)
	unlisted = min(max(unlisted, b.Low-b.Best), b.High-b.Best)
	b.Best += unlisted
	return b, unlisted
}
