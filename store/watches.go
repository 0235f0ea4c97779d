package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/recountlab/recount"
)

// A Watch is a place that names reports and is looked at again and again: a
// feed, a site map, a site that names a feed, a folder of files. It is neither
// evidence nor judgement, and the ledger does not know of it.
type Watch struct {
	Address string        `json:"-"`
	Paused  bool          `json:"-"`
	Due     time.Time     `json:"-"`                 // not looked at before
	Title   string        `json:"title,omitempty"`   // as it calls itself
	Every   time.Duration `json:"every"`             // between two looks
	Since   time.Time     `json:"since,omitzero"`    // what it dates before this is passed over
	Silence time.Duration `json:"silence,omitempty"` // nothing new for so long is an alarm; 0: judged by Gap
	Again   bool          `json:"again,omitempty"`   // pages are got again after they were added, to see whether they were changed
	Added   time.Time     `json:"added"`

	Looked       time.Time     `json:"looked,omitzero"` // last, with or without success
	Well         time.Time     `json:"well,omitzero"`   // last looked at with success
	Fails        int           `json:"fails,omitempty"` // looks that failed since Well
	Error        string        `json:"error,omitempty"` // why the last look failed, "" if it did not
	Feed         string        `json:"feed,omitempty"`  // the feed that a site names
	ETag         string        `json:"etag,omitempty"`
	LastModified string        `json:"lastModified,omitempty"`
	Newest       time.Time     `json:"newest,omitzero"` // of what it dates; else when something new was named last
	Gap          time.Duration `json:"gap,omitempty"`   // usual time between two things it names, 0 if not known
	Listed       int           `json:"listed"`          // named at the last look
}

// A Page is an address that a watch or a person named, and what became of it.
type Page struct {
	URL   string     `json:"-"`
	Watch string     `json:"-"` // "" if a person named it
	Host  string     `json:"-"`
	Named time.Time  `json:"-"`
	Got   *time.Time `json:"-"` // last got and added; nil if not yet
	Due   *time.Time `json:"-"` // when it is got, again if Got; nil: no more
	Tries int        `json:"-"` // that failed since Got

	Title        string             `json:"title,omitempty"` // as listed
	At           time.Time          `json:"at,omitzero"`     // as listed
	Reports      []recount.ReportID `json:"reports,omitempty"`
	Looks        int                `json:"looks,omitempty"` // times got
	Error        string             `json:"error,omitempty"` // why the last try failed
	ETag         string             `json:"etag,omitempty"`
	LastModified string             `json:"lastModified,omitempty"`
}

// PutWatch keeps a watch as it now is.
func (tx *Tx) PutWatch(ctx context.Context, w Watch) error {
	b, err := json.Marshal(w)
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO watches (address, due, paused, doc) VALUES ($1, $2, $3, $4)
			ON CONFLICT (address) DO UPDATE SET due = excluded.due, paused = excluded.paused, doc = excluded.doc`, w.Address, w.Due.UnixMicro(), w.Paused, string(b))
	}
	if err != nil {
		return fmt.Errorf("watch %s: %w", w.Address, err)
	}
	return nil
}

// DropWatch ends a watch, and with it the fetching of what it named that is
// not got yet. What was added stays.
func (tx *Tx) DropWatch(ctx context.Context, address string) error {
	if _, err := tx.Watch(ctx, address); err != nil {
		return err
	}
	err := tx.exec(ctx, `DELETE FROM watches WHERE address = $1`, address)
	if err == nil {
		err = tx.exec(ctx, `UPDATE pages SET due = NULL WHERE watch = $1`, address)
	}
	if err != nil {
		return fmt.Errorf("end watch %s: %w", address, err)
	}
	return nil
}

func readWatch(s scan) (w Watch, err error) {
	var due int64
	var b []byte
	if err = s(&w.Address, &due, &w.Paused, &b); err == nil {
		w.Due, err = time.UnixMicro(due).UTC(), json.Unmarshal(b, &w)
	}
	return w, err
}

// Watch returns one watch.
func (r *Reader) Watch(ctx context.Context, address string) (Watch, error) {
	w, err := row(ctx, r.q, readWatch, `SELECT address, due, paused, doc FROM watches WHERE address = $1`, address)
	if err != nil {
		return w, fmt.Errorf("watch %s: %w", address, err)
	}
	return w, nil
}

// Watches returns every watch, by address.
func (r *Reader) Watches(ctx context.Context) ([]Watch, error) {
	ws, err := rows(ctx, r.q, readWatch, `SELECT address, due, paused, doc FROM watches ORDER BY address`)
	if err != nil {
		return nil, fmt.Errorf("watches: %w", err)
	}
	return ws, nil
}

// LeaseWatch takes a watch that is due at now: nobody else is given it within
// d. It is ErrNotFound if none is.
func (db *DB) LeaseWatch(ctx context.Context, now time.Time, d time.Duration) (w Watch, err error) {
	err = db.Write(ctx, func(tx *Tx) error {
		w, err = row(ctx, tx, readWatch, `UPDATE watches SET due = $1 WHERE address = (SELECT address FROM watches WHERE paused = 0 AND due <= $2 ORDER BY due, address LIMIT 1)
			RETURNING address, due, paused, doc`, now.Add(d).UnixMicro(), now.UnixMicro())
		return err
	})
	if err != nil {
		return w, fmt.Errorf("lease watch: %w", err)
	}
	return w, nil
}

// NamePage notes a page to be got, and reports whether it is new: one that was
// named before is left as it is.
func (tx *Tx) NamePage(ctx context.Context, p Page) (fresh bool, err error) {
	there, err := tx.has(ctx, `SELECT 1 FROM pages WHERE url = $1`, p.URL)
	if err != nil || there {
		return false, err
	}
	return true, tx.PutPage(ctx, p)
}

// PutPage keeps what became of a page.
func (tx *Tx) PutPage(ctx context.Context, p Page) error {
	b, err := json.Marshal(p)
	if err == nil {
		err = tx.exec(ctx, `INSERT INTO pages (url, watch, host, named, got, due, tries, doc) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (url) DO UPDATE SET got = excluded.got, due = excluded.due, tries = excluded.tries, doc = excluded.doc`,
			p.URL, p.Watch, p.Host, p.Named.UnixMicro(), micro(p.Got), micro(p.Due), p.Tries, string(b))
	}
	if err != nil {
		return fmt.Errorf("page %s: %w", p.URL, err)
	}
	return nil
}

func micro(t *time.Time) *int64 {
	if t == nil {
		return nil
	}
	n := t.UnixMicro()
	return &n
}

const pageColumns = `url, watch, host, named, got, due, tries, doc`

func readPage(s scan) (p Page, err error) {
	var named int64
	var got, due *int64
	var b []byte
	if err = s(&p.URL, &p.Watch, &p.Host, &named, &got, &due, &p.Tries, &b); err != nil {
		return p, err
	}
	at := func(n *int64) *time.Time {
		if n == nil {
			return nil
		}
		t := time.UnixMicro(*n).UTC()
		return &t
	}
	p.Named, p.Got, p.Due = time.UnixMicro(named).UTC(), at(got), at(due)
	return p, json.Unmarshal(b, &p)
}

// LeasePage takes the page longest due at now whose host is none of busy:
// nobody else is given it within d. Pages of paused watches wait. It is
// ErrNotFound if there is none.
func (db *DB) LeasePage(ctx context.Context, now time.Time, d time.Duration, busy ...string) (p Page, err error) {
	err = db.Write(ctx, func(tx *Tx) error {
		p, err = row(ctx, tx, readPage, `UPDATE pages SET due = $1 WHERE url = (SELECT url FROM pages AS p WHERE due IS NOT NULL AND due <= $2
			AND host NOT IN (SELECT value FROM json_each($3)) AND NOT EXISTS (SELECT 1 FROM watches AS w WHERE w.address = p.watch AND w.paused = 1)
			ORDER BY due, url LIMIT 1) RETURNING `+pageColumns, now.Add(d).UnixMicro(), now.UnixMicro(), list(busy))
		return err
	})
	if err != nil {
		return p, fmt.Errorf("lease page: %w", err)
	}
	return p, nil
}

// Page returns what became of one address.
func (r *Reader) Page(ctx context.Context, url string) (Page, error) {
	p, err := row(ctx, r.q, readPage, `SELECT `+pageColumns+` FROM pages WHERE url = $1`, url)
	if err != nil {
		return p, fmt.Errorf("page %s: %w", url, err)
	}
	return p, nil
}

// Troubled returns the pages whose last try failed, latest named first.
func (r *Reader) Troubled(ctx context.Context, limit int) ([]Page, error) {
	ps, err := rows(ctx, r.q, readPage, `SELECT `+pageColumns+` FROM pages WHERE tries > 0 ORDER BY named DESC, url LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("pages in trouble: %w", err)
	}
	return ps, nil
}

// ByHand returns the pages that people named, latest first.
func (r *Reader) ByHand(ctx context.Context, limit int) ([]Page, error) {
	ps, err := rows(ctx, r.q, readPage, `SELECT `+pageColumns+` FROM pages WHERE watch = '' ORDER BY named DESC, url LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("pages named by hand: %w", err)
	}
	return ps, nil
}

// PageCounts counts the pages that one watch named.
type PageCounts struct {
	All     int
	Got     int
	Recent  int // got since the time asked for
	Waiting int // to be got for the first time
	Lost    int // given up without being got
}

// PagesNamed counts pages by the watch that named them, "" for those that
// people named.
func (r *Reader) PagesNamed(ctx context.Context, since time.Time) (map[string]PageCounts, error) {
	out := map[string]PageCounts{}
	_, err := rows(ctx, r.q, func(s scan) (v struct{}, err error) {
		var watch string
		var t PageCounts
		err = s(&watch, &t.All, &t.Got, &t.Recent, &t.Waiting, &t.Lost)
		out[watch] = t
		return v, err
	}, `SELECT watch, count(*), count(got), count(*) FILTER (WHERE got >= $1), count(*) FILTER (WHERE got IS NULL AND due IS NOT NULL),
		count(*) FILTER (WHERE got IS NULL AND due IS NULL) FROM pages GROUP BY watch`, since.UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("count pages: %w", err)
	}
	return out, nil
}

// NextDue returns when the next watch or page is due, ErrNotFound if nothing
// ever is.
func (r *Reader) NextDue(ctx context.Context) (time.Time, error) {
	n, err := row(ctx, r.q, one[*int64], `SELECT min(due) FROM (SELECT min(due) AS due FROM watches WHERE paused = 0
		UNION ALL SELECT min(due) FROM pages AS p WHERE due IS NOT NULL AND NOT EXISTS (SELECT 1 FROM watches AS w WHERE w.address = p.watch AND w.paused = 1))`)
	if err == nil && n == nil {
		err = recount.ErrNotFound
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("next due: %w", err)
	}
	return time.UnixMicro(*n).UTC(), nil
}
