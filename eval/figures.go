package eval

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/extract"
)

// figuresTable is what the reader's packs were last measured at, made by
// recount eval eval/gold --figures eval/figures.tsv.
//
//go:embed figures.tsv
var figuresTable string

// A Measured is how accurately one half of a language's labelled reports was
// read.
type Measured struct {
	Lang      recount.Lang `json:"lang"`
	Half      string       `json:"half"` // tune or held
	Reports   int          `json:"reports"`
	Claims    int          `json:"claims"`    // labelled
	Precision float64      `json:"precision"` // of claims, strict; 0 where nothing was read
	Recall    float64      `json:"recall"`
	F1        float64      `json:"f1"`
	Relaxed   float64      `json:"relaxed_f1"`
	Reader    string       `json:"reader"` // "" if no pack read them
}

// LastMeasured returns the figures that come with the program, by language.
func LastMeasured() ([]Measured, error) { return readFigures(figuresTable) }

func readFigures(table string) (out []Measured, err error) {
	for row := range strings.Lines(table) {
		if strings.HasPrefix(row, "#") {
			continue
		}
		c := strings.Split(strings.TrimRight(row, "\n"), "\t")
		if len(c) != 9 {
			return nil, fmt.Errorf("figures: %q: want 9 columns: %w", row, recount.ErrInvalid)
		}
		m := Measured{Lang: recount.Lang(c[0]), Half: c[1], Reader: c[8]}
		var faults [6]error
		m.Reports, faults[0] = strconv.Atoi(c[2])
		m.Claims, faults[1] = strconv.Atoi(c[3])
		for i, f := range []*float64{&m.Precision, &m.Recall, &m.F1, &m.Relaxed} {
			*f, faults[2+i] = strconv.ParseFloat(c[4+i], 64)
		}
		if err := errors.Join(faults[:]...); err != nil {
			return nil, fmt.Errorf("figures: %q: %v: %w", row, err, recount.ErrInvalid)
		}
		out = append(out, m)
	}
	return out, nil
}

// MeasureEach judges the reports of each language by themselves. Of a language
// without a pack only their number is told.
func MeasureEach(x *extract.Reader, gold []Gold) (out []Measured, err error) {
	byLang := map[recount.Lang][]Gold{}
	var langs []recount.Lang
	for _, g := range gold {
		if byLang[g.Lang] == nil {
			langs = append(langs, g.Lang)
		}
		byLang[g.Lang] = append(byLang[g.Lang], g)
	}
	slices.Sort(langs)
	for _, l := range langs {
		halves := map[string][]Gold{}
		for _, g := range byLang[l] {
			h := Half(string(g.ID))
			halves[h] = append(halves[h], g)
		}
		for _, h := range []string{"tune", "held"} {
			m := Measured{Lang: l, Half: h, Reports: len(halves[h]), Reader: x.Name(l)}
			for _, g := range halves[h] {
				m.Claims += len(g.Claims)
			}
			if m.Reader != "" {
				r, err := Run(x, halves[h])
				if err != nil {
					return nil, err
				}
				k := r.Mark(Strict)
				m.Precision, m.Recall, m.F1, m.Relaxed = k.Precision(), k.Recall(), k.F1(), r.Mark(Relaxed).F1()
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// WriteFigures writes figures as the table that comes with the program.
func WriteFigures(w io.Writer, ms []Measured) error {
	c := &counting{w: w}
	c.printf("# How accurately labelled reports were last read, by language and half. Made by\n# recount eval eval/gold --figures eval/figures.tsv\n# language, half, reports, claims, precision, recall and F1 of claims (strict), F1 (relaxed), reader\n")
	for _, m := range ms {
		c.printf("%s\t%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%s\n", m.Lang, m.Half, m.Reports, m.Claims, m.Precision, m.Recall, m.F1, m.Relaxed, m.Reader)
	}
	return c.err
}
