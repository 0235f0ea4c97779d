package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
)

type copiesCmd struct {
	Again  bool   `help:"Compare all reports with each other afresh. What people decided stands."`
	Format string `enum:"table,jsonl" default:"table" help:"table or jsonl."`
}

// Help shows by example.
func (copiesCmd) Help() string {
	return `Lists reports that print one text, family by family: what share of the shorter
text is in the longer, who found it, and when each came out. Copies add outlets
to a figure, never sources. Every report is compared when it is added.

  recount copies
  recount copies --again
  recount copies --format jsonl | jq .share
  recount decide original r:one r:other --why "..."    (they are no copies)
  recount decide copy r:one r:other --why "..."`
}

// A copyLine is one report of a family.
type copyLine struct {
	Family    recount.ReportID `json:"family"`
	Report    recount.ReportID `json:"report"`
	Of        recount.ReportID `json:"of,omitempty"` // the report that it was found to be like, "" for one that others were
	Kinship   link.Kinship     `json:"kinship,omitempty"`
	Share     float64          `json:"share,omitempty"` // of the shorter text that is in the longer; 0 if a person decided
	By        string           `json:"by,omitempty"`
	Published recount.When     `json:"published,omitzero"`
	Source    recount.SourceID `json:"source,omitempty"`
	Title     string           `json:"title,omitempty"`
}

// Run lists families, having found them again if asked.
func (a copiesCmd) Run(w *world, c *cli) error {
	if a.Again {
		d, err := w.open(c)
		if err != nil {
			return err
		}
		n, err := d.CopiesAgain(w.ctx)
		if err := cmp.Or(err, d.Close()); err != nil {
			return err
		}
		fmt.Fprintln(w.stderr, count(n, "decision")+" entered")
	}
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	lines, err := copyLines(w, r)
	if err != nil {
		return err
	}
	if a.Format == "jsonl" {
		out := json.NewEncoder(w.stdout)
		for _, l := range lines {
			if err := out.Encode(l); err != nil {
				return err
			}
		}
		return nil
	}
	if len(lines) == 0 {
		fmt.Fprintln(w.stdout, "No two reports print one text.")
	} else if err := table(w, lines); err != nil {
		return err
	}
	if old, err := r.Unwinnowed(w.ctx); err != nil || len(old) == 0 {
		return err
	} else {
		fmt.Fprintf(w.stdout, "%s came in before texts were compared: recount copies --again\n", count(len(old), "report"))
	}
	return nil
}

func table(w *world, lines []copyLine) error {
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "PUBLISHED\tSOURCE\tSHARE\tGRADE\tBY\tID\tLIKE\tTITLE")
	for i, l := range lines {
		if i > 0 && l.Family != lines[i-1].Family {
			fmt.Fprintln(tw)
		}
		share := ""
		if l.Share > 0 {
			share = fmt.Sprintf("%.0f%%", 100*l.Share)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", when(l.Published), l.Source, share, l.Kinship, l.By, l.Report, l.Of, l.Title)
	}
	return tw.Flush()
}

// copyLines are the reports of every family, in the order published.
func copyLines(w *world, r *store.Reader) (out []copyLine, err error) {
	ds, err := r.Copyings(w.ctx)
	if err != nil {
		return nil, err
	}
	families := link.FamiliesOf(ds)
	found := map[recount.ReportID]recount.Decision{}
	var ids []recount.ReportID
	for _, d := range families.Copies() {
		ids = append(ids, recount.ReportID(d.Subject), recount.ReportID(d.Object))
		if _, ok := found[recount.ReportID(d.Subject)]; !ok {
			found[recount.ReportID(d.Subject)] = d
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		it, err := r.Report(w.ctx, id)
		if err != nil {
			return nil, err
		}
		d := found[id]
		out = append(out, copyLine{families.Of(id), id, recount.ReportID(d.Object), link.Kinship(d.Value), d.Score, d.By.Name, it.Report.Published, it.Report.Source, it.Report.Title})
	}
	first := map[recount.ReportID]recount.When{}
	for _, l := range out {
		if f, ok := first[l.Family]; !ok || l.Published.From.Before(f.From) {
			first[l.Family] = l.Published
		}
	}
	slices.SortFunc(out, func(a, b copyLine) int {
		return cmp.Or(first[a.Family].From.Compare(first[b.Family].From), cmp.Compare(a.Family, b.Family), a.Published.From.Compare(b.Published.From), cmp.Compare(a.Report, b.Report))
	})
	return out, nil
}
