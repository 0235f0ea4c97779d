package tally

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/recountlab/recount"
)

// A Selection is the incidents that may lie in an area, each with its share. What is
// looked up in it is kept, so that asking it often costs what is found and not what
// it holds. It is safe for use by several goroutines.
type Selection struct {
	rows  []selected // by ID
	dated []int      // of those with a short stretch of time, by when that begins
	rest  []int      // of the others

	mu     sync.Mutex
	told   map[toldOf]*told
	left   map[recount.When]Left
	places []placed
}

// A selected incident with its time by clocks at the place.
type selected struct {
	*Item
	share  float64
	when   recount.When
	toll   *recount.Toll // in what is told of a harm
	stated bool
}

// toldOf is what a selection is asked about.
type toldOf struct {
	what recount.What
	who  string
}

// told is what of a selection is counted of a harm to a group, and what has a toll
// of the harm but none of the group.
type told struct{ counted, other *Selection }

// placed are the rows of one place.
type placed struct {
	at   recount.PlaceRef
	rows []int
}

// short is the longest stretch of those that are looked up by when they begin.
const short = 40 * 24 * time.Hour

// Select chooses the items that may lie in an area. They are not to be changed
// while the selection is used.
func Select(items []*Item, a Area) *Selection {
	byID := func(a, b *Item) int { return cmp.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(items, byID) {
		items = slices.SortedFunc(slices.Values(items), byID)
	}
	bounds := a.bounds()
	rows := make([]selected, 0, len(items))
	for _, it := range items {
		if share, may := a.share(it.Where, bounds); may {
			rows = append(rows, selected{Item: it, share: share, when: it.When.Local()})
		}
	}
	return selection(rows)
}

func selection(rows []selected) *Selection {
	s := &Selection{rows: rows}
	for i, r := range rows {
		if w := r.when; !w.From.IsZero() && !w.Until.IsZero() && w.Span() <= short {
			s.dated = append(s.dated, i)
		} else {
			s.rest = append(s.rest, i)
		}
	}
	slices.SortFunc(s.dated, func(i, j int) int { return cmp.Or(rows[i].when.From.Compare(rows[j].when.From), cmp.Compare(i, j)) })
	return s
}

// during returns those of the selection that may have happened in a period, by ID,
// with their shares of the area and the period.
func (s *Selection) during(period recount.When) (out []row) {
	if period.IsZero() {
		out = make([]row, len(s.rows))
		for i := range s.rows {
			out[i] = s.rows[i].row(1)
		}
		return out
	}
	first, last := 0, len(s.dated)
	from := func(i int, t time.Time) int { return s.rows[i].when.From.Compare(t) }
	if !period.From.IsZero() {
		first, _ = slices.BinarySearchFunc(s.dated, period.From.Add(-short), from)
	}
	if !period.Until.IsZero() {
		last, _ = slices.BinarySearchFunc(s.dated, period.Until, from)
	}
	in := slices.Clone(s.rest)
	if first < last {
		in = append(in, s.dated[first:last]...)
	}
	slices.Sort(in)
	for _, i := range in {
		if share, may := shareOf(s.rows[i].when, period); may {
			out = append(out, s.rows[i].row(share))
		}
	}
	return out
}

func (r *selected) row(share float64) row {
	return row{it: r.Item, toll: r.toll, share: share * r.share, stated: r.stated}
}

// Items returns what was selected, by ID.
func (s *Selection) Items() []*Item {
	out := make([]*Item, len(s.rows))
	for i, r := range s.rows {
		out[i] = r.Item
	}
	return out
}

// Len is how many were selected.
func (s *Selection) Len() int { return len(s.rows) }

// Sum adds up one harm to one group of people over a period, by clocks at the
// place; a zero period is all time. The group is one of [Groups], "" everybody.
func (s *Selection) Sum(period recount.When, what recount.What, who string) Sum {
	t := s.tell(what, who)
	sum, other := t.counted.add(period, what, who), len(t.other.during(period))
	left := s.leftOut(period)
	left.NotStated, left.Uncounted = other, left.Uncounted-other-sum.Incidents-sum.Left.All()
	sum.Left = sum.Left.and(left)
	return sum
}

// SumBy divides [Selection.Sum] by something that each incident has once. The
// parts add up to the whole, but for rounding.
func (s *Selection) SumBy(period recount.When, what recount.What, who string, key func(*Item) string) map[string]*Sum {
	sums := map[string]*Sum{}
	of := func(it *Item) *Sum {
		k := key(it)
		sum := sums[k]
		if sum == nil {
			sum = &Sum{What: what, Who: who}
			sums[k] = sum
		}
		return sum
	}
	t := s.tell(what, who)
	for _, r := range s.during(period) {
		left := &of(r.it).Left
		*left = left.and(leftOut(r.it))
	}
	for _, r := range t.other.during(period) {
		left := &of(r.it).Left
		left.NotStated, left.Uncounted = left.NotStated+1, left.Uncounted-1
	}
	rows := t.counted.during(period)
	for _, r := range rows {
		of(r.it).Left.Uncounted--
	}
	for _, r := range cut(rows, func(r row) *Left { return &of(r.it).Left }) {
		of(r.it).add(r)
	}
	for _, sum := range sums {
		sum.round()
	}
	return sums
}

// add adds up what is counted.
func (s *Selection) add(period recount.When, what recount.What, who string) Sum {
	sum := Sum{What: what, Who: who}
	for _, r := range cut(s.during(period), func(row) *Left { return &sum.Left }) {
		sum.add(r)
	}
	sum.round()
	return sum
}

// tell finds what is counted of a harm to a group.
func (s *Selection) tell(what recount.What, who string) *told {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := toldOf{what, who}
	if t := s.told[of]; t != nil {
		return t
	}
	var counted, other []selected
	for _, r := range s.rows {
		if leftOut(r.Item).Uncounted == 0 {
			continue
		}
		var ok bool
		if r.toll, r.stated, ok = tollFor(r.Tolls, what, who); ok {
			counted = append(counted, r)
		} else if r.toll != nil {
			other = append(other, r)
		}
	}
	if s.told == nil {
		s.told = map[toldOf]*told{}
	}
	t := &told{selection(counted), selection(other)}
	s.told[of] = t
	return t
}

// leftOut counts an incident by why it is in no sum, or else as one in which nothing
// is counted yet.
func leftOut(it *Item) (l Left) {
	switch {
	case it.Status == recount.Retracted:
		l.Retracted = 1
	case Wide(it.When, it.Where):
		l.Wide = 1
	default:
		l.Uncounted = 1
	}
	return l
}

// leftOut counts the incidents of a period in that way.
func (s *Selection) leftOut(period recount.When) (l Left) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, known := s.left[period]
	if known {
		return l
	}
	for _, r := range s.during(period) {
		l = l.and(leftOut(r.it))
	}
	if s.left == nil {
		s.left = map[recount.When]Left{}
	}
	s.left[period] = l
	return l
}

// narrow returns the selection with its shares in a smaller area.
func (s *Selection) narrow(a Area) *Selection {
	s.mu.Lock()
	if s.places == nil {
		s.places = placesOf(s.rows)
	}
	s.mu.Unlock()
	bounds := a.bounds()
	type part struct {
		row   int
		share float64
	}
	var in []part
	for _, p := range s.places {
		if share, may := a.share(p.at, bounds); may {
			for _, i := range p.rows {
				in = append(in, part{i, share})
			}
		}
	}
	slices.SortFunc(in, func(a, b part) int { return cmp.Compare(a.row, b.row) })
	rows := make([]selected, len(in))
	for i, p := range in {
		rows[i] = s.rows[p.row]
		rows[i].share = p.share
	}
	return selection(rows)
}

// placesOf gathers rows by what [Area.Share] asks of their places.
func placesOf(rows []selected) []placed {
	type key struct {
		country, admin1 string
		precision       recount.Precision
		point           recount.LatLon
		radius          float64
	}
	at, out := map[key]int{}, []placed{}
	for i, r := range rows {
		w := r.Where
		k := key{w.Country, w.Admin1, w.Precision, w.Point, w.Radius}
		n, known := at[k]
		if !known {
			n = len(out)
			at[k], out = n, append(out, placed{at: w})
		}
		out[n].rows = append(out[n].rows, i)
	}
	return out
}

// tollFor finds the toll of one harm to one group. Where nobody says whether
// the people were civilians or combatants it is that of everybody, not stated.
// If there is none it returns the toll of the harm to everybody, nil without one.
func tollFor(ts []recount.Toll, what recount.What, who string) (t *recount.Toll, stated, ok bool) {
	other := false
	for i := range ts {
		x := &ts[i]
		if x.What != what {
			continue
		}
		if in := categoryOf(x.Who); in == cmp.Or(who, everybody) {
			return x, true, true
		} else if in == everybody {
			t = x
		} else if in == "civilians" || in == "combatants" {
			other = true
		}
	}
	return t, false, t != nil && !other && (who == "civilians" || who == "combatants")
}
