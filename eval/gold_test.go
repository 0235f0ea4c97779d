package eval

import (
	"os"
	"path/filepath"
	"testing"
)

// own returns the project's own gold.
func own(t testing.TB) []Gold {
	t.Helper()
	files, err := filepath.Glob("gold/en/*.gold")
	if err != nil || len(files) == 0 {
		t.Fatal("no gold", err)
	}
	var out []Gold
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		g, err := Parse(f, b)
		if err != nil {
			t.Error(err)
		}
		out = append(out, g...)
	}
	return out
}

func TestGold(t *testing.T) { own(t) }
