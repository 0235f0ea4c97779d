package link

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// The result is a function of the set of decisions; no claim is in two
// incidents, and none sits where a person's last word parts it from.
func TestGatherProperties(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		var claims []recount.Claim
		for i := range 8 {
			claims = append(claims, recount.Claim{ID: recount.ClaimID(fmt.Sprint("c", i))})
		}
		var ds []recount.Decision
		decide := func(act recount.Act, subject, object string) {
			d := recount.Decision{ID: recount.DecisionID(fmt.Sprint("d", len(ds))), Act: act, Subject: subject, Object: object,
				At: time.Unix(r.Int64N(6), 0), By: recount.Actor{Kind: recount.Machine}}
			if r.IntN(3) == 0 {
				d.By.Kind = recount.Person
			}
			ds = append(ds, d)
		}
		for i := range 4 {
			decide(recount.Mint, fmt.Sprint("i", i), "")
		}
		acts := []recount.Act{recount.Same, recount.Same, recount.Same, recount.Apart, recount.Merge, recount.Split}
		for range r.IntN(40) {
			act := acts[r.IntN(len(acts))]
			subject := fmt.Sprint("c", r.IntN(8))
			if act == recount.Merge || act == recount.Split {
				subject = fmt.Sprint("i", r.IntN(4))
			}
			decide(act, subject, fmt.Sprint("i", r.IntN(5))) // i4 was never minted
		}
		want := Gather(claims, ds)
		for range 5 {
			r.Shuffle(len(ds), func(a, b int) { ds[a], ds[b] = ds[b], ds[a] })
			r.Shuffle(len(claims), func(a, b int) { claims[a], claims[b] = claims[b], claims[a] })
			if got := Gather(claims, ds); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: order matters:\n%v\n%v", seed, got, want)
			}
		}
		if got := Gather(claims, append(slices.Clone(ds), ds...)); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: hearing a decision twice matters", seed)
		}
		home, seat := map[string]recount.IncidentID{}, map[recount.ClaimID]recount.IncidentID{}
		for _, in := range want {
			for _, id := range append([]recount.IncidentID{in.ID}, in.Aliases...) {
				home[string(id)] = in.ID
			}
			for _, c := range in.Claims {
				if seat[c] != "" {
					t.Fatalf("seed %d: %s in two incidents", seed, c)
				}
				seat[c] = in.ID
			}
		}
		if len(home) != 4 {
			t.Fatalf("seed %d: an incident was lost or invented: %v", seed, home)
		}
		for _, d := range ds {
			if d.Act != recount.Apart || d.By.Kind != recount.Person || home[d.Object] == "" {
				continue
			}
			beaten := slices.ContainsFunc(ds, func(e recount.Decision) bool {
				return e.Act == recount.Same && e.Subject == d.Subject && home[e.Object] == home[d.Object] && e.Beats(d)
			})
			if !beaten && seat[recount.ClaimID(d.Subject)] == home[d.Object] {
				t.Fatalf("seed %d: %s seated in %s against a person", seed, d.Subject, d.Object)
			}
		}
	}
}

// A split undoes a merge, and the older of two merged incidents is their home.
func TestGatherMergeAndSplit(t *testing.T) {
	d := func(n int, act recount.Act, s, o string) recount.Decision {
		return recount.Decision{ID: recount.DecisionID(fmt.Sprint(n)), At: time.Unix(int64(n), 0), Act: act, Subject: s, Object: o, By: recount.Actor{Kind: recount.Person}}
	}
	claims := []recount.Claim{{ID: "c1"}, {ID: "c2"}}
	ds := []recount.Decision{d(1, recount.Mint, "i2", "c2"), d(2, recount.Mint, "i1", "c1"), d(3, recount.Same, "c1", "i1"), d(4, recount.Same, "c2", "i2"), d(5, recount.Merge, "i2", "i1")}
	got := Gather(claims, ds)
	if len(got) != 1 || got[0].ID != "i2" || len(got[0].Claims) != 2 || len(got[0].Aliases) != 1 {
		t.Fatalf("merged: %+v", got)
	}
	if got := Gather(claims, append(ds, d(6, recount.Split, "i1", "i2"))); len(got) != 2 || len(got[0].Claims) != 1 {
		t.Fatalf("split: %+v", got)
	}
}
