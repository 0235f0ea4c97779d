package collect

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"code.dny.dev/ssrf"

	"github.com/recountlab/recount"
)

func TestFetchRefusesWhatIsNotTheWeb(t *testing.T) {
	local := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Error("reached a server on this machine") }))
	defer local.Close()
	f := NewFetcher(time.Now)
	port := local.URL[strings.LastIndex(local.URL, ":"):]
	for _, addr := range []string{local.URL, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port,
		"http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/", "http://[fe80::1]/"} {
		if _, err := f.Fetch(t.Context(), addr); !errors.Is(err, ssrf.ErrProhibitedIP) && !errors.Is(err, ssrf.ErrProhibitedNetwork) {
			t.Errorf("%s: %v, want it refused when dialled", addr, err)
		}
	}
	for _, addr := range []string{"file:///etc/passwd", "gopher://example.org", "http://", "::"} {
		if _, err := f.Fetch(t.Context(), addr); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", addr, err)
		}
	}
}

// With this machine allowed, what the server does is seen.
func TestFetchLimits(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<p>Four people were killed."))
	})
	mux.HandleFunc("/gone", http.NotFound)
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "ftp://example.org/x", http.StatusFound)
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for b := make([]byte, 1<<20); ; {
			if _, err := w.Write(b); err != nil {
				return
			}
		}
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	now := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	f := newFetcher(func() time.Time { return now }, ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.0/8"))))
	c, err := f.Fetch(context.Background(), srv.URL+"/page")
	if err != nil || string(c.Body) != "<p>Four people were killed." || !c.At.Equal(now) || c.Type() != "text/html; charset=utf-8" {
		t.Fatalf("%+v, %v", c, err)
	}
	for path, want := range map[string]error{"/gone": recount.ErrNotFound, "/round": recount.ErrInvalid, "/file": recount.ErrInvalid, "/endless": recount.ErrInvalid} {
		if _, err := f.Fetch(context.Background(), srv.URL+path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
}
