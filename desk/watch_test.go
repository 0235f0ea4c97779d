package desk_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// A paper is a site with a feed whose pages a test changes, and a clock that
// it moves.
type paper struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string // text by path; "503" and "404" are answers
	order []string
	asked map[string]int
	now   time.Time
}

func newPaper(t *testing.T) *paper {
	p := &paper{pages: map[string]string{}, asked: map[string]int{}, now: time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)}
	p.Server = httptest.NewServer(http.HandlerFunc(p.answer))
	t.Cleanup(p.Close)
	return p
}

func (p *paper) answer(w http.ResponseWriter, q *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked[q.URL.Path]++
	switch text, ok := p.pages[q.URL.Path]; {
	case q.URL.Path == "/feed":
		if p.pages["/feed"] == "503" {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		tag := fmt.Sprintf(`"%d"`, len(p.order))
		if q.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Paper</title>`)
		for i, path := range p.order {
			fmt.Fprintf(w, `<item><title>%s</title><link>%s%s</link><pubDate>%s</pubDate></item>`, path, p.URL, path, p.now.Add(time.Duration(i-len(p.order))*time.Hour).Format(time.RFC1123Z))
		}
		fmt.Fprint(w, `</channel></rss>`)
	case q.URL.Path == "/robots.txt" || !ok || text == "404":
		http.NotFound(w, q)
	case text == "503":
		http.Error(w, "busy", http.StatusServiceUnavailable)
	default:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprint(w, text)
	}
}

func (p *paper) print(path, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.pages[path]; !ok && path != "/feed" {
		p.order = append(p.order, path)
	}
	p.pages[path] = text
}

func (p *paper) time() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = p.now.Add(time.Millisecond)
	return p.now
}

func (p *paper) wait(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = p.now.Add(d)
}

func (p *paper) count(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// watcher opens a casebook that watches by the paper's clock.
func (p *paper) watcher(t *testing.T, dir string) *desk.Watcher {
	t.Helper()
	d, err := desk.Open(context.Background(), dir, plainRules(), p.time)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return &desk.Watcher{Desk: d, By: ada, Fetch: collect.NewFetcher(p.time,
		collect.Manners{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Every: time.Microsecond, Retries: -1})}
}

func once(t *testing.T, w *desk.Watcher) {
	t.Helper()
	if err := w.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func counted(t *testing.T, d *desk.Desk) int64 {
	t.Helper()
	c, err := d.DB.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c.Reports
}

func watchOf(t *testing.T, d *desk.Desk, address string) store.Watch {
	t.Helper()
	w, err := d.DB.Watch(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAFeedIsWatched(t *testing.T) {
	p := newPaper(t)
	for i := range 4 {
		p.print(fmt.Sprint("/a", i), fmt.Sprintf("%d killed in TownA on 2024-03-02, says clinic.", i+1))
	}
	p.print("/gone", "404")
	w := p.watcher(t, t.TempDir())
	d := w.Desk
	feed := p.URL + "/feed"
	if _, err := d.Watch(t.Context(), store.Watch{Address: feed, Again: true}); err != nil {
		t.Fatal(err)
	}
	if h := desk.HealthOf(watchOf(t, d, feed), p.time()); h != desk.New {
		t.Errorf("before the first look it is %s", h)
	}
	once(t, w)
	if n := counted(t, d); n != 4 {
		t.Fatalf("%d reports of 4 pages", n)
	}
	got := watchOf(t, d, feed)
	if got.Title != "The Paper" || got.Listed != 5 || got.Gap != time.Hour || desk.HealthOf(got, p.time()) != desk.Well {
		t.Errorf("after the first look: %+v", got)
	}
	gone, err := d.DB.Page(t.Context(), p.URL+"/gone")
	if err != nil || gone.Due != nil || gone.Tries != 1 || !strings.Contains(gone.Error, "404") {
		t.Errorf("a page that is not there: %+v, %v", gone, err)
	}

	// Nothing is asked for before it is due, and what has not changed is not sent.
	once(t, w)
	if n := p.count("/feed"); n != 1 {
		t.Errorf("the feed was asked for %d times within the hour", n)
	}
	p.wait(desk.DefaultEvery)
	once(t, w)
	if n := p.count("/a0"); n != 1 || p.count("/feed") != 2 {
		t.Errorf("a page was asked for %d times", n)
	}

	// A day later a page is got again: one that was changed is another report.
	p.print("/a1", "9 killed in TownA on 2024-03-02, says clinic.")
	p.wait(25 * time.Hour)
	once(t, w)
	if n := counted(t, d); n != 5 || p.count("/a0") != 2 {
		t.Errorf("after a day: %d reports, /a0 asked for %d times", n, p.count("/a0"))
	}
	page, err := d.DB.Page(t.Context(), p.URL+"/a1")
	if err != nil || len(page.Reports) != 2 || page.Looks != 2 {
		t.Errorf("%+v, %v", page, err)
	}

	// Silence is an alarm, a failure is one at once, and both end.
	p.wait(30 * time.Hour)
	if h := desk.HealthOf(watchOf(t, d, feed), p.time()); h != desk.SilentAt {
		t.Errorf("after two days without anything new it is %s", h)
	}
	p.print("/feed", "503")
	once(t, w)
	if got := watchOf(t, d, feed); desk.HealthOf(got, p.time()) != desk.Failing || got.Error == "" || !got.Due.After(p.time().Add(desk.DefaultEvery/2)) {
		t.Errorf("when it is busy: %+v", got)
	}
	p.print("/feed", "")
	p.print("/b", "2 killed in TownB on 2024-03-08, says clinic.")
	p.wait(3 * time.Hour)
	once(t, w)
	if got := watchOf(t, d, feed); desk.HealthOf(got, p.time()) != desk.Well || counted(t, d) != 6 {
		t.Errorf("when it is back: %+v, %d reports", got, counted(t, d))
	}

	// A paused watch is left alone; one that ended leaves what came in.
	if err := d.Pause(t.Context(), feed, true); err != nil {
		t.Fatal(err)
	}
	asked := p.count("/feed")
	p.wait(48 * time.Hour)
	once(t, w)
	if p.count("/feed") != asked || p.count("/a0") != 2 {
		t.Error("a paused watch was looked at")
	}
	if err := d.Unwatch(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	once(t, w)
	if err := d.Unwatch(t.Context(), feed); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("ended twice: %v", err)
	}
	if _, err := d.DB.NextDue(t.Context()); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("something is still due: %v", err)
	}
	if counted(t, d) != 6 {
		t.Error("what came in did not stay")
	}
}

// A page that fails for the moment is tried later, and not for ever.
func TestWhatIsBusyIsTriedLater(t *testing.T) {
	p := newPaper(t)
	p.print("/a", "503")
	w := p.watcher(t, t.TempDir())
	address := p.URL + "/a"
	if err := w.Desk.Name(t.Context(), " "+address+"#top"); err != nil {
		t.Fatal(err)
	}
	for range 12 {
		once(t, w)
		p.wait(5 * time.Hour)
	}
	p.wait(1000 * time.Hour)
	once(t, w)
	got, err := w.Desk.DB.Page(t.Context(), address)
	if err != nil || got.Due != nil || got.Tries != 6 || p.count("/a") != 6 {
		t.Errorf("%+v, %v; asked %d times", got, err, p.count("/a"))
	}
	p.print("/a", "3 killed in TownA on 2024-03-02, says clinic.")
	if err := w.Desk.Name(t.Context(), address); err != nil { // a person asks again
		t.Fatal(err)
	}
	once(t, w)
	if got, err = w.Desk.DB.Page(t.Context(), address); err != nil || len(got.Reports) != 1 || got.Error != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := w.Desk.Name(t.Context(), "file:///etc/passwd"); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a file of this machine: %v", err)
	}
}

// Back-fill: what is dated before the day asked for is passed over, until a
// person asks for more.
func TestAWatchIsFilledBack(t *testing.T) {
	p := newPaper(t)
	for i := range 30 {
		p.print(fmt.Sprint("/a", i), fmt.Sprintf("%d killed in TownA on 2024-03-02, says clinic.", i+1))
	}
	w := p.watcher(t, t.TempDir())
	feed := p.URL + "/feed"
	if _, err := w.Desk.Watch(t.Context(), store.Watch{Address: feed, Since: p.time().Add(-10*time.Hour - time.Minute)}); err != nil {
		t.Fatal(err)
	}
	once(t, w)
	if n := counted(t, w.Desk); n != 10 {
		t.Errorf("%d reports of the last ten hours", n)
	}
	if _, err := w.Desk.Watch(t.Context(), store.Watch{Address: feed, Since: p.time().AddDate(0, 0, -9)}); err != nil {
		t.Fatal(err)
	}
	once(t, w)
	if n := counted(t, w.Desk); n != 30 || p.count("/a29") != 1 {
		t.Errorf("%d reports in all; one that was there was asked for %d times", n, p.count("/a29"))
	}
}

// What is half done when a watcher is stopped is done by the next, once.
func TestAWatcherIsStoppedAndAnotherGoesOn(t *testing.T) {
	p := newPaper(t)
	for i := range 20 {
		p.print(fmt.Sprint("/a", i), fmt.Sprintf("%d killed in TownA on 2024-03-02, says clinic.", i+1))
	}
	dir := t.TempDir()
	w := p.watcher(t, dir)
	if _, err := w.Desk.Watch(t.Context(), store.Watch{Address: p.URL + "/feed"}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	seen := 0
	w.Done = func(x desk.Watched) {
		if seen++; seen == 8 {
			stop()
		}
	}
	if err := w.Once(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	w.Desk.Close()
	w = p.watcher(t, dir)
	var both sync.WaitGroup // two share the work
	for range 2 {
		other := &desk.Watcher{Desk: w.Desk, By: ada, Fetch: w.Fetch}
		both.Go(func() {
			if err := other.Once(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if n := counted(t, w.Desk); n != 20 {
		t.Errorf("%d reports of 20 pages", n)
	}
	for i := range 20 {
		if n := p.count(fmt.Sprint("/a", i)); n < 1 || n > 2 {
			t.Errorf("page %d was asked for %d times", i, n)
		}
	}
	sound(t, w.Desk)
}

func TestAFolderIsWatched(t *testing.T) {
	p := newPaper(t)
	w := p.watcher(t, t.TempDir())
	inbox := t.TempDir()
	put := func(name, text string, at time.Time) {
		t.Helper()
		file := filepath.Join(inbox, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	put("a.txt", "3 killed in TownA on 2024-03-02, says clinic.", p.now.Add(-time.Hour))
	put("b.txt", "4 killed in TownB on 2024-03-02, says clinic.", p.now.Add(-time.Second)) // still being written
	put("c.txt.part", "half", p.now.Add(-time.Hour))
	put(".hidden", "5 killed in TownC on 2024-03-02, says clinic.", p.now.Add(-time.Hour))
	if _, err := w.Desk.Watch(t.Context(), store.Watch{Address: inbox, Every: time.Minute}); err != nil {
		t.Fatal(err)
	}
	once(t, w)
	if n := counted(t, w.Desk); n != 1 {
		t.Errorf("%d reports of one file that lies still", n)
	}
	p.wait(time.Minute)
	once(t, w)
	if n := counted(t, w.Desk); n != 2 {
		t.Errorf("%d reports when both lie still", n)
	}
	put("a.txt", "6 killed in TownA on 2024-03-02, says clinic.", p.now)
	p.wait(time.Minute)
	once(t, w)
	if n := counted(t, w.Desk); n != 3 {
		t.Errorf("%d reports after a file was changed", n)
	}
	if err := os.RemoveAll(inbox); err != nil {
		t.Fatal(err)
	}
	p.wait(time.Minute)
	once(t, w)
	if got := watchOf(t, w.Desk, inbox); desk.HealthOf(got, p.time()) != desk.Failing {
		t.Errorf("a folder that is gone: %+v", got)
	}
	if _, err := w.Desk.Watch(t.Context(), store.Watch{Address: filepath.Join(inbox, "none")}); err == nil {
		t.Error("a folder that is not there was taken")
	}
}
