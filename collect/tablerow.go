package collect

import (
	binary64 "encoding/binary"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// Columns says which column of a table holds what of a report: "text", "title",
// "date", "source", "url", "lang", "id". What it does not say is told by the
// usual names of columns.
type Columns map[string]string

// usual are the usual names of columns, the likelier first.
var usual = map[string][]string{
	"text":   {"text", "body", "content", "full_text", "article", "notes", "note", "narrative", "description", "event_description", "incident_description", "summary", "details", "النص", "نص", "الوصف", "وصف", "التفاصيل", "ملخص", "texte", "résumé", "текст", "описание", "texto", "descripción", "resumen"},
	"title":  {"title", "headline", "subject", "العنوان", "عنوان", "titre", "заголовок", "título", "titular"},
	"date":   {"published", "published_at", "publication_date", "pub_date", "date", "event_date", "incident_date", "date_start", "datetime", "timestamp", "التاريخ", "تاريخ", "дата", "fecha"},
	"source": {"source", "outlet", "publisher", "media", "newspaper", "المصدر", "مصدر", "источник", "fuente"},
	"url":    {"url", "link", "href", "source_url", "address", "الرابط", "رابط", "lien", "ссылка", "enlace"},
	"lang":   {"lang", "language", "اللغة", "langue", "язык", "idioma"},
	"id":     {"id", "event_id_cnty", "event_id", "incident_id", "incident_code", "code", "ref", "reference", "الرقم", "رقم"},
}

// fields are what a column may hold, in the order in which they are told.
var fields = []string{"text", "title", "date", "source", "url", "lang", "id"}

// ReadColumns reads what somebody says of columns: "text=notes,date=event_date".
func ReadColumns(s string) (Columns, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	c := Columns{}
	for pair := range strings.SplitSeq(s, ",") {
		field, column, ok := strings.Cut(pair, "=")
		field, column = strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(column)
		if !ok || column == "" || !slices.Contains(fields, field) {
			return nil, fmt.Errorf("columns %q: want FIELD=COLUMN, FIELD one of %s, such as text=notes,date=event_date: %w", pair, strings.Join(fields, ", "), recount.ErrInvalid)
		}
		c[field] = column
	}
	return c, nil
}

// columnName is the name of a column as names are compared.
func columnName(s string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(tidy(s)), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '\n' || r == '\t' }), "_"), "_")
}

// in finds the columns of a table by their names. That a named one is missing
// is an error; that none holds text is for the caller to say.
func (c Columns) in(header []string) (map[string]int, error) {
	at := map[string]int{}
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = columnName(h)
	}
	for _, field := range fields {
		if own, ok := c[field]; ok {
			i := slices.Index(names, columnName(own))
			if i < 0 {
				return nil, fmt.Errorf("no column %q", own)
			}
			at[field] = i
			continue
		}
		for _, name := range usual[field] {
			if i := slices.Index(names, name); i >= 0 {
				at[field] = i
				break
			}
		}
	}
	return at, nil
}

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

// A table is rows whose columns are known.
type table struct {
	file   File
	name   string // as errors name it
	header tableRow
	at     map[string]int
	rows   rows
	order  order
	doubt  string          // a date that can be read in two ways
	twice  map[uint64]bool // digests of addresses that stand in several rows
	of     *dataset        // that the table is, nil if it is none
}

// maxTop is how many rows may stand above the names of the columns.
const maxTop = 12

// newTable finds the names of the columns, and what only the whole table tells:
// the order of its dates and which of its addresses are of one row.
func newTable(f File, name string, rs rows) (*table, error) {
	t := &table{file: f, name: name, rows: rs, twice: map[uint64]bool{}}
	var first []string // of the columns, where none holds text
	var missing error
	seen := map[uint64]bool{}
	var days, months, either int
	n := 0
	for r, err := range rs {
		if err != nil {
			if t.at == nil {
				return nil, err
			}
			break // it is told when the rows are read
		}
		if n++; t.at == nil {
			if filled(r.cells) == 0 {
				continue
			}
			at, err := f.Columns.in(r.cells)
			if t.of = datasetOf(r.cells); t.of != nil && err == nil && f.Columns["text"] == "" {
				t.header, t.at = r, at
				if i := slices.IndexFunc(r.cells, func(h string) bool { return columnName(h) == t.of.id }); i >= 0 {
					at["id"] = i
				}
				continue
			}
			t.of = nil
			if _, text := at["text"]; text && err == nil {
				t.header, t.at = r, at
				continue
			}
			if filled(r.cells) > filled(first) {
				first, missing = r.cells, err
			}
			if n >= maxTop {
				break
			}
			continue
		}
		row := tableReport{Cells: r.cells, At: t.at}
		if m := inDigits.FindStringSubmatch(row.cell("date")); m != nil {
			a, b := atoi(m[1]), atoi(m[2])
			switch {
			case a > 12 && b <= 12:
				days++
			case b > 12 && a <= 12:
				months++
			case a != b:
				if either++; t.doubt == "" {
					t.doubt = row.cell("date")
				}
			}
		}
		if u := row.cell("url"); u != "" {
			h := short64(u)
			if seen[h] {
				t.twice[h] = true
			}
			seen[h] = true
		}
	}
	switch {
	case t.at == nil && filled(first) == 0:
		return nil, fmt.Errorf("%s: no rows in it: %w", name, recount.ErrInvalid)
	case t.at == nil:
		why := "no column of this table is known to hold text"
		if missing != nil {
			why = missing.Error()
		}
		return nil, fmt.Errorf("%s: %s; its columns are %s; say which holds what, as in --columns 'text=%s,date=…': %w", name, why, listed(first), columnLike(first), recount.ErrInvalid)
	case days > 0 && months == 0:
		t.order = dayFirst
	case months > 0 && days == 0:
		t.order = monthFirst
	}
	if t.order != "" || either == 0 {
		t.doubt = ""
	}
	return t, nil
}

func filled(cells []string) (n int) {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// listed names columns for somebody to choose from.
func listed(header []string) string {
	var out []string
	for _, h := range header {
		if h = clip(flatten(h), 60); h != "" {
			out = append(out, strconv.Quote(h))
		}
	}
	if len(out) > 40 {
		out = append(out[:40], fmt.Sprintf("and %d more", len(out)-40))
	}
	return strings.Join(out, ", ")
}

func columnLike(header []string) string {
	for _, h := range header {
		if h = clip(flatten(h), 60); h != "" {
			return h
		}
	}
	return "NAME"
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
