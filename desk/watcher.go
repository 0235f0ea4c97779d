package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/store"
)

const (
	pageLease = 10 * time.Minute // how long one page may take before it counts as lost
	atOnce    = 4                // pages got at once, each from another host
	nap       = 5 * time.Second  // before it is looked whether something is due that was not
)

// A Watcher looks at what is watched and gets what is named there. Several, also
// in several processes, share the work. What is being done when the program
// is killed is done again; a page that comes in twice is one report.
type Watcher struct {
	Desk  *Desk
	By    recount.Actor
	Fetch *collect.Fetcher
	Whole bool          // what pages show is kept with them: see Complete
	Done  func(Watched) // is told of each thing done; by one goroutine at a time

	mu   sync.Mutex
	busy []string // hosts that pages are being got from
	told sync.Mutex
}

// A Watched says what became of one look, or of one page.
type Watched struct {
	Address string
	Look    bool    // at a watch; else a page was got
	Named   int     // new pages that a look named
	Added   []Added // what came of a page; none if it was not changed
	Kept    int     // images and style sheets kept with it
	Missed  int     // and those not to be had
	Err     error
}

// Once does all that is due, and what follows from it.
func (w *Watcher) Once(ctx context.Context) error {
	var g errgroup.Group
	var active atomic.Int32
	for range atOnce {
		g.Go(func() error {
			for {
				active.Add(1)
				did, err := w.step(ctx)
				if others := active.Add(-1); err != nil || !did && others == 0 {
					return err
				}
				if !did { // another may yet name something
					if err := rest(ctx, 50*time.Millisecond); err != nil {
						return err
					}
				}
			}
		})
	}
	err := g.Wait()
	if err != nil {
		return err
	}
	if _, err := w.Desk.Work(ctx, "watch"); err != nil {
		return err
	}
	_, err = w.Desk.Refine(ctx, false, func(Refined) {})
	return err
}

// Run does what is due whenever it is, until ctx ends.
func (w *Watcher) Run(ctx context.Context) error {
	for {
		if err := w.Once(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		for {
			if rest(ctx, nap) != nil {
				return nil
			}
			next, err := w.Desk.DB.NextDue(ctx)
			if err == nil && !next.After(w.Desk.time()) {
				break
			}
			if err != nil && !errors.Is(err, recount.ErrNotFound) {
				if ctx.Err() != nil {
					return nil
				}
				return err
			}
		}
	}
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// step does one thing that is due, and reports whether there was one. Errors
// are of the casebook, or say that the work was stopped.
func (w *Watcher) step(ctx context.Context) (did bool, err error) {
	if next, err := w.Desk.DB.NextDue(ctx); errors.Is(err, recount.ErrNotFound) || err == nil && next.After(w.Desk.time()) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	watch, err := w.Desk.DB.LeaseWatch(ctx, w.Desk.time(), pageLease)
	if err == nil {
		fresh, err := w.Desk.look(ctx, w.Fetch, watch)
		if stopped := ctx.Err(); stopped != nil {
			return true, stopped
		}
		w.tell(Watched{Address: watch.Address, Look: true, Named: fresh, Err: err})
		return true, nil
	}
	if !errors.Is(err, recount.ErrNotFound) {
		return false, err
	}
	page, err := w.lease(ctx)
	if err != nil {
		if errors.Is(err, recount.ErrNotFound) {
			err = nil
		}
		return false, err
	}
	defer w.free(page.Host)
	done, err := w.get(ctx, page)
	if err != nil {
		return true, err
	}
	w.tell(done)
	return true, nil
}

// lease takes a page from a host that nothing is being got from.
func (w *Watcher) lease(ctx context.Context) (store.Page, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, err := w.Desk.DB.LeasePage(ctx, w.Desk.time(), pageLease, w.busy...)
	if err == nil {
		w.busy = append(w.busy, p.Host)
	}
	return p, err
}

func (w *Watcher) free(host string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if i := slices.Index(w.busy, host); i >= 0 {
		w.busy = slices.Delete(w.busy, i, i+1)
	}
}

func (w *Watcher) tell(x Watched) {
	if w.Done != nil {
		w.told.Lock()
		defer w.told.Unlock()
		w.Done(x)
	}
}

// get gets one page, adds what is in it, and notes what became of it.
func (w *Watcher) get(ctx context.Context, p store.Page) (out Watched, err error) {
	out.Address = p.URL
	same := false
	if IsFolder(p.URL) {
		name := p.URL[:max(0, strings.LastIndexByte(p.URL, '#'))]
		err = w.Desk.AddAll(ctx, w.By, []string{name}, func(a Added) { out.Added = append(out.Added, a) })
	} else {
		c, failed := w.Fetch.Get(ctx, collect.Ask{URL: p.URL, ETag: p.ETag, LastModified: p.LastModified})
		if same = errors.Is(failed, collect.ErrSame); !same {
			out.Err = failed
		}
		if failed == nil {
			out.Added, err = w.Desk.Receive(ctx, w.By, "", c)
			if w.Whole && err == nil {
				err = w.complete(ctx, &out)
			}
			next := collect.AskAgain(p.URL, c)
			p.ETag, p.LastModified = next.ETag, next.LastModified
		}
	}
	keep := ctx
	if stopped := ctx.Err(); stopped != nil { // give it back
		now := w.Desk.time()
		p.Due, err = &now, stopped
		keep = context.WithoutCancel(ctx)
	} else if err == nil {
		w.note(&p, &out)
	}
	if kept := w.Desk.write(keep, func(tx *store.Tx) error {
		watch, err := tx.Watch(keep, p.Watch)
		switch {
		case errors.Is(err, recount.ErrNotFound):
			if p.Watch != "" { // ended meanwhile
				p.Due = nil
			}
		case err != nil:
			return err
		case p.Got != nil && p.Due == nil && watch.Again && p.Looks <= len(again):
			due := p.Got.Add(again[p.Looks-1])
			p.Due = &due
		}
		return tx.PutPage(keep, p)
	}); err == nil {
		err = kept
	}
	return out, err
}

// complete keeps what new pages show. What cannot be got of it is noted with
// the page and no error.
func (w *Watcher) complete(ctx context.Context, out *Watched) error {
	for _, a := range out.Added {
		if a.Err != nil || !a.New {
			continue
		}
		q, err := w.Desk.Complete(ctx, w.By, a.Report, w.Fetch.Fetch)
		if err != nil {
			return err
		}
		out.Kept, out.Missed = out.Kept+len(q.Kept), out.Missed+len(q.Missed)
	}
	return nil
}

// note notes on a page what became of it.
func (w *Watcher) note(p *store.Page, out *Watched) {
	now := w.Desk.time()
	if out.Err != nil {
		p.Tries, p.Error, p.Due = p.Tries+1, about(p.URL, out.Err), nil
		gone := errors.Is(out.Err, recount.ErrNotFound) || errors.Is(out.Err, recount.ErrInvalid) || errors.Is(out.Err, recount.ErrDenied)
		if !gone && p.Tries < maxTries {
			due := now.Add(max(later(out.Err), firstWait<<(2*(p.Tries-1))))
			p.Due = &due
		}
		return
	}
	p.Got, p.Due, p.Tries, p.Error = &now, nil, 0, ""
	p.Looks++
	for _, a := range out.Added {
		if a.Err != nil {
			out.Err = a.Err
			p.Tries, p.Error = 1, a.Err.Error()
		} else if len(p.Reports) < 100 && !slices.Contains(p.Reports, a.Report) {
			p.Reports = append(p.Reports, a.Report)
		}
	}
}
