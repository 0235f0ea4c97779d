package collect

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"code.dny.dev/ssrf"

	"github.com/recountlab/recount"
)

// A service is asked as manners allow, and what was meant for it goes nowhere
// else.
func TestPost(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/ok", func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %s %q", r.Method, r.Header.Get("Content-Type"), b, r.Header.Get("Cookie"))
	})
	s.mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusTemporaryRedirect) })
	s.mux.HandleFunc("/large", func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, maxAnswer+1)) })
	f := NewFetcher(time.Now, fast)
	c, err := f.Post(t.Context(), s.URL+"/ok", "application/x", []byte("asked"))
	if err != nil || string(c.Body) != `POST application/x asked ""` || c.Status != 200 || c.URL != s.URL+"/ok" || c.At.IsZero() {
		t.Errorf("Post = %+v, %v", c, err)
	}
	for path, want := range map[string]error{"/moved": recount.ErrNotFound, "/large": recount.ErrInvalid, "/nowhere": recount.ErrNotFound} {
		if _, err := f.Post(t.Context(), s.URL+path, "application/x", nil); !errors.Is(err, want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	asked := s.asked("/ok")
	if _, err := NewFetcher(time.Now, Manners{}).Post(t.Context(), s.URL+"/ok", "", nil); !errors.Is(err, ssrf.ErrProhibitedIP) {
		t.Errorf("an address of this machine: %v", err)
	}
	if _, err := f.Post(t.Context(), "file:///etc/passwd", "", nil); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("no address of the web: %v", err)
	}
	if s.asked("/ok") != asked {
		t.Error("it was asked all the same")
	}
}
