package extract

import (
	"fmt"
	"os"
	"testing"

	"github.com/recountlab/recount"
)

func TestZZ(t *testing.T) {
	if os.Getenv("ZZ") == "" {
		t.Skip()
	}
	x := reader(t)
	pg := x.open(x.packs["en"], &recount.Report{ID: "r", Lang: "en", Text: os.Getenv("ZZ")})
	for n, sx := range pg.d.Sentences {
		s := &sentence{page: pg}
		s.n, s.a, s.b = n, int(sx.First), int(sx.Last)
		s.chunk()
		for i, u := range s.u {
			fmt.Printf("%d:%d[%s] q=%v one=%v pl=%v def=%v %v %v\n", i, u.kind, pg.span(u.s, u.e).In(os.Getenv("ZZ")), u.hasQ, u.one, u.plural, u.def, u.count.q.Low, u.who)
		}
		for i := range s.u {
			if f := (finding{s, "killed", nil, i}); s.u[i].kind == other && f.isCue(i) {
				fmt.Println("cue", i)
			}
		}
	}
}
