package collect

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A File is bytes on their way in. They need not fit into memory.
type File struct {
	Name    string // as reports and errors name it
	At      time.Time
	Body    io.ReaderAt
	Size    int64
	Columns Columns // of a table, which holds what; nil if that is told by their names
	Beside  fs.FS   // what lies beside it, such as the media of an export; nil if nothing may be looked at

	inside int // how many files it lies in
}

// Open opens a file on the disk, to be unpacked and then closed. What lies in
// its folder is beside it.
func Open(name string) (f File, done func() error, err error) {
	file, err := os.Open(name)
	if err != nil {
		return f, nil, err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; name the files in it, or keep them with: recount add %s", name, name)
	}
	if err != nil {
		return f, nil, errors.Join(err, file.Close())
	}
	f, done = File{Name: name, Body: file, Size: info.Size()}, file.Close
	if beside, err := os.OpenRoot(filepath.Dir(name)); err == nil { // nothing outside of it is read, whatever links lead there
		f.Beside, done = beside.FS(), func() error { return errors.Join(file.Close(), beside.Close()) }
	}
	return f, done, nil
}

// Whole is the most bytes of a file that is one capture, such as a PDF.
const Whole = 64 << 20

// maxInside is how deep files may lie in files.
const maxInside = 2

// opening is how many bytes tell what a file is.
const opening = 4096

// Unpack yields the captures that a file holds: one if it is a page, a text or
// a document; each line of JSON Lines, each message of an export, each
// response of a web archive. What is wrong in it is yielded as an error that
// names the file and the place, and what comes after follows where that can be
// found. Nothing is kept: what a container holds is read as it is asked for.
func Unpack(f File) iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		unpack, err := unpackerOf(f)
		if err != nil {
			yield(archive.Capture{}, err)
			return
		}
		if unpack == nil {
			yield(whole(f))
			return
		}
		in, err := f.digest()
		if err != nil {
			yield(archive.Capture{}, err)
			return
		}
		n := 0
		unpack(f, func(got archive.Capture, err error) bool {
			n++
			if got.In == "" {
				got.In = in
			}
			return yield(got, err)
		})
		if n == 0 {
			yield(archive.Capture{}, fmt.Errorf("%s: no reports in it: %w", f.Name, recount.ErrInvalid))
		}
	}
}

// An unpacker yields the captures in a file that holds some.
type unpacker func(File, func(archive.Capture, error) bool)

// unpackerOf returns what unpacks f, nil if it is one capture itself. It tells
// by how the file opens and, where that leaves doubt, by its name.
func unpackerOf(f File) (unpacker, error) {
	head := make([]byte, min(f.Size, opening))
	if _, err := f.Body.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	office, _ := officeOf(f.Body, f.Size)
	switch ext := extOf(f.Name); {
	case archive.IsWARC(head), strings.HasSuffix(strings.ToLower(f.Name), ".warc.gz"): // its first record may be broken
		return unpackWARC, nil
	case holdsWACZ(head, ext):
		return unpackWACZ, nil
	case holdsTelegram(head):
		return unpackTelegram, nil
	case holdsTelegramPage(head):
		return unpackTelegramPage, nil
	case holdsWhatsApp(head):
		return unpackWhatsApp, nil
	case holdsMail(head, ext):
		return unpackMail, nil
	case holdsLines(head, ext):
		return unpackLines, nil
	case holdsTable(head, ext):
		return unpackCSV, nil
	case office == xlsx:
		return unpackXLSX, nil
	case office == docx || office == odt:
		return nil, nil
	case office != noOffice:
		return nil, f.unread("an office document")
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return nil, f.unread("a rich text document (RTF)")
	case holdsZip(head, ext):
		return unpackZip, nil
	case ext == ".json" && !binary(head):
		return nil, f.unread("JSON of another form than JSON Lines")
	}
	return nil, nil
}

// extOf is how a file's name ends, or the path of an address, in small letters.
func extOf(name string) string {
	if u, err := url.Parse(name); err == nil && u.Host != "" {
		name = u.Path
	}
	return strings.ToLower(path.Ext(name))
}

// unread refuses a form that is known and would be read wrongly as another.
func (f File) unread(what string) error {
	return fmt.Errorf("%s: this is %s, which is not read yet: %w", f.Name, what, recount.ErrInvalid)
}

// Captures yields what was fetched: itself, or the captures in it if it is a
// file that holds some, such as a web archive or JSON Lines. If it is a table,
// columns say which of its columns holds what; see [File].
func Captures(c archive.Capture, columns Columns) iter.Seq2[archive.Capture, error] {
	if k := kindOf(c); k != jsonLine && k != message && k != tableRowKind {
		f := File{Name: c.URL, At: c.At, Body: bytes.NewReader(c.Body), Size: int64(len(c.Body)), Columns: columns}
		if unpack, err := unpackerOf(f); unpack != nil || err != nil {
			return Unpack(f)
		}
	}
	return func(yield func(archive.Capture, error) bool) { yield(c, nil) }
}

// digest names f so that what came in it can be traced to it.
func (f File) digest() (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f.Body, 0, f.Size)); err != nil {
		return "", fmt.Errorf("%s: %w", f.Name, err)
	}
	return fmt.Sprintf("%s sha256:%x", unnamed(f.Name), h.Sum(nil)), nil
}

func whole(f File) (archive.Capture, error) {
	if f.Size > Whole {
		return archive.Capture{}, fmt.Errorf("%s: %d bytes are more than %d: %w", f.Name, f.Size, Whole, recount.ErrInvalid)
	}
	b := make([]byte, f.Size)
	if n, err := f.Body.ReadAt(b, 0); err != nil && !(errors.Is(err, io.EOF) && n == len(b)) {
		return archive.Capture{}, fmt.Errorf("%s: %w", f.Name, err)
	}
	return archive.Capture{URL: f.Name, At: f.At, Body: b}, nil
}

func holdsZip(b []byte, ext string) bool {
	return strings.HasPrefix(string(b), "PK\x03\x04") && ext != ".docx" && ext != ".xlsx" && ext != ".odt"
}

// unpackZip takes the files out of a ZIP. They are the same captures as if they
// lay in a folder.
func unpackZip(f File, yield func(archive.Capture, error) bool) {
	bad := func(format string, args ...any) bool {
		return yield(archive.Capture{}, fmt.Errorf("%s: %s: %w", f.Name, fmt.Sprintf(format, args...), recount.ErrInvalid))
	}
	z, err := zip.NewReader(f.Body, f.Size)
	if err != nil {
		bad("%v", err)
		return
	}
	if f.inside >= maxInside {
		bad("files in it lie more than %d deep", maxInside)
		return
	}
	names := make([]string, len(z.File))
	for i, e := range z.File {
		names[i] = e.Name
	}
	beside := beside(z, names)
	for _, e := range z.File {
		if base := path.Base(e.Name); e.FileInfo().IsDir() || strings.HasPrefix(base, ".") || strings.HasPrefix(e.Name, "__MACOSX/") || beside(e.Name) {
			continue
		}
		name := f.Name + "/" + e.Name
		in, err := zipped(f, e, name)
		if err != nil {
			if !bad("%s: %v", e.Name, err) {
				return
			}
			continue
		}
		dir, _ := fs.Sub(z, path.Dir(e.Name))
		in.Beside = dir
		for c, err := range Unpack(in) {
			if !yield(c, err) {
				return
			}
		}
	}
}

// zipped opens one file of a ZIP: where it lies if it was not compressed, or
// in memory up to what one capture may have.
func zipped(f File, e *zip.File, name string) (File, error) {
	in := File{Name: name, At: f.At, inside: f.inside + 1, Size: int64(e.UncompressedSize64)}
	if at, err := e.DataOffset(); err == nil && e.Method == zip.Store {
		if at < 0 || in.Size > f.Size-at {
			return in, errors.New("it ends beyond the file")
		}
		in.Body = io.NewSectionReader(f.Body, at, in.Size)
		return in, nil
	}
	if in.Size > Whole {
		return in, fmt.Errorf("%d bytes are more than %d; unpack it first", in.Size, Whole)
	}
	r, err := e.Open()
	if err != nil {
		return in, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, Whole+1)) // whatever size it says it has
	if err != nil {
		return in, err
	}
	if len(b) > Whole {
		return in, fmt.Errorf("more than %d bytes; unpack it first", Whole)
	}
	in.Body, in.Size = strings.NewReader(string(b)), int64(len(b))
	return in, nil
}
