package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// Who entered something sees it; others are told how far behind the page is.
func TestLag(t *testing.T) {
	d := newDesk(t)
	s := &site{r: &d.DB.Reader, one: recount.Actor{Kind: recount.Person, Name: "mira"}}
	q := httptest.NewRequest(http.MethodGet, "/totals?area=SY", nil)
	if got := s.least(q); got != 1 {
		t.Errorf("whoever entered nothing asks for %d entries", got)
	}
	if _, err := d.DB.Append(t.Context(), s.by(q), time.Now(), store.ReportFact{Report: recount.Report{ID: "r:1", Source: "paper.example", Text: "Five people were killed."}}); err != nil {
		t.Fatal(err)
	}
	s.remember(q)
	size, err := s.r.Size(t.Context())
	if err != nil || size == 0 {
		t.Fatalf("%d entries: %v", size, err)
	}
	if got := s.least(q); got != size {
		t.Errorf("who entered the last of %d asks for %d", size, got)
	}
	for _, path := range []string{"/totals?fresh=now", "/totals.json", "/explore.csv"} {
		if got := s.least(httptest.NewRequest(http.MethodGet, path, nil)); got != 0 {
			t.Errorf("%s asks for %d entries, not for all", path, got)
		}
	}
	if got := s.least(httptest.NewRequest(http.MethodGet, "/sources/paper.example", nil)); got != size {
		t.Errorf("the page of a source with an ending asks for %d entries, not for %d", got, size)
	}
	if l, err := s.lag(q, desk.Worked{Size: size}); l != nil || err != nil {
		t.Errorf("a page of now lags: %+v, %v", l, err)
	}
	at := time.Date(2016, 9, 23, 9, 0, 0, 0, time.UTC)
	if l, err := s.lag(q, desk.Worked{Size: size - 1, At: at}); err != nil || *l != (lag{at, 1, "/totals?area=SY&fresh=now"}) {
		t.Errorf("%+v, %v", l, err)
	}
}
