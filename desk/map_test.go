package desk

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

func lineAt(id string, day int, p recount.Precision, lat, lon float64) *Line {
	from := time.Date(2016, 9, day, 0, 0, 0, 0, time.UTC)
	w := recount.When{From: from, Until: from.AddDate(0, 0, 1)}
	l := &Line{Item: tally.Item{Incident: recount.Incident{ID: recount.IncidentID(id), When: w, Where: recount.PlaceRef{Precision: p, Country: "SY", Admin1: "Aleppo", Point: recount.LatLon{Lat: lat, Lon: lon}, Radius: 9000}}}, Local: w}
	if p == recount.NoPlace {
		l.Where = recount.PlaceRef{}
	}
	return l
}

func TestMapRespectsPrecision(t *testing.T) {
	lines := []*Line{
		lineAt("a", 1, recount.AtTown, 36.2, 37.16), lineAt("b", 3, recount.AtTown, 36.2, 37.16), lineAt("c", 2, recount.AtSite, 36.21, 37.17),
		lineAt("d", 1, recount.AtProvince, 36.2, 37.16), lineAt("e", 1, recount.AtProvince, 36.2, 37.16), lineAt("f", 1, recount.AtCountry, 35, 38),
		lineAt("g", 1, recount.NoPlace, 0, 0), lineAt("h", 1, recount.Near, 33.5, 36.3),
	}
	m := MapOf(lines, store.Box{}, 5)
	if len(m.Spots) != 2 || m.Spots[0].N != 3 || m.Spots[0].Same || m.Spots[0].Precision != "" || m.Spots[0].Line.ID != "b" || m.Spots[1].N != 1 || !m.Spots[1].Same {
		t.Errorf("from afar: %+v", m.Spots)
	}
	if len(m.Apart) != 2 || m.Apart[0].N != 2 || m.Apart[0].Where.Precision != recount.AtProvince || m.Apart[1].N != 1 || m.Unplaced != 1 || m.Incidents != 8 {
		t.Errorf("known no nearer: %+v, %d unplaced of %d", m.Apart, m.Unplaced, m.Incidents)
	}
	m = MapOf(lines, store.Box{South: 36, West: 37, North: 36.5, East: 37.5}, 13)
	if len(m.Spots) != 2 || m.Spots[0].N != 2 || !m.Spots[0].Same || m.Spots[0].Radius != 9000 || m.Spots[1].Precision != recount.AtSite {
		t.Errorf("near by: %+v", m.Spots)
	}
}

// However one looks, every incident of the box that is known to a place is in one
// spot, and no other is; and there are no more spots than cells that one sees.
func TestMapLosesNobody(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	var lines []*Line
	precisions := []recount.Precision{recount.AtSite, recount.AtArea, recount.AtTown, recount.Near, recount.AtDistrict, recount.AtProvince, recount.NoPlace}
	for i := range 3000 {
		lines = append(lines, lineAt(fmt.Sprint(i), 1+r.IntN(28), precisions[r.IntN(len(precisions))], 30+6*r.Float64(), 35+6*r.Float64()))
	}
	for _, zoom := range []float64{0, 3, 6.5, 9, 14, 30} {
		for _, box := range []store.Box{{}, {South: 31, West: 36, North: 33, East: 38}} {
			m, want, got, apart := MapOf(lines, box, zoom), 0, 0, 0
			for _, l := range lines {
				if p := l.Where; p.Precision.Finer(recount.AtSubdistrict) && (box.IsZero() || box.Holds(p.Point)) {
					want++
				}
			}
			for _, s := range m.Spots {
				got += s.N
				if !s.Box.Holds(s.At) && !s.Same {
					t.Errorf("zoom %v: a spot at %v outside %v", zoom, s.At, s.Box)
				}
			}
			for _, a := range m.Apart {
				apart += a.N
			}
			if got != want || apart+m.Unplaced == 0 {
				t.Errorf("zoom %v, box %v: %d drawn; want %d", zoom, box, got, want)
			}
		}
	}
}

func TestWeeks(t *testing.T) {
	weeks, undated := Weeks([]*Line{lineAt("a", 4, recount.AtTown, 1, 1), lineAt("b", 5, recount.AtTown, 1, 1), lineAt("c", 19, recount.AtTown, 1, 1), {}})
	if len(weeks) != 4 || weeks[0].Week.Format(time.DateOnly) != "2016-08-29" || weeks[0].N != 1 || weeks[1].N != 1 || weeks[2].N != 0 || weeks[3].N != 1 || undated != 1 {
		t.Errorf("weeks %v, %d undated", weeks, undated)
	}
}
