package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/tally"
)

type runningCmd struct {
	File    string            `arg:"" help:"A table of loss claims, as CSV with a first line of names; - reads standard input."`
	Map     map[string]string `placeholder:"COLUMN=NAME" help:"What the table calls a column: --map value=loss_count."`
	Start   string            `placeholder:"DAY" help:"The day that the table numbers 1, if it numbers its days."`
	Until   string            `placeholder:"DAY" help:"Only figures of this day or earlier."`
	Harm    []string          `placeholder:"HARM" help:"Only these harms, as the table names them."`
	Party   map[string]string `placeholder:"SOURCE=SIDE" help:"A source that speaks for a side: its word of the other side stands beside."`
	Neutral []string          `placeholder:"SOURCE" help:"A source without a side, by which the leaning of others is told."`
	Series  bool              `help:"Each source's figures, what each adds, and where it went down."`
	JSON    bool              `help:"As JSON."`
}

// Help shows by example.
func (runningCmd) Help() string {
	return `Works out a table of loss claims that others made, without a casebook: what each
source's running total adds, low, best and high for each month and side, and how
far each source leans, against the others and the neutral ones. The columns are:

  day      a day (2022-03-01), or a number of days counted from --start
  value    the figure
  harm     killed, or as the table names it
  side     whose people they are
  source   who says so
  frame    cumulative (or empty): up to the day; day (or daily): of it alone
  min, max whether it is an end of a range: 1, true, yes; or empty, 0, false, no

frame, min and max may be missing. A first line with other names wants --map.

  recount running claims.csv --party "army=East" --neutral un
  recount running claims.csv --map value=loss_count --map side=country --start 2022-02-24
  recount running claims.csv --series --harm killed`
}

// worked is all that comes of a table.
type worked struct {
	Months   []tally.Monthly `json:"months"`
	Leanings []tally.Leaning `json:"leanings"`
	Method   string          `json:"method"`
	Series   []tally.Series  `json:"series,omitempty"`
}

// Run works it out.
func (r runningCmd) Run(w *world) error {
	figures, err := r.figures(w)
	if err != nil {
		return err
	}
	stakes := tally.Stakes{Side: r.Party, Neutral: map[string]bool{}}
	for _, n := range r.Neutral {
		stakes.Neutral[n] = true
	}
	for _, s := range slices.Concat(slices.Sorted(maps.Keys(r.Party)), r.Neutral) {
		if !slices.ContainsFunc(figures, func(f tally.Figure) bool { return f.Source == s }) {
			return fmt.Errorf("no figure of the source %q; there are %s: %w", s, strings.Join(namesIn(figures, func(f tally.Figure) string { return f.Source }), ", "), recount.ErrInvalid)
		}
	}
	series := tally.RunningTotals(figures)
	leanings := tally.Leanings(series, stakes)
	out := worked{Months: tally.Monthlies(series, stakes, leanings), Leanings: leanings, Method: tally.LeanMethod}
	if r.Series || r.JSON {
		out.Series = series
	}
	if r.JSON {
		return json.NewEncoder(w.stdout).Encode(out)
	}
	return out.print(w.stdout, series)
}

func namesIn(fs []tally.Figure, name func(tally.Figure) string) []string {
	seen := map[string]bool{}
	for _, f := range fs {
		seen[name(f)] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// figures reads the table.
func (r runningCmd) figures(w *world) ([]tally.Figure, error) {
	var in io.Reader = w.stdin
	if r.File != "-" {
		f, err := os.Open(r.File)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	start, err := day("--start", r.Start, false)
	if err != nil {
		return nil, err
	}
	until, err := day("--until", r.Until, true)
	if err != nil {
		return nil, err
	}
	all, err := tally.ParseFigures(in, r.File, r.Map, start)
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(f tally.Figure) bool {
		return !until.IsZero() && !f.Day.Before(until) || len(r.Harm) > 0 && !slices.Contains(r.Harm, f.Harm)
	})
	if len(kept) == 0 {
		return nil, fmt.Errorf("%s: no figure is left of %d; its harms are %s: %w", r.File, len(all), strings.Join(namesIn(all, func(f tally.Figure) string { return f.Harm }), ", "), recount.ErrInvalid)
	}
	return kept, nil
}

func (x worked) print(out io.Writer, all []tally.Series) error {
	tw := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	if len(x.Series) > 0 {
		fmt.Fprintln(tw, "HARM\tSIDE\tSOURCE\tDAY\tLOW\tBEST\tHIGH\tADDS\tMARK\tLINE")
		for _, s := range x.Series {
			for _, p := range s.Points {
				fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%d\t%d\t%d\t%+d\t%s\t%d\n", s.Harm, s.Side, s.Source, p.Day.Format(time.DateOnly), p.Low, p.Best, p.High, p.Adds, p.Mark, p.Line)
			}
		}
		fmt.Fprintln(tw)
	}
	fmt.Fprintln(tw, "MONTH\tHARM\tSIDE\tSAID: LOW\tBEST\tHIGH\tSOURCES\tITS ENEMIES SAID\tESTIMATE\t95 OF 100\tIN THE MONTH")
	for _, m := range x.Months {
		said, enemies, estimate, spread, in := "–\t–\t–", "–", "–", "–", "–"
		if m.Sources > 0 {
			said = fmt.Sprintf("%d\t%d\t%d", m.Said.Low, m.Said.Best, m.Said.High)
		}
		if b := m.Interested; b != nil {
			enemies = fmt.Sprintf("%d–%d", b.Low, b.High)
		}
		if e := m.Estimate; e != nil {
			estimate, spread, in = fmt.Sprint(e.Best), fmt.Sprintf("%d–%d", e.Low, e.High), fmt.Sprintf("%+d", m.In)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\n", m.Month, m.Harm, m.Side, said, m.Sources, enemies, estimate, spread, in)
	}
	fmt.Fprintln(tw, "\nHARM\tSIDE\tSOURCE\tSAYS FOR EACH\t95 OF 100\tMONTHS\tWENT DOWN")
	for _, l := range x.Leanings {
		for _, s := range l.Sources {
			name := s.Source
			if s.Neutral {
				name += " (neutral)"
			}
			fmt.Fprintf(tw, "%s\t%s\t%s\t%.2f\t%.2f–%.2f\t%d\t%s\n", l.Harm, l.Side, name, s.Factor, s.Least, s.Most, s.Months, fell(all, l, s.Source))
		}
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\nFigures up to the end of each month. The estimate takes off the leaning of each source (%s) and rests on\nwhich are called neutral; its range holds only if that model does. Deaths that nobody reported are in none of it.\n", x.Method)
	return err
}

// fell says how often a source's total went down.
func fell(all []tally.Series, l tally.Leaning, source string) string {
	n := map[tally.Mark]int{}
	for _, s := range all {
		if s.Harm == l.Harm && s.Side == l.Side && s.Source == source {
			for _, p := range s.Points {
				n[p.Mark]++
			}
		}
	}
	var out []string
	for _, m := range []tally.Mark{tally.Revised, tally.Reset} {
		if n[m] > 0 {
			out = append(out, fmt.Sprintf("%s %d", m, n[m]))
		}
	}
	if len(out) == 0 {
		return "never"
	}
	return strings.Join(out, ", ")
}
