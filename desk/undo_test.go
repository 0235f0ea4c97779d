package desk_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// Whatever a person decided is taken back by the opposite, and the record says
// again what it said before.
func TestOpposite(t *testing.T) {
	x := newTeam(t)
	ctx := t.Context()
	add(t, x.Desk, write(t, "b.jsonl", line("b", "6 killed in Alpha on 2024-03-04, says council. 2 killed in Beta on 2024-03-04.")))
	page, _, err := x.DB.Incidents(ctx, store.IncidentFilter{Sort: store.Deadly})
	if err != nil || len(page) != 2 {
		t.Fatal(len(page), err)
	}
	alpha, beta := string(page[0].Incident.ID), string(page[1].Incident.ID)
	claim := string(page[0].Incident.Claims[0])
	report := string(page[1].Incident.Reports[0])
	says := func() string {
		t.Helper()
		out := ""
		for _, id := range []string{alpha, beta} {
			it, err := x.DB.Incident(ctx, recount.IncidentID(id))
			if err != nil {
				t.Fatal(err)
			}
			in := it.Incident
			out += fmt.Sprintln(in.ID, in.Claims, in.Parts, in.Whole, in.Grade, in.Status == recount.Retracted, in.Where.Name, it.Tolls[0])
		}
		m, err := x.Mine(ctx, "omar", store.IncidentFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return out + fmt.Sprintln(len(m.Assigned))
	}
	for name, dec := range map[string]recount.Decision{
		"merge":            {Act: recount.Merge, Subject: alpha, Object: beta},
		"moved":            {Act: recount.Same, Subject: claim, Object: beta},
		"one of its own":   {Act: recount.Same, Subject: claim},
		"reject":           {Act: recount.Reject, Subject: claim},
		"corrected":        {Act: recount.Correct, Subject: claim, Field: "count", Value: `{"low":9,"high":9,"point":9,"stated":9,"qualifier":"exact"}`},
		"grade":            {Act: recount.Grade, Subject: alpha, Value: "discounted"},
		"settle":           {Act: recount.Settle, Subject: alpha, Value: `{"what":"killed","low":1,"best":2,"high":3}`},
		"withdraw":         {Act: recount.Withdraw, Subject: beta},
		"assign":           {Act: recount.Assign, Subject: alpha, Value: "omar"},
		"assign a report":  {Act: recount.Assign, Subject: report, Value: "omar"},
		"assign elsewhere": {Act: recount.Assign, Subject: claim, Value: "lena"},
	} {
		before := says()
		for range 2 { // the second time somebody has decided about it before
			decide := func(dec recount.Decision) recount.DecisionID {
				t.Helper()
				size, err := x.DB.Size(ctx)
				if err != nil {
					t.Fatal(err)
				}
				dec.By, dec.Why = person("mira"), "for the test"
				done, err := x.Decide(ctx, dec, size)
				if err != nil {
					t.Fatalf("%s: %s: %v", name, dec.Act, err)
				}
				return done.ID
			}
			id := decide(dec)
			if says() == before && name != "assign elsewhere" {
				t.Errorf("%s changes nothing", name)
			}
			back, err := x.Opposite(ctx, id)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			decide(back)
			if got := says(); got != before {
				t.Errorf("%s, taken back:\n%swant\n%s", name, got, before)
			}
		}
	}
	x.do("mira", recount.Note, "", "a note")
	thread, err := x.DB.Thread(ctx, string(x.in))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Opposite(ctx, thread[len(thread)-1].ID); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a note taken back: %v", err)
	}
	if diffs, err := x.Rebuild(ctx, false); err != nil || len(diffs) > 0 {
		t.Errorf("rebuilt: %v, %v", diffs, err)
	}
}
