package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/extract"
)

type explainCmd struct {
	Claim     string             `arg:"" help:"An incident (i:...), or a claim: FILE#N, r:REPORT#N, r:REPORT#c:CLAIM, or c:CLAIM; with --why-not the file or report alone."`
	Harm      recount.What       `placeholder:"HARM" help:"Of an incident: only this harm."`
	Who       string             `placeholder:"GROUP" help:"Of an incident: only this group, all for everybody."`
	Policy    recount.PolicyName `placeholder:"NAME" help:"Of an incident: under this policy, a name or a JSON file."`
	WhyNot    string             `placeholder:"WORDS" help:"Say why these words of the report gave no claim."`
	Published string             `placeholder:"DAY" help:"The day of publication, if a file does not say it: 2016-09-23."`
	Lang      string             `placeholder:"LANG" help:"The language, if a file does not say it: en."`
	Places    []string           `placeholder:"CSV" help:"Lists of places of your own, laid over the bundled ones."`
	JSON      bool               `help:"As JSON."`
}

// Help shows by example.
func (explainCmd) Help() string {
	return `Of an incident, makes every figure of its tolls afresh from the stored claims and
says what it follows from: the bound, the rule, who says so, the claim, the
sentence; and where the record says something else.

Of a claim, prints the steps in their order: which rule of the pack fired at which words, how
the bounds arose, who says so and by which cue, where the place and the time come
from, and what the claim repeats or is part of. Claims are numbered as read shows
them in a file, and as the page of a report does in a casebook.

  recount explain i:4x2v6qj7w3mzk5ta --harm killed --who civilians
  recount explain i:4x2v6qj7w3mzk5ta --policy ucdp-like/1 --json
  recount explain article.html#2
  recount explain r:abcdefghijklmnop#1
  recount explain c:4x2v6qj7w3mzk5ta
  recount explain article.html --why-not "40 senators"`
}

// explained is a report with its claims in the order of their numbers.
type explained struct {
	report *recount.Report
	claims []recount.Claim
}

// Run explains one claim, or why there is none.
func (a explainCmd) Run(w *world, c *cli) error {
	if strings.HasPrefix(a.Claim, "i:") {
		return a.incident(w, c)
	}
	name, which, _ := cutLast(a.Claim, "#")
	inFile := true
	if _, err := os.Stat(a.Claim); err == nil { // a file with the sign in its name
		name, which = a.Claim, ""
	} else if strings.HasPrefix(name, "r:") || strings.HasPrefix(name, "c:") {
		inFile = false
	}
	lists := a.Places
	if !inFile {
		lists = append(lists, desk.Places(c.Casebook))
	}
	x, err := w.reader(lists...)
	if err != nil {
		return err
	}
	var e *explained
	if inFile {
		e, err = a.file(w, x, name)
	} else {
		if strings.HasPrefix(name, "c:") {
			which = name
		}
		e, err = a.casebook(w, c, name)
	}
	if err != nil {
		return err
	}
	if a.WhyNot != "" {
		reasons, err := x.WhyNot(e.report, a.WhyNot)
		if err != nil {
			return err
		}
		return a.print(w, reasons)
	}
	n, err := e.find(which)
	if err != nil {
		return err
	}
	return a.claim(w, x, e, n)
}

// cutLast cuts s at the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// file reads a report that is in no casebook.
func (a explainCmd) file(w *world, x *extract.Reader, name string) (*explained, error) {
	var found []collect.Found
	for c, err := range w.unpack(name, nil) {
		if err != nil {
			return nil, err
		}
		more, err := collect.Parse(c)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%s holds %d reports: give one: %w", name, len(found), recount.ErrInvalid)
	}
	r := &found[0].Report
	if err := (readCmd{Lang: a.Lang, Published: a.Published}).given(r); err != nil {
		return nil, err
	}
	reading, err := x.Read(r)
	if err != nil {
		return nil, err
	}
	return &explained{r, reading.Claims}, nil
}

// casebook finds a report, or the report of a claim, with the claims as they were read.
func (a explainCmd) casebook(w *world, c *cli, id string) (*explained, error) {
	r, err := w.look(c)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	report := recount.ReportID(id)
	if strings.HasPrefix(id, "c:") {
		cs, err := r.Claims(w.ctx, recount.ClaimID(id))
		if err != nil {
			return nil, err
		}
		if len(cs) == 0 {
			return nil, fmt.Errorf("claim %s: %w", id, recount.ErrNotFound)
		}
		report = cs[0].Report
	}
	it, err := r.Report(w.ctx, report)
	if err != nil {
		return nil, err
	}
	claims, err := r.ClaimsOf(w.ctx, report)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(claims, extract.ByPlace)
	return &explained{&it.Report, claims}, nil
}

// find returns the index of the claim named by a number or an ID.
func (e *explained) find(which string) (int, error) {
	if n, err := strconv.Atoi(which); err == nil && n >= 1 && n <= len(e.claims) {
		return n - 1, nil
	}
	if i := slices.IndexFunc(e.claims, func(c recount.Claim) bool { return string(c.ID) == which }); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("no claim %q: the report makes %s; say which after a #, such as #1: %w", which, count(len(e.claims), "claim"), recount.ErrInvalid)
}

// claim prints the steps of one claim.
func (a explainCmd) claim(w *world, x *extract.Reader, e *explained, n int) error {
	c := &e.claims[n]
	packs, err := w.packs()
	if err != nil {
		return err
	}
	p := packs[e.report.Lang]
	same := c.Reader == x.Name(e.report.Lang)
	if !same {
		p = nil
	}
	reasons := extract.Explain(p, e.report.Text, c, e.claims)
	if sure := x.WhySure(e.report, c.ID); same && sure.Says != "" {
		reasons = append(reasons, sure)
	}
	if a.JSON {
		return a.print(w, reasons)
	}
	fmt.Fprintf(w.stdout, "%d  %s  (%s)\n   %s\n", n+1, headline(c), c.ID, oneLine(c.Evidence.Whole.In(e.report.Text)))
	fmt.Fprintf(w.stdout, "   read by %s\n", c.Reader)
	if !same {
		fmt.Fprintf(w.stdout, "   the reader at hand is %s: rules are named, but not the rows they stood in\n", cmp.Or(x.Name(e.report.Lang), "none"))
	}
	return a.print(w, reasons)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// print prints reasons, each with the row of its rule.
func (a explainCmd) print(w *world, reasons []extract.Reason) error {
	if a.JSON {
		out := json.NewEncoder(w.stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(reasons)
	}
	for i, r := range reasons {
		fmt.Fprintf(w.stdout, "%3d %-8s %s\n", i+1, r.Stage, r.Says)
		switch {
		case r.File != "":
			row := []rune(strings.ReplaceAll(r.Row, "\t", "  "))
			if len(row) > 96 {
				row = append(row[:95], '…')
			}
			fmt.Fprintf(w.stdout, "             %s, %s:%d: %s\n", r.Rule, r.File, r.Line, string(row))
		case r.Rule != "":
			fmt.Fprintf(w.stdout, "             %s\n", r.Rule)
		}
	}
	return nil
}
