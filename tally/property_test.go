package tally

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// randomCase is an incident of up to seven claims by five voices in up to four
// reports, sometimes with a part of the same kind.
func randomCase(r *rand.Rand, id string, deep bool) Case {
	kinds := []recount.SourceKind{recount.Monitor, recount.Rescue, recount.Wire, recount.Witness, recount.Party}
	k := Case{Incident: recount.IncidentID("i:" + id), AsOf: 1}
	for i := range 1 + r.IntN(7) {
		v, report := r.IntN(len(kinds)), r.IntN(4)
		c := claim(fmt.Sprint(id, i), fmt.Sprint(id, report), fmt.Sprint("s", v), kinds[v], 1+r.IntN(60), func(c *recount.Claim) {
			c.Said.From = c.Said.From.Add(time.Duration(report*r.IntN(72)) * time.Hour)
			c.Where = recount.PlaceRef{Place: recount.PlaceID(fmt.Sprint(id, r.IntN(3))), Precision: []recount.Precision{recount.AtProvince, recount.AtTown, recount.AtTown}[r.IntN(3)]}
			switch r.IntN(12) {
			case 0:
				c.Count.High, c.Count.Qualifier = recount.Open, recount.AtLeast
			case 1:
				c.Count = recount.Quantity{Low: 24, High: 99, Point: 24, Qualifier: recount.Vague, Row: "dozens"}
			case 2:
				c.Who.Age = "child"
			case 3:
				civilians(c)
			case 4:
				c.Who.Status = "combatant"
			case 5:
				c.Denied = true
			case 6:
				c.Adds = true
			case 7:
				c.What, c.Hedges = recount.Missing, []recount.Hedge{{Class: "feared"}}
			case 8:
				c.Count, c.Who.Name = exact(1), "N"
			case 9:
				c.Count = recount.Quantity{Low: 1, High: 50, Point: recount.Blank, Qualifier: recount.AtMost, Row: "up-to"}
			}
		})
		if n := len(k.Claims); n > 0 && r.IntN(4) == 0 {
			w := k.Claims[r.IntN(n)]
			c.PartOf, c.Report, c.Says, c.Said, c.Count = w.ID, w.Report, w.Says, w.Said, exact(r.IntN(1+min(w.Count.Low, 60)))
		}
		k.Claims = append(k.Claims, c)
	}
	if deep && r.IntN(2) == 0 {
		k.Parts = append(k.Parts, randomCase(r, id+"p", r.IntN(2) == 0), randomCase(r, id+"q", false))
	}
	return k
}

func clone(k Case) Case {
	k.Claims, k.Parts = slices.Clone(k.Claims), slices.Clone(k.Parts)
	for i := range k.Parts {
		k.Parts[i] = clone(k.Parts[i])
	}
	return k
}

func shuffle(r *rand.Rand, k Case) Case {
	k = clone(k)
	r.Shuffle(len(k.Claims), func(a, b int) { k.Claims[a], k.Claims[b] = k.Claims[b], k.Claims[a] })
	r.Shuffle(len(k.Parts), func(a, b int) { k.Parts[a], k.Parts[b] = k.Parts[b], k.Parts[a] })
	for i := range k.Parts {
		k.Parts[i] = shuffle(r, k.Parts[i])
	}
	return k
}

// figuresOf are what tolls say, without how they came about.
func figuresOf(ts []recount.Toll) (out []string) {
	for _, t := range ts {
		out = append(out, fmt.Sprintf("%s %+v %s %d %s", t.What, t.Who, t, t.Roots, t.Status))
	}
	return out
}

// Whatever the claims, under every policy: bounds are in order and each has its
// basis; the order in which claims and parts come does not matter; a figure for
// a period changes no incident; copies of a report, whether known by their
// words or because they pass on the same voice's word, change no figure.
func TestReckonProperties(t *testing.T) {
	policies := slices.Sorted(maps.Keys(Policies()))
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 2))
		k := randomCase(r, "x", true)
		p := Policies()[policies[0]]
		if seed%2 == 1 {
			p = Policies()[policies[r.IntN(len(policies))]]
		}
		want := Reckon(k, p)
		for _, w := range want {
			if err := w.Check(); err != nil {
				t.Fatalf("seed %d, %s: %v: %+v", seed, p.Name, err, w)
			}
			for _, b := range w.Basis {
				if p.Method == "r1" && len(b.Rules) != max(1, len(b.Sets)) {
					t.Fatalf("seed %d: %+v names no rule for each bound", seed, b)
				}
			}
		}
		if got := Reckon(shuffle(r, k), p); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d, %s: the order of claims matters:\n%+v\n%+v", seed, p.Name, got, want)
		}
		war := clone(k)
		war.Claims = append(war.Claims, claim("war", "z", "un", recount.UN, 400000, func(c *recount.Claim) { c.Scope.Total = true }))
		if got := Reckon(war, p); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d, %s: a war's total changed an incident", seed, p.Name)
		}
		copied, relayed := clone(k), clone(k)
		copied.Roots.Repeats = map[recount.ClaimID]recount.ClaimID{}
		of := k.Claims[r.IntN(len(k.Claims))]
		for _, c := range k.Claims {
			if c.Report != of.Report {
				continue
			}
			c.ID, c.Report = c.ID+"copy", "r:copy"
			if c.PartOf != "" {
				c.PartOf += "copy"
			}
			copied.Claims = append(copied.Claims, c)
			copied.Roots.Repeats[c.ID] = recount.ClaimID(string(c.ID)[:len(c.ID)-len("copy")])
			relayed.Claims = append(relayed.Claims, c)
		}
		if got := Reckon(copied, p); !slices.Equal(figuresOf(got), figuresOf(want)) {
			t.Fatalf("seed %d, %s: a copy changed\n%q to\n%q", seed, p.Name, figuresOf(want), figuresOf(got))
		}
		if got := Reckon(relayed, p); !slices.Equal(figuresOf(got), figuresOf(want)) {
			t.Fatalf("seed %d, %s: a report passed on changed\n%q to\n%q", seed, p.Name, figuresOf(want), figuresOf(got))
		}
	}
}

// Where one voice breaks its figure down, the parts never carry the whole
// beyond it; whatever else is said of parts, they never add up to more than
// the whole.
func TestPartitions(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 5))
		total, left := 10+r.IntN(90), 0
		w := n("sohr", total, in("province"))
		k := one(w)
		left = total
		for i := range 1 + r.IntN(4) {
			part := r.IntN(1 + left)
			left -= part
			k.Claims = append(k.Claims, n("sohr", part, in(fmt.Sprint("town", i)), partOf(w)))
		}
		got := Reckon(k, R1())[0]
		if got.Low != total || got.Best != total || got.High != total {
			t.Fatalf("seed %d: %d broken down is %s", seed, total, got)
		}
		for i := range r.IntN(4) {
			k.Parts = append(k.Parts, one(n(fmt.Sprint("v", i), 1+r.IntN(60), in(fmt.Sprint("town", i)), after(float64(r.IntN(60))))))
			k.Parts[i].Incident = recount.IncidentID(fmt.Sprint("i:", i))
		}
		tree := plant(k)
		all := settle(R1(), k, whole, everyone)
		var low, best, high int
		for _, node := range tree.parts[whole] {
			p := settle(R1(), k, node, everyone)
			low, best, high = low+p.Low, best+bestOf(p), high+p.High
		}
		if low > all.Low || best > all.Best || high > all.High {
			t.Fatalf("seed %d: parts add up to %d/%d/%d, the whole is %s", seed, low, best, high, all)
		}
	}
}
