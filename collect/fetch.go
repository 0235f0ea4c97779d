package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A Fetcher gets pages from the web and nothing from anywhere else: addresses
// of the machine itself, of its neighbours and of private networks are refused
// when they are dialled, whatever name led there. It asks a host for one thing
// at a time, heeds its robots.txt, waits between requests and comes back later
// when it is told to. It keeps no cookies, sends no referrer and runs nothing
// of what it gets. It is safe for use by several goroutines.
type Fetcher struct {
	client *http.Client
	guard  *ssrf.Guardian
	with   Manners
	now    func() time.Time
	hosts  hosts
}

// Manners are how a fetcher behaves. The zero value is the default.
type Manners struct {
	Agent        string         // who asks; a name and where to complain
	Proxy        *url.URL       // http, https, socks5 or socks5h, which also looks names up: fetching reveals interest
	Allow        []netip.Prefix // private networks that may be reached all the same
	Every        time.Duration  // between two requests to one host, 1 s if zero; robots.txt may ask for more
	Patience     time.Duration  // that one answer may take, 30 s if zero
	Retries      int            // how often what failed for the moment is asked again, 2 if zero, none if below
	IgnoreRobots bool           // fetch what robots.txt asks not to
}

const (
	maxRedirects = 5
	maxWait      = time.Minute // to wait for a host that asks for it; longer is Later
	agent        = "recount/1 (casualty recording; one page at a time)"
)

// A Later is the error of a host that is to be asked again later.
type Later struct {
	After time.Duration // at the least
	Err   error
}

func (l *Later) Error() string {
	return fmt.Sprintf("%v; ask again in %s", l.Err, l.After.Round(time.Second))
}
func (l *Later) Unwrap() error { return l.Err }

// ErrSame says that what is asked for has not changed since.
var ErrSame = errors.New("not changed")

// An Ask is one address to be got, if it changed since it was last got.
type Ask struct {
	URL          string
	ETag         string // of the last answer, "" if unknown
	LastModified string // of the last answer, "" if unknown
}

// AskAgain asks for an address from which c came, if it changed since.
func AskAgain(addr string, c archive.Capture) Ask {
	h := http.Header(c.Header)
	return Ask{URL: addr, ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified")}
}

// NewFetcher returns a fetcher that dates what it gets by now.
func NewFetcher(now func() time.Time, with Manners) *Fetcher {
	var v4, v6 []netip.Prefix
	for _, p := range with.Allow {
		if p.Addr().Unmap().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	if with.Agent == "" {
		with.Agent = agent
	}
	if with.Every == 0 {
		with.Every = time.Second
	}
	if with.Patience == 0 {
		with.Patience = 30 * time.Second
	}
	if with.Retries == 0 {
		with.Retries = 2
	}
	f := &Fetcher{with: with, now: now, hosts: hosts{by: map[string]*host{}},
		guard: ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: f.guard.Safe}
	t := &http.Transport{TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: 64 << 10, MaxIdleConnsPerHost: 1, IdleConnTimeout: 10 * time.Second}
	if with.Proxy != nil { // the only thing dialled; what it is asked for is looked at before
		t.Proxy = http.ProxyURL(with.Proxy)
		dialer.Control = nil
	}
	t.DialContext = dialer.DialContext
	f.client = &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return f
}

// webOnly refuses addresses that are not of the web, and those that a proxy
// would otherwise reach on the far side of the guard.
func (f *Fetcher) webOnly(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return fmt.Errorf("%s: only http and https addresses are fetched: %w", u.Redacted(), recount.ErrInvalid)
	}
	if f.with.Proxy == nil {
		return nil
	}
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, end := range []string{"localhost", "local", "internal", "home.arpa", "lan"} {
		if name == end || strings.HasSuffix(name, "."+end) {
			return fmt.Errorf("%s: not asked of a proxy: %w", u.Redacted(), ssrf.ErrProhibitedIP)
		}
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		if !strings.ContainsFunc(name, func(r rune) bool { return r > '9' || r == '-' }) { // 127.1, 2130706433
			return fmt.Errorf("%s: not asked of a proxy: %w", u.Redacted(), ssrf.ErrProhibitedIP)
		}
		return nil
	}
	network := "tcp6"
	if ip = ip.Unmap(); ip.Is4() {
		network = "tcp4"
	}
	return f.guard.Safe(network, net.JoinHostPort(ip.String(), "80"), nil)
}

// Fetch gets one page.
func (f *Fetcher) Fetch(ctx context.Context, addr string) (archive.Capture, error) {
	return f.Get(ctx, Ask{URL: addr})
}

// Get gets what an address holds now, following redirects: the capture has the
// address where it was found at last, and those that led there. What has not
// changed is ErrSame, what is not there ErrNotFound, what robots.txt asks not
// to fetch ErrDenied, what is no address of the web or is too large ErrInvalid,
// and a [Later] says when to come back.
func (f *Fetcher) Get(ctx context.Context, ask Ask) (archive.Capture, error) {
	fail := func(err error) (archive.Capture, error) {
		return archive.Capture{}, fmt.Errorf("fetch %s: %w", ask.URL, err)
	}
	u, err := url.Parse(ask.URL)
	if err != nil {
		return fail(recount.ErrInvalid)
	}
	for try := 0; ; try++ {
		c, err := f.follow(ctx, u, ask, !f.with.IgnoreRobots)
		var later *Later
		if err == nil || !errors.As(err, &later) || try >= f.with.Retries || later.After > maxWait {
			if err != nil {
				return fail(err)
			}
			return c, nil
		}
		if err := sleep(ctx, later.After); err != nil {
			return fail(err)
		}
	}
}

// follow gets what an address leads to, of what robots.txt allows if heed.
func (f *Fetcher) follow(ctx context.Context, u *url.URL, ask Ask, heed bool) (archive.Capture, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*f.with.Patience)
	defer cancel()
	var via []string
	for {
		if err := f.webOnly(u); err != nil {
			return archive.Capture{}, err
		}
		if heed {
			if err := f.allowed(ctx, u); err != nil {
				return archive.Capture{}, err
			}
		}
		res, body, err := f.once(ctx, u, ask)
		if err != nil {
			return archive.Capture{}, err
		}
		next, err := redirect(u, res)
		if err != nil {
			return archive.Capture{}, err
		}
		if next == nil {
			u.Fragment = ""
			return archive.Capture{URL: u.String(), Via: via, At: f.now().UTC(), Status: res.StatusCode, Header: res.Header, Body: body}, nil
		}
		if via = append(via, u.String()); len(via) > maxRedirects {
			return archive.Capture{}, fmt.Errorf("more than %d redirects: %w", maxRedirects, recount.ErrInvalid)
		}
		u = next
	}
}

// redirect returns where an answer sends to, nil if nowhere.
func redirect(u *url.URL, res *http.Response) (*url.URL, error) {
	to := res.Header.Get("Location")
	if res.StatusCode < 301 || res.StatusCode > 308 || res.StatusCode == 304 || to == "" {
		return nil, nil
	}
	next, err := u.Parse(to)
	if err != nil {
		return nil, fmt.Errorf("sent to %q: %w", to, recount.ErrInvalid)
	}
	return next, nil
}

// once asks once, when it is the host's turn, and reads the answer.
func (f *Fetcher) once(ctx context.Context, u *url.URL, ask Ask) (*http.Response, []byte, error) {
	done, err := f.hosts.turn(ctx, u.Host, f.with.Every)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	within, cancel := context.WithTimeout(ctx, f.with.Patience)
	defer cancel()
	req, err := http.NewRequestWithContext(within, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("User-Agent", f.with.Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/feed+json,application/atom+xml,application/rss+xml,text/plain;q=0.9,*/*;q=0.5")
	if ask.ETag != "" {
		req.Header.Set("If-None-Match", ask.ETag)
	}
	if ask.LastModified != "" {
		req.Header.Set("If-Modified-Since", ask.LastModified)
	}
	res, err := f.client.Do(req)
	if err != nil {
		if net := net.Error(nil); errors.As(err, &net) && net.Timeout() && ctx.Err() == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = &Later{time.Second, err}
		}
		return nil, nil, err
	}
	defer res.Body.Close()
	switch s := res.StatusCode; {
	case s == http.StatusNotModified:
		return nil, nil, ErrSame
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable, s == http.StatusBadGateway, s == http.StatusGatewayTimeout:
		return nil, nil, &Later{retryAfter(res.Header.Get("Retry-After"), f.now()), fmt.Errorf("the server answered %s", res.Status)}
	case s == http.StatusOK, s > 300 && s < 309:
	case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusUnavailableForLegalReasons:
		return nil, nil, fmt.Errorf("the server answered %s: %w", res.Status, recount.ErrDenied)
	default:
		return nil, nil, fmt.Errorf("the server answered %s: %w", res.Status, recount.ErrNotFound)
	}
	most := Limit
	if typ := res.Header.Get("Content-Type"); strings.HasPrefix(typ, "application/") && !strings.Contains(typ, "xml") && !strings.Contains(typ, "json") { // a document
		most = Whole
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, int64(most)+1)) // after decompression
	if err != nil {
		return nil, nil, fmt.Errorf("the answer broke off after %d bytes: %w", len(body), err)
	}
	if len(body) > most {
		return nil, nil, fmt.Errorf("more than %d bytes: %w", most, recount.ErrInvalid)
	}
	return res, body, nil
}

// retryAfter reads when a host wants to be asked again, in seconds or as a
// date; ten seconds if it does not say.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return time.Duration(min(n, 7*24*3600)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(now))
	}
	return 10 * time.Second
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
