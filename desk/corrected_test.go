package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// A place that a person corrected is the incident's, stands through a rebuild
// and through reading again, and is refused to who has not seen a later word.
func TestACorrectedPlaceHolds(t *testing.T) {
	ctx := context.Background()
	d := open(t, t.TempDir())
	add(t, d, write(t, "x.jsonl", line("1", "4 killed in Alpha on 2024-03-04.")))
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
	if err != nil || len(page) != 1 {
		t.Fatalf("%d incidents, %v", len(page), err)
	}
	in := page[0].Incident
	place := func() recount.PlaceRef {
		t.Helper()
		it, err := d.DB.Incident(ctx, in.ID)
		if err != nil {
			t.Fatal(err)
		}
		return it.Incident.Where
	}
	seen, err := d.DB.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	say := func(where recount.PlaceRef, seen int64) error {
		value, err := json.Marshal(where)
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Decide(ctx, recount.Decision{By: ada, Act: recount.Correct, Subject: string(in.Claims[0]), Field: "where", Value: string(value), Why: "the other one"}, seen)
		return err
	}
	other := recount.PlaceRef{Name: "Alpha", Place: "gn:2", Country: "XB", Precision: recount.AtArea, Radius: 1000, Point: recount.LatLon{Lat: 0, Lon: 20}}
	if err := say(other, seen); err != nil {
		t.Fatal(err)
	}
	if got := place(); got.Place != "gn:2" || got.Country != "XB" || got.Point != other.Point || got.Precision != recount.AtArea {
		t.Errorf("corrected to %+v", got)
	}
	if err := d.Read(ctx, in.Reports[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Rebuild(ctx, true); err != nil {
		t.Fatal(err)
	}
	if got := place(); got.Place != "gn:2" {
		t.Errorf("after reading again and a rebuild: %+v", got)
	}
	sound(t, d)
	if err := say(recount.PlaceRef{}, seen); !errors.Is(err, recount.ErrConflict) {
		t.Errorf("decided over what was not seen: %v", err)
	}
	if seen, err = d.DB.Size(ctx); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []recount.PlaceRef{{Precision: "spot"}, {Precision: recount.AtTown, Point: recount.LatLon{Lat: 95}}, {Precision: recount.AtTown, Radius: -1}} {
		if err := say(bad, seen); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%+v was accepted: %v", bad, err)
		}
	}
	if err := say(recount.PlaceRef{}, seen); err != nil {
		t.Fatal(err)
	}
	if got := place(); got.Precision != recount.NoPlace || got.Place != "" {
		t.Errorf("marked as no place, but it is %+v", got)
	}
	sound(t, d)
}
