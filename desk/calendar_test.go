package desk_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/custody"
	"github.com/recountlab/recount/internal/testkit"
	"github.com/recountlab/recount/ledger"
)

// A calendar's promise is kept, then what it leads to, and a dossier shows the
// last of it; the header of the block says when.
func TestPromisesAreKept(t *testing.T) {
	d := open(t, t.TempDir())
	cal := &testkit.Calendar{URL: "https://one.calendar.example", Height: 871234, Made: time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)}
	ask := func(method, addr string, body []byte) (archive.Capture, error) {
		q := httptest.NewRequest(method, addr, bytes.NewReader(body))
		w := httptest.NewRecorder()
		cal.ServeHTTP(w, q)
		if w.Code != http.StatusOK {
			return archive.Capture{}, fmt.Errorf("%s: %d: %w", addr, w.Code, recount.ErrNotFound)
		}
		return archive.Capture{URL: addr, Status: w.Code, Body: w.Body.Bytes()}, nil
	}
	post := func(_ context.Context, addr, _ string, body []byte) (archive.Capture, error) {
		return ask(http.MethodPost, addr, body)
	}
	get := func(_ context.Context, addr string) (archive.Capture, error) { return ask(http.MethodGet, addr, nil) }

	a := add(t, d, write(t, "a.txt", "Lang: en\n\n4 killed in Alpha on 2024-03-04."))[0]
	at, err := d.DB.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const pool = "https://pool.example"
	g, err := d.Promise(t.Context(), ada, pool, post)
	if err != nil || !g.New || g.Block != 0 || !g.At.IsZero() {
		t.Fatal(g, err)
	}
	if asked := cal.Asked(); len(asked) != 1 || bytes.Equal(asked[0], g.Imprint[:]) || g.Imprint != recount.Sum([]byte(at.Note)) {
		t.Errorf("asked %x", asked)
	}
	if again, err := d.Promise(t.Context(), ada, pool, post); err != nil || again.New {
		t.Errorf("a second time: %+v, %v", again, err)
	}
	if got := dossier(t, d, string(a.Report)); len(got.Stamps) != 1 || got.Stamps[0].Block != 0 || got.Unstamped == 0 {
		t.Errorf("promised: %+v", got)
	}
	if done, waiting, err := d.Upgrade(t.Context(), ada, get); err != nil || len(done) != 0 || waiting != 1 {
		t.Errorf("too early: %v, %d, %v", done, waiting, err)
	}
	cal.Mine()
	done, waiting, err := d.Upgrade(t.Context(), ada, get)
	if err != nil || len(done) != 1 || waiting != 0 || done[0].Block != cal.Height || done[0].Size != g.Size {
		t.Fatal(done, waiting, err)
	}
	if done, waiting, err := d.Upgrade(t.Context(), ada, get); err != nil || len(done) != 0 || waiting != 0 {
		t.Errorf("again: %v, %d, %v", done, waiting, err)
	}
	sound(t, d)
	if got := dossier(t, d, string(a.Report)); len(got.Stamps) != 1 || got.Stamps[0].Block != cal.Height || got.Unstamped == 0 {
		t.Errorf("in a block: %+v", got)
	}
	var b bytes.Buffer
	if err := d.Dossier(t.Context(), &b, string(a.Report), ""); err != nil {
		t.Fatal(err)
	}
	check := func(h ledger.Header) *custody.Checked {
		got, err := custody.Check(bytes.NewReader(b.Bytes()), int64(b.Len()), custody.Known{Blocks: map[int64]ledger.Header{cal.Height: h}})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := check(cal.Header()); len(got.Problems) > 0 || got.Unstamped != 0 || !got.Stamps[0].At.Equal(cal.Made) {
		t.Errorf("with the header: %+v", got)
	}
	other := &testkit.Calendar{Made: cal.Made}
	other.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/digest", bytes.NewReader(make([]byte, 32))))
	other.Mine()
	for _, h := range []ledger.Header{other.Header(), {}} {
		if got := check(h); len(got.Problems) != 1 || len(got.Stamps) != 0 {
			t.Errorf("with another header: %+v", got)
		}
	}
}
