package collect

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// An office document is a ZIP whose entries say what it is.
type office int

const (
	noOffice office = iota
	docx
	odt
	xlsx
	otherOffice // slides, EPUB, ODS: known and not read
)

// officeOf tells what a ZIP is by its entries.
func officeOf(body io.ReaderAt, size int64) (office, *zip.Reader) {
	head := make([]byte, 4)
	if _, err := body.ReadAt(head, 0); err != nil || string(head) != "PK\x03\x04" {
		return noOffice, nil
	}
	z, err := zip.NewReader(body, size)
	if err != nil {
		return noOffice, nil
	}
	types := false
	for _, e := range z.File {
		switch {
		case e.Name == "mimetype":
			b, err := unzip(e, 100)
			if err == nil && strings.HasPrefix(string(b), "application/vnd.oasis.opendocument.text") {
				return odt, z
			}
			return otherOffice, z
		case e.Name == "[Content_Types].xml":
			types = true
		}
	}
	if !types {
		return noOffice, nil
	}
	for _, e := range z.File {
		switch top, _, _ := strings.Cut(e.Name, "/"); top {
		case "word":
			return docx, z
		case "xl":
			return xlsx, z
		}
	}
	return otherOffice, z
}

// maxPart is how many bytes one part of an office document may have unpacked.
const maxPart = 48 << 20

func unzip(e *zip.File, most int64) ([]byte, error) {
	r, err := e.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("more than %d bytes", most)
	}
	return b, err
}

// parseOffice reads a text document: DOCX or ODT. Its file says when it was made
// and changed and by whom; none of that is taken. It tells of a file, not of a
// publication, and the name in it is of whoever owns the computer.
func parseOffice(c archive.Capture) (Found, error) {
	kind, z := officeOf(bytes.NewReader(c.Body), int64(len(c.Body)))
	bad := func(err error) (Found, error) {
		return Found{}, fmt.Errorf("%s: %v: %w", c.URL, err, recount.ErrInvalid)
	}
	var ps []paragraph
	var err error
	switch kind {
	case docx:
		ps, err = docxText(z)
	case odt:
		ps, err = odtText(z)
	default:
		err = errors.New("this is an office document of a kind that is not read; save it as DOCX, ODT or PDF")
	}
	if err != nil {
		return bad(err)
	}
	f := Found{}.written(ps)
	if f.Report.Title == "" {
		f.Report.Title = officeTitle(z)
	}
	return finish(c, f, 0)
}

// officeTitle is what the properties of a document call it, if that is more
// than the name of a program or of a file.
func officeTitle(z *zip.Reader) (title string) {
	for _, name := range []string{"docProps/core.xml", "meta.xml"} {
		err := eachXML(z, name, func(x *xmlReader) error {
			if x.text != "" && x.in("title") && title == "" {
				title = flatten(x.text)
			}
			return nil
		})
		if err == nil && words(title) >= 3 {
			return title
		}
		title = ""
	}
	return ""
}

func part(z *zip.Reader, name string) *zip.File {
	i := slices.IndexFunc(z.File, func(e *zip.File) bool { return strings.EqualFold(e.Name, name) })
	if i < 0 {
		return nil
	}
	return z.File[i]
}
