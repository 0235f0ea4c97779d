package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

//go:embed packs
var builtin embed.FS

// Builtin returns the packs compiled in.
func Builtin() (map[recount.Lang]*Pack, error) {
	sub, err := fs.Sub(builtin, "packs")
	if err != nil {
		return nil, err
	}
	return Load(sub)
}

// Load reads every pack under fsys, one folder a language, and reports all
// faults, not the first.
func Load(fsys fs.FS) (map[recount.Lang]*Pack, error) {
	dirs, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("load packs: %w", err)
	}
	packs := map[recount.Lang]*Pack{}
	var faults []error
	for _, d := range dirs {
		if !d.IsDir() || d.Name() == registryDir {
			continue
		}
		p, err := loadPack(fsys, d.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		packs[p.Lang] = p
	}
	return packs, errors.Join(faults...)
}

// loading is a pack on its way in.
type loading struct {
	*Pack
	fsys   fs.FS
	dir    string
	index  map[string]int32
	faults []error
}

// A row is a line of a table: its cells and where it stands.
type row struct {
	file  string
	line  int
	cells []string
}

func (r row) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func loadPack(fsys fs.FS, dir string) (*Pack, error) {
	l := &loading{Pack: &Pack{Entries: make([]Entry, 1), Bounds: map[string]*Bound{}, Cutter: &text.Cutter{Abbreviations: map[string]bool{}},
		Places: map[string][]string{}, Voices: map[string]recount.SourceKind{}}, fsys: fsys, dir: dir, index: map[string]int32{}}
	l.table_("pack.tsv", true, l.head)
	l.table_("bounds.tsv", true, l.bound)
	l.table_("words.tsv", true, l.words)
	l.table_("endings.tsv", false, l.ending)
	l.table_("things.tsv", true, func(r row) error { l.each(r.cell(1), func(e *Entry) { e.Class |= Thing }); return nil })
	l.table_("adjectives.tsv", true, l.adjectives)
	l.table_("people.tsv", true, l.people)
	l.table_("numbers.tsv", true, l.number)
	l.table_("voices.tsv", true, func(r row) error {
		l.each(r.cell(1), func(e *Entry) { l.Voices[e.Form] = recount.SourceKind(r.cell(0)) })
		return nil
	})
	l.table_("frames.tsv", true, l.frame)
	l.Quantifiers = l.phrases("quantifiers.tsv", 1<<0, 1, 0, 2)
	l.Hedges = l.phrases("hedges.tsv", 1<<1, 0, 2, 1)
	l.Scopes = l.phrases("scope.tsv", 1<<2, 0, -1, 1)
	l.Cues = l.phrases("cues.tsv", 1<<3, 0, 1, 2)
	l.Weapons = l.phrases("weapons.tsv", 1<<4, 0, 1, 2)
	l.table_("places.tsv", false, func(r row) error {
		l.Places[r.cell(0)] = append(l.Places[r.cell(0)], r.cell(1))
		return nil
	})
	l.table_("furniture.tsv", false, func(r row) error { l.Furniture = append(l.Furniture, strings.ToLower(r.cell(0))); return nil })
	l.times()
	l.registry()
	l.acts()
	l.examples()
	l.ends()
	l.freeze()
	if len(l.faults) > 0 {
		return nil, fmt.Errorf("pack %s: %w", dir, errors.Join(l.faults...))
	}
	return l.Pack, nil
}

// table_ hands each row of a table to add. A table that must be there and is
// not is a fault.
func (l *loading) table_(file string, must bool, add func(row) error) {
	b, err := fs.ReadFile(l.fsys, path.Join(l.dir, file))
	if err != nil {
		if must || !errors.Is(err, fs.ErrNotExist) {
			l.faults = append(l.faults, err)
		}
		return
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file, n, strings.Split(line, "\t")}
		if err := add(r); err != nil {
			l.faults = append(l.faults, fmt.Errorf("%s:%d: %w", file, n, err))
		}
	}
}

func bad(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, recount.ErrInvalid)...)
}

// entry returns the entry for a form, made if need be.
func (l *loading) entry(form string) (int32, *Entry) {
	form = strings.ToLower(form)
	n, ok := l.index[form]
	if !ok {
		n = int32(len(l.Entries))
		l.index[form] = n
		l.Entries = append(l.Entries, Entry{Form: form})
	}
	return n, &l.Entries[n]
}

func (l *loading) each(words string, f func(*Entry)) {
	for w := range strings.FieldsSeq(words) {
		_, e := l.entry(w)
		f(e)
	}
}

// sequence returns the word numbers of a phrase, cut as text is cut.
func (l *loading) sequence(phrase string) []int32 {
	d := l.Cutter.Cut(phrase, l.Lang)
	var out []int32
	for i := range d.Tokens {
		n, _ := l.entry(d.Word(i))
		out = append(out, n)
	}
	return out
}

func (l *loading) sequences(list string) [][]int32 {
	if list == "" {
		return nil
	}
	var out [][]int32
	for p := range strings.SplitSeq(list, "|") {
		out = append(out, l.sequence(strings.TrimSpace(p)))
	}
	return out
}

func (l *loading) head(r row) error {
	switch r.cell(0) {
	case "lang":
		l.Lang = recount.Lang(r.cell(1))
	case "name":
		l.Name = r.cell(1)
	case "version":
		v, err := strconv.Atoi(r.cell(1))
		if err != nil {
			return bad("version %q", r.cell(1))
		}
		l.Version = v
	default:
		return bad("unknown key %q", r.cell(0))
	}
	return nil
}

func (l *loading) bound(r row) error {
	b := &Bound{Row: r.cell(0), Qualifier: recount.Qualifier(r.cell(4))}
	var err error
	for i, f := range []*formula{&b.Low, &b.High, &b.Point} {
		if *f, err = parseFormula(r.cell(i + 1)); err != nil {
			return err
		}
	}
	l.Bounds[b.Row] = b
	return nil
}

func (l *loading) words(r row) error {
	name := r.cell(0)
	if name == "abbreviation" {
		for w := range strings.FieldsSeq(r.cell(1)) {
			l.Cutter.Abbreviations[w] = true
		}
		return nil
	}
	if t := traitNames[name]; t != 0 {
		l.each(r.cell(1), func(e *Entry) { e.Trait |= t })
		return nil
	}
	c, ok := classNames[name]
	if !ok {
		return bad("unknown class %q", name)
	}
	l.each(r.cell(1), func(e *Entry) { e.Class |= c })
	return nil
}

func (l *loading) number(r row) error {
	_, e := l.entry(r.cell(1))
	v, err := strconv.ParseFloat(r.cell(2), 64)
	if err != nil {
		return bad("value %q", r.cell(2))
	}
	e.Value = v
	switch r.cell(0) {
	case "unit", "ten":
		e.Class |= NumberWord
	case "scale", "suffix":
		e.Class |= Scale
	case "ordinal":
		e.Class |= Ordinal
	case "vague", "pair", "group":
		b := &Bound{Row: r.cell(1), Qualifier: recount.Vague}
		if r.cell(0) == "pair" {
			b.Qualifier = recount.Exact
		}
		for i, f := range []*formula{&b.Low, &b.High, &b.Point} {
			if *f, err = parseFormula(r.cell(i + 2)); err != nil {
				return err
			}
		}
		e.Class |= VagueWord
		if r.cell(0) != "vague" {
			e.Class |= Group
		}
		e.Bound = b
	default:
		return bad("unknown role %q", r.cell(0))
	}
	return nil
}

func (l *loading) phrases(file string, bit uint8, class, kind, text int) *Phrases {
	s := &Phrases{bit: bit, byFirst: map[int32][]Phrase{}}
	l.table_(file, false, func(r row) error {
		for p := range strings.SplitSeq(r.cell(text), "|") {
			p = strings.TrimSpace(p)
			words := l.sequence(p)
			if len(words) == 0 {
				return bad("an empty phrase")
			}
			ph := Phrase{Words: words, Class: r.cell(class), Text: p}
			if kind >= 0 {
				ph.Kind = r.cell(kind)
			}
			if file == "quantifiers.tsv" && l.Bounds[ph.Class] == nil {
				return bad("unknown row of bounds %q", ph.Class)
			}
			l.Entries[words[0]].Starts |= bit
			list := append(s.byFirst[words[0]], ph)
			for i := len(list) - 1; i > 0 && len(list[i].Words) > len(list[i-1].Words); i-- {
				list[i], list[i-1] = list[i-1], list[i]
			}
			s.byFirst[words[0]] = list
		}
		return nil
	})
	return s
}

func (l *loading) examples() {
	l.table_("examples.tsv", false, func(r row) error {
		if len(r.cells) < 4 {
			return bad("an example wants an id, a phenomenon, a text and what is expected")
		}
		l.Examples = append(l.Examples, Example{ID: r.cell(0), Phenomenon: r.cell(1), Text: r.cell(2), Want: r.cell(3), Line: r.line, Known: r.cell(4)})
		return nil
	})
}
