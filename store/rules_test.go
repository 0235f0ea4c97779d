package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Some drivers bind parameters by their number and some by where they first
// appear. Both do the same where parameters first appear in the order 1, 2, 3.
func TestParametersAppearInOrder(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	param := regexp.MustCompile(`\$(\d+)`)
	queries := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			last := 0
			for _, m := range param.FindAllStringSubmatch(lit.Value, -1) {
				queries++
				if n, _ := strconv.Atoi(m[1]); n > last+1 {
					t.Errorf("%s: $%d before $%d in %s", file, n, last+1, lit.Value)
				} else {
					last = max(last, n)
				}
			}
			return true
		})
	}
	if queries < 50 {
		t.Errorf("found only %d parameters: does this test still look in the right place?", queries)
	}
}

// The driver's C library must be the very one the driver was made with, or
// the database may be damaged. Raise both together.
func TestTheDriverAndItsLibraryBelongTogether(t *testing.T) {
	b, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"modernc.org/sqlite v1.60.1", "modernc.org/libc v1.77.1"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("go.mod does not ask for %s", want)
		}
	}
}
