package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/text"
)

type changesCmd struct {
	Of   string `arg:"" name:"report" help:"A report by its name, or an address."`
	JSON bool   `help:"Write JSON, a line a change of version."`
}

// Help shows by example.
func (changesCmd) Help() string {
	return `What stood at one address when it was collected, and collected again: the words
that went and came, and the claims that changed with them.

  recount changes r:h474xbnyvfv4wusl
  recount changes https://example.org/news/1234
  recount changes --json https://example.org/news/1234 | jq .claims`
}

// Run says what changed.
func (a changesCmd) Run(w *world, c *cli) error {
	r, err := w.look(c)
	if err != nil {
		return err
	}
	defer r.Close()
	url := a.Of
	if strings.HasPrefix(url, "r:") {
		it, err := r.Report(w.ctx, recount.ReportID(url))
		if err != nil {
			return err
		}
		url = it.Report.URL
	}
	vs, err := desk.Versions(w.ctx, r, url)
	if err != nil {
		return err
	}
	if len(vs) == 0 && !a.JSON {
		fmt.Fprintf(w.stdout, "%s was not seen to change\n", url)
	}
	out := bufio.NewWriter(w.stdout)
	defer out.Flush()
	for _, v := range vs {
		if a.JSON {
			if err := writeJSON(out, v); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(out, "%s  collected %s\n  %s → %s\n", url, v.Report.Report.Collected.Format("2006-01-02 15:04 UTC"), v.Earlier, v.Report.Report.ID)
		if v.SameBytes {
			fmt.Fprintln(out, "  the same bytes, made into a report by another parser")
		}
		for _, x := range v.Claims {
			fmt.Fprintf(out, "  %s\n", changed(x))
		}
		fmt.Fprintf(out, "\n%s\n\n", marked(v.Text))
	}
	return nil
}

// changed says in a line what became of a claim.
func changed(x desk.ClaimChange) string {
	one := func(c *recount.Claim) string { return fmt.Sprintf("%s %s%s", c.What, c.Count, group(c.Who)) }
	switch {
	case x.After == nil:
		return "gone     " + one(x.Before)
	case x.Before == nil:
		return "new      " + one(x.After)
	}
	return fmt.Sprintf("changed  %s → %s", one(x.Before), x.After.Count)
}

// marked shows the words that went and came between those around them.
func marked(cs []text.Change) string {
	const around = 12 // words
	var b strings.Builder
	for i, c := range cs {
		t := strings.Fields(c.Text)
		switch {
		case c.Kind == text.Gone:
			fmt.Fprintf(&b, "[- %s -] ", strings.Join(t, " "))
			continue
		case c.Kind == text.Come:
			fmt.Fprintf(&b, "[+ %s +] ", strings.Join(t, " "))
			continue
		case len(t) > 2*around && i > 0 && i < len(cs)-1:
			t = append(append(t[:around:around], "…"), t[len(t)-around:]...)
		case len(t) > around && i == 0 && len(cs) > 1:
			t = append([]string{"…"}, t[len(t)-around:]...)
		case len(t) > around && i > 0:
			t = append(t[:around:around], "…")
		}
		if len(t) > 0 {
			b.WriteString(strings.Join(t, " ") + " ")
		}
	}
	return "  " + strings.TrimSpace(b.String())
}
