package recount_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/recountlab/recount"

// floors is the house, ground floor first. A package may import packages on
// floors below its own, never on its own. Test files are exempt.
var floors = [][]string{
	{"."},
	{"text", "ledger", "archive", "pdf"},
	{"lexicon", "gazetteer", "link", "tally"},
	{"extract", "store", "collect", "publish", "custody", "gazetteer/foreign", "made"},
	{"desk", "eval", "model"},
	{"web"},
	{"cmd/recount", "gazetteer/build", "web/assets/build"},
}

// doors says which packages let in each outside module. Nothing else may
// import it, so that a dependency can be judged, updated or dropped in one
// place. Tests of any package may use the modules of testDoors.
var doors = map[string][]string{
	"golang.org/x/text":                   {"text", "collect", "pdf"},
	"github.com/blevesearch/snowballstem": {"text"},
	"github.com/sergi/go-diff":            {"text"},
	"golang.org/x/mod":                    {"ledger"},
	"github.com/digitorus/timestamp":      {"ledger"},
	"github.com/digitorus/pkcs7":          {"ledger"},
	"golang.org/x/net":                    {"collect"},
	"golang.org/x/crypto":                 {"web"},
	"github.com/alexedwards/scs":          {"web"},
	"github.com/andybalholm/brotli":       {"archive"},
	"github.com/klauspost/compress":       {"archive"},
	"golang.org/x/sync":                   {"desk", "eval"},
	"golang.org/x/term":                   {"cmd/recount"},
	"github.com/leonelquinteros/gotext":   {"web"},
	"github.com/hablullah/go-hijri":       {"web"},
	"code.dny.dev/ssrf":                   {"collect"},
	"github.com/temoto/robotstxt":         {"collect"},
	"github.com/mmcdole/gofeed":           {"collect"},
	"github.com/yuin/goldmark":            {"collect"},
	"modernc.org/libc":                    {"store"},
	"modernc.org/sqlite":                  {"store"},
	"github.com/alecthomas/kong":          {"cmd/recount"},
	"github.com/schollz/progressbar":      {"cmd/recount"},
}

// worlds says which packages may touch what lies outside the program, by the
// standard library's packages that lead there.
var worlds = map[string][]string{
	"net/http":     {"collect", "model", "web", "cmd/recount"},
	"database/sql": {"store"},
	"os/exec":      {"cmd/recount", "gazetteer/build", "web/assets/build"},
}

func TestFloors(t *testing.T) {
	floor := map[string]int{}
	for i, f := range floors {
		for _, p := range f {
			floor[p] = i
		}
	}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		pkg := path.Dir(filepath.ToSlash(file))
		if pkg == "internal/testkit" { // for tests alone
			return nil
		}
		here, ok := floor[pkg]
		if !ok {
			t.Errorf("%s: package %s is on no floor; add it to the table or do without it", file, pkg)
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			switch {
			case imp == module:
				imp = "."
			case strings.HasPrefix(imp, module+"/"):
				imp = strings.TrimPrefix(imp, module+"/")
			case strings.Contains(strings.SplitN(imp, "/", 2)[0], "."):
				if !through(doors, imp, pkg) {
					t.Errorf("%s: %s may not import %s: see doors", file, pkg, imp)
				}
				continue
			default:
				if _, guarded := worlds[imp]; guarded && !through(worlds, imp, pkg) {
					t.Errorf("%s: %s may not import %s: see worlds", file, pkg, imp)
				}
				continue
			}
			if there, ok := floor[imp]; !ok || there >= here {
				t.Errorf("%s: %s (floor %d) imports %s (floor %d)", file, pkg, here, imp, there)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func through(table map[string][]string, imp, pkg string) bool {
	for mod, pkgs := range table {
		if imp == mod || strings.HasPrefix(imp, mod+"/") {
			for _, p := range pkgs {
				if p == pkg {
					return true
				}
			}
		}
	}
	return false
}

// The root package is vocabulary: it does no work and stays small enough to
// be read in one sitting.
func TestRootStaysSmall(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lines += strings.Count(string(b), "\n")
		p, err := parser.ParseFile(token.NewFileSet(), f, b, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Imports {
			if strings.Contains(s.Path.Value, ".") || s.Path.Value == `"os"` || s.Path.Value == `"net"` {
				t.Errorf("%s imports %s", f, s.Path.Value)
			}
		}
	}
	if lines > 1500 {
		t.Errorf("the root package has %d lines; 1500 are enough", lines)
	}
}
