package tally

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recountlab/recount"
)

func TestPoliciesThatComeWithTheProgram(t *testing.T) {
	all := Policies()
	for _, n := range []recount.PolicyName{"R1/1", "ucdp-like/1", "ibc-like/1", "airwars-like/1", "ohchr-like/1", "acled-like/1", "gtd-like/1"} {
		if p, ok := all[n]; !ok || p.Check() != nil {
			t.Errorf("%s: %v", n, p.Check())
		}
	}
	if d := all["acled-like/1"].Differences(R1()); len(d) != 2 || !strings.HasPrefix(d[0], "method") || !strings.HasPrefix(d[1], "words") {
		t.Errorf("acled-like differs from R1 in %q", d)
	}
}

func TestLoad(t *testing.T) {
	dir := fstest.MapFS{
		"b.json": {Data: []byte(`{"name": "mine/2", "from": "mine/1", "interested": [{"sources": ["x"], "why": "its own"}]}`)},
		"a.json": {Data: []byte(`{"name": "mine/1", "from": "R1/1", "title": "Mine", "about": "Waits longer.", "settled": {"hours": 48}, "kinds": {"social": "B"}}`)},
	}
	all, err := Load(dir, Policies())
	if err != nil {
		t.Fatal(err)
	}
	p := all["mine/2"]
	if p.Settled.Hours != 48 || p.Settled.If["siege"] != 168 || p.Kinds["social"] != Established || p.Kinds["witness"] != Secondary || p.Title != "Mine" {
		t.Errorf("mine/2 is %+v", p)
	}
	if want := []Stake{{Sources: []recount.SourceID{"x"}, Why: "its own"}}; !reflect.DeepEqual(p.Interested, want) {
		t.Errorf("who is interested is laid over what was there: %+v", p.Interested)
	}
	if R1().Kinds["social"] != Secondary || R1().Interested[0].Sources != nil {
		t.Error("a policy that begins from R1 changed it")
	}
}

func TestTheExampleOfTheDocs(t *testing.T) {
	b, err := os.ReadFile("../docs/examples/plurals.json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse(b, Policies())
	if err != nil {
		t.Fatal(err)
	}
	some := says("agency", between(3, open, 3, recount.Vague, "number"))
	if got := Reckon(one(some), p)[0].String(); got != "2 / 2 / 2+" {
		t.Errorf("a number of people are %s", got)
	}
}

func TestPolicyFaults(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"no JSON", "{\n\"name\": \"x/1\",\n}", "x.json: line 3: "},
		{"no name", `{}`, "x.json: name: "},
		{"no version", `{"name": "mine"}`, "x.json: name: "},
		{"a name that is taken", `{"name": "R1/1"}`, "x.json: name: there is a policy R1/1 already"},
		{"nothing to begin from", `{"name": "x/1", "from": "y/1"}`, `x.json: from: no policy "y/1"`},
		{"itself to begin from", `{"name": "x/1", "from": "x/1"}`, `x.json: from: no policy "x/1"`},
		{"a field unknown", `{"name": "x/1", "from": "R1/1", "wieghts": {}}`, `x.json: unknown field "wieghts"`},
		{"a field of another form", `{"name": "x/1", "from": "R1/1", "settled": {"hours": "day"}}`, "x.json: settled.hours: a string will not do"},
		{"a method unknown", `{"name": "x/1", "from": "R1/1", "method": "mine"}`, `x.json: method: "mine": there are [acled`},
		{"a grade unknown", `{"name": "x/1", "from": "R1/1", "kinds": {"social": "E"}}`, `x.json: kinds.social: "E": grades are`},
		{"a kind unknown", `{"name": "x/1", "from": "R1/1", "kinds": {"blog": "B"}}`, `x.json: kinds: "blog": there are`},
		{"no low", `{"name": "x/1", "from": "R1/1", "bounds": ["high"]}`, "x.json: bounds: a toll always has low and high"},
		{"a weight of nothing", `{"name": "x/1", "from": "R1/1", "weights": {"C": 0}}`, "x.json: weights.C: "},
		{"a weight for the interested", `{"name": "x/1", "from": "R1/1", "weights": {"D": 1}}`, "x.json: weights.D: "},
		{"hours of nothing known", `{"name": "x/1", "from": "R1/1", "settled": {"if": {"flood": 24}}}`, `x.json: settled.if: "flood" is no word`},
		{"interest of nobody", `{"name": "x/1", "from": "R1/1", "interested": [{"who": ["combatant"], "why": "x"}]}`, "x.json: interested[0]: want kinds or sources"},
		{"interest of no known people", `{"name": "x/1", "from": "R1/1", "interested": [{"kinds": ["party"], "who": ["enemy"], "why": "x"}]}`, "x.json: interested[0].who: "},
		{"from nothing, without the rest", `{"name": "x/1"}`, "x.json: title: want"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"x.json": {Data: []byte(tt.file)}}, Policies())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if !errors.Is(err, recount.ErrInvalid) {
				t.Errorf("%v is no ErrInvalid", err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range []string{`{"name": "x/1", "from": "R1/1"}`, `{"name": "x/1", "weights": null, "bounds": [null]}`, `{"name":"x/1","from":"R1/1","interested":[{}]}`} {
		f.Add([]byte(p))
	}
	known := Policies()
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Parse(b, known)
		if err == nil && p.Check() != nil {
			t.Errorf("%q was taken, and fails: %v", b, p.Check())
		}
	})
}
