package desk

import (
	"testing"

	"github.com/recountlab/recount"
)

func TestClaimsOfTwoVersions(t *testing.T) {
	claim := func(what recount.What, n int, by recount.SourceID) recount.Claim {
		return recount.Claim{What: what, Count: recount.Quantity{Low: n, High: n, Point: n, Stated: n, Qualifier: recount.Exact}, Says: recount.Attribution{{Source: by}}}
	}
	before := []recount.Claim{claim(recount.Killed, 12, "a"), claim(recount.Killed, 3, "a"), claim(recount.Injured, 4, "a"), claim(recount.Killed, 9, "b")}
	after := []recount.Claim{claim(recount.Killed, 3, "a"), claim(recount.Killed, 15, "a"), claim(recount.Killed, 9, "c"), claim(recount.Injured, 4, "a")}
	var got []string
	for _, x := range compare(before, after) {
		s := ""
		for _, c := range []*recount.Claim{x.Before, x.After} {
			if c == nil {
				s += " -"
				continue
			}
			s += " " + string(c.Says[0].Source) + c.Count.String()
		}
		got = append(got, s)
	}
	if want := []string{" a12 a15", " b9 -", " - c9"}; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%q, want %q", got, want)
	}
}
