package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// A Sheet holds in memory what totals, charts and maps are made of: every incident
// with its tolls, in brief. Whoever asks has it brought up to date first, which
// costs what changed since and not what the casebook holds; so it never tells what
// is no longer so. It is safe for use by several goroutines.
type Sheet struct {
	r    *store.Reader
	mu   sync.Mutex // while it is brought up to date
	held atomic.Pointer[sheetHeld]

	explored answers[*Explored]
	sayings  answers[*Sayings]
}

// NewSheet returns a sheet of the casebook that r reads. It is filled when it is
// asked for first.
func NewSheet(r *store.Reader) *Sheet { return &Sheet{r: r} }

// Sheet is that of the desk's casebook.
func (d *Desk) Sheet() *Sheet { return d.sheet }

// sheetHeld is a state of a sheet. Nothing may change it.
type sheetHeld struct {
	touched int64
	lines   []*Line // by ID
	all     func() *tally.Selection
}

// A Line is an incident of a sheet. Nothing may change it.
type Line struct {
	tally.Item
	Local recount.When // when it was, by clocks at the place
	words string
	ranks store.Ranks
	heard sync.Map // of a harm, how its sources lie to each other: []Beside; kept once it was looked up
}

// Lines returns every incident, by ID.
func (s *Sheet) Lines(ctx context.Context) ([]*Line, error) {
	held, err := s.now(ctx)
	if err != nil {
		return nil, err
	}
	return held.lines, nil
}

// Select returns the incidents that a filter chooses, by ID, and of them what may lie
// in an area.
func (s *Sheet) Select(ctx context.Context, f store.IncidentFilter, a tally.Area) (*tally.Selection, []*Line, error) {
	if a.IsZero() && f == (store.IncidentFilter{}) {
		held, err := s.now(ctx)
		if err != nil {
			return nil, nil, err
		}
		return held.all(), held.lines, nil
	}
	lines, err := s.Find(ctx, f)
	return tally.Select(itemsOf(lines), a), lines, err
}

// now brings the sheet up to date.
func (s *Sheet) now(ctx context.Context) (*sheetHeld, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	held := s.held.Load()
	if held == nil {
		held = &sheetHeld{touched: -1}
	}
	ids, last, err := s.r.Touched(ctx, held.touched)
	if err != nil {
		return nil, err
	}
	if held.touched >= 0 && len(ids) == 0 {
		return held, nil
	}
	if held.touched < 0 {
		ids = nil // all
	}
	briefs, err := s.r.Briefs(ctx, ids...)
	if err != nil {
		return nil, err
	}
	next := &sheetHeld{touched: max(0, last)}
	fresh := make([]*Line, len(briefs))
	for i, b := range briefs {
		fresh[i] = &Line{Item: tally.Item{Incident: b.Incident, Tolls: b.Tolls}, Local: b.When.Local(), words: b.Words, ranks: b.Ranks}
	}
	slices.Sort(ids)
	next.lines = merged(held.lines, fresh, ids)
	next.all = sync.OnceValue(func() *tally.Selection { return tally.Select(itemsOf(next.lines), tally.Area{}) })
	s.held.Store(next)
	return next, nil
}

// merged is old without the incidents named, and with the fresh ones; all by ID.
func merged(old, fresh []*Line, without []recount.IncidentID) []*Line {
	out := make([]*Line, 0, len(old)+len(fresh))
	for _, l := range old {
		for len(fresh) > 0 && fresh[0].ID < l.ID {
			out, fresh = append(out, fresh[0]), fresh[1:]
		}
		for len(without) > 0 && without[0] < l.ID {
			without = without[1:]
		}
		if len(without) == 0 || without[0] != l.ID {
			out = append(out, l)
		}
	}
	return append(out, fresh...)
}

// Find returns the incidents that a filter chooses, by ID; its order and its
// pages are passed over.
func (s *Sheet) Find(ctx context.Context, f store.IncidentFilter) ([]*Line, error) {
	lines, err := s.Lines(ctx)
	if err != nil {
		return nil, err
	}
	from, err := reportedBy(ctx, s.r, f.Source)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(strings.ToLower(f.Text))
	f.Text = ""
	var out []*Line
	for _, l := range lines {
		if f.HoldsAt(l.Incident, l.Local) && from(l.Reports) && l.has(words) && (f.What == "" || l.tells(f.What)) {
			out = append(out, l)
		}
	}
	return out, nil
}

// Page is a page of the incidents that a filter chooses, in its order, and where
// the next page starts: what [store.Reader.Incidents] returns, found without looking
// through the database. Of those it returns only the IDs.
func (s *Sheet) Page(ctx context.Context, f store.IncidentFilter) (ids []recount.IncidentID, next string, err error) {
	lines, err := s.Find(ctx, f)
	if err != nil {
		return nil, "", err
	}
	if _, ok := (store.Ranks{}).By(f.Sort); !ok {
		return nil, "", fmt.Errorf("incidents sorted by %q: %w", f.Sort, recount.ErrInvalid)
	}
	after, limit := func(int64, *Line) bool { return true }, cmp.Or(f.Limit, 100)
	if f.After != "" {
		var n int64
		var id recount.IncidentID
		if _, err := fmt.Sscanf(f.After, "%d %s", &n, &id); err != nil {
			return nil, "", fmt.Errorf("incidents after %q: %w", f.After, recount.ErrInvalid)
		}
		after = func(m int64, l *Line) bool { return m < n || m == n && l.ID < id }
	}
	lines = only(lines, func(l *Line) bool { n, _ := l.ranks.By(f.Sort); return after(n, l) })
	page := first(lines, limit, f.Sort)
	if len(page) < len(lines) {
		n, _ := page[limit-1].ranks.By(f.Sort)
		next = fmt.Sprintf("%d %s", n, page[limit-1].ID)
	}
	for _, l := range page {
		ids = append(ids, l.ID)
	}
	return ids, next, nil
}

// Latest are the last n of some incidents, the latest first.
func Latest(lines []*Line, n int) []*Line { return first(lines, n, store.Latest) }

// first are those of lines that come first in an order, up to n. Of many it puts no
// more in order than it returns.
func first(lines []*Line, n int, by store.Sort) []*Line {
	before := func(a, b *Line) int {
		x, _ := a.ranks.By(by)
		y, _ := b.ranks.By(by)
		return cmp.Or(cmp.Compare(y, x), cmp.Compare(b.ID, a.ID))
	}
	if n >= len(lines)/10 {
		return cut(slices.SortedFunc(slices.Values(lines), before), n)
	}
	out := make([]*Line, 0, n+1)
	for _, l := range lines {
		if len(out) == n && before(l, out[n-1]) > 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(out, l, before)
		out = cut(slices.Insert(out, i, l), n)
	}
	return out
}

func cut[T any](s []T, n int) []T { return s[:min(n, len(s))] }

// filled reports whether anybody asked for all incidents yet.
func (s *Sheet) filled() bool { return s.held.Load() != nil }

// Items returns the incidents named as lists show them, in brief, in the order asked
// for. Those that there are not, or that have become part of another since, are left
// out. While the sheet is empty they are looked up.
func (s *Sheet) Items(ctx context.Context, ids ...recount.IncidentID) (items []store.IncidentItem, err error) {
	if !s.filled() {
		return s.r.Items(ctx, ids...)
	}
	lines, err := s.Lines(ctx)
	for _, id := range ids {
		if i, ok := slices.BinarySearchFunc(lines, id, func(l *Line, id recount.IncidentID) int { return cmp.Compare(l.ID, id) }); ok {
			items = append(items, store.IncidentItem{Incident: lines[i].Incident, Tolls: lines[i].Tolls})
		}
	}
	return items, err
}

// reportedBy tells reports among which one is of a source; with no source, all are.
func reportedBy(ctx context.Context, r *store.Reader, source recount.SourceID) (func([]recount.ReportID) bool, error) {
	if source == "" {
		return func([]recount.ReportID) bool { return true }, nil
	}
	of, err := r.ReportsFrom(ctx, source)
	return func(in []recount.ReportID) bool {
		return slices.ContainsFunc(in, func(id recount.ReportID) bool { return of[id] })
	}, err
}

func (l *Line) has(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(l.words, w) })
}

// tells reports whether an incident is named by what happened or has a toll of it.
func (l *Line) tells(what recount.What) bool {
	return l.What == what || slices.ContainsFunc(l.Tolls, func(t recount.Toll) bool { return t.What == what })
}

// Toll is the one that leads the incident, zero if it has none.
func (l *Line) Toll() (t recount.Toll) {
	if len(l.Tolls) > 0 {
		t = l.Tolls[0]
	}
	return t
}

func itemsOf(lines []*Line) []*tally.Item {
	items := make([]*tally.Item, len(lines))
	for i, l := range lines {
		items[i] = &l.Item
	}
	return items
}
