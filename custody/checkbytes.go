package custody

import (
	"archive/zip"
	"errors"
	"io"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// bytes checks that the bytes that documents speak of are there, plain and in
// the web archive, and that nothing else is.
func (c *checker) bytes(raws map[recount.Digest]string) {
	kept := map[recount.Digest]bool{}
	for d, err := range c.archived() {
		if err != nil {
			c.say(fileCaptures, "%v", err)
			continue
		}
		c.Captures++
		kept[d] = true
		if raws[d] == "" {
			c.say(fileCaptures, "holds %s, of which no document speaks", d)
		}
	}
	for d, id := range raws {
		if c.files[dirPayload+d.String()] == nil {
			c.say(id, "the bytes it speaks of (%s) are missing", d)
		}
		if !kept[d] {
			c.say(id, "the bytes it speaks of (%s) are not in %s", d, fileCaptures)
		}
	}
	for name := range c.files {
		var d recount.Digest
		if hash, ok := strings.CutPrefix(name, dirPayload); ok && (d.UnmarshalText([]byte(hash)) != nil || raws[d] == "") {
			c.say(name, "no document speaks of it")
		}
	}
}

// archived yields the digests of what the web archive holds.
func (c *checker) archived() func(func(recount.Digest, error) bool) {
	return func(yield func(recount.Digest, error) bool) {
		f := c.files[fileCaptures]
		if f == nil {
			yield(recount.Digest{}, errors.New("is missing"))
			return
		}
		at, err := f.DataOffset()
		if err == nil && f.Method != zip.Store {
			err = errors.New("it is compressed a second time")
		}
		var w *archive.WACZ
		if err == nil {
			w, err = archive.OpenWACZ(io.NewSectionReader(c.file, at, int64(f.UncompressedSize64)), int64(f.UncompressedSize64))
		}
		if err != nil {
			yield(recount.Digest{}, err)
			return
		}
		for err := range w.Check() {
			if !yield(recount.Digest{}, err) {
				return
			}
		}
		for r, err := range w.Records(archive.Limit + 1<<20) {
			if t := r.Type(); err == nil && t != "response" && t != "resource" {
				continue
			}
			var got archive.Capture
			if err == nil {
				got, err = r.Capture()
			}
			if !yield(recount.Sum(got.Body), err) {
				return
			}
		}
	}
}
