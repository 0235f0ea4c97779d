package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// Doubts are told likeliest first, each beside the other that was named last; not of
// what has become one, nor beside what is gone.
func TestDoubts(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	_, _, likely := fill(t, db, 1)
	_, _, less := fill(t, db, 2)
	_, _, other := fill(t, db, 3)
	_, _, same := fill(t, db, 4)
	_, _, lone := fill(t, db, 5)
	doubts := []recount.Decision{decide(machine, recount.Doubt, string(less.ID), string(other.ID)), decide(machine, recount.Doubt, string(likely.ID), string(other.ID)), decide(machine, recount.Doubt, string(likely.ID), "i:merged"),
		decide(machine, recount.Doubt, string(same.ID), "i:itself"), decide(machine, recount.Doubt, string(lone.ID), "i:gone")}
	var said []recount.DecisionID
	for i, d := range doubts {
		d.At = day.Add(time.Duration(i) * time.Hour)
		d.ID = d.Name()
		said = append(said, d.ID)
		if _, err := db.Append(ctx, machine, d.At, store.DecisionFact{Decision: d}); err != nil {
			t.Fatal(err)
		}
	}
	likely.Doubt, less.Doubt, same.Doubt, lone.Doubt = 0.6, 0.4, 0.5, 0.7
	other.Aliases, same.Aliases = []recount.IncidentID{"i:merged"}, []recount.IncidentID{"i:itself"}
	for _, in := range []recount.Incident{likely, less, other, same, lone} {
		if err := db.Project(ctx, in, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	first, second := store.Doubt{Incident: likely.ID, Other: other.ID, By: said[2]}, store.Doubt{Incident: less.ID, Other: other.ID, By: said[0]}
	for _, c := range []struct {
		least float64
		limit int
		want  []store.Doubt
	}{
		{0.05, 10, []store.Doubt{first, second}},
		{0.45, 10, []store.Doubt{first}},
		{0.05, 3, []store.Doubt{first}}, // of the first three
		{0.9, 10, nil},
	} {
		if got, err := db.Doubts(ctx, c.least, c.limit); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("the first %d of at least %v: %v, %v; want %v", c.limit, c.least, got, err, c.want)
		}
	}
	ds, err := db.DecisionsNamed(ctx, said[0], "d:none")
	if err != nil || len(ds) != 1 || ds[said[0]].Object != string(other.ID) {
		t.Errorf("decisions named: %v, %v", ds, err)
	}
}
