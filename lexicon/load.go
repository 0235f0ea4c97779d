package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/text"
)

//go:embed packs
var builtin embed.FS

// Builtin returns the packs compiled in.
func Builtin() (map[recount.Lang]*Pack, error) { return Load(Embedded()) }

// Embedded returns the folder of the packs compiled in: a folder a language,
// and the registry that they share.
func Embedded() fs.FS {
	sub, err := fs.Sub(builtin, "packs")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
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
		if _, err := fs.Stat(fsys, path.Join(d.Name(), headFile)); err != nil {
			continue // tables for a pack that nobody has written yet
		}
		p, err := loadPack(fsys, fsys, d.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		packs[p.Lang] = p
	}
	return packs, errors.Join(faults...)
}

// LoadDir reads the pack in the folder dir, or, if dir has folders of packs,
// every one of them. The registry is dir's own if it has one, else the one
// compiled in.
func LoadDir(dir string) (map[recount.Lang]*Pack, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s with a pack: %w", dir, recount.ErrNotFound)
	}
	fsys := os.DirFS(dir)
	shared := Embedded()
	if _, err := fs.Stat(fsys, registryDir); err == nil {
		shared = fsys
	}
	if _, err := fs.Stat(fsys, headFile); err == nil {
		p, err := loadPack(fsys, shared, ".")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
		return map[recount.Lang]*Pack{p.Lang: p}, nil
	}
	dirs, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("load pack: %w", err)
	}
	packs := map[recount.Lang]*Pack{}
	var faults []error
	for _, d := range dirs {
		if _, err := fs.Stat(fsys, path.Join(d.Name(), headFile)); err != nil {
			continue
		}
		p, err := loadPack(fsys, shared, d.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		packs[p.Lang] = p
	}
	if len(packs) == 0 && len(faults) == 0 {
		return nil, fmt.Errorf("%s: no pack: a pack is a folder with a table %s in it; begin one with: recount pack new %s: %w", dir, headFile, dir, recount.ErrNotFound)
	}
	return packs, errors.Join(faults...)
}

// headFile is the table that makes a folder a pack.
const headFile = "pack.tsv"

// loading is a pack on its way in.
type loading struct {
	*Pack
	fsys, shared fs.FS
	dir          string
	faults       []error
	sum          hash.Hash
}

func begin(fsys, shared fs.FS, dir string) *loading {
	return &loading{Pack: &Pack{Entries: make([]Entry, 1), Bounds: map[string]*Bound{}, Cutter: &text.Cutter{Abbreviations: map[string]bool{}},
		Places: map[string][]string{}, Bylines: map[string]bool{}, Voices: map[string]recount.SourceKind{}, rules: map[string]*Rule{},
		index: map[string]int32{}, morphs: map[string][]morph{}, clitics: clitics{whole: map[string]bool{}, whose: map[string]string{}}},
		fsys: fsys, shared: shared, dir: dir, sum: sha256.New()}
}

func loadPack(fsys, shared fs.FS, dir string) (*Pack, error) {
	l := begin(fsys, shared, dir)
	l.table(headFile, true, 2, l.head)
	l.table("endings.tsv", false, 3, l.ending) // before any word is cut
	l.table("morph.tsv", false, 4, l.morph)
	l.table("clitics.tsv", false, 3, l.clitic)
	if l.clitics.words != nil {
		l.stem()
	}
	l.table("bounds.tsv", true, 5, l.bound)
	l.table("words.tsv", true, 2, l.words)
	l.table("things.tsv", true, 2, l.thing)
	l.table("adjectives.tsv", true, 2, l.adjectives)
	l.table("people.tsv", true, 2, l.people)
	l.table("numbers.tsv", true, 5, l.number)
	l.table("voices.tsv", true, 2, l.voice)
	l.table("frames.tsv", true, 4, l.frame)
	l.Quantifiers = l.phrases("quantifiers.tsv", 1<<0, 1, 0, 2)
	l.Hedges = l.phrases("hedges.tsv", 1<<1, 0, 2, 1)
	l.Scopes = l.phrases("scope.tsv", 1<<2, 0, -1, 1)
	l.Cues = l.phrases("cues.tsv", 1<<3, 0, 1, 2)
	l.Speech = &Speech{byForm: map[string][]SpeechWord{}, roles: map[string]SpeechRole{}}
	l.table("speech.tsv", false, 4, l.speech)
	l.Weapons = l.phrases("weapons.tsv", 1<<4, 0, 1, 2)
	l.Sites = l.phrases("sites.tsv", 1<<8, 0, 1, 2)
	l.table("sure.tsv", false, 3, l.sign)
	l.table("places.tsv", false, 2, func(r row) error {
		l.Places[r.cell(0)] = append(l.Places[r.cell(0)], r.cell(1))
		return nil
	})
	l.table("furniture.tsv", false, 1, func(r row) error { l.Furniture = append(l.Furniture, strings.ToLower(r.cell(0))); return nil })
	l.table("bylines.tsv", false, 1, func(r row) error { l.Bylines[strings.ToLower(r.cell(0))] = true; return nil })
	l.times()
	l.acts()
	l.registry()
	l.reachable()
	l.ends()
	l.freeze()
	l.Hash = hex.EncodeToString(l.sum.Sum(nil))[:8]
	l.examples()
	l.proofs()
	if len(l.faults) > 0 {
		name := dir
		if name == "." {
			name = string(l.Lang)
		}
		return nil, fmt.Errorf("pack %s: %w", name, errors.Join(l.faults...))
	}
	return l.Pack, nil
}

// head reads what the pack is.
func (l *loading) head(r row) error {
	switch r.cell(0) {
	case "lang":
		if l.Lang = recount.Lang(r.cell(1)); l.Lang == "" {
			return bad("a language without a tag: want one such as en")
		}
	case "name":
		l.Name = r.cell(1)
	case "version":
		v, err := strconv.Atoi(r.cell(1))
		if err != nil {
			return bad("version %q: want a number", r.cell(1))
		}
		l.Version = v
	case "order":
		l.VerbFirst, l.FreeOrder = r.cell(1) == "verb-first", r.cell(1) == "free"
		if !l.VerbFirst && !l.FreeOrder && r.cell(1) != "subject-first" {
			return bad("order %q: want verb-first, subject-first or free", r.cell(1))
		}
	case "numbers":
		if l.UnitsFirst = r.cell(1) == "units-first"; !l.UnitsFirst && r.cell(1) != "tens-first" {
			return bad("numbers %q: want units-first or tens-first", r.cell(1))
		}
	case "decimal":
		if l.Cutter.DecimalComma = r.cell(1) == ","; !l.Cutter.DecimalComma && r.cell(1) != "." {
			return bad("decimal sign %q: want , or .", r.cell(1))
		}
	case "adjectives":
		if l.NounFirst = r.cell(1) == "after"; !l.NounFirst && r.cell(1) != "before" {
			return bad("adjectives %q: want before or after, as they stand beside their noun", r.cell(1))
		}
	default:
		return bad("unknown key %q: want lang, name, version, order, numbers, decimal or adjectives", r.cell(0))
	}
	return nil
}
