package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

// A page from elsewhere that gives its name this machine's address is not answered.
func TestLocal(t *testing.T) {
	d := newDesk(t)
	h := Handler(&d.DB.Reader, slog.New(slog.DiscardHandler), With{Desk: d, Local: true})
	for host, want := range map[string]int{"localhost:8417": 200, "127.0.0.1:8417": 200, "[::1]:8417": 200, "127.0.0.1": 200, "[::1]": 200,
		"evil.example:8417": 421, "localhost.evil.example": 421, "192.168.0.7:8417": 421, "": 421} {
		q := httptest.NewRequest(http.MethodGet, "/incidents", nil)
		q.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		if w.Code != want {
			t.Errorf("called %q it answers %d, want %d", host, w.Code, want)
		}
	}
}
