package collect

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// holdsLines tells JSON Lines by their name, or by an object that the first
// line opens with a key.
func holdsLines(b []byte, ext string) bool {
	switch ext {
	case ".jsonl", ".ndjson":
		return !binary(b)
	case "", ".json":
		return bytes.HasPrefix(bytes.TrimLeft(b, "\ufeff \t\r\n"), []byte(`{"`)) && !binary(b)
	}
	return false
}

// unpackLines yields each line as a capture of its own, so that a report keeps
// its identity when other lines come or go.
func unpackLines(f File, yield func(archive.Capture, error) bool) {
	in := bufio.NewReaderSize(io.NewSectionReader(f.Body, 0, f.Size), 64<<10)
	for n := 1; ; n++ {
		at := archive.Capture{URL: fmt.Sprintf("%s:%d", f.Name, n), At: f.At, Header: map[string][]string{"Content-Type": {lineType}}}
		b, err := ReadLine(in, Limit)
		if errors.Is(err, io.EOF) {
			return
		}
		if errors.Is(err, archive.ErrTooLong) {
			err = fmt.Errorf("%s: more than %d bytes: %w", at.URL, Limit, recount.ErrInvalid)
		} else if err != nil {
			yield(at, fmt.Errorf("%s: %w", at.URL, err))
			return
		}
		if n == 1 {
			b = bytes.TrimPrefix(b, []byte("\ufeff"))
		}
		if b = bytes.TrimSpace(b); err == nil && len(b) == 0 {
			continue
		}
		at.Body = b
		if err == nil {
			var l line
			if l, err = parseJSON(at); err == nil && l.address() != "" {
				at.URL = l.address()
			}
		}
		if !yield(at, err) {
			return
		}
	}
}

// ReadLine returns the next line of in, which is the caller's to keep. Of a
// line longer than most it returns [archive.ErrTooLong], having gone past it.
func ReadLine(in *bufio.Reader, most int) (line []byte, err error) {
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > most; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, archive.ErrTooLong
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		}
		return line, err
	}
}

// line is the form of a report in JSON Lines.
type line struct {
	ID        name   `json:"id"`
	Text      string `json:"text"`
	Lang      string `json:"lang"`
	Title     string `json:"title"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Source    string `json:"source"`
}

// name is a string or a number.
type name string

func (n *name) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*n = name(s)
		return nil
	}
	var num json.Number
	if err := json.Unmarshal(b, &num); err != nil {
		return errors.New("id is neither text nor a number")
	}
	*n = name(num)
	return nil
}

// address is what the report is known by: where it was published, or else the
// name it was given.
func (l line) address() string {
	if l.URL != "" {
		return l.URL
	}
	return string(l.ID)
}

func parseJSON(c archive.Capture) (line, error) {
	var l line
	switch err := json.Unmarshal(c.Body, &l); {
	case len(c.Body) > Limit:
		return l, fmt.Errorf("%s: %d bytes are more than %d: %w", c.URL, len(c.Body), Limit, recount.ErrInvalid)
	case err != nil:
		return l, fmt.Errorf("%s: %s: %w", c.URL, jsonError(err), recount.ErrInvalid)
	case strings.TrimSpace(l.Text) == "":
		return l, fmt.Errorf("%s: no text in it: %w", c.URL, recount.ErrInvalid)
	}
	if _, ok := parseDate(l.Published); l.Published != "" && !ok {
		return l, fmt.Errorf("%s: published %q is no date: %w", c.URL, l.Published, recount.ErrInvalid)
	}
	return l, nil
}

// jsonError says where a line stops being JSON.
func jsonError(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("at byte %d: %v", syntax.Offset, err)
	}
	return err.Error()
}

func parseLine(c archive.Capture) (Found, error) {
	l, err := parseJSON(c)
	if err != nil {
		return Found{}, err
	}
	when, _ := parseDate(l.Published)
	return finish(c, Found{Given: string(l.ID), Report: recount.Report{Source: recount.SourceID(l.Source), URL: l.address(), Lang: recount.Lang(l.Lang),
		Title: l.Title, Text: headed(l), Published: when}}, 0)
}

func headed(l line) string {
	text, _ := Headed(l.Title, l.Text)
	return text
}

// Headed puts a headline before the body of a report that does not open with
// it, since a headline says things too. It also returns how many bytes it put.
func Headed(title, body string) (string, int) {
	head := strings.Join(strings.Fields(title), " ")
	open := body[:min(len(body), 2*len(title)+len(head)+200)]
	if head == "" || strings.Contains(strings.Join(strings.Fields(open), " "), head) {
		return body, 0
	}
	return head + "\n\n" + body, len(head) + 2
}
