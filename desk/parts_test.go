package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/desk"
	"github.com/recountlab/recount/link"
	"github.com/recountlab/recount/store"
	"github.com/recountlab/recount/tally"
)

func TestPartsAndWholes(t *testing.T) {
	ctx := t.Context()
	rules := plainRules()
	rules.Gather, rules.Reckon, rules.Policy, rules.Policies = link.Gather, tally.Reckon, tally.R1(), tally.Policies()
	d, err := desk.Open(ctx, t.TempDir(), rules, ticking())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	add(t, d, write(t, "x.jsonl", line("1", "30 killed in Province on 2024-03-04, says governor.")+line("2", "12 killed in Alpha on 2024-03-04, says clinic.")+line("3", "15 killed in Beta on 2024-03-04, says elders.")))
	at := map[string]recount.Incident{}
	page, _, err := d.DB.Incidents(ctx, store.IncidentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range page {
		at[it.Incident.Title] = it.Incident
	}
	whole, alpha, beta := string(at["Province"].ID), string(at["Alpha"].ID), string(at["Beta"].ID)
	decide := func(act recount.Act, subject, object string, extra ...string) error {
		t.Helper()
		size, err := d.DB.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		dec := recount.Decision{By: ada, Act: act, Subject: subject, Object: object, Why: "the governor speaks of both"}
		if len(extra) > 0 {
			dec.Field, dec.Value = extra[0], extra[1]
		}
		_, err = d.Decide(ctx, dec, size)
		return err
	}
	for _, step := range []struct {
		act             recount.Act
		subject, object string
		extra           []string
		toll            string // of the whole
		parts           int
		notes           string
	}{
		{recount.PartOf, alpha, whole, nil, "30 / 30 / 30", 1, "18 unlocated"},
		{recount.PartOf, beta, whole, nil, "30 / 30 / 30", 2, "3 unlocated"},
		{recount.Correct, string(at["Beta"].Claims[0]), "", []string{"count", `{"low":25,"high":25,"point":25,"qualifier":"exact"}`}, "37 / 37 / 37", 2, ""},
		{recount.Withdraw, alpha, "", nil, "30 / 30 / 30", 2, "5 unlocated"},
		{recount.Whole, beta, whole, nil, "30 / 30 / 30", 1, ""},
		{recount.PartOf, beta, alpha, nil, "30 / 30 / 30", 1, ""},
		{recount.Merge, beta, whole, nil, "25 / 25 / 30", 0, ""},
	} {
		if err := decide(step.act, step.subject, step.object, step.extra...); err != nil {
			t.Fatalf("%s: %v", step.act, err)
		}
		it, err := d.DB.Incident(ctx, recount.IncidentID(whole))
		if err != nil {
			t.Fatal(err)
		}
		toll := it.Tolls[0]
		if notes := strings.Join(toll.Notes, "; "); toll.String() != step.toll || len(it.Incident.Parts) != step.parts || !strings.HasPrefix(notes, step.notes) || step.notes == "" && notes != "" {
			t.Errorf("%s %s %s: whole is %s with %d parts, %q; want %s with %d, %q", step.act, step.subject, step.object, toll, len(it.Incident.Parts), notes, step.toll, step.parts, step.notes)
		}
		sound(t, d)
		if step.act == recount.PartOf && step.object == alpha {
			if err := decide(recount.PartOf, alpha, beta); !errors.Is(err, recount.ErrInvalid) || !strings.Contains(err.Error(), "is itself a part of") {
				t.Errorf("a circle: %v", err)
			}
		}
	}
	if err := decide(recount.PartOf, alpha, alpha); !errors.Is(err, recount.ErrInvalid) {
		t.Errorf("a part of itself: %v", err)
	}
	if err := decide(recount.PartOf, alpha, "i:nothing"); !errors.Is(err, recount.ErrNotFound) {
		t.Errorf("a part of nothing: %v", err)
	}
}
