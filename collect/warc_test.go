package collect_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

func TestUnpackWebArchives(t *testing.T) {
	at := time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)
	answer := func(url string, status int, kind, body string) archive.Capture {
		return archive.Capture{URL: url, At: at, Status: status, Header: map[string][]string{"Content-Type": {kind}}, Body: []byte(body)}
	}
	all := []archive.Capture{
		answer("https://example.org/a", 200, "text/html; charset=utf-8", "<p>Four people were killed in the town on Monday."),
		answer("https://example.org/a.png", 200, "image/png", "\x89PNG"),
		answer("https://example.org/a.js", 200, "text/javascript", "x()"),
		answer("https://example.org/old", 301, "text/html", "moved"),
		answer("https://example.org/gone", 404, "text/html", "gone"),
		answer("https://example.org/robots.txt", 200, "text/plain", "User-agent: *"),
		answer("https://example.org/b.txt", 200, "TEXT/PLAIN", "Three people were killed in the town on Sunday."),
		answer("https://example.org/c.pdf", 200, "application/pdf", "%PDF-1.7"),
	}
	var warc, wacz bytes.Buffer
	w := archive.NewRecordWriter(&warc)
	long := strings.Repeat("x", collect.Whole+1)
	for _, c := range append(all, answer("https://example.org/film", 200, "video/mp4", long), answer("https://example.org/book", 200, "text/html", long)) {
		if _, _, err := w.Write(archive.RecordOf(c)); err != nil {
			t.Fatal(err)
		}
	}
	sent := archive.RecordOf(all[0]) // as a browser keeps it
	sent.Fields = archive.Fields{{"WARC-Type", "response"}, {"WARC-Target-URI", "https://example.org/chunked"}, {"WARC-Date", "2024-03-05T12:00:00Z"}, {"Content-Type", "application/http"}}
	sent.Block = []byte("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n4\r\n<p>F\r\n4\r\nour.\r\n0\r\n\r\n")
	bad := sent
	bad.Block = []byte("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: compress\r\n\r\nx")
	for _, r := range []archive.Record{sent, bad} {
		if _, _, err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	err := archive.WriteWACZ(&wacz, func(yield func(archive.Capture, error) bool) {
		for _, c := range all {
			if !yield(c, nil) {
				return
			}
		}
	}, at, "recount")
	if err != nil {
		t.Fatal(err)
	}
	broken := string([]byte(warc.String()[:2])) + "\xff" + warc.String()[3:]
	pages := "https://example.org/a https://example.org/b.txt https://example.org/c.pdf"
	changed := bytes.Clone(wacz.Bytes())
	changed[bytes.Index(changed, []byte("\x1f\x8b\x08"))+4] ^= 0xff // the time of the first gzip member
	for _, tc := range []struct {
		name, body, urls string
		errs             []string
	}{
		{"crawl.warc.gz", warc.String(), pages + " https://example.org/chunked", []string{"https://example.org/book", `coding "compress"`}},
		{"crawl.wacz", wacz.String(), pages, nil},
		{"broken.warc.gz", broken, "https://example.org/b.txt https://example.org/c.pdf https://example.org/chunked", []string{"record at byte 0", "https://example.org/book", `coding "compress"`}},
		{"changed.wacz", string(changed), pages, []string{"archive/data.warc.gz: zip: checksum", "zip: checksum"}},
		{"cut.wacz", wacz.String()[:900], "", []string{"zip"}},
	} {
		var urls, errs []string
		for c, err := range collect.Unpack(packed(tc.name, tc.body)) {
			if err != nil {
				if errs = append(errs, err.Error()); !strings.HasPrefix(err.Error(), tc.name) || !errors.Is(err, recount.ErrInvalid) && !errors.Is(err, recount.ErrTampered) {
					t.Errorf("%s: %v", tc.name, err)
				}
				continue
			}
			if !c.At.Equal(at) || c.Status != 200 || !strings.HasPrefix(c.In, tc.name+" sha256:") {
				t.Errorf("%s: got %v %d %s", c.URL, c.At, c.Status, c.In)
			}
			if c.URL == "https://example.org/chunked" && string(c.Body) != "<p>Four." {
				t.Errorf("got %q", c.Body)
			}
			urls = append(urls, c.URL)
		}
		if strings.Join(urls, " ") != tc.urls || len(errs) != len(tc.errs) {
			t.Errorf("%s: got %v, %v", tc.name, urls, errs)
			continue
		}
		for i, want := range tc.errs {
			if !strings.Contains(errs[i], want) {
				t.Errorf("%s: got %s, want %s", tc.name, errs[i], want)
			}
		}
	}
}
