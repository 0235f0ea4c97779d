package archive

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/recountlab/recount"
)

// A RecordWriter writes records as WARC 1.1, each as a gzip member. The same
// records make the same bytes.
type RecordWriter struct {
	w  io.Writer
	at int64
	z  *gzip.Writer
}

// NewRecordWriter returns a writer to w.
func NewRecordWriter(w io.Writer) *RecordWriter {
	return &RecordWriter{w: w, z: gzip.NewWriter(nil)}
}

// Write writes a record and returns where its gzip member begins and ends. A
// record without a WARC-Record-ID gets one that follows from its type, address,
// time and block; lengths and the block's digest are set.
func (w *RecordWriter) Write(r Record) (start, end int64, err error) {
	sum := fmt.Sprintf("sha256:%x", sha256.Sum256(r.Block))
	head := Fields{{"WARC-Type", r.Type()}, {"WARC-Record-ID", r.ID()}}
	for _, nv := range r.Fields {
		if strings.ContainsAny(nv[0]+nv[1], "\r\n") {
			return 0, 0, fmt.Errorf("record of %q: %s has more than a line: %w", r.URL(), nv[0], recount.ErrInvalid)
		}
		switch strings.ToLower(nv[0]) {
		case "warc-type", "warc-record-id", "warc-block-digest", "content-length":
		default:
			head = append(head, nv)
		}
	}
	head = append(head, [2]string{"WARC-Block-Digest", sum}, [2]string{"Content-Length", strconv.Itoa(len(r.Block))})
	var b bytes.Buffer
	b.WriteString("WARC/1.1\r\n")
	for _, nv := range head {
		b.WriteString(nv[0] + ": " + nv[1] + "\r\n")
	}
	b.WriteString("\r\n")
	out := &counter{w: w.w}
	w.z.Reset(out)
	for _, part := range [][]byte{b.Bytes(), r.Block, []byte("\r\n\r\n")} {
		if _, err := w.z.Write(part); err != nil {
			return 0, 0, fmt.Errorf("write record: %w", err)
		}
	}
	if err := w.z.Close(); err != nil {
		return 0, 0, fmt.Errorf("write record: %w", err)
	}
	start, w.at = w.at, w.at+out.n
	return start, w.at, nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// ID is what the record is known by. One that was not given follows from what
// the record holds (RFC 9562, version 8).
func (r Record) ID() string {
	if id := r.Fields.Get("WARC-Record-ID"); id != "" {
		return id
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n", r.Type(), r.URL(), r.Fields.Get("WARC-Date"))
	h.Write(r.Block)
	u := h.Sum(nil)
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

func date(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Info is the record that a file begins with: who made it and when.
func Info(made time.Time, software string) Record {
	return Record{Fields: Fields{{"WARC-Type", "warcinfo"}, {"WARC-Date", date(made)}, {"Content-Type", "application/warc-fields"}},
		Block: []byte("software: " + software + "\r\nformat: WARC File Format 1.1\r\n")}
}

// RecordOf makes a record of c: a response if a server sent it, else a
// resource. Of an answer whose body was decoded, the fields that would deny it
// get the prefix X-Archive-Orig-, as is the custom among web archives.
func RecordOf(c Capture) Record {
	kind, of, block := c.Type(), "resource", c.Body
	if kind == "" {
		kind = "application/octet-stream"
	}
	if c.Status != 0 {
		kind, of, block = "application/http; msgtype=response", "response", answerOf(c)
	}
	return Record{Fields: Fields{{"WARC-Type", of}, {"WARC-Target-URI", address(c)}, {"WARC-Date", date(c.At)}, {"Content-Type", oneLine(kind)},
		{"WARC-Payload-Digest", "sha256:" + recount.Sum(c.Body).String()}}, Block: block}
}

// CameIn makes the record that says what file c came in, if it came in one, or
// what page showed it, as crawlers write it (E for embedded).
func CameIn(c Capture, of Record) (Record, bool) {
	via := "via: " + oneLine(c.In) + "\r\n"
	if c.For != "" {
		via = "via: " + oneLine(c.For) + "\r\nhopsFromSeed: E\r\n"
	}
	return Record{Fields: Fields{{"WARC-Type", "metadata"}, {"WARC-Target-URI", address(c)}, {"WARC-Date", date(c.At)}, {"WARC-Refers-To", of.ID()},
		{"Content-Type", "application/warc-fields"}}, Block: []byte(via)}, c.In != "" || c.For != ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// address is where c came from as a URI, which the name of a file is not.
func address(c Capture) string {
	if u, err := url.Parse(c.URL); err == nil && len(u.Scheme) > 1 {
		return u.String()
	}
	u := url.URL{Scheme: "file", Path: "/" + strings.TrimLeft(strings.ToValidUTF8(c.URL, "�"), "/")}
	return u.String()
}

func answerOf(c Capture) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d \r\n", c.Status)
	for _, name := range slices.Sorted(maps.Keys(c.Header)) {
		for _, v := range c.Header[name] {
			switch name {
			case "Content-Encoding", "Transfer-Encoding", "Content-Length":
				fmt.Fprintf(&b, "X-Archive-Orig-%s: %s\r\n", name, oneLine(v))
			default:
				fmt.Fprintf(&b, "%s: %s\r\n", oneLine(name), oneLine(v))
			}
		}
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(c.Body))
	b.Write(c.Body)
	return b.Bytes()
}
