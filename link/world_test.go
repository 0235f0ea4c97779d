package link

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/recountlab/recount"
)

// A world is made up: incidents of known truth at places as unevenly visited as
// those of wars, told of by accounts that copy each other, name places coarsely
// or wrongly, are a day off, and count what was known when they were written.
type world struct {
	accounts []Account
	truth    []int32 // incident of each account
	dead     []int   // of each incident
}

// zipf draws from n things of which the i-th is 1/i^s as common as the first.
func zipf(n int, s float64) func(*rand.Rand) int {
	sums, sum := make([]float64, n), 0.0
	for i := range sums {
		sum += math.Pow(float64(i+1), -s)
		sums[i] = sum
	}
	return func(r *rand.Rand) int {
		i, _ := slices.BinarySearch(sums, r.Float64()*sum)
		return min(i, n-1)
	}
}

// choose draws an index by its share.
func choose(r *rand.Rand, shares ...float64) int {
	u := r.Float64()
	for i, s := range shares {
		if u -= s; u < 0 {
			return i
		}
	}
	return len(shares)
}

// newWorld makes a world of incidents over days.
func newWorld(incidents, days int, seed uint64) world {
	r := rand.New(rand.NewPCG(seed, 5))
	const towns, places, divisions = 60, 20_000, 14
	type spot struct {
		at   recount.LatLon
		town int
	}
	spread := func(at recount.LatLon, km float64) recount.LatLon {
		return recount.LatLon{Lat: at.Lat + km*r.NormFloat64()/111.2, Lon: at.Lon + km*r.NormFloat64()/111.2}
	}
	spots := make([]spot, places)
	for i := range spots {
		if i < towns {
			spots[i] = spot{recount.LatLon{Lat: 5.4 * r.Float64(), Lon: 5.4 * r.Float64()}, i}
		}
	}
	nearTown := zipf(towns, 1)
	for i := towns; i < places; i++ {
		t := nearTown(r)
		spots[i] = spot{spread(spots[t].at, 12), t}
	}
	visit, kinds := zipf(places, 1), zipf(8, 0.8)
	acts := []recount.What{recount.AirStrike, recount.Shelling, recount.Attack, recount.Clash, recount.AidAttacked, recount.Siege, recount.Abducted, recount.MunitionUse}
	var w world
	report := 0
	for n := range incidents {
		p := visit(r)
		spot := spots[p]
		start := minutes(r.IntN(days))*day + minutes(r.IntN(int(day)))
		midnight := start / day * day
		kind := kinds(r)
		weapon := (kind + choose(r, .7, .15, .1)) % 8
		party := (spot.town + choose(r, .6, .2, .13)) % 12
		dead := max(1, int(math.Exp(1+1.1*r.NormFloat64())))
		w.dead = append(w.dead, dead)
		mean := 2.2 + 2.2*math.Log(float64(dead)+1)
		named := r.Float64() < 0.25
		var mine []int
		for k := 0; k == 0 || k < 200 && r.Float64() < 1-1/mean; k++ {
			if k > 0 || n == 0 || r.Float64() >= 0.12 { // else the report tells of the incident before as well
				report++
			}
			a := Account{ID: recount.ClaimID(fmt.Sprintf("c:%07d", len(w.accounts))), report: uint64(report + 1), outlet: uint32(1 + r.IntN(300))}
			a.published = start + minutes(1.2*float64(day)*r.ExpFloat64())
			if len(mine) > 0 && r.Float64() < 0.35 { // a copy
				o := &w.accounts[mine[r.IntN(len(mine))]]
				if o.family == 0 {
					o.family = uint64(len(w.accounts))
				}
				id, rep, outlet, published := a.ID, a.report, a.outlet, a.published
				a = *o
				a.ID, a.report, a.outlet, a.published = id, rep, outlet, published
				w.accounts, w.truth, mine = append(w.accounts, a), append(w.truth, int32(n)), append(mine, len(w.accounts))
				continue
			}
			town := spots[spot.town]
			division := uint32(1 + spot.town%divisions)
			a.country, a.division = 1, division
			var at recount.LatLon
			switch choose(r, .70, .15, .10) {
			case 0:
				a.place, a.radius, a.level, at = uint64(1+p), 2000, 2, spot.at
			case 1:
				a.place, a.radius, a.level, at = uint64(1+spot.town), 6000, toTown, town.at
			case 2:
				a.place, a.radius, a.level, at = uint64(1+places+spot.town), 25000, 6, town.at
			default:
				a.place, a.radius, a.level, at = uint64(1+2*places)+uint64(division), 80000, 7, town.at
			}
			a.lat, a.lon = float32(at.Lat), float32(at.Lon)
			var sets [4][]uint32
			a.from, a.until, a.told = midnight, midnight+day, relative
			switch choose(r, .80, .084, .036, .05) {
			case 1:
				a.from, a.until = a.from-day, a.until-day
			case 2:
				a.from, a.until = a.from+day, a.until+day
			case 3:
				a.from, a.until = a.from-day, a.until+day
			case 4:
				a.from, a.until = a.from-3*day, a.until+3*day
			}
			act := kind
			if r.Float64() < .15 {
				act = kinds(r)
			}
			a.acts = whatBit[acts[act]]
			if r.Float64() < .6 {
				x := weapon
				if r.Float64() < .1 {
					x = r.IntN(8)
				}
				sets[weapons] = []uint32{uint32(1 + x)}
			}
			if r.Float64() < .65 {
				x := party
				if r.Float64() < .1 {
					x = r.IntN(12)
				}
				sets[blamed] = []uint32{uint32(1 + x)}
			}
			if r.Float64() < .85 {
				a.counts = []count{toldCount(r, dead, a.published)}
			}
			a.all = a.acts | whatBit[recount.Killed]
			vocabulary := Word(p)*31 + 7
			for range 2 {
				a.words = append(a.words, vocabulary*1000+Word(r.IntN(25)))
			}
			if r.Float64() < .45 { // words of the incident itself
				a.words = append(a.words, Word(n)*2654435761, Word(n)*2654435761+1)
			}
			slices.Sort(a.words)
			a.words = slices.Compact(a.words)
			if named && r.Float64() < .6 {
				sets[people] = []uint32{uint32(n)*2654435761 | 1}
			}
			a.mark(sets)
			w.accounts, w.truth, mine = append(w.accounts, a), append(w.truth, int32(n)), append(mine, len(w.accounts))
		}
	}
	return w
}

// toldCount is a count of the dead as an account words it: four of ten are written
// before all are known.
func toldCount(r *rand.Rand, dead int, said minutes) count {
	k := float64(dead)
	if r.Float64() < .4 {
		k *= .5 + .6*r.Float64()
	}
	n := int32(max(1, math.Round(k)))
	c := count{what: whatBit[recount.Killed], low: n, high: n, point: n, said: said}
	switch choose(r, .5, .3, .1) {
	case 0:
		c.exact = true
	case 1:
		c.high = recount.Open
	case 2:
		c.low, c.high = n-n*15/100, n+n*15/100
	default:
		switch {
		case dead >= 24:
			c.low, c.high, c.point = 24, 99, 24
		case dead >= 3:
			c.low, c.high, c.point = 3, 9, 3
		default:
			c.low, c.high, c.point = 1, recount.Open, 1
		}
	}
	return c
}

// agreement is how well a clustering agrees with the truth.
type agreement struct {
	bP, bR, bF float64 // B-cubed (Bagga and Baldwin 1998)
	pP, pR     float64 // over pairs
	clusters   int
	largest    int
}

func agree(truth, of []int32) agreement {
	type both struct{ a, b int32 }
	in := map[both]int{}
	as, bs := map[int32]int{}, map[int32]int{}
	for i := range truth {
		in[both{truth[i], of[i]}]++
		as[truth[i]]++
		bs[of[i]]++
	}
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	var x agreement
	var tp, pp, tt float64
	for k, n := range in {
		tp += pairs(n)
		x.bP += float64(n) * float64(n) / float64(bs[k.b])
		x.bR += float64(n) * float64(n) / float64(as[k.a])
	}
	for _, n := range bs {
		pp += pairs(n)
		x.largest = max(x.largest, n)
	}
	for _, n := range as {
		tt += pairs(n)
	}
	n := float64(len(truth))
	x.bP, x.bR, x.clusters = x.bP/n, x.bR/n, len(bs)
	x.bF = 2 * x.bP * x.bR / (x.bP + x.bR)
	x.pP, x.pR = tp/pp, tp/tt
	return x
}

// learned is the model that a world teaches.
func learned(t testing.TB, w world) *Model {
	t.Helper()
	words := NewFrequency()
	for i := range w.accounts {
		words.Add(&w.accounts[i])
	}
	m, tr, err := Default().Train(w.accounts, words, 3)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(m.Version, Default().Version+":") {
		t.Errorf("learned as %s, which does not say whose levels it has", m.Version)
	}
	t.Logf("%.2f of the pairs match: a new incident weighs %.2f bits", tr.Matching, m.New)
	return m
}

// linked links a world in the order in which it was published and returns the
// incident of each account.
func linked(w world, m *Model) (*Linker, []int32) {
	order := make([]int32, len(w.accounts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(i, j int32) int { return int(w.accounts[i].published - w.accounts[j].published) })
	l := NewLinker(m, NewFrequency())
	for _, i := range order {
		l.Add(w.accounts[i])
	}
	l.Refine(looks)
	of := make([]int32, len(order))
	for n, i := range order {
		of[i] = l.at[n]
	}
	return l, of
}

func TestWorlds(t *testing.T) {
	for _, c := range []struct {
		name            string
		incidents, days int
		least           float64
	}{{"moderate", 20_000, 1500, .91}, {"dense", 20_000, 150, .825}} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(c.incidents, c.days, 42)
			_, of := linked(w, learned(t, w))
			got := agree(w.truth, of)
			t.Logf("%d accounts of %d incidents: B-cubed %.4f (%.3f, %.3f), pairs %.3f, %.3f; %d clusters, the largest of %d", len(w.accounts), c.incidents, got.bF, got.bP, got.bR, got.pP, got.pR, got.clusters, got.largest)
			if got.bF < c.least || got.largest > 100 {
				t.Errorf("B-cubed F1 %.3f, want %.2f; the largest cluster has %d accounts, want at most 100", got.bF, c.least, got.largest)
			}
		})
	}
}

// medianDead is the lower median of what accounts say of the dead, 0 if none
// says how many.
func medianDead(w world, members []int32) int {
	var said []int
	for _, i := range members {
		for _, c := range w.accounts[i].counts {
			said = append(said, int(c.low))
		}
	}
	if len(said) == 0 {
		return 0
	}
	slices.Sort(said)
	return said[(len(said)-1)/2]
}

// A total in which what may be told twice counts only in high is low enough,
// wherever the threshold of linking is put.
func TestDoubtInTotals(t *testing.T) {
	w := newWorld(20_000, 1500, 7) // not the world that what is taken off a declined match was chosen on
	by := map[int32][]int32{}
	for i, n := range w.truth {
		by[n] = append(by[n], int32(i))
	}
	truth := 0
	for _, members := range by {
		truth += medianDead(w, members)
	}
	m := learned(t, w)
	for _, fresh := range []float64{0, 1, 2} {
		m.New = fresh
		l, of := linked(w, m)
		in := map[int32][]int32{}
		for i, k := range of {
			in[k] = append(in[k], int32(i))
		}
		var low, best, high float64
		for k, members := range in {
			dead := float64(medianDead(w, members))
			p, _ := l.doubted(k)
			if p < 0.1 {
				low += dead
			}
			best, high = best+(1-p)*dead, high+dead
		}
		off := func(x float64) float64 { return 100 * (x/float64(truth) - 1) }
		t.Logf("new %v: low %+.1f%%, best %+.1f%%, high %+.1f%% of what the true incidents come to", fresh, off(low), off(best), off(high))
		if math.Abs(off(low)) > 5 || high < best || best < low {
			t.Errorf("new %v: low %+.1f%%, best %+.1f%%, high %+.1f%%; want low within 5%%", fresh, off(low), off(best), off(high))
		}
	}
}

// BenchmarkLink links a made-up world, at two sizes that must cost the same for
// each account.
func BenchmarkLink(b *testing.B) {
	for _, c := range []struct {
		name            string
		incidents, days int
	}{{"moderate-50k", 10_000, 750}, {"moderate-200k", 40_000, 3000}, {"dense-50k", 10_000, 75}, {"dense-200k", 40_000, 300}, {"moderate-1M", 200_000, 15_000}, {"dense-1M", 200_000, 1500}} {
		b.Run(c.name, func(b *testing.B) {
			if c.incidents > 100_000 && testing.Short() {
				b.Skip("a million accounts")
			}
			w := newWorld(c.incidents, c.days, 42)
			slices.SortStableFunc(w.accounts, func(x, y Account) int { return int(x.published - y.published) })
			held := func() float64 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				return float64(m.HeapAlloc) / 1e6
			}
			before, after := held(), 0.0
			for b.Loop() {
				l := NewLinker(Default(), NewFrequency())
				for _, a := range w.accounts {
					l.Add(a)
				}
				l.Refine(looks)
				b.StopTimer()
				after = held()
				runtime.KeepAlive(l)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(w.accounts)), "ns/account")
			b.ReportMetric(after-before, "MB-held")
		})
	}
}
