package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

type reportsCmd struct {
	Source  recount.SourceID `placeholder:"NAME" help:"Only of this outlet."`
	Lang    recount.Lang     `placeholder:"TAG" help:"Only in this language."`
	Reading store.Reading    `enum:",waiting,read,unread-language,failed" default:"" help:"Only waiting, read, unread-language or failed."`
	Text    string           `placeholder:"WORDS" help:"Words of the title, address or outlet."`
	Format  string           `enum:"table,jsonl" default:"table" help:"table or jsonl."`
	Limit   int              `short:"n" default:"0" help:"At most so many; 0 is all."`
}

// Help shows by example.
func (reportsCmd) Help() string {
	return `  recount reports --reading failed
  recount reports --source reuters --limit 20
  recount reports --format jsonl | jq .report.url`
}

// Run lists reports.
func (rc reportsCmd) Run(w *world, c *cli) error {
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	if rc.Format == "table" {
		w.people(c)
	}
	tw := tabwriter.NewWriter(w.stdout, 0, 8, 2, ' ', 0)
	out := json.NewEncoder(w.stdout)
	if rc.Format == "table" {
		fmt.Fprintln(tw, "PUBLISHED\tSOURCE\tLANG\tREADING\tCLAIMS\tTITLE\tID")
	}
	f := store.ReportFilter{Source: rc.Source, Lang: rc.Lang, Reading: rc.Reading, Text: rc.Text, Limit: 500}
	for n := 0; ; {
		page, next, err := r.Reports(w.ctx, f)
		if err != nil {
			return err
		}
		for _, it := range page {
			if n++; rc.Limit > 0 && n > rc.Limit {
				return tw.Flush()
			}
			if rc.Format == "jsonl" {
				if err := out.Encode(it); err != nil {
					return err
				}
				continue
			}
			title := it.Report.Title
			if title == "" {
				title = it.Report.URL
			}
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", when(it.Report.Published), it.Report.Source, it.Report.Lang, it.Reading, it.Claims, isolate(title), it.Report.ID)
		}
		if f.After = next; next == "" {
			return tw.Flush()
		}
	}
}
