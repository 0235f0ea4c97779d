package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

var noon = time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)

func page(n int) archive.Capture {
	return archive.Capture{URL: fmt.Sprintf("https://www.example.org/%d?b=2&a=1", n), At: noon.Add(time.Duration(n) * time.Minute), Status: 200,
		Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}, "Set-Cookie": {"a", "b"}},
		Body:   []byte(strings.Repeat(fmt.Sprintf("<p>%d were killed in the town.\n", n), 20))}
}

// zipped compresses b as one gzip member.
func zipped(b string) string {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	io.WriteString(z, b)
	z.Close()
	return out.String()
}

// raw is a record as text.
func raw(fields, block string) string {
	return fmt.Sprintf("WARC/1.0\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", fields, len(block), block)
}

func response(url, block string) string {
	return raw("warc-type: response\r\nWARC-Target-URI: <"+url+">\r\nWARC-Date: 2024-03-05T12:00:00Z\r\nContent-Type: application/http;\r\n msgtype=response\r\n", block)
}

// read returns the addresses of the sound records, and the errors.
func read(r io.Reader) (urls []string, errs []error) {
	for r, err := range archive.Records(r, 1<<20) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		urls = append(urls, r.URL())
	}
	return urls, errs
}

func TestRecordsAreReadAsTheyWereWritten(t *testing.T) {
	var b bytes.Buffer
	w := archive.NewRecordWriter(&b)
	want := []archive.Capture{page(1), page(2), {URL: "file:///a%20b.pdf", At: noon, Header: map[string][]string{"Content-Type": {"application/pdf"}}, Body: []byte("%PDF")}}
	for _, c := range want {
		if _, end, err := w.Write(archive.RecordOf(c)); err != nil || end != int64(b.Len()) {
			t.Fatal(end, b.Len(), err)
		}
	}
	text, err := gzip.NewReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{"gzip member for each": b.String(), "plain": string(plain), "one gzip around all": zipped(string(plain))} {
		var got []archive.Capture
		ids := map[string]bool{}
		for r, err := range archive.Records(strings.NewReader(in), 1<<20) {
			if err != nil {
				t.Fatal(name, err)
			}
			c, err := r.Capture()
			if err != nil {
				t.Fatal(name, err)
			}
			delete(c.Header, "Content-Length")
			got = append(got, c)
			ids[r.Fields.Get("warc-record-id")] = true
		}
		if !reflect.DeepEqual(got, want) || len(ids) != len(want) {
			t.Errorf("%s: got %v with %v", name, got, ids)
		}
	}
}

func TestBrokenRecordsAreNamedAndPassedOver(t *testing.T) {
	one, two, three := response("http://a/1", "HTTP/1.1 200 OK\r\n\r\none"), response("http://a/2", "HTTP/1.1 200 OK\r\n\r\ntwo"), response("http://a/3", "HTTP/1.1 200 OK\r\n\r\nthree")
	digest := strings.Replace(two, "Content-Length", "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nContent-Length", 1)
	flipped := []byte(zipped(two))
	flipped[len(flipped)-6] ^= 1 // its sum
	for name, tc := range map[string]struct {
		in     string
		seeks  bool
		urls   string
		errs   int
		at     int
		reason string
		is     error
	}{
		"plain and cut off":             {one + two[:len(two)-9], true, "http://a/1", 1, len(one), "cut off", recount.ErrInvalid},
		"gzip and cut off":              {zipped(one) + zipped(two)[:80], true, "http://a/1", 1, len(zipped(one)), "cut off", recount.ErrInvalid},
		"cut off between others":        {zipped(one) + zipped(two)[:80] + zipped(three), true, "http://a/1 http://a/3", 1, len(zipped(one)), "", recount.ErrInvalid},
		"no gzip between others":        {zipped(one) + "some bytes" + zipped(three), false, "http://a/1 http://a/3", 1, len(zipped(one)), "header", recount.ErrInvalid},
		"a wrong sum of gzip":           {zipped(one) + string(flipped) + zipped(three), true, "http://a/1 http://a/3", 1, len(zipped(one)), "checksum", recount.ErrInvalid},
		"no length":                     {one + strings.Replace(two, "Content-Length", "Length", 1) + three, false, "http://a/1 http://a/3", 1, len(one), "Content-Length", recount.ErrInvalid},
		"length beyond the next record": {one + strings.Replace(two, "Length: 2", "Length: 12", 1) + three, true, "http://a/1 http://a/3", 1, len(one), "does not end", recount.ErrInvalid},
		"length beyond the file":        {one + strings.Replace(two, "Length: 2", "Length: 12345", 1) + three, true, "http://a/1 http://a/3", 1, len(one), "cut off", recount.ErrInvalid},
		"a wrong digest":                {one + digest + three, true, "http://a/1 http://a/3", 1, len(one), "sha1:AAAA", recount.ErrTampered},
		"a wrong digest in gzip":        {zipped(one) + zipped(digest) + zipped(three), true, "http://a/1 http://a/3", 1, len(zipped(one)), "sha1:AAAA", recount.ErrTampered},
		"too long":                      {zipped(one) + zipped(response("http://a/2", strings.Repeat("x", 1<<20+1))) + zipped(three), true, "http://a/1 http://a/3", 1, len(zipped(one)), "1048577 bytes", archive.ErrTooLong},
		"fields without end":            {zipped(one) + zipped("WARC/1.0\r\n"+strings.Repeat("x", 2<<20)) + zipped(three), true, "http://a/1 http://a/3", 1, len(zipped(one)), "no end", recount.ErrInvalid},
		"nothing wrong":                 {one + two + three, false, "http://a/1 http://a/2 http://a/3", 0, 0, "", nil},
	} {
		var in io.Reader = strings.NewReader(tc.in)
		if !tc.seeks {
			in = io.MultiReader(in)
		}
		urls, errs := read(in)
		if strings.Join(urls, " ") != tc.urls || len(errs) != tc.errs {
			t.Errorf("%s: got %v, %v", name, urls, errs)
			continue
		}
		for _, err := range errs {
			if !strings.Contains(err.Error(), fmt.Sprintf("at byte %d:", tc.at)) || !strings.Contains(err.Error(), tc.reason) || !errors.Is(err, tc.is) {
				t.Errorf("%s: got %v, want it at %d", name, err, tc.at)
			}
		}
	}
}

func TestStatedDigestsThatHold(t *testing.T) {
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
	for _, d := range []string{
		"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", // of abc
		"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"md5:x", "none",
	} {
		in := strings.Replace(response("http://a/", chunked), "Content-Length", "WARC-Payload-Digest: "+d+"\r\nContent-Length", 1)
		if urls, errs := read(strings.NewReader(in)); len(urls) != 1 || errs != nil {
			t.Errorf("%s: %v %v", d, urls, errs)
		}
	}
}

// A file that claims a great length again and again does not make the reader
// go back again and again.
func TestGoingBackHasAnEnd(t *testing.T) {
	in := &counted{Reader: strings.NewReader(strings.Repeat("WARC/1.0\r\nContent-Length: 99999999\r\n\r\n", 1<<18))}
	read(in)
	if in.n > 4*in.Size() {
		t.Errorf("read %d bytes of %d", in.n, in.Size())
	}
}

type counted struct {
	*strings.Reader
	n int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

func TestDecoded(t *testing.T) {
	text := strings.Repeat("Four were killed. ", 10)
	chunks := fmt.Sprintf("%x;x=y\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n", 10, text[:10], len(text)-10, text[10:])
	zchunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(zipped(text)), zipped(text))
	for name, tc := range map[string]struct {
		transfer, content, body string
		want                    string // "" for an error
	}{
		"as it is":             {"", "", text, text},
		"identity":             {"", "identity", text, text},
		"chunked":              {"chunked", "", chunks, text},
		"chunks joined before": {"chunked", "", text, text},
		"chunks cut off":       {"chunked", "", chunks[:60], ""},
		"chunks without end":   {"chunked", "", chunks[:len(chunks)-5], ""},
		"gzip":                 {"", "gzip", zipped(text), text},
		"gzip in chunks":       {"chunked", "GZIP", zchunks, text},
		"gzip twice":           {"", "gzip, gzip", zipped(zipped(text)), text},
		"gzip taken off":       {"", "gzip", text, text},
		"gzip cut off":         {"", "gzip", zipped(text)[:20], ""},
		"gzip bomb":            {"", "gzip", zipped(strings.Repeat("x", 1<<20)), ""},
		"brotli":               {"", "br", brotlied(text), text},
		"brotli taken off":     {"", "br", text, text},
		"brotli cut off":       {"", "br", brotlied(text)[:20], ""},
		"brotli bomb":          {"", "br", brotlied(strings.Repeat("x", 1<<20)), ""},
		"zstandard":            {"", "zstd", zstded(text), text},
		"zstandard taken off":  {"", "zstd", text, text},
		"zstandard cut off":    {"", "zstd", zstded(text)[:20], ""},
		"zstandard bomb":       {"", "zstd", zstded(strings.Repeat("x", 1<<20)), ""},
		"a coding nobody has":  {"", "compress", text, ""},
		"five codings":         {"", "gzip,gzip,gzip,gzip,gzip", text, ""},
	} {
		c := archive.Capture{URL: "http://a/", Header: map[string][]string{"Transfer-Encoding": {tc.transfer}, "Content-Encoding": {tc.content}}, Body: []byte(tc.body)}
		got, err := c.Decoded(1000)
		if string(got) != tc.want || (err != nil) != (tc.want == "") || err != nil && !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func brotlied(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zstded(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

func captures(n int) iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		for i := range n {
			if !yield(page(i), nil) {
				return
			}
		}
	}
}

func TestWACZ(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := archive.WriteWACZ(w, captures(30), noon, "recount"); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("written twice, it is not the same")
	}
	open := func(b []byte) (*archive.WACZ, []error) {
		w, err := archive.OpenWACZ(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		return w, slices.Collect(w.Check())
	}
	w, errs := open(a.Bytes())
	if errs != nil {
		t.Error(errs)
	}
	n := 0
	for r, err := range w.Records(1 << 20) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Type() == "response" {
			c, err := r.Capture()
			if want := page(n); err != nil || c.URL != want.URL || !c.At.Equal(want.At) || !bytes.Equal(c.Body, want.Body) {
				t.Errorf("got %v, %v", c, err)
			}
			n++
		}
	}
	if n != 30 {
		t.Errorf("read %d", n)
	}
	bad := bytes.Clone(a.Bytes())
	bad[bytes.Index(bad, []byte("\x1f\x8b\x08"))+1000] ^= 1
	if _, errs := open(bad); len(errs) != 1 || !errors.Is(errs[0], recount.ErrTampered) || !strings.Contains(errs[0].Error(), "archive/data.warc.gz") {
		t.Errorf("a byte was changed: %v", errs)
	}
	failed := errors.New("no more")
	err := archive.WriteWACZ(io.Discard, func(yield func(archive.Capture, error) bool) { yield(archive.Capture{}, failed) }, noon, "")
	if !errors.Is(err, failed) {
		t.Error(err)
	}
}

func TestSurt(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.Example.org/A?b=2&a=1": "org,example)/a?a=1&b=2",
		"http://news.example.org":           "org,example,news)/",
		"http://example.org:8080/":          "org,example:8080)/",
		"https://example.org:443/x":         "org,example)/x",
		"http://www.org/":                   "org,www)/",
		"file:///a b":                       "file:///a%20b",
	} {
		if got := archive.Surt(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// Whatever bytes a file holds, reading ends, keeps to its limit and names its
// errors, and what was read can be written and read again.
func FuzzRecords(f *testing.F) {
	one := response("http://a/1", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n")
	f.Add([]byte(one + one))
	f.Add([]byte(zipped(one) + zipped(one)[:80] + zipped(one)))
	f.Add([]byte(zipped(one + strings.Replace(one, "Content-Length: ", "Content-Length: 9", 1))))
	f.Add([]byte(raw("WARC-Type: revisit\r\nWARC-Block-Digest: sha1:x\r\n", "HTTP/1.0 304 Not\r\n\r\n")))
	f.Add([]byte("WARC/1.1\r\na: b\r\n c\r\nContent-Length: -1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		const most = 1 << 16
		for r, err := range archive.Records(bytes.NewReader(b), most) {
			if r.Offset < 0 || r.Offset > int64(len(b)) || len(r.Block) > most {
				t.Fatalf("at %d, %d bytes", r.Offset, len(r.Block))
			}
			if err != nil {
				if !errors.Is(err, recount.ErrInvalid) && !errors.Is(err, recount.ErrTampered) {
					t.Fatal(err)
				}
				continue
			}
			if c, err := r.Capture(); err == nil {
				if d, err := c.Decoded(most); len(d) > most || err != nil && !errors.Is(err, recount.ErrInvalid) {
					t.Fatal(len(d), err)
				}
			}
			var out bytes.Buffer
			if _, _, err := archive.NewRecordWriter(&out).Write(r); err != nil {
				continue
			}
			for again, err := range archive.Records(&out, most) {
				if err != nil && !errors.Is(err, recount.ErrInvalid) || err == nil && !bytes.Equal(again.Block, r.Block) {
					t.Fatalf("wrote %q, read %q, %v", r.Block, again.Block, err)
				}
			}
		}
	})
}

// crawl is a file of pages of 50 kB, whose text is not all the same.
func crawl(b *testing.B) (plain int64, file []byte) {
	var out bytes.Buffer
	w := archive.NewRecordWriter(&out)
	for i := range 200 {
		r := archive.RecordOf(crawled(i))
		if _, _, err := w.Write(r); err != nil {
			b.Fatal(err)
		}
		plain += int64(len(r.Block))
	}
	return plain, out.Bytes()
}

func crawled(i int) archive.Capture {
	c := page(i)
	c.Body = nil
	for j := 0; len(c.Body) < 50_000; j++ {
		c.Body = fmt.Appendf(c.Body, "<p class=a%d>%d were killed in town %x, said %x.\n", j%7, j*i%97, j*j*(i+1), j*2654435761)
	}
	return c
}

func BenchmarkRecords(b *testing.B) {
	n, file := crawl(b)
	b.SetBytes(n)
	for b.Loop() {
		if urls, errs := read(bytes.NewReader(file)); len(urls) != 200 || errs != nil {
			b.Fatal(len(urls), errs)
		}
	}
}

func BenchmarkRecordWriter(b *testing.B) {
	n, _ := crawl(b)
	var rs []archive.Record
	for i := range 200 {
		rs = append(rs, archive.RecordOf(crawled(i)))
	}
	b.SetBytes(n)
	for b.Loop() {
		w := archive.NewRecordWriter(io.Discard)
		for _, r := range rs {
			if _, _, err := w.Write(r); err != nil {
				b.Fatal(err)
			}
		}
	}
}
