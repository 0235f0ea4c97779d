package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Every key that something carries is told of on the page that helps, and who
// wants no keys has none.
func TestHelp(t *testing.T) {
	h := casebook(t)
	page := get(t, h, "/help").Body.String()
	for _, key := range carried(t) {
		if !strings.Contains(page, "<kbd>"+key+"</kbd>") {
			t.Errorf("the key %s is not told of", key)
		}
	}
	if !strings.Contains(page, "Turn them off") || strings.Contains(page, `data-keys="off"`) {
		t.Error("keys are off for who did not ask for it")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/keys?to=off", nil))
	q := httptest.NewRequest(http.MethodGet, "/help", nil)
	for _, c := range w.Result().Cookies() {
		q.AddCookie(c)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, q)
	if page := w.Body.String(); !strings.Contains(page, "Turn them on") || !strings.Contains(page, `data-keys="off"`) {
		t.Error("keys stay on for who wants none")
	}
}

// carried are the keys that something on the pages carries.
func carried(t *testing.T) (out []string) {
	t.Helper()
	files, err := pages.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := pages.ReadFile("pages/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(b), `data-key="`)[1:] {
			key, _, _ := strings.Cut(part, `"`)
			out = append(out, key)
		}
	}
	return out
}
