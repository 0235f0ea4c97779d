package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/recountlab/recount/text"
)

// A row is a line of a table: its cells and where it stands.
type row struct {
	file  string
	line  int
	text  string
	cells []string
}

func (r row) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func (r row) at() string { return fmt.Sprintf("%s:%d", r.file, r.line) }

// table hands each row of a table of so many columns to add. A table that must
// be there and is not is a fault.
func (l *loading) table(file string, must bool, columns int, add func(row) error) {
	fsys, dir := l.home(file)
	b, err := fs.ReadFile(fsys, path.Join(dir, file))
	if err != nil {
		if must || !errors.Is(err, fs.ErrNotExist) {
			l.faults = append(l.faults, err)
		}
		return
	}
	fmt.Fprintf(l.sum, "%s %d\n", file, len(b))
	l.sum.Write(b)
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(b), "\uFEFF")) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file, n, line, strings.Split(line, "\t")}
		switch {
		case len(r.cells) > columns:
			l.fault(r, bad("%d columns, where there are %d: take out a tab", len(r.cells), columns))
			continue
		case len(r.cells) == 1 && columns > 1:
			l.fault(r, bad("one column, where there are %d: part them by a tab, not by spaces", columns))
			continue
		}
		if err := add(r); err != nil {
			l.fault(r, err)
		}
	}
}

func (l *loading) fault(r row, err error) {
	l.faults = append(l.faults, Fault{r.file, r.line, err.Error()})
}

// home is where a table stands: the pack's folder, or the one that packs share.
func (l *loading) home(file string) (fs.FS, string) {
	if strings.HasPrefix(file, registryDir+"/") {
		return l.shared, "."
	}
	return l.fsys, l.dir
}

// scan hands each well-formed row of a table to look. Faults are for table to find.
func (l *loading) scan(file string, look func(row)) {
	fsys, dir := l.home(file)
	b, err := fs.ReadFile(fsys, path.Join(dir, file))
	if err != nil {
		return
	}
	for line := range strings.Lines(strings.TrimPrefix(string(b), "\uFEFF")) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "#") {
			look(row{file: file, cells: strings.Split(line, "\t")})
		}
	}
}

// entry returns the entry for a form, made if need be.
func (l *loading) entry(word string) (int32, *Entry) {
	form := text.Folded(word)
	n, ok := l.index[form]
	if !ok {
		n = int32(len(l.Entries))
		l.index[form] = n
		l.Entries = append(l.Entries, Entry{Form: form})
	}
	return n, &l.Entries[n]
}

// word returns the entry of a single word, nil if it is not one when text is cut.
func (l *loading) word(form string) *Entry {
	if strings.Contains(form, "_") {
		return l.join(form)
	}
	for i := 0; i < len(form); i++ {
		if c := form[i] | 0x20; c < 'a' || c > 'z' {
			d := l.Cutter.Cut(form, l.Lang)
			if len(d.Tokens) != 1 {
				return nil
			}
			form = d.Word(0)
			break
		}
	}
	_, e := l.entry(form)
	return e
}

// notWords says of words that text is never cut so that they come out whole.
func notWords(words ...string) error {
	if len(words) == 0 {
		return nil
	}
	return bad("never one word in a text, which is cut at their signs: %s; take them out, or write them in a table of phrases", strings.Join(slices.Compact(words), ", "))
}

// each hands each word of a cell to f. A cell without words is a fault.
func (l *loading) each(words string, f func(*Entry)) error {
	n := 0
	var not []string
	for w := range strings.FieldsSeq(words) {
		n++
		for _, form := range l.forms(w) {
			if e := l.word(form.text); e != nil {
				e.Trait |= form.trait
				f(e)
			} else {
				not = append(not, form.text)
			}
		}
	}
	if n == 0 {
		return bad("a row without words")
	}
	return notWords(not...)
}

// sequence returns the word numbers of a phrase, cut as text is cut.
func (l *loading) sequence(phrase string) []int32 {
	out := l.apart(phrase)
	l.Join(out)
	return out
}

// apart returns the numbers of the single words of a phrase.
func (l *loading) apart(phrase string) []int32 {
	d := l.Cutter.Cut(phrase, l.Lang)
	var out []int32
	merged := false
	for i := range d.Tokens {
		n, _ := l.Know(d.Word(i), merged && d.Tokens[i].Flags&text.Glued != 0)
		if n == 0 {
			n, _ = l.entry(d.Word(i))
		}
		out, merged = append(out, n), l.Merges(n)
	}
	return out
}

// sequences returns the phrases of a list separated by |, none of them empty.
func (l *loading) sequences(list string) ([][]int32, error) {
	var out [][]int32
	for p := range strings.SplitSeq(list, "|") {
		for _, p := range l.phrasings(strings.TrimSpace(p)) {
			s := l.sequence(p)
			if len(s) == 0 {
				return nil, bad("an empty phrase in %q: take out a |", list)
			}
			out = append(out, s)
		}
	}
	return out, nil
}
