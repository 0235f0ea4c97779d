package desk_test

import (
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// What is explained follows from claims alone, and says where the record tells
// something else: another figure, one too many, one too few.
func TestExplainHoldsTheRecordAgainstTheClaims(t *testing.T) {
	ctx := t.Context()
	d := open(t, t.TempDir())
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04, says clinic.")+line("2", "6 killed in Alpha on 2024-03-04, says council.")))
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
	if err != nil || len(page) != 1 {
		t.Fatalf("incidents %+v, %v", page, err)
	}
	in, tolls := page[0].Incident, page[0].Tolls
	as, err := d.Explain(ctx, in.ID, "")
	if err != nil || len(as) != 1 || as[0].Stored != nil || len(as[0].Bounds) != 3 || *as[0].Bounds[0].Value != 4 {
		t.Fatalf("explained %+v, %v", as, err)
	}
	if said := as[0].Bounds[0].By[0].Said; len(said) == 0 || said[0].Sentence != "4 killed in Alpha on 2024-03-04, says clinic." {
		t.Errorf("low rests on %+v", said)
	}
	other := tolls[0]
	other.High = 60
	hurt := recount.Toll{Incident: in.ID, What: recount.Injured, Best: 9, Low: 9, High: 9}
	for _, tt := range []struct {
		name   string
		stored []recount.Toll
		made   []string
		record []string
	}{
		{"another figure", []recount.Toll{other}, []string{"4 / 6 / 6"}, []string{"4 / 6 / 60"}},
		{"one too many", append([]recount.Toll{hurt}, tolls...), []string{"4 / 6 / 6", "0 / – / 0"}, []string{"", "9 / 9 / 9"}},
		{"one too few", nil, []string{"4 / 6 / 6"}, []string{"0 / – / 0"}},
	} {
		if err := d.DB.Project(ctx, in, tt.stored, nil); err != nil {
			t.Fatal(err)
		}
		as, err := d.Explain(ctx, in.ID, "")
		if err != nil || len(as) != len(tt.made) {
			t.Fatalf("%s: %+v, %v", tt.name, as, err)
		}
		for i, a := range as {
			record := ""
			if a.Stored != nil {
				record = a.Stored.String()
			}
			if a.Toll.String() != tt.made[i] || record != tt.record[i] {
				t.Errorf("%s: %s, the record %q; want %s, %q", tt.name, a.Toll, record, tt.made[i], tt.record[i])
			}
		}
	}
}
