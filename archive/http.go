package archive

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"github.com/recountlab/recount"
)

// Capture returns what a response or a resource holds. The body is as it was
// sent: see Decoded.
func (r Record) Capture() (Capture, error) {
	c := Capture{URL: r.URL(), At: r.At(), Body: r.Block}
	kind := r.Fields.Get("Content-Type")
	switch {
	case r.Type() == "resource":
		c.Header = map[string][]string{"Content-Type": {kind}}
		return c, nil
	case r.Type() != "response" || !strings.HasPrefix(strings.ToLower(kind), "application/http"):
		return c, broken(r.Offset, "%s of type %q is no answer of a server", r.Type(), kind)
	case r.Fields.Get("WARC-Segment-Number") != "":
		return c, broken(r.Offset, "%s is in segments, which are not joined", c.URL)
	}
	head, body, err := answer(r.Block)
	if err != nil {
		return c, broken(r.Offset, "%s: %w", c.URL, err)
	}
	c.Status, c.Header, c.Body = head.status, map[string][]string{}, body
	for _, nv := range head.fields {
		name := textproto.CanonicalMIMEHeaderKey(nv[0])
		c.Header[name] = append(c.Header[name], nv[1])
	}
	return c, nil
}

type answerHead struct {
	status int
	fields Fields
}

// answer parts an answer of a server (RFC 9112) from its body.
func answer(b []byte) (h answerHead, body []byte, err error) {
	src := bytes.NewReader(b)
	in := bufio.NewReader(src)
	room := maxFields
	line, err := fieldLine(in, &room)
	if err != nil {
		return h, nil, unexpected(err)
	}
	proto, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if h.status, err = strconv.Atoi(code); err != nil || !strings.HasPrefix(proto, "HTTP/") || len(code) != 3 {
		return h, nil, fmt.Errorf("%.40q is no status line", line)
	}
	if h.fields, err = readFields(in, &room); err != nil && !errors.Is(err, io.EOF) {
		return h, nil, err
	}
	return h, b[len(b)-src.Len()-in.Buffered():], nil
}

// Decoded returns the body without the codings its header names: chunked, gzip,
// deflate, Brotli and Zstandard. A coding that the body shows no sign of was taken off before.
// More than most bytes are ErrTooLong.
func (c Capture) Decoded(most int) ([]byte, error) {
	b := c.Body
	bad := func(err error) ([]byte, error) {
		return nil, fmt.Errorf("%s: %w", c.URL, err)
	}
	if codings(c, "Transfer-Encoding") != nil {
		var err error
		if b, err = unchunk(b); err != nil {
			return bad(err)
		}
	}
	cs := codings(c, "Content-Encoding")
	if len(cs) > 4 {
		return bad(fmt.Errorf("%d codings: %w", len(cs), recount.ErrInvalid))
	}
	for i := len(cs) - 1; i >= 0; i-- {
		var err error
		if b, err = uncode(b, cs[i], most); err != nil {
			return bad(err)
		}
	}
	if len(b) > most {
		return bad(fmt.Errorf("%d bytes: %w", len(b), ErrTooLong))
	}
	return b, nil
}

func codings(c Capture, name string) (out []string) {
	for _, v := range c.Header[name] {
		for s := range strings.SplitSeq(v, ",") {
			if s = strings.ToLower(strings.TrimSpace(s)); s != "" && s != "identity" {
				out = append(out, s)
			}
		}
	}
	return out
}

func uncode(b []byte, coding string, most int) ([]byte, error) {
	var r io.Reader
	var err error
	switch coding {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(b, []byte("\x1f\x8b")) {
			return b, nil
		}
		r, err = gzip.NewReader(bytes.NewReader(b))
	case "deflate": // zlib by the book, bare deflate by some servers
		if r, err = zlib.NewReader(bytes.NewReader(b)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(b)), nil
		}
	case "br":
		r = brotli.NewReader(bytes.NewReader(b))
	case "zstd":
		if !bytes.HasPrefix(b, []byte("\x28\xb5\x2f\xfd")) {
			return b, nil
		}
		var z *zstd.Decoder
		if z, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20)); err == nil { // 8 MB: RFC 9659
			defer z.Close()
			r = z
		}
	default:
		return nil, fmt.Errorf("coding %q is not known: %w", coding, recount.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %v: %w", coding, err, recount.ErrInvalid)
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	switch {
	case len(out) > most:
		return nil, fmt.Errorf("more than %d bytes: %w", most, ErrTooLong)
	case err != nil && len(out) == 0 && (coding == "deflate" || coding == "br" && utf8.Valid(b)): // these open in no way of their own
		return b, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %v: %w", coding, unexpected(err), recount.ErrInvalid)
	}
	return out, nil
}

// unchunk joins the chunks of a body, which is returned as it is if it does
// not begin with one.
func unchunk(b []byte) ([]byte, error) {
	var out []byte
	rest := b
	for first := true; ; first = false {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		size, _, _ := strings.Cut(string(line[:min(len(line), 200)]), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		switch {
		case first && (!ok || err != nil):
			return b, nil
		case !ok:
			return nil, fmt.Errorf("the chunks are cut off after %d bytes: %w", len(out), recount.ErrInvalid)
		case err != nil:
			return nil, fmt.Errorf("%.20q is no size of a chunk: %w", size, recount.ErrInvalid)
		case n == 0:
			return out, nil
		case int(n) > len(after):
			return nil, fmt.Errorf("the chunks are cut off after %d bytes: %w", len(out)+len(after), recount.ErrInvalid)
		}
		out = append(out, after[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[n:], []byte("\r")), []byte("\n"))
	}
}

// verify compares the digests that r states with what it holds.
func (r Record) verify() error {
	if err := r.verifyDigest("WARC-Block-Digest", r.Block); err != nil {
		return err
	}
	if r.Fields.Get("WARC-Payload-Digest") == "" || r.Fields.Get("WARC-Truncated") != "" || r.Fields.Get("WARC-Segment-Number") != "" {
		return nil
	}
	switch r.Type() {
	case "resource":
		return r.verifyDigest("WARC-Payload-Digest", r.Block)
	case "response":
		_, body, err := answer(r.Block)
		if err != nil {
			return nil // not HTTP
		}
		err = r.verifyDigest("WARC-Payload-Digest", body)
		if err != nil { // some writers join the chunks first
			if joined, bad := unchunk(body); bad == nil && r.verifyDigest("WARC-Payload-Digest", joined) == nil {
				return nil
			}
		}
		return err
	}
	return nil
}

// verifyDigest passes over digests of an unknown form.
func (r Record) verifyDigest(field string, b []byte) error {
	stated := r.Fields.Get(field)
	name, value, _ := strings.Cut(stated, ":")
	var sum []byte
	switch strings.ToLower(name) {
	case "sha1":
		s := sha1.Sum(b)
		sum = s[:]
	case "sha256", "sha-256":
		s := sha256.Sum256(b)
		sum = s[:]
	default:
		return nil
	}
	if strings.EqualFold(value, hex.EncodeToString(sum)) || strings.EqualFold(strings.TrimRight(value, "="), strings.TrimRight(base32.StdEncoding.EncodeToString(sum), "=")) {
		return nil
	}
	return fmt.Errorf("record at byte %d: %s: %s is %.80q, but what it holds has %s:%x: %w", r.Offset, r.URL(), field, stated, name, sum, recount.ErrTampered)
}
