package store_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// What is projected and dropped is told, each incident once with the last time, and
// briefs are of what stands.
func TestTouched(t *testing.T) {
	ctx := context.Background()
	db, _ := open(t)
	_, _, one := fill(t, db, 1)
	_, _, two := fill(t, db, 2)
	touched := func(after int64, want ...recount.IncidentID) int64 {
		t.Helper()
		ids, last, err := db.Touched(ctx, after)
		if err != nil || !reflect.DeepEqual(ids, want) {
			t.Fatalf("touched after %d: %v, %v; want %v", after, ids, err, want)
		}
		return last
	}
	n := touched(0, one.ID, two.ID)
	touched(n)
	if err := db.Project(ctx, one, nil, nil); err != nil {
		t.Fatal(err)
	}
	m := touched(n, one.ID)
	touched(0, two.ID, one.ID)
	if bs, err := db.Briefs(ctx, two.ID, "i:none"); err != nil || len(bs) != 1 || len(bs[0].Tolls) != 1 || bs[0].Tolls[0].Best != 2 || bs[0].Title != two.Title || bs[0].Claims != nil {
		t.Errorf("briefs %+v, %v", bs, err)
	}
	if err := db.Write(ctx, func(tx *store.Tx) error { return tx.Drop(ctx, two.ID) }); err != nil {
		t.Fatal(err)
	}
	touched(m, two.ID)
	if bs, err := db.Briefs(ctx); err != nil || len(bs) != 1 || bs[0].ID != one.ID {
		t.Errorf("briefs of all %+v, %v", bs, err)
	}
	if c, err := db.Counts(ctx); err != nil || c.Incidents != 1 {
		t.Errorf("%d incidents counted, %v", c.Incidents, err)
	}
}
