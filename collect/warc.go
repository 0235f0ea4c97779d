package collect

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"

	"github.com/recountlab/recount/archive"
)

func unpackWARC(f File, yield func(archive.Capture, error) bool) {
	unpackRecords(f, archive.Records(io.NewSectionReader(f.Body, 0, f.Size), Whole), yield)
}

func holdsWACZ(b []byte, ext string) bool {
	return ext == ".wacz" && bytes.HasPrefix(b, []byte("PK\x03\x04"))
}

// unpackWACZ first says which files in it do not have the digest that is stated.
func unpackWACZ(f File, yield func(archive.Capture, error) bool) {
	w, err := archive.OpenWACZ(f.Body, f.Size)
	if err != nil {
		yield(archive.Capture{}, fmt.Errorf("%s: %w", f.Name, err))
		return
	}
	for err := range w.Check() {
		if !yield(archive.Capture{}, fmt.Errorf("%s: %w", f.Name, err)) {
			return
		}
	}
	unpackRecords(f, w.Records(Whole), yield)
}

// unpackRecords yields the pages, texts and documents that servers sent. What
// belongs to a page (pictures, scripts, styles), redirects and failures are
// passed over.
func unpackRecords(f File, records iter.Seq2[archive.Record, error], yield func(archive.Capture, error) bool) {
	for r, err := range records {
		c, ok := readable(r)
		if err != nil {
			// A film too long to read is passed over like a short one.
			if errors.Is(err, archive.ErrTooLong) && !ok || yield(archive.Capture{}, fmt.Errorf("%s: %w", f.Name, err)) {
				continue
			}
			return
		}
		if t := r.Type(); t != "response" && t != "resource" {
			continue
		}
		if !ok {
			continue
		}
		if c.Body, err = c.Decoded(Whole); err != nil {
			err = fmt.Errorf("%s: record at byte %d: %w", f.Name, r.Offset, err)
			c = archive.Capture{}
		}
		if !yield(c, err) {
			return
		}
	}
}

// readable returns the capture that r holds, its body as it was sent, and
// whether it may hold reports.
func readable(r archive.Record) (archive.Capture, bool) {
	c, err := r.Capture()
	if err != nil || c.Status != 0 && c.Status != 200 {
		return c, false
	}
	if u, err := url.Parse(c.URL); err == nil && (u.Path == "/robots.txt" || u.Scheme == "dns" || u.Scheme == "urn") {
		return c, false
	}
	kind, _, _ := strings.Cut(c.Type(), ";")
	if name, ok := strings.CutPrefix(c.URL, "file:///"); ok && r.Type() == "resource" { // a file, as RecordOf writes one
		if name, err := url.PathUnescape(name); err == nil {
			c.URL = name
		}
		if kind == "application/octet-stream" { // nobody said
			c.Header = nil
		}
		return c, kindOf(c) != unknown
	}
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case messageType, "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text":
		return c, true
	}
	return c, false
}
