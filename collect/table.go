package collect

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"golang.org/x/text/encoding"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// holdsTable tells a table (CSV, TSV) by its name or, where there is none, by
// its lines: three have as many cells, and the first is no prose.
func holdsTable(head []byte, ext string) bool {
	if binary(head) {
		return false
	}
	switch ext {
	case ".csv", ".tsv", ".tab":
		return true
	case "", ".txt":
	default:
		return false
	}
	lines := strings.SplitN(strings.TrimSpace(string(head)), "\n", 4)
	if len(lines) < 3 {
		return false
	}
	for _, sep := range []string{"\t", ",", ";"} {
		n := strings.Count(lines[0], sep)
		if n >= 2 && cells(lines[1], sep) == n && cells(lines[2], sep) == n && !strings.Contains(lines[0], sep+" ") {
			return true
		}
	}
	return false
}

// cells counts the separators of a line that are not in quotation marks.
func cells(line, sep string) (n int) {
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 0 {
			n += strings.Count(part, sep)
		}
	}
	return n
}

// A tableRow is a row of a table as it stands.
type tableRow struct {
	n     int // the line or row on which it begins, from 1
	cells []string
}

// rows yields the rows of a table. After an error none follow.
type rows = iter.Seq2[tableRow, error]

// unpackCSV yields the rows of a table as captures of their own.
func unpackCSV(f File, yield func(archive.Capture, error) bool) {
	t, err := newTable(f, f.Name, csvRows(f))
	if err != nil {
		yield(archive.Capture{}, err)
		return
	}
	t.yield(yield)
}

// csvRows reads a table of any of the usual separators and encodings.
func csvRows(f File) rows {
	return func(yield func(tableRow, error) bool) {
		text, err := textOf(f)
		if err != nil {
			yield(tableRow{}, err)
			return
		}
		in := &metered{r: text, left: Limit}
		buffered := bufio.NewReaderSize(in, 64<<10)
		head, _ := buffered.Peek(32 << 10)
		r := csv.NewReader(buffered)
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(string(head), extOf(f.Name)), true, -1
		for {
			in.left = Limit + 1<<20
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(tableRow{}, fmt.Errorf("%s: %v: %w", f.Name, err, recount.ErrInvalid))
				return
			}
			n, _ := r.FieldPos(0)
			if !yield(tableRow{n, cells}, nil) {
				return
			}
		}
	}
}

// metered ends a row that goes on for too long, as after a stray quotation mark.
type metered struct {
	r    io.Reader
	left int
}

// Read implements [io.Reader].
func (m *metered) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, fmt.Errorf("a row has more than %d bytes; a quotation mark may be missing", Limit)
	}
	n, err := m.r.Read(p)
	m.left -= n
	return n, err
}

// separator is the sign that stands between cells in most of the first lines.
func separator(head, ext string) rune {
	lines := strings.SplitN(head, "\n", 12)
	best, most := ',', 0
	for _, sep := range ",;\t|" {
		least := 1 << 20
		for i, l := range lines {
			if n := cells(l, string(sep)); strings.TrimSpace(l) != "" && (i == 0 || i+1 < len(lines)) {
				least = min(least, n)
			}
		}
		if first := cells(lines[0], string(sep)); least < 1<<20 && least*100+first > most {
			best, most = sep, least*100+first
		}
	}
	if most == 0 && ext == ".tsv" {
		return '\t'
	}
	return best
}

// textOf reads f as UTF-8, whatever it is written in: see decode.
func textOf(f File) (io.Reader, error) {
	all := io.NewSectionReader(f.Body, 0, f.Size)
	b, err := io.ReadAll(io.LimitReader(all, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	if _, err := all.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	little, big := zeros(b)
	var e encoding.Encoding
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")) || little:
		e = utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)
	case bytes.HasPrefix(b, []byte("\xfe\xff")) || big:
		e = utf16.UTF16(utf16.BigEndian, utf16.UseBOM)
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) || nearlyUTF8(b):
		e = utf16.UTF8BOM
	default:
		e = likeliest(b, nil)
	}
	return transform.NewReader(all, e.NewDecoder()), nil
}
