package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

// Rows of a dataset are claims that are compared, and change nothing: no
// incident, no toll, and no report is a copy of their notes.
func TestRowsOfDatasetsCountInNothing(t *testing.T) {
	ctx := context.Background()
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "Sentence %d of the notes says word%d and word%d of the attack. ", i, i*7, i*11)
	}
	words := b.String()
	dataset := write(t, "acled.csv", "event_id_cnty,event_date,event_type,latitude,longitude,notes,fatalities\nXA1,2024-03-04,Attack,4,1,\""+words+"\",9\nXA2,2024-03-04,Attack,44,1,far off,3\n")
	reports := write(t, "a.jsonl", line("a", words+"5 killed in Alba on 2024-03-04."))
	plain := open(t, t.TempDir())
	add(t, plain, reports)
	d := open(t, t.TempDir())
	add(t, d, dataset)
	add(t, d, reports)
	if got, want := record(t, d), record(t, plain); got != want || want == "" {
		t.Errorf("with rows\n%s\nwithout\n%s", got, want)
	}
	if n, err := d.CopiesAgain(ctx); err != nil || n != 0 {
		t.Errorf("%d copies, %v", n, err)
	}
	if ds, err := d.DB.Copyings(ctx); err != nil || len(ds) != 0 {
		t.Errorf("copies %v, %v", ds, err)
	}
	claims := 0
	page, _, err := d.DB.Reports(ctx, store.ReportFilter{Source: "acled"})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range page {
		cs, err := d.DB.ClaimsOf(ctx, it.Report.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			if in, err := d.DB.IncidentOf(ctx, c.ID); in != "" {
				t.Errorf("%s is in %s, %v", c.ID, in, err)
			}
			claims++
		}
	}
	if claims != 2 {
		t.Errorf("%d claims of rows", claims)
	}
	found := map[string]string{}
	err = desk.CompareRows(ctx, &d.DB.Reader, "acled", func(m desk.RowMatch) error {
		found[m.Row.Title] = "none"
		if m.Incident != nil {
			found[m.Row.Title] = m.Incident.Where.Name + " " + m.Toll.String()
			if m.Agrees() {
				t.Error("9 agrees with 5")
			}
		}
		return nil
	})
	if err != nil || found["acled/XA1"] != "Alba 5 / 5 / 5" || found["acled/XA2"] != "none" {
		t.Errorf("%v, %v", found, err)
	}
}
