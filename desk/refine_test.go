package desk_test

import (
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

// A second look merges what the first left apart; when a person says that they
// are two, no later look joins them again, and the record follows from it all.
func TestRefine(t *testing.T) {
	ctx := t.Context()
	rules := plainRules()
	rules.Gather, rules.Reckon, rules.Policy, rules.Policies = link.Gather, tally.Reckon, tally.R1(), tally.Policies()
	rules.Place = func(link.Group, []link.Near, *link.Frequency) link.Verdict { return link.Verdict{P: 1} }
	rules.Refine = func(near []link.Near, touched []recount.IncidentID, said []link.Fact, words *link.Frequency) ([]link.Change, []link.Doubt) {
		if len(near) < 2 {
			return nil, nil
		}
		if len(said) > 0 {
			return nil, []link.Doubt{{Incident: near[1].Incident, Of: near[0].Incident, P: 0.4, Why: "one street"}}
		}
		return []link.Change{{From: near[1].Incident, Into: near[0].Incident, P: 0.9, Why: "one street"}}, nil
	}
	d, err := desk.Open(ctx, t.TempDir(), rules, ticking())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	add(t, d, write(t, "x.jsonl", line("1", "12 killed in Alpha on 2024-03-04, says clinic.")+line("2", "15 killed in Alpha on 2024-03-04, says elders.")))
	incidents := func() (out []recount.Incident) {
		t.Helper()
		page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range page {
			out = append(out, it.Incident)
		}
		return out
	}
	look := func() desk.Refined {
		t.Helper()
		r, err := d.Refine(ctx, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diffs, err := d.Rebuild(ctx, false); err != nil || len(diffs) > 0 {
			t.Fatalf("the record does not follow: %v %v", diffs, err)
		}
		return r
	}
	if got := incidents(); len(got) != 2 {
		t.Fatalf("%d incidents, want two", len(got))
	}
	if r := look(); r.Looked != 2 || r.Merged != 1 {
		t.Errorf("first look: %+v", r)
	}
	in := incidents()
	if len(in) != 1 || len(in[0].Aliases) != 1 {
		t.Fatalf("after it: %+v", in)
	}
	if r := look(); r.Merged != 0 {
		t.Errorf("looking again: %+v", r)
	}
	size, err := d.DB.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	dec := recount.Decision{By: ada, Act: recount.Split, Subject: string(in[0].Aliases[0]), Object: string(in[0].ID), Why: "an hour apart"}
	if _, err := d.Decide(ctx, dec, size); err != nil {
		t.Fatal(err)
	}
	if r := look(); r.Merged != 0 || len(incidents()) != 2 {
		t.Errorf("a person's word did not stand: %+v", r)
	}
	if q, err := d.Queue(ctx, 10); err != nil || len(q) != 0 {
		t.Errorf("what a person answered waits: %+v, %v", q, err)
	}
}
