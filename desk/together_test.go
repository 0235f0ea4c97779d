package desk_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/store"
)

func person(name string) recount.Actor { return recount.Actor{Kind: recount.Person, Name: name} }

// team is a casebook with one incident, and what people do there.
type team struct {
	*desk.Desk
	t  *testing.T
	in recount.IncidentID
}

func newTeam(t *testing.T) team {
	t.Helper()
	d := open(t, t.TempDir())
	add(t, d, write(t, "a.jsonl", line("a", "4 killed in Alpha on 2024-03-04, says clinic.")))
	page, _, err := d.DB.Incidents(t.Context(), store.IncidentFilter{})
	if err != nil || len(page) != 1 {
		t.Fatal(len(page), err)
	}
	return team{d, t, page[0].Incident.ID}
}

func (x team) try(by string, act recount.Act, subject, value, why string) error {
	size, err := x.DB.Size(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
	_, err = x.Decide(x.t.Context(), recount.Decision{By: person(by), Act: act, Subject: subject, Value: value, Why: why}, size)
	return err
}

func (x team) do(by string, act recount.Act, value, why string) {
	x.t.Helper()
	if err := x.try(by, act, string(x.in), value, why); err != nil {
		x.t.Fatalf("%s by %s: %v", act, by, err)
	}
}

func (x team) incident() *store.IncidentItem {
	x.t.Helper()
	it, err := x.DB.Incident(x.t.Context(), x.in)
	if err != nil {
		x.t.Fatal(err)
	}
	return it
}

// A deed is something one person does on the way to a signature.
type deed struct {
	by    string
	act   recount.Act
	value string
}

func TestFourEyes(t *testing.T) {
	const fair, confirmed = "fair", "confirmed"
	for name, c := range map[string]struct {
		eyes  int
		steps []deed
		off   bool
	}{
		"nobody signed":                       {2, []deed{{"ada", recount.Grade, fair}}, false},
		"one of two":                          {2, []deed{{"ada", recount.Grade, fair}, {"omar", recount.Sign, ""}}, false},
		"one signs twice":                     {2, []deed{{"omar", recount.Sign, ""}, {"omar", recount.Sign, ""}}, false},
		"two who decided nothing":             {2, []deed{{"ada", recount.Grade, fair}, {"omar", recount.Sign, ""}, {"lena", recount.Sign, ""}}, true},
		"the only one who decided and one":    {2, []deed{{"ada", recount.Grade, fair}, {"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}}, false},
		"both decided, both sign":             {2, []deed{{"ada", recount.Grade, fair}, {"omar", recount.Grade, confirmed}, {"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}}, true},
		"only a machine decided":              {2, []deed{{"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}}, true},
		"graded otherwise afterwards":         {2, []deed{{"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}, {"lena", recount.Grade, confirmed}}, false},
		"settled afterwards":                  {2, []deed{{"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}, {"lena", recount.Settle, `{"what":"killed","low":1,"best":2,"high":3}`}}, false},
		"remarked on and assigned afterwards": {2, []deed{{"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}, {"lena", recount.Note, ""}, {"lena", recount.Assign, "omar"}}, true},
		"sent back by a third":                {2, []deed{{"ada", recount.Sign, ""}, {"omar", recount.Sign, ""}, {"lena", recount.Refuse, ""}}, false},
		"sent back, and then signed":          {2, []deed{{"ada", recount.Sign, ""}, {"omar", recount.Refuse, ""}, {"omar", recount.Sign, ""}}, true},
		"back as it was signed":               {2, []deed{{"ada", recount.Grade, fair}, {"omar", recount.Sign, ""}, {"lena", recount.Sign, ""}, {"ada", recount.Grade, confirmed}, {"ada", recount.Grade, fair}}, true},
		"a recorder alone":                    {1, []deed{{"ada", recount.Grade, fair}, {"ada", recount.Sign, ""}}, true},
		"a recorder alone, changed later":     {1, []deed{{"ada", recount.Sign, ""}, {"ada", recount.Grade, confirmed}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			x := newTeam(t)
			if c.eyes != x.Eyes() {
				if _, err := x.SetEyes(t.Context(), c.eyes); err != nil {
					t.Fatal(err)
				}
			}
			before := x.incident().Incident.AsOf
			for _, s := range c.steps {
				x.do(s.by, s.act, s.value, "for a reason")
			}
			it := x.incident()
			if it.Incident.Signed.Off != c.off {
				t.Errorf("signed off: %+v", it.Incident.Signed)
			}
			if bears := slices.ContainsFunc(c.steps, func(s deed) bool { return s.act.Bears() }); (it.Incident.AsOf != before) != bears {
				t.Errorf("as of %d, then %d", before, it.Incident.AsOf)
			}
			page, _, err := x.DB.Incidents(t.Context(), store.IncidentFilter{Signed: true})
			if err != nil || (len(page) == 1) != c.off {
				t.Errorf("listed as signed off: %d, %v", len(page), err)
			}
			if diffs, err := x.Rebuild(t.Context(), false); err != nil || len(diffs) > 0 {
				t.Errorf("rebuilt: %v, %v", diffs, err)
			}
			now := it.Incident.Signed
			if _, err := x.SetEyes(t.Context(), 3-c.eyes); err != nil {
				t.Fatal(err)
			}
			if _, err := x.SetEyes(t.Context(), c.eyes); err != nil {
				t.Fatal(err)
			}
			if again := x.incident().Incident.Signed; again.Off != now.Off || !slices.Equal(again.By, now.By) {
				t.Errorf("%+v, then %+v", now, again)
			}
		})
	}
}

// Who signs what has changed meanwhile is told, and signs nothing.
func TestSignWhatWasSeen(t *testing.T) {
	x := newTeam(t)
	it := x.incident()
	seen, err := x.DB.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	state := desk.StateOf(it.Incident, it.Tolls)
	value := `{"size":1,"digest":"` + state.Digest.String() + `"}`
	x.do("lena", recount.Grade, "fair", "two name it")
	for name, dec := range map[string]recount.Decision{"by what it said": {Value: value}, "by when": {}} {
		dec.By, dec.Act, dec.Subject, dec.Why = person("omar"), recount.Sign, string(x.in), "as it stands"
		if _, err := x.Decide(t.Context(), dec, seen); !errors.Is(err, recount.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		act            recount.Act
		subject, value string
		want           error
	}{
		"a state that is none":      {recount.Sign, string(x.in), "yes", recount.ErrInvalid},
		"an incident that is none":  {recount.Sign, "i:none", "", recount.ErrNotFound},
		"a note on nothing":         {recount.Note, "c:none", "", recount.ErrNotFound},
		"for a name that is none":   {recount.Assign, string(x.in), "omar and lena", recount.ErrInvalid},
		"a report that is not here": {recount.Assign, "r:none", "omar", recount.ErrNotFound},
	} {
		if err := x.try("omar", c.act, c.subject, c.value, "why not"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := x.try("omar", recount.Note, string(x.in), "", " "); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a note without words: %v", err)
	}
}

// What waits for a person leaves when it is done, and comes to nobody else.
func TestMine(t *testing.T) {
	x := newTeam(t)
	mine := func(name string) (n [4]int) {
		t.Helper()
		m, err := x.Mine(t.Context(), name, store.IncidentFilter{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return [4]int{len(m.Assigned), len(m.Mentions), len(m.ToSign), len(m.ToGrade)}
	}
	for _, s := range []struct {
		deed
		why  string
		want [4]int // of omar: assigned, mentions, to sign, to grade
	}{
		{deed{"ada", recount.Note, ""}, "nothing for omar, write to omar@example.org", [4]int{0, 0, 0, 1}},
		{deed{"ada", recount.Note, ""}, "is this the same street, @Omar?", [4]int{0, 1, 0, 1}},
		{deed{"ada", recount.Note, ""}, "@omari should not be called for omar", [4]int{0, 1, 0, 1}},
		{deed{"omar", recount.Note, ""}, "it is; @omar looked", [4]int{0, 0, 0, 1}},
		{deed{"ada", recount.Assign, "omar"}, "he knows the street", [4]int{1, 0, 0, 1}},
		{deed{"ada", recount.Grade, "fair"}, "two name it", [4]int{1, 0, 1, 0}},
		{deed{"omar", recount.Sign, ""}, "checked", [4]int{0, 0, 0, 0}},
		{deed{"ada", recount.Assign, "omar"}, "once more", [4]int{1, 0, 0, 0}},
		{deed{"ada", recount.Assign, ""}, "done with it", [4]int{0, 0, 0, 0}},
		{deed{"ada", recount.Grade, "confirmed"}, "it is admitted", [4]int{0, 0, 1, 0}},
		{deed{"omar", recount.Refuse, ""}, "by whom?", [4]int{0, 0, 0, 0}},
	} {
		x.do(s.by, s.act, s.value, s.why)
		if got := mine("omar"); got != s.want {
			t.Errorf("after %s %s %q: %v, want %v", s.by, s.act, s.why, got, s.want)
		}
	}
	if got := mine("lena"); got != [4]int{0, 0, 1, 0} {
		t.Errorf("lena: %v", got)
	}
}

func TestMentions(t *testing.T) {
	for note, want := range map[string][]string{
		"@mira and (@Omar), @mira again.": {"mira", "omar"},
		"write to mira@example.org":       nil,
		"@@mira @_x @":                    nil,
		"ليرَ @سارة ذلك":                  {"سارة"},
		"@a.b-c_d.":                       {"a.b-c_d"},
	} {
		if got := desk.Mentions(note); !slices.Equal(got, want) {
			t.Errorf("%q: %v", note, got)
		}
	}
}
