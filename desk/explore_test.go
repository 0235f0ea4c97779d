package desk

import (
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

func TestBesides(t *testing.T) {
	at := func(hour int) recount.When {
		from := time.Date(2016, 9, 23, hour, 0, 0, 0, time.UTC)
		return recount.When{From: from, Until: from.Add(time.Minute)}
	}
	exactly := func(n int) recount.Quantity { return recount.Quantity{Low: n, High: n, Point: n} }
	toll := recount.Toll{What: recount.Killed, Low: 5, Best: 10, High: 12, Roots: 3, Basis: []recount.Basis{
		{Origin: "reuters", Claims: []recount.ClaimID{"a", "b"}, Count: exactly(10)},
		{Origin: "army", Claims: []recount.ClaimID{"c"}, Count: exactly(5)},
		{Origin: "un", Claims: []recount.ClaimID{"d"}, Count: exactly(12)},
		{Origin: "paper.example:medical", Claims: []recount.ClaimID{"e"}, Count: exactly(12)},
		{Origin: "r:one", Claims: []recount.ClaimID{"f"}, Count: exactly(1)},
	}}
	got := besides(toll, map[recount.ClaimID]recount.When{"a": at(9), "b": at(7), "c": at(12), "d": at(8), "e": at(7), "f": {}})
	want := []Beside{
		{Source: "reuters", Allows: 1, Same: 1}, // as early as the doctors
		{Source: "army", Lower: 1, Later: 1},
		{Source: "un", Higher: 1, Later: 1},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v; want %+v: a voice without a name and a report are none", got, want)
	}
}
