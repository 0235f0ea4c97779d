package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/gazetteer"
	"github.com/recountlab/recount/tally"
)

type readCmd struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Files (text, HTML, exports of messengers and others that add takes) or web addresses; - or nothing reads standard input."`
	JSON      bool     `help:"Write claims, events and tolls as JSON, a line a report."`
	Lines     string   `placeholder:"FILE" help:"Read JSON Lines with id and text; write a line for each, in order."`
	Published string   `placeholder:"DAY" help:"The day of publication, if the report does not say it: 2016-09-23."`
	Lang      string   `placeholder:"LANG" help:"The language, if the report does not say it: en."`
	Places    []string `placeholder:"CSV" help:"Lists of places of your own, laid over the bundled ones."`
	Focus     []string `placeholder:"CC" help:"Countries the reports are about, by their two letters: SY."`
	Policy    string   `placeholder:"NAME" default:"R1/1" help:"Settle by this policy: a name, or a JSON file."`
	Color     string   `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
	tableFlags
	fetchFlags
	readingFlags
}

// Help shows by example.
func (readCmd) Help() string {
	return `Needs no casebook and no network: what the report says, who says so, and the
words it was read from. With --reader model, both or assist a language model is
asked as well, and what it says is held against the text.

  recount read article.html
  recount read --published 2016-09-23 notes.txt
  recount read report.pdf report.docx inbox.mbox
  recount read --columns 'text=account,date=day' incidents.xlsx
  recount read --json article.html | jq .claims
  recount read --lines reports.jsonl > read.jsonl
  recount read --policy acled-like/1 article.html
  recount read --reader both --model-url http://localhost:11434/v1 --model NAME article.html`
}

// Run reads reports.
func (a readCmd) Run(w *world) error {
	p, err := bundledOr(a.Policy)
	if err != nil {
		return err
	}
	rules, err := w.reader(a.Places...)
	if err != nil {
		return err
	}
	if len(a.Focus) > 0 {
		g, err := gazetteer.Open()
		if err != nil {
			return err
		}
		f, err := focusOf(g, a.Focus, nil)
		if err != nil {
			return err
		}
		rules.About(f.Countries, f.Divisions)
	}
	x, asker, err := w.backend(a.readingFlags, rules, "")
	if err != nil {
		return err
	}
	defer w.asked(asker)
	if a.Lines != "" {
		return a.lines(w, x, rules, p)
	}
	out := bufio.NewWriter(w.stdout)
	defer out.Flush()
	var bad []error
	for c, err := range a.captures(w) {
		var found []collect.Found
		if err == nil {
			found, err = collect.Parse(c)
		}
		if err != nil {
			bad = append(bad, err)
			continue
		}
		for i := range found {
			if err := a.one(out, w, x, p, &found[i].Report); err != nil {
				bad = append(bad, fmt.Errorf("%s: %w", c.URL, err))
			}
		}
	}
	return errors.Join(bad...)
}

// captures yields what is in the files, addresses and standard input to read.
func (a readCmd) captures(w *world) iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		if len(a.Paths) == 0 {
			a.Paths = []string{"-"}
		}
		fetcher, err := w.fetcher(a.fetchFlags)
		if err != nil {
			yield(archive.Capture{}, err)
			return
		}
		columns, err := collect.ReadColumns(a.Columns)
		if err != nil {
			yield(archive.Capture{}, err)
			return
		}
		for _, p := range a.Paths {
			in := w.unpack(p, columns)
			if strings.HasPrefix(p, "http://") || strings.HasPrefix(p, "https://") {
				c, err := fetcher.Fetch(w.ctx, p)
				if err != nil {
					if !yield(c, err) {
						return
					}
					continue
				}
				in = collect.Captures(c, columns)
			}
			for c, err := range in {
				if !yield(c, err) {
					return
				}
			}
		}
	}
}

// unpack yields the captures in a file, or in standard input if it is "-".
func (w *world) unpack(name string, columns collect.Columns) iter.Seq2[archive.Capture, error] {
	return func(yield func(archive.Capture, error) bool) {
		f := collect.File{Name: name, At: w.now().UTC(), Columns: columns}
		if name == "-" {
			b, err := io.ReadAll(io.LimitReader(w.stdin, archive.Limit+1))
			if err != nil {
				yield(archive.Capture{}, fmt.Errorf("read standard input: %w", err))
				return
			}
			f.Name, f.Body, f.Size = "standard input", bytes.NewReader(b), int64(len(b))
		} else {
			file, done, err := collect.Open(name)
			if err != nil {
				yield(archive.Capture{}, fmt.Errorf("read: %w", err))
				return
			}
			defer done()
			f.Body, f.Size, f.Beside = file.Body, file.Size, file.Beside
		}
		for c, err := range collect.Unpack(f) {
			if !yield(c, err) {
				return
			}
		}
	}
}

// given fills in what the command line says of a report that does not say it.
func (a readCmd) given(r *recount.Report) error {
	if a.Lang != "" {
		r.Lang = recount.Lang(a.Lang)
	}
	if a.Published != "" && r.Published.IsZero() {
		t, err := time.Parse(time.DateOnly, a.Published)
		if err != nil {
			return fmt.Errorf("--published %q: want a day like 2016-09-23: %w", a.Published, recount.ErrInvalid)
		}
		r.Published = recount.When{From: t, Until: t.AddDate(0, 0, 1), Grain: recount.Day}
	}
	return nil
}

func (a readCmd) one(out *bufio.Writer, w *world, x extract.Backend, p tally.Policy, r *recount.Report) error {
	if err := a.given(r); err != nil {
		return err
	}
	g, err := desk.Look(x, r, p)
	if err != nil {
		return err
	}
	if a.JSON {
		answer := readAnswer(r, g, nil)
		answer.answerPage = &answerPage{r.URL, r.Canonical, r.Author, r.Published, r.Updated, r.Partial, r.Corrections, r.Source, r.Forwarded, r.Media}
		return writeJSON(out, answer)
	}
	v := view{w: out, colour: a.Color == "always" || a.Color == "auto" && terminal(w.stdout)}
	v.report(r, g)
	return nil
}

// lines reads a JSON Lines file and answers line by line.
func (a readCmd) lines(w *world, x extract.Backend, rules *extract.Reader, p tally.Policy) error {
	f, err := os.Open(a.Lines)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	defer f.Close()
	out := bufio.NewWriter(w.stdout)
	defer out.Flush()
	in := bufio.NewReaderSize(f, 1<<20)
	bar := w.progress("reading", false)
	defer bar.clear()
	for n := 1; ; n++ {
		line, err := readLine(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", a.Lines, n, err)
		}
		if len(strings.TrimSpace(string(line))) == 0 {
			continue
		}
		answer, err := a.line(x, rules, p, line)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", a.Lines, n, err)
		}
		if err := writeJSON(out, answer); err != nil {
			return err
		}
		bar.step()
	}
}

const longestLine = 64 << 20

func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := collect.ReadLine(in, longestLine)
	if errors.Is(err, archive.ErrTooLong) {
		err = fmt.Errorf("a line of more than %d MB: %w", longestLine>>20, recount.ErrInvalid)
	}
	return line, err
}

// lineReport makes a report of a line of JSON Lines. head is how many bytes of
// its text are a headline given apart.
func lineReport(line []byte) (r *recount.Report, head int, err error) {
	var in struct{ ID, Text, Lang, Title, Published, URL, Source string }
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, 0, fmt.Errorf("not a JSON object: %v: %w", err, recount.ErrInvalid)
	}
	body, head := collect.Headed(in.Title, strings.ToValidUTF8(in.Text, "\uFFFD"))
	r = &recount.Report{ID: recount.ReportID(in.ID), Text: body, Lang: recount.Lang(in.Lang), Title: in.Title, URL: in.URL, Source: recount.SourceID(in.Source)}
	if r.Lang == "" {
		r.Lang = "en"
	}
	for _, form := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(form, in.Published); err == nil {
			r.Published = recount.When{From: t.UTC(), Until: t.UTC().AddDate(0, 0, 1), Grain: recount.Day}
		}
	}
	return r, head, nil
}

func (a readCmd) line(x extract.Backend, rules *extract.Reader, p tally.Policy, line []byte) (answer, error) {
	r, head, err := lineReport(line)
	if err != nil {
		return answer{}, err
	}
	if err := a.given(r); err != nil {
		return answer{}, err
	}
	g, err := desk.Look(x, r, p)
	if errors.Is(err, recount.ErrInvalid) { // no pack for its language: nothing was read
		return answer{ID: string(r.ID), Incidents: []answerEvent{}, Claims: []recount.Claim{}}, nil
	}
	if err != nil {
		return answer{}, err
	}
	m, err := rules.Mark(r)
	if err != nil {
		return answer{}, err
	}
	out := readAnswer(r, g, m)
	out.behead(head)
	return out, nil
}
