package collect

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/net/html/charset"
)

// An xmlReader goes through a part of an office document from tag to tag. Names
// are without their name space.
type xmlReader struct {
	open []string            // elements that are open, the innermost last
	tag  string              // what begins or ends here, "" if it is text
	end  bool                // it ends
	text string              // "" if it is a tag
	attr func(string) string // of a tag that begins

	skip int // how many elements are open inside one that is left out
}

// maxOpen is how deep elements may lie in each other.
const maxOpen = 256

var errDeep = errors.New("its elements are nested too deeply")

// in reports whether the innermost element is called so.
func (x *xmlReader) in(name string) bool { return len(x.open) > 0 && x.open[len(x.open)-1] == name }

// within reports whether an element called so is open.
func (x *xmlReader) within(name string) bool { return slices.Contains(x.open, name) }

// leave leaves out the element that begins here, and all that is in it.
func (x *xmlReader) leave() { x.skip = 1 }

// eachXML calls do for each tag and text of a part, which need not be there.
// Nothing outside the part is ever read, and no entity is defined.
func eachXML(z *zip.Reader, name string, do func(*xmlReader) error) error {
	return eachXMLUpTo(z, name, maxPart, do)
}

// eachXMLUpTo is eachXML for a part of so many bytes at most.
func eachXMLUpTo(z *zip.Reader, name string, most int64, do func(*xmlReader) error) error {
	e := part(z, name)
	if e == nil {
		return nil
	}
	r, err := e.Open()
	if err != nil {
		return fmt.Errorf("%s: %v", name, err)
	}
	defer r.Close()
	in := &io.LimitedReader{R: r, N: most + 1}
	d := xml.NewDecoder(in)
	d.CharsetReader = charset.NewReaderLabel
	x := &xmlReader{}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if in.N <= 0 {
			err = fmt.Errorf("more than %d bytes", most)
		}
		if err == nil {
			err = x.take(t, do)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

func (x *xmlReader) take(t xml.Token, do func(*xmlReader) error) error {
	x.tag, x.text, x.end = "", "", false
	switch t := t.(type) {
	case xml.StartElement:
		if x.skip > 0 {
			if x.skip++; x.skip > maxOpen {
				return errDeep
			}
			return nil
		}
		if x.open = append(x.open, t.Name.Local); len(x.open) > maxOpen {
			return errDeep
		}
		x.tag = t.Name.Local
		x.attr = func(name string) string {
			for _, a := range t.Attr {
				if a.Name.Local == name {
					return a.Value
				}
			}
			return ""
		}
		err := do(x)
		if x.skip > 0 {
			x.open = x.open[:len(x.open)-1]
		}
		return err
	case xml.EndElement:
		if x.skip > 0 {
			x.skip--
			return nil
		}
		x.tag, x.end = t.Name.Local, true
		x.open = x.open[:len(x.open)-1]
		return do(x)
	case xml.CharData:
		if x.skip == 0 {
			x.text = string(t)
			return do(x)
		}
	}
	return nil
}
