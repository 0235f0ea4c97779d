package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/store"
)

// What a watch is if nothing else is said.
const (
	DefaultEvery = time.Hour          // of an address
	FolderEvery  = time.Minute        // of a folder
	DefaultSince = 7 * 24 * time.Hour // before the watch began
)

const (
	leastEvery = time.Minute
	maxUndated = 500             // pages without a day that one look takes on
	stillness  = 3 * time.Second // that a file must lie untouched before it is read
	leastQuiet = 24 * time.Hour  // silence shorter than this is none
	quietGaps  = 6               // times the usual gap is silence
	maxTries   = 6               // of one page
	firstWait  = 10 * time.Minute
)

// again is how long after a page was last got it is got again, to see whether
// it was changed: most corrections of a toll come within days.
var again = []time.Duration{24 * time.Hour, 3 * 24 * time.Hour, 10 * 24 * time.Hour}

// IsFolder reports whether a watch is of a folder of this machine and not of
// an address on the web.
func IsFolder(address string) bool {
	return !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://")
}

// WatchAddress is the name of the watch of a folder or of an address.
func WatchAddress(name string) (string, error) {
	if IsFolder(name) {
		return filepath.Abs(name)
	}
	if u, err := url.Parse(name); err != nil || u.Host == "" {
		return name, fmt.Errorf("%q is no address: %w", name, recount.ErrInvalid)
	}
	return name, nil
}

// Watch begins a watch, or changes how one goes on that is there: its state is
// kept. Zero times are the defaults.
func (d *Desk) Watch(ctx context.Context, w store.Watch) (store.Watch, error) {
	fail := func(err error) (store.Watch, error) { return w, fmt.Errorf("watch %s: %w", w.Address, err) }
	addr, err := WatchAddress(w.Address)
	if err != nil {
		return fail(err)
	}
	if w.Address = addr; IsFolder(addr) {
		w.Again = false // a file that was changed is another anyway
		if info, err := os.Stat(addr); err != nil {
			return fail(fmt.Errorf("want an address that begins with https:// or a folder: %w", err))
		} else if !info.IsDir() {
			return fail(fmt.Errorf("not a folder: %w", recount.ErrInvalid))
		}
	}
	every := w.Every
	err = d.write(ctx, func(tx *store.Tx) error {
		old, err := tx.Watch(ctx, w.Address)
		switch {
		case err == nil:
			old.Every, old.Silence, old.Again, old.Since = cmp.Or(w.Every, old.Every), cmp.Or(w.Silence, old.Silence), w.Again, w.Since
			if w.Since.IsZero() {
				old.Since = then(old)
			}
			old.ETag, old.LastModified = "", "" // what was passed over may be wanted now
			w = old
		case errors.Is(err, recount.ErrNotFound):
			w.Added = d.time()
			w.Since = then(w)
			if w.Every = cmp.Or(w.Every, DefaultEvery); IsFolder(addr) && every == 0 {
				w.Every = FolderEvery
			}
		default:
			return err
		}
		w.Every, w.Due = max(w.Every, leastEvery), d.time()
		return tx.PutWatch(ctx, w)
	})
	if err != nil {
		return fail(err)
	}
	return w, nil
}

func then(w store.Watch) time.Time {
	if w.Since.IsZero() && !IsFolder(w.Address) {
		return w.Added.Add(-DefaultSince)
	}
	return w.Since
}

// Pause keeps a watch from being looked at, and what it named from being got,
// until it is called again with paused false.
func (d *Desk) Pause(ctx context.Context, address string, paused bool) error {
	return d.write(ctx, func(tx *store.Tx) error {
		w, err := tx.Watch(ctx, address)
		if err != nil {
			return err
		}
		if w.Paused = paused; !paused {
			w.Due = d.time()
		}
		return tx.PutWatch(ctx, w)
	})
}

// Unwatch ends a watch. What came in by it stays.
func (d *Desk) Unwatch(ctx context.Context, address string) error {
	return d.write(ctx, func(tx *store.Tx) error { return tx.DropWatch(ctx, address) })
}

// Name asks for a page to be got by whoever watches, now: for the first time,
// or again.
func (d *Desk) Name(ctx context.Context, address string) error {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no address of the web: %w", address, recount.ErrInvalid)
	}
	u.Fragment = ""
	now := d.time()
	return d.write(ctx, func(tx *store.Tx) error {
		p, err := tx.Page(ctx, u.String())
		if errors.Is(err, recount.ErrNotFound) {
			p, err = store.Page{URL: u.String(), Host: u.Host, Named: now}, nil
		}
		if err != nil {
			return err
		}
		p.Due, p.Tries, p.Error, p.ETag, p.LastModified = &now, 0, "", "", ""
		return tx.PutPage(ctx, p)
	})
}

// A Health says how a watch does.
type Health string

const (
	Well     Health = "well"
	New      Health = "new"     // not looked at yet
	Paused   Health = "paused"  // by a person
	Failing  Health = "failing" // the last look failed
	SilentAt Health = "silent"  // nothing new for much longer than usual
)

// HealthOf says how a watch does at now.
func HealthOf(w store.Watch, now time.Time) Health {
	switch {
	case w.Paused:
		return Paused
	case w.Looked.IsZero():
		return New
	case w.Fails > 0:
		return Failing
	case SilentAfter(w) > 0 && now.Sub(w.Newest) > SilentAfter(w):
		return SilentAt
	}
	return Well
}

// SilentAfter is how long a watch may name nothing new before that is an
// alarm, 0 if it is not known how long is usual.
func SilentAfter(w store.Watch) time.Duration {
	if w.Silence > 0 || w.Gap == 0 {
		return w.Silence
	}
	return max(leastQuiet, quietGaps*w.Gap)
}

// look looks at a watch that was leased, and notes what it names.
func (d *Desk) look(ctx context.Context, f *collect.Fetcher, w store.Watch) (fresh int, err error) {
	var pages []store.Page
	if w.Looked = d.time(); IsFolder(w.Address) {
		pages, err = d.lookInto(&w)
	} else {
		pages, err = d.lookAt(ctx, f, &w)
	}
	if stopped := ctx.Err(); stopped != nil {
		w.Due = d.time() // of nobody's fault
		return 0, errors.Join(stopped, d.write(context.WithoutCancel(ctx), func(tx *store.Tx) error { return d.keepWatch(ctx, tx, w, false) }))
	}
	same := errors.Is(err, collect.ErrSame)
	if w.Due = w.Looked.Add(w.Every); errors.Is(err, errMoving) {
		w.Due, err = w.Looked.Add(stillness), nil
	}
	if err != nil && !same {
		w.Fails, w.Error = w.Fails+1, about(w.Address, err)
		w.Due = w.Looked.Add(max(w.Every, later(err), min(w.Every<<min(w.Fails, 10), 24*time.Hour)))
	} else {
		w.Well, w.Fails, w.Error = w.Looked, 0, ""
	}
	out := err
	err = d.write(ctx, func(tx *store.Tx) error {
		fresh = 0
		undated := 0
		for _, p := range pages {
			if p.At.IsZero() && undated >= maxUndated {
				continue // the next look takes them on
			}
			if vs, err := tx.Versions(ctx, p.URL); err != nil {
				return err
			} else if len(vs) > 0 { // it came in on another way
				p.Due, p.Got = nil, p.Due
			}
			is, err := tx.NamePage(ctx, p)
			if err != nil {
				return err
			}
			if is {
				fresh++
				if p.At.IsZero() {
					undated++
				}
			}
		}
		if fresh > 0 && (w.Newest.IsZero() || w.Gap == 0) {
			w.Newest = w.Looked
		}
		return d.keepWatch(ctx, tx, w, true)
	})
	if err != nil {
		return 0, err
	}
	if same {
		out = nil
	}
	return fresh, out
}

// keepWatch keeps what was seen of a watch, but for what a person changed
// meanwhile.
func (d *Desk) keepWatch(ctx context.Context, tx *store.Tx, w store.Watch, seen bool) error {
	now, err := tx.Watch(ctx, w.Address)
	if errors.Is(err, recount.ErrNotFound) { // ended meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	if !seen {
		now.Due = w.Due
		return tx.PutWatch(ctx, now)
	}
	w.Paused, w.Every, w.Silence, w.Again, w.Since = now.Paused, now.Every, now.Silence, now.Again, now.Since
	return tx.PutWatch(ctx, w)
}

// about says what an error says beside the address that it stands under.
func about(address string, err error) string {
	return strings.TrimPrefix(err.Error(), "fetch "+address+": ")
}

func later(err error) time.Duration {
	var l *collect.Later
	if errors.As(err, &l) {
		return l.After
	}
	return 0
}

// lookAt asks for a listing, and returns the pages in it that are wanted.
func (d *Desk) lookAt(ctx context.Context, f *collect.Fetcher, w *store.Watch) (pages []store.Page, err error) {
	ask := collect.Ask{URL: w.Address, ETag: w.ETag, LastModified: w.LastModified}
	if w.Feed != "" {
		ask.URL = w.Feed
	}
	n, err := f.List(ctx, ask)
	if err != nil {
		if w.Feed != "" && !errors.Is(err, collect.ErrSame) { // it may name another by now
			w.Feed, w.ETag, w.LastModified = "", "", ""
		}
		return nil, err
	}
	if n.Feed != "" {
		w.Feed = n.Feed
	}
	w.ETag, w.LastModified, w.Title, w.Listed = n.Ask.ETag, n.Ask.LastModified, n.Title, len(n.Items)
	var dated []time.Time
	now := w.Looked
	for _, it := range n.Items {
		if !it.At.IsZero() && it.At.Before(now.Add(24*time.Hour)) {
			dated = append(dated, it.At)
		}
		u, err := url.Parse(it.URL)
		if err != nil || !it.At.IsZero() && it.At.Before(w.Since) {
			continue
		}
		pages = append(pages, store.Page{URL: it.URL, Watch: w.Address, Host: u.Host, Named: now, Due: &now, Title: it.Title, At: it.At})
	}
	w.Gap = 0
	if len(dated) > 2 {
		slices.SortFunc(dated, time.Time.Compare)
		last := dated[len(dated)-1]
		w.Newest, w.Gap = last, last.Sub(dated[0])/time.Duration(len(dated)-1)
	}
	return pages, errors.Join(n.Bad...)
}

// errMoving says that something in a folder is still being written.
var errMoving = errors.New("a file is being written")

// lookInto returns the files of a folder that lie still. A file that was
// changed since it was added is another.
func (d *Desk) lookInto(w *store.Watch) (pages []store.Page, err error) {
	now := w.Looked
	w.Listed = 0
	moving := false
	err = filepath.WalkDir(w.Address, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if strings.HasPrefix(name, ".") && file != w.Address {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() || !e.Type().IsRegular() {
			return nil
		}
		switch strings.ToLower(filepath.Ext(name)) {
		case ".part", ".partial", ".tmp", ".crdownload", ".download":
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		w.Listed++
		if now.Sub(info.ModTime()) < stillness && info.ModTime().Before(now) {
			moving = true
			return nil
		}
		pages = append(pages, store.Page{URL: fmt.Sprintf("%s#%d-%d", file, info.Size(), info.ModTime().UnixMicro()), Watch: w.Address, Named: now, Due: &now, At: info.ModTime()})
		return nil
	})
	if err == nil && moving {
		err = errMoving
	}
	return pages, err
}
