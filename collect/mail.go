package collect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

var (
	mailbox = regexp.MustCompile(`^From \S+ .*\d{4}\r?\n[A-Za-z][A-Za-z0-9-]*:`)
	header  = regexp.MustCompile(`^(?i:([a-z][a-z0-9-]*):|[ \t]+\S)`)
)

// holdsMail tells a mailbox (mbox) by its "From " line, and a message by its
// name or by a head in which a server or a mail program has written.
func holdsMail(head []byte, ext string) bool {
	if binary(head) {
		return false
	}
	s := string(head)
	if ext == ".eml" || ext == ".mbox" || mailbox.MatchString(s) {
		return true
	}
	from, program := false, false
	for l := range strings.Lines(s) {
		m := header.FindStringSubmatch(l)
		if m == nil {
			break
		}
		switch strings.ToLower(m[1]) {
		case "from":
			from = true
		case "message-id", "received", "return-path", "delivered-to", "mime-version":
			program = true
		}
	}
	return from && program
}

// mailType marks a capture that is one mail.
const mailType = "message/rfc822"

// unpackMail yields the mails of a mailbox, or the one that a file is, each
// with what is attached to it.
func unpackMail(f File, yield func(archive.Capture, error) bool) {
	in := bufio.NewReaderSize(io.NewSectionReader(f.Body, 0, f.Size), 64<<10)
	if start, _ := in.Peek(5); string(start) != "From " {
		c, err := whole(f)
		if err == nil {
			unpackOne(f, f.Name, c.Body, yield)
		} else {
			yield(c, err)
		}
		return
	}
	var mail []byte
	n, long, blank := 0, false, true
	end := func() bool {
		name := fmt.Sprintf("%s:%d", f.Name, n)
		switch {
		case n == 0:
			return true
		case long:
			return yield(archive.Capture{}, fmt.Errorf("%s: this mail has more than %d bytes: %w", name, Whole, recount.ErrInvalid))
		}
		return unpackOne(f, name, mail, yield)
	}
	for {
		l, err := ReadLine(in, Whole)
		switch {
		case errors.Is(err, io.EOF):
			end()
			return
		case errors.Is(err, archive.ErrTooLong):
			long = true
			continue
		case err != nil:
			yield(archive.Capture{}, fmt.Errorf("%s: %w", f.Name, err))
			return
		}
		if blank && bytes.HasPrefix(l, []byte("From ")) && fromLine.Match(l) {
			if !end() {
				return
			}
			mail, long = nil, false
			n++
			continue
		}
		blank = len(bytes.TrimRight(l, "\r\n")) == 0
		if bare := bytes.TrimLeft(l, ">"); len(bare) < len(l) && bytes.HasPrefix(bare, []byte("From ")) {
			l = l[1:]
		}
		if long = long || len(mail)+len(l) > Whole; !long {
			mail = append(mail, l...)
		}
	}
}

var fromLine = regexp.MustCompile(`^From \S+ .*\d{4}\s*$`)

// unpackOne yields a mail and what is attached to it. name is where it lies, as
// errors name it; the mail is known by its own name, wherever it lies.
func unpackOne(f File, name string, raw []byte, yield func(archive.Capture, error) bool) bool {
	c := archive.Capture{URL: name, At: f.At, Header: map[string][]string{"Content-Type": {mailType}}, Body: raw}
	m, err := readMail(raw)
	if err != nil {
		return yield(c, fmt.Errorf("%s: %v: %w", name, err, recount.ErrInvalid))
	}
	c.URL = m.address()
	if written := strings.TrimSpace(m.plain+m.html) != ""; (written || len(m.attached) == 0) && !yield(c, nil) {
		return false
	}
	for i, a := range m.attached {
		in := File{Name: fmt.Sprintf("%s/%d%s", c.URL, i+1, a.ext), At: f.At, Body: bytes.NewReader(a.body), Size: int64(len(a.body)), inside: f.inside + 1}
		if in.inside > maxInside {
			return yield(archive.Capture{}, fmt.Errorf("%s: what is attached lies more than %d deep: %w", name, maxInside, recount.ErrInvalid))
		}
		if !a.readable(in) {
			continue
		}
		for got, err := range Unpack(in) {
			if err == nil {
				got.Via = append([]string{c.URL}, got.Via...)
			}
			if !yield(got, err) {
				return false
			}
		}
	}
	return true
}

// An attachment is a file that came with a mail. It goes by its number: its
// name may be somebody's.
type attachment struct {
	typ, ext string
	body     []byte
}

// readable reports whether there may be reports in what is attached. Pictures,
// signatures, cards and appointments are not for the reader.
func (a attachment) readable(f File) bool {
	switch a.typ {
	case mailType, "text/plain", "text/html", "text/markdown", "text/csv", "text/tab-separated-values", "application/json":
		return true
	}
	if top, _, _ := strings.Cut(a.typ, "/"); top != "application" || strings.Contains(a.typ, "pgp") || strings.Contains(a.typ, "pkcs7") || strings.Contains(a.typ, "ics") {
		return false
	}
	unpack, err := unpackerOf(f)
	return err != nil || unpack != nil || kindOf(archive.Capture{URL: f.Name, Body: a.body}) != unknown
}

// endingOf is the ending of an attachment's name, by which some forms are told.
func endingOf(name, typ string) string {
	switch ext := strings.ToLower(path.Ext(name)); {
	case typ == mailType:
		return ".eml"
	case typ == "text/html":
		return ".html"
	case len(ext) > 1 && len(ext) < 10 && strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz0123456789") == "":
		return ext
	}
	return ""
}
