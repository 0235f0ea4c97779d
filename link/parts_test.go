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

// town mints an incident of one claim.
func town(name string, hour int) (recount.Claim, []recount.Decision) {
	c := recount.Claim{ID: recount.ClaimID("c:" + name)}
	return c, []recount.Decision{
		decided(hour, recount.Machine, recount.Mint, "i:"+name, string(c.ID)), decided(hour, recount.Machine, recount.Same, string(c.ID), "i:"+name)}
}

func decided(hour int, by recount.ActorKind, act recount.Act, subject, object string) recount.Decision {
	d := recount.Decision{At: time.Date(2024, 3, 4, hour, 0, 0, 0, time.UTC), By: recount.Actor{Kind: by, Name: "x"}, Act: act, Subject: subject, Object: object, Why: "said"}
	d.ID = d.Name()
	return d
}

func TestParts(t *testing.T) {
	part := func(hour int, a, b string) recount.Decision {
		return decided(hour, recount.Person, recount.PartOf, "i:"+a, "i:"+b)
	}
	for _, tt := range []struct {
		name string
		ds   []recount.Decision
		want map[string]string // whole of each part
	}{
		{"one", []recount.Decision{part(5, "a", "p")}, map[string]string{"a": "p"}},
		{"two", []recount.Decision{part(5, "a", "p"), part(6, "b", "p")}, map[string]string{"a": "p", "b": "p"}},
		{"undone", []recount.Decision{part(5, "a", "p"), decided(6, recount.Person, recount.Whole, "i:a", "i:p")}, nil},
		{"undone and said again", []recount.Decision{part(5, "a", "p"), decided(6, recount.Person, recount.Whole, "i:a", "i:p"), part(7, "a", "p")}, map[string]string{"a": "p"}},
		{"a person over a machine", []recount.Decision{decided(5, recount.Person, recount.Whole, "i:a", "i:p"), decided(6, recount.Machine, recount.PartOf, "i:a", "i:p")}, nil},
		{"the later of two wholes", []recount.Decision{part(5, "a", "p"), part(6, "a", "b")}, map[string]string{"a": "b"}},
		{"the other whole when that is undone", []recount.Decision{part(5, "a", "p"), part(6, "a", "b"), decided(7, recount.Person, recount.Whole, "i:a", "i:b")}, map[string]string{"a": "p"}},
		{"a circle is left open at its earliest", []recount.Decision{part(5, "a", "b"), part(6, "b", "p"), part(7, "p", "a")}, map[string]string{"b": "p", "p": "a"}},
		{"of itself", []recount.Decision{part(5, "a", "a")}, nil},
		{"of one it was merged with", []recount.Decision{part(5, "a", "p"), decided(6, recount.Person, recount.Merge, "i:a", "i:p")}, nil},
		{"of what was merged away", []recount.Decision{part(5, "a", "p"), decided(6, recount.Person, recount.Merge, "i:p", "i:b")}, map[string]string{"a": "b"}},
		{"of what nobody minted", []recount.Decision{part(5, "a", "q")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var claims []recount.Claim
			ds := tt.ds
			for i, n := range []string{"a", "b", "p"} {
				c, mint := town(n, i+1)
				claims, ds = append(claims, c), append(ds, mint...)
			}
			want := map[string]string{}
			for k, v := range tt.want {
				want["i:"+k] = "i:" + v
			}
			for seed := range uint64(20) { // in whatever order
				r := rand.New(rand.NewPCG(seed, 3))
				r.Shuffle(len(ds), func(i, j int) { ds[i], ds[j] = ds[j], ds[i] })
				got := map[string]string{}
				for _, in := range Gather(claims, ds) {
					if in.Whole != "" {
						got[string(in.ID)] = string(in.Whole)
					}
					for _, p := range in.Parts {
						if tt.want[string(p)[2:]] != string(in.ID)[2:] {
							t.Errorf("%s lists %s as a part", in.ID, p)
						}
					}
				}
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("got %v, want %v", got, want)
				}
			}
		})
	}
}

// Whatever is decided, the parts of incidents make trees, and say what their
// wholes say.
func TestPartsAreTrees(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 4))
		var claims []recount.Claim
		var ds []recount.Decision
		for i := range 6 {
			c, mint := town(fmt.Sprint(i), i)
			claims, ds = append(claims, c), append(ds, mint...)
		}
		acts := []recount.Act{recount.PartOf, recount.PartOf, recount.PartOf, recount.Whole, recount.Merge, recount.Split}
		for range 12 {
			ds = append(ds, decided(7+r.IntN(9), recount.Person, acts[r.IntN(len(acts))], fmt.Sprint("i:", r.IntN(6)), fmt.Sprint("i:", r.IntN(6))))
		}
		at := map[recount.IncidentID]recount.Incident{}
		for _, in := range Gather(claims, ds) {
			at[in.ID] = in
		}
		for _, in := range at {
			steps := 0
			for w := in.Whole; w != ""; w = at[w].Whole {
				if steps++; steps > len(at) {
					t.Fatalf("seed %d: %s is part of itself", seed, in.ID)
				}
			}
			if in.Whole != "" && !slices.Contains(at[in.Whole].Parts, in.ID) {
				t.Fatalf("seed %d: %s does not list %s", seed, in.Whole, in.ID)
			}
		}
	}
}
