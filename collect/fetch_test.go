package collect

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"code.dny.dev/ssrf"

	"github.com/recountlab/recount"
)

// fast are manners for a site on this machine.
var fast = Manners{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Every: time.Microsecond, Retries: -1}

// A testSite is what the tests fetch from, and the log of what was asked of it.
type testSite struct {
	*httptest.Server
	mux *http.ServeMux
	mu  sync.Mutex
	log []string
}

func newSite(t *testing.T) *testSite {
	s := &testSite{mux: http.NewServeMux()}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.log = append(s.log, r.URL.Path)
		s.mu.Unlock()
		s.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *testSite) page(path, body string) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	})
}

func (s *testSite) asked(path string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.log {
		if p == path {
			n++
		}
	}
	return n
}

func TestFetchRefusesWhatIsNotTheWeb(t *testing.T) {
	local := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Error("reached a server on this machine") }))
	defer local.Close()
	proxied := Manners{Proxy: &url.URL{Scheme: "http", Host: strings.TrimPrefix(local.URL, "http://")}}
	port := local.URL[strings.LastIndex(local.URL, ":"):]
	for _, with := range []Manners{{}, proxied} {
		f := NewFetcher(time.Now, with)
		for _, addr := range []string{local.URL, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port,
			"http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/", "http://[fe80::1]/"} {
			if _, err := f.Fetch(t.Context(), addr); !errors.Is(err, ssrf.ErrProhibitedIP) && !errors.Is(err, ssrf.ErrProhibitedNetwork) {
				t.Errorf("proxy %v: %s: %v, want it refused when dialled", with.Proxy != nil, addr, err)
			}
		}
		for _, addr := range []string{"file:///etc/passwd", "gopher://example.org", "http://", "::"} {
			if _, err := f.Fetch(t.Context(), addr); !errors.Is(err, recount.ErrInvalid) {
				t.Errorf("%s: %v, want ErrInvalid", addr, err)
			}
		}
	}
	f := NewFetcher(time.Now, proxied)
	for _, addr := range []string{"http://printer.local/", "http://metadata.google.internal/", "http://2130706433/", "http://127.1/"} {
		if _, err := f.Fetch(t.Context(), addr); !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("by a proxy: %s: %v, want it refused", addr, err)
		}
	}
}

// With this machine allowed, what the server does is seen.
func TestFetchLimits(t *testing.T) {
	s := newSite(t)
	s.page("/page", "<p>Four people were killed.")
	s.page("/broken", "")
	s.mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/page#top", http.StatusMovedPermanently)
	})
	s.mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	s.mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "ftp://example.org/x", http.StatusFound)
	})
	s.mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusFound)
	})
	s.mux.HandleFunc("/gone", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) })
	s.mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	s.mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for b := make([]byte, 1<<20); ; {
			if _, err := w.Write(b); err != nil {
				return
			}
		}
	})
	s.mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		for range 100 {
			z.Write(make([]byte, 1<<20))
		}
		z.Close()
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(b.Bytes())
	})
	s.mux.HandleFunc("/short", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, "<p>Four people")
	})
	now := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	f := NewFetcher(func() time.Time { return now }, fast)
	c, err := f.Fetch(t.Context(), s.URL+"/moved")
	if err != nil || string(c.Body) != "<p>Four people were killed." || !c.At.Equal(now) || c.Type() != "text/html; charset=utf-8" {
		t.Fatalf("%+v, %v", c, err)
	}
	if c.URL != s.URL+"/page" || !slices.Equal(c.Via, []string{s.URL + "/moved"}) {
		t.Errorf("found at %s by %q", c.URL, c.Via)
	}
	for path, want := range map[string]error{"/none": recount.ErrNotFound, "/gone": recount.ErrNotFound, "/login": recount.ErrDenied, "/round": recount.ErrInvalid,
		"/file": recount.ErrInvalid, "/inside": ssrf.ErrProhibitedIP, "/endless": recount.ErrInvalid, "/bomb": recount.ErrInvalid} {
		if _, err := f.Fetch(context.Background(), s.URL+path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	if _, err := f.Fetch(t.Context(), s.URL+"/short"); err == nil || !strings.Contains(err.Error(), "broke off after 14 bytes") {
		t.Errorf("an answer cut short: %v", err)
	}
}

func TestFetchHeedsRobots(t *testing.T) {
	s := newSite(t)
	s.page("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/press\n\nUser-agent: other\nDisallow: /\n")
	s.page("/news", "<p>One.")
	s.page("/private/list", "<p>Two.")
	s.page("/private/press", "<p>Three.")
	s.mux.HandleFunc("/sent", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/private/list", http.StatusFound)
	})
	f := NewFetcher(time.Now, fast)
	for path, want := range map[string]error{"/news": nil, "/private/press": nil, "/private/list": recount.ErrDenied, "/sent": recount.ErrDenied} {
		if _, err := f.Fetch(t.Context(), s.URL+path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	if s.asked("/robots.txt") != 1 || s.asked("/private/list") != 0 {
		t.Errorf("asked for %q", s.log)
	}
	free := fast
	free.IgnoreRobots = true
	if _, err := NewFetcher(time.Now, free).Fetch(t.Context(), s.URL+"/private/list"); err != nil {
		t.Error(err)
	}
}

// A site whose robots.txt cannot be had for the moment is left alone; one that
// sends elsewhere for it is followed.
func TestFetchRobotsElsewhere(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/rules", http.StatusFound) })
	s.page("/rules", "User-agent: recount\nDisallow: /no\nCrawl-delay: 0.2\n")
	s.page("/yes", "<p>One.")
	f := NewFetcher(time.Now, fast)
	began := time.Now()
	for range 2 {
		if _, err := f.Fetch(t.Context(), s.URL+"/yes"); err != nil {
			t.Error(err)
		}
	}
	if since := time.Since(began); since < 200*time.Millisecond {
		t.Errorf("two pages in %s from a site that asks for a delay of 200 ms", since)
	}
	down := newSite(t)
	down.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	down.page("/yes", "<p>One.")
	var later *Later
	if _, err := f.Fetch(t.Context(), down.URL+"/yes"); !errors.As(err, &later) || down.asked("/yes") != 0 {
		t.Errorf("%v, and asked %q", err, down.log)
	}
}

func TestFetchComesBack(t *testing.T) {
	s := newSite(t)
	tries := 0
	s.mux.HandleFunc("/busy", func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries < 3 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, "<p>One.")
	})
	s.mux.HandleFunc("/closed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	patient := fast
	patient.Retries = 2
	f := NewFetcher(time.Now, patient)
	if _, err := f.Fetch(t.Context(), s.URL+"/busy"); err != nil || tries != 3 {
		t.Errorf("%v after %d tries", err, tries)
	}
	var later *Later
	if _, err := f.Fetch(t.Context(), s.URL+"/closed"); !errors.As(err, &later) || later.After != 2*time.Hour || s.asked("/closed") != 1 {
		t.Errorf("%v, asked %d times", err, s.asked("/closed"))
	}
}

func TestFetchAsksWhetherItChanged(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"7"`)
		if r.Header.Get("If-None-Match") == `"7"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "<rss/>")
	})
	f := NewFetcher(time.Now, fast)
	c, err := f.Get(t.Context(), Ask{URL: s.URL + "/feed"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Get(t.Context(), Ask{URL: s.URL + "/feed", ETag: http.Header(c.Header).Get("ETag")}); !errors.Is(err, ErrSame) {
		t.Errorf("%v, want ErrSame", err)
	}
}

// A proxy is asked for everything, the names included.
func TestFetchByProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		fmt.Fprint(w, "<p>One.")
	}))
	defer proxy.Close()
	with := fast
	with.IgnoreRobots = true
	with.Proxy, _ = url.Parse(proxy.URL)
	c, err := NewFetcher(time.Now, with).Fetch(t.Context(), "http://news.example/1")
	if err != nil || string(c.Body) != "<p>One." || !slices.Equal(asked, []string{"http://news.example/1"}) {
		t.Errorf("%q, %v, asked %q", c.Body, err, asked)
	}
}

// A host that answers by drops, or not at all, is left after some time: for the
// moment if nothing came, and for good if it broke off.
func TestSlowHostsAreLeft(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/drops", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "<p>Four")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	s.mux.HandleFunc("/mute", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s.page("/page", "<p>Four people were killed.")
	with := fast
	with.Patience = 200 * time.Millisecond
	f := NewFetcher(time.Now, with)
	if _, err := f.Fetch(t.Context(), s.URL+"/drops"); err == nil || !strings.Contains(err.Error(), "broke off after") {
		t.Errorf("by drops: %v", err)
	}
	var later *Later
	if _, err := f.Fetch(t.Context(), s.URL+"/mute"); !errors.As(err, &later) {
		t.Errorf("not at all: %v", err)
	}
	if _, err := f.Fetch(t.Context(), s.URL+"/page"); err != nil { // the host is not given up
		t.Error(err)
	}
}
