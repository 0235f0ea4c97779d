package lexicon

import (
	"math"
	"strings"
	"testing"
)

func TestSure(t *testing.T) {
	l := &loading{Pack: &Pack{}}
	for _, r := range []string{"base\t-\t1", "path\tactive\t0.5", "path\tpassive\t-2", "also\tlist\t0.25"} {
		if err := l.sign(row{cells: strings.Split(r, "\t")}); err != nil {
			t.Fatal(err)
		}
	}
	got := l.Sure.Chance([]Sign{{"path", "passive"}, {"also", "list"}, {"also", "unheard of"}})
	if want := 1 / (1 + math.Exp(.75)); math.Abs(got-want) > 1e-12 {
		t.Errorf("chance %v, want %v", got, want)
	}
	for _, r := range []string{"path\tactive\t1", "path\tx\tmuch", "path\tx\t99", "\tx\t1"} {
		if err := l.sign(row{cells: strings.Split(r, "\t")}); err == nil {
			t.Errorf("row %q was taken", r)
		}
	}
	if c := (*Sure)(nil).Chance(nil); c != 0 {
		t.Errorf("a pack without weights gives %v", c)
	}
}
