package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/collect"
	"github.com/recountlab/recount/extract"
)

type packDiffCmd struct {
	Old    string   `arg:"" help:"Folder of the one pack; \"-\" is the one that comes with the program."`
	New    string   `arg:"" help:"Folder of the other."`
	Corpus []string `arg:"" help:"Files of text, HTML or JSON Lines, or folders of them."`
}

// Help shows by example.
func (packDiffCmd) Help() string {
	return `Reads the corpus with both packs and lists each claim that only one of them
reads, with its sentence and the rule: + appears, - vanishes. Judge these before
a change of a pack is taken. Ends with code 0 whatever it finds.

  recount pack diff - my-english reports/
  recount pack diff old new wires.jsonl notes.txt`
}

// Run compares two packs.
func (a packDiffCmd) Run(w *world) error {
	old, err := w.readerOf(a.Old)
	if err != nil {
		return err
	}
	fresh, err := w.readerOf(a.New)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w.stdout)
	defer out.Flush()
	var d differences
	for _, path := range a.Corpus {
		err := corpus(path, func(name string, r *recount.Report) error {
			if old.Name(r.Lang) == "" && fresh.Name(r.Lang) == "" {
				d.unread++
				return nil
			}
			d.reports++
			return d.compare(out, old, fresh, name, r)
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s: %d read by both, %d appear, %d vanish", count(d.reports, "report"), d.same, d.appear, d.vanish)
	if d.unread > 0 {
		fmt.Fprintf(out, "; %d passed over for want of a pack", d.unread)
	}
	fmt.Fprintln(out)
	return nil
}

// readerOf returns a reader with the pack of a folder in place of the program's.
func (w *world) readerOf(dir string) (*extract.Reader, error) {
	other := *w
	if other.pack = dir; dir == "-" {
		other.pack = ""
	}
	return other.reader()
}

// corpus hands each report of a file, or of the files of a folder, to do.
func corpus(path string, do func(name string, r *recount.Report) error) error {
	return filepath.WalkDir(path, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if ext := filepath.Ext(file); ext == ".jsonl" || ext == ".ndjson" {
			return jsonLines(file, do)
		}
		f, done, err := collect.Open(file)
		if err != nil {
			return err
		}
		defer done()
		for c, err := range collect.Unpack(f) {
			var found []collect.Found
			if err == nil {
				found, err = collect.Parse(c)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			for i := range found {
				if err := do(file, &found[i].Report); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// differences counts how two packs read a corpus.
type differences struct{ reports, unread, same, appear, vanish int }

// key is what makes two claims the same reading.
func (differences) key(c *recount.Claim) string {
	return fmt.Sprint(extract.Short(c), c.Evidence.What, c.Evidence.Count, c.Reality, c.Denied, c.Background, c.Scope.Total, c.Scope.Many, c.Says.Origin())
}

func (d *differences) compare(out *bufio.Writer, old, fresh *extract.Reader, name string, r *recount.Report) error {
	before, err := claims(old, r)
	if err != nil {
		return err
	}
	after, err := claims(fresh, r)
	if err != nil {
		return err
	}
	only := func(sign string, of, in []recount.Claim) int {
		n := 0
		for i := range of {
			if k := d.key(&of[i]); slices.ContainsFunc(in, func(c recount.Claim) bool { return d.key(&c) == k }) {
				continue
			}
			n++
			c := &of[i]
			fmt.Fprintf(out, "%s %s: %s  [%s]\n    %s\n", sign, name, told(c), c.Trace[0].Rule, strings.Join(strings.Fields(c.Evidence.Whole.In(r.Text)), " "))
		}
		return n
	}
	vanish := only("-", before, after)
	d.vanish += vanish
	d.appear += only("+", after, before)
	d.same += len(before) - vanish
	return nil
}

// told is a claim in the short form with its marks.
func told(c *recount.Claim) string {
	out := extract.Short(c)
	for _, m := range []struct {
		on   bool
		what string
	}{{c.Denied, "denied"}, {c.Background, "background"}, {c.Scope.Total, "running total"}, {c.Scope.Many, "many events"}, {c.Reality != "", string(c.Reality)}} {
		if m.on {
			out += ", " + m.what
		}
	}
	return out + ", said by " + string(c.Says.Origin())
}

// claims reads a report with a reader that may have no pack for it.
func claims(x *extract.Reader, r *recount.Report) ([]recount.Claim, error) {
	if x.Name(r.Lang) == "" {
		return nil, nil
	}
	reading, err := x.Read(r)
	if err != nil {
		return nil, err
	}
	return reading.Claims, nil
}

// jsonLines hands each report of a file of JSON Lines to do.
func jsonLines(file string, do func(name string, r *recount.Report) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	for n := 1; ; n++ {
		line, err := readLine(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && len(strings.TrimSpace(string(line))) > 0 {
			var r *recount.Report
			if r, _, err = lineReport(line); err == nil {
				err = do(fmt.Sprintf("%s:%d", file, n), r)
			}
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
}
