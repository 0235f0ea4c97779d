package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/recountlab/recount/extract"
)

// Run reads every report of a gold and judges the reading. A gold may be of
// several languages.
func Run(x *extract.Reader, gold []Gold) (*Result, error) {
	out := &Result{}
	var readers []string
	for i := range gold {
		g := &gold[i]
		r, err := x.Read(&g.Report)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", g.File, g.Line, err)
		}
		if n := x.Name(g.Lang); !slices.Contains(readers, n) {
			readers = append(readers, n)
		}
		out.Verdicts = append(out.Verdicts, Judge(g, r))
	}
	out.Reader = strings.Join(readers, ", ")
	return out, nil
}
