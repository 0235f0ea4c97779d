package desk

import (
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

// files yields the captures in a file or in the files of a folder.
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
			read, after := []string{file}, error(nil)
			if e.IsDir() {
				if read = collect.Export(os.DirFS(file)); len(read) == 0 {
					return nil
				}
				for i, name := range read {
					read[i] = filepath.Join(file, filepath.FromSlash(name))
				}
				after = fs.SkipDir // the rest are its media
			}
			for _, file := range read {
				for in := range d.file(file) {
					if !yield(in) {
						return fs.SkipAll
					}
				}
			}
			return after
		})
		if err != nil {
			yield(incoming{from: path, err: err})
		}
	}
}

// file yields the captures in one file.
func (d *Desk) file(path string) func(yield func(incoming) bool) {
	return func(yield func(incoming) bool) {
		f, done, err := collect.Open(path)
		if err != nil {
			yield(incoming{from: path, err: err})
			return
		}
		defer done()
		f.Name, f.At, f.Columns = filepath.Base(path), d.time(), d.Columns
		for c, err := range collect.Unpack(f) {
			if !yield(incoming{capture: c, from: path, err: err}) {
				return
			}
		}
	}
}
