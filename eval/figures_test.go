package eval

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"github.com/recountlab/recount"
)

// What comes with the program says of English how well it is read, and what is
// written is what is read again.
func TestFigures(t *testing.T) {
	ms, err := LastMeasured()
	if err != nil {
		t.Fatal(err)
	}
	english := false
	for _, m := range ms {
		english = english || m.Lang == "en" && m.Half == "held" && m.Reports > 20 && m.F1 > 0.5
		if m.F1 < 0 || m.F1 > 1 || m.Half != "tune" && m.Half != "held" {
			t.Errorf("%+v", m)
		}
	}
	if !english {
		t.Error("no figures of the held English reports")
	}
	var b bytes.Buffer
	if err := WriteFigures(&b, ms); err != nil {
		t.Fatal(err)
	}
	again, err := readFigures(b.String())
	if err != nil || !reflect.DeepEqual(again, ms) {
		t.Errorf("read again: %v, %v", again, err)
	}
	for _, row := range []string{"en\theld\n", "en\theld\t1\t1\tx\t0\t0\t0\t\n"} {
		if _, err := readFigures(row); !errors.Is(err, recount.ErrInvalid) {
			t.Errorf("%q: %v", row, err)
		}
	}
}
