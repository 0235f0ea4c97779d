package collect

import (
	"archive/zip"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// unpackXLSX yields the rows of those sheets of a workbook that have a column
// of text.
func unpackXLSX(f File, yield func(archive.Capture, error) bool) {
	_, z := officeOf(f.Body, f.Size)
	w, err := openWorkbook(z)
	if err != nil {
		yield(archive.Capture{}, fmt.Errorf("%s: %v: %w", f.Name, err, recount.ErrInvalid))
		return
	}
	var tables []*table
	var bad error
	for _, s := range w.sheets {
		t, err := newTable(f, f.Name+"/"+s.name, w.rows(f.Name, s))
		if err == nil {
			tables = append(tables, t)
		} else if bad == nil {
			bad = err
		}
	}
	if len(tables) == 0 && bad != nil {
		yield(archive.Capture{}, bad)
		return
	}
	for _, t := range tables {
		stopped := false
		t.yield(func(c archive.Capture, err error) bool {
			stopped = !yield(c, err)
			return !stopped
		})
		if stopped {
			return
		}
	}
}

// A workbook is what the sheets of an XLSX share.
type workbook struct {
	zip    *zip.Reader
	sheets []sheet
	texts  []string
	dates  []bool // styles that show a number as a date
	since  time.Time
}

type sheet struct{ name, part string }

// Sheets may be longer than other parts, as their rows are not kept, but not
// wider than this.
const (
	maxSheet = 1 << 30
	maxWide  = 2000
)

func openWorkbook(z *zip.Reader) (*workbook, error) {
	w := &workbook{zip: z, since: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	parts := map[string]string{}
	err := eachXML(z, "xl/_rels/workbook.xml.rels", func(x *xmlReader) error {
		if x.tag == "Relationship" && !x.end {
			name := x.attr("Target")
			if !strings.HasPrefix(name, "/") {
				name = "xl/" + name
			}
			parts[x.attr("Id")] = strings.TrimPrefix(name, "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = eachXML(z, "xl/workbook.xml", func(x *xmlReader) error {
		switch {
		case x.end:
		case x.tag == "sheet" && parts[x.attr("id")] != "" && len(w.sheets) < 200:
			w.sheets = append(w.sheets, sheet{x.attr("name"), parts[x.attr("id")]})
		case x.tag == "workbookPr" && (x.attr("date1904") == "1" || x.attr("date1904") == "true"):
			w.since = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return nil
	})
	if err == nil && len(w.sheets) == 0 {
		err = errors.New("there is no sheet in it")
	}
	if err != nil {
		return nil, err
	}
	var now strings.Builder
	err = eachXML(z, "xl/sharedStrings.xml", func(x *xmlReader) error {
		switch {
		case x.tag == "rPh" && !x.end: // how a text is pronounced
			x.leave()
		case x.text != "" && x.in("t"):
			now.WriteString(x.text)
		case x.tag == "si" && x.end:
			w.texts = append(w.texts, now.String())
			now.Reset()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return w, w.styles()
}

// styles finds which styles show a number as a date.
func (w *workbook) styles() error {
	own := map[string]bool{}
	return eachXML(w.zip, "xl/styles.xml", func(x *xmlReader) error {
		switch {
		case x.end:
		case x.tag == "numFmt":
			own[x.attr("numFmtId")] = showsDate(x.attr("formatCode"))
		case x.tag == "xf" && x.within("cellXfs"):
			id, _ := strconv.Atoi(x.attr("numFmtId"))
			w.dates = append(w.dates, own[x.attr("numFmtId")] || id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58)
		}
		return nil
	})
}

// showsDate reports whether a format has a year or a day in it, outside of
// quotation marks and brackets.
func showsDate(format string) bool {
	quoted, inside := false, false
	for i, r := range format {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted || i > 0 && format[i-1] == '\\':
		case r == '[':
			inside = true
		case r == ']':
			inside = false
		case !inside && strings.ContainsRune("yYdD", r):
			return true
		}
	}
	return false
}

var errEnough = errors.New("enough")

// rows yields the rows of a sheet.
func (w *workbook) rows(file string, s sheet) rows {
	return func(yield func(tableRow, error) bool) {
		row := tableRow{}
		cell := struct {
			column       int
			typ          string
			date, inline bool
			text         strings.Builder
		}{}
		err := eachXMLUpTo(w.zip, s.part, maxSheet, func(x *xmlReader) error {
			switch {
			case x.text != "":
				if x.in("v") || cell.inline && x.in("t") {
					cell.text.WriteString(x.text)
				}
			case x.tag == "row" && !x.end:
				n, err := strconv.Atoi(x.attr("r"))
				if err != nil {
					n = row.n + 1
				}
				row = tableRow{n: n}
			case x.tag == "row":
				if !yield(row, nil) {
					return errEnough
				}
			case x.tag == "rPh" && !x.end:
				x.leave()
			case x.tag == "c" && !x.end:
				cell.column = columnOf(x.attr("r"), len(row.cells))
				cell.typ = x.attr("t")
				style, err := strconv.Atoi(x.attr("s"))
				cell.date = err == nil && style >= 0 && style < len(w.dates) && w.dates[style]
				cell.inline = cell.typ == "inlineStr"
				cell.text.Reset()
			case x.tag == "c":
				if cell.column >= maxWide {
					return fmt.Errorf("row %d has more than %d columns", row.n, maxWide)
				}
				for len(row.cells) <= cell.column {
					row.cells = append(row.cells, "")
				}
				row.cells[cell.column] = w.shown(cell.typ, cell.date, cell.text.String())
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(tableRow{}, fmt.Errorf("%s: %v: %w", file, err, recount.ErrInvalid))
		}
	}
}

// columnOf is the number of the column in a name such as "AB12", from 0.
func columnOf(name string, next int) int {
	n := 0
	for _, r := range name {
		if r < 'A' || r > 'Z' || n > maxWide {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// shown is the value of a cell as text. A date is written so that it can be
// read in one way, however the sheet shows it.
func (w *workbook) shown(typ string, date bool, s string) string {
	switch typ {
	case "s":
		if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < len(w.texts) {
			return w.texts[n]
		}
		return ""
	case "b":
		return map[string]string{"1": "true", "0": "false"}[s]
	case "e":
		return ""
	case "", "n":
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return s
		}
		if !date || v < 1 || v > 2_958_465 { // the year 9999
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		days := math.Trunc(v)
		t := w.since.AddDate(0, 0, int(days)).Add(time.Duration(math.Round((v-days)*24*60)) * time.Minute)
		if v == days {
			return t.Format(time.DateOnly)
		}
		return t.Format("2006-01-02 15:04")
	}
	return s
}
