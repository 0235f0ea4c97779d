package collect

import (
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
)

// A dataset is a table in which somebody else has counted the people harmed in
// events. Its rows are reports whose text is their cells: see extract.Row.
type dataset struct {
	source  recount.SourceID
	id      string   // the column that names a row, "" if any usual one may
	columns []string // that tell it from other tables
}

// datasets are those that are known by their columns: of UCDP GED 25.1 and of
// the exports of ACLED. Others are known by pairs of columns for the least and
// the most: those of Airwars-like tables.
var datasets = []dataset{
	{"ucdp-ged", "id", []string{"dyad_name", "type_of_violence", "date_start", "date_end", "best", "low", "high"}},
	{"acled", "event_id_cnty", []string{"event_id_cnty", "event_date", "event_type", "fatalities"}},
}

// leastMost are how columns for the least and the most are called, with % for
// what is counted.
var leastMost = [][2]string{{"%_min", "%_max"}, {"min_%", "max_%"}}

var countedAs = []string{"civilians_killed", "civilian_deaths", "killed", "deaths"}

// datasetOf tells what dataset a table is by the names of its columns, nil if
// it is none.
func datasetOf(header []string) *dataset {
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = columnName(h)
	}
	has := func(name string) bool { return slices.Contains(names, name) }
	for i, d := range datasets {
		if !slices.ContainsFunc(d.columns, func(c string) bool { return !has(c) }) {
			return &datasets[i]
		}
	}
	for _, pair := range leastMost {
		for _, what := range countedAs {
			if has(strings.Replace(pair[0], "%", what, 1)) && has(strings.Replace(pair[1], "%", what, 1)) && (has("latitude") || has("lat") || has("location") || has("place")) {
				return &dataset{}
			}
		}
	}
	return nil
}

// rowScheme opens the address of a row of a dataset.
const rowScheme = "dataset:"

// cellsOf writes a row as text: each cell that is not blank in a line, behind
// the name of its column.
func (r tableReport) cellsOf() string {
	var b strings.Builder
	for i, name := range r.Columns {
		if i < len(r.Cells) {
			if v := flatten(r.Cells[i]); v != "" {
				b.WriteString(strings.ReplaceAll(columnName(name), ":", " ") + ": " + v + "\n")
			}
		}
	}
	return b.String()
}

// parseDatasetRow reads a row of a dataset: its cells are the text, and its
// source is the dataset, whatever it names as its own sources. When it happened
// is not when it was published: the row has no date.
func parseDatasetRow(c archive.Capture, row tableReport) (Found, error) {
	f := Found{Given: row.cell("id"), Report: recount.Report{Source: row.Dataset, Lang: "en", URL: c.URL, Title: flatten(strings.TrimPrefix(c.URL, rowScheme)), Text: row.cellsOf()}}
	return finish(c, f, 0)
}
