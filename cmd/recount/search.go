package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/text"
)

type searchCmd struct {
	Words  []string         `arg:"" help:"Words that must all be there, \"words in quotes\" that stand side by side, and, after --, -words that must not be there."`
	Lang   recount.Lang     `placeholder:"TAG" help:"Only reports in this language."`
	Source recount.SourceID `placeholder:"NAME" help:"Only reports of this outlet."`
	From   string           `placeholder:"DAY" help:"Only reports published on this day or later."`
	To     string           `placeholder:"DAY" help:"Only reports published on this day or earlier."`
	Newest bool             `help:"Latest published first, not likeliest first."`
	Limit  int              `short:"n" default:"20" help:"At most so many."`
	After  string           `placeholder:"N" help:"Go on after so many, as the end of a page says."`
	Format string           `enum:"text,jsonl" default:"text" help:"text or jsonl."`
}

// Help shows by example.
func (searchCmd) Help() string {
	return `Finds reports by their words, in any form of them: strike finds strikes, and
Arabic words are found with and without the article, the small words written to
them, hamza, and either way of writing the last letter.

  recount search air strike market
  recount search '"barrel bombs" Aleppo' --from 2016-09-20 --to 2016-09-30
  recount search غارات حلب --lang ar
  recount search --newest -- ceasefire -football
  recount search hospital --format jsonl | jq .report.url`
}

// A found is a report as search writes it in JSON.
type found struct {
	store.ReportItem
	Excerpt string         `json:"excerpt"`
	Hits    []recount.Span `json:"hits"` // in the report's text
}

// Run searches.
func (sc searchCmd) Run(w *world, c *cli) error {
	f := store.SearchFilter{Query: text.ParseQuery(strings.Join(sc.Words, " ")), Source: sc.Source, Lang: sc.Lang, Newest: sc.Newest, Limit: sc.Limit, After: sc.After}
	var err error
	if f.From, err = day("--from", sc.From, false); err != nil {
		return err
	}
	if f.Until, err = day("--to", sc.To, true); err != nil {
		return err
	}
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	page, next, total, err := r.Search(w.ctx, f)
	if err != nil {
		return err
	}
	out := json.NewEncoder(w.stdout)
	v := view{w: w.stdout, colour: terminal(w.stdout)}
	for _, it := range page {
		hits, _ := f.Query.Hits(it.Report.Text, it.Report.Lang)
		x := text.Excerpt(it.Report.Text, hits, 240)
		if sc.Format == "jsonl" {
			excerpt := x.In(it.Report.Text)
			it.Report.Text = ""
			if err := out.Encode(found{it, excerpt, hits}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(w.stdout, "%s\n", v.style(boldStyle, isolate(cmp.Or(it.Report.Title, it.Report.URL, string(it.Report.ID)))))
		fmt.Fprintf(w.stdout, "     %s\n", v.style(dimStyle, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s · %s · %s", when(it.Report.Published), it.Report.Source, it.Report.Lang, count(it.Claims, "claim"), it.Report.ID)), " ")))
		fmt.Fprintf(w.stdout, "     %s\n\n", isolate(v.excerpt(it.Report.Text, x, hits)))
	}
	if sc.Format == "jsonl" {
		return nil
	}
	switch {
	case len(page) == 0:
		return fmt.Errorf("no report has all of these words%s: %w", filtered(sc), errNothingFound)
	case next != "":
		of := ""
		if total >= 0 {
			of = fmt.Sprintf(" of %d", total)
		}
		fmt.Fprintf(w.stdout, "%d reports%s; more with: --after %s\n", len(page), of, next)
	default:
		fmt.Fprintln(w.stdout, count(max(total, len(page)), "report"))
	}
	return nil
}

var errNothingFound = fmt.Errorf("nothing found: %w", recount.ErrNotFound)

// filtered says that filters may be why nothing was found.
func filtered(sc searchCmd) string {
	if sc.Lang == "" && sc.Source == "" && sc.From == "" && sc.To == "" {
		return ""
	}
	return " in this language, of this outlet, in these days"
}

// excerpt is a stretch of a text with its hits marked, on one line.
func (v view) excerpt(s string, x recount.Span, hits []recount.Span) string {
	var b strings.Builder
	at := x.Start
	for _, h := range hits {
		if h.Start < at || h.End > x.End {
			continue
		}
		b.WriteString(s[at:h.Start])
		if v.colour {
			b.WriteString(countStyle + h.In(s) + plainStyle)
		} else {
			b.WriteString("[" + h.In(s) + "]")
		}
		at = h.End
	}
	b.WriteString(s[at:x.End])
	out := strings.Join(strings.Fields(b.String()), " ")
	if x.Start > 0 {
		out = "… " + out
	}
	if x.End < len(s) {
		out += " …"
	}
	return out
}
