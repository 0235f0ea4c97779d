package main

import (
	"strings"

	"github.com/recountlab/recount/collect"
)

type addCmd struct {
	Paths []string `arg:"" name:"path" help:"Files (text, HTML, Markdown, PDF, DOCX, ODT, mail, CSV, XLSX, JSON Lines, WARC, WACZ, ZIP, exports of Telegram and WhatsApp), folders of files, or web addresses."`
	Quiet bool     `short:"q" help:"Say nothing but errors."`
	requisitesFlag
	tableFlags
	fetchFlags
	readingFlags
}

// tableFlags say what is in the columns of tables.
type tableFlags struct {
	Columns string `placeholder:"FIELD=COLUMN,…" help:"Which column of a table holds what: text, title, date, source, url, lang, id. By default the usual names."`
}

// Help shows by example.
func (addCmd) Help() string {
	return `Every report is on the disk, with all that follows from it, before it is
counted as added. What cannot be read is named and the rest goes on; run the
same command again and only what is new is added.

  recount add article.html
  recount add reports/ wires.jsonl
  recount add https://example.org/news/1234
  recount add --requisites https://example.org/news/1234
  recount add weekly.pdf notes.docx inbox.mbox
  recount add --columns 'text=account,date=day,source=heard from' incidents.xlsx
  recount add ChatExport_2024-03-05/ "WhatsApp Chat with Town news.zip"
  recount --casebook syria add exports/*.jsonl`
}

// Run adds reports.
func (a addCmd) Run(w *world, c *cli) error {
	fetcher, err := w.fetcher(a.fetchFlags)
	if err != nil {
		return err
	}
	in, err := w.intake(c, a.readingFlags, "adding", a.Quiet)
	if err != nil {
		return err
	}
	defer in.end()
	if in.Columns, err = collect.ReadColumns(a.Columns); err != nil {
		return err
	}
	var files []string
	for _, p := range a.Paths {
		if !strings.HasPrefix(p, "http://") && !strings.HasPrefix(p, "https://") {
			files = append(files, p)
			continue
		}
		if err := in.fetch(fetcher, p, a.Requisites); err != nil {
			return err
		}
	}
	if len(files) > 0 {
		if err := in.AddAll(w.ctx, w.actor(c), files, in.done); err != nil {
			return err
		}
	}
	if _, err := in.Work(w.ctx, "add"); err != nil { // what a crash left behind
		return err
	}
	return in.finish("added")
}
