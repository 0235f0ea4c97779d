package eval

import (
	"fmt"

	"github.com/recountlab/recount/extract"
)

// Run reads every report of a gold and judges the reading.
func Run(x *extract.Reader, gold []Gold) (*Result, error) {
	out := &Result{}
	for i := range gold {
		g := &gold[i]
		r, err := x.Read(&g.Report)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", g.File, g.Line, err)
		}
		out.Reader = x.Name(g.Lang)
		out.Verdicts = append(out.Verdicts, Judge(g, r))
	}
	return out, nil
}
