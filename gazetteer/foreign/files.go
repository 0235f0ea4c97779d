package foreign

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// A file is one stream of rows: a file, or a member of a zip archive.
type file struct {
	name   string
	path   string
	member *zip.File
	form   Format
	size   int64
	sum    hash.Hash
}

// files are those of one import, in the order to be read.
type files struct {
	list   []*file
	zips   []*zip.ReadCloser
	family Format
	root   string
}

func (f *files) close() {
	for _, z := range f.zips {
		z.Close()
	}
}

func (f *file) open() (io.ReadCloser, error) {
	if f.member != nil {
		return f.member.Open()
	}
	return os.Open(f.path)
}

// expand lists the files that paths name and finds out what is in each.
func expand(ctx context.Context, paths []string, want Format) (_ *files, err error) {
	if len(paths) == 0 {
		return nil, fmt.Errorf("no file to import: %w", recount.ErrInvalid)
	}
	all := &files{root: filepath.Base(paths[0])}
	defer func() {
		if err != nil {
			all.close()
		}
	}()
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
		if !info.IsDir() {
			if err := all.add(p, want, true); err != nil {
				return nil, err
			}
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") || alternative(d.Name()) {
				return nil
			}
			return all.add(path, want, false)
		})
		if err != nil {
			return nil, err
		}
	}
	for _, f := range all.list {
		if fam := f.form.family(); all.family == "" {
			all.family = fam
		} else if fam != all.family {
			return nil, fmt.Errorf("%s is %s and other files are %s; import them one by one: %w", f.name, fam, all.family, recount.ErrInvalid)
		}
	}
	if len(all.list) == 0 {
		return nil, fmt.Errorf("%s: no file in a known form: %w", paths[0], recount.ErrInvalid)
	}
	slices.SortStableFunc(all.list, func(a, b *file) int { return a.form.turn() - b.form.turn() })
	if all.list[0].form.turn() > 0 {
		return nil, fmt.Errorf("%s goes with a GeoNames country file; name both: %w", all.list[0].name, recount.ErrInvalid)
	}
	return all, nil
}

// alternative reports whether a file of Who's On First is another shape of a
// place that has a file of its own.
func alternative(name string) bool { return strings.Contains(name, "-alt-") }

// add adds a file, or the members of an archive. Beside others, in a folder or
// an archive, a file in no known form is left out.
func (f *files) add(path string, want Format, named bool) error {
	if len(f.list) >= maxFiles {
		return fmt.Errorf("%s: more than %d files: %w", path, maxFiles, recount.ErrInvalid)
	}
	one := &file{name: filepath.Base(path), path: path, form: want}
	head, err := one.head()
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return f.unzip(path, want)
	}
	return f.take(one, head, want, named)
}

func (f *files) take(one *file, head []byte, want Format, named bool) error {
	if want == Auto || want == GeoNames {
		found, why := detect(head)
		if found == Auto && want == GeoNames && named {
			found = GeoNames
		}
		if found == Auto {
			if named {
				return fmt.Errorf("%s: %s: %w", one.name, why, recount.ErrInvalid)
			}
			return nil
		}
		one.form = found
	}
	if text := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"); want == OCHA && len(text) > 0 && text[0] != '{' && text[0] != '[' {
		one.form = ochaTable
	}
	f.list = append(f.list, one)
	return nil
}

func (f *files) unzip(path string, want Format) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return fmt.Errorf("import %s: %w: %w", path, err, recount.ErrInvalid)
	}
	f.zips = append(f.zips, z)
	for _, m := range z.File {
		name := filepath.Base(filepath.ToSlash(m.Name))
		if m.FileInfo().IsDir() || strings.HasPrefix(name, ".") || alternative(name) || strings.HasPrefix(m.Name, "__MACOSX") {
			continue
		}
		if len(f.list) >= maxFiles {
			return fmt.Errorf("%s: more than %d files: %w", path, maxFiles, recount.ErrInvalid)
		}
		one := &file{name: filepath.Base(path) + ":" + name, member: m, form: want}
		head, err := one.head()
		if err != nil {
			return fmt.Errorf("import %s: %w: %w", one.name, err, recount.ErrInvalid)
		}
		if err := f.take(one, head, want, false); err != nil {
			return err
		}
	}
	return nil
}

func (f *file) head() ([]byte, error) {
	r, err := f.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, 64<<10))
	return b, err
}

// summary lists what was read; a folder of many files is one line.
func (f *files) summary() []gazetteer.LayerFile {
	var out []gazetteer.LayerFile
	all, size := sha256.New(), int64(0)
	for _, one := range f.list {
		sum := hex.EncodeToString(one.sum.Sum(nil))
		out = append(out, gazetteer.LayerFile{Name: one.name, Bytes: one.size, SHA256: sum})
		fmt.Fprintln(all, sum)
		size += one.size
	}
	if len(out) > 20 {
		return []gazetteer.LayerFile{{Name: fmt.Sprintf("%s (%d files)", f.root, len(out)), Bytes: size, SHA256: hex.EncodeToString(all.Sum(nil))}}
	}
	return out
}

// file reads one stream of rows.
func (im *importer) file(f *file) error {
	r, err := f.open()
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	defer r.Close()
	f.sum = sha256.New()
	in := &stream{r: r, left: maxBytes, sum: f.sum}
	im.name, im.row = f.name, 0
	b := bufio.NewReaderSize(in, 64<<10)
	if bom, _ := b.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3) // they were just seen
	}
	if err := readers[f.form](im, b, in); err != nil {
		if im.ctx.Err() != nil {
			return im.ctx.Err()
		}
		return fmt.Errorf("%s: after row %d: %w", f.name, im.row, err)
	}
	in.free()
	if _, err := io.Copy(io.Discard, b); err != nil { // what stands after the last row counts for the hash
		return fmt.Errorf("%s: %w", f.name, err)
	}
	f.size = in.read
	return nil
}

// A stream hashes what is read and keeps it in bounds: of the file, and of
// each row, which begins with a call of fresh.
type stream struct {
	r    io.Reader
	sum  hash.Hash
	read int64
	left int64
	row  int64 // bytes left for the row; 0 for no bound
	most int64
}

var errTooLarge = errors.New("larger than is read")

// fresh begins a row of at most n bytes, give or take a buffer.
func (s *stream) fresh(n int64) { s.row, s.most = n, n }

func (s *stream) free() { s.most = 0 }

func (s *stream) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	s.sum.Write(b[:n])
	s.read += int64(n)
	if s.left -= int64(n); s.left < 0 {
		return 0, fmt.Errorf("a file %w: %w", errTooLarge, recount.ErrInvalid)
	}
	if s.most > 0 {
		if s.row -= int64(n); s.row < 0 {
			return 0, fmt.Errorf("a row %w: %w", errTooLarge, recount.ErrInvalid)
		}
	}
	return n, err
}
