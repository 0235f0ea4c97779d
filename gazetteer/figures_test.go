package gazetteer

import (
	"strings"
	"testing"
	"unicode"
)

// A pair is a place of the bundle with its primary Latin name and its other
// names in one script.
type pair struct {
	name   string
	others []string
	folded map[string]bool
}

func pairsOf(t *testing.T, script *unicode.RangeTable, countries string) []pair {
	t.Helper()
	var out []pair
	for p, class := range bundle(t).All() {
		if class >= Province || p.Country == "" || !strings.Contains(countries, p.Country) || !strings.HasPrefix(string(p.ID), "gn:") {
			continue
		}
		q := pair{name: p.Name, folded: map[string]bool{}}
		for _, n := range p.Names {
			if strings.ContainsFunc(n, func(r rune) bool { return unicode.Is(script, r) }) {
				q.others = append(q.others, n)
				q.folded[Fold(n)] = true
			}
		}
		if len(q.others) > 0 && !strings.ContainsFunc(p.Name, func(r rune) bool { return unicode.Is(script, r) }) {
			out = append(out, q)
		}
	}
	return out
}

// figures counts, over the places of a country, how many a primary Latin name
// finds through names of the other script, and how many places it finds
// besides that share no such name.
func figures(pairs []pair, keys func(string) []string, accept func(a, b string) bool) (recall, false_ float64) {
	by := map[string][]int{}
	for i, p := range pairs {
		seen := map[string]bool{}
		for _, o := range p.others {
			for _, k := range keys(o) {
				if !seen[k] {
					seen[k] = true
					by[k] = append(by[k], i)
				}
			}
		}
	}
	hits, wrong := 0, 0
	for i, p := range pairs {
		met := map[int]bool{}
		for _, k := range keys(p.name) {
			for _, j := range by[k] {
				if met[j] {
					continue
				}
				for _, o := range pairs[j].others {
					if shared(keys(o), keys(p.name)) && accept(p.name, o) {
						met[j] = true
						break
					}
				}
			}
		}
		for j := range met {
			alike := false
			for k := range p.folded {
				alike = alike || pairs[j].folded[k]
			}
			switch {
			case j == i:
				hits++
			case !alike && Fold(pairs[j].name) != Fold(p.name):
				wrong++
			}
		}
	}
	n := float64(max(1, len(pairs)))
	return float64(hits) / n, float64(wrong) / n
}

func shared(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// Keys and costs on pairs from the bundle: how many primary Latin names find
// their place through its names in the other script, and how many places of
// another name they find besides.
func TestMatchingFigures(t *testing.T) {
	within := func(limit float64) func(a, b string) bool {
		return func(a, b string) bool { return cost(a, b) <= limit }
	}
	any := func(a, b string) bool { return true }
	level := func(n int) func(string) []string {
		return func(s string) []string {
			a, b := slavic(s)
			if n == 1 {
				a = b
			}
			if a == "" {
				return nil
			}
			return []string{a}
		}
	}
	for _, c := range []struct {
		what, countries string
		script          *unicode.RangeTable
		keys            func(string) []string
		accept          func(a, b string) bool
		least, most     float64 // recall at least, false places a query at most
	}{
		{"SY, key", "SY", unicode.Arabic, Skeletons, any, 0.965, 0.20},
		{"SY, cost <= 1.0", "SY", unicode.Arabic, Skeletons, within(1), 0.965, 0.13},
		{"SY, cost <= 0.5", "SY", unicode.Arabic, Skeletons, within(0.5), 0.955, 0.06},
		{"PS, key", "PS", unicode.Arabic, Skeletons, any, 0.975, 0.28},
		{"PS, cost <= 0.5", "PS", unicode.Arabic, Skeletons, within(0.5), 0.97, 0.08},
		{"IQ, key", "IQ", unicode.Arabic, Skeletons, any, 0.955, 0.10},
		{"IQ, cost <= 0.5", "IQ", unicode.Arabic, Skeletons, within(0.5), 0.955, 0.06},
		{"nine Arab countries, key", "SY IQ PS YE LB JO EG LY SD", unicode.Arabic, Skeletons, any, 0.962, 1.2},
		{"nine Arab countries, cost <= 1.0", "SY IQ PS YE LB JO EG LY SD", unicode.Arabic, Skeletons, within(1), 0.958, 0.75},
		{"nine Arab countries, cost <= 0.5", "SY IQ PS YE LB JO EG LY SD", unicode.Arabic, Skeletons, within(0.5), 0.949, 0.40},
		{"UA, level 0", "UA", unicode.Cyrillic, level(0), any, 0.93, 0.01},
		{"UA, level 1", "UA", unicode.Cyrillic, level(1), any, 0.983, 0.04},
		{"RU, level 0", "RU", unicode.Cyrillic, level(0), any, 0.98, 0.01},
		{"RU, level 1", "RU", unicode.Cyrillic, level(1), any, 0.99, 0.14},
	} {
		pairs := pairsOf(t, c.script, c.countries)
		recall, wrong := figures(pairs, c.keys, c.accept)
		t.Logf("%-34s %5d places: recall %5.1f %%, %.2f false a query", c.what, len(pairs), 100*recall, wrong)
		if len(pairs) < 100 || recall < c.least || wrong > c.most {
			t.Errorf("%s: recall %.3f (want %.2f), %.2f false a query (want %.2f)", c.what, recall, c.least, wrong, c.most)
		}
	}
}
