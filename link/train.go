package link

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/recountlab/recount"
)

// Training is what was learned from accounts that nobody has labelled.
type Training struct {
	Accounts int     // that were looked at
	Pairs    int     // blocked pairs that were compared
	Matching float64 // share of them that speak of one incident, by the model
	Rounds   int
	Seed     uint64
	Rows     []TrainingRow // by field and level, best first
}

// A TrainingRow is what was learned of one level.
type TrainingRow struct {
	Field, Level  string
	Used, Learned float64 // bits
	Pairs         int     // that were seen at it
}

const (
	maxPairs  = 400_000
	emRounds  = 60
	perKey    = 400 // accounts under one key that pairs are drawn from
	slack     = 0.5 // bits that a new incident is less likely than a drawn pair is not a match: an account meets several of its incident
	leastSeen = 300 // pairs at a level under which its weight is not learned
)

// Train learns the weights of m's levels from accounts alone, by expectation
// maximisation over the patterns of comparison of up to 400,000 pairs that
// share a key and are of different reports (Fellegi and Sunter 1969; Winkler
// 1988). Starting values, caps and the order of levels keep what is learned
// readable: a worse level never weighs more than a better one, which without
// them happens wherever blocking shows a level only through another field. A
// level that was hardly seen keeps m's weight. The order of accounts does not
// matter.
func (m *Model) Train(accounts []Account, words *Frequency, seed uint64) (*Model, Training, error) {
	t := Training{Accounts: len(accounts), Seed: seed, Rounds: emRounds}
	patterns, n := m.patterns(accounts, words, seed)
	t.Pairs = n
	if n < 1000 {
		return nil, t, fmt.Errorf("%d pairs of accounts that might be of one incident: too few to learn from, want 1000: %w", n, recount.ErrInvalid)
	}
	e := newEM(m, patterns)
	for range emRounds {
		e.round()
	}
	t.Matching = e.matching
	out := *m
	out.Levels = map[string]map[string]float64{}
	for f := range fields {
		weights := maps.Clone(m.Levels[scheme[f].name])
		last := math.Inf(1)
		for l, name := range scheme[f].levels {
			w, ok := weights[name]
			if !ok {
				continue
			}
			if e.seen[f][l] >= leastSeen && f.unsaid() > 1 { // seen or not said is no choice of levels
				w = math.Log2(e.m[f][l] / e.u[f][l])
			}
			w = math.Round(100*max(-m.Cap, min(m.Cap, w, last))) / 100
			t.Rows = append(t.Rows, TrainingRow{scheme[f].name, name, m.bits[f][l], w, int(e.seen[f][l])})
			weights[name], last = w, w
		}
		out.Levels[scheme[f].name] = weights
	}
	out.New = math.Round(100*max(0, math.Log2((1-e.matching)/e.matching)-slack)) / 100
	levels, _, _ := strings.Cut(m.Version, ":")
	out.Version = levels + ":" + out.digest() // whose levels they are, and which weights
	b, err := out.JSON()
	if err != nil {
		return nil, t, err
	}
	learned, err := Parse(b)
	return learned, t, err
}

// digest names the weights of a model in a few letters.
func (m *Model) digest() string {
	h := fnv.New64a()
	for f := range fields {
		for _, l := range scheme[f].levels {
			fmt.Fprintf(h, "%.2f;", m.Levels[scheme[f].name][l])
		}
	}
	return fmt.Sprintf("%08x", uint32(h.Sum64()))
}

type pattern struct {
	levels comparison
	n      float64
}

// patterns compares pairs under shared keys and counts how they compare: all of
// them if there are few, else as many as are drawn.
func (m *Model) patterns(accounts []Account, words *Frequency, seed uint64) ([]pattern, int) {
	order := make([]int32, len(accounts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return cmp.Compare(accounts[i].ID, accounts[j].ID) })
	under := map[Key][]int32{}
	var keys []Key
	for _, i := range order {
		keys = accounts[i].keys(keys[:0], words, false)
		for _, k := range keys {
			if ids := under[k]; len(ids) < perKey {
				under[k] = append(ids, i)
			}
		}
	}
	counted := map[comparison]float64{}
	type both struct{ a, b int32 }
	seen := map[both]bool{}
	n := 0
	count := func(i, j int32, k Key) {
		p := both{min(i, j), max(i, j)}
		if i == j || accounts[i].report == accounts[j].report || seen[p] {
			return
		}
		seen[p] = true
		c := m.compare(&accounts[i], &accounts[j], words)
		k.hide(&c)
		counted[c]++
		n++
	}
	all := 0
	for _, i := range order {
		keys = accounts[i].keys(keys[:0], words, true)
		for _, k := range keys {
			all += len(under[k])
		}
	}
	if all <= maxPairs {
		for _, i := range order {
			keys = accounts[i].keys(keys[:0], words, true)
			for _, k := range keys {
				for _, j := range under[k] {
					count(i, j, k)
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(seed, 9))
	for tries := 0; all > maxPairs && n < maxPairs && tries < 4*maxPairs; tries++ {
		i := order[r.IntN(len(order))]
		if keys = accounts[i].keys(keys[:0], words, true); len(keys) == 0 {
			continue
		}
		k := keys[r.IntN(len(keys))]
		if ids := under[k]; len(ids) > 0 {
			count(i, ids[r.IntN(len(ids))], k)
		}
	}
	out := make([]pattern, 0, len(counted))
	for c, k := range counted {
		out = append(out, pattern{c, k})
	}
	slices.SortFunc(out, func(a, b pattern) int { return bytes.Compare(a.levels.bytes(), b.levels.bytes()) })
	return out, n
}

// hide unsays what would be learned from a pair for a wrong reason: that pairs
// under a rare word share it, and that those of one place share its words. What
// words tell is learned where they tell more than the place does.
func (k Key) hide(c *comparison) {
	kind := k >> 60 << 60
	if kind == wordKey || kind == personKey {
		c[inVictim] = inVictim.unsaid()
	}
	if kind == wordKey || kind == personKey || c[inPlace] != samePlace {
		c[inWords] = inWords.unsaid()
	}
}

func (c comparison) bytes() []byte {
	b := make([]byte, fields)
	for f, l := range c {
		b[f] = byte(l)
	}
	return b
}

// em estimates how often each level is seen among matching pairs (m) and among
// others (u), when nobody says which are which.
type em struct {
	patterns []pattern
	m, u     [fields][maxLevels]float64
	seen     [fields][maxLevels]float64
	matching float64
}

func newEM(start *Model, ps []pattern) *em {
	e := &em{patterns: ps, matching: 0.2}
	for _, p := range ps {
		for f, l := range p.levels {
			e.seen[f][l] += p.n
		}
	}
	for f := range fields { // u as seen, m as the model says it differs
		last := int(f.unsaid())
		sumM, sumU := 0.0, 0.0
		for l := range last {
			e.u[f][l] = (e.seen[f][l] + 1)
			sumU += e.u[f][l]
		}
		for l := range last {
			e.u[f][l] /= sumU
			e.m[f][l] = e.u[f][l] * math.Exp2(start.bits[f][l])
			sumM += e.m[f][l]
		}
		for l := range last {
			e.m[f][l] /= sumM
		}
	}
	return e
}

// speaks reports whether a level says anything.
func speaks(f int, l level) bool { return l != field(f).unsaid() }

func (e *em) round() {
	var m, u [fields][maxLevels]float64
	matching, all := 0.0, 0.0
	for _, p := range e.patterns {
		odds := math.Log(e.matching) - math.Log(1-e.matching)
		for f, l := range p.levels {
			if speaks(f, l) {
				odds += math.Log(e.m[f][l]) - math.Log(e.u[f][l])
			}
		}
		w := 1 / (1 + math.Exp(-odds))
		matching, all = matching+w*p.n, all+p.n
		for f, l := range p.levels {
			if speaks(f, l) {
				m[f][l] += w * p.n
				u[f][l] += (1 - w) * p.n
			}
		}
	}
	e.matching = min(0.99, max(1e-6, matching/all))
	for f := range fields {
		n := int(f.unsaid())
		sumM, sumU := 0.0, 0.0
		for l := range n {
			m[f][l], u[f][l] = m[f][l]+0.5, u[f][l]+0.5
			sumM, sumU = sumM+m[f][l], sumU+u[f][l]
		}
		for l := range n {
			e.m[f][l], e.u[f][l] = m[f][l]/sumM, u[f][l]/sumU
		}
	}
}
