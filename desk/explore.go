package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// An Exploration asks what one harm adds up to, cut in several ways.
type Exploration struct {
	Filter store.IncidentFilter // its box and what it says happened are passed over
	Area   tally.Area
	What   recount.What // "": killed
	Who    string       // one of tally.Groups; "": everybody
	Least  int64        // it may have been worked out when the ledger had so many entries; 0: as it is now
}

// Explored is what an exploration found. Each part is a total of its own, each
// victim once.
type Explored struct {
	What      recount.What `json:"what"`
	Who       string       `json:"who,omitempty"`
	Whole     tally.Sum    `json:"whole"`
	Step      Division     `json:"step"` // week, or month where there are more than three years
	Times     []Portion    `json:"times"`
	Areas     []Portion    `json:"areas"`
	Weapons   []Portion    `json:"weapons"`
	Groups    []Portion    `json:"groups"`
	Blamed    []Portion    `json:"blamed"`
	Sources   []Beside     `json:"sources"`
	Compared  int          `json:"compared"` // incidents whose sources are held against each other
	CutShort  bool         `json:"cut_short"`
	Incidents int          `json:"incidents"`
	Worked    Worked       `json:"-"`
}

// A Portion is the part of a total under one key: the first day of a week, a month, a
// province, a kind of weapon, a group, a party.
type Portion struct {
	Key string `json:"key"`
	tally.Sum
}

// A Beside is how one source's figures lie to the best of the incidents of which
// others speak too, and whether it spoke first.
type Beside struct {
	Source  recount.SourceID `json:"source"`
	Lower   int              `json:"lower"` // its words allow no figure as high as the best
	Allows  int              `json:"allows"`
	Higher  int              `json:"higher"`
	Earlier int              `json:"earlier"` // than all others
	Same    int              `json:"same"`
	Later   int              `json:"later"`
}

// PerWeek divides by weeks, which begin on Mondays.
const PerWeek Division = "week"

// MostBeside is how many incidents, the latest, sources are held against each
// other in.
const MostBeside = 300

// Explore cuts a total by time, area, weapon, group, party and source. As with
// [Desk.Total] the answer may be one that was worked out before, and is not to be changed.
func (s *Sheet) Explore(ctx context.Context, q Exploration) (*Explored, error) {
	size, err := s.r.Size(ctx)
	if err != nil {
		return nil, err
	}
	least := cmp.Or(q.Least, size)
	q.Least = 0
	x, worked, err := s.explored.get(ctx, fmt.Sprintf("%+v", q), size, least, time.Now, func(ctx context.Context) (*Explored, int64, error) {
		x, err := s.explore(ctx, q)
		return x, size, err
	})
	if err != nil {
		return nil, err
	}
	out := *x
	out.Worked = worked
	return &out, nil
}

func (s *Sheet) explore(ctx context.Context, q Exploration) (*Explored, error) {
	f := q.Filter
	f.Box = store.Box{}
	sel, lines, err := s.Select(ctx, f, q.Area)
	if err != nil {
		return nil, err
	}
	stretch := recount.When{From: f.From, Until: f.Until}
	what := cmp.Or(q.What, recount.Killed)
	x := &Explored{What: what, Who: q.Who, Whole: sel.Sum(stretch, what, q.Who), Step: PerWeek, Incidents: sel.Len()}
	first, last := reach(sel.Items(), stretch)
	step, form := func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }, time.DateOnly
	if at := Monday(first); last.Sub(first) > 3*366*24*time.Hour {
		x.Step, form = PerMonth, "2006-01"
		step = func(t time.Time) time.Time { return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC) }
		first = time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC)
	} else {
		first = at
	}
	for at := first; at.Before(last) && len(x.Times) < maxParts; at = step(at) {
		in := recount.When{From: at, Until: step(at)}
		if stretch.From.After(in.From) {
			in.From = stretch.From
		}
		if !stretch.Until.IsZero() && stretch.Until.Before(in.Until) {
			in.Until = stretch.Until
		}
		x.Times = append(x.Times, Portion{at.Format(form), sel.Sum(in, what, q.Who)})
	}
	by := func(key func(*tally.Item) string) []Portion { return cuts(sel.SumBy(stretch, what, q.Who, key)) }
	x.Areas = by(province)
	x.Weapons = by(func(it *tally.Item) string { return cmp.Or(it.Weapon, "not stated") })
	x.Blamed = by(blamedOn)
	for _, who := range append([]string{""}, tally.Groups()...) {
		if sum := sel.Sum(stretch, what, who); sum.Incidents > 0 {
			x.Groups = append(x.Groups, Portion{who, sum})
		}
	}
	return x, s.beside(ctx, x, lines, sel.Items())
}

func blamedOn(it *tally.Item) string { return cmp.Or(it.Incident.Blamed, tally.Unknown) }

// cuts are parts of a sum in which something is counted, the largest first.
func cuts(sums map[string]*tally.Sum) (out []Portion) {
	for _, k := range slices.Sorted(maps.Keys(sums)) {
		if sums[k].Incidents > 0 {
			out = append(out, Portion{k, *sums[k]})
		}
	}
	slices.SortStableFunc(out, func(a, b Portion) int { return cmp.Or(cmp.Compare(b.Best, a.Best), cmp.Compare(b.High, a.High)) })
	return out
}

// beside holds the sources of the latest incidents against each other. The items are
// of the lines; both are by ID.
func (s *Sheet) beside(ctx context.Context, x *Explored, lines []*Line, items []*tally.Item) error {
	var of []*Line
	for _, it := range items {
		for lines[0].ID != it.ID {
			lines = lines[1:]
		}
		if leading(it.Tolls, x.What) >= 0 {
			of = append(of, lines[0])
		}
	}
	slices.SortFunc(of, func(a, b *Line) int {
		return cmp.Or(b.When.From.Compare(a.When.From), strings.Compare(string(a.ID), string(b.ID)))
	})
	if x.CutShort = len(of) > MostBeside; x.CutShort {
		of = of[:MostBeside]
	}
	x.Compared = len(of)
	if err := s.hear(ctx, x.What, of); err != nil {
		return err
	}
	by := map[recount.SourceID]*Beside{}
	for _, l := range of {
		heard, _ := l.heard.Load(x.What)
		for _, b := range heard.([]Beside) {
			if by[b.Source] == nil {
				by[b.Source] = &Beside{Source: b.Source}
			}
			by[b.Source].add(b)
		}
	}
	for _, b := range by {
		x.Sources = append(x.Sources, *b)
	}
	slices.SortFunc(x.Sources, func(a, b Beside) int {
		return cmp.Or(cmp.Compare(b.Lower+b.Allows+b.Higher, a.Lower+a.Allows+a.Higher), cmp.Compare(a.Source, b.Source))
	})
	return nil
}

// leading is the first toll of a harm in which several voices that do not rest on each
// other count somebody, -1 if none does.
func leading(ts []recount.Toll, what recount.What) int {
	return slices.IndexFunc(ts, func(t recount.Toll) bool { return t.What == what && t.Roots > 1 && t.Best > 0 })
}

// hear looks up how the sources of the leading toll of each incident lie to each other,
// where that was not done before.
func (s *Sheet) hear(ctx context.Context, what recount.What, of []*Line) error {
	of = only(of, func(l *Line) bool { _, done := l.heard.Load(what); return !done })
	ids := make([]recount.IncidentID, len(of))
	for i, l := range of {
		ids[i] = l.ID
	}
	if len(ids) == 0 {
		return nil
	}
	tolls, err := s.r.TollsOf(ctx, ids...)
	if err != nil {
		return err
	}
	var behind []recount.ClaimID
	for _, id := range ids {
		if i := leading(tolls[id], what); i >= 0 {
			for _, b := range tolls[id][i].Basis {
				behind = append(behind, b.Claims...)
			}
		}
	}
	said, err := s.r.Said(ctx, behind...)
	if err != nil {
		return err
	}
	for _, l := range of {
		var heard []Beside
		if ts := tolls[l.ID]; leading(ts, what) >= 0 {
			heard = besides(ts[leading(ts, what)], said)
		}
		l.heard.Store(what, heard)
	}
	return nil
}

func (b *Beside) add(o Beside) {
	b.Lower, b.Allows, b.Higher = b.Lower+o.Lower, b.Allows+o.Allows, b.Higher+o.Higher
	b.Earlier, b.Same, b.Later = b.Earlier+o.Earlier, b.Same+o.Same, b.Later+o.Later
}

// besides tells of each source with a name that contributes to a toll how its figure
// lies to the best, and when it spoke first beside the others.
func besides(t recount.Toll, said map[recount.ClaimID]recount.When) (out []Beside) {
	begun := make([]recount.When, len(t.Basis))
	for i, b := range t.Basis {
		for _, c := range b.Claims {
			begun[i] = earlier(begun[i], said[c])
		}
	}
	for i, b := range t.Basis {
		if !hasName(b.Origin) || b.Count.High == 0 {
			continue
		}
		of := Beside{Source: b.Origin}
		switch near := nearest(b.Count, t.Best); {
		case near < float64(t.Best):
			of.Lower++
		case near > float64(t.Best):
			of.Higher++
		default:
			of.Allows++
		}
		var others recount.When
		for j := range t.Basis {
			if j != i {
				others = earlier(others, begun[j])
			}
		}
		switch mine := begun[i]; {
		case mine.From.IsZero() || others.From.IsZero():
		case mine.Overlaps(others):
			of.Same++
		case mine.From.Before(others.From):
			of.Earlier++
		default:
			of.Later++
		}
		out = append(out, of)
	}
	return out
}

// hasName reports whether an origin is a source, and no voice that somebody quotes
// by its kind and no report that quotes nobody.
func hasName(id recount.SourceID) bool {
	i := strings.LastIndexByte(string(id), ':')
	return id != "" && !strings.HasPrefix(string(id), "r:") && (i < 0 || !slices.Contains(recount.SourceKinds(), recount.SourceKind(id[i+1:])))
}
