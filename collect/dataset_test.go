package collect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount/collect"
)

func TestDatasets(t *testing.T) {
	acled := "event_id_cnty,event_date,time_precision,event_type,location,latitude,longitude,source,notes,fatalities\nSYR1,04 March 2024,1,Attack,Hama,35.1,36.7,Gazette; Post,\"Shells killed four.\nOr so.\",4\n"
	for name, tc := range map[string]struct {
		body, columns string
		want          string // address source title | text
	}{
		"ACLED":           {acled, "", "dataset:acled/SYR1 acled acled/SYR1 | event_id_cnty: SYR1\nevent_date: 04 March 2024\ntime_precision: 1\nevent_type: Attack\nlocation: Hama\nlatitude: 35.1\nlongitude: 36.7\nsource: Gazette; Post\nnotes: Shells killed four. Or so.\nfatalities: 4\n"},
		"ACLED, as notes": {acled, "text=notes,id=event_id_cnty", "x.csv#SYR1 Gazette; Post  | Shells killed four.\nOr so."},
		"UCDP GED":        {"id,relid,type_of_violence,dyad_name,date_start,date_end,best,low,high\n7,x,1,a - b,2024-03-04,2024-03-04,4,3,9\n", "", "dataset:ucdp-ged/7 ucdp-ged ucdp-ged/7 | id: 7\nrelid: x\ntype_of_violence: 1\ndyad_name: a - b\ndate_start: 2024-03-04\ndate_end: 2024-03-04\nbest: 4\nlow: 3\nhigh: 9\n"},
		"the least, most": {"Incident Code,Date,Location,Civilians Killed (min),x\nA1,2024-03-04,Hama,3,y\n", "", ""},
		"the most too":    {"Incident Code,Date,Location,Killed min,Killed max\nA1,2024-03-04,Hama,3,5\n", "", "dataset:x.csv/A1 x.csv x.csv/A1 | incident_code: A1\ndate: 2024-03-04\nlocation: Hama\nkilled_min: 3\nkilled_max: 5\n"},
	} {
		f := packed("x.csv", tc.body)
		var err error
		if f.Columns, err = collect.ReadColumns(tc.columns); err != nil {
			t.Fatal(err)
		}
		var got []string
		for c, err := range collect.Unpack(f) {
			if err != nil {
				got = append(got, "")
				continue
			}
			fs, err := collect.Parse(c)
			if err != nil {
				t.Fatal(err)
			}
			r := fs[0].Report
			got = append(got, fmt.Sprintf("%s %s %s | %s", r.URL, r.Source, r.Title, r.Text))
			if strings.HasPrefix(r.URL, "dataset:") && !r.Published.IsZero() {
				t.Errorf("%s: published %v", name, r.Published)
			}
		}
		if !slices.Equal(got, []string{tc.want}) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, tc.want)
		}
	}
}
