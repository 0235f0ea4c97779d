package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

func TestRow(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string // "what status low-high point | from to grain | precision lat | words"
	}{
		"UCDP GED": {"id: 7\ndyad_name: a - b\nwhere_prec: 2\nwhere_coordinates: Hama town\nadm_1: Hama\nlatitude: 35.13\nlongitude: 36.75\ndate_prec: 1\ndate_start: 2024-03-04 00:00:00.000\ndate_end: 2024-03-05 00:00:00.000\ndeaths_civilians: 3\nbest: 12\nhigh: 20\nlow: 9\n",
			[]string{"killed  9-20 12 | 2024-03-04 2024-03-06 week | near 35.13 | Hama town", "killed civilian 3-3 3 | 2024-03-04 2024-03-06 week | near 35.13 | Hama town"}},
		"ACLED":             {"event_id_cnty: SYR1\nevent_date: 04 March 2024\ntime_precision: 1\nlocation: Hama\nlatitude: 35.13\nlongitude: 36.75\ngeo_precision: 1\nnotes: On 4 March 2024, shells killed four people: or so.\nfatalities: 4\n", []string{"killed  4-4 4 | 2024-03-04 2024-03-05 day | town 35.13 | Hama"}},
		"ACLED, by week":    {"event_date: 2024-03-04\ntime_precision: 2\nfatalities: 4\n", []string{"killed  4-4 4 | 2024-02-27 2024-03-11 week |  0.00 | "}},
		"a nought":          {"event_date: 2024-03-04\nfatalities: 0\n", nil},
		"the least, most":   {"date: 2024-03-04\nplace: Hama\ncivilians_killed_min: 3\ncivilians_killed_max: 5\nmin_injured: 2\n", []string{"killed civilian 3-5 -1 | 2024-03-04 2024-03-05 day |  0.00 | Hama", "injured  2-∞ -1 | 2024-03-04 2024-03-05 day |  0.00 | Hama"}},
		"what is no count":  {"best: many\nlow: -1\nhigh: 1e99\n", nil},
		"bounds that cross": {"best: 5\nlow: 9\nhigh: 3\n", nil},
		"best outside":      {"best: 50\nlow: 3\nhigh: 9\n", []string{"killed  3-9 -1 |    |  0.00 | "}},
	} {
		r := &recount.Report{ID: "r:1", URL: "dataset:acled/7", Source: "acled", Text: tc.text}
		if !extract.IsRow(r) {
			t.Fatal("no row")
		}
		var got []string
		for _, c := range extract.Row(r).Claims {
			high := fmt.Sprint(c.Count.High)
			if c.Count.High == recount.Open {
				high = "∞"
			}
			day := func(s string) string { return strings.TrimPrefix(s, "0001-01-01") }
			got = append(got, fmt.Sprintf("%s %s %d-%s %d | %s %s %s | %s %.2f | %s", c.What, c.Who.Status, c.Count.Low, high, c.Count.Point,
				day(c.When.From.Format("2006-01-02")), day(c.When.Until.Format("2006-01-02")), c.When.Grain, c.Where.Precision, c.Where.Point.Lat, c.Where.Words))
			if err := c.Count.Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if c.Event != 0 || c.Origin() != "acled" || c.ID == "" {
				t.Errorf("%s: event %d origin %s", name, c.Event, c.Origin())
			}
			for _, s := range append(append(c.Evidence.Count, c.Evidence.Where...), c.Evidence.What...) {
				if w := c.Evidence.Whole; s.Start < w.Start || s.End > w.End || s.In(r.Text) == "" || strings.Contains(s.In(r.Text), "\n") {
					t.Errorf("%s: span %q outside of %q", name, s.In(r.Text), w.In(r.Text))
				}
			}
			if n := c.Evidence.Count[0].In(r.Text); strings.Trim(n, "0123456789") != "" {
				t.Errorf("%s: count %q", name, n)
			}
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tc.want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, tc.want)
		}
	}
}

// Whatever the cells of a row hold, claims are of its words and their counts hold.
func FuzzRow(f *testing.F) {
	f.Add("best: 12\nhigh: 20\nlow: 9\ndeaths_civilians: 3\ndate_start: 2024-03-04\ndate_end: 2024-03-05\nlatitude: 35.13\nlongitude: 36.75\nwhere_prec: 2\n")
	f.Add("event_date: 04 March 2024\ntime_precision: 2\ngeo_precision: 9\nfatalities: 1,000\nlocation: : x")
	f.Add("killed_min: 3\nkilled_max: 2\ncivilians_killed_min: 1e3\nlat: NaN\nlon: -181")
	f.Fuzz(func(t *testing.T, text string) {
		r := &recount.Report{ID: "r:1", URL: "dataset:x/1", Source: "x", Text: text}
		for _, c := range extract.Row(r).Claims {
			if err := c.Count.Check(); err != nil || c.Event != 0 || c.When.Until.Before(c.When.From) {
				t.Errorf("%+v: %v", c, err)
			}
			for _, s := range append(append(c.Evidence.Count, c.Evidence.Where...), c.Evidence.Whole) {
				if s.Start < 0 || s.End < s.Start || s.End > len(text) {
					t.Errorf("span %v of %d", s, len(text))
				}
			}
			if p := c.Where.Point; !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) {
				t.Errorf("at %v", p)
			}
		}
	})
}
