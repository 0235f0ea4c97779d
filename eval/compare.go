package eval

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/recountlab/recount"
)

// A Base is a result saved to be compared with.
type Base struct {
	Reader  string       `json:"reader"`
	Reports []BaseReport `json:"reports"`
}

// A BaseReport is a saved verdict.
type BaseReport struct {
	ID    string            `json:"id"`
	Half  string            `json:"half"`
	Marks map[string][3]int `json:"marks"` // hit, got, want by measure
	Fates map[string]Fate   `json:"fates"` // by the claim as a person would write it
}

// Base returns r in the form in which it is saved.
func (r *Result) Base() *Base {
	b := &Base{Reader: r.Reader}
	for _, v := range r.Verdicts {
		x := BaseReport{ID: v.ID, Half: v.Half, Marks: map[string][3]int{}, Fates: map[string]Fate{}}
		for m, name := range Names {
			x.Marks[name] = [3]int{v.Marks[m].Hit, v.Marks[m].Got, v.Marks[m].Want}
		}
		for _, f := range v.Found {
			x.Fates[f.Claim] = f.Fate
		}
		b.Reports = append(b.Reports, x)
	}
	return b
}

// ReadBase reads what was saved.
func ReadBase(b []byte) (*Base, error) {
	var out Base
	if err := json.Unmarshal(b, &out); err != nil || len(out.Reports) == 0 {
		return nil, fmt.Errorf("not a result saved by recount eval --save: %w", recount.ErrInvalid)
	}
	return &out, nil
}

// A Change is how a result differs from a saved one.
type Change struct {
	Reports int // in both
	Figures []FigureChange
	Claims  []ClaimChange
}

// A FigureChange is the change of a measure's F1 over the reports in both.
type FigureChange struct {
	Measure  string
	Was, Is  float64
	Interval Interval // of the difference
	Chance   float64  // two-sided: how often drawing reports anew turns the difference round
}

// A ClaimChange is a claim whose fate changed. Claims of the held half are
// counted and not told.
type ClaimChange struct {
	Report, Claim string
	Was, Is       Fate // "" where there was no such claim
}

// Compare holds r against a saved result: a paired bootstrap of whole reports
// for each measure, and the claims that changed.
func (r *Result) Compare(base *Base) *Change {
	old := map[string]*BaseReport{}
	for i := range base.Reports {
		old[base.Reports[i].ID] = &base.Reports[i]
	}
	now := r.Base()
	var pairs [][2]*BaseReport
	out := &Change{}
	for i := range now.Reports {
		n := &now.Reports[i]
		o := old[n.ID]
		if o == nil {
			continue
		}
		pairs = append(pairs, [2]*BaseReport{o, n})
		out.Claims = append(out.Claims, changed(o, n)...)
	}
	out.Reports = len(pairs)
	for m, name := range Names {
		out.Figures = append(out.Figures, figureChange(pairs, name, uint64(m)))
	}
	return out
}

func changed(o, n *BaseReport) []ClaimChange {
	var out []ClaimChange
	for c, f := range n.Fates {
		if o.Fates[c] != f {
			out = append(out, ClaimChange{n.ID, c, o.Fates[c], f})
		}
	}
	for c, f := range o.Fates {
		if n.Fates[c] == "" {
			out = append(out, ClaimChange{n.ID, c, f, ""})
		}
	}
	slices.SortFunc(out, func(a, b ClaimChange) int {
		if a.Claim < b.Claim {
			return -1
		}
		return 1
	})
	return out
}

func figureChange(pairs [][2]*BaseReport, name string, stream uint64) FigureChange {
	of := func(k, side int) Mark {
		m := pairs[k][side].Marks[name]
		return Mark{m[0], m[1], m[2]}
	}
	var was, is Mark
	for k := range pairs {
		was, is = was.plus(of(k, 0)), is.plus(of(k, 1))
	}
	f := FigureChange{Measure: name, Was: was.F1(), Is: is.F1(), Chance: 1}
	if len(pairs) == 0 {
		return f
	}
	rng := rand.New(rand.NewPCG(seed, stream))
	diffs := make([]float64, Draws)
	up, down := 0, 0
	for i := range diffs {
		var a, b Mark
		for range pairs {
			k := rng.IntN(len(pairs))
			a, b = a.plus(of(k, 0)), b.plus(of(k, 1))
		}
		diffs[i] = b.F1() - a.F1()
		if diffs[i] <= 0 {
			up++
		}
		if diffs[i] >= 0 {
			down++
		}
	}
	f.Interval = interval(diffs)
	f.Chance = min(1, 2*float64(min(up, down))/Draws)
	return f
}
