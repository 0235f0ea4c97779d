package desk

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
)

// incoming is bytes on their way in, or why there are none.
type incoming struct {
	capture archive.Capture
	from    string
	source  recount.SourceID
	err     error
}

// files yields the captures in a file or folder, each line of JSON Lines as
// one.
func (d *Desk) files(path string) func(yield func(incoming) bool) {
	return func(yield func(incoming) bool) {
		root := path
		if real, err := filepath.EvalSymlinks(path); err == nil { // a link to a folder is that folder
			root = real
		}
		err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
			if err != nil {
				if !yield(incoming{from: file, err: err}) {
					return fs.SkipAll
				}
				return nil
			}
			if name := e.Name(); file != root && strings.HasPrefix(name, ".") {
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if e.IsDir() {
				return nil
			}
			for in := range d.file(file) {
				if !yield(in) {
					return fs.SkipAll
				}
			}
			return nil
		})
		if err != nil {
			yield(incoming{from: path, err: err})
		}
	}
}

func (d *Desk) file(path string) func(yield func(incoming) bool) {
	return func(yield func(incoming) bool) {
		b, err := readFile(path)
		if err != nil {
			yield(incoming{from: path, err: err})
			return
		}
		c := archive.Capture{URL: filepath.Base(path), At: d.time(), Body: b}
		if !collect.IsLines(c) {
			yield(incoming{capture: c, from: path})
			return
		}
		n := 0
		for line, err := range collect.Lines(c) {
			if n++; !yield(incoming{capture: line, from: path, err: err}) {
				return
			}
		}
		if n == 0 {
			yield(incoming{from: path, err: fmt.Errorf("%s: no reports in it: %w", path, recount.ErrInvalid)})
		}
	}
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, archive.Limit+1))
	if err == nil && len(b) > archive.Limit {
		err = fmt.Errorf("%s: more than %d bytes: %w", path, archive.Limit, recount.ErrInvalid)
	}
	return b, err
}
