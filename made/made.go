// Package made makes up reports of incidents that never were, to measure by: as
// many as wanted, the same ones each time. Some incidents are told of once and a
// few by dozens of outlets, some texts are printings of others, some places are
// known to a building and some to a province, and counts differ as counts do.
package made

import (
	"cmp"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"time"
	"unicode"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/gazetteer"
)

// A Report is a line of JSON Lines as recount adds it.
type Report struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Source    string `json:"source"`
	Lang      string `json:"lang"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Text      string `json:"text"`
}

// First and Last are between when the incidents are said to have happened.
var (
	First = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	Last  = time.Date(2020, 12, 31, 0, 0, 0, 0, time.UTC)
)

// tellers is how many reports of a hundred incidents each has: most have few.
var tellers = []struct{ incidents, reports int }{{34, 1}, {26, 2}, {16, 3}, {10, 4}, {6, 6}, {4, 9}, {3, 14}, {1, 30}}

// countries are where incidents are put, and how many of a hundred.
var countries = []struct {
	code  string
	share int
}{{"SY", 34}, {"IQ", 18}, {"YE", 16}, {"SD", 12}, {"PS", 10}, {"LY", 10}}

// A town is where incidents are put. Not all have an Arabic name.
type town struct{ name, arabic, province string }

// towns are the largest of each of the countries in the gazetteer, up to 250.
func towns(g *gazetteer.Gazetteer) [][]town {
	found := make([][]recount.Place, len(countries))
	for p := range g.All() {
		if (p.Level == recount.AtTown || p.Level == recount.AtArea) && p.People > 0 && p.Admin1 != "" {
			for i, c := range countries {
				if p.Country == c.code {
					found[i] = append(found[i], p)
				}
			}
		}
	}
	out := make([][]town, len(countries))
	for i, ps := range found {
		slices.SortFunc(ps, func(a, b recount.Place) int { return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.ID, b.ID)) })
		for _, p := range ps[:min(250, len(ps))] {
			t := town{name: p.Name, province: p.Admin1}
			if i := slices.IndexFunc(p.Names, func(n string) bool { return n != "" && unicode.Is(unicode.Arabic, []rune(n)[0]) }); i >= 0 {
				t.arabic = p.Names[i]
			}
			out[i] = append(out[i], t)
		}
	}
	return out
}

// An incident is what is told of, before anybody tells of it.
type incident struct {
	n        int
	at       time.Time
	in       town
	place    placing
	act      int
	killed   int
	injured  int
	children int
	by       int // who is blamed, an index
}

// placing says how finely the reports know a place.
type placing int

const (
	inTown placing = iota
	nearTown
	atSite
	inProvince
)

// A telling is one report to be written of an incident.
type telling struct {
	of   *incident
	nth  int // of its reports
	when time.Time
	seed uint64
}

// Reports makes n reports in the order in which they were published. The same n
// and gazetteer make the same reports.
func Reports(g *gazetteer.Gazetteer, n int) iter.Seq[Report] {
	return func(yield func(Report) bool) {
		for i, t := range tellings(towns(g), n) {
			if !yield(written(i, t)) {
				return
			}
		}
	}
}

func tellings(in [][]town, n int) []telling {
	r := rand.New(rand.NewPCG(uint64(n), 8))
	span := Last.Sub(First)
	var out []telling
	for k := 0; len(out) < n; k++ {
		x := &incident{n: k, act: r.IntN(len(acts)), by: r.IntN(len(blamed))}
		// A war is not even: what falls into its worst years is drawn again.
		x.at = First.Add(time.Duration(r.Float64() * float64(span))).Truncate(time.Hour)
		if y := x.at.Year(); y != 2016 && y != 2017 && r.IntN(3) == 0 {
			x.at = time.Date(2016, 7, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Float64() * float64(365*24*time.Hour))).Truncate(time.Hour)
		}
		ts := in[weighed(r, len(countries), func(i int) int { return countries[i].share })]
		x.in = ts[int(float64(len(ts))*r.Float64()*r.Float64())]
		x.place = placing([]int{0, 0, 0, 0, 0, 0, 1, 1, 2, 3}[r.IntN(10)])
		x.killed = 1 + int(r.ExpFloat64()*6)
		x.injured = int(r.ExpFloat64() * float64(2*x.killed))
		if r.IntN(3) == 0 && x.killed > 3 {
			x.children = 1 + r.IntN(x.killed/3)
		}
		after := x.at
		for nth := range tellers[weighed(r, len(tellers), func(i int) int { return tellers[i].incidents })].reports {
			after = after.Add(time.Duration((0.3 + r.ExpFloat64()*4) * float64(time.Hour))).Truncate(time.Minute)
			out = append(out, telling{x, nth, after, r.Uint64()})
		}
	}
	slices.SortStableFunc(out, func(a, b telling) int { return a.when.Compare(b.when) })
	return out[:n]
}

// weighed draws one of n by their weights.
func weighed(r *rand.Rand, n int, weight func(int) int) int {
	all := 0
	for i := range n {
		all += weight(i)
	}
	for i, at := 0, r.IntN(all); ; i++ {
		if at -= weight(i); at < 0 {
			return i
		}
	}
}

func written(i int, t telling) Report {
	r := rand.New(rand.NewPCG(t.seed, 9))
	paper := papers[r.IntN(len(papers))]
	out := Report{ID: fmt.Sprint("made-", i+1), Source: paper + ".example", Lang: "en", Published: t.when.Format(time.RFC3339)}
	out.URL = fmt.Sprintf("https://%s/%s/%d", out.Source, t.when.Format("2006/01"), i+1)
	switch {
	case r.IntN(60) == 0:
		out.Title, out.Text = quiet(r, t)
	case t.of.in.arabic != "" && r.IntN(4) == 0:
		out.Lang = "ar"
		out.Title, out.Text = arabic(r, t)
	default:
		if t.nth > 1 && r.IntN(4) == 0 { // a printing of what the agency sent first
			r = rand.New(rand.NewPCG(uint64(t.of.n), 10))
		}
		out.Title, out.Text = english(r, t)
	}
	return out
}
