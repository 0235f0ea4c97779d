package collect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
)

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
