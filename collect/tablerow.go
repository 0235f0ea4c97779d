package collect

import (
	binary64 "encoding/binary"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// rowType marks a capture that is one row of a table.
const rowType = "application/vnd.recount.row+json"

// A tableReport is what the archive keeps of a row: the row as it stands, and
// what of the table must be known to read it again.
type tableReport struct {
	Columns []string       `json:"columns"`
	Cells   []string       `json:"cells"`
	At      map[string]int `json:"at"`              // which column holds what
	Order   order          `json:"order,omitempty"` // of dates in digits, "" if it is not known

	Dataset recount.SourceID `json:"dataset,omitempty"` // whose count of events the table is, "" if it is none
}

func (r tableReport) cell(field string) string {
	if i, ok := r.At[field]; ok && i < len(r.Cells) {
		return strings.TrimSpace(r.Cells[i])
	}
	return ""
}

// yield yields each row as a capture.
func (t *table) yield(yield func(archive.Capture, error) bool) {
	if t.of == nil && t.doubt != "" && !yield(archive.Capture{}, fmt.Errorf("%s: nothing in it tells whether the day or the month stands first in dates like %q; its dates are left out: %w", t.name, t.doubt, recount.ErrInvalid)) {
		return
	}
	var without []int // rows without text
	for r, err := range t.rows {
		if err != nil {
			yield(archive.Capture{}, err)
			return
		}
		if r.n <= t.header.n || filled(r.cells) == 0 {
			continue
		}
		row := tableReport{Columns: t.header.cells, Cells: r.cells, At: t.at, Order: t.order}
		if t.of != nil {
			if !yield(t.datasetCapture(row, r.n)) {
				return
			}
			continue
		}
		if strings.HasPrefix(r.cells[0], "#") && strings.HasPrefix(row.cell("text"), "#") { // HXL's names of the columns
			continue
		}
		if row.cell("text") == "" {
			without = append(without, r.n)
			continue
		}
		if !yield(t.capture(row, r.n)) {
			return
		}
	}
	if len(without) > 0 {
		yield(archive.Capture{}, fmt.Errorf("%s: passed over for want of text: %s: %w", t.name, rowsOf(without), recount.ErrInvalid))
	}
}

func rowsOf(ns []int) string {
	if len(ns) == 1 {
		return fmt.Sprintf("row %d", ns[0])
	}
	var out []string
	for _, n := range ns[:min(len(ns), 12)] {
		out = append(out, strconv.Itoa(n))
	}
	if more := len(ns) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return "rows " + strings.Join(out, ", ")
}

// datasetCapture makes the capture of a row of a dataset, which is known by its
// id there, whatever file it comes in.
func (t *table) datasetCapture(row tableReport, n int) (archive.Capture, error) {
	if row.Dataset = t.of.source; row.Dataset == "" {
		row.Dataset = recount.SourceID(t.name)
	}
	c, err := t.capture(row, n)
	id := flatten(row.cell("id"))
	if id == "" {
		id = recount.NameOf("", row.Cells...)
	}
	c.URL = rowScheme + string(row.Dataset) + "/" + id
	return c, err
}

// capture makes the capture of a row. It is known by the address it gives, if
// no other row gives that, by its id in this table, or by what is in it.
func (t *table) capture(row tableReport, n int) (archive.Capture, error) {
	where := fmt.Sprintf("%s:%d", t.name, n)
	b, err := json.Marshal(row)
	if err != nil || len(b) > Limit {
		return archive.Capture{}, fmt.Errorf("%s: a row of more than %d bytes: %w", where, Limit, recount.ErrInvalid)
	}
	c := archive.Capture{URL: t.name + "#" + recount.NameOf("", row.Cells...), At: t.file.At, Header: map[string][]string{"Content-Type": {rowType}}, Body: b}
	u := row.cell("url")
	switch id := flatten(row.cell("id")); {
	case sourceOf(u) != "" && !t.twice[short64(u)]:
		c.URL = u
	case id != "":
		c.URL = t.name + "#" + id
	}
	return c, nil
}

// short64 is enough of a digest to tell addresses of one table apart.
func short64(s string) uint64 {
	d := recount.Sum([]byte(s))
	return binary64.BigEndian.Uint64(d[:])
}

// inDigits is a date in digits of which the year stands last.
var inDigits = regexp.MustCompile(`^\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b(.*)$`)

// date reads the date of a row, in the order that its table is written in.
func (r tableReport) date() recount.When {
	s := r.cell("date")
	if m := inDigits.FindStringSubmatch(s); m != nil {
		day, month, year := m[1], m[2], m[3]
		if r.Order == "" && atoi(day) <= 12 && atoi(month) <= 12 && day != month {
			return recount.When{}
		}
		if r.Order == monthFirst || r.Order == "" && atoi(month) > 12 {
			day, month = month, day
		}
		if len(year) == 2 {
			year = "20" + year
		}
		iso := fmt.Sprintf("%s-%02d-%02d%s", year, atoi(month), atoi(day), m[4])
		w, _ := parseDate(iso)
		if w.Words != "" {
			w.Words = s
		}
		return w
	}
	w, _ := parseDate(s)
	return w
}

// tags are those of a cell that was a page.
var tags = regexp.MustCompile(`(?i)</?(?:p|br|b|i|em|strong|a|div|span|ul|ol|li)\b[^>]*>`)

// parseRow reads one row of a table as a report.
func parseRow(c archive.Capture) (Found, error) {
	var row tableReport
	if err := json.Unmarshal(c.Body, &row); err != nil {
		return Found{}, fmt.Errorf("%s: %s: %w", c.URL, jsonError(err), recount.ErrInvalid)
	}
	if row.Dataset != "" {
		return parseDatasetRow(c, row)
	}
	s := row.cell("text")
	if tags.MatchString(s) {
		s = markup(s)
	}
	f := Found{Given: row.cell("id"), Report: recount.Report{Title: row.cell("title"), Source: recount.SourceID(flatten(row.cell("source"))), Published: row.date()}}
	if lang := strings.ToLower(row.cell("lang")); len(lang) == 2 || len(lang) == 3 {
		f.Report.Lang = recount.Lang(lang)
	}
	if s != "" {
		f.Report.Text, _ = Headed(f.Report.Title, s)
	}
	return finish(c, f, 0)
}
