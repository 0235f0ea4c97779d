package collect

import (
	"archive/zip"
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// A docWriter gathers paragraphs while the elements of a document go by.
type docWriter struct {
	out  []paragraph
	open []openParagraph // one may lie in another, in a text box
	rows []row           // of tables that are open
}

type openParagraph struct {
	paragraph
	b *strings.Builder
}

// A row of a table is a line, and a row in a cell of another is a part of that.
type row struct{ cells, cell []string }

func (w *docWriter) begin() { w.open = append(w.open, openParagraph{b: &strings.Builder{}}) }

func (w *docWriter) write(s string) {
	if n := len(w.open); n > 0 {
		w.open[n-1].b.WriteString(s)
	}
}

// finish ends a paragraph.
func (w *docWriter) finish() {
	n := len(w.open) - 1
	if n < 0 {
		return
	}
	p := w.open[n].paragraph
	p.text = w.open[n].b.String()
	w.open = w.open[:n]
	w.put(p)
}

func (w *docWriter) put(p paragraph) {
	if n := len(w.rows) - 1; n >= 0 {
		if s := flatten(p.text); s != "" {
			w.rows[n].cell = append(w.rows[n].cell, s)
		}
		return
	}
	w.out = append(w.out, p)
}

// table follows the rows and cells of tables by what their elements are called.
func (w *docWriter) table(x *xmlReader, tr, tc string) {
	n := len(w.rows) - 1
	switch {
	case x.tag == tr && !x.end:
		w.rows = append(w.rows, row{})
	case n < 0:
	case x.tag == tc && x.end:
		w.rows[n].cells = append(w.rows[n].cells, strings.Join(w.rows[n].cell, " "))
		w.rows[n].cell = nil
	case x.tag == tr:
		line := strings.Trim(strings.Join(w.rows[n].cells, " | "), " |")
		w.rows = w.rows[:n]
		w.put(paragraph{text: line})
	}
}

// docxText reads the text of a DOCX: paragraphs, rows of tables as lines, text
// boxes, and foot- and endnotes at the end. Deleted and hidden text is left
// out, and so are comments, headers and footers.
func docxText(z *zip.Reader) ([]paragraph, error) {
	main, err := docxMain(z)
	if err != nil {
		return nil, err
	}
	styles, err := docxStyles(z)
	if err != nil {
		return nil, err
	}
	w := docxWriter{styles: styles}
	if err := eachXML(z, main, w.take); err != nil {
		return nil, err
	}
	for _, kind := range []string{"footnote", "endnote"} {
		notes, err := docxNotes(z, kind)
		if err != nil {
			return nil, err
		}
		for _, id := range w.noted[kind] {
			w.out = append(w.out, notes[id]...)
			delete(notes, id)
		}
	}
	return w.out, nil
}

// docxMain finds which part is the document.
func docxMain(z *zip.Reader) (name string, err error) {
	name = "word/document.xml"
	err = eachXML(z, "_rels/.rels", func(x *xmlReader) error {
		if x.tag == "Relationship" && !x.end && strings.HasSuffix(x.attr("Type"), "/officeDocument") {
			name = strings.TrimPrefix(x.attr("Target"), "/")
		}
		return nil
	})
	if err == nil && part(z, name) == nil {
		err = errors.New("there is no document in it")
	}
	return name, err
}

// docxStyles are the names of paragraph styles. Programs write the names of
// their own styles in English, whatever they show.
func docxStyles(z *zip.Reader) (map[string]string, error) {
	names, id := map[string]string{}, ""
	err := eachXML(z, "word/styles.xml", func(x *xmlReader) error {
		switch {
		case x.end:
		case x.tag == "style":
			id = x.attr("styleId")
		case x.tag == "name" && id != "":
			names[id] = strings.ToLower(x.attr("val"))
		}
		return nil
	})
	return names, err
}

func docxNotes(z *zip.Reader, kind string) (map[string][]paragraph, error) {
	notes := map[string][]paragraph{}
	var w docxWriter
	id := ""
	err := eachXML(z, "word/"+kind+"s.xml", func(x *xmlReader) error {
		if x.tag == kind && !x.end {
			id = x.attr("id")
		}
		err := w.take(x)
		if x.tag == kind && x.end {
			notes[id], w.out = w.out, nil
		}
		return err
	})
	return notes, err
}

type docxWriter struct {
	docWriter
	styles map[string]string
	noted  map[string][]string // the notes that the text leads to, by their kind
	hidden bool                // this run
}

func (w *docxWriter) take(x *xmlReader) error {
	if x.text != "" {
		if x.in("t") && !w.hidden {
			w.write(x.text)
		}
		return nil
	}
	w.table(x, "tr", "tc")
	switch {
	case x.tag == "p" && x.end:
		w.finish()
	case x.end:
	case x.tag == "p":
		w.begin()
	case x.tag == "r":
		w.hidden = false
	case x.tag == "vanish":
		w.hidden = x.attr("val") == "" || x.attr("val") == "1" || x.attr("val") == "true"
	case x.tag == "del", x.tag == "moveFrom", x.tag == "Fallback":
		x.leave()
	case x.tag == "tab":
		if !x.within("pPr") { // where it is a stop
			w.write("\t")
		}
	case x.tag == "br", x.tag == "cr":
		w.write("\n")
	case x.tag == "noBreakHyphen":
		w.write("-")
	case x.tag == "pStyle" && len(w.open) > 0:
		p, name := &w.open[len(w.open)-1], w.styles[x.attr("val")]
		p.title, p.heading = name == "title", strings.HasPrefix(name, "heading ")
	case x.tag == "footnoteReference", x.tag == "endnoteReference":
		if w.noted == nil {
			w.noted = map[string][]string{}
		}
		kind := strings.TrimSuffix(x.tag, "Reference")
		w.noted[kind] = append(w.noted[kind], x.attr("id"))
	}
	return nil
}

// odtText reads the text of an ODT as docxText does of a DOCX.
func odtText(z *zip.Reader) ([]paragraph, error) {
	w := odtWriter{parents: map[string]string{}}
	if part(z, "content.xml") == nil {
		return nil, errors.New("there is no document in it")
	}
	if part(z, "META-INF/manifest.xml") != nil {
		err := eachXML(z, "META-INF/manifest.xml", func(x *xmlReader) error {
			if x.tag == "encryption-data" {
				return errors.New("it is encrypted; save it without its password")
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if err := eachXML(z, "content.xml", w.take); err != nil {
		return nil, err
	}
	return append(w.out, w.notes.out...), nil
}

type odtWriter struct {
	docWriter
	notes   docWriter
	noted   int               // notes that are open
	parents map[string]string // of styles of this document, the style each is made from
}

func (w *odtWriter) take(x *xmlReader) error {
	if x.tag == "note-body" && x.end {
		w.noted--
		return nil
	}
	now := &w.docWriter
	if w.noted > 0 {
		now = &w.notes
	}
	if x.text != "" {
		now.write(blanks.ReplaceAllString(x.text, " "))
		return nil
	}
	now.table(x, "table-row", "table-cell")
	switch x.tag {
	case "p", "h":
		if x.end {
			now.finish()
			return nil
		}
		now.begin()
		p, style := &now.open[len(now.open)-1], x.attr("style-name")
		p.heading = x.tag == "h"
		p.title = style == "Title" || w.parents[style] == "Title"
	}
	if x.end {
		return nil
	}
	switch x.tag {
	case "style":
		w.parents[x.attr("name")] = x.attr("parent-style-name")
	case "tracked-changes", "annotation", "note-citation", "hidden-text", "hidden-paragraph", "ruby-text", "title", "desc", "script":
		x.leave()
	case "note-body":
		w.noted++
	case "s":
		n, _ := strconv.Atoi(x.attr("c"))
		now.write(strings.Repeat(" ", min(max(n, 1), 100)))
	case "tab":
		now.write("\t")
	case "line-break":
		now.write("\n")
	}
	return nil
}

// blanks of the file are one in its text, however many.
var blanks = regexp.MustCompile(`[ \t\r\n]+`)
