package collect

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/temoto/robotstxt"

	"github.com/recountlab/recount"
)

// hosts are those asked so far. What is known of a host is forgotten when the
// fetcher is.
type hosts struct {
	mu sync.Mutex
	by map[string]*host
}

type host struct {
	turn  chan struct{} // one request at a time
	next  time.Time     // not to be asked before
	delay atomic.Int64  // between requests, as robots.txt asks for

	rules sync.Mutex // of what follows
	known time.Time  // when robots.txt was read, zero if never
	robot *robotstxt.Group
}

// A robots.txt is read again after this long (RFC 9309 allows a day).
const robotsKept = time.Hour

// The longest delay between requests that is heeded; a host that wants more
// gets this.
const maxDelay = 30 * time.Second

func (h *hosts) get(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	k := h.by[name]
	if k == nil {
		k = &host{turn: make(chan struct{}, 1)}
		h.by[name] = k
	}
	return k
}

// turn waits until it is right to ask a host. The caller says when it is done.
func (h *hosts) turn(ctx context.Context, name string, every time.Duration) (done func(), err error) {
	k := h.get(name)
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := sleep(ctx, time.Until(k.next)); err != nil {
		<-k.turn
		return nil, err
	}
	return func() {
		k.next = time.Now().Add(max(every, time.Duration(k.delay.Load())))
		<-k.turn
	}, nil
}

// allowed asks a host's robots.txt whether an address may be fetched. As RFC
// 9309 has it, a host without one allows everything, and one that cannot give
// it for the moment nothing.
func (f *Fetcher) allowed(ctx context.Context, u *url.URL) error {
	k := f.hosts.get(u.Scheme + "://" + u.Host)
	k.rules.Lock()
	defer k.rules.Unlock()
	if k.known.IsZero() || time.Since(k.known) > robotsKept {
		if err := f.readRobots(ctx, u, k); err != nil {
			return err
		}
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if k.robot != nil && !k.robot.Test(path) {
		return fmt.Errorf("%s: the robots.txt of %s asks not to fetch this: %w", u.Redacted(), u.Host, recount.ErrDenied)
	}
	return nil
}

func (f *Fetcher) readRobots(ctx context.Context, u *url.URL, k *host) error {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	c, err := f.follow(ctx, at, Ask{}, false)
	k.robot = nil
	var later *Later
	switch {
	case errors.As(err, &later):
		return &Later{later.After, fmt.Errorf("robots.txt of %s: %w", u.Host, later.Err)}
	case errors.Is(err, recount.ErrNotFound), errors.Is(err, recount.ErrDenied), errors.Is(err, recount.ErrInvalid):
	case err != nil:
		return err // the host itself cannot be reached, or is refused
	default:
		rules, err := robotstxt.FromStatusAndBytes(http.StatusOK, c.Body[:min(len(c.Body), 512<<10)])
		if err != nil { // not rules: as if there were none
			break
		}
		k.robot = rules.FindGroup("recount")
		f.hosts.get(u.Host).delay.Store(int64(min(k.robot.CrawlDelay, maxDelay)))
	}
	k.known = time.Now()
	return nil
}
