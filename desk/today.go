package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// Today is what became of a casebook since some time.
type Today struct {
	Since   time.Time
	Size    int64 // of the ledger then
	Entries int64 // since
	Came    []store.Came
	New     []store.IncidentItem
	Moved   []Moved
	More    bool // whether more incidents changed than are here
	Denials []recount.Claim
	Changed []store.ReportItem // whose address held another report before
	People  []recount.Decision // what people decided
	Waiting []Waiting          // likeliest first
	Failed  []store.Job
}

// A Moved is an incident whose leading toll is another than it was.
type Moved struct {
	Now    store.IncidentItem
	Toll   recount.Toll
	Before recount.Toll
	Rose   bool // its best, or a bound where that is the same
}

// mostChanged is how many incidents are compared with what they were, and
// mostOfEach how much else is told of each kind.
const mostChanged, mostOfEach = 100, 20

// Today says what became of the casebook since a time. Incidents come in the
// order in which they changed, the last first.
func (d *Desk) Today(ctx context.Context, since time.Time) (*Today, error) {
	t := &Today{Since: since}
	r := &d.DB.Reader
	var err error
	fill := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	fill(func() (err error) { t.Size, err = r.SizeAt(ctx, since); return err })
	fill(func() error {
		now, err := r.Size(ctx)
		t.Entries = now - t.Size
		return err
	})
	fill(func() (err error) { t.Came, err = r.CameIn(ctx, t.Size); return err })
	fill(func() error { return d.moved(ctx, t) })
	fill(func() (err error) { t.Denials, err = r.DenialsSince(ctx, t.Size, mostOfEach); return err })
	fill(func() (err error) { t.Changed, err = r.VersionsSince(ctx, t.Size, mostOfEach); return err })
	fill(func() (err error) { t.People, err = r.PeopleSince(ctx, t.Size, mostOfEach); return err })
	fill(func() (err error) { t.Waiting, err = d.Queue(ctx, mostOfEach); return err })
	fill(func() (err error) { t.Failed, err = r.Failed(ctx); return err })
	return t, err
}

// moved compares incidents that changed with what was known of them then.
func (d *Desk) moved(ctx context.Context, t *Today) error {
	ids, err := d.DB.ChangedLately(ctx, t.Size, mostChanged+1)
	if err != nil {
		return err
	}
	if t.More = len(ids) > mostChanged; t.More {
		ids = ids[:mostChanged]
	}
	items, err := d.sheet.Items(ctx, ids...)
	if err != nil {
		return err
	}
	for _, it := range items {
		before, known, err := d.before(ctx, it.Incident.ID, t.Size)
		if err != nil {
			return err
		}
		if !known {
			t.New = append(t.New, it)
			continue
		}
		if len(it.Tolls) == 0 {
			continue
		}
		m := Moved{Now: it, Toll: it.Tolls[0], Before: recount.Toll{What: it.Tolls[0].What, Who: it.Tolls[0].Who, Status: recount.NoClaim}}
		if i := slices.IndexFunc(before, func(o recount.Toll) bool { return o.What == m.Toll.What && o.Who == m.Toll.Who }); i >= 0 {
			m.Before = before[i]
		}
		if a, b := figuresOf(m.Before), figuresOf(m.Toll); a != b {
			m.Rose = b[0] > a[0] || b[0] == a[0] && b[1]+b[2] > a[1]+a[2]
			t.Moved = append(t.Moved, m)
		}
	}
	return nil
}

// A past is what was known of incidents when the ledger had size entries. Nothing
// entered later changes it.
type past struct {
	mu    sync.Mutex
	size  int64
	tolls map[recount.IncidentID][]recount.Toll // nil of one that was not known
}

// before returns the tolls of an incident as they were when the ledger had size
// entries, and whether it was known. What was looked up for the size asked for last
// is kept.
func (d *Desk) before(ctx context.Context, id recount.IncidentID, size int64) (tolls []recount.Toll, known bool, err error) {
	d.past.mu.Lock()
	if d.past.size != size || d.past.tolls == nil {
		d.past.size, d.past.tolls = size, map[recount.IncidentID][]recount.Toll{}
	}
	tolls, done := d.past.tolls[id]
	d.past.mu.Unlock()
	if done {
		return tolls, tolls != nil, nil
	}
	then, err := d.Then(ctx, id, size)
	switch {
	case err == nil:
		tolls = append([]recount.Toll{}, then.Tolls...)
	case !errors.Is(err, recount.ErrNotFound):
		return nil, false, err
	}
	d.past.mu.Lock()
	if d.past.size == size {
		d.past.tolls[id] = tolls
	}
	d.past.mu.Unlock()
	return tolls, tolls != nil, nil
}

func figuresOf(t recount.Toll) [3]int { return [3]int{t.Best, t.High, t.Low} }
