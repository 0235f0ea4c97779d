package eval

import (
	"fmt"
	"io"
)

// A Summary is a result in figures.
type Summary struct {
	Reader string `json:"reader"`
	All    Part   `json:"all"`
	Tune   Part   `json:"tune"`
	Held   Part   `json:"held"`
	Kinds  []Part `json:"kinds"`
}

// A Part is the figures of some of the reports.
type Part struct {
	Kind    string   `json:"kind,omitempty"`
	Reports int      `json:"reports"`
	Figures []Figure `json:"figures"`
	Sure    *Chances `json:"sure,omitempty"` // nil if the reader gave no chances
}

// A Figure is a measure with its interval, which is of F1.
type Figure struct {
	Measure   string  `json:"measure"`
	Hit       int     `json:"hit"`
	Got       int     `json:"got"`
	Want      int     `json:"want"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Interval  `json:"interval"`
}

// Chances says how far the chances that the reader gave can be relied on.
type Chances struct {
	Claims   int     `json:"claims"`
	ECE      float64 `json:"ece"`
	Ideal    float64 `json:"ideal_ece"` // that chances which are right would show with as many claims
	Brier    float64 `json:"brier"`
	Constant float64 `json:"constant_brier"` // of the best constant answer
	Bins     []Bin   `json:"bins"`
}

// Summary counts a result up.
func (r *Result) Summary() *Summary {
	out := &Summary{Reader: r.Reader, All: r.part(), Tune: r.Half("tune").part(), Held: r.Half("held").part()}
	for _, k := range r.Kinds() {
		p := r.Of(func(v *Verdict) bool { return v.Kind == k }).part()
		p.Kind = k
		out.Kinds = append(out.Kinds, p)
	}
	return out
}

func (r *Result) part() Part {
	p := Part{Reports: len(r.Verdicts)}
	for m, name := range Names {
		k := r.Mark(Measure(m))
		p.Figures = append(p.Figures, Figure{name, k.Hit, k.Got, k.Want, k.Precision(), k.Recall(), k.F1(), r.Interval(Measure(m))})
	}
	p.Sure = chances(r.Sure())
	return p
}

func chances(s []Surety) *Chances {
	given := false
	for _, x := range s {
		given = given || x.Sure > 0
	}
	if !given {
		return nil
	}
	c := &Chances{Claims: len(s), ECE: ECE(s), Ideal: idealECE(s), Brier: Brier(s), Constant: constantBrier(s)}
	for _, b := range Reliability(s) {
		if b.Claims > 0 {
			c.Bins = append(c.Bins, b)
		}
	}
	return c
}

// WriteTo writes the summary as tables.
func (s *Summary) WriteTo(w io.Writer) (int64, error) {
	c := &counting{w: w}
	c.printf("Read by %s: %s, %d for tuning and %d held.\n", s.Reader, reports(s.All.Reports), s.Tune.Reports, s.Held.Reports)
	for _, p := range []struct {
		title string
		Part
	}{{"For tuning", s.Tune}, {"Held", s.Held}} {
		if p.Reports > 0 {
			p.write(c, p.title)
		}
	}
	c.printf("\n%-14s %7s  %-22s %-22s %-22s\n", "Kind of report", "reports", "strict P / R / F1", "relaxed F1", "origin, exact")
	for _, p := range s.Kinds {
		f := p.Figures
		c.printf("%-14s %7d  %-22s %-22.3f %-22.3f\n", p.Kind, p.Reports, fmt.Sprintf("%.3f / %.3f / %.3f", f[Strict].Precision, f[Strict].Recall, f[Strict].F1), f[Relaxed].F1, f[Origin].F1)
	}
	return c.n, c.err
}

func (p *Part) write(c *counting, title string) {
	c.printf("\n%s (%s)\n%-30s %9s %7s %7s  %-15s %s\n", title, reports(p.Reports), "", "precision", "recall", "F1", "95 % of F1", "right / said / labelled")
	for m, f := range p.Figures {
		if f.Got+f.Want == 0 {
			continue
		}
		if m == int(Origin) {
			c.printf("of the claims that were matched:\n")
		}
		c.printf("%-30s %9.3f %7.3f %7.3f  %.3f to %.3f  %d / %d / %d\n", f.Measure, f.Precision, f.Recall, f.F1, f.Low, f.High, f.Hit, f.Got, f.Want)
	}
	p.Sure.write(c, "how sure")
}

// write writes how far chances can be relied on; nothing if none were given.
func (x *Chances) write(c *counting, title string) {
	if x == nil {
		return
	}
	c.printf("%s: ECE %.3f (%.3f if all chances were right), Brier %.4f (best constant %.4f), %d claims\n", title, x.ECE, x.Ideal, x.Brier, x.Constant, x.Claims)
	c.printf("  %-13s %7s %8s %8s\n", "chance", "claims", "given", "right")
	for _, b := range x.Bins {
		c.printf("  %.2f to %.2f  %7d %8.3f %8.3f\n", b.From, b.To, b.Claims, b.Sure, b.Right)
	}
}

// WriteTo writes what came of fitting.
func (c *Calibration) WriteTo(w io.Writer) (int64, error) {
	o := &counting{w: w}
	o.printf("%d weights, fitted to the claims for tuning.\n", len(c.Weights.Signs)+1)
	c.Tune.write(o, fmt.Sprintf("left out of %d folds", c.Folds))
	c.Held.write(o, "held")
	return o.n, o.err
}

func reports(n int) string {
	if n == 1 {
		return "1 report"
	}
	return fmt.Sprint(n, " reports")
}

// WriteTo writes what changed.
func (c *Change) WriteTo(w io.Writer) (int64, error) {
	o := &counting{w: w}
	o.printf("\nAgainst the saved result, over the %s in both:\n%-30s %7s %7s %8s  %-18s %s\n", reports(c.Reports), "", "was", "is", "change", "95 % of change", "chance")
	for _, f := range c.Figures {
		o.printf("%-30s %7.3f %7.3f %+8.3f  %+.3f to %+.3f   %.3f\n", f.Measure, f.Was, f.Is, f.Is-f.Was, f.Interval.Low, f.Interval.High, f.Chance)
	}
	held := 0
	for _, x := range c.Claims {
		if Half(x.Report) == "held" {
			held++
			continue
		}
		o.printf("%s  %s → %s  %s\n", x.Report, fate(x.Was), fate(x.Is), x.Claim)
	}
	if held > 0 {
		o.printf("%d claims of held reports changed.\n", held)
	}
	if len(c.Claims) == 0 {
		o.printf("No claim changed.\n")
	}
	return o.n, o.err
}

func fate(f Fate) string {
	if f == "" {
		return "not there"
	}
	return string(f)
}

// WriteErrors writes the claims that were read wrongly, not read, or read where
// there are none, and the origins, places and days that are wrong of those that
// were read, of the tuning half.
func (r *Result) WriteErrors(w io.Writer) error {
	c := &counting{w: w}
	c.printf("\nErrors in the reports for tuning:\n")
	for _, v := range r.Half("tune").Verdicts {
		for _, f := range v.Found {
			if f.Fate == Right {
				continue
			}
			c.printf("%-8s %-6s %s", v.ID, f.Fate, f.Claim)
			if f.Detail != "" {
				c.printf("\n%16s%s", "", f.Detail)
			}
			c.printf("\n")
		}
		for _, s := range v.Slips {
			c.printf("%-8s %-6s %s: want “%s”, read “%s”\n", v.ID, s.Slot, s.Claim, s.Want, s.Got)
		}
	}
	return c.err
}

// counting is a writer that remembers its first error and how much it wrote.
type counting struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counting) printf(form string, args ...any) {
	if c.err != nil {
		return
	}
	n, err := fmt.Fprintf(c.w, form, args...)
	c.n, c.err = c.n+int64(n), err
}
