package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/recountlab/recount"
)

// A Record is one record of a web archive file (WARC, ISO 28500:2017; 1.0 and 1.1).
type Record struct {
	Offset int64 // where it begins in the file: it, or the gzip member that holds it
	Fields Fields
	Block  []byte
}

// Fields are named values in the order they stand in. Names are compared
// without regard to case.
type Fields [][2]string

// Get returns the first value with the name, "" if there is none.
func (f Fields) Get(name string) string {
	for _, nv := range f {
		if strings.EqualFold(nv[0], name) {
			return nv[1]
		}
	}
	return ""
}

// Type is what the record holds: response, resource, warcinfo, revisit and so on.
func (r Record) Type() string { return strings.ToLower(r.Fields.Get("WARC-Type")) }

// URL is the address that the record is about.
func (r Record) URL() string {
	return strings.Trim(r.Fields.Get("WARC-Target-URI"), "<>") // some versions of Wget put brackets
}

// At is when the record was made, zero if it does not say.
func (r Record) At() time.Time {
	t, err := time.Parse(time.RFC3339, r.Fields.Get("WARC-Date"))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// ErrTooLong is the error of what has more bytes than were allowed. With a
// record the opening of its block comes.
var ErrTooLong = fmt.Errorf("longer than allowed: %w", recount.ErrInvalid)

const (
	maxFields = 1 << 20  // bytes of all fields of a record or an answer
	openingOf = 64 << 10 // bytes that are kept of a record that is too long
)

// Records yields the records of a web archive file, which may be plain, have a
// gzip member for each record, or be compressed as a whole. Only one record,
// with a block of at most most bytes, is in memory at a time. What is broken,
// cut off, too long or does not have the digest it states comes with an error
// that names the offset, and reading goes on at the next record that can be
// found; records that are whole but for their digest come with it. If r can
// seek, the search begins behind the start of what was broken.
func Records(r io.Reader, most int) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		w := &warcReader{src: r, in: bufio.NewReaderSize(r, 64<<10), most: most, text: bufio.NewReaderSize(nil, 64<<10)}
		if b, _ := w.in.Peek(2); string(b) == "\x1f\x8b" {
			w.members(yield)
		} else {
			w.plain(yield)
		}
	}
}

type warcReader struct {
	src  io.Reader
	in   *bufio.Reader // of src, and at its offset at
	at   int64
	back int64 // how many bytes were read again
	most int
	text *bufio.Reader // what a gzip member holds
}

// Read and ReadByte count. That there is a ReadByte keeps gzip from reading
// more than a member.
func (w *warcReader) Read(b []byte) (int, error) {
	n, err := w.in.Read(b)
	w.at += int64(n)
	return n, err
}

func (w *warcReader) ReadByte() (byte, error) {
	b, err := w.in.ReadByte()
	if err == nil {
		w.at++
	}
	return b, err
}

func broken(at int64, format string, args ...any) error {
	return fmt.Errorf("record at byte %d: %w: %w", at, fmt.Errorf(format, args...), recount.ErrInvalid)
}

func (w *warcReader) members(yield func(Record, error) bool) {
	var z *gzip.Reader
	for {
		start := w.at
		err := error(nil)
		if z == nil {
			z, err = gzip.NewReader(w)
		} else {
			err = z.Reset(w)
		}
		if err == io.EOF {
			return
		}
		if err == nil {
			z.Multistream(false)
			w.text.Reset(z)
			var on bool
			if on, err = w.records(w.text, func() int64 { return start }, yield); !on {
				return
			}
		}
		if err == nil {
			continue
		}
		if !yield(Record{Offset: start}, broken(start, "%v", unexpected(err))) {
			return
		}
		if !w.seek(start, "\x1f\x8b\x08", IsWARC) {
			return
		}
	}
}

func (w *warcReader) plain(yield func(Record, error) bool) {
	for {
		var start int64
		text := bufio.NewReaderSize(w, 16) // as small as can be: w has a buffer
		on, err := w.records(text, func() int64 { start = w.at - int64(text.Buffered()); return start }, yield)
		if !on || err == nil {
			return
		}
		if !yield(Record{Offset: start}, broken(start, "%v", unexpected(err))) {
			return
		}
		if !w.seek(start, opensRecord, nil) {
			return
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("it is cut off")
	}
	return err
}

// opensRecord are the bytes with which every record opens.
const opensRecord = "WARC/1."

// IsWARC reports whether b is the opening of a web archive file, compressed or
// not.
func IsWARC(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("\x1f\x8b")) {
		return bytes.HasPrefix(b, []byte(opensRecord))
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return false
	}
	head := make([]byte, len(opensRecord))
	_, err = io.ReadFull(z, head)
	return err == nil && string(head) == opensRecord
}

// seek goes on to the next mark after what began at start.
func (w *warcReader) seek(start int64, mark string, is func([]byte) bool) bool {
	// Each byte is read again once at most on average, whatever the file says.
	if s, ok := w.src.(io.Seeker); ok && w.back+w.at-start <= w.at+1<<20 {
		if _, err := s.Seek(start+1-w.at-int64(w.in.Buffered()), io.SeekCurrent); err == nil {
			w.back += w.at - start
			w.in.Reset(w.src)
			w.at = start + 1
		}
	}
	for {
		b, _ := w.in.Peek(4096)
		i := bytes.Index(b, []byte(mark))
		switch {
		case len(b) < len(mark):
			return false
		case i == 0 && (is == nil || is(b)):
			return true
		case i < 0:
			i = len(b) - len(mark) + 1
		case i == 0:
			i = 1
		}
		n, _ := w.in.Discard(i)
		w.at += int64(n)
	}
}

// records yields the records in text. It returns an error if what comes after
// cannot be told from what came.
func (w *warcReader) records(text *bufio.Reader, at func() int64, yield func(Record, error) bool) (on bool, err error) {
	for {
		if _, err := skipLines(text); err != nil {
			return true, err
		}
		if _, err := text.Peek(1); err == io.EOF {
			return true, nil
		}
		r := Record{Offset: at()}
		long, err := w.record(&r, text)
		if err != nil {
			return true, err
		}
		if long > 0 {
			err = fmt.Errorf("record at byte %d: %s: %d bytes, more than %d: %w", r.Offset, r.URL(), long, w.most, ErrTooLong)
		} else {
			err = r.verify()
		}
		if !yield(r, err) {
			return false, nil
		}
	}
}

// record reads one record. Of one that is too long it returns the length and
// keeps the opening.
func (w *warcReader) record(r *Record, text *bufio.Reader) (long int64, err error) {
	room := maxFields
	version, err := fieldLine(text, &room)
	if err != nil {
		return 0, err
	}
	if !strings.HasPrefix(version, opensRecord) {
		return 0, fmt.Errorf("%.20q is not WARC/1.0 or WARC/1.1", version)
	}
	if r.Fields, err = readFields(text, &room); err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(r.Fields.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("Content-Length %.40q is no length", r.Fields.Get("Content-Length"))
	}
	keep := n
	if n > int64(w.most) {
		long, keep = n, min(int64(w.most), openingOf)
	}
	var b bytes.Buffer
	b.Grow(int(min(keep, 1<<20)))
	if _, err := io.CopyN(&b, text, keep); err != nil {
		return 0, err
	}
	r.Block = b.Bytes()
	if _, err := io.CopyN(io.Discard, text, n-keep); err != nil {
		return 0, err
	}
	ends, err := skipLines(text) // at the end of a gzip member this checks its sum
	if err != nil {
		return 0, err
	}
	if _, err := text.Peek(1); err == nil && ends == 0 {
		return 0, fmt.Errorf("it does not end after the %d bytes it states", n)
	}
	return long, nil
}

// skipLines goes past line ends, of which some writers put more than the two
// there should be and some fewer, and returns how many bytes they had.
func skipLines(r *bufio.Reader) (n int, err error) {
	for {
		b, err := r.Peek(1)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		if b[0] != '\r' && b[0] != '\n' {
			return n, nil
		}
		n++
		if _, err := r.Discard(1); err != nil {
			return n, err
		}
	}
}

// fieldLine reads a line without its end, taking its length from room.
func fieldLine(r *bufio.Reader, room *int) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if *room -= len(part); *room < 0 {
			return "", errors.New("its fields have no end")
		}
		line = append(line, part...)
		if err == nil {
			return strings.TrimRight(string(line), "\r\n"), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return "", err
		}
	}
}

// readFields reads fields up to an empty line. A line that begins with a space
// goes on with the value before it; one that is no field is passed over.
func readFields(r *bufio.Reader, room *int) (Fields, error) {
	var fs Fields
	for {
		line, err := fieldLine(r, room)
		if err != nil || line == "" {
			return fs, err
		}
		if (line[0] == ' ' || line[0] == '\t') && len(fs) > 0 {
			last := &fs[len(fs)-1]
			last[1] = strings.TrimSpace(last[1] + " " + strings.TrimSpace(line))
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			fs = append(fs, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}
