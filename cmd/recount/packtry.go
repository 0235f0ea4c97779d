package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/term"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/archive"
	"github.com/recountlab/recount/extract"
	"github.com/recountlab/recount/lexicon"
	"github.com/recountlab/recount/text"
)

type packTryCmd struct {
	Text      string       `arg:"" optional:"" help:"A text; without it, standard input, line by line on a terminal."`
	Lang      recount.Lang `placeholder:"LANG" help:"The language of the text; without it, that of --pack, or as it seems from the text."`
	Published string       `placeholder:"DAY" help:"The day of publication."`
}

// Help shows by example.
func (packTryCmd) Help() string {
	return `Shows every word with the parts it plays, the phrases the sentence is cut into,
the rules that fired with their rows, and the claims.

  recount pack try "Gunmen killed three villagers, the mayor said."
  recount pack try --pack my-english < report.txt
  recount pack try                # on a terminal: a text a line, until the end`
}

// Run tries one text, or one after the other.
func (a packTryCmd) Run(w *world) error {
	x, err := w.reader()
	if err != nil {
		return err
	}
	packs, err := w.packs()
	if err != nil {
		return err
	}
	t := trial{w: w, x: x, p: packs[a.Lang], lang: a.Lang}
	if t.published, err = published(a.Published); err != nil {
		return err
	}
	if a.Lang == "" {
		if t.lang, err = w.ownLang(); err != nil {
			return err
		}
		if t.lang == "" {
			t.lang, _ = text.Guess(a.Text)
		}
		if packs[t.lang] == nil {
			t.lang = "en"
		}
		t.p = packs[t.lang]
	}
	if a.Text != "" {
		return t.text(a.Text)
	}
	if f, ok := w.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return t.talk()
	}
	b, err := io.ReadAll(io.LimitReader(w.stdin, archive.Limit+1))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	return t.text(strings.ToValidUTF8(string(b), "\uFFFD"))
}

// trial tries texts on a pack.
type trial struct {
	w         *world
	x         *extract.Reader
	p         *lexicon.Pack
	lang      recount.Lang
	published recount.When
}

// talk tries what is typed, line by line.
func (t trial) talk() error {
	fmt.Fprintf(t.w.stdout, "%s. Type a text and press Enter; an empty line ends.\n", t.x.Name(t.lang))
	in := bufio.NewScanner(t.w.stdin)
	in.Buffer(nil, 1<<20)
	for fmt.Fprint(t.w.stdout, "> "); in.Scan() && strings.TrimSpace(in.Text()) != ""; fmt.Fprint(t.w.stdout, "> ") {
		if err := t.text(strings.ToValidUTF8(in.Text(), "\uFFFD")); err != nil {
			return err
		}
	}
	fmt.Fprintln(t.w.stdout)
	return in.Err()
}

// text shows how one text is read.
func (t trial) text(text string) error {
	r := &recount.Report{ID: "r:try", Lang: t.lang, Text: text, Published: t.published}
	cuts, err := t.x.Dissect(r)
	if err != nil {
		return err
	}
	reading, err := t.x.Read(r)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(t.w.stdout)
	defer out.Flush()
	for _, c := range cuts {
		t.sentence(out, text, c)
	}
	fmt.Fprintln(out, "rules that fired")
	var fired []string
	for i := range reading.Claims {
		for _, s := range reading.Claims[i].Trace {
			if line := t.fired(text, s); !slices.Contains(fired, line) {
				fired = append(fired, line)
				fmt.Fprintln(out, line)
			}
		}
	}
	if len(fired) == 0 {
		fmt.Fprintln(out, "  none")
	}
	fmt.Fprintln(out, "claims")
	for i := range reading.Claims {
		c := &reading.Claims[i]
		fmt.Fprintf(out, "  %d  %s  (%s)\n", i+1, headline(c), extract.Short(c))
	}
	if len(reading.Claims) == 0 {
		fmt.Fprintln(out, "  none")
	}
	return nil
}

// sentence shows the words and phrases of one sentence.
func (t trial) sentence(out io.Writer, text string, c extract.Cut) {
	fmt.Fprintf(out, "%s\n", strings.Join(strings.Fields(c.Span.In(text)), " "))
	if !c.Read {
		fmt.Fprintln(out, "  passed over: no word says what happened")
	}
	fmt.Fprintln(out, "  words")
	for _, w := range c.Words {
		parts := strings.Join(w.Parts, " ")
		switch {
		case w.Known:
		case strings.ContainsFunc(w.Span.In(text), unicode.IsLetter):
			parts = "not in the pack"
		case strings.ContainsFunc(w.Span.In(text), unicode.IsDigit):
			parts = "a number"
		default:
			parts = "a sign"
		}
		fmt.Fprintf(out, "    %-16s %s\n", w.Span.In(text), parts)
		for _, r := range w.Rules {
			fmt.Fprintf(out, "    %-16s   %s\n", "", t.row(r))
		}
	}
	fmt.Fprintln(out, "  phrases")
	for _, p := range c.Phrases {
		line := fmt.Sprintf("    %-14s %s", p.Kind, strings.Join(strings.Fields(p.Span.In(text)), " "))
		if p.Count != "" {
			line += "  = " + p.Count
		}
		if p.Why != "" {
			line += "  (" + p.Why + ")"
		}
		fmt.Fprintln(out, line)
	}
}

// row names a rule with its table and line.
func (t trial) row(step string) string {
	if r, path := t.p.RuleOf(step); r != nil {
		line := fmt.Sprintf("%s  %s:%d", r.Name, r.File, r.Line)
		if path != "" {
			line += "  " + path
		}
		return line
	}
	return step
}

func (t trial) fired(text string, s recount.Step) string {
	line := "  " + t.row(s.Rule)
	if s.Span.Len() > 0 {
		line += "  “" + strings.Join(strings.Fields(s.Span.In(text)), " ") + "”"
	}
	return line
}

// published reads the day of publication from a flag; zero if it is empty.
func published(s string) (recount.When, error) {
	if s == "" {
		return recount.When{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return recount.When{}, fmt.Errorf("--published %q: want a day like 2016-09-23: %w", s, recount.ErrInvalid)
	}
	return recount.When{From: t, Until: t.AddDate(0, 0, 1), Grain: recount.Day}, nil
}
