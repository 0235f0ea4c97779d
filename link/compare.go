package link

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// features are what one report says of one event, as far as it is compared.
type features struct {
	report recount.ReportID
	where  recount.PlaceRef
	when   recount.When
	counts []count
	acts   []recount.What
	weapon []string
	blamed []recount.PartyID
	names  []string // people named
	target []string
}

type count struct {
	what   recount.What
	who    recount.Victims
	q      recount.Quantity
	origin recount.SourceID
	said   time.Time
}

func featuresOf(claims []recount.Claim) *features {
	f := &features{}
	for i := range claims {
		c := &claims[i]
		f.report = c.Report
		if c.Where.Precision != recount.NoPlace && (f.where.Precision == recount.NoPlace || c.Where.Precision.Finer(f.where.Precision) ||
			!f.where.Precision.Finer(c.Where.Precision) && c.Where.Place < f.where.Place) {
			f.where = c.Where
		}
		if !c.When.IsZero() && (f.when.IsZero() || tighter(c.When, f.when)) {
			f.when = c.When
		}
		fam := c.What.Family()
		switch {
		case fam == recount.Harm || fam == recount.Movement:
			if c.Scope.IsZero() && c.Reality == recount.Actual && !c.Denied && !c.Background && c.Count.Unit == "" && c.Count.High > 0 {
				f.counts = append(f.counts, count{c.What, c.Who.Group(), c.Count, c.Says.Origin(), c.Said.From})
			}
		case !slices.Contains(f.acts, c.What):
			f.acts = append(f.acts, c.What)
		}
		if w := strings.ToLower(c.Weapon); w != "" {
			f.weapon = append(f.weapon, w)
		}
		for _, b := range c.Blamed {
			if b.Party != "" {
				f.blamed = append(f.blamed, b.Party)
			}
		}
		if c.Who.Name != "" {
			f.names = append(f.names, strings.ToLower(c.Who.Name))
		}
		if t := strings.ToLower(c.Target); t != "" {
			f.target = append(f.target, t)
		}
	}
	return f
}

// tighter orders stretches of time: the shorter first, then the earlier.
func tighter(a, b recount.When) bool {
	return cmp.Or(cmp.Compare(a.Span(), b.Span()), a.From.Compare(b.From), cmp.Compare(a.Words, b.Words)) < 0
}

// exemplars chooses the reports that stand for an incident: the most precise
// in place, then in time.
func exemplars(claims []recount.Claim, n int) []*features {
	by := map[recount.ReportID][]recount.Claim{}
	for _, c := range claims {
		by[c.Report] = append(by[c.Report], c)
	}
	var out []*features
	for _, cs := range by {
		slices.SortFunc(cs, func(a, b recount.Claim) int { return cmp.Compare(a.ID, b.ID) })
		out = append(out, featuresOf(cs))
	}
	slices.SortFunc(out, func(a, b *features) int {
		switch {
		case a.where.Precision.Finer(b.where.Precision):
			return -1
		case b.where.Precision.Finer(a.where.Precision):
			return 1
		}
		return cmp.Or(cmp.Compare(a.when.Span(), b.when.Span()), cmp.Compare(a.report, b.report))
	})
	return out[:min(n, len(out))]
}

// compare returns the waterfall of two reports' accounts, without the fields
// about which nothing can be said.
func (m *Model) compare(a, b *features) []Weight {
	var out []Weight
	add := func(field, level string) {
		bits := max(-m.Cap, min(m.Cap, m.Levels[field][level]))
		if bits != 0 {
			out = append(out, Weight{field, level, bits})
		}
	}
	add("place", places(a.where, b.where))
	add("time", times(a.when, b.when))
	voice := voices(a.counts, b.counts)
	if voice == "other voices" { // an equal figure of one voice is not evidence twice
		add("count", counts(a.counts, b.counts))
	}
	add("voice", voice)
	add("what", m.acts(a.acts, b.acts))
	add("weapon", shared(a.weapon, b.weapon, "same weapon", "weapon not comparable", "weapon not comparable"))
	add("blamed", shared(a.blamed, b.blamed, "same party blamed", "another party blamed", "blame not comparable"))
	switch {
	case meet(a.names, b.names):
		add("names", "same person named")
	case meet(a.target, b.target):
		add("names", "same target")
	}
	return out
}

func places(a, b recount.PlaceRef) string {
	if a.Precision == recount.NoPlace || b.Precision == recount.NoPlace {
		return "place not said"
	}
	fine := func(p recount.PlaceRef) bool { return precise(p) || p.Precision == recount.Near }
	if a.Place != "" && a.Place == b.Place {
		if fine(a) && fine(b) {
			return "same place"
		}
		return "same wide area"
	}
	d, wide, narrow := a.Point.Metres(b.Point), max(a.Radius, b.Radius), min(a.Radius, b.Radius)
	switch {
	case a.Precision != b.Precision && d <= wide, !fine(a) && !fine(b) && d <= wide:
		return "one within the other"
	case d <= 1.5*(wide+narrow) && !(fine(a) && fine(b) && a.Precision == b.Precision):
		return "areas overlap"
	case fine(a) && fine(b) && d <= 5000:
		return "other places nearby"
	case d <= 1.5*(wide+narrow):
		return "areas overlap"
	}
	return "far apart"
}

func times(a, b recount.When) string {
	const day = 24 * time.Hour
	if a.IsZero() || b.IsZero() {
		return "time not said"
	}
	if a.Overlaps(b) {
		if a.Span() <= day && b.Span() <= day {
			return "same day"
		}
		return "times overlap"
	}
	gap := a.From.Sub(b.Until)
	if b.From.After(a.From) {
		gap = b.From.Sub(a.Until)
	}
	switch {
	case gap < day:
		if a.Span() <= day && b.Span() <= day {
			return "the day after"
		}
		return "next day"
	case gap < 3*day:
		return "two or three days apart"
	}
	return "days apart"
}

// counts compares the best pair of comparable counts, the dead before the others.
func counts(as, bs []count) string {
	best, level := -100, "count not comparable"
	for _, w := range []recount.What{recount.Killed, recount.Injured, recount.Casualties, ""} {
		for _, a := range as {
			for _, b := range bs {
				if a.what != b.what || w != "" && a.what != w {
					continue
				}
				if r, l := pair(a, b); r > best {
					best, level = r, l
				}
			}
		}
		if best > -100 {
			break
		}
	}
	return level
}

// pair compares two counts of one harm; the higher the rank, the better they fit.
func pair(a, b count) (int, string) {
	if a.who != b.who {
		if a.who.Everybody() {
			a, b = b, a
		}
		if b.who.Everybody() && a.q.Low <= b.q.High { // some of them may be among all of them
			return 3, "count not comparable"
		}
		return 0, "count not comparable"
	}
	x, y := figure(a.q), figure(b.q)
	exact := a.q.Qualifier == recount.Exact && b.q.Qualifier == recount.Exact
	switch {
	case exact && x == y && x < 6:
		return 5, "same small count"
	case exact && x == y && x%10 == 0:
		return 6, "same round count"
	case exact && x == y:
		return 7, "same count"
	case a.q.Agrees(b.q):
		return 4, "counts agree"
	}
	small, large := max(1, min(x, y)), max(x, y)
	switch {
	case 2*large <= 3*small || large-small <= 2:
		return 2, "counts close"
	case 2*large <= 5*small || large-small <= 4:
		return 1, "counts differ"
	}
	return -1, "counts contradict"
}

func figure(q recount.Quantity) int {
	if q.Point != recount.Blank {
		return q.Point
	}
	return q.Low
}

// voices finds one origin heard twice with one figure within two days.
func voices(as, bs []count) string {
	for _, a := range as {
		for _, b := range bs {
			if d := a.said.Sub(b.said); a.what == b.what && a.who == b.who && a.origin == b.origin && a.origin != "" && !strings.HasPrefix(string(a.origin), ":") &&
				a.q.Low == b.q.Low && a.q.High == b.q.High && a.q.Low >= 6 && d.Abs() <= 48*time.Hour {
				return "same voice, same figure"
			}
		}
	}
	return "other voices"
}

func (m *Model) acts(as, bs []recount.What) string {
	if len(as) == 0 || len(bs) == 0 {
		return "act not said"
	}
	if meet(as, bs) {
		return "same act"
	}
	for _, set := range m.Related {
		if meet(as, set) && meet(bs, set) {
			return "related acts"
		}
	}
	return "different acts"
}

func shared[T comparable](as, bs []T, same, other, none string) string {
	switch {
	case len(as) == 0 || len(bs) == 0:
		return none
	case meet(as, bs):
		return same
	}
	return other
}

func meet[T comparable](as, bs []T) bool {
	return slices.ContainsFunc(as, func(a T) bool { return slices.Contains(bs, a) })
}
