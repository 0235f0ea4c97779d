package collect

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"code.dny.dev/ssrf"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A Fetcher gets pages from the web and nothing from anywhere else: addresses
// of the machine itself, of its neighbours and of private networks are refused
// when they are dialled, whatever name led there.
type Fetcher struct {
	client *http.Client
	now    func() time.Time
}

const (
	maxRedirects = 5
	maxTime      = 30 * time.Second
)

// NewFetcher returns a fetcher that dates what it gets by now.
func NewFetcher(now func() time.Time) *Fetcher {
	return newFetcher(now, ssrf.New(ssrf.WithAnyPort()))
}

func newFetcher(now func() time.Time, guard *ssrf.Guardian) *Fetcher {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: guard.Safe}
	return &Fetcher{now: now, client: &http.Client{
		Timeout: maxTime,
		Transport: &http.Transport{ // no proxy: behind one the guard would see only the proxy's address
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second, ForceAttemptHTTP2: true,
			MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("more than %d redirects: %w", maxRedirects, recount.ErrInvalid)
			}
			return webOnly(r.URL)
		},
	}}
}

func webOnly(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return fmt.Errorf("%s: only http and https addresses are fetched: %w", u.Redacted(), recount.ErrInvalid)
	}
	return nil
}

// Fetch gets one page.
func (f *Fetcher) Fetch(ctx context.Context, addr string) (archive.Capture, error) {
	u, err := url.Parse(addr)
	if err != nil {
		return archive.Capture{}, fmt.Errorf("fetch %q: %w", addr, recount.ErrInvalid)
	}
	if err := webOnly(u); err != nil {
		return archive.Capture{}, fmt.Errorf("fetch: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return archive.Capture{}, fmt.Errorf("fetch %s: %w", addr, err)
	}
	req.Header.Set("User-Agent", "recount/1 (casualty recording; one page at a time)")
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9")
	res, err := f.client.Do(req)
	if err != nil {
		return archive.Capture{}, fmt.Errorf("fetch %s: %w", addr, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return archive.Capture{}, fmt.Errorf("fetch %s: the server answered %s: %w", addr, res.Status, recount.ErrNotFound)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, Limit+1))
	if err != nil {
		return archive.Capture{}, fmt.Errorf("fetch %s: %w", addr, err)
	}
	if len(body) > Limit {
		return archive.Capture{}, fmt.Errorf("fetch %s: more than %d bytes: %w", addr, Limit, recount.ErrInvalid)
	}
	return archive.Capture{URL: addr, At: f.now().UTC(), Status: res.StatusCode, Header: res.Header, Body: body}, nil
}
