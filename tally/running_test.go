package tally

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

var began = time.Date(2022, 2, 24, 0, 0, 0, 0, time.UTC)

func up(source string, day, value int, opts ...func(*Figure)) Figure {
	f := Figure{Line: day, Day: began.AddDate(0, 0, day-1), Value: value, Harm: "killed", Side: "East", Source: source}
	for _, o := range opts {
		o(&f)
	}
	return f
}

func limit(l Limit) func(*Figure) { return func(f *Figure) { f.Limit = l } }
func alone(f *Figure)             { f.Daily = true }

func TestRunningTotals(t *testing.T) {
	got := RunningTotals([]Figure{up("a", 9, 120), up("a", 2, 50), up("a", 5, 100), up("a", 5, 90), up("a", 5, 130), up("a", 3, 7, alone), up("a", 12, 110), up("a", 20, 40),
		up("a", 30, 40, limit(Least)), up("a", 30, 90, limit(Most)), up("b", 2, 9, limit(Most))})
	if len(got) != 2 || got[0].Daily != 1 || len(got[1].Points) != 1 || !got[1].Points[0].oneEnd {
		t.Fatalf("got %+v", got)
	}
	want := []Point{{Low: 50, Best: 50, High: 50}, {Low: 90, Best: 100, High: 130, Adds: 50}, {Low: 120, Best: 120, High: 120, Adds: 20},
		{Low: 110, Best: 110, High: 110, Mark: Revised}, {Low: 40, Best: 40, High: 40, Mark: Reset}, {Low: 40, Best: 60, High: 90, Adds: 20}}
	if len(got[0].Points) != len(want) {
		t.Fatalf("got %+v", got[0].Points)
	}
	for i, p := range got[0].Points {
		p.Day, p.Line = time.Time{}, 0
		if p != want[i] {
			t.Errorf("point %d: %+v, want %+v", i, p, want[i])
		}
	}
}

func TestMonthlies(t *testing.T) {
	stakes := Stakes{Side: map[string]string{"west": "West", "east": "East"}, Neutral: map[string]bool{"un": true}}
	ms := Monthlies(RunningTotals([]Figure{up("un", 10, 80), up("un", 30, 200), up("east", 31, 90), up("west", 32, 900), up("press", 33, 300), up("west", 70, 1500)}), stakes, nil)
	if len(ms) != 2 {
		t.Fatalf("got %+v", ms)
	}
	march := ms[0]
	if march.Month != "2022-03" || march.Said != (Bounds{90, 200, 300}) || march.Sources != 3 || march.Interested == nil || *march.Interested != (Bounds{900, 900, 900}) {
		t.Errorf("march %+v, interested %+v", march, march.Interested)
	}
	if may := ms[1]; may.Sources != 0 || may.Interested == nil || may.Said != (Bounds{}) {
		t.Errorf("a month in which only an enemy spoke: %+v", may)
	}
}

// Sources that lean by known factors, with chance of their own, are found to
// lean so, and the total to be what it was, where neutral sources are.
func TestLeaningsAreFound(t *testing.T) {
	truth := map[string]float64{"own": .3, "enemy": 4, "un": 1, "press": 1.1}
	stakes := Stakes{Side: map[string]string{"own": "East", "enemy": "West"}, Neutral: map[string]bool{"un": true, "press": true}}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 2))
		var figures []Figure
		total := func(day int) float64 { return 100 * math.Pow(float64(day), .9) }
		for _, source := range []string{"enemy", "own", "press", "un"} {
			for day := 5; day < 360; day += 9 + r.IntN(20) {
				figures = append(figures, up(source, day, int(truth[source]*total(day)*math.Exp(.1*r.NormFloat64()))))
			}
		}
		ls := Leanings(RunningTotals(figures), stakes)
		if len(ls) != 1 || len(ls[0].Sources) != 4 || len(ls[0].Months) != 12 && len(ls[0].Months) != 13 {
			t.Fatalf("seed %d: %+v", seed, ls)
		}
		for _, s := range ls[0].Sources {
			if want := truth[s.Source]; s.Factor < .75*want || s.Factor > 1.3*want || s.Least > want || s.Most < want {
				t.Errorf("seed %d: %s leans %.2f (%.2f–%.2f), want %.2f", seed, s.Source, s.Factor, s.Least, s.Most, want)
			}
		}
		for i, m := range ls[0].Months {
			if m.Low > m.Best || m.Best > m.High || i > 0 && m.Best < ls[0].Months[i-1].Best {
				t.Errorf("seed %d: %+v", seed, ls[0].Months)
			}
		}
		last := ls[0].Months[len(ls[0].Months)-1]
		if want := total(345); float64(last.Best) < .75*want || float64(last.Best) > 1.3*want {
			t.Errorf("seed %d: at the end %+v, want %.0f", seed, last, want)
		}
	}
}

func TestLeaningsOfLittle(t *testing.T) {
	for name, figures := range map[string][]Figure{"none": nil, "one end of a range": {up("a", 1, 9, limit(Most))}, "zero": {up("a", 1, 0)}} {
		if ls := Leanings(RunningTotals(figures), Stakes{}); len(ls) > 0 {
			t.Errorf("%s: %+v", name, ls)
		}
	}
	ls := Leanings(RunningTotals([]Figure{up("a", 1, 100)}), Stakes{Neutral: map[string]bool{"a": true}})
	if len(ls) != 1 || ls[0].Months[0].Best != 100 || ls[0].Sources[0].Factor != 1 {
		t.Errorf("one figure: %+v", ls)
	}
}

func TestRising(t *testing.T) {
	x := []float64{1, 3, 2, 2, 5, 4}
	rising(x)
	for i, want := range []float64{1, 7. / 3, 7. / 3, 7. / 3, 4.5, 4.5} {
		if math.Abs(x[i]-want) > 1e-9 {
			t.Errorf("got %v", x)
		}
	}
}
