package link

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

// copyings makes n decisions about which of some reports print one text, by
// machines and people.
func copyings(r *rand.Rand, reports, n int) (ds []recount.Decision) {
	for i := range n {
		d := recount.Decision{ID: recount.DecisionID(fmt.Sprint("d:", i)), At: time.Unix(int64(r.IntN(n)), 0), Act: recount.Copy,
			Subject: fmt.Sprint("r:", r.IntN(reports)), Object: fmt.Sprint("r:", r.IntN(reports)), By: recount.Actor{Kind: recount.Machine}}
		if r.IntN(4) == 0 {
			d.Act = recount.Original
		}
		if r.IntN(4) == 0 {
			d.By.Kind = recount.Person
		}
		if d.Act == recount.Original && r.IntN(3) == 0 {
			d.Object = ""
		}
		if d.Subject != d.Object {
			ds = append(ds, d)
		}
	}
	return ds
}

// What bears on some reports says alone which of them are of one family.
func TestBearingSaysAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 2 + r.IntN(12)
		all := copyings(r, n, r.IntN(2*n))
		among := make([]recount.ReportID, 1+r.IntN(4))
		for i := range among {
			among[i] = recount.ReportID(fmt.Sprint("r:", r.IntN(n)))
		}
		slices.Sort(among)
		among = slices.Compact(among)
		whole := FamiliesOf(all)
		bearing := whole.Bearing(among...)
		alone := FamiliesOf(bearing)
		for _, a := range among {
			for _, b := range among {
				if (whole.Of(a) == whole.Of(b)) != (alone.Of(a) == alone.Of(b)) {
					t.Fatalf("%v and %v: one family by all decisions: %t; by those that bear on %v: %t\nall %v\nbearing %v", a, b,
						whole.Of(a) == whole.Of(b), among, alone.Of(a) == alone.Of(b), all, bearing)
				}
			}
		}
	}
}

// A text printed a thousand times does not make a thousand decisions bear on
// an incident that two of its printings tell of.
func TestBearingLeavesOutWhatHangsOnTheRest(t *testing.T) {
	var ds []recount.Decision
	for i := 1; i < 1000; i++ {
		ds = append(ds, recount.Decision{ID: recount.DecisionID(fmt.Sprint("d:", i)), Act: recount.Copy, Subject: fmt.Sprint("r:", i), Object: "r:0"})
	}
	f := FamiliesOf(ds)
	if got := f.Bearing("r:7", "r:9"); len(got) != 2 || got[0].ID != "d:7" || got[1].ID != "d:9" {
		t.Errorf("bearing on two of a thousand: %v", got)
	}
	if got := f.Bearing("r:7"); got != nil {
		t.Errorf("bearing on one: %v", got)
	}
}
