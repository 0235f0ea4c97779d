package publish

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// Format names a format rows can be written in.
type Format string

const (
	CSV     Format = "csv"
	GeoJSON Format = "geojson" // RFC 7946
)

// Type returns the media type of f.
func (f Format) Type() string {
	if f == GeoJSON {
		return "application/geo+json"
	}
	return "text/csv; charset=utf-8"
}

// Write writes rows as they come. An error among the rows ends the writing and
// is returned; what was written by then is not a whole file.
func Write(w io.Writer, f Format, rows iter.Seq2[Row, error]) error {
	switch f {
	case CSV:
		return writeCSV(w, rows)
	case GeoJSON:
		return writeGeoJSON(w, rows)
	}
	return fmt.Errorf("publish as %q: %w", f, recount.ErrInvalid)
}

// columns are written in this order; a value of nil is blank.
var columns = []struct {
	name string
	of   func(Row) any
}{
	{"incident", func(r Row) any { return text(r.ID) }},
	{"title", func(r Row) any { return text(r.Title) }},
	{"date_from", func(r Row) any { return date(r.From, r.Grain) }},
	{"date_until", func(r Row) any { return date(last(r), r.Grain) }},
	{"date_precision", func(r Row) any { return text(r.Grain) }},
	{"ucdp_date_prec", func(r Row) any { return code(recount.When{From: r.From, Until: r.Until}.UCDP()) }},
	{"acled_time_precision", func(r Row) any { return code(recount.When{From: r.From, Until: r.Until}.ACLED()) }},
	{"place", func(r Row) any { return text(r.Place) }},
	{"admin1", func(r Row) any { return text(r.Admin1) }},
	{"country", func(r Row) any { return text(r.Country) }},
	{"lat", func(r Row) any { return degree(r, r.Point.Lat) }},
	{"lon", func(r Row) any { return degree(r, r.Point.Lon) }},
	{"radius_m", func(r Row) any {
		if r.Precision == recount.NoPlace {
			return nil
		}
		return int(r.Radius)
	}},
	{"place_precision", func(r Row) any { return text(r.Precision) }},
	{"ucdp_where_prec", func(r Row) any { return code(r.Precision.UCDP()) }},
	{"acled_geo_precision", func(r Row) any { return code(r.Precision.ACLED()) }},
	{"what", func(r Row) any { return text(r.What) }},
	{"who", func(r Row) any { return text(r.Who) }},
	{"low", func(r Row) any { return figure(r, r.Low) }},
	{"best", func(r Row) any { return figure(r, r.Best) }},
	{"high", func(r Row) any { return figure(r, r.High) }},
	{"open", func(r Row) any { return r.Open }},
	{"outlets", func(r Row) any { return r.Outlets }},
	{"independent_sources", func(r Row) any { return r.Roots }},
	{"status", func(r Row) any { return text(r.Status) }},
	{"grade", func(r Row) any { return text(r.Grade) }},
	{"review", func(r Row) any { return text(r.Reviewed) }},
	{"sources", func(r Row) any { return text(joined(r.Sources)) }},
	{"other_sources", func(r Row) any { return text(joined(r.Others)) }},
	{"reports", func(r Row) any { return text(joined(r.Reports)) }},
	{"policy", func(r Row) any { return text(r.Policy) }},
	{"ledger_size", func(r Row) any { return r.Ledger }},
}

func text[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

func code(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// figure is blank where there is no figure, and where nobody claims anything:
// such a row says that nothing is known, not that nobody was harmed.
func figure(r Row, n int) any {
	if n == recount.Blank || r.Status == recount.NoClaim {
		return nil
	}
	return n
}

func degree(r Row, d float64) any {
	if r.Precision == recount.NoPlace {
		return nil
	}
	return d
}

func date(t time.Time, g recount.Grain) any {
	switch {
	case t.IsZero():
		return nil
	case g == recount.Minute || g == recount.Hour || g == recount.Part:
		return t.UTC().Format(time.RFC3339)
	}
	return t.UTC().Format(time.DateOnly)
}

// last is the last moment of a stretch that ends before r.Until: the last day
// for one told in days.
func last(r Row) time.Time {
	if r.Until.After(r.From) && date(r.Until, r.Grain) == any(r.Until.UTC().Format(time.DateOnly)) {
		return r.Until.Add(-time.Nanosecond)
	}
	return r.Until
}

func joined[S ~string](ss []S) string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = string(s)
	}
	return strings.Join(out, "; ")
}

func writeCSV(w io.Writer, rows iter.Seq2[Row, error]) error {
	c := csv.NewWriter(w)
	line := make([]string, len(columns))
	for i, col := range columns {
		line[i] = col.name
	}
	if err := c.Write(line); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return fmt.Errorf("publish rows: %w", err)
		}
		for i, col := range columns {
			line[i] = cell(col.of(r))
		}
		if err := c.Write(line); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// cell writes a value so that no spreadsheet takes foreign words for a formula.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		if strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			return "'" + v
		}
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

type feature struct {
	Type       string         `json:"type"`
	Geometry   *geometry      `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude first
}

func writeGeoJSON(w io.Writer, rows iter.Seq2[Row, error]) error {
	if _, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`); err != nil {
		return err
	}
	sep := "\n"
	for r, err := range rows {
		if err != nil {
			return fmt.Errorf("publish rows: %w", err)
		}
		f := feature{Type: "Feature", Properties: map[string]any{}}
		if r.Precision != recount.NoPlace {
			f.Geometry = &geometry{"Point", [2]float64{r.Point.Lon, r.Point.Lat}}
		}
		for _, col := range columns {
			if col.name != "lat" && col.name != "lon" {
				f.Properties[col.name] = col.of(r)
			}
		}
		b, err := json.Marshal(f)
		if err != nil {
			return fmt.Errorf("publish %s: %w", r.ID, err)
		}
		if _, err := fmt.Fprintf(w, "%s%s", sep, b); err != nil {
			return err
		}
		sep = ",\n"
	}
	_, err := io.WriteString(w, "\n]}\n")
	return err
}
