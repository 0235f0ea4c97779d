package link

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/recountlab/recount"
)

func TestRefine(t *testing.T) {
	m := Default()
	person := recount.Actor{Kind: recount.Person, Name: "ana"}
	quarter := bustan
	quarter.Place, quarter.Point.Lat = "gn:9", quarter.Point.Lat+0.03
	split := func(a, b string) []recount.Decision {
		at := time.Unix(0, 0)
		return []recount.Decision{
			{ID: "d:1", At: at, Act: recount.Mint, Subject: a, Object: "a-strike"}, {ID: "d:2", At: at, Act: recount.Mint, Subject: b, Object: "b-strike"},
			{ID: "d:3", At: at, By: person, Act: recount.Split, Subject: a, Object: b, Why: "two streets"},
		}
	}
	a, b := report("a", 45, aleppo, on(0)), report("b", 45, aleppo, on(0))
	for _, c := range []struct {
		name    string
		near    []Near
		said    []recount.Decision
		merged  []recount.IncidentID // from, into
		doubted bool
	}{
		{"two that are one", []Near{near("i:a", a), near("i:b", b)}, nil, []recount.IncidentID{"i:b", "i:a"}, false},
		{"a person said that they are two", []Near{near("i:a", a), near("i:b", b)}, split("i:a", "i:b"), nil, false},
		{"one report tells them apart", []Near{near("i:a", a), near("i:b", report("a", 45, aleppo, on(0)))}, nil, nil, false},
		{"another town", []Near{near("i:a", a), near("i:b", report("b", 45, idlib, on(0)))}, nil, nil, false},
		{"sums of two days", []Near{near("i:a", dayOf("a", 45, aleppo, 0)), near("i:b", dayOf("b", 45, aleppo, 1))}, nil, nil, false},
		{"too little to tell", []Near{near("i:a", report("a", 45, bustan, on(0))), near("i:b", report("b", 25, quarter, on(0)))}, nil, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			look := func(near []Near) ([]Change, []Doubt) {
				return m.Refine(near, []recount.IncidentID{"i:a", "i:b"}, Facts(c.said), NewFrequency())
			}
			changes, doubts := look(slices.Clone(c.near))
			var got []recount.IncidentID
			for _, x := range changes {
				got = append(got, x.From, x.Into)
				if x.Why == "" || x.P <= 0 || x.P > 1 {
					t.Errorf("%+v", x)
				}
			}
			if !slices.Equal(got, c.merged) {
				t.Errorf("merged %v, want %v", got, c.merged)
			}
			doubted := slices.ContainsFunc(doubts, func(d Doubt) bool { return d.P >= 0.05 && d.Of != "" })
			if doubted != c.doubted {
				t.Errorf("doubts %+v", doubts)
			}
			back := slices.Clone(c.near)
			slices.Reverse(back)
			if again, more := look(back); !reflect.DeepEqual(again, changes) || !reflect.DeepEqual(more, doubts) {
				t.Errorf("the order of incidents matters: %+v %+v, then %+v %+v", changes, doubts, again, more)
			}
		})
	}
}

// A report that its incident's others speak against goes where it fits.
func TestRefineMoves(t *testing.T) {
	stray := report("s", 9, bustan, on(1))
	one := near("i:one", report("a", 45, aleppo, on(0)), report("b", 45, aleppo, on(0)), report("c", 45, aleppo, on(0)), stray)
	for i := range stray {
		stray[i].What = map[recount.What]recount.What{recount.AirStrike: recount.Abducted, recount.Killed: recount.Killed}[stray[i].What]
	}
	other := report("o", 9, bustan, on(1))
	other[0].What = recount.Abducted
	changes, _ := Default().Refine([]Near{one, near("i:two", other)}, []recount.IncidentID{"i:one"}, nil, NewFrequency())
	if len(changes) != 1 || changes[0].Account != "s-strike" || changes[0].From != "i:one" || changes[0].Into != "i:two" {
		t.Errorf("got %+v", changes)
	}
}

func TestFacts(t *testing.T) {
	person, machine := recount.Actor{Kind: recount.Person, Name: "ana"}, recount.Actor{Kind: recount.Machine, Name: "link/5"}
	at := func(n int) time.Time { return time.Unix(int64(n), 0) }
	ds := []recount.Decision{
		{ID: "d:0", At: at(0), By: machine, Act: recount.Mint, Subject: "i:1", Object: "c:1"},
		{ID: "d:1", At: at(0), By: machine, Act: recount.Mint, Subject: "i:2", Object: "c:2"},
		{ID: "d:2", At: at(1), By: machine, Act: recount.Same, Subject: "c:3", Object: "i:1"},
		{ID: "d:3", At: at(2), By: person, Act: recount.Apart, Subject: "c:3", Object: "i:1"},
		{ID: "d:4", At: at(3), By: person, Act: recount.Same, Subject: "c:3", Object: "i:2"},
		{ID: "d:5", At: at(4), By: person, Act: recount.Merge, Subject: "i:1", Object: "i:2"},
		{ID: "d:6", At: at(5), By: person, Act: recount.Split, Subject: "i:2", Object: "i:1"},
	}
	want := []Fact{{"c:1", "c:3", true, "d:3"}, {"c:2", "c:3", false, "d:4"}, {"c:1", "c:2", true, "d:6"}}
	got := Facts(ds)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Whatever people said of claims holds when all is linked afresh.
func TestFactsHold(t *testing.T) {
	w := newWorld(300, 20, 5)
	l := NewLinker(Default(), NewFrequency())
	number := map[recount.ClaimID]int{}
	for i := range w.accounts {
		number[w.accounts[i].ID] = i
	}
	id := func(i int) recount.ClaimID { return w.accounts[i].ID }
	n := len(w.accounts)
	fs := []Fact{{id(3), id(n / 2), false, "d:1"}, {id(n / 2), id(n - 5), false, "d:2"}, {id(0), id(1), true, "d:3"}}
	l.Know(fs, func(c recount.ClaimID) (int, bool) { i, ok := number[c]; return i, ok })
	for _, a := range w.accounts {
		l.Add(a)
	}
	l.Refine(looks)
	for _, f := range fs {
		if one := l.at[number[f.A]] == l.at[number[f.B]]; one == f.Apart {
			t.Errorf("%+v does not hold", f)
		}
	}
}

func TestDoubtOf(t *testing.T) {
	doubt := func(id recount.DecisionID, at int, of string, p float64) recount.Decision {
		return recount.Decision{ID: id, At: time.Unix(int64(at), 0), Act: recount.Doubt, Subject: "i:1", Object: of, Score: p}
	}
	split := recount.Decision{ID: "d:s", At: time.Unix(9, 0), By: recount.Actor{Kind: recount.Person, Name: "ana"}, Act: recount.Split, Subject: "i:2", Object: "i:1"}
	for _, c := range []struct {
		name    string
		aliases []recount.IncidentID
		ds      []recount.Decision
		want    float64
	}{
		{"none", nil, nil, 0},
		{"the last counts", nil, []recount.Decision{doubt("d:2", 2, "i:2", 0.2), doubt("d:1", 1, "i:2", 0.6)}, 0.2},
		{"the other was merged with it", []recount.IncidentID{"i:2"}, []recount.Decision{doubt("d:1", 1, "i:2", 0.6)}, 0},
		{"a person said that they are two", nil, []recount.Decision{doubt("d:1", 1, "i:2", 0.6), split}, 0},
	} {
		if got := DoubtOf(recount.Incident{ID: "i:1", Aliases: c.aliases}, c.ds); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
