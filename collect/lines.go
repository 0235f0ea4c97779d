package collect

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// Lines yields each line of a JSON Lines capture as a capture of its own, so
// that a report keeps its identity when other lines come or go. A line that is
// no report is yielded as an error that names file and line, and the lines
// after it follow.
func Lines(c archive.Capture) iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		n := 0
		for line := range bytes.Lines(bytes.TrimPrefix(c.Body, []byte("\xef\xbb\xbf"))) {
			n++
			line = bytes.TrimSpace(line)
			if len(line) == 0 {
				continue
			}
			at := archive.Capture{URL: fmt.Sprintf("%s:%d", c.URL, n), At: c.At, Header: map[string][]string{"Content-Type": {lineType}}, Body: line}
			l, err := readLine(at)
			if err == nil && l.address() != "" {
				at.URL = l.address()
			}
			if !yield(at, err) {
				return
			}
		}
	}
}

// IsLines reports whether c is a JSON Lines file.
func IsLines(c archive.Capture) bool { return kindOf(c) == jsonLines }

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

func readLine(c archive.Capture) (line, error) {
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
	l, err := readLine(c)
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
