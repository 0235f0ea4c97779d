package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/lexicon"
)

// A Case is one judged claim with its signs.
type Case struct {
	Report string
	Signs  []lexicon.Sign
	Right  bool
}

// Cases reads reports and returns the claims that were judged, with their signs.
func Cases(x *extract.Reader, gold []Gold) ([]Case, error) {
	var out []Case
	for i := range gold {
		g := &gold[i]
		r, signs, err := x.Signs(&g.Report)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", g.File, g.Line, err)
		}
		of := map[recount.ClaimID]int{}
		for k := range r.Claims {
			of[r.Claims[k].ID] = k
		}
		for _, s := range Judge(g, r).Sure {
			out = append(out, Case{string(g.ID), signs[of[s.Claim]], s.Right})
		}
	}
	return out, nil
}

// A Fitted is the weight of a sign.
type Fitted struct {
	lexicon.Sign
	Weight float64
	Cases  int
}

// Weights are a fitted model.
type Weights struct {
	Base  float64
	Signs []Fitted // by kind and value
}

// ridge is how strongly weights are drawn to nothing: as if each sign came
// with so many cases that say nothing. Signs are many and cases few.
const ridge = 2.

// fewest is how often a sign must occur to be given a weight.
const fewest = 4

// Fit fits the weights of signs to cases by ridge-penalised logistic
// regression, with Newton's method. It is the same each time: signs are taken
// in order, and sums are made in the order of the cases.
func Fit(cases []Case) Weights {
	seen := map[lexicon.Sign]int{}
	for _, c := range cases {
		for _, s := range c.Signs {
			seen[s]++
		}
	}
	var signs []Fitted
	for s, n := range seen {
		if n >= fewest && n < len(cases) {
			signs = append(signs, Fitted{Sign: s, Cases: n})
		}
	}
	slices.SortFunc(signs, func(a, b Fitted) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Value, b.Value))
	})
	column := map[lexicon.Sign]int{}
	for i, s := range signs {
		column[s.Sign] = i + 1
	}
	rows := make([][]int, len(cases)) // columns that are 1; column 0 is the base
	for i, c := range cases {
		rows[i] = []int{0}
		for _, s := range c.Signs {
			if k := column[s]; k > 0 {
				rows[i] = append(rows[i], k)
			}
		}
	}
	w := make([]float64, len(signs)+1)
	for range 30 {
		step := newton(cases, rows, w)
		big := 0.
		for k := range w {
			w[k] -= step[k]
			big = max(big, math.Abs(step[k]))
		}
		if big < 1e-9 {
			break
		}
	}
	out := Weights{Base: w[0], Signs: signs}
	for i := range out.Signs {
		out.Signs[i].Weight = w[i+1]
	}
	return out
}

// newton returns the step from weights w: the gradient of the penalised loss
// over its curvature. The base is hardly penalised.
func newton(cases []Case, rows [][]int, w []float64) []float64 {
	n := len(w)
	grad := make([]float64, n)
	h := make([][]float64, n)
	for k := range h {
		h[k] = make([]float64, n)
		h[k][k] = ridge
		grad[k] = ridge * w[k]
	}
	h[0][0], grad[0] = 1e-6, 1e-6*w[0]
	for i, c := range cases {
		z := 0.
		for _, k := range rows[i] {
			z += w[k]
		}
		p := lexicon.Logistic(z)
		y := 0.
		if c.Right {
			y = 1
		}
		for _, a := range rows[i] {
			grad[a] += p - y
			for _, b := range rows[i] {
				h[a][b] += p * (1 - p)
			}
		}
	}
	return solve(h, grad)
}

// solve solves h x = g for a positive definite h, by Cholesky's method. It
// overwrites h.
func solve(h [][]float64, g []float64) []float64 {
	n := len(g)
	for i := range n {
		for j := range i + 1 {
			s := h[i][j]
			for k := range j {
				s -= h[i][k] * h[j][k]
			}
			if i == j {
				h[i][i] = math.Sqrt(max(s, 1e-12))
			} else {
				h[i][j] = s / h[j][j]
			}
		}
	}
	x := slices.Clone(g)
	for i := range n {
		for k := range i {
			x[i] -= h[i][k] * x[k]
		}
		x[i] /= h[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= h[k][i] * x[k]
		}
		x[i] /= h[i][i]
	}
	return x
}

// Chance returns the chance that w gives a case.
func (w *Weights) Chance(c *Case) float64 {
	z := w.Base
	for _, s := range c.Signs {
		if i, ok := slices.BinarySearchFunc(w.Signs, s, func(f Fitted, s lexicon.Sign) int {
			return cmp.Or(strings.Compare(f.Kind, s.Kind), strings.Compare(f.Value, s.Value))
		}); ok {
			z += w.Signs[i].Weight
		}
	}
	return lexicon.Logistic(z)
}

// Judged returns the chances that w gives cases, with what came out.
func (w *Weights) Judged(cases []Case) []Surety {
	out := make([]Surety, len(cases))
	for i := range cases {
		out[i] = Surety{Sure: w.Chance(&cases[i]), Right: cases[i].Right}
	}
	return out
}

// Folds fits as often as there are folds, each time leaving out one part of the
// reports, and returns the chances of the claims that were left out.
func Folds(cases []Case, folds int) []Surety {
	var out []Surety
	for f := range folds {
		var in, left []Case
		for _, c := range cases {
			if d := recount.Sum([]byte("fold " + c.Report)); int(d[1])%folds == f {
				left = append(left, c)
			} else {
				in = append(in, c)
			}
		}
		w := Fit(in)
		out = append(out, w.Judged(left)...)
	}
	return out
}

// Limit is the greatest ECE, of claims left out of the fit, at which weights
// may be written.
const Limit = .06

// A Calibration is what came of fitting.
type Calibration struct {
	Weights Weights
	Tune    *Chances // of the claims for tuning, each left out of the fit that judged it
	Held    *Chances // of the held claims; nil if there are none
	Folds   int
}

// Calibrate fits weights to the half of a gold of one language that is for tuning.
func Calibrate(x *extract.Reader, gold []Gold, folds int) (*Calibration, error) {
	for i := range gold {
		if gold[i].Lang != gold[0].Lang {
			return nil, fmt.Errorf("%s:%d: %s is in %q and %s in %q; weights are fitted to one language: %w", gold[i].File, gold[i].Line, gold[i].ID, gold[i].Lang, gold[0].ID, gold[0].Lang, recount.ErrInvalid)
		}
	}
	all, err := Cases(x, gold)
	if err != nil {
		return nil, err
	}
	var tune, held []Case
	for _, c := range all {
		if Half(c.Report) == "tune" {
			tune = append(tune, c)
		} else {
			held = append(held, c)
		}
	}
	if folds < 2 || len(tune) < 20*folds {
		return nil, fmt.Errorf("calibrate: %d judged claims for tuning in %d folds: want 2 folds or more, and 20 claims for each: %w", len(tune), folds, recount.ErrInvalid)
	}
	out := &Calibration{Weights: Fit(tune), Folds: folds, Tune: chances(Folds(tune, folds))}
	if len(held) > 0 {
		out.Held = chances(out.Weights.Judged(held))
	}
	return out, nil
}

// Refuse says why the weights must not be written, or nil: claims left out of
// the fit are judged no better than by saying the same of all, or their chances
// are not to be relied on.
func (c *Calibration) Refuse() error {
	for _, x := range []struct {
		name string
		*Chances
	}{{"claims left out", c.Tune}, {"held claims", c.Held}} {
		switch {
		case x.Chances == nil:
		case x.ECE > Limit:
			return fmt.Errorf("ECE of %s is %.3f, more than %.2f: label more reports: %w", x.name, x.ECE, Limit, recount.ErrInvalid)
		case x.Brier >= x.Constant:
			return fmt.Errorf("Brier score of %s is %.4f, and saying the same of all claims has %.4f: label more reports: %w", x.name, x.Brier, x.Constant, recount.ErrInvalid)
		}
	}
	return nil
}

// Table writes the weights as the pack's table sure.tsv.
func (c *Calibration) Table(reader string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# How sure a claim of people is: what each sign adds, in logits, to the chance that\n# it was read rightly. kind, value, weight\n")
	fmt.Fprintf(&b, "# Fitted by recount calibrate to what %s read. Claims left out of the fit\n# (%d, %d folds): ECE %.3f, Brier %.4f, of the best constant %.4f.\n", reader, c.Tune.Claims, c.Folds, c.Tune.ECE, c.Tune.Brier, c.Tune.Constant)
	if c.Held != nil {
		fmt.Fprintf(&b, "# Held claims (%d): ECE %.3f, Brier %.4f, of the best constant %.4f.\n", c.Held.Claims, c.Held.ECE, c.Held.Brier, c.Held.Constant)
	}
	fmt.Fprintf(&b, "%s\t-\t%.3f\n", lexicon.Base, c.Weights.Base)
	for _, s := range c.Weights.Signs {
		fmt.Fprintf(&b, "%s\t%s\t%.3f\n", s.Kind, s.Value, s.Weight)
	}
	return b.String()
}
