package tally

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// The columns of a table of loss claims. The first are wanted.
var figureColumns = []string{"day", "value", "harm", "side", "source", "frame", "min", "max"}

const wantedColumns = 5

// ParseFigures reads a table of loss claims: CSV with a first line of the names
// day, value, harm, side and source, and frame, min and max if it has them, or as
// names calls them. A day may be a number, of which start is 1. Errors are
// ErrInvalid and name file, line and column.
func ParseFigures(in io.Reader, file string, names map[string]string, start time.Time) ([]Figure, error) {
	for c := range names {
		if !slices.Contains(figureColumns, c) {
			return nil, fmt.Errorf("map %s: there is no such column to map; there are %s: %w", c, strings.Join(figureColumns, ", "), recount.ErrInvalid)
		}
	}
	c := csv.NewReader(in)
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s is empty: %w", file, recount.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %v: %w", file, err, recount.ErrInvalid)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	at := map[string]int{}
	for i, column := range figureColumns {
		name := column
		if names[column] != "" {
			name = names[column]
		}
		at[column] = slices.IndexFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
		if at[column] < 0 && (i < wantedColumns || names[column] != "") {
			return nil, fmt.Errorf("%s:1: no column %q; map %s to one of %s: %w", file, name, column, strings.Join(head, ", "), recount.ErrInvalid)
		}
	}
	var out []Figure
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %v: %w", file, err, recount.ErrInvalid)
		}
		line, _ := c.FieldPos(0)
		get := func(column string) string {
			if at[column] < 0 {
				return ""
			}
			return strings.TrimSpace(row[at[column]])
		}
		bad := func(column, want string) error {
			return fmt.Errorf("%s:%d: %s %q: want %s: %w", file, line, head[at[column]], get(column), want, recount.ErrInvalid)
		}
		f := Figure{Line: line, Harm: get("harm"), Side: get("side"), Source: get("source")}
		for _, column := range []string{"harm", "side", "source"} {
			if get(column) == "" {
				return nil, bad(column, "a name")
			}
		}
		if n, err := strconv.Atoi(get("day")); err == nil {
			if start.IsZero() {
				return nil, bad("day", "a day; if days are numbered, say with start which is number 1")
			}
			f.Day = start.AddDate(0, 0, n-1)
		} else if f.Day, err = time.Parse(time.DateOnly, get("day")); err != nil {
			return nil, bad("day", "a day such as 2022-03-01, or a number")
		}
		n, err := strconv.ParseFloat(get("value"), 64) // spreadsheets write 100000 as 1e+05
		if err != nil || n != math.Trunc(n) || n < 0 || n >= recount.Open {
			return nil, bad("value", "a whole number, not below 0")
		}
		f.Value = int(n)
		switch strings.ToLower(get("frame")) {
		case "", "cumulative", "total":
		case "day", "daily":
			f.Daily = true
		default:
			return nil, bad("frame", "cumulative or day")
		}
		for i, column := range []string{"min", "max"} { // a row that is both ends is a figure
			switch strings.ToLower(get(column)) {
			case "", "0", "false", "no":
			case "1", "true", "yes":
				f.Limit += []Limit{Least, Most}[i]
			default:
				return nil, bad(column, "1 or 0")
			}
		}
		out = append(out, f)
	}
}
