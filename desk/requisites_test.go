package desk_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/ledger"
)

// served is what a site has, by address; asked is what was asked of it.
type served struct {
	pages map[string]archive.Capture
	asked []string
}

func (s *served) get(_ context.Context, addr string) (archive.Capture, error) {
	s.asked = append(s.asked, addr)
	c, ok := s.pages[addr]
	if !ok {
		return c, fmt.Errorf("fetch %s: %w", addr, recount.ErrNotFound)
	}
	return c, nil
}

func answer(url, kind, body string) archive.Capture {
	return archive.Capture{URL: url, At: time.Date(2024, 3, 5, 10, 0, 0, 0, time.UTC), Status: 200, Header: map[string][]string{"Content-Type": {kind}}, Body: []byte(body)}
}

func TestAPageIsKeptWithWhatItShows(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	const at = "https://example.org/1"
	as, err := d.Receive(t.Context(), ada, "", answer(at, "text/html", `<link rel=stylesheet href=s.css><p>7 killed in Gamma on 2024-03-04, said a clinic there.</p><img src=a.png><img src=b.png><img src=gone.png>`))
	if err != nil || len(as) != 1 {
		t.Fatal(as, err)
	}
	s := &served{pages: map[string]archive.Capture{"https://example.org/s.css": answer("https://example.org/s.css", "text/css; charset=utf-8", "p{}"),
		"https://example.org/a.png": answer("https://cdn.example/a", "image/png", "png"), "https://example.org/b.png": answer("https://example.org/b.png", "text/html", "moved")}}
	q, err := d.Complete(t.Context(), ada, as[0].Report, s.get)
	if err != nil || len(q.Kept) != 2 || len(q.Missed) != 2 || q.Kept[1].URL != "https://example.org/a.png" || !strings.Contains(q.Missed[0].Why, "neither an image") || !strings.Contains(q.Missed[1].Why, "not found") {
		t.Fatalf("%+v, %v", q, err)
	}
	again, err := d.Complete(t.Context(), ada, as[0].Report, s.get)
	if err != nil || again.ID != q.ID || len(s.asked) != 4 {
		t.Errorf("a second time: %+v, %v, asked %q", again, err, s.asked)
	}
	sound(t, d)
	if got := dossier(t, d, string(as[0].Report)); got.Captures != 3 || got.Rows[ledger.Completed] != 1 {
		t.Errorf("dossier: %+v", got)
	}
	var b bytes.Buffer
	if n, err := d.WriteWACZ(t.Context(), &b, nil, ""); err != nil || n != 3 {
		t.Errorf("%d captures, %v", n, err)
	}
	if pages := zipped(t, b.Bytes(), "pages/pages.jsonl"); strings.Count(pages, `"url"`) != 1 {
		t.Errorf("pages of the web archive:\n%s", pages)
	}
	if err := os.Remove(archived(dir, q.Kept[0].Body)); err != nil {
		t.Fatal(err)
	}
	if ps, err := d.Verify(t.Context()); err != nil || len(ps) != 1 || !strings.HasPrefix(ps[0].String(), "requisites "+q.ID+": https://example.org/s.css: ") {
		t.Errorf("%v, %v", ps, err)
	}
}

func zipped(t *testing.T, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

// What is fetched for one page has an end; what was stopped is done again.
func TestRequisitesAreLimited(t *testing.T) {
	d := open(t, t.TempDir())
	var page strings.Builder
	page.WriteString("<p>7 killed in Gamma on 2024-03-04, said a clinic there.</p>")
	s := &served{pages: map[string]archive.Capture{}}
	for i := range 100 {
		fmt.Fprintf(&page, `<img src="/%d.png">`, i)
		addr := fmt.Sprintf("https://example.org/%d.png", i)
		s.pages[addr] = answer(addr, "image/png", addr)
	}
	as, err := d.Receive(t.Context(), ada, "", answer("https://example.org/1", "text/html", page.String()))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	_, err = d.Complete(ctx, ada, as[0].Report, func(ctx context.Context, addr string) (archive.Capture, error) {
		if len(s.asked) == 3 {
			stop()
		}
		return s.get(ctx, addr)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	q, err := d.Complete(t.Context(), ada, as[0].Report, s.get)
	if err != nil || len(q.Kept) != 60 || len(q.Missed) != 40 || !strings.Contains(q.Missed[0].Why, "more than 60") {
		t.Errorf("%d kept, %d missed, %v", len(q.Kept), len(q.Missed), err)
	}
	file := add(t, d, write(t, "a.html", `<html><body><p>4 killed in Alpha on 2024-03-04, said a clinic there.</p><img src="https://example.org/1.png"></body></html>`))[0]
	if q, err := d.Complete(t.Context(), ada, file.Report, s.get); err != nil || q.ID != "" {
		t.Errorf("of a file: %+v, %v", q, err)
	}
	sound(t, d)
}
