package tally

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

func TestParseFigures(t *testing.T) {
	const head = "when,value,harm,side,source,min,max\n"
	names := map[string]string{"day": "when"}
	for _, tt := range []struct {
		row   string
		limit Limit
		value int
		bad   string
	}{
		{"2022-02-24,5,killed,East,un,,", Stated, 5, ""}, {"1,1e+05,killed,East,un,1,0", Least, 100000, ""}, {"1,5,killed,East,un,no,YES", Most, 5, ""}, {"1,5,killed,East,un,1,1", Stated, 5, ""},
		{"1,5,killed,East,un,2,", 0, 0, `t.csv:2: min "2"`}, {"1,-5,killed,East,un,,", 0, 0, `t.csv:2: value "-5"`}, {"1,5.5,killed,East,un,,", 0, 0, `t.csv:2: value "5.5"`},
		{"soon,5,killed,East,un,,", 0, 0, `t.csv:2: when "soon"`}, {"1,5,killed,,un,,", 0, 0, `t.csv:2: side ""`}, {"1,5", 0, 0, "t.csv: record on line 2"},
	} {
		got, err := ParseFigures(strings.NewReader(head+tt.row), "t.csv", names, began)
		switch {
		case tt.bad != "":
			if err == nil || !strings.Contains(err.Error(), tt.bad) {
				t.Errorf("%s: %v, want %s", tt.row, err, tt.bad)
			}
		case err != nil || len(got) != 1 || got[0].Limit != tt.limit || got[0].Value != tt.value || !got[0].Day.Equal(began):
			t.Errorf("%s: %+v, %v", tt.row, got, err)
		}
	}
}

// Whatever a table holds, it is read whole or refused by line and column.
func FuzzParseFigures(f *testing.F) {
	f.Add("day,value,harm,side,source\n1,5,killed,East,un\n")
	f.Add("\ufeffDay,Value,Harm,Side,Source,Frame,Min,Max\n2022-02-24,1e+05,killed,East,un,daily,1,\n")
	f.Add("day,value\n\"")
	f.Fuzz(func(t *testing.T, table string) {
		figures, err := ParseFigures(strings.NewReader(table), "t.csv", nil, time.Date(2022, 2, 24, 0, 0, 0, 0, time.UTC))
		if err != nil {
			if !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), "t.csv") {
				t.Error(err)
			}
			return
		}
		for _, x := range figures {
			if x.Value < 0 || x.Line < 2 || x.Day.IsZero() || x.Source == "" {
				t.Errorf("%+v", x)
			}
		}
	})
}
