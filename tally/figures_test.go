package tally

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

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
