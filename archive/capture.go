package archive

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// A Capture is bytes and how they came. Reports are made from captures, and
// can be made again from the archive with a better parser.
type Capture struct {
	URL    string              `json:"url"`              // address as fetched, or the file's name
	Via    []string            `json:"via,omitempty"`    // addresses that sent on to it, in order
	At     time.Time           `json:"at"`               // when they came
	Status int                 `json:"status,omitempty"` // of the HTTP answer; 0 if it was a file
	Header map[string][]string `json:"header,omitempty"` // of the HTTP answer
	In     string              `json:"in,omitempty"`     // name and SHA-256 of the file it came in, "" if it came alone
	For    string              `json:"for,omitempty"`    // address of the page that shows it, "" if it was not kept for one
	Body   []byte              `json:"-"`
}

// Type returns what the sender called the bytes, "" if it did not say.
func (c Capture) Type() string {
	if v := c.Header["Content-Type"]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// PutCapture puts the bytes of c away, with a record of how they came beside
// them. The same bytes from the same address keep their first record.
func (a *Archive) PutCapture(c Capture) (recount.Digest, error) {
	d, err := a.Put(c.Body)
	if err != nil {
		return d, err
	}
	name := a.path(d) + "." + recount.Sum([]byte(c.URL)).String()[:16] + ".json"
	if _, err := os.Stat(name); err == nil {
		return d, nil
	}
	c.At = c.At.UTC()
	b, err := json.Marshal(c)
	if err != nil {
		return d, fmt.Errorf("archive record of %s: %w", d, err)
	}
	if err := keep(name, append(b, '\n')); err != nil {
		return d, fmt.Errorf("archive record of %s: %w", d, err)
	}
	return d, nil
}

// Captures returns the bytes with the digest d once for each address they came
// from, earliest first.
func (a *Archive) Captures(d recount.Digest) ([]Capture, error) {
	body, err := a.Get(d)
	if err != nil {
		return nil, err
	}
	dir, err := os.ReadDir(filepath.Dir(a.path(d)))
	if err != nil {
		return nil, fmt.Errorf("archive records of %s: %w", d, err)
	}
	var cs []Capture
	for _, e := range dir {
		if !strings.HasPrefix(e.Name(), d.String()+".") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(filepath.Dir(a.path(d)), e.Name()))
		if err != nil {
			return nil, fmt.Errorf("archive records of %s: %w", d, err)
		}
		c := Capture{Body: body}
		if err := json.Unmarshal(b, &c); err != nil {
			return nil, fmt.Errorf("archive record %s: %v: %w", e.Name(), err, recount.ErrTampered)
		}
		cs = append(cs, c)
	}
	slices.SortStableFunc(cs, func(a, b Capture) int { return a.At.Compare(b.At) })
	return cs, nil
}
