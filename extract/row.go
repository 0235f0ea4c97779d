package extract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recountlab/recount"
)

// RowScheme opens the address of a report that is one row of somebody's dataset
// of events. Its text is the cells of the row, each in a line behind the name of
// its column.
const RowScheme = "dataset:"

// RowReader names what reads such rows.
const RowReader = "row/1"

// IsRow reports whether r is a row of a dataset.
func IsRow(r *recount.Report) bool { return strings.HasPrefix(r.URL, RowScheme) }

// Row reads a row of a dataset by its columns: UCDP GED, ACLED, or a table with
// the least and most people killed or injured. What it reads is the word of the
// dataset, with the day and the place that its columns give. The claims are of no
// event of the report and so never speak of an incident: the dataset was made
// from reports that may be here too. They are there to be compared.
func Row(r *recount.Report) *Reading {
	row := rowOf(r)
	out := &Reading{}
	add := func(what recount.What, who recount.Victims, low, best, high cell) {
		if c, ok := row.claim(what, who, low, best, high); ok && !slices.ContainsFunc(out.Claims, func(o recount.Claim) bool { return o.ID == c.ID }) {
			if len(out.Claims) > 0 && who != (recount.Victims{}) && out.Claims[0].What == what {
				c.PartOf = out.Claims[0].ID
			}
			out.Claims = append(out.Claims, c)
		}
	}
	if best, ok := row.cells["best"]; ok {
		add(recount.Killed, recount.Victims{}, row.cells["low"], best, row.cells["high"])
		n := row.cells["deaths_civilians"]
		add(recount.Killed, recount.Victims{Status: "civilian", Words: n.column}, n, n, n)
		return out
	}
	if n, ok := row.cells["fatalities"]; ok {
		add(recount.Killed, recount.Victims{}, n, n, n)
		return out
	}
	for _, of := range MinMax {
		who := recount.Victims{}
		if low, high := row.cells[of.Min], row.cells[of.Max]; low.column != "" {
			if of.Civilian {
				who = recount.Victims{Status: "civilian", Words: low.column}
			}
			add(of.What, who, low, cell{}, high)
		}
	}
	return out
}

// MinMax are pairs of columns that say how many at least and at most.
var MinMax = []struct {
	Min, Max string
	What     recount.What
	Civilian bool
}{
	{"civilians_killed_min", "civilians_killed_max", recount.Killed, true}, {"civilian_deaths_min", "civilian_deaths_max", recount.Killed, true}, {"min_civilian_deaths", "max_civilian_deaths", recount.Killed, true},
	{"civilians_injured_min", "civilians_injured_max", recount.Injured, true}, {"civilian_injuries_min", "civilian_injuries_max", recount.Injured, true},
	{"killed_min", "killed_max", recount.Killed, false}, {"min_killed", "max_killed", recount.Killed, false}, {"deaths_min", "deaths_max", recount.Killed, false}, {"min_deaths", "max_deaths", recount.Killed, false},
	{"injured_min", "injured_max", recount.Injured, false}, {"min_injured", "max_injured", recount.Injured, false},
}

// A cell is a cell of a row, and where it stands in the text of the report.
type cell struct {
	column, value string
	line, at      recount.Span // of the line, and of the value
}

func (c cell) number() (int, bool) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(c.value, ",", ""), 64)
	return int(f), err == nil && f >= 0 && f < 1e7 && f == float64(int(f))
}

type datasetRow struct {
	report *recount.Report
	cells  map[string]cell
}

func rowOf(r *recount.Report) datasetRow {
	row := datasetRow{r, map[string]cell{}}
	at := 0
	for l := range strings.SplitAfterSeq(r.Text, "\n") {
		s := strings.TrimRight(l, "\n")
		if column, value, ok := strings.Cut(s, ": "); ok {
			c := cell{column: column, value: value, line: recount.Span{Start: at, End: at + len(s)}}
			c.at = recount.Span{Start: at + len(column) + 2, End: at + len(s)}
			if _, twice := row.cells[column]; !twice {
				row.cells[column] = c
			}
		}
		at += len(l)
	}
	return row
}

// first returns the first of these columns that the row has.
func (r datasetRow) first(columns ...string) cell {
	for _, k := range columns {
		if c, ok := r.cells[k]; ok {
			return c
		}
	}
	return cell{}
}

// claim makes a claim of a count. A blank is no claim, and neither is a nought: it
// says that no death was reported, not that nobody died.
func (r datasetRow) claim(what recount.What, who recount.Victims, low, best, high cell) (recount.Claim, bool) {
	q := recount.Quantity{Point: recount.Blank, Qualifier: recount.Between, Row: "row"}
	var spans []recount.Span
	var ok [3]bool
	var n [3]int
	for i, c := range []cell{low, best, high} {
		if n[i], ok[i] = c.number(); ok[i] && !slices.Contains(spans, c.at) {
			spans = append(spans, c.at)
		}
	}
	switch {
	case ok[0] && ok[2]:
		q.Low, q.High = n[0], n[2]
	case ok[1]:
		q.Low, q.High = n[1], n[1]
	case ok[0]:
		q.Low, q.High = n[0], recount.Open
	case ok[2]:
		q.Low, q.High = 0, n[2]
	}
	if ok[1] && q.Allows(n[1]) {
		q.Point, q.Stated = n[1], n[1]
	}
	if q.Low == q.High {
		q.Qualifier, q.Point, q.Stated = recount.Exact, q.Low, q.Low
	} else if q.High == recount.Open {
		q.Qualifier = recount.AtLeast
	}
	if len(spans) == 0 || q.High <= 0 || q.High < q.Low {
		return recount.Claim{}, false
	}
	c := recount.Claim{Report: r.report.ID, What: what, Count: q, Who: who, Reader: RowReader,
		Says: recount.Attribution{{Source: r.report.Source, Kind: recount.Monitor, Verb: "say"}}}
	c.Evidence.Count = spans
	for _, s := range []cell{best, low, high} {
		if s.column != "" {
			c.Evidence.What = []recount.Span{{Start: s.line.Start, End: s.line.Start + len(s.column)}}
			break
		}
	}
	r.place(&c)
	r.time(&c)
	c.Evidence.Whole = c.Evidence.What[0]
	for _, s := range slices.Concat(c.Evidence.Count, c.Evidence.Where, c.Evidence.When) {
		c.Evidence.Whole = recount.Span{Start: min(c.Evidence.Whole.Start, s.Start), End: max(c.Evidence.Whole.End, s.End)}
	}
	c.Trace = []recount.Step{{Rule: RowReader, Span: c.Evidence.Whole, Note: "by the columns of a dataset; for comparison, of no incident"}}
	c.ID = nameClaim(&c)
	return c, true
}

// levels are how fine a place is by the codes of UCDP (where_prec) and of ACLED
// (geo_precision), from 1.
var levels = map[string][]recount.Precision{
	"where_prec":    {recount.AtTown, recount.Near, recount.AtDistrict, recount.AtProvince, recount.AtZone, recount.AtCountry, recount.AtZone},
	"geo_precision": {recount.AtTown, recount.Near, recount.AtProvince},
}

// within is how far around its position, in metres, a row may be meant: UCDP says
// 25 km of where_prec 2; the others are our assumptions, as datasets do not say.
var within = map[recount.Precision]float64{recount.AtTown: 5_000, recount.Near: 25_000, recount.AtDistrict: 50_000, recount.AtProvince: 150_000, recount.AtZone: 300_000, recount.AtCountry: 600_000}

func (r datasetRow) place(c *recount.Claim) {
	if w := r.first("where_coordinates", "location", "place", "where_description", "adm_2", "admin2", "adm_1", "admin1", "country"); w.column != "" {
		c.Where.Words, c.Where.Name = w.value, w.value
		c.Evidence.Where = append(c.Evidence.Where, w.at)
	}
	c.Where.Admin1 = strings.TrimSpace(r.first("adm_1", "admin1").value)
	lat, lon := r.first("latitude", "lat"), r.first("longitude", "lon", "lng")
	y, err := strconv.ParseFloat(lat.value, 64)
	x, err2 := strconv.ParseFloat(lon.value, 64)
	if err != nil || err2 != nil || !(y >= -90 && y <= 90 && x >= -180 && x <= 180) {
		return
	}
	c.Where.Point, c.Where.Precision = recount.LatLon{Lat: y, Lon: x}, recount.Near
	c.Where.Why = "the position is the dataset's"
	c.Evidence.Where = append(c.Evidence.Where, lat.at, lon.at)
	for column, ps := range levels {
		if n, ok := r.cells[column].number(); ok && n >= 1 && n <= len(ps) {
			c.Where.Precision = ps[n-1]
		}
	}
	c.Where.Radius = within[c.Where.Precision]
}

// time takes the days from the first to the last, both counted.
func (r datasetRow) time(c *recount.Claim) {
	from := r.first("date_start", "event_date", "incident_date", "date")
	until := r.first("date_end")
	a, ok := rowDay(from.value)
	if !ok {
		return
	}
	b, ok := rowDay(until.value)
	if !ok || b.Before(a) {
		b = a
	}
	c.When = recount.When{From: a, Until: b.AddDate(0, 0, 1), Grain: recount.Day, Words: from.value}
	c.Evidence.When = []recount.Span{from.at}
	if !b.Equal(a) {
		c.When.Words = fmt.Sprintf("%s to %s", from.value, until.value)
		c.Evidence.When = append(c.Evidence.When, until.at)
	}
	switch prec := r.first("date_prec", "time_precision"); {
	case c.When.Span() > 40*24*time.Hour:
		c.When.Grain = recount.Year
	case c.When.Span() > 8*24*time.Hour:
		c.When.Grain = recount.Month
	case !b.Equal(a):
		c.When.Grain = recount.Week
	case prec.column == "time_precision" && prec.value == "2": // ACLED gives one day of the week
		c.When = recount.When{From: a.AddDate(0, 0, -6), Until: a.AddDate(0, 0, 7), Grain: recount.Week, Words: from.value}
	case prec.column == "time_precision" && prec.value == "3":
		first := time.Date(a.Year(), a.Month(), 1, 0, 0, 0, 0, time.UTC)
		c.When = recount.When{From: first, Until: first.AddDate(0, 1, 0), Grain: recount.Month, Words: from.value}
	}
}

// rowDay reads a day as datasets write it.
func rowDay(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, form := range []string{time.DateOnly, "2006-01-02 15:04:05", "2006-01-02 15:04:05.000", "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04", "2 January 2006", "02 January 2006", "2-Jan-2006", "02 Jan 2006", "January 2, 2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), true
		}
	}
	return time.Time{}, false
}
