// Package collect brings reports in. Fetching touches the world; parsing does
// not, so that the same bytes can be parsed again from the archive, years
// later and better.
package collect

import (
	"bytes"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/pdf"
	"github.com/recountlab/recount/text"
)

// Parser names what makes reports of bytes. It is raised whenever the same
// bytes may give another text.
const Parser = "collect/3"

// Limit is the most bytes that one report may have.
const Limit = 8 << 20

// A Found is a report found in a capture, and the name it was given there.
type Found struct {
	Report recount.Report
	Given  string // "" if none
	Outlet string // what the page calls the outlet, "" if it does not
}

// Parse turns captured bytes into the reports they hold: a page, a plain text
// with or without a head of "Key: value" lines, a line of JSON Lines. Bytes it
// can make nothing of are ErrInvalid, with the place that is wrong. Files that
// hold captures go through [Unpack] first.
func Parse(c archive.Capture) ([]Found, error) {
	kind, most := kindOf(c), Limit
	if kind == officeText || kind == pdfFile || kind == mailed {
		most = Whole
	}
	if len(c.Body) > most {
		return nil, fmt.Errorf("%s: %d bytes are more than %d: %w", c.URL, len(c.Body), most, recount.ErrInvalid)
	}
	switch kind {
	case jsonLine:
		return one(parseLine(c))
	case message:
		return one(parseMessage(c))
	case webPage:
		return parsePage(c)
	case plain:
		return one(parsePlain(c))
	case markdown:
		return one(parseMarkdown(c))
	case officeText:
		return one(parseOffice(c))
	case pdfFile:
		return one(parsePDF(c))
	case tableRowKind:
		return one(parseRow(c))
	case mailed:
		return one(parseMail(c))
	}
	return nil, fmt.Errorf("%s: %s; save it as text or HTML: %w", c.URL, whatItIs(c.Body), recount.ErrInvalid)
}

func one(f Found, err error) ([]Found, error) {
	if err != nil {
		return nil, err
	}
	return []Found{f}, nil
}

// finish fills in what every report has, however it was found.
func finish(c archive.Capture, f Found, part int) (Found, error) {
	r := &f.Report
	r.Text = tidy(r.Text)
	r.Corrections = corrections(r.Text)
	r.Title, r.Author = flatten(norm.NFC.String(r.Title)), flatten(norm.NFC.String(r.Author))
	if strings.TrimSpace(r.Text) == "" {
		return f, fmt.Errorf("%s: no text in it: %w", c.URL, recount.ErrInvalid)
	}
	if len(r.Text) > Limit {
		return f, fmt.Errorf("%s: %d bytes of text are more than %d: %w", c.URL, len(r.Text), Limit, recount.ErrInvalid)
	}
	if r.URL == "" {
		r.URL = c.URL
	}
	if r.Source == "" {
		r.Source = sourceOf(r.URL)
	}
	if r.Lang == "" {
		r.Lang, _ = text.Guess(r.Text)
	}
	if r.Raw == (recount.Digest{}) {
		r.Raw = recount.Sum(c.Body)
	}
	r.Collected = c.At.UTC()
	r.Parser = Parser
	r.ID = recount.NameReport(r.Raw, r.URL, part)
	return f, nil
}

// lineEnds makes one kind of them all.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\ufeff", "")

// tidy puts text into NFC, with single line ends and nothing unprintable.
func tidy(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = lineEnds.Replace(s)
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

// kept finds the address in the address of a copy that a web archive keeps.
var kept = regexp.MustCompile(`^https?://web\.archive\.org/web/[^/]+/(https?:/{1,2}.+)$`)

// sourceOf names the outlet by the host of its address; a web archive is not
// the outlet of what it keeps.
func sourceOf(addr string) recount.SourceID {
	if m := kept.FindStringSubmatch(addr); m != nil {
		addr = m[1]
	}
	u, err := url.Parse(addr)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return recount.SourceID(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."))
}

type kind int

const (
	unknown kind = iota
	webPage
	plain
	markdown
	officeText
	pdfFile
	mailed
	tableRowKind
	jsonLine
	message
)

// What marks a capture that is one line of a JSON Lines file, and one that is a
// message of an export.
const (
	lineType    = "application/json"
	messageType = "application/vnd.recount.message+json"
)

func kindOf(c archive.Capture) kind {
	typ, _, err := mime.ParseMediaType(c.Type())
	if err != nil {
		typ = ""
	}
	switch typ {
	case lineType:
		return jsonLine
	case messageType:
		return message
	case rowType:
		return tableRowKind
	case mailType:
		return mailed
	case "text/html", "application/xhtml+xml":
		return webPage
	case "text/markdown":
		return markdown
	}
	if kind, _ := officeOf(bytes.NewReader(c.Body), int64(len(c.Body))); kind != noOffice {
		return officeText
	}
	if bytes.HasPrefix(c.Body, []byte("%PDF-")) || binary(c.Body) && pdf.Is(c.Body) {
		return pdfFile
	}
	if binary(c.Body) {
		return unknown
	}
	switch extOf(c.URL) {
	case ".html", ".htm", ".xhtml":
		return webPage
	case ".md", ".markdown":
		return markdown
	}
	head := strings.ToLower(strings.TrimLeft(string(c.Body[:min(len(c.Body), 2048)]), "\ufeff \t\r\n"))
	switch {
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"), strings.Contains(head, "<head>") && strings.HasPrefix(head, "<"):
		return webPage
	}
	return plain
}
