package archive

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// waczResource is a file in a WACZ with its digest.
type waczResource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

type waczPackage struct {
	Profile   string         `json:"profile"`
	Version   string         `json:"wacz_version"`
	Software  string         `json:"software,omitempty"`
	Created   string         `json:"created,omitempty"`
	Resources []waczResource `json:"resources"`
}

type waczDigest struct {
	Path string `json:"path"`
	Hash string `json:"hash"`
}

const (
	waczData   = "archive/data.warc.gz"
	waczInfo   = "datapackage.json"
	waczProof  = "datapackage-digest.json"
	maxPackage = 64 << 20 // bytes of datapackage.json
)

type waczEntry struct {
	URL          string `json:"url"`
	Mime         string `json:"mime,omitempty"`
	Status       int    `json:"status,omitempty"`
	Digest       string `json:"digest"`
	RecordDigest string `json:"recordDigest"`
	Filename     string `json:"filename"`
	Offset       int64  `json:"offset"`
	Length       int64  `json:"length"`
}

type waczPage struct {
	ID  string `json:"id"`
	URL string `json:"url"`
	TS  string `json:"ts"`
}

// WriteWACZ writes captures as a web archive that can be looked at and checked
// elsewhere (WACZ 1.1.1). They are written as they come; only the index is
// kept, some 500 bytes for each. The same captures, time and software make the
// same bytes.
func WriteWACZ(w io.Writer, captures iter.Seq2[Capture, error], made time.Time, software string) error {
	z := zip.NewWriter(w)
	pack := waczPackage{Profile: "data-package", Version: "1.1.1", Software: software, Created: made.UTC().Format(time.RFC3339)}
	add := func(name string, method uint16, fill func(io.Writer) error) (hash string, err error) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: made.UTC()})
		if err != nil {
			return "", err
		}
		h := sha256.New()
		n := &counter{w: io.MultiWriter(f, h)}
		if err := fill(n); err != nil {
			return "", err
		}
		hash = fmt.Sprintf("sha256:%x", h.Sum(nil))
		pack.Resources = append(pack.Resources, waczResource{path.Base(name), name, hash, n.n})
		return hash, nil
	}
	var index, pages []string
	_, err := add(waczData, zip.Store, func(w io.Writer) (err error) {
		index, pages, err = writeData(w, captures, made, software)
		return err
	})
	if err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	slices.Sort(index)
	lines := func(ls []string) func(io.Writer) error {
		return func(w io.Writer) error {
			for _, l := range ls {
				if _, err := io.WriteString(w, l+"\n"); err != nil {
					return err
				}
			}
			return nil
		}
	}
	whole := func(v any) func(io.Writer) error {
		b, err := json.MarshalIndent(v, "", "  ")
		return func(w io.Writer) error {
			if err == nil {
				_, err = w.Write(append(b, '\n'))
			}
			return err
		}
	}
	pages = append([]string{`{"format":"json-pages-1.0","id":"pages","title":"All Pages"}`}, pages...)
	if _, err := add("indexes/index.cdxj", zip.Deflate, lines(index)); err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	if _, err := add("pages/pages.jsonl", zip.Deflate, lines(pages)); err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	hash, err := add(waczInfo, zip.Deflate, whole(pack))
	if err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	if _, err := add(waczProof, zip.Deflate, whole(waczDigest{waczInfo, hash})); err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	return nil
}

// writeData writes captures as WARC and returns the lines of their index and
// of the list of pages.
func writeData(w io.Writer, captures iter.Seq2[Capture, error], made time.Time, software string) (index, pages []string, err error) {
	out := NewRecordWriter(w)
	if _, _, err := out.Write(Info(made, software)); err != nil {
		return nil, nil, err
	}
	for c, err := range captures {
		if err != nil {
			return nil, nil, err
		}
		r := RecordOf(c)
		part := &bytes.Buffer{}
		out.w = io.MultiWriter(w, part)
		start, end, err := out.Write(r)
		if out.w = w; err != nil {
			return nil, nil, err
		}
		mime, _, _ := strings.Cut(c.Type(), ";")
		e, err := json.Marshal(waczEntry{r.URL(), strings.TrimSpace(mime), c.Status, r.Fields.Get("WARC-Payload-Digest"),
			"sha256:" + recount.Sum(part.Bytes()).String(), path.Base(waczData), start, end - start})
		if err != nil {
			return nil, nil, err
		}
		p, err := json.Marshal(waczPage{strings.Trim(r.ID(), "<>"), r.URL(), c.At.UTC().Format(time.RFC3339)})
		if err != nil {
			return nil, nil, err
		}
		index = append(index, fmt.Sprintf("%s %s %s", surt(r.URL()), c.At.UTC().Format("20060102150405"), e))
		if c.For == "" {
			pages = append(pages, string(p))
		}
		if m, ok := CameIn(c, r); ok {
			if _, _, err := out.Write(m); err != nil {
				return nil, nil, err
			}
		}
	}
	return index, pages, nil
}

// surt turns an address around so that what lies on one host sorts together
// (Sort-friendly URI Reordering Transform, as pywb and wabac.js make it).
func surt(addr string) string {
	u, err := url.Parse(strings.ToLower(addr))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return strings.ReplaceAll(addr, " ", "%20")
	}
	host := u.Hostname()
	if head, rest, ok := strings.Cut(host, "."); ok && strings.Contains(rest, ".") && strings.HasPrefix(head, "www") && strings.Trim(head[3:], "0123456789") == "" {
		host = rest
	}
	parts := strings.Split(host, ".")
	slices.Reverse(parts)
	key := strings.Join(parts, ",")
	if p := u.Port(); p != "" && !(u.Scheme == "http" && p == "80" || u.Scheme == "https" && p == "443") {
		key += ":" + p
	}
	key += ")" + u.EscapedPath()
	if u.Path == "" {
		key += "/"
	}
	if u.RawQuery != "" {
		args := strings.Split(u.RawQuery, "&")
		slices.SortStableFunc(args, func(a, b string) int {
			a, _, _ = strings.Cut(a, "=")
			b, _, _ = strings.Cut(b, "=")
			return strings.Compare(a, b)
		})
		key += "?" + strings.ReplaceAll(strings.Join(args, "&"), " ", "%20")
	}
	return key
}

// A WACZ is a web archive as a ZIP of WARC files, an index and their digests.
type WACZ struct {
	zip  *zip.Reader
	pack waczPackage
}

// OpenWACZ opens a WACZ.
func OpenWACZ(r io.ReaderAt, size int64) (*WACZ, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("WACZ: %v: %w", err, recount.ErrInvalid)
	}
	w := &WACZ{zip: z}
	b, err := w.file(waczInfo)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &w.pack); err != nil {
		return nil, fmt.Errorf("WACZ: %s: %v: %w", waczInfo, err, recount.ErrInvalid)
	}
	return w, nil
}

func (w *WACZ) file(name string) ([]byte, error) {
	f, err := w.zip.Open(name)
	if err != nil {
		return nil, fmt.Errorf("WACZ: %v: %w", err, recount.ErrInvalid)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxPackage+1))
	if err != nil || len(b) > maxPackage {
		return nil, fmt.Errorf("WACZ: %s: %d bytes, %v: %w", name, len(b), err, recount.ErrInvalid)
	}
	return b, nil
}

// Check yields an error for each file that does not have the digest stated for
// it, or is missing. That the statement itself was not changed can be told only
// if its own digest is there.
func (w *WACZ) Check() iter.Seq[error] {
	return func(yield func(error) bool) {
		if b, err := w.file(waczProof); err == nil {
			var d waczDigest
			info, err := w.file(waczInfo)
			if err == nil {
				err = json.Unmarshal(b, &d)
			}
			if have := "sha256:" + recount.Sum(info).String(); (err != nil || d.Hash != have) && !yield(fmt.Errorf("WACZ: %s has %s, but %s says %q: %w", waczInfo, have, waczProof, d.Hash, recount.ErrTampered)) {
				return
			}
		}
		for _, r := range w.pack.Resources {
			if !strings.HasPrefix(r.Hash, "sha256:") { // the standard lets in others
				continue
			}
			have, err := w.hash(r.Path)
			if err != nil {
				err = fmt.Errorf("WACZ: %s: %v: %w", r.Path, err, recount.ErrTampered)
			} else if have != r.Hash {
				err = fmt.Errorf("WACZ: %s has %s, but %s says %s: %w", r.Path, have, waczInfo, r.Hash, recount.ErrTampered)
			}
			if err != nil && !yield(err) {
				return
			}
		}
	}
}

func (w *WACZ) hash(name string) (string, error) {
	f, err := w.zip.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return fmt.Sprintf("sha256:%x", h.Sum(nil)), err
}

// Records yields the records of every WARC file in it, as the function Records
// does; errors name the file.
func (w *WACZ) Records(most int) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, e := range w.zip.File {
			if !strings.HasPrefix(e.Name, "archive/") || e.FileInfo().IsDir() {
				continue
			}
			f, err := e.Open()
			if err != nil {
				if !yield(Record{}, fmt.Errorf("%s: %v: %w", e.Name, err, recount.ErrInvalid)) {
					return
				}
				continue
			}
			on := true
			for r, err := range Records(f, most) {
				if err != nil {
					err = fmt.Errorf("%s: %w", e.Name, err)
				}
				if on = yield(r, err); !on {
					break
				}
			}
			f.Close()
			if !on {
				return
			}
		}
	}
}
